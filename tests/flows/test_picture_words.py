"""Words in pictures: read by a program in a limited worker, found, marked as a machine's, erased with the picture."""

from __future__ import annotations

import io
import shutil
import zipfile
from importlib import resources

import pytest
from PIL import Image, ImageDraw, ImageFont

from firsthand.shell import tesseract
from firsthand.shell.tesseract import Tesseract
from firsthand.testing.world import ANN, BO

pytestmark = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
FONT = "noto-naskh-arabic-arabic-wght-normal.woff2"
LATIN = "ibm-plex-sans-latin-wght-normal.woff2"


def sign(arabic, latin):
    """A drawn street sign, as PNG."""
    fonts = resources.files("firsthand.exporters") / "fonts"
    picture = Image.new("RGB", (900, 360), "white")
    brush = ImageDraw.Draw(picture)
    for name, words, top in ((FONT, arabic, 20), (LATIN, latin, 210)):
        font = ImageFont.truetype(io.BytesIO((fonts / name).read_bytes()), 90)
        brush.text((60, top), words, font=font, fill="black")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def signs(small, run, tmp_path):
    """Give a case with a chat of two pictures: a sign, and bytes that are no picture."""
    path = tmp_path / "chat.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "_chat.txt",
            "[14.03.41, 09:41:00] Lina: \u200e<attached: a.png>\n[14.03.41, 09:42:00] Lina: \u200e<attached: b.jpg>\n"
            "[14.03.41, 09:43:00] Lina: نحن\n",
        )
        archive.writestr("a.png", sign("المدرسة", "SCHOOL 12"))
        archive.writestr("b.jpg", b"\xff\xd8\xff\xe0 no picture at all")
    run("collect", path)
    return small


def test_words_in_a_picture_are_found_and_marked(signs, run):
    """In Arabic and Latin letters; a broken picture costs nothing."""
    assert run("screen", "--only", "pictures", "--json").json["steps"][0]["rows"] == 2

    for query in ("picture:المدرسة", "picture:school"):
        (post,) = run("posts", query, "--json").lines
        assert len(post["media"]) == 1
    assert run("posts", "picture:zzqx", "--json").lines == []
    found = run("show", post["id"], "--json").json["pictures"]
    assert "SCHOOL" in found[0]["text"]
    assert found[0]["by"].startswith("tesseract ")
    assert "not checked" in run("show", post["id"]).out


def test_a_picture_is_read_once(signs, run, monkeypatch):
    """And rebuilt views hold the same words."""
    run("screen", "--only", "pictures")
    before = signs.desk.views.picture_words()
    monkeypatch.setattr(Tesseract, "words", lambda *_: pytest.fail("read again"))

    assert run("screen", "--only", "pictures").code == 0
    assert run("views", "rebuild").code == 0
    assert signs.desk.views.picture_words() == before


def test_a_missing_program_is_named(signs, run, monkeypatch):
    """And the other steps run without it."""
    monkeypatch.setattr(tesseract.shutil, "which", lambda _: None)
    for known in (tesseract._version, tesseract._installed):
        known.cache_clear()

    assert run("screen", "--only", "pictures", "--json").error["code"] == "no-tesseract"
    assert run("screen").code == 0


def test_words_go_with_their_picture(signs, run):
    """An erased picture leaves no words of it, in the views or in what the step wrote."""
    run("screen", "--only", "pictures")
    (post,) = run("posts", "picture:school", "--json").lines
    asked = run("erase", post["id"], "--because", "she asked", "--law", "art. 17", "--as", ANN, "--json").json["entry"]
    run("second", asked, "--agree", "--because", "yes", "--as", BO)

    assert run("erase", "--carry-out", asked, "--as", ANN).code == 0

    assert not [path for path in signs.root.rglob("*") if path.is_file() and b"SCHOOL" in path.read_bytes()]
    assert run("posts", "picture:school", "--json").lines == []


def test_a_picture_that_wants_too_much_has_no_words():
    """The worker dies of it, and nothing else does."""
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")

    assert Tesseract().words(out.getvalue(), ["ar"]) == ""
    assert Tesseract().words(b"", ["en"]) == ""
