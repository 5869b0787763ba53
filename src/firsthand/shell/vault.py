"""The vault: bytes exactly as received, each file named by its SHA-256."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import io
import os
import uuid
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from firsthand.model.errors import FirsthandError, NotFound, Tampered, Unavailable
from firsthand.model.ids import Digest
from firsthand.shell.durable import disk_error, make_folder, on_disk, sync_folder, write_all

CHUNK_BYTES = 1 << 20


class FolderVault:
    """
    Blobs in a folder.

    A blob that is already there is trusted only when its size fits; a shorter one is what a crash of another program
    left behind, and is replaced.

    Bytes come in before the write lock of the case is taken. So every open vault keeps a note of what it has brought in,
    locked as long as it lives: whoever sweeps can tell the notes of the living from those of the dead, and leaves the
    unfinished files of the living alone. Process numbers would not do: they are given again, and differ in containers.
    """

    def __init__(self, folder: Path, temporary: Path) -> None:
        self._folder = folder
        self._temporary = temporary
        self._token = uuid.uuid4().hex
        self._unclaimed = temporary / f"unclaimed.{self._token}"
        self._note: int | None = None

    def path(self, digest: Digest) -> Path:
        """Where a blob lies, or would lie."""
        return self._folder / digest[:2] / digest

    def put(self, data: bytes) -> Digest:
        """Keep bytes; durable when this returns."""
        return self.put_stream([data])[0]

    def put_all(self, many: Iterable[bytes]) -> list[Digest]:
        """
        Keep many at once; durable when this returns, and with a third of the waiting that one by one would take.

        All are written, then all are made durable, then all get their names.
        """
        spools: dict[Digest, Path] = {}
        found: list[Digest] = []
        try:
            self._open_note()
            for data in many:
                digest = Digest(hashlib.sha256(data).hexdigest())
                found.append(digest)
                target = self.path(digest)
                if digest in spools or (target.exists() and target.stat().st_size == len(data)):
                    continue
                spools[digest] = self._temporary / f"{self._token}.{uuid.uuid4().hex}.spool"
                with _written(spools[digest]) as handle:
                    write_all(handle, data)
            for spool in spools.values():
                with _opened(spool) as handle:
                    os.fsync(handle)
            for digest in spools:
                make_folder(self.path(digest).parent)
            self._note_down(*spools)
            for digest, spool in spools.items():
                os.rename(spool, self.path(digest))
            for folder in sorted({self.path(digest).parent for digest in spools}):
                sync_folder(folder)
        except BaseException as error:
            for spool in spools.values():
                with suppress(OSError):
                    spool.unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise _refusal(error) from error
            raise
        return found

    def put_stream(
        self, chunks: Iterable[bytes | memoryview], *, on_bytes: Callable[[int], None] | None = None
    ) -> tuple[Digest, int]:
        """
        Keep a stream.

        Returns:
            Digest and size in bytes; durable when this returns.
        """
        hashed, size = hashlib.sha256(), 0
        spool = self._temporary / f"{self._token}.{uuid.uuid4().hex}.spool"
        try:
            self._open_note()
            handle = os.open(spool, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                for chunk in chunks:
                    hashed.update(chunk)
                    write_all(handle, chunk)
                    size += len(chunk)
                    if on_bytes:
                        on_bytes(len(chunk))
                digest = Digest(hashed.hexdigest())
                target = self.path(digest)
                if target.exists() and target.stat().st_size == size:
                    spool.unlink()
                    return digest, size
                os.fsync(handle)
            finally:
                os.close(handle)
            make_folder(target.parent)
            self._note_down(digest)
            os.rename(spool, target)
            sync_folder(target.parent)
        except OSError as error:
            with suppress(OSError):  # a disk that cannot be written to says so once
                spool.unlink(missing_ok=True)
            raise _refusal(error) from error
        except BaseException:
            spool.unlink(missing_ok=True)
            raise
        return digest, size

    def put_file(self, path: Path, *, on_bytes: Callable[[int], None] | None = None) -> tuple[Digest, int]:
        """
        Keep a file of the disk.

        Raises:
            Unavailable: The file cannot be read (``unreadable`` when it breaks off), or the vault cannot be written.
        """
        with on_disk(path):
            stream = path.open("rb", buffering=0)
        with stream:
            return self.put_stream(_chunks(stream, path), on_bytes=on_bytes)

    def has(self, digest: Digest) -> bool:
        """Say whether a blob is held."""
        return self.path(digest).exists()

    def open(self, digest: Digest) -> BinaryIO:
        """
        Open a blob.

        Raises:
            NotFound: It is not held (erased, or never here).
        """
        try:
            return self.path(digest).open("rb", buffering=CHUNK_BYTES)
        except FileNotFoundError:
            raise NotFound(
                f"The vault does not hold {digest[:12]}….",
                code="no-blob",
                advice="Run `firsthand verify`; restore it from a backup if it was not erased on purpose.",
            ) from None

    def read(self, digest: Digest) -> bytes:
        """
        Read a blob and check it.

        Raises:
            Tampered: Its bytes are not those of its name.
        """
        with self.open(digest) as stream:
            data = stream.read()
        if hashlib.sha256(data).hexdigest() != digest:
            raise Tampered(
                f"vault/blobs/{digest[:2]}/{digest} is not what its name says.",
                code="changed-blob",
                advice="Do not use it. Restore it from a backup.",
            )
        return data

    def remove(self, digest: Digest) -> None:
        """Take a blob away; durable when this returns. Does nothing when it is not held."""
        path = self.path(digest)
        if path.exists():
            path.unlink()
            sync_folder(path.parent)

    def sweep(self, claimed: Callable[[str], bool]) -> None:
        """
        Remove blobs that came in and that no entry speaks of: ours, and those of vaults that have died.

        The caller holds the write lock, so that nobody enters a run meanwhile.

        Args:
            claimed: Says whether an entry speaks of a digest.
        """
        for note in self._temporary.glob("unclaimed.*"):
            token = note.suffix[1:]
            if token != self._token and _alive(note):
                continue
            for line in note.read_text("ascii", "replace").splitlines():
                if len(line) == 64 and not claimed(line):
                    self.path(Digest(line)).unlink(missing_ok=True)
            for spool in self._temporary.glob(f"{token}.*.spool"):
                spool.unlink(missing_ok=True)
            if token == self._token and self._note is not None:
                os.ftruncate(self._note, 0)
            else:
                note.unlink(missing_ok=True)

    def _open_note(self) -> None:
        if self._note is not None and self._unclaimed.exists():
            return
        make_folder(self._temporary)
        self._note = os.open(self._unclaimed, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        weakref.finalize(self, os.close, self._note)
        fcntl.flock(self._note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        sync_folder(self._temporary)

    def _note_down(self, *digests: Digest) -> None:
        """Before the blobs, and durable: what no entry claims can be swept later, whatever happens between."""
        assert self._note is not None
        write_all(self._note, "".join(f"{digest}\n" for digest in digests).encode())
        os.fsync(self._note)


@contextmanager
def _written(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        yield handle
    finally:
        os.close(handle)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDWR)
    try:
        yield handle
    finally:
        os.close(handle)


def in_use(temporary: Path) -> bool:
    """Whether some vault of a case is open and brings something in."""
    return any(_alive(note) for note in temporary.glob("unclaimed.*"))


def on_their_way(temporary: Path) -> set[str]:
    """Digests of blobs that living imports have brought in, and that may not be entered yet."""
    found: set[str] = set()
    for note in temporary.glob("unclaimed.*"):
        with suppress(OSError):
            if _alive(note):
                found.update(note.read_text("ascii", "replace").splitlines())
    return found


def _refusal(error: OSError) -> FirsthandError:
    """The vault's own trouble keeps its own codes: it must not be taken for that of a source."""
    told = disk_error(error, "the vault")
    if told.code in ("no-permission", "no-such-file"):
        told.code = f"vault-{told.code}"
    return told


def _chunks(stream: io.FileIO, path: Path) -> Iterator[memoryview]:
    """
    Read a source; what goes wrong here is the source's doing, not the vault's.

    Yields:
        A view of the same memory each time: fresh memory for every chunk costs more than reading it.
    """
    memory = memoryview(bytearray(CHUNK_BYTES))
    while True:
        try:
            count = stream.readinto(memory)
        except OSError as error:
            name = errno.errorcode.get(error.errno or 0, "unknown error")
            raise Unavailable(
                f"{path} cannot be read to its end: the disk answered {name}.",
                code="unreadable",
                advice="Copy it from where it came once more, or try another disk.",
            ) from error
        if not count:
            return
        yield memory[:count]


def _alive(note: Path) -> bool:
    """Whether the vault that keeps this note is still open somewhere."""
    try:
        handle = os.open(note, os.O_RDONLY)
    except FileNotFoundError:
        return True  # swept by another just now
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False
