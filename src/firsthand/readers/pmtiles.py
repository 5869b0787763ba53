"""
PMTiles version 3: an archive of map tiles in one file. Read piece by piece, with bounds; nothing is unpacked that was not asked for.

Source: the PMTiles specification, version 3 (a header of 127 bytes, directories of varints, tiles numbered along a Hilbert curve).
"""

from __future__ import annotations

import json
import re
import zlib
from bisect import bisect_right
from collections.abc import Callable
from html import unescape
from typing import NamedTuple

from firsthand.model.errors import Mistaken

HEAD_BYTES = 127
DIRECTORY_BYTES, TILE_BYTES, METADATA_BYTES = 4 << 20, 4 << 20, 1 << 20
"""Of what comes out of one packed piece, at the most; nothing longer than that is read in packed form either."""
MOST_ENTRIES, DEEPEST, HIGHEST = 200_000, 4, 22
"""Entries of one directory, directories from the root to a tile, and zoom."""
KINDS = {1: "vector", 2: "png", 3: "jpeg", 4: "webp"}
NONE, GZIP = 1, 2

Read = Callable[[int, int], bytes]
"""Offset and length to bytes; fewer where the file ends."""


class Head(NamedTuple):
    """
    What an archive says of itself.

    Attributes:
        root, metadata, leaves, tiles: Offset and length.
        packed, tiles_packed: How directories and tiles are packed, as the specification numbers it.
        kind: A word of `KINDS`.
        least, most: Zooms.
        west, south, east, north: Degrees.
    """

    root: tuple[int, int]
    metadata: tuple[int, int]
    leaves: tuple[int, int]
    tiles: tuple[int, int]
    packed: int
    tiles_packed: int
    kind: str
    least: int
    most: int
    west: float
    south: float
    east: float
    north: float


class _Directory(NamedTuple):
    ids: list[int]
    runs: list[int]
    lengths: list[int]
    offsets: list[int]


class Archive:
    """
    Tiles by zoom, column and row. The root directory is read once; leaves as they are needed, the last few kept.

    Raises:
        Mistaken: ``not-tiles``: it is no such archive; ``bad-tiles``: it is one, and cannot be read.
    """

    def __init__(self, read: Read) -> None:
        self._read = read
        self.head = _head(read(0, HEAD_BYTES))
        self._root = _directory(self._piece(*self.head.root, self.head.packed, DIRECTORY_BYTES))
        self._leaves: dict[tuple[int, int], _Directory] = {}

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """A tile, unpacked; None when there is none."""
        number, directory = tile_number(z, x, y), self._root
        for _ in range(DEEPEST):
            at = bisect_right(directory.ids, number) - 1
            if at < 0:
                return None
            run, offset, length = directory.runs[at], directory.offsets[at], directory.lengths[at]
            if run:
                if number - directory.ids[at] >= run:
                    return None
                return self._piece(*_within(self.head.tiles, offset, length), self.head.tiles_packed, TILE_BYTES)
            directory = self._leaf(offset, length)
        raise _bad("its directories lie in each other too deep")

    def attribution(self) -> str:
        """Whose map it is, as plain text; empty when it does not say."""
        try:
            told = json.loads(self._piece(*self.head.metadata, self.head.packed, METADATA_BYTES))
            found = told.get("attribution", "") if isinstance(told, dict) else ""
        except (ValueError, RecursionError):
            return ""
        plain = unescape(re.sub(r"<[^<>]{0,400}>", "", found[:2_000])) if isinstance(found, str) else ""
        return " ".join(plain.split())[:200]

    def _leaf(self, offset: int, length: int) -> _Directory:
        if (offset, length) not in self._leaves:
            while len(self._leaves) >= 8:
                del self._leaves[next(iter(self._leaves))]
            piece = self._piece(*_within(self.head.leaves, offset, length), self.head.packed, DIRECTORY_BYTES)
            self._leaves[offset, length] = _directory(piece)
        return self._leaves[offset, length]

    def _piece(self, offset: int, length: int, packed: int, most: int) -> bytes:
        if length > most:
            raise _bad(f"a piece of it has {length:,} bytes")
        data = self._read(offset, length)
        if len(data) != length:
            raise _bad("it ends too early")
        return data if packed == NONE else unpacked(data, most)


