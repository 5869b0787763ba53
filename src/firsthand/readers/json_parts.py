"""Looking into decoded JSON that nobody vouches for: whatever is not of the wanted kind counts as absent."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from firsthand.model.moment import UNKNOWN, Moment

Json = dict[str, Any]

MAX_ID = 256
"""Characters of the longest identifier that is taken for one."""

REDACTED = "REDACTED"
"""What 4CAT writes for a name that it was told to take out."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WHOLE = re.compile(r"-?\d{1,18}", re.ASCII)
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\ud800-\udfff]")


def within(value: object, *keys: str | int) -> object:
    """Follow keys of objects and places of lists; None where the way ends early."""
    for key in keys:
        if isinstance(key, int):
            value = value[key] if isinstance(value, list) and -len(value) <= key < len(value) else None
        else:
            value = value.get(key) if isinstance(value, dict) else None
    return value


def record(value: object, *keys: str | int) -> Json:
    """The object at the end of the way, or an empty one."""
    found = within(value, *keys)
    return found if isinstance(found, dict) else {}


def rows(value: object, *keys: str | int) -> list[Any]:
    """The list at the end of the way, or an empty one."""
    found = within(value, *keys)
    return found if isinstance(found, list) else []


def words(value: object, *keys: str | int) -> str | None:
    """The text at the end of the way; None for an empty one and for anything else."""
    found = within(value, *keys)
    return found if isinstance(found, str) and found else None


def native(value: object, *keys: str | int) -> str:
    """An identifier as text, from a number or a text; empty when it cannot be one, or was taken out (`REDACTED`)."""
    found = within(value, *keys)
    if isinstance(found, bool) or not isinstance(found, (int, str)) or found == REDACTED:
        return ""
    if isinstance(found, int) and found.bit_length() > 400:
        return ""
    name = str(found)
    return name if 0 < len(name) <= MAX_ID and not _UNSEEN.search(name) else ""


def count(value: object, *keys: str | int) -> int | None:
    """A whole number of no more than eighteen digits, also where it is written as text."""
    found = within(value, *keys)
    if isinstance(found, str) and _WHOLE.fullmatch(found):
        return int(found)
    return found if isinstance(found, int) and not isinstance(found, bool) and abs(found) < 10**18 else None


def instant(value: object, *keys: str | int, per_second: int = 1) -> Moment:
    """A count of seconds (or of parts of a second) since 1970 in UTC; 0 and less say nothing."""
    found = within(value, *keys)
    if isinstance(found, float) and math.isfinite(found) and found.is_integer():
        found = int(found)
    number: float | int | None = found if isinstance(found, float) else count(found)
    if number is None or not math.isfinite(number) or number <= 0:
        return UNKNOWN
    try:
        return Moment(_EPOCH + timedelta(microseconds=int(number * 1_000_000) // per_second))
    except OverflowError:
        return UNKNOWN
