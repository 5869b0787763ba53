"""
Records of WARC 0.17 to 1.1 and of ARC 1 and 2, packed record by record or not, damaged or not.

Theory of operation: a plain file is walked from record to record by the lengths that the records state. Where a record
cannot be believed (no version, no length, a length that does not lead to the end of a record), the walk goes on at the next
place that begins as a record does, and the piece between is one flawed record. In a packed file each gzip member is unpacked by
itself and bounded; one member with one record is that record's place in the file. A member with several records has no places
of its own for them: they come out with start -1.

Source:
    ISO 28500:2017 (WARC 1.1); the Internet Archive's "Arc File Format" (1996).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, NamedTuple

HEAD_BYTES = 256 << 10
FIELDS = 1000
RECORD_BYTES = 256 << 20
RATIO, RATIO_FROM = 200, 16 << 20
"""Bounds: of a record's head, its fields, the record, and of what one gzip member may grow to."""

SPANNED = 1000
"""Gzip members that one record may be spread over."""

_CHUNK = 1 << 18
_MAGIC = b"\x1f\x8b\x08"
_VERSION = re.compile(rb"WARC/(?:0\.1[78]|1\.[01])\r?\n")
_NEXT = re.compile(rb"(?<=\n)WARC/(?:0\.1[78]|1\.[01])\r?\n")
_ARC = re.compile(
    rb"(?P<url>[a-zA-Z][a-zA-Z0-9+.-]{1,20}:[^\r\n]{0,8000}) (?P<ip>[0-9a-fA-F.:-]{1,45}) (?P<date>\d{12,18}) (?P<type>[^\s]{1,200})"
    rb"(?: \S{1,200} \S{1,200} \S{1,8000} \d{1,15} \S{1,2000})? (?P<length>[0-9a-zA-Z-]{1,15})\r?\n"
)
_NEXT_ARC = re.compile(rb"(?<=\n)" + _ARC.pattern)


class Record(NamedTuple):
    """
    One record.

    Attributes:
        start, length: In the file; start -1 where it shares a gzip member with others.
        raw: Those bytes; packed where the file is.
        head: Fields in order, names in small letters.
        block: What the record holds.
        flaw, why: Why it cannot be read; head and block are empty then.
        odd: What is strange and does not hinder: code and sentence.
    """

    start: int
    length: int
    raw: bytes
    head: tuple[tuple[str, str], ...] = ()
    block: bytes = b""
    flaw: str = ""
    why: str = ""
    odd: tuple[tuple[str, str], ...] = ()

    def field(self, name: str) -> str:
        """The first field of that name; empty when there is none."""
        return next((value for key, value in self.head if key == name), "")


def kind_of(head: bytes) -> str:
    """``warc`` or ``arc`` from the first bytes, packed or not; empty for anything else."""
    if head[:3] == _MAGIC:
        try:
            head = zlib.decompressobj(31).decompress(head, 4096)
        except zlib.error:
            return ""
    if _VERSION.match(head):
        return "warc"
    return "arc" if head.startswith(b"filedesc:") else ""


def records(stream: BinaryIO, size: int) -> Iterator[Record]:
    """All records in order; every byte of the file that is no line end belongs to one of them."""
    head = stream.read(4096)
    arc = kind_of(head) == "arc"
    if head[:3] == _MAGIC:
        yield from _packed(stream, size, arc)
    else:
        yield from _plain(stream, size, arc)


# Packed


def _packed(stream: BinaryIO, size: int, arc: bool) -> Iterator[Record]:
    start = 0
    told = False
    while start < size:
        data, length, flaw, why = _member(stream, start, size)
        parts = 1
        while not flaw and parts < SPANNED and _goes_on(data, arc) and start + length < size:
            more, further, flaw, why = _member(stream, start + length, size)
            if flaw or (arc and _ARC.match(more)) or _VERSION.match(more):
                flaw = why = ""
                break
            data, length, parts = data + more, length + further, parts + 1
        raw = _at(stream, start, length) if length <= RECORD_BYTES else b""
        inner = list(_plain(BytesIO(data), len(data), arc)) if data else []
        if len(inner) == 1 and not flaw and raw:
            yield inner[0]._replace(start=start, length=length, raw=raw)
        else:
            whole = [one for one in inner if not (flaw and one.flaw)]
            if whole and not flaw and not told:
                told = True
                odd = ("one-gzip-member", "several records share one gzip member: viewers cannot reach them singly")
                whole[0] = whole[0]._replace(odd=(*whole[0].odd, odd))
            yield from (one._replace(start=-1) for one in whole)
            if flaw or not inner:
                yield Record(start, length, raw, flaw=flaw or "empty-record", why=why or "this gzip member holds nothing")
        start += length


