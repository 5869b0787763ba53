"""
The worker: readers over bytes that strangers made, in a process that may do nothing else.

Theory. The desk starts ``python -P -m firsthand.shell.worker`` once, the nursery. It imports the readers, cuts itself off from
the network and waits. For each file that is to be recognised or read it forks a worker, which gets the wish, the places of
the files and one pipe to answer on, and ends with its answer. The nursery itself parses nothing of the files; the worker
holds nothing of the desk: no secret, no database, no environment.

What is enforced, and by whom:
    - Memory (address space), size of written files (none), open files, cores: by the system (`setrlimit`).
    - Time: processor seconds between two answers. First an alarm that a reader written in Python sees; ten seconds later
      the system ends the process. A worker that sleeps is ended by the desk.
    - Network: where the system permits it, the nursery lives in a network namespace of its own, without any device. Everywhere,
      opening a socket, starting a program and opening a file for writing are refused by an audit hook: this binds Python code, not
      machine code that a broken library was made to run.
    - Not enforced: reading other files that the person may read. The desk reads the bytes of every item again by itself, so
      that a worker cannot slip other bytes under an item's name; what it says of them is believed.

Rows travel by columns: those of a portion with their posts as records, or, from readers that offer them, stretches of plain posts.

Frames on the pipe: four bytes of length (big-endian), one byte that says what it is, MessagePack.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import os
import resource
import signal
import socket
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, repeat
from typing import Any, BinaryIO, NamedTuple

import msgspec

from firsthand.desk.reading import BATCH, End, Lost, Portion, Seen, failed, opened, outs, portions
from firsthand.model.adapter import Adapter
from firsthand.model.post import Post, Sighting
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers.seam import Setting, Swift
from firsthand.readers.stretch import Stretch, spread

NEW_USER, NEW_NET = 0x10000000, 0x40000000
DEATH_SIGNAL = 1
"""Of Linux: `unshare` and `prctl`."""

READ_BYTES = 1 << 18

THUMBNAIL_EDGE = 320
"""Pixels of the longer edge."""


class Bounds(NamedTuple):
    """
    What a worker may use.

    Attributes:
        memory_bytes: Address space.
        cpu_s: Processor seconds between two answers; one more for each 4 MB of the files.
        files: Open at once.
        frame_bytes: One answer.
    """

    memory_bytes: int = 2 << 30
    cpu_s: int = 60
    files: int = 64
    frame_bytes: int = 256 << 20


class Place(NamedTuple):
    """Where a member lies. `digest` as the vault knows it; empty while it is not kept."""

    path: str
    size: int
    digest: str = ""


class Wish(NamedTuple):
    """
    What a worker is asked.

    Attributes:
        modules: Of the readers, each with its `ADAPTER`.
        files: By name.
        find: None: recognise; else read this.
        task: One of `TASKS`, in place of both; it is done to the only file.
        rows, gaps: To be skipped.
        careful: Answer after every row.
    """

    modules: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    files: dict[str, Place]
    bounds: Bounds
    find: Find | None = None
    setting: Setting = Setting()
    lost: tuple[Lost, ...] = ()
    rows: int = 0
    gaps: int = 0
    careful: bool = False
    task: str = ""


class Columns(NamedTuple):
    """
    A portion of rows, column by column: it is decoded in half the time of records.

    Attributes:
        members: One for all rows, or one each.
        raws: Empty when all bytes are those of the file; else None for a row whose bytes are.
        bad: Rejected rows: index, code, why.
        sightings: Empty when there are none at all.
    """

    members: Sequence[str]
    n: Sequence[int]
    start: Sequence[int]
    length: Sequence[int]
    raws: Sequence[bytes | None]
    posts: Sequence[tuple[Post, ...]]
    sightings: Sequence[tuple[Sighting, ...]]
    bad: list[tuple[int, str, str]]
    gaps: list[Gap]


_encode = msgspec.msgpack.Encoder().encode
_wish = msgspec.msgpack.Decoder(Wish)


class DiskFiles:
    """`Files` at the places that a wish names."""

    def __init__(self, places: dict[str, Place]) -> None:
        self._places = places
        self._names = tuple(sorted(places))

    def names(self) -> tuple[str, ...]:
        """All members, sorted."""
        return self._names

    def size(self, name: str) -> int:
        """Bytes."""
        return self._places[name].size

    def head(self, name: str, count: int = 65536) -> bytes:
        """First bytes; none when it cannot be opened."""
        try:
            with open(self._places[name].path, "rb", buffering=0) as stream:
                return stream.read(count)
        except OSError:
            return b""

    def open(self, name: str) -> BinaryIO:
        """A seekable stream."""
        return open(self._places[name].path, "rb", buffering=READ_BYTES)


class KeptFiles(DiskFiles):
    """`DiskFiles` whose digests are known (`readers.seam.Known`)."""

    def digest(self, name: str) -> str:
        """SHA-256 in hex."""
        return self._places[name].digest


def columns(rows: Sequence[Item | Rejected], gaps: Sequence[Gap]) -> Columns:
    """A portion as it travels."""
    if not rows:
        return Columns([], [], [], [], [], [], [], [], list(gaps))
    bad = []
    if Rejected in set(map(type, rows)):
        bad = [(at, row.code, row.why) for at, row in enumerate(rows) if isinstance(row, Rejected)]
        rows = [Item(*row[:5]) if isinstance(row, Rejected) else row for row in rows]
    member, n, start, length, raw, posts, sightings = zip(*rows, strict=True)
    raws: list[bytes | None] = []
    if min(start) < 0 or not all(raw):
        raws = [None if at >= 0 and data else data for at, data in zip(start, raw, strict=True)]
    return Columns(
        [member[0]] if member.count(member[0]) == len(member) else member,
        n, start, length, raws, posts,
        [] if sightings.count(()) == len(sightings) else sightings, bad, list(gaps),
    )  # fmt: skip


def rows_of(got: Columns, read: Callable[[str, Sequence[int], Sequence[int]], list[bytes]]) -> list[Item | Rejected]:
    """
    A portion as it was before it travelled.

    Args:
        read: Gives the bytes of the rows of one member from its starts and lengths.
    """
    count = len(got.n)
    if not count:
        return []
    members = list(got.members) * count if len(got.members) == 1 else got.members
    raws: list[bytes] = []
    if len(got.members) == 1 and not got.raws:
        raws = read(members[0], got.start, got.length)
    else:
        for at, member in enumerate(members):
            given = got.raws[at] if got.raws else None
            raws.append(read(member, [got.start[at]], [got.length[at]])[0] if given is None else given)
    fields = zip(members, got.n, got.start, got.length, raws, got.posts, got.sightings or repeat(()), strict=False)
    rows: list[Item | Rejected] = list(map(tuple.__new__, repeat(Item), fields))
    for at, code, why in got.bad:
        rows[at] = Rejected(*rows[at][:5], code, why)
    return rows


# ------------------------------------------------------------------ inside the nursery


def main(arguments: Sequence[str]) -> int:
    """Serve wishes until the desk hangs up."""
    sock = socket.socket(fileno=int(arguments[0]))
    for module in arguments[1:]:
        importlib.import_module(module)
    alone = _alone()
    _die_with(os.getppid())
    gc.collect()
    gc.freeze()
    sock.sendall(b"\x01" if alone else b"\x00")
    while True:
        front, handles, _, _ = socket.recv_fds(sock, 4, 1)
        if len(front) < 4 or len(handles) != 1:
            return 0
        wish = _exactly(sock, struct.unpack(">I", front)[0])
        if wish is None:
            return 0
        nursery = os.getpid()
        child = os.fork()
        if not child:
            sock.close()
            _die_with(nursery)
            os._exit(_work(wish, handles[0]))
        os.close(handles[0])
        sock.sendall(struct.pack(">I", child))
        _, status = os.waitpid(child, 0)
        sock.sendall(struct.pack(">i", os.waitstatus_to_exitcode(status)))


def _alone() -> bool:
    """Leave every network: as root at once, else together with the users' names. Not every system permits it."""
    try:
        unshare = ctypes.CDLL(None, use_errno=True).unshare
    except (OSError, AttributeError):
        return False
    return bool(unshare(NEW_NET) == 0 or unshare(NEW_USER | NEW_NET) == 0)


