"""
Learning a category from answers: logistic regression over hashed n-grams, and what is known before as its prior.

A margin is ``b + sum of weights of a row's columns / sqrt(their number) + prior columns times their factors``. Weights are
drawn towards 0 and factors towards 1, so that without any answer the prior orders the pile, and with many answers the
desk's own do. Where a sentence encoder read the posts, the columns of its vectors (`dense.centred`) have weights, too. Yes and
no weigh the same in sum, however rare yes is. The function is convex and the descent starts at the same place: the same answers
give the same weights.

Bands come from the answers too: each answered yes is scored by a learner that did not see it (two halves). A post is
*strong* when it stands above half of them, *some* above the lowest fifth, *weak* above the lowest twentieth. A band is no
probability.

Source:
    Cormack and Grossman 2015, "Autonomy and Reliability of Continuous Active Learning"; Nocedal 1980 (L-BFGS).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from firsthand.find.ngrams import COLUMNS, Grams, select

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

VERSION = "2"
HALF_LIFE = 0.02
"""How hard a weight is drawn to 0, against a mean loss per answer of both kinds together."""

TAUGHT = 20.0
"""How much the rank by a model counts beside that by a word list: the list decides between near equals. Even ranks cost a tenth of the
model's average precision on unseen events, and a third of what it finds of invented goodbyes."""

_STEPS, _MEMORY = 60, 8
_CHUNK = 8192
_QUANTILES = (0.05, 0.2, 0.5)


class Learned(NamedTuple):
    """
    What was learned.

    Attributes:
        weights: One per column (`ngrams.COLUMNS`).
        factors: One per prior column.
        bias: Added to every margin.
        dense: Weights of the columns of a sentence encoder's vectors; none where no encoder is asked.
        bars: Margins from which a post is weak, some, strong; infinite where it cannot be said.
    """

    weights: NDArray[np.float32]
    factors: Numbers
    bias: float
    bars: tuple[float, float, float]
    dense: Numbers


def learn(
    rows: Grams, prior: Numbers, yes: NDArray[np.bool_], *, strength: float = 1.0, vectors: Numbers | None = None
) -> Learned:
    """
    Learn from answers.

    Args:
        rows: Of the answered posts, each once.
        prior: Rows x factors; what was known before, as margins. May have no column.
        yes: The answers. All of one kind: nothing is learned but the prior.
        strength: Above 1 the answers weigh more against the drawing to 0.
        vectors: Of the answered posts, as `dense.centred` gives them; None without an encoder.
    """
    import numpy as np

    vectors = np.zeros((len(yes), 0)) if vectors is None else vectors
    if yes.all() or not yes.any():
        return Learned(np.zeros(COLUMNS, np.float32), np.ones(prior.shape[1]), 0.0, (np.inf,) * 3, np.zeros(vectors.shape[1]))
    bars = _bars(rows, prior, vectors, yes, strength)
    return _fit(rows, prior, vectors, yes, strength)._replace(bars=bars)


def known(bands: Numbers, scores: Numbers | None, dense: Numbers | None = None) -> Numbers:
    """
    What was known before any answer, as one margin per post.

    Args:
        bands: By word lists, 0 to 3.
        scores: Of a model that was taught before, NaN where it says nothing; None without a model.
        dense: Of heads over a sentence encoder's vectors, the same. Where both speak, the mean of both ranks orders the posts
            among the places that the model gave them, so that no language gains by having an encoder.

    Returns:
        Without a model a step per band; else the logarithm of odds of the mean of both ranks, the model's counting `TAUGHT`
        times, or of the list's rank alone.
    """
    import numpy as np

    if scores is None:
        return (bands - 1) * 0.7
    share = _rank(bands)
    speaks = ~np.isnan(scores)
    ranks = np.zeros(len(bands))
    ranks[speaks] = _rank(scores[speaks])
    if dense is not None and (both := speaks & ~np.isnan(dense)).any():
        order = np.argsort(_rank(scores[both]) + _rank(dense[both]), kind="stable")
        ranks[np.flatnonzero(both)[order]] = np.sort(ranks[both])
    share[speaks] = (share[speaks] + TAUGHT * ranks[speaks]) / (1 + TAUGHT)
    out: Numbers = np.log(share / (1 - share))
    return out


def _rank(values: Numbers) -> Numbers:
    """The share of a pile that stands below, between 0 and 1; equals share a rank."""
    import numpy as np

    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    out: Numbers = ((np.cumsum(count) - (count - 1) / 2)[place]) / (len(values) + 1)
    return out


def margins(learned: Learned, rows: Grams, prior: Numbers) -> Numbers:
    """The margin of every row, without its vector; higher is likelier."""
    import numpy as np

    out = np.empty(len(rows.starts) - 1)
    for first in range(0, len(out), _CHUNK):
        starts = rows.starts[first : first + _CHUNK + 1]
        sums = _row_sums(learned.weights[rows.columns[starts[0] : starts[-1]]], starts - starts[0])
        out[first : first + _CHUNK] = sums / np.sqrt(np.maximum(np.diff(starts), 1))
    out += (prior * learned.factors).sum(axis=1) + learned.bias
    return out


def band_of(margin: float, bars: tuple[float, float, float]) -> int:
    """0 to 3, as in `model.words.BANDS`."""
    return sum(margin >= bar for bar in bars)


