"""
Pairs of shares of one item within a window, from a sweep over the shares in order of item and time.

Cost: n log n for the order, and the pairs inside the window; an item that a hundred thousand share over days costs no more than
its shares and its near pairs. Memory is bounded by pieces of two million pairs; pairs of accounts that cannot reach the number
asked for are dropped on the way by counts in four million cells, of which several pairs may share one (so that the cells never
drop too much, and the last count is exact).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_CHUNK = 1 << 21
_CELL_BITS = 22
_HELD = 4


class Shares(NamedTuple):
    """Shares in order of item, then time. `place` leads back to the input of whoever made them."""

    account: Ints
    item: Ints
    at_ms: Ints
    place: Ints

    def only(self, which: NDArray[np.bool_]) -> Shares:
        """Some of them."""
        return Shares(*(column[which] for column in self))


class Edges(NamedTuple):
    """Directed pairs of accounts, and how many shares of the left one have a share of the right one within the window."""

    left: Ints
    right: Ints
    weight: Ints


def edges(accounts: Ints, items: Ints, at_ms: Ints, *, window_ms: int, least: int = 1) -> Edges:
    """
    Count shares of one item within a window, for each pair of accounts; nothing is tested.

    Args:
        accounts, items: Numbers from 0.
        at_ms: Milliseconds; shares exactly the window apart are within.
        least: Pairs with a smaller weight are left out.

    Returns:
        In order of left, then right; both directions, no account with itself. The weights are those of
        coordination-network-toolkit 1.5.2; memory grows with the number of such pairs.
    """
    import numpy as np

    order = np.lexsort((at_ms, items))
    shares = Shares(accounts[order], items[order], at_ms[order], order)
    width = int(accounts.max()) + 1 if len(accounts) else 1
    line = _line(shares, window_ms)
    begin, end = np.searchsorted(line, line - window_ms, side="left"), np.searchsorted(line, line + window_ms, side="right")
    total = np.concatenate([[0], np.cumsum(end - begin)])
    held: list[Ints] = []
    start = 0
    while start < len(line):
        stop = max(start + 1, int(np.searchsorted(total, total[start] + _CHUNK, side="right")) - 1)
        share = np.repeat(np.arange(start, stop), (end - begin)[start:stop])
        beside = shares.account[begin[share] + np.arange(len(share)) - (total[share] - total[start])]
        other = beside != shares.account[share]
        met = _distinct(share[other] * width + beside[other])
        held.append(shares.account[met // width] * width + met % width)
        start = stop
    codes, counts = _counted(held, least)
    return Edges(codes // width, codes % width, counts)


def once(accounts: Ints, items: Ints, at_ms: Ints) -> Shares:
    """The first share of each account and item."""
    import numpy as np

    order = np.lexsort((at_ms, accounts, items))
    new = np.ones(len(order), bool)
    new[1:] = (items[order][1:] != items[order][:-1]) | (accounts[order][1:] != accounts[order][:-1])
    order = order[new]
    order = order[np.lexsort((at_ms[order], items[order]))]
    return Shares(accounts[order], items[order], at_ms[order], order)


def near(shares: Shares, reach: int) -> Ints:
    """How many other shares of the item are within reach (milliseconds) of each share."""
    import numpy as np

    line = _line(shares, reach)
    count: Ints = np.searchsorted(line, line + reach, side="right") - np.searchsorted(line, line - reach, side="left") - 1
    return count


def pairs(shares: Shares, reach: int) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of shares within reach by different accounts, as places in `shares`, in pieces of bounded size."""
    import numpy as np

    line = _line(shares, reach)
    after = np.searchsorted(line, line + reach, side="right") - np.arange(len(line)) - 1
    total = np.concatenate([[0], np.cumsum(after)])
    start = 0
    while start < len(line):
        stop = max(start + 1, int(np.searchsorted(total, total[start] + _CHUNK, side="right")) - 1)
        left = np.repeat(np.arange(start, stop), after[start:stop])
        right = left + 1 + np.arange(len(left)) - np.repeat(total[start:stop] - total[start], after[start:stop])
        other = shares.account[left] != shares.account[right]
        yield left[other], right[other]
        start = stop


def codes_of(shares: Shares, left: Ints, right: Ints, width: int) -> Ints:
    """One number for each pair of accounts: ``lower * width + higher``."""
    import numpy as np

    a, b = shares.account[left], shares.account[right]
    codes: Ints = np.minimum(a, b) * width + np.maximum(a, b)
    return codes


def frequent(shares: Shares, reach: int, width: int, least: int) -> tuple[Ints, Ints]:
    """Codes of pairs of accounts with at least so many pairs of shares within reach, ascending, and their counts."""
    import numpy as np

    held: list[Ints] = []
    for left, right in pairs(shares, reach):
        held.append(codes_of(shares, left, right, width))
        if least > 1 and len(held) > _HELD:
            break
    else:
        return _counted(held, least)
    cells = np.zeros(1 << _CELL_BITS, np.int64)
    for left, right in pairs(shares, reach):
        cells += np.bincount(_cells(codes_of(shares, left, right, width)), minlength=len(cells))
    held = []
    for left, right in pairs(shares, reach):
        codes = codes_of(shares, left, right, width)
        held.append(codes[cells[_cells(codes)] >= least])
    return _counted(held, least)


def _line(shares: Shares, reach: int) -> Ints:
    """Places on one line, on which two shares are within reach exactly when they are of one item and within it in time."""
    import numpy as np

    if not len(shares.item):
        return np.empty(0, np.int64)
    # Longer waits count as just too long: no year, however wild, can make the line overflow.
    step = np.minimum(np.diff(shares.at_ms), reach + 1)
    step[shares.item[1:] != shares.item[:-1]] = reach + 1
    line: Ints = np.concatenate([[0], np.cumsum(step)])
    return line


def _cells(codes: Ints) -> Ints:
    import numpy as np

    mixed = codes.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return (mixed >> np.uint64(64 - _CELL_BITS)).astype(np.int64)


def _distinct(values: Ints) -> Ints:
    """Sorted in place, each once. NumPy's own `unique` takes a hash table for this since 2.3, and many times as long."""
    import numpy as np

    values.sort()
    new = np.ones(len(values), bool)
    new[1:] = values[1:] != values[:-1]
    return values[new]


def _counted(pieces: Sequence[Ints], least: int) -> tuple[Ints, Ints]:
    import numpy as np

    if not pieces:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    codes, counts = np.unique(np.concatenate(pieces), return_counts=True)
    some = counts >= least
    return codes[some], counts[some].astype(np.int64)
