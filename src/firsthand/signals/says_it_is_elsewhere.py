"""Elsewhere: the account says that it is, or was, somewhere else: far away, fled, moved, abroad."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.own_dealings import CHARGES
from firsthand.signals.own_reasons import AWAY
from firsthand.signals.own_words import SELF
from firsthand.signals.seam import Given, Seen, Signal, by_count, first, of_post, own
from firsthand.signals.told import bios
from firsthand.signals.words import LONGEST, Found, folded_once

BEHIND = 16
"""Code points between I or we and a bare word. A guess: two words."""


def _find(given: Given) -> Iterator[Seen]:
    found = [Rest(given.account, "bio", hit.start, hit.end, hit.text) for bio in bios(given) for hit in AWAY.find(bio)[:1]]
    for post in own(given):
        text = post.text[:LONGEST]
        if AWAY.stands(folded_once(text)) and not CHARGES.find(text):  # "they say I am abroad" is what others say
            found += [of_post(post.id, hit.start, hit.end, hit.text) for hit in AWAY.find(text) if _of_itself(text, hit)][:1]
    if found:
        yield Seen(
            "away", 1, by_count(len(found), 2, 5),
            f"In its own words the account is, or was for a time, somewhere else: “{found[0].text}”.", len(found),
            first(found),
        )  # fmt: skip


def _of_itself(text: str, hit: Found) -> bool:
    return hit.key != "bare" or any(0 <= hit.start - one.end <= BEHIND for one in SELF.find(text))


SIGNAL = Signal(
    name="says_it_is_elsewhere", version="1", family="words", speaks={"away": (1,)}, needs=("posts", "profiles"),
    idea="Who is far away says so, and is then heard as somebody who passes on.",
    innocent="Who fled has seen what was before, and those who are away hear from those who stayed.",
    false_positives=("somebody who has come back", "far in a figure of speech", "a trip long ago", "somebody else who left"),
    source="the account's own words; to have fled is expected in war, and counts against nobody", find=_find,
)  # fmt: skip
