"""
A story for TimelineJS: as JSON, and as the CSV of its spreadsheet.

Words are ours to mark up there, so everything is escaped and each quotation finds its own direction. A picture that waits for the
reader's choice on the page does not go: a timeline cannot cover it. Nothing is embedded from a platform, for that dies with the post.

Source: NUKnightLab/TimelineJS3, ConfigFactory.js and its documentation of the JSON; times have no zone there, so the words say it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from html import escape
from typing import Any

from firsthand.exporters.json_lines import document
from firsthand.exporters.messages import headline, in_time, in_words
from firsthand.exporters.seam import Exporter, Handed, Made, Medium, Message, adapter
from firsthand.story.edition import When
from firsthand.text.cells import guarded

COLUMNS = ("Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date", "Headline", "Text", "Media",
           "Media Credit", "Media Caption", "Media Thumbnail", "Type", "Group", "Background", "Alt Text")  # fmt: skip
"""Exact: a column of another name is not read, and one called Start Date would turn the whole file into an older dialect."""
_PARTS = ("year", "month", "day", "hour", "minute", "second")


def date_parts(when: When) -> dict[str, int]:
    """The parts of a time that may be said, by the clock at the place; empty when none may."""
    if when.local is None or when.precision == "unknown":
        return {}
    return {part: getattr(when.local, part) for part in _PARTS[: _PARTS.index(when.precision) + 1]}


def html(message: Message) -> str:
    """A message for a slide: words, translation or paraphrase, what we know, and the way to the card."""
    parts = []
    if message.content_note:
        parts.append(f"<p><strong>{escape(message.content_note)}</strong></p>")
    if message.text:
        parts.append(f'<blockquote dir="auto" lang="{escape(message.language)}">{escape(message.text)}</blockquote>')
    if message.translation:
        parts.append(f'<p dir="auto" lang="{escape(message.translation_language)}">{escape(message.translation)}</p>')
    if message.paraphrase:
        parts.append(f'<p dir="auto" lang="{escape(message.translation_language)}">{escape(message.paraphrase)}</p>')
    because = f": {message.status_because}" if message.status_because else ""
    known = ". ".join(part for part in (message.status_in_words + because, message.platform, message.credit) if part)
    parts.append(f'<p dir="auto">{escape(known)}</p>')
    if message.page:
        parts.append(f'<p><a href="{escape(message.page)}">{escape(message.page)}</a></p>')
    return "".join(parts)


def open_picture(message: Message) -> Medium | None:
    """The first picture of a card that readers see without choosing to."""
    return next((one for one in message.media if one.kind == "image" and one.file and not one.covered), None)


def _event(handed: Handed, message: Message) -> dict[str, Any]:
    event: dict[str, Any] = {
        "start_date": date_parts(message.posted), "display_date": in_words(message.posted), "unique_id": message.id,
        "text": {"headline": f'<span dir="auto">{escape(headline(message))}</span>', "text": html(message)},
    }  # fmt: skip
    if message.place:
        event["group"] = message.place
    if picture := open_picture(message):
        event["media"] = {"url": handed.picture(picture.file), "caption": escape(picture.description), "alt": picture.description,
                          "credit": escape(picture.credit)}  # fmt: skip
    return event


def _dated(handed: Handed) -> list[Message]:
    return [one for one in in_time(handed.messages) if date_parts(one.posted)]


def _left_out(handed: Handed) -> Iterator[str]:
    undated = [one.id for one in handed.messages if not date_parts(one.posted)]
    covered = sum(one.covered and bool(one.file) for message in handed.messages for one in message.media)
    if undated:
        yield f"Without a date, so not on the line: {', '.join(undated)}."
    if covered:
        yield f"{covered} covered pictures: a timeline cannot cover them."
    if not handed.site and any(open_picture(one) for one in handed.messages):
        yield "Addresses of pictures are relative (media/…): put that folder beside the page, or say --site."


def make_json(handed: Handed) -> Made:
    """The configuration that the program loads."""
    edition = handed.printed.edition
    title = {"headline": f'<span dir="auto">{escape(handed.title)}</span>', "text": f'<p dir="auto">{escape(edition.standfirst)}</p>'}
    whole = {"title": {"text": title}, "events": [_event(handed, one) for one in _dated(handed)], "scale": "human"}
    return Made(files={"timeline.json": [document(whole)]}, left_out=tuple(_left_out(handed)))


def make_csv(handed: Handed) -> Made:
    """The rows of its spreadsheet."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    edition = handed.printed.edition
    rows = [{"Headline": escape(handed.title), "Text": f'<p dir="auto">{escape(edition.standfirst)}</p>', "Type": "title"}]
    for message in _dated(handed):
        parts = date_parts(message.posted)
        clock = [f"{parts[name]:02}" for name in _PARTS[3:] if name in parts]
        picture = open_picture(message)
        rows.append({
            "Year": str(parts["year"]), "Month": str(parts.get("month", "")), "Day": str(parts.get("day", "")),
            "Time": ":".join(clock if len(clock) != 1 else [*clock, "00"]), "Display Date": in_words(message.posted),
            "Headline": escape(headline(message)), "Text": html(message), "Group": message.place,
            "Media": handed.picture(picture.file) if picture else "", "Media Credit": escape(picture.credit) if picture else "",
            "Media Caption": escape(picture.description) if picture else "", "Alt Text": picture.description if picture else "",
        })  # fmt: skip
    writer.writerows({name: guarded(cell) for name, cell in row.items()} for row in rows)
    return Made(files={"timeline.csv": [out.getvalue().encode("utf-8", "replace")]}, left_out=tuple(_left_out(handed)))


_LOSSES = ("Figures and what others say of them.", "Proofs: the way to the card leads to them.", "Grades of sources and of information.")
_USE = "A line in time for readers: TimelineJS."
_LICENCE = "MPL-2.0 (TimelineJS3)."
_PROOF = "As documented and by the names that its reader takes; not loaded by the program."

ADAPTERS = (
    adapter("timeline", "A story for TimelineJS, as JSON.", Exporter(
        ending=".json", pictures=True, make=make_json, use=_USE, licence=_LICENCE, proof=_PROOF,
        reading=("Times are those of the clock at the place; the words beside each say which.",),
    ), losses=_LOSSES),
    adapter("timeline-csv", "A story for TimelineJS, as the rows of its spreadsheet.", Exporter(
        ending=".csv", pictures=True, make=make_csv, use=_USE, licence=_LICENCE, proof=_PROOF,
        reading=("A cell that a spreadsheet would take for a formula has an apostrophe before it.",),
    ), losses=_LOSSES),
)  # fmt: skip
