"""
Archives from strangers: zip, tar and gzip, streamed member by member, bounded by what comes out.

Names inside an archive are labels: nothing is ever written under them. A member is refused, not the whole archive, when
it alone is at fault; the archive is refused when its directory cannot be believed.
"""

from __future__ import annotations

import gzip
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import IO, Any

from firsthand.model.errors import Mistaken
from firsthand.shell.large_archives import MEMBERS, TOTAL_BYTES, Agree, Meter, listed

RATIO = 200
RATIO_FROM_BYTES = 16 << 20
MEMBER_BYTES = 64 << 30
CHUNK_BYTES = 1 << 20
HEADER_BYTES = 1 << 20
"""Of one header of a tar that holds a long name or other notes."""

PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2})
"""Ways of packing in a zip; others want as much memory as the archive says."""

_LONG = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)

EMPTY_MEMBERS = 20_000
"""Of members without a byte; an honest archive of many files has many bytes too."""

BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError,
          NotImplementedError, struct.error, ValueError, OverflowError)  # fmt: skip
"""What the library's unpackers raise on damaged bytes, found by damaging many; `UnicodeDecodeError` is a ValueError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """
    What an archive may do.

    Attributes:
        ratio: Bytes out for one byte in, judged once a member has given `ratio_from_bytes`.
        member_bytes: The largest member.
        members, total_bytes: From which on a person is asked.
    """

    ratio: int = RATIO
    ratio_from_bytes: int = RATIO_FROM_BYTES
    member_bytes: int = MEMBER_BYTES
    members: int = MEMBERS
    total_bytes: int = TOTAL_BYTES


class BadMember(Exception):
    """One member that cannot be kept; carries a code and a sentence."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code
        self.why = why


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside an archive: its label and a way to its bytes."""

    name: str
    chunks: Iterator[bytes]


def kind_of(head: bytes) -> str | None:
    """Recognise an archive from its first bytes: ``zip``, ``gzip``, ``tar``, or None."""
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return "zip"
    if head[:2] == b"\x1f\x8b":
        return "gzip"
    if head[257:262] == b"ustar":
        return "tar"
    return None


def members(path: Path, kind: str, limits: Limits, agree: Agree | None = None) -> Iterator[Member]:
    """
    Walk an archive. Each member's chunks must be read before the next member.

    Args:
        agree: Asked once when there is very much in it; None: nobody can be asked.

    Raises:
        Mistaken: The archive as a whole cannot be believed or opened, or nobody agrees to read so much.
    """
    meter = Meter(path, agree, members=limits.members, total_bytes=limits.total_bytes)
    try:
        if kind == "zip":
            meter.claims(listed(path), 0)
            yield from _zip_members(path, limits, meter)
        elif kind == "tar":
            with path.open("rb") as stream:
                yield from _tar_members(stream, limits, meter)
        elif _holds_tar(path):
            with gzip.open(path, "rb") as unpacked:
                yield from _tar_members(_Bounded(unpacked, path.stat().st_size, limits), limits, meter)
        else:
            yield Member(path.name.removesuffix(".gz"), _bounded(_gzip_chunks(path), path.stat().st_size, limits))
    except BROKEN as error:
        raise Mistaken(
            f"{path.name}: this {kind} file is damaged or cut off ({_first_line(error)}).",
            code="bad-archive",
            advice="Ask for it again, or unpack what can be unpacked and collect the folder.",
        ) from error


def _zip_members(path: Path, limits: Limits, meter: Meter) -> Iterator[Member]:
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        meter.claims(len(entries), sum(entry.file_size for entry in entries))
        _check_directory(path, entries)
        for entry in entries:
            if entry.is_dir():
                continue
            if entry.flag_bits & 1:
                yield Member(entry.filename, _refuse("encrypted", f"{entry.filename}: it is encrypted."))
            elif entry.compress_type not in PACKED:
                told = f"{entry.filename}: it is packed in a way that is not opened here."
                yield Member(entry.filename, _refuse("unusual-packing", told))
            elif entry.external_attr >> 16 & 0o170000 == 0o120000:
                yield Member(entry.filename, _refuse("link", f"{entry.filename}: it is a link, not a file."))
            else:
                chunks = _zip_chunks(archive, entry)
                yield Member(entry.filename, meter.counted(_bounded(chunks, entry.compress_size, limits)))


def _check_directory(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    empty = sum(not entry.file_size and not entry.is_dir() for entry in entries)
    if empty > EMPTY_MEMBERS and empty * 2 > len(entries):
        raise _unbelievable(path, f"it lists {empty:,} members without a byte, as an archive bomb does")
    spans = sorted((entry.header_offset, entry.compress_size) for entry in entries if not entry.is_dir())
    for (start, size), (following, _) in pairwise(spans):
        if start + size > following:
            raise _unbelievable(path, "its members lie over each other, as in a zip bomb")
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise _unbelievable(path, "two members have the same name")


def _unbelievable(path: Path, why: str) -> Mistaken:
    return Mistaken(
        f"{path.name}: not opened, for {why}.",
        code="zip-bomb" if "bomb" in why else "bad-archive",
        advice="If you trust where it comes from, unpack it yourself and collect the folder.",
    )


def _holds_tar(path: Path) -> bool:
    try:
        with gzip.open(path, "rb") as stream:
            return kind_of(stream.read(512)) == "tar"
    except BROKEN:
        return False


class _Bounded:
    """A stream that stops where an archive has grown too much; tar reads its headers through it too."""

    def __init__(self, stream: gzip.GzipFile, packed: int, limits: Limits) -> None:
        self._stream, self._packed, self._limits, self._total = stream, packed, limits, 0

    def read(self, size: int = -1) -> bytes:
        """As of a file."""
        chunk = self._stream.read(size)
        self._total += len(chunk)
        if self._total > self._limits.ratio_from_bytes and self._total > self._limits.ratio * max(self._packed, 1):
            raise OSError(f"it grows more than {self._limits.ratio} times when unpacked, as a zip bomb does")
        return chunk


def _tar_members(source: Any, limits: Limits, meter: Meter) -> Iterator[Member]:
    ends: list[str] = []
    with tarfile.open(fileobj=source, mode="r|", tarinfo=_telling(ends)) as archive:
        for number, entry in enumerate(archive, 1):
            meter.claims(number, 0)
            if entry.isdir():
                continue
            if not entry.isfile():
                yield Member(entry.name, _refuse("link", f"{entry.name}: it is a link or a device, not a file."))
                continue
            stream = archive.extractfile(entry)
            if stream is not None:
                yield Member(entry.name, meter.counted(_bounded(_stream_chunks(stream), _held(entry), limits)))
    if ends[-1:] != ["EOFHeaderError"]:
        raise tarfile.ReadError("it breaks off, or a header in it is damaged")


def _held(entry: tarfile.TarInfo) -> int:
    """Bytes of a member that lie in the archive: the holes of a sparse file do not."""
    told: Any = entry
    return sum(size for _, size in told.sparse) if told.sparse is not None else int(told.size)


def _telling(ends: list[str]) -> type[tarfile.TarInfo]:
    """The library takes a damaged header for the end; this notes what it was, for only a block of zeros is the end."""

    class Telling(tarfile.TarInfo):
        @classmethod
        def fromtarfile(cls, tarfile: tarfile.TarFile) -> Telling:
            try:
                return super().fromtarfile(tarfile)
            except Exception as error:
                ends.append(type(error).__name__)
                raise

        def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
            # The library holds such a header in memory as a whole, and believes the size that it states.
            if self.type in _LONG and self.size > HEADER_BYTES:
                raise tarfile.HeaderError(f"a header of it has {self.size:,} bytes")
            return super()._proc_member(archive)  # type: ignore[misc,no-any-return]

    return Telling


def _zip_chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as stream:
        yield from _stream_chunks(stream)


def _stream_chunks(stream: IO[bytes] | gzip.GzipFile) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK_BYTES):
        yield chunk


def _gzip_chunks(path: Path) -> Iterator[bytes]:
    with gzip.open(path, "rb") as stream:
        yield from _stream_chunks(stream)


def _bounded(chunks: Iterator[bytes], packed: int, limits: Limits) -> Iterator[bytes]:
    """Count what comes out, not what the header says."""
    total = 0
    try:
        for chunk in chunks:
            total += len(chunk)
            if total > limits.ratio_from_bytes and total > limits.ratio * max(packed, 1):
                why = f"It grows more than {limits.ratio} times when unpacked, as a zip bomb does."
                raise BadMember("zip-bomb", why)
            if total > limits.member_bytes:
                raise BadMember("too-large", f"It is larger than {limits.member_bytes:,} bytes.")
            yield chunk
    except BROKEN as error:
        raise BadMember("damaged", f"It cannot be unpacked ({_first_line(error)}).") from error


def _refuse(code: str, why: str) -> Iterator[bytes]:
    raise BadMember(code, why)
    yield b""  # makes this a generator: the refusal comes when the bytes are asked for


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
