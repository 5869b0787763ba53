"""Who may open what, on a server: every address, every role, every case; what a session is, and when it ends."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.test.utils import override_settings

from firsthand.testing.world import SmallCase
from firsthand.web.roles import ROLES
from firsthand.web.team.table import COSTLY, FRESH, FRESH_ACTS, TABLE, WHO

FILLED = {
    "<path:post>": "x:1001", "<path:account>": "x:1", "<str:claim>": "claim:1", "<str:run>": "run-1", "<str:verb>": "mark",
    "<slug:slug>": "bridge", "<int:job>": "987654", "<str:word>": "stop", "<str:upload>": "0" * 32, "<int:number>": "0",
    "<int:call>": "987654", "<int:entry>": "987654",
    "<slug:file>": "none", "<int:z>": "1", "<int:x>": "0", "<int:y>": "0",
    "<str:sealed>": "0" * 12,
}  # fmt: skip


def opened(address: str) -> str:
    for hole, value in FILLED.items():
        address = address.replace(hole, value)
    return f"/case/oradesh/{address}"


def routes() -> Any:
    from firsthand.web.team.within import ROUTES

    return ROUTES


def test_every_page_of_a_case_is_closed_to_strangers(stranger: Client, way: Any) -> None:
    """Without a session: to sign in, or a word to a program; no word of the case, and no difference to a case that is none."""
    for route in routes():
        address = opened(route.address)
        told = stranger.get(address)
        assert (told.status_code, told["Location"].partition("?")[0]) == (302, "/account/sign-in"), route.name
        assert stranger.get(address.replace("oradesh", "nowhere")).status_code == 302
        assert stranger.get(address, headers={"Accept": "application/json"}).status_code == 403


@pytest.mark.parametrize("role", ROLES)
def test_every_page_asks_for_its_role(role: str, way: Any) -> None:
    """Made from the router: what needs a role opens to it, and what needs the next one does not."""
    client = way.come(oradesh=role)
    token = way.form(client, "/")
    for route in routes():
        if ROLES.index(route.least) - ROLES.index(role) not in (0, 1):
            continue
        address = opened(route.address)
        told = client.get(address) if route.name not in ("live",) else client.get(address, headers={"Accept": "application/json"})
        if told.status_code == 405:
            told = client.post(address, token)
        may = ROLES.index(role) >= ROLES.index(route.least)
        assert (told.status_code != 403) == may, (route.name, role, told.status_code)
        told.close()


def test_every_page_of_another_case_is_not_there(way: Any) -> None:
    """A custodian of one case sees that the other does not exist: the very page of a name that is none."""
    client = way.come(oradesh="custodian")
    for route in routes():
        address = opened(route.address).replace("oradesh", "harbour", 1)
        there, none = client.get(address), client.get(address.replace("harbour", "nowhere", 1))
        assert there.status_code == none.status_code == 404, route.name
        assert re.sub(rb'value="[^"]+"', b"", there.content) == re.sub(rb'value="[^"]+"', b"", none.content).replace(b"nowhere", b"harbour")


@pytest.mark.parametrize("door", TABLE, ids=lambda one: one.name)
def test_every_page_outside_the_cases_says_who_may_open_it(door: Any, way: Any) -> None:
    """The table is all there is; a stranger opens what is open, and nothing else."""
    from django.urls import get_resolver

    assert {one.name for one in get_resolver("firsthand.web.team.routes").url_patterns} == set(WHO)
    address = "/" + door.address.replace("<str:token>", "other").replace("<int:pk>", "1")
    told = way.browser().get(address)
    if door.who == "open":
        assert told.status_code in (200, 302, 404, 405)
    else:
        assert (told.status_code, told["Location"].partition("?")[0]) == (302, "/account/sign-in")


def test_without_a_second_factor_only_setting_one_up_is_open(way: Any, stranger: Client) -> None:
    way.account("N. Vale", factor=False, oradesh="custodian")
    way.sign_in(stranger, "N. Vale")
    for door in TABLE:
        if door.who == "member":
            address = "/" + door.address.replace("<int:pk>", "1")
            assert stranger.get(address)["Location"].partition("?")[0] == "/account/second", door.name


def test_a_role_that_is_taken_ends_what_is_open(way: Any) -> None:
    """A case, then the desk: at once, with the browser still open, and the stream of news too."""
    from firsthand.web.team import people, sessions

    client, other = way.come(oradesh="editor", harbour="reader"), way.come("O. Kest", oradesh="editor")
    key, user = client.session.session_key, people.known("N. Vale").pk
    assert sessions.still(key, user, "oradesh")

    assert people.remove("N. Vale", "oradesh") == 1
    assert client.get("/case/oradesh/inbox").status_code == 302
    assert not sessions.still(key, user, "oradesh")
    assert people.remove("O. Kest") == 1
    assert other.get("/case/oradesh/inbox")["Location"].startswith("/account/sign-in")
    assert way.sign_in(way.browser(), "O. Kest").status_code == 200


def test_the_cookie(way: Any) -> None:
    """Of this host alone, over TLS alone, out of reach of scripts, gone with the browser; another one after signing in."""
    client = way.browser()
    before = way.form(client, "/account/sign-in") and client.cookies["__Host-firsthand"].value
    way.account("N. Vale", oradesh="reader")
    way.sign_in(client, "N. Vale")
    way.second(client)
    cookie = client.cookies["__Host-firsthand"]
    assert cookie.value != before
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, True, "Strict", "/", "")
    assert (cookie["max-age"], cookie["expires"]) == ("", "")


def test_what_every_answer_carries(way: Any) -> None:
    client = way.come(oradesh="reader")
    for address in ("/", "/account", "/account/sign-in", "/case/oradesh/inbox", "/case/nowhere/inbox", "/nothing"):
        told = client.get(address)
        assert told["Cache-Control"] == "no-store"
        assert "default-src 'none'" in told["Content-Security-Policy"]
        assert "unsafe" not in told["Content-Security-Policy"]
        assert told["Strict-Transport-Security"] == "max-age=31536000"
        assert told["X-Frame-Options"] == "DENY"
        assert not re.search(rb"<script(?![^>]* src=)(?![^>]*application/json)|\son[a-z]+=|\sstyle=|<style", told.content), address


def test_only_its_own_names_are_answered_and_only_over_tls(way: Any) -> None:
    client = way.come(oradesh="reader")
    for host in ("evil.example", "desk.example.org:81", "example.org"):
        assert client.get("/", headers={"Host": host}).status_code == 400
    plain = Client(HTTP_HOST=way.site)
    assert plain.get("/account/sign-in").status_code == 400


def test_media_answer_under_their_own_name_for_their_own_case(way: Any, two: dict[str, SmallCase]) -> None:
    """The address that one case signed opens nothing in the other; the desk's pages are not there."""
    picture = two["oradesh"].desk.vault.put(b"\x89PNG\r\n\x1a\n and more")
    two["harbour"].desk.vault.put(b"\x89PNG\r\n\x1a\n and more")
    from dataclasses import replace

    from firsthand.web.media import address
    from firsthand.web.room import asked_for
    from firsthand.web.team.doors import room_called

    with asked_for(replace(room_called("oradesh"))):
        told = address(picture)
    assert told.startswith(f"https://{way.media}/case/oradesh/")
    outside = way.browser(HTTP_HOST=way.media)
    path = told.removeprefix(f"https://{way.media}")
    shown = outside.get(path)
    assert (shown.status_code, shown["Content-Type"], shown["X-Content-Type-Options"]) == (200, "image/png", "nosniff")
    assert not shown.cookies
    shown.close()
    for wrong in (path.replace("oradesh", "harbour"), path + "x", "/account/sign-in", "/case/oradesh/inbox", "/"):
        assert outside.get(wrong).status_code == 404


