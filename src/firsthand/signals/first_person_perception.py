"""First-person perception: a verb of seeing, hearing, feeling with I or we, outside quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.signals.phrases import rest, said
from firsthand.signals.seam import Given, Seen, Signal, by_count, first, posts

_RULES = frozenset({"perceive"})


def _find(given: Given) -> Iterator[Seen]:
    found = list(said(given, "eyewitness", _RULES))
    if found:
        count = len(found)
        yield Seen(
            "present", 1, by_count(count, 2, 5), f"In {posts(count)} the account says what it saw, heard or felt.", count,
            first(rest(*one) for one in found),
        )  # fmt: skip


SIGNAL = Signal(
    name="first_person_perception", version="1", family="words", speaks={"present": (1,)}, needs=("posts", "phrases"),
    idea="Whoever was there says what they saw, heard or felt, in the first person.",
    innocent="Songs, quotations, and people far away who watch a live picture write like this, too.",
    false_positives=("song lyrics", "quoting without quotation marks", "a relative abroad who watches a stream"),
    source="Doggett and Cantarero 2016; Zahra, Imran and Ostermann 2020", find=_find,
)  # fmt: skip
