"""
A story for news agencies and editorial systems: IPTC ninjs, in its three generations.

The story is one item; each card is an associated item of its own, with its own `uri`, so that a correction or a withdrawal of one
message reaches it: the same `uri`, a higher version, `pubStatus` canceled. The three generations say the same under other names:
1.x in lower case with one body in HTML and associations by name; 2.x lower case with lists; 3.x camelCase, and refuses any other name.

Source: iptc/newsinjson, ninjs-schema_1.5, 2.1 and 3.1.
"""

from __future__ import annotations

from typing import Any

from firsthand.exporters.json_lines import document
from firsthand.exporters.messages import headline, in_words, instant
from firsthand.exporters.seam import Exporter, Handed, Made, Medium, Message, adapter
from firsthand.exporters.timeline import html

Node = dict[str, Any]
_TERMS = "Words of people who agreed to this publication, and may take them back. Print nothing that is not in this item."


def _bare(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in ("", [], None, {})}


def _uri(handed: Handed, key: str, path: str) -> str:
    return f"{handed.site}{path}" if handed.site else f"urn:uuid:{handed.uid(key)}"


def item(handed: Handed) -> Node:
    """The story as ninjs 3.1."""
    edition = handed.printed.edition
    cards = [_card(handed, message) for message in handed.messages]
    pictures = [_picture(handed, one) for message in handed.messages for one in message.media if one.kind == "image" and one.file]
    text = "\n\n".join([edition.standfirst, *(_plain(message) for message in handed.messages)])
    return _bare({
        "uri": _uri(handed, "story", f"{edition.language}/index.html"), "type": "composite", "representationType": "full",
        "version": str(1 + len(edition.updates)), "firstCreated": instant(edition.published),
        "versionCreated": instant(edition.updated or edition.published), "pubStatus": "usable", "language": edition.language,
        "title": handed.title, "headlines": [{"role": "main", "contentType": "text/plain", "value": handed.title}],
        "descriptions": [{"role": "standfirst", "value": edition.standfirst}] if edition.standfirst else [],
        "bodies": [{"role": "main", "contentType": "text/plain", "value": text, "charCount": len(text)}],
        "by": ", ".join(edition.byline), "slugline": edition.slug, "copyrightHolder": edition.newsroom, "usageTerms": _TERMS,
        "edNote": "Invented example. No real place, person or event." if handed.invented else "",
        "infoSources": [{"name": edition.newsroom, "role": "publisher"}], "associations": [*cards, *pictures],
        "standard": {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"},
    })  # fmt: skip


def _plain(message: Message) -> str:
    return f"{headline(message)}: {message.shown} [{message.status_in_words}]"


def _card(handed: Handed, message: Message) -> Node:
    edition = handed.printed.edition
    bodies = [("original", message.text), ("translation", message.translation), ("paraphrase", message.paraphrase)]
    when = in_words(message.posted)
    notes = [f"Status: {message.status}", message.status_because,
             f"Source reliability {message.reliability} (A to F, F: not judged)",
             f"information credibility {message.credibility} (1 to 6, 6: not judged)", message.content_note, message.consent]  # fmt: skip
    return _bare({
        "name": message.id, "rel": "quotes", "uri": _uri(handed, f"card:{message.id}", f"{edition.language}/card/{message.id}/index.html"),
        "type": "text", "representationType": "full", "version": str(1 + len(message.corrections)), "pubStatus": "usable",
        "versionCreated": instant(edition.updated or edition.published),
        "contentCreated": instant(message.posted.utc) if message.posted.utc and message.posted.precision in ("second", "minute") else "",
        "language": message.language if message.text else message.shown_language, "title": headline(message), "by": message.person,
        "bodies": [{"role": role, "contentType": "text/plain", "value": text, "charCount": len(text)} for role, text in bodies if text],
        "descriptions": [{"role": "posted", "value": when}] if when else [],
        "edNote": ". ".join(part for part in notes if part), "copyrightNotice": message.credit, "usageTerms": _TERMS,
        "infoSources": [{"name": message.platform, "role": "platform"}],
        "places": [_place(message)] if message.place else [],
        "trustIndicators": [{"title": "How we know, and the proof", "href": f"{message.page}#how"}] if message.page else [],
        "altIds": [{"role": "sha-256 of our copy", "value": message.digest}] if message.digest else [],
    })  # fmt: skip


def _place(message: Message) -> Node:
    point = {"type": "Point", "coordinates": [message.spot.lon, message.spot.lat]} if message.spot else None
    return {"name": message.place, **({"geoJSON": point} if point else {})}


def _picture(handed: Handed, one: Medium) -> Node:
    kind = "image/png" if one.file.endswith(".png") else "image/jpeg"
    rendition = {"name": "main", "contentType": kind, "title": one.file, "width": one.width or None, "height": one.height or None,
                 "href": handed.picture(one.file) if handed.site else ""}  # fmt: skip
    size = len(handed.pictures.get(one.file, b""))
    return _bare({
        "name": one.file, "rel": "illustrates", "uri": _uri(handed, f"picture:{one.file}", f"media/{one.file}"), "type": "picture",
        "pubStatus": "usable", "descriptions": [{"role": "alternative text", "value": one.description}],
        "edNote": f"Cover before showing: {one.why_covered}" if one.covered else "", "copyrightNotice": one.credit, "usageTerms": _TERMS,
        "renditions": [_bare({**rendition, "sizeInBytes": size or None})],
    })  # fmt: skip


def lowered(node: Any) -> Any:
    """The same item under the names of 2.x, which writes every one of them small, and knows no `standard`."""
    if isinstance(node, list):
        return [lowered(one) for one in node]
    if not isinstance(node, dict):
        return node
    return {name.lower(): value if name == "geoJSON" else lowered(value) for name, value in node.items() if name != "standard"}


def first(handed: Handed) -> Node:
    """The story as ninjs 1.x: one body, in HTML, and associations by name."""
    edition = handed.printed.edition
    cards = {message.id: _first_card(handed, message) for message in handed.messages}
    body = "".join(f'<p dir="auto"><strong>{_escaped(headline(message))}</strong></p>{html(message)}' for message in handed.messages)
    return _bare({
        "uri": _uri(handed, "story", f"{edition.language}/index.html"), "type": "composite", "representationtype": "complete",
        "version": str(1 + len(edition.updates)), "versioncreated": instant(edition.updated or edition.published), "pubstatus": "usable",
        "language": edition.language, "headline": handed.title, "description_text": edition.standfirst,
        "body_html": f'<p dir="auto">{_escaped(edition.standfirst)}</p>{body}', "byline": ", ".join(edition.byline),
        "copyrightholder": edition.newsroom, "usageterms": _TERMS, "associations": cards,
    })  # fmt: skip


def _first_card(handed: Handed, message: Message) -> Node:
    path = f"{handed.printed.edition.language}/card/{message.id}/index.html"
    return _bare({
        "uri": _uri(handed, f"card:{message.id}", path), "type": "text",
        "pubstatus": "usable", "language": message.language if message.text else message.shown_language, "headline": headline(message),
        "body_text": message.shown, "body_html": html(message), "byline": message.person, "copyrightnotice": message.credit,
        "description_text": in_words(message.posted), "place": [{"name": message.place}] if message.place else [],
    })  # fmt: skip


def _escaped(text: str) -> str:
    from html import escape

    return escape(text)


def _left_out(handed: Handed) -> tuple[str, ...]:
    figures = ("Figures and what others say of them.",) if handed.printed.edition.figures else ()
    return figures if handed.site else (*figures, "Addresses of pages and pictures: say --site. Without it a `uri` is a number.")


def make_third(handed: Handed) -> Made:
    """Generation 3."""
    return Made(files={"story.ninjs.json": [document(item(handed))]}, left_out=_left_out(handed))


def make_second(handed: Handed) -> Made:
    """Generation 2."""
    return Made(files={"story.ninjs2.json": [document(lowered(item(handed)))]}, left_out=_left_out(handed))


def make_first(handed: Handed) -> Made:
    """Generation 1."""
    return Made(files={"story.ninjs1.json": [document(first(handed))]}, left_out=(*_left_out(handed), "Pictures."))


_USE = "News agencies and editorial systems (Superdesk and others)."
_LICENCE = "CC BY 4.0 (IPTC)."

ADAPTERS = (
    adapter("ninjs", "A story as IPTC ninjs 3.1.", Exporter(
        ending=".json", pictures=True, make=make_third, use=_USE, licence=_LICENCE,
        proof="As documented: names and kinds held against a list from the published schema 3.1; not loaded by a system.",
        reading=("A withdrawal comes as the same `uri` with a higher version and `pubStatus` canceled.",),
    )),
    adapter("ninjs2", "A story as IPTC ninjs 2.x.", Exporter(
        ending=".json", pictures=True, make=make_second, use=_USE, licence=_LICENCE, proof="As documented, not proven by the consumer.",
    )),
    adapter("ninjs1", "A story as IPTC ninjs 1.x.", Exporter(
        ending=".json", make=make_first, use=_USE, licence=_LICENCE, proof="As documented, not proven by the consumer.",
    ), losses=("Pictures.",)),
)  # fmt: skip
