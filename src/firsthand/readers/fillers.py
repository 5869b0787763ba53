"""
Filler: bytes that stand where an item was erased.

Filler has the length of what it replaces and says nothing of it, and the reader takes it for one item, readable or not, at
the same place. So every other item keeps its place and number, and reads as before. A test holds each reader to this over
its samples (``tests/contract/test_fillers.py``).
"""

from __future__ import annotations

import re

DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?")


def json_object(raw: bytes) -> bytes:
    """An object that says only that something was erased; the empty object where there is no room."""
    frame = len(b'{"erased":""}')
    if len(raw) < frame:
        return b"{" + b" " * (len(raw) - 2) + b"}" if len(raw) >= 2 else b"0" * len(raw)
    return b'{"erased":"' + b" " * (len(raw) - frame) + b'"}'


def json_wrapped(raw: bytes) -> bytes:
    """As `json_object`, inside the one key that the item has: a reader may tell by it what kind of thing it is."""
    key = raw[: raw.index(b":") + 1] if b":" in raw[:200] else b""
    inner = raw[len(key) : -1]
    if key.count(b'"') != 2 or len(inner) < 2:
        return json_object(raw)
    return key + b" " * (len(inner) - 2) + b"{}" + b"}"


def whatsapp(raw: bytes) -> bytes:
    """
    The date of the message as it stands, then a sender and words of ``x``.

    The date stays, for the order of day and month is read from all of them.
    """
    from firsthand.readers.whatsapp_lines import header

    first, *_ = raw.split(b"\n", 1)
    read = header(first.decode("utf-8", "surrogateescape"))
    if read is None:
        return _blank(raw, keep=b"\r\n")
    head = first.decode("utf-8", "surrogateescape")[: read.end].encode("utf-8", "surrogateescape")
    rest = raw[len(head) :]
    if len(rest) < 4:
        return head + _blank(rest, keep=b"\r\n")
    return head + b"x: " + _blank(rest[3:].replace(b"\r", b"x").replace(b"\n", b"x"), keep=b"")


def row(raw: bytes) -> bytes:
    """
    A row of a table with as many cells, of ``x`` whatever separates them. What stands inside quotes is words, and goes.

    Dates stay, for the order of day and month is read from all of them.
    """
    wide = _wide(raw)
    if wide:
        codec = wide
        text = raw.decode(codec, "surrogatepass")
        return _cells(text).encode(codec, "surrogatepass")
    return _cells(raw.decode("latin-1")).encode("latin-1")


def _cells(text: str) -> str:
    quoted = False
    out, cell = [], 0
    for at, char in enumerate(f"{text}\n"):
        quoted ^= char == '"'
        if char in ",;\t|\r\n" and not quoted:
            said = text[cell:at]
            out.append(said if DATE.fullmatch(said) else "x" * len(said))
            out.append(char)
            cell = at + 1
    return "".join(out)[:-1] if cell > len(text) else "".join(out) + "x" * (len(text) - cell)


def _wide(raw: bytes) -> str:
    """The codec of a row in UTF-16, told by its zeros; empty for one byte a character."""
    if len(raw) % 2 or b"\x00" not in raw:
        return ""
    return "utf-16-le" if raw[1::2].count(0) >= raw[::2].count(0) else "utf-16-be"


def _blank(data: bytes, *, keep: bytes) -> bytes:
    return bytes(byte if byte in keep else ord("x") for byte in data)


def mail(raw: bytes) -> bytes:
    """For a message of a mailbox the shape of its first line, which tells that a message begins; else no headers at all."""
    frame = b"From x 00:00 1970\n"
    if not raw.startswith(b"From ") or len(raw) < len(frame):
        return b"x" * len(raw)
    return frame + b"x" * (len(raw) - len(frame))


def signal(raw: bytes) -> bytes:
    """The date of the message as it stands, then a sender and words of ``x``."""
    from firsthand.readers.signal import HEADER

    if HEADER.match(raw) is None:
        return _blank(raw, keep=b"\r\n")
    head = raw[: raw.index(b"]") + 1]
    room = len(raw) - len(head)
    sender = b" x: " if room > 3 else b" x:" if room == 3 else b"x:"
    return head + sender + b"x" * (room - len(sender))


def telegram_html(raw: bytes) -> bytes:
    """A message that says it was erased, so that the name of the one before is not carried on to the one behind."""
    first, last = b'<div class="message erased" id="message0">', b"</div>"
    room = len(raw) - len(first) - len(last)
    return first + b" " * room + last if room >= 0 else b" " * len(raw)
