"""The vault: bytes exactly as received, each file named by its SHA-256."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from firsthand.model.errors import NotFound, Tampered
from firsthand.model.ids import Digest
from firsthand.shell.durable import disk_error, make_folder, sync_folder, write_all

CHUNK_BYTES = 1 << 20


class FolderVault:
    """
    Blobs in a folder.

    A blob that is already there is trusted only when its size fits; a shorter one is what a crash of another program
    left behind, and is replaced.
    """

    def __init__(self, folder: Path, temporary: Path) -> None:
        self._folder = folder
        self._temporary = temporary
        self._unclaimed = temporary / f"unclaimed.{os.getpid()}"

    def path(self, digest: Digest) -> Path:
        """Where a blob lies, or would lie."""
        return self._folder / digest[:2] / digest

    def put(self, data: bytes) -> Digest:
        """Keep bytes; durable when this returns."""
        return self.put_stream([data])[0]

    def put_stream(
        self, chunks: Iterable[bytes], *, on_bytes: Callable[[int], None] | None = None
    ) -> tuple[Digest, int]:
        """
        Keep a stream.

        Returns:
            Digest and size in bytes; durable when this returns.
        """
        make_folder(self._temporary)
        spool = self._temporary / f"{uuid.uuid4().hex}.part"
        hashed, size = hashlib.sha256(), 0
        try:
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
            with self._unclaimed.open("a") as note:  # before the blob: what no entry claims can be swept later
                note.write(f"{digest}\n")
            os.rename(spool, target)
            sync_folder(target.parent)
        except OSError as error:
            spool.unlink(missing_ok=True)
            raise disk_error(error, "the vault") from error
        except BaseException:
            spool.unlink(missing_ok=True)
            raise
        return digest, size

    def put_file(self, path: Path, *, on_bytes: Callable[[int], None] | None = None) -> tuple[Digest, int]:
        """Keep a file of the disk."""
        try:
            with path.open("rb", buffering=0) as stream:
                return self.put_stream(iter(lambda: stream.read(CHUNK_BYTES), b""), on_bytes=on_bytes)
        except OSError as error:
            raise disk_error(error, path) from error

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

    def sweep(self, claimed: Callable[[str], bool]) -> None:
        """
        Remove blobs that came in and that no entry speaks of: ours, and those of processes that have died.

        Args:
            claimed: Says whether an entry speaks of a digest.
        """
        for note in self._temporary.glob("unclaimed.*"):
            if note != self._unclaimed and _alive(note.suffix[1:]):
                continue
            for line in note.read_text().splitlines():
                if len(line) == 64 and not claimed(line):
                    self.path(Digest(line)).unlink(missing_ok=True)
            note.unlink(missing_ok=True)
        for spool in self._temporary.glob("*.part"):
            spool.unlink(missing_ok=True)


def _alive(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        pass
    return True
