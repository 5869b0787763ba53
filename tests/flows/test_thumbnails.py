"""Thumbnails: made apart from the desk, small, upright, without notes; stopped and resumed, dropped and made again, erased."""

from __future__ import annotations

import io
import shutil
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from firsthand.desk.thumbnails import make_thumbnails, thumbnail
from firsthand.model.errors import NotFound
from firsthand.model.ids import Digest
from firsthand.shell.case import open_case
from firsthand.testing.world import ANN, BO, SmallCase

QUIET = lambda _what, _done, _total: None  # noqa: E731
ORIENTATION, ARTIST = 0x0112, 0x013B


def lying() -> bytes:
    """A picture of 900 x 600 that a telephone wrote lying on its side, left half red, with a name in its notes."""
    picture = Image.new("RGB", (900, 600), "blue")
    picture.paste((255, 0, 0), (0, 0, 450, 600))
    notes = Image.Exif()
    notes[ORIENTATION], notes[ARTIST] = 6, "Zyxwarbler"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=notes)
    return out.getvalue()


def see_through() -> bytes:
    """A PNG of colours of a table, half of it not there."""
    picture = Image.new("P", (20, 10), 1)
    picture.putpalette([0, 0, 0, 0, 255, 0])
    picture.paste(0, (0, 0, 10, 10))
    out = io.BytesIO()
    picture.save(out, "PNG", transparency=0)
    return out.getvalue()


def huge() -> bytes:
    """A few bytes that say they are a picture of 60,000 x 60,000 pixels."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    return head + zlib.crc32(head[12:]).to_bytes(4, "big") + out.getvalue()[33:]


PICTURES = {"a.jpg": lying(), "b.png": see_through(), "c.jpg": b"\xff\xd8\xff\xe0 no picture at all", "d.png": huge()}


@pytest.fixture
def album(small: SmallCase, run: Any, tmp_path: Path) -> SmallCase:
    """Give a case with a chat of four pictures; one of them is none, one far too large."""
    path = tmp_path / "chat.zip"
    with zipfile.ZipFile(path, "w") as archive:
        lines = (f"[14.03.41, 09:4{n}:00] سمير: \u200e<attached: {name}>\n" for n, name in enumerate(PICTURES))
        archive.writestr("_chat.txt", "".join(lines))
        for name, data in PICTURES.items():
            archive.writestr(name, data)
    assert run("collect", path).code == 0
    return small


def made(run: Any) -> tuple[int, int, int]:
    """How many were made, were there, and cannot be."""
    told = run("media", "thumbnails", "--json").json
    return told["made"], told["there"], len(told["none"])


def kept(case: SmallCase) -> dict[str, bytes]:
    """Digest to thumbnail, as they lie on the disk."""
    return {path.name: path.read_bytes() for path in (case.root / "work" / "thumbnails").glob("*/*")}


def test_small_upright_and_without_notes(album: SmallCase, run: Any) -> None:
    """Turned as the telephone said, at most 320 pixels, no note left; what cannot be opened is named, and not tried again."""
    assert made(run) == (2, 0, 2)
    (turned,) = [Image.open(io.BytesIO(data)) for data in kept(album).values() if data.startswith(b"\xff\xd8")]
    (clear,) = [Image.open(io.BytesIO(data)) for data in kept(album).values() if data.startswith(b"\x89PNG")]

    assert turned.size == (213, 320)
    top, bottom = turned.getpixel((106, 40)), turned.getpixel((106, 280))
    assert top[0] > 200 > top[2]
    assert bottom[2] > 200 > bottom[0]
    assert not turned.getexif()
    assert clear.mode == "RGBA"
    assert not any(b"Zyxwarbler" in data for data in kept(album).values())
    assert made(run) == (0, 2, 2)


def test_stopped_dropped_and_made_again(album: SmallCase, run: Any) -> None:
    """What was made before a stop stays; a store that was thrown away comes back the same."""
    desk = open_case(album.root)

    def stop(_what: str, done: int, _total: int | None) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_thumbnails(desk, progress=stop)
    assert len(kept(album)) == 2
    run("media", "thumbnails")
    before = kept(album)
    shutil.rmtree(album.root / "work" / "thumbnails")
    run("media", "thumbnails")

    assert kept(album) == before
    assert len(before) == 4


def test_a_hidden_post_shows_none(album: SmallCase, run: Any) -> None:
    """After `runs undo` the desk gives none of its thumbnails."""
    make_thumbnails(open_case(album.root), progress=QUIET)
    (turned,) = [one for one, data in kept(album).items() if data.startswith(b"\xff\xd8")]
    (imported,) = run("runs", "--json").json["runs"]
    assert run("runs", "undo", imported["id"], "--because", "wrong chat", "--as", ANN).code == 0

    with pytest.raises(NotFound):
        thumbnail(open_case(album.root), Digest(turned))


def test_an_erasure_takes_them(album: SmallCase, run: Any) -> None:
    """Of a picture that is erased with its post nothing stays in the store, and none is made again; the others stay."""
    desk = open_case(album.root)
    make_thumbnails(desk, progress=QUIET)
    (turned,) = [one for one, data in kept(album).items() if data.startswith(b"\xff\xd8")]
    others = len(kept(album)) - 1
    post = desk.views.posts_with(turned)[0]
    asked = run("erase", post, "--because", "asked by mail", "--law", "GDPR art. 17(1)(b)", "--as", ANN, "--json").json["entry"]
    run("second", asked, "--agree", "--because", "I read the mail", "--as", BO)
    assert run("erase", "--carry-out", asked, "--as", BO).code == 0

    assert turned not in kept(album)
    assert len(kept(album)) == others
    make_thumbnails(open_case(album.root), progress=QUIET)
    assert turned not in kept(album)
    with pytest.raises(NotFound):
        thumbnail(open_case(album.root), Digest(turned))
