"""When enough was read, and whether readers agree."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.find.stopping import _chance, _stretches, alpha, reach, stops


def _ranked(rng, size, share, skill):
    """A pile of which some are wanted, in an order that puts them early, more or less."""
    wanted = rng.random(size) < share
    return wanted[np.argsort(-(wanted * skill + rng.normal(size=size)), kind="stable")]


@pytest.mark.parametrize("target", [0.9, 0.95])
def test_the_target_is_reached_in_95_of_100_runs(target):
    """200 seeded runs over invented piles, from a good order to a useless one; how much is read is said."""
    reached, read = 0, []
    for seed in range(200):
        rng = np.random.default_rng(seed)
        pile = _ranked(rng, int(rng.integers(400, 1500)), rng.uniform(0.03, 0.2), [0.0, 0.5, 1.5, 3.0][seed % 4])
        if not pile.any():
            pile[0] = True
        step = len(pile) // 20
        at = next((n for n in range(step, len(pile), step) if stops(list(pile[:n]), len(pile), target=target)), len(pile))
        reached += pile[:at].sum() / pile.sum() >= target
        read.append(min(at, len(pile)) / len(pile))

    assert reached >= 190
    assert np.mean(read[3::4]) < 0.8


def test_the_shortcut_over_stretches_gives_what_all_stretches_give():
    """Only the longest stretch for each number of finds is looked at."""
    rng = np.random.default_rng(5)
    for _ in range(10):
        answers = list(rng.random(60) < 0.2)
        every = [(n, sum(answers[len(answers) - n :])) for n in range(1, 61)]
        for missed in (1, 3, 9):
            assert _chance(_stretches(answers), 100, missed) == pytest.approx(_chance(every, 100, missed))


def test_the_chance_is_that_of_an_urn():
    """2 white balls among 10, 5 drawn, none white: 8/10 * 7/9 * ... = 2/9."""
    assert _chance([(5, 0)], 5, 2) == pytest.approx(2 / 9)


@given(st.lists(st.booleans(), max_size=80), st.integers(0, 300))
def test_the_bound_and_the_stop_agree(answers, more):
    """Whatever is answered: the bound is a share, everything read is everything found, stop needs a bound near the target."""
    told = reach(answers, len(answers) + more)

    assert told.recall_at_least is None or 0 < told.recall_at_least <= 1
    assert not told.stop or any(answers)
    if any(answers) and not more:
        assert told == (1.0, True)
    if told.stop and told.recall_at_least is not None:
        assert told.recall_at_least >= 0.9 - 0.001


def test_a_long_stretch_without_a_find_is_needed():
    """Ten finds and then fifty times nothing prove little in a pile of ten thousand."""
    assert not reach([True] * 10 + [False] * 50, 10_000).stop
    assert reach([True] * 10 + [False] * 8000, 10_000).stop


def test_alpha_of_readers():
    """Full agreement is 1, an example computed by hand is met, and what one person read says nothing."""
    assert alpha([(True, True), (False, False)]) == 1.0
    # two readers, four things: n=8, yes 5, no 3, disagreeing pairs 2 -> 1 - 7 * 2 / (2 * 15)
    assert alpha([(True, True), (True, True), (False, False), (True, False)]) == pytest.approx(1 - 7 * 2 / 30, abs=0.001)
    assert alpha([(True,), (False,)]) is None
    assert alpha([(True, True), (True, True)]) is None
