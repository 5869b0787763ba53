"""The sweep over shares: equal to counting every pair, whatever the times, and to another tool on real shares."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.find import co_shares
from firsthand.find.co_shares import edges, frequent, near, once

DATA = Path(__file__).parents[4] / "shared" / "data" / "coordination"
SHARES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(-40, 40)), max_size=40)
WILD = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 1), st.sampled_from([-(10**17), -1, 0, 1, 10**17])), max_size=12)


def columns(rows: list[tuple[int, int, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Accounts, items and times."""
    table = np.array(rows, np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


def counted(rows: list[tuple[int, int, int]], window: int) -> Counter[tuple[int, int]]:
    """Every share held against every account, one by one."""
    return Counter(
        (mine, beside)
        for mine, item, at in rows
        for beside in {other for other, thing, then in rows if thing == item and other != mine and abs(at - then) <= window}
    )


@given(rows=SHARES | WILD, window=st.integers(0, 50), least=st.integers(1, 3))
def test_edges_are_every_pair_within_the_window(rows: list[tuple[int, int, int]], window: int, least: int) -> None:
    """No pair more, no pair less, for times of any year, in any order."""
    found = edges(*columns(rows), window_ms=window, least=least)

    told = dict(zip(zip(found.left.tolist(), found.right.tolist(), strict=True), found.weight.tolist(), strict=True))
    assert told == {pair: count for pair, count in counted(rows, window).items() if count >= least}


def test_many_pieces_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pairs come in many pieces, rare ones are dropped on the way and no frequent one is lost."""
    chance = np.random.default_rng(3)
    rows = list(zip(*(chance.integers(0, most, 400).tolist() for most in (30, 9, 900)), strict=True))
    shares = once(*columns(rows))
    whole, pairs = edges(*columns(rows), window_ms=60, least=3), frequent(shares, 60, 30, 2)

    monkeypatch.setattr(co_shares, "_CHUNK", 64)
    monkeypatch.setattr(co_shares, "_CELL_BITS", 6)

    assert all((a == b).all() for a, b in zip(whole, edges(*columns(rows), window_ms=60, least=3), strict=True))
    assert all((a == b).all() for a, b in zip(pairs, frequent(shares, 60, 30, 2), strict=True))
    assert len(whole.left) > 10
    assert len(pairs[0]) > 10


def test_the_first_share_of_an_item_counts() -> None:
    """Who shares an item again shares it once; the place leads back to the first."""
    shares = once(*columns([(1, 7, 50), (1, 7, 10), (2, 7, 30), (1, 8, 5)]))

    assert shares.place.tolist() == [1, 2, 3]
    assert near(shares, 20).tolist() == [1, 1, 0]


def test_nothing_gives_nothing() -> None:
    """No share is no pair."""
    assert [len(column) for column in edges(*columns([]), window_ms=60)] == [0, 0, 0]


@pytest.mark.skipif(not DATA.is_dir(), reason="real shares are not here")
@pytest.mark.parametrize(("window_s", "least", "name"), [(10, 1, "tw10"), (60, 1, "tw60"), (3600, 2, "tw3600_w2")])
def test_edges_are_those_of_another_tool(window_s: int, least: int, name: str) -> None:
    """On real shares the edges and weights are those of coordination-network-toolkit 1.5.2, without its self-loops."""
    with gzip.open(DATA / "russian_coord_tweets.csv.gz", "rt") as file:
        by_id = {row["content_id"]: row for row in reversed(list(csv.DictReader(file)))}  # as that tool: an id once
        rows = list(by_id.values())
    names, accounts = np.unique([row["account_id"] for row in rows], return_inverse=True)
    items = np.unique([row["object_id"] for row in rows], return_inverse=True)[1]
    found = edges(accounts, items, np.array([int(row["timestamp_share"]) * 1000 for row in rows]), window_ms=window_s * 1000, least=least)
    with gzip.open(DATA / f"expected_qut_co_retweet_{name}.csv.gz", "rt") as file:
        expected = {
            (row["user_1"], row["user_2"]): int(float(row["weight"])) for row in csv.DictReader(file) if row["user_1"] != row["user_2"]
        }

    told = zip(names[found.left].tolist(), names[found.right].tolist(), found.weight.tolist(), strict=True)
    assert {(a, b): weight for a, b, weight in told} == expected
