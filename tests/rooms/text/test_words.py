"""Texts made ready for the index: many at a time gives what one at a time gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.text.fold import fold
from firsthand.text.words import FEW, fold_words, words_of

HARD = (
    "إِدْلِب في الشَّمال", "المدرســـة 🕊️ مُستَشفى", "می\u200cخواهم بروم", "ﷺ ﻻ ﬁn", "Ärger e\u0301te\u0301 ´s", "١٢٣ ۴۵۶", "Єва–Ґанок…",
    "a\ue000b\ue001c é", "first é\nsecond é", "\u202eé\u202c", "👩\u200d👩\u200d👧 é", "İstanbul ıI",
)  # fmt: skip
words = st.lists(st.sampled_from(HARD) | st.text(max_size=12).filter(lambda one: not one.isascii()), min_size=1, max_size=20)


def alone(texts):
    """The plain way."""
    return [words_of(fold(one)) for one in texts]


@given(words)
def test_many_texts_fold_as_each_alone(texts):
    """In any script, with joiners, marks, private characters and line ends."""
    many = [*texts, *HARD] * (FEW // len(HARD))

    assert fold_words(many) == alone(many)


@given(words)
def test_few_texts_fold_as_each_alone(texts):
    """Without the table."""
    assert fold_words(texts) == alone(texts)


def test_plain_english_is_lowered():
    """The index splits the rest."""
    assert fold_words(["Don't STOP"] * FEW) == ["don't stop"] * FEW
