"""
What an archived answer of the web says: a page as a post of the platform ``web``, or the posts inside of a platform's own answer.

Choices:
    - A page's id is the fourteen digits of its capture and its address, as web archives cite it: the same address captured twice
      is two posts, the same capture in two files is one.
    - A page's text is its title, a blank line, and its visible words. When it was posted is not known: the time of the
      capture stands in the mark ``captured:…``.
    - An answer in JSON that another reader recognises is read by that reader; its posts keep their platform and id, and the
      record is their capture.

Every size is bounded before it is believed: unpacking, chunks, characters.
"""

from __future__ import annotations

import codecs
import html
import json
import re
import zlib
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import BinaryIO, NamedTuple

from firsthand.ledger.canonical import digest
from firsthand.model.ids import post_id
from firsthand.model.post import Post, Sighting
from firsthand.model.reading import Gap, Item
from firsthand.readers.markup import plain_text
from firsthand.readers.seam import Reader, Setting

PLATFORM = "web"
BODY_BYTES = 32 << 20
"""Of an unpacked answer."""

PAGE_BYTES = 8 << 20
POSTS = 50_000
"""Bytes of a page from which words are taken; posts of one answer."""

_OTHERS = frozenset({"tables", "typed", "whatsapp", "web-archive", "har", "saved-page"})
_TITLE = re.compile(r"<title\b[^<>]{0,1000}>([^<]{0,5000})", re.IGNORECASE)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\u00a0]+")
_LANG = re.compile(r"""<html\b[^<>]{0,2000}?\blang\s*=\s*["']?([A-Za-z-]{2,35})""", re.IGNORECASE)


class Answer(NamedTuple):
    """
    An answer of a server.

    Attributes:
        status: 0 where none is stated.
        mime: In small letters, without parameters; ``charset`` apart.
        body: Unpacked, as far as bounds allow.
        raw: As it lay in the record, before chunks were joined and anything was unpacked.
        joined: With chunks joined, still packed.
        flaw: What is wrong with it, in words.
    """

    status: int
    mime: str
    charset: str
    body: bytes
    raw: bytes = b""
    joined: bytes = b""
    flaw: str = ""


