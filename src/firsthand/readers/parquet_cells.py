"""Columns of Arrow as cells of text, as a person would see them; values that no text can hold become empty, and nothing raises on them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from firsthand.readers.json_fit import clean, clean_all
from firsthand.readers.workbook import cell_text

DEPTH = 4
"""How deep fields inside fields become columns."""

NOT_TEXT = "not-utf8"

_EPOCH = datetime.fromisoformat("1970-01-01")
_MICROS = {"s": 1_000_000, "ms": 1_000, "us": 1, "ns": 1}
_TIME = re.compile(r"(timestamp|time32|time64|date32|date64)\[(s|ms|us|ns|day)(, tz=.*)?\]")
_STRINGS = {"string": "binary", "string_view": "binary", "large_string": "large_binary"}
_DAY_US = 86_400_000_000


def headers(schema: Any) -> tuple[str, ...]:
    """The names of the columns that `rows` gives; a field inside a field is joined by a dot."""
    return tuple(name for field in schema for name in _names(_word(field.name), field.type, DEPTH))


def rows(batch: Any) -> list[tuple[tuple[str, ...], str]]:
    """Each row of a batch: its cells, and `NOT_TEXT` when one of them is no UTF-8, else nothing."""
    wrong: set[int] = set()
    columns = [_column(part, wrong) for column in batch.columns for part in _parts(column, DEPTH)]
    return [(cells, NOT_TEXT if n in wrong else "") for n, cells in enumerate(zip(*columns, strict=True))]


def _word(name: str) -> str:
    return clean(name)[:200]


def _opened(kind: Any, depth: int) -> bool:
    return depth > 0 and str(kind).startswith("struct<") and kind.num_fields > 0


def _names(name: str, kind: Any, depth: int) -> list[str]:
    if not _opened(kind, depth):
        return [name]
    fields = [kind.field(number) for number in range(kind.num_fields)]
    return [one for field in fields for one in _names(f"{name}.{_word(field.name)}"[:200], field.type, depth - 1)]


def _parts(column: Any, depth: int) -> list[Any]:
    if not _opened(column.type, depth):
        return [column]
    return [one for part in column.flatten() for one in _parts(part, depth - 1)]


def _column(column: Any, wrong: set[int]) -> list[str]:
    """One column as text; `wrong` takes the rows that hold bytes which are no UTF-8."""
    kind = str(column.type)
    if kind.startswith("dictionary<"):
        return _column(column.cast(column.type.value_type), wrong)
    if kind in _STRINGS:
        return _decoded(column.cast(_STRINGS[kind]).to_pylist(), wrong)
    if kind in ("binary", "large_binary", "binary_view"):
        return _bare(column.to_pylist(), wrong)
    if found := _TIME.fullmatch(kind):
        numbers = column.cast("int32" if kind in ("date32[day]", "time32[s]", "time32[ms]") else "int64").to_pylist()
        return [_time(number, found[1], found[2], instant=bool(found[3])) for number in numbers]
    return [_text(value) for value in _values(column, wrong)]


def _decoded(values: Iterable[bytes | None], wrong: set[int]) -> list[str]:
    out = []
    for n, value in enumerate(values):
        try:
            out.append("" if value is None else value.decode())
        except UnicodeDecodeError:
            wrong.add(n)
            out.append((value or b"").decode(errors="replace"))
    return out


def _bare(values: list[bytes | None], wrong: set[int]) -> list[str]:
    """Older programs wrote words without saying that they are words: bytes are words when most of them can be."""
    odd: set[int] = set()
    words = _decoded(values, odd)
    if 2 * len(odd) > sum(value is not None for value in values):
        return [""] * len(words)
    wrong |= odd
    return words


def _values(column: Any, wrong: set[int]) -> list[Any]:
    """Values as Python has them; one by one when one of them cannot be."""
    try:
        return list(column.to_pylist())
    except (ValueError, OverflowError, ImportError):
        out: list[Any] = []
        for n, scalar in enumerate(column):
            try:
                out.append(scalar.as_py())
            except (ValueError, OverflowError, ImportError) as error:
                if isinstance(error, UnicodeDecodeError):
                    wrong.add(n)
                out.append(None)
        return out


def _time(number: int | None, kind: str, unit: str, *, instant: bool) -> str:
    """A day, a time of day or a point in time from a count; empty beyond the years that a calendar has."""
    if number is None:
        return ""
    micros = number * _DAY_US if unit == "day" else number * _MICROS[unit] // (1000 if unit == "ns" else 1)
    try:
        at = _EPOCH + timedelta(microseconds=micros)
    except OverflowError:
        return ""
    if kind.startswith("date"):
        return at.date().isoformat()
    if kind.startswith("time") and kind != "timestamp":
        return at.time().isoformat() if 0 <= micros < _DAY_US else ""
    return at.isoformat() + ("Z" if instant else "")


def _text(value: object) -> str:
    if value is None or (isinstance(value, float) and not abs(value) < float("inf")):
        return ""
    if isinstance(value, bool | float | datetime | date | time):
        return cell_text(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(map(clean, value))
    if isinstance(value, list | dict):
        return json.dumps(clean_all(value), ensure_ascii=False, default=str, separators=(",", ":"))
    return clean(str(value))
