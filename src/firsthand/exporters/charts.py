"""Geometry of the small charts. Numbers are rounded where they are written, so that a page is the same every time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from firsthand.story.edition import Facts, Hour, Tick

WIDTH = 360
BASE = 80
TALLEST = 72

STATUS_ORDER = ("confirmed", "partly-backed", "unconfirmed", "disputed", "false", "cannot-be-verified")
"""As a reader asks: what is sure comes first."""

Shares = list[tuple[str, int, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class HourChart:
    """
    Bars of messages per hour, in a box of `WIDTH` by `height`; time runs from left to right in every language.

    Attributes:
        bars: x, y, width, height.
        labels: Middle, and the hour in two digits.
        ticks: Where an event stands. beside: the event, and the class that puts its words beside its tick.
        first, last: Begin of the first hour, end of the last.
        peak, most: Begin of the fullest hour, and its messages.
    """

    bars: list[tuple[str, str, str, str]]
    labels: list[tuple[str, str]]
    ticks: list[str]
    beside: list[tuple[Tick, str]]
    height: int
    first: datetime
    last: datetime
    peak: datetime
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Charts:
    """The charts beside a story: name, count and share of the greatest in per cent."""

    statuses: Shares
    places: Shares
    hours: HourChart | None


def charts(facts: Facts) -> Charts:
    """Measure the charts."""
    return Charts(
        statuses=_shares(sorted(facts.statuses, key=lambda each: STATUS_ORDER.index(each[0]))),
        places=_shares([(place.name, place.count) for place in facts.places]),
        hours=_hours(facts.hours, facts.ticks) if any(hour.count for hour in facts.hours) else None,
    )


def _shares(counts: Sequence[tuple[str, int]]) -> Shares:
    most = max((n for _, n in counts), default=0) or 1
    return [(name, n, _number(100 * n / most)) for name, n in counts]


def _hours(hours: Sequence[Hour], ticks: Sequence[Tick]) -> HourChart:
    slot = WIDTH / len(hours)
    peak = max(hours, key=lambda hour: hour.count)
    first, last = hours[0].at, hours[-1].at + timedelta(hours=1)
    tall = [TALLEST * hour.count / peak.count for hour in hours]
    placed = [(tick, (tick.at - first) / (last - first)) for tick in ticks if first <= tick.at <= last]
    every = max(1, ceil(len(hours) / 6))
    return HourChart(
        bars=[
            (_number(n * slot + slot * 0.1), _number(BASE - height), _number(slot * 0.8), _number(height))
            for n, height in enumerate(tall)
            if height
        ],
        labels=[(_number((n + 0.5) * slot), f"{hours[n].at:%H}") for n in range(0, len(hours), every)],
        ticks=[_number(WIDTH * share) for _, share in placed],
        beside=[(tick, _side(share)) for tick, share in placed],
        height=112 if placed else 100,
        first=first,
        last=last,
        peak=peak.at,
        most=peak.count,
    )  # fmt: skip


def _side(share: float) -> str:
    """Words follow their tick in the first part of the chart, and stand before it in the last; in twentieths."""
    return f"from-{ceil(share * 20)}" if share <= 0.6 else f"to-{ceil((1 - share) * 20)}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
