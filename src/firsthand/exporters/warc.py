"""
WARC 1.1, the file of web archives, written so that the same captures give the same bytes.

One gzip member a record, without a time in it. A capture is a `resource` record: its block is the bytes as we received
them. What we say about it is a `metadata` record beside it.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from firsthand.exporters.cdxj import IndexLine

GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
"""Deflate, no flags, no time, system unknown."""
INDEXED = ("resource", "response")
KINDS = ("warcinfo", "resource", "response", "metadata")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """
    One record to be written.

    Attributes:
        kind: A word of `KINDS`.
        target: URI of what it holds; empty for ``warcinfo``, where `name` is the file's.
        at: Aware, UTC: when it was captured.
        mime: Content type of the block.
        size, digest: Of the block: bytes, and SHA-256 in hex.
        body: The block in pieces.
        about: Id of the record that a ``metadata`` record speaks of.
        name: Told apart by it when everything else is equal.
    """

    kind: str
    target: str
    at: datetime
    mime: str
    size: int
    digest: str
    body: Iterable[bytes]
    about: str = ""
    name: str = ""

    @property
    def id(self) -> str:
        """The record's own URI, made from what it holds."""
        told = "\n".join((self.kind, self.target, stamp(self.at), self.digest, self.about, self.name))
        return f"urn:uuid:{UUID(bytes=hashlib.sha256(told.encode()).digest()[:16], version=5)}"


def record_of(kind: str, target: str, at: datetime, mime: str, data: bytes, *, about: str = "", name: str = "") -> Record:
    """A record whose block is at hand."""
    return Record(kind=kind, target=target, at=at, mime=mime, size=len(data), digest=hashlib.sha256(data).hexdigest(),
                  body=(data,), about=about, name=name)  # fmt: skip


def warcinfo(at: datetime, filename: str, fields: Mapping[str, str]) -> Record:
    """The first record: which program made the file, and what it is."""
    text = "".join(f"{_one_line(name)}: {_one_line(value)}\r\n" for name, value in fields.items())
    return record_of("warcinfo", "", at, "application/warc-fields", text.encode(), name=filename)


def write(records: Iterable[Record], lines: list[IndexLine]) -> Iterator[bytes]:
    """
    The bytes of a packed WARC file.

    Args:
        lines: Gets a line for each record that a viewer may look for.

    Raises:
        ValueError: A block is not as long as its record states: what was written so far must be thrown away.
    """
    at = 0
    for record in records:
        hashed, length = hashlib.sha256(), 0
        for piece in _packed(record):
            hashed.update(piece)
            length += len(piece)
            yield piece
        if record.kind in INDEXED:
            lines.append(IndexLine(
                target=record.target, at=record.at, mime=record.mime, digest=f"sha256:{record.digest}",
                packed_digest=f"sha256:{hashed.hexdigest()}", offset=at, length=length,
            ))  # fmt: skip
        at += length


def stamp(at: datetime) -> str:
    """A time as WARC writes it."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _packed(record: Record) -> Iterator[bytes]:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    crc = total = 0
    yield GZIP_HEAD
    for piece in _plain(record):
        crc = zlib.crc32(piece, crc)
        total += len(piece)
        if packed := packer.compress(piece):
            yield packed
    yield packer.flush() + struct.pack("<II", crc, total & 0xFFFFFFFF)


def _plain(record: Record) -> Iterator[bytes]:
    yield _head(record)
    left = record.size
    for piece in record.body:
        left -= len(piece)
        yield piece
    if left:
        raise ValueError(f"{record.target}: its block is not {record.size} bytes long")
    yield b"\r\n\r\n"


def _head(record: Record) -> bytes:
    fields = [
        ("WARC-Type", record.kind), ("WARC-Record-ID", f"<{record.id}>"), ("WARC-Date", stamp(record.at)),
        ("WARC-Target-URI", record.target), ("WARC-Filename", record.name if record.kind == "warcinfo" else ""),
        ("WARC-Refers-To", f"<{record.about}>" if record.about else ""),
        ("WARC-Block-Digest", f"sha256:{record.digest}"),
        ("WARC-Payload-Digest", f"sha256:{record.digest}" if record.kind == "resource" else ""),
        ("Content-Type", record.mime), ("Content-Length", str(record.size)),
    ]  # fmt: skip
    text = "".join(f"{name}: {_one_line(value)}\r\n" for name, value in fields if value)
    return f"WARC/1.1\r\n{text}\r\n".encode()


def _one_line(text: str) -> str:
    """No value may begin another field."""
    return " ".join(text.split())
