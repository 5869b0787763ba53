"""Denies a tie: "I am no fighter", "of no party", "I am a civilian", in its own words. It counts against a tie, and proves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from firsthand.model.finding import Rest
from firsthand.signals.own_senses import DENIES, DENIES_ALONE, TIED
from firsthand.signals.seam import Given, Party, Seen, Signal, first, of_post, own
from firsthand.signals.words import Table, folded_once
from firsthand.text.fold import fold

NEAR = 36
"""Code points between the denial and what is denied. A guess: six words."""


def _find(given: Given) -> Iterator[Seen]:
    found: list[Rest] = []
    called = names(tuple(given.parties or ()))
    for bio in dict.fromkeys(one.bio for one in given.profiles if one.bio):
        found += [Rest(given.account, "bio", start, end, bio[start:end]) for start, end in _denials(bio, called)[:1]]
    for post in own(given):
        folded = folded_once(post.text[:2_000])
        if DENIES.stands(folded) or DENIES_ALONE.stands(folded):
            found += [of_post(post.id, start, end, post.text[start:end]) for start, end in _denials(post.text, called)[:1]]
    if found:
        yield Seen(
            "affiliated", -1, "some" if len(found) > 1 else "weak", f"The account denies a tie in its own words: “{found[0].text}”.",
            len(found), first(found),
        )  # fmt: skip


@lru_cache(maxsize=64)
def names(parties: tuple[Party, ...]) -> Table | None:
    """All names and spellings of all parties; None without any."""
    stated = [name for party in parties for name in (party.name, *party.also) if fold(name.rstrip("*")).strip()]
    return Table({"party": "|".join(stated)}) if stated else None


def _denials(text: str, called: Table | None) -> list[tuple[int, int]]:
    alone = [(hit.start, hit.end) for hit in DENIES_ALONE.find(text)]
    targets = [*TIED.find(text), *(called.find(text) if called else ())]
    if alone or not targets:
        return alone
    found = []
    for hit in DENIES.find(text):
        for other in targets:
            start, end = min(hit.start, other.start), max(hit.end, other.end)
            inside = text[min(hit.end, other.end) : max(hit.start, other.start)]
            if (other.end > hit.start or hit.key == "refused") and len(inside) <= NEAR and not any(mark in inside for mark in ".!?؟\n"):
                found.append((start, end))
                break
    return found


SIGNAL = Signal(
    name="denies_tie", version="2", family="words", speaks={"affiliated": (-1,)}, needs=("posts", "profiles"),
    idea="People who are taken for somebody's say that they are not.",
    innocent="Most who deny it are what they say; it is told so that it is not left out.",
    false_positives=("somebody who hides a tie", "a denial in jest", "a denial about somebody else"),
    source="the account's own words; a denial is no proof, and neither is an accusation", find=_find,
)  # fmt: skip
