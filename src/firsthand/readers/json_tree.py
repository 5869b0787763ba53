"""
Where the items of a JSON document stand when they lie in trees: answers of programs that nest lists in lists.

`json_items` gives the elements of lists at the top. Here a small table of rules says which keys lead to items, at any
depth. What no rule names is passed over by counting brackets, so hostile depth costs nothing. Where a document is cut or
damaged, the rest goes to `json_items`, which finds the next element that can be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from firsthand.readers.json_items import (
    NOTHING,
    Mender,
    Piece,
    Unreadable,
    after_filler,
    decode,
    next_key,
    pieces,
    value_end,
)
from firsthand.readers.json_values import lines, value_flaw
from firsthand.readers.member_text import MemberText

TAKE: Final = "take"
"""The state of a value that is an item."""

NOTE: Final = "note:"
"""The state of a value that is no item and is told all the same: what a page says of the next one."""

EACH: Final = "[]"
"""Stands in the rules for the elements of an array."""

DEPTH_LIMIT = 4096
"""Containers entered at once; a thread of answers is rarely deeper than a hundred."""

Rules = Mapping[tuple[str, str], str]
"""From a state and a key (or `EACH`) to the state of the value under it. The state at the top is empty."""


class _Frame(NamedTuple):
    state: str
    start: int
    array: bool
    held: list[int]
    first: list[int]


def walk(data: bytes, rules: Rules, leaves: frozenset[str] = frozenset()) -> Iterator[Piece]:
    """
    Give the items of one or more JSON documents that follow each other, in order, with their places.

    Args:
        data: JSON; may be cut off or damaged.
        rules: What to enter and what to take. A document at the top in which no rule took anything is one item itself.
        leaves: States whose objects are items themselves when nothing in them was taken.

    Returns:
        Pieces whose `key` is the state of the container around them, or `NOTE` and the key of a note. A piece without length
        stands where the data end before everything is closed.
    """
    stack: list[_Frame] = []
    mender = Mender(data)
    pos = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    while True:
        pos = after_filler(data, pos)
        first = data[pos : pos + 1]
        if not first:
            if stack:
                yield from _rest(data, _begun(stack, len(data)))
            return
        if stack and first == (b"]" if stack[-1].array else b"}"):
            frame = stack.pop()
            pos += 1
            if not frame.held and (not stack or frame.state in leaves) and not frame.array:
                yield _closed(data, frame.state, frame.start, pos)
                _hold(stack)
            continue
        key = EACH
        if stack and not stack[-1].array:
            found = next_key(data, pos)
            if not found:
                yield from _rest(data, _begun(stack, pos))
                return
            key, pos = found
            first = data[pos : pos + 1]
        state = _state(stack, key, rules, first)
        if state not in ("", TAKE, NOTE) and first in (b"{", b"[") and len(stack) < DEPTH_LIMIT:
            if first == b"[" and rules.get((state, EACH)) == TAKE:
                # A list of items that holds none is no item itself.
                _hold(stack)
            stack.append(_Frame(state, pos, first == b"[", [], []))
            pos += 1
            continue
        end = value_end(data, pos) if first else -1
        if state == TAKE and stack[-1].array:
            piece = _closed(data, stack[-1].state, pos, end) if end > 0 else None
            if piece is None or piece.value is NOTHING:
                pos = yield from mender.elements(stack[-1].state, pos, stack[-1].first[0] if stack[-1].first else pos)
                if pos < 0:
                    return
                stack.pop()
                continue
            yield piece
            stack[-1].first.append(pos)
            del stack[-1].first[1:]
            _hold(stack)
        elif state == TAKE or not stack:
            if end < 0:
                yield from _rest(data, pos)
                return
            yield _closed(data, stack[-1].state if stack else "", pos, end)
            _hold(stack)
        elif state == NOTE and end > 0:
            yield _closed(data, NOTE + key, pos, end)
        elif end < 0:
            yield from _rest(data, _begun(stack, len(data)))
            return
        pos = end


def _state(stack: list[_Frame], key: str, rules: Rules, first: bytes) -> str:
    if stack:
        return rules.get((stack[-1].state, key), "")
    return "top" if first in (b"{", b"[") else ""


def _begun(stack: list[_Frame], pos: int) -> int:
    """Where the item began that may be one itself and holds none yet; `pos` when there is no such item."""
    return next((frame.start for frame in stack if not frame.held and not frame.array), pos)


def _hold(stack: list[_Frame]) -> None:
    """Note in every container around it that an item was taken."""
    for frame in reversed(stack):
        if frame.held:
            return
        frame.held.append(1)


def _closed(data: bytes, state: str, start: int, end: int) -> Piece:
    try:
        value = decode(data[start:end])
    except Unreadable:
        value = NOTHING
    return Piece(state, start, end, value, True)


def _rest(data: bytes, pos: int) -> Iterator[Piece]:
    """What can still be read of a document that does not close: from the next bracket on, as a list."""
    start = data.find(b"{", pos)
    if start < 0:
        end = len(data.rstrip(b" \t\r\n,")) if pos < len(data) else pos
        yield Piece("", pos, max(end, pos), NOTHING, False)
        return
    if data[pos:start].strip(b" \t\r\n,"):
        yield Piece("", pos, start, NOTHING, False)
    for piece in pieces(b"[" + data[start:], frozenset()):
        yield piece._replace(start=piece.start + start - 1, end=piece.end + start - 1)


class Placed(NamedTuple):
    """
    One item of a member, or why there is none.

    Attributes:
        n, start, raw: As in `Item`; a note has the number of the item before it.
        length: Bytes; differs from the length of `raw` only where that is too large to hold.
        key: The state of the container around it.
        value: Decoded; NOTHING where it cannot be.
        code, why: Empty, or for what it is rejected. Code ``cut-off`` without length says that the member ends early.
    """

    n: int
    start: int
    length: int
    raw: bytes
    key: str
    value: object
    code: str = ""
    why: str = ""


def placed(text: MemberText, rules: Rules, leaves: frozenset[str], limit: int) -> Iterator[Placed]:
    """
    Walk a member: a value on each line, or one document.

    Args:
        rules, leaves: As for `walk`.
        limit: Bytes of the largest document that is read whole.
    """
    n = 0
    if _is_lines(text):
        for line in lines(text.stream, text.start):
            if flaw := value_flaw(line):
                n += 1
                yield Placed(n, line.start, line.length, b"", "", NOTHING, flaw[0], flaw[1])
                continue
            for piece in walk(line.raw, rules, leaves):
                n += _counts(piece)
                yield _placed(n, line.start, piece, line.raw)
        return
    size = text.stream.seek(0, 2)
    if size > limit:
        yield Placed(
            1, 0, 0, b"", "", NOTHING, "too-large",
            f"one JSON document of {size} bytes; the limit is {limit}. Save it as JSON Lines",
        )  # fmt: skip
        return
    text.stream.seek(0)
    data = text.stream.read()
    for piece in walk(data, rules, leaves):
        n += _counts(piece)
        yield _placed(n, 0, piece, data)


def _counts(piece: Piece) -> bool:
    return piece.start < piece.end and not piece.key.startswith(NOTE)


def _is_lines(text: MemberText) -> bool:
    text.stream.seek(text.start)
    head = text.stream.read(1 << 20).lstrip()
    line, newline, more = head.partition(b"\n")
    if not line.startswith(b"{") or not newline or not more.strip():
        return False
    try:
        return isinstance(decode(line), dict)
    except Unreadable:
        return False


def _placed(n: int, at: int, piece: Piece, data: bytes) -> Placed:
    raw = data[piece.start : piece.end]
    row = Placed(n, at + piece.start, len(raw), raw, piece.key, piece.value)
    if not piece.closed:
        return row._replace(
            value=NOTHING, code="cut-off", why="it begins and does not end; the file was cut or damaged"
        )
    if piece.value is NOTHING:
        return row._replace(code="not-json", why="these bytes are no JSON in UTF-8")
    return row
