"""Where exports leave the desk: files and folders that are whole or not there, and the key that signs packed web archives."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import shutil
import sqlite3
import uuid
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from firsthand.desk.ports import Parcel, Sealed
from firsthand.model.errors import Mistaken
from firsthand.shell.durable import make_folder, on_disk, sync_folder
from firsthand.shell.locking import one_writer
from firsthand.shell.secret import Secret

MADE = (1980, 1, 1, 0, 0, 0)
"""The first time that a ZIP can state: a package says when it was made in words, once."""
_CHUNK = 1 << 20


class FolderOutbox:
    """Parcels beside their target, under a hidden name until they are sent."""

    def __init__(self, secret: Callable[[], Secret], lock: Path) -> None:
        self._secret = secret
        self._lock = lock

    @contextmanager
    def parcel(self, target: str, shape: str) -> Iterator[Parcel]:
        """
        Start a parcel.

        Raises:
            Mistaken: The target exists.
        """
        place = Path(target).expanduser().absolute()
        if place.exists() or place.is_symlink():
            raise Mistaken(f"{place} is there already.", code="target-exists", advice="Choose another name; nothing was changed.")
        spool = place.with_name(f".{place.name[:100]}.{uuid.uuid4().hex}.part")
        parcel = _Folder(place, spool) if shape == "folder" else _File(place, spool, packed=shape == "zip")
        try:
            with on_disk(place):
                make_folder(place.parent)
                parcel.start()
                yield parcel
        finally:
            parcel.discard()

    def sign(self, text: bytes) -> tuple[str, str]:
        """Sign as common viewers verify it: P-384, SHA-256, the two numbers side by side."""
        with one_writer(self._lock):
            key = serialization.load_der_private_key(self._secret().archive_key(), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        r, s = decode_dss_signature(_signature(key, text))
        raw = r.to_bytes(48, "big") + s.to_bytes(48, "big")
        public = key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return base64.b64encode(raw).decode(), base64.b64encode(public).decode()

    def database(self, statements: Iterable[tuple[str, tuple[Any, ...]]]) -> Iterator[bytes]:
        """In memory: no other file is written, and nothing of it is left behind."""
        return database_bytes(statements)


def database_bytes(statements: Iterable[tuple[str, tuple[Any, ...]]]) -> Iterator[bytes]:
    """The SQLite file that statements make, piece by piece."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as base:
        base.execute("BEGIN")
        for sql, values in statements:
            base.execute(sql, values)
        base.execute("COMMIT")
        base.execute("VACUUM")
        whole = memoryview(base.serialize())
    for start in range(0, len(whole), _CHUNK):
        yield bytes(whole[start : start + _CHUNK])


def _signature(key: ec.EllipticCurvePrivateKey, text: bytes) -> bytes:
    """The same text gives the same signature where the library can do that (RFC 6979)."""
    try:
        return key.sign(text, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
    except UnsupportedAlgorithm:
        return key.sign(text, ec.ECDSA(hashes.SHA256()))


class _File:
    """A parcel that is one file: plain, or a ZIP whose members are stored."""

    def __init__(self, place: Path, spool: Path, *, packed: bool) -> None:
        self._place, self._spool, self._packed = place, spool, packed
        self._zip: zipfile.ZipFile | None = None

    def start(self) -> None:
        self._stream: io.BufferedRandom = os.fdopen(os.open(self._spool, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")
        if self._packed:
            self._zip = zipfile.ZipFile(self._stream, "w", zipfile.ZIP_STORED)

    def add(self, name: str, chunks: Iterable[bytes]) -> Sealed:
        if self._zip is None:
            return _poured(chunks, self._stream)
        entry = zipfile.ZipInfo(name, MADE)
        entry.create_system, entry.external_attr = 3, 0o100644 << 16
        # A member whose size is not known yet gets room for a large one, always: the same bytes for the same content.
        with self._zip.open(entry, "w", force_zip64="archive/" in name or "media/" in name) as member:
            return _poured(chunks, member)

    def digest(self) -> str:
        if self._zip is not None:
            self._zip.close()
            self._zip = None
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.seek(0)
        return hashlib.file_digest(self._stream, "sha256").hexdigest()

    def send(self) -> str:
        with on_disk(self._place):
            try:
                os.link(self._spool, self._place)  # unlike a renaming, it refuses a name that somebody took meanwhile
            except FileExistsError:
                raise
            except OSError:  # a stick's file system has no links
                os.rename(self._spool, self._place)
            sync_folder(self._place.parent)
        return str(self._place)

    def discard(self) -> None:
        if self._zip is not None:
            with suppress(OSError, ValueError):  # it is thrown away
                self._zip.close()
        if hasattr(self, "_stream"):
            self._stream.close()
        self._spool.unlink(missing_ok=True)


class _Folder:
    """A parcel that is a folder of files."""

    def __init__(self, place: Path, spool: Path) -> None:
        self._place, self._spool = place, spool

    def start(self) -> None:
        self._spool.mkdir(mode=0o700)

    def add(self, name: str, chunks: Iterable[bytes]) -> Sealed:
        path = self._spool / name
        make_folder(path.parent)
        with path.open("xb") as stream:
            sealed = _poured(chunks, stream)
            stream.flush()
            os.fsync(stream.fileno())
        return sealed

    def digest(self) -> str:
        return ""

    def send(self) -> str:
        with on_disk(self._place):
            for folder in (path for path in self._spool.rglob("*") if path.is_dir()):
                sync_folder(folder)
            sync_folder(self._spool)
            os.rename(self._spool, self._place)
            sync_folder(self._place.parent)
        return str(self._place)

    def discard(self) -> None:
        shutil.rmtree(self._spool, ignore_errors=True)


def _poured(chunks: Iterable[bytes], stream: IO[bytes]) -> Sealed:
    first, second, size = hashlib.sha256(), hashlib.sha512(), 0
    for chunk in chunks:
        first.update(chunk)
        second.update(chunk)
        size += len(chunk)
        stream.write(chunk)
    return Sealed(first.hexdigest(), second.hexdigest(), size)
