"""Cells to values: times, ids, media. What cannot be decided stays as it is stated."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from firsthand.model.moment import UNKNOWN, Moment

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_MARKS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
_CLOCK = r"(\d{1,2}):(\d\d)(?::(\d\d)(\.\d{1,9})?)?\s*([ap]\.?m\.?)?"
_ZONE = r"\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?"
_ISO = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}})(?:[T ,]+{_CLOCK}{_ZONE})?", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_MIXED = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d\d)(?:[T ,]+{_CLOCK}{_ZONE})?", re.IGNORECASE)
_TWITTER = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d\d:\d\d:\d\d) ([+-]\d{4}) (\d{4})")
_MAIL = re.compile(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|GMT|UTC)")
_NUMBER = re.compile(r"-?\d{1,20}(?:\.\d{1,12})?")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_YEARS = range(1900, 2201)

_ROUNDED = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{1,3}")
_POINT = re.compile(r"-?\d{1,3}\.\d{3,}\s*[,;\s]\s*-?\d{1,3}\.\d{3,}")
_LINK = re.compile(r"https?://\S+")
_FILE = re.compile(r"[^\s/\\][^\n\r,;|]*\.([A-Za-z0-9]{2,5})")
_KINDS = {
    "image": {"jpg", "jpeg", "png", "gif", "webp", "heic", "avif", "bmp", "tif", "tiff"},
    "video": {"mp4", "mov", "m4v", "webm", "mkv", "avi", "3gp", "m3u8"},
    "audio": {"mp3", "ogg", "opus", "oga", "m4a", "wav", "aac", "amr"},
}

_PLATFORMS = {
    "twitter": "x", "twitter.com": "x", "x.com": "x", "x": "x", "تويتر": "x", "твіттер": "x", "твиттер": "x",
    "mastodon": "activitypub", "fediverse": "activitypub", "tg": "telegram", "телеграм": "telegram",
    "تيليغرام": "telegram", "تلغرام": "telegram", "fb": "facebook", "فيسبوك": "facebook", "ig": "instagram",
    "bsky": "bluesky", "yt": "youtube",
}  # fmt: skip
_ADDRESSES = (
    ("x", re.compile(r"https?://(?:www\.|mobile\.|m\.)?(?:twitter|x)\.com/[^/\s]{1,64}(?:/web)?/status(?:es)?/(\d{1,20})\b")),
    ("telegram", re.compile(r"https?://t(?:elegram)?\.me/(?:s/)?([A-Za-z]\w{3,63}/\d{1,12})\b", re.ASCII)),
    ("bluesky", re.compile(r"https?://bsky\.app/profile/(did:[a-z0-9:.%-]{1,200})/post/([a-z0-9]{1,32})\b")),
)  # fmt: skip


def coordinates(words: str) -> bool:
    """Whether words hold a point on the map, as two numbers that tell a house from its neighbour: that is no name of a place."""
    return _POINT.search(words) is not None


def moment(stated: str, day_first: bool | None) -> Moment:
    """
    Read a time.

    Args:
        stated: The cell. Seconds, milliseconds and microseconds since 1970 are told apart by their size.
        day_first: For dates like 03/04/2041, as the whole column shows; None when nothing shows it.
    """
    text = _MARKS.sub("", stated[:128]).translate(_DIGITS).strip()
    if not text or text.lower() in ("nan", "nat", "none", "null", "-"):
        return UNKNOWN
    unknown = Moment(stated=stated[:128], precision="unknown")
    try:
        if match := _ISO.fullmatch(text):
            year, _, month, day, *rest = match.groups()
            return _assemble(stated, int(year), int(month), int(day), rest)
        if match := _MIXED.fullmatch(text):
            first, _, second, year, *rest = match.groups()
            order = _order(int(first), int(second), day_first)
            if order is None:
                return unknown
            day, month = (first, second) if order else (second, first)
            return _assemble(stated, int(year) + (2000 if len(year) == 2 else 0), int(month), int(day), rest)
        if _NUMBER.fullmatch(text):
            return _counted(text, stated) or unknown
        if match := _MONTH.fullmatch(text):
            return Moment(None, stated, datetime(int(match[1]), int(match[2]), 1), None, "month")  # noqa: DTZ001
        if match := _TWITTER.fullmatch(text):
            month_, day, clock, zone, year = match.groups()
            text = f"{day} {month_} {year} {clock} {zone}"
        if _MAIL.fullmatch(text):
            at = parsedate_to_datetime(text.replace("UTC", "+0000"))
            zone = at.strftime("%z")
            return Moment(at.astimezone(UTC), stated, None, zone[:3] + ":" + zone[3:], "second")
    except (ValueError, OverflowError):
        pass
    return unknown


def _order(first: int, second: int, day_first: bool | None) -> bool | None:
    if first > 12 or second > 12:
        return first > 12
    return True if first == second else day_first


def _assemble(stated: str, year: int, month: int, day: int, rest: list[str]) -> Moment:
    hour, minute, second, fraction, half, zone = rest
    if year not in _YEARS:
        raise ValueError("no year of this calendar")
    if not hour:
        return Moment(None, stated, datetime(year, month, day), None, "day")  # noqa: DTZ001 - the zone is not known
    hours = int(hour)
    if half:
        if not 1 <= hours <= 12:
            raise ValueError("no hour of half a day")
        hours = hours % 12 + (12 if half[0] in "pP" else 0)
    micro = int(float(fraction) * 1_000_000) if fraction else 0
    leap = second == "60"  # the clock that calendars know stands still for it
    local = datetime(year, month, day, hours, int(minute), 59 if leap else int(second or 0), micro)  # noqa: DTZ001 - as above
    precision = "second" if second else "minute"
    if not zone:
        return Moment(None, stated, local, None, precision)
    offset = "+00:00" if zone.upper() in ("Z", "UTC", "GMT") else f"{zone[:3]}:{zone[3:].lstrip(':') or '00'}"
    at = datetime.fromisoformat(f"{local.isoformat()}{offset}").astimezone(UTC)
    return Moment(at, stated, None, offset, precision)


def _counted(text: str, stated: str) -> Moment | None:
    """A count since 1970, a bare year, or a day without joints; anything else is no time."""
    whole, _, _ = text.partition(".")
    if whole == text and len(text) == 4 and int(text) in _YEARS:
        return Moment(None, stated, datetime(int(text), 1, 1), None, "year")  # noqa: DTZ001
    if whole == text and len(text) == 8 and int(text[:4]) in _YEARS:
        return Moment(None, stated, datetime(int(text[:4]), int(text[4:6]), int(text[6:])), None, "day")  # noqa: DTZ001
    for digits, unit in ((range(9, 12), 1), (range(12, 15), 1_000), (range(15, 18), 1_000_000)):
        if len(whole) in digits:
            micro = int(whole) * (1_000_000 // unit)
            if unit == 1 and "." in text:
                micro += int(text.partition(".")[2][:6].ljust(6, "0"))
            return Moment(_EPOCH + timedelta(microseconds=micro), stated, None, "+00:00", "second")
    return None


def undecided(stated: str) -> bool:
    """Whether a date needs the rest of its column to be read: 03/04/2041 and its like."""
    return _pair(stated) is not None and _order(*(_pair(stated) or (0, 0)), None) is None


def day_comes_first(cells: Iterable[str]) -> bool | None:
    """What a column of dates shows: True, False, or None when it shows nothing or contradicts itself."""
    day, month = False, False
    for cell in cells:
        if pair := _pair(cell):
            day, month = day or pair[0] > 12 >= pair[1], month or pair[1] > 12 >= pair[0]
            if day and month:
                return None
    return day if day != month else None


def _pair(stated: str) -> tuple[int, int] | None:
    match = _MIXED.fullmatch(_MARKS.sub("", stated[:128]).translate(_DIGITS).strip())
    return (int(match[1]), int(match[3])) if match else None


def platform_word(stated: str) -> str:
    """The desk's word for a platform; empty when the cell holds none."""
    if not stated:
        return ""
    word = stated.strip().casefold()
    word = _PLATFORMS.get(word, re.sub(r"[^a-z0-9_-]", "", word))
    return word if re.fullmatch(r"[a-z][a-z0-9_-]{0,30}", word) else ""


