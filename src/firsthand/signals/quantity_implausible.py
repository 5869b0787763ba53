"""Figures that cannot be as they are written. Quoted, never corrected."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.signals.seam import Given, Seen, Signal, by_count, first, of_post, own, posts

CODES = frozenset({"crowding", "share-above-hundred", "part-above-whole", "sum-of-parts", "rate", "more-than-live-there"})
"""Flags of `check.plausible` that are arithmetic; the others ask about style."""


def _find(given: Given) -> Iterator[Seen]:
    assert given.odd is not None
    found = [(post, one) for post in own(given) for one in given.odd.get(post.id, ())]
    if found:
        count = len({post.id for post, _ in found})
        yield Seen(
            "figure-as-written", -1, by_count(count, 1, 3),
            f"Figures in {posts(count)} cannot be as they are written: {found[0][1].why}", count,
            first(of_post(post.id, one.start, one.end, one.text) for post, one in found),
        )  # fmt: skip


SIGNAL = Signal(
    name="quantity_implausible", version="1", family="claims", speaks={"figure-as-written": (-1,)}, needs=("posts", "odd"),
    idea="So many people do not fit on so small a place, and a part is not larger than its whole.",
    innocent="A unit slips (metre for kilometre), and people who are afraid count otherwise.",
    false_positives=("a slipped unit", "an idiom (a thousand times)", "a figure read wrongly by the program"),
    source="bounds as in check/plausible.py", find=_find,
)  # fmt: skip
