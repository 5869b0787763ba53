"""
Take rows out of a workbook: a workbook again, in which filler stands in their cells.

Rows have no place of their own in the bytes: a cell points at a string that other cells share, and copies stand in comments, links and
pivot tables. So the parts of the zip are edited by the offsets that an XML parser gives:

    - the row keeps its number and its cells, of ``x``; dates written as text stay, for the order of day and month is read from all;
    - a shared string that no other row uses becomes ``x``;
    - comments on the row, and links from it, go;
    - in all other parts, what the cells said is overwritten where it stands, from `SHORTEST` characters upward.

Everything else, and every other row, stays. That is not believed but looked at: both workbooks are read, and must say the same in every
other row. Since an item's commitment is over the cells of its row, the other rows prove themselves as before.
"""

from __future__ import annotations

import io
import json
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from firsthand.readers.fillers import DATE
from firsthand.readers.workbook import Sheet, sheets

SHORTEST = 12
"""Characters of a cell from which it is looked for in other parts; shorter ones stand everywhere."""

LARGEST = 1 << 28
"""Bytes of all parts together; they are held in memory."""

_ROW = re.compile(r"\$?[A-Za-z]*\$?(\d+)")


class _Element(NamedTuple):
    """An element of a part: its bytes are ``data[start:end]``. `text`: of the first child called ``v``."""

    name: str
    prefix: str
    attributes: Mapping[str, str]
    start: int
    end: int
    text: str


