"""
Mapbox Vector Tiles: the shapes of some layers of one tile. Of everything else only the length is read.

Source: the Mapbox Vector Tile specification, version 2.1; Protocol Buffers' wire format (fields of varints and of lengths).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from firsthand.readers.pmtiles import varints

MOST_LAYERS, MOST_FEATURES, MOST_POINTS = 200, 40_000, 200_000
"""Of one tile; what is beyond is left out."""
TAG_BYTES, MOST_TAGS = 200, 64
POINT, LINE, AREA = 1, 2, 3
MOVE, DRAW, CLOSE = 1, 2, 7

Part = list[tuple[float, float]]


class Shape(NamedTuple):
    """
    A line or an area of a tile.

    Attributes:
        kind: As whoever asked for it calls it.
        area: It is an area; else a line.
        parts: Points across and down, 0 to 1 within the tile, and some way beyond.
    """

    kind: str
    area: bool
    parts: list[Part]


Choose = Callable[[str, dict[str, str]], str]
"""The name of a layer and the words of a feature, to a kind; empty for what is not wanted. Of a layer without words: whether it is."""


def shapes(data: bytes, wanted: frozenset[str], choose: Choose) -> list[Shape]:
    """
    The shapes of a tile.

    Args:
        wanted: Names of layers; others are not looked into.

    Returns:
        What can be read: a tile that is garbled gives fewer, and never an error.
    """
    found: list[Shape] = []
    points = 0
    for number, layer in enumerate(_parts(data, 3)):
        if number >= MOST_LAYERS:
            break
        name = next((_text(one) for one in _parts(layer, 1)), "")
        if name not in wanted:
            continue
        for shape in _of_layer(layer, name, choose):
            points += sum(map(len, shape.parts))
            if points > MOST_POINTS:
                return found
            found.append(shape)
    return found


def _of_layer(layer: bytes, name: str, choose: Choose) -> Iterator[Shape]:
    keys, values = [_text(one) for one in _parts(layer, 3)], list(_parts(layer, 4))
    extent = next((number for number in _numbers(layer, 5)), 4096)
    if not 1 <= extent <= 1 << 16:
        return
    for count, feature in enumerate(_parts(layer, 2)):
        if count >= MOST_FEATURES:
            return
        kind = next(iter(_numbers(feature, 3)), 0)
        if kind not in (LINE, AREA):
            continue
        wanted = choose(name, _tags(feature, keys, values))
        if wanted and (parts := _geometry(next(_parts(feature, 4), b""), extent)):
            yield Shape(wanted, kind == AREA, parts)


def _tags(feature: bytes, keys: list[str], values: list[bytes]) -> dict[str, str]:
    """Words only: what is a number says nothing that a drawing needs."""
    told: dict[str, str] = {}
    numbers = _varints(next(_parts(feature, 2), b""))[: 2 * MOST_TAGS]
    for key, value in zip(numbers[::2], numbers[1::2], strict=False):
        if key < len(keys) and value < len(values) and (text := next((_text(one) for one in _parts(values[value], 1)), "")):
            told[keys[key]] = text
    return told


def _geometry(data: bytes, extent: int) -> list[Part]:
    """Commands to lines: a number says what to do how often, each place is a step from the one before."""
    parts: list[Part] = []
    numbers = _varints(data)
    at, x, y, end = 0, 0, 0, len(numbers)
    while at < end:
        what, times = numbers[at] & 7, numbers[at] >> 3
        at += 1
        if what == CLOSE:
            continue
        if what not in (MOVE, DRAW):
            break
        for _ in range(min(times, (end - at) // 2)):
            x += (numbers[at] >> 1) ^ -(numbers[at] & 1)
            y += (numbers[at + 1] >> 1) ^ -(numbers[at + 1] & 1)
            at += 2
            if abs(x) > 1 << 20 or abs(y) > 1 << 20:
                return []
            if what == MOVE or not parts:
                parts.append([])
            parts[-1].append((x / extent, y / extent))
    return [part for part in parts if len(part) > 1]


def _parts(data: bytes, wanted: int) -> Iterator[bytes]:
    """Fields of a number that hold bytes."""
    for field, value in _fields(data):
        if field == wanted and isinstance(value, bytes):
            yield value


def _numbers(data: bytes, wanted: int) -> Iterator[int]:
    for field, value in _fields(data):
        if field == wanted and isinstance(value, int):
            yield value


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Fields and their values, up to the first that cannot be read."""
    at, end = 0, len(data)
    while at < end:
        tag, at = _varint(data, at)
        field, wire = tag >> 3, tag & 7
        if wire == 0:
            value, at = _varint(data, at)
            if at <= end:
                yield field, value
        elif wire == 2:
            length, at = _varint(data, at)
            if at + length > end:
                return
            yield field, data[at : at + length]
            at += length
        elif wire in (1, 5):
            at += 8 if wire == 1 else 4
        else:
            return


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number and where the next one begins; beyond the end where it is cut off or too long."""
    value = 0
    for shift, byte in zip(range(0, 64, 7), data[at : at + 10], strict=False):
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at + shift // 7 + 1
    return 0, len(data) + 1


def _varints(data: bytes) -> list[int]:
    from firsthand.model.errors import Mistaken

    try:
        return varints(data)
    except Mistaken:
        return []


def _text(data: bytes) -> str:
    return data[:TAG_BYTES].decode("utf-8", "replace")
