"""Requests, removals and sealed things in the browser: asked, agreed, drilled, typed, done; and what is opened is shown once."""

from __future__ import annotations

import html
import io
import re
from typing import Any

import pytest
from django.test import Client

from firsthand.desk.drill import drill
from firsthand.desk.judge import second
from firsthand.desk.removal import carried_out
from firsthand.desk.sealed import seal
from firsthand.model.ids import PostId
from firsthand.testing.world import SmallCase
from firsthand.web import clear, jobs
from firsthand.web.labour import KINDS
from firsthand.web.room import Room, open_room

ORIGIN = {"Origin": "http://localhost:8765"}
JSON = {**ORIGIN, "Accept": "application/json"}
POST = "x:1001"
NUMBER = "تلفون أمّ لينا: +000 555 0101 <b>"
PIXEL = bytes.fromhex("89504e470d0a1a0a") + b"invented picture" * 20


def sent(browser: Client, to: str, **fields: Any) -> Any:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get("/inbox").content.decode())
    assert found
    return browser.post(to, {"csrfmiddlewaretoken": found[1], **fields}, headers=JSON)


def value(browser: Client, page: str) -> Any:
    return browser.get(page, headers=JSON).json()


def agree(case: SmallCase, entry: int) -> None:
    second(case.desk, entry, agree=True, because="قرأت الرسالة", actor=case.bo)


def test_a_request_is_written_down_and_answered(browser: Client) -> None:
    """It waits on the page and under My day, the nearest day first; an answer needs a reason, and stands beside it."""
    late = sent(browser, "/act/request", kind="correction", text="الاسم مكتوب خطأ", received="2041-01-01", due="2041-02-01").json()
    soon = sent(browser, "/act/request", kind="removal", text="wants the second sentence out").json()
    told = value(browser, "/requests")
    assert [(one["entry"], one["overdue"]) for one in told["requests"]] == [(late["entry"], True), (soon["entry"], False)]
    assert told["requests"][1]["due"] == "2041-04-13"
    assert "الاسم مكتوب خطأ" in browser.get("/day").content.decode()

    assert sent(browser, "/act/request", kind="removal", text="call 00 555 010 1234").status_code == 403
    assert sent(browser, "/act/request-done", entry=late["entry"], outcome="granted", because=" ").status_code == 403
    sent(browser, "/act/request-done", entry=late["entry"], outcome="granted", because="corrected the same day")
    page = browser.get("/requests").content.decode()
    assert "corrected the same day" in page
    assert value(browser, "/requests")["open"] == 1
    assert len(value(browser, "/day")["requests"]) == 1


def test_an_erasure_is_drilled_typed_and_carried_out(browser: Client, case: SmallCase) -> None:
    """Looking takes nothing; one person is not enough; another word than the stated one does nothing; then the words are gone."""
    words = case.desk.views.post(PostId(POST))["text"]
    entry = sent(browser, "/act/ask-erase", post=POST, because="asked by mail", law="GDPR art. 17").json()["entry"]
    blobs = {path.name for path in (case.root / "vault" / "blobs").rglob("*") if path.is_file()}
    told = value(browser, f"/removal/{entry}")
    assert told["removal"]["state"] == "waits"
    assert (told["takes"]["items"], told["takes"]["posts"], told["confirm"]) == (1, [POST], "1001")
    assert [one["what"] for one in told["takes"]["files"]] == ["capture"]
    assert blobs == {path.name for path in (case.root / "vault" / "blobs").rglob("*") if path.is_file()}
    assert b"confirm" not in browser.get(f"/removal/{entry}").content

    agree(case, entry)
    assert b'name="confirm"' in browser.get(f"/removal/{entry}").content
    assert sent(browser, f"/removal/{entry}/carry-out", confirm="yes").json()["error"]["code"] == "not-confirmed"
    job = sent(browser, f"/removal/{entry}/carry-out", confirm=" 1001 ")
    assert job.status_code == 202
    order = jobs.take(case.desk.root, "a test")
    assert order is not None
    result = KINDS[order.kind](case.desk, order.order, case.ann, lambda _what, _done, _total: None)
    jobs.end(order, "done", result)
    assert (result["items"], result["gone"]) == (1, [POST])
    assert KINDS[order.kind](case.desk, order.order, case.ann, lambda _what, _done, _total: None)["entry"] == result["entry"]
    assert browser.get(f"/posts/{POST}").status_code == 404
    assert value(browser, "/removal")["removals"][0]["state"] == "done"
    assert words not in browser.get(f"/removal/{entry}").content.decode()
    assert f"entry {result['entry']}" in browser.get(f"/jobs/{job.json()['job']}").content.decode()


