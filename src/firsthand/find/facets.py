"""
What a search found, counted: by language, time, platform, category, media and mark.

Never by affiliation, role or standing: a list of people by what they belong to is not made here, not even as a number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from firsthand.model.words import BANDS, CATEGORIES

QUARTER_S = 900
"""Times are counted in quarters of an hour: every zone's hour and day begins with one."""
MOST_HOURS = 72
"""Up to so many hours from first to last, time is told by hour; then by day."""
MOST_BINS = 400


class Tally(NamedTuple):
    """
    Posts that are alike.

    Attributes:
        quarter: Since 1970 UTC, in quarters of an hour; None when the time is not known.
        media: Kinds with a comma between them, empty without media.
        mark: Empty without one.
    """

    quarter: int | None
    lang: str
    platform: str
    mark: str
    media: str
    posts: int


class Banded(NamedTuple):
    """Posts of a category: quarter of an hour as in `Tally`, band as a place in `BANDS` from 1."""

    quarter: int | None
    category: str
    band: int
    posts: int


def facets(tallies: Sequence[Tally], banded: Iterable[Banded], *, zone: ZoneInfo) -> dict[str, Any]:
    """
    Count.

    Returns:
        ``posts``, and lists of ``value`` and ``posts``, most first: ``languages``, ``platforms``, ``media`` (a post with two kinds counts
        twice), ``marks`` (``none`` for the rest); ``categories`` with ``band``, in the order of the desk; ``times`` in order, ``step``
        ``hour`` or ``day``, by the clock of `zone`; ``times_unknown``.
    """
    counts: dict[str, Counter[str]] = {"languages": Counter(), "platforms": Counter(), "media": Counter(), "marks": Counter()}
    for one in tallies:
        counts["languages"][one.lang] += one.posts
        counts["platforms"][one.platform] += one.posts
        counts["marks"][one.mark or "none"] += one.posts
        for kind in one.media.split(",") if one.media else ("none",):
            counts["media"][kind] += one.posts
    bands: Counter[tuple[str, int]] = Counter()
    for row in banded:
        bands[row.category, row.band] += row.posts
    step, names = bins([one.quarter for one in tallies], zone=zone)
    times: Counter[str] = Counter()
    for one in tallies:
        if one.quarter is not None:
            times[names(one.quarter)] += one.posts
    return {
        "posts": sum(one.posts for one in tallies),
        **{name: _ranked(counter) for name, counter in counts.items()},
        "categories": [
            {"value": category, "band": BANDS[band], "posts": bands[category, band]}
            for category, band in sorted(bands, key=lambda pair: (_place(pair[0]), pair[0], -pair[1]))
        ],
        "step": step,
        "times": [{"value": name, "posts": times[name]} for name in sorted(times)],
        "times_unknown": sum(one.posts for one in tallies if one.quarter is None),
    }


def bins(quarters: Iterable[int | None], *, zone: ZoneInfo) -> tuple[str, Any]:
    """
    Hours or days, whichever a person can read.

    Returns:
        ``hour`` or ``day``, and a function from a quarter to the name of its bin (``2041-03-13`` or ``2041-03-13T10``).
    """
    known = [one for one in quarters if one is not None]
    by_hour = bool(known) and (max(known) - min(known)) * QUARTER_S <= MOST_HOURS * 3600
    pattern = "%Y-%m-%dT%H" if by_hour else "%Y-%m-%d"
    held: dict[int, str] = {}

    def name(quarter: int) -> str:
        if quarter not in held:
            held[quarter] = (_EPOCH + timedelta(seconds=quarter * QUARTER_S)).astimezone(zone).strftime(pattern)
        return held[quarter]

    return ("hour" if by_hour else "day"), name


def volume(rows: Iterable[tuple[int | None, str, int]], *, zone: ZoneInfo, most: int = 6) -> dict[str, Any]:
    """
    How many posts of what, over time.

    Args:
        rows: Quarter of an hour, series (a language or a category), posts.
        most: Series; the smaller ones are joined as ``other``.

    Returns:
        ``step``; ``times``, every hour or day from first to last, without gaps, at most `MOST_BINS`; ``series``: name to counts,
        one for each time, the largest series first; ``times_unknown``.
    """
    held = list(rows)
    totals: Counter[str] = Counter()
    for quarter, series, count in held:
        if quarter is not None:
            totals[series] += count
    ranked = sorted(totals, key=lambda name: (-totals[name], name))
    kept = ranked if len(ranked) <= most else ranked[: most - 1]
    step, names = bins((quarter for quarter, _, _ in held), zone=zone)
    known = sorted(quarter for quarter, _, _ in held if quarter is not None)
    jump = (3600 if step == "hour" else 86400) // QUARTER_S
    times: list[str] = []
    if known and (known[-1] - known[0]) // jump <= MOST_BINS:
        # Half an hour at a time, so that no day is left out where a zone changes its clock.
        times = list(dict.fromkeys(names(one) for one in (*range(known[0], known[-1], 2), known[-1])))
    elif known:
        times = sorted({names(one) for one in known})[-MOST_BINS:]
    place = {name: n for n, name in enumerate(times)}
    drawn = {name: [0] * len(times) for name in (*kept, *(["other"] if len(kept) < len(ranked) else []))}
    for quarter, name, count in held:
        if quarter is not None and names(quarter) in place:
            drawn[name if name in drawn else "other"][place[names(quarter)]] += count
    return {
        "step": step, "times": times, "series": drawn,
        "times_unknown": sum(count for quarter, _, count in held if quarter is None),
    }  # fmt: skip


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _ranked(counter: Counter[str]) -> list[dict[str, Any]]:
    return [{"value": name, "posts": counter[name]} for name in sorted(counter, key=lambda name: (-counter[name], name))]


def _place(category: str) -> int:
    return CATEGORIES.index(category) if category in CATEGORIES else len(CATEGORIES)
