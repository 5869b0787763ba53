"""
What stands in the file of a film beside its pictures: sound, and notes of who filmed, with what, where.

A published film has neither; see `firsthand.shell.films`. Only the boxes that say so are read, bounded in depth and number.

Source: ISO/IEC 14496-12, 4.2 (boxes), 8.4.3 (handler: ``soun``), 8.10.1 (user data).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

HOLDERS = frozenset({b"moov", b"trak", b"mdia", b"minf", b"udta", b"ilst", b"moof", b"traf"})
DEEPEST, MOST_BOXES = 8, 20_000
SOUNDS = (b"OggS", b"ID3\x02", b"ID3\x03", b"ID3\x04", b"fLaC", b"#!AMR", b"\xff\xf1", b"\xff\xf9", b"\xff\xfa", b"\xff\xfb")
"""How files of sound alone begin."""

Box = tuple[bytes, bytes, bool]
"""Kind, content, and whether it stands among the notes."""


def has_sound(data: bytes) -> bool:
    """Whether a file is of sound alone, or a film in MP4 with a track of sound."""
    if data.startswith(SOUNDS) or (data[:4], data[8:12]) in ((b"RIFF", b"WAVE"), (b"FORM", b"AIFF")):
        return True
    return is_film(data) and any(kind == b"hdlr" and body[8:12] == b"soun" for kind, body, _ in boxes(data))


def is_film(data: bytes) -> bool:
    """Whether a file is MP4 or one of its kin."""
    return data[4:8] == b"ftyp"


def notes_of(data: bytes) -> Iterator[bytes]:
    """Contents of the boxes in which an MP4 carries notes."""
    yield from (body for kind, body, noted in boxes(data) if noted and kind not in (b"hdlr", b"free") and body.strip(b"\0"))


def boxes(data: bytes) -> Iterator[Box]:
    """The boxes of a film, those that hold others opened; ends where the file does not make sense."""
    left = [MOST_BOXES]
    yield from _boxes(data, 0, len(data), 0, False, left)


def _boxes(data: bytes, at: int, end: int, depth: int, noted: bool, left: list[int]) -> Iterator[Box]:
    while at + 8 <= end and left[0] > 0:
        left[0] -= 1
        size, head = struct.unpack_from(">I", data, at)[0], 8
        if size == 1 and at + 16 <= end:
            size, head = struct.unpack_from(">Q", data, at + 8)[0], 16
        stop = end if size == 0 else at + size
        if stop > end or stop < at + head:
            return
        kind, inside = data[at + 4 : at + 8], noted or data[at + 4 : at + 8] in (b"udta", b"meta")
        if depth < DEEPEST and (kind in HOLDERS or kind == b"meta"):
            # The box of notes has four bytes of version first, in one of its two kinds.
            skip = 4 if kind == b"meta" and data[at + head : at + head + 4] == b"\0\0\0\0" else 0
            yield from _boxes(data, at + head + skip, stop, depth + 1, inside, left)
        elif kind != b"mdat":
            yield kind, data[at + head : stop], inside
        at = stop
