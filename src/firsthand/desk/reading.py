"""
Reading that goes on where a reader fails: one item is lost and named, not the rest of the file.

Theory. A reader is a generator, and one that has died cannot be asked for its next item. But readers are deterministic: read
anew with filler in the place of the item that it died at, it gives the same rows before, something in that place, and the
rows behind. So an attempt is repeated with one more place lost; the rows that were given already are skipped. What stands in
a lost place comes out as `Rejected` with one of `FAILURES`, holds a number of its own like any other item, and counts as failed.

Where no filler is known, or the place cannot be told, the member is lost from there on: it is read as if it ended there.
The places go into the run's entry, so that a rebuild reads the same without failing again.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from itertools import islice
from typing import Any, BinaryIO, NamedTuple

from firsthand.model.adapter import Adapter
from firsthand.model.errors import Mistaken, Unavailable
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import mail
from firsthand.readers.json_values import Nesting
from firsthand.readers.seam import Files, Reader, Setting
from firsthand.text.subtitles import MOST_BYTES, Captions, read_captions

BATCH = 2000
MOST_LOST = 20
"""Places of one run; after that the reader, not the file, is at fault."""

FAILURES = frozenset(
    {"reader-failed", "reader-killed", "reader-time", "reader-memory", "reader-depth", "reader-output"}
)
"""Codes of rows that a reader failed at."""

MISSING = "reader-missing"
"""Code of an attempt that says nothing of the file: this machine lacks what the reader needs."""

MOST_GAPS = 1_000_000
"""Between two rows."""

_ITEM_BYTES = 64 << 20
_SKIPPED = b" \t\r\n,"
_FRONT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:window\.[\w.]{1,80}\s*=\s*)?\[\s*(?=[{\[])")
_LIST = re.compile(rb'"\w{1,40}"\s*:\s*\[\s*(?=\{)')


def chosen(adapters: Sequence[Adapter], only: str, stated: Sequence[tuple[str, str]] = ()) -> list[Adapter]:
    """
    The readers that may look, or the one that is named.

    Args:
        stated: Settings; each goes to every reader that declares it.

    Raises:
        Mistaken: There is no reader of that name, or none that has such a setting, or one cannot take it.
    """
    names = [one.name for one in adapters]
    if only and only not in names:
        raise Mistaken(
            f"There is no reader called {only}.",
            code="no-reader",
            advice=f"The readers are: {', '.join(sorted(names))}.",
        )
    found = [one for one in adapters if not only or one.name == only]
    known = {field.name: one.name for one in found for field in fields(one.options)}
    for name, _ in stated:
        if name not in known:
            told = ", ".join(f"{option} ({reader})" for option, reader in sorted(known.items())) or "none"
            raise Mistaken(f"No reader has a setting {name!r}.", code="no-option", advice=f"There are: {told}.")
    for one in found if stated else ():
        opened(one, stated)
    return found


def opened(adapter: Adapter, stated: Sequence[tuple[str, str]]) -> Reader:
    """Open a reader with the settings that it declares; a list takes each value that is stated."""
    values: dict[str, Any] = {}
    for option in fields(adapter.options):
        said = [value for name, value in stated if name == option.name]
        if said:
            values[option.name] = tuple(said) if isinstance(option.default, tuple) else said[-1]
    reader: Reader = adapter.open(adapter.options(**values))
    return reader


class Lost(NamedTuple):
    """
    A place that a reader failed at.

    Attributes:
        member: Name of the file.
        start, length: Bytes; length -1: everything from there on.
        code: One of `FAILURES`.
        why: A sentence for a person.
    """

    member: str
    start: int
    length: int
    code: str
    why: str


class Portion(NamedTuple):
    """
    Part of a reading.

    Attributes:
        rows: Items and rejected items in reading order.
        gaps: What is missing.
        failure: In the last portion: how the reading as a whole ended early; empty when it did not.
        lost: A place that was given up just now.
    """

    rows: list[Item | Rejected]
    gaps: list[Gap]
    failure: str = ""
    lost: Lost | None = None


class End(NamedTuple):
    """
    How an attempt ended.

    Attributes:
        code: Empty: all was read. Else one of `FAILURES`.
        member: File that was open last; empty when nobody knows.
        sure: Whether every row before the failure has come out; else one must look again, row by row.
    """

    code: str = ""
    why: str = ""
    member: str = ""
    sure: bool = True


Attempt = Callable[[Sequence[Lost], int, int, bool], Iterator[Portion | End]]
"""Reads with these places lost, skips so many rows and gaps, gives rows one by one when told, and says at last how it ended."""


class Here:
    """Reads in this process (`desk.ports.Reading`): for tests, and for files that are of our own making."""

    def find(
        self, adapters: Sequence[Adapter], options: Sequence[tuple[str, str]], files: Files
    ) -> tuple[list[Find], list[str]]:
        """Let every reader look."""
        return [find for one in adapters for find in opened(one, options).find(files)], []

    def read(
        self, adapter: Adapter, options: Sequence[tuple[str, str]], files: Files, find: Find, setting: Setting,
        lost: Sequence[Lost] = (),
    ) -> Iterator[Portion]:  # fmt: skip
        """Read what was recognised."""
        reader = opened(adapter, options)

        def attempt(gone: Sequence[Lost], rows: int, gaps: int, careful: bool) -> Iterator[Portion | End]:
            seen = Seen(files)
            try:
                yield from portions(outs(reader, adapter, seen, find, setting, gone), rows, gaps)
            except Exception as error:  # noqa: BLE001  the adapter call: what a reader fails at is counted and named
                yield failed(error, seen.last)

        return persevere(attempt, adapter, files, find, lost)

    def captions(self, files: Files, name: str) -> Captions:
        """Read a file of subtitles."""
        with files.open(name) as stream:
            return read_captions(stream.read(MOST_BYTES))

    def thumbnail(self, files: Files, name: str) -> bytes:
        """Refused: whatever decodes pictures stays out of this process."""
        raise Unavailable(f"{name} is opened apart from the desk only.", code="no-thumbnail", advice="Open the case from its folder.")

    def attachments(self, files: Files, name: str) -> Iterator[tuple[str, bytes]]:
        """Give the attachments of an e-mail."""
        try:
            with files.open(name) as stream:
                yield from mail.attachments(stream, files.size(name), name, mail.kind_of(files.head(name)))
        except Exception as error:  # the adapter call: what fails is named, and the e-mail is kept
            raise apart_failed(name, *failed(error, name)[:2]) from error


def apart_failed(name: str, code: str, why: str) -> Unavailable:
    """A file that could not be taken apart to its end."""
    return Unavailable(
        f"{name}: not everything in it could be taken out ({why}).", code=code,
        advice="The file itself is kept whole. Open it with a program that you trust, and collect what it holds on its own.",
    )  # fmt: skip


def failed(error: BaseException, member: str) -> End:
    """What an error that a reader raised comes to."""
    if isinstance(error, Unavailable) and error.code == MISSING:
        return End(MISSING, f"{error} {error.advice()}", member)
    kinds = {RecursionError: "reader-depth", MemoryError: "reader-memory", Endless: "reader-output"}
    code = next((code for kind, code in kinds.items() if isinstance(error, kind)), "reader-failed")
    return End(code, f"{type(error).__name__}: {error}"[:300], member)


def persevere(
    attempt: Attempt, adapter: Adapter, files: Files, find: Find, lost: Sequence[Lost] = ()
) -> Iterator[Portion]:
    """
    Repeat attempts until one ends well, each with one more place lost.

    Raises:
        Unavailable: The machine lacks what the reader needs; nothing is lost, for it may be installed.
    """
    gone, rows, gaps, before, careful = list(lost), 0, 0, -1, False
    last: Item | Rejected | None = None
    while True:
        end = End("reader-killed", "it ended without a word", sure=False)
        for got in attempt(gone, rows, gaps, careful):
            if isinstance(got, End):
                end = got
                break
            rows, gaps = rows + len(got.rows), gaps + len(got.gaps)
            last = got.rows[-1] if got.rows else last
            yield got
        if not end.code:
            return
        if end.code == MISSING:
            raise Unavailable(f"{find.members[0]}: {end.why}", code=MISSING, advice="Install what is missing; nothing was changed.")
        if not end.sure and not careful:
            careful = True
            continue
        place = _place(adapter, files, find, last, end, stuck=rows == before)
        if place is None or len(gone) - len(lost) >= MOST_LOST or place in gone:
            yield Portion([], [], f"{end.code}: {end.why}")
            return
        gone.append(place)
        before, careful = rows, False
        yield Portion([], [], "", place)


def _place(
    adapter: Adapter, files: Files, find: Find, last: Item | Rejected | None, end: End, *, stuck: bool
) -> Lost | None:
    """Where the reader failed; None when nothing tells."""
    names = files.names()
    member = end.member if end.member in find.members else last.member if last else find.members[0]
    if member not in names:
        return None
    here = last is not None and last.member == member
    if here and last is not None and last.start < 0:
        return None  # rows without a place: what is cut off would take the earlier ones with it
    at = last.start + last.length if here and last is not None else 0
    why = f"{member}, after byte {at:,}: the reader failed here ({end.why})."
    if stuck or adapter.filler is None or b"\x00" in files.head(member, 16) or files.head(member, 4) == b"PK\x03\x04":
        return Lost(member, at, -1, end.code, why)
    start, length = _extent(files, member, at)
    return Lost(member, start, length, end.code, why)


def _extent(files: Files, member: str, at: int) -> tuple[int, int]:
    """The value or the line that begins behind a place: start and length, which is -1 when its end is not found."""
    with files.open(member) as stream:
        stream.seek(at)
        data = stream.read(_ITEM_BYTES)
    whole = at + len(data) == files.size(member)
    front = _FRONT.match(data) if at == 0 else None
    skip = front.end() if front else len(data) - len(data.lstrip(_SKIPPED))
    if data[skip : skip + 1] in (b"{", b"["):
        end = Nesting().end(data, skip)
        if at == 0 and not data[end:].strip() and (inner := _LIST.search(data, skip, skip + (1 << 16))):
            skip = inner.end()  # one document: its first list holds the items
            end = Nesting().end(data, skip)
        return at + skip, end - skip if end > 0 else -1
    end = data.find(b"\n", skip)
    while 0 <= end < skip + (1 << 20) and data.count(b'"', skip, end) % 2:
        end = data.find(b"\n", end + 1)
    if end < 0 and whole:
        end = len(data)
    return at + skip, len(data[skip:end].rstrip(b"\r")) if end > skip else -1


# One attempt


def outs(
    reader: Reader, adapter: Adapter, files: Files, find: Find, setting: Setting, lost: Sequence[Lost]
) -> Iterator[Item | Rejected | Gap]:
    """Read with filler in lost places; what stands there comes out as rejected with the code of its failure."""
    if not lost:
        yield from reader.read(files, find, setting)
        return
    patched = Patched(files, lost, adapter)
    filled = {(one.member, one.start): one for one in lost if one.length >= 0}
    cut = {one.member: one.start for one in lost if one.length < 0}
    blank: set[tuple[str, int]] = set()
    for one in reader.read(patched, find, setting):
        if isinstance(one, Gap):
            if (one.member, one.n) not in blank:
                yield one
        elif place := filled.pop((one.member, one.start), None):
            blank.add((one.member, one.n))
            yield _lost_row(files, place, one.n)
        elif one.member not in cut or one.start < cut[one.member]:
            yield one
    for place in lost:
        if place.length < 0 or (place.member, place.start) in filled:
            yield _lost_row(files, place, 0)


def _lost_row(files: Files, place: Lost, n: int) -> Rejected:
    length = place.length if place.length >= 0 else max(files.size(place.member) - place.start, 0)
    raw = _bytes(files, place.member, place.start, length) if length <= _ITEM_BYTES else b""
    return Rejected(place.member, n, place.start, length, raw, place.code, place.why)


def _bytes(files: Files, member: str, start: int, length: int) -> bytes:
    with files.open(member) as stream:
        stream.seek(start)
        return stream.read(length)


def portions(
    found: Iterator[Item | Rejected | Gap], rows: int, gaps: int, size: int = BATCH
) -> Iterator[Portion | End]:
    """
    Rows and gaps in portions, then the end. What comes before an error of the reader is given before the error is.

    Args:
        rows, gaps: How many of each are skipped.
    """
    held: list[Item | Rejected] = []
    missing: list[Gap] = []
    skipped, silent = [rows, gaps], 0
    try:
        while True:
            before = len(held)
            try:
                # In one go, for a flood passes here. What came before an error stays in the list: no memory may be left for more.
                held.extend(islice(found, size - before))  # type: ignore[arg-type]
            finally:
                came = len(held) - before
                silent = _set_apart(held, before, missing, skipped, silent)
            if not came:
                break
            if len(held) < size and len(missing) < 4 * size:
                continue
            _running(held)
            yield Portion(held, missing)
            held, missing = [], []
    except GeneratorExit:
        raise
    except BaseException:
        if held or missing:
            yield Portion(held, missing)
        raise
    if held or missing:
        yield Portion(held, missing)
    yield End()


def _set_apart(held: list[Any], first: int, missing: list[Gap], skipped: list[int], silent: int) -> int:
    """
    Take the gaps, and what is to be skipped, out of what has come.

    Args:
        held: Rows; from `first` on, what has just come.
        missing: Takes the gaps.
        skipped: Rows and gaps yet to be skipped; counted down.
        silent: Gaps since the last row.

    Returns:
        Gaps since the last row, now.

    Raises:
        Endless: There are too many of them.
    """
    if skipped == [0, 0]:
        for one in islice(held, first, None):
            if type(one) is Gap:
                break
        else:
            return 0 if len(held) > first else silent
    some = held[first:]
    del held[first:]
    for one in some:
        if not isinstance(one, Gap):
            silent = 0
            if skipped[0]:
                skipped[0] -= 1
            else:
                held.append(one)
            continue
        silent += 1
        if silent > MOST_GAPS:
            raise Endless(f"it gives more than {MOST_GAPS:,} gaps for one place")
        if skipped[1]:
            skipped[1] -= 1
        else:
            missing.append(one)
    return silent


def _running(held: list[Item | Rejected]) -> None:
    """
    See that a full portion goes on in the file.

    Raises:
        Endless: Its last rows have one place; they are dropped.
    """
    if len(held) > 1 and held[-1][:3] == held[-2][:3]:
        place = held[-1][:3]
        del held[next(number for number, row in enumerate(held) if row[:3] == place) :]
        raise Endless("it gives rows for one place without end")


class Endless(Exception):
    """A reader that gives rows without end."""


class Seen:
    """Files that remember which one was opened last."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.last = ""

    def names(self) -> tuple[str, ...]:
        """All members, sorted."""
        return self._files.names()

    def size(self, name: str) -> int:
        """Bytes."""
        return self._files.size(name)

    def head(self, name: str, count: int = 65536) -> bytes:
        """First bytes."""
        return self._files.head(name, count)

    def open(self, name: str) -> BinaryIO:
        """A stream over the bytes."""
        self.last = name
        return self._files.open(name)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._files, name)


