"""
One e-mail as its bytes stand, made into words, attachments and the messages inside it.

Rules:
    - Python's ``email`` package takes the message apart; what it is given is bounded first (size, boundaries, lines), and
      what it gives is walked with bounds on parts and depth.
    - Headers are sealed: only the sender's name, a digest of the address, date, subject and the two ids leave this file.
    - Words are those of ``text/plain`` where there is one; else the visible words of the HTML.
    - A declared charset is believed where the bytes fit it; then UTF-8 is tried; nothing else is guessed.
    - Every part that is no body is an attachment: pictures shown inside the text, too.

Source:
    RFC 5322, 2045 to 2047, 2231, 3676 (flowed text).
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from email import policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.utils import collapse_rfc2231_value, parsedate_tz
from typing import NamedTuple

from firsthand.model.moment import UNKNOWN, Moment
from firsthand.readers.json_fit import clean
from firsthand.readers.markup import plain_text

MAX_MESSAGE = 64 << 20
"""Bytes of one message that is read."""

MAX_DEPTH = 8
"""Messages inside messages, and multiparts inside multiparts."""

MAX_PARTS = 1000
_MAX_BOUNDARIES = 400
_MAX_WORK = 40_000_000  # boundaries times lines: each line is compared with each open boundary
_MAX_HEADER = 4096
_MAX_NAME = 120
_MAX_TEXT = 10_000_000

_FAULTS = (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError, MessageError, OverflowError)
"""What the standard library raises on crooked messages."""

_CHARSETS = {
    "iso-8859-8-i": "iso-8859-8", "iso-8859-8-e": "iso-8859-8", "iso-8859-6-i": "iso-8859-6", "gb2312": "gb18030",
    "gbk": "gb18030", "ks_c_5601-1987": "cp949", "x-mac-arabic": "mac_arabic", "cp-1256": "cp1256",
    "ansi-1256": "cp1256", "unicode": "utf-8", "utf8mb4": "utf-8",
}  # fmt: skip
_META = re.compile(rb"<meta[^>]{0,200}?charset\s{0,8}=\s{0,8}[\"']?([A-Za-z0-9._:-]{2,40})", re.IGNORECASE)
_BOUNDARY = re.compile(rb"boundary\*?\d{0,3}\*?\s{0,8}=", re.IGNORECASE)
_ANGLE = re.compile(r"<([^<>]*)>\s*$")
_COMMENT = re.compile(r"\(([^()]*)\)")
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,998})>")
_ZONED = re.compile(r"(?:[+-]\d{4}|\b(?:GMT|UTC?|Z|[ECMP][SD]T))\s*(?:\([^()]*\)\s*)?$")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
_KINDS = ("image", "video", "audio")


class Attachment(NamedTuple):
    """
    A part that is no body.

    Attributes:
        number: From 1, over the whole message and those inside it.
        name: As the sender called it, fit for a member's name; empty when it has none.
        kind: ``image``, ``video``, ``audio`` or ``file``, as declared.
        data: None where the bytes are not in the message.
    """

    number: int
    name: str
    kind: str
    data: bytes | None


@dataclass(slots=True)
class Letter:
    """
    One message.

    Attributes:
        sender: Display name, empty when there is none.
        address: Lower-case; leaves this room as a digest only.
        number_of_headers: How many there are; none of them is carried.
        inner: Messages inside this one, as forwarded.
        left: Parts and messages that were passed over because there are too many or too deep.
    """

    sender: str = ""
    address: str = ""
    date: Moment = UNKNOWN
    subject: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    number_of_headers: int = 0
    text: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    inner: list[Letter] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    left: int = 0

    def mark(self, word: str) -> None:
        if word not in self.marks:
            self.marks.append(word)


class Crooked(NamedTuple):
    """Why a message cannot be read: code, and the end of a sentence."""

    code: str
    why: str


class _Words(NamedTuple):
    text: str
    plain: bool


@dataclass(slots=True)
class _Count:
    parts: int = 0
    attachments: int = 0


def parse(raw: bytes) -> Letter | Crooked:
    """
    Take a message apart.

    Args:
        raw: From its first header on; no longer than `MAX_MESSAGE`.
    """
    boundaries = len(_BOUNDARY.findall(raw))
    if boundaries > _MAX_BOUNDARIES or boundaries * raw.count(b"\n") > _MAX_WORK:
        return Crooked("too-many-parts", f"it declares {boundaries} boundaries between parts, more than any letter has")
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(raw)
    except _FAULTS:
        return Crooked("not-mail", "its parts cannot be told apart")
    letter = _letter(message, _Count(), 0)
    if not (letter.sender or letter.address or letter.date != UNKNOWN or letter.subject or letter.message_id):
        return Crooked("no-headers", "it has neither a sender, a date, a subject nor an id")
    return letter


def every_letter(letter: Letter) -> Iterator[Letter]:
    """The message, then those inside it, each before its own inner ones."""
    yield letter
    for one in letter.inner:
        yield from every_letter(one)


# Headers


def _letter(message: Message, count: _Count, depth: int) -> Letter:
    headers: dict[str, str] = {}
    total = 0
    for name, value in message.raw_items():
        total += 1
        headers.setdefault(name.lower(), str(value)[:_MAX_HEADER])
    sender, address = _person(headers.get("from", "") or headers.get("sender", ""))
    letter = Letter(sender, address, _date(headers.get("date", "")), _unfolded(_decoded(headers.get("subject", ""))))
    letter.number_of_headers = total
    letter.message_id = _an_id(headers.get("message-id", ""))
    letter.in_reply_to = _an_id(headers.get("in-reply-to", ""))
    words = _walk(message, letter, count, depth)
    letter.text = words.text[:_MAX_TEXT]
    if len(words.text) > _MAX_TEXT or any(type(one).__name__ == "CloseBoundaryNotFoundDefect" for one in message.defects):
        letter.mark("truncated")
    return letter


def _decoded(value: str) -> str:
    """Undo RFC 2047; raw bytes in a header are UTF-8 or nothing."""
    raw = value.encode("utf-8", "surrogateescape")
    value = raw.decode("utf-8", "replace")
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(value)
    except _FAULTS:
        return value
    out = ""
    for piece, charset in pieces:
        out += piece if isinstance(piece, str) else _text_of(piece, charset or "")[0]
    return clean(out)


def _unfolded(value: str) -> str:
    value = re.sub(r"[\r\n]+[ \t]*", " ", value)
    return "".join(char for char in value if char == "\t" or unicodedata.category(char) != "Cc").strip()


def _person(value: str) -> tuple[str, str]:
    """Name and address; a name that holds an address is none."""
    value = re.sub(r"\s*[\r\n]+\s*", " ", value).strip()
    angle = _ANGLE.search(value)
    if angle:
        name, address = value[: angle.start()], angle[1]
    else:
        comment = _COMMENT.search(value)
        name, address = (comment[1] if comment else ""), _COMMENT.sub("", value)
    name = _unfolded(_decoded(name.strip().strip('"').replace('\\"', '"'))).strip("\"' ")
    address = address.strip().casefold()
    if "@" not in address:
        name, address = name or _unfolded(_decoded(address)), ""
    return ("" if "@" in name else name[:_MAX_NAME]), clean(address)


def _an_id(value: str) -> str:
    match = _MESSAGE_ID.search(value)
    return clean(match[1]) if match else ""


def _date(value: str) -> Moment:
    stated = _unfolded(clean(value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")))[:128]
    if not stated:
        return UNKNOWN
    try:
        parts = parsedate_tz(stated)
        if parts is None:
            return Moment(stated=stated, precision="unknown")
        local = datetime(*parts[:6])  # noqa: DTZ001  the zone, if any, follows
        precision = "second" if stated.count(":") > 1 else "minute"
        if not _ZONED.search(stated):
            return Moment(None, stated, local, None, precision)
        there = local.replace(tzinfo=timezone(timedelta(seconds=parts[9] or 0)))
        return Moment(there.astimezone(UTC), stated, None, there.isoformat()[-6:], precision)
    except _FAULTS:
        return Moment(stated=stated, precision="unknown")


# Parts


def _walk(part: Message, letter: Letter, count: _Count, depth: int) -> _Words:
    """Words of a part; its attachments and inner messages go to the letter."""
    count.parts += 1
    if count.parts > MAX_PARTS or depth > MAX_DEPTH:
        letter.left += 1
        return _Words("", False)
    kind = _content_type(part)
    if kind in ("message/rfc822", "message/global", "message/news"):
        _inner(part, letter, count, depth)
        return _Words("", False)
    if kind in ("message/delivery-status", "text/rfc822-headers", "message/disposition-notification"):
        letter.mark("delivery-report")
        return _Words("", False)
    if kind == "message/external-body":
        count.attachments += 1
        letter.attachments.append(Attachment(count.attachments, _filename(part), "file", None))
        return _Words("", False)
    if part.is_multipart():
        if kind == "multipart/encrypted":
            letter.mark("encrypted")
        children = [child for child in part.get_payload() if isinstance(child, Message)]
        words = [_walk(child, letter, count, depth + 1) for child in children]
        return _one_of(words) if kind == "multipart/alternative" else _all_of(words)
    if kind in ("text/plain", "text/html", "text/enriched") and not _is_file(part):
        return _body(part, kind, letter)
    if kind == "application/pgp-encrypted":
        letter.mark("encrypted")
    count.attachments += 1
    broad = kind.partition("/")[0]
    letter.attachments.append(
        Attachment(count.attachments, _filename(part), broad if broad in _KINDS else "file", _bytes(part))
    )
    return _Words("", False)


def _one_of(words: list[_Words]) -> _Words:
    """Of several forms of the same words the plain one, if it says anything."""
    spoken = [one for one in words if one.text.strip()]
    return next((one for one in spoken if one.plain), spoken[-1] if spoken else _Words("", False))


def _all_of(words: list[_Words]) -> _Words:
    spoken = [one for one in words if one.text.strip()]
    return _Words("\n".join(one.text for one in spoken), all(one.plain for one in spoken))


def _inner(part: Message, letter: Letter, count: _Count, depth: int) -> None:
    if depth >= MAX_DEPTH:
        letter.left += 1
        return
    payload = part.get_payload()
    inside = payload[0] if isinstance(payload, list) and payload and isinstance(payload[0], Message) else None
    if inside is not None and not inside.keys() and _header(part, "content-transfer-encoding").strip().lower() == "base64":
        # Not allowed by the standard, and common.
        try:
            inside = BytesParser(policy=policy.compat32).parsebytes(base64.b64decode(str(inside.get_payload())))
        except _FAULTS:
            inside = None
    if inside is None:
        letter.left += 1
        return
    letter.inner.append(_letter(inside, count, depth + 1))


def _content_type(part: Message) -> str:
    try:
        return part.get_content_type()
    except _FAULTS:
        return "application/octet-stream"


def _header(part: Message, name: str) -> str:
    return next((str(value) for key, value in part.raw_items() if key.lower() == name), "")


def _is_file(part: Message) -> bool:
    disposition = _header(part, "content-disposition").strip().lower()
    return disposition.startswith("attachment") or bool(_filename(part))


def _filename(part: Message) -> str:
    """The sender's name for a file, without anything that could lead elsewhere."""
    stated: object = ""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        if stated or len(_header(part, header)) > _MAX_HEADER:
            continue
        try:
            found = part.get_param(parameter, "", header)
            stated = collapse_rfc2231_value(found) if found else ""
        except _FAULTS:
            continue
    name = _unfolded(_decoded(str(stated)[:_MAX_HEADER]))
    name = name.replace("\\", "/").rpartition("/")[2]
    name = "".join("_" if unicodedata.category(char) in ("Cf", "Cs", "Co", "Zl", "Zp") else char for char in name)
    name = _UNSAFE.sub("_", name).strip(" .")
    if len(name) > _MAX_NAME:
        stem, dot, ending = name.rpartition(".")
        name = f"{stem[: _MAX_NAME - 10]}.{ending[:9]}" if dot else name[:_MAX_NAME]
    return name


