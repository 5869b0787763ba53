"""
How much was found, at least; and whether readers agree.

The stopping test asks: if the target were missed, how likely would it be to have found so little lately? Every stretch that
ends with the newest answer is taken for a random sample of what was unread when it began. In an order with the likely ones
first a stretch holds more than chance would give, so that the test errs towards reading on. It must not be asked of a reading
that began with what is surely not it.

Source:
    Callaghan and Müller-Hansen 2020, "Statistical stopping criteria for automated screening in systematic reviews",
    Systematic Reviews 9, 273: the hypergeometric test on ranked quasi-samples. Krippendorff 2011, "Computing Krippendorff's
    Alpha-Reliability" (nominal).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TARGET = 0.9
CONFIDENCE = 0.95

_STRETCHES = 100
"""Most stretches that are looked at, the newest; to look at fewer can only mean to read on."""


class Reach(NamedTuple):
    """
    How far a reading has come.

    Attributes:
        recall_at_least: Share of what these answers can find that is found, with the confidence asked for; None while
            nothing can be said.
        stop: Whether a recall below the target can be ruled out.
    """

    recall_at_least: float | None
    stop: bool


def reach(answers: Sequence[bool], of: int, *, target: float = TARGET, confidence: float = CONFIDENCE) -> Reach:
    """
    Say what the answers prove.

    Args:
        answers: In order of reading; each thing once.
        of: Things in the pile, read or not; at least as many as answers.
        target: Recall that is wanted, above 0, at most 1.
    """
    found, left = sum(answers), of - len(answers)
    if not found:
        return Reach(None, False)
    if left <= 0:
        return Reach(1.0, True)
    stretches = _stretches(answers)
    risk = 1 - confidence
    low, high = 0, left + 1  # `high` missed ones are ruled out, `low` ones are not
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _chance(stretches, left, middle) < risk else (middle, high)
    proven = floor(found / (found + low) * 1000) / 1000 if low < left else None
    return Reach(proven, stops(answers, of, target=target, confidence=confidence))


def stops(answers: Sequence[bool], of: int, *, target: float = TARGET, confidence: float = CONFIDENCE) -> bool:
    """Whether a recall below the target can be ruled out; arguments as for `reach`."""
    found, left = sum(answers), of - len(answers)
    if not found or left <= 0:
        return bool(found)
    few = floor(found / target + 1 + 1e-9) - found  # so many are missed, at the least, if the target is missed
    return few > left or _chance(_stretches(answers), left, few) < 1 - confidence


def _stretches(answers: Sequence[bool]) -> list[tuple[int, int]]:
    """Length and finds of the longest stretch for each number of finds: with as many finds, a longer one proves more."""
    out: list[tuple[int, int]] = []
    finds = 0
    for length, yes in enumerate(reversed(answers)):
        if yes:
            out.append((length, finds))
            finds += 1
            if len(out) == _STRETCHES:
                return out
    return [*out, (len(answers), finds)]


def _chance(stretches: Sequence[tuple[int, int]], left: int, missed: int) -> float:
    """The least chance, over the stretches, of as few finds, if `missed` things are among the `left` unread ones."""
    import numpy as np

    table = _log_factorials(left + stretches[-1][0] + 1)
    best = 1.0
    for length, finds in stretches:
        if not length:
            continue
        whole, wanted = left + length, finds + missed
        hits = np.arange(max(0, length - (whole - wanted)), min(finds, length) + 1)
        terms = (
            _choose(table, wanted, hits) + _choose(table, whole - wanted, length - hits) - _choose(table, whole, np.array([length]))
        )
        best = min(best, float(np.exp(terms).sum()))
    return best


_kept: list[NDArray[np.float64]] = []


def _log_factorials(size: int) -> NDArray[np.float64]:
    import numpy as np

    if not _kept or len(_kept[0]) < size:
        table = np.zeros(size + 1)
        np.cumsum(np.log(np.arange(1, size + 1)), out=table[1:])
        _kept[:] = [table]
    return _kept[0]


def _choose(table: NDArray[np.float64], of: int, take: NDArray[np.int64]) -> NDArray[np.float64]:
    out: NDArray[np.float64] = table[of] - table[take] - table[of - take]
    return out


def alpha(answers: Iterable[Sequence[bool]]) -> float | None:
    """
    Krippendorff's alpha of yes and no.

    Args:
        answers: For each thing what its readers said; things with one reader count for nothing.

    Returns:
        1 for full agreement, 0 for chance, below 0 for worse; None when nothing was read twice, or all answers are the same.
    """
    pairs = [[0.0, 0.0], [0.0, 0.0]]
    for said in answers:
        if len(said) < 2:
            continue
        yes = sum(said)
        counts = (len(said) - yes, yes)
        for a in (0, 1):
            for b in (0, 1):
                pairs[a][b] += counts[a] * (counts[b] - (a == b)) / (len(said) - 1)
    total = sum(map(sum, pairs))
    no, yes_ = sum(pairs[0]), sum(pairs[1])
    if not no or not yes_:
        return None
    return round(1 - (total - 1) * (pairs[0][1] + pairs[1][0]) / (2 * no * yes_), 3)
