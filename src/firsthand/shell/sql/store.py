"""
The database of a case: the commit point.

Order of every change: bytes into the vault and `ledger/items` (durable) -> one transaction with entry and views
(WAL, synchronous=FULL) -> acknowledge -> publication into `ledger/` files, which is finished on the next open if it
was cut off. One writer at a time, by a lock that dies with its process.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event, select, update
from sqlalchemy.exc import DatabaseError

from firsthand.desk.ports import Added
from firsthand.ledger.blobs import blobs_of
from firsthand.ledger.entry import Entry, entry_leaf_hash, open_body
from firsthand.ledger.erased import ERASING, Erased, erasures
from firsthand.ledger.items import Commitments, salt_of
from firsthand.ledger.tree import Tree, leaf_hash
from firsthand.model.actor import Actor
from firsthand.model.errors import FirsthandError, NotFound, Refused, Tampered, Unavailable
from firsthand.model.ids import Digest, RunId, Seq
from firsthand.model.reading import Gap, Item, Rejected
from firsthand.model.sealed import stated
from firsthand.shell.durable import on_disk
from firsthand.shell.locking import one_writer
from firsthand.shell.publication import ItemsFile, Publication
from firsthand.shell.sealed import seal, unseal
from firsthand.shell.sql import tables
from firsthand.shell.sql.kept import KeptWhileAsked
from firsthand.shell.sql.rows import to_us, zone_of
from firsthand.shell.sql.views import ViewWriter, add_gaps, add_heard, add_rejected, apply, replace_screening
from firsthand.shell.vault import FolderVault
from firsthand.text.subtitles import Captions
from firsthand.text.words import says

SCHEMA = 1
PAGES_KIB = 24 * 1024
PAGE_BYTES = 8192
"""Of a new database; larger pages mean fewer writes to the log. An old one keeps its own."""

OpenSecret = Any
"""A function that gives the opened `Secret`; asks for the passphrase at its first call."""


class Store:
    """Engine, lock and publication of one case."""

    def __init__(self, root: Path, *, zone: str, origin: str, secret: OpenSecret, clock: Any, chance: Any) -> None:
        self.root = root
        self.origin = origin
        self.zone = zone_of(zone)
        self.secret = secret
        self.clock = clock
        self.chance = chance
        self.engine = _engine(root / "case.sqlite")
        self.vault = FolderVault(root / "vault" / "blobs", root / "work")
        self.publication = Publication(root / "ledger", root / "SHA256SUMS", root / "work")
        self.wait_s = 0.0
        """How long a change waits for another process that writes; a person at a terminal is told at once instead."""
        self._proving: tuple[int, list[bytes], Tree] | None = None

    def create(self) -> None:
        """Make the tables of a new case."""
        with self.engine.begin() as connection:
            tables.ledger.create_all(connection)
            tables.views.create_all(connection)
            for statement in tables.SEARCH_DDL:
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")

    def check(self) -> None:
        """
        Look whether this program fits the database.

        Raises:
            Unavailable: It was made by a newer Firsthand, was never finished, or cannot be read.
        """
        with self.engine.connect() as connection:
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            held = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
        if version == 0:  # written last, in one transaction with the tables
            raise Unavailable(
                f"{self.root} was never finished: making it was cut off, and it holds nothing yet.",
                code="unfinished-case",
                advice="Remove the folder and make the case again. If it held material once, restore it from a backup.",
            )
        if version > SCHEMA:
            raise Unavailable(
                f"This case was changed by a newer Firsthand (store {version}, this one knows {SCHEMA}).",
                code="newer-case",
                advice="Install that version. Nothing was changed.",
            )
        lacking = [table for name, table in tables.views.tables.items() if name not in held]
        if lacking and os.access(self.root / "case.sqlite", os.W_OK):
            # A case of an earlier version: a view that it did not have begins empty.
            with self.engine.begin() as connection:
                tables.views.create_all(connection, tables=lacking)

    @contextmanager
    def writing(self) -> Iterator[OpenPen]:
        """One transaction; published when it has ended well."""
        with one_writer(self.root / "work" / "lock", wait_s=self.wait_s):
            self.finish_publication()
            secret = self.secret()
            with in_words(), self.engine.connect() as connection:
                raw = connection.connection.driver_connection
                assert raw is not None
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                pen = OpenPen(self, raw, secret)
                try:
                    yield pen
                    connection.exec_driver_sql("COMMIT")
                except BaseException:
                    if raw.in_transaction:  # else a full disk has ended it, and the next sweep cleans up
                        connection.exec_driver_sql("ROLLBACK")
                        pen.forget()
                    raise
            try:
                self.finish_publication()
            except Unavailable as error:
                raise Unavailable(
                    f"The change was made and is kept, but its files in ledger/ could not be written. {error}",
                    code="not-published",
                    advice="Do not make it again. Put the disk right; the next command finishes the files.",
                ) from error

    @contextmanager
    def rebuilding(self) -> Iterator[OpenRebuild]:
        """Views dropped and empty, in one transaction; the old ones stay if anything fails."""
        with one_writer(self.root / "work" / "lock"), self._emptied() as raw:
            yield OpenRebuild(self, raw)

    @contextmanager
    def erasing(self) -> Iterator[OpenErasing]:
        """A rebuild that ends with an entry and takes bodies away; what it names is gone when this ends well."""
        with one_writer(self.root / "work" / "lock"):
            self.finish_publication()
            secret = self.secret()
            before = self._keys()
            with self._emptied() as raw:
                yield OpenErasing(self, raw, secret, before)
            try:
                self.finish_publication()
            except Unavailable as error:
                if error.code == "erasing-busy":
                    raise
                raise Unavailable(
                    f"The erasure is entered, but not all that it names is gone from the disk yet. {error}",
                    code="not-erased-yet",
                    advice="Do not ask for it again. Put the disk right; the next command finishes it.",
                ) from error

    def _keys(self) -> dict[int, str]:
        with self.engine.connect() as connection:
            return dict(connection.execute(select(tables.posts.c.pk, tables.posts.c.id)).all())

    @contextmanager
    def _emptied(self) -> Iterator[Any]:
        with in_words(), self.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                tables.views.drop_all(connection)
                connection.exec_driver_sql("DROP TABLE IF EXISTS post_words")
                tables.views.create_all(connection)
                for statement in tables.SEARCH_DDL:
                    connection.exec_driver_sql(statement)
                yield raw
                connection.exec_driver_sql("COMMIT")
            except BaseException:
                if raw.in_transaction:
                    connection.exec_driver_sql("ROLLBACK")
                raise

    def finish_publication(self) -> None:
        """Bring the files of the ledger up to the database; does nothing when they are."""
        with self.engine.connect() as connection:
            size = connection.execute(select(tables.entries.c.seq).order_by(tables.entries.c.seq.desc())).scalar()
            total = 0 if size is None else size + 1
            waiting = connection.execute(
                select(tables.entries).where(tables.entries.c.published == 0).order_by(tables.entries.c.seq)
            ).all()
            if not waiting and self.publication.size() == total:
                return
            leaves = [
                (row.seq, row.kind, bytes(row.commitment))
                for row in connection.execute(
                    select(tables.entries.c.seq, tables.entries.c.kind, tables.entries.c.commitment).order_by(
                        tables.entries.c.seq
                    )
                )
            ]
        signing = self.secret().signing_key
        self.publication.publish(leaves, [(row.seq, bytes(row.body)) for row in waiting if row.body], self.origin, signing)
        if any(row.kind in ERASING for row in waiting):
            from firsthand.shell.erasing import finish_erasures

            finish_erasures(self)
        with self.engine.begin() as connection:
            connection.execute(update(tables.entries).where(tables.entries.c.published == 0).values(published=1))

    def entries(self, *, since: int = 0) -> Iterator[Entry]:
        """Every entry whose body was not erased, in order."""
        with self.engine.connect() as connection:
            c = tables.entries.c
            chosen = select(c.body).where(c.seq >= since, c.body.is_not(None)).order_by(c.seq)
            for (body,) in connection.execution_options(yield_per=200).execute(chosen):
                yield open_body(bytes(body))

    def entry(self, seq: int) -> Entry:
        """
        One entry.

        Raises:
            NotFound: There is none with that number.
        """
        with self.engine.connect() as connection:
            body = connection.execute(select(tables.entries.c.body).where(tables.entries.c.seq == seq)).scalar()
        if body is None:
            if seq in self.erased().bodies:
                raise NotFound(f"The body of entry {seq} was erased.", code="erased-entry", advice="`firsthand log` says when.")
            raise NotFound(f"There is no entry {seq}.", code="no-entry", advice="`firsthand log` lists them.")
        return open_body(bytes(body))

    def erased(self) -> Erased:
        """What the erasures of this case have changed."""
        c = tables.entries.c
        with self.engine.connect() as connection:
            chosen = select(c.body).where(c.kind.in_(sorted(ERASING)), c.body.is_not(None)).order_by(c.seq)
            return erasures([open_body(bytes(body)) for (body,) in connection.execute(chosen)])

    def places(self, run: str) -> list[tuple[int, int, int, int, str]]:
        """Where the items of a run lie; see `Publication.places`."""
        return self.publication.places(run)

    def head(self) -> str:
        """The signed checkpoint, as published."""
        return self.publication.read("checkpoint")

    def key(self) -> str:
        """The one-line public key of the ledger."""
        return self.publication.read("keys").strip()

    def proof_of_entry(self, seq: int, size: int | None = None) -> dict[str, Any]:
        """How an entry stands under the published head, or an earlier one."""
        entry = self.entry(seq)
        with self.engine.connect() as connection:
            chosen = select(tables.entries.c.seq, tables.entries.c.kind, tables.entries.c.commitment)
            rows = connection.execute(chosen.order_by(tables.entries.c.seq)).all()
        size = self.publication.size() if size is None else size
        tree = Tree(entry_leaf_hash(row.seq, row.kind, bytes(row.commitment)) for row in rows[:size])
        return {
            "seq": seq, "kind": entry.kind, "detail": entry.detail_commit.hex(), "salt": entry.salt.hex(),
            "items_root": entry.items_root.hex() if entry.items_root else None,
            "path": [part.hex() for part in tree.inclusion(seq, size)],
        }  # fmt: skip

    def proof_of_item(self, run_seq: int, item: int) -> dict[str, Any]:
        """How an item stands under its run."""
        if self._proving is None or self._proving[0] != run_seq:  # a story's cards, and an export, ask for many of one run
            commits = self.publication.commitments(self.entry(run_seq).detail["run"])
            self._proving = run_seq, commits, Tree(leaf_hash(commit) for commit in commits)
        _, commits, tree = self._proving
        return {
            "commitment": commits[item].hex(), "index": item, "size": len(commits),
            "path": [part.hex() for part in tree.inclusion(item)],
        }  # fmt: skip

    def salt_of_item(self, run: RunId, item: int) -> bytes | None:
        """The salt of an item's commitment."""
        seed = self.secret().seed(run)
        return salt_of(seed, item) if seed else None

    def open_sealed(self, digest: Digest, out: BinaryIO | None) -> None:
        """
        Decrypt a sealed blob; None: only try.

        Raises:
            NotFound: The vault does not hold it.
            Unavailable: Its key is not in the secret.
            Tampered: Its bytes were changed, or are not what the key opens.
        """
        unseal(self.vault, digest, self.secret().sealed_key(digest), out)

    @contextmanager
    def claims(self) -> Iterator[Callable[[str], bool]]:
        """Whether an entry speaks of a blob; one connection for all questions."""
        with self.engine.connect() as connection:
            yield lambda digest: (
                connection.execute(select(tables.blobs.c.seq).where(tables.blobs.c.digest == digest)).first() is not None
            )

    def _entered(self) -> Callable[[str], bool]:
        """Whether there is an entry of a run: by the view, and, before anything is removed, by the ledger."""
        with self.engine.connect() as connection:
            known = set(connection.execute(select(tables.runs.c.id)).scalars())

        def entered(run: str) -> bool:
            if run in known:
                return True
            with self.engine.connect() as connection:
                chosen = select(tables.entries.c.seq).where(tables.entries.c.run == run)
                return connection.execute(chosen).first() is not None

        return entered

    def settle(self) -> None:
        """Finish what a crash has left: publication, and blobs that nobody claims. Another writer does it as well."""
        try:
            with one_writer(self.root / "work" / "lock"), on_disk(self.root / "work"):
                self.finish_publication()
                with self.claims() as claimed:
                    self.vault.sweep(claimed)
                self.publication.sweep(self._entered())
                for spool in (self.root / "work").glob(".*.part"):  # written under the lock only, so nobody's
                    spool.unlink(missing_ok=True)
        except Unavailable as error:
            if error.code != "case-busy":
                raise

    def size(self) -> int:
        """Number of entries."""
        with self.engine.connect() as connection:
            last = connection.execute(select(tables.entries.c.seq).order_by(tables.entries.c.seq.desc())).scalar()
        return 0 if last is None else last + 1


