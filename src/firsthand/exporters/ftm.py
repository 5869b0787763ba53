"""
A story as entities of FollowTheMoney, for Aleph and its successors: one JSON object a line.

Rules:
    - A message is a `Message`, with the account that sent it (`UserAccount`). The format demands a sender, so there is a `LegalEntity` of
      the printed name, and its summary says that it identifies nobody.
    - There is no `Post` in the format. A status or a translation is a `Note` about the message.
    - `pictured` of an image is never filled.
    - Two cards are of one account only where name, description and platform agree: the page says no more.
    - Every id is made from ours, the same each time.

Source: the schemata of followthemoney 4.11.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from firsthand.exporters.json_lines import line
from firsthand.exporters.messages import posted_utc, shortened, stated_day
from firsthand.exporters.seam import Exporter, Handed, Made, Message, adapter

Entity = dict[str, Any]
_LONG_CODES = {"ar": "ara", "en": "eng", "es": "spa", "fa": "fas", "fr": "fra", "he": "heb", "ru": "rus", "tr": "tur",
               "uk": "ukr", "ur": "urd", "ps": "pus", "de": "deu", "it": "ita", "pt": "por", "zh": "zho", "hi": "hin"}  # fmt: skip
"""ISO 639-1 to the codes of ISO 639-3 that the format takes; another language is left out."""


def _entity(handed: Handed, schema: str, key: str, **said: str | list[str]) -> Entity:
    properties = {name: value if isinstance(value, list) else [value] for name, value in said.items()}
    return {"id": handed.uid(f"{schema}:{key}"), "schema": schema,
            "properties": {name: kept for name, value in properties.items() if (kept := [one for one in value if one])}}  # fmt: skip


def entities(handed: Handed) -> Iterator[Entity]:
    """Accounts before their messages, messages before what is about them; nothing twice."""
    seen: set[str] = set()
    for message in handed.messages:
        for one in _of_message(handed, message):
            if one["id"] not in seen:
                seen.add(one["id"])
                yield one
    for box in handed.printed.edition.figures:
        yield _entity(
            handed, "Note", f"figure:{box.id}", name=shortened(f"{box.as_said}: {box.status.code}", 200), description=box.quotation.text,
            summary=box.status.because, sourceUrl=f"{handed.site}{handed.printed.edition.language}/index.html" if handed.site else "",
        )  # fmt: skip


def _of_message(handed: Handed, message: Message) -> Iterator[Entity]:
    who = f"{message.person}|{message.description}|{message.platform}"
    yield _entity(handed, "LegalEntity", who, name=message.person, summary="Named as in print; this identifies nobody.")
    yield _entity(handed, "UserAccount", who, name=message.person, username=message.person, service=message.platform,
                  description=message.description)  # fmt: skip
    post = _entity(
        handed, "Message", message.id, bodyText=message.text or message.shown, sender=handed.uid(f"LegalEntity:{who}"),
        senderAccount=handed.uid(f"UserAccount:{who}"), date=posted_utc(message.posted).removesuffix("Z") or stated_day(message.posted),
        language=_LONG_CODES.get((message.language if message.text else message.shown_language).partition("-")[0], ""),
        sourceUrl=message.address or message.page, retrievedAt=message.kept, recordId=message.id, fileName=f"{message.id}.txt",
        title=shortened(message.shown, 100), publisher=handed.printed.edition.newsroom,
        keywords=[f"status:{message.status}", f"reliability:{message.reliability}", f"credibility:{message.credibility}"],
        mimeType="text/plain",
    )  # fmt: skip
    yield post
    about = {"entity": post["id"]}
    yield _entity(handed, "Note", f"status:{message.id}", name=message.status_in_words, description=message.status_because,
                  **about)  # fmt: skip
    if message.translation and message.text:
        yield _entity(handed, "Note", f"translation:{message.id}", name=f"Translation ({message.translation_language})",
                      description=message.translation, summary=f"Checked by {message.checked_by}.", **about)  # fmt: skip
    for one in message.media:
        if one.kind == "image" and one.file:
            yield _entity(handed, "Image", one.file, fileName=one.file, title=shortened(one.description, 200), summary=one.description,
                          sourceUrl=handed.picture(one.file) if handed.site else "", author=one.credit)  # fmt: skip
            yield _entity(handed, "Documentation", one.file, document=handed.uid(f"Image:{one.file}"), entity=post["id"], role="picture")


def make(handed: Handed) -> Made:
    """One object a line."""
    listed = list(entities(handed))
    codes = {(one.language if one.text else one.shown_language).partition("-")[0] for one in handed.messages}
    lost = sorted(code for code in codes - _LONG_CODES.keys() if code != "und")
    left = (f"The language of messages in {', '.join(lost)}: its code is not among those that we write.",) if lost else ()
    return Made(files={"entities.ftm.json": [line(one) for one in listed]}, left_out=left)


ADAPTERS = (
    adapter("ftm", "A story as FollowTheMoney entities, one JSON object a line.", Exporter(
        ending=".json", pictures=True, make=make,
        use="OpenAleph and other tools of investigators: `ftm validate -i entities.ftm.json`.",
        licence="MIT (followthemoney).",
        proof="Every entity validated by followthemoney 4.11 in a campaign.",
        reading=("A `LegalEntity` is a printed name, never an identified person.",),
    ), losses=("Who is in a picture.", "Covers of pictures: the program shows them at once.")),
)  # fmt: skip
