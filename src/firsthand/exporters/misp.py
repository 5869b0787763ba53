"""
A story as a MISP event: each message an object ``microblog``, graded with the tags of the Admiralty scale.

Rules:
    - The event is for your organisation only (distribution 0), of an undefined threat, with a complete analysis: a desk that shares it
      further decides that in MISP.
    - An address of a card is a ``link`` and never a ``url``: it is a reference and no indicator, and nothing has `to_ids`.
    - ``state`` of a message (malicious, disinformation …) is not ours to say and is left out.
    - Grades become tags as `model.admiralty` says: ``g``, deliberately deceptive, is never written. F and 6 say that nobody could judge.

Source: MISP's format of events; misp-objects, microblog, version 20; misp-taxonomies, admiralty-scale, osint.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from firsthand.exporters.json_lines import document
from firsthand.exporters.messages import shortened
from firsthand.exporters.seam import Exporter, Handed, Made, Message, adapter
from firsthand.model.admiralty import item_tag, source_tag

TEMPLATE, TEMPLATE_VERSION = "8ec8c911-ddbe-4f5b-895b-fbff70c42a60", "20"
_TYPES = {"X": "Twitter", "Reddit": "Reddit"}
Node = dict[str, Any]


def make(handed: Handed) -> Made:
    """The event."""
    edition = handed.printed.edition
    objects = [_object(handed, message) for message in handed.messages]
    event = {
        "uuid": handed.uid("misp event"), "info": shortened(handed.title, 250), "date": f"{edition.published:%Y-%m-%d}",
        "threat_level_id": "4", "analysis": "2", "distribution": "0", "published": False,
        "timestamp": _stamp(handed), "Tag": [{"name": 'osint:source-type="microblog-post"'}], "Object": objects,
        "Attribute": list(_attributes(handed)),
    }  # fmt: skip
    return Made(files={"event.json": [document({"Event": event})]}, left_out=tuple(_left_out(handed)))


def _stamp(handed: Handed) -> str:
    edition = handed.printed.edition
    return str(int((edition.updated or edition.published).timestamp()))


def _attributes(handed: Handed) -> Iterator[Node]:
    if handed.site:
        yield {"uuid": handed.uid("misp site"), "type": "link", "category": "External analysis", "value": handed.site, "to_ids": False,
               "comment": "the published story", "distribution": "5"}  # fmt: skip


def _object(handed: Handed, message: Message) -> Node:
    posted = message.posted.utc
    exact = posted is not None and message.posted.precision in ("second", "minute")
    told: list[tuple[str, str, str, str]] = [
        ("post", "text", message.text or message.shown, "in the desk's words, no quotation" if message.paraphrase else ""),
        ("display-name", "text", message.person, "as named in print"),
        ("type", "text", _TYPES.get(message.platform, "Other"), message.platform),
        ("language", "text", message.language if message.text else message.shown_language, ""),
        ("creation-date", "datetime", f"{posted.astimezone(UTC):%Y-%m-%dT%H:%M:%S}+00:00" if posted and exact else "", ""),
        ("link", "link", message.page, "the card's page"),
        ("title", "text", f"{message.status_in_words}. {message.status_because}".strip(), "what the desk says of it"),
    ]
    if message.translation and message.text:
        told.append(("title", "text", message.translation, f"translation ({message.translation_language}), checked by a person"))
        told = [one for one in told if one[3] != "what the desk says of it"]
    attributes: list[Node] = []
    for relation, kind, value, comment in told:
        if value:
            attributes.append({
                "uuid": handed.uid(f"misp:{message.id}:{relation}"), "object_relation": relation, "type": kind, "value": value,
                "category": "Other" if kind != "link" else "External analysis", "to_ids": False, "disable_correlation": True,
                "comment": comment, "distribution": "5",
            })  # fmt: skip
    attributes[0]["Tag"] = [{"name": name} for name in tags(message)]
    return {
        "uuid": handed.uid(f"misp:{message.id}"), "name": "microblog", "meta-category": "misc", "template_uuid": TEMPLATE,
        "template_version": TEMPLATE_VERSION, "description": "Microblog post like a Twitter tweet or a post on a Facebook wall.",
        "distribution": "5", "timestamp": _stamp(handed), "Attribute": attributes,
        "comment": f"card {message.id}; {message.status_in_words}{': ' if message.status_because else ''}{message.status_because}",
    }  # fmt: skip


def tags(message: Message) -> Iterator[str]:
    """The grades of a message, as machine tags."""
    yield source_tag(message.reliability or "F")
    yield item_tag(message.credibility or "6")
    yield 'osint:source-type="microblog-post"'


def _left_out(handed: Handed) -> Iterator[str]:
    pictures = sum(bool(one.file) for message in handed.messages for one in message.media)
    if pictures:
        yield f"{pictures} pictures: an event shows them without a cover."
    vague = [one.id for one in handed.messages if one.posted.precision not in ("second", "minute") or one.posted.utc is None]
    if vague:
        yield f"The time of {', '.join(vague)}: the field takes whole times only."
    if handed.printed.edition.figures:
        yield "Figures and what others say of them."


ADAPTERS = (
    adapter("misp", "A story as a MISP event, graded by the Admiralty scale.", Exporter(
        ending=".json", make=make,
        use="Partners who share threats and disinformation in MISP.",
        licence="MISP objects and taxonomies: CC0 1.0 or BSD-2-Clause.",
        proof="Loaded by PyMISP, each object held against the template microblog.",
        reading=(
            "f and 6 say that nobody could judge. MISP gives both the number 50: do not sort by it.",
            "g (deliberately deceptive) is never written: ours says that with E.",
        ),
    ), losses=("Whether a message is malicious or disinformation (`state`): the status stands in words.",)),
)  # fmt: skip
