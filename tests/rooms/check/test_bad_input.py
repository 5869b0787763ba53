"""What people bring that is no article: pages of digits, statements of banks, mixed scripts, marks inside numbers, nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.check.coordinates import coordinates
from firsthand.check.figures import figures
from firsthand.check.spans import propose
from firsthand.check.times import times


def test_a_page_of_digits_counts_nothing() -> None:
    """Columns of numbers are a table of something else."""
    page = "\n".join(" ".join(str(4471 * n % 9973) for n in range(row, row + 12)) for row in range(40))

    assert figures(page) == ()


def test_a_statement_of_a_bank_gives_accounts_and_sums() -> None:
    """Accounts are proposed to be covered, and are no counts; money with its sign is."""
    text = "12.03.2041 ORADESH BAKERY IBAN GB82 WEST 1234 5698 7654 32 ref 99120033\nbalance $1,340.55"

    assert [one.kind for one in propose(text)] == ["bank"]
    assert [(one.low, one.unit) for one in figures(text)] == [(1340.55, "money")]


def test_digits_of_two_scripts_in_one_number_are_one_number() -> None:
    """A keyboard that was switched in the middle."""
    (one,) = figures("قتل 1٢٣ شخصا")

    assert (one.text, one.low) == ("1٢٣", 123)


def test_marks_of_direction_inside_a_number_neither_hide_nor_split_it() -> None:
    """The span is the original's, with the marks in it."""
    text = "we are 12\u200e5\u200f people here"
    (one,) = figures(text)

    assert (one.low, text[one.start : one.end]) == (125, "12\u200e5")
    assert [found.kind for found in propose("call +999 55\u202a 123\u202c 4567")] == ["phone"]


def test_a_comma_and_a_dot_are_read_by_what_stands_around_them() -> None:
    """ "1,5" is one and a half everywhere; "1.500" may be either, and says so."""
    assert figures("1,5 км до моста")[0].low == figures("1.5 km to the bridge")[0].low == 1.5
    (one,) = figures("1.500 personas en la plaza")
    assert one.low == 1500
    assert [flag.code for flag in one.flags] == ["unclear-separator"]


def test_words_for_no_number_are_none() -> None:
    """Nothing that a program would read as a number is one."""
    for text in ("NaN people", "inf dead", "Infinity killed", "-1e400 wounded", "1e999", "0x1F houses", "١e٥"):
        assert all(abs(one.low) < 1e12 for one in figures(text)), text


def test_no_text_gives_nothing() -> None:
    """Neither do blanks and marks."""
    for text in ("", " ", "\n\n", "\u200f\u200e", "…", "\ud800", "\x00"):
        assert figures(text) == times(text) == propose(text) == coordinates(text) == ()


@given(st.text(alphabet="0123456789٤٥.,:-/ +()nNsS°'\"kmбтوب\n", max_size=60))
def test_whatever_stands_there_spans_lie_in_the_text(text: str) -> None:
    """No input raises, and each span is the text's own."""
    for one in (*figures(text), *times(text), *propose(text), *coordinates(text)):
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
