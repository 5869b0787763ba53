"""
Signed notes and checkpoints: the head of the ledger, in a form that other programs read.

Source:
    C2SP signed-note and tlog-checkpoint (Ed25519, algorithm byte 1).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from firsthand.model.errors import Tampered

Sign = Callable[[bytes], bytes]
"""Ed25519 over the bytes, 64 bytes back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """
    The head of a ledger.

    Attributes:
        origin: Name of the ledger; a case has one of its own.
        size: Number of entries.
        root: 32 bytes, RFC 6962.
    """

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def key_id(name: str, public: bytes) -> bytes:
    """First four bytes of the digest that names a key."""
    return hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]


def verifier_key(name: str, public: bytes) -> str:
    """Write a public key (32 bytes) as the one-line form that Go's sumdb and others read."""
    coded = base64.b64encode(b"\x01" + public).decode()
    return f"{name}+{key_id(name, public).hex()}+{coded}"


def parse_verifier_key(line: str) -> tuple[str, bytes]:
    """
    Read a one-line key.

    Returns:
        Name and the 32 bytes.

    Raises:
        Tampered: The line is not such a key, or its short id does not fit.
    """
    try:
        name, short, coded = line.removesuffix("\n").split("+", 2)
        data = _decode(coded)
    except (ValueError, binascii.Error):
        raise _bad("the public key of the case cannot be read") from None
    if len(data) != 33 or data[0] != 1 or key_id(name, data[1:]).hex() != short:
        raise _bad("the public key of the case does not fit its own short name")
    return name, data[1:]


def sign_checkpoint(checkpoint: Checkpoint, public: bytes, sign: Sign) -> str:
    """Make the signed note of a checkpoint; `public` is the 32-byte key that fits `sign`."""
    text = checkpoint.text()
    signed = base64.b64encode(key_id(checkpoint.origin, public) + sign(text.encode())).decode()
    return f"{text}\n\u2014 {checkpoint.origin} {signed}\n"


def open_checkpoint(note: str, key_line: str) -> Checkpoint:
    """
    Check a signed note and read it.

    Raises:
        Tampered: Form, key or signature do not fit; the message says which.
    """
    name, public = parse_verifier_key(key_line)
    text, _, signatures = note.partition("\n\n")
    text += "\n"
    if not signatures.endswith("\n"):
        raise _bad("the checkpoint does not end as it must")
    lines, start = signatures[:-1].split("\n"), f"\u2014 {name} "
    if not all(line.startswith("\u2014 ") for line in lines):  # those after ours too: nothing may be added unseen
        raise _bad("the checkpoint holds a line that is no signature")
    for line in lines:
        if not line.startswith(start):
            continue
        try:
            data = _decode(line.removeprefix(start))
            if data[:4] != key_id(name, public):
                continue
            Ed25519PublicKey.from_public_bytes(public).verify(data[4:], text.encode())
        except (binascii.Error, ValueError, InvalidSignature):
            raise _bad("the checkpoint is not signed by the key of the case") from None
        return parse_checkpoint(text)
    raise _bad("the checkpoint carries no signature of the key of the case")


def parse_checkpoint(text: str) -> Checkpoint:
    """
    Read the three lines of a checkpoint, without looking at a signature.

    Raises:
        Tampered: They are not a checkpoint.
    """
    lines = text.split("\n")
    try:
        origin, size, root = lines[0], int(lines[1]), _decode(lines[2])
    except (IndexError, ValueError, binascii.Error):
        raise _bad("the checkpoint cannot be read") from None
    if size < 0 or len(root) != 32 or lines[1] != str(size):
        raise _bad("the checkpoint cannot be read")
    return Checkpoint(origin=origin, size=size, root=root)


def _decode(coded: str) -> bytes:
    """Base64 in its one form: spare bits that decoders pass over would let a signed file be changed unseen."""
    data = base64.b64decode(coded, validate=True)
    if base64.b64encode(data).decode() != coded:
        raise ValueError("not the one form of these bytes")
    return data


def _bad(message: str) -> Tampered:
    return Tampered(message, code="bad-checkpoint", advice="Compare with a copy, a backup or a stamp of an earlier day.")
