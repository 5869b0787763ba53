"""
Messages and figures as tables, for every format that is made of rows.

A story has four: ``messages``, ``media``, ``figures`` and ``answers``. A search has one, whose first column says on every row that it is
internal. Cells are text, whole numbers or decimal numbers; what is not there is None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from firsthand.exporters.messages import posted_local, posted_utc, said
from firsthand.exporters.seam import Handed, Message
from firsthand.text.cells import carried

Cell = str | int | float | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what is in it, and ``text``, ``integer`` or ``real``."""

    name: str
    what: str
    type: str = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """
    A table.

    Attributes:
        rows: Can be gone through more than once.
        points: Foreign keys: column to the table whose `Table.key` it names.
    """

    name: str
    what: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    key: str = ""
    points: tuple[tuple[str, str], ...] = ()


class _Again:
    """Rows that are made anew each time that somebody goes through them."""

    def __init__(self, make: Callable[[], Iterator[Row]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[Row]:
        return (tuple(carried(cell) if isinstance(cell, str) else cell for cell in row) for row in self._make())


_MESSAGE: tuple[tuple[Column, Callable[[Message], Cell]], ...] = (
    (Column("id", "the card's key; it stands in the card's address"), lambda m: m.id),
    (Column("number", "place in the story, from 1", "integer"), lambda m: m.number),
    (Column("page", "address of the card's page"), lambda m: m.page),
    (Column("person", "as the page names them"), lambda m: m.person),
    (Column("description", "who they are, in a few words of the desk"), lambda m: m.description),
    (Column("platform", "where it was posted"), lambda m: m.platform),
    (Column("posted_utc", "RFC 3339, UTC, as fine as may be said; empty when the zone is not known"), lambda m: posted_utc(m.posted)),
    (Column("posted_local", "by the clock at the place, as fine as may be said"), lambda m: posted_local(m.posted)),
    (Column("posted_precision", "second, minute, hour, day, month, year or unknown"), lambda m: m.posted.precision),
    (Column("posted_stated", "as the source wrote it, where that is all"), lambda m: "" if m.posted.local else m.posted.stated),
    (Column("language", "of the words, BCP 47"), lambda m: m.language),
    (Column("text", "word for word; what was taken out stands in square brackets"), lambda m: m.text),
    (Column("translation_language", "BCP 47"), lambda m: m.translation_language),
    (Column("translation", "checked by a person"), lambda m: m.translation),
    (Column("translated_by", "a person, or a tool with its version"), lambda m: m.translated_by),
    (Column("checked_by", "who read it against the original"), lambda m: m.checked_by),
    (Column("paraphrase", "the desk's words in place of theirs; not a quotation"), lambda m: m.paraphrase),
    (Column("heard", "time codes of spoken words"), lambda m: m.heard),
    (Column("content_note", "a warning before the words"), lambda m: m.content_note),
    (Column("place", "district or city as printed, nothing finer"), lambda m: m.place),
    (Column("latitude", "of the place's middle, rough; never of a post", "real"), lambda m: m.spot.lat if m.spot else None),
    (Column("longitude", "of the place's middle, rough; never of a post", "real"), lambda m: m.spot.lon if m.spot else None),
    (Column("status", "of what is said: unconfirmed, partly-backed, confirmed, disputed, false, cannot-be-verified"), lambda m: m.status),
    (Column("status_because", "why"), lambda m: m.status_because),
    (Column("reliability", "of the source, A to F; F is not judged, not the worst"), lambda m: m.reliability),
    (Column("credibility", "of the information, 1 to 6; 6 is not judged, not the worst"), lambda m: m.credibility),
    (Column("judges", "people who judged", "integer"), lambda m: m.judges),
    (Column("consent", "what the person agreed to"), lambda m: m.consent),
    (Column("credit", "to be printed"), lambda m: m.credit),
    (Column("address", "of the original, where the person agreed to be found"), lambda m: m.address),
    (Column("kept_utc", "when our copy was made"), lambda m: m.kept),
    (Column("sha256", "of our copy"), lambda m: m.digest),
    (Column("ledger_entry", "number of the entry that holds it", "integer"), lambda m: m.entry),
    (Column("taken_out", "what was taken out and why"), lambda m: "; ".join(m.redactions)),
    (Column("corrections", "newest first"), lambda m: "; ".join(m.corrections)),
)  # fmt: skip

_FOUND: tuple[tuple[Column, Callable[[Message], Cell]], ...] = (
    (Column("number", "in order of time, from 1", "integer"), lambda m: m.number),
    (Column("id", "of the post, where identities go along; else a number that holds in this export only"), lambda m: m.id),
    (Column("account", "its id, where identities go along; else a number that holds in this export only"), lambda m: m.person),
    (Column("handle", "where identities go along"), lambda m: m.handle),
    (Column("name", "where identities go along"), lambda m: m.name),
    (Column("platform", "where it was posted"), lambda m: m.platform),
    (Column("posted_utc", "RFC 3339, UTC; empty when the zone is not known"), lambda m: posted_utc(m.posted)),
    (Column("posted_stated", "as the source wrote it"), lambda m: m.posted.stated),
    (Column("posted_precision", "second, minute, hour, day, month, year or unknown"), lambda m: m.posted.precision),
    (Column("language", "as a program guessed or the platform said"), lambda m: m.language),
    (Column("text", "word for word; without identities, what could expose somebody stands as ⟦kind⟧"), lambda m: m.text),
    (Column("attachments", "pictures, videos and sounds that stay here", "integer"), lambda m: m.attachments),
    (Column("address", "where identities go along"), lambda m: m.address),
)  # fmt: skip


def tables(handed: Handed) -> tuple[Table, ...]:
    """The tables of a story, or the one of a search."""
    if handed.press is None:
        notice = Column("notice", "what this is")
        return (
            Table("messages", handed.notice, (notice, *(one for one, _ in _FOUND)),
                  _Again(lambda: ((handed.notice, *(cell(each) for _, cell in _FOUND)) for each in handed.messages)), key="number"),
        )  # fmt: skip
    return (
        Table("messages", "One row a card, in the order of the story.", tuple(one for one, _ in _MESSAGE),
              _Again(lambda: (tuple(cell(each) for _, cell in _MESSAGE) for each in handed.messages)), key="id"),
        Table("media", "One row a picture, video or sound of a card.", _MEDIA, _Again(lambda: _media(handed)),
              points=(("message", "messages"),)),
        Table("figures", "One row a figure box: a number as somebody said it.", _FIGURES, _Again(lambda: _figures(handed)), key="id"),
        Table("answers", "What others say to the same question as a figure.", _ANSWERS, _Again(lambda: _answers(handed)),
              points=(("figure", "figures"),)),
    )  # fmt: skip


_MEDIA = (
    Column("message", "id of the card"), Column("number", "from 1 in the card", "integer"), Column("kind", "image, video or audio"),
    Column("file", "name in the folder media; empty where only the description is printed"),
    Column("width", "pixels", "integer"), Column("height", "pixels", "integer"),
    Column("description", "what is to be seen or heard, by a person"), Column("covered", "yes: readers choose to look"),
    Column("why_covered", "what the cover says"), Column("credit", "to be printed"),
)  # fmt: skip
_FIGURES = (
    Column("id", "stands in the page's address"), Column("as_said", "the number"), Column("quotation", "word for word"),
    Column("language", "BCP 47"), Column("translation", "into the language of the page"), Column("said_by", "who"),
    Column("said_where", "for example a briefing"), Column("said_at", "as fine as is known"), Column("status", "of the claim"),
    Column("status_because", "why"), Column("flags", "arithmetic in words"),
)  # fmt: skip
_ANSWERS = (
    Column("figure", "id of the figure"), Column("who", "who says so"), Column("what", "what they say"), Column("status", "of it"),
    Column("status_because", "why"),
)  # fmt: skip


def _media(handed: Handed) -> Iterator[Row]:
    for message in handed.messages:
        for number, one in enumerate(message.media, 1):
            yield (message.id, number, one.kind, one.file, one.width or None, one.height or None, one.description,
                   "yes" if one.covered else "no", one.why_covered, one.credit)  # fmt: skip


def _figures(handed: Handed) -> Iterator[Row]:
    press = handed.printed
    for box in press.edition.figures:
        yield (box.id, box.as_said, said(press, box.quotation), box.quotation.language,
               said(press, box.translation.passage) if box.translation else "", box.said_by, box.said_where,
               posted_utc(box.said_at) or posted_local(box.said_at) or box.said_at.stated, box.status.code, box.status.because,
               "; ".join(box.flags))  # fmt: skip


def _answers(handed: Handed) -> Iterator[Row]:
    for box in handed.printed.edition.figures:
        yield from ((box.id, one.who, one.what, one.status.code, one.status.because) for one in box.answers)


def objects(table: Table) -> Iterator[dict[str, Any]]:
    """The rows as objects by column; what is not there is left out."""
    names = [column.name for column in table.columns]
    for row in table.rows:
        yield {name: cell for name, cell in zip(names, row, strict=True) if cell not in ("", None)}


def plain(found: Iterable[Table]) -> tuple[str, ...]:
    """Every word of tables, for the leak test of files that pack them."""
    return tuple("\n".join(str(cell) for cell in row if cell is not None) for table in found for row in table.rows)