def _die_with(parent: int) -> None:
    """Let the system end this process when its parent has gone."""
    try:
        ctypes.CDLL(None).prctl(DEATH_SIGNAL, signal.SIGKILL)
    except (OSError, AttributeError):
        return
    if os.getppid() != parent:
        os._exit(0)


def _exactly(sock: socket.socket, size: int) -> bytes | None:
    held = bytearray()
    while len(held) < size:
        piece = sock.recv(min(size - len(held), 1 << 20))
        if not piece:
            return None
        held += piece
    return bytes(held)


# ------------------------------------------------------------------ inside a worker


class TimeUp(BaseException):
    """The processor seconds of one answer are used up; not an `Exception`, for a reader might catch it."""


def _work(asked: bytes, handle: int) -> int:
    """Do what a wish asks; returns the exit code."""
    wish = _wish.decode(asked)
    gc.set_threshold(200_000)
    seconds = wish.bounds.cpu_s + sum(place.size for place in wish.files.values() if wish.find is None) // (64 << 20)
    if wish.task or wish.find is not None:
        members = wish.files if wish.find is None else wish.find.members
        seconds += sum(wish.files[name].size for name in members) // (4 << 20)
    answer = _Answer(handle, wish.bounds, seconds)
    tie_hands(wish.bounds)
    answer.rearm()
    if all(place.digest for place in wish.files.values()):
        files: DiskFiles = KeptFiles(wish.files)
    else:
        files = DiskFiles(wish.files)
    seen = Seen(files)
    try:
        adapters = [importlib.import_module(module).ADAPTER for module in wish.modules]
        if wish.task:
            _do(wish, seen, answer)
        elif wish.find is None:
            found = [find for one in adapters for find in opened(one, wish.options).find(seen)]
            answer.give(b"f", _encode(found))
        else:
            _read(wish, adapters[0], seen, answer)
    except TimeUp:
        answer.give(b"e", _encode(End("reader-time", f"it took more than {seconds} seconds for one item", seen.last)))
    except BaseException as error:  # noqa: BLE001  the adapter call: what a reader fails at is counted, and named in the entry
        answer.give(b"e", _encode(failed(error, seen.last)))
    return 0


