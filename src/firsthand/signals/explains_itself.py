"""Explains itself: the account's own reason for another name, a new account, a late post, odd hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.own_reasons import REASONS
from firsthand.signals.seam import Given, Seen, Signal, first, of_post, own
from firsthand.signals.told import bios
from firsthand.signals.words import LONGEST, folded_once


def _find(given: Given) -> Iterator[Seen]:
    by_key: dict[str, list[Rest]] = defaultdict(list)
    for bio in bios(given):
        for hit in REASONS.find(bio)[:1]:
            by_key[hit.key].append(Rest(given.account, "bio", hit.start, hit.end, hit.text))
    for post in own(given):
        text = post.text[:LONGEST]
        if REASONS.stands(folded_once(text)):
            for hit in REASONS.find(text)[:1]:
                by_key[hit.key].append(of_post(post.id, hit.start, hit.end, hit.text))
    for key, rests in sorted(by_key.items()):
        yield Seen(
            "explained", 1, "weak" if len(rests) == 1 else "some", f"The account gives a reason of its own for {key}: “{rests[0].text}”.",
            len(rests), first(rests),
        )  # fmt: skip


SIGNAL = Signal(
    name="explains_itself", version="1", family="words", speaks={"explained": (1,)}, needs=("posts", "profiles"),
    idea="What looks odd often has a plain reason, and the account gives it.",
    innocent="A reason can be invented, and need not be: it is shown beside what it explains.",
    false_positives=("“it's me” in passing", "somebody else's telephone", "words about sleep that explain nothing"),
    source="the account's own words", find=_find,
)  # fmt: skip
