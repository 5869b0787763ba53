"""
Geometry of the small charts of a story, and the charts of a desk as SVG.

Numbers are rounded where they are written, so that a page is the same every time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from math import ceil
from unicodedata import bidirectional

from firsthand.exporters.area_map import AreaMap, area_map
from firsthand.story.edition import Facts, Hour, Tick
from firsthand.text.visible import visible

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
    map: AreaMap | None


def charts(facts: Facts) -> Charts:
    """Measure the charts."""
    return Charts(
        statuses=_shares(sorted(facts.statuses, key=lambda each: STATUS_ORDER.index(each[0]))),
        places=_shares([(place.name, place.count) for place in facts.places]),
        hours=_hours(facts.hours, facts.ticks) if any(hour.count for hour in facts.hours) else None,
        map=area_map(facts.areas, borders=facts.borders),
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


COLOURS = ("#1d4e89", "#d17a22", "#3a7d44", "#8a3f72", "#6b6b6b", "#b8a13a")
"""Told apart by people who do not see all colours (blue, orange, green, purple, grey, mustard), and named beside the chart."""

_WIDE, _TALL, _LEFT, _TOP = 720, 300, 60, 40


def drawn(
    *, kind: str, title: str, across: str, up: str, labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[float | None]]], notes: Sequence[str] = (),
) -> str:  # fmt: skip
    """
    A chart as an SVG file of its own: no scripts, no fonts, nothing fetched.

    Args:
        kind: ``bars``, series on each other, or ``lines``.
        title: In any script; its direction is that of its first strong letter.
        labels: From left to right, in every language.
        series: Name and a value for each label; a line is broken where one is None.
    """
    high = _highest(kind, series)
    below = _TOP + _TALL
    height = below + 60 + 16 * len(notes)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {height}" role="img" font-family="sans-serif" font-size="11">',
        f"<title>{_clean(title)}</title>",
        f"<desc>{_clean(_told(across, up, labels, series))}</desc>",
        f'<rect width="{_WIDE}" height="{height}" fill="#ffffff"/>',
        _words(_LEFT, 18, title, size=14, wide=90),
    ]
    for part in range(5):
        y = below - _TALL * part / 4
        out.append(f'<path d="M{_LEFT} {_number(y)}H{_WIDE - 10}" stroke="#d0d0d0" stroke-width="1"/>')
        out.append(f'<text x="{_LEFT - 6}" y="{_number(y + 4)}" text-anchor="end">{_number(high * part / 4)}</text>')
    slot = (_WIDE - 10 - _LEFT) / max(1, len(labels))
    every = max(1, ceil(len(labels) / 8))
    out += [
        f'<text x="{_number(_LEFT + (n + 0.5) * slot)}" y="{below + 14}" text-anchor="middle" font-size="9">{_clean(labels[n])}</text>'
        for n in range(0, len(labels), every)
    ]
    stood = [0.0] * len(labels)
    for number, (name, values) in enumerate(series):
        colour = COLOURS[number % len(COLOURS)]
        if kind == "bars":
            out += _bars(values, stood, slot, below, high, colour, name, labels)
        else:
            out.append(_line(values, slot, below, high, colour, dashed=number > 0))
        x = _LEFT + 110 * (number % 6)
        out.append(f'<rect x="{x}" y="{below + 24}" width="10" height="10" fill="{colour}"/>')
        out.append(_words(x + 14, below + 33, name, wide=24))
    out += [_words(_LEFT, below + 54 + 16 * n, note, wide=110) for n, note in enumerate(notes)]
    return "\n".join([*out, "</svg>", ""])


def _highest(kind: str, series: Sequence[tuple[str, Sequence[float | None]]]) -> float:
    """Where the scale ends: the next round number, at least 4, so that its quarters are whole."""
    rows = [[value or 0 for value in values] for _, values in series]
    most = max((sum(column) if kind == "bars" else max(column) for column in zip(*rows, strict=True)), default=0)
    power = 1
    while True:
        for step in (4, 8, 12, 20, 40):
            if step * power >= most:
                return float(step * power)
        power *= 10


def _bars(
    values: Sequence[float | None], stood: list[float], slot: float, below: int, high: float, colour: str, name: str, labels: Sequence[str]
) -> list[str]:
    out = []
    for n, value in enumerate(values):
        if value:
            tall = _TALL * value / high
            x, y = _LEFT + n * slot + slot * 0.08, below - stood[n] - tall
            out.append(
                f'<rect x="{_number(x)}" y="{_number(y)}" width="{_number(slot * 0.84)}" height="{_number(tall)}" fill="{colour}">'
                f"<title>{_clean(labels[n])} {_clean(name)}: {_number(value)}</title></rect>"
            )
            stood[n] += tall
    return out


def _line(values: Sequence[float | None], slot: float, below: int, high: float, colour: str, *, dashed: bool) -> str:
    path, pen = "", "M"
    for n, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        path += f"{pen}{_number(_LEFT + (n + 0.5) * slot)} {_number(below - _TALL * value / high)}"
        pen = "L"
    dash = ' stroke-dasharray="5 3"' if dashed else ""
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>' if path else ""


def _told(across: str, up: str, labels: Sequence[str], series: Sequence[tuple[str, Sequence[float | None]]]) -> str:
    if not labels:
        return "Nothing to show."
    sums = ", ".join(f"{name} {_number(max((value or 0 for value in values), default=0))}" for name, values in series)
    return f"{up} by {across}, from {labels[0]} to {labels[-1]}. Highest: {sums}."


def _words(x: float, y: float, text: str, *, size: int = 11, wide: int) -> str:
    """Text from outside: bounded, escaped, in its own direction; the box of right-to-left text begins where all text begins."""
    cut = text if len(text) <= wide else text[: wide - 1] + "…"
    right = next((c for c in map(bidirectional, cut) if c in ("L", "R", "AL")), "L") != "L"
    turned = ' direction="rtl" text-anchor="end"' if right else ""
    return f'<text x="{_number(x)}" y="{_number(y)}" font-size="{size}"{turned} unicode-bidi="isolate">{_clean(cut)}</text>'


def _clean(text: str) -> str:
    return escape(visible(text))
