"""
Sheets of an .xlsx workbook as rows of text.

A workbook is a zip of XML that anybody may have sent, so nothing is handed to the spreadsheet library before it was
looked at in bounded steps: the table of contents, the true size of each part (not the stated one), and the farthest
cell of each sheet, for the library lays a sheet out as a full rectangle and one cell in the last corner would ask for
sixteen thousand million of them.

Values are those that the file holds; formulas are never computed. Numbers become text as a person would see them, but
a number with more digits than a spreadsheet keeps comes out as ``1.23E+17``, so that nobody takes it for an id.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO, NamedTuple

MAX_FILE = 1 << 29
MAX_PARTS = 10_000
MAX_CONTENTS = 1 << 24
MAX_UNPACKED = 1 << 31
MAX_RATIO = 200
MAX_CELLS = 20_000_000
"""Bounds: bytes of the file, parts, bytes of the table of contents, bytes and ratio unpacked, cells of a sheet."""

_SMALL = 1 << 20
_CHUNK = 1 << 18
_LONGEST_TAG = 1 << 16
_PLACE = re.compile(
    rb"""<(?:\w{1,32}:)?(row|c)(?=[\s>/])(?:[^<>]*?\sr\s*=\s*["']([A-Za-z]{0,3})(\d{0,7})["'])?""", re.ASCII
)
_KEPT_DIGITS = 1e15


class Sheet(NamedTuple):
    """A sheet: its name, and its rows that are not empty with their numbers as the program shows them."""

    name: str
    rows: list[tuple[int, tuple[str, ...]]]
    height: int


def is_workbook(stream: BinaryIO, size: int) -> bool:
    """Whether this is an .xlsx, or looks like one whose end was cut off."""
    if size < 4 or stream.read(4) != b"PK\x03\x04":
        return False
    try:
        names = _contents(stream, size).namelist()
    except (_Unsafe, zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        stream.seek(0)
        head = stream.read(1 << 16)
        return b"[Content_Types].xml" in head and b"xl/" in head
    return any(name.startswith("xl/workbook") for name in names)


class _Unsafe(ValueError):
    """More than a workbook may be."""


def sheets(stream: BinaryIO, size: int) -> list[Sheet] | str:
    """
    Read all sheets, hidden ones too.

    Returns:
        The sheets, or in words why the workbook cannot be read.
    """
    try:
        _inspect(stream, size)
    except _Unsafe as error:
        return str(error)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, OverflowError) as error:
        return f"the workbook is damaged or cut off ({error})"
    try:
        stream.seek(0)
        return _load(stream)
    except BaseException as error:
        # A panic inside the library's Rust code arrives as a BaseException of its own.
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit | MemoryError):
            raise
        return f"the workbook is damaged ({str(error)[:200]})"


def _load(stream: BinaryIO) -> list[Sheet]:
    from python_calamine import CalamineWorkbook  # heavy; only a workbook needs it

    book = CalamineWorkbook.from_filelike(stream)
    found: list[Sheet] = []
    for number, name in enumerate(book.sheet_names):
        data: list[list[Any]] = book.get_sheet_by_index(number).to_python(skip_empty_area=False)
        rows = [(n, cells) for n, row in enumerate(data, 1) if (cells := _texts(row))]
        found.append(Sheet(name, rows, len(data)))
    return found


