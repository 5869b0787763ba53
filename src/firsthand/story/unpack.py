"""
The parts of a published file that the leak test must look into: archives, pictures' own notes, embedded pictures.

Bounded everywhere: depth, members, bytes. What is not looked into is said, never passed over in silence.
"""

from __future__ import annotations

import base64
import binascii
import bz2
import io
import lzma
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from firsthand.story.films import has_sound, is_film, notes_of
from firsthand.story.pdf import read_pdf

MAX_DEPTH = 5
MAX_MEMBERS = 20_000
MAX_BYTES = 256 * 1024 * 1024


class Part(NamedTuple):
    """
    Bytes inside a file.

    Attributes:
        where: Chain of names, from the outside in.
        data: Unpacked.
        note: It stands in a picture's file and is no pixel: EXIF, XMP, IPTC, a profile of colours, a comment.
    """

    where: str
    data: bytes
    note: bool = False


class Found(NamedTuple):
    """Something that must not be there whatever it holds: ``thumbnail``, ``gps`` or ``sound``."""

    where: str
    kind: str
    what: str


class Skipped(NamedTuple):
    """Something that was not looked into, and why."""

    where: str
    why: str


Piece = Part | Found | Skipped


class Budget:
    """What may still be unpacked for one outermost file; a bomb uses it up and is said to have done so."""

    def __init__(self) -> None:
        self.bytes, self.members = MAX_BYTES, MAX_MEMBERS

    def take(self, size: int) -> bool:
        """Use up one member of a size; False when there is not enough left."""
        self.bytes -= size
        self.members -= 1
        return self.bytes >= 0 and self.members >= 0


_COMPRESSED = {b"\x1a\x45\xdf\xa3": "Matroska", b"7z\xbc\xaf": "7z", b"Rar!": "rar", b"\x28\xb5\x2f\xfd": "zstd"}
_DATA_URI = re.compile(r"base64,\s{0,4}([A-Za-z0-9+/=_%\s-]{16,8000000})")


