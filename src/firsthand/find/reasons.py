"""
The words that drove a post: those whose removal lowers its score.

Each word gets what the n-grams that touch it add, shared among the words they touch. The heaviest are then taken out of the post
one by one, and the post is scored again as any other would be; only words that it stands lower without are given. Addresses and
handles are never given: nothing is learned of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from firsthand.find.ngrams import DROPPED, LONGEST, Grams, grams, placed_of_many
from firsthand.text.fold import fold
from firsthand.text.words import words_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

MOST = 4
"""Words that are given of one post."""

_TRIED = 8


class Span(NamedTuple):
    """A word that raised a score, in code points of the post, and by how much."""

    start: int
    end: int
    text: str
    gain: float


def reasons(texts: Sequence[str], weights: NDArray[np.float32], score: Callable[[Grams], Numbers]) -> list[list[Span]]:
    """
    The words that drove each post, in order of its text.

    Args:
        weights: One per column; which words are tried.
        score: Of posts; what the removal of a word must lower.
    """
    import numpy as np

    words = [_words(text) for text in texts]
    gains = _gains([[word for word, _, _ in one] for one in words], weights)
    tried: list[tuple[int, int, int]] = []
    for number, (one, gain) in enumerate(zip(words, gains, strict=True)):
        places: dict[tuple[int, int], float] = {}
        for (_, start, end), value in zip(one, gain, strict=True):
            places[start, end] = places.get((start, end), 0.0) + float(value)
        heavy = sorted((place for place in places if places[place] > 0), key=lambda place: (-places[place], place))
        tried += [(number, start, end) for start, end in heavy[:_TRIED]]
    without = [texts[number][:start] + texts[number][end:] for number, start, end in tried]
    found = score(grams([*texts, *without]))
    falls = found[np.array([number for number, *_ in tried], np.int64)] - found[len(texts) :]
    out: list[list[Span]] = [[] for _ in texts]
    for (number, start, end), fall in zip(tried, falls, strict=True):
        if fall > 0 and len(out[number]) < MOST:
            out[number].append(Span(start, end, texts[number][start:end], round(float(fall), 4)))
    return [sorted(one) for one in out]


def _words(text: str) -> list[tuple[str, int, int]]:
    """Folded words with their places in the post; addresses and handles are left out, as they are in learning."""
    cut = text[:LONGEST]
    dropped = [match.span() for match in DROPPED.finditer(cut)]
    out = []
    for match in re.finditer(r"\S+", cut):
        start, end = match.span()
        if any(low < end and start < high for low, high in dropped):
            continue
        out += [(part, start, end) for part in _parts(cut[start:end])]
    return out


@lru_cache(maxsize=8192)
def _parts(word: str) -> list[str]:
    return words_of(fold(word)).split()


def _gains(words: Sequence[Sequence[str]], weights: NDArray[np.float32]) -> list[Numbers]:
    """What the n-grams that touch each word add, every column of a post counted once."""
    import numpy as np

    rows, columns, starts, ends = placed_of_many([" ".join(one) for one in words])
    _, first = np.unique(rows.astype(np.int64) << 32 | columns, return_index=True)
    first = first[weights[columns[first]] != 0]
    sizes = np.array([len(one) for one in words], np.int64)
    before = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes)))
    lengths = np.array([len(word) + 1 for one in words for word in one], np.int64)
    edges = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))
    base = edges[before[:-1]][rows[first]]
    low = np.searchsorted(edges, base + np.maximum(starts[first], 0) + 1, "right") - 1
    high = np.searchsorted(edges, base + ends[first] - 1, "left")
    high = np.minimum(np.maximum(high, low + 1), before[1:][rows[first]])
    part = weights[columns[first]] / np.maximum(high - low, 1)
    steps = np.bincount(low, part, minlength=len(lengths) + 1) - np.bincount(high, part, minlength=len(lengths) + 1)
    gains = np.cumsum(steps)[: len(lengths)]
    return np.split(gains, before[1:-1]) if words else []
