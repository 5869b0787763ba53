"""Walk a WARC file from its bytes: every record whole, every stated digest right. Nothing is kept but where records start."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from firsthand.shell.archives import CHUNK_BYTES

HEAD_BYTES = 256 << 10
STARTS = 2_000_000
FAMILIES = {"sha1": "sha1", "sha-1": "sha1", "sha256": "sha256", "sha-256": "sha256", "sha512": "sha512",
            "sha-512": "sha512", "md5": "md5"}  # fmt: skip
INDEXED = ("response", "resource", "revisit")


class BadWarc(Exception):
    """A record cannot be read or is not what its digest says; says which and why."""


@dataclass(slots=True)
class Walked:
    """
    What a walk saw.

    Attributes:
        records, digests: How many records there are, and how many of them prove themselves by a block digest.
        starts: Byte offset of each record that an index names, with its target and the SHA-256 of its block (hex; empty
            when it states another digest).
        more: There were more records than `starts` remembers.
        packed: It is packed by gzip.
    """

    records: int = 0
    digests: int = 0
    starts: dict[int, tuple[str, str]] = field(default_factory=dict)
    more: bool = False
    packed: bool = False


def walk(chunks: Iterator[bytes]) -> Walked:
    """
    Read all records of a WARC file, packed or not; its first bytes tell, for names in use do not always.

    Raises:
        BadWarc: It is damaged, or a digest in it is wrong.
    """
    first = next(chunks, b"")
    walked = Walked(packed=first.startswith(b"\x1f\x8b"))
    stream = _Stream(chain((first,), chunks), packed=walked.packed)
    try:
        while (line := stream.line()) is not None:
            _record(stream, line, walked)
    except (zlib.error, EOFError) as error:
        raise BadWarc(f"record {walked.records + 1} is damaged or cut off ({error})") from None
    if not walked.records:
        raise BadWarc("it holds no record")
    return walked


def _record(stream: _Stream, line: bytes, walked: Walked) -> None:
    number = walked.records + 1
    start = stream.start
    if not re.fullmatch(rb"WARC/(0\.1[78]|1\.0|1\.1)\r?\n", line):
        raise BadWarc(f"record {number} does not begin as a record does")
    fields = _fields(stream, number)
    if not re.fullmatch(r"[0-9]{1,18}", fields.get("content-length", "")):
        raise BadWarc(f"record {number} does not state its length")
    family, stated = _stated(fields.get("warc-block-digest", ""))
    hashed = hashlib.new(family, usedforsecurity=False) if family else None
    for chunk in stream.exactly(int(fields["content-length"])):
        if hashed:
            hashed.update(chunk)
    if hashed and stated:
        if hashed.digest() != stated:
            raise BadWarc(f"the block of record {number} was changed: it is not what its digest says")
        walked.digests += 1
    if b"".join(stream.exactly(4)) != b"\r\n\r\n":
        raise BadWarc(f"record {number} does not end as a record does")
    walked.records = number
    if fields.get("warc-type") in INDEXED:
        if len(walked.starts) < STARTS:
            proven = stated.hex() if family == "sha256" else ""
            walked.starts[start] = fields.get("warc-target-uri", "").strip("<>"), proven
        else:
            walked.more = True


def _fields(stream: _Stream, number: int) -> dict[str, str]:
    fields: dict[str, str] = {}
    size, last = 0, ""
    while (line := stream.line()) not in (b"\r\n", b"\n"):
        size += len(line or b"")
        if line is None or size > HEAD_BYTES:
            raise BadWarc(f"the head of record {number} does not end")
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if text[:1] in " \t" and last:
            fields[last] += " " + text.strip()
            continue
        key, colon, value = text.partition(":")
        last = key.strip().lower()
        if not colon or (last in fields and last != "warc-concurrent-to"):
            raise BadWarc(f"the head of record {number} cannot be read in one way: {text[:60]!r}")
        fields[last] = value.strip()
    return fields


def _stated(value: str) -> tuple[str, bytes]:
    """Family and bytes of a digest in hex, base32 or base64; empty when it is none that we know."""
    label, _, text = value.partition(":")
    family = FAMILIES.get(label.lower(), "")
    if not family:
        return "", b""
    size = hashlib.new(family, usedforsecurity=False).digest_size
    for decode in (bytes.fromhex, base64.b32decode, base64.b64decode):
        try:
            found = decode(text)
        except (ValueError, binascii.Error):
            continue
        if len(found) == size:
            return family, found
    return "", b""


class _Stream:
    """Bytes of a WARC file, unpacked gzip member by gzip member; `start` is where the record lies in the file itself."""

    def __init__(self, chunks: Iterator[bytes], *, packed: bool) -> None:
        self._pieces = _members(chunks) if packed else _plain(chunks)
        self._buffer = b""
        self._at = self._behind = 0

    @property
    def start(self) -> int:
        """Of the line that was given last, when it was the first of a record."""
        return self._at

    def line(self) -> bytes | None:
        """The next line with its end; None at the end of the file."""
        if not self._buffer and not self._more():
            return None
        self._at = self._behind
        while b"\n" not in self._buffer:
            if len(self._buffer) > HEAD_BYTES or not self._more():
                raise EOFError("a line does not end")
        at = self._buffer.index(b"\n") + 1
        return self._take(at)

    def exactly(self, size: int) -> Iterator[bytes]:
        """So many bytes, in pieces."""
        while size:
            if not self._buffer and not self._more():
                raise EOFError("bytes are missing")
            piece = self._take(min(size, len(self._buffer)))
            size -= len(piece)
            yield piece

    def _take(self, size: int) -> bytes:
        piece, self._buffer = self._buffer[:size], self._buffer[size:]
        if self._plain_at is not None:
            self._behind += size
        return piece

    _plain_at: int | None = None

    def _more(self) -> bool:
        for offset, piece in self._pieces:
            if offset is None:
                self._plain_at = 0
            elif not self._buffer:
                self._behind = offset
            if piece:
                self._buffer += piece
                return True
        return False


def _plain(chunks: Iterator[bytes]) -> Iterator[tuple[int | None, bytes]]:
    for chunk in chunks:
        yield None, chunk


def _members(chunks: Iterator[bytes]) -> Iterator[tuple[int | None, bytes]]:
    """Unpacked pieces, each with the offset of the gzip member that it comes from."""
    at = start = 0
    packer: zlib._Decompress | None = None
    for chunk in chunks:
        while chunk:
            if packer is None:
                packer, start = zlib.decompressobj(31), at
            yield start, packer.decompress(chunk, CHUNK_BYTES)
            left = packer.unused_data if packer.eof else packer.unconsumed_tail
            at, chunk = at + len(chunk) - len(left), left
            if packer.eof:
                packer = None
    while packer is not None and not packer.eof:
        piece = packer.decompress(b"", CHUNK_BYTES)
        if not piece:
            raise EOFError("the last gzip member does not end")
        yield start, piece