def pieces(data: bytes, where: str, budget: Budget) -> Iterator[Piece]:
    """List what stands inside these bytes, one level down."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield from _zip(data, where, budget)
    elif data.startswith(b"\x1f\x8b"):
        yield from _gzip(data, where, budget)
    elif data.startswith(b"\x89PNG\r\n\x1a\n"):
        yield from _png(data, where, budget)
    elif data.startswith(b"\xff\xd8\xff"):
        yield from _jpeg(data, where)
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        yield from _webp(data, where)
    elif data.startswith(b"%PDF"):
        yield from _pdf(data, where, budget)
    elif data.startswith(b"WARC/"):
        yield from _warc(data, where, budget)
    elif data[257:262] == b"ustar":
        yield from _tar(data, where, budget)
    elif data.startswith((b"BZh", b"\xfd7zXZ")):
        yield from _stream(data, where, budget)
    elif has_sound(data):
        yield Found(where, "sound", "sound that can be heard")
    elif is_film(data):
        yield from (Part(f"{where}, note of the film", note, note=True) for note in notes_of(data))
    else:
        name = next((name for magic, name in _COMPRESSED.items() if data.startswith(magic)), "")
        if name:
            yield Skipped(where, f"packed with {name}")


def embedded(text: str, where: str, budget: Budget) -> Iterator[Piece]:
    """List what is embedded in a page as base64."""
    for n, m in enumerate(_DATA_URI.finditer(text), 1):
        body = re.sub(r"[\s]|%0[aAdD]|%20", "", m[1]).replace("%2B", "+").replace("%2F", "/").replace("%3D", "=")
        body = body.translate(str.maketrans("-_", "+/")).partition("=")[0]
        body = body[: len(body) - (len(body) % 4 == 1)]
        try:
            data = base64.b64decode(body + "=" * (-len(body) % 4), validate=True)
        except (binascii.Error, ValueError):
            yield Skipped(f"{where}, embedded {n}", "base64 that cannot be read")
            continue
        if budget.take(len(data)):
            yield Part(f"{where}, embedded {n}", data)
        else:
            yield Skipped(f"{where}, embedded {n}", "too much to unpack")
            return


def _zip(data: bytes, where: str, budget: Budget) -> Iterator[Piece]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, struct.error) as error:
        yield Skipped(where, f"an archive that cannot be read: {error}")
        return
    yield Part(f"{where}, comment", archive.comment)
    for member in members:
        name = f"{where}!{member.filename}"
        yield Part(
            f"{name}, name and notes",
            member.filename.encode("utf-8", "replace") + b"\n" + member.comment + b"\n" + member.extra,
        )
        if not budget.take(member.file_size):
            yield Skipped(name, "too much to unpack")
            return
        try:
            with archive.open(member) as opened:
                # The stated size may lie; one byte more than stated shows it.
                content = opened.read(member.file_size + 1)
        except (
            zipfile.BadZipFile,
            RuntimeError,
            NotImplementedError,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
        ) as error:
            yield Skipped(name, f"a member that cannot be read: {error}")
            continue
        yield Part(name, content)


def _gzip(data: bytes, where: str, budget: Budget) -> Iterator[Piece]:
    n, rest = 0, data
    while rest.startswith(b"\x1f\x8b"):
        n += 1
        opened = zlib.decompressobj(47)
        try:
            content = opened.decompress(rest, max(1, budget.bytes))
        except zlib.error as error:
            yield Skipped(f"{where}, gzip member {n}", f"cannot be unpacked: {error}")
            return
        if not budget.take(len(content)) or opened.unconsumed_tail:
            yield Skipped(f"{where}, gzip member {n}", "too much to unpack")
            return
        yield Part(f"{where}, gzip member {n}", content)
        rest = opened.unused_data


def _stream(data: bytes, where: str, budget: Budget) -> Iterator[Piece]:
    opened = bz2.BZ2Decompressor() if data.startswith(b"BZh") else lzma.LZMADecompressor(memlimit=MAX_BYTES)
    try:
        content = opened.decompress(data, max(1, budget.bytes))
    except (OSError, EOFError, ValueError, lzma.LZMAError) as error:
        yield Skipped(where, f"cannot be unpacked: {error}")
        return
    if not budget.take(len(content)) or not opened.eof:
        yield Skipped(where, "too much to unpack, or cut off")
        return
    yield Part(f"{where}, unpacked", content)
    if opened.unused_data:
        yield Part(f"{where}, behind the end", opened.unused_data)


def _tar(data: bytes, where: str, budget: Budget) -> Iterator[Piece]:
    try:
        with tarfile.TarFile(fileobj=io.BytesIO(data)) as archive:
            for member in archive:
                opened = archive.extractfile(member) if member.isreg() else None
                if not budget.take(member.size):
                    yield Skipped(f"{where}!{member.name}", "too much to unpack")
                    return
                yield Part(f"{where}!{member.name}, name", f"{member.name} {member.linkname} {member.uname}".encode())
                if opened:
                    yield Part(f"{where}!{member.name}", opened.read())
    except (tarfile.TarError, OSError, ValueError, EOFError, struct.error) as error:
        yield Skipped(where, f"an archive that cannot be read: {error}")


_WARC_LENGTH = re.compile(rb"(?im)^Content-Length:\s*(\d{1,12})\s*$")


def _warc(data: bytes, where: str, budget: Budget) -> Iterator[Piece]:
    """Each record's content; the body of a web answer unpacked."""
    at, n = 0, 0
    while data.startswith(b"WARC/", at):
        n += 1
        end = data.find(b"\r\n\r\n", at)
        stated = _WARC_LENGTH.search(data[at:end]) if end >= 0 else None
        if stated is None:
            yield Skipped(f"{where}, record {n}", "a record without a length")
            return
        block = data[end + 4 : end + 4 + int(stated[1])]
        if not budget.take(len(block)):
            yield Skipped(f"{where}, record {n}", "too much to unpack")
            return
        if block.startswith(b"HTTP/"):
            block = block.partition(b"\r\n\r\n")[2]
        yield Part(f"{where}, record {n}", block)
        at = end + 4 + int(stated[1])
        while data[at : at + 1] in (b"\r", b"\n"):
            at += 1


def _pdf(data: bytes, where: str, budget: Budget) -> Iterator[Piece]:
    found = read_pdf(data, max(1, budget.bytes))
    for number, content in found.streams:
        if not budget.take(len(content)):
            yield Skipped(f"{where}, object {number}", "too much to unpack")
            return
        yield Part(f"{where}, PDF object {number}", content)
    if found.text.strip():
        yield Part(f"{where}, words of the PDF", found.text.encode("utf-8", "replace"))
    yield from (Skipped(f"{where}, PDF {place}".rstrip(), why) for place, why in found.skipped)


def _png(data: bytes, where: str, budget: Budget) -> Iterator[Piece]:
    at = 8
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        name = f"{where}, PNG {kind.decode('latin-1')}"
        at += 12 + length
        if kind in (b"tEXt", b"eXIf", b"tIME"):
            yield Part(name, body, note=True)
            if kind == b"eXIf":
                yield from exif(body, name)
        elif kind in (b"zTXt", b"iTXt", b"iCCP"):
            yield Part(name, body, note=True)
            yield from _png_packed(kind, body, name, budget)
        if kind == b"IEND" and at < len(data):
            yield Part(f"{where}, behind the end of the picture", data[at:], note=True)
            return


