"""
Where the items of a JSON document stand, byte by byte, even when the document is cut off or damaged.

A JSON library gives values without places and gives nothing at all for a document that lacks its last brace. Here the
brackets are walked once; each element of the wanted lists is decoded on its own. Where an element cannot be closed or
decoded, the walk goes on at the next place that begins as the first element of the list began; the work spent on such
repairs is limited, so hostile input stays linear.

Known ugliness: inside a damaged region a nested object may be taken for an element. It then comes out as a value that
the reader rejects; bytes are never lost, for the ranges of the pieces follow one another.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from typing import Final, NamedTuple

import msgspec

from firsthand.readers.json_fit import Flaw, clean_all, read_loosely
from firsthand.readers.json_values import Nesting

MAX_DOCUMENT = 1 << 30
"""Bytes of one JSON document that is read whole."""

_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_SCALAR = re.compile(rb'[^\s,\]}"\[{]+')
_FILLER = re.compile(rb"[\s,]*")
_KEY = re.compile(rb'\s*,?\s*("(?:[^"\\]|\\.){0,1024}")\s*:\s*', re.DOTALL)
_BEGIN = re.compile(rb'\{\s*"[^"\\]{0,64}"')
_REPAIRS = 8


class Unreadable(ValueError):
    """These bytes are not one JSON value."""


class _Nothing:
    """What stands in `Piece.value` when there is no value."""


NOTHING: Final = _Nothing()


class Piece(NamedTuple):
    """
    One element that a document lists.

    Attributes:
        key: The list it stands in, ``""`` for the top of the document.
        start, end: Byte range.
        value: Decoded, or `NOTHING` where it cannot be.
        closed: False when the data end (or the next element begins) before the element does.

    A piece without length stands at the end of a document that was cut between two elements.
    """

    key: str
    start: int
    end: int
    value: object
    closed: bool


def decode(raw: bytes) -> object:
    """
    Decode one JSON value.

    What careless programs write is let through, as in `json_fit`; lone surrogates, which no text may hold, become U+FFFD.

    Raises:
        Unreadable: It is no JSON, not UTF-8, or nested too deep.
    """
    try:
        return msgspec.json.decode(raw)
    except (ValueError, RecursionError):
        pass
    read = read_loosely(raw)
    if isinstance(read, Flaw):
        raise Unreadable(read.why)
    return clean_all(read)


def _attempt(raw: bytes) -> object:
    try:
        return decode(raw)
    except Unreadable:
        return NOTHING


def next_key(data: bytes, pos: int) -> tuple[str, int] | None:
    """The key of an object that stands here, and where its value begins; None when no key does."""
    match = _KEY.match(data, pos)
    return (match.group(1)[1:-1].decode("utf-8", "replace"), match.end()) if match else None


def value_end(data: bytes, start: int) -> int:
    """The end of the value that begins here; -1 when the data end first."""
    first = data[start : start + 1]
    if first == b'"':
        match = _STRING.match(data, start)
        return match.end() if match else -1
    if first not in (b"{", b"["):
        match = _SCALAR.match(data, start)
        return match.end() if match else start + 1
    return Nesting().end(data, start)


class _Walk:
    def __init__(self, data: bytes, lists: frozenset[str], inner: frozenset[str]) -> None:
        self.data = data
        self.lists = lists
        self.inner = inner
        self.budget = _REPAIRS * len(data) + 1_000_000

    def top(self) -> Iterator[Piece]:
        pos = 3 if self.data.startswith(b"\xef\xbb\xbf") else 0
        while (pos := after_filler(self.data, pos)) < len(self.data):
            first = self.data[pos : pos + 1]
            if first == b"[":
                end = yield from self.elements("", pos + 1)
                pos = end if end > 0 else len(self.data)
            elif first == b"{":
                listed: list[bool] = []
                end = yield from self.members(pos, listed)
                if not listed:
                    end = end if end > 0 else value_end(self.data, pos)
                    yield self.whole(pos, end)
                pos = end if end > 0 else len(self.data)
            else:
                # A stray bracket or scalar at the top: one piece up to where a value may begin again.
                found = [at for at in (self.data.find(b"[", pos + 1), self.data.find(b"{", pos + 1)) if at > 0]
                end = min(found, default=len(self.data))
                yield Piece("", pos, _trim(self.data, pos, end), NOTHING, False)
                pos = end

    def whole(self, start: int, end: int) -> Piece:
        stop = end if end > 0 else _trim(self.data, start, len(self.data))
        return Piece("", start, stop, _attempt(self.data[start:stop]) if end > 0 else NOTHING, end > 0)

    def members(self, start: int, listed: list[bool]) -> Generator[Piece, None, int]:
        """Walk one object; gives the pieces of its wanted lists and returns its end, or -1."""
        data, pos = self.data, start + 1
        while found := next_key(data, pos):
            key, pos = found
            first = data[pos : pos + 1]
            if first == b"[" and key in self.lists:
                listed.append(True)
                pos = yield from self.elements(key, pos + 1)
            elif first == b"{" and key in self.inner:
                pos = yield from self.members(pos, listed)
            else:
                pos = value_end(data, pos) if first else -1
            if pos < 0:
                return -1
        pos = after_filler(data, pos)
        return pos + 1 if data[pos : pos + 1] == b"}" else -1

    def elements(self, key: str, pos: int, begin: bytes | None = None) -> Generator[Piece, None, int]:
        """Walk one list; gives its elements and returns its end, or -1 when the data end first."""
        data = self.data
        closed = True
        while True:
            pos = after_filler(data, pos)
            first = data[pos : pos + 1]
            if not first:
                if closed:
                    yield Piece(key, len(data), len(data), NOTHING, False)
                return -1
            if first == b"]":
                return pos + 1
            if first == b"}":
                pos += 1
                continue
            if begin is None and (match := _BEGIN.match(data, pos)):
                begin = match.group()
            end = value_end(data, pos)
            value = _attempt(data[pos:end]) if end > 0 else NOTHING
            closed = end > 0
            if value is NOTHING:
                limit = end if end > 0 else len(data)
                again = self.next_begin(begin, pos + 1, limit)
                if again > 0:
                    end, closed = again, False
                elif end < 0:
                    end = len(data)
            yield Piece(key, pos, _trim(data, pos, end), value, closed)
            pos = end

    def next_begin(self, begin: bytes | None, start: int, limit: int) -> int:
        """Where an element begins as the first of the list began, after a comma; 0 when nowhere."""
        self.budget -= limit - start
        if begin is None or self.budget < 0:
            return 0
        data, at = self.data, start
        while (at := data.find(begin, at, limit)) > 0:
            back = at - 1
            while back > start and data[back] in b" \t\r\n":
                back -= 1
            if data[back] == 0x2C:
                return at
            at += 1
        return 0


def after_filler(data: bytes, pos: int) -> int:
    """Where the next value may begin: behind white space and commas."""
    match = _FILLER.match(data, pos)
    return match.end() if match else pos


def _trim(data: bytes, start: int, end: int) -> int:
    while end > start + 1 and data[end - 1] in b" \t\r\n,":
        end -= 1
    return end


class Mender:
    """Reads what is left of damaged lists in one document. The work for all of them together is limited."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._walk = _Walk(data, frozenset(), frozenset())

    def elements(self, key: str, pos: int, first: int) -> Generator[Piece, None, int]:
        """
        Give the elements of one list from a place in it on.

        Args:
            pos: Where an element begins.
            first: Where the first element of the list begins: what follows damage is found by its likeness to that one.

        Returns:
            The end of the list, or -1 when the data end first.
        """
        match = _BEGIN.match(self.data, first)
        return (yield from self._walk.elements(key, pos, match.group() if match else None))


def pieces(data: bytes, lists: frozenset[str], inner: frozenset[str] = frozenset()) -> Iterator[Piece]:
    """
    Give the elements that a document lists, in order, with their places.

    Args:
        data: The document; several values after one another are read as several.
        lists: Keys of the top object whose arrays hold the elements. An object without them is one element itself.
        inner: Keys of the top object whose objects may hold such lists too (a first page, for example).
    """
    return _Walk(data, lists, inner).top()
