"""
A manuscript as text: Markdown and plain text as they are, HTML and DOCX without their dressing.

Theory: quotations are looked for in words, so what matters is which words stand in which paragraph. HTML gives a line
per block; its ``q`` and ``blockquote`` become marks. DOCX is a zip of XML; changes that an editor tracked are read as if
they were accepted, and where they stood is kept, because a quotation with a change in it is one to look at.

Bad input: a DOCX with a document type (entities could grow without end), a damaged one, or one that unpacks to more
than `LARGEST` is refused with its reason; nothing else raises.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from html.parser import HTMLParser
from typing import NamedTuple
from xml.parsers import expat

from firsthand.model.errors import Mistaken

LARGEST = 40 << 20
"""Bytes of a DOCX's text parts when unpacked."""
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


class Draft(NamedTuple):
    """
    A manuscript, read.

    Attributes:
        text: What a reader sees, a line per paragraph. For Markdown and plain text the file itself.
        kind: ``text``, ``markdown``, ``html`` or ``docx``.
        changed: Spans of `text` where a tracked change stands; an empty span where words were struck.
        notes: What a person should know of how it was read.
    """

    text: str
    kind: str
    changed: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()


def read_draft(data: bytes, name: str = "") -> Draft:
    """
    Read a manuscript.

    Args:
        data: The file.
        name: Its name, for the kind where the bytes do not tell.

    Raises:
        Mistaken: ``not-utf8``, ``bad-docx`` or ``too-large``.
    """
    if data[:4] == b"PK\x03\x04":
        return _docx(data, name)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Mistaken(
                f"{name or 'The text'} is not UTF-8 (byte {error.start}).", code="not-utf8", advice="Save it as UTF-8."
            ) from None
    lower = name.lower()
    if lower.endswith((".html", ".htm", ".xhtml")) or re.match(
        r"\s*<(?:!doctype html|html|body|article)\b", text[:200], re.IGNORECASE
    ):
        return _html(text)
    return Draft(text, "markdown" if lower.endswith((".md", ".markdown")) else "text")


# --- HTML ---

_BLOCKS = frozenset(
    (
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "article",
        "section",
        "header",
        "footer",
        "aside",
        "figure",
        "figcaption",
        "table",
        "tr",
        "td",
        "th",
        "pre",
        "br",
        "hr",
        "dd",
        "dt",
        "main",
        "nav",
        "form",
    )
)
_SILENT = frozenset(("script", "style", "template", "noscript", "head", "svg", "math"))
DEEPEST = 200


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT and len(self._silent) < DEEPEST:
            self._silent.append(tag)
        if self._silent:
            return
        if tag in _BLOCKS:
            self.parts.append("\n")
        if tag == "q":
            self.parts.append("“")
        if tag == "blockquote":
            self.parts.append("> ")

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
            return
        if tag == "q":
            self.parts.append("”")
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(re.sub(r"[ \t\r\n\f]+", " ", data))


def _html(text: str) -> Draft:
    reader = _Plain()
    reader.feed(text.replace("\x00", "\ufffd"))
    reader.close()
    joined = re.sub(r"> *\n+ *", "> ", "".join(reader.parts))
    return Draft(re.sub(r" *\n[ \n]*", "\n", joined).strip("\n") + "\n", "html")


# --- DOCX ---


class _Docx:
    """A reader of one part; `changed` holds spans of tracked changes, into the text so far."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.length = 0
        self.changed: list[tuple[int, int]] = []
        self.struck = self.inserted = 0
        self._in_text = self._dead = 0
        self._ins: list[int] = []

    def put(self, text: str) -> None:
        self.out.append(text)
        self.length += len(text)

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        tag = _local(name)
        if tag in ("del", "moveFrom"):
            self._dead += 1
            self.struck += 1
            self.changed.append((self.length, self.length))
        elif tag in ("ins", "moveTo"):
            self._ins.append(self.length)
            self.inserted += 1
        elif self._dead:
            return
        elif tag == "t":
            self._in_text += 1
        elif tag == "tab":
            self.put(" ")
        elif tag in ("br", "cr"):
            self.put("\n")
        elif tag == "noBreakHyphen":
            self.put("\u2011")

    def end(self, name: str) -> None:
        tag = _local(name)
        if tag in ("del", "moveFrom"):
            self._dead = max(0, self._dead - 1)
        elif tag in ("ins", "moveTo") and self._ins:
            begin = self._ins.pop()
            if self.length > begin:
                self.changed.append((begin, self.length))
        elif self._dead:
            return
        elif tag == "t":
            self._in_text = max(0, self._in_text - 1)
        elif tag == "p":
            self.put("\n")

    def data(self, text: str) -> None:
        if self._in_text and not self._dead:
            self.put(text)


def _local(name: str) -> str:
    space, _, tag = name.rpartition(" ")
    return tag if space in (_WORD, _STRICT) else ""


def _docx(data: bytes, name: str) -> Draft:
    reader = _Docx()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            present = [part for part in _PARTS if part in archive.namelist()]
            if not present:
                raise _bad(name, "it holds no word/document.xml")
            left = LARGEST
            for part in present:
                with archive.open(part) as stream:
                    xml = stream.read(left + 1)
                left -= len(xml)
                if left < 0:
                    raise Mistaken(
                        f"{name or 'The document'} unpacks to more than {LARGEST >> 20} MB.",
                        code="too-large",
                        advice="Cut it into parts.",
                    )
                _parse(xml, reader, name)
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        EOFError,
        OSError,
        struct.error,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise _bad(name, str(error) or "the archive is damaged") from error
    notes = []
    if reader.inserted or reader.struck:
        notes.append(
            f"{reader.inserted} insertions and {reader.struck} deletions are tracked in it; it is read as if all were accepted."
        )
    return Draft("".join(reader.out), "docx", tuple(sorted(reader.changed)), tuple(notes))


def _parse(xml: bytes, reader: _Docx, name: str) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.data

    def refuse(*_: object) -> None:
        raise _bad(name, "it declares a document type, which no word processor writes")

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise _bad(name, f"its text is damaged: {error}") from error


def _bad(name: str, why: str) -> Mistaken:
    return Mistaken(
        f"{name or 'The document'} cannot be read as DOCX: {why}.",
        code="bad-docx",
        advice="Save it anew, or save it as text.",
    )
