"""
What the erasures of a ledger have changed: a fold over its entries of the kinds `ERASING`.

An erasure speaks of what was entered before it. Whoever reads an older entry reads it through this fold: the blobs that
it names may have become others, or be gone; its body may be gone.

The detail of such an entry holds ``blobs`` (``old``, ``new`` or null, ``ranges`` of start and length, ``what``),
``erased_items`` (run, number of the first, how many), ``bodies`` (numbers of entries), ``posts`` (ids that are held no more) and
``cards`` (slug, key). It never holds a word of what was erased.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from firsthand.ledger.blobs import blobs_of
from firsthand.ledger.entry import Entry

ERASING = frozenset({"erase", "quarantine"})
"""Kinds whose entries take bytes away."""


@dataclass(frozen=True, slots=True)
class Erased:
    """
    Everything that was erased.

    Attributes:
        steps: Number of each erasure, and what became of each blob: its successor, or None.
        items: Run to the numbers of its erased items, from 0 in reading order.
        bodies: Entries whose body was erased.
        posts: Posts that were taken away, with the last erasure that did: a later import may bring one again.
    """

    steps: tuple[tuple[int, Mapping[str, str | None]], ...] = ()
    items: Mapping[str, frozenset[int]] = field(default_factory=dict)
    bodies: frozenset[int] = frozenset()
    posts: Mapping[str, int] = field(default_factory=dict)

    def now(self, digest: str, seq: int) -> str | None:
        """What a blob that entry `seq` names is called now; None when it is gone."""
        current: str | None = digest
        for number, became in self.steps:
            if number > seq and current is not None and current in became:
                current = became[current]
        return current

    def read(self, entry: Entry) -> Entry:
        """An entry as it reads now: other digests where bytes were replaced, without files that are gone."""
        if not self.steps or self.steps[-1][0] <= entry.seq:
            return entry
        detail = dict(entry.detail)
        if "members" in detail:
            # A member that is gone keeps its place: items name their member by number.
            detail["members"] = [
                {**one, "digest": self.now(one["digest"], entry.seq) or one["digest"],
                 **({} if self.now(one["digest"], entry.seq) else {"gone": True})}
                for one in detail["members"]
            ]  # fmt: skip
        if "files" in detail:
            found = [{**one, "digest": self.now(one["digest"], entry.seq)} for one in detail["files"]]
            detail["files"] = [one for one in found if one["digest"]]
        if "envelopes" in detail:
            detail["envelopes"] = [one for one in detail["envelopes"] if self.now(one["digest"], entry.seq)]
        if "blobs" in detail:
            detail["blobs"] = [{**one, "new": one["new"] and self.now(one["new"], entry.seq)} for one in detail["blobs"]]
        for key in ("output", "listing"):
            if detail.get(key):
                detail[key] = self.now(detail[key], entry.seq)
        return replace(entry, detail=detail)

    def blobs(self, entry: Entry) -> list[str]:
        """Blobs that an entry names and that must be there now."""
        found = [self.now(one, entry.seq) for one in blobs_of(entry.detail)]
        return list(dict.fromkeys(one for one in found if one))

    def taken(self, seq: int) -> frozenset[str]:
        """Posts that an erasure later than entry `seq` has taken away."""
        return frozenset(post for post, number in self.posts.items() if number > seq)

    def old(self) -> frozenset[str]:
        """Digests of every blob that an erasure has taken away."""
        return frozenset(old for _, became in self.steps for old in became)

    def gone(self) -> int:
        """How many blobs were taken away without a successor."""
        return len({old for _, became in self.steps for old, new in became.items() if new is None})


def erasures(entries: Iterable[Entry]) -> Erased:
    """Fold the erasures among entries."""
    return fold_details((entry.seq, entry.detail) for entry in entries if entry.kind in ERASING)


def fold_details(found: Iterable[tuple[int, Mapping[str, Any]]]) -> Erased:
    """Fold the details of erasures, each with its number, in order."""
    steps: list[tuple[int, Mapping[str, str | None]]] = []
    items: dict[str, set[int]] = {}
    bodies: set[int] = set()
    posts: dict[str, int] = {}
    for seq, detail in found:
        steps.append((seq, {one["old"]: one["new"] for one in detail["blobs"]}))
        for run, first, count in detail["erased_items"]:
            items.setdefault(run, set()).update(range(first, first + count))
        bodies.update(detail["bodies"])
        posts |= dict.fromkeys(detail["posts"], seq)
    return Erased(tuple(steps), {run: frozenset(some) for run, some in items.items()}, frozenset(bodies), posts)


def spans_of(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers as stretches: the first, and how many."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and sum(found[-1]) == number:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((number, 1))
    return found