def _texts(row: list[Any]) -> tuple[str, ...]:
    """The cells as text, without the empty ones at the end: how far a sheet is wide is no property of a row."""
    cells = [cell_text(cell) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def cell_text(value: object) -> str:
    """A value as a person would see it; a number with more digits than a spreadsheet keeps shows that it lost some."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        if value == value and abs(value) < _KEPT_DIGITS and value == int(value):
            return str(int(value))
        return f"{value:.14E}" if abs(value) >= _KEPT_DIGITS else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


# Before the library


def _contents(stream: BinaryIO, size: int) -> zipfile.ZipFile:
    """Open the zip after a look at how large its table of contents says it is."""
    if size > MAX_FILE:
        raise _Unsafe(f"the workbook has {size} bytes; the limit is {MAX_FILE}")
    stream.seek(max(0, size - 65_557))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise zipfile.BadZipFile("no table of contents")
    parts = int.from_bytes(tail[at + 10 : at + 12], "little")
    length = int.from_bytes(tail[at + 12 : at + 16], "little")
    if parts > MAX_PARTS or length > MAX_CONTENTS or b"PK\x06\x06" in tail:
        raise _Unsafe(f"the workbook lists {parts} parts in {length} bytes; the limits are {MAX_PARTS}, {MAX_CONTENTS}")
    stream.seek(0)
    return zipfile.ZipFile(stream)


def _inspect(stream: BinaryIO, size: int) -> None:
    total = 0
    with _contents(stream, size) as archive:
        infos = archive.infolist()
        if len(infos) > MAX_PARTS:
            raise _Unsafe(f"the workbook has {len(infos)} parts; the limit is {MAX_PARTS}")
        for info in infos:
            length, reach = 0, _Reach()
            for chunk in _unpacked(stream, info):
                length += len(chunk)
                if total + length > MAX_UNPACKED:
                    raise _Unsafe(f"the workbook unpacks to more than {MAX_UNPACKED} bytes")
                if length > _SMALL and length > MAX_RATIO * max(1, info.compress_size):
                    raise _Unsafe(f"the part {info.filename[:80]!r} unpacks to more than {MAX_RATIO} times its size")
                # Every part is looked at: the workbook says which of them are sheets, under any name.
                reach.add(chunk)
                if reach.right * reach.low > MAX_CELLS:
                    far = f"row {reach.low}, column {reach.right}"
                    raise _Unsafe(f"the sheet {info.filename[:80]!r} reaches to {far}: too many cells")
            total += length


class _Reach:
    """How far to the right and down the cells of a sheet lie. Rows and cells without an address follow one another."""

    def __init__(self) -> None:
        self.right = self.low = self._row = self._column = 0
        self._kept = b""
        self._begun = False

    def add(self, chunk: bytes) -> None:
        if not self._begun:
            self._begun = True
            if chunk.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
                raise _Unsafe("a part of the workbook is not in UTF-8")
        data = self._kept + chunk
        # A tag may go on in the next piece.
        whole = max(data.rfind(b"<"), len(data) - _LONGEST_TAG, 0)
        for match in _PLACE.finditer(data, 0, whole):
            self._place(*match.groups())
        self._kept = data[whole:]

    def _place(self, kind: bytes, letters: bytes | None, digits: bytes | None) -> None:
        if kind == b"row":
            self._row = int(digits) if digits else self._row + 1
            self._column = 0
            return
        column = 0
        for letter in (letters or b"").upper():
            column = column * 26 + letter - 64
        self._column = column or self._column + 1
        self._row = int(digits) if digits else max(self._row, 1)
        self.right, self.low = max(self.right, self._column), max(self.low, self._row)


def _unpacked(stream: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """
    The true bytes of a part, in pieces.

    `zipfile` stops at the size that the archive states; the library that comes after does not.
    """
    if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _Unsafe(f"the part {info.filename[:80]!r} is encrypted or packed in an unusual way")
    stream.seek(info.header_offset)
    header = stream.read(30)
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise zipfile.BadZipFile(f"the part {info.filename[:80]!r} is not where it is said to be")
    stream.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    left = info.compress_size
    unpack = zlib.decompressobj(-15) if info.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0:
        packed = stream.read(min(left, _CHUNK))
        if not packed:
            raise zipfile.BadZipFile(f"the part {info.filename[:80]!r} ends early")
        left -= len(packed)
        if unpack is None:
            yield packed
            continue
        piece = unpack.decompress(packed, _CHUNK)
        while piece:
            yield piece
            piece = unpack.decompress(unpack.unconsumed_tail, _CHUNK)
        if unpack.eof:
            return
