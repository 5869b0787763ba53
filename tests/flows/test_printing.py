"""A published story on paper: the same bytes each time, tagged, in every script, and nothing on it that must not be."""

from __future__ import annotations

import sys

import pytest

from firsthand.ledger.canonical import digest
from firsthand.story.pdf import read_pdf
from firsthand.testing.world import ready_story, take_in, twarc_lines

WORDS = "نحن في أورادش، الكهرباء مقطوعة منذ يومين"


@pytest.fixture
def published(small, run, tmp_path):
    """A case whose story of one message is published in `site`."""
    path = tmp_path / "p.jsonl"
    path.write_bytes(twarc_lines([WORDS]))
    take_in(small, path)
    ready_story(small)
    assert run("story", "publish", "days", "--to", tmp_path / "site", "--as", "A. Renn").code == 0
    return small


def test_a_story_is_printed_tagged_and_the_same_each_time(published, run, tmp_path):
    """Its words, its status, the log's head and the fingerprint are on paper; the entry names the file."""
    pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))
    first, again = tmp_path / "a.pdf", tmp_path / "b.pdf"

    told = run("story", "print", "days", "--to", first, "--as", "A. Renn", "--json").json
    assert run("story", "print", "days", "--to", again, "--as", "A. Renn").code == 0

    assert first.read_bytes() == again.read_bytes()
    assert told["digest"] == digest(first.read_bytes())
    entry = published.desk.book.entry(told["entry"])
    assert (entry.kind, entry.detail["format"], entry.detail["sha256"]) == ("export", "pdf", told["digest"])
    pdf = read_pdf(first.read_bytes(), 1 << 26)
    held = b"".join(data for _, data in pdf.streams)
    assert b"/StructElem" in held
    assert b"pdfuaid" in held
    assert pdf.skipped == []
    head = published.desk.views.acts(subject="story:days", kind="publish")[-1].detail["head"]
    for wanted in ("How we worked", "Fingerprint", head.splitlines()[2]):
        assert wanted.replace(" ", "") in pdf.text.replace(" ", "").replace("\n", "")
    # The letters of a line that runs from the right are written from the left.
    assert set(WORDS.split()[0]) <= set(pdf.text)
    assert run("story", "print", "days", "--to", first, "--as", "A. Renn").code == 2
    assert run("story", "print", "days", "--lang", "uk", "--to", tmp_path / "c.pdf", "--as", "A. Renn").code == 2


def test_what_must_not_be_published_is_not_printed(published, run, tmp_path):
    """A handle that came into the text stops it, in Arabic letters too; nothing is written and nothing entered."""
    pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))
    desk = published.desk
    handle = desk.views.post("x:1001")["handle"]
    before = len(desk.views.acts(kind="export"))
    desk.stories.write("days", "en", desk.stories.read("days")["en"] + f"\n\nWritten by @{handle}.\n")

    told = run("story", "print", "days", "--to", tmp_path / "a.pdf", "--as", "A. Renn")

    assert told.code == 3
    assert "leak" in told.err
    assert not (tmp_path / "a.pdf").exists()
    assert len(desk.views.acts(kind="export")) == before


def test_without_the_library_or_a_publication_it_says_what_to_do(published, run, tmp_path, monkeypatch):
    """Exit 6 with the extra's name; exit 4 for a story that nobody has published."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    told = run("story", "print", "days", "--to", tmp_path / "a.pdf", "--as", "A. Renn")

    assert told.code == 6
    assert "firsthand[print]" in told.err
    assert run("story", "print", "nights", "--to", tmp_path / "a.pdf", "--as", "A. Renn").code == 4


def test_a_card_becomes_a_picture_that_says_where_to_check(published, run, tmp_path):
    """It has ink inside an edge and no note; the entry names the file; nothing is made where nobody could check, or of no card."""
    pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))
    pytest.importorskip("pypdfium2")
    from PIL import Image

    drawn = tmp_path / "card.png"
    key = published.desk.views.acts(subject="story:days", kind="publish")[-1].detail["cards"][0][0]
    assert run("story", "card", "days", key, "--to", drawn, "--as", "A. Renn").code == 3
    plan = published.root / "case.toml"
    plan.write_text(plan.read_text("utf-8") + 'site = "https://courier.example/{slug}/"\n', "utf-8")
    assert run("story", "card", "days", "nobody", "--to", drawn, "--as", "A. Renn").code == 4

    told = run("story", "card", "days", key, "--to", drawn, "--as", "A. Renn", "--json").json

    assert told["digest"] == digest(drawn.read_bytes())
    entry = published.desk.book.entry(told["entry"])
    assert (entry.kind, entry.detail["format"], entry.detail["posts"]) == ("export", "png", ["x:1001"])
    with Image.open(drawn) as picture:
        assert picture.width == 1280
        assert 400 < picture.height < 3000
        assert picture.info == {}
        edge = [picture.getpixel((x, 0)) for x in range(40, picture.width - 40)]
        assert all(max(pixel) < 200 for pixel in edge)  # the whole card is on it, up to its edge
        inside = picture.convert("L").crop((20, 20, picture.width - 20, picture.height - 20))
        assert 0.02 < sum(inside.histogram()[:128]) / (inside.width * inside.height) < 0.3
    assert run("story", "card", "days", key, "--to", drawn, "--as", "A. Renn").code == 2
