"""What stands beside a post or a claim: where it comes from, drawn and as a list, and how its writer knows."""

from __future__ import annotations

from typing import Any

from firsthand.desk.first_hand import statement_sheet
from firsthand.desk.lineage import lineage, rows_of
from firsthand.desk.ports import Desk
from firsthand.exporters.lineage import WIDE, drawing
from firsthand.model.ids import PostId
from firsthand.model.words import STATEMENTS

LISTED = 12
"""Posts of one origin that the list names; the others are counted."""


def traced(desk: Desk, ref: str) -> dict[str, Any] | None:
    """
    Where a claim, or what a post says, comes from; None when one post alone says it.

    Returns:
        As `desk.lineage.lineage`, with at most `LISTED` nodes in each group and ``more``, and ``picture``: ``wide``, ``high``, ``lanes``,
        ``dots``, ``curves``.
    """
    told = lineage(desk, ref)
    if told["posts"] < 2:
        return None
    drawn = drawing(rows_of(told))
    picture = {
        "wide": WIDE, "high": drawn.high, "lanes": [one._asdict() for one in drawn.lanes],
        "dots": [{"x": one.x, "y": one.y, "begins": one.begins, **one.row._asdict()} for one in drawn.dots],
        "curves": [path for path, _ in drawn.curves],
    }  # fmt: skip
    groups = [{**one, "nodes": one["nodes"][:LISTED], "more": max(len(one["nodes"]) - LISTED, 0)} for one in told["groups"]]
    return {**told, "groups": groups, "picture": picture}


def sheet_of(desk: Desk, post: PostId) -> dict[str, Any]:
    """How the writer of a post knows: `desk.first_hand.statement_sheet`, with ``expects`` and ``kinds`` for the form."""
    told = statement_sheet(desk, post)
    return {**told, "expects": told["statement"]["entry"], "kinds": list(STATEMENTS)}
