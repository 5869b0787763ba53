"""
A ZIP file that means the same to everybody: every byte of it belongs to a member or to the one directory.

Readers of ZIP disagree about what lies before, between and after the members, about which of two equal names counts and
about names that climb. Evidence must not depend on the reader, so all that is refused here. Members are streamed, and
never written under their names.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from firsthand.shell.archives import CHUNK_BYTES, Limits

DIRECTORY_BYTES = 64 << 20
END, END64, LOCATOR64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
CENTRAL, LOCAL, DESCRIPTOR = b"PK\x01\x02", b"PK\x03\x04", b"PK\x07\x08"
DESCRIBED, UTF8 = 0x8, 0x800
KNOWN_FLAGS = 0x2 | 0x4 | DESCRIBED | UTF8
STORED, DEFLATED = 0, 8
ZIP64_EXTRA = 0x0001
KNOWN_EXTRAS = {ZIP64_EXTRA, 0x000A, 0x5455, 0x5855, 0x7875}
"""Sizes, and times and owners as common tools write them. What is missing here is, above all, a second name (0x7075)."""


class BadZip(Exception):
    """The file is not a ZIP that everybody reads in the same way; says why."""


@dataclass(frozen=True, slots=True)
class ZipMember:
    """A member as the directory states it; `data` is where its bytes start, `size` what comes out."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    header: int
    data: int = 0


def read_directory(stream: BinaryIO, limits: Limits) -> dict[str, ZipMember]:
    """
    Read the directory and walk every local header, so that no byte of the file is left unexplained.

    Raises:
        BadZip: Something in it could be read in two ways.
    """
    stream.seek(0, 2)
    length = stream.tell()
    start, size, count = _end(stream, length)
    if count > limits.members or size > DIRECTORY_BYTES:
        raise BadZip(f"its directory lists {count:,} members in {size:,} bytes, more than is read")
    stream.seek(start)
    found = list(_central(stream.read(size), count))
    names = [member.name for member in found]
    if len(set(names)) != len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise BadZip(f"two members are named {twice}: readers differ in which one they show")
    if len({name.casefold() for name in names}) != len(names):
        raise BadZip("two names differ in upper and lower case only")
    return {one.name: one for one in _walk(stream, sorted(found, key=lambda one: one.header), start)}


def unpack(stream: BinaryIO, member: ZipMember, limits: Limits) -> Iterator[bytes]:
    """
    Stream what comes out of a member; it ends without an error only when size and checksum are right.

    Raises:
        BadZip: It is damaged, or grows beyond what it states or what is allowed.
    """
    if member.size > limits.member_bytes:
        raise BadZip(f"{member.name} is larger than {limits.member_bytes:,} bytes")
    if member.size > limits.ratio_from_bytes and member.size > limits.ratio * max(member.packed, 1):
        raise BadZip(f"{member.name} grows more than {limits.ratio} times when unpacked, as a zip bomb does")
    crc = total = 0
    for chunk in _raw(stream, member) if member.method == STORED else _inflated(stream, member):
        crc = zlib.crc32(chunk, crc)
        total += len(chunk)
        if total > member.size:
            raise BadZip(f"more comes out of {member.name} than the directory states")
        yield chunk
    if (total, crc) != (member.size, member.crc):
        raise BadZip(f"{member.name} is damaged: its size or checksum is not what the directory states")


def _end(stream: BinaryIO, length: int) -> tuple[int, int, int]:
    """Where the directory starts, its size, and how many members it lists."""
    stream.seek(max(length - 22, 0))
    end = stream.read(22)
    if len(end) != 22 or end[:4] != END:
        raise BadZip("it does not end with the directory of a ZIP: bytes were added behind it, or it is cut off")
    disk, first_disk, here, count, size, start, comment = struct.unpack("<HHHHIIH", end[4:])
    at, more = length - 22, 0
    stream.seek(max(at - 20, 0))
    locator = stream.read(20) if at >= 76 else b""
    if locator[:4] == LOCATOR64:
        more, at64 = 76, struct.unpack("<Q", locator[8:16])[0]
        stream.seek(at - 76)
        big = stream.read(56)
        if at64 != at - 76 or big[:4] != END64 or struct.unpack("<Q", big[4:12])[0] != 44:
            raise BadZip("its large directory is not where it says")
        disk, first_disk, here, count, size, start = struct.unpack("<IIQQQQ", big[16:])
    if disk or first_disk or here != count or comment:
        raise BadZip("it is a part of a larger ZIP, or carries a comment")
    if start + size != at - more:
        raise BadZip("bytes lie before the ZIP, or between its members and its directory")
    return start, size, count


def _central(data: bytes, count: int) -> Iterator[ZipMember]:
    at = 0
    for _ in range(count):
        head = data[at : at + 46]
        if len(head) != 46 or head[:4] != CENTRAL:
            raise BadZip("its directory is damaged")
        (made_by, _, flags, method, _, _, crc, packed, size, name_size, extra_size, comment_size, disk, _, external,
         header) = struct.unpack("<HHHHHHIIIHHHHHII", head[4:])  # fmt: skip
        at += 46
        name = _name(data[at : at + name_size], flags)
        extra = data[at + name_size : at + name_size + extra_size]
        at += name_size + extra_size
        large = _extras(extra, name).get(ZIP64_EXTRA, b"")
        packed, size, header = _enlarged(large, size=size, packed=packed, header=header, name=name)
        if comment_size or disk:
            raise BadZip(f"{name} carries a comment, or lies on another disk")
        if flags & ~KNOWN_FLAGS:
            raise BadZip(f"{name} is encrypted" if flags & 0x41 else f"{name} uses a way of packing that is not read here")
        if method not in (STORED, DEFLATED) or (method == STORED and packed != size):
            raise BadZip(f"{name} is neither stored nor deflated")
        if made_by >> 8 == 3 and (external >> 16) & 0o170000 not in (0, 0o100000):
            raise BadZip(f"{name} is a link or a folder, not a file")
        yield ZipMember(name, method, crc, packed, size, header)
    if at != len(data):
        raise BadZip("bytes lie behind the last line of its directory")


