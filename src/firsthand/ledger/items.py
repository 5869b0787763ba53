"""
Commitments to the items of a run: each salted, all under one root.

A run has one seed. The salts of 1,024 items at a time are drawn from it (SHAKE-256 over seed and number), so that a
million salts cost no room, and so that one salt can be erased later: the seed is then replaced by the seeds of the
other chunks and the salts of the other items.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from firsthand.ledger.entry import commitment
from firsthand.ledger.tree import RootOnly

CHUNK = 1024
SALT_BYTES = 16


def chunk_seed(seed: bytes, chunk: int) -> bytes:
    """Seed of one chunk of salts, 32 bytes."""
    return hashlib.sha256(b"firsthand salts\0" + seed + chunk.to_bytes(8, "big")).digest()


def chunk_salts(seed: bytes, chunk: int) -> bytes:
    """Salts of a chunk, `CHUNK` times `SALT_BYTES` bytes."""
    return hashlib.shake_256(chunk_seed(seed, chunk)).digest(CHUNK * SALT_BYTES)


def salt_of(seed: Seed, index: int) -> bytes | None:
    """Salt of one item, counted from 0 in reading order; None when it was erased."""
    chunk, at = index // CHUNK, index % CHUNK * SALT_BYTES
    if isinstance(seed, bytes):
        return chunk_salts(seed, chunk)[at : at + SALT_BYTES]
    whole = seed.chunks.get(chunk)
    return seed.salts.get(index) if whole is None else _drawn(whole)[at : at + SALT_BYTES]


@dataclass(frozen=True, slots=True, kw_only=True)
class Punctured:
    """
    What is left of a run's seed after salts were erased. From none of it an erased salt can be made again.

    Attributes:
        chunks: Seeds of the chunks that are whole, by number of the chunk.
        salts: Of the other items in the chunks that are not, by number of the item.
    """

    chunks: Mapping[int, bytes]
    salts: Mapping[int, bytes]


Seed = bytes | Punctured
"""Where the salts of a run come from: its seed, or what an erasure has left of it."""


def salts(seed: Seed) -> Iterator[bytes | None]:
    """Salts of a run's items in reading order, without an end; None for one that was erased."""
    chunk = 0
    while True:
        whole = seed if isinstance(seed, bytes) else seed.chunks.get(chunk)
        if whole is None:
            assert isinstance(seed, Punctured)
            yield from (seed.salts.get(number) for number in range(chunk * CHUNK, (chunk + 1) * CHUNK))
        else:
            drawn = chunk_salts(seed, chunk) if isinstance(seed, bytes) else _drawn(whole)
            yield from (drawn[at : at + SALT_BYTES] for at in range(0, len(drawn), SALT_BYTES))
        chunk += 1


def puncture(seed: Seed, size: int, erased: Iterable[int]) -> Punctured:
    """
    Destroy the salts of some items and keep those of all others. Doing it again changes nothing.

    Args:
        size: Number of items of the run.
        erased: Their numbers, from 0 in reading order.
    """
    gone = frozenset(erased)
    touched = {number // CHUNK for number in gone}
    before = seed.chunks if isinstance(seed, Punctured) else {
        chunk: chunk_seed(seed, chunk) for chunk in range(-(-size // CHUNK))
    }  # fmt: skip
    broken = touched | {chunk for chunk in range(-(-size // CHUNK)) if chunk not in before}
    kept = {
        number: salt
        for number, salt in enumerate(islice(salts(seed), size))
        if salt is not None and number // CHUNK in broken and number not in gone
    }
    return Punctured(chunks={chunk: one for chunk, one in before.items() if chunk not in broken}, salts=kept)


def _drawn(seed_of_chunk: bytes) -> bytes:
    return hashlib.shake_256(seed_of_chunk).digest(CHUNK * SALT_BYTES)


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


def open_items(drawn: Sequence[bytes], raws: Sequence[bytes], commits: Sequence[bytes]) -> bool:
    """Whether items open their commitments, all of them; one salt, one item and one commitment each, 32 bytes."""
    sha = hashlib.sha256
    return b"".join([sha(salt + sha(raw).digest()).digest() for salt, raw in zip(drawn, raws, strict=True)]) == b"".join(commits)


def root_of(commits: Sequence[bytes]) -> bytes:
    """Root over commitments that are already known."""
    sha, tree = hashlib.sha256, RootOnly()
    tree.extend([sha(b"\0" + commit).digest() for commit in commits])
    return tree.root()


def _salts(seed: bytes) -> Iterator[bytes]:
    chunk = 0
    while True:
        salts = chunk_salts(seed, chunk)
        for at in range(0, len(salts), SALT_BYTES):
            yield salts[at : at + SALT_BYTES]
        chunk += 1
