"""
Rows of a delimited text file, each with its exact bytes.

The csv module of the standard library gives no places and guesses the dialect by a method that changes with the
sample; here both are small and deterministic.

Rules:
    - A quoted cell begins with a quote at the start of a cell and ends with a quote before a delimiter or a line end;
      a doubled quote inside is one quote. Anything else is literal: quotes in the middle of words stay words.
    - A quoted cell may hold line ends. Where its end is never found, only its first line is given up, not the file.
    - The delimiter is the one by which the header and most of the first rows have equally many cells, at least two.
    - In a tab-separated file quotes are literal, unless some quoted cell needs them (holds a tab, a line end or a
      doubled quote) or the header is quoted: many programs write tabs without any quoting.
    - Text is UTF-8, or UTF-16 when a byte-order mark says so. Other encodings are not guessed.
"""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

MAX_RECORD = 50_000_000
"""Bytes of one row."""

SAMPLE = 1 << 18
"""Bytes at the beginning from which the dialect is told."""

_DELIMITERS = (b",", b"\t", b";", b"|")
_SAMPLE_ROWS = 60
_QUOTED = re.compile(rb' *"((?:[^"]++|"")*+)" *')
_CLOSER = re.compile(rb'((?:[^"]++|"")*+)" *')
_OPENER = re.compile(rb' *"')
_SEP_LINE = re.compile(rb'"?sep=([,;|\t])"?', re.IGNORECASE)


class Dialect(NamedTuple):
    """
    How a file writes its rows.

    Attributes:
        delimiter: One byte.
        quoting: Whether quotes around a cell are marks.
        encoding: ``utf-8``, ``utf-16-le`` or ``utf-16-be``.
        start: Where the first row begins, after a byte-order mark and a ``sep=`` line.
        line_end: ``\\n``, or ``\\r`` in files of old systems.
        first: Number of the first row, as a spreadsheet counts.
    """

    delimiter: bytes
    quoting: bool = True
    encoding: str = "utf-8"
    start: int = 0
    line_end: bytes = b"\n"
    first: int = 1


class Row(NamedTuple):
    """
    One row.

    Attributes:
        n: Number as a spreadsheet counts, the header included.
        start, length, raw: Its bytes in the file, without the line end.
        cells: Empty where the row cannot be read.
        problem: ``""``, ``bad-encoding``, ``open-quote``, ``too-long``.
    """

    n: int
    start: int
    length: int
    raw: bytes
    cells: tuple[str, ...]
    problem: str = ""


class _Line(NamedTuple):
    """A line of the file: its bytes, and in UTF-8 its body (None when it cannot be decoded) and its line end."""

    start: int
    raw: bytes
    body: bytes | None
    end: bytes = b""
    end_length: int = 0
    whole: bool = True

    @property
    def bare(self) -> bytes:
        """The bytes without the line end, which in UTF-16 is twice as long as in UTF-8."""
        return self.raw[: len(self.raw) - self.end_length]


def dialect(head: bytes, complete: bool) -> tuple[Dialect, list[Row]] | None:
    """
    Tell how a file writes its rows.

    Args:
        head: Its first bytes.
        complete: Whether that is all of it; else the last row of the head is left out.

    Returns:
        The dialect and the first rows, or None where no delimiter makes a table.
    """
    base = _base(head)
    if base is None:
        return None
    best: tuple[tuple[float, int], Dialect, list[Row]] | None = None
    given = next(_lines(io.BytesIO(head), base), None)
    sep = _SEP_LINE.fullmatch(given.body or b"") if given else None
    if given and sep:
        base = base._replace(start=given.start + len(given.raw), first=2)
    first = next(_lines(io.BytesIO(head), base), None)
    for delimiter in (sep.group(1),) if sep else _DELIMITERS:
        if delimiter != b"," and first and delimiter not in (first.body or b""):
            continue
        trial = base._replace(delimiter=delimiter)
        if delimiter == b"\t":
            trial = trial._replace(quoting=_tabs_quote(head, trial))
        sample = _sample(head, trial, complete)
        if not sample:
            continue
        width = len(sample[0].cells)
        even = sum(len(row.cells) == width for row in sample) / len(sample)
        score = (round(even, 3) if width > 1 else 0.0, width)
        if best is None or score > best[0]:
            best = (score, trial, sample)
    return best[1:] if best else None


