"""
Many byte strings sought in one pass, for the leak test.

Theory: each needle has an anchor, four of its bytes. The text is read as overlapping four-byte numbers, and a table of
2^20 cells says which of them could be an anchor; the few places that remain are compared whole. Five thousand needles
cost hardly more than one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np

ANCHOR = 4
_BITS = 20
_MIXER = np.uint32(2654435761)  # Knuth's multiplicative hash; any odd number with mixed bits would do


class Needles:
    """A fixed set of byte strings of at least four bytes, each with a number that is given back on a hit."""

    def __init__(self, needles: Iterable[tuple[bytes, int]]) -> None:
        self._by_anchor: dict[bytes, list[tuple[bytes, int, int]]] = {}
        self._table = np.zeros(1 << _BITS, dtype=np.bool_)
        wanted = sorted({(needle, n) for needle, n in needles if len(needle) >= ANCHOR})
        # "http" begins a hundred needles and stands on every page: the anchor is the part that fewest needles share.
        shared = Counter(
            part for needle, _ in wanted for part in {needle[i : i + ANCHOR] for i in range(len(needle) - ANCHOR + 1)}
        )
        for needle, n in wanted:
            offset = _rarest(needle, shared)
            anchor = needle[offset : offset + ANCHOR]
            self._by_anchor.setdefault(anchor, []).append((needle, offset, n))
            self._table[_cells(np.frombuffer(anchor, dtype=np.uint8))] = True

    def find(self, text: bytes) -> Iterator[tuple[int, int, int]]:
        """Give number, start and end of each needle at each place where it stands."""
        if len(text) < ANCHOR or not self._by_anchor:
            return
        for at in np.flatnonzero(self._table[_cells(np.frombuffer(text, dtype=np.uint8))]).tolist():
            for needle, offset, n in self._by_anchor.get(text[at : at + ANCHOR], ()):
                start = at - offset
                if start >= 0 and text.startswith(needle, start):
                    yield n, start, start + len(needle)


def _rarest(needle: bytes, shared: Counter[bytes]) -> int:
    """Choose the anchor; of equally rare ones the last, because ends differ more than beginnings."""
    return min(range(len(needle) - ANCHOR + 1), key=lambda i: (shared[needle[i : i + ANCHOR]], -i))


def _cells(octets: np.typing.NDArray[np.uint8]) -> np.typing.NDArray[np.uint32]:
    wide = octets.astype(np.uint32)
    fours = wide[:-3] | (wide[1:-2] << np.uint32(8)) | (wide[2:-1] << np.uint32(16)) | (wide[3:] << np.uint32(24))
    cells: np.typing.NDArray[np.uint32] = (fours * _MIXER) >> np.uint32(32 - _BITS)
    return cells
