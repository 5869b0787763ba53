"""Scripts, counted by letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.text.script import dominant, script_of, scripts


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("حلب 2016", "Arab"), ("Київ", "Cyrl"), ("Alep", "Latn"), ("Éire", "Latn"), ("αβγ", "Grek"), ("שלום", "Hebr"),
        ("日本", "Hani"), ("ひらカ", "Hira"), ("한국", "Hang"), ("ქართ", "Geor"), ("हिंदी", "Deva"), ("123 🙏", "Zyyy"),
        ("", "Zyyy"), ("ﻻ", "Arab"), ("𐎀", "Zzzz"),
    ],
)  # fmt: skip
def test_dominant(text: str, script: str) -> None:
    """The script of most letters is named; no letters, no script."""
    assert dominant(text) == script


def test_counts_are_ordered() -> None:
    """The most frequent script comes first, and only letters count."""
    assert list(scripts("حلب الآن: Aleppo 2016!").items()) == [("Arab", 7), ("Latn", 6)]


@given(st.text())
def test_counts_equal_the_slow_way(text: str) -> None:
    """The fast count equals looking at each letter."""
    slow = [script_of(c) for c in text if script_of(c) not in ("Zyyy",)]

    assert scripts(text) == {name: slow.count(name) for name in set(slow)}
