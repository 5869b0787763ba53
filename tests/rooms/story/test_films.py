"""The leak test hears: a file with sound in it, and a film with notes, are found, also inside an archive."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from firsthand.story.canaries import Canaries
from firsthand.story.films import has_sound, notes_of
from firsthand.story.leak import search


def box(kind: bytes, *inside: bytes) -> bytes:
    body = b"".join(inside)
    return struct.pack(">I", 8 + len(body)) + kind + body


def track(handler: bytes) -> bytes:
    return box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + handler + bytes(13))))


def film(*handlers: bytes, notes: bytes = b"") -> bytes:
    return box(b"ftyp", b"mp42") + box(b"moov", *map(track, handlers), notes) + box(b"mdat", b"soun and \xa9xyz are no boxes here")


NOTES = box(b"udta", box(b"\xa9xyz", b"+33.1234+041.5432/"))
EMPTY = box(b"udta", box(b"meta", bytes(4), box(b"hdlr", bytes(8) + b"mdirappl" + bytes(9)), box(b"ilst")))


@pytest.mark.parametrize(
    ("data", "heard"),
    [
        (film(b"vide", b"soun"), True), (film(b"vide"), False), (film(), False), (b"OggS" + bytes(50), True),
        (b"ID3\x04" + bytes(50), True),
        (b"RIFF\0\0\0\0WAVEfmt ", True), (b"RIFF\0\0\0\0WEBPVP8 ", False), (b"FORM\0\0\0\0AIFF", True), (b"FORM of a sentence", False),
        (b"ID3 is said in prose", False), (b"", False), (b"\0\0\0\x08ftyp", False),
    ],
)  # fmt: skip
def test_sound_is_known_by_its_track_or_by_how_a_file_begins(data: bytes, heard: bool) -> None:
    """Not by words in the frames."""
    assert has_sound(data) is heard


def test_notes_are_those_of_the_film_and_an_empty_list_is_none() -> None:
    """A position; and what a maker of films always writes."""
    assert list(notes_of(film(b"vide", notes=NOTES))) == [b"+33.1234+041.5432/"]
    assert list(notes_of(film(b"vide", notes=EMPTY))) == []


@pytest.mark.parametrize("cut", range(0, 120, 7))
def test_a_film_that_lies_about_its_sizes_ends_the_reading(cut: int) -> None:
    """Cut anywhere, sizes of nothing and of everything, boxes in boxes without end."""
    whole = film(b"vide", b"soun", notes=NOTES)
    deep = b"moov"
    for _ in range(200):
        deep = box(b"moov", deep)

    for bad in (whole[:cut], whole[:cut] + b"\xff" * 40, whole[:12] + struct.pack(">I", 1) + b"moov" + b"\xff" * 8, whole[:12] + deep):
        list(notes_of(bad))
        has_sound(bad)


def test_the_search_blocks_sound_and_notes_wherever_they_stand() -> None:
    """In the site and inside a zip; a film whose inside cannot be seen is said to be unread."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.mp4", film(b"vide", b"soun"))
    files = {
        "media/a.mp4": film(b"vide", b"soun"), "b.zip": out.getvalue(), "c.mp4": film(b"vide", notes=NOTES),
        "d.mp4": film(b"vide", notes=EMPTY), "e.webm": b"\x1a\x45\xdf\xa3" + bytes(40),
    }  # fmt: skip

    found = search(files.items(), Canaries(hidden=(), notes=frozenset()))

    assert {(leak.path, leak.kind) for leak in found.leaks} == {("media/a.mp4", "sound"), ("b.zip", "sound"), ("c.mp4", "notes")}
    assert [path for path, _ in found.not_searched] == ["e.webm"]
