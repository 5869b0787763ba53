"""Sealing bytes with a key of their own: an age file in the vault, its identity in the case's secret."""

from __future__ import annotations

import hashlib
import os
import uuid
from pathlib import Path
from typing import Any, BinaryIO

import pyrage

from firsthand.model.errors import Tampered, Unavailable
from firsthand.model.ids import Digest
from firsthand.shell.durable import disk_error, make_folder, on_disk
from firsthand.shell.vault import CHUNK_BYTES, FolderVault


def seal(vault: FolderVault, content: BinaryIO, temporary: Path) -> tuple[Digest, int, str]:
    """
    Encrypt a stream into the vault; durable when this returns.

    Args:
        temporary: Folder for the encrypted bytes until their digest is known; nothing is written in clear.

    Raises:
        Unavailable: The stream cannot be read (``unreadable``), or the vault cannot be written.

    Returns:
        Digest and size of the encrypted bytes, and the identity that opens them, which is kept nowhere yet.
    """
    identity = pyrage.x25519.Identity.generate()
    spool = temporary / f".{uuid.uuid4().hex}.part"
    try:
        with on_disk(spool):
            make_folder(temporary)
            with os.fdopen(os.open(spool, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                _encrypt(_Watched(content), _Watched(out), identity)
        digest, size = vault.put_file(spool)
    finally:
        spool.unlink(missing_ok=True)
    return digest, size, str(identity)


def unseal(vault: FolderVault, digest: Digest, key: str | None, out: BinaryIO | None) -> None:
    """
    Decrypt a sealed blob.

    Args:
        key: Its identity, as the secret holds it.
        out: Where the clear bytes go; None: nowhere, it is only tried.

    Raises:
        NotFound: The vault does not hold it.
        Unavailable: There is no key; `out` cannot be written.
        Tampered: The bytes were changed, or the key opens other ones.
    """
    name = f"vault/blobs/{digest[:2]}/{digest}"
    hashed = hashlib.sha256()
    with vault.open(digest) as stream:
        while data := stream.read(CHUNK_BYTES):
            hashed.update(data)
    if hashed.hexdigest() != digest:
        raise Tampered(
            f"{name} was changed: what is sealed in it cannot be opened whole.", code="changed-blob",
            advice="Nothing was opened. Restore the file from a backup; `firsthand verify` says how the rest stands.",
        )  # fmt: skip
    if key is None:
        raise Unavailable(
            f"The key of {digest[:12]} is not in the secret of this case: nobody can open it.", code="no-seal-key",
            advice="Was `secret` brought back from an older backup? A newer one may hold the key. All else is as it was.",
        )  # fmt: skip
    watched = _Watched(out)
    with vault.open(digest) as stream:
        try:
            pyrage.decrypt_io(stream, watched, [pyrage.x25519.Identity.from_str(key)])
        except (pyrage.DecryptError, pyrage.IdentityError, OSError):
            if watched.error:
                raise disk_error(watched.error, "where the clear bytes go") from watched.error
            raise Tampered(
                f"{name} is what its name says, and the key in the secret is not its own.", code="wrong-seal-key",
                advice="Restore the folder `secret` from a backup. Nothing was opened.",
            ) from None  # fmt: skip


def _encrypt(content: _Watched, out: _Watched, identity: Any) -> None:
    try:
        pyrage.encrypt_io(content, out, [identity.to_public()])
    except pyrage.EncryptError:
        if out.error:
            raise out.error from None
        raise Unavailable(
            f"What is to be sealed cannot be read to its end ({content.error and content.error.strerror}).",
            code="unreadable", advice="Copy the file anew; nothing was sealed.",
        ) from content.error  # fmt: skip


class _Watched:
    """A stream whose trouble is remembered: the library tells of it in words only. Without a stream bytes go nowhere."""

    def __init__(self, stream: BinaryIO | None) -> None:
        self._stream = stream
        self.error: OSError | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            return self._stream.read(size) if self._stream else b""
        except OSError as error:
            self.error = error
            raise

    def write(self, data: bytes) -> int:
        try:
            return self._stream.write(data) if self._stream else len(data)
        except OSError as error:
            self.error = error
            raise

    def flush(self) -> None:
        if self._stream:
            self._stream.flush()