def test_what_comes_from_elsewhere(way: Any) -> None:
    """Another page's request is refused; its link leads to a page that asks to go on, and to sign in without the words of a case."""
    client = way.come(oradesh="reader")
    for site in ("cross-site", "same-site"):
        assert client.get("/case/oradesh/inbox", headers={"Sec-Fetch-Site": site}).status_code == 403
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    told = way.browser().get("/case/oradesh/inbox", headers=link)
    assert told.status_code == 403
    assert b'href="/case/oradesh/inbox"' in told.content
    from firsthand.web.team import people

    assert way.browser().get(f"/invitation/{people.invite('O. Kest', {'oradesh': 'reader'})}", headers=link).status_code == 302


def test_a_form_without_its_token_enters_nothing_and_gives_the_words_back(way: Any, two: dict[str, SmallCase]) -> None:
    client, before = way.come(oradesh="reviewer"), two["oradesh"].desk.book.size()
    told = client.post("/case/oradesh/act/note", {"ref": "x:1001", "text": "كلماتي هنا"})
    assert told.status_code == 403
    assert "كلماتي هنا" in told.content.decode()
    assert two["oradesh"].desk.book.size() == before


def test_a_session_that_ended_gives_the_words_back(way: Any, two: dict[str, SmallCase], monkeypatch: pytest.MonkeyPatch) -> None:
    """Left alone too long: nothing is entered, what was written is shown, and signing in leads back to the page."""
    from firsthand.web.team import sessions

    client, before = way.come(oradesh="reviewer"), two["oradesh"].desk.book.size()
    token, later = way.form(client, "/case/oradesh/inbox"), sessions.now() + 31 * 60
    monkeypatch.setattr(sessions, "now", lambda: later)
    told = client.post(
        "/case/oradesh/act/note", {"ref": "x:1001", "text": "words of mine", **token},
        headers={"Referer": f"https://{way.site}/case/oradesh/posts/x:1001"},
    )  # fmt: skip
    assert told.status_code == 403
    assert b"words of mine" in told.content
    assert b"next=%2Fcase%2Foradesh%2Fposts%2Fx%3A1001" in told.content
    assert two["oradesh"].desk.book.size() == before


