"""
A lineage, drawn: one lane for each independent origin, posts from left to right in order of time, no wider than a phone.

A post is a number that the list beside it explains; no name, handle, id or word is in the picture. Posts that may be from the first
one of their lane hang on its line; where one may be from another, a curve joins the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

WIDE = 340
"""Units across; a phone shows one unit as a pixel."""
_ACROSS, _STEP, _HIGH, _HEAD, _LEFT = 10, 32, 36, 24, 24
_MOST = 60
"""Posts of one lane that are drawn; the others are counted."""
_FONT = 'font-family="sans-serif" font-size="11"'


class Row(NamedTuple):
    """A post: its origin (from 1), its number, the number of the post that it may be from, its time (RFC 3339 or empty), how."""

    origin: int
    n: int
    parent: int | None
    at: str
    how: str


class Lane(NamedTuple):
    """An origin: where its heading stands, its first and last time (empty where unknown), its lines (x1, y, x2), posts left out."""

    origin: int
    y: int
    first: str
    last: str
    lines: tuple[tuple[int, int, int], ...]
    more: int


class Dot(NamedTuple):
    """A post: its place, whether it begins its lane, and the row that it is of."""

    x: int
    y: int
    begins: bool
    row: Row


class Drawing(NamedTuple):
    """What is drawn: lanes, dots, curves (path data and what it says), and how high it is."""

    lanes: tuple[Lane, ...]
    dots: tuple[Dot, ...]
    curves: tuple[tuple[str, Row], ...]
    high: int


def drawing(rows: Sequence[Row]) -> Drawing:
    """Lay a lineage out."""
    lanes: list[Lane] = []
    dots: list[Dot] = []
    curves: list[tuple[str, Row]] = []
    y = 0
    for origin in sorted({row.origin for row in rows}):
        mine = [row for row in rows if row.origin == origin]
        shown = mine[:_MOST]
        top = y + _HEAD + _HIGH // 2
        placed = [
            Dot(_LEFT + n % _ACROSS * _STEP, top + n // _ACROSS * _HIGH, n == 0, row) for n, row in enumerate(shown)
        ]
        lines = [[dot for dot in placed if dot.y == level] for level in sorted({dot.y for dot in placed})]
        times = [row.at for row in mine if row.at] or [""]
        lanes.append(Lane(origin, y + 15, times[0], times[-1], tuple((line[0].x, line[0].y, line[-1].x) for line in lines),
                          len(mine) - len(shown)))  # fmt: skip
        at = {dot.row.n: dot for dot in placed}
        for dot in placed:
            parent = at.get(dot.row.parent or 0)
            if parent and not parent.begins and parent.y == dot.y:
                middle = (parent.x + dot.x) / 2
                curves.append((f"M {parent.x} {parent.y - 11} Q {middle:g} {parent.y - 30} {dot.x} {dot.y - 11}", dot.row))
        dots += placed
        y = top + (len(lines) - 1) * _HIGH + _HIGH // 2
    return Drawing(tuple(lanes), tuple(dots), tuple(curves), y)


def svg(rows: Sequence[Row], title: str) -> str:
    """A picture; black on white, with a title for screen readers. A full ring begins an origin; every post says what it may be from."""
    told = drawing(rows)
    high = told.high + 34
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high}" role="img" {_FONT}>',
        f"<title>{escape(title)}</title>", f'<rect width="{WIDE}" height="{high}" fill="#fff"/>',
    ]  # fmt: skip
    for lane in told.lanes:
        parts.append(f'<text x="8" y="{lane.y}" font-weight="bold">origin {lane.origin}</text>')
        parts.append(f'<text x="{WIDE - 8}" y="{lane.y}" text-anchor="end">{escape(_span(lane))}</text>')
        parts += [f'<path d="M {x1} {y} H {x2}" stroke="#999"/>' for x1, y, x2 in lane.lines]
    parts += [f'<path d="{path}" fill="none" stroke="#444" stroke-dasharray="3 2"/>' for path, _ in told.curves]
    for dot in told.dots:
        ring = "2.5" if dot.begins else "1"
        parts.append(f'<circle cx="{dot.x}" cy="{dot.y}" r="11" fill="#fff" stroke="#000" stroke-width="{ring}">'
                     f"<title>{escape(_told(dot.row))}</title></circle>")  # fmt: skip
        parts.append(f'<text x="{dot.x}" y="{dot.y + 4}" text-anchor="middle">{dot.row.n}</text>')
    parts += [f'<text x="8" y="{high - 20}">{escape(title)}.</text>']
    parts += [f'<text x="8" y="{high - 7}">Earliest that is held, from left to right.</text>', "</svg>", ""]
    return "\n".join(parts)


def _told(row: Row) -> str:
    joined = f", {row.how} of {row.parent}" if row.parent else ""
    return f"{row.n}, {row.at or 'time unknown'}{joined}"


def _span(lane: Lane) -> str:
    """The times of a lane: minutes, UTC; and how many posts are not drawn."""
    first, last = (one[:16].replace("T", " ") for one in (lane.first, lane.last))
    span = first if first == last else f"{first} – {last[11:] if last[:10] == first[:10] else last}"
    more = f"+ {lane.more} more" if lane.more else ""
    return ", ".join(filter(None, (f"{span} UTC" if span else "time unknown", more)))