def _name(raw: bytes, flags: int) -> str:
    try:
        name = raw.decode("utf-8" if flags & UTF8 else "ascii")
    except UnicodeDecodeError:
        raise BadZip(f"a member has a name that readers show differently: {raw[:60]!r}") from None
    parts = name.split("/")
    if "\\" in name or re.search(r"[\x00-\x1f\x7f-\x9f:]", name) or any(part in ("", ".", "..") for part in parts):
        raise BadZip(f"a member has an unsafe name: {name[:60]!r}")
    return name


def _extras(data: bytes, name: str) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    at = 0
    while at < len(data):
        if len(data) - at < 4:
            raise BadZip(f"the fields behind the name of {name} are damaged")
        kind, size = struct.unpack("<HH", data[at : at + 4])
        if kind not in KNOWN_EXTRAS or kind in found or at + 4 + size > len(data) or size > 64:
            raise BadZip(f"{name} carries a field {kind:#06x} that could hide bytes or a second name")
        found[kind] = data[at + 4 : at + 4 + size]
        at += 4 + size
    return found


def _enlarged(large: bytes, *, size: int, packed: int, header: int, name: str) -> tuple[int, int, int]:
    """Sizes and place of a member of 4 GiB and more, from its field; the field holds those that overflow, in this order."""
    values = [size, packed, header]
    at = 0
    for number, value in enumerate(values):
        if value == 0xFFFFFFFF:
            if len(large) < at + 8:
                raise BadZip(f"the sizes of {name} are damaged")
            values[number] = struct.unpack("<Q", large[at : at + 8])[0]
            at += 8
    if at != len(large):
        raise BadZip(f"the sizes of {name} are stated twice")
    return values[1], values[0], values[2]


def _walk(stream: BinaryIO, found: list[ZipMember], end: int) -> Iterator[ZipMember]:
    """Local header after local header, without a byte between; each must say what the directory says."""
    at = 0
    for number, member in enumerate(found):
        if member.header != at:
            raise BadZip(f"bytes lie before {member.name} that belong to no member, or members lie over each other")
        stream.seek(at)
        head = stream.read(30)
        if len(head) != 30 or head[:4] != LOCAL:
            raise BadZip(f"{member.name} is not where the directory says")
        _, flags, method, _, _, crc, packed, size, name_size, extra_size = struct.unpack("<HHHHHIIIHH", head[4:])
        name = _name(stream.read(name_size), flags)
        large = _extras(stream.read(extra_size), member.name).get(ZIP64_EXTRA, b"")
        if name != member.name or method != member.method or flags & ~KNOWN_FLAGS:
            raise BadZip(f"{member.name} says another thing of itself than the directory does")
        data = at + 30 + name_size + extra_size
        at = data + member.packed
        following = found[number + 1].header if number + 1 < len(found) else end
        if flags & DESCRIBED:
            at += _described(stream, member, at, following)
        else:
            if len(large) == 16 and packed == size == 0xFFFFFFFF:
                size, packed = struct.unpack("<QQ", large)
            if (crc, packed, size) != (member.crc, member.packed, member.size):
                raise BadZip(f"{member.name} states another size or checksum than the directory does")
        yield ZipMember(member.name, member.method, member.crc, member.packed, member.size, member.header, data)
    if at != end:
        raise BadZip("bytes lie between the last member and the directory, or members lie over each other")


def _described(stream: BinaryIO, member: ZipMember, at: int, following: int) -> int:
    """Length of what a streaming writer put behind a member: checksum and sizes once more."""
    stream.seek(at)
    tail = stream.read(min(max(following - at, 0), 24))
    for sizes in ("II", "QQ"):
        plain = struct.pack("<I" + sizes, member.crc, *_fits(sizes, member.packed, member.size))
        if tail in (plain, DESCRIPTOR + plain):
            return len(tail)
    raise BadZip(f"bytes lie behind {member.name} that belong to no member")


def _fits(sizes: str, *values: int) -> tuple[int, ...]:
    return tuple(value if sizes == "QQ" else min(value, 0xFFFFFFFF) for value in values)


def _raw(stream: BinaryIO, member: ZipMember) -> Iterator[bytes]:
    at, left = member.data, member.packed
    while left:
        stream.seek(at)
        chunk = stream.read(min(left, CHUNK_BYTES))
        if not chunk:
            raise BadZip(f"{member.name} is cut off")
        at, left = at + len(chunk), left - len(chunk)
        yield chunk


def _inflated(stream: BinaryIO, member: ZipMember) -> Iterator[bytes]:
    packer = zlib.decompressobj(-15)
    try:
        for packed in _raw(stream, member):
            while packed:
                yield packer.decompress(packed, CHUNK_BYTES)
                packed = packer.unconsumed_tail
                if packer.unused_data:
                    raise BadZip(f"bytes are hidden behind the end of {member.name}")
        while not packer.eof and (chunk := packer.decompress(packer.unconsumed_tail, CHUNK_BYTES)):
            yield chunk
    except zlib.error:
        raise BadZip(f"{member.name} is damaged: it cannot be inflated") from None
    if not packer.eof or packer.unused_data:
        raise BadZip(f"{member.name} is damaged: its packed bytes do not end where they should")