def _row_sums(values: NDArray[np.float32] | Numbers, starts: NDArray[np.int64]) -> Numbers:
    """Sums of stretches, also empty ones."""
    import numpy as np

    if not len(values):
        return np.zeros(len(starts) - 1)
    safe = np.minimum(starts[:-1], len(values) - 1)
    sums = np.add.reduceat(values, safe).astype(np.float64)
    sums[np.diff(starts) == 0] = 0.0
    return sums


def _bars(
    rows: Grams, prior: Numbers, vectors: Numbers, yes: NDArray[np.bool_], strength: float
) -> tuple[float, float, float]:
    """Margins of every yes by a learner of the other half."""
    import numpy as np

    half = np.zeros(len(yes), bool)
    for kind in (True, False):
        half[np.flatnonzero(yes == kind)[::2]] = True
    if yes[half].all() or not yes[half].any() or yes[~half].all() or not yes[~half].any():
        return (np.inf,) * 3
    seen: list[Numbers] = []
    for side in (half, ~half):
        learned = _fit(select(rows, np.flatnonzero(side)), prior[side], vectors[side], yes[side], strength)
        others = np.flatnonzero(~side & yes)
        seen.append(margins(learned, select(rows, others), prior[others]) + _times(vectors[others], learned.dense))
    low, middle, high = np.quantile(np.concatenate(seen), _QUANTILES)
    return float(low), float(middle), float(high)


def _fit(rows: Grams, prior: Numbers, vectors: Numbers, yes: NDArray[np.bool_], strength: float) -> Learned:
    import numpy as np

    used, columns = np.unique(rows.columns, return_inverse=True)
    sizes = np.diff(rows.starts)
    scale = 1.0 / np.sqrt(np.maximum(sizes, 1))
    share = np.where(yes, 0.5 / yes.sum(), 0.5 / (~yes).sum())
    sign = np.where(yes, 1.0, -1.0)
    many, factors, width = len(used), prior.shape[1], vectors.shape[1]
    count = many + width
    pull = np.full(count + factors + 1, HALF_LIFE / strength / max(1.0, np.sqrt(len(yes) / 20)))
    pull[count:] *= 5
    pull[-1] = 0.0
    centre = np.zeros(count + factors + 1)
    centre[count:-1] = 1.0

    def loss(at: Numbers) -> tuple[float, Numbers]:
        margin = _row_sums(at[columns], rows.starts) * scale + (prior * at[count:-1]).sum(axis=1) + at[-1]
        margin += _times(vectors, at[many:count])
        signed = np.clip(sign * margin, -500, 500)
        away = at - centre
        value = float((share * np.logaddexp(0.0, -signed)).sum() + 0.5 * (pull * away * away).sum())
        slope = -share * sign / (1.0 + np.exp(signed))
        gradient = pull * away
        gradient[:many] += np.bincount(columns, np.repeat(slope * scale, sizes), minlength=many)
        gradient[many:count] += _times(vectors.T, slope)
        gradient[count:-1] += (slope[:, None] * prior).sum(axis=0)
        gradient[-1] += slope.sum()
        return value, gradient

    best = _descend(loss, centre)
    weights = np.zeros(COLUMNS, np.float32)
    weights[used] = best[:many]
    return Learned(weights, best[count:-1], float(best[-1]), (np.inf,) * 3, best[many:count])


def _descend(loss: Callable[[Numbers], tuple[float, Numbers]], start: Numbers) -> Numbers:
    """L-BFGS with halving of the step; ends early when the slope is flat."""
    import numpy as np

    at = start.copy()
    value, gradient = loss(at)
    steps: list[tuple[Numbers, Numbers, float]] = []
    for _ in range(_STEPS):
        if float(np.abs(gradient).max()) < 1e-6:
            break
        way = gradient.copy()
        kept = []
        for step, turn, inverse in reversed(steps):
            part = inverse * _dot(step, way)
            way -= part * turn
            kept.append(part)
        if steps:
            step, turn, _ = steps[-1]
            way *= _dot(step, turn) / _dot(turn, turn)
        for (step, turn, inverse), part in zip(steps, reversed(kept), strict=True):
            way += (part - inverse * _dot(turn, way)) * step
        slope, length = _dot(gradient, way), 1.0
        for _ in range(30):
            there = at - length * way
            value_there, gradient_there = loss(there)
            if value_there <= value - 1e-4 * length * slope:
                break
            length *= 0.5
        else:
            break
        step, turn = there - at, gradient_there - gradient
        curve = _dot(step, turn)
        flat = value - value_there < 1e-7 * max(1.0, abs(value))
        at, value, gradient = there, value_there, gradient_there
        if flat:
            break
        if curve > 1e-12:
            steps = [*steps[-_MEMORY + 1 :], (step, turn, 1.0 / curve)]
    return at


def _times(rows: Numbers, weights: Numbers) -> Numbers:
    """A product in one thread, for the reason that `_dot` has."""
    import numpy as np

    out: Numbers = np.einsum("ij,j->i", rows, weights)
    return out


def _dot(left: Numbers, right: Numbers) -> float:
    """
    A dot product in one thread.

    `@` asks a BLAS that may share it out among threads: these wait for each other in a loop, longer than the product takes, and the
    sum depends on how many there are.
    """
    import numpy as np

    return float(np.einsum("i,i->", left, right))