def tile_number(z: int, x: int, y: int) -> int:
    """
    The number of a tile: those of smaller zooms first, then along a Hilbert curve.

    Raises:
        Mistaken: There is no such place at this zoom.
    """
    if not (0 <= z <= HIGHEST and 0 <= x < 1 << z and 0 <= y < 1 << z):
        raise Mistaken(f"There is no tile {z}/{x}/{y}.", code="no-tile", advice="Zooms go from 0, and columns and rows to 2 to its power.")
    number = ((1 << 2 * z) - 1) // 3
    side = 1 << z >> 1
    while side:
        right, low = bool(x & side), bool(y & side)
        number += side * side * ((3 * right) ^ low)
        if not low:
            if right:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
        side >>= 1
    return number


def unpacked(data: bytes, most: int) -> bytes:
    """
    What gzip has packed, when it is not more than so many bytes.

    Raises:
        Mistaken: It is more, or no gzip.
    """
    work = zlib.decompressobj(wbits=31)
    try:
        out = work.decompress(data, most + 1)
    except zlib.error:
        raise _bad("a packed piece cannot be unpacked") from None
    if len(out) > most:
        raise _bad(f"a packed piece holds more than {most >> 20} MB")
    return out


def _head(data: bytes) -> Head:
    if len(data) < HEAD_BYTES or data[:7] != b"PMTiles":
        raise Mistaken("This is no PMTiles file.", code="not-tiles", advice="Give a .pmtiles file of version 3.")
    if data[7] != 3:
        raise Mistaken(f"This is PMTiles version {data[7]}.", code="not-tiles", advice="`pmtiles convert` makes version 3 of it.")
    numbers = [int.from_bytes(data[8 + 8 * n : 16 + 8 * n], "little") for n in range(11)]
    packed, tiles_packed, kind, least, most = data[97:102]
    if kind not in KINDS or packed not in (NONE, GZIP) or tiles_packed not in (NONE, GZIP):
        raise Mistaken(
            "Its tiles are of a kind that is not read, or packed otherwise than by gzip.", code="bad-tiles",
            advice="Vector tiles (MVT), PNG, JPEG or WebP; `pmtiles convert` packs by gzip.",
        )  # fmt: skip
    west, south, east, north = (int.from_bytes(data[102 + 4 * n : 106 + 4 * n], "little", signed=True) / 1e7 for n in range(4))
    if not (least <= most <= HIGHEST and -180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise _bad("its zooms or its bounds cannot be")
    pairs = [(numbers[n], numbers[n + 1]) for n in range(0, 8, 2)]
    return Head(pairs[0], pairs[1], pairs[2], pairs[3], packed, tiles_packed, KINDS[kind], least, most, west, south, east, north)


def _directory(data: bytes) -> _Directory:
    numbers = iter(varints(data))
    try:
        count = next(numbers)
        if count > MOST_ENTRIES or 4 * count > len(data):
            raise _bad(f"a directory says that it has {count:,} entries")
        ids, last = [], 0
        for _ in range(count):
            last += next(numbers)
            ids.append(last)
        runs = [next(numbers) for _ in range(count)]
        lengths = [next(numbers) for _ in range(count)]
        offsets: list[int] = []
        for at in range(count):
            stated = next(numbers)
            if not stated and not at:
                raise _bad("its first entry lies nowhere")
            offsets.append(stated - 1 if stated else offsets[-1] + lengths[at - 1])
    except StopIteration:
        raise _bad("a directory ends too early") from None
    return _Directory(ids, runs, lengths, offsets)


def varints(data: bytes) -> list[int]:
    """
    Every number of a row of varints, in order.

    Raises:
        Mistaken: One has more than 64 bits, or is cut off.
    """
    found, value, shift = [], 0, 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            found.append(value)
            value = shift = 0
        elif shift > 56:
            raise _bad("a number has more than 64 bits")
        else:
            shift += 7
    if shift:
        raise _bad("a number is cut off")
    return found


def _within(whole: tuple[int, int], offset: int, length: int) -> tuple[int, int]:
    if length < 1 or offset + length > whole[1]:
        raise _bad("an entry points outside of its part")
    return whole[0] + offset, length


def _bad(why: str) -> Mistaken:
    return Mistaken(f"The map file cannot be read: {why}.", code="bad-tiles", advice="Fetch it anew, or make it anew from its source.")
