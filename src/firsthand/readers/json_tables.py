"""
Posts in JSON of nobody's format: a list of objects, JSON Lines, or one object, with words that say what they hold.

It is the last resort: any reader that knows the format goes first. The keys of the objects are the columns of a table, a
key inside another joined by a dot (``author.name``); from there `tables` reads it, with the same roles, guesses and ids.

Rules:
    - Numbers stay as they are written: an id is never a float, and one that was damaged to a float counts as none.
    - A record whose id or text is of a wrong kind is rejected; other fields of a wrong kind are left out.
    - What two programs would read differently (a key twice, a control character in a key) or no program can (NaN) is a gap.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, NamedTuple

from firsthand.model.adapter import Adapter
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.json_fit import clean
from firsthand.readers.json_outline import outline
from firsthand.readers.json_values import Value, opened, too_deep, value_flaw, values
from firsthand.readers.member_text import MemberText, each_member, head_text
from firsthand.readers.seam import Files, Setting
from firsthand.readers.table_columns import recognised
from firsthand.readers.tables import Line, Maker, Table, told_columns

NAME = "json-tables"
SAMPLE = 200
KEYS = 5_000
COLUMNS = 500
DEPTH = 4
"""Records from which the columns are told; keys of one record; columns; how deep keys are joined."""

_SUPPORT = frozenset({"id", "account", "author", "handle", "name", "time", "url"})
_REMEMBERED = 1_000_000
_WHOLE = ("", "last")


class Row(NamedTuple):
    """A record, flat: cells by dotted key, and what is odd about it (code, words); `flaw` when it cannot be read."""

    cells: dict[str, str]
    wrong: frozenset[str] = frozenset()
    odd: tuple[tuple[str, str], ...] = ()
    flaw: tuple[str, str] = ("", "")


class JsonTablesReader:
    """Implements `firsthand.readers.seam.Reader`."""

    def find(self, files: Files) -> list[Find]:
        """Recognise records that hold words, and an id, a time, an address or a person."""
        found = ((name, _likeness(head_text(files, name))) for name in files.names())
        return [Find(NAME, (name,), (), 0.25, why) for name, why in found if why]

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read the records in order."""
        return each_member(files, find, lambda member, text: _read(files, member, text, setting))


def _likeness(head: bytes) -> str:
    start = head.lstrip()[:1]
    if start not in (b"{", b"["):
        return ""
    rows = [flat(value.raw) for value, _ in zip(values(BytesIO(head)), range(20), strict=False) if value.flaw in _WHOLE]
    rows = [row for row in rows if not row.flaw[0]]
    found = _header(rows) or tuple(sorted(outline(head, depth=DEPTH)))
    roles = recognised(found) if found and len(found) <= COLUMNS else {}
    if "text" not in roles or not roles.keys() & _SUPPORT:
        return ""
    text = found[roles["text"]]
    if {"logLevel", "context"} <= set(found):
        return ""  # what a crawler did, and not what anybody posted
    if "spoiler_text" in found or any(row.cells.get(text, "").lstrip().startswith("<") for row in rows):
        return ""  # a server's own, with markup: its reader says what it can read of it
    if rows and not any(row.cells.get(text) and text not in row.wrong for row in rows):
        return ""
    return f"records in JSON with the keys {', '.join(key[:40] for key in found[:8])}"


def flat(raw: bytes) -> Row:
    """A record as cells."""
    odd: list[tuple[str, str]] = []

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(found)
        if len(made) < len(found):
            names = [name for name, _ in found]
            twice = next(name for name in names if names.count(name) > 1)
            odd.append(("duplicate-key", f"the key {twice[:40]!r} stands twice, and programs differ in which they take; the last is read"))
        for name in made:
            if not name.isprintable():
                odd.append(("odd-key", f"the key {name[:40]!r} holds what cannot be seen"))
                break
        return made

    def number(word: str) -> str:
        if len(word) > 3 and abs(float(word)) == float("inf"):
            odd.append(("odd-number", f"{word[:20]} is no number that a program can hold"))
        return word

    def constant(word: str) -> None:
        odd.append(("odd-number", f"{word} is no number"))

    if raw.count(b":") > 4 * KEYS and raw.count(b'":') > KEYS:
        return Row({}, flaw=("too-many-keys", f"it has more than {KEYS:,} keys"))
    if too_deep(raw):
        return Row({}, flaw=("too-deep", "its brackets nest too deep"))
    try:
        value = json.loads(
            raw.strip(b"\0 \t\r\n").decode("utf-8").removeprefix("\ufeff"), strict=False, object_pairs_hook=pairs,
            parse_float=number, parse_int=str, parse_constant=constant,
        )  # fmt: skip
    except UnicodeDecodeError as error:
        return Row({}, flaw=("not-utf8", f"byte {error.start} is not UTF-8"))
    except (ValueError, RecursionError) as error:
        return Row({}, flaw=("not-json", f"not valid JSON ({str(error)[:120]})"))
    if not isinstance(value, dict):
        return Row({}, flaw=("not-a-record", "it is no object"))
    cells: dict[str, str] = {}
    wrong: set[str] = set()
    _flatten(value, "", DEPTH, cells, wrong)
    return Row(cells, frozenset(wrong), tuple(dict.fromkeys(odd)))