def _attachments(files: Seen, name: str) -> Iterator[tuple[str, bytes]]:
    from firsthand.readers import mail

    with files.open(name) as stream:
        yield from mail.attachments(stream, files.size(name), name, mail.kind_of(files.head(name)))


def _captions(files: Seen, name: str) -> Iterator[tuple[str, bytes]]:
    from firsthand.desk.reading import Here

    yield name, _encode(Here().captions(files, name))


def _thumbnail(files: Seen, name: str) -> Iterator[tuple[str, bytes]]:
    from firsthand.model.errors import FirsthandError
    from firsthand.shell.pictures import small_picture

    with files.open(name) as stream:
        data = stream.read()
    try:
        yield name, small_picture(data, THUMBNAIL_EDGE).data
    except FirsthandError as error:  # words in place of a picture
        yield str(error), b""


TASKS: dict[str, Callable[[Seen, str], Iterator[tuple[str, bytes]]]] = {
    "attachments": _attachments, "captions": _captions, "thumbnail": _thumbnail,
}  # fmt: skip
"""What may be done to a file besides reading it: pieces with their names."""


def _do(wish: Wish, seen: Seen, answer: _Answer) -> None:
    [name] = wish.files
    for piece in TASKS[wish.task](seen, name):
        frame = _encode(piece)
        if len(frame) > wish.bounds.frame_bytes:
            raise ValueError(f"a piece of {len(frame):,} bytes")
        answer.give(b"p", frame)
    answer.give(b"e", _encode(End()))


