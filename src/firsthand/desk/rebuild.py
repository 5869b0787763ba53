"""Rebuild: throw the views away and make them again from ledger and vault."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import chain
from typing import Any

from firsthand.desk.collect import Tally, add_portion, less, minimised_gaps, odd_gaps, sealed_gaps, setting_of
from firsthand.desk.ports import Desk, Progress, Rebuild
from firsthand.desk.reading import Lost, Portion
from firsthand.desk.transcribe import captions_in
from firsthand.ledger.entry import Entry
from firsthand.ledger.erased import Erased
from firsthand.model.adapter import Adapter
from firsthand.model.errors import Refused, Unavailable
from firsthand.model.ids import Digest, RunId
from firsthand.model.reading import Find, Gap, Item, Rejected


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How much was made again."""

    entries: int
    runs: int
    posts: int


def rebuild(desk: Desk, *, progress: Progress) -> Rebuilt:
    """
    Drop and rebuild all views. The old ones stay when anything fails.

    Raises:
        Unavailable: A reader version that a run was made with is not here.
        Tampered: A blob is not what its name says.
    """
    with desk.book.rebuilding() as pen:
        runs = fill_again(desk, pen, desk.book.erased(), progress=progress)
    return Rebuilt(entries=desk.book.size(), runs=runs, posts=desk.views.counts()["posts"])


def fill_again(desk: Desk, pen: Rebuild, erased: Erased, *, progress: Progress) -> int:
    """
    Fill empty views from ledger and vault, without what was erased; returns the number of runs.

    Raises:
        Unavailable, Tampered: As for `rebuild`.
        Refused: A file from which something was erased is now read otherwise than it was.
    """
    readers = {adapter.maker: adapter for adapter in desk.readers}
    total, runs = desk.book.size(), 0
    for found in desk.book.entries():
        if found.seq in erased.bodies:
            continue
        entry = erased.read(found)
        if entry.kind == "run":
            _read_again(desk, pen, entry, readers, erased)
            runs += 1
        elif entry.kind == "screen":
            _load_again(desk, pen, entry)
        pen.apply(entry)
        progress("rebuilding", entry.seq + 1, total)
    return runs


def _read_again(
    desk: Desk, pen: Rebuild, entry: Entry, readers: dict[str, Adapter], erasures: Erased
) -> None:  # fmt: skip
    detail = entry.detail
    run = RunId(detail["run"])
    erased, taken = erasures.items.get(run, frozenset()), erasures.taken(entry.seq)
    if "unread" in detail:
        rows = [Rejected(name, 0, 0, size, b"", code, why) for name, size, code, why in detail["unread"]]
        pen.add_rejected(run, rows, first=0)
    if "items" not in detail:
        if odd := odd_gaps(detail.get("odd", ())):
            pen.add_gaps(run, odd, first=0)
        return
    adapter = readers.get(detail["maker"])
    if adapter is None:
        raise Unavailable(
            f"Run {run} was read by {detail['maker']}, which is not here.",
            code="reader-missing",
            advice="Install the version of Firsthand that made the run, or enable the adapter.",
        )
    options = [(name, value) for name, value in detail["stated"].get("options", ())]
    there = [one for one in detail["members"] if not one.get("gone")]
    unread = {one["name"] for one in detail["members"] if one.get("gone") and one["role"] == "main"}
    held = [one for one in detail["members"] if one["name"] not in unread]
    files = BlobFiles(desk.vault, {one["name"]: (one["digest"], one["size"]) for one in held})
    of_role = {role: tuple(m["name"] for m in there if m["role"] == role) for role in ("main", "media")}
    find = Find(reader=detail["maker"].partition("@")[0], members=of_role["main"], media=of_role["media"])
    fields = tuple(detail.get("minimise", ()))
    setting = setting_of(desk, detail["stated"], detail["source_name"], detail.get("day", ""))
    tally, first = Tally(), 0
    scribe = _Scribe(pen, entry.seq, {one["name"]: number for number, one in enumerate(detail["members"])})
    sealed = [
        *sealed_gaps(detail.get("sealed", ()), {one["name"] for one in detail.get("envelopes", ())}), *odd_gaps(detail.get("odd", ())),
        *minimised_gaps(fields, find),
    ]  # fmt: skip
    names = [one["name"] for one in detail["members"]]
    expected = [(names[member], *place) for member, *place in desk.book.places(run)] if erased else []
    missing = {number for number, place in enumerate(expected) if place[0] in unread}
    lost = [Lost(*one) for one in detail.get("lost", ())]
    read = desk.reading.read(adapter, options, files, find, setting, lost) if find.members else iter(())
    for rows_read, gaps, failure, _ in chain([Portion([], sealed)], less(read, fields)):
        if erased:
            rows_read = _spaced(rows_read, first, missing)
            blank = {rows_read[n - first][:2] for n in erased - missing if first <= n < first + len(rows_read)}
            gaps = [gap for gap in gaps if (gap.member, gap.n) not in blank]
            rows_read = _without(rows_read, first, erased, taken, expected, run)
        add_portion(scribe, run, rows_read, first, tally)
        first += len(rows_read)
        if failure:
            gaps = [*gaps, Gap("reader-failed", find.members[0], 0, failure)]
        if gaps:
            pen.add_gaps(run, gaps, first=tally.gaps)
            tally.gaps += len(gaps)
    media = {} if "media" in fields else {one["name"]: Digest(one["digest"]) for one in there if one["role"] == "media"}
    words, silent = captions_in(desk.reading, files, media)
    pen.add_heard(words)
    if silent:
        pen.add_gaps(run, silent, first=tally.gaps)


