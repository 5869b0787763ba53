"""Figures of agreement, against worked examples of those who made them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.check.agreement import alpha, diagonal, kappa


def test_kappa_of_a_worked_table() -> None:
    """Twenty yes-yes, five yes-no, ten no-yes, fifteen no-no: 0.4, the common textbook example."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15

    assert kappa(pairs) == pytest.approx(0.4)


def test_alpha_of_krippendorffs_binary_data() -> None:
    """His example A of 2011: ten units, two observers, 0.095."""
    left, right = "0100000010", "1110010000"

    assert alpha([(a, b) for a, b in zip(left, right, strict=True)]) == pytest.approx(0.095, abs=0.001)


def test_nothing_to_say() -> None:
    """One pair, one word, or one reader a thing gives no figure."""
    assert kappa([("a", "a")]) is None
    assert kappa([("a", "a"), ("a", "a")]) is None
    assert alpha([("a",), ("b",)]) is None
    assert alpha([("a", "a"), ("a", "a")]) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=30))
def test_bounds_and_symmetry(pairs: list[tuple[str, str]]) -> None:
    """Neither is above one, both are one when all agree, and who reads first does not matter."""
    turned = [(b, a) for a, b in pairs]

    assert kappa(pairs) == kappa(turned)
    assert alpha(pairs) == alpha(turned)
    assert (kappa(pairs) or 0) <= 1
    assert (alpha(pairs) or 0) <= 1
    if len({a for a, _ in pairs}) > 1:
        same = [(a, a) for a, _ in pairs]
        assert (kappa(same), alpha(same)) == (1.0, 1.0)


def test_the_diagonal() -> None:
    """Above seven of ten over fifty ratings it is a warning; where everybody starts is not counted."""
    many = [("A", "1")] * 40 + [("B", "3")] * 10

    assert diagonal(many) == (50, 0.8, True)
    assert diagonal([*many[:39], *many[40:]])[2] is False
    assert diagonal([("F", "6")] * 90) == (0, None, False)
