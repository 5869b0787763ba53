"""
Tables whose columns are known by name: rows as cells by column, each with its bytes.

For exports of programs that always write the same words in the first row; `tables` reads all others. A row with more or
fewer cells than the header is rejected: in such files it is damaged, and cells would be taken for others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from firsthand.model.post import Post, Sighting
from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers.lack import Lack
from firsthand.readers.seam import Files
from firsthand.readers.table_rows import SAMPLE, Dialect, Row, dialect, rows
from firsthand.readers.x_terms import Profiles

Cells = Mapping[str, str]

_EMPTY = frozenset({"", "nan", "none", "null", "undefined", "n/a"})
_FOREIGN = (b"PK", b"{", b"[", b"<", b"%PDF", b"\x89PNG", b"\xff\xd8", b"GIF8", b"\x1f\x8b")
_PROBLEMS = {
    "bad-encoding": "it is not UTF-8",
    "open-quote": "a quoted cell begins and does not end",
    "too-long": "it is longer than 50 MB",
}


class NamedRow(NamedTuple):
    """
    One row of data.

    Attributes:
        place: Member, number, start, length and bytes, as `Item` begins.
        cells: By the words of the header.
    """

    place: tuple[str, int, int, int, bytes]
    cells: Cells

    def rejected(self, code: str, why: str) -> Rejected:
        """Say that this row cannot be read; `why` is the rest of a sentence that begins with its place."""
        member, n, *_ = self.place
        return Rejected(*self.place, code, f"{member}, row {n}: {why}.")


class RowRead(NamedTuple):
    """
    What a row holds.

    Attributes:
        posts: Its own first.
        lacks: What the row speaks of and the table does not hold.
        blind: Whether names were replaced before the table was handed on.
        flaw: A code and the rest of a sentence, where the row cannot be read.
    """

    posts: tuple[Post, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    lacks: tuple[Lack, ...] = ()
    blind: bool = False
    flaw: tuple[str, str] | None = None


NO_ID = RowRead(flaw=("no-id", "no usable id, so it cannot be told from another post"))


def read_table(files: Files, member: str, how: Callable[[Cells], RowRead]) -> Iterator[Item | Rejected | Gap]:
    """Read a table row by row; profiles come out when they are news."""
    profiles = Profiles()
    for one in named_rows(files, member):
        if isinstance(one, Rejected):
            yield one
            continue
        read = how(one.cells)
        if read.flaw is not None:
            yield one.rejected(*read.flaw)
            continue
        yield Item(*one.place, read.posts, tuple(each for each in read.sightings if profiles.news(each)))
        for lack in read.lacks:
            yield Gap(lack.code, member, one.place[1], lack.what[:300])


def header_of(files: Files, name: str) -> tuple[str, ...]:
    """The words of the first row; nothing where no table is to be seen."""
    told = _told(files, name)
    return _words(told[1][0]) if told is not None and not told[1][0].problem else ()


def named_rows(files: Files, member: str) -> Iterator[NamedRow | Rejected]:
    """Give the rows behind the header in order."""
    told = _told(files, member)
    if told is None:
        if size := files.size(member):
            why = f"{member}: no rows and columns are to be seen."
            yield Rejected(member, 1, 0, min(size, SAMPLE), files.head(member, SAMPLE)[:SAMPLE], "no-table", why)
        return
    how, sample = told
    header = _words(sample[0])
    with files.open(member) as stream:
        for row in rows(stream, how):
            if row.n == sample[0].n:
                if row.problem:
                    yield Rejected(
                        *_place(member, row), row.problem, f"{member}, row {row.n}: {_PROBLEMS[row.problem]}."
                    )
                continue
            yield _named(member, header, row)


def said(cells: Cells, column: str) -> str:
    """What a cell says, without blanks around it; the words by which programs say nothing count as nothing."""
    cell = cells.get(column, "").strip()
    return "" if cell.casefold() in _EMPTY else cell


def yes(cells: Cells, column: str) -> bool:
    """Whether a cell says yes, in the ways in which programs do."""
    return said(cells, column).casefold() in ("yes", "true", "1")


def _told(files: Files, name: str) -> tuple[Dialect, list[Row]] | None:
    head = files.head(name, SAMPLE)
    if not head.strip() or head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_FOREIGN):
        return None
    return dialect(head, len(head) == files.size(name))


def _words(row: Row) -> tuple[str, ...]:
    return tuple(cell.replace("\ufeff", "").strip() for cell in row.cells)


def _place(member: str, row: Row) -> tuple[str, int, int, int, bytes]:
    return member, row.n, row.start, row.length, row.raw if row.length == len(row.raw) else b""


def _named(member: str, header: tuple[str, ...], row: Row) -> NamedRow | Rejected:
    place = _place(member, row)
    if row.problem:
        return Rejected(*place, row.problem, f"{member}, row {row.n}: {_PROBLEMS[row.problem]}.")
    if len(row.cells) != len(header):
        why = f"it has {len(row.cells)} cells and the header has {len(header)}; a separator or a quote is damaged"
        return Rejected(*place, "columns", f"{member}, row {row.n}: {why}.")
    return NamedRow(place, dict(zip(header, row.cells, strict=True)))
