"""Speaks for many: “the whole quarter”, “all mothers”, “residents thank”. One account is one voice."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.signals.own_dealings import MANY
from firsthand.signals.seam import Given, Seen, Signal, by_count, first, posts
from firsthand.signals.told import told


def _find(given: Given) -> Iterator[Seen]:
    found = told(given, MANY)
    if found:
        yield Seen(
            "first-hand", -1, by_count(len(found), 3, 8),
            f"In {posts(len(found))} the account speaks for many others: “{found[0].text}”.", len(found), first(found),
        )  # fmt: skip



SIGNAL = Signal(
    name="speaks_for_many", version="1", family="words", speaks={"first-hand": (-1,)}, needs=("posts", "profiles"),
    idea="Nobody has seen what a whole city thinks.",
    innocent="Committees may speak for their members, and people say “everyone” of those whom they know.",
    false_positives=("a committee that was asked to",
                     "a figure of speech",
                     "a quotation without marks",),
    source="the desk", find=_find,
)  # fmt: skip
