"""
The urgent lane as an Atom feed (RFC 4287), for a program that rings.

An entry says that something waits, since when, in which language, how often it was copied, and where the desk shows it. It
holds no word of the message and no name: feed readers keep what they fetch, and some hand it on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from firsthand.exporters.markup import verbatim

ATOM = "http://www.w3.org/2005/Atom"
WORDS = {"help": "Call for help", "missing": "Missing person"}
UNKNOWN = "1970-01-01T00:00:00Z"
"""Atom asks for a time."""


class Alert(NamedTuple):
    """
    One post that waits.

    Attributes:
        key: Its id, of which the entry's name is made.
        at: When it was posted (RFC 3339, UTC), or None.
        bands: By category, in words.
    """

    key: str
    at: str | None
    lang: str
    bands: dict[str, str]
    copies: int


def alert_feed(case: str, title: str, alerts: Iterable[Alert], *, of: int, address: str = "") -> bytes:
    """
    Write the feed.

    Args:
        case: Its id; names of entries are made from it, so that they stay the same.
        of: How many wait in all; the feed may hold fewer.
        address: Of the desk, with a slash at its end; links are relative without it.
    """
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    alerts = list(alerts)
    _add(root, "id", _name(f"{case}/urgent"))
    _add(root, "title", f"{title}: {of} waiting")
    _add(root, "subtitle", "Calls for help and searches for missing people, newest first. A tool proposes them; a person reads them.")
    _add(root, "updated", max((one.at or UNKNOWN for one in alerts), default=UNKNOWN))
    _add(ET.SubElement(root, "author"), "name", "Firsthand")
    for one in alerts:
        entry = ET.SubElement(root, "entry")
        _add(entry, "id", _name(f"{case}/urgent/{one.key}"))
        told = ", ".join(f"{WORDS.get(name, name)} ({band})" for name, band in sorted(one.bands.items()))
        _add(entry, "title", f"{told} – {one.at or 'time unknown'}")
        _add(entry, "updated", one.at or UNKNOWN)
        link = {"href": f"{address}posts/{quote(one.key, safe=':')}", "rel": "alternate", "type": "text/html"}
        ET.SubElement(entry, "link", link)
        copies = f"; {one.copies} copies" if one.copies > 1 else ""
        _add(entry, "summary", f"language: {one.lang or 'und'}{copies}. The words stand at the desk.")
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = verbatim(text)


def _name(path: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:firsthand:{path}')}"

