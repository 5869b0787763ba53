"""Rows taken out of a workbook: nothing of them left in any part, every other row as it was, and what cannot be done refused."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from firsthand.readers.workbook import sheets
from firsthand.readers.workbook_erase import blank_rows, raw_rows

GOLDEN = Path(__file__).parents[2] / "golden" / "xlsx" / "posts.xlsx"
CANARY = "Zyxwarbler & <القُبّرة>"


def made(rows: list[list[object]], *, more: dict[str, bytes] | None = None, in_memory: bool = True) -> bytes:
    """A workbook of one sheet; `more`: parts that are added to it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": in_memory}) as book:
        sheet = book.add_worksheet()
        for n, row in enumerate(rows):
            sheet.write_row(n, 0, row)
    if more:
        with zipfile.ZipFile(out, "a") as archive:
            for name, data in more.items():
                archive.writestr(name, data)
    return out.getvalue()


def inside(data: bytes) -> bytes:
    """All parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"\n".join([data, *map(archive.read, archive.namelist())])


def test_every_form_of_a_row_goes() -> None:
    """Shared, inline and formula strings, numbers, copies in other parts, escaped or not; the row keeps its number."""
    copy = f"<pivot><s v=\"{CANARY.replace('&', '&amp;').replace('<', '&lt;')}\"/></pivot>".encode()
    rows = [["text", "n", "who"], [f"say {CANARY}", 777888999000, "Mina the baker"], ["stays", 5, "Mina the baker"]]
    more = {"xl/pivotCache/records.xml": copy.replace(b"Zyx", b"say Zyx"), "xl/other.bin": f"say {CANARY}".encode("utf-16-le")}
    data = made(rows, more=more)
    assert b"Zyxwarbler" in inside(data)

    left = blank_rows(data, frozenset({2}))

    found = sheets(io.BytesIO(left), len(left))
    assert not isinstance(found, str)
    assert found[0].rows == [(1, ("text", "n", "who")), (2, ("x", "x", "x")), (3, ("stays", "5", "Mina the baker"))]
    for form in ("Zyxwarbler".encode(codec) for codec in ("utf-8", "utf-16-le")):
        assert form not in inside(left)
    assert b"777888999000" not in inside(left)
    assert b"Mina the baker" in inside(left), "another row says it"


def test_text_dates_stay() -> None:
    """03/04/2041 is read as its column shows, so that a date written as text stays."""
    left = blank_rows(made([["text", "date"], ["one", "13/04/2041"], ["two", "03/04/2041"]]), frozenset({2}))

    assert raw_rows(left)[2] == b'["x","13/04/2041"]'


def test_the_golden_workbook_bears_it() -> None:
    """Each of its rows alone, and all of them, on two sheets, with formulas, dates and an empty row between."""
    data = GOLDEN.read_bytes()
    rows = raw_rows(data)
    for gone in [*({n} for n in rows), set(rows)]:
        left = raw_rows(blank_rows(data, frozenset(gone)))
        assert left.keys() == rows.keys()
        assert {n: raw for n, raw in left.items() if n not in gone} == {n: raw for n, raw in rows.items() if n not in gone}


@pytest.mark.parametrize("seed", range(20))
def test_any_rows_of_any_workbook(seed: int) -> None:
    """Whatever the cells are: the chosen rows say nothing, all others the same."""
    rng = random.Random(seed)
    words = ["", "a", "أورادش", "3", 4.5, 10**15 + 7, True, "long text that stands here", "=1+1", "&<>\"'", " "]
    rows = [[rng.choice(words) for _ in range(rng.randint(0, 5))] for _ in range(rng.randint(1, 30))]
    rows[0] = ["text"]
    data = made(rows)
    known = raw_rows(data)
    gone = frozenset(n for n in known if rng.random() < 0.3 and known[n].strip(b'[]", '))

    left = raw_rows(blank_rows(data, gone))

    assert {n: raw for n, raw in left.items() if n not in gone} == {n: raw for n, raw in known.items() if n not in gone}
    assert all(set(left[n]) <= set(b'["x,]') for n in gone)


@pytest.mark.parametrize(
    ("part", "change", "why"),
    [
        ("xl/workbook.xml", lambda data: data.replace(b"<sheets>", b"<!-- --><sheets>"), ""),
        ("xl/worksheets/sheet1.xml", lambda data: data.replace(b"<worksheet ", b"<!DOCTYPE a><worksheet ", 1), "document type"),
        ("xl/_rels/workbook.xml.rels", lambda data: data.replace(b"sheet1.xml", b"sheet9.xml"), "."),
    ],
)
def test_what_cannot_be_done_is_said(part: str, change: object, why: str) -> None:
    """A part that is no plain XML, or that is not where it says: a sentence, never another error."""
    data = made([["text"], ["one"], ["two"]])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            after.writestr(name, change(before.read(name)) if name == part else before.read(name))  # type: ignore[operator]
    if why:
        with pytest.raises(ValueError, match=why):
            blank_rows(out.getvalue(), frozenset({2}))
    else:
        assert raw_rows(blank_rows(out.getvalue(), frozenset({2})))[3] == b'["two"]'


def test_garbled_workbooks_raise_nothing_else() -> None:
    """Bytes changed at random: a workbook with the row gone, or a sentence."""
    data = GOLDEN.read_bytes()
    rng = random.Random(7)
    for _ in range(150):
        bad = bytearray(data)
        for _ in range(rng.randint(1, 4)):
            bad[rng.randrange(len(bad))] = rng.randrange(256)
        try:
            left = blank_rows(bytes(bad), frozenset({2}))
        except ValueError:
            continue
        assert set(raw_rows(left)[2]) <= set(b'["x,]0123456789/.-: ')
