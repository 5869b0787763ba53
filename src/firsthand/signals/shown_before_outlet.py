"""Shown before an outlet: pictures that a party's own outlet published only later."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.outlets import outlet_of
from firsthand.signals.seam import Given, Seen, Signal, by_count, first, posts

LEAST_US, MOST_US = 60_000_000, 6 * 3_600_000_000
"""Between a minute and six hours before. A guess: later, the outlet may have taken the picture over."""


def _find(given: Given) -> Iterator[Seen]:
    assert given.pictures is not None
    assert given.parties is not None
    own = {post.id for post in given.posts if not post.passed_on}
    ahead: dict[str, dict[str, Rest]] = {}
    for one in given.pictures:
        party = outlet_of(one.other_handle, given.parties)
        if party and one.post in own and LEAST_US <= one.other_us - one.at_us <= MOST_US:
            minutes = (one.other_us - one.at_us) // 60_000_000
            ahead.setdefault(party, {}).setdefault(one.post, Rest(one.post, "media", 0, 0, f"{minutes} min before {one.other}"))
    for party, rests in sorted(ahead.items()):
        count = len(rests)
        yield Seen(
            "affiliated", 1, by_count(count, 2, 3),
            f"Pictures of {posts(count)} were published by an outlet of {party} only afterwards.", count,
            first(rests.values()),
        )  # fmt: skip


SIGNAL = Signal(
    name="shown_before_outlet", version="1", family="media", speaks={"affiliated": (1,)}, needs=("posts", "pictures", "parties"),
    idea="Whoever shows an outlet's pictures before the outlet does may get them from where they are made.",
    innocent="An outlet takes pictures over from people on the spot, and a guest at a press tour posts faster than the press office.",
    false_positives=("the outlet took the picture from the witness", "press tours", "a time in the wrong zone"),
    source="the outlets that the desk lists in plan/parties", find=_find,
)  # fmt: skip
