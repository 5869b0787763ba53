"""
Tables as one Excel workbook: a sheet each, and a sheet ``about`` before them.

Every word is written as text, and never as a formula, a link or a number, whatever it begins with; so it needs no apostrophe, and the
cell holds the words as they were. What a cell cannot hold (more than 32,767 characters) is on the sheet ``long texts`` in pieces.

Source: ECMA-376, part 1, 18.18.11 (kinds of cells); Excel's own limits.
"""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

from firsthand.exporters.columns import Table, tables
from firsthand.exporters.seam import QUERY, STORY, Exporter, Handed, Made, adapter
from firsthand.model.errors import Mistaken
from firsthand.text.visible import visible

MOST_ROWS = 1_048_575
MOST_TEXT = 32_767
_PIECE = 30_000
_MADE = datetime(1980, 1, 1)  # noqa: DTZ001 - the workbook states no zone; the same tables give the same bytes
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WIDE = frozenset({"text", "translation", "paraphrase", "quotation", "description", "notice", "what"})


def make(handed: Handed) -> Made:
    """
    The workbook.

    Raises:
        Mistaken: There are more rows than a sheet holds.
    """
    import xlsxwriter

    found = tables(handed)
    out = io.BytesIO()
    long: list[tuple[str, str, str, int, str]] = []
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": visible(handed.title)[:200], "comments": handed.notice, "created": _MADE})
        looks = {
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            "text": book.add_format({"text_wrap": True, "valign": "top", "num_format": "@", "quote_prefix": True}),
            "number": book.add_format({"valign": "top"}),
        }
        _about(book.add_worksheet("about"), handed, found, looks)
        controls = sum(_sheet(book.add_worksheet(table.name), table, looks, long) for table in found)
        if long:
            sheet = book.add_worksheet("long texts")
            for row, cells in enumerate((("sheet", "row", "column", "piece", "text"), *long)):
                for column, cell in enumerate(cells):
                    sheet.write_string(row, column, str(cell), looks["text"])
    left = (f"Cells that held such control characters: {controls}.",) if controls else ()
    return Made(files={"tables.xlsx": [out.getvalue()]}, left_out=left)


def _about(sheet: Any, handed: Handed, found: tuple[Table, ...], looks: Any) -> None:
    invented = "Invented example. No real place, person or event." if handed.invented else ""
    rows = [(said, "") for said in (handed.title, handed.notice, invented, f"Made by {handed.software}") if said]
    for table in found:
        rows += [("", ""), (table.name, table.what), *((column.name, column.what) for column in table.columns)]
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, visible(cell), looks["text"])


def _sheet(sheet: Any, table: Table, looks: Any, long: list[tuple[str, str, str, int, str]]) -> int:
    """Write a table; how many cells held controls that XML cannot."""
    controls = 0
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, column.name, looks["head"])
        sheet.set_column(at, at, 60 if column.name in _WIDE else 16)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(table.rows, 1):
        if number > MOST_ROWS:
            raise Mistaken(f"A sheet holds {MOST_ROWS:,} rows, and there are more.", code="too-many-rows",
                           advice="Choose fewer messages, or the format csv.")  # fmt: skip
        for at, cell in enumerate(row):
            if isinstance(cell, str) and cell:
                controls += bool(_CONTROLS.search(cell))
                sheet.write_string(number, at, _held(cell, table, number, at, long), looks["text"])
            elif isinstance(cell, int | float):
                sheet.write_number(number, at, cell, looks["number"])
    return controls


def _held(text: str, table: Table, row: int, at: int, long: list[tuple[str, str, str, int, str]]) -> str:
    text = _CONTROLS.sub("\ufffd", text)
    if len(text.encode("utf-16-le")) // 2 <= MOST_TEXT:
        return text
    pieces = [text[start : start + _PIECE // 2] for start in range(0, len(text), _PIECE // 2)]
    long += [(table.name, str(row + 1), table.columns[at].name, n, piece) for n, piece in enumerate(pieces, 1)]
    return f"[{len(text):,} characters: see the sheet “long texts”, row {row + 1}, {table.columns[at].name}]"


ADAPTERS = (
    adapter("xlsx", "Tables as an Excel workbook, a sheet each.", Exporter(
        ending=".xlsx", takes=(STORY, QUERY), pictures=True, make=make,
        use="Editors who work in a spreadsheet.",
        licence="ECMA-376 (Office Open XML), an open standard.",
        proof="Read back by openpyxl and by calamine: every cell the words, no cell a formula.",
        reading=("Words are typed as text: none is a formula, whatever it begins with.",
                 "Saved as CSV by a spreadsheet, that protection is gone; take the format csv for that."),
    ), losses=("Control characters that XML cannot hold become U+FFFD.",)),
)  # fmt: skip
