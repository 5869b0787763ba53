"""The cards of an edition as messages for other tools: what the page says, in plain text, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from firsthand.exporters.press import Press
from firsthand.exporters.seam import Medium, Message, Spot
from firsthand.story.edition import Card, Passage, When
from firsthand.text.cells import carried

_LENGTHS = {"year": 4, "month": 7, "day": 10}
_FORMS = {"hour": "%Y-%m-%dT%HZ", "minute": "%Y-%m-%dT%H:%MZ"}


def messages_of(press: Press, *, places: Mapping[str, str], spots: Mapping[str, Spot], site: str) -> tuple[Message, ...]:
    """
    The cards of an edition, in reading order.

    Args:
        places: The printed district or city of a card, by its key.
        spots: Where such a name lies.
        site: Absolute address of the published site, or empty.
    """
    return tuple(_message(press, card, number, places.get(card.id, ""), spots, site) for number, card in enumerate(press.edition.cards, 1))


def _message(press: Press, card: Card, number: int, place: str, spots: Mapping[str, Spot], site: str) -> Message:
    translation = card.translation
    return Message(
        id=card.id, number=number, person=press.name_of(card), platform=card.platform, posted=card.posted,
        language=card.original.language if card.original else "und", text=said(press, card.original) if card.original else "",
        translation=said(press, translation.passage) if translation else "",
        translation_language=press.edition.language if translation or card.paraphrase else "",
        translated_by=translation.by if translation else "", checked_by=translation.checked_by if translation else "",
        paraphrase=carried(card.paraphrase), description=card.description, content_note=card.content_note, heard=card.heard,
        place=place, spot=spots.get(place), status=card.status.code, status_in_words=press.phrases.say(f"status.{card.status.code}"),
        status_because=card.status.because,
        reliability=card.reliability, credibility=card.credibility, judges=card.judges, consent=card.consent, credit=card.credit,
        page=f"{site}{press.edition.language}/card/{card.id}/index.html" if site else "", address=card.source_address,
        kept=instant(card.kept), digest=card.digest, entry=int(card.entry) if card.entry is not None else None,
        redactions=card.redactions,
        corrections=tuple(f"{instant(one.at)[:10]} {one.kind}: {one.text}" for one in card.corrections),
        media=tuple(
            Medium(kind=view.kind, description=view.description, file=view.file, width=view.width, height=view.height,
                   credit=view.credit, covered=view.covered, why_covered=view.why_covered)
            for view in card.media
        ),
        attachments=len(card.media),
    )  # fmt: skip


def said(press: Press, passage: Passage) -> str:
    """Words as they were written, with what the page says in brackets where something was taken out."""
    parts, at = [], 0
    for mark in passage.marks:
        if mark.kind == "removed":
            parts += [passage.text[at : mark.at], press.phrases.say("card.removed", why=mark.why)]
            at = mark.at
    return carried("".join((*parts, passage.text[at:])))


def instant(at: datetime) -> str:
    """RFC 3339 in UTC, to the second."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def posted_utc(when: When) -> str:
    """A time in UTC, as far as it may be said (ISO 8601: ``2041-03``, ``2041-03-14T10Z``); empty when the zone is not known."""
    if when.precision in _LENGTHS:
        return stated_day(when)
    if when.utc is None or when.precision == "unknown":
        return ""
    return f"{when.utc.astimezone(UTC):{_FORMS.get(when.precision, '%Y-%m-%dT%H:%M:%SZ')}}"


def posted_local(when: When) -> str:
    """What may be said of a time by the clock at the place; empty when nothing may."""
    if when.local is None or when.precision == "unknown":
        return ""
    if when.precision in _LENGTHS:
        return stated_day(when)
    return when.local.isoformat(timespec=f"{when.precision}s")


def stated_day(when: When) -> str:
    """The day of a time as far as it is known, by the clock at the place: ``2041``, ``2041-03`` or ``2041-03-14``; else empty."""
    if when.local is None or when.precision == "unknown":
        return ""
    return when.local.isoformat()[: _LENGTHS.get(when.precision, 10)]


def in_words(when: When) -> str:
    """A time for people, with its zone said as far as it is known."""
    local = posted_local(when).replace("T", " ")
    if not local:
        return when.stated
    where = f" ({when.place})" if when.place else ""
    clock = {"second": "%H:%M UTC", "minute": "%H:%M UTC", "hour": "%H h UTC"}.get(when.precision)
    zone = f", {when.utc.astimezone(UTC):{clock}}" if when.utc is not None and clock else ""
    return f"{local}{where}{zone}"


_BLANKS = re.compile(r"\s+")


def headline(message: Message, most: int = 90) -> str:
    """Who, and where it is said what they are: a line for a list."""
    line = f"{message.person}, {message.description}" if message.description else message.person
    return shortened(line, most)


def shortened(text: str, most: int) -> str:
    """The beginning of a text in one line."""
    line = _BLANKS.sub(" ", text).strip()
    return line if len(line) <= most else line[: most - 1] + "…"


def in_time(messages: Iterable[Message]) -> Iterator[Message]:
    """Messages in the order of their time as printed; those without one at the end, in the order of the story."""
    yield from sorted(messages, key=lambda one: (posted_local(one.posted) == "", posted_local(one.posted), one.number))
