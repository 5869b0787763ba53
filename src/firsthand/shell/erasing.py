"""
The end of an erasure: after the entry has been committed and published, nothing of what it names may be left.

Every step may be done again: a crash anywhere before the entry is marked as published leads here once more, at the next
opening of the case.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firsthand.ledger.erased import Erased
from firsthand.model.errors import Unavailable
from firsthand.model.ids import Digest
from firsthand.shell.durable import on_disk, sync_folder
from firsthand.shell.locking import one_writer
from firsthand.shell.thumbnails import forget_thumbnails
from firsthand.shell.uploads import forget_uploads

if TYPE_CHECKING:
    from firsthand.shell.sql.store import Store


def finish_erasures(store: Store) -> None:
    """
    Remove bodies, blobs, salts and keys that were erased, and clean the database. The caller holds the write lock.

    Raises:
        Unavailable: Somebody reads the database meanwhile, so that its old pages cannot be removed yet.
    """
    erased = store.erased()
    entries = list(store.entries())
    store.publication.erase(entries, erased)
    held = {blob for entry in entries for blob in erased.blobs(entry)}
    with on_disk(store.vault.path(Digest("00"))):
        for digest in sorted(erased.old() - held):
            store.vault.remove(Digest(digest))
    store.secret().destroy_sealed(erased.old())
    _salts(store, erased)
    forget_thumbnails(store.root, sorted(erased.old() - held))
    _left_behind(store)
    _pages(store)


def _salts(store: Store, erased: Erased) -> None:
    secret = store.secret()
    for run, numbers in sorted(erased.items.items()):
        secret.puncture(run, len(store.places(run)), numbers)


def _left_behind(store: Store) -> None:
    """
    Unfinished files of any kind may hold words; only notes and locks stay in `work/`.

    Synced also when there is nothing to remove: a file that was removed long ago, as a backup's copy of the database is, may
    come back after a power cut until the folder is synced.
    """
    work = store.root / "work"
    with _no_backup(work), on_disk(work):
        forget_uploads(store.root)
        with store.claims() as claimed:
            store.vault.sweep(claimed)
        for pattern in (".*.part", ".*.tmp", "snapshot.*", "features-*"):
            for path in work.glob(pattern):
                path.unlink(missing_ok=True)
        sync_folder(work)


@contextmanager
def _no_backup(work: Path) -> Iterator[None]:
    """A backup that is being made has a copy of the database in `work/`."""
    with ExitStack() as stack:
        try:
            stack.enter_context(one_writer(work / "backup.lock"))
        except Unavailable as error:
            if error.code != "case-busy":
                raise
            raise Unavailable(
                "The erasure is entered; a backup is being made, whose copy of the database still holds what was erased.",
                code="erasing-busy",
                advice="Wait until the backup has finished. The next command finishes the erasure.",
            ) from None
        yield


def _pages(store: Store) -> None:
    """
    Write the database anew without its free pages, then empty its log.

    Dropped tables stay in free pages, and changed ones in the log, until this is done.
    """
    from firsthand.shell.sql.store import in_words

    with in_words(), store.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        try:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.execute("VACUUM")
            (busy, *_) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError as error:
            busy, told = 1, str(error)
            if "locked" not in told and "busy" not in told:
                raise
    if busy:
        raise Unavailable(
            "The erasure is entered; somebody reads the case, so that old pages of case.sqlite are still on the disk.",
            code="erasing-busy",
            advice="Close other programs that have this case open. The next command finishes the erasure.",
        )
