"""
Accounts that share the same items unusually close in time, again and again.

Rule: two accounts are companions at a window when they shared at least `LEAST` items within that many seconds of each other, and
that is so unlikely by the null that of all accounts found so, at most `FALSE` are expected to be there by chance. A group is what
hangs together by triangles of companions: three accounts or more.

The null keeps who shares what (and with it every community of shared interests), how each item was shared by all (a post that
everybody passes on within minutes makes nobody remarkable), and the hours at which accounts are awake. It lets the moment vary
within these bounds only.

Two steps. The *chance of a pair*: for each item that both shared, the share of the item's other sharers that were as near, or what
the hours of the two accounts give on one day, whichever is more; summed over the items this is what is expected, and the count
that was seen is held against it as a Poisson tail. Regular companions do not count as other sharers, or a group would excuse
itself. The *bar* for that chance: `SURROGATES` copies of the data in which each item's times change hands among those who shared
it in the same four hours of the day; where an item was shared mostly by companions, nobody is left to change with, and the time is
drawn anew within its hour. The same search runs over each copy. The bar is the loosest power of ten at which the copies hold, on
average, at most `FALSE` of the accounts found, made stricter by one more power of ten.

Why not the procedure of Benjamini and Hochberg (1995) over all pairs: with a few million pairs it needs a chance near 1e-9 from
each single pair, which five shared items a minute apart cannot give; what is unusual is that three and more do it together, and
no formula holds for triangles. The rate that is held is theirs, the share of false ones among those found, estimated by copies.

What the null does not know: that two accounts repeat one source by program, work at one desk, or answer one call. These are found
too. Nothing here says why, and nothing follows from it.

Source:
    Pacheco et al. 2021 and Weber and Neumann 2021 for co-sharing in windows; Amarasingham et al. 2012 for keeping coarse times and
    letting fine ones vary; Storey and Tibshirani 2003 for the rate by copies. The bounds are our own: benchmarks/README.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from firsthand.find.co_shares import Shares, codes_of, frequent, near, once, pairs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Ints = NDArray[np.int64]
    Reals = NDArray[np.float64]

WINDOWS_S = (5, 60, 600)
LEAST = 3
"""Items that a pair must share within the window, and accounts that make a group."""
FALSE = 0.05
"""Of the accounts found, the share that may be there by chance."""
SURROGATES = 8

_BARS = tuple(10.0**-power for power in range(1, 13))
_CHUNK = 1 << 21
_HOUR_MS = 3_600_000
_HOURS = 4
_SMOOTH = 6.0  # shares that are taken to be spread over the whole day, for accounts with few
_UNKNOWN = 3.0  # sharers that are taken to be as near as strangers awake for twelve hours, for items with few


class Group(NamedTuple):
    """
    Accounts that share the same items unusually close in time.

    Attributes:
        accounts: At least three, ascending.
        window_s: Within which they shared.
        items: For each item, in order of its first share: the places in the input of the shares that two companions made within
            the window.
        companions: Pairs of accounts that stand for themselves.
        seen, expected: Items that a pair of companions shared within the window, and what chance would give; means.
    """

    accounts: tuple[int, ...]
    window_s: int
    items: tuple[tuple[int, ...], ...]
    companions: int
    seen: float
    expected: float


class _Tested(NamedTuple):
    """Pairs of accounts with enough items; shares that have mostly companions beside them."""

    left: Ints
    right: Ints
    seen: Ints
    expected: Reals
    chance: Reals
    closed: Bools


def together(
    accounts: Ints, items: Ints, at_ms: Ints, *, windows_s: Sequence[int] = WINDOWS_S, seed: int = 1
) -> list[Group]:
    """
    Find groups.

    Args:
        accounts, items: Numbers from 0.
        at_ms: Milliseconds since 1970 UTC.
        seed: Of the copies; another seed may move the bar by a power of ten.

    Returns:
        By window, then the largest first. A group may be found at several windows.
    """
    import numpy as np

    chance = np.random.default_rng(seed)  # noqa: TID251  the seed is the caller's: same input, same bytes
    shares = once(accounts, items, at_ms)
    found: list[Group] = []
    for window_s in windows_s:
        real = _tested(shares, window_s)
        if len(_members(real, _BARS[0])) < LEAST:
            continue
        copies = [_tested(_copy(shares, real.closed, chance), window_s) for _ in range(SURROGATES)]
        found += _groups(shares, real, _bar(real, copies), window_s)
    return found


def _able(shares: Shares, reach: int) -> Shares:
    """
    Leave out shares that can belong to no pair with enough items: nobody near, or too few of the account left.

    Returns:
        With `place` as the places in `shares`.
    """
    import numpy as np

    kept = shares._replace(place=np.arange(len(shares.account)))
    while len(kept.account):
        stays = near(kept, reach) > 0
        left = np.bincount(kept.account[stays], minlength=int(kept.account.max()) + 1)
        stays &= left[kept.account] >= LEAST
        if stays.all():
            break
        kept = kept.only(stays)
    return kept


def _tested(shares: Shares, window_s: int) -> _Tested:
    import numpy as np

    reach, count = window_s * 1000, len(shares.account)
    able = _able(shares, reach)
    width = int(shares.account.max()) + 1 if count else 1
    codes, seen = frequent(able, reach, width, LEAST)
    if not len(codes):
        none = np.empty(0, np.int64)
        return _Tested(none, none, none, np.empty(0), np.empty(0), np.zeros(count, bool))
    left, right = codes // width, codes % width
    own = np.zeros(count, np.int64)
    for a, b in pairs(able, reach):
        regular = _among(codes, codes_of(able, a, b, width))
        own += np.bincount(able.place[a[regular]], minlength=count) + np.bincount(able.place[b[regular]], minlength=count)
    stranger = min(1.0, 2 * window_s / 3600 / 12)
    others = np.maximum(0, np.bincount(shares.item)[shares.item] - 1 - own)
    density = (np.maximum(0, near(shares, reach) - own) + _UNKNOWN * stranger) / (others + _UNKNOWN)
    expected = _expected(shares, left, right, density, _by_hours(shares, left, right, window_s))
    stratum = _stratum(shares)
    closed = 2 * np.bincount(stratum, own > 0)[stratum] > np.bincount(stratum)[stratum]
    return _Tested(left, right, seen, expected, _tail(seen, expected), closed)


def _among(ascending: Ints, wanted: Ints) -> Bools:
    import numpy as np

    found: Bools = ascending[np.minimum(np.searchsorted(ascending, wanted), len(ascending) - 1)] == wanted
    return found


def _stratum(shares: Shares) -> Ints:
    """A number for item and part of the day, UTC."""
    parts = 24 // _HOURS
    return shares.item * parts + shares.at_ms // (_HOURS * _HOUR_MS) % parts


def _by_hours(shares: Shares, left: Ints, right: Ints, window_s: int) -> Reals:
    """The chance that two accounts, each at its hours of the day, are within the window on one day."""
    import numpy as np

    width = int(shares.account.max()) + 1
    awake = np.bincount(shares.account * 24 + shares.at_ms // _HOUR_MS % 24, minlength=width * 24).reshape(width, 24) + _SMOOTH / 24
    awake /= awake.sum(axis=1, keepdims=True)
    chance = np.empty(len(left))
    for start in range(0, len(left), _CHUNK // 24):
        part = slice(start, start + _CHUNK // 24)
        chance[part] = (awake[left[part]] * awake[right[part]]).sum(axis=1)
    least: Reals = np.minimum(1.0, chance * 2 * window_s / 3600)
    return least


def _expected(shares: Shares, left: Ints, right: Ints, density: Reals, least: Reals) -> Reals:
    """Sum the chances of each pair over every item that both shared, near or not."""
    import numpy as np

    items = int(shares.item.max()) + 1
    order = np.lexsort((shares.item, shares.account))
    keys = shares.account[order] * items + shares.item[order]
    begin = np.searchsorted(shares.account[order], np.arange(int(shares.account.max()) + 2))
    count = np.diff(begin)
    swap = count[left] > count[right]
    few, many = np.where(swap, right, left), np.where(swap, left, right)
    total = np.concatenate([[0], np.cumsum(count[few])])
    expected = np.zeros(len(left))
    start = 0
    while start < len(left):
        stop = max(start + 1, int(np.searchsorted(total, total[start] + _CHUNK, side="right")) - 1)
        pair = np.repeat(np.arange(start, stop), count[few[start:stop]])
        at = begin[few[pair]] + np.arange(len(pair)) - (total[pair] - total[start])
        wanted = many[pair] * items + shares.item[order[at]]
        other = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        both = keys[other] == wanted
        chance = (density[order[at[both]]] + density[order[other[both]]]) / 2
        expected += np.bincount(pair[both], np.maximum(chance, least[pair[both]]), minlength=len(left))
        start = stop
    return expected


def _tail(seen: Ints, expected: Reals) -> Reals:
    """The chance that a Poisson count is at least what was seen."""
    import numpy as np

    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, int(seen.max()) + 1)))])
    first = np.exp(seen * np.log(expected) - expected - logs[seen])
    term, total = np.ones(len(seen)), np.ones(len(seen))
    for step in range(1, 1000):
        term = term * expected / (seen + step)
        total += term
        if not (term > total * 1e-9).any():
            break
    tail: Reals = np.where(seen > expected, np.minimum(1.0, first * total), 1.0)
    return tail


def _copy(shares: Shares, closed: Bools, chance: Any) -> Shares:
    """The data as it might as well have been, if nobody kept time with anybody."""
    import numpy as np

    stratum = _stratum(shares)
    at_ms = np.empty_like(shares.at_ms)
    at_ms[np.argsort(stratum, kind="stable")] = shares.at_ms[np.lexsort((chance.random(len(stratum)), stratum))]
    drawn = chance.integers(0, _HOUR_MS, len(stratum))
    at_ms = np.where(closed, shares.at_ms // _HOUR_MS * _HOUR_MS + drawn, at_ms)
    order = np.lexsort((at_ms, shares.item))
    return Shares(shares.account[order], shares.item[order], at_ms[order], order)


def _bar(real: _Tested, copies: Sequence[_Tested]) -> float:
    """The chance that a pair must reach; nothing reaches 0."""
    for bar in _BARS:
        found = len(_members(real, bar))
        if found >= LEAST and (sum(len(_members(copy, bar)) for copy in copies) + 1) / len(copies) <= FALSE * found:
            return bar / 10
    return 0.0


def _members(tested: _Tested, bar: float) -> dict[int, set[int]]:
    """Accounts that stand in a triangle of companions, and with whom they do."""
    stands = tested.chance <= bar
    beside: dict[int, set[int]] = {}
    for a, b in zip(tested.left[stands].tolist(), tested.right[stands].tolist(), strict=True):
        beside.setdefault(a, set()).add(b)
        beside.setdefault(b, set()).add(a)
    held = {a: {b for b in others if not others.isdisjoint(beside[b])} for a, others in beside.items()}
    return {a: others for a, others in held.items() if others}


def _groups(shares: Shares, tested: _Tested, bar: float, window_s: int) -> list[Group]:
    import numpy as np

    beside = _members(tested, bar)
    root: dict[int, int] = {}
    for account in sorted(beside):
        waiting = [account]
        while waiting:
            one = waiting.pop()
            if one not in root:
                root[one] = account
                waiting += beside[one]
    if not root:
        return []
    width = int(shares.account.max()) + 1
    stands = [n for n in np.flatnonzero(tested.chance <= bar).tolist() if int(tested.right[n]) in beside.get(int(tested.left[n]), ())]
    codes = tested.left[stands] * width + tested.right[stands]
    close: dict[int, set[int]] = {}
    for a, b in pairs(shares, window_s * 1000):
        regular = _among(codes, codes_of(shares, a, b, width))
        for at in (*a[regular].tolist(), *b[regular].tolist()):
            close.setdefault(root[int(shares.account[at])], set()).add(at)
    groups = []
    for first in sorted(set(root.values())):
        mine = [n for n in stands if root[int(tested.left[n])] == first]
        items: dict[int, list[int]] = {}
        for at in sorted(close[first], key=lambda at: (int(shares.at_ms[at]), at)):
            items.setdefault(int(shares.item[at]), []).append(int(shares.place[at]))
        groups.append(
            Group(
                tuple(sorted(account for account, of in root.items() if of == first)), window_s, tuple(map(tuple, items.values())),
                len(mine), float(tested.seen[mine].mean()), float(tested.expected[mine].mean()),
            )
        )  # fmt: skip
    return sorted(groups, key=lambda one: (-len(one.accounts), one.accounts))
