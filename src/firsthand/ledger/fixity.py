"""
Which files are looked at on which day, so that a month of days looks at all of them.

A file belongs to one of `SLICES` slices by the digest in its line of SHA256SUMS; a day looks at the slice of its number.
Nothing is remembered between the days, so nothing can be remembered wrongly.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

SLICES = 30
"""Days in which everything has been looked at once."""


def slice_of_file(digest: str) -> int:
    """Slice of a file, by the first 32 bits of its digest in hex: even enough for any number of files."""
    return int(digest[:8], 16) % SLICES


def slice_of_day(day: date) -> int:
    """Slice that is due on a day."""
    return day.toordinal() % SLICES


def looked_at_since(looks: Iterable[tuple[int | None, date]]) -> date | None:
    """
    Say since which day every slice has been looked at.

    Args:
        looks: Slice (None: all of them) and day, in any order.

    Returns:
        The day of the slice that was left alone the longest; None when a slice was never looked at.
    """
    last: dict[int, date] = {}
    for number, day in looks:
        for one in range(SLICES) if number is None else (number,):
            last[one] = max(last.get(one, day), day)
    return min(last.values()) if len(last) == SLICES else None
