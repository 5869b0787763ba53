"""
The Merkle tree of RFC 6962, as small as it can be.

A tree over n leaves is split at the largest power of two below n; a leaf is hashed with a 0 before it, a node with a 1.
`Tree` keeps every level of complete subtrees, so that roots and proofs of any earlier size are cheap; `RootOnly` keeps
one hash a level and serves runs of millions of items. Whoever changes the hashing here changes every proof ever given
out: the vectors in the tests are of other programs and must keep passing.

Source:
    RFC 6962 section 2.1, RFC 9162 section 2.1.3.2 and 2.1.4.2 (verification).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """Hash of one leaf, 32 bytes."""
    return hashlib.sha256(b"\0" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node, 32 bytes."""
    return hashlib.sha256(b"\1" + left + right).digest()


class Tree:
    """An append-only tree that can prove itself at every size it ever had."""

    def __init__(self, leaf_hashes: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        for one in leaf_hashes:
            self.append(one)

    def __len__(self) -> int:
        return len(self._levels[0])

    def append(self, hashed: bytes) -> None:
        """Add a leaf that is already hashed by `leaf_hash`."""
        levels = self._levels
        levels[0].append(hashed)
        k = 0
        while len(levels[k]) % 2 == 0:
            if k + 1 == len(levels):
                levels.append([])
            levels[k + 1].append(node_hash(levels[k][-2], levels[k][-1]))
            k += 1

    def level(self, k: int) -> Sequence[bytes]:
        """Hashes of the complete subtrees of 2**k leaves, from the left."""
        return self._levels[k] if k < len(self._levels) else ()

    def root(self, size: int | None = None) -> bytes:
        """Root over the first `size` leaves (all when None)."""
        return self._between(0, len(self) if size is None else size)

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """
        Path that proves leaf `index` in the tree of `size` leaves, from the bottom.

        Raises:
            IndexError: There is no such leaf in a tree of that size.
        """
        n = len(self) if size is None else size
        if not 0 <= index < n <= len(self):
            raise IndexError(f"leaf {index} is not in a tree of {n}")
        return self._path(index, 0, n)

    def consistency(self, first: int, second: int | None = None) -> list[bytes]:
        """Proof that the tree of `first` leaves is a beginning of that of `second`; empty when nothing needs proof."""
        n = len(self) if second is None else second
        return self._sub(first, 0, n, True) if 0 < first < n else []

    def _between(self, a: int, b: int) -> bytes:
        n = b - a
        if n == 0:
            return EMPTY_ROOT
        k = n.bit_length() - 1
        if n == 1 << k and a % n == 0:
            return self._levels[k][a >> k]
        half = 1 << ((n - 1).bit_length() - 1)
        return node_hash(self._between(a, a + half), self._between(a + half, b))

    def _path(self, m: int, a: int, b: int) -> list[bytes]:
        n = b - a
        if n == 1:
            return []
        half = 1 << ((n - 1).bit_length() - 1)
        if m < half:
            return [*self._path(m, a, a + half), self._between(a + half, b)]
        return [*self._path(m - half, a + half, b), self._between(a, a + half)]

    def _sub(self, m: int, a: int, b: int, complete: bool) -> list[bytes]:
        n = b - a
        if m == n:
            return [] if complete else [self._between(a, b)]
        half = 1 << ((n - 1).bit_length() - 1)
        if m <= half:
            return [*self._sub(m, a, a + half, complete), self._between(a + half, b)]
        return [*self._sub(m - half, a + half, b, False), self._between(a, a + half)]


class RootOnly:
    """The root over a long run of leaves, with one hash kept a level: memory is log n."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes | None] = []

    def extend(self, hashes: Sequence[bytes]) -> None:
        """Add leaves that are already hashed by `leaf_hash`."""
        # Level by level, each batch in one go: what pairs up moves on, an odd last one waits for its neighbour.
        sha, peaks = hashlib.sha256, self._peaks
        self.size += len(hashes)
        level, nodes = 0, list(hashes)
        while nodes:
            if level == len(peaks):
                peaks.append(None)
            if (waiting := peaks[level]) is not None:
                nodes.insert(0, waiting)
            peaks[level] = nodes.pop() if len(nodes) % 2 else None
            nodes = [sha(b"\1" + left + right).digest() for left, right in zip(nodes[::2], nodes[1::2], strict=True)]
            level += 1

    def root(self) -> bytes:
        """Root over everything added so far."""
        total: bytes | None = None
        for peak in self._peaks:
            if peak is not None:
                total = peak if total is None else node_hash(peak, total)
        return EMPTY_ROOT if total is None else total


def verify_inclusion(hashed: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Say whether `path` proves that the hashed leaf stands at `index` in the tree of `size` leaves with `root`."""
    if not 0 <= index < size or len(hashed) != 32 or any(len(part) != 32 for part in path):
        return False
    fn, sn, total = index, size - 1, hashed
    for part in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            total = node_hash(part, total)
            while not fn & 1 and fn:
                fn >>= 1
                sn >>= 1
        else:
            total = node_hash(total, part)
        fn >>= 1
        sn >>= 1
    return sn == 0 and total == root


def verify_consistency(first: int, second: int, root1: bytes, root2: bytes, path: Sequence[bytes]) -> bool:
    """Say whether `path` proves that the tree of `first` leaves is a beginning of the tree of `second`."""
    if first <= 0 or second < first or any(len(part) != 32 for part in path):
        return False
    if first == second:
        return root1 == root2 and not path
    if not path:
        return False
    parts = [root1, *path] if first & (first - 1) == 0 else list(path)
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn >>= 1
        sn >>= 1
    old = new = parts[0]
    for part in parts[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            old, new = node_hash(part, old), node_hash(part, new)
            while not fn & 1 and fn:
                fn >>= 1
                sn >>= 1
        else:
            new = node_hash(new, part)
        fn >>= 1
        sn >>= 1
    return old == root1 and new == root2 and sn == 0
