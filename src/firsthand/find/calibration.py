"""
From a score to a share: how often posts with such a score were a yes.

Two numbers (a slope and an offset, Platt 1999) make a score the logarithm of odds. They come from earlier events, and a handful of
random answers in this one moves them: the offset freely, for how rare a category is differs most between events; the slope hardly.
What comes out is for counting what may be left, never a number beside a post.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

_STEPS = 50
_LOOSE = (4.0, 0.2)
"""How hard slope and offset are drawn to what was known before, in answers."""


def fit(scores: Numbers, yes: NDArray[np.bool_], *, before: tuple[float, float] | None = None) -> tuple[float, float]:
    """
    Slope and offset.

    Args:
        scores, yes: Of answers that were drawn by chance; others bend the shares.
        before: Known from earlier events; kept where the answers say nothing else. None: the answers decide alone.
    """
    import numpy as np

    if not len(yes):
        return before or (1.0, 0.0)
    at = np.array(before or (1.0, 0.0))
    centre, pull = at.copy(), np.array(_LOOSE if before else (1e-3, 1e-3))
    columns = np.column_stack((scores, np.ones(len(scores))))
    for _ in range(_STEPS):
        odds = share(columns @ at)
        slope = columns.T @ (odds - yes) + pull * (at - centre)
        bend = (columns * (odds * (1 - odds))[:, None]).T @ columns + np.diag(pull)
        step = np.linalg.solve(bend, slope)
        length = min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        at = at - length * step
        if float(np.abs(step).max()) < 1e-9:
            break
    return float(at[0]), float(at[1])


def share(log_odds: Numbers) -> Numbers:
    """The share that some odds mean."""
    import numpy as np

    out: Numbers = 1.0 / (1.0 + np.exp(-np.clip(log_odds, -50, 50)))
    return out


def error(shares: Numbers, yes: NDArray[np.bool_], *, bins: int = 10) -> float:
    """Expected calibration error: how far shares and what was so lie apart, over bins of equal width."""
    import numpy as np

    place = np.minimum((shares * bins).astype(np.int64), bins - 1)
    told, met = np.bincount(place, shares, minlength=bins), np.bincount(place, yes, minlength=bins)
    return float(np.abs(told - met).sum() / max(len(yes), 1))
