"""Folding: one form for every way a word can be written."""

import sqlite3
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.text.fold import fold, fold_map, origin

TRICKY = (
    "aAéİıßſK"  # case that changes length
    "ابةىيئأإآؤﻻﷺ\u0640\u064b\u064e\u0651\u0670\u0653\u0654"  # Arabic, marks, ligatures
    "کیےہھە\u200c"  # Persian, Urdu, Sorani
    "йїёґи\u0306\u0308\u0301"  # Cyrillic, composed and not
    "각가\u115f\u3164ﾡ"  # Hangul that composes
    "かカﾊ\u3099ﾞ"  # kana with marks
    "কা\u09c7\u09be\u09d7क\u093c"  # Indic signs
    "\u200b\u200d\u200f\u202e\u2066\ufe0f\u00ad\ufeff\U000e0041"  # invisible
    "’ʼ´`'…½²㎏٣۵५\U0001f64f\ud83d \n."
)
texts = st.one_of(st.text(alphabet=TRICKY, max_size=30), st.text(max_size=30))


@given(texts)
@settings(max_examples=400, deadline=None)
def test_folding_twice_changes_nothing(text: str) -> None:
    """Folding is idempotent."""
    once = fold(text)

    assert fold(once) == once


@given(texts)
@settings(max_examples=400, deadline=None)
def test_the_map_gives_the_same_text(text: str) -> None:
    """The mapped folding equals the plain one, and its indices never fall."""
    folded, index = fold_map(text)

    assert folded == fold(text)
    assert len(index) == len(folded)
    assert index == sorted(index)
    assert all(0 <= at < len(text) for at in index)


@given(texts, st.data())
@settings(max_examples=400, deadline=None)
def test_an_original_span_folds_to_something_holding_the_match(text: str, data: st.DataObject) -> None:
    """A span that went through the map and back still says what was matched."""
    folded, index = fold_map(text)
    start = data.draw(st.integers(0, len(folded)))
    end = data.draw(st.integers(start, len(folded)))

    first, stop = origin(text, index, start, end)

    assert 0 <= first <= stop <= len(text)
    # A joiner between two words is a blank only where both neighbours are inside the span.
    assert folded[start:end].replace(" ", "") in fold(text[first:stop]).replace(" ", "")


def test_every_code_point_is_a_fixed_point_after_one_folding() -> None:
    """No character of any plane needs a second folding."""
    for point in (*range(0x3000), *range(0xF900, 0x11400), *range(0x1D400, 0x1D800), *range(0xE0000, 0xE0200)):
        folded = fold(chr(point))

        assert fold(folded) == folded


VARIANTS = [
    ("أحمد", "احمد"), ("إدلب", "ادلب"), ("آخر", "اخر"), ("ٱلله", "الله"), ("مدرسة", "مدرسه"), ("على", "علي"),
    ("مسؤول", "مسوول"), ("شاطئ", "شاطي"), ("مُحَاصَرُون", "محاصرون"), ("محـــاصر", "محاصر"), ("هٰذا", "هذا"),
    ("ﻻ", "لا"), ("ﷲ", "الله"), ("کتاب", "كتاب"), ("ایران", "ايران"), ("ہم", "هم"), ("بھائی", "بهايي"),
    ("ئەمە", "يهمه"), ("٢٠١٦", "2016"), ("۲۰۱۶", "2016"), ("م\u200bحا\u202eصر", "محاصر"), ("الأ\u064eنقاض", "الانقاض"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "folded"), VARIANTS)
def test_arabic_script_spellings_meet(written: str, folded: str) -> None:
    """Each spelling that people use for one word folds to one form."""
    assert fold(written) == folded


def test_twelve_spellings_of_one_word_are_all_found() -> None:
    """A full-text index over folded text finds every spelling from every other one."""
    spellings = ["مسؤولية", "مسئولية", "مَسؤولية", "مســؤولية", "مسؤوليه", "مسؤوليّة", "مسؤولیة", "مسؤولی\u0651ه"]
    others = ["إغاثة", "اغاثة", "أغاثه", "إغـاثة", "إِغَاثَة"]
    with sqlite3.connect(":memory:") as base:
        base.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
        base.executemany("INSERT INTO words VALUES (?)", [(fold(w),) for w in spellings + others])

        found = [
            base.execute("SELECT count(*) FROM words WHERE words MATCH ?", (f'"{fold(w)}"',)).fetchone()[0]
            for w in spellings + others
        ]

    assert found == [7 if "ئ" not in w else 1 for w in spellings] + [5] * 5


def test_other_scripts() -> None:
    """Latin and Greek lose marks, Cyrillic letters stay letters, apostrophes are one."""
    assert fold("Désolé, ŁÓDŹ, YARDIM yardım") == "desole, lodz, yardim yardim"
    assert fold("Ёлка, їжак, йод, за\u0301мок") == "елка, їжак, йод, замок"
    assert {fold(f"п{mark}ять") for mark in "’ʼ'´′"} == {"п'ять"}
    assert fold("Άγιος ΑΓΙΟΣ") == "αγιοσ αγιοσ"


def test_persian_joiner_becomes_a_blank_only_inside_arabic_script() -> None:
    """The stem of a Persian word is found; a joiner cannot cut a Latin word."""
    assert fold("می\u200cروم") == fold("می روم")
    assert fold("کتاب\u200cها").split()[0] == fold("کتاب")
    assert fold("he\u200clp") == "help"


def test_a_span_takes_the_marks_of_its_last_letter() -> None:
    """The harakat of the last letter are quoted with it, tatweel and controls behind it are not."""
    text = "نحن مُحَاصَرٌـ\u200f هنا"
    folded, index = fold_map(text)
    at = folded.index("محاصر")

    first, stop = origin(text, index, at, at + 5)

    assert text[first:stop] == "مُحَاصَرٌ"
    assert category(text[stop - 1]) == "Mn"
