"""Care for who looks, and words that are kept whatever happens."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from firsthand.testing.world import SmallCase
from firsthand.web.media import address
from firsthand.web.room import Room, open_room

ORIGIN = {"Origin": "http://localhost:8765"}
JSON = {**ORIGIN, "Accept": "application/json"}
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080000000"
    "03a7e9b550000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


def sent(browser: Client, to: str, **fields: Any) -> Any:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get("/inbox").content.decode())
    assert found
    return browser.post(to, {"csrfmiddlewaretoken": found[1], **fields}, headers=JSON)


def ids(browser: Client, page: str = "/inbox") -> list[str]:
    return [row["id"] for row in browser.get(page, headers={"Accept": "application/json"}).json()["rows"]]


def test_a_post_is_given_without_a_reason(browser: Client, case: SmallCase) -> None:
    """It leaves the giver's list and waits for another, who is not told whose it was; nothing of it enters the case."""
    size = case.desk.book.size()
    assert "x:1003" in ids(browser)
    assert sent(browser, "/give", post="x:1003").json()["given"] == "x:1003"
    assert "x:1003" not in ids(browser)
    assert browser.get("/day", headers=JSON).json()["given"] == [{"post": "x:1003", "taken": False}]

    open_room(Room(case.desk, case.bo, "another", 8765))
    assert "x:1003" in ids(browser)
    told = browser.get("/day", headers=JSON).json()
    assert told["handed_waiting"] == [{"post": "x:1003"}]
    assert case.ann.name not in json.dumps(told)
    sent(browser, "/give", post="x:1003", take="1")
    assert browser.get("/day", headers=JSON).json()["handed_waiting"] == []
    assert case.desk.book.size() == size
    assert sent(browser, "/give", post="x:9").status_code == 404


def test_a_gift_can_be_taken_back(browser: Client) -> None:
    sent(browser, "/give", post="x:1002")
    sent(browser, "/give", post="x:1002", take="1")
    assert "x:1002" in ids(browser)


def test_a_pause_leaves_plain_text(browser: Client, case: SmallCase, tmp_path: Any) -> None:
    """Posts with media leave the list, and no address of a medium is on any page; the end of the pause brings them back."""
    path = tmp_path / "posts.csv"
    path.write_bytes("id,created_at,text,media_urls\n5,2041-03-14T10:00:00Z,صورة,https://pic.example/a.jpg\n".encode())
    from firsthand.testing.world import take_in

    take_in(case, path)
    shown = [row for row in browser.get("/inbox", headers=JSON).json()["rows"] if row["media"]]
    assert len(shown) == 1
    assert sent(browser, "/pause").json() == {"pause": True}
    assert shown[0]["id"] not in ids(browser)
    page = browser.get(f"/posts/{shown[0]['id']}").content.decode()
    assert "data-show" not in page
    assert sent(browser, "/pause").json() == {"pause": False}
    assert shown[0]["id"] in ids(browser)


def test_the_small_copy_is_shown_where_there_is_one(browser: Client, case: SmallCase) -> None:
    """Else the picture itself; never by an address that was signed for the other."""
    outside = Client(HTTP_HOST="127.0.0.1:8765")
    digest = case.desk.vault.put(PIXEL)
    answer = outside.get(address(digest, small=True).partition(":8765")[2])
    assert (answer.status_code, b"".join(answer)) == (200, PIXEL)  # type: ignore[arg-type]
    answer.close()
    assert outside.get(address(digest).partition(":8765")[2].replace("/", "/small-", 1)).status_code == 404


def test_several_are_marked_in_one_step(browser: Client, case: SmallCase) -> None:
    """Each has its own entry; one undo takes all back; one that is not there stops it before the first."""
    before = case.desk.book.size()
    assert sent(browser, "/act-all/mark", post=["x:1001", "x:9"], mark="reviewed").status_code == 404
    assert case.desk.book.size() == before
    assert sent(browser, "/act-all/mark", mark="reviewed").status_code == 400
    told = sent(browser, "/act-all/mark", post=["x:1001", "x:1002", "x:1001"], mark="reviewed").json()
    assert told["steps"] == [[before, before + 1]]
    assert f'data-steps="{before}+{before + 1} "' in browser.get("/inbox").content.decode()
    assert sent(browser, "/act/undo", entry=f"{before}+{before + 1}").json()["steps"] == []
    assert all(act.undone for act in case.desk.views.acts(kind="mark"))
    assert sent(browser, "/act/undo", entry="1+x").status_code == 400


