"""
From the bytes of a member to UTF-8, and from places in the UTF-8 back to places in the member.

Readers of JSON work on UTF-8. A member in UTF-16 is held in memory and turned into UTF-8 once; what was read from it
is then given the byte range that it has in the member, so that raw bytes and ranges always speak of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import BinaryIO, NamedTuple

from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers.seam import Files

WIDE_LIMIT = 256 << 20
"""Bytes of the largest UTF-16 member that is turned into UTF-8."""

_BOM = b"\xef\xbb\xbf"


class MemberText(NamedTuple):
    """
    A member, ready to be read as UTF-8.

    Attributes:
        stream: UTF-8.
        start: Where the text begins, behind a byte order mark.
        wide: Name of the codec when the member is in UTF-16, else empty.
        skip: Bytes of the byte order mark of a UTF-16 member.
    """

    stream: BinaryIO
    start: int = 0
    wide: str = ""
    skip: int = 0


def open_text(files: Files, name: str) -> MemberText | None:
    """Open a member; None when it is UTF-16 and too large to be turned into UTF-8."""
    head = files.head(name, 64)
    wide, skip = _wide(head)
    if not wide:
        return MemberText(files.open(name), len(_BOM) if head.startswith(_BOM) else 0)
    if files.size(name) > WIDE_LIMIT:
        return None
    with files.open(name) as stream:
        data = stream.read(WIDE_LIMIT + skip)
    return MemberText(BytesIO(_narrow(data[skip:], wide)), 0, wide, skip)


LONG_BYTES, LONG_HEAD = 16 << 10, 1 << 20
"""A head that ends in more than this without a quote is in the middle of a long post; then so much of the file is looked at."""


def head_text(files: Files, name: str, count: int = 65536) -> bytes:
    """The first bytes of a member in UTF-8, without a byte order mark; for recognition. More of it where a long post hides what follows."""
    head = files.head(name, count)
    if len(head) == count and head.lstrip()[:1] in (b"{", b"[") and head.rfind(b'"') < count - LONG_BYTES:
        head = files.head(name, LONG_HEAD)
    wide, skip = _wide(head)
    return _narrow(head[skip:], wide) if wide else head.removeprefix(_BOM)


def too_wide(member: str, files: Files) -> Rejected:
    """Say that a member in UTF-16 is too large."""
    why = f"{member}: UTF-16 and larger than {WIDE_LIMIT >> 20} MB. Convert it to UTF-8 and collect it again."
    return Rejected(member, 1, 0, files.size(member), b"", "too-large", why)


def each_member(
    files: Files, find: Find, read: Callable[[str, MemberText], Iterator[Item | Rejected | Gap]]
) -> Iterator[Item | Rejected | Gap]:
    """Read the members of a find one after another; `read` is given the name and the opened text."""
    for member in find.members:
        text = open_text(files, member)
        if text is None:
            yield too_wide(member, files)
            continue
        with text.stream:
            found = read(member, text)
            yield from at_home(found, text, files, member) if text.wide else found


def at_home(
    found: Iterator[Item | Rejected | Gap], text: MemberText, files: Files, member: str
) -> Iterator[Item | Rejected | Gap]:
    """Give what was read the byte ranges and bytes that it has in the member itself."""
    if not text.wide:
        yield from found
        return
    narrow = text.stream.getvalue() if isinstance(text.stream, BytesIO) else b""
    with files.open(member) as stream:
        here, place = 0, text.skip
        for entry in found:
            if isinstance(entry, Gap):
                yield entry
                continue
            if entry.start < here:
                here, place = 0, text.skip
            place += _width(narrow[here : entry.start], text.wide)
            here = entry.start
            length = _width(narrow[here : here + entry.length], text.wide)
            stream.seek(place)
            yield entry._replace(start=place, length=length, raw=stream.read(length) if entry.raw else b"")


def _wide(head: bytes) -> tuple[str, int]:
    """Tell UTF-16 by its mark, or by the NUL bytes between ASCII characters."""
    if head[:2] == b"\xff\xfe":
        return "utf-16-le", 2
    if head[:2] == b"\xfe\xff":
        return "utf-16-be", 2
    even, odd = head[:16:2], head[1:16:2]
    if len(odd) >= 2 and not any(odd) and all(even):
        return "utf-16-le", 0
    if len(odd) >= 2 and not any(even) and all(odd):
        return "utf-16-be", 0
    return "", 0


def _narrow(data: bytes, wide: str) -> bytes:
    # Half a surrogate pair becomes U+FFFD, which is as wide in UTF-16: ranges stay true.
    return data[: len(data) & ~1].decode(wide, "replace").encode()


def _width(narrow: bytes, wide: str) -> int:
    return len(narrow.decode().encode(wide))
