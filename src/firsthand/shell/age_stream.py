"""
An age file under a passphrase, written and read as a stream.

pyrage encrypts to a passphrase in memory only; a case does not fit there. The format is age's own, so that `age -d` and
pyrage open what is written here, and the other way round; the tests hold both.

Rules: a header with one scrypt stanza and a MAC; then pieces of 64 KiB under ChaCha20-Poly1305, their number and whether
they are the last in the nonce. So a piece cannot be changed, moved, left out or cut off unseen.

Source:
    C2SP age v1 (age-encryption.org/v1), "Header", "scrypt recipient type", "Payload".
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from firsthand.model.errors import Mistaken, Tampered
from firsthand.shell.world import SystemChance

INTRO = b"age-encryption.org/v1\n"
PIECE = 1 << 16
TAG = 16
WORK = 18
"""Two to this many rounds of scrypt: about a second and 256 MiB, as age has it."""

MOST_WORK = 22
"""More is refused: a hostile file could ask for all memory there is."""


class AgeWriter:
    """Encrypts what is written; `close` ends the file, and a file that was not closed does not open."""

    def __init__(self, out: BinaryIO, passphrase: str, *, work: int | None = None) -> None:
        chance = SystemChance()
        rounds = WORK if work is None else work
        salt, file_key, nonce = chance.token(16), chance.token(16), chance.token(16)
        wrapped = ChaCha20Poly1305(_wrapping_key(passphrase, salt, rounds)).encrypt(bytes(12), file_key, None)
        header = INTRO + f"-> scrypt {_coded(salt)} {rounds}\n{_coded(wrapped)}\n---".encode()
        out.write(header + f" {_coded(_mac(file_key, header))}\n".encode() + nonce)
        self._out = out
        self._cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
        self._waiting = bytearray()
        self._number = 0

    def write(self, data: bytes) -> int:
        """Take bytes; returns how many, which is all of them."""
        self._waiting += data
        while len(self._waiting) > PIECE:  # not >=: the last piece must know that it is the last
            self._out.write(self._cipher.encrypt(_nonce(self._number, False), bytes(self._waiting[:PIECE]), None))
            del self._waiting[:PIECE]
            self._number += 1
        return len(data)

    def close(self) -> None:
        """Write the last piece; the file below stays open."""
        self._out.write(self._cipher.encrypt(_nonce(self._number, True), bytes(self._waiting), None))


class AgeReader:
    """
    Decrypts what is read.

    Raises:
        Mistaken: Another passphrase.
        Tampered: No such file, or one that was changed or cut off; also later, from `read`.
    """

    def __init__(self, stream: BinaryIO, passphrase: str, *, name: str) -> None:
        self._stream = stream
        self._name = name
        file_key = self._file_key(passphrase)
        nonce = stream.read(16)
        self._cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
        self._plain = b""
        self._at = 0
        self._number = 0
        self._ahead = stream.read(PIECE + TAG)
        self._done = False

    def read(self, size: int = -1) -> bytes:
        """Bytes of the next pieces; fewer than `size` only at the end."""
        parts, wanted = [], size
        while wanted:
            if self._at == len(self._plain):
                if self._done:
                    break
                self._next()
                continue
            part = self._plain[self._at :] if wanted < 0 else self._plain[self._at : self._at + wanted]
            self._at += len(part)
            wanted = wanted - len(part) if wanted > 0 else wanted
            parts.append(part)
        return b"".join(parts)

    def _next(self) -> None:
        piece, self._ahead = self._ahead, self._stream.read(PIECE + TAG)
        last = not self._ahead
        try:
            self._plain = self._cipher.decrypt(_nonce(self._number, last), piece, None)
        except InvalidTag:
            raise self._bad(
                f"it is cut off, or was changed, after {self._number * PIECE:,} bytes of what it holds"
                if last else f"its bytes were changed near {self._number * PIECE:,}"
            ) from None  # fmt: skip
        if last and not self._plain and self._number:
            raise self._bad("it ends with an empty piece, as age never does")
        self._at, self._done = 0, last
        self._number += 1

    def _file_key(self, passphrase: str) -> bytes:
        lines = [self._stream.readline(200) for _ in range(4)]
        stanza = re.fullmatch(rb"-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n", lines[1])
        mac = re.fullmatch(rb"--- ([A-Za-z0-9+/]{43})\n", lines[3])
        if lines[0] != INTRO or stanza is None or mac is None or not lines[2].endswith(b"\n"):
            raise self._bad("it is not an age file under a passphrase, or its beginning was changed")
        work = int(stanza[2])
        if work > MOST_WORK:
            raise self._bad(f"its passphrase asks for work {work}; more than {MOST_WORK} is refused")
        try:
            salt, wrapped, stated = _decoded(stanza[1]), _decoded(lines[2][:-1]), _decoded(mac[1])
        except ValueError:
            raise self._bad("its beginning was changed") from None
        try:
            file_key = ChaCha20Poly1305(_wrapping_key(passphrase, salt, work)).decrypt(bytes(12), wrapped, None)
        except InvalidTag:
            raise Mistaken(
                f"{self._name} does not open with this passphrase.",
                code="wrong-passphrase",
                advice="Try again; nothing was changed. A changed beginning of the file looks the same.",
            ) from None
        if not hmac.compare_digest(_mac(file_key, b"".join(lines[:3]) + b"---"), stated):
            raise self._bad("its beginning was changed")
        return file_key

    def _bad(self, why: str) -> Tampered:
        return Tampered(f"{self._name}: {why}.", code="bad-locked-file", advice="Use another copy. Nothing was removed.")


def _wrapping_key(passphrase: str, salt: bytes, work: int) -> bytes:
    rounds = 1 << work
    return hashlib.scrypt(
        passphrase.encode(), salt=b"age-encryption.org/v1/scrypt" + salt, n=rounds, r=8, p=1, dklen=32,
        maxmem=rounds * 1024 + (1 << 20),
    )  # fmt: skip


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt or None, info).derive(key)


def _mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.digest(_derived(file_key, b"", b"header"), header, "sha256")


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _coded(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")


def _decoded(text: bytes) -> bytes:
    try:
        data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise ValueError from error
    if _coded(data).encode() != text:
        raise ValueError("not the one form of these bytes")
    return data
