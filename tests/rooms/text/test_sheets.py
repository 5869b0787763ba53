"""Sheets of a translator, in and out."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.errors import Mistaken
from firsthand.testing.world import WORDS
from firsthand.text.sheets import Row, read, write_csv, write_xliff

ROW = Row(case="oradesh-1", sheet="ab12", no=1, source="ar", target="en", original="نحن بخير", translation="We are well.")


def as_csv(rows):
    """A CSV file."""
    return "".join(write_csv(rows)).encode()


def as_xliff(rows):
    """An XLIFF file."""
    return "".join(write_xliff(rows, case="oradesh-1", sheet="ab12", source="ar", target="en")).encode()


@pytest.mark.parametrize("write", [as_csv, as_xliff])
@pytest.mark.parametrize("words", WORDS)
def test_hostile_words_come_back(write, words):
    """Through either form; only what XML cannot hold is changed, and matched by its row all the same."""
    (row,) = read(write([replace(ROW, original=words, translation=f"to {words}")]))

    assert (row.case, row.sheet, row.no) == ("oradesh-1", "ab12", 1)
    assert "\ufffd" in row.translation or row.translation == f"to {words}"


@given(st.text(min_size=1).filter(lambda text: text.strip() and "\r" not in text and "\x00" not in text))
def test_csv_keeps_all_words(words):
    """Whatever they begin with."""
    try:
        words.encode()
    except UnicodeEncodeError:
        return
    (row,) = read(as_csv([replace(ROW, translation=words)]))

    assert row.translation == words


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1"])
def test_no_cell_is_a_formula(start):
    """A spreadsheet must not run what a stranger posted."""
    line = list(csv.reader(io.StringIO(as_csv([replace(ROW, original=start)]).decode("utf-8-sig"))))[1]

    assert line[5] == f"'{start}"


def test_rows_that_nobody_filled_in_are_left_out():
    """A translator may bring half."""
    assert [row.no for row in read(as_csv([ROW, replace(ROW, no=2, translation=" ")]))] == [1]


def test_a_semicolon_parts_columns_too():
    """As a spreadsheet in much of the world saves it."""
    data = as_csv([ROW]).decode().replace(",", ";").encode()

    assert read(data)[0].translation == "We are well."


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a,b,c\n1,2,3\n", "no-sheet"),
        (b"", "no-sheet"),
        (b"case,sheet,row,translation\nx,y,z,t\n", "bad-row"),
        (as_csv([ROW, ROW]), "row-twice"),
        ("case,sheet,row,translation\n".encode("utf-16"), "sheet-not-utf8"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', "bad-sheet"),
        (b"<xliff", "bad-sheet"),
        (b"<other/>", "no-sheet"),
        (as_xliff([ROW]).replace(b'id="1"', b'id="-1"'), "bad-row"),
    ],
)
def test_what_is_no_sheet_is_named(data, code):
    """With a remedy."""
    with pytest.raises(Mistaken) as error:
        read(data)

    assert error.value.code == code
    assert error.value.advice()


def test_inline_marks_of_tools_are_read_as_words():
    """Tools put elements into targets."""
    data = as_xliff([ROW]).replace(b"We are well.", b'We <g id="1">are</g> well.')

    assert read(data)[0].translation == "We are well."