def _read(wish: Wish, adapter: Adapter, seen: Seen, answer: _Answer) -> None:
    assert wish.find is not None
    reader = opened(adapter, wish.options)
    if isinstance(reader, Swift) and not (wish.lost or wish.rows or wish.gaps or wish.careful):
        _read_swiftly(reader.stretches(seen, wish.find, wish.setting), wish.bounds.frame_bytes, answer)
        return
    found = outs(reader, adapter, seen, wish.find, wish.setting, wish.lost)
    for got in portions(found, wish.rows, wish.gaps, 1 if wish.careful else BATCH):
        if isinstance(got, End):
            answer.give(b"e", _encode(got))
        else:
            for frame in _frames(got, wish.bounds.frame_bytes):
                answer.give(b"r", frame)


def _read_swiftly(
    found: Iterator[Item | Rejected | Gap | Stretch], most: int, answer: _Answer
) -> None:
    """Stretches go as they are; what stands between them goes in portions."""
    for columnar, some in groupby(found, key=_is_stretch):
        if not columnar:
            for got in portions(some, 0, 0):  # type: ignore[arg-type]
                for frame in _frames(got, most) if isinstance(got, Portion) else ():
                    answer.give(b"r", frame)
            continue
        for one in some:
            assert isinstance(one, Stretch)
            frame = _encoded(one)
            if 0 < len(frame) <= most:
                answer.give(b"s", frame)
            else:
                # The desk reads the bytes by itself: here any will do.
                for frame in _frames(Portion([*spread(one, [b"-"] * len(one.starts))], []), most):
                    answer.give(b"r", frame)
    answer.give(b"e", _encode(End()))


def _is_stretch(one: object) -> bool:
    return type(one) is Stretch


def _frames(got: Portion, most: int) -> Iterator[bytes]:
    """
    A portion, encoded; halved until each piece fits.

    Raises:
        ValueError: One row alone does not fit, or holds what cannot travel.
    """
    frame = _encoded(columns(got.rows, got.gaps))
    if frame and len(frame) <= most:
        yield frame
    elif len(got.rows) > 1:
        middle = len(got.rows) // 2
        yield from _frames(Portion(got.rows[:middle], []), most)
        yield from _frames(Portion(got.rows[middle:], got.gaps), most)
    else:
        raise ValueError(
            f"a row of {len(frame):,} bytes, or with words that are no text" if frame else "words that are no text"
        )


def _encoded(rows: Columns | Stretch) -> bytes:
    """A frame; empty when it holds words that are no text."""
    try:
        return _encode(rows)
    except UnicodeEncodeError:
        return b""


class _Answer:
    """The pipe to the desk. Each answer gives new time."""

    def __init__(self, handle: int, bounds: Bounds, seconds: int) -> None:
        self._handle, self._bounds, self._seconds = handle, bounds, seconds
        signal.signal(signal.SIGPROF, self._up)

    def _up(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, 1)  # again, for somebody may catch everything
        raise TimeUp

    def rearm(self) -> None:
        """So many seconds from now: first the alarm, then the end."""
        signal.setitimer(signal.ITIMER_PROF, self._seconds)
        used = resource.getrusage(resource.RUSAGE_SELF)
        _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 11 + self._seconds, soft=True)

    def give(self, kind: bytes, frame: bytes) -> None:
        """Send one frame."""
        signal.setitimer(signal.ITIMER_PROF, 0)
        data = memoryview(struct.pack(">I", len(frame) + 1) + kind + frame)
        try:
            while data:
                data = data[os.write(self._handle, data) :]
        except OSError:
            os._exit(0)  # nobody listens any more
        self.rearm()


def tie_hands(bounds: Bounds) -> None:
    """Limit this process. A limit that the system lowers further stays lower."""
    _limit(resource.RLIMIT_AS, bounds.memory_bytes)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, bounds.files)
    sys.addaudithook(_refuse)


def _limit(what: int, most: int, *, soft: bool = False) -> None:
    hard = resource.getrlimit(what)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, hard if soft else most))


_REFUSED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "os.remove",
            "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown",
            "shutil.", "ftplib.", "smtplib.", "urllib.")  # fmt: skip


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_REFUSED):
        raise PermissionError(f"a reader may not do this ({event})")
    if event == "open" and len(arguments) > 2:
        mode, flags = arguments[1], arguments[2]
        writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
        if writes or (isinstance(mode, str) and set(mode) & set("wax+")):
            raise PermissionError("a reader may not write files")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
