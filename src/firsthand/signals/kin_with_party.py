"""Kin with a party: the account tells that somebody near to it fights, or serves. Kin is no tie, and nobody's guilt."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.denies_tie import names
from firsthand.signals.own_dealings import KIN, WITH_THE_ARMED
from firsthand.signals.seam import Given, Seen, Signal, first, of_post, own, posts
from firsthand.signals.told import beside, bios, in_jest
from firsthand.signals.words import LONGEST

NEAR = 30
"""Code points between the word of kinship and what they do. A guess: five words."""


def _find(given: Given) -> Iterator[Seen]:
    if in_jest(given):
        return
    called = names(tuple(given.parties or ()))
    tables = (WITH_THE_ARMED, *((called,) if called else ()))
    found: list[Rest] = []
    for bio in bios(given):
        if span := next((one for table in tables if (one := beside(bio, KIN, table, within=NEAR))), None):
            found.append(Rest(given.account, "bio", *span, bio[slice(*span)]))
    for post in own(given):
        text = post.text[:LONGEST]
        if span := next((one for table in tables if (one := beside(text, KIN, table, within=NEAR))), None):
            found.append(of_post(post.id, *span, text[slice(*span)]))
    if found:
        yield Seen(
            "kin", 1, "weak", f"The account names somebody near to it beside a party or the armed: “{found[0].text}”. "
            f"To be kin is no tie, and says nothing of what it saw ({posts(len(found))} or profiles).", len(found), first(found),
        )  # fmt: skip


SIGNAL = Signal(
    name="kin_with_party", version="1", family="words", speaks={"kin": (1,)}, needs=("posts", "profiles"),
    idea="Whose son fights writes of the fight in the son's words, and worries; it is not their own tie.",
    innocent="In a war nearly everybody has somebody near who serves, and many on both sides.",
    false_positives=("kin that is named near a party by chance", "kin who fled from a party", "kin who was taken by it"),
    source="the account's own words; never a name, a picture or a list of friends", find=_find,
)  # fmt: skip
