"""Bringing in from a page: files, pieces, pasted text, a typed message; and what could not be read comes back as a table."""

from __future__ import annotations

import asyncio
import csv
import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from firsthand.shell import uploads
from firsthand.testing.world import SmallCase, table, take_in, twarc_lines
from firsthand.web import gate, jobs, live
from firsthand.web.gate import gated
from firsthand.web.room import room
from firsthand.web.worker import Lease, do_next

ORIGIN = {"Origin": "http://localhost:8765"}
LONG, COOKIE = (b"content-length", b"100000000"), (b"cookie", b"firsthand=x")
JSON = {**ORIGIN, "Accept": "application/json"}


@pytest.fixture
def csrf(browser: Client) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get("/import").content.decode())
    assert found
    return found[1]


def sent(browser: Client, csrf: str, address: str, **fields: Any) -> Any:
    return browser.post(address, {"csrfmiddlewaretoken": csrf, **fields}, headers=JSON)


def worked(tmp_path: Path) -> dict[str, Any]:
    """Do all that waits; gives the first job that was asked for since."""
    here, lease = room(), Lease(tmp_path / "workers")
    number = jobs.running(here.desk.root)[0]["job"]
    while do_next(here.desk, lease):
        pass
    lease.end()
    return jobs.job(here.desk.root, number)


def test_a_form_with_files_needs_no_script(browser: Client, csrf: str, case: SmallCase, tmp_path: Path) -> None:
    """One post brings two files; its answer leads to the job, whose page is the report."""
    files = [
        SimpleUploadedFile("../رسائل.jsonl", twarc_lines(["نحن بخير"], first=8001)),
        SimpleUploadedFile("b.jsonl", twarc_lines(["still here"], first=8101)),
    ]
    answer = browser.post("/import", {"csrfmiddlewaretoken": csrf, "what": "files", "files": files}, headers=ORIGIN)
    assert answer.status_code == 302

    told = worked(tmp_path)
    assert (answer["Location"], told["state"], told["result"]["posts"]) == (f"/jobs/{told['job']}", "done", 2)
    page = browser.get(answer["Location"]).content.decode()
    assert "/imports/" in page
    assert case.desk.views.post("x:8001")["text"] == "نحن بخير"  # type: ignore[arg-type]


def test_pieces_and_then_the_order(browser: Client, csrf: str, tmp_path: Path) -> None:
    """Announced, sent, broken off, gone on with, read with the columns that the person stated."""
    data = table([["سطر", "2041-03-14"], ["другий", "2041-03-15"]], ("Said", "Day"))
    stated = json.dumps([{"path": "notes/posts.csv", "size": len(data), "modified": 5}])
    begun = sent(browser, csrf, "/import/uploads", files=stated).json()
    where = f"/import/uploads/{begun['upload']}"

    def piece(offset: int, part: bytes) -> Any:
        address = f"{where}/0?offset={offset}&sha256={hashlib.sha256(part).hexdigest()}"
        return browser.post(address, part, content_type="application/octet-stream", headers={**JSON, "X-CSRFToken": csrf})

    assert piece(0, data[:7]).json() == {"offset": 7}
    assert piece(0, data[:7]).status_code == 409
    assert browser.get(where).json()["files"][0]["offset"] == 7
    assert sent(browser, csrf, "/import/uploads", files=stated).json() == browser.get(where).json()
    assert sent(browser, csrf, where).status_code == 400
    assert piece(7, data[7:]).json() == {"offset": len(data)}
    assert sent(browser, csrf, where, columns="text=Said\r\ntime=Day", platform="x").status_code == 202
    told = worked(tmp_path)
    assert (told["result"]["kept"], told["label"]) == (2, "notes")


def test_a_piece_needs_the_form_of_this_desk(browser: Client, csrf: str) -> None:
    begun = sent(browser, csrf, "/import/uploads", files='[{"path": "a", "size": 1}]').json()
    address = f"/import/uploads/{begun['upload']}/0?offset=0&sha256={hashlib.sha256(b'1').hexdigest()}"
    assert browser.post(address, b"1", content_type="application/octet-stream", headers=JSON).status_code == 403


@pytest.mark.parametrize("files", ["", "[]", "{}", "[1]", '[{"path": 1}]', '[{"path": "a", "size": -1}]', "[" * 100_000, "null", "1e999"])
def test_a_bad_list_is_told(browser: Client, csrf: str, files: str) -> None:
    assert sent(browser, csrf, "/import/uploads", files=files).status_code == 400


