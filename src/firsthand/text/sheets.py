"""
Sheets that a translator fills in: CSV for any spreadsheet, XLIFF 1.2 for translation tools.

A sheet holds words and numbers of rows, never who wrote them. What comes back is matched by the sheet's number and the
row's, not by the words, which tools change. XLIFF: OASIS standard of 1 February 2008, `file`, `trans-unit`, `source`,
`target`, `note`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from firsthand.model.errors import Mistaken
from firsthand.text.cells import guarded, unguarded

COLUMNS = ("case", "sheet", "row", "from", "to", "original", "translation", "note")
MOST_BYTES = 32 << 20
MOST_ROWS = 100_000
NS = "urn:oasis:names:tc:xliff:document:1.2"

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    One message of a sheet.

    Attributes:
        case: Whose sheet it is.
        sheet: Number of the entry by which it was handed out.
        no: Row, from 1.
        source, target: ISO 639-1 codes.
        original: The words, with what could expose somebody covered.
        translation: Empty until somebody has filled it in.
        note: To or from the translator.
    """

    case: str
    sheet: str
    no: int
    source: str
    target: str
    original: str = ""
    translation: str = ""
    note: str = ""


def write_csv(rows: Iterable[Row]) -> Iterator[str]:
    """
    Lines of a CSV file, with a mark of UTF-8 for the spreadsheets that guess.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it; `read` takes it away again.
    """
    yield "\ufeff" + _line(COLUMNS)
    for row in rows:
        words = (guarded(text) for text in (row.original, row.translation, row.note))
        yield _line((row.case, row.sheet, str(row.no), row.source, row.target, *words))


def write_xliff(rows: Iterable[Row], *, case: str, sheet: str, source: str, target: str) -> Iterator[str]:
    """
    Pieces of an XLIFF 1.2 file.

    Args:
        source: Language of most originals; a unit of another language says so itself. ``und`` where it is not known.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<xliff xmlns="{NS}" version="1.2">\n'
    yield (
        f"<file original={quoteattr(f'{case}/{sheet}')} datatype=\"plaintext\" "
        f"source-language={quoteattr(source)} target-language={quoteattr(target)}>\n<body>\n"
    )
    for row in rows:
        note = f"<note>{_xml(row.note)}</note>" if row.note else ""
        done = f"<target>{_xml(row.translation)}</target>" if row.translation else ""
        yield (
            f'<trans-unit id="{row.no}" xml:space="preserve"><source xml:lang={quoteattr(row.source)}>{_xml(row.original)}</source>'
            f"{done}{note}</trans-unit>\n"
        )
    yield "</body>\n</file>\n</xliff>\n"


def read(data: bytes) -> list[Row]:
    """
    Read a sheet that came back, of either kind; rows without a translation are left out.

    Raises:
        Mistaken: It is too large, no sheet of ours, or cannot be read.
    """
    if len(data) > MOST_BYTES:
        raise Mistaken(f"The sheet has {len(data):,} bytes.", code="sheet-too-large", advice="Split it; 32 MiB are the most.")
    rows = list(_xliff_rows(data)) if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" else list(_csv_rows(data))
    seen: set[tuple[str, str, int]] = set()
    for row in rows:
        if (row.case, row.sheet, row.no) in seen:
            raise Mistaken(f"Row {row.no} is there twice.", code="row-twice", advice="Leave the better one in the sheet.")
        seen.add((row.case, row.sheet, row.no))
    return [row for row in rows if row.translation.strip()]


def _csv_rows(data: bytes) -> Iterator[Row]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        advice = "Save it as CSV UTF-8: another encoding loses letters."
        raise Mistaken("The sheet is not UTF-8.", code="sheet-not-utf8", advice=advice) from None
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    try:
        lines = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        names = [name.strip().lower() for name in lines.fieldnames or ()]
        missing = [name for name in ("case", "sheet", "row", "translation") if name not in names]
        if missing:
            raise Mistaken(f"The sheet has no column {', '.join(missing)}.", code="no-sheet",
                           advice="Leave the first line as it was handed out.")  # fmt: skip
        lines.fieldnames = names
        for count, line in enumerate(lines, 1):
            if count > MOST_ROWS:
                raise Mistaken(f"The sheet has more than {MOST_ROWS:,} rows.", code="sheet-too-large", advice="Split it.")
            value = {name: line.get(name) or "" for name in COLUMNS}
            if not any(value.values()):
                continue
            yield Row(
                case=value["case"].strip(), sheet=value["sheet"].strip(), no=_number(value["row"], f"line {lines.line_num}"),
                source=value["from"], target=value["to"], original=unguarded(value["original"]),
                translation=unguarded(value["translation"]), note=unguarded(value["note"]),
            )  # fmt: skip
    except csv.Error as error:
        advice = "Open it in a spreadsheet and save it as CSV again."
        raise Mistaken(f"The sheet is no CSV file: {error}.", code="bad-sheet", advice=advice) from None


def _xliff_rows(data: bytes) -> Iterator[Row]:
    # Entities are how small files become large ones, and no sheet needs them.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"<\x00" in data:
        advice = "Export it anew, as XLIFF 1.2, UTF-8."
        raise Mistaken("The XLIFF file declares entities, or is not UTF-8.", code="bad-sheet", advice=advice)
    try:
        root = ET.fromstring(data)
    except (ET.ParseError, ValueError, RecursionError) as error:
        raise Mistaken(f"The sheet is no XML: {error}.", code="bad-sheet", advice="Export it anew, as XLIFF 1.2.") from None
    if root.tag != f"{{{NS}}}xliff":
        raise Mistaken("The sheet is no XLIFF 1.2.", code="no-sheet", advice="Export it as XLIFF 1.2; 2.x is another format.")
    for file in root.findall(f"{{{NS}}}file"):
        case, _, sheet = (file.get("original") or "").rpartition("/")
        for unit in file.iter(f"{{{NS}}}trans-unit"):
            parts = {name: unit.find(f"{{{NS}}}{name}") for name in ("source", "target", "note")}
            words = {name: "".join(part.itertext()) if part is not None else "" for name, part in parts.items()}
            yield Row(
                case=case, sheet=sheet, no=_number(unit.get("id") or "", "a trans-unit"),
                source=file.get("source-language") or "und", target=file.get("target-language") or "",
                original=words["source"], translation=words["target"], note=words["note"],
            )  # fmt: skip


def _number(stated: str, where: str) -> int:
    if not re.fullmatch(r"[0-9]{1,7}", stated.strip()):
        raise Mistaken(f"{stated[:40]!r} in {where} is no number of a row.", code="bad-row", advice="Leave the column `row` as it was.")
    return int(stated)


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _xml(text: str) -> str:
    """Escaped; what XML cannot hold at all becomes U+FFFD, and is matched by its row all the same."""
    return escape(_NOT_XML.sub("\ufffd", text), {"\r": "&#13;"})
