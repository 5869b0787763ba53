"""How something is spread over time: counts in equal steps that a person can read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

MOST_STEPS = 48

_MINUTE = 60_000_000
_STEPS = tuple(
    _MINUTE * minutes
    for minutes in (1, 5, 10, 30, 60, 180, 360, 720, 1440, 2 * 1440, 7 * 1440, 30 * 1440, 90 * 1440, 365 * 1440, 3650 * 1440)
)


class Spread(NamedTuple):
    """
    Counts over time.

    Attributes:
        start_us: Where the first step begins, microseconds since 1970 UTC; a whole number of steps.
        step_us: Length of a step.
        counts: Of each step; the first and the last are not zero.
    """

    start_us: int
    step_us: int
    counts: tuple[int, ...]


def spread(times_us: Sequence[int], *, most: int = MOST_STEPS) -> Spread | None:
    """
    Count moments in the shortest usual steps (a minute to ten years) of which at most `most` are needed.

    Args:
        times_us: Microseconds since 1970 UTC, in any order.

    Returns:
        None when there is no moment. Where even ten years are too short, steps are as many times longer as needed.
    """
    if not times_us:
        return None
    low, high = min(times_us), max(times_us)
    longest = _STEPS[-1]
    longer = longest * ((high - low) // (longest * max(1, most - 1)) + 1)
    step = next((one for one in _STEPS if high // one - low // one < most), longer)
    counts = [0] * (high // step - low // step + 1)
    for one in times_us:
        counts[one // step - low // step] += 1
    return Spread(low // step * step, step, tuple(counts))
