"""
Parquet tables, as pipelines of data keep them.

The file is opened by Apache Arrow (the extra ``parquet``), which is native code that sees bytes of strangers: it is imported when such a
file is read and not before, and with `Reading` of the desk that is in a worker. From rows of cells on, `tables` reads it, with the same
roles, guesses and stated columns.

Rules:
    - An item is a row. It has no byte range; its raw form is a JSON array of its cells, as that of a workbook's row is.
    - Fields inside a field are columns of their own, joined by a dot; a list of words is joined by commas; what nests otherwise is JSON.
    - A time that the file says to be an instant is UTC; one without a zone stays without. A number that lost digits is no id.
    - A group of rows that cannot be unpacked is one rejected item, and the next group is read.
    - Before Arrow sees it: both marks, the length of the footer. After: columns, and what the rows come to beside the bytes of the file.

Source: the format's specification (parquet.thrift, Encryption.md); Arrow decodes.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from itertools import islice
from typing import Any

from firsthand.model.adapter import Adapter
from firsthand.model.errors import Unavailable
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers.parquet_cells import headers
from firsthand.readers.parquet_cells import rows as rows_of
from firsthand.readers.seam import Files, Setting
from firsthand.readers.tables import Line, Maker, Table, same_names, told_columns
from firsthand.readers.workbook_erase import raw_row

NAME = "parquet"
MARK, LOCKED_MARK = b"PAR1", b"PARE"
MAX_FOOTER = 16 << 20
MAX_COLUMNS = 500
BATCH = 500
SAMPLE = 60
"""Bytes of the footer; columns, with those inside others; rows that are decoded at once; rows from which the columns are told."""

MAX_RATIO = 200
RATIO_FROM = 64 << 20
ROW_WEIGHT = 64
"""Characters of the rows for one byte of the file, judged from so many on; what a row counts besides its characters."""

EXTRA = "pip install 'firsthand[parquet]'"


class ParquetReader:
    """Implements `firsthand.readers.seam.Reader`."""

    def find(self, files: Files) -> list[Find]:
        """Recognise by the mark; nothing when Arrow is not installed, so that the file can be collected again when it is."""
        if importlib.util.find_spec("pyarrow") is None:
            return []
        marks = {name: files.head(name, 4) for name in files.names()}
        return [Find(NAME, (name,), (), 0.9, "a Parquet table") for name, mark in marks.items() if mark in (MARK, LOCKED_MARK)]

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """
        Read the rows in order; see the rules at the top of this file.

        Raises:
            Unavailable: Arrow is not installed any more.
        """
        if importlib.util.find_spec("pyarrow") is None:
            raise Unavailable("A Parquet table cannot be opened here.", code="reader-missing", advice=f"{EXTRA}, then once more.")
        for member in find.members:
            if why := _unfit(files, member):
                yield Rejected(member, 1, -1, 0, b"", why[0], f"{member}: {why[1]}")
            elif files.size(member):
                yield from _read(files, member, setting)


def _unfit(files: Files, member: str) -> tuple[str, str] | None:
    """What its first and last bytes say against it."""
    size = files.size(member)
    if not size:
        return None
    with files.open(member) as stream:
        front = stream.read(4)
        stream.seek(max(0, size - 8))
        tail = stream.read(8)
    if LOCKED_MARK in (front, tail[4:]):
        return "encrypted", "it is encrypted. Ask for it without encryption, or for its key, and save it anew where you trust the machine."
    if size < 12 or tail[4:] != MARK:
        return "cut-off", "its end is missing, where the format keeps the list of what it holds. Ask for it again."
    length = int.from_bytes(tail[:4], "little")
    if length > size - 12 or length > MAX_FOOTER:
        return "bad-parquet", f"its list of contents is said to have {length:,} bytes, which it cannot have."
    return None


class _TooMuch(Exception):
    """More than a file of its size may say."""


def _read(files: Files, member: str, setting: Setting) -> Iterator[Item | Rejected | Gap]:
    import pyarrow  # heavy; only a Parquet file needs it
    from pyarrow.parquet import ParquetFile

    pyarrow.set_memory_pool(pyarrow.system_memory_pool())  # the others reserve address space, which a worker has little of
    with files.open(member) as stream:
        try:
            table = ParquetFile(
                stream, buffer_size=1 << 20, pre_buffer=False, page_checksum_verification=True, coerce_int96_timestamp_unit="us",
                thrift_string_size_limit=MAX_FOOTER, thrift_container_size_limit=1 << 20,
            )  # fmt: skip
            leaves, rows = len(table.schema), table.metadata.num_rows
            header = headers(table.schema_arrow) if leaves <= MAX_COLUMNS else ()
        except (pyarrow.ArrowException, OSError, ValueError, KeyError) as error:
            yield Rejected(member, 1, -1, 0, b"", "bad-parquet", f"{member}: its list of contents is damaged ({_told(error)}).")
            return
        if rows * ROW_WEIGHT > max(RATIO_FROM, MAX_RATIO * files.size(member)):
            why = f"{member}: it lists {rows:,} rows in {files.size(member):,} bytes, as a bomb does."
            yield Rejected(member, 1, -1, 0, b"", "zip-bomb", why)
            return
        if leaves > MAX_COLUMNS:
            why = f"{member}: it has {leaves:,} columns; the limit is {MAX_COLUMNS}. Save those that matter in a file of their own."
            yield Rejected(member, 1, -1, 0, b"", "too-many-columns", why)
            return
        yield from _Table(files, member, table, header, pyarrow.ArrowException).read(setting, rows)


class _Table:
    """
    One file.

    Args:
        error: What Arrow raises.
    """

    def __init__(self, files: Files, member: str, table: Any, header: tuple[str, ...], error: type[Exception]) -> None:
        self.files, self.member, self.table, self.header, self.error = files, member, table, header, error
        self.most = max(RATIO_FROM, MAX_RATIO * files.size(member))

    def read(self, setting: Setting, rows: int) -> Iterator[Item | Rejected | Gap]:
        """All rows; `rows`: as many as its footer claims."""
        head = Line(0, -1, 0, b"", self.header)
        first = [one for one in islice(self._safely(), SAMPLE) if isinstance(one, Line)]
        told = told_columns([head, *first], setting, self.member)
        if told.problem[0]:
            yield Rejected(self.member, 1, -1, 0, b"", *told.problem)
            return
        table = Table(self.member, self.member, self._lines, [head, *first])
        yield from same_names(table, told)
        maker = Maker(self.files, table, told, setting)
        came = 0
        for one in self._safely():
            if isinstance(one, Line):
                came += 1
                yield from maker.line(one)
            else:
                yield one
        if came != rows:
            yield Gap("count", self.member, 0, f"its list of contents speaks of {rows:,} rows, and {came:,} could be read.")
        yield from maker.gaps()

    def _lines(self) -> Iterator[Line]:
        return (one for one in self._safely() if isinstance(one, Line))

    def _safely(self) -> Iterator[Line | Rejected]:
        """Rows, numbered from 1; in place of a group, or of its rest, that cannot be unpacked, one rejected item."""
        before, weight = 0, 0
        for group in range(self.table.num_row_groups):
            claimed = max(self.table.metadata.row_group(group).num_rows, 0)
            n = before
            try:
                for n, cells, flaw in self._group(group, before):
                    weight += ROW_WEIGHT + sum(map(len, cells))
                    if weight > self.most:
                        raise _TooMuch
                    raw = raw_row(cells)
                    yield Line(n, -1, len(raw), raw, cells, flaw)
            except _TooMuch:
                why = f"{self.member}, from row {n} on: it grows more than {MAX_RATIO} times when unpacked, as a bomb does."
                yield Rejected(self.member, n, -1, 0, b"", "zip-bomb", why)
                return
            except MemoryError:
                raise
            except (self.error, OSError, ValueError, KeyError, OverflowError) as error:
                told = f"{self.member}, rows {n + 1:,} to {before + claimed:,}: they cannot be unpacked ({_told(error)})."
                yield Rejected(self.member, n + 1, -1, 0, b"", "damaged", told)
            before = max(before + claimed, n)

    def _group(self, group: int, before: int) -> Iterator[tuple[int, tuple[str, ...], str]]:
        n = before
        for batch in self.table.iter_batches(batch_size=BATCH, row_groups=[group], use_threads=False):
            for cells, flaw in rows_of(batch):
                n += 1
                yield n, cells, flaw


def _told(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:160]


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="Parquet tables of posts, with guessed or stated columns; needs the extra `parquet`.",
    open=lambda options: ParquetReader(),
    needs=("pyarrow",),
    losses=(
        "Columns without a role stay in the capture.",
        "Coordinates in a column of places stay in the capture.",
        "Parts of a second that are finer than a microsecond stay in the capture.",
        "A row cannot be erased from inside the file; the file can be quarantined.",
    ),
)
