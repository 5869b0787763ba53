"""Tables for other tools: every cell comes back as the words were, and none of it is run."""

from __future__ import annotations

import csv
import io
import json
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.exporters import workbook_tables
from firsthand.exporters.columns import objects, tables
from firsthand.exporters.registry import load_one
from firsthand.exporters.seam import INTERNAL
from firsthand.readers.workbook import sheets
from firsthand.testing.editions import hostile_edition
from firsthand.testing.handed import made, search, story
from firsthand.testing.world import WORDS
from firsthand.text.cells import FORMULA, carried, guarded, unguarded

HOSTILE = [*WORDS, "=1+1", "+1", "-1", "@x", "'=1", "''", "＝A1", "\t=1", "\n=1", "\r=1", "=HYPERLINK(\"http://x\")", "_x0041_", "http://a.example"]
CARRIED = [carried(text) for text in HOSTILE]


def files(name, handed):
    """Files of a format."""
    return made(load_one(name)[0], handed)


@settings(max_examples=40)
@given(st.text(max_size=20))
def test_a_cell_comes_back_and_never_begins_a_formula(text):
    """The rule of the apostrophe can be undone for every text."""
    cell = guarded(text)

    assert not cell.startswith(FORMULA)
    assert unguarded(cell) == text


def test_csv_comes_back():
    """As the words were, whatever they begin with; the face of a search is on every row."""
    rows = list(csv.DictReader(io.StringIO(files("csv", search(*HOSTILE))["messages.csv"].decode("utf-8-sig"), newline="")))

    assert [unguarded(row["text"]) for row in rows] == CARRIED
    assert {row["notice"] for row in rows} == {INTERNAL}
    assert not any(cell.startswith(FORMULA) for row in rows for cell in row.values())


def test_a_story_is_four_tables():
    """Cards with original and translation, media, figures and what others say; an empty cell is empty and not None."""
    told = {name: list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")))) for name, data in files("csv", story()).items()}

    assert list(told) == ["messages.csv", "media.csv", "figures.csv", "answers.csv"]
    first = told["messages.csv"][0]
    assert (first["person"], first["language"], first["translation_language"], first["status"]) == ("Lina", "ar", "en", "partly-backed")
    assert first["text"].startswith("إذا أُغلق الجسر")
    assert first["page"] == "https://courier.example/bridge/en/card/lina/index.html"
    assert (first["place"], first["latitude"]) == ("Bridge ward", "48.1")
    assert "[place removed for safety]" in "".join(row["text"] + row["translation"] for row in told["messages.csv"])
    assert "None" not in {cell for rows in told.values() for row in rows for cell in row.values()}


def test_jsonl_comes_back():
    """A line a message, nothing empty in it; Arrow's own reader of JSON agrees."""
    data = files("jsonl", search(*HOSTILE))["messages.jsonl"]
    assert [json.loads(line)["text"] for line in data.split(b"\n") if line] == CARRIED

    arrow = pytest.importorskip("pyarrow.json")
    assert arrow.read_json(io.BytesIO(data)).column("text").to_pylist() == CARRIED


def test_a_workbook_comes_back():
    """To our own reader, and to openpyxl, which knows of every cell what kind it is: words, and no formula, link or number."""
    controls = workbook_tables._CONTROLS
    wanted = [controls.sub("\ufffd", text) for text in CARRIED]
    data = files("xlsx", search(*HOSTILE))["tables.xlsx"]
    read = {sheet.name: [row for _, row in sheet.rows] for sheet in sheets(io.BytesIO(data), len(data))}
    at = read["messages"][0].index("text")
    assert [row[at] for row in read["messages"][1:]] == wanted
    assert read["about"][1][0] == INTERNAL

    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [row[at] for row in book["messages"].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert book.properties.created.year == 1980


def test_a_text_that_no_cell_holds_is_whole_on_another_sheet(monkeypatch):
    """Nothing is cut: the cell says where to look."""
    long = "мости " * 7_000
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(files("xlsx", search("short", long))["tables.xlsx"]))

    assert "long texts" in next(cell.value for cell in book["messages"][3] if "characters" in str(cell.value))
    assert "".join(row[4] for row in book["long texts"].iter_rows(min_row=2, values_only=True)) == long


def test_parquet_comes_back():
    """Names, types and every cell."""
    pq = pytest.importorskip("pyarrow.parquet")
    table = pq.read_table(io.BytesIO(files("parquet", search(*HOSTILE))["messages.parquet"]))
    assert table.column("text").to_pylist() == CARRIED
    assert str(table.schema.field("number").type) == "int64"
    assert table.schema.metadata[b"notice"].decode() == INTERNAL

    story_table = pq.read_table(io.BytesIO(files("parquet", story())["messages.parquet"]))
    first = tables(story())[0]
    assert [{k: v for k, v in row.items() if v is not None} for row in story_table.to_pylist()] == list(objects(first))


@pytest.fixture
def base(tmp_path):
    """Give a SQLite file of hostile words, opened."""
    path = tmp_path / "messages.sqlite"
    path.write_bytes(files("sqlite", search(*HOSTILE))["messages.sqlite"])
    connection = sqlite3.connect(path)
    yield connection
    connection.close()


def test_sqlite_is_whole_and_found_by_words(base):
    """Integrity, foreign keys, the words, and a search that does without marks."""
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert [row[0] for row in base.execute("SELECT text FROM messages ORDER BY number")] == CARRIED
    assert base.execute("SELECT count(*) FROM messages_fts WHERE messages_fts MATCH 'الكهرباء'").fetchone() == (1,)
    assert base.execute("SELECT said FROM about WHERE what = 'notice'").fetchone() == (INTERNAL,)


def test_datasette_is_told_what_is_in_it(tmp_path):
    """A story's tables point at each other, and the metadata describes each column; sqlite-utils agrees where it is installed."""
    made_files = files("sqlite", story(hostile_edition()))
    described = json.loads(made_files["metadata.json"])["databases"]["messages"]["tables"]
    assert set(described) == {"messages", "media", "figures", "answers"}
    assert "\u202e" not in json.loads(made_files["metadata.json"])["title"]
    path = tmp_path / "messages.sqlite"
    path.write_bytes(made_files["messages.sqlite"])

    utils = pytest.importorskip("sqlite_utils")
    database = utils.Database(path)
    assert database["messages"].detect_fts() == "messages_fts"
    assert [key.other_table for key in database["media"].foreign_keys] == ["messages"]
    database.close()
