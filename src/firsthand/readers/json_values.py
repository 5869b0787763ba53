"""
Where JSON values lie in a stream of bytes, without trusting any of it.

Three layouts are told apart: a value on each line, one array around all values, and values that run over several
lines. The first is walked line by line, so that a broken line never swallows the next one; the others by counting
brackets outside strings. Nothing is decoded here. Memory is bounded by `RECORD_LIMIT`, whatever the input.

Byte ranges never include white space, separators or line ends around a value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, NamedTuple

RECORD_LIMIT = 50_000_000
"""Bytes. A longer record is passed over, not held."""

DEPTH_LIMIT = 200
"""Brackets within brackets. Real records have fewer than twenty."""

CHUNK = 1 << 20

_SPACE = b" \t\r\n"
_STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_IN_STRING = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_TO_BRACKET = re.compile(rb'[^"{}\[\]]*+(?:' + _STRING + rb'[^"{}\[\]]*+)*+', re.DOTALL)
_TO_BRACKET_OR_COMMA = re.compile(rb'[^"{}\[\],]*+(?:' + _STRING + rb'[^"{}\[\],]*+)*+', re.DOTALL)
_BETWEEN = re.compile(rb"[\s,]*+")
_WORD = re.compile(_STRING + rb"|[^\s,}\]]++", re.DOTALL)
_KEY = re.compile(rb"[\s,]*+(" + _STRING + rb")\s*+:\s*+", re.DOTALL)

_QUOTE, _COMMA, _BACKSLASH = b'",\\'
_CURLY, _SQUARE, _END_SQUARE = b"{[]"


class Value(NamedTuple):
    """
    One JSON value, or what should be one.

    Attributes:
        start, length: Byte range in the stream.
        raw: Its bytes; empty when `flaw` is ``too-large``.
        line: Line number from 1, or 0 where lines do not matter.
        flaw: Empty, ``too-large``, ``cut-off`` (the stream ends inside the value, or may do so),
            ``unclosed`` (nothing is cut, but the array never ends; `raw` is empty),
            ``trailing`` (bytes after the end of the array), or ``last`` (a last line without a line end,
            which may be whole or cut).
    """

    start: int
    length: int
    raw: bytes
    line: int = 0
    flaw: str = ""


class Nesting:
    """
    Counts brackets over pieces of a value, as they come.

    Attributes:
        depth: Open brackets now.
        deepest: The most that were open at once.
    """

    __slots__ = ("_escaped", "_quoted", "deepest", "depth")

    def __init__(self) -> None:
        self.depth = 0
        self.deepest = 0
        self._quoted = False
        self._escaped = False

    def end(self, piece: bytes, at: int = 0) -> int:
        """
        Find the end of the value that goes on at `at`.

        Returns:
            The index just behind the value; -1 when the piece ends first.
        """
        if self._quoted:
            at = self._leave_string(piece, at)
            if at < 0:
                return -1
        while True:
            ahead = _TO_BRACKET if self.depth else _TO_BRACKET_OR_COMMA
            at = _end(ahead, piece, at)
            if at == len(piece):
                return -1
            if piece[at] == _QUOTE:
                self._quoted = True
                self._escaped = _end(_IN_STRING, piece, at + 1) != len(piece)
                return -1
            if self.depth == 0 and piece[at] in (_COMMA, _END_SQUARE):
                return at
            at += 1
            if self._closes(piece[at - 1]):
                return at

    def _closes(self, bracket: int) -> bool:
        if bracket in (_CURLY, _SQUARE):
            self.depth += 1
            self.deepest = max(self.deepest, self.depth)
            return False
        if self.depth == 0:
            return False
        self.depth -= 1
        return self.depth == 0

    def _leave_string(self, piece: bytes, at: int) -> int:
        if self._escaped and piece:
            at += 1
            self._escaped = False
        at = _end(_IN_STRING, piece, at)
        if at >= len(piece):
            return -1
        if piece[at] == _BACKSLASH:
            self._escaped = True
            return -1
        self._quoted = False
        return at + 1


def too_deep(raw: bytes) -> bool:
    """Say whether brackets nest deeper than `DEPTH_LIMIT`. Most records are cleared by a count."""
    if len(raw) - len(raw.translate(None, b"{[")) <= DEPTH_LIMIT:
        return False
    nesting, at = Nesting(), 0
    while 0 <= at < len(raw) and nesting.deepest <= DEPTH_LIMIT:
        # After one value a broken record may hold another; a comma or bracket between them is stepped over.
        end = nesting.end(raw, at)
        at = end + 1 if end == at else end
    return nesting.deepest > DEPTH_LIMIT


class Lines(NamedTuple):
    """
    Lines that follow one another.

    Attributes:
        at: Where the first one begins; `passed`, where there is one, lies before it.
        first: Its number, from 1.
        raws: The lines without their ends, blank ones among them.
        ends: Size of the stream.
        passed: Bytes of a line over the limit that stands before them; 0 when there is none.
    """

    at: int
    first: int
    raws: list[bytes]
    ends: int
    passed: int = 0

    def halves(self) -> tuple[Lines, Lines]:
        """The same lines in two parts."""
        middle = len(self.raws) // 2
        front, back = self.raws[:middle], self.raws[middle:]
        at = self.at + sum(map(len, front)) + middle
        return self._replace(raws=front), Lines(at, self.first + middle, back, self.ends)

    def values(self) -> Iterator[Value]:
        """Each line as a value. Blank lines are passed over."""
        at, number, make = self.at, self.first, tuple.__new__
        if self.passed:
            yield Value(at - self.passed - 1, self.passed, b"", number - 1, "too-large")
        for line in self.raws:
            size = len(line)
            if line and line[0] > 32 and line[-1] > 32:
                yield make(Value, (at, size, line, number, "last" if at + size == self.ends else ""))
            elif raw := line.strip(_SPACE):
                yield Value(at + line.index(raw), len(raw), raw, number, "last" if at + size == self.ends else "")
            at += size + 1
            number += 1


def lines(stream: BinaryIO, at: int = 0, *, limit: int = RECORD_LIMIT) -> Iterator[Value]:
    """
    Walk a stream in which each line is a value. Blank lines are passed over.

    Args:
        stream: Read from `at` to its end.
        at: Where the first line begins, behind a byte order mark.
        limit: Longest line that is held, in bytes; no less than is read at once.
    """
    for some in batches(stream, at, limit=limit):
        yield from some.values()


def batches(stream: BinaryIO, at: int = 0, *, limit: int = RECORD_LIMIT) -> Iterator[Lines]:
    """Lines many at a time; arguments as for `lines`."""
    ends = stream.seek(0, 2)
    stream.seek(at)
    first = 1
    for raws, passed in _batches(stream, limit):
        if passed:
            at, first = at + passed + 1, first + 1
        yield Lines(at, first, raws, ends, passed)
        at, first = at + sum(map(len, raws)) + len(raws), first + len(raws)


def _batches(stream: BinaryIO, limit: int) -> Iterator[tuple[list[bytes], int]]:
    """Lines without their ends, many at a time; before them the size of a line over the limit, if one came first."""
    begun: list[bytes] = []
    size = 0
    while block := stream.read(CHUNK >> 2):
        batch = block.split(b"\n")
        size += len(batch[0])
        if size <= limit:
            begun.append(batch[0])
        if len(batch) == 1:
            continue
        batch[0] = b"".join(begun)
        begun = [batch.pop()]
        if size > limit:
            yield batch[1:], size
        else:
            yield batch, 0
        size = len(begun[0])
    if size > limit:
        yield [], size
    elif size:
        yield [b"".join(begun)], 0


def value_flaw(value: Value) -> tuple[str, str] | None:
    """The code and reason for which a value cannot be read, when its place in the stream alone decides it."""
    if value.flaw == "too-large":
        size = f"{value.length} bytes, more than the {RECORD_LIMIT} that a record may have"
        return "too-large", f"{size}; it stays in the file"
    if value.flaw == "cut-off":
        return "cut-off", "the file ends inside this record"
    if value.flaw == "trailing":
        return "not-json", "there are bytes behind the end of the list"
    return None


def elements(stream: BinaryIO, at: int, *, enclosed: bool = True, limit: int = RECORD_LIMIT) -> Iterator[Value]:
    """
    Walk the values of an array, or values that merely follow each other.

    Args:
        stream: Read from `at` on.
        at: Where the first value may begin, behind the opening bracket.
        enclosed: Whether a closing bracket ends it.
        limit: Longest value that is held, in bytes.
    """
    stream.seek(at)
    buffer, here, base = b"", 0, at
    while True:
        here = _end(_BETWEEN, buffer, here)
        if here == len(buffer):
            base += here
            buffer, here = stream.read(CHUNK), 0
            if not buffer:
                if enclosed:
                    yield Value(base, 0, b"", 0, "unclosed")
                return
        elif buffer[here] == _END_SQUARE:
            here += 1
            if enclosed:
                yield from _trailing(stream, buffer[here:], base + here, limit)
                return
        else:
            value, buffer, here, base = _element(stream, buffer, here, base, limit)
            yield value
            if value.flaw == "cut-off":
                return


def _element(stream: BinaryIO, buffer: bytes, here: int, base: int, limit: int) -> tuple[Value, bytes, int, int]:
    """Take one value that begins at ``buffer[here]``; give it with the buffer, place and base behind it."""
    nesting, start, held = Nesting(), base + here, bytearray()
    begin, end = here, nesting.end(buffer, here)
    while end < 0:
        if len(held) <= limit:
            held += buffer[begin:]
        base += len(buffer)
        buffer, begin = stream.read(CHUNK), 0
        if not buffer:
            flaw = "cut-off" if base - start <= limit else "too-large"
            raw = bytes(held) if flaw == "cut-off" else b""
            return Value(start, base - start, raw, 0, flaw), b"", 0, base
        end = nesting.end(buffer, 0)
    if base + end - start > limit:
        return Value(start, base + end - start, b"", 0, "too-large"), buffer, end, base
    raw = (bytes(held) + buffer[begin:end]).rstrip()
    return Value(start, len(raw), raw), buffer, end, base


def _trailing(stream: BinaryIO, rest: bytes, at: int, limit: int) -> Iterator[Value]:
    behind = rest + stream.read(limit)
    junk = behind.strip(_SPACE + b";\0")
    if junk:
        yield Value(at + behind.index(junk), len(junk), junk, 0, "trailing")


def values(stream: BinaryIO, at: int = 0) -> Iterator[Value]:
    """Walk a file of JSON values in whichever of the three layouts it has. A list on a line of its own is one value."""
    layout, begin = _layout(stream, at)
    if layout == "lines":
        return lines(stream, at)
    return elements(stream, begin, enclosed=layout == "array")


def line_batches(stream: BinaryIO, at: int = 0) -> Iterator[Lines] | None:
    """The lines of a file that has a value on each; None for another layout."""
    return batches(stream, at) if _layout(stream, at)[0] == "lines" else None


def opened(value: Value) -> Iterator[Value]:
    """The values in a list that stands on a line of its own."""
    for inner in elements(BytesIO(value.raw), 1):
        yield inner._replace(start=value.start + inner.start, line=value.line)


def _layout(stream: BinaryIO, at: int) -> tuple[str, int]:
    """Look at the first two lines that are not blank."""
    stream.seek(at)
    first, start = b"", at
    while not first and (line := stream.readline(CHUNK)):
        first = line.lstrip(_SPACE)
        start += len(line) - len(first)
    second = b""
    while line[-1:] == b"\n" and not second and (more := stream.readline(CHUNK)):
        second = more.strip(_SPACE)
    return _shape(first, second), start + (first[:1] == b"[")


def _shape(first: bytes, second: bytes) -> str:
    whole = first.rstrip(_SPACE)
    if first[:1] == b"[" and not (whole[-1:] == b"]" and second):
        return "array"
    # A cut first line must not make one long value of a file of lines: the second line decides.
    if first[:1] == b"{" and whole[-1:] in (b"{", b"[", b",") and second and not _closed(second):
        return "spread"
    return "lines"


def _closed(raw: bytes) -> bool:
    return Nesting().end(raw) == len(raw)


def members(raw: bytes, parts: dict[str, bytes]) -> dict[str, int]:
    """
    Find where the values of an object begin.

    Args:
        raw: An object that decodes; of another, the keys up to where it stops making sense, or to the first that holds an
            object or array which never closes.
        parts: Its values by key, as a decoder gave them; where a key stands twice, the last one.

    Returns:
        For each key the place of its (last) value in `raw`; nothing when no object begins there.
    """
    if b"{" not in raw:
        return {}
    keys = list(parts)
    found: dict[str, int] = {}
    here, turn = raw.find(b"{") + 1, 0
    if not here:
        return found
    while match := _KEY.match(raw, here):
        here = match.end()
        key = keys[turn] if turn < len(keys) else ""
        end = here + len(parts[key]) if key else 0
        # Keys come in their order unless one stands twice or is written with escapes; then brackets are counted.
        if not (end and match[1] == b'"%b"' % key.encode() and _is_whole(raw, here, end, parts[key])):
            key, end = _key(match[1]), _value_end(raw, here)
        found[key] = here
        if end < 0:
            break  # what stands behind it stands inside it
        here, turn = end, turn + 1
    return found


def _key(quoted: bytes) -> str:
    try:
        return str(json.loads(quoted, strict=False))
    except ValueError:
        # A damaged key names nothing that is looked for.
        return ""


def _is_whole(raw: bytes, start: int, end: int, value: bytes) -> bool:
    return raw[start:end] == value and raw[end : end + 1] in (b",", b"}", b" ", b"\t", b"\r", b"\n")


def _value_end(raw: bytes, at: int) -> int:
    """The place behind a value; -1 when it is an object or array that never closes."""
    if raw[at : at + 1] in (b"{", b"["):
        return Nesting().end(raw, at)
    # A bare word or string: it ends before the comma or bracket behind it.
    word = _WORD.match(raw, at)
    return word.end() if word else len(raw)


def array_places(raw: bytes, sizes: list[int], at: int) -> list[int]:
    """
    Find where the elements of an array begin.

    Args:
        raw: Holds the array.
        sizes: Bytes of each element, in order.
        at: Where the array begins, at its bracket.
    """
    places, here = [], at + 1
    for size in sizes:
        here = _end(_BETWEEN, raw, here)
        places.append(here)
        here += size
    return places


def _end(pattern: re.Pattern[bytes], piece: bytes, at: int) -> int:
    match = pattern.match(piece, at)
    return match.end() if match else at
