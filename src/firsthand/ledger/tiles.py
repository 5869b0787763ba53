"""
Where the tree lies in files: tiles of 256 hashes, and tiles of 256 leaves.

Source:
    C2SP tlog-tiles.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from firsthand.ledger.tree import Tree
from firsthand.model.errors import Tampered

WIDTH = 256


def tile_path(kind: str, index: int, count: int) -> str:
    """
    Name of a tile.

    Args:
        kind: ``entries`` or the level as a number.
        index: Of the tile, from 0.
        count: How many of its 256 places are filled.
    """
    name = f"{index % 1000:03d}"
    rest = index // 1000
    while rest:
        name = f"x{rest % 1000:03d}/{name}"
        rest //= 1000
    part = "" if count == WIDTH else f".p/{count}"
    return f"tile/{kind}/{name}{part}"


def changed_tiles(tree: Tree, leaves: Sequence[bytes], since: int) -> Iterator[tuple[str, bytes]]:
    """
    Tiles that differ from those of the tree when it had `since` leaves.

    Args:
        tree: All leaves.
        leaves: Bytes of the leaves from ``since - since % 256`` on.

    Yields:
        Path below `ledger/`, and bytes.
    """
    size = len(tree)
    for first in range(since - since % WIDTH, size, WIDTH):
        part = leaves[first - (since - since % WIDTH) :][:WIDTH]
        yield tile_path("entries", first // WIDTH, len(part)), b"".join(struct.pack(">H", len(x)) + x for x in part)
    level = 0
    while size >> (8 * level):
        hashes, done = tree.level(8 * level), since >> (8 * level)
        for first in range(done - done % WIDTH, len(hashes), WIDTH):
            part = hashes[first : first + WIDTH]
            yield tile_path(str(level), first // WIDTH, len(part)), b"".join(part)
        level += 1


def tiles_of(size: int) -> Iterator[str]:
    """Names of all tiles that a ledger of this size has."""
    for first in range(0, size, WIDTH):
        yield tile_path("entries", first // WIDTH, min(WIDTH, size - first))
    level = 0
    while count := size >> (8 * level):
        for first in range(0, count, WIDTH):
            yield tile_path(str(level), first // WIDTH, min(WIDTH, count - first))
        level += 1


def split_entries(data: bytes, path: str) -> list[bytes]:
    """
    Leaves of an entries tile.

    Raises:
        Tampered: The lengths do not add up.
    """
    leaves, at = [], 0
    while at < len(data):
        (length,) = struct.unpack_from(">H", data, at) if at + 2 <= len(data) else (len(data),)
        at += 2 + length
        if at > len(data):
            raise Tampered(f"ledger/{path} is cut off", code="bad-tile", advice="Restore it from a backup.")
        leaves.append(data[at - length : at])
    return leaves
