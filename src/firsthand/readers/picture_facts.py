"""
What a picture or video says of itself: EXIF, IPTC, XMP, the head of a film, and whether a C2PA manifest is inside.

Rules:
    - Only the head of each container is walked, with bounds on boxes, entries and bytes; nothing is decoded.
    - Read are the claimed time, the caption and the credit. Where it was taken, by which device and by whose (serial
      numbers, the owner's name) is sealed: only that it is there is noted.
    - Words of EXIF are UTF-8 where they fit it; otherwise they are not guessed.

Source:
    CIPA DC-008 (EXIF), IPTC-IIM 4.2, ISO 14496-12, the PNG, RIFF and C2PA specifications.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from firsthand.model.moment import UNKNOWN, Moment
from firsthand.readers.json_fit import clean
from firsthand.readers.markup import plain_text

_MAX_PIECE = 1 << 20
_MAX_BOXES = 4000
_MAX_ENTRIES = 1000
_MAX_WORDS = 20_000
_HEIC = frozenset({b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"avif", b"avis"})
_C2PA_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_TO_1970 = 2082844800  # seconds between the epochs of QuickTime (1904) and of everybody else

_EXIF_TIME = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)")
_OFFSET = re.compile(r"[+-]\d\d:\d\d")
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?")
_XMP_LI = re.compile(r"<rdf:li[^<>]{0,200}>([^<]{0,20000})</rdf:li>")
_DEVICE = frozenset({0x010F, 0x0110, 0x0131, 0x013C, 0x9C9F, 0xA430, 0xA431, 0xA433, 0xA434, 0xA435, 0x927C, 0xA420, 0xC62F})
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 13: 4}


@dataclass(slots=True)
class Facts:
    """
    What one file says.

    Attributes:
        mime: As its first bytes tell; empty when it is no picture or film that is known here.
        taken: The claimed time.
        caption, credit: As written; empty when there are none.
        sealed: What is there and was not read: ``place``, ``device``.
        manifest: ``inside``, ``elsewhere`` (only an address of one is inside), or empty.
    """

    mime: str = ""
    taken: Moment = UNKNOWN
    caption: str = ""
    credit: str = ""
    sealed: set[str] = field(default_factory=set)
    manifest: str = ""

    @property
    def says_something(self) -> bool:
        """Whether there is anything that a bare picture does not have."""
        return bool(self.taken != UNKNOWN or self.caption or self.credit or self.sealed or self.manifest)


def mime_of(head: bytes) -> str:
    """The kind of a picture or film by its first bytes; empty for anything else."""
    if head[:3] == b"\xff\xd8\xff":
        return "image/jpeg"
    if head[:8] == b"\x89PNG\r\n\x1a\n" and head[12:16] == b"IHDR":
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[:4] in (b"II*\x00", b"MM\x00*"):
        return "image/tiff"
    if head[4:8] == b"ftyp":
        brands = {head[8:12]}
        return "image/heif" if brands & _HEIC else "video/quicktime" if head[8:12] == b"qt  " else "video/mp4"
    return ""


def facts(stream: BinaryIO, size: int) -> Facts:
    """Walk a file; never raises on bad data."""
    stream.seek(0)
    found = Facts(mime_of(stream.read(64)))
    walk = {
        "image/jpeg": _jpeg, "image/png": _png, "image/webp": _webp, "image/tiff": _tiff_file, "image/heif": _boxes,
        "video/mp4": _boxes, "video/quicktime": _boxes,
    }.get(found.mime)  # fmt: skip
    if walk:
        walk(stream, size, found)
    found.caption, found.credit = found.caption[:_MAX_WORDS], found.credit[:300]
    return found


# Containers


def _jpeg(stream: BinaryIO, size: int, found: Facts) -> None:
    at = 2
    for _ in range(_MAX_BOXES):
        stream.seek(at)
        head = stream.read(4)
        if len(head) < 4 or head[0] != 0xFF or head[1] in (0xDA, 0xD9):
            return
        length = int.from_bytes(head[2:], "big")
        if head[1] in (0xE1, 0xED, 0xEB) and length > 2:
            _segment(head[1], stream.read(length - 2), found)
        at += 2 + max(length, 2)


def _segment(marker: int, data: bytes, found: Facts) -> None:
    if marker == 0xE1 and data.startswith(b"Exif\x00"):
        _tiff(data[6:], found)
    elif marker == 0xE1 and data.startswith(b"http://ns.adobe.com/xap/1.0/\x00"):
        _xmp(data[29:], found)
    elif marker == 0xED and data.startswith(b"Photoshop 3.0\x00"):
        _photoshop(data[14:], found)
    elif marker == 0xEB and b"jumb" in data[:64] and b"c2pa" in data[:256]:
        found.manifest = "inside"


def _png(stream: BinaryIO, size: int, found: Facts) -> None:
    at = 8
    for _ in range(_MAX_BOXES):
        stream.seek(at)
        head = stream.read(8)
        if len(head) < 8:
            return
        length, kind = int.from_bytes(head[:4], "big"), head[4:]
        if kind == b"caBX":
            found.manifest = "inside"
        elif kind in (b"eXIf", b"iTXt", b"tEXt") and length <= _MAX_PIECE:
            data = stream.read(length)
            if kind == b"eXIf":
                _tiff(data, found)
            elif data.startswith(b"XML:com.adobe.xmp\x00"):
                _xmp(data, found)
            elif kind == b"tEXt":
                key, _, value = data.partition(b"\x00")
                if key == b"Description":
                    found.caption = found.caption or _words(value)
                elif key == b"Author":
                    found.credit = found.credit or _words(value)
        at += 12 + length


def _webp(stream: BinaryIO, size: int, found: Facts) -> None:
    at = 12
    for _ in range(_MAX_BOXES):
        stream.seek(at)
        head = stream.read(8)
        if len(head) < 8:
            return
        kind, length = head[:4], int.from_bytes(head[4:], "little")
        if kind == b"C2PA":
            found.manifest = "inside"
        elif kind in (b"EXIF", b"XMP ") and length <= _MAX_PIECE:
            data = stream.read(length)
            _tiff(data.removeprefix(b"Exif\x00\x00"), found) if kind == b"EXIF" else _xmp(data, found)
        at += 8 + length + length % 2


def _tiff_file(stream: BinaryIO, size: int, found: Facts) -> None:
    stream.seek(0)
    _tiff(stream.read(4 * _MAX_PIECE), found)


def _boxes(stream: BinaryIO, size: int, found: Facts) -> None:
    at = 0
    for _ in range(_MAX_BOXES):
        stream.seek(at)
        head = stream.read(32)
        if len(head) < 8:
            return
        length, kind, begin = int.from_bytes(head[:4], "big"), head[4:8], 8
        if length == 1:
            length, begin = int.from_bytes(head[8:16], "big"), 16
        if length == 0:
            length = size - at
        if length < begin:
            return
        if kind == b"uuid" and head[begin : begin + 16] == _C2PA_UUID:
            found.manifest = "inside"
        elif kind in (b"moov", b"meta"):
            stream.seek(at + begin)
            _film(stream.read(min(length - begin, 4 * _MAX_PIECE)), found)
        elif kind == b"mdat" and found.mime == "image/heif":
            stream.seek(at + begin)
            _exif_inside(stream.read(min(length - begin, _MAX_PIECE)), found)
        at += length


def _film(data: bytes, found: Facts) -> None:
    if b"\xa9xyz" in data or b"com.apple.quicktime.location" in data or b"loci" in data:
        found.sealed.add("place")
    if b"\xa9mak" in data or b"\xa9mod" in data or b"com.apple.quicktime.make" in data:
        found.sealed.add("device")
    at = data.find(b"mvhd")
    if at >= 0 and len(data) >= at + 24:
        wide = data[at + 4] == 1
        seconds = int.from_bytes(data[at + 8 : at + 16] if wide else data[at + 8 : at + 12], "big") - _TO_1970
        if 0 < seconds < 1 << 33:
            when = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
            found.taken = Moment(when, when.isoformat(), None, "+00:00")


def _exif_inside(data: bytes, found: Facts) -> None:
    for mark in (b"Exif\x00\x00II*\x00", b"Exif\x00\x00MM\x00*"):
        at = data.find(mark)
        if at >= 0:
            _tiff(data[at + 6 :], found)
            return


# EXIF


def _tiff(data: bytes, found: Facts) -> None:
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if order is None or len(data) < 8:
        return
    main = _entries(data, order, struct.unpack_from(f"{order}I", data, 4)[0])
    below = _entries(data, order, _number(main.get(0x8769), order))
    place = _entries(data, order, _number(main.get(0x8825), order))
    if place.keys() - {0}:
        found.sealed.add("place")
    if _DEVICE & (main.keys() | below.keys()):
        found.sealed.add("device")
    found.caption = found.caption or _words(main.get(0x010E, b"")) or _wide(main.get(0x9C9C, b"")) or _comment(below.get(0x9286, b""))
    found.credit = found.credit or _words(main.get(0x013B, b"")) or _words(main.get(0x8298, b""))
    stated = _words(below.get(0x9003, b""))
    if found.taken == UNKNOWN and stated:
        found.taken = _exif_moment(stated, _words(below.get(0x9011, b"")))


def _entries(data: bytes, order: str, at: int) -> dict[int, bytes]:
    """Tag to bytes of one directory; nothing where it makes no sense."""
    found: dict[int, bytes] = {}
    if not 8 <= at <= len(data) - 2:
        return found
    count = struct.unpack_from(f"{order}H", data, at)[0]
    for number in range(min(count, _MAX_ENTRIES)):
        here = at + 2 + 12 * number
        if here + 12 > len(data):
            break
        tag, kind, many = struct.unpack_from(f"{order}HHI", data, here)
        length = _SIZES.get(kind, 0) * many
        if not 0 < length <= _MAX_PIECE:
            continue
        start = here + 8 if length <= 4 else struct.unpack_from(f"{order}I", data, here + 8)[0]
        found.setdefault(tag, data[start : start + length])
    return found


def _number(value: bytes | None, order: str) -> int:
    return int(struct.unpack(f"{order}I", value)[0]) if value and len(value) == 4 else 0


def _words(value: bytes) -> str:
    """Words in UTF-8; bytes of another encoding say nothing certain and give none."""
    try:
        return clean(value.split(b"\x00", 1)[0].decode("utf-8")).strip()
    except UnicodeDecodeError:
        return ""


def _wide(value: bytes) -> str:
    return clean(value.decode("utf-16-le", "replace").partition("\x00")[0]).strip()


def _comment(value: bytes) -> str:
    kind, words = value[:8], value[8:]
    if kind == b"UNICODE\x00":
        return clean(words.decode("utf-16", "replace").partition("\x00")[0]).strip()
    return _words(words) if kind == b"ASCII\x00\x00\x00" else ""


def _exif_moment(stated: str, offset: str) -> Moment:
    match = _EXIF_TIME.fullmatch(stated)
    try:
        if match is None:
            raise ValueError
        local = datetime(*map(int, match.groups()))  # type: ignore[arg-type]  # noqa: DTZ001  the zone, if any, follows
        if not _OFFSET.fullmatch(offset):
            return Moment(None, stated, local)
        return Moment(datetime.fromisoformat(f"{local.isoformat()}{offset}").astimezone(UTC), stated, None, offset)
    except (ValueError, OverflowError):
        return UNKNOWN if not stated.strip(" :0") else Moment(stated=stated[:64], precision="unknown")


# IPTC and XMP


def _photoshop(data: bytes, found: Facts) -> None:
    at = 0
    for _ in range(_MAX_ENTRIES):
        if data[at : at + 4] != b"8BIM" or at + 12 > len(data):
            return
        kind, name = int.from_bytes(data[at + 4 : at + 6], "big"), data[at + 6]
        start = at + 6 + (name + 2) // 2 * 2
        length = int.from_bytes(data[start : start + 4], "big")
        if kind == 0x0404:
            _iptc(data[start + 4 : start + 4 + length], found)
        at = start + 4 + length + length % 2


def _iptc(data: bytes, found: Facts) -> None:
    at = 0
    held: dict[tuple[int, int], bytes] = {}
    for _ in range(_MAX_ENTRIES):
        if data[at : at + 1] != b"\x1c" or at + 5 > len(data):
            break
        record, kind, length = data[at + 1], data[at + 2], int.from_bytes(data[at + 3 : at + 5], "big")
        if length & 0x8000:
            break
        held.setdefault((record, kind), data[at + 5 : at + 5 + length])
        at += 5 + length
    found.caption = found.caption or _words(held.get((2, 120), b"")) or _words(held.get((2, 105), b""))
    found.credit = found.credit or _words(held.get((2, 80), b"")) or _words(held.get((2, 110), b""))
    if {(2, 90), (2, 92), (2, 95), (2, 101)} & held.keys():
        found.sealed.add("place")
    day, clock = _words(held.get((2, 55), b"")), _words(held.get((2, 60), b""))
    if found.taken == UNKNOWN and re.fullmatch(r"\d{8}", day, re.ASCII):
        written = f"{day[:4]}:{day[4:6]}:{day[6:]} {clock[:2]}:{clock[2:4]}:{clock[4:6]}" if len(clock) >= 6 else ""
        offset = f"{clock[6:9]}:{clock[9:11]}" if len(clock) == 11 else ""
        found.taken = _exif_moment(written, offset) if written else _day(day)


def _day(day: str) -> Moment:
    try:
        return Moment(None, day, datetime(int(day[:4]), int(day[4:6]), int(day[6:])), None, "day")  # noqa: DTZ001
    except ValueError:
        return UNKNOWN


def _xmp(data: bytes, found: Facts) -> None:
    text = data[:_MAX_PIECE].decode("utf-8", "replace")
    if "GPSLatitude" in text or "Iptc4xmpCore:Location" in text or "photoshop:City" in text:
        found.sealed.add("place")
    if "SerialNumber" in text or "tiff:Model" in text:
        found.sealed.add("device")
    found.caption = found.caption or _listed(text, "dc:description")
    found.credit = found.credit or _listed(text, "dc:creator") or _value(text, "photoshop:Credit")
    stated = _value(text, "exif:DateTimeOriginal") or _value(text, "photoshop:DateCreated") or _value(text, "xmp:CreateDate")
    if found.taken == UNKNOWN and _ISO.fullmatch(stated):
        found.taken = _iso_moment(stated)
    if not found.manifest and _value(text, "dcterms:provenance").startswith("http"):
        found.manifest = "elsewhere"


def _iso_moment(stated: str) -> Moment:
    try:
        at = datetime.fromisoformat(stated)
        precision = "second" if stated.count(":") > 1 + (stated[-6] in "+-") else "minute"
        if at.tzinfo is None:
            return Moment(None, stated, at, None, precision)
        return Moment(at.astimezone(UTC), stated, None, at.isoformat()[-6:], precision)
    except (ValueError, OverflowError):
        return UNKNOWN


def _listed(text: str, name: str) -> str:
    at = text.find(f"<{name}")
    end = text.find(f"</{name}>", at) if at >= 0 else -1
    match = _XMP_LI.search(text, at, end) if end > at else None
    return clean(plain_text(match[1])).strip() if match else ""


def _value(text: str, name: str) -> str:
    """A simple property: as an attribute or as an element."""
    for opening, closing in ((f'{name}="', '"'), (f"<{name}>", "<")):
        at = text.find(opening)
        if at >= 0:
            start = at + len(opening)
            end = text.find(closing, start, start + 2000)
            return clean(plain_text(text[start:end])).strip() if end > 0 else ""
    return ""