def _png_packed(kind: bytes, body: bytes, name: str, budget: Budget) -> Iterator[Piece]:
    keyword, _, rest = body.partition(b"\0")
    if kind == b"iTXt":
        if rest[:1] != b"\1":
            return
        rest = rest[2:].split(b"\0", 2)[-1]
    else:
        rest = rest[1:]
    try:
        content = zlib.decompressobj().decompress(rest, 16 * 1024 * 1024)
    except zlib.error as error:
        yield Skipped(name, f"cannot be unpacked: {error}")
        return
    if budget.take(len(content)):
        yield Part(f"{name} {keyword.decode('latin-1')}", content)


def _jpeg(data: bytes, where: str) -> Iterator[Piece]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9 or marker == 0xDA:
            break
        (length,) = struct.unpack_from(">H", data, at + 2)
        body = data[at + 4 : at + 2 + length]
        at += 2 + max(length, 2)
        if 0xE0 <= marker <= 0xEF or marker == 0xFE:
            name = f"{where}, JPEG {'COM' if marker == 0xFE else f'APP{marker - 0xE0}'}"
            # These two say only how the pixels are stored.
            yield Part(name, body, note=not body.startswith((b"JFIF\0", b"Adobe\0")))
            yield from _jpeg_notes(body, name)
    end = data.rfind(b"\xff\xd9")
    if end >= 0 and end + 2 < len(data):
        yield Part(f"{where}, behind the end of the picture", data[end + 2 :], note=True)


def _jpeg_notes(body: bytes, name: str) -> Iterator[Piece]:
    if body.startswith(b"Exif\0"):
        yield from exif(body[6:], name)
    elif body.startswith(b"MPF\0"):
        yield Found(name, "thumbnail", "a second picture inside the file")
    elif (
        (body.startswith(b"JFIF\0") and len(body) >= 14 and body[12] * body[13])
        or body.startswith(b"JFXX\0")
        or (body.startswith(b"Photoshop") and re.search(rb"8BIM\x04[\x09\x0c]", body))
    ):
        yield Found(name, "thumbnail", "a small picture inside the file")
    elif b"xmp:Thumbnails" in body or b"xmpGImg:image" in body:
        yield Found(name, "thumbnail", "a small picture inside the notes")
    if b"exif:GPSL" in body:
        yield Found(name, "gps", "a position in the notes of the picture")


def _webp(data: bytes, where: str) -> Iterator[Piece]:
    at = 12
    while at + 8 <= len(data):
        kind = data[at : at + 4]
        (length,) = struct.unpack_from("<I", data, at + 4)
        body = data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
        if kind in (b"EXIF", b"XMP ", b"ICCP"):
            name = f"{where}, WebP {kind.decode().strip()}"
            yield Part(name, body, note=True)
            if kind == b"EXIF":
                yield from exif(body.removeprefix(b"Exif\0\0"), name)


def exif(tiff: bytes, where: str) -> Iterator[Piece]:
    """
    Look into EXIF for a position and a thumbnail.

    Source:
        TIFF 6.0 section 2; EXIF 2.32 section 4.6.3 (GPS IFD pointer 0x8825), 4.5.5 (thumbnail in IFD1, tag 0x0201).
    """
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return
    (first,) = struct.unpack_from(order + "I", tiff, 4)
    tags, second = _directory(tiff, first, order)
    if 0x8825 in tags and len(_directory(tiff, tags[0x8825], order)[0]) > 0:
        yield Found(where, "gps", "a position in the notes of the picture")
    if second and _directory(tiff, second, order)[0]:
        yield Found(where, "thumbnail", "a small picture inside the file")


def _directory(tiff: bytes, at: int, order: str) -> tuple[dict[int, int], int]:
    """Tags with their four value bytes, and where the next directory stands; empty when it points outside."""
    if not 0 < at <= len(tiff) - 2:
        return {}, 0
    (count,) = struct.unpack_from(order + "H", tiff, at)
    end = at + 2 + count * 12
    if end > len(tiff):
        return {}, 0
    tags = {}
    for i in range(count):
        tag, _, _, value = struct.unpack_from(order + "HHII", tiff, at + 2 + i * 12)
        tags[tag] = value
    following = struct.unpack_from(order + "I", tiff, end)[0] if end + 4 <= len(tiff) else 0
    return tags, following