def _base(head: bytes) -> Dialect | None:
    encoding, start = "utf-8", 0
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            encoding, start = name, len(mark)
            break
    if encoding == "utf-8" and 8 * head[:4096].count(b"\x00") > len(head[:4096]):
        return None
    newline, feed = "\n".encode(encoding), "\r".encode(encoding)
    return Dialect(b",", True, encoding, start, b"\r" if newline not in head and feed in head else b"\n")


def _sample(head: bytes, trial: Dialect, complete: bool) -> list[Row]:
    found: list[Row] = []
    for row in rows(io.BytesIO(head), trial):
        found.append(row)
        if len(found) > _SAMPLE_ROWS:
            break
    # The last row of an incomplete head may have been cut.
    return found if complete or len(found) > _SAMPLE_ROWS or len(found) < 2 else found[:-1]


def _tabs_quote(head: bytes, trial: Dialect) -> bool:
    """Whether a tab-separated file quotes cells at all; see the rules above."""
    quoted = list(rows(io.BytesIO(head), trial))
    if not quoted or b'"' not in head:
        return False
    width = len(quoted[0].cells)
    if width and quoted[0].raw.count(b'"') >= 2 * width:
        return True
    if any(len(row.cells) == width and any("\t" in cell or "\n" in cell for cell in row.cells) for row in quoted):
        return True
    literal = (cell for row in rows(io.BytesIO(head), trial._replace(quoting=False)) for cell in row.cells)
    return any(len(cell) > 3 and cell[0] == cell[-1] == '"' and '""' in cell[1:-1] for cell in literal)


def rows(stream: BinaryIO, how: Dialect) -> Iterator[Row]:
    """
    Give all rows that are not blank, the header first.

    Args:
        stream: Seekable; read from the beginning.
        how: As told by `dialect`.
    """
    source = _Source(_lines(stream, how))
    width, n = 0, how.first - 1
    while line := source.take():
        if not line.whole:
            n += 1
            yield Row(n, line.start, len(line.raw), line.raw, (), "too-long")
            continue
        n += 1
        # Blanks alone are no row, yet spreadsheets count the line; tabs alone are a row of empty cells.
        if line.body is not None and not line.body.strip(b" "):
            continue
        row = _row(n, line, source, how, width)
        width = width or len(row.cells)
        yield row


class _Source:
    """Lines that can be given back; not without end, or a hostile file would be read once for each of its lines."""

    def __init__(self, lines: Iterator[_Line]) -> None:
        self._lines = lines
        self._back: deque[_Line] = deque()
        self._credit = 10_000_000

    def take(self) -> _Line | None:
        if self._back:
            return self._back.popleft()
        line = next(self._lines, None)
        self._credit += 4 * len(line.raw) if line else 0
        return line

    def give_back(self, lines: list[_Line]) -> bool:
        self._credit -= sum(len(line.raw) for line in lines)
        if self._credit < 0:
            return False
        self._back.extendleft(reversed(lines))
        return True


def _row(n: int, line: _Line, source: _Source, how: Dialect, width: int) -> Row:
    if line.body is None:
        return Row(n, line.start, len(line.bare), line.bare, (), "bad-encoding")
    cells: list[bytes] = []
    rest = _cells(line.body, how, cells)
    if rest is None:
        return _decoded(n, line, [line], cells)
    taken, problem = _continued(line, rest, source, how, cells)
    if not problem:
        return _decoded(n, line, taken, cells)
    if not source.give_back(taken[1:]):
        raw = b"".join(one.raw for one in taken)
        return Row(n, line.start, len(raw), raw, (), "open-quote")
    literal = line.body.split(how.delimiter)
    if problem == "violated" and len(literal) == width:
        return _decoded(n, line, [line], literal)
    return Row(n, line.start, len(line.bare), line.bare, (), "open-quote")


def _cells(body: bytes, how: Dialect, cells: list[bytes]) -> bytes | None:
    """Cut one line into cells; gives what follows a quote that the line does not close, else None."""
    delimiter = how.delimiter
    if not how.quoting or b'"' not in body:
        cells += body.split(delimiter)
        return None
    pos, size = 0, len(body)
    while True:
        if opener := _OPENER.match(body, pos):
            match = _QUOTED.match(body, pos)
            if match is None:
                return body[opener.end() :]
            if match.end() == size or body[match.end() : match.end() + 1] == delimiter:
                cells.append(match.group(1).replace(b'""', b'"'))
                if match.end() == size:
                    return None
                pos = match.end() + 1
                continue
        end = body.find(delimiter, pos)
        cells.append(body[pos : end if end >= 0 else size])
        if end < 0:
            return None
        pos = end + 1


