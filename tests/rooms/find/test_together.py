"""Groups that share unusually close in time: planted ones are found, others are left alone."""

from __future__ import annotations

import csv
import gzip
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from firsthand.find.together import FALSE, Group, together

DATA = Path(__file__).parents[4] / "shared" / "data" / "coordination"
Columns = tuple[np.ndarray, np.ndarray, np.ndarray]
HOUR = 3_600_000


def crowd(chance: np.random.Generator, *, accounts: int = 400, items: int = 300, shares: int = 8_000) -> Columns:
    """Give shares of people who wake and sleep; half of what is shared comes within the first hour of an item's days."""
    item = np.minimum(chance.zipf(1.6, shares) - 1, items - 1)
    born = chance.integers(0, 20 * 24, items)[item] * HOUR
    fast = chance.random(shares) < 0.5
    after = np.where(fast, chance.exponential(HOUR / 3, shares), chance.exponential(30 * HOUR, shares))
    return chance.integers(0, accounts, shares), item, (born + after).astype(np.int64)


def planted(
    chance: np.random.Generator, ground: Columns, *, delay_s: float, size: int = 8, shared: int = 8, newcomers: bool = True
) -> tuple[Columns, set[int]]:
    """Add a group that shares some items together, each within a delay, and otherwise shares like the others."""
    accounts, items, at_ms = ground
    first = int(accounts.max()) + 1
    rows = []
    for item in chance.choice(np.unique(items), shared, replace=False):
        begun = int(chance.choice(at_ms[items == item]))
        rows += [(first + n, item, begun + int(chance.exponential(delay_s * 1000))) for n in range(size)]
    if newcomers:
        for n in range(size):
            rows += [(first + n, items[at], at_ms[at] + int(chance.normal(0, HOUR))) for at in chance.integers(0, len(items), 15)]
    more = np.array(rows, np.int64)
    columns = np.r_[accounts, more[:, 0]], np.r_[items, more[:, 1]], np.r_[at_ms, more[:, 2]]
    return columns, set(range(first, first + size))


def members(groups: list[Group]) -> set[int]:
    """Every account in a group."""
    return {account for group in groups for account in group.accounts}


@pytest.mark.parametrize("delay_s", [2, 30])
def test_a_planted_group_is_found_and_nobody_else(delay_s: float) -> None:
    """Of a group that acts within seconds at least four in five are found, and hardly anybody beside them."""
    chance = np.random.default_rng(5)
    columns, truth = planted(chance, crowd(chance), delay_s=delay_s)

    found = members(together(*columns))

    assert len(found & truth) >= 0.8 * len(truth)
    assert len(found - truth) <= FALSE * len(truth) + 1


def test_a_group_lists_its_shares() -> None:
    """The shares of a group are its accounts' own, of one item each, within reach of one another."""
    chance = np.random.default_rng(6)
    columns, truth = planted(chance, crowd(chance), delay_s=5)
    accounts, items, at_ms = columns

    group = together(*columns, windows_s=(60,))[0]

    assert set(group.accounts) <= truth
    assert (group.window_s, group.seen > group.expected) == (60, True)
    assert len(group.items) >= 3
    for places in group.items:
        assert len(set(items[list(places)].tolist())) == 1
        assert set(accounts[list(places)].tolist()) <= set(group.accounts)
        times = sorted(at_ms[list(places)].tolist())
        assert max(b - a for a, b in pairwise(times)) <= 60_000


@pytest.mark.parametrize("seed", range(4))
def test_where_nobody_acts_together_nobody_is_found(seed: int) -> None:
    """Viral posts, waking hours and busy accounts alone make no group."""
    assert together(*crowd(np.random.default_rng(seed))) == []


def test_a_community_that_reads_the_same_is_left_alone() -> None:
    """Twenty accounts that share the same thirty items, each at a time of its own, are no group."""
    chance = np.random.default_rng(8)
    accounts, items, at_ms = crowd(chance)
    own = np.repeat(np.arange(1000, 1020), 30)
    shared = np.tile(np.arange(500, 530), 20)
    when = (shared - 500) * 24 * HOUR + chance.integers(8 * HOUR, 20 * HOUR, len(own))

    assert together(np.r_[accounts, own], np.r_[items, shared], np.r_[at_ms, when]) == []


def test_two_are_no_group() -> None:
    """However often two do the same at once, it takes three."""
    chance = np.random.default_rng(9)
    columns, _ = planted(chance, crowd(chance), delay_s=1, size=2, shared=30)

    assert together(*columns) == []


def test_order_does_not_matter_and_the_same_comes_twice() -> None:
    """The same shares in another order give the same groups, account by account."""
    chance = np.random.default_rng(10)
    columns, _ = planted(chance, crowd(chance, shares=4_000), delay_s=5)
    mixed = chance.permutation(len(columns[0]))

    first, again = together(*columns), together(*columns)
    other = together(*(column[mixed] for column in columns))

    assert first
    assert first == again
    assert members(first) == members(other)


def test_nothing_gives_nothing() -> None:
    """No share, or one, is no group."""
    none = np.empty(0, np.int64)

    assert together(none, none, none) == []
    assert together(np.zeros(1, np.int64), np.zeros(1, np.int64), np.array([10**17])) == []


@pytest.fixture(scope="module")
def real() -> Columns:
    """Give real shares, with numbers for names."""
    if not DATA.is_dir():
        pytest.skip("real shares are not here")
    with gzip.open(DATA / "russian_coord_tweets.csv.gz", "rt") as file:
        rows = list(csv.DictReader(file))
    accounts = np.unique([row["account_id"] for row in rows], return_inverse=True)[1]
    items = np.unique([row["object_id"] for row in rows], return_inverse=True)[1]
    return accounts, items, np.array([int(row["timestamp_share"]) * 1000 for row in rows])


def test_of_real_traffic_few_are_found(real: Columns) -> None:
    """At most two accounts in a hundred; with the accounts mixed, so that nobody acts with anybody, none."""
    accounts, items, at_ms = real

    assert len(members(together(*real))) <= 0.02 * len(np.unique(accounts))
    assert together(np.random.default_rng(9).permutation(accounts), items, at_ms) == []


@pytest.mark.parametrize(("delay_s", "least"), [(5, 0.8), (60, 0.8)])
def test_in_real_traffic_planted_groups_are_found(real: Columns, delay_s: int, least: float) -> None:
    """Ten accounts that share eight posts within a minute of each other, and otherwise behave like everybody."""
    columns, truth = planted(np.random.default_rng(2), real, delay_s=delay_s, size=10)

    assert len(members(together(*columns)) & truth) >= least * len(truth)
