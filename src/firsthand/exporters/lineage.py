"""
A lineage, drawn: one row for each independent origin, posts from left to right in order of time, a line from where each may have it.

A post is a number that the list beside it explains; no name, handle, id or word is in the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

_STEP, _HIGH, _LEFT = 44, 64, 96
_MOST_ACROSS = 24
"""Posts in a row; the next ones go on below."""
_FONT = 'font-family="sans-serif" font-size="11"'


class Row(NamedTuple):
    """A post: its origin (from 1), its number, the number of the post that it may be from, its time (RFC 3339 or empty), how."""

    origin: int
    n: int
    parent: int | None
    at: str
    how: str


def svg(rows: Sequence[Row], title: str) -> str:
    """A picture; black on white, with a title for screen readers. A full ring begins an origin; every line says what joins the two."""
    at: dict[int, tuple[float, float]] = {}
    labels: list[tuple[float, str]] = []
    y = 40.0
    for origin in sorted({row.origin for row in rows}):
        mine = [row for row in rows if row.origin == origin]
        labels.append((y, f"origin {origin}"))
        for place, row in enumerate(mine):
            at[row.n] = (_LEFT + (place % _MOST_ACROSS) * _STEP + 20.0, y + (place // _MOST_ACROSS) * _HIGH)
        y += _HIGH * (1 + (len(mine) - 1) // _MOST_ACROSS)
    width, height = max([320.0, *(x + _STEP for x, _ in at.values())]), y + 16
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img" {_FONT}>',
        f"<title>{escape(title)}</title>", f'<rect width="{width:.0f}" height="{height:.0f}" fill="#fff"/>',
    ]  # fmt: skip
    parts += [f'<text x="8" y="{place + 4:.0f}">{label}</text>' for place, label in labels]
    for row in rows:
        if row.parent is not None and row.parent in at:
            (x1, y1), (x2, y2) = at[row.parent], at[row.n]
            over = f"{(x1 + x2) / 2:.1f} {min(y1, y2) - 22 - min(18.0, abs(x2 - x1) / 12):.1f}"
            line = f'<path d="M {x1:.1f} {y1 - 12:.1f} Q {over} {x2:.1f} {y2 - 12:.1f}" fill="none" stroke="#666">'
            parts.append(f"{line}<title>{row.n} from {row.parent}: {escape(row.how)}</title></path>")
    for row in rows:
        x, high = at[row.n]
        ring = "2.5" if row.parent is None else "1"
        parts.append(f'<circle cx="{x:.1f}" cy="{high:.1f}" r="12" fill="#fff" stroke="#000" stroke-width="{ring}">'
                     f"<title>{row.n}, {escape(row.at or 'time unknown')}</title></circle>")  # fmt: skip
        parts.append(f'<text x="{x:.1f}" y="{high + 4:.1f}" text-anchor="middle">{row.n}</text>')
    parts += [f'<text x="8" y="{y + 8:.0f}">{escape(title)}. Earliest that is held, from left to right.</text>', "</svg>", ""]
    return "\n".join(parts)