class Found(NamedTuple):
    """What a captured answer gave: posts, profiles, and what is missing (code, what)."""

    posts: tuple[Post, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    gaps: tuple[tuple[str, str], ...] = ()


def http_answer(block: bytes) -> Answer:
    """Take an HTTP answer apart; what is no HTTP answer is a body without a status."""
    match = re.match(rb"HTTP/\d(?:\.\d)? (\d{3})[^\n]{0,2000}\n", block)
    if match is None:
        return Answer(0, "", "", block[:BODY_BYTES], block, block)
    end = re.compile(rb"\r?\n\r?\n").search(block, match.end() - 2, match.end() + (1 << 20))
    head, raw = (block[match.end() : end.start()], block[end.end() :]) if end else (block[match.end() :], b"")
    fields: dict[str, str] = {}
    for line in head.split(b"\n")[:1000]:
        name, colon, value = line.decode("latin-1").partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    flaw = ""
    joined = raw
    if "chunked" in fields.get("transfer-encoding", "").lower():
        joined, flaw = _joined(raw)
    body, trouble = _unpacked(joined, fields.get("content-encoding", ""))
    mime, _, rest = fields.get("content-type", "").partition(";")
    charset = _CHARSET.search(rest.encode("latin-1", "replace"))
    return Answer(int(match[1]), mime.strip().lower(), charset[1].decode() if charset else "", body, raw, joined, flaw or trouble)


def _joined(raw: bytes) -> tuple[bytes, str]:
    """Chunks joined; where one is not what it says, what is left stays as it is."""
    parts: list[bytes] = []
    at = 0
    while match := re.compile(rb"([0-9a-fA-F]{1,16})(?:;[^\r\n]{0,1000})?\r?\n").match(raw, at):
        size = int(match[1], 16)
        if not size:
            return b"".join(parts), ""
        if match.end() + size > len(raw):
            return b"".join([*parts, raw[match.end() :]]), "a chunk is longer than what is there"
        parts.append(raw[match.end() : match.end() + size])
        at = match.end() + size
        at += 2 if raw[at : at + 2] == b"\r\n" else raw[at : at + 1] == b"\n"
    if not parts:
        return raw, ""  # says that it is chunked, and was joined already
    return b"".join([*parts, raw[at:]]), "the chunks break off" if at >= len(raw) else "a chunk does not begin as one"


def _unpacked(data: bytes, codings: str) -> tuple[bytes, str]:
    for coding in reversed([one.strip().lower() for one in codings.split(",") if one.strip()][:4]):
        if coding in ("identity", "none"):
            continue
        if coding not in ("gzip", "x-gzip", "deflate"):
            return b"", f"it is packed by {coding[:20]!r}, which is not opened here"
        unpack = zlib.decompressobj(31 if coding != "deflate" else 15 if data[:1] == b"\x78" else -15)
        if coding != "deflate" and data[:2] != b"\x1f\x8b":
            continue  # was unpacked already
        try:
            data = unpack.decompress(data, BODY_BYTES)
        except zlib.error:
            return b"", "it cannot be unpacked"
        if not unpack.eof and len(data) >= BODY_BYTES:
            return data, f"it unpacks to more than {BODY_BYTES >> 20} MB: only the beginning is read"
    return data[:BODY_BYTES], "" if len(data) <= BODY_BYTES else "only the beginning is read"


def read_answer(answer: Answer, uri: str, captured: str, *, title: str = "") -> Found:
    """
    What a captured answer gives.

    Args:
        uri: Of what was asked for.
        captured: When, as the archive states it.
        title: As the archive states it, for a page that has none.
    """
    gaps = (("packed", f"{_short(uri)}: {answer.flaw}"),) if answer.flaw else ()
    if answer.status and not 200 <= answer.status < 300:
        return Found(gaps=gaps)
    start = answer.body[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] in (b"{", b"["):
        posts, sightings, missing = inner_posts(answer.body, uri)
        return Found(posts, sightings, (*gaps, *missing))
    if answer.mime in ("text/html", "application/xhtml+xml") or (
        answer.mime in ("", "text/plain") and re.match(rb"(?i)<!doctype html|<html\b", start)
    ):
        return Found((page(answer.body, answer.charset, uri, captured, title=title, cut=bool(answer.flaw)),), gaps=gaps)
    if answer.mime == "text/plain" and answer.body and uri.startswith(("http://", "https://")):
        words = _decoded(answer.body[:PAGE_BYTES], answer.charset)
        return Found((_page(words.strip("\r\n"), "", None, uri, captured, ()),), gaps=gaps)
    return Found(gaps=gaps)


def page(
    body: bytes, charset: str, uri: str, captured: str, *, title: str = "", cut: bool = False, marks: tuple[str, ...] = ()
) -> Post:
    """A page as a post."""
    markup = _decoded(body[:PAGE_BYTES], charset)
    found = _TITLE.search(markup, 0, 200_000)
    said = " ".join(html.unescape(found[1]).split()) if found else ""
    lang = _LANG.search(markup, 0, 20_000)
    cut = cut or len(body) > PAGE_BYTES
    return _page(
        _lines(plain_text(markup)), said or " ".join(title.split())[:5000], lang[1] if lang else None, uri, captured,
        (*marks, *(("truncated",) if cut else ())),
    )  # fmt: skip


def _page(words: str, title: str, lang: str | None, uri: str, captured: str, marks: tuple[str, ...]) -> Post:
    words = words.replace("\x00", "\ufffd")
    native = page_id(uri, captured)
    text = "\n\n".join(one for one in (title, words) if one)
    said = ("page", *((f"captured:{captured[:40]}",) if captured else ()), *((f"title:{title[:300]}",) if title else ()))
    url = uri if uri.startswith(("http://", "https://")) else None
    return Post(
        post_id(PLATFORM, native), PLATFORM, native, text, lang=lang, url=url, marks=(*said, *marks, *(() if text else ("no-text",)))
    )


def _lines(words: str) -> str:
    """The words of a page without the blanks that its layout left."""
    found = (_BLANKS.sub(" ", line).strip() for line in words.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(found)).strip("\n")


def page_id(uri: str, captured: str) -> str:
    """The fourteen digits of the capture, and the address; a very long one as its digest."""
    digits = re.sub(r"\D", "", captured)[:14].ljust(14, "0")
    shown = re.sub(r"[\x00-\x20\x7f]+", "%20", uri) or "-"
    if len(shown) > 2000:
        shown = f"sha256:{digest(uri.encode('utf-8', 'replace'))}"
    return f"{digits}/{shown}"


def _decoded(data: bytes, charset: str) -> str:
    stated = _CHARSET.search(data, 0, 4096)
    for name in ("utf-8", charset, stated[1].decode() if stated else "", "windows-1252"):
        try:
            if name and codecs.lookup(name)._is_text_encoding:
                return data.decode(name).removeprefix("\ufeff").encode("utf-8", "replace").decode()
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("utf-8", "replace")


def _short(uri: str) -> str:
    return uri if len(uri) <= 120 else f"{uri[:119]}…"


# The posts of a platform inside


class _OneFile:
    """`Files` that are one piece of memory."""

    def __init__(self, name: str, data: bytes) -> None:
        self._name, self._data = name, data

    def names(self) -> tuple[str, ...]:
        return (self._name,)

    def size(self, name: str) -> int:
        return len(self._data)

    def head(self, name: str, count: int = 65536) -> bytes:
        return self._data[:count]

    def open(self, name: str) -> BinaryIO:
        return BytesIO(self._data)


@cache
def _readers() -> tuple[tuple[str, Reader], ...]:
    """The readers that may know an answer in JSON."""
    from firsthand.readers.registry import load  # they are many, and only an archive needs them all

    return tuple((one.name, one.open(one.options())) for one in load() if one.name not in _OTHERS)


def inner_posts(
    body: bytes, uri: str
) -> tuple[tuple[Post, ...], tuple[Sighting, ...], tuple[tuple[str, str], ...]]:
    """Hand a platform's answer to whichever reader recognises it; nothing when none does."""
    files = _OneFile("answer.json", body)
    finds = [(find.confidence, -order, find, reader) for order, (_, reader) in enumerate(_readers()) for find in _find(reader, files)]
    if not finds:
        return (), (), ()
    confidence, _, find, reader = max(finds, key=lambda one: one[:2])
    if confidence < 0.4:
        return (), (), ()
    posts: list[Post] = []
    sightings: list[Sighting] = []
    gaps: list[tuple[str, str]] = []
    rejected = 0
    for one in reader.read(files, find, Setting(source_name=_short(uri))):
        if isinstance(one, Item):
            posts += one.posts
            sightings += one.sightings
        elif isinstance(one, Gap):
            gaps.append((one.code, one.what))
        else:
            rejected += 1
            if rejected == 1:
                gaps.append(("inner-rejected", f"{_short(uri)}: {one.why}"))
        if len(posts) >= POSTS or len(gaps) >= 1000:
            gaps.append(("cut-off", f"{_short(uri)}: more than {POSTS:,} posts in one answer: the rest is not read"))
            break
    return tuple(posts), tuple(sightings), tuple(gaps)


def _find(reader: Reader, files: _OneFile) -> Iterator:  # type: ignore[type-arg]
    yield from reader.find(files)


def json_line(raw: bytes) -> dict[str, object] | None:
    """A line of JSON that is an object; None for anything else."""
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