def _bytes(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (*_FAULTS, binascii.Error):
        return b""
    return data if isinstance(data, bytes) else b""


def _body(part: Message, kind: str, letter: Letter) -> _Words:
    data = _bytes(part)
    try:
        charset = part.get_content_charset("") or ""
    except _FAULTS:
        charset = ""
    if not charset and kind == "text/html" and (meta := _META.search(data[:4096])):
        charset = meta[1].decode("ascii")
    text, sure = _text_of(data, charset)
    if not sure:
        letter.mark("garbled")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if kind == "text/plain":
        if _parameter(part, "format") == "flowed":
            text = _unflowed(text, _parameter(part, "delsp") == "yes")
        return _Words(text.strip("\n"), True)
    return _Words(plain_text(text).strip(), False)


def _parameter(part: Message, name: str) -> str:
    if len(_header(part, "content-type")) > _MAX_HEADER:
        return ""
    try:
        return str(part.get_param(name, "")).lower()
    except _FAULTS:
        return ""


def _text_of(data: bytes, charset: str) -> tuple[str, bool]:
    """Decode as declared, else as UTF-8; says whether the bytes fit."""
    named = charset.strip().strip("\"'").lower().removeprefix("x-windows-").removeprefix("windows-")
    named = f"cp{named}" if named.isdecimal() else _CHARSETS.get(charset.strip().lower(), charset.strip().lower())
    declared = "" if named in ("", "us-ascii", "ascii", "unknown-8bit", "8bit", "utf-7") else named
    for trial in dict.fromkeys((declared, "utf-8")):
        try:
            if trial:
                return clean(codecs.decode(data, trial).replace("\x00", "\ufffd")), True
        except (ValueError, LookupError, TypeError, AttributeError):
            continue
    try:
        return clean(data.decode(declared or "ascii", "replace").replace("\x00", "\ufffd")), False
    except (ValueError, LookupError):
        return data.decode("ascii", "replace").replace("\x00", "\ufffd"), False


def _unflowed(text: str, delete_space: bool) -> str:
    """Join lines that a program broke (RFC 3676); quoted lines stay as they are."""
    out: list[str] = []
    open_line = False
    for line in text.split("\n"):
        quoted = line.startswith(">")
        bare = line[1:] if line.startswith(" ") else line
        if open_line and not quoted and bare != "-- ":
            out[-1] += bare
        else:
            out.append(bare)
        open_line = not quoted and bare.endswith(" ") and bare != "-- "
        if open_line and delete_space:
            out[-1] = out[-1][:-1]
    return "\n".join(out)
