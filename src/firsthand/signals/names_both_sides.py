"""Both sides: the account tells what each of two parties did to it, asked both, or serves both, in its own words."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.declared_affiliation import names_of
from firsthand.signals.own_dealings import BOTH, DEEDS
from firsthand.signals.seam import Given, Seen, Signal, first, of_post, own, posts
from firsthand.signals.told import beside, in_jest
from firsthand.signals.words import LONGEST

NEAR = 60
"""Code points between a party's name and the deed. A guess: ten words."""


def _find(given: Given) -> Iterator[Seen]:
    assert given.parties is not None
    if in_jest(given):
        return
    parties = [(party.name, names_of(party)) for party in given.parties]
    found: dict[str, Rest] = {}
    named: set[str] = set()
    for post in own(given):
        text = post.text[:LONGEST]
        for name, table in parties:
            if span := beside(text, table, DEEDS, within=NEAR):
                named.add(name)
                found.setdefault(post.id, of_post(post.id, *span, text[slice(*span)]))
        if span := beside(text, BOTH, DEEDS, within=NEAR):
            named |= {name for name, _ in parties}
            found.setdefault(post.id, of_post(post.id, *span, text[slice(*span)]))
    if len(named) > 1:
        rests = list(found.values())
        yield Seen(
            "leans-to-party", -1, "some" if len(rests) > 3 else "weak",
            f"In {posts(len(rests))} the account tells what each of several parties did, or speaks with and cares for both: "
            f"“{rests[0].text}”.", len(rests), first(rests),
        )  # fmt: skip


SIGNAL = Signal(
    name="names_both_sides", version="1", family="words", speaks={"leans-to-party": (-1,)}, needs=("posts", "profiles", "parties"),
    idea="Who blames both, asks both or feeds both leans to neither.",
    innocent="Supporters name the other side as well, and weigh their words: read whom it blames for what.",
    false_positives=("a supporter who praises one and blames the other", "a party's name that is an everyday word"),
    source="the account's own words beside names of the case's parties", find=_find,
)  # fmt: skip