def _goes_on(data: bytes, arc: bool) -> bool:
    """Whether these bytes are the first part of one record that some programs spread over several gzip members."""
    last = next(_plain(BytesIO(data), len(data), arc), None)
    return last is not None and last.flaw == "cut-off" and len(data) <= RECORD_BYTES and data.count(b"\nWARC/") == 0


def _member(stream: BinaryIO, start: int, size: int) -> tuple[bytes, int, str, str]:
    """Unpack one gzip member: its bytes, its length in the file, and what is wrong with it."""
    stream.seek(start)
    out, taken = bytearray(), 0
    unpack = zlib.decompressobj(31)
    flaw = why = ""
    while not unpack.eof:
        packed = stream.read(_CHUNK)
        if not packed:
            flaw, why = "cut-off", "its gzip member does not end: the file was cut"
            break
        taken += len(packed)
        try:
            while packed and not unpack.eof:
                out += unpack.decompress(packed, _CHUNK)
                packed = unpack.unconsumed_tail
                if len(out) > RECORD_BYTES or (len(out) > RATIO_FROM and len(out) > RATIO * taken):
                    return b"", _to_next(stream, start, size), "too-large", "its gzip member grows out of all bounds when it is unpacked"
        except zlib.error as error:
            flaw, why = "damaged", f"its gzip member is damaged ({error})"
            break
    if flaw:
        return bytes(out), _to_next(stream, start, size), flaw, why
    return bytes(out), taken - len(unpack.unused_data), "", ""


def _to_next(stream: BinaryIO, start: int, size: int) -> int:
    """How far it is to the next gzip member that holds a record; to the end when there is none."""
    at, kept = start + 1, b""
    stream.seek(at)
    tries = 1000
    while chunk := stream.read(_CHUNK):
        data = kept + chunk
        base = at - len(kept)
        found = data.find(_MAGIC)
        while found >= 0 and tries:
            if len(data) - found < 512 and base + len(data) < size:
                break
            tries -= 1
            if kind_of(data[found : found + 4096]):
                return base + found - start
            found = data.find(_MAGIC, found + 1)
        at += len(chunk)
        kept = data[-1024:] if found < 0 else data[found:][-4096:]
        if not tries:
            break
    return size - start


# Plain


def _plain(stream: BinaryIO, size: int, arc: bool) -> Iterator[Record]:
    start = 0
    while start < size:
        start += _blank(stream, start)
        if start >= size:
            return
        record = _arc(stream, start, size) if arc else _warc(stream, start, size)
        if record.flaw:
            length = _resync(stream, start, size, _NEXT_ARC if arc else _NEXT)
            raw = _at(stream, start, length) if length <= RECORD_BYTES else b""
            record = record._replace(length=length, raw=raw)
        yield record
        start += record.length


def _blank(stream: BinaryIO, start: int) -> int:
    """Line ends between records."""
    count = 0
    stream.seek(start)
    while chunk := stream.read(_CHUNK):
        left = chunk.lstrip(b"\r\n")
        count += len(chunk) - len(left)
        if left:
            break
    return count


def _resync(stream: BinaryIO, start: int, size: int, pattern: re.Pattern[bytes]) -> int:
    at, kept = start, b""
    stream.seek(at)
    while chunk := stream.read(_CHUNK):
        data = kept + chunk
        base = at - len(kept)
        found = pattern.search(data, 1 if base == start else 0)
        if found and (base + found.end() < base + len(data) or base + len(data) >= size):
            return base + found.start() - start
        at += len(chunk)
        kept = data[-16384:]
    return size - start