def raw_row(cells: Iterable[str]) -> bytes:
    """The bytes that stand for a row of a sheet, which has none of its own."""
    return json.dumps(tuple(cells), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def raw_rows(data: bytes) -> dict[int, bytes]:
    """The bytes that stand for each row, by the number that items have; row 1 is empty where the workbook cannot be read."""
    found = sheets(io.BytesIO(data), len(data))
    return {1: b""} if isinstance(found, str) else {n: raw_row(cells) for n, _, _, cells in _numbered(found)}


def blank_rows(data: bytes, gone: frozenset[int]) -> bytes:
    """
    A workbook with filler in place of some rows.

    Args:
        gone: Their numbers, as items have them: counted on from sheet to sheet.

    Raises:
        ValueError: It cannot be done; why, in words.
    """
    before = sheets(io.BytesIO(data), len(data))
    if isinstance(before, str):
        raise ValueError(before)
    cells = {n: (sheet, row, said) for n, sheet, row, said in _numbered(before)}
    if missing := gone - cells.keys():
        raise ValueError(f"it has no row {min(missing)}")
    parts = _parts(data)
    rows: dict[int, dict[int, tuple[str, ...]]] = {}
    for n in gone:
        sheet, row, said = cells[n]
        rows.setdefault(sheet, {})[row] = said
    others = {text for n, (_, _, said) in cells.items() if n not in gone for text in said}
    words = {text for n in gone for text in cells[n][2] if len(text) >= SHORTEST and not DATE.fullmatch(text)} - others
    try:
        _edit(parts, rows, _forms(words))
    except expat.ExpatError as error:
        raise ValueError(f"a part of it is not XML ({error})") from None
    made = _packed(data, parts)
    _same_but(before, made, gone)
    return made


def _numbered(found: list[Sheet]) -> Iterator[tuple[int, int, int, tuple[str, ...]]]:
    """Number of the item, of the sheet and of the row in it, and the cells."""
    above = 0
    for number, sheet in enumerate(found):
        for row, cells in sheet.rows:
            yield above + row, number, row, cells
        above += sheet.height


def _parts(data: bytes) -> dict[str, bytes]:
    """
    All parts by name.

    Raises:
        ValueError: One cannot be read whole, two have one name, or they are too large to be edited.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        if len({info.filename for info in infos}) < len(infos):
            raise ValueError("two of its parts have one name")
        if sum(info.file_size for info in infos) > LARGEST:
            raise ValueError(f"its parts have more than {LARGEST} bytes together")
        try:
            return {info.filename: archive.read(info) for info in infos}
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
            raise ValueError(f"a part of it is damaged ({error})") from None


def _packed(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Written anew: nothing that lay between the parts, or in their notes, comes along."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for info in before.infolist():
            kept = zipfile.ZipInfo(info.filename, info.date_time)
            kept.external_attr = info.external_attr
            archive.writestr(kept, parts[info.filename], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _same_but(before: list[Sheet], made: bytes, gone: frozenset[int]) -> None:
    after = sheets(io.BytesIO(made), len(made))
    if isinstance(after, str):
        raise ValueError(after)
    then, now = ({n: (sheet, cells) for n, sheet, _, cells in _numbered(found)} for found in (before, after))
    if then.keys() != now.keys() or any(then[n] != now[n] for n in then if n not in gone):
        raise ValueError("without these rows, others would be read otherwise")
    if any(not set(now[n][1]) <= {"", "x"} | {one for one in then[n][1] if DATE.fullmatch(one)} for n in gone):
        raise ValueError("the rows would not be gone")


# Parts


def _edit(parts: dict[str, bytes], rows: Mapping[int, Mapping[int, tuple[str, ...]]], forms: list[bytes]) -> None:
    paths, shared = _sheet_paths(parts)
    used: set[int] = set()
    bodies: dict[str, tuple[int, int]] = {}
    for number, path in enumerate(paths):
        mine = rows.get(number, {})
        edits, links = _of_sheet(parts[path], mine, used)
        parts[path] = _replaced(parts[path], edits)
        bodies[path] = next(((one.start, one.end) for one in _elements(parts[path], ("sheetData",))), (0, 0))
        if mine:
            _beside(parts, path, links, mine)
    if shared in parts:
        strings = _elements(parts[shared], ("si",))
        edits = [
            (one.start, one.end, f"<{one.prefix}si><{one.prefix}t>x</{one.prefix}t></{one.prefix}si>".encode())
            for number, one in enumerate(strings) if number not in used
        ]  # fmt: skip
        parts[shared] = _replaced(parts[shared], edits)
    for path in parts:
        if path != shared:
            start, end = bodies.get(path, (0, 0))
            data = parts[path]
            parts[path] = _overwritten(data[:start], forms) + data[start:end] + _overwritten(data[end:], forms)


def _of_sheet(
    data: bytes, mine: Mapping[int, tuple[str, ...]], used: set[int]
) -> tuple[list[tuple[int, int, bytes]], set[str]]:  # fmt: skip
    """
    What to change in a sheet, and the ids of the links that go.

    Args:
        mine: Rows that go, with their cells.
        used: Takes the numbers of the shared strings that the other rows use.
    """
    edits: list[tuple[int, int, bytes]] = []
    links: set[str] = set()
    waiting: list[int] = []  # of the row whose end has not come yet
    row = 0

    def take(one: _Element) -> None:
        nonlocal row
        if one.name == "c":
            if one.attributes.get("t") == "s":
                waiting.append(_number(one.text, -1))
        elif one.name == "row":
            row = _number(one.attributes.get("r"), row + 1)
            if row in mine:
                edits.append((one.start, one.end, _filler(one.prefix, row, mine[row])))
            else:
                used.update(waiting)
            waiting.clear()
        elif _touches(one.attributes.get("ref", ""), mine):
            edits.append((one.start, one.end, b""))
            links.add(next((value for key, value in one.attributes.items() if key.endswith(" id")), ""))

    _walk(data, ("row", "c", "hyperlink"), take)
    return edits, links


def _sheet_paths(parts: Mapping[str, bytes]) -> tuple[list[str], str]:
    """Parts of the sheets in their order, and the part of the shared strings."""
    try:
        book, links = parts["xl/workbook.xml"], parts["xl/_rels/workbook.xml.rels"]
    except KeyError as error:
        raise ValueError(f"it has no part {error}") from None
    by_id = {one.attributes.get("Id", ""): one.attributes for one in _elements(links, ("Relationship",))}
    found = []
    for sheet in _elements(book, ("sheet",)):
        ident = next((value for key, value in sheet.attributes.items() if key.endswith(" id")), "")
        path = _target("xl", by_id.get(ident, {}).get("Target", ""))
        if path not in parts:
            raise ValueError(f"its sheet {sheet.attributes.get('name', '')!r} is not where it says")
        found.append(path)
    shared = [_target("xl", one["Target"]) for one in by_id.values() if one.get("Type", "").endswith("/sharedStrings")]
    return found, (shared or ["xl/sharedStrings.xml"])[0]


def _beside(parts: dict[str, bytes], path: str, links: set[str], mine: Iterable[int]) -> None:
    """Comments on rows that go, and the targets of links from them."""
    folder, name = posixpath.split(path)
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in parts:
        return
    known = _elements(parts[rels], ("Relationship",))
    parts[rels] = _replaced(parts[rels], [(one.start, one.end, b"") for one in known if one.attributes.get("Id") in links])
    for one in known:
        target = _target(folder, one.attributes.get("Target", ""))
        if not one.attributes.get("Type", "").lower().endswith(("/comments", "/threadedcomment")) or target not in parts:
            continue
        edits = []
        for said in _elements(parts[target], ("comment", "threadedComment")):
            if _touches(said.attributes.get("ref", ""), mine):
                p, ref = said.prefix, quoteattr(said.attributes["ref"])
                left = f'<{p}comment ref={ref} authorId="0"><{p}text><{p}t>x</{p}t></{p}text></{p}comment>'
                edits.append((said.start, said.end, left.encode() if said.name == "comment" else b""))
        parts[target] = _replaced(parts[target], edits)


def _target(folder: str, stated: str) -> str:
    return posixpath.normpath(posixpath.join("/" + folder, stated)).lstrip("/")


def _filler(prefix: str, row: int, cells: tuple[str, ...]) -> bytes:
    made = []
    for column, said in enumerate(cells):
        if said.strip():
            text = said if DATE.fullmatch(said) else "x"
            inner = f"<{prefix}is><{prefix}t>{text}</{prefix}t></{prefix}is>"
            made.append(f'<{prefix}c r="{_letters(column)}{row}" t="inlineStr">{inner}</{prefix}c>')
    return f'<{prefix}row r="{row}">{"".join(made)}</{prefix}row>'.encode()


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        name = chr(65 + left) + name
    return name


def _touches(ref: str, rows: Iterable[int]) -> bool:
    """Whether a reference like ``B5`` or ``A4:C6`` reaches one of the rows."""
    found = [int(one[1]) for one in map(_ROW.fullmatch, ref.split(":")) if one]
    return bool(found) and any(min(found) <= row <= max(found) for row in rows)


def _number(stated: str | None, otherwise: int) -> int:
    text = (stated or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _forms(words: Iterable[str]) -> list[bytes]:
    """Words as they may stand in a part: plain, in UTF-16, and escaped for XML in the ways that programs have."""
    found: list[bytes] = []
    for one in sorted(words, key=len, reverse=True):
        said = [one, one.replace("&", "&amp;").replace("<", "&lt;")]
        for plain, coded in ((">", "&gt;"), ('"', "&quot;"), ("'", "&apos;"), ("\n", "&#10;")):
            said += [text.replace(plain, coded) for text in said[1:] if plain in text]
        found += [text.encode("utf-8", "surrogatepass") for text in dict.fromkeys(said)]
        found.append(one.encode("utf-16-le", "surrogatepass"))
    return found


def _overwritten(data: bytes, forms: Iterable[bytes]) -> bytes:
    for form in forms:
        data = data.replace(form, b"x" * len(form))
    return data


def _replaced(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    out, at = [], 0
    for start, end, new in sorted(edits):
        out += [data[at:start], new]
        at = end
    return b"".join([*out, data[at:]])


def _elements(data: bytes, names: tuple[str, ...]) -> list[_Element]:
    """Elements of some names, in order of their ends; see `_walk`."""
    found: list[_Element] = []
    _walk(data, names, found.append)
    return found


def _walk(data: bytes, names: tuple[str, ...], take: Callable[[_Element], None]) -> None:
    """
    Hand over the elements of some names with their places in the bytes, each when it ends.

    Raises:
        ValueError: It declares a document type, which no workbook does.
    """
    stack: list[tuple[str, str, dict[str, str], int, list[str]]] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    bare = False  # nothing has come since the last start tag

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal bare
        at, bare = parser.CurrentByteIndex, True
        tag = re.match(rb"<((?:[^\s:/>]+:)?)", data[at : at + 200])
        stack.append((name.rpartition(" ")[2], tag[1].decode("utf-8", "replace") if tag else "", attributes, at, []))

    def end(_name: str) -> None:
        nonlocal bare
        at = parser.CurrentByteIndex
        empty = bare and data[at - 2 : at] == b"/>"
        bare = False
        name, prefix, attributes, first, text = stack.pop()
        if name in names:
            take(_Element(name, prefix, attributes, first, at if empty else data.index(b">", at) + 1, "".join(text)))
        elif name == "v" and stack:
            stack[-1][4].extend(text)

    def said(text: str) -> None:
        nonlocal bare
        bare = False
        if stack and stack[-1][0] == "v":
            stack[-1][4].append(text)

    def other(*_: Any) -> None:
        nonlocal bare
        bare = False

    def refuse(*_: Any) -> None:
        raise ValueError("a part of it declares a document type")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, said
    parser.CommentHandler = parser.ProcessingInstructionHandler = other
    parser.StartCdataSectionHandler = other
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(data, True)
