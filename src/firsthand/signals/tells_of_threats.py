"""Tells of threats: somebody knows where it lives, came looking, or published its address. A reason to take care, at once."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.signals.own_reasons import THREATS
from firsthand.signals.seam import Given, Seen, Signal, first, posts
from firsthand.signals.told import told


def _find(given: Given) -> Iterator[Seen]:
    found = told(given, THREATS)
    if found:
        yield Seen(
            "urgent", 1, "some" if len(found) > 1 else "weak",
            f"In {posts(len(found))} the account tells of a threat to itself: “{found[0].text}”.", len(found), first(found),
        )  # fmt: skip



SIGNAL = Signal(
    name="tells_of_threats", version="1", family="words", speaks={"urgent": (1,)}, needs=("posts", "profiles"),
    idea="Who is threatened is in danger, and has a reason to change a name or to be silent.",
    innocent="People tell of old threats, of a book, and in jest; it is shown so that care comes first.",
    false_positives=("a quarrel in a comment",
                     "a film or a book",
                     "a threat to somebody else",
                     "“looking for me” of a friend",),
    source="the desk; contact with somebody who is threatened may add to the danger", find=_find,
)  # fmt: skip