def _continued(line: _Line, rest: bytes, source: _Source, how: Dialect, cells: list[bytes]) -> tuple[list[_Line], str]:
    """Read on while a quoted cell is open. Gives the lines taken, and why it did not work out."""
    taken, parts, size = [line], [rest, line.end], len(line.raw)
    while following := source.take():
        taken.append(following)
        size += len(following.raw)
        if following.body is None or not following.whole or size > MAX_RECORD:
            return taken, "unclosed"
        match = _CLOSER.match(following.body)
        if match is None:
            parts += [following.body, following.end]
            continue
        if match.end() < len(following.body) and following.body[match.end() : match.end() + 1] != how.delimiter:
            return taken, "violated"
        cells.append(b"".join([*parts, match.group(1)]).replace(b'""', b'"'))
        if match.end() == len(following.body):
            return taken, ""
        again = _cells(following.body[match.end() + 1 :], how, cells)
        if again is None:
            return taken, ""
        parts = [again, following.end]
    return taken, "unclosed"


def _decoded(n: int, first: _Line, taken: list[_Line], cells: list[bytes]) -> Row:
    raw = b"".join([*(line.raw for line in taken[:-1]), taken[-1].bare])
    try:
        return Row(n, first.start, len(raw), raw, tuple(cell.decode("utf-8") for cell in cells))
    except UnicodeDecodeError:
        return Row(n, first.start, len(raw), raw, (), "bad-encoding")


def _lines(stream: BinaryIO, how: Dialect) -> Iterator[_Line]:
    wide = how.encoding != "utf-8"
    stream.seek(how.start)
    if how.line_end == b"\n" and not wide:
        pieces = _read_lines(stream, how.start)
    else:
        pieces = _split_lines(stream, how.start, how.line_end.decode().encode(how.encoding))
    for start, raw, whole in pieces:
        yield _line(start, raw, whole, how)


def _line(start: int, raw: bytes, whole: bool, how: Dialect) -> _Line:
    body: bytes | None = raw
    wide = 1
    odd = 0
    if how.encoding != "utf-8":
        # Half a character can only stand at a cut end; half a line end is no word.
        wide, odd = 2, len(raw) % 2
        try:
            body = raw[: len(raw) - odd].decode(how.encoding).encode("utf-8")
        except UnicodeDecodeError:
            body = None
        if body is None or (odd and raw[-1] not in b"\r\n\x00"):
            ends = raw.endswith(how.line_end.decode().encode(how.encoding))
            return _Line(start, raw, None, b"", 2 if ends else 0, whole)
    assert body is not None
    bare = body.removesuffix(how.line_end)
    if how.line_end == b"\n":
        # Also without the line feed: a file may be cut between the two.
        bare = bare.removesuffix(b"\r")
    end = body[len(bare) :]
    return _Line(start, raw, bare, end, len(end) * wide + odd, whole)


def _read_lines(stream: BinaryIO, start: int) -> Iterator[tuple[int, bytes, bool]]:
    while line := stream.readline(MAX_RECORD + 1):
        if len(line) <= MAX_RECORD or line.endswith(b"\n"):
            yield start, line, True
            start += len(line)
            continue
        yield start, line[:MAX_RECORD], False
        start += len(line)
        while more := stream.readline(1 << 20):
            start += len(more)
            if more.endswith(b"\n"):
                break


def _split_lines(stream: BinaryIO, start: int, end: bytes) -> Iterator[tuple[int, bytes, bool]]:
    """Lines of any line end; a two-byte one counts only at an even place."""
    unit, kept, looked, spilled = len(end), bytearray(), 0, False
    while True:
        chunk = stream.read(SAMPLE)
        kept += chunk
        pos = 0
        while (at := _find(kept, end, max(pos, looked), unit)) >= 0:
            line = bytes(kept[pos : at + unit])
            if not spilled:
                yield start, line, True
            start, pos, looked, spilled = start + len(line), at + unit, 0, False
        del kept[:pos]
        looked = max(0, len(kept) - len(kept) % unit)
        if len(kept) > MAX_RECORD and not spilled:
            yield start, bytes(kept[:MAX_RECORD]), False
            spilled = True
        if spilled:
            start += looked
            del kept[:looked]
            looked = 0
        if not chunk:
            if kept and not spilled:
                yield start, bytes(kept), True
            return


def _find(kept: bytearray, end: bytes, pos: int, unit: int) -> int:
    at = kept.find(end, pos)
    while at >= 0 and at % unit:
        at = kept.find(end, at + 1)
    return at
