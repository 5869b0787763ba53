"""Contradictions: another answer to the same question that cannot be true together with this one."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.signals.seam import Given, Seen, Signal, by_count, first, of_post


def _find(given: Given) -> Iterator[Seen]:
    assert given.against is not None
    if given.against:
        count = len(given.against)
        what = "One of its statements" if count == 1 else f"{count} of its statements"
        yield Seen(
            "claim", -1, by_count(count, 2, 5), f"{what} cannot be true together with what another source says: {given.against[0].why}",
            count, first(of_post(one.post, one.start, one.end, one.text) for one in given.against),
        )  # fmt: skip


SIGNAL = Signal(
    name="contradiction", version="1", family="claims", speaks={"claim": (-1,)}, needs=("posts", "against"),
    idea="Two answers to one question cannot both be true.",
    innocent="They may speak of two times, two places, or two ways of counting. Both are shown.",
    false_positives=("different times", "different definitions", "the other one is wrong"),
    source="questions as in check/slots.py", find=_find,
)  # fmt: skip
