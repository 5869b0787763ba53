"""Foreign text in a terminal: nothing hidden, nothing that moves its neighbours."""

from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.text.visible import hidden, isolate, visible

HOSTILE = (
    "\x00\x07\x1b\x7f\x9b\r\n\t\u202e\u202a\u2066\u2069\u200e\u200f\u061c"
    "\u200b\u200c\u200d\u2028\u3164\ufe0f\ufeff\U000e0041\U000e007f"
)
texts = st.one_of(st.text(alphabet=HOSTILE + "aбمک👩🏽❤\u0651\u0300\ud83d", max_size=40), st.text(max_size=40))


@given(texts, st.booleans())
@settings(max_examples=500, deadline=None)
def test_no_control_comes_through(text: str, newlines: bool) -> None:
    """Whatever goes in, no control, surrogate, embedding, override or isolate comes out."""
    shown = visible(text, newlines=newlines)

    assert not {c for c in shown if category(c) in ("Cc", "Cs", "Zl", "Zp")} - ({"\n"} if newlines else set())
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")


@given(texts)
@settings(max_examples=200, deadline=None)
def test_an_island_has_one_beginning_and_one_end(text: str) -> None:
    """Nothing inside an isolated text can end it."""
    shown = isolate(text)

    assert shown[0] == "\u2068"
    assert shown.count("\u2069") == 1
    assert shown[-1] == "\u2069"


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cروم و کتاب\u200cها", "ئه\u200c م", "👩🏽\u200d🚀 👨\u200d👩\u200d👧 ❤️\u200d🔥 ☔️ 1️⃣",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "شارع\u200f (5)", "حلب\u200e 2016", "क्\u200dष", "葛\U000e0100", "plain", "Київ", "",
    ],
)  # fmt: skip
def test_honest_use_is_silent(text: str) -> None:
    """Joiners, selectors and marks that a script or an emoji needs are left alone and not named."""
    assert visible(text) == text
    assert hidden(text) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "⟦U+001B⟧[31mred"),
        ("a\u202etxt.exe", "a⟦U+202E⟧txt.exe"),
        ("he\u200clp\u200d", "he⟦U+200C⟧lp⟦U+200D⟧"),
        ("حلب\u200f\u200f", "حلب⟦U+200F⟧⟦U+200F⟧"),
        ("abc\u200f def", "abc⟦U+200F⟧ def"),
        ("one\ntwo\r\nthree\rx\ty", "one⏎two⏎three⟦U+000D⟧x⇥y"),
        ("a\U000e0041b", "a⟦U+E0041⟧b"),
        ("half \ud83d", "half ⟦U+D83D⟧"),
        ("a\u2028b", "a⟦U+2028⟧b"),
        ("z" + "\u0300" * 20 + "y", "z" + "\u0300" * 8 + "⟦+12 marks⟧y"),
    ],
)
def test_what_is_hidden_is_marked(text: str, shown: str) -> None:
    """Each hidden character becomes a mark with its code point."""
    assert visible(text) == shown


def test_line_feeds_stay_when_asked_for() -> None:
    """A post of several lines keeps its lines, without carriage returns."""
    assert visible("a\r\nb\nc", newlines=True) == "a\nb\nc"


def test_hidden_names_what_is_there() -> None:
    """A disguised handle is named character by character."""
    assert hidden("p\u0430ypal\u202e") == [
        (1, 2, "CYRILLIC SMALL LETTER A looks like a"),
        (6, 7, "RIGHT-TO-LEFT OVERRIDE"),
    ]
    assert hidden("Слава Ukraini") == []
