"""
The urgent lane with its alert: calls for help and searches for missing people that nobody has marked yet.

By time alone, newest first. Nothing that is said about a source or the credibility of a post is asked here, so nothing of it
can lower or hide one. What takes a post out is a person who marks it or says that it is none.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from firsthand.desk.pile import URGENT, answers, folded, waiting_of
from firsthand.desk.ports import Desk, PileRow
from firsthand.desk.words_met import listed, outermost, said_more
from firsthand.exporters.alert_feed import Alert
from firsthand.model.words import BANDS

CATEGORIES = tuple(sorted(URGENT))


class Waiting(NamedTuple):
    """
    A post that waits, with its copies folded.

    Attributes:
        row: The earliest copy that is held.
        bands: By category, 1 to 3.
        copies: Itself included.
        raised: Keys of the copies that gave it its bands, where those are other posts.
    """

    row: PileRow
    bands: dict[str, int]
    copies: int
    raised: list[int]


def waiting(desk: Desk) -> list[Waiting]:
    """Everything that waits in the lane, newest first; a post that asks for help and searches for somebody is there once."""
    found: dict[int, Waiting] = {}
    for category in CATEGORIES:
        pile = folded(desk.views.lane(category))
        for row in waiting_of(pile, answers(desk, category, pile.roots), category):
            one = found.setdefault(row.root, Waiting(row, {}, pile.sizes[row.root], []))
            one.bands[category] = max(row.band, row.learned)
            one.raised.extend([pile.raised[row.root]] if row.root in pile.raised else [])
    return sorted(found.values(), key=lambda one: (-one.row.time_key, one.row.pk))


def counted(lane: list[Waiting]) -> dict[str, int]:
    """How many wait, by category and together."""
    return {
        **{category: sum(category in one.bands for one in lane) for category in CATEGORIES},
        "together": len(lane),
    }  # fmt: skip


def posts(desk: Desk, lane: list[Waiting]) -> list[dict[str, Any]]:
    """
    What waits as posts.

    Returns:
        Each with ``urgent`` (band by category), ``copies``, ``why``: the words that brought it, and ``raised_by``: the copy that gave
        it its band, as in `pile.serve`.
    """
    others = [one.raised[0] for one in lane if one.raised]
    raised = dict(zip(others, desk.views.posts_of(others), strict=True))
    out = []
    for post, one in zip(desk.views.posts_of([one.row.pk for one in lane]), lane, strict=True):
        bands = {category: BANDS[band] for category, band in one.bands.items()}
        why = outermost([*one.row.why, *(span for name in bands for span in listed(post, name))])
        more = said_more(raised[one.raised[0]], bands) if one.raised else None
        out.append({**post, "urgent": bands, "copies": one.copies, "why": why, "raised_by": more})
    return out


def alerts(desk: Desk, lane: list[Waiting]) -> list[Alert]:
    """What waits, as a feed tells it: without words and names."""
    return [
        Alert(post["id"], post["posted_at"], post["lang"] or "", post["urgent"], post["copies"]) for post in posts(desk, lane)
    ]
