"""
Pictures that show the same, though they were made smaller, recompressed, trimmed, lettered, brightened or mirrored.

Rule: two pictures are copies when their hashes differ in at most `RADIUS` of `BITS` bits. A pair is looked up in four ways:
as it is, mirrored, and each of the two also without a margin of 3 %, which finds what somebody has trimmed by about that much
on every side.

Theory: a hash holds the signs of the low frequencies of a grey picture of 32 x 32. Signs do not change with brightness and
contrast, and hardly with compression. A frequency that is odd across changes its sign when left and right are exchanged, so
that the mirrored hash is the hash with a fixed set of bits turned. Pure up-and-down frequencies from the fourth on are left
out: a bar with words turns just those. A margin is taken away by a matrix that is multiplied into the transform.

Search is exact within the radius: 128 bits are cut into 8 bands, and if two hashes differ in at most 23 bits, some band differs
in at most 2. All 137 such values of each band are looked up in sorted arrays, and what they hold is counted in full.

Known ugliness: a trim of 4 % at one side only, or a bar over more than a tenth, is not always found; turned pictures and
details cut out of a picture are not found at all. Pictures with nothing on them (`flat`) have no hash: they would all be
copies. Drawn pages (screenshots, documents) of one layout may be near one another. Clusters are joined pair by pair.

Source:
    Zauner 2010, "Implementation and benchmarking of perceptual image hash functions" (signs of a DCT); Norouzi, Punjani, Fleet
    2012, "Fast search in Hamming space with multi-index hashing". Frequencies, margin and radius: own measurement
    (benchmarks/README.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bits = NDArray[np.uint64]
    Grey = NDArray[np.uint8]
    Floats = NDArray[np.float32]

GRID = 32
"""Edge of the small grey picture that a hash is made from."""
BITS = 128
RADIUS = 23

_MARGIN = 0.03
_HIGHEST = 16
_FEWEST_UPRIGHT = 4
_FLAT = 4.0
_BANDS = 8
_BAND_BITS = BITS // _BANDS
_TOGETHER = 32


class Found(NamedTuple):
    """
    What a search gave, one place a hit, in order of query and then of member.

    Attributes:
        query: Place of the query.
        member: Place of the hash that it meets.
        distance: Bits in which they differ.
    """

    query: NDArray[np.int64]
    member: NDArray[np.int64]
    distance: NDArray[np.int64]


def marks(grey: Grey) -> Bits:
    """
    Hash small grey pictures.

    Args:
        grey: Pictures x 32 x 32, 0 to 255, upright.

    Returns:
        Pictures x 2 x 2: of the whole and of what is left without a margin, each as two words of 64 bits.
    """
    import numpy as np

    whole, trimmed, places, _ = _plan()
    out = np.empty((len(grey), 2, BITS // 64), np.uint64)
    for start in range(0, len(grey), 4096):
        part = grey[start : start + 4096].astype(np.float32)
        for window, matrix in enumerate((whole, trimmed)):
            found = (matrix @ part @ matrix.T).reshape(len(part), -1)[:, places] > 0
            packed = np.ascontiguousarray(np.packbits(found, axis=1, bitorder="little"))
            out[start : start + 4096, window] = packed.view("<u8")
    return out


def flat(grey: Grey) -> NDArray[np.bool_]:
    """Which pictures show nothing: their grey hardly changes."""
    import numpy as np

    spread: NDArray[np.bool_] = grey.reshape(len(grey), -1).astype(np.float32).std(axis=1) < _FLAT
    return spread


def mirrored(hashes: Bits) -> Bits:
    """Hashes of the same pictures with left and right exchanged; the last axis holds the two words."""
    turned: Bits = hashes ^ _plan()[3]
    return turned


def distance(left: str, right: str) -> tuple[int, bool]:
    """
    How far two pictures are from each other.

    Args:
        left, right: As `written`.

    Returns:
        Bits that differ in the nearest of the ways in which copies are looked for, and whether that is the mirrored way.
    """
    import numpy as np

    a, b = read(left), read(right)
    ways = [(a[0], b[0]), (a[1], b[0]), (a[0], b[1])]
    plain = min(int(np.bitwise_count(one ^ other).sum()) for one, other in ways)
    turned = min(int(np.bitwise_count(mirrored(one) ^ other).sum()) for one, other in ways)
    return min(plain, turned), turned < plain


def written(mark: Bits) -> str:
    """One row of `marks` as 64 hexadecimal digits."""
    return mark.astype("<u8").tobytes().hex()


def read(stated: str) -> Bits:
    """The row of `marks` that was written."""
    import numpy as np

    found: Bits = np.frombuffer(bytes.fromhex(stated), "<u8").reshape(2, BITS // 64).astype(np.uint64)
    return found


def copies(found: Sequence[str]) -> tuple[int, ...]:
    """
    Join pictures that are copies of one another.

    Args:
        found: As `written`.

    Returns:
        For each picture the first one of its cluster; its own place when it stands alone.
    """
    import numpy as np

    first: dict[str, int] = {}
    roots = [first.setdefault(one, at) for at, one in enumerate(found)]
    distinct = list(first.values())
    if len(distinct) < 2:
        return tuple(roots)
    rows = np.stack([read(found[at]) for at in distinct])
    index = Index(rows[:, 0])
    for start in range(0, len(rows), _TOGETHER):
        part = rows[start : start + _TOGETHER]
        for window in (part[:, 0], part[:, 1]):
            for queries in (window, mirrored(window)):
                met = index.within(queries)
                for query, member in zip(met.query.tolist(), met.member.tolist(), strict=True):
                    a, b = root_of(roots, distinct[start + query]), root_of(roots, distinct[member])
                    roots[max(a, b)] = min(a, b)
    return tuple(root_of(roots, at) for at in range(len(roots)))


class Index:
    """Hashes, sorted by each of their bands; 112 bytes a hash."""

    def __init__(self, hashes: Bits) -> None:
        """
        Args:
            hashes: Members x 2 words of 64 bits.
        """
        import numpy as np

        self._hashes = np.ascontiguousarray(hashes, np.uint64)
        bands = _banded(self._hashes)
        self._order = np.empty((_BANDS, len(hashes)), np.uint32)
        # The word that a band is not part of lies beside it in the band's order: it rules out nearly all, without a leap.
        self._other = np.empty((_BANDS, len(hashes)), np.uint64)
        self._starts = np.empty((_BANDS, (1 << _BAND_BITS) + 1), np.int64)
        for band in range(_BANDS):
            keys = bands[:, band]
            order = np.argsort(keys, kind="stable")
            self._order[band] = order
            self._other[band] = self._hashes[order, _other_word(band)]
            self._starts[band] = np.searchsorted(keys[order], np.arange((1 << _BAND_BITS) + 1))
        self._starts += np.arange(_BANDS)[:, None] * len(hashes)

    def within(self, queries: Bits) -> Found:
        """
        Every member that differs from a query in at most `RADIUS` bits.

        Args:
            queries: Queries x 2 words.
        """
        import numpy as np

        queries = np.ascontiguousarray(queries, np.uint64)
        bands = _banded(queries).astype(np.int64)
        met = []
        for band in range(_BANDS):
            keys = (bands[:, band, None] ^ _flips()).ravel()
            begin = self._starts[band][keys]
            count = self._starts[band][keys + 1] - begin
            ends = np.cumsum(count)
            # All places of all stretches in one array: the number of a place, moved to where its stretch begins.
            at = np.arange(ends[-1]) + np.repeat(begin - (ends - count), count)
            each = count.reshape(len(queries), -1).sum(axis=1)
            asked = np.repeat(queries[:, _other_word(band)], each)
            near = np.flatnonzero(np.bitwise_count(self._other.ravel()[at] ^ asked) <= RADIUS)
            query = np.searchsorted(np.cumsum(each), near, side="right")
            member = self._order.ravel()[at[near]].astype(np.int64)
            differ = np.bitwise_count(self._hashes[member] ^ queries[query]).sum(axis=1, dtype=np.int64)
            held = np.flatnonzero(differ <= RADIUS)
            met.append(np.stack([query[held], member[held], differ[held]]))
        # One member may be met in several bands.
        found = np.unique(np.concatenate(met, axis=1), axis=1)
        return Found(found[0], found[1], found[2])


def _other_word(band: int) -> int:
    return 1 - band // (_BANDS // 2)


def _banded(hashes: Bits) -> NDArray[np.uint16]:
    bands: NDArray[np.uint16] = hashes.astype("<u8").view("<u2").reshape(len(hashes), _BANDS)
    return bands


@cache
def _flips() -> NDArray[np.int64]:
    """What a band is turned with: nothing, one bit, or two."""
    import numpy as np

    singles = [1 << bit for bit in range(_BAND_BITS)]
    doubles = [a | b for at, a in enumerate(singles) for b in singles[at + 1 :]]
    return np.array([0, *singles, *doubles], np.int64)


@cache
def _plan() -> tuple[Floats, Floats, NDArray[np.int64], Bits]:
    """The transform, the transform without a margin, the frequencies in use, and the bits that a mirror turns."""
    import numpy as np

    cells = np.arange(GRID) + 0.5
    transform = np.cos(np.pi / GRID * cells[None, :] * np.arange(_HIGHEST)[:, None])
    down, across = np.mgrid[0:_HIGHEST, 0:_HIGHEST]
    far = np.hypot(down, across)
    far[(across == 0) & (down >= _FEWEST_UPRIGHT)] = np.inf
    far[0, 0] = np.inf
    places = np.argsort(far.ravel(), kind="stable")[:BITS]
    odd = np.packbits(across.ravel()[places] % 2 == 1, bitorder="little").view("<u8").astype(np.uint64)
    return (
        transform.astype(np.float32),
        (transform @ np.array(list(_window()))).astype(np.float32),
        places.astype(np.int64),
        odd,
    )


def _window() -> Iterator[list[float]]:
    """Each cell of a picture without its margin, as shares of the cells of the whole one."""
    width = 1 - 2 * _MARGIN
    for cell in range(GRID):
        begin, end = _MARGIN * GRID + cell * width, _MARGIN * GRID + (cell + 1) * width
        yield [max(0.0, min(end, at + 1) - max(begin, at)) / width for at in range(GRID)]


def root_of(roots: list[int], at: int) -> int:
    """The place that stands for a cluster; the way there is made shorter."""
    while roots[at] != at:
        roots[at] = roots[roots[at]]
        at = roots[at]
    return at
