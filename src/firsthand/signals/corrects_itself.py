"""Corrects itself: takes back, puts right or disowns what it said, in public."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.own_records import CORRECTS
from firsthand.signals.seam import Given, Seen, Signal, by_count, first, of_post, own, posts
from firsthand.signals.words import folded_once


def _find(given: Given) -> Iterator[Seen]:
    found: list[Rest] = []
    for post in own(given):
        text = post.text[:2_000]
        if CORRECTS.stands(folded_once(text)) and (hits := CORRECTS.find(text)):
            found.append(of_post(post.id, hits[0].start, hits[0].end, hits[0].text))
    if found:
        yield Seen(
            "corrects", 1, by_count(len(found), 2, 5),
            f"In {posts(len(found))} the account puts right, takes back or disowns what was said.", len(found), first(found),
        )  # fmt: skip


SIGNAL = Signal(
    name="corrects_itself", version="1", family="words", speaks={"corrects": (1,)}, needs=("posts",),
    idea="Who cares whether it is so says when it was not.",
    innocent="It tells nothing of whether the rest is true, and a correction can be a way to repeat a rumour.",
    false_positives=("a correction of somebody else's words", "proofreading", "a joke"),
    source="Berkeley Protocol 2022 asks whether a source corrects itself; the words are the desk's", find=_find,
)  # fmt: skip
