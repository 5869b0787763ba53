"""What every X format shares: addresses, times, transport entities, kinds of media, the memory for profiles."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone

from firsthand.model.ids import AccountId
from firsthand.model.moment import Moment
from firsthand.model.post import Sighting

PLATFORM = "x"

MEDIA_KINDS = {"photo": "image", "video": "video", "animated_gif": "video", "audio": "audio"}

KEY_KINDS = {"3": "image", "7": "video", "13": "video", "16": "video"}
"""The number before the underscore of a media key, where the medium itself is not described."""

PROFILES_KEPT = 16_384
"""Accounts whose last profile is remembered, so that an unchanged one is not given again; about 30 MB."""

_from_iso = datetime.fromisoformat
_new = tuple.__new__

_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&"))
_MONTHS = dict(
    zip(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], range(1, 13), strict=True)
)
_ENGLISH = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d?) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d) (\d{4})", re.ASCII
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ID = re.compile(r"[!-~]{1,64}")
_HANDLE = re.compile(r"\w{1,50}", re.ASCII)


def plain(text: str) -> str:
    """
    Undo the entities that X's transport puts for five characters.

    Only these: undoing every entity of HTML would change words that the person really wrote (``&copy=1`` in a link).
    """
    if "&" not in text:
        return text
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


def is_id(word: str) -> bool:
    """Say whether this can be an identifier; it need not be a number, for shared sets carry pseudonyms."""
    return _ID.fullmatch(word) is not None


def page_of(handle: str | None) -> str:
    """The address before a status id; an unusable handle gives the form that needs none."""
    return f"https://x.com/{handle}/status/" if handle and _HANDLE.fullmatch(handle) else "https://x.com/i/status/"


def iso_moment(stated: str | None) -> Moment:
    """Read ``2016-12-13T09:00:00.000Z`` and its like; a time without a zone stays local, nonsense stays as stated."""
    if not stated:
        return Moment(precision="unknown")
    try:
        at = _from_iso(stated)
        if at.tzinfo is UTC:
            return _new(Moment, (at, None, None, None, "second"))
        if at.tzinfo is not None:
            return Moment(at.astimezone(UTC), None if not at.utcoffset() else stated, None, _zone(at))
    except (ValueError, OverflowError):
        return Moment(None, stated[:200], precision="unknown")
    return Moment(None, stated, at, None, "day" if _DAY.fullmatch(stated) else "second")


def _zone(at: datetime) -> str | None:
    return at.isoformat()[-6:] if at.utcoffset() else None


def english_moment(stated: str | None) -> Moment:
    """Read ``Wed Aug 27 13:08:45 +0000 2008``; anything else is tried as ISO."""
    match = _ENGLISH.fullmatch(stated) if stated else None
    if match is None:
        return iso_moment(stated)
    month, day, hour, minute, second, sign, east, rest, year = match.groups()
    offset = timedelta(hours=int(east), minutes=int(rest)) * (-1 if sign == "-" else 1)
    try:
        at = datetime(int(year), _MONTHS[month], int(day), int(hour), int(minute), int(second), tzinfo=timezone(offset))
        return Moment(at.astimezone(UTC), stated if offset else None, None, _zone(at))
    except (ValueError, KeyError, OverflowError):
        return Moment(None, stated, precision="unknown")


def best_film(variants: Iterable[tuple[str | None, int | None]]) -> str | None:
    """Choose among (address, bit rate): the highest rate; 0 is a rate, and a playlist has none."""
    rated = [(rate, url) for url, rate in variants if url and rate is not None]
    return max(rated)[1] if rated else None


def withheld_marks(countries: Iterable[str], copyrighted: bool = False) -> tuple[str, ...]:
    """Marks for the countries in which a post or account is withheld; ``XY`` is the platform's word for copyright."""
    codes = dict.fromkeys([*countries, "XY"] if copyrighted else countries)
    return tuple(f"withheld:{code[:8]}" for code in codes)


class Profiles:
    """Remembers the last profile given for each account, bounded, so that only changes come out."""

    __slots__ = ("_last",)

    def __init__(self) -> None:
        self._last: OrderedDict[AccountId, Sighting] = OrderedDict()

    def news(self, sighting: Sighting) -> bool:
        """Say whether this profile differs from the last one of its account, and remember it."""
        before = self._last.get(sighting.id)
        if before is not None and before[4:] == sighting[4:]:
            return False
        if before is None and len(self._last) >= PROFILES_KEPT:
            self._last.popitem(last=False)  # of a plain dict, finding the first would look at every one that went before
        self._last[sighting.id] = sighting
        return True
