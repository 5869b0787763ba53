"""
The case's secrets: the signing key, the seeds of the runs and the keys of sealed things, in one file that only `age` opens.

`secret/case.age` is encrypted to an identity; the identity lies in `secret/identity.age`, encrypted by the passphrase
(slow on purpose, once a command), or in clear in `secret/identity.txt` when the case was made with `--no-passphrase`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from firsthand.ledger.items import Punctured, Seed, puncture
from firsthand.model.errors import Mistaken, Refused
from firsthand.shell.durable import disk_error, write_durable

AskPassphrase = Callable[[], str | None]


class Secret:
    """The opened secret of a case."""

    def __init__(self, folder: Path, identity: pyrage.x25519.Identity, values: dict[str, dict[str, Any]]) -> None:
        self._folder = folder
        self._identity = identity
        self._values = values

    @property
    def signing_key(self) -> Ed25519PrivateKey:
        """The key that signs checkpoints."""
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self._values["keys"]["signing"]))

    def seed(self, run: str) -> Seed | None:
        """What the salts of a run are drawn from; None when it is not known."""
        return self.seeds().get(run)

    def seeds(self) -> dict[str, Seed]:
        """Of all runs: a seed of 32 bytes, or what an erasure has left of it."""
        whole: dict[str, Seed] = {run: bytes.fromhex(seed) for run, seed in self._values["seeds"].items()}
        return whole | {run: _punctured(left) for run, left in self._values.get("punctured", {}).items()}

    def puncture(self, run: str, size: int, erased: Iterable[int]) -> None:
        """
        Destroy the salts of some items of a run; durable when this returns. Doing it again changes nothing.

        The caller holds the write lock. The file is read again first, as in `keep_seed`.
        """
        self._values = _decrypted(self._folder, self._identity)
        seed = self.seed(run)
        if seed is None:
            return
        left = puncture(seed, size, erased)
        self._values["seeds"].pop(run, None)
        self._values.setdefault("punctured", {})[run] = {
            "chunks": {str(number): one.hex() for number, one in left.chunks.items()},
            "salts": {str(number): one.hex() for number, one in left.salts.items()},
        }
        self._save()

    def keep_seed(self, run: str, seed: bytes) -> None:
        """
        Keep the seed of a new run; durable when this returns.

        The caller holds the write lock. The file is read again first: another process may have kept seeds since.
        """
        self._values = _decrypted(self._folder, self._identity)
        self._values["seeds"][run] = seed.hex()
        self._save()

    def archive_key(self) -> bytes:
        """
        The key that signs packed web archives (P-384, PKCS #8), made when it is first asked for; durable when this returns.

        The caller holds the write lock.
        """
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import ec

        self._values = _decrypted(self._folder, self._identity)
        if "wacz" not in self._values["keys"]:
            made = ec.generate_private_key(ec.SECP384R1())
            raw = made.private_bytes(
                serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            self._values["keys"]["wacz"] = raw.hex()
            self._save()
        return bytes.fromhex(self._values["keys"]["wacz"])

    def sealed_key(self, digest: str) -> str | None:
        """The age identity that opens a sealed blob, by its digest; None when it is not known, or was destroyed."""
        return self._values.get("sealed", {}).get(digest)

    def sealed(self) -> frozenset[str]:
        """Digests of the sealed blobs whose keys are here."""
        return frozenset(self._values.get("sealed", {}))

    def keep_sealed(self, keys: Mapping[str, str]) -> None:
        """
        Keep the keys of sealed blobs, age identities by digest; durable when this returns.

        The caller holds the write lock, as for `keep_seed`.
        """
        self._values = _decrypted(self._folder, self._identity)
        self._values.setdefault("sealed", {}).update(keys)
        self._save()

    def destroy_sealed(self, digests: Collection[str]) -> None:
        """
        Destroy the keys of sealed blobs; durable when this returns. Doing it again changes nothing.

        The caller holds the write lock, as for `keep_seed`.
        """
        self._values = _decrypted(self._folder, self._identity)
        held = self._values.get("sealed", {})
        if held.keys() & set(digests):
            self._values["sealed"] = {digest: key for digest, key in held.items() if digest not in digests}
            self._save()

    def backup_identity(self, backup: str) -> str | None:
        """The age identity of a backup of this case, by the backup's id; None when it is another's."""
        return self._values.get("backups", {}).get(backup)

    def keep_backup(self, backup: str, identity: str) -> None:
        """
        Keep the age identity of a new backup; durable when this returns.

        The caller holds the write lock, as for `keep_seed`.
        """
        self._values = _decrypted(self._folder, self._identity)
        self._values.setdefault("backups", {})[backup] = identity
        self._save()

    def _save(self) -> None:
        data = json.dumps(self._values, sort_keys=True).encode()
        write_durable(self._folder / "case.age", pyrage.encrypt(data, [self._identity.to_public()]))


def make_secret(folder: Path, *, signing: bytes, passphrase: str | None) -> Secret:
    """Make the secret of a new case; `signing` is a raw Ed25519 private key of 32 bytes."""
    identity = pyrage.x25519.Identity.generate()
    if passphrase is None:
        write_durable(folder / "identity.txt", f"{identity}\n".encode())
    else:
        write_durable(folder / "identity.age", pyrage.passphrase.encrypt(str(identity).encode(), passphrase))
    secret = Secret(folder, identity, {"keys": {"signing": signing.hex()}, "seeds": {}})
    secret._save()
    return secret


def open_secret(folder: Path, ask: AskPassphrase) -> Secret:
    """
    Open the secret of a case.

    Args:
        ask: Gives the passphrase; None when there is nobody to ask.

    Raises:
        Refused: There is a passphrase and it was not given.
        Mistaken: The passphrase is wrong, or the files are not whole.
    """
    clear = folder / "identity.txt"
    try:
        text = clear.read_text() if clear.exists() else _unwrap(folder / "identity.age", ask)
        identity = pyrage.x25519.Identity.from_str(text.strip())
        values = _decrypted(folder, identity)
    except FileNotFoundError as error:
        raise Mistaken(
            f"secret/{Path(str(error.filename)).name} is missing: the case can be read and verified, not changed.",
            code="no-secret",
            advice="Restore the folder `secret` from a backup.",
        ) from error
    except (pyrage.DecryptError, pyrage.IdentityError, ValueError) as error:
        raise Mistaken(
            "secret/case.age cannot be opened with the identity beside it.",
            code="bad-secret",
            advice="Restore the folder `secret` from a backup.",
        ) from error
    except OSError as error:
        raise disk_error(error, error.filename or folder) from error
    return Secret(folder, identity, values)


def _punctured(left: dict[str, dict[str, str]]) -> Punctured:
    chunks, salts = ({int(k): bytes.fromhex(v) for k, v in left[part].items()} for part in ("chunks", "salts"))
    return Punctured(chunks=chunks, salts=salts)


def _decrypted(folder: Path, identity: pyrage.x25519.Identity) -> dict[str, dict[str, Any]]:
    values: dict[str, dict[str, Any]] = json.loads(pyrage.decrypt((folder / "case.age").read_bytes(), [identity]))
    if not {"keys", "seeds"} <= values.keys():
        raise ValueError("the secret lacks its parts")
    return values


def _unwrap(path: Path, ask: AskPassphrase) -> str:
    wrapped = path.read_bytes()
    passphrase = ask()
    if passphrase is None:
        raise Refused(
            "The case is locked: this needs its passphrase.",
            code="locked",
            advice="Set FIRSTHAND_PASSPHRASE, or run the command in a terminal, where it asks.",
        )
    try:
        return bytes(pyrage.passphrase.decrypt(wrapped, passphrase)).decode()
    except pyrage.DecryptError:
        raise Mistaken(
            "The passphrase is wrong.", code="wrong-passphrase", advice="Try again; nothing was changed."
        ) from None
