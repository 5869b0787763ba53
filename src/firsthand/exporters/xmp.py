"""
Who made a picture and how it may be used, as a note inside the file; written only where the person agreed to be named.

The note holds what the card prints and nothing else: no time, no place, no device, no history.

Source: IPTC Photo Metadata Standard 2024.1; XMP Specification Part 1 (packet) and Part 3 (JPEG APP1, PNG iTXt); PNG 1.2, 4.2.3.3.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from firsthand.exporters.markup import verbatim

MOST = 60_000
"""Bytes of a note; a JPEG has room for 65,502."""

MADE = {
    "camera": "digitalCapture", "screen": "screenCapture", "scan": "print", "drawing": "digitalCreation",
    "composite": "composite", "generated": "trainedAlgorithmicMedia",
}  # fmt: skip
"""How a picture came to be, as a person says, to the term of IPTC's list of digital source types."""

_NAMESPACES = {
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
}  # fmt: skip
_SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_JPEG = b"http://ns.adobe.com/xap/1.0/\0"
_PNG = b"XML:com.adobe.xmp\0\0\0\0\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """
    What a note says.

    Attributes:
        creator: As agreed; empty where the credit line names nobody.
        credit: The credit line, as printed.
        terms: How it may be used, in words.
        statement: Address of the card; empty when not known.
        made: A word of `MADE`; empty when nobody said.
        language: Of the description that stands for all who ask for none.
        descriptions: What is to be seen, by language.
    """

    creator: str = ""
    credit: str = ""
    terms: str = ""
    statement: str = ""
    made: str = ""
    language: str = "en"
    descriptions: Mapping[str, str] = field(default_factory=dict)


def packet(credit: Credit) -> bytes:
    """The note as XMP; the same credit gives the same bytes."""
    spaces = "".join(f" xmlns:{name}={quoteattr(address)}" for name, address in sorted(_NAMESPACES.items()))
    said = sorted(credit.descriptions.items(), key=lambda one: (one[0] != credit.language, one))
    alternatives = [("x-default", said[0][1]), *said] if said else []
    parts = [
        f"<dc:creator><rdf:Seq><rdf:li>{_text(credit.creator)}</rdf:li></rdf:Seq></dc:creator>" if credit.creator else "",
        f"<photoshop:Credit>{_text(credit.credit)}</photoshop:Credit>" if credit.credit else "",
        _alternatives("xmpRights:UsageTerms", [("x-default", credit.terms)]) if credit.terms else "",
        f"<xmpRights:WebStatement>{_text(credit.statement)}</xmpRights:WebStatement>" if credit.statement else "",
        f'<Iptc4xmpExt:DigitalSourceType rdf:resource="{_SOURCE_TYPE}{MADE[credit.made]}"/>' if credit.made else "",
        _alternatives("Iptc4xmpCore:AltTextAccessibility", alternatives) if alternatives else "",
    ]
    body = "\n".join(filter(None, parts))
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        f'<rdf:RDF{spaces}>\n<rdf:Description rdf:about="">\n'
        f'{body}\n</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()


def with_note(data: bytes, credit: Credit) -> tuple[bytes, bytes]:
    """
    Put a note into a picture that has none.

    Returns:
        The picture, and the note as it stands in the file; the picture as it was and an empty note when it is neither JPEG nor
        PNG, or the note is too large.
    """
    note = packet(credit)
    if len(note) > MOST:
        return data, b""
    if data.startswith(b"\xff\xd8"):
        body = _JPEG + note
        at = 2
        if data[2:4] == b"\xff\xe0":  # how the pixels are stored comes first
            at = 4 + struct.unpack_from(">H", data, 4)[0]
        return data[:at] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + data[at:], body
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        body = _PNG + note
        at = 8 + 12 + struct.unpack_from(">I", data, 8)[0]  # behind the head
        chunk = struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", zlib.crc32(b"iTXt" + body))
        return data[:at] + chunk + data[at:], body
    return data, b""


def _text(text: str) -> str:
    return escape(verbatim(text))


def _alternatives(name: str, said: list[tuple[str, str]]) -> str:
    rows = "".join(f"<rdf:li xml:lang={quoteattr(language)}>{_text(text)}</rdf:li>" for language, text in said)
    return f"<{name}><rdf:Alt>{rows}</rdf:Alt></{name}>"
