"""Rows of a table that could not be read, as a table again: to be put right by a person and brought in once more."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from firsthand.desk.ports import Desk
from firsthand.model.errors import FirsthandError
from firsthand.model.ids import Digest
from firsthand.readers.table_rows import SAMPLE, Dialect, dialect, rows

WHY = "why it was not read"
LONGEST = 100_000
"""Bytes of one row that are told."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def corrections(desk: Desk, run: str) -> Iterator[str]:
    """
    Lines of a CSV file of what an import could not read.

    Rows of a delimited table come back with their header and all their cells, and the reason in the first column; of other formats the
    place, the reason and the text. A cell that a spreadsheet would take for a formula gets an apostrophe before it.

    Raises:
        NotFound: There is no such run.
    """
    row = desk.views.run(run)
    members = {one["name"]: one["digest"] for one in desk.book.entry(row.seq).detail.get("members", ()) if not one.get("gone")}
    found = [one for one in desk.views.rejected(None) if one["run"] == row.id]
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\r\n").writerow
    begun, headed = False, ""
    for one in found:
        name = _member(one["where"], members)
        header, how = _header(desk, members[name]) if name and one["length"] else ([], None)
        raw = _bytes(desk, members[name], one["start"], min(one["length"], LONGEST)) if name and one["length"] else b""
        if how is not None and headed != name:
            write([WHY, *map(_cell, header)])
            headed = name or ""
        elif how is None and headed != "-":
            write(["where", WHY, "code", "text"])
            headed = "-"
        if how is not None:
            write([_cell(one["why"]), *map(_cell, _cells(raw, how))])
        else:
            write([_cell(one["where"]), _cell(one["why"]), one["code"], _cell(raw.decode("utf-8", "replace"))])
        yield ("" if begun else "\ufeff") + out.getvalue()
        begun = True
        out.seek(0)
        out.truncate()
    if not begun:
        yield "\ufeff" + f"where,{WHY},code,text\r\n"


def _member(where: str, members: dict[str, str]) -> str | None:
    """The file of a place: ``NAME, item 3`` or ``NAME``."""
    name = where.rpartition(", item ")[0] or where
    return name if name in members else where if where in members else None


def _header(desk: Desk, digest: str) -> tuple[list[str], Dialect | None]:
    """The first row of a delimited table, and how it is written; None for anything else."""
    head = _bytes(desk, digest, 0, SAMPLE)
    if b"\x00" in head[:512] or head.lstrip()[:1] in (b"{", b"[", b"<"):
        return [], None
    told = dialect(head, len(head) < SAMPLE)
    first = told[1][0] if told and told[1] else None
    return ([], None) if told is None or first is None or len(first.cells) < 2 else (list(first.cells), told[0])


def _cells(raw: bytes, how: Dialect) -> list[str]:
    plain = Dialect(how.delimiter, how.quoting, how.encoding, 0, how.line_end, 1)
    found = next(iter(rows(io.BytesIO(raw + how.line_end), plain)), None)
    return list(found.cells) if found is not None and found.cells else [raw.decode("utf-8", "replace")]


def _bytes(desk: Desk, digest: str, start: int, length: int) -> bytes:
    try:
        with desk.vault.open(Digest(digest)) as stream:
            stream.seek(start)
            return stream.read(length)
    except FirsthandError:  # quarantined or erased since
        return b""


def _cell(text: str) -> str:
    plain = text.replace("\x00", "")
    return f"'{plain}" if plain.startswith(_FORMULA) else plain
