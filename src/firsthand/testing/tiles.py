"""Map tiles of a city that is not there: an encoder of vector tiles and a writer of small PMTiles archives."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence

from firsthand.readers.pmtiles import tile_number

Feature = tuple[int, Mapping[str, str], Sequence[Sequence[tuple[int, int]]]]
"""Kind (2 a line, 3 an area), words, parts in units of the tile."""


def varint(number: int) -> bytes:
    """A number as Protocol Buffers write it."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def field(number: int, value: int | bytes) -> bytes:
    """A field of a number or of bytes."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def vector_tile(layers: Mapping[str, Iterable[Feature]], *, extent: int = 4096) -> bytes:
    """A Mapbox Vector Tile, version 2."""
    return b"".join(field(3, _layer(name, features, extent)) for name, features in layers.items())


def archive(
    tiles: Mapping[tuple[int, int, int], bytes], bounds: tuple[float, float, float, float], *, kind: int = 1, leaves: bool = False,
    metadata: Mapping[str, object] | None = None,
) -> bytes:  # fmt: skip
    """
    A PMTiles archive, version 3, packed by gzip.

    Args:
        tiles: Zoom, column, row to a tile, not packed.
        bounds: West, south, east, north, in degrees.
        kind: As the specification numbers it: 1 vector, 2 PNG, 3 JPEG, 4 WebP.
        leaves: The tiles stand in a leaf directory and not in the root.
    """
    numbered = sorted((tile_number(*place), gzip.compress(data, mtime=0) if kind == 1 else data) for place, data in tiles.items())
    body, entries = b"", []
    for number, data in numbered:
        entries.append((number, 1, len(data), len(body)))
        body += data
    root, leaf = directory(entries), b""
    if leaves:
        leaf = root
        root = directory([(entries[0][0], 0, len(leaf), 0)])
    told = gzip.compress(json.dumps(metadata or {}).encode(), mtime=0)
    places, at = [], 127
    for part in (root, told, leaf, body):
        places += [at, len(part)]
        at += len(part)
    zooms = [z for z, _, _ in tiles]
    head = b"PMTiles\x03" + b"".join(n.to_bytes(8, "little") for n in (*places, len(numbered), len(numbered), len(numbered)))
    head += bytes([1, 2, 2 if kind == 1 else 1, kind, min(zooms), max(zooms)])
    head += b"".join(round(one * 1e7).to_bytes(4, "little", signed=True) for one in bounds)
    return head.ljust(127, b"\0") + root + told + leaf + body


def directory(entries: Sequence[tuple[int, int, int, int]]) -> bytes:
    """A packed directory of number, run, length and offset."""
    ids = [number - (entries[n - 1][0] if n else 0) for n, (number, *_) in enumerate(entries)]
    rows = [ids, [run for _, run, _, _ in entries], [length for _, _, length, _ in entries], [offset + 1 for *_, offset in entries]]
    return gzip.compress(varint(len(entries)) + b"".join(varint(one) for row in rows for one in row), mtime=0)


def _layer(name: str, features: Iterable[Feature], extent: int) -> bytes:
    keys: list[str] = []
    values: list[str] = []
    out = b""
    for kind, told, parts in features:
        tags = b"".join(varint(_at(keys, key)) + varint(_at(values, value)) for key, value in told.items())
        out += field(2, field(2, tags) + field(3, kind) + field(4, _geometry(kind, parts)))
    stated = b"".join(field(3, key.encode()) for key in keys) + b"".join(field(4, field(1, value.encode())) for value in values)
    return field(15, 2) + field(1, name.encode()) + out + stated + field(5, extent)


def _geometry(kind: int, parts: Sequence[Sequence[tuple[int, int]]]) -> bytes:
    out, x, y = b"", 0, 0
    for part in parts:
        for n, (to_x, to_y) in enumerate(part):
            if n < 2:
                out += varint(1 << 3 | 1 if not n else (len(part) - 1) << 3 | 2)
            out += varint(_zigzag(to_x - x)) + varint(_zigzag(to_y - y))
            x, y = to_x, to_y
        if kind == 3:
            out += varint(1 << 3 | 7)
    return out


def _zigzag(number: int) -> int:
    return (number << 1) ^ (number >> 63)


def _at(held: list[str], word: str) -> int:
    if word not in held:
        held.append(word)
    return held.index(word)
