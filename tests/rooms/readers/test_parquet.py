"""Parquet tables: honest ones of several writers, and those that are made to harm."""

from __future__ import annotations

import io
import struct
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from firsthand.desk.reading import Here
from firsthand.model.errors import Unavailable
from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers import parquet
from firsthand.readers.parquet import ADAPTER
from firsthand.readers.seam import Setting
from firsthand.testing.files import MemoryFiles

GOLDEN = Path(__file__).parents[2] / "golden" / "parquet"
DAY = datetime.fromisoformat("2041-03-14T09:41:05.250000")


def written(columns: dict[str, Any], **how: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, **how)
    return out.getvalue()


def read(data: bytes, **setting: Any) -> list[Item | Rejected | Gap]:
    files = MemoryFiles({"t.parquet": data})
    reader = ADAPTER.open(ADAPTER.options())
    [find] = reader.find(files)
    return list(reader.read(files, find, Setting(source_name="t", day="2041-03-20", **setting)))


def codes(rows: list[Item | Rejected | Gap]) -> list[str]:
    return [row.code for row in rows if not isinstance(row, Item)]


def posts(rows: list[Item | Rejected | Gap]) -> list[Any]:
    return [row.posts[0] for row in rows if isinstance(row, Item)]


def test_words_ids_instants_and_fields_inside_fields() -> None:
    """A whole number stays a whole id, an instant is UTC, a field inside a field is a column, a list is several media."""
    found = posts(read((GOLDEN / "posts.parquet").read_bytes()))

    assert found[0].id == "x:1900000000000000101"
    assert found[0].text == "نحن بخير، الجسر مقطوع 🕯️"
    assert found[0].posted.at == datetime(2041, 3, 14, 6, 41, 5, tzinfo=UTC)
    assert (found[0].name, found[0].handle, found[0].place) == ("سلمى", "salma", "حيّ الميناء")
    assert [medium.kind for medium in found[2].media] == ["image", "video"]


def test_old_writers() -> None:
    """Words as bare bytes are words; a time in 96 bits has no zone; an id that became a float is none; bad bytes cost their row."""
    rows = read((GOLDEN / "old.parquet").read_bytes())

    first = posts(rows)[0]
    assert first.text == "الكهرباء مقطوعة من مبارح"
    assert (first.posted.at, first.posted.local) == (None, datetime.fromisoformat("2041-03-14T09:41"))
    assert first.native_id != "1.90000000000000E+18"
    assert codes(rows) == ["not-utf8", "rounded-id"]


@pytest.mark.parametrize(
    ("values", "kind", "told"),
    [
        ([DAY], pa.timestamp("us"), "2041-03-14T09:41:05.250000"),
        ([DAY.replace(tzinfo=UTC)], pa.timestamp("ms", tz="Asia/Damascus"), "2041-03-14T09:41:05.250000Z"),
        ([2**62], pa.timestamp("ms"), ""),
        ([DAY.date()], pa.date32(), "2041-03-14"),
        ([DAY.date()], pa.date64(), "2041-03-14"),
        ([DAY.time()], pa.time64("us"), "09:41:05.250000"),
        ([2**63 - 1], pa.int64(), "9223372036854775807"),
        ([float("nan")], pa.float64(), ""),
        ([True], pa.bool_(), "TRUE"),
        ([None], pa.null(), ""),
        ([["a", "ب"]], pa.list_(pa.string()), "a, ب"),
        ([[{"k": 1}]], pa.list_(pa.struct([("k", pa.int8())])), '[{"k":1}]'),
        ([b"\xff\x00"], pa.binary(), ""),
        ([10**30], pa.decimal256(40), str(10**30)),
        ([None], pa.struct([("k", pa.int8())]), ""),
    ],
)
def test_a_value_is_told_as_a_person_would_see_it(values: list[Any], kind: pa.DataType, told: str) -> None:
    """Every type that Parquet keeps comes out as text, and what no text can hold as nothing."""
    rows = read(written({"text": ["words"], "v": pa.array(values, kind)}))

    [item] = [row for row in rows if isinstance(row, Item)]
    assert item.raw.decode() == f'["words",{told_json(told)}]'


def told_json(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


def test_stated_columns() -> None:
    """What a person states, or a saved mapping does, outranks the header."""
    data = written({"was gesagt wurde": ["نحن هنا"], "wann": [DAY]})

    [post] = posts(read(data, columns=(("text", "was gesagt wurde"), ("time", "wann")), platform="telegram"))

    assert (post.text, post.posted.local) == ("نحن هنا", DAY)
    assert codes(read(data)) == ["no-text-column"]


def test_a_damaged_group_costs_itself() -> None:
    """Bytes that are wrong in one group of rows: the next group is read, with its own numbers, and the counts say what lacks."""
    data = bytearray((GOLDEN / "posts.parquet").read_bytes())
    data[60:90] = b"\xff" * 30

    rows = read(bytes(data))

    assert [row.n for row in rows if isinstance(row, Item)] == [5, 6]
    assert [code for code in codes(rows) if code != "rounded-id"] == ["damaged", "count"]


GOOD = (GOLDEN / "posts.parquet").read_bytes()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (GOOD[:2000], "cut-off"),
        (b"PAR1", "cut-off"),
        (GOOD[:-8] + struct.pack("<I", 2**31 - 1) + b"PAR1", "bad-parquet"),
        (GOOD[:-300] + bytes(292) + GOOD[-8:], "bad-parquet"),
        (b"PARE" + GOOD[4:-4] + b"PARE", "encrypted"),
        (GOOD[:-4] + b"PARE", "encrypted"),
    ],
)
def test_a_bad_end_is_one_item(data: bytes, code: str) -> None:
    """Cut, encrypted, or with a footer that lies: one rejected item, named."""
    assert Counter(codes(read(data))) == {code: 1}


def test_what_grows_like_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that cost the file nothing are refused: many by their number, long ones while they come."""
    monkeypatch.setattr(parquet, "RATIO_FROM", 1 << 20)
    dictionary = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int32()), pa.array(["we are here"]))
    many = written({"text": dictionary}, compression="zstd")
    long = read(written({"text": ["q" * 100_000] * 60}, compression="zstd", use_dictionary=False))

    assert codes(read(many)) == ["zip-bomb"]
    assert codes(long)[0] == "zip-bomb"
    assert 0 < len(posts(long)) < 60


def test_too_many_columns_and_too_deep() -> None:
    """A table of thousands of columns, and one that nests without need, are each one item."""
    wide = written({f"c{number}": [1] for number in range(600)})
    kind, value = pa.string(), "deep"
    for _ in range(150):
        kind, value = pa.struct([("a", kind)]), {"a": value}

    assert codes(read(wide)) == ["too-many-columns"]
    assert codes(read(written({"text": ["words"], "deep": pa.array([value], kind)}))) == ["bad-parquet"]


def test_without_arrow_the_file_is_left_for_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing recognises it, so that it can be collected again; a case that holds one says what to install."""
    files = MemoryFiles({"t.parquet": GOOD})
    reader = ADAPTER.open(ADAPTER.options())
    [find] = reader.find(files)
    monkeypatch.setattr(parquet.importlib.util, "find_spec", lambda _: None)

    assert reader.find(files) == []
    with pytest.raises(Unavailable, match="firsthand\\[parquet\\]") as caught:
        list(Here().read(ADAPTER, (), files, find, Setting()))
    assert caught.value.code == "reader-missing"
