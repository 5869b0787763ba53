"""
Groups that share at once, drawn: SVG for eyes, GEXF 1.3 for Gephi and its like.

An account is a number that holds in one drawing only; no name, handle, id, post or time is in it. A line joins two accounts that shared
items of the group within its window, and is as heavy as their number.

Source: GEXF 1.3 (gexf.net/1.3/gexf.xsd).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import cos, pi, sin
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

SAYS = "Each of these accounts shares the same items unusually close in time as the others of its group. Reason: unknown."
_CELL, _ACROSS = 220, 4


class Drawn(NamedTuple):
    """A group: numbers of its accounts, window in seconds, kind of item, and items shared by pairs of numbers."""

    numbers: tuple[int, ...]
    window_s: int
    kind: str
    lines: tuple[tuple[int, int, int], ...]


def drawn(groups: Sequence[Mapping[str, Any]], numbers: Mapping[str, int]) -> list[Drawn]:
    """Take the names out of groups, as `desk.together.listed` gives them."""
    found = []
    for group in groups:
        shared: Counter[tuple[int, int]] = Counter()
        for item in group["items"]:
            shared.update(combinations(sorted({numbers[share["account"]] for share in item["shares"]}), 2))
        lines = tuple((a, b, count) for (a, b), count in sorted(shared.items()))
        found.append(Drawn(tuple(sorted(numbers[one] for one in group["accounts"])), group["window_s"], group["kind"], lines))
    return found


def gexf(groups: Sequence[Drawn]) -> str:
    """A graph file; an account that is in two groups is one node, and each group has its own lines."""
    numbers = sorted({number for group in groups for number in group.numbers})
    edges = [(a, b, count, group) for group in groups for a, b, count in group.lines]
    return "\n".join((
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gexf xmlns="http://gexf.net/1.3" version="1.3">',
        f"<meta><description>{escape(SAYS)}</description></meta>",
        '<graph defaultedgetype="undirected" mode="static">',
        '<attributes class="edge">',
        '<attribute id="0" title="window_s" type="integer"/><attribute id="1" title="kind" type="string"/>',
        "</attributes>",
        "<nodes>", *(f'<node id="{number}" label="account {number}"/>' for number in numbers), "</nodes>",
        "<edges>",
        *(
            f'<edge id="{n}" source="{a}" target="{b}" weight="{count}"><attvalues><attvalue for="0" value="{group.window_s}"/>'
            f'<attvalue for="1" value="{escape(group.kind)}"/></attvalues></edge>'
            for n, (a, b, count, group) in enumerate(edges)
        ),
        "</edges>", "</graph>", "</gexf>", "",
    ))  # fmt: skip


def svg(groups: Sequence[Drawn]) -> str:
    """A picture: each group a ring of numbered accounts, in the order of the list; black on white, with a title for screen readers."""
    across = max(1, min(_ACROSS, len(groups)))
    width, height = across * _CELL, (-(-len(groups) // across)) * (_CELL + 24) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" font-family="sans-serif" font-size="11">',
        f"<title>{escape(SAYS)}</title>", f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]  # fmt: skip
    for place, group in enumerate(groups):
        left, top = place % across * _CELL, place // across * (_CELL + 24)
        turn = 2 * pi / len(group.numbers)
        at = {
            number: (left + _CELL / 2 + 80 * sin(n * turn), top + _CELL / 2 - 80 * cos(n * turn)) for n, number in enumerate(group.numbers)
        }  # fmt: skip
        most = max((count for *_, count in group.lines), default=1)
        parts += [
            f'<line x1="{at[a][0]:.1f}" y1="{at[a][1]:.1f}" x2="{at[b][0]:.1f}" y2="{at[b][1]:.1f}" stroke="#666" '
            f'stroke-width="{0.5 + 3 * count / most:.1f}"><title>{a} and {b}: {count} items</title></line>'
            for a, b, count in group.lines
        ]
        for number, (x, y) in at.items():
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="12" fill="#fff" stroke="#000"/>')
            parts.append(f'<text x="{x:.1f}" y="{y + 4:.1f}" text-anchor="middle">{number}</text>')
        told = f"group {place + 1}: {len(group.numbers)} accounts, within {group.window_s} s"
        parts.append(f'<text x="{left + _CELL / 2:.0f}" y="{top + _CELL + 8}" text-anchor="middle">{told}</text>')
    parts += [f'<text x="8" y="{height - 12}">Unknown reason. A line: items shared.</text>', "</svg>", ""]
    return "\n".join(parts)
