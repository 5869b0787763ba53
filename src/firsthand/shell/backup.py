"""
Backup: a second copy of a case, encrypted, only what is new, while others go on working.

Order: under the case's write lock, publish, pin a state of the database, read the few small files that change -> lock
free -> copy -> pieces durable -> list durable -> what was erased leaves the older lists -> the entry. A blob or a body
never changes, so that its bytes may be read after the lock is gone; each is compared with its digest on the way, and what
is damaged is named instead of copied.
"""

from __future__ import annotations

import hashlib
import io
import os
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import pyrage

from firsthand.desk.ports import Desk, Progress
from firsthand.ledger.note import Checkpoint, parse_checkpoint
from firsthand.ledger.tiles import tiles_of
from firsthand.model.actor import Actor
from firsthand.model.errors import FirsthandError, Refused, Unavailable
from firsthand.shell.backup_folder import BackupFolder, Part, Snapshot, another, backup_id, only_backup, pieces_of
from firsthand.shell.backup_forget import Forgotten, forget
from firsthand.shell.case import version
from firsthand.shell.durable import on_disk
from firsthand.shell.fixity import stated_lines
from firsthand.shell.locking import one_writer, when_free
from firsthand.shell.sql.store import Store, database_error

PAGES = 4096
"""Of the database, copied at a time, so that progress can be told."""


@dataclass(slots=True)
class Backed:
    """
    What a backup did.

    Attributes:
        files, chunks, size_bytes: In the snapshot.
        new_chunks, new_bytes: Of these, what had to be written; bytes as stored.
        damaged: Files of the case that are missing or changed: `what`, `why`.
        entry: Its number; None when it could not be made, and `not_entered` says why.
        recovery: The key, when this was the first backup here; to be shown once.
        same_disk: The copy lies on the disk of the case.
        forgot: What was taken out of older snapshots because it was erased from the case.
    """

    snapshot: str
    ledger_size: int
    root: str
    files: int = 0
    chunks: int = 0
    size_bytes: int = 0
    new_chunks: int = 0
    new_bytes: int = 0
    damaged: list[dict[str, str]] = field(default_factory=list)
    entry: int | None = None
    not_entered: str = ""
    recovery: str = ""
    same_disk: bool = False
    forgot: Forgotten = field(default_factory=Forgotten)


@dataclass(frozen=True, slots=True)
class _State:
    """A case held still: the head, the files that change, the fixed ones by digest, and a pinned database."""

    head: str
    checkpoint: Checkpoint
    small: dict[str, bytes]
    fixed: list[tuple[str, str]]
    bad_lines: list[dict[str, str]]
    database: sqlite3.Connection


def back_up(
    desk: Desk, target: Path, *, actor: Actor, passphrase: str | None, progress: Progress, wait_s: float = 600
) -> Backed:  # fmt: skip
    """
    Make a backup, or bring one up to date.

    Args:
        target: The backup's folder; made when it is not there.
        passphrase: For a new backup: put the key beside it, under this passphrase.
        wait_s: How long another writer of the case may take.

    Raises:
        Refused: The folder lies in the case.
        Mistaken, Conflict: It is something else, or another case's.
        Unavailable: Disk, or the other writer took too long.
    """
    store = desk.book
    assert isinstance(store, Store)
    root = store.root.resolve()
    if target.resolve().is_relative_to(root):
        raise Refused(
            "A backup inside the case would be lost with it.", code="backup-inside", advice="Choose a folder elsewhere, on another disk."
        )
    folder = BackupFolder(target)
    if not folder.exists:
        folder.look()

    def wait() -> None:
        progress("waiting until the other writer has finished", 0, None)

    with on_disk(target), folder.writing(), _alone(root):
        recovery = when_free(lambda: _unlock(store, folder, passphrase), wait_s=wait_s, waiting=wait)
        state = when_free(lambda: _hold(store), wait_s=wait_s, waiting=wait)
        with closing(state.database):
            now = desk.clock.now()
            name = _free_name(folder, f"{now:%Y%m%dT%H%M%SZ}-{state.checkpoint.size}")
            done = Backed(
                snapshot=name, ledger_size=state.checkpoint.size, root=state.checkpoint.root.hex(), recovery=recovery,
                same_disk=os.stat(root).st_dev == os.stat(target).st_dev,
            )  # fmt: skip
            snapshot = _Copying(store, folder, state, done, progress).run(name, now.isoformat())
        folder.add(snapshot)
        if store.erased().steps:
            done.forgot = forget(folder, snapshot, store.entries())
        _enter(desk, done, folder, actor, wait_s, wait)
    return done