def by_address(url: str) -> tuple[str, str]:
    """Platform and native id of a post's address, where the address says so; else two empty words."""
    for platform, pattern in _ADDRESSES if url else ():
        if match := pattern.match(url[:2048]):
            return platform, "/".join(match.groups())
    return "", ""


def rounded(native: str) -> bool:
    """Whether a spreadsheet turned the id into a number and lost its last digits."""
    return _ROUNDED.fullmatch(native) is not None


def media_names(cell: str) -> list[tuple[str, str]]:
    """
    Kind and address (or file name) of each thing that a cell lists.

    Addresses may hold commas, so a list is cut before each ``http`` and nowhere inside.
    """
    if "http" in cell:
        pieces = re.split(r"[\s,;|\"'\[\]]+(?=https?://)", " " + cell)
        found = []
        for piece in pieces:
            match = _LINK.match(piece)
            found += [match.group().rstrip("\"'],;|")] if match else _file_names(piece)
    else:
        found = _file_names(cell)
    return [(_kind(one), one) for one in found]


def _file_names(cell: str) -> list[str]:
    found = (piece.strip(" \"'[]") for piece in re.split(r"[,;|\n]", cell))
    return [piece for piece in found if len(piece) < 1024 and _FILE.fullmatch(piece)]


def _kind(name: str) -> str:
    ending = name.partition("?")[0].rpartition(".")[2].lower()
    return next((kind for kind, endings in _KINDS.items() if ending in endings), "file")