def test_what_is_carried_out_is_not_carried_out_again(case: SmallCase) -> None:
    from firsthand.desk.removal import ask_erase, carry_out
    from firsthand.model.errors import Conflict

    ask = ask_erase(case.desk, PostId(POST), because="asked", law="GDPR art. 17", actor=case.ann)
    agree(case, ask.seq)
    carry_out(case.desk, ask.seq, actor=case.ann, progress=lambda _what, _done, _total: None)
    assert carried_out(case.desk, ask.seq) is not None
    assert drill(case.desk, ask.seq).asked.state == "done"
    with pytest.raises(Conflict):
        carry_out(case.desk, ask.seq, actor=case.ann, progress=lambda _what, _done, _total: None)


def test_the_drill_names_who_was_handed_copies(browser: Client, case: SmallCase) -> None:
    from firsthand.desk.export import ExportOrder, export

    order = ExportOrder(
        format="warc", target=str(case.root.parent / "x.warc.gz"), query="", recipient="بيت المدينة", because="for the hearing"
    )
    export(case.desk, order, actor=case.ann)
    entry = sent(browser, "/act/ask-erase", post=POST, because="asked", law="GDPR art. 17").json()["entry"]
    assert [one["recipient"] for one in value(browser, f"/removal/{entry}")["holders"]] == ["بيت المدينة"]
    assert "بيت المدينة" in browser.get(f"/removal/{entry}").content.decode()
    sent(browser, "/act/withdraw", post=POST, because="asked", law="GDPR art. 21")
    assert value(browser, "/removal")["removals"][0]["holders"][0]["because"] == "for the hearing"


def test_a_hold_forbids_and_two_end_it(browser: Client, case: SmallCase) -> None:
    assert sent(browser, "/act/hold-legal", hold="on", because="order of the court").status_code == 200
    assert value(browser, "/removal")["held"]
    assert sent(browser, "/act/ask-erase", post=POST, because="asked", law="GDPR art. 17").json()["error"]["code"] == "legal-hold"
    off = sent(browser, "/act/hold-legal", hold="off", because="the court wrote").json()["entry"]
    assert value(browser, "/removal")["held"]
    open_room(Room(case.desk, case.bo, "another", 8765))
    assert off in [one["entry"] for one in value(browser, "/second-look")["waiting"]]
    sent(browser, "/act/second", entry=off, answer="agree", because="I read it")
    assert not value(browser, "/removal")["held"]


def test_a_quarantine_is_asked_for_and_taken_back(browser: Client, case: SmallCase) -> None:
    """The request can be lifted until it is carried out; a file that is not held is said so."""
    digest = case.desk.views.post(PostId(POST))["captures"][0]["digest"]
    assert sent(browser, "/act/ask-quarantine", file="ffffffffff", because="told", law="§ 1").status_code == 400
    entry = sent(browser, "/act/ask-quarantine", file=digest[:12], because="told", law="§ 1").json()["entry"]
    told = value(browser, f"/removal/{entry}")
    assert told["confirm"] == digest[:8]
    assert POST in told["takes"]["posts"]
    sent(browser, "/act/undo", entry=entry, because="the wrong file")
    assert value(browser, "/removal")["removals"] == []
    assert browser.get(f"/removal/{entry}").status_code == 404


