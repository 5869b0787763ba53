"""Told of a charge: the account tells that others call it a spy, a spotter, a traitor. A charge by strangers is no evidence."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.signals.denies_tie import names
from firsthand.signals.own_dealings import CHARGE_OF, CHARGES
from firsthand.signals.own_senses import DENIES
from firsthand.signals.seam import Given, Seen, Signal, first, of_post, own, posts
from firsthand.signals.told import beside
from firsthand.signals.words import LONGEST

NEAR = 48
"""Code points between "they call me" and what they call it. A guess: eight words."""


def _find(given: Given) -> Iterator[Seen]:
    called = names(tuple(given.parties or ()))
    found = []
    for post in own(given):
        text = post.text[:LONGEST]
        span = beside(text, CHARGES, CHARGE_OF, within=NEAR)
        if span is None and called and text.startswith("@"):  # an answer: "no, I'm not one of them"
            span = beside(text, DENIES, called, within=NEAR)
        if span:
            found.append(of_post(post.id, *span, text[slice(*span)]))
    if found:
        yield Seen(
            "charged", 1, "weak", f"In {posts(len(found))} the account tells of a charge against it, or answers one: “{found[0].text}”. "
            "What strangers charge somebody with is no evidence.", len(found), first(found),
        )  # fmt: skip


SIGNAL = Signal(
    name="told_of_charge", version="1", family="words", speaks={"charged": (1,)}, needs=("posts", "profiles"),
    idea="Who is called a spy is in danger, and the charge reaches a desk before the person does.",
    innocent="Witnesses are called names by those whom their words do not suit.",
    false_positives=("a charge in jest", "a nickname", "a charge against somebody else"),
    source="the desk; it has no weight for or against any role", find=_find,
)  # fmt: skip
