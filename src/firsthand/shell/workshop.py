"""Reading in workers: the desk's side. What a worker may and may not do is told in `shell.worker`."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import struct
import subprocess
import sys
import weakref
from collections.abc import Iterator, Sequence
from operator import add
from pathlib import Path
from typing import BinaryIO

import msgspec

import firsthand
from firsthand.desk.reading import BATCH, End, Here, Lost, Portion, apart_failed, persevere
from firsthand.model.adapter import Adapter
from firsthand.model.errors import NotFound, Unavailable
from firsthand.model.ids import Digest
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers.registry import OURS
from firsthand.readers.seam import Files, Known, Setting
from firsthand.readers.stretch import Stretch, spread
from firsthand.shell.intake import FolderFiles, VaultFiles
from firsthand.shell.limited import MOST_BYTES
from firsthand.shell.vault import FolderVault
from firsthand.shell.worker import Bounds, Columns, Place, Wish, rows_of
from firsthand.text.subtitles import Captions

SILENT_S = 30 * 60
"""Seconds of the clock without an answer after which a worker is ended: it sleeps, for its own time is bounded otherwise."""

PIPE_BYTES = 1 << 20
SET_PIPE_SIZE = 1031
"""Of Linux (`fcntl`)."""

THUMBNAIL_BOUNDS = Bounds(memory_bytes=1 << 30, cpu_s=20, frame_bytes=4 << 20)

_encode = msgspec.msgpack.Encoder().encode
_columns = msgspec.msgpack.Decoder(Columns)
_stretch = msgspec.msgpack.Decoder(Stretch)
_finds = msgspec.msgpack.Decoder(list[Find])
_piece = msgspec.msgpack.Decoder(tuple[str, bytes])
_captions = msgspec.msgpack.Decoder(Captions)
_end = msgspec.msgpack.Decoder(End)

_HELD_BYTES = 16 << 20
"""Of rows that came in small pieces, after which they are handed on."""

KILLED = "the process that read it was ended by the system (signal {})"


class WorkerReading:
    """
    Reads each file in a process of its own (`desk.ports.Reading`).

    Args:
        vault: Where kept files lie.
        modules: Of the readers that may be asked; others are read here.
    """

    def __init__(self, vault: FolderVault, *, modules: Sequence[str] = OURS, bounds: Bounds | None = None) -> None:
        self._vault, self._modules, self._bounds = vault, tuple(modules), bounds or Bounds()
        self._nursery: _Nursery | None = None

    @property
    def cut_off(self) -> bool:
        """Whether workers have no network at all; else sockets are only refused to Python code."""
        return self._start().alone

    def find(
        self, adapters: Sequence[Adapter], options: Sequence[tuple[str, str]], files: Files
    ) -> tuple[list[Find], list[str]]:
        """Let every reader look, in one worker; when it fails, each in its own."""
        places = self._places(files)
        if places is None or not all(self._module(one) for one in adapters):
            return Here().find(adapters, options, files)
        found, failure = self._find(adapters, options, places)
        if not failure:
            return found, []
        found, failures = [], []
        for one in adapters:
            some, failure = self._find([one], options, places)
            found += some
            if failure:
                failures.append(f"the reader {one.name} failed when it looked at it ({failure}).")
        return found, failures

    def read(
        self, adapter: Adapter, options: Sequence[tuple[str, str]], files: Files, find: Find, setting: Setting,
        lost: Sequence[Lost] = (),
    ) -> Iterator[Portion]:  # fmt: skip
        """Read what was recognised."""
        places, module = self._places(files), self._module(adapter)
        if places is None or not module:
            return Here().read(adapter, options, files, find, setting, lost)
        known = places

        def attempt(gone: Sequence[Lost], rows: int, gaps: int, careful: bool) -> Iterator[Portion | End]:
            wish = Wish((module,), tuple(options), known, self._bounds, find, setting, tuple(gone), rows, gaps, careful)
            reader, held = _Bytes(known), _Held()
            with contextlib.closing(reader):
                for kind, frame in self._start().ask(wish):
                    if kind == b"e":
                        yield from held.give()
                        yield _end.decode(frame)
                        return
                    if kind == b"s":
                        some = _stretch.decode(frame)
                        held.rows += spread(some, reader.read(some.member, some.starts, some.lengths))
                        held.size_bytes += sum(some.lengths)
                    else:
                        got = _columns.decode(frame)
                        held.rows += rows_of(got, reader.read)
                        held.gaps += got.gaps
                        held.size_bytes += len(frame) + sum(got.length)
                    if careful or held.enough:
                        yield from held.give()
                yield from held.give()
                code = self._start().last
                told = KILLED.format(-code) if code < 0 else f"the process that read it ended with {code}"
                yield End("reader-killed", told, sure=careful)

        return persevere(attempt, adapter, files, find, lost)

    def captions(self, files: Files, name: str) -> Captions:
        """Read a file of subtitles."""
        places = self._places(files)
        if places is None:
            return Here().captions(files, name)
        [(_, data)] = self._pieces("captions", name, places[name])
        return _captions.decode(data)

    def attachments(self, files: Files, name: str) -> Iterator[tuple[str, bytes]]:
        """Give the attachments of an e-mail."""
        places = self._places(files)
        if places is None:
            return Here().attachments(files, name)
        return self._pieces("attachments", name, places[name])

    def thumbnail(self, files: Files, name: str) -> bytes:
        """Make a small copy of a picture."""
        places = self._places(files)
        if places is None:
            return Here().thumbnail(files, name)
        told, data = f"It has more than {MOST_BYTES >> 20} MB.", b""
        if places[name].size <= MOST_BYTES:
            [(told, data)] = self._pieces("thumbnail", name, places[name], THUMBNAIL_BOUNDS)
        if not data:
            raise Unavailable(told, code="no-thumbnail", advice="The picture itself is kept as it was received.")
        return data

    def _pieces(self, task: str, name: str, place: Place, bounds: Bounds | None = None) -> Iterator[tuple[str, bytes]]:
        wish = Wish((), (), {name: place}, bounds or self._bounds, task=task)
        for kind, frame in self._start().ask(wish):
            if kind == b"e":
                end = _end.decode(frame)
                if end.code:
                    raise apart_failed(name, end.code, end.why)
                return
            yield _piece.decode(frame)
        raise apart_failed(name, "reader-killed", KILLED.format(-self._start().last))

    def close(self) -> None:
        """End the nursery; it is started again when it is needed."""
        if self._nursery is not None:
            self._nursery.close()
            self._nursery = None

    def _find(
        self, adapters: Sequence[Adapter], options: Sequence[tuple[str, str]], places: dict[str, Place]
    ) -> tuple[list[Find], str]:
        modules = tuple(module for one in adapters if (module := self._module(one)))
        for kind, frame in self._start().ask(Wish(modules, tuple(options), places, self._bounds)):
            if kind == b"f":
                return _finds.decode(frame), ""
            return [], _end.decode(frame).why
        return [], KILLED.format(-self._start().last)

    def _start(self) -> _Nursery:
        if self._nursery is None or self._nursery.gone:
            self._nursery = _Nursery(self._modules)
        return self._nursery

    def _module(self, adapter: Adapter) -> str:
        """The module of a reader; empty when it is none that the nursery knows."""
        for module in self._modules:
            held = sys.modules.get(module)
            if held is not None and getattr(held, "ADAPTER", None) is adapter:
                return module
        return ""

    def _places(self, files: Files) -> dict[str, Place] | None:
        """Where files lie on the disk; None when they lie nowhere."""
        if isinstance(files, FolderFiles):
            return {name: Place(os.path.abspath(files.paths[name]), files.size(name)) for name in files.names()}
        kept = getattr(files, "kept", None)
        if not isinstance(files, VaultFiles | Known) or not isinstance(kept, dict):
            return None
        found = {}
        for name in files.names():
            digest, size = files.member(name) if isinstance(files, VaultFiles) else kept[name]
            known = "" if isinstance(files, VaultFiles) else digest
            found[name] = Place(os.path.abspath(self._vault.path(Digest(digest))), size, known)
        return found


class _Held:
    """Rows that came in small pieces and are handed on together, for each portion is made durable on its own."""

    def __init__(self) -> None:
        self.rows: list[Item | Rejected] = []
        self.gaps: list[Gap] = []
        self.size_bytes = 0

    @property
    def enough(self) -> bool:
        """Whether it is time to hand them on."""
        return len(self.rows) + len(self.gaps) >= BATCH or self.size_bytes > _HELD_BYTES

    def give(self) -> Iterator[Portion]:
        """Hand on what is held, if anything is."""
        rows, gaps = self.rows, self.gaps
        self.rows, self.gaps, self.size_bytes = [], [], 0
        if rows or gaps:
            yield Portion(rows, gaps)


class _Bytes:
    """Reads the bytes of rows from the files themselves, one file open at a time."""

    def __init__(self, places: dict[str, Place]) -> None:
        self._places = places
        self._name = ""
        self._stream: BinaryIO | None = None

    def read(self, member: str, starts: Sequence[int], lengths: Sequence[int]) -> list[bytes]:
        """The bytes of some rows."""
        if self._stream is None or member != self._name:
            self.close()
            try:
                self._stream = open(self._places[member].path, "rb", buffering=0)  # noqa: SIM115  it is closed by `close`
                self._name = member
            except FileNotFoundError:
                raise NotFound(
                    f"{member} is not there any more.", code="no-blob", advice="Run `firsthand verify`."
                ) from None
        low = min(starts)
        span = max(map(add, starts, lengths)) - low
        if span > 4 * sum(lengths) + (1 << 20):
            return [self._at(start, length) for start, length in zip(starts, lengths, strict=True)]
        data = self._at(low, span)
        return [data[start - low : start - low + length] for start, length in zip(starts, lengths, strict=True)]

    def _at(self, start: int, length: int) -> bytes:
        assert self._stream is not None
        self._stream.seek(start)
        data = self._stream.read(length)
        while len(data) < length and (more := self._stream.read(length - len(data))):
            data += more
        return data

    def close(self) -> None:
        """Close the file."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None


