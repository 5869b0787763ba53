"""Asks for money: appeals, accounts to pay into, things for sale. Told neutrally: who is hungry asks, too."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.signals.own_dealings import MONEY
from firsthand.signals.seam import Given, Seen, Signal, by_count, first, posts
from firsthand.signals.told import told


def _find(given: Given) -> Iterator[Seen]:
    found = told(given, MONEY)
    if found:
        yield Seen(
            "gain", 1, by_count(len(found), 2, 5),
            f"In {posts(len(found))} the account asks for money, or sells something: “{found[0].text}”.",
            len(found), first(found),
        )  # fmt: skip



SIGNAL = Signal(
    name="asks_for_money", version="1", family="words", speaks={"gain": (1,)}, needs=("posts", "profiles"),
    idea="Money can be a reason to write, and to write so.",
    innocent="People in need, kitchens and hospitals ask for money, and a shop goes on being one.",
    false_positives=("an appeal passed on",
                     "a discount from before the event",
                     "words about money that are no appeal",),
    source="the desk; asking is no sign of fraud", find=_find,
)  # fmt: skip
