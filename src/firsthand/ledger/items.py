"""
Commitments to the items of a run: each salted, all under one root.

A run has one seed. The salts of 1,024 items at a time are drawn from it (SHAKE-256 over seed and number), so that a
million salts cost no room, and so that one salt can be erased later: the seed is then replaced by the seeds of the
other chunks and the salts of the other items.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from firsthand.ledger.entry import commitment
from firsthand.ledger.tree import RootOnly, leaf_hash

CHUNK = 1024
SALT_BYTES = 16


def chunk_seed(seed: bytes, chunk: int) -> bytes:
    """Seed of one chunk of salts, 32 bytes."""
    return hashlib.sha256(b"firsthand salts\0" + seed + chunk.to_bytes(8, "big")).digest()


def chunk_salts(seed: bytes, chunk: int) -> bytes:
    """Salts of a chunk, `CHUNK` times `SALT_BYTES` bytes."""
    return hashlib.shake_256(chunk_seed(seed, chunk)).digest(CHUNK * SALT_BYTES)


def salt_of(seed: bytes, index: int) -> bytes:
    """Salt of one item, counted from 0 in reading order."""
    at = index % CHUNK * SALT_BYTES
    return chunk_salts(seed, index // CHUNK)[at : at + SALT_BYTES]


def item_commitment(salt: bytes, raw: bytes) -> bytes:
    """Commitment to the bytes of an item, 32 bytes."""
    return commitment(salt, raw)


class Commitments:
    """Commits to items as they are read, and knows the root so far."""

    def __init__(self, seed: bytes) -> None:
        self._salts = _salts(seed)
        self._root = RootOnly()

    def add(self, raws: Sequence[bytes]) -> list[bytes]:
        """Commit to the next items; returns their commitments, 32 bytes each."""
        sha = hashlib.sha256
        commits = [sha(salt + sha(raw).digest()).digest() for raw, salt in zip(raws, self._salts, strict=False)]
        self._root.extend([sha(b"\0" + commit).digest() for commit in commits])
        return commits

    @property
    def size(self) -> int:
        """Items so far."""
        return self._root.size

    def root(self) -> bytes:
        """RFC 6962 root over the commitments so far."""
        return self._root.root()


def root_of(commits: Sequence[bytes]) -> bytes:
    """Root over commitments that are already known."""
    tree = RootOnly()
    tree.extend([leaf_hash(one) for one in commits])
    return tree.root()


def _salts(seed: bytes) -> Iterator[bytes]:
    chunk = 0
    while True:
        salts = chunk_salts(seed, chunk)
        for at in range(0, len(salts), SALT_BYTES):
            yield salts[at : at + SALT_BYTES]
        chunk += 1