def _warc(stream: BinaryIO, start: int, size: int) -> Record:
    bad = Record(start, 0, b"")
    stream.seek(start)
    head = stream.read(HEAD_BYTES + 4)
    if not _VERSION.match(head):
        return bad._replace(flaw="no-version", why="it does not begin as a record does")
    end = re.compile(rb"\n\r?\n").search(head)
    if end is None:
        cut = start + len(head) >= size
        return bad._replace(
            flaw="cut-off" if cut else "head-too-large",
            why="its head does not end: the file was cut" if cut else f"its head is longer than {HEAD_BYTES:,} bytes",
        )
    lines = head[: end.start()].split(b"\n")[1:]
    if len(lines) > FIELDS:
        return bad._replace(flaw="head-too-large", why=f"its head has {len(lines):,} fields; the limit is {FIELDS:,}")
    fields, odd = _fields(lines)
    stated = [value for name, value in fields if name == "content-length"]
    if not stated or not re.fullmatch(r"[0-9]{1,18}", stated[0]):
        return bad._replace(flaw="bad-length", why=f"its length is no number ({(stated or ['not stated'])[0][:40]!r})")
    if len(set(stated)) > 1:
        odd.append(("two-lengths", f"it states several lengths ({', '.join(stated)[:60]}): another program may read another record"))
    record = None
    for value in dict.fromkeys(stated):
        if record is None or record.flaw:
            record = _block(stream, start, end.end(), int(value[:18]) if value.isdecimal() else -1, size, b"\r\n\r\n")
    assert record is not None
    return record if record.flaw else record._replace(head=tuple(fields), odd=tuple(odd))


def _block(stream: BinaryIO, start: int, head: int, length: int, size: int, tail: bytes) -> Record:
    """The record whose head has so many bytes and whose block so many; flawed when it does not end as one."""
    bad = Record(start, 0, b"")
    if length < 0 or start + head + length > size:
        return bad._replace(flaw="cut-off", why=f"it states {length:,} bytes, and the file ends before")
    if length > RECORD_BYTES:
        return _skipped(stream, start, head + length, size, tail)
    stream.seek(start)
    raw = stream.read(head + length + len(tail))
    behind = raw[head + length :]
    if behind != tail and behind.strip(b"\r\n"):
        return bad._replace(flaw="bad-length", why=f"it states {length:,} bytes, and does not end there")
    return Record(start, len(raw), raw, block=raw[head : head + length])


def _skipped(stream: BinaryIO, start: int, length: int, size: int, tail: bytes) -> Record:
    return Record(start, min(length + len(tail), size - start), b"", flaw="too-large", why=f"it holds more than {RECORD_BYTES:,} bytes")


def _fields(lines: list[bytes]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    fields: list[tuple[str, str]] = []
    odd: list[tuple[str, str]] = []
    for line in lines:
        text = line.rstrip(b"\r").decode("utf-8", "replace")
        name, colon, value = text.partition(":")
        if text[:1] in (" ", "\t") and fields:
            fields[-1] = (fields[-1][0], f"{fields[-1][1]} {text.strip()}")
        elif colon:
            fields.append((name.strip().lower(), value.strip().strip("<>") if name.lower() == "warc-target-uri" else value.strip()))
        elif text.strip():
            odd.append(("odd-head", f"a line of its head is no field: {text[:60]!r}"))
    foreign = [name for name, _ in fields if not name.startswith(("warc-", "content-"))]
    if foreign:
        odd.append(("odd-head", f"its head has a field that no standard knows ({foreign[0][:40]!r}); it may have been slipped in"))
    return fields, odd


def _arc(stream: BinaryIO, start: int, size: int) -> Record:
    bad = Record(start, 0, b"")
    stream.seek(start)
    line = stream.readline(16384)
    match = _ARC.fullmatch(line)
    if match is None:
        return bad._replace(flaw="no-version", why="it does not begin as a record of an ARC file does")
    if not match["length"].isdigit():
        return bad._replace(flaw="bad-length", why=f"its length is no number ({match['length'][:40]!r})")
    record = _block(stream, start, len(line), int(match["length"]), size, b"\n")
    if record.flaw:
        return record
    date = match["date"].decode().ljust(14, "0")
    url = match["url"].decode("utf-8", "replace")
    kind = "warcinfo" if url.startswith("filedesc:") else "response" if record.block.startswith(b"HTTP/") else "resource"
    when = f"{date[:4]}-{date[4:6]}-{date[6:8]}T{date[8:10]}:{date[10:12]}:{date[12:14]}Z"
    head = (("warc-type", kind), ("warc-target-uri", url), ("warc-date", when), ("content-type", match["type"].decode("latin-1")))
    return record._replace(head=head)


def _at(stream: BinaryIO, start: int, length: int) -> bytes:
    stream.seek(start)
    return stream.read(length)


def filler(raw: bytes) -> bytes:
    """Bytes in the place of a record: they begin as one, and are none."""
    if raw[:3] == _MAGIC:
        return (_MAGIC + b"\xff" * len(raw))[: len(raw)]
    first = b"WARC/1.0\r\n" if raw.startswith(b"WARC/") else b""
    ending = raw[len(raw.rstrip(b"\r\n")) :]
    return (first + b"x" * len(raw))[: len(raw) - len(ending)] + ending
