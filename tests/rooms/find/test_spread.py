"""Counts over time."""

from hypothesis import given
from hypothesis import strategies as st

from firsthand.find.spread import MOST_STEPS, spread

HOUR = 3_600_000_000


@given(st.lists(st.integers(-(1 << 61), 1 << 61), min_size=1, max_size=60))
def test_every_moment_is_counted_in_its_step(times: list[int]) -> None:
    """Whatever the times; never more steps than are allowed, none empty at the ends."""
    told = spread(times)

    assert told is not None
    assert len(told.counts) <= MOST_STEPS
    assert told.counts[0] > 0
    assert told.counts[-1] > 0
    assert told.start_us % told.step_us == 0
    expected = [0] * len(told.counts)
    for one in times:
        expected[(one - told.start_us) // told.step_us] += 1
    assert list(told.counts) == expected


def test_steps_are_usual_ones() -> None:
    """A minute for a burst, an hour for a day and a half, a day for a month; nothing for nothing."""
    assert spread([]) is None
    assert spread([5]) == (0, 60_000_000, (1,))
    assert spread([0, 35 * HOUR]) == (0, HOUR, (1, *[0] * 34, 1))
    month = spread([0, 30 * 24 * HOUR])
    assert month is not None
    assert month.step_us == 24 * HOUR
