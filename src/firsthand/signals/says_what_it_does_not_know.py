"""Says what it does not know: what it did not see, cannot tell, or has not been able to check."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.signals.own_reasons import UNSURE
from firsthand.signals.seam import Given, Seen, Signal, by_count, first, posts
from firsthand.signals.told import told


def _find(given: Given) -> Iterator[Seen]:
    found = told(given, UNSURE)
    if found:
        yield Seen(
            "careful", 1, by_count(len(found), 3, 8),
            f"In {posts(len(found))} the account says what it did not see, does not know or could not check: “{found[0].text}”.",
            len(found), first(found),
        )  # fmt: skip



SIGNAL = Signal(
    name="says_what_it_does_not_know", version="1", family="words", speaks={"careful": (1,)}, needs=("posts", "profiles"),
    idea="Who keeps what they saw apart from what they did not is easier to check.",
    innocent="It tells nothing of whether the rest is so, and people say that they do not know in passing.",
    false_positives=("“I don't know” in passing",
                     "a rhetorical question",
                     "caution that is put on",),
    source="Berkeley Protocol 2022 on how a source knows; the words are the desk's", find=_find,
)  # fmt: skip