class Patched(Seen):
    """Files with filler in lost places, or with an early end."""

    def __init__(self, files: Files, lost: Sequence[Lost], adapter: Adapter) -> None:
        super().__init__(files)
        self._ends = {one.member: one.start for one in lost if one.length < 0}
        self._patches: dict[str, list[tuple[int, bytes]]] = {}
        for one in lost:
            if one.length >= 0 and adapter.filler is not None:
                raw = _bytes(files, one.member, one.start, one.length)
                self._patches.setdefault(one.member, []).append((one.start, adapter.filler(raw)))

    def size(self, name: str) -> int:
        """Bytes, up to where it is lost."""
        return min(self._files.size(name), self._ends.get(name, 1 << 62))

    def head(self, name: str, count: int = 65536) -> bytes:
        """First bytes, as `open` gives them."""
        with self.open(name) as stream:
            return stream.read(count)

    def open(self, name: str) -> BinaryIO:
        """A stream over the bytes, with filler."""
        stream = self._files.open(name)
        if name not in self._patches and name not in self._ends:
            return stream
        return io.BufferedReader(_Overlay(stream, self._patches.get(name, []), self.size(name)), 1 << 20)


class _Overlay(io.RawIOBase):
    """A stream with other bytes in some places."""

    def __init__(self, stream: BinaryIO, patches: list[tuple[int, bytes]], size: int) -> None:
        self._stream, self._patches, self._size, self._at = stream, patches, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = max(0, offset + (0, self._at, self._size)[whence])
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        self._stream.seek(self._at)
        data = bytearray(self._stream.read(max(0, min(len(buffer), self._size - self._at))))
        for start, filler in self._patches:
            low, high = max(start, self._at), min(start + len(filler), self._at + len(data))
            if low < high:
                data[low - self._at : high - self._at] = filler[low - start : high - start]
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()
