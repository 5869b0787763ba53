"""Tables as CSV, for any spreadsheet and any program: RFC 4180, UTF-8 with its mark, nothing in a cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from firsthand.exporters.columns import Table, tables
from firsthand.exporters.seam import QUERY, STORY, Exporter, Handed, Made, adapter
from firsthand.text.cells import guarded

RULE = (
    "A cell that a spreadsheet would take for a formula (=, +, -, @, tab, line break, and their full-width forms), or that begins with "
    "an apostrophe, has one apostrophe more at its beginning. Take one away and the words are as they were."
)
_BATCH = 1 << 16


def lines(table: Table) -> Iterator[bytes]:
    """A table as CSV, piece by piece, the names of its columns first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    out.write("\ufeff")
    writer.writerow([column.name for column in table.columns])
    for row in table.rows:
        writer.writerow(["" if cell is None else guarded(cell) if isinstance(cell, str) else cell for cell in row])
        if out.tell() > _BATCH:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def make(handed: Handed) -> Made:
    """A file for each table."""
    return Made(files={f"{table.name}.csv": lines(table) for table in tables(handed)})


ADAPTERS = (
    adapter("csv", "Tables as CSV, one file each.", Exporter(
        ending=".csv", takes=(STORY, QUERY), pictures=True, make=make,
        use="Spreadsheets, statistics, anything.",
        licence="RFC 4180, an open specification.",
        proof="Read back by Python's `csv`, every cell as it was.",
        reading=(RULE, "Bidirectional controls in somebody's words are kept as they were written."),
    )),
)  # fmt: skip