def recovery_key(desk: Desk, target: Path) -> str:
    """The key of a backup of this case; needs the case's own passphrase."""
    assert isinstance(desk.book, Store)
    folder = BackupFolder(target)
    known: str | None = desk.book.secret().backup_identity(folder.id() or "")
    if known is None:
        raise another(folder)
    return known


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """One backup of a case at a time: its copy of the database lies in `work/` meanwhile."""
    with only_backup(root / "work" / "backup.lock", root):
        for left in (root / "work").glob("snapshot.*"):
            left.unlink(missing_ok=True)
        yield


def _unlock(store: Store, folder: BackupFolder, passphrase: str | None) -> str:
    """Give the folder its key; a new one is kept in the case's secret first. Returns it as long as it was not shown."""
    secret = store.secret()
    with one_writer(store.root / "work" / "lock"):
        if folder.exists:
            known = secret.backup_identity(folder.id() or "")
            if known is None:
                raise another(folder)
            folder.unlock(known)
            return "" if folder.names() else known  # the first one was cut off before anybody saw the key
        identity = str(pyrage.x25519.Identity.generate())
        secret.keep_backup(backup_id(identity), identity)
    folder.create(identity, passphrase)
    return identity


def _hold(store: Store) -> _State:
    """The short part under the write lock."""
    root = store.root
    with one_writer(root / "work" / "lock"):
        store.finish_publication()
        head = store.publication.read("checkpoint")
        checkpoint = parse_checkpoint(head)
        fixed, bad = stated_lines(root)
        names = ["ledger/checkpoint", "ledger/keys", "SHA256SUMS"]
        names += [f"ledger/{tile}" for tile in tiles_of(checkpoint.size) if ".p/" in tile]
        for place in ("secret", "stamps/queue"):  # stamps themselves are in SHA256SUMS
            names += [path.relative_to(root).as_posix() for path in _files(root / place)]
        small = {}
        for name in names:
            try:
                small[name] = (root / name).read_bytes()
            except OSError as error:
                bad.append({"what": name, "why": f"it is missing or cannot be read ({error.strerror})"})
        database = sqlite3.connect(root / "case.sqlite", isolation_level=None)
        try:
            database.execute("BEGIN")
            database.execute("SELECT max(seq) FROM entries").fetchone()  # from here on it sees this state only
        except sqlite3.Error as error:
            database.close()
            raise database_error(error) from error
    return _State(head, checkpoint, small, fixed, bad, database)


