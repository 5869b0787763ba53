"""Who may come in, under which name, and what a page may do."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from firsthand.testing.world import SmallCase
from firsthand.web.media import address
from firsthand.web.routes import ROLES, ROUTES

PORT = 8765
FILLED = {
    "<path:post>": "x:1001", "<path:account>": "x:1", "<str:claim>": "claim:1", "<str:run>": "run-1", "<str:verb>": "mark",
    "<slug:slug>": "bridge",
}  # fmt: skip


def opened(address: str) -> str:
    for hole, value in FILLED.items():
        address = address.replace(hole, value)
    return f"/{address}"


@pytest.mark.parametrize("route", ROUTES, ids=lambda one: one.name)
def test_every_address_is_closed_to_who_has_not_come_in(route: object, stranger: Client) -> None:
    """A route that is added is in this test by itself; only the entrance answers, and says no without the token."""
    assert route.least in ROLES or route.name == "enter"  # type: ignore[attr-defined]
    answer = stranger.get(opened(route.address))  # type: ignore[attr-defined]
    assert answer.status_code == 403
    assert "أورا" not in answer.content.decode()


def test_the_token_opens_once(stranger: Client) -> None:
    """It is gone from the address; who has it afterwards is a stranger."""
    first = stranger.get("/enter?token=the%20token")
    assert (first.status_code, first["Location"]) == (302, "/inbox")
    assert stranger.get("/inbox").status_code == 200
    other = Client(HTTP_HOST=f"localhost:{PORT}")
    assert other.get("/enter?token=the%20token").status_code == 403
    assert other.get("/inbox").status_code == 403


def test_a_wrong_token_opens_nothing_and_spends_nothing(stranger: Client) -> None:
    assert stranger.get("/enter?token=other").status_code == 403
    assert stranger.get("/enter?token=%D9%85").status_code == 403
    assert stranger.get("/enter?token=the%20token").status_code == 302


@pytest.mark.parametrize("host", ["evil.example:8765", "localhost:1", "localhost", "[::1]:8765", "127.0.0.1.evil.example:8765"])
def test_only_its_own_name_is_answered(host: str, browser: Client) -> None:
    """A foreign name that points at this machine sees nothing of the desk."""
    assert browser.get("/inbox", headers={"Host": host}).status_code == 400


def test_another_page_cannot_ask(browser: Client) -> None:
    assert browser.get("/inbox", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert browser.get("/inbox", headers={"Sec-Fetch-Site": "same-site"}).status_code == 403


def test_an_act_needs_the_form_of_this_desk(browser: Client, case: SmallCase) -> None:
    """Without the form's token nothing is entered."""
    before = case.desk.book.size()
    assert browser.post("/act/mark", {"post": "x:1001", "mark": "reviewed"}).status_code == 403
    assert case.desk.book.size() == before


def test_what_a_page_may_do(browser: Client) -> None:
    """No inline script or style, no other machine, nothing kept in the browser's cache."""
    answer = browser.get("/inbox")
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert {re.sub(r"\s+", " ", part.strip()).split(" ")[0] for part in policy.split(";")} >= {"default-src", "frame-ancestors", "base-uri"}
    assert "default-src 'none'" in policy
    assert answer["Cache-Control"] == "no-store"
    assert not re.search(rb"<script(?! src=)|\son[a-z]+=|\sstyle=|<style", answer.content)


def test_the_cookie_does_not_leave_the_desk(browser: Client) -> None:
    cookie = browser.cookies["firsthand"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"


def test_media_answer_under_their_own_name_only(browser: Client, case: SmallCase) -> None:
    """Signed, guarded, never a page; the desk's pages are not there."""
    digest = case.desk.vault.put(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
    picture = case.desk.vault.put(b"\x89PNG\r\n\x1a\n and more")
    outside = Client(HTTP_HOST=f"127.0.0.1:{PORT}")

    page = outside.get(address(digest).partition(f":{PORT}")[2])
    shown = outside.get(address(picture).partition(f":{PORT}")[2])

    assert page["Content-Type"] == "application/octet-stream"
    assert page["Content-Disposition"].startswith("attachment")
    assert shown["Content-Type"] == "image/png"
    for answer in (page, shown):
        assert (answer.status_code, answer["X-Content-Type-Options"]) == (200, "nosniff")
        assert "sandbox" in answer["Content-Security-Policy"]
        assert not answer.cookies
        answer.close()
    assert outside.get(f"/{digest}").status_code == 404
    assert outside.get("/inbox").status_code == 404
    assert outside.get(address(digest).partition(f":{PORT}")[2] + "x").status_code == 404


@pytest.mark.parametrize("name", ["fonts.css", "tokens.css", "desk.css"])
def test_styles_are_served_and_templates_are_not(name: str, stranger: Client) -> None:
    """The two that are shared with the published story lie elsewhere; of that folder nothing more is given."""
    answer = stranger.get(f"/static/web/{name}")
    assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (200, "text/css")
    assert b"".join(answer)  # type: ignore[arg-type]
    answer.close()
    assert stranger.get("/static/web/story.html.j2").status_code == 404
