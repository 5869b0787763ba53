"""What is long, hostile or wrong: it is shown bounded, does what its words say, and costs nobody anything."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from firsthand.desk.day import add_note
from firsthand.model.ids import PostId
from firsthand.testing.world import SmallCase, take_in, twarc_lines
from firsthand.web.room import room
from firsthand.web.worker import Lease, do_next

ORIGIN = {"Origin": "http://localhost:8765"}
JSON = {**ORIGIN, "Accept": "application/json"}
MARKED = "ل" + "\u064b" * 400


def sent(browser: Client, address: str, **fields: Any) -> Any:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get("/day").content.decode())
    assert found
    return browser.post(address, {"csrfmiddlewaretoken": found[1], **fields}, headers=JSON)


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "<img src=x onerror=alert(1)>.jsonl", "\u202egnp.jsonl", "a" * 300, "con\nnul.jsonl", " ", "ملف\u0000.jsonl"],
)
def test_a_hostile_file_name_stays_a_name(browser: Client, case: SmallCase, tmp_path: Path, name: str) -> None:
    """Nothing lands outside the case, no markup of it reaches a page, and the posts are in or the name is refused in words."""
    outside = sorted(one.name for one in tmp_path.parent.iterdir())
    answer = sent(browser, "/import", what="files", files=SimpleUploadedFile(name or "x", twarc_lines(["نحن هنا"], first=9301)))
    if answer.status_code == 202:
        lease = Lease(tmp_path / "workers")
        while do_next(room().desk, lease):
            pass
        lease.end()
        assert case.desk.views.post(PostId("x:9301"))["text"] == "نحن هنا"
    else:
        assert (answer.status_code, bool(answer.json()["error"]["advice"])) == (400, True)
    for page in ("/jobs", "/imports", "/posts/x:1001"):
        shown = browser.get(page)
        assert shown.status_code == 200
        assert b"<img src=x" not in shown.content
        assert "\u202egnp" not in shown.content.decode()
    assert sorted(one.name for one in tmp_path.parent.iterdir()) == outside


def test_a_name_of_four_hundred_marks(browser: Client, case: SmallCase, tmp_path: Path) -> None:
    """It is shown whole in its own box, on lists and pages; the page stays a page."""
    path = tmp_path / "marks.jsonl"
    path.write_bytes(twarc_lines([MARKED], first=9401).replace(b'"name": "', f'"name": "{MARKED}'.encode(), 1))
    take_in(case, path)
    for page in ("/inbox?q=by:x&order=newest", "/inbox", "/posts/x:9401", "/sources", "/words/x:9401", "/claims/of/x:9401"):
        shown = browser.get(page)
        assert shown.status_code == 200, page
        assert len(shown.content) < 250_000


def test_a_post_of_a_hundred_thousand_characters(browser: Client, case: SmallCase, tmp_path: Path) -> None:
    """The list cuts it short, its own page holds all of it, and a claim may be of its last words."""
    path = tmp_path / "long.jsonl"
    path.write_bytes(twarc_lines(["قصيرة", "ك" * 99_990 + " في القبو"], first=9500))
    take_in(case, path)
    assert len(browser.get("/inbox").content) < 250_000
    for page in ("/posts/x:9501", "/words/x:9501", "/claims/of/x:9501", "/verification/x:9501"):
        assert browser.get(page).status_code == 200, page
    assert "في القبو" in browser.get("/posts/x:9501").content.decode()
    assert sent(browser, "/act/claim", post="x:9501", quote="في القبو").status_code == 200


def test_a_clock_that_is_wrong(browser: Client, case: SmallCase) -> None:
    """A year back and a day ahead: what is entered stands in the order in which it came, and every page opens."""
    for days in (-365, 366):
        case.clock.move(days=days)
        assert sent(browser, "/act/mark", post="x:1002", mark="hold").status_code == 200
        assert add_note(case.desk, PostId("x:1002"), "later", actor=case.bo).seq == case.desk.book.size() - 1
        for page in ("/inbox", "/day", "/shift", "/audit", "/posts/x:1002", "/map", "/second-look"):
            assert browser.get(page).status_code == 200, page
