"""
A backup forgets what was erased from its case, at the next backup into the same folder.

The new snapshot comes first, and is whole. Then every older list is written again without

- blobs and bodies that an entry of the ledger erased;
- where it is older than an erasure: the database, the secret (old salts, and keys of sealed things, lie in it) and every file that
  people edit and have changed since, for nobody can say which of their words stood there;

and then every piece goes that no list names any more. What is left of an older snapshot is evidence: a good copy of a blob that was
damaged in the case meanwhile stays to be had. Doing all this again changes nothing, so that a cut-off one is finished by the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from firsthand.ledger.entry import Entry
from firsthand.ledger.erased import ERASING, erasures
from firsthand.model.errors import Tampered
from firsthand.shell.backup_folder import BackupFolder, Part, Snapshot
from firsthand.shell.durable import on_disk, sync_folder
from firsthand.shell.publication import body_path

EVIDENCE = ("vault/", "ledger/", "stamps/", "SHA256SUMS", "verify.py", "VERIFY.md")
"""Beginnings of the paths of what only an erasure changes."""

NEEDED = ("case.sqlite", "secret/case.age", "ledger/checkpoint")
"""What the new snapshot must hold before anything is taken from an older one."""


@dataclass(slots=True)
class Forgotten:
    """
    What a backup has forgotten.

    Attributes:
        because: The erasures of the ledger.
        snapshots: Name of each older snapshot that was changed now, and how many files were taken out of it.
        pieces: How many pieces were removed.
        unreadable: Lists that do not open: their pieces are gone with the others, for any of them might hold what was erased.
        not_done: Why nothing was forgotten; empty when it was.
    """

    because: list[int] = field(default_factory=list)
    snapshots: list[tuple[str, int]] = field(default_factory=list)
    pieces: int = 0
    unreadable: list[str] = field(default_factory=list)
    not_done: str = ""

    @property
    def anything(self) -> bool:
        """Something changed."""
        return bool(self.snapshots or self.pieces)


def forget(folder: BackupFolder, newest: Snapshot, entries: Iterable[Entry]) -> Forgotten:
    """
    Take what was erased out of a backup; the caller holds its lock and has made `newest` durable.

    Args:
        entries: Of the case, in order; what came after `newest` is left to the next backup.

    Raises:
        Unavailable: The disk says no. The next backup goes on.
    """
    known = [entry for entry in entries if entry.seq < newest.entries]
    erased = erasures(known)
    done = Forgotten(because=[number for number, _ in erased.steps])
    if not erased.steps:
        return done
    there = {part.path: part.digest for part in newest.parts}
    if missing := [name for name in NEEDED if name not in there]:
        done.not_done = f"the new snapshot does not hold {missing[0]}: nothing was taken out of the older ones"
        return done
    gone = erased.old() - {blob for entry in known for blob in erased.blobs(entry)}
    bodies = {f"ledger/{body_path(seq)}" for seq in erased.bodies}
    named: set[str] = set()
    for name in folder.names():
        try:
            snapshot = folder.snapshot(name)
        except Tampered:
            done.unreadable.append(name)
            continue
        later = [number for number, _ in erased.steps if number >= snapshot.entries]
        out = [part for part in snapshot.parts if _leaves(part, gone, bodies, there if later else None)]
        if out:
            snapshot = _without(snapshot, out, later or done.because)
            folder.replace(snapshot)
            done.snapshots.append((name, len(out)))
        named |= snapshot.pieces.keys()
    _sweep(folder, named, done)
    return done


def behind(entries: Iterable[Entry]) -> int:
    """How many backups of a case were last brought up to date before its last erasure, and may hold what was erased."""
    last: dict[str, int] = {}
    erased = -1
    for entry in entries:
        if entry.kind in ERASING:
            erased = entry.seq
        elif entry.kind == "backup":
            last[str(entry.detail.get("backup"))] = int(entry.detail.get("size", 0))
    return sum(size <= erased for size in last.values())


def _leaves(part: Part, gone: frozenset[str], bodies: set[str], there: dict[str, str] | None) -> bool:
    """Whether a file must leave; `there`: path to digest in the new snapshot, for a list older than an erasure."""
    if (part.path.startswith("vault/") and part.digest in gone) or part.path in bodies:
        return True
    return there is not None and not part.path.startswith(EVIDENCE) and there.get(part.path) != part.digest


def _without(snapshot: Snapshot, out: Sequence[Part], because: Sequence[int]) -> Snapshot:
    why = f"taken out: entry {', '.join(map(str, because))} of the ledger erased something that it held, or may have held"
    doomed = {part.path for part in out}
    parts = tuple(part for part in snapshot.parts if part.path not in doomed)
    left = {piece for part in parts for piece in part.chunks}
    return replace(
        snapshot, parts=parts, pieces={name: sizes for name, sizes in snapshot.pieces.items() if name in left},
        erased=(*snapshot.erased, *({"what": part.path, "why": why} for part in out)),
    )  # fmt: skip


def _sweep(folder: BackupFolder, named: set[str], done: Forgotten) -> None:
    """Remove pieces that no list names, also those of a backup that was cut off; durable when this returns."""
    chunks = folder.root / "chunks"
    with on_disk(chunks):
        for place in sorted(chunks.iterdir()) if chunks.is_dir() else ():
            doomed = [path for path in place.glob("*.age") if path.stem not in named]
            for path in doomed:
                path.unlink()
            if doomed:
                sync_folder(place)
            done.pieces += len(doomed)
