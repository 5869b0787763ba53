"""
Open the commitments to the items of a run: is each item still the bytes that were committed to.

Items are opened by the thousand: one read, and one comparison of all their commitments. Only where that fails, or where
something is unusual (an erased item, a row of a spreadsheet, items far apart), each is looked at by itself and named.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import islice
from operator import add
from pathlib import Path
from typing import Any, BinaryIO

from firsthand.ledger.entry import Entry
from firsthand.ledger.erased import Erased
from firsthand.ledger.items import CHUNK, Seed, item_commitment, open_items, root_of, salts
from firsthand.shell.publication import ITEMS_HEADER
from firsthand.shell.verify import Verdict

LARGEST_READ = 16 << 20
"""Bytes of items that are read in one go."""


def verify_items(root: Path, entry: Entry, erased: Erased, seeds: Mapping[str, Seed] | None, verdict: Verdict) -> None:
    """Check the list of items of a run's entry, and open its items when the seed of the run is known."""
    detail = entry.detail
    if "items" not in detail:
        return
    path = f"ledger/items/{detail['run']}"
    try:
        data = (root / path).read_bytes()
    except OSError:
        return  # named by the check of fixed files
    if hashlib.sha256(data).hexdigest() != detail["items"]:
        return  # as above
    lines = data.decode("utf-8", "replace").removeprefix(ITEMS_HEADER).splitlines()
    try:
        joined = bytes.fromhex("".join([line[line.rindex("\t") + 1 :] for line in lines]))
    except ValueError:
        joined = b"?"
    if len(joined) != 32 * len(lines):
        verdict.fail(path, "it is not a list of items")
        return
    commits = [joined[at : at + 32] for at in range(0, len(joined), 32)]
    if root_of(commits) != entry.items_root:
        verdict.fail(path, f"its commitments do not give the items_root of entry {entry.seq}")
        return
    verdict.checked["item commitments"] += len(commits)
    seed = (seeds or {}).get(detail["run"])
    if seed is None:
        verdict.skip(f"items of {detail['run']}", len(commits), "their salts are locked in secret/, or were erased")
        return
    gone = erased.items.get(detail["run"], frozenset())
    captured = [one["digest"] for one in detail["members"]]
    opening = _Opening(root, erased.read(entry).detail, captured, gone, verdict)
    try:
        drawn = salts(seed)
        for first in range(0, len(lines), CHUNK):
            opening.chunk(first, lines[first : first + CHUNK], commits[first : first + CHUNK], list(islice(drawn, CHUNK)))
    except (ValueError, IndexError, OverflowError):
        verdict.fail(path, "it is not a list of items")
    except OSError:
        pass  # the missing blob is named by the check of fixed files
    finally:
        opening.close()
    told = "their bytes and salts are gone, by an entry; their commitments stand"
    verdict.skip(f"erased items of {detail['run']}", opening.gone, told)
    told = "of a spreadsheet that this version reads otherwise; the file itself is checked"
    verdict.skip(f"rows of {detail['run']}", opening.unranged, told)


class _Opening:
    """The items of one run; `captured` holds the digests of its members as they were before any erasure."""

    def __init__(
        self, root: Path, detail: dict[str, Any], captured: Sequence[str], erased: frozenset[int], verdict: Verdict
    ) -> None:  # fmt: skip
        self._root, self._detail, self._captured, self._erased, self._verdict = root, detail, captured, erased, verdict
        self._streams: dict[int, BinaryIO] = {}
        self._rows: dict[int, dict[int, bytes]] = {}
        self.unranged = self.gone = 0

    def chunk(self, first: int, lines: Sequence[str], commits: Sequence[bytes], drawn: Sequence[bytes | None]) -> None:
        """Open the items of some lines, all at once or one by one."""
        if self._all_open(lines, commits, drawn) and self._erased.isdisjoint(range(first, first + len(lines))):
            self._verdict.checked["items opened"] += len(lines)
            return
        for number, line, commit, salt in zip(range(first, first + len(lines)), lines, commits, drawn, strict=False):
            if number in self._erased:
                self.gone += 1
            elif salt is None:
                self._fail(number, "its salt is gone, and no entry says that it was erased")
            else:
                self._one(number, line, commit, salt)

    def close(self) -> None:
        """Close the files."""
        for stream in self._streams.values():
            stream.close()

    def _all_open(self, lines: Sequence[str], commits: Sequence[bytes], drawn: Sequence[bytes | None]) -> bool:
        """Whether every one of these items opens its commitment; False also where that is not to be said in one go."""
        known = [salt for salt in drawn[: len(lines)] if salt]
        parts = [line.split("\t", 3) for line in lines]
        member, starts, lengths = parts[0][0], [int(part[1]) for part in parts], [int(part[2]) for part in parts]
        low = min(starts)
        span = max(map(add, starts, lengths)) - low
        alike = len(known) == len(lines) and low >= 0 and min(lengths) >= 0 and all(part[0] == member for part in parts)
        if not alike or span > min(4 * sum(lengths) + (1 << 20), LARGEST_READ):
            return False
        stream = self._stream(int(member))
        stream.seek(low)
        data = stream.read(span)
        raws = [data[start - low : start - low + length] for start, length in zip(starts, lengths, strict=True)]
        return open_items(known, raws, commits)

    def _one(self, number: int, line: str, commit: bytes, salt: bytes) -> None:
        member, start, length, n = (int(one) for one in line.split("\t", 4)[:4])
        if start < 0:
            self._row(number, member, n, commit, salt)
            return
        stream = self._stream(member)
        stream.seek(start)
        if item_commitment(salt, stream.read(length)) != commit:
            self._fail(number, "its bytes do not open its commitment")
        else:
            self._verdict.checked["items opened"] += 1

    def _row(self, number: int, member: int, n: int, commit: bytes, salt: bytes) -> None:
        if member not in self._rows:
            self._rows[member] = _rows(self._root, self._detail, member)
        rows = self._rows[member]
        if n in rows and item_commitment(salt, rows[n]) == commit:
            self._verdict.checked["items opened"] += 1
        elif n in rows and self._detail["members"][member]["digest"] != self._captured[member]:
            self._fail(number, "its row does not open its commitment, since an erasure")
        else:  # the file is the very one that was captured: its digest proves it, however rows are read today
            self.unranged += 1

    def _stream(self, member: int) -> BinaryIO:
        if member not in self._streams:
            blob = self._detail["members"][member]["digest"]
            self._streams[member] = (self._root / "vault" / "blobs" / blob[:2] / blob).open("rb")
        return self._streams[member]

    def _fail(self, number: int, why: str) -> None:
        self._verdict.fail(f"{self._detail['run']}, item {number + 1}", why)


def _rows(root: Path, detail: dict[str, Any], member: int) -> dict[int, bytes]:
    """Rows of a workbook by number, as the reader of this version takes them; none where another one made the run."""
    from firsthand.readers.tables import ADAPTER
    from firsthand.readers.workbook_erase import raw_rows

    blob = detail["members"][member]["digest"]
    if detail.get("maker") != ADAPTER.maker:
        return {}
    return raw_rows((root / "vault" / "blobs" / blob[:2] / blob).read_bytes())