class _Copying:
    """One run over all files of a state."""

    def __init__(self, store: Store, folder: BackupFolder, state: _State, done: Backed, progress: Progress) -> None:
        self._root = store.root
        self._folder = folder
        self._state = state
        self._done = done
        self._progress = progress
        last = folder.last()
        self._known = last.pieces if last else {}
        self._before = {one.digest: one for one in last.parts} if last else {}
        self._pieces: dict[str, tuple[int, int]] = {}
        self._parts: list[Part] = []
        self._total = 0

    def run(self, name: str, at: str) -> Snapshot:
        """Copy everything; returns the list."""
        state, done = self._state, self._done
        tiles = [f"ledger/{tile}" for tile in tiles_of(state.checkpoint.size) if f"ledger/{tile}" not in state.small]
        listed = {path for _, path in state.fixed} | state.small.keys()
        edited = [path for path in _edited(self._root) if path not in listed]
        self._total = len(state.small) + len(state.fixed) + len(tiles) + len(edited) + 1
        done.damaged += [{"what": one["what"], "why": one["why"]} for one in state.bad_lines]
        for path, data in state.small.items():
            self._take(path, io.BytesIO(data))
        with self._database() as stream:
            self._take("case.sqlite", stream)
        for digest, path in state.fixed:
            self._fixed(path, digest)
        for path in (*tiles, *edited):
            self._file(path, None)
        done.files, done.chunks = len(self._parts), len(self._pieces)
        done.size_bytes = sum(one.size for one in self._parts)
        return Snapshot(
            name=name, at=at, case=state.checkpoint.origin, entries=state.checkpoint.size, head=state.head,
            version=version(), parts=tuple(sorted(self._parts, key=lambda one: one.path)), pieces=self._pieces,
            damaged=tuple(done.damaged),
        )  # fmt: skip

    @contextmanager
    def _database(self) -> Iterator[BinaryIO]:
        """The pinned state as a file without a name, so that nothing is left behind."""
        spool = self._root / "work" / f"snapshot.{uuid.uuid4().hex}"
        try:
            with on_disk(spool):
                os.close(os.open(spool, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            with closing(sqlite3.connect(spool)) as copy:
                copy.execute("PRAGMA journal_mode=OFF")
                copy.execute("PRAGMA synchronous=OFF")
                self._state.database.backup(
                    copy, pages=PAGES, progress=lambda _s, left, total: self._progress("holding the database", total - left, total)
                )
            stream = spool.open("rb")
        except sqlite3.Error as error:
            raise database_error(error) from error
        finally:
            for left in self._root.glob(f"work/{spool.name}*"):
                left.unlink(missing_ok=True)
        with stream:
            yield stream

    def _fixed(self, path: str, digest: str) -> None:
        """A file that never changes: when the last backup has it whole, it is not read again."""
        before = self._before.get(digest)
        if before and all(self._folder.has(one, self._known[one][1]) for one in before.chunks):
            self._pieces |= {one: self._known[one] for one in before.chunks}
            self._add(Part(path=path, size=before.size, digest=digest, chunks=before.chunks))
        else:
            self._file(path, digest)

    def _file(self, path: str, digest: str | None) -> None:
        try:
            stream = (self._root / path).open("rb")
        except OSError as error:
            self._progress("copying", len(self._parts), self._total)
            self._done.damaged.append({"what": path, "why": f"it is missing or cannot be read ({error.strerror})"})
            return
        with stream:
            self._take(path, stream, digest)

    def _take(self, path: str, stream: BinaryIO, digest: str | None = None) -> None:
        hashed, size, names = hashlib.sha256(), 0, []
        try:
            for data in pieces_of(stream):
                hashed.update(data)
                size += len(data)
                known = self._known.get(self._folder.name_of(data))
                name, stored, new = self._folder.put(data, known[1] if known else None)
                self._pieces[name] = len(data), stored
                names.append(name)
                if new:
                    self._done.new_chunks += 1
                    self._done.new_bytes += stored
        except OSError as error:
            self._done.damaged.append({"what": path, "why": f"it cannot be read to its end ({error.strerror})"})
            return
        found = hashed.hexdigest()
        if digest not in (None, found):
            self._done.damaged.append({"what": path, "why": "its bytes were changed"})
            return
        self._add(Part(path=path, size=size, digest=found, chunks=tuple(names)))

    def _add(self, part: Part) -> None:
        self._parts.append(part)
        self._progress("copying", len(self._parts), self._total)


def _edited(root: Path) -> list[str]:
    """Everything that is neither fixed nor held nor the database nor deletable, nor map tiles: plan, stories, models."""
    found = []
    for one in sorted(root.iterdir()):
        if one.name in ("work", "maps", "vault", "ledger", "stamps", "SHA256SUMS", "secret") or one.name.startswith("case.sqlite"):
            continue
        paths = [one] if one.is_file() else _files(one)
        found += [path.relative_to(root).as_posix() for path in paths if not path.is_symlink()]
    return found


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(".part"))


def _free_name(folder: BackupFolder, name: str) -> str:
    names, number = set(folder.names()), 1
    while (f"{name}-{number}" if number > 1 else name) in names:
        number += 1
    return f"{name}-{number}" if number > 1 else name


def _enter(desk: Desk, done: Backed, folder: BackupFolder, actor: Actor, wait_s: float, wait: Any) -> None:
    """The entry comes last: it speaks of nothing that is not durable."""
    detail: dict[str, Any] = {
        "backup": folder.id(), "snapshot": done.snapshot, "size": done.ledger_size, "root": done.root,
        "counts": {
            "files": done.files, "chunks": done.chunks, "bytes": done.size_bytes, "new_chunks": done.new_chunks,
            "new_bytes": done.new_bytes, "damaged": len(done.damaged),
        },
    }  # fmt: skip
    if done.forgot.anything:
        detail["forgot"] = {
            "because": done.forgot.because, "snapshots": [list(one) for one in done.forgot.snapshots], "pieces": done.forgot.pieces,
            "unreadable": done.forgot.unreadable,
        }  # fmt: skip

    def enter() -> int:
        with desk.book.writing() as pen:
            return pen.append("backup", detail, actor=actor).seq

    try:
        done.entry = when_free(enter, wait_s=wait_s, waiting=wait)
    except Unavailable as error:
        done.not_entered = str(error)
    except FirsthandError as error:
        raise Unavailable(
            f"The backup {done.snapshot} is whole, but its entry could not be made: {error}",
            code="backup-not-entered", advice=error.advice(),
        ) from error  # fmt: skip
