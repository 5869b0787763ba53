"""Tables that people keep by hand: a hotline's CSV, a partner's TSV and workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import xlsxwriter

from firsthand.example.formats.pack import Files
from firsthand.example.ids import Placed
from firsthand.example.world import ZONE

CSV_HEADER = (" No", "Call time ", " Caller", " What was said ", "District")
TSV_HEADER = ("platform", "id", "created_at", "username", "name", "text", "lang", "reply_to_id")
XLSX_HEADER = ("Ref", "When", "Observer", "Where", "Note")


def csv_table(name: str, chosen: Sequence[Placed]) -> Files:
    """Write a hotline's sheet: byte order mark, CRLF, blanks around the headers, local time without a zone."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_HEADER)
    for n, placed in enumerate(chosen, start=1):
        at = placed.message.posted.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")
        writer.writerow((n, at, placed.person.name, placed.message.text, placed.person.place))
    return {name: ("\ufeff" + out.getvalue()).encode()}


def tsv_table(name: str, chosen: Sequence[Placed], index: Mapping[str, Placed]) -> Files:
    """Write posts that a partner collected, with platform and number."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(TSV_HEADER)
    for placed in chosen:
        message, person = placed.message, placed.person
        at = message.posted.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        reply = index[message.reply_to].number if message.reply_to else ""
        writer.writerow(
            (message.platform, placed.number, at, person.handle, person.name, message.text, message.lang, reply)
        )
    return {name: out.getvalue().encode()}


def xlsx_table(name: str, chosen: Sequence[Placed]) -> Files:
    """Write observers' notes as a workbook. A note that begins like a formula is text, and stays text."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2041, 3, 15, 9), "author": "Observers"})  # noqa: DTZ001 - as Excel has it
        sheet = book.add_worksheet("Field notes")
        when = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for column, title in enumerate(XLSX_HEADER):
            sheet.write_string(0, column, title)
        for row, placed in enumerate(chosen, start=1):
            sheet.write_number(row, 0, row)
            sheet.write_datetime(row, 1, placed.message.posted.astimezone(ZONE).replace(tzinfo=None), when)
            sheet.write_string(row, 2, placed.person.name)
            sheet.write_string(row, 3, placed.person.place)
            sheet.write_string(row, 4, placed.message.text)
    return {name: out.getvalue()}
