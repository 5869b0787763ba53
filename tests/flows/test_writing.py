"""A story is a Markdown file: written in any editor, looked at as it would be published, stopped in words when it cannot be read."""

from __future__ import annotations

import json
import sys
import threading
import urllib.request
from urllib.error import HTTPError

import pytest

from firsthand.desk.publish import check_story, draft_story
from firsthand.desk.story import NewCard, add_card, new_story
from firsthand.model.errors import Conflict
from firsthand.model.ids import PostId
from firsthand.shell.preview import Preview, Shown
from firsthand.testing.world import ready_story, take_in, twarc_lines


@pytest.fixture
def story(small, tmp_path):
    """A story of one message."""
    path = tmp_path / "p.jsonl"
    path.write_bytes(twarc_lines(["نحن في أورادش، الكهرباء مقطوعة منذ يومين", {"text": "", "name": ""}]))
    take_in(small, path)
    ready_story(small)
    return small


def fetch(address, **headers):
    """Status, headers and body of a page on this machine."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=20) as answer:
            return answer.status, answer.headers, answer.read()
    except HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def test_a_preview_follows_what_is_written():
    """The state changes with the file; the pages are those of the draft; print is shown as print; others get nothing."""
    written = ["one"]

    def draft():
        if written[0] == "broken":
            return Shown(pages={}, error="line 3: no")
        pages = {"en/index.html": f"<p>{written[0]}</p>".encode(), "assets/site.css": b"@media print{p{}}"}
        return Shown(pages=pages, problems=["why"], blocking=1)

    server = Preview("days", ["en", "ar"], draft, lambda: written[0])
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        status, headers, frame = fetch(server.address)
        assert status == 200
        assert headers["Cache-Control"] == "no-store"
        assert b"<option>ar</option>" in frame
        assert fetch(server.address + "site/en/index.html?x")[2] == b"<p>one</p>"
        assert fetch(server.address + "print/assets/site.css")[2] == b"@media all{p{}}"
        first = json.loads(fetch(server.address + "state")[2])
        written[0] = "two"
        second = json.loads(fetch(server.address + "state")[2])
        assert (first["blocking"], first["problems"]) == (1, ["why"])
        assert first["version"] != second["version"]
        assert fetch(server.address + "site/en/index.html")[2] == b"<p>two</p>"
        written[0] = "broken"
        assert json.loads(fetch(server.address + "state")[2])["error"] == "line 3: no"
        assert fetch(server.address + "site/en/index.html")[2] == b"<p>two</p>"
        assert fetch(server.address + "site/../../etc/passwd")[0] == 404
        assert fetch(server.address.rsplit("/", 2)[0] + "/guess/")[0] == 404
        assert fetch(server.address, Host="evil.example")[0] == 404
        assert server.address.startswith("http://127.0.0.1:")
    finally:
        server.close()
        thread.join()


def test_edit_opens_the_editor_and_says_what_it_left(story, run, monkeypatch, tmp_path):
    """The file of the edition is handed to the program that EDITOR names; a file that cannot be read is said, with its line."""
    editor = tmp_path / "editor.py"
    editor.write_text("import sys\nopen(sys.argv[1], 'a', encoding='utf-8').write('\\n[[card nobody]]\\n')\n")
    monkeypatch.setenv("EDITOR", f"{sys.executable} {editor}")
    monkeypatch.delenv("VISUAL", raising=False)
    path = run("story", "edit", "days", "--path").out.strip()

    told = run("story", "edit", "days", "--json")

    assert path.endswith("stories/days/story.md")
    assert [one["code"] for one in told.json["problems"] if one["blocks"]] == ["no-card"]
    monkeypatch.delenv("EDITOR")
    assert run("story", "edit", "days").code == 6
    assert run("story", "edit", "days", "--lang", "uk").code == 4


def test_a_draft_enters_nothing(story):
    """It has the pages, the findings and the leaks of a publication, and the ledger is as it was."""
    size = story.desk.book.size()

    draft = draft_story(story.desk, "days")

    assert "en/card/power/index.html" in draft.pages
    assert draft.leaks == ()
    assert story.desk.book.size() == size


def test_a_slug_that_is_taken_is_refused(story):
    """A second story of the name does not touch the first."""
    with pytest.raises(Conflict):
        new_story(story.desk, "days", {"en": "Other days"}, actor=story.bo)

    assert "The invented days" in story.desk.stories.read("days")["en"]


def test_a_long_story_with_a_title_in_three_directions_is_published(story, run, tmp_path):
    """Ten thousand words; a title in Latin, Arabic and Hebrew with controls that would turn the page."""
    title = "Days \u202eأيام ימים\u2066 of Oradesh"
    file = story.root / "stories" / "days" / "story.md"
    text = file.read_text("utf-8").replace('title = "The invented days"', f'title = "{title}"')
    file.write_text(text + "\n\n" + "\n\n".join(" ".join(["word"] * 100) for _ in range(100)) + "\n", "utf-8")

    assert run("story", "publish", "days", "--to", tmp_path / "site", "--as", "A. Renn").code == 0

    page = (tmp_path / "site" / "en" / "index.html").read_text("utf-8")
    assert page.count("word") >= 10_000
    assert "\u202e" not in page
    assert "أيام ימים" in page


def test_a_card_whose_post_was_erased_is_said(story, run):
    """The story says which card rests on a message that is no longer there, instead of failing."""
    add_card(story.desk, NewCard(slug="days", post=PostId("x:1002"), key="gone"), actor=story.ann)
    run("runs", "undo", story.desk.views.runs("run")[0].id, "--because", "read twice", "--as", "A. Renn")

    told = check_story(story.desk, "days")

    assert any(one.blocks for one in told)


def test_an_unchanged_site_is_left_as_it_is(story, run, tmp_path):
    """The second publication enters nothing and writes nothing; a changed byte in the folder, or a new act, is noticed."""
    site = tmp_path / "site"
    first = run("story", "publish", "days", "--to", site, "--as", "A. Renn", "--json").json
    size = story.desk.book.size()
    inode = site.stat().st_ino

    again = run("story", "publish", "days", "--to", site, "--as", "A. Renn", "--json").json

    assert {key: again[key] for key in ("digest", "cards", "site")} == {key: first[key] for key in ("digest", "cards", "site")}
    assert (story.desk.book.size(), site.stat().st_ino) == (size, inode)
    before = (site / "index.html").read_bytes()
    (site / "index.html").write_bytes(before + b" ")
    run("story", "publish", "days", "--to", site, "--as", "A. Renn")
    assert (site / "index.html").read_bytes() == before
    assert story.desk.book.size() == size