def _flatten(value: dict[str, Any], front: str, depth: int, cells: dict[str, str], wrong: set[str]) -> None:
    for key, one in value.items():
        name = clean(f"{front}{key}")[:200]
        if len(cells) >= KEYS:
            return
        if isinstance(one, str):
            cells[name] = clean(one)
        elif isinstance(one, dict):
            wrong.add(name)
            if depth > 1:
                _flatten(one, f"{name}.", depth - 1, cells, wrong)
        elif isinstance(one, list):
            words = [clean(each) for each in one if isinstance(each, str)]
            cells[name] = ", ".join(words)
            wrong.add(name)
        else:
            cells[name] = ""
            wrong.add(name)


def _header(rows: Sequence[Row]) -> tuple[str, ...]:
    """Every key of the first records, in the order in which they are met."""
    return tuple(dict.fromkeys(key for row in rows for key in (*row.cells, *row.wrong)))


def _records(text: MemberText) -> Iterator[tuple[int, Value]]:
    n = 0
    for value in values(text.stream, text.start):
        if value.raw[:1] == b"[" and value.flaw in _WHOLE:
            for inner in opened(value):
                n += 1
                yield n, inner
            continue
        n = value.line or n + 1
        if value.flaw in _WHOLE and b"\r" in value.raw.strip():
            yield from _apart(value)
            n = max(n, value.line)
        else:
            yield n, value


def _apart(value: Value) -> Iterator[tuple[int, Value]]:
    """Records of which old systems end each by a carriage return; a record that only holds some stays whole."""
    parts = re.split(rb"\r(?=\s*+\{)", value.raw)
    at = value.start
    for n, part in enumerate(parts, value.line):
        raw = part.strip(b"\r\n\t ")
        yield n, value._replace(start=at + part.find(raw), length=len(raw), raw=raw)
        at += len(part) + 1


def _read(files: Files, member: str, text: MemberText, setting: Setting) -> Iterator[Item | Rejected | Gap]:
    sample = [flat(value.raw) for (_, value), _ in zip(_records(text), range(SAMPLE), strict=False) if value.flaw in _WHOLE]
    header = _header([row for row in sample if not row.flaw[0]])
    header = (header or tuple(sorted(outline(head_text(files, member), depth=DEPTH))))[:COLUMNS]
    if not header:
        yield Rejected(member, 1, 0, 0, b"", "no-table", f"{member}: it holds no records with keys.")
        return
    # A key that the person stated may stand in later records only.
    header += tuple(key for _, key in setting.columns if key not in header)
    first = [Line(0, -1, 0, b"", header), *(_line(0, -1, b"", row, header) for row in sample)]
    told = told_columns(first, setting, member)
    if told.problem[0]:
        yield Rejected(member, 1, 0, 0, b"", *told.problem)
        return

    def again() -> Iterator[Line]:
        for n, value in _records(text):
            if value.flaw in _WHOLE:
                yield _line(n, value.start, value.raw, flat(value.raw), header)

    maker = Maker(files, Table(member, member, again, first), told, setting)
    seen: set[str] = set()
    last = 0
    for n, value in _records(text):
        n = last = max(n, last + 1)
        if value.flaw == "unclosed":
            yield Gap("cut-off", member, 0, f"{member}: the list that holds the records never ends.")
            continue
        place = (member, n, value.start, value.length, value.raw)
        row = flat(value.raw)
        flaw = value_flaw(value) or (row.flaw if row.flaw[0] else None) or _unfit(row, told.at, header)
        if flaw:
            yield Rejected(*place, flaw[0], f"{member}, record {n}: {flaw[1]}.")
            continue
        yield from maker.line(_line(n, value.start, value.raw, row, header))
        for code, why in row.odd:
            yield Gap(code, member, n, f"record {n}: {why}")
        native = row.cells.get(header[told.at["id"]], "") if "id" in told.at else ""
        if native and native in seen:
            yield Gap("same-id", member, n, f"record {n}: an earlier record has the id {native[:60]!r}; both readings are kept")
        elif native and len(seen) < _REMEMBERED:
            seen.add(native)
    yield from maker.gaps()


def _line(n: int, start: int, raw: bytes, row: Row, header: Sequence[str]) -> Line:
    return Line(n, start, len(raw), raw, tuple(row.cells.get(key, "") for key in header))


def _unfit(row: Row, at: dict[str, int], header: Sequence[str]) -> tuple[str, str] | None:
    text = header[at["text"]]
    if text in row.wrong or text not in row.cells:
        return "no-text", f"its {text[:40]!r} holds no words"
    if "id" in at and header[at["id"]] in row.wrong:
        return "no-id", f"its {header[at['id']][:40]!r} is no id"
    if "id" in at and len(row.cells.get(header[at["id"]], "")) > 1024:
        return "no-id", f"its {header[at['id']][:40]!r} is longer than any id"
    return None


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="Records of posts in JSON or JSON Lines of no known format, with guessed or stated keys.",
    open=lambda options: JsonTablesReader(),
    filler=fillers.json_object,
    losses=(
        "Keys without a role stay in the capture.",
        "Lists of objects are not opened.",
        "Coordinates in a key of places stay in the capture.",
    ),
)