def test_a_sealed_text_is_opened_once_by_two(browser: Client, case: SmallCase) -> None:
    """Nothing of it stands on the pages that list it; it is entered, shown, and not shown again."""
    assert sent(browser, "/act/seal", about=POST, kind="contact", words=NUMBER, because="by letter").status_code == 200
    (one,) = value(browser, "/sealed")["sealed"]
    assert NUMBER not in browser.get("/sealed").content.decode()
    assert (one["kind"], one["about"]) == ("contact", POST)
    ask = sent(browser, "/act/ask-unseal", sealed=one["sealed"], because="the family asks").json()["entry"]
    assert sent(browser, f"/sealed/open/{ask}").json()["error"]["code"] == "needs-second"
    agree(case, ask)
    assert "Open it now" in browser.get(f"/sealed/{one['sealed']}").content.decode()

    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get("/inbox").content.decode())
    assert found
    shown = browser.post(f"/sealed/open/{ask}", {"csrfmiddlewaretoken": found[1]}, headers=ORIGIN)
    assert html.escape(NUMBER) in shown.content.decode()
    assert "data-clear" in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    assert sent(browser, f"/sealed/open/{ask}").json()["error"]["code"] == "request-used"
    assert case.desk.book.entry(case.desk.book.size() - 1).kind == "unseal"
    assert value(browser, "/sealed")["asked"] == []


def test_a_sealed_picture_is_shown_a_while_under_the_other_name(browser: Client, case: SmallCase) -> None:
    """Never in the page itself, without cookies, in a sandbox; after its time, and in another case, there is nothing."""
    entry = seal(case.desk, POST, "original", io.BytesIO(PIXEL), actor=case.ann)
    ask = sent(browser, "/act/ask-unseal", sealed=entry.detail["envelopes"][0]["digest"], because="for the court").json()["entry"]
    agree(case, ask)
    told = sent(browser, f"/sealed/open/{ask}").json()
    assert told["picture"]
    assert told["text"] is None
    outside = Client(HTTP_HOST="127.0.0.1:8765")
    path = told["address"].partition(":8765")[2]
    given = outside.get(path)
    assert (b"".join(given), given["Content-Type"]) == (PIXEL, "image/png")  # type: ignore[arg-type]
    assert "sandbox" in given["Content-Security-Policy"]
    given.close()
    assert outside.get(path + "x").status_code == 404
    assert clear.held(path.rpartition("/")[2], at=float("inf")) is None
    assert outside.get(path).status_code == 404


def test_what_is_too_large_is_not_opened(browser: Client, case: SmallCase, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = seal(case.desk, POST, "original", io.BytesIO(PIXEL), actor=case.ann)
    ask = sent(browser, "/act/ask-unseal", sealed=str(entry.seq), because="for the court").json()["entry"]
    agree(case, ask)
    size = case.desk.book.size()
    monkeypatch.setattr(clear, "MOST_BYTES", 10)
    assert sent(browser, f"/sealed/open/{ask}").json()["error"]["code"] == "too-large-to-show"
    assert case.desk.book.size() == size


def test_few_are_held_at_once(case: SmallCase) -> None:
    found = [clear.address(b"%d" % n, at=0.0).rpartition("/")[2] for n in range(clear.MOST + 1)]
    assert [clear.held(token, at=1.0) for token in found] == [None, *(b"%d" % n for n in range(1, clear.MOST + 1))]


@pytest.mark.parametrize("role", ["publisher", "custodian"])
def test_only_a_custodian_sees_the_pages(role: str, browser: Client, case: SmallCase) -> None:
    open_room(Room(case.desk, case.ann, "the token", 8765, roles=frozenset({role})))
    may = role == "custodian"
    for page in ("/removal", "/sealed"):
        assert (browser.get(page).status_code == 200) == may
        assert (f'href="{page}"' in browser.get("/requests").content.decode()) == may
    assert (sent(browser, "/act/ask-erase", post=POST, because="asked", law="GDPR").status_code == 200) == may
    assert (sent(browser, "/act/seal", about=POST, kind="contact", words="x").status_code == 200) == may
