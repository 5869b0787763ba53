"""
Find the elements of an array inside a large JSON document, without holding the document.

Rules:
    - One chunk of the file is in memory at a time (256 KiB at most), whatever the document's size or nesting.
    - The scanner knows strings, brackets and commas; it does not check numbers, literals or escapes. What it calls an
      element is for a JSON decoder to judge. So one bad element does not spoil the next one.
    - Every byte is looked at once per pass: a string that crosses chunks is carried as a state, never scanned again.
    - A bracket closed by the other kind, a missing comma or colon, or a document that ends early cannot be stepped
      over: the scanner says where and stops. All elements before it stand.

Known ugliness: a missing closing quote turns the rest of the document inside out. The scanner notices at the first
place where the brackets no longer fit, which may be a few elements late.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import BinaryIO, NamedTuple

MAX_DEPTH = 200
MAX_ELEMENT_BYTES = 50_000_000
MAX_KEY_BYTES = 1024

_FIRST_CHUNK = 4096
_CHUNK = 1 << 18

_OBJECT, _ARRAY, _QUOTE, _COMMA, _COLON = b'{["' + b",:"
_OBJECT_END, _ARRAY_END = b"}]"
_CLOSER = {_OBJECT: _OBJECT_END, _ARRAY: _ARRAY_END}

_BLANK = re.compile(rb"[ \t\r\n]*")
_JOINT = re.compile(rb"[ \t\r\n]{0,64},[ \t\r\n]{0,64}\{")
# Possessive, so that a failed match never tries again and time stays linear in the bytes.
_FLAT = re.compile(rb'[^"{}\[\]]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^"{}\[\]]*+)*+', re.DOTALL)


def _shallow(depth: int) -> bytes:
    """A pattern for a whole object or array of so many levels at most, in which every bracket has its fellow."""
    inside = _FLAT.pattern
    if depth > 1:
        inside += b"(?:" + _shallow(depth - 1) + _FLAT.pattern + b")*+"
    return rb"(?:\{" + inside + rb"\}|\[" + inside + rb"\])"


_SHALLOW_DEPTH = 3
_SHALLOW = re.compile(_shallow(_SHALLOW_DEPTH), re.DOTALL)
_STRING_PART = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
_WORD = re.compile(rb'[^,\]}\[{":\s]*')

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Span(NamedTuple):
    """
    One element of an array.

    Attributes:
        start, end: Byte range in the stream, ``end`` exclusive.
        problem: Empty, or why the element cannot be used: ``too-large``, ``too-deep``; and for the rest of the
            document from ``start`` on: ``cut-off``, ``not-json``, ``utf-16``. Nothing follows those three.
    """

    start: int
    end: int
    problem: str = ""


Resume = Callable[[int, int], int]
"""Given where the damaged element begins and where it was noticed: offset of a comma before a sound one, or -1."""


class Guesses(NamedTuple):
    """
    What may be elements of an array (`Cursor.guess`).

    Attributes:
        raws, starts: Bytes and place of each.
        gap: Bytes between two of them.
        end: Where the bytes end that were looked at.
    """

    raws: list[bytes]
    starts: list[int]
    gap: int
    end: int


class Broken(Exception):
    """
    The document cannot be followed further.

    Attributes:
        code: ``cut-off`` or ``not-json``.
        at: Byte offset where it was noticed.
    """

    def __init__(self, code: str, at: int) -> None:
        super().__init__(f"{code} at byte {at}")
        self.code = code
        self.at = at


def is_utf16(head: bytes) -> bool:
    """Tell UTF-16 (or UTF-32) by its mark, or by the zero byte that every JSON document in it begins with."""
    return head[:2] in _UTF16_MARKS or (len(head) > 1 and 0 in head[:2])


class Cursor:
    """
    A place in a JSON document that moves forward only.

    Args:
        stream: Seekable. The cursor seeks before each of its reads, so others may use the stream in between.
        start: Byte offset of a value, or of the file's beginning (a UTF-8 mark is stepped over).

    All methods raise `Broken` when the document ends or stops being JSON.
    """

    def __init__(self, stream: BinaryIO, start: int = 0) -> None:
        self._stream = stream
        self._base = start
        self._buffer = b""
        self._at = 0
        self._next_chunk = _FIRST_CHUNK
        if start == 0 and self._refill() and self._buffer.startswith(b"\xef\xbb\xbf"):
            self._at = 3

    @property
    def place(self) -> int:
        """Byte offset of the next unread byte."""
        return self._base + self._at

    def kind(self) -> str:
        """Step over blanks and say what begins here: ``object``, ``array``, ``string``, ``word``, ``other``."""
        byte = self._peek()
        if byte == _OBJECT:
            return "object"
        if byte == _ARRAY:
            return "array"
        if byte == _QUOTE:
            return "string"
        return "other" if byte in (_COMMA, _COLON, _OBJECT_END, _ARRAY_END) else "word"

    def bytes_between(self, start: int, end: int) -> bytes:
        """Give bytes that the cursor has passed, from the chunk in memory where possible."""
        if start >= self._base and end <= self._base + len(self._buffer):
            return self._buffer[start - self._base : end - self._base]
        self._stream.seek(start)
        return self._stream.read(end - start)

    def fields(self) -> Iterator[str]:
        """
        Step into an object and give each key, with the cursor before its value.

        A value that the caller does not step into is skipped. Keys longer than `MAX_KEY_BYTES` come out empty.
        """
        self._take(_OBJECT)
        if self._peek() == _OBJECT_END:
            self._at += 1
            return
        while True:
            key = self._key()
            self._take(_COLON)
            self._peek()
            before = self.place
            yield key
            if self.place == before:
                self.skip()
            if self._after_value(_OBJECT_END):
                return

    def items(self) -> Iterator[int]:
        """Step into an array and give the offset of each element, with the cursor before it; else as `fields`."""
        more = self.enter_array()
        while more:
            self._peek()
            before = self.place
            yield before
            if self.place == before:
                self.skip()
            more = self.next_element()

    def enter_array(self) -> bool:
        """Step into an array; false when it is empty (and left again)."""
        self._take(_ARRAY)
        if self._peek() != _ARRAY_END:
            return True
        self._at += 1
        return False

    def next_element(self) -> bool:
        """Step over the comma after an element, or out of the array: then false."""
        return not self._after_value(_ARRAY_END)

    def jump(self, place: int) -> None:
        """Go on from another place, before or after this one, as if the cursor had come there by itself."""
        if self._base <= place < self._base + len(self._buffer):
            self._at = place - self._base
        else:
            self._base, self._buffer, self._at = place, b"", 0

    def guess(self) -> Guesses:
        """
        Elements that seem to follow the one that the cursor has just passed, as far as the chunk in memory goes.

        They are cut at what stands between this element and the next, and none of them was looked into: a guess is right when all
        guesses before it were, and it decodes.
        """
        end = self._base + len(self._buffer)
        joint = _JOINT.match(self._buffer, self._at)
        if joint is None:
            return Guesses([], [], 0, end)
        gap = joint.end() - self._at - 1
        parts = self._buffer[joint.end() :].split(b"}" + joint[0])
        parts.pop()  # it may go on in the next chunk
        raws = [b"{" + part + b"}" for part in parts]
        steps = [len(raw) + gap for raw in raws]
        return Guesses(raws, list(accumulate(steps[:-1], initial=self.place + gap)) if raws else [], gap, end)

    def skip(self) -> int:
        """
        Step over one value.

        Returns:
            How many brackets deep it was, or `_SHALLOW_DEPTH` when it was no deeper; 0 for a string, number or word.
        """
        byte = self._peek()
        if byte in _CLOSER:
            # Most elements are shallow and lie in one chunk: one match instead of a step for each bracket.
            if shallow := _SHALLOW.match(self._buffer, self._at):
                self._at = shallow.end()
                return _SHALLOW_DEPTH
            return self._skip_nested()
        if byte == _QUOTE:
            self._at += 1
            self._finish_string()
            return 0
        before = self.place
        while True:
            match = _WORD.match(self._buffer, self._at)
            assert match is not None
            self._at = match.end()
            if self._at < len(self._buffer):
                break
            if not self._refill():
                raise Broken("cut-off", self.place)
        if self.place == before:
            raise Broken("not-json", before)
        return 0

    def _skip_nested(self) -> int:
        # Kinds of open brackets down to the allowed depth; below that only their number is kept, so that a file of
        # brackets costs no memory.
        expected = bytearray()
        beyond = deepest = 0
        buffer, at, run = self._buffer, self._at, _FLAT.match
        while True:
            match = run(buffer, at)
            assert match is not None
            at = match.end()
            if at >= len(buffer):
                self._at = at
                if not self._refill():
                    raise Broken("cut-off", self.place)
                buffer, at = self._buffer, self._at
                continue
            byte = buffer[at]
            at += 1
            if byte == _QUOTE:
                self._at = at
                self._finish_string()
                buffer, at = self._buffer, self._at
            elif byte in _CLOSER:
                if len(expected) <= MAX_DEPTH:
                    expected.append(_CLOSER[byte])
                else:
                    beyond += 1
                if len(expected) + beyond > deepest:
                    deepest = len(expected) + beyond
            elif beyond:
                beyond -= 1
            elif expected.pop() != byte:
                self._at = at
                raise Broken("not-json", self.place - 1)
            if not expected:
                self._at = at
                return deepest

    def _finish_string(self) -> None:
        while True:
            match = _STRING_PART.match(self._buffer, self._at)
            assert match is not None
            self._at = match.end()
            if self._at < len(self._buffer) and self._buffer[self._at] == _QUOTE:
                self._at += 1
                return
            # What stops a part is a quote, the chunk's end, or a backslash as the chunk's last byte.
            escaped = self._at < len(self._buffer)
            if not self._refill():
                raise Broken("cut-off", self.place + int(escaped))
            self._at = int(escaped)

    def _key(self) -> str:
        if self._peek() != _QUOTE:
            raise Broken("not-json", self.place)
        start = self.place + 1
        self._at += 1
        self._finish_string()
        end = self.place - 1
        if end - start > MAX_KEY_BYTES:
            return ""
        return self.bytes_between(start, end).decode("utf-8", "replace")

    def _after_value(self, closer: int) -> bool:
        byte = self._peek()
        if byte not in (_COMMA, closer):
            raise Broken("not-json", self.place)
        self._at += 1
        return byte == closer

    def _take(self, byte: int) -> None:
        if self._peek() != byte:
            raise Broken("not-json", self.place)
        self._at += 1

    def _peek(self) -> int:
        while True:
            match = _BLANK.match(self._buffer, self._at)
            assert match is not None
            self._at = match.end()
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._refill():
                raise Broken("cut-off", self.place)

    def _refill(self) -> bool:
        """Put the next chunk in place of the one that is read up; false at the end of the file."""
        end = self._base + len(self._buffer)
        self._stream.seek(end)
        chunk = self._stream.read(self._next_chunk)
        if not chunk:
            return False
        self._base, self._buffer, self._at = end, chunk, 0
        self._next_chunk = min(self._next_chunk * 4, _CHUNK)
        return True


def spans(cursor: Cursor, resume: Resume | None = None) -> Iterator[Span]:
    """
    Give the elements of the array before the cursor.

    Args:
        resume: For formats whose elements can be known by their first bytes: asked with the range of the damage, it
            says where a comma stands before a sound element, or -1. Between yields a caller may do the same with
            `Cursor.jump`.

    Raises:
        Broken: The array cannot be followed further. If that happened inside an element, a `Span` with the problem
            came first.
    """
    if not cursor.enter_array():
        return
    more = True
    while more:
        cursor.kind()
        start = cursor.place
        try:
            depth = cursor.skip()
        except Broken as broken:
            again = resume(start, broken.at) if resume else -1
            yield Span(start, again if again >= 0 else broken.at, "not-json" if again >= 0 else broken.code)
            if again < 0:
                raise
            cursor.jump(again)
        else:
            yield _judged(start, cursor.place, depth)
        try:
            more = cursor.next_element()
        except Broken as broken:
            again = resume(broken.at, broken.at) if resume and broken.code == "not-json" else -1
            if again < 0:
                raise
            yield Span(broken.at, again, "not-json")
            cursor.jump(again)
            more = cursor.next_element()


def _judged(start: int, end: int, depth: int) -> Span:
    if end - start > MAX_ELEMENT_BYTES:
        return Span(start, end, "too-large")
    return Span(start, end, "too-deep" if depth > MAX_DEPTH else "")


def search(stream: BinaryIO, pattern: re.Pattern[bytes], start: int) -> tuple[int, bytes]:
    """
    Look for a pattern in the rest of a file, a chunk at a time.

    Args:
        pattern: Matches no more than `MAX_KEY_BYTES`.

    Returns:
        Offset and bytes of the first match; -1 and nothing when there is none.
    """
    while True:
        stream.seek(start)
        chunk = stream.read(_CHUNK)
        match = pattern.search(chunk)
        if match:
            return start + match.start(), match[0]
        if len(chunk) <= MAX_KEY_BYTES:
            return -1, b""
        start += len(chunk) - MAX_KEY_BYTES


def elements(stream: BinaryIO, path: Sequence[str] = ()) -> Iterator[Span]:
    """
    Give the byte ranges of the elements of arrays in a JSON document.

    Args:
        stream: Seekable, UTF-8 with or without a mark.
        path: Keys that lead from the top to the array; ``*`` stands for every element of an array on the way.
            ``("chats", "list", "*", "messages")`` gives the messages of all chats. Empty: the document is the array.

    Returns:
        Spans in the order of the file. Never raises on bad data: see `Span.problem`.
    """
    stream.seek(0)
    if is_utf16(stream.read(4)):
        yield Span(0, stream.seek(0, 2), "utf-16")
        return
    inside = False
    try:
        for span in _follow(Cursor(stream), tuple(path)):
            inside = span.problem in ("cut-off", "not-json")
            yield span
    except Broken as broken:
        end = stream.seek(0, 2)
        if not inside and broken.at < end:
            yield Span(broken.at, end, broken.code)
        elif not inside:
            yield Span(end, end, broken.code)


def _follow(cursor: Cursor, path: tuple[str, ...]) -> Iterator[Span]:
    kind = cursor.kind()
    if not path:
        if kind == "array":
            yield from spans(cursor)
    elif path[0] == "*" and kind == "array":
        for _ in cursor.items():
            yield from _follow(cursor, path[1:])
    elif kind == "object":
        for key in cursor.fields():
            if key == path[0]:
                yield from _follow(cursor, path[1:])