def test_a_description_stands_before_the_picture(browser: Client, case: SmallCase, tmp_path: Any) -> None:
    """Written once, by one who looked, and read by all others."""
    from firsthand.desk.typed import statement
    from firsthand.shell import uploads
    from firsthand.web.labour import KINDS

    token = uploads.take(case.root, [("shot.png", [PIXEL])])
    typed = statement("whatsapp", "Lina", "", "نحن هنا", "", by="A. Renn")
    KINDS["collect"](case.desk, {"typed": typed, "upload": token}, case.ann, lambda _what, _done, _total: None)
    post = next(row for row in browser.get("/inbox", headers=JSON).json()["rows"] if row["media"])
    told = sent(browser, "/act/describe", media=post["media"][0]["digest"], text="درج مهدّم", lang="ar", covered="1", why="damaged homes")
    assert told.status_code == 200
    page = browser.get(f"/posts/{post['id']}").content.decode()
    assert "درج مهدّم" in page
    assert "damaged homes" in page


def test_the_shift_note_says_what_was_done(browser: Client, case: SmallCase) -> None:
    sent(browser, "/act/note", ref="x:1001", text="اتصلوا بالعيادة")
    told = browser.get("/shift?since=0", headers=JSON).json()
    assert told["notes"][0]["text"] == "اتصلوا بالعيادة"
    assert {one["by"] for one in told["people"]} >= {case.ann.name}
    assert "اتصلوا بالعيادة" in browser.get("/shift").content.decode()
    assert browser.get("/shift?since=x").status_code == 400


def test_words_come_back_when_they_could_not_be_entered(browser: Client, stranger: Client, case: SmallCase) -> None:
    """A session that has ended, a form that is too old, a rule that says no: the words are on the answer, as words."""
    said = "سمعتها من شارعين <script>"
    fields = {"post": "x:1001", "credibility": "3", "status": "unconfirmed", "because": said}
    other = Client(HTTP_HOST="localhost:8765", enforce_csrf_checks=True)
    for who, change in ((other, {}), (browser, {}), (browser, {"status": "none"})):
        if change:
            found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get("/inbox").content.decode())
            assert found
            change = {**change, "csrfmiddlewaretoken": found[1]}
        answer = who.post("/act/grade", {**fields, **change}, headers=ORIGIN)
        assert answer.status_code in (400, 403)
        assert "سمعتها من شارعين &lt;script&gt;" in answer.content.decode()
    told = other.post("/act/grade", fields, headers=JSON)
    assert (told.status_code, told.json()["error"]["code"]) == (403, "closed")
    assert browser.post("/act/grade", fields, headers=JSON).json()["error"]["code"] == "old-form"


def test_an_empty_desk_says_how_to_begin(browser: Client, case: SmallCase, tmp_path: Any) -> None:
    """And a search without a match says which word to take out."""
    from firsthand.testing.world import make_desk

    told = browser.get("/inbox?q=أورادش+zzqx", headers=JSON).json()
    assert [(one["word"], one["q"], one["count"]) for one in told["without"]] == [("zzqx", "أورادش", 1)]
    assert "/inbox" in browser.get("/inbox?q=zzqx").content.decode()
    (tmp_path / "new").mkdir()
    empty = make_desk(tmp_path / "new")
    open_room(Room(empty.desk, empty.ann, "x", 8765))
    page = browser.get("/inbox").content.decode()
    assert "firsthand demo" in page
    assert 'href="/import#pasted"' in page


def test_a_case_that_is_held_says_so(browser: Client, case: SmallCase, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program writes: nothing is entered, and the page is told that it may try again."""
    from firsthand.shell.locking import one_writer
    from firsthand.web import room

    monkeypatch.setattr(room, "WAIT_S", 0.0)
    with one_writer(case.root / "work" / "lock"):
        told = sent(browser, "/act/mark", post="x:1001", mark="hold")
    assert (told.status_code, told.json()["error"]["code"]) == (503, "case-busy")
    assert sent(browser, "/act/mark", post="x:1001", mark="hold").status_code == 200
