"""Keeps back: names, faces, places and positions that the account does not tell, or asks others not to."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.signals.own_reasons import KEEPS_BACK
from firsthand.signals.seam import Given, Seen, Signal, by_count, first, posts
from firsthand.signals.told import told


def _find(given: Given) -> Iterator[Seen]:
    found = told(given, KEEPS_BACK)
    if found:
        yield Seen(
            "careful", 1, by_count(len(found), 2, 4),
            f"In {posts(len(found))} the account keeps back a place, a name, a face or a position: “{found[0].text}”.",
            len(found), first(found),
        )  # fmt: skip



SIGNAL = Signal(
    name="keeps_back", version="1", family="words", speaks={"careful": (1,)}, needs=("posts", "profiles"),
    idea="Who protects others does not tell where they are.",
    innocent="Offices and armed people keep things back, too, for reasons of their own.",
    false_positives=("an order not to film",
                     "a joke about a secret",
                     "a shop that hides its prices",),
    source="the desk; what is kept back must not be worked out and printed", find=_find,
)  # fmt: skip