def test_what_was_broken_off_is_shown_and_can_be_thrown_away(browser: Client, csrf: str) -> None:
    begun = sent(browser, csrf, "/import/uploads", files='[{"path": "half.zip", "size": 9}]').json()
    assert "half.zip" in browser.get("/import").content.decode()
    assert sent(browser, csrf, f"/import/uploads/{begun['upload']}", forget="1").status_code == 302
    assert "half.zip" not in browser.get("/import").content.decode()


def test_an_upload_that_ends_meanwhile_costs_nobody_the_page(browser: Client, csrf: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker throws an upload away when its import is done, also between the list of uploads and the look at each."""
    sent(browser, csrf, "/import/uploads", files='[{"path": "half.zip", "size": 9}]')
    there = uploads.left_over(Path(room().desk.root))
    monkeypatch.setattr(uploads, "left_over", lambda _root: ["0" * len(there[0]), *there])

    page = browser.get("/import")
    assert page.status_code == 200
    assert "half.zip" in page.content.decode()


def test_pasted_text_is_a_file_that_readers_look_at(browser: Client, csrf: str, tmp_path: Path) -> None:
    chat = "[14.03.41, 09:41:00] لينا: نحن في القبو\n[14.03.41, 09:42:00] Deko: on our way\n"
    assert sent(browser, csrf, "/import", what="text", text=chat).status_code == 202
    assert worked(tmp_path)["result"]["posts"] == 2
    assert sent(browser, csrf, "/import", what="text", text=" ").status_code == 400


def test_a_message_that_a_person_states(browser: Client, csrf: str, case: SmallCase, tmp_path: Path) -> None:
    """Under their name, with its picture."""
    shot = SimpleUploadedFile("shot.png", b"\x89PNG\r\n\x1a\n not a whole one")
    fields = {"what": "typed", "platform": "whatsapp", "account": "Lina", "time": "2041-03-14T09:41+02:00", "words": "نحن بخير"}
    assert sent(browser, csrf, "/import", **fields, files=shot).status_code == 202
    told = worked(tmp_path)
    assert (told["state"], told["result"]["posts"], told["result"]["media"]) == ("done", 1, 1)
    assert sent(browser, csrf, "/import", what="typed", platform="WhatsApp!", words="x").status_code == 400


def test_what_could_not_be_read_comes_back_and_can_be_brought_in(browser: Client, csrf: str, case: SmallCase, tmp_path: Path) -> None:
    """The rows as they were with the reason before them; put right, they are read."""
    path = tmp_path / "posts.csv"
    path.write_bytes(b"id,created_at,text,username\r\n1,2041-03-14T10:00:00Z,here,lina\r\n2,2041-03-14T11:00:00Z,=one, two, three,deko\r\n")
    report = take_in(case, path)[0]
    assert report.counts.rejected == 1

    answer = browser.get(f"/imports/{report.run}/rejected.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][1:] == ["id", "created_at", "text", "username"]
    assert rows[1][1:3] == ["2", "2041-03-14T11:00:00Z"]
    assert rows[1][3] == "'=one"
    fixed = io.StringIO()
    csv.writer(fixed).writerows([rows[0], [rows[1][0], "2", "2041-03-14T11:00:00Z", "=one, two, three", "deko"]])
    assert sent(browser, csrf, "/import", what="files", files=SimpleUploadedFile("fixed.csv", fixed.getvalue().encode())).status_code == 202
    assert worked(tmp_path)["result"]["kept"] == 1
    assert any(post[1] == "=one, two, three" for post in case.desk.views.texts())


def test_an_import_is_taken_back_from_its_page(browser: Client, csrf: str, case: SmallCase) -> None:
    """With a reason, and once; no undo of the day takes that back."""
    run = case.desk.views.runs("run")[0].id
    before = case.desk.views.counts()["posts"]
    assert sent(browser, csrf, "/act/undo-run", run=run, because=" ").status_code == 403
    told = sent(browser, csrf, "/act/undo-run", run=run, because="the wrong chat")
    assert (told.status_code, told.json()["steps"]) == (200, [])
    assert before > 0
    assert list(case.desk.views.texts()) == []
    assert sent(browser, csrf, "/act/undo-run", run=run, because="again").status_code == 403


def test_jobs_are_asked_for_and_seen(browser: Client, csrf: str, case: SmallCase) -> None:
    """Each page has its twin; a path that is none is refused."""
    number = sent(browser, csrf, "/jobs/screen", only="languages").json()["job"]
    assert sent(browser, csrf, "/jobs/screen", only="none").status_code == 400
    assert sent(browser, csrf, "/jobs/backup", to="../x").status_code == 400
    assert sent(browser, csrf, "/stories/none/publish").status_code == 404
    assert sent(browser, csrf, f"/jobs/{number}/pause").json()["job"]["state"] == "paused"
    assert sent(browser, csrf, f"/jobs/{number}/dance").status_code == 400
    assert browser.get(f"/jobs/{number}", headers=JSON).json()["job"]["state"] == "paused"
    assert browser.get("/jobs/999999").status_code == 404
    assert "<html" not in browser.get("/jobs", headers={"HX-Request": "true"}).content.decode()


def test_news_are_counts_and_no_content(browser: Client, case: SmallCase, tmp_path: Path) -> None:
    """New posts and what others decided, counted from the entry at which the page was made."""
    from firsthand.desk.day import add_note
    from firsthand.model.ids import PostId

    since = case.desk.book.size()
    path = tmp_path / "more.jsonl"
    path.write_bytes(twarc_lines(["a secret word", "وأخرى"], first=9001))
    take_in(case, path)
    add_note(case.desk, PostId("x:9001"), "another secret", actor=case.bo)
    add_note(case.desk, PostId("x:9001"), "my own", actor=case.ann)

    told = browser.get(f"/live?since={since}", headers={"Accept-Language": "ar"})
    lines = told.json()["lines"]
    assert [one["address"] for one in lines] == ["/inbox?order=newest", "/audit"]
    assert "secret" not in told.content.decode()
    assert browser.get("/live?since=x").status_code == 400


def test_a_stream_tells_what_changes_and_there_are_not_too_many(browser: Client, case: SmallCase, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first look is silent when nothing is new; one stream more than allowed is told to stay away."""
    from firsthand.desk.day import add_note
    from firsthand.model.ids import PostId

    async def heard() -> list[bytes]:
        found = []
        news = live.News(room(), case.desk.book.size())
        async for event in live.events(news, "en", looks=3, pause_s=0):
            found.append(event)
        return found

    assert asyncio.run(heard()) == []
    news = live.News(room(), case.desk.book.size())
    add_note(case.desk, PostId("x:1001"), "نعم", actor=case.bo)
    assert news.look()["lines"][0]["words"] == "1 decision by others"
    assert live._open == []
    monkeypatch.setattr(live, "MOST", 0)
    assert browser.get("/live", headers={"Accept": "text/event-stream"}).status_code == 204


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/inbox", [], 200), ("/import", [LONG, COOKIE], 200), ("/import", [LONG], 413), ("/act/note", [LONG, COOKIE], 413),
        ("/import", [(b"content-length", b"9" * 30), COOKIE], 413), ("/act/note", [(b"content-length", b"-1")], 413),
        ("/act/note", [(b"transfer-encoding", b"chunked")], 411),
    ],
)  # fmt: skip
def test_what_is_too_long_is_refused(path: str, headers: list[tuple[bytes, bytes]], status: int) -> None:
    """The answer is whole before anything is read; then a little is thrown away, so that the line is not reset, and no more."""
    said: list[Any] = []

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200})

    async def receive() -> Any:
        said.append("read")
        return {"type": "http.request", "body": bytes(1 << 20), "more_body": True}

    async def send(message: Any) -> None:
        said.append(message)

    asyncio.run(gated(app)({"type": "http", "path": path, "headers": headers}, receive, send))
    assert said[0]["status"] == status
    assert said.count("read") == (0 if status == 200 else gate.LINGER_BYTES >> 20)
    assert status == 200 or len(said[1]["body"]) == int(dict(said[0]["headers"])[b"content-length"])


def test_who_was_refused_and_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "LINGER_S", 0.001)
    said: list[Any] = []

    async def receive() -> Any:
        await asyncio.Event().wait()

    async def send(message: Any) -> None:
        said.append(message)

    scope = {"type": "http", "path": "/act/note", "headers": [LONG, COOKIE]}
    asyncio.run(gated(lambda *_asked: receive())(scope, receive, send))
    assert [one.get("more_body") for one in said] == [None, True, None]
