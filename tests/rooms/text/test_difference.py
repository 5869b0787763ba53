"""What changed between two texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.text.difference import MOST_WORDS, Change, difference


def test_words_not_letters():
    """In any direction of writing."""
    assert difference("الماء مقطوع اليوم", "الماء مقطوع غدًا") == [
        Change("same", "الماء مقطوع "), Change("gone", "اليوم"), Change("new", "غدًا"),
    ]  # fmt: skip


def test_a_vowel_sign_is_a_change():
    """Words are verbatim: nothing is folded."""
    assert [one.kind for one in difference("رانيا الحداد", "رانيا الحدّاد")] == ["same", "gone", "new"]


@given(st.text(max_size=200), st.text(max_size=200))
def test_both_texts_can_be_put_together_again(before, after):
    """Nothing is lost in the comparison."""
    found = difference(before, after)

    assert "".join(one.text for one in found if one.kind != "new") == before
    assert "".join(one.text for one in found if one.kind != "gone") == after


@pytest.mark.parametrize("mark", [" ", "\n"])
def test_long_texts_are_compared_as_a_whole(mark):
    """So that a hostile pair takes no hour."""
    before, after = mark.join("ab" for _ in range(MOST_WORDS)), mark.join("ba" for _ in range(MOST_WORDS))

    assert "".join(one.text for one in difference(before, after) if one.kind != "new") == before
