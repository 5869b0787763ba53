"""
What a learner sees of a post: which hashed n-grams it holds.

Characters (3 to 5 in a row, within a word and its edges) and words (one, and two in a row) of the folded text, each hashed
into one of 2^18 columns. Addresses and handles are left out: a learner that knows a name would rank people, not words.
That there is one is kept, with other marks of a post's form (`_FORMS`): who was there seldom links to a page.
Invisible characters are gone after folding, so that a post is learned as a person sees it. A column counts once, however
often it occurs, so that stuffing a post with one word gains nothing.

Hashes are ours, in NumPy: the same on every machine, and no vocabulary is kept from which texts could be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from firsthand.text.words import fold_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VERSION = "2"
BITS = 18
COLUMNS = 1 << BITS
LONGEST = 4000
"""Code points of a post that are looked at; what stands behind them is not learned."""

_CHUNK = 1 << (31 - BITS)
_CHARS = (3, 4, 5)
DROPPED = re.compile(r"(?:https?://|www\.)\S+|@[\w.]+")
"""Addresses and handles, which are not learned."""
_FORMS: tuple[Callable[[str], object], ...] = (
    lambda text: "://" in text or "www." in text,
    lambda text: "@" in text,
    lambda text: text[:1] == "@",
    lambda text: text[:2] in ("RT", "MT"),
    lambda text: "#" in text,
    lambda text: text.count("#") > 2,
    lambda text: "!" in text,
    lambda text: "?" in text or "؟" in text,
    lambda text: "..." in text or "…" in text,
    lambda text: '"' in text or "“" in text or "«" in text,
    lambda text: ":" in text,
    lambda text: len(text) < 50,
    lambda text: len(text) < 90,
    lambda text: len(text) > 250,
    lambda text: text[:1].islower(),
    lambda text: text.isupper(),
)
"""What a post looks like, asked of its text as written; told to the learner as words that no person can write."""
_MASK = (1 << 64) - 1
_RATE = 0x9E3779B97F4A7C15
_BACK = pow(_RATE, -1, 1 << 64)
_MIX = 0xD6E8FEB86659FD93


class Grams(NamedTuple):
    """
    Columns of many posts, row by row.

    Attributes:
        starts: n + 1 places in `columns`; row i is ``columns[starts[i]:starts[i + 1]]``.
        columns: Below `COLUMNS`, each once per row, rising.
    """

    starts: NDArray[np.int64]
    columns: NDArray[np.uint32]


def grams(texts: Sequence[str]) -> Grams:
    """The columns of posts; a post without words has none."""
    import numpy as np

    counts: list[NDArray[np.int64]] = [np.zeros(1, np.int64)]
    found: list[NDArray[np.uint32]] = []
    for first in range(0, len(texts), _CHUNK):
        part = [DROPPED.sub(" ", text[:LONGEST]) if "@" in text or "://" in text or "www." in text else text[:LONGEST]
                for text in texts[first : first + _CHUNK]]  # fmt: skip
        told = [
            f"{folded} {_form(text)}" if folded.strip() else ""
            for text, folded in zip(texts[first : first + _CHUNK], fold_words(part), strict=True)
        ]
        keys = np.sort(np.concatenate([_keys(rows, columns) for rows, columns, *_ in _hashed(told)]))
        keys = keys[np.concatenate(([True], keys[1:] != keys[:-1]))] if len(keys) else keys
        counts.append(np.bincount(keys >> np.uint32(BITS), minlength=len(part)))
        found.append(keys & np.uint32(COLUMNS - 1))
    return Grams(np.cumsum(np.concatenate(counts)), np.concatenate(found) if found else np.zeros(0, np.uint32))


def select(rows: Grams, chosen: NDArray[np.int64]) -> Grams:
    """Some rows, in the order given."""
    import numpy as np

    sizes = rows.starts[chosen + 1] - rows.starts[chosen]
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes)))
    places = np.arange(starts[-1]) + np.repeat(rows.starts[chosen] - starts[:-1], sizes)
    return Grams(starts, rows.columns[places])


def joined(left: Grams, right: Grams) -> Grams:
    """Rows of both, one after the other."""
    import numpy as np

    return Grams(np.concatenate((left.starts, right.starts[1:] + left.starts[-1])), np.concatenate((left.columns, right.columns)))


def placed_of_many(
    texts: Sequence[str],
) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.int64], NDArray[np.int64]]:
    """
    Every occurrence of a column in words that are folded already and set apart by single blanks.

    Returns:
        Row, column, start and end of each, in code points of the row's text; one kind of n-gram after the other.
    """
    import numpy as np

    rows, columns, starts, ends = (np.concatenate(one) for one in zip(*_hashed(texts), strict=True))
    return rows, columns, starts, ends


def _form(text: str) -> str:
    """Private characters are no letters: folding never leaves one in a word, and so a form is met by nothing that is said."""
    return " ".join([chr(0xE100 + 4 * number) * 3 for number, form in enumerate(_FORMS) if form(text)])


_Part = tuple["NDArray[np.uint32]", "NDArray[np.uint32]", "NDArray[np.int64]", "NDArray[np.int64]"]


def _keys(rows: NDArray[np.uint32], columns: NDArray[np.uint32]) -> NDArray[np.uint32]:
    import numpy as np

    return (rows << np.uint32(BITS)) | columns


def _hashed(texts: Sequence[str]) -> Iterator[_Part]:
    """Row, column, start and end of every n-gram; one kind after the other. Texts are cut at blanks and line ends."""
    import numpy as np

    joined = "\n" + "".join(f" {text.replace(chr(10), ' ')} \n" for text in texts)
    points = np.frombuffer(joined.encode("utf-32-le"), dtype="<u4").astype(np.uint64)
    line = points == 10
    blank = line | (points == 32)
    rows = (np.cumsum(line) - 1).astype(np.uint32)
    begins = np.flatnonzero(line)
    inner = np.concatenate((np.zeros(1, np.int32), np.cumsum(blank, dtype=np.int32)))
    letters = points + np.uint64(0x51ED27)
    rolled = letters.copy()
    for size in range(2, max(_CHARS) + 1):
        last = len(points) - size + 1
        rolled = rolled[:last] * np.uint64(_RATE) + letters[size - 1 :]
        if size not in _CHARS or last <= 0:
            continue
        good = (inner[size - 1 : size - 1 + last] == inner[1 : 1 + last]) & ~line[:last] & ~line[size - 1 :]
        at = np.flatnonzero(good)
        start = at - begins[rows[at]] - 2
        yield rows[at], _columns(rolled[at], size), start, start + size
    starts = np.flatnonzero(~blank[1:] & blank[:-1]) + 1
    ends = np.flatnonzero(blank[1:] & ~blank[:-1]) + 1
    powers = np.full(len(points), _RATE, np.uint64)
    powers[0] = 1
    np.multiply.accumulate(powers, out=powers)
    back = np.full(len(points), _BACK, np.uint64)
    back[0] = 1
    np.multiply.accumulate(back, out=back)
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(letters * powers)))
    words = (sums[ends] - sums[starts]) * back[starts]
    row = rows[starts]
    base = begins[row] + 2
    yield row, _columns(words, 8), starts - base, ends - base
    pair = np.flatnonzero(row[1:] == row[:-1])
    both = words[pair] * np.uint64(_MIX) + words[pair + 1]
    yield row[pair], _columns(both, 9), starts[pair] - base[pair], ends[pair + 1] - base[pair]


def _columns(hashes: NDArray[np.uint64], kind: int) -> NDArray[np.uint32]:
    import numpy as np

    mixed = hashes + np.uint64(kind * _RATE & _MASK)
    mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64(_MIX)
    return (mixed >> np.uint64(64 - BITS)).astype(np.uint32)
