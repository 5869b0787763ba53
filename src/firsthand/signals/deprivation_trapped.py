"""Deprivation and being trapped: no water, no light, besieged, under rubble."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.signals.phrases import rest, said
from firsthand.signals.seam import Given, Seen, Signal, by_count, first, posts

_RULES = frozenset({"trapped", "without", "wounded", "blood-and-medicine", "evacuate"})


def _find(given: Given) -> Iterator[Seen]:
    found = list(said(given, "help", _RULES))
    if found:
        count = len(found)
        because = f"In {posts(count)} the account writes of being trapped, wounded, or without what one needs to live."
        rests = first(rest(*one) for one in found)
        yield Seen("urgent", 1, by_count(count, 2, 4), because, count, rests)
        yield Seen("present", 1, "weak" if count < 3 else "some", because, count, rests)


SIGNAL = Signal(
    name="deprivation_trapped", version="1", family="words", speaks={"urgent": (1,), "present": (1,)}, needs=("posts", "phrases"),
    idea="People who lack water, light or a way out say so.",
    innocent="Appeals are passed on for others, and are often true then.",
    false_positives=("an appeal written for somebody else", "a slogan", "an everyday power cut"),
    source="Singh et al. 2017; IDRISI-EN. Doubts about a source never lower the urgent queue", find=_find,
)  # fmt: skip