class _Nursery:
    """The process that forks workers; one at a time."""

    def __init__(self, modules: Sequence[str]) -> None:
        self._sock, theirs = socket.socketpair()
        here = str(Path(firsthand.__file__).resolve().parents[1])
        environment = {"PYTHONPATH": here, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
        with theirs:
            process = subprocess.Popen(
                # -P: a folder that the desk stands in must not be searched for modules.
                [sys.executable, "-P", "-m", "firsthand.shell.worker", str(theirs.fileno()), *modules],
                pass_fds=[theirs.fileno()], env=environment, cwd="/", stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        self._end = weakref.finalize(self, _end_process, process, self._sock)
        self.gone = False
        self.last = self.child = 0
        self.pid = process.pid
        try:
            hello = self._sock.recv(1)
        except OSError:
            hello = b""
        if not hello:
            self.close()
            raise Unavailable(
                "The process that reads files did not start.", code="worker-gone", advice="Run `firsthand doctor`."
            )
        self.alone = hello == b"\x01"

    def ask(self, wish: Wish) -> Iterator[tuple[bytes, bytes]]:
        """Give the frames of the answer; `last` is the exit code afterwards."""
        data = _encode(wish)
        pipe, theirs = os.pipe()
        try:
            try:
                with contextlib.suppress(OSError):
                    import fcntl

                    fcntl.fcntl(pipe, SET_PIPE_SIZE, PIPE_BYTES)
                socket.send_fds(self._sock, [struct.pack(">I", len(data))], [theirs])
                self._sock.sendall(data)
            except OSError:
                self.gone, self.last = True, -9
                return
            finally:
                os.close(theirs)
            born = self._exactly(4)
            if born is None:
                self.last = -9
                return
            self.child = struct.unpack(">I", born)[0]
            ended = False
            try:
                while (front := _read(pipe, 4)) is not None:
                    size = struct.unpack(">I", front)[0]
                    frame = _read(pipe, size) if 0 < size <= wish.bounds.frame_bytes + 1024 else None
                    if frame is None:
                        break
                    yield frame[:1], frame[1:]
                else:
                    ended = True
            finally:
                if not ended and self.child:
                    with contextlib.suppress(OSError):
                        os.kill(self.child, 9)
                code = self._exactly(4)
                self.last = struct.unpack(">i", code)[0] if code else -9
                self.child = 0
        finally:
            os.close(pipe)

    def _exactly(self, size: int) -> bytes | None:
        """So many bytes; None when the nursery is gone, also when it went with something of ours unread (a reset)."""
        held = b""
        while len(held) < size:
            try:
                piece = self._sock.recv(size - len(held))
            except OSError:
                piece = b""
            if not piece:
                self.gone = True
                return None
            held += piece
        return held

    def close(self) -> None:
        """Hang up and wait for its end."""
        self.gone = True
        self._end()


def _end_process(process: subprocess.Popen[bytes], sock: socket.socket) -> None:
    sock.close()
    try:
        process.wait(2)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _read(pipe: int, size: int) -> bytes | None:
    """So many bytes; None when the other side has ended, or is silent for too long."""
    held: list[bytes] = []
    while size:
        if not select.select([pipe], [], [], SILENT_S)[0]:
            return None
        piece = os.read(pipe, size)
        if not piece:
            return None
        held.append(piece)
        size -= len(piece)
    return held[0] if len(held) == 1 else b"".join(held)