class OpenPen:
    """A transaction in progress; see `desk.ports.Pen`."""

    def __init__(self, store: Store, raw: Any, secret: Any) -> None:
        self._store = store
        self._raw = raw
        self._secret = secret
        last = raw.execute("SELECT max(seq) FROM entries").fetchone()[0]
        self._next = 0 if last is None else last + 1
        self._commitments: Commitments | None = None
        self._items: ItemsFile | None = None
        self._writer: ViewWriter | None = None
        self._members: Mapping[str, int] = {}
        self._sealed: dict[str, str] = {}

    @property
    def next_seq(self) -> Seq:
        """The number that the next entry will get."""
        return Seq(self._next)

    def append(self, kind: str, detail: Mapping[str, Any], *, actor: Actor, items_root: bytes | None = None) -> Entry:
        """Add an entry and bring the views up to it."""
        from firsthand.shell.signing import sign_act

        clock = self._store.clock
        now = clock.now()
        full = {
            **detail,
            "actor": {"key": actor.key, "kind": actor.kind, "name": actor.name, **({"via": actor.via} if actor.via else {})},
            "at_us": to_us(now),
            "clock": clock.source,
        }
        full = sign_act(self._store.origin, kind, full, actor)
        chance = self._store.chance
        entry = Entry(
            seq=Seq(self._next), kind=kind, detail=full, items_root=items_root,
            salt=chance.token(32), detail_salt=chance.token(32),
        )  # fmt: skip
        if kind == "run" and (taken := self._store.erased().old().intersection(blobs_of(full))):
            with self._store.claims() as claimed:
                for blob in taken:
                    if not claimed(blob):
                        self._store.vault.remove(Digest(blob))
            raise Refused(
                f"This holds {sorted(taken)[0][:12]}…, from which something was erased. It was not kept.",
                code="erased-before",
                advice="What was erased must not come back with an old file. The case holds the rest of that file.",
            )
        for blob in blobs_of(full):  # under the lock that a sweep needs too: what is here now stays here
            if not self._store.vault.has(Digest(blob)):
                raise Unavailable(
                    f"The vault has lost {blob[:12]}… before it was entered; nothing was entered.",
                    code="blob-lost",
                    advice="Run the same command again.",
                )
        if self._sealed:
            self._secret.keep_sealed(self._sealed)
            self._sealed = {}
        self._raw.execute(
            "INSERT INTO entries(seq, kind, commitment, body, run, published) VALUES(?,?,?,?,?,0)",
            (entry.seq, kind, entry.commit, entry.body(), detail.get("run")),
        )
        apply(self._raw.cursor(), entry)
        self._next += 1
        return entry

    def seal(self, kind: str, content: BinaryIO, *, name: str = "") -> dict[str, Any]:
        """Encrypt bytes with a key of their own into the vault; the key is kept with the next entry."""
        digest, size, key = seal(self._store.vault, content, self._store.root / "work")
        self._sealed[digest] = key
        return stated(kind, digest, size, name)

    def begin_run(self, run: RunId, members: Mapping[str, int]) -> None:
        """Make and keep the seed of a run's salts."""
        seed = self._store.chance.token(32)
        self._secret.keep_seed(run, seed)
        self._commitments = Commitments(seed)
        self._items = self._store.publication.items_file(run, members)
        self._members = members
        self._writer = ViewWriter(self._raw.cursor(), self._store.zone, self._next)

    def commit_items(self, rows: Sequence[Item | Rejected]) -> None:
        """Commit to the next items and note their places."""
        assert self._commitments is not None
        assert self._items is not None
        self._items.add(rows, self._commitments.add([row.raw for row in rows]))

    def end_items(self) -> tuple[bytes, Digest]:
        """Make the list of commitments durable; returns their root and the digest of the list."""
        assert self._commitments is not None
        assert self._items is not None
        return self._commitments.root(), self._items.close()

    def add_items(self, items: Sequence[Item], *, first: int) -> Added:
        """Read items into the views."""
        assert self._writer is not None
        return self._writer.add_items(items, first=first, members=self._members)

    def add_rejected(self, run: RunId, rows: Sequence[Rejected], *, first: int) -> None:
        """List items that could not be read."""
        add_rejected(self._raw, run, rows, first=first)

    def add_gaps(self, run: RunId, rows: Sequence[Gap], *, first: int) -> None:
        """List what the source does not hold."""
        add_gaps(self._raw, run, rows, first=first)

    def add_heard(self, found: Iterable[tuple[str, Captions]]) -> None:
        """Keep the words of files of subtitles, by digest."""
        add_heard(self._raw, found)

    def replace_screening(self, step: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Put the output of a step in place of the last one."""
        replace_screening(self._raw, step, rows)

    def forget(self) -> None:
        """Remove what a failed run has left; its seed stays in the secret and does no harm."""
        if self._items:
            self._items.discard()


class OpenRebuild:
    """Views that are being filled again; see `desk.ports.Rebuild`."""

    def __init__(self, store: Store, raw: Any) -> None:
        self._raw = raw
        self._zone = store.zone
        self._writer: tuple[int, ViewWriter] | None = None

    def apply(self, entry: Entry) -> None:
        """Bring the views up to one entry."""
        apply(self._raw.cursor(), entry)

    def add_items(self, items: Sequence[Item], *, run_no: int, first: int, members: Mapping[str, int]) -> Added:
        """Read items of an earlier run again."""
        if self._writer is None or self._writer[0] != run_no:
            self._writer = run_no, ViewWriter(self._raw.cursor(), self._zone, run_no)
        return self._writer[1].add_items(items, first=first, members=members)

    def add_rejected(self, run: RunId, rows: Sequence[Rejected], *, first: int) -> None:
        """List items that could not be read."""
        add_rejected(self._raw, run, rows, first=first)

    def add_gaps(self, run: RunId, rows: Sequence[Gap], *, first: int) -> None:
        """List what the source does not hold."""
        add_gaps(self._raw, run, rows, first=first)

    def add_heard(self, found: Iterable[tuple[str, Captions]]) -> None:
        """Keep the words of files of subtitles, by digest."""
        add_heard(self._raw, found)

    def replace_screening(self, step: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Put the output of a step in place of the last one."""
        replace_screening(self._raw, step, rows)


class OpenErasing(OpenRebuild):
    """An erasure in progress; see `desk.ports.Erasing`."""

    def __init__(self, store: Store, raw: Any, secret: Any, before: Mapping[int, str]) -> None:
        super().__init__(store, raw)
        self._pen = OpenPen(store, raw, secret)
        self.before = before

    @property
    def next_seq(self) -> Seq:
        """The number that the entry will get."""
        return self._pen.next_seq

    def keys(self) -> dict[str, int]:
        """Keys of the posts that are held now, by id."""
        return {post: pk for pk, post in self._raw.execute("SELECT pk, id FROM posts")}

    def append(self, kind: str, detail: Mapping[str, Any], *, actor: Actor) -> Entry:
        """Enter the erasure, and take the bodies away that it names."""
        entry = self._pen.append(kind, detail, actor=actor)
        self._raw.executemany("UPDATE entries SET body = NULL WHERE seq = ?", [(seq,) for seq in detail["bodies"]])
        return entry


def database_error(error: Exception) -> FirsthandError:
    """Say in words what the database refused."""
    text = str(getattr(error, "orig", None) or error).lower()
    if "full" in text:
        return Unavailable(
            "The disk is full: the change was not made. Nothing that was acknowledged is lost.",
            code="disk-full",
            advice="Free some space and run the same command again.",
        )
    if "i/o" in text:
        return Unavailable(
            "The disk failed while the database was written: the change was not made.",
            code="disk-error",
            advice="Check the disk before you go on. Nothing that was acknowledged is lost.",
        )
    if "locked" in text or "busy" in text:
        return Unavailable("The case is being written to.", code="case-busy", advice="Try again in a moment.")
    if "readonly" in text or "unable to open" in text or "permission" in text:
        return Unavailable(
            "case.sqlite cannot be opened for writing.",
            code="no-permission",
            advice="Check who owns the folder and whether the disk is read-only.",
        )
    if "not a database" in text or "malformed" in text:
        return Tampered(
            "case.sqlite is damaged.",
            code="bad-database",
            advice="`firsthand verify` says what the files still prove; restore the database from a backup.",
        )
    return Unavailable(f"The database answered: {text[:200]}", code="database", advice="Run `firsthand doctor`.")


@contextmanager
def in_words() -> Iterator[None]:
    """Let what the database refuses inside, through whichever door, become an error in words."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        original = error.orig if isinstance(error, DatabaseError) else error
        if not _of_the_disk(original):
            raise
        raise database_error(error) from error


def _of_the_disk(error: BaseException | None) -> bool:
    """Whether a database failed us, and not we it: a statement that is wrong is a bug, and travels with its traceback."""
    return type(error) in (sqlite3.OperationalError, sqlite3.DatabaseError) and not str(error).startswith(("no such", "near "))


def _stands_still(path: Path) -> bool:
    """Whether a database lies on a disk that cannot be written to, and was closed well: then it can be read all the same."""
    log = path.with_name(f"{path.name}-wal")
    waiting = log.exists() and log.stat().st_size > 0
    return path.exists() and not os.access(path.parent, os.W_OK) and not waiting


def _engine(path: Path) -> Engine:
    # AUTOCOMMIT: we say BEGIN IMMEDIATE and COMMIT ourselves; the driver would begin too late and too weakly.
    still = _stands_still(path)
    place = f"sqlite:///file:{quote(str(path))}?mode=ro&immutable=1&uri=true" if still else f"sqlite:///{path}"
    engine = create_engine(place, poolclass=KeptWhileAsked, isolation_level="AUTOCOMMIT")

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: Any) -> None:
        with in_words():
            connection.create_function("says", 2, says, deterministic=True)
            cursor = connection.cursor()
            if not still:
                cursor.execute(f"PRAGMA page_size={PAGE_BYTES}")  # before WAL, or a new database does not take it
                cursor.execute("PRAGMA journal_mode=WAL")
                cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute(f"PRAGMA cache_size=-{PAGES_KIB}")
            cursor.execute("PRAGMA busy_timeout=5000")
            cursor.execute("PRAGMA temp_store=MEMORY")
            cursor.close()

    @event.listens_for(engine, "handle_error")
    def _refused(context: Any) -> None:
        if _of_the_disk(context.original_exception):
            raise database_error(context.original_exception) from context.original_exception

    return engine