def test_a_session_lasts_so_long_and_no_longer(way: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work keeps it open, listening for news does not, and after half a day it ends whatever is done."""
    from firsthand.web.team import sessions

    client, start = way.come(oradesh="reader"), sessions.now()
    for minutes in range(28, 12 * 60, 28):
        monkeypatch.setattr(sessions, "now", lambda minutes=minutes: start + 60 * minutes)
        assert client.get("/case/oradesh/people").status_code == 200
    monkeypatch.setattr(sessions, "now", lambda: start + 12 * 3600 + 1)
    assert client.get("/case/oradesh/audit").status_code == 302

    idle = way.come("O. Kest", oradesh="reader")
    began = sessions.now()
    for minutes in (20, 29):
        monkeypatch.setattr(sessions, "now", lambda minutes=minutes: began + 60 * minutes)
        assert idle.get("/case/oradesh/live", headers={"Accept": "application/json"}).status_code == 200
    monkeypatch.setattr(sessions, "now", lambda: began + 31 * 60)
    assert idle.get("/case/oradesh/audit").status_code == 302


def test_a_clock_that_goes_back_opens_nothing_for_longer(way: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from firsthand.web.team import sessions

    client, before = way.come(oradesh="reader"), sessions.now() - 3600
    monkeypatch.setattr(sessions, "now", lambda: before)
    assert client.get("/case/oradesh/audit").status_code == 302


def test_the_quick_lock(way: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without script: one button, and nothing is shown or entered until the person has shown who they are."""
    from firsthand.web.team import sessions

    client = way.come(oradesh="reviewer")
    at = sessions.now() + 1
    monkeypatch.setattr(sessions, "now", lambda: at)
    assert way.post(client, "/lock", "/")["Location"] == "/account/again"
    for address in ("/", "/account", "/case/oradesh/inbox", "/account/second"):
        assert client.get(address)["Location"].startswith("/account/again?next=") or address == "/"
    assert client.get("/case/oradesh/live", headers={"Accept": "application/json"}).json()["error"]["code"] == "locked"
    assert way.post(client, "/account/again", password="wrong words in a row").status_code == 200
    assert client.get("/case/oradesh/inbox").status_code == 302
    monkeypatch.setattr(sessions, "now", lambda: at + 1)
    assert way.post(client, "/account/again", password=way.password, next="/case/oradesh/inbox")["Location"] == "/case/oradesh/inbox"
    assert client.get("/case/oradesh/inbox").status_code == 200


def test_what_leaves_the_house_asks_once_more_who_is_there(way: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five minutes after coming in, publishing and what is like it need the person again."""
    from firsthand.web.team import sessions

    names = {one.name for one in routes()}
    from firsthand.web.pages.acts import VERBS

    assert names >= FRESH | COSTLY.keys()
    assert VERBS.keys() >= FRESH_ACTS
    client = way.come(oradesh="custodian")
    token, later = way.form(client, "/"), sessions.now() + 6 * 60
    monkeypatch.setattr(sessions, "now", lambda: later)
    for address in ("stories/bridge/publish", "jobs/backup", "act/withdraw", "act/override", "people/role"):
        told = client.post(f"/case/oradesh/{address}", token, headers={"Accept": "application/json"})
        assert (told.status_code, told.json()["error"]["code"]) == (403, "show-again"), address
    assert client.post("/case/oradesh/act/mark", token, headers={"Accept": "application/json"}).status_code != 403
    monkeypatch.setattr(sessions, "now", lambda: later + 1)
    assert way.post(client, "/account/again", password=way.password).status_code == 302
    assert client.post("/case/oradesh/stories/bridge/publish", token, headers={"Accept": "application/json"}).status_code == 404


def test_what_costs_much_is_asked_for_so_often(way: Any) -> None:
    client = way.come(oradesh="custodian")
    said = [way.post(client, "/case/oradesh/jobs/screen", "/").status_code for _ in range(7)]
    assert said[:6] == [302] * 6
    assert said[6] == 429


def test_signing_out_elsewhere(way: Any) -> None:
    """One session, or all the others; the one that asks stays."""
    here, there = way.come(oradesh="reader"), way.browser()
    way.sign_in(there, "N. Vale")
    assert way.second(there, 1).status_code == 302
    page = here.get("/account/sessions", headers={"Accept": "application/json"}).json()["sessions"]
    assert [one["here"] for one in page] == [True, False]
    number = str(page[1]["session"])
    assert way.post(there, "/account/sessions", "/account/sessions", session="9" * 11).status_code == 302
    assert way.post(here, "/account/sessions", session=number).status_code == 302
    assert there.get("/")["Location"].startswith("/account/sign-in")
    assert here.get("/").status_code == 200


def test_one_persons_session_is_not_anothers_to_end(way: Any) -> None:
    one, other = way.come(oradesh="reader"), way.come("O. Kest", oradesh="reader")
    number = other.get("/account/sessions", headers={"Accept": "application/json"}).json()["sessions"][0]["session"]
    way.post(one, "/account/sessions", session=str(number))
    assert other.get("/").status_code == 200


def test_the_log_says_who_came_and_who_was_turned_away_and_no_word_more(way: Any, server: Any) -> None:
    """Each line is a document; no password, code, token or word of a case stands in it."""
    client = way.come(oradesh="reader")
    way.sign_in(way.browser(), "N. Vale", "wrong words in a row")
    client.get("/case/harbour/inbox?q=secret-words")
    way.post(client, "/case/oradesh/act/note", "/", ref="x:1001", text="words of a note")
    way.post(client, "/account/sign-out", "/")
    text = Path(server.state / "security.jsonl").read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    events = {line["event"] for line in lines}
    assert events >= {"signed-in", "sign-in-refused", "refused-case", "refused", "signed-out"}
    assert all(line["at"].endswith("+00:00") for line in lines)
    for word in (way.password, "wrong words", "secret-words", "words of a note", client.session.session_key or "?"):
        assert word not in text
    assert (server.state / "security.jsonl").stat().st_mode & 0o077 == 0


def test_what_nobody_is_called_stands_in_no_log(way: Any, server: Any) -> None:
    """A password that was typed into the field of the name."""
    way.sign_in(way.browser(), "four words in a row", "n. vale")
    assert "four words" not in Path(server.state / "security.jsonl").read_text()


def test_news_end_with_the_right_to_them(way: Any, two: dict[str, SmallCase]) -> None:
    """The stream of somebody who was let go tells nothing more, and closes the page."""
    import asyncio

    from firsthand.web import live
    from firsthand.web.room import asked_for
    from firsthand.web.team.doors import room_called

    here = room_called("oradesh")
    assert here is not None
    with asked_for(here), override_settings(ROOT_URLCONF="firsthand.web.team.within"):
        news = live.News(here, 0)
    may = iter((True, False))

    async def read() -> list[bytes]:
        return [told async for told in live.events(news, "en", looks=5, pause_s=0, still=lambda: next(may))]

    said = asyncio.run(read())
    assert len(said) == 2
    assert said[-1] == b"event: closed\ndata: {}\n\n"


def test_one_person_does_not_take_all_the_news(way: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four streams each; a fifth is told to stay away, and somebody else is not."""
    from firsthand.web import live

    monkeypatch.setattr(live, "_open", ["N. Vale"] * 4)
    stream = {"Accept": "text/event-stream"}
    assert way.come(oradesh="reader").get("/case/oradesh/live", headers=stream).status_code == 204
    told = way.come("O. Kest", oradesh="reader").get("/case/oradesh/live", headers=stream)
    assert (told.status_code, told["X-Accel-Buffering"]) == (200, "no")
    told.close()


def test_long_forms_are_let_in_for_who_is_signed_in(way: Any) -> None:
    """A cookie of the right name is not enough to fill the disk."""
    import asyncio

    from firsthand.web.gate import BODY_BYTES, FORM_BYTES, gated
    from firsthand.web.team.__main__ import known_session

    client, came, said = way.come(oradesh="collector"), [], []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        came.append(scope["path"])

    async def send(message: Any) -> None:
        if "status" in message:
            said.append(message["status"])

    async def receive() -> dict[str, str]:
        return {"type": "http.disconnect"}

    def ask(path: str, cookie: str, length: int) -> None:
        headers = [(b"content-length", str(length).encode()), (b"cookie", f"__Host-firsthand={cookie}".encode())]
        asyncio.run(gated(app, known=known_session)({"type": "http", "path": path, "headers": headers}, receive, send))

    cookie = client.session.session_key or ""
    ask("/case/oradesh/import", cookie, FORM_BYTES)
    assert (came, said) == (["/case/oradesh/import"], [])
    for path, key, length in (
        ("/case/oradesh/import", "forged", BODY_BYTES + 1), ("/case/oradesh/import", cookie, FORM_BYTES + 1),
        ("/case/oradesh/act/note", cookie, BODY_BYTES + 1), ("/account/sign-in", "", BODY_BYTES + 1),
    ):  # fmt: skip
        ask(path, key, length)
    assert len(came) == 1
    assert [one for one in said if one] == [403, 413, 413, 413]


def test_a_hostile_name_makes_no_second_line_in_the_log(way: Any, server: Any) -> None:
    way.sign_in(way.browser(), 'x\r\n{"event":"signed-in"}\u202e\u2028y', "wrong words in a row")
    lines = Path(server.state / "security.jsonl").read_text().splitlines()
    assert [json.loads(line)["event"] for line in lines] == ["sign-in-refused"]


def test_an_act_says_that_the_desk_signed_for_the_person(way: Any, two: dict[str, SmallCase]) -> None:
    """The entry bears the person's own key and a signature that fits, and says through what it came."""
    from firsthand.shell.people import person
    from firsthand.shell.signing import signature_fits

    book = two["harbour"].desk.book
    client = way.come("ليلى", harbour="reviewer")
    told = way.post(client, "/case/harbour/act/mark", "/", post="x:1001", mark="reviewed")
    assert told.status_code == 302
    entry = next(iter(book.entries(since=book.size() - 1)))
    assert entry.detail["actor"] == {"key": person("ليلى").key, "kind": "person", "name": "ليلى", "via": "desk"}
    assert signature_fits(book.origin, entry.kind, dict(entry.detail)) is True
    assert client.get("/case/harbour/audit", headers={"Accept": "application/json"}).json()["entries"][0]["via"] == "desk"
    assert "through the desk’s server" in client.get("/case/harbour/audit").content.decode()


def test_steps_of_one_case_undo_nothing_in_another(way: Any) -> None:
    client = way.come(oradesh="reviewer", harbour="reviewer")
    assert way.post(client, "/case/oradesh/act/mark", "/", post="x:1001", mark="hold").status_code == 302
    here = client.get("/case/oradesh/inbox").content.decode()
    there = client.get("/case/harbour/inbox").content.decode()
    assert re.search(r'data-steps="\d+ ', here)
    assert 'data-steps=""' in there


def test_addresses_within_a_case_carry_it(way: Any) -> None:
    """No link or form of a page leads out of its case by mistake."""
    client = way.come(oradesh="custodian")
    for page in ("inbox", "posts/x:1001", "import", "people", "day", "stories", "plan", "learning", "translations", "jobs"):
        text = client.get(f"/case/oradesh/{page}").content.decode()
        assert 'data-here="/case/oradesh"' in text, page
        found = set(re.findall(r'(?:href|action|data-address)="(/[^"#?]*)', text))
        outside = {one for one in found if not one.startswith(("/case/oradesh", "/static/"))}
        assert outside <= {"/", "/lock", "/account", "/account/sign-out", "/account/again"}, page
