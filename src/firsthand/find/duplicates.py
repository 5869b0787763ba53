"""
Posts that say nearly the same words.

Rule: two texts are near-duplicates when the Jaccard index of their sets of folded 5-grams reaches a bar that rises with
the shorter text, from 0.5 (40 different 5-grams or fewer: one changed word costs a short text much) in a straight line
to 0.7 (120 or more). Whether two texts meet it is always computed exactly; chance decides only whether they are looked
at. A text of fewer than 20 folded code points is a near-duplicate only of an equal one.

Compared is the folded text without addresses, handles, a leading "RT @name:", and blanks; texts that are equal then are
one text, whatever their number.

Theory: each text gets bands of three min-hashes. Texts that agree in a band become candidates; short texts, whose bar
is lower, get more bands (36, 22 or 14). Agreement of the first 66 (42) min-hashes drops candidates far below their bar.
The miss rate follows from bands and bar: below 2 in 100 for a pair that only just meets the bar, far less above it.

Known ugliness: more than 64 texts in one band are paired with the first and with the one before instead of all with
all, so in a flood of variants of one appeal `Clusters.pairs` holds enough pairs to join them and not each pair.
Clusters are joined pair by pair: the first and last text of a long chain may differ by more than the bar.

Source:
    Broder 1997, "On the resemblance and containment of documents"; Leskovec, Rajaraman, Ullman, "Mining of Massive
    Datasets", chapter 3. The lower bar for short texts: own measurement (docs, benchmarks).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from firsthand.text.fold import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grams = NDArray[np.uint32]
    Pairs = NDArray[np.uint64]

GRAM = 5
SHORTEST = 20
BAR_LOW, BAR_HIGH = 0.5, 0.7
GRAMS_LOW, GRAMS_HIGH = 40, 120

_ROWS = 3
# Different 5-grams up to here, and how many bands such a text gets; bars above the limit are met by fewer bands.
_BANDS = ((64, 36), (190, 22), (1 << 62, 14))
_SKETCH_LONG, _SKETCH = 14 * _ROWS, 22 * _ROWS
_CROWD = 64
_CELLS = 1 << 17
_HELD = 20_000
_MANY = 1 << 21

_RETWEET = re.compile(r"^\s*rt @\w+:?")
_DROPPED = re.compile(r"https?://\S+|www\.\S+|@[\w.]+")


class Pair(NamedTuple):
    """
    Two texts that meet the bar.

    Attributes:
        left, right: Places in the input, left before right. Each is the first of its equal texts, except in a pair of
            equal texts, where left is the first and right any later one.
        jaccard: Of the sets of 5-grams, 0 to 1; 1.0 for equal texts.
    """

    left: int
    right: int
    jaccard: float


class Clusters(NamedTuple):
    """
    What belongs together.

    Attributes:
        roots: For each input the first input of its cluster; its own place when it stands alone. Given in order of
            time, the root is the earliest that is held, which need not be the earliest that was posted.
        pairs: Why, in order.
    """

    roots: tuple[int, ...]
    pairs: tuple[Pair, ...]


def comparable(text: str) -> str:
    """What of a post is compared: folded, without a leading retweet mark, addresses, handles and blanks."""
    folded = fold(text)
    if "@" in folded or "http" in folded or "www." in folded:
        folded = _DROPPED.sub(" ", _RETWEET.sub(" ", folded))
    return "".join(folded.split())


def bar(grams: int) -> float:
    """The Jaccard index that a pair must reach, by the number of different 5-grams of the shorter text."""
    share = (grams - GRAMS_LOW) / (GRAMS_HIGH - GRAMS_LOW)
    return BAR_LOW + (BAR_HIGH - BAR_LOW) * min(1.0, max(0.0, share))


def jaccard(left: str, right: str) -> float:
    """The Jaccard index of the sets of 5-grams of two comparable texts; 1.0 when both have none and are equal."""
    a, b = _grams(left), _grams(right)
    shared = len(a & b)
    whole = len(a) + len(b) - shared
    return shared / whole if whole else float(left == right)


def near_duplicates(texts: Sequence[str], *, seed: int = 1) -> Clusters:
    """
    Find texts that say nearly the same, and join them.

    Args:
        texts: As posted, in order of time if roots are to mean "the earliest we hold".
        seed: Of the hash functions; another seed may miss other pairs near the bar, and finds no false one.

    Returns:
        Clusters. A post without words (an address, a handle) stands alone.
    """
    first: dict[str, int] = {}
    roots = list(range(len(texts)))
    pairs: list[Pair] = []
    for at, text in enumerate(texts):
        plain = comparable(text)
        if not plain:
            continue
        earliest = first.setdefault(plain, at)
        if earliest != at:
            roots[at] = earliest
            pairs.append(Pair(earliest, at, 1.0))
    distinct = [(plain, at) for plain, at in first.items() if len(plain) >= SHORTEST]
    del first
    plains = [plain for plain, _ in distinct]
    for left, right, index in _near(plains, seed):
        pair = Pair(distinct[left][1], distinct[right][1], index)
        pairs.append(pair)
        a, b = _root(roots, pair.left), _root(roots, pair.right)
        roots[max(a, b)] = min(a, b)
    return Clusters(tuple(_root(roots, at) for at in range(len(roots))), tuple(sorted(pairs)))


def _root(roots: list[int], at: int) -> int:
    while roots[at] != at:
        roots[at] = roots[roots[at]]
        at = roots[at]
    return at


def _grams(text: str) -> set[str]:
    return {text[at : at + GRAM] for at in range(len(text) - GRAM + 1)}


def _near(plains: list[str], seed: int) -> Iterator[tuple[int, int, float]]:
    """Pairs of distinct texts that meet the bar, by place in `plains`, with their Jaccard index."""
    if len(plains) < 2:
        return
    bands, sketch, sizes = _sketches(plains, seed)
    grams: dict[int, set[str]] = {}
    for left, right in _candidates(bands, sketch, sizes):
        if len(grams) > _HELD:
            # Pairs come in order of `left`: what is smaller will not come again.
            grams = {at: held for at, held in grams.items() if at >= left} if len(grams) < 2 * _HELD else {}
        for at in (left, right):
            if at not in grams:
                grams[at] = _grams(plains[at])
        a, b = grams[left], grams[right]
        shared = len(a & b)
        index = shared / (len(a) + len(b) - shared)
        if index >= bar(min(len(a), len(b))):
            yield left, right, index


def _sketches(plains: list[str], seed: int) -> tuple[NDArray[np.uint32], NDArray[np.uint16], NDArray[np.int64]]:
    """
    Hash every text.

    Returns:
        Band keys (texts x 36; only as many as the text's class has are filled), the low halves of the first 66
        min-hashes, and the number of different 5-grams (by hash).
    """
    import numpy as np

    most = _BANDS[0][1]
    chance = np.random.default_rng(seed)  # noqa: TID251  the seed is the caller's: same input, same bytes
    times = chance.integers(1, 1 << 32, most * _ROWS, dtype=np.uint32) | np.uint32(1)
    plus = chance.integers(0, 1 << 32, most * _ROWS, dtype=np.uint32)
    count = len(plains)
    bands = np.zeros((count, most), np.uint32)
    sketch = np.zeros((count, _SKETCH), np.uint16)
    sizes = np.zeros(count, np.int64)
    order = sorted(range(count), key=lambda at: len(plains[at]))
    start = 0
    while start < count:
        # Texts of like length together, so that a block is a full rectangle; a block fits the processor's cache.
        width = len(plains[order[start]]) - GRAM + 1
        stop = min(count, start + max(1, _CELLS // width))
        while stop > start + 1 and len(plains[order[stop - 1]]) > 1.25 * width + 4:
            stop = start + max(1, (stop - start) // 2)
        block = order[start:stop]
        grams = _hashed([plains[at] for at in block])
        rows = np.asarray(block)
        sizes[rows] = _different(grams)
        _fill(bands, sketch, rows, grams, times, plus, int(sizes[rows].min()))
        start = stop
    return bands, sketch, sizes


def _hashed(texts: list[str]) -> Grams:
    """Hashes of all 5-grams, one column a text; shorter texts repeat their last gram, which changes no minimum."""
    import numpy as np

    longest = max(map(len, texts))
    points = np.zeros((len(texts), longest), np.uint32)
    for row, text in enumerate(texts):
        points[row, : len(text)] = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    points = np.ascontiguousarray(points.T)
    mixed = np.full((longest - GRAM + 1, len(texts)), 2166136261, np.uint32)
    for step in range(GRAM):
        mixed ^= points[step : longest - GRAM + 1 + step]
        mixed *= np.uint32(0x01000193)
        mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    last = np.array([len(text) - GRAM for text in texts])
    beyond = np.arange(longest - GRAM + 1)[:, None] > last[None, :]
    return np.where(beyond, mixed[last, np.arange(len(texts))][None, :], mixed)


def _different(grams: Grams) -> NDArray[np.int64]:
    import numpy as np

    ordered = np.sort(grams, axis=0)
    changes: NDArray[np.int64] = np.count_nonzero(ordered[1:] != ordered[:-1], axis=0)
    return changes + 1


def _fill(
    bands: NDArray[np.uint32],
    sketch: NDArray[np.uint16],
    rows: NDArray[np.int64],
    grams: Grams,
    times: Grams,
    plus: Grams,
    smallest: int,
) -> None:
    """Min-hash one block: all its texts get the bands of the smallest among them."""
    import numpy as np

    count = next(bands_here for limit, bands_here in _BANDS if smallest <= limit)
    scratch = np.empty_like(grams)
    for band in range(count):
        key = np.full(len(rows), 2166136261 + band, np.uint32)
        for row in range(band * _ROWS, (band + 1) * _ROWS):
            np.multiply(grams, times[row], out=scratch)
            scratch += plus[row]
            least = scratch.min(axis=0)
            if row < _SKETCH:
                # The low half: the high half of a minimum is always small and tells little.
                sketch[rows, row] = (least & np.uint32(0xFFFF)).astype(np.uint16)
            key = (key ^ least) * np.uint32(0x01000193)
            key ^= key >> np.uint32(15)
        bands[rows, band] = key * np.uint32(0x9E3779B1)


def _candidates(
    bands: NDArray[np.uint32], sketch: NDArray[np.uint16], sizes: NDArray[np.int64]
) -> Iterator[tuple[int, int]]:
    """Pairs of texts that agree in a band and are not far below the bar, each once, in order of left, then right."""
    import numpy as np

    found: list[Pairs] = []
    for band in range(bands.shape[1]):
        limit = next(limit for limit, count in reversed(_BANDS) if band < count)
        members = np.flatnonzero(sizes <= limit)
        order = members[np.argsort(bands[members, band], kind="stable")]
        for pairs in _pairs_of_runs(bands[order, band], order):
            found.append(_likely(pairs, sketch, sizes))
        if sum(map(len, found)) > _MANY:
            found = [np.unique(np.concatenate(found))]
    pairs = np.unique(np.concatenate(found)) if found else np.empty(0, np.uint64)
    for start in range(0, len(pairs), 1 << 16):
        part = pairs[start : start + (1 << 16)]
        yield from zip((part >> np.uint64(32)).tolist(), (part & np.uint64(0xFFFFFFFF)).tolist(), strict=True)


def _pairs_of_runs(keys: Grams, members: NDArray[np.int64]) -> Iterator[Pairs]:
    """Pair what stands in one run of equal keys, as ``left << 32 | right``; `members` are ascending within a run."""
    import numpy as np

    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    lengths = np.diff(np.r_[starts, len(keys)])
    for length in np.unique(lengths[lengths > 1]).tolist():
        runs = starts[lengths == length]
        if length <= _CROWD:
            a, b = np.triu_indices(length, 1)
        else:
            later = np.arange(1, length)
            a, b = np.r_[np.zeros(length - 1, np.int64), later[:-1]], np.r_[later, later[1:]]
        step = max(1, _MANY // len(a))
        for start in range(0, len(runs), step):
            some = runs[start : start + step, None]
            left = members[some + a[None, :]].ravel().astype(np.uint64)
            right = members[some + b[None, :]].ravel().astype(np.uint64)
            yield (left << np.uint64(32)) | right


def _likely(pairs: Pairs, sketch: NDArray[np.uint16], sizes: NDArray[np.int64]) -> Pairs:
    """Leave out pairs whose sizes or shared min-hashes put them far below the bar."""
    import numpy as np

    left, right = (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
    small, large = np.minimum(sizes[left], sizes[right]), np.maximum(sizes[left], sizes[right])
    needed = np.interp(small, (GRAMS_LOW, GRAMS_HIGH), (BAR_LOW, BAR_HIGH))
    # Sizes are by hash, and a collision may cost a gram: one percent of slack.
    near = np.flatnonzero(small >= (needed - 0.01) * large)
    needed = needed[near]
    same = sketch[left[near]] == sketch[right[near]]
    full = large[near] <= _BANDS[1][0]
    seen = np.where(full, _SKETCH, _SKETCH_LONG)
    agree = np.where(full, np.count_nonzero(same, axis=1), np.count_nonzero(same[:, :_SKETCH_LONG], axis=1))
    # Three standard deviations of a share of 66 or 42 below the bar.
    kept: Pairs = pairs[near[agree >= seen * needed - 3 * np.sqrt(seen * needed * (1 - needed))]]
    return kept