def _spaced(rows: list[Any], first: int, missing: set[int]) -> list[Any]:
    """Rows with None where those of a file stood that is gone: the next ones keep their numbers."""
    out: list[Any] = []
    for row in rows:
        while first + len(out) in missing:
            out.append(None)
        out.append(row)
    return out


def _without(
    rows: list[Any], first: int, erased: frozenset[int], taken: frozenset[str], expected: list[Any], run: str
) -> list[Any]:
    """
    Rows with None in place of the erased ones; every row must lie where it lay before.

    Args:
        taken: Posts that no row may bring, also where a shared part of the file still names them.
    """
    kept: list[Any] = []
    for number, row in enumerate(rows, first):
        if row is None:
            kept.append(None)
            continue
        place = (row.member, row.start, row.length, row.n, "kept" if type(row) is Item else "rejected")
        stands = number < len(expected) and (
            place == expected[number] or (number in erased and place[:2] == expected[number][:2])
        )
        if not stands:
            raise Refused(
                f"Item {number + 1} of run {run} would not be read as before: the file does not bear this erasure.",
                code="reads-otherwise",
                advice="Nothing was changed. Tell us which program made the file; the whole import can be hidden by `runs undo`.",
            )
        if number not in erased and type(row) is Item and any(post.id in taken for post in row.posts):
            row = row._replace(posts=tuple(post for post in row.posts if post.id not in taken))
        kept.append(None if number in erased else row)
    return kept


@dataclass(frozen=True, slots=True)
class _Scribe:
    """A rebuild, seen as the pen of one run."""

    pen: Rebuild
    run_no: int
    members: dict[str, int]

    def add_items(self, items: Any, *, first: int) -> Any:
        return self.pen.add_items(items, run_no=self.run_no, first=first, members=self.members)

    def add_rejected(self, run: RunId, rows: Any, *, first: int) -> None:
        self.pen.add_rejected(run, rows, first=first)


@dataclass(frozen=True, slots=True)
class BlobFiles:
    """`Files` of an earlier run, over the vault."""

    vault: Any
    kept: dict[str, tuple[Digest, int]]

    def names(self) -> tuple[str, ...]:
        """All members, sorted."""
        return tuple(sorted(self.kept))

    def size(self, name: str) -> int:
        """Bytes."""
        return self.kept[name][1]

    def head(self, name: str, count: int = 65536) -> bytes:
        """First bytes."""
        with self.open(name) as stream:
            return bytes(stream.read(count))

    def digest(self, name: str) -> str:
        """Digest, also of a file that was taken away: ids may rest on it."""
        return self.kept[name][0]

    def open(self, name: str) -> Any:
        """Stream over the blob."""
        return self.vault.open(self.kept[name][0])


def _load_again(desk: Desk, pen: Rebuild, entry: Entry) -> None:
    """A screening run is not computed again: its output lies in the vault."""
    pen.replace_screening(
        entry.detail["step"], [tuple(row) for row in json.loads(desk.vault.read(Digest(entry.detail["output"])))]
    )
