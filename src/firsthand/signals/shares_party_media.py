"""Passing on one party's outlets: a leaning at most, and no affiliation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.outlets import outlet_of
from firsthand.signals.seam import Given, Seen, Signal, first, posts

_LINK = re.compile(r"https?://([A-Za-z0-9.-]{3,100})")
LEAST = 3


def _find(given: Given) -> Iterator[Seen]:
    assert given.parties is not None
    shares = 0
    by_party: dict[str, list[Rest]] = defaultdict(list)
    for post in given.posts:
        sources = [post.passed_on, *_LINK.findall(post.text[:5_000])]
        named = [one for one in sources if one]
        shares += bool(named)
        for one in named:
            if party := outlet_of(one.removeprefix("www."), given.parties):
                by_party[party].append(Rest(post.id, "text", 0, 0, one))
                break
    for party, rests in sorted(by_party.items()):
        if len(rests) >= LEAST and len(rests) * 2 >= shares:
            yield Seen(
                "leans-to-party", 1, "some" if len(rests) >= 8 else "weak",
                f"{len(rests)} of {posts(shares)} that pass something on come from outlets of {party}.", len(rests), first(rests),
            )  # fmt: skip


SIGNAL = Signal(
    name="shares_party_media", version="1", family="network", speaks={"leans-to-party": (1,)}, needs=("posts", "parties"),
    idea="Whoever mostly passes on one party's outlets may lean to it. It is no affiliation, and never shown in public.",
    innocent="Some watch an outlet to contradict it, and it may be the only one on the spot.",
    false_positives=("monitoring", "the only outlet on the spot", "quoting to object"),
    source="the outlets that the desk lists in plan/parties", find=_find,
)  # fmt: skip
