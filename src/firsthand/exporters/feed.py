"""
The updates of a story as an Atom feed.

Source: RFC 4287; RFC 6721 (what was taken out).

Identifiers are names (RFC 4122, version 5) made from the story's slug, so they stay the same when the
site moves; links are relative to the feed unless the site's address is known.
"""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from firsthand.exporters.markup import verbatim
from firsthand.exporters.press import Press
from firsthand.story.edition import Update

ATOM = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


def feed(press: Press) -> bytes:
    """Write the feed of one edition: the newest update first, the publication last."""
    edition, phrases = press.edition, press.phrases
    # Written as plain attributes: the prefixes of ElementTree are one setting for the whole program.
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": edition.language})
    latest = max([edition.published, *([edition.updated] if edition.updated else []), *(u.at for u in edition.updates)])
    _add(root, "id", _name(f"{edition.slug}/{edition.language}"))
    _add(root, "title", edition.title)
    _add(root, "subtitle", edition.newsroom)
    _add(root, "updated", _iso(latest))
    _add(ET.SubElement(root, "author"), "name", edition.newsroom)
    base = f"{edition.site_address}{edition.language}/" if edition.site_address else ""
    _link(root, f"{base}index.html", rel="alternate", type="text/html", hreflang=edition.language)
    _link(root, f"{base}feed.xml", rel="self", type="application/atom+xml")
    if edition.invented:
        _add(root, "rights", phrases.say("foot.invented"))
    for update in (*edition.updates, Update(kind="update", at=edition.published, text=edition.standfirst)):
        first = update.text == edition.standfirst and update.at == edition.published
        kind = phrases.say("updates.published" if first else f"updates.{update.kind}")
        entry = ET.SubElement(root, "entry")
        _add(entry, "id", entry_name(edition.slug, edition.language, update))
        _add(entry, "title", f"{kind.rstrip('.')} – {phrases.short_moment(update.at)}")
        _add(entry, "updated", _iso(update.at))
        _link(entry, f"{base}index.html" + ("" if first else "#updates"), rel="alternate", type="text/html")
        _add(entry, "summary", update.text)
    if edition.dropped:
        root.set("xmlns:at", TOMBSTONES)
    for one in edition.dropped:
        ET.SubElement(root, "at:deleted-entry", {"ref": one.name, "when": _iso(one.at)})
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()


def entry_name(slug: str, language: str, update: Update) -> str:
    """The identifier of an update in the feed."""
    return _name(f"{slug}/{language}/{_iso(update.at)}/{update.kind}/{update.text}")


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = verbatim(text)


def _link(parent: ET.Element, href: str, **attributes: str) -> None:
    ET.SubElement(parent, "link", {"href": href, **attributes})


def _name(path: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:firsthand:{path}')}"


def _iso(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
