"""
A disk that refuses at one call of one's choice, whoever makes it: our own code, Python's streams, or SQLite.

`Calls.watching` counts what is asked of the disk below a folder, and lets one call fail, write less than it was given, or
fail from then on. Our own calls are met where Python makes them; SQLite's by the functions that it takes its system calls
from, which is how its own authors test it. What other libraries do in their own machine code is not met.

Source:
    `sqlite3_vfs.xSetSystemCall`, SQLite's interface for testing; https://sqlite.org/c3ref/vfs.html
"""

from __future__ import annotations

import builtins
import ctypes
import ctypes.util
import errno
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

SHORT = 0
"""In place of an error number: fewer bytes are written than were given, and no error is told."""

FAULTS: dict[str, tuple[int, ...]] = {
    "open": (errno.EMFILE, errno.ENOSPC, errno.EIO), "write": (errno.ENOSPC, errno.EIO, SHORT), "fsync": (errno.EIO,),
    "rename": (errno.EIO, errno.ENOSPC), "link": (errno.EIO,), "unlink": (errno.EIO,), "mkdir": (errno.ENOSPC, errno.EIO),
    "ftruncate": (errno.EIO,),
}  # fmt: skip
"""What may go wrong at each call. A full disk stays full; everything else happens once."""

_WRITING = frozenset("wxa+")


class Call(NamedTuple):
    """One call: what was asked, the file's name, and where in our code it came from, the innermost place first."""

    name: str
    file: str
    site: tuple[str, ...]

    @property
    def kind(self) -> tuple[str, str, tuple[str, ...]]:
        """Calls of one kind are made at one place of one sort of file."""
        return self.name, os.path.splitext(self.file)[1], self.site


@dataclass(slots=True)
class Calls:
    """
    What is asked of the disk.

    Attributes:
        root: Only files below it count.
        at: Number of the call that goes wrong, from 0; -1: none.
        fault: An error number, or `SHORT`.
        made: Every call, in order.
        again: Files that were synced once more after a sync of them had failed.
    """

    root: Path
    at: int = -1
    fault: int = errno.EIO
    made: list[Call] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    _failed: set[str] = field(default_factory=set)

    def refuses(self, name: str, place: str) -> int | None:
        """Count a call; says what goes wrong with it, or None."""
        if not place.startswith(str(self.root)) or place.endswith("-shm"):
            return None
        if name == "fsync" and place in self._failed:
            self.again.append(place)
        number = len(self.made)
        self.made.append(Call(name, os.path.basename(place), _site()))
        if self.at < 0 or number < self.at or (number > self.at and self.fault != errno.ENOSPC):
            return None
        if self.fault not in FAULTS[name]:
            return None
        if name == "fsync":
            self._failed.add(place)
        return self.fault

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Be asked, in this process, while this is open."""
        with ExitStack() as stack:
            for name, target in (("open", os), ("write", os), ("fsync", os), ("fdatasync", os), ("ftruncate", os)):
                stack.enter_context(mock.patch.object(target, name, self._plain(name, getattr(target, name))))
            for name in ("rename", "replace", "link", "unlink", "mkdir"):
                stack.enter_context(mock.patch.object(os, name, self._named(name, getattr(os, name))))
            stack.enter_context(mock.patch.object(io, "open", self._stream(io.open)))
            stack.enter_context(mock.patch.object(builtins, "open", self._stream(builtins.open)))
            stack.enter_context(_of_sqlite(self))
            yield

    def _raise(self, name: str, place: str) -> bool:
        """Whether a call is to write less than it was given; raises what is to be raised."""
        fault = self.refuses(name, place)
        if fault:
            raise OSError(fault, os.strerror(fault), place)
        return fault == SHORT

    def _plain(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def opening(path: Any, flags: int, *given: Any, **named: Any) -> Any:
            self._raise("open", _whole(path))
            return real(path, flags, *given, **named)

        def writing(handle: int, data: Any) -> Any:
            short = self._raise("write", _place(handle))
            return real(handle, memoryview(data)[: max(1, len(data) // 2)] if short else data)

        def other(handle: int, *given: Any) -> Any:
            self._raise("fsync" if name == "fdatasync" else name, _place(handle))
            return real(handle, *given)

        known: dict[str, Callable[..., Any]] = {"open": opening, "write": writing}
        return known.get(name, other)

    def _named(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        counted = "rename" if name == "replace" else name

        def call(*given: Any, **named: Any) -> Any:
            self._raise(counted, _whole(given[1] if name in ("rename", "replace", "link") else given[0]))
            return real(*given, **named)

        return call

    def _stream(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def opening(file: Any, mode: str = "r", *given: Any, **named: Any) -> Any:
            place = _place(file) if isinstance(file, int) else _whole(file)
            if not _WRITING & set(mode):
                return real(file, mode, *given, **named)
            if not isinstance(file, int):
                self._raise("open", place)
            return _Writing(self, place, real(file, mode, *given, **named))

        return opening


class _Writing:
    """A stream whose writes are asked about; it never writes short, since a stream promises not to."""

    def __init__(self, calls: Calls, place: str, stream: Any) -> None:
        self._calls, self._place, self._real = calls, place, stream

    def write(self, data: Any) -> Any:
        self._calls._raise("write", self._place)
        return self._real.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def __enter__(self) -> _Writing:
        return self

    def __exit__(self, *given: Any) -> None:
        self._real.close()


def _site() -> tuple[str, ...]:
    """The innermost places of our own code, three deep."""
    found: list[str] = []
    frame = sys._getframe(2)
    while frame is not None and len(found) < 3:
        name = frame.f_code.co_filename
        if "/firsthand/" in name and not name.endswith("testing/faults.py"):
            found.append(f"{os.path.basename(name)}:{frame.f_lineno}")
        frame = frame.f_back  # type: ignore[assignment]
    return tuple(found)


def _place(handle: int) -> str:
    try:
        return os.readlink(f"/proc/self/fd/{handle}")
    except OSError:
        return ""


def _whole(path: Any) -> str:
    return os.path.abspath(os.fsdecode(path)) if isinstance(path, (str, bytes, os.PathLike)) else ""


class _Vfs(ctypes.Structure):
    """The beginning of SQLite's `sqlite3_vfs`, version 3."""

    _fields_ = (
        ("version", ctypes.c_int), ("file_bytes", ctypes.c_int), ("longest", ctypes.c_int), ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p), ("data", ctypes.c_void_p), ("before", ctypes.c_void_p * 13),
        ("set_call", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)),
        ("get_call", ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)),
    )  # fmt: skip


_INT, _SIZE = ctypes.c_int, ctypes.c_ssize_t
_SQLITE: dict[str, tuple[str, Sequence[Any]]] = {
    "open": ("open", (_INT, ctypes.c_char_p, _INT, _INT)), "write": ("write", (_SIZE, _INT, ctypes.c_void_p, ctypes.c_size_t)),
    "pwrite": ("write", (_SIZE, _INT, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64)),
    "pwrite64": ("write", (_SIZE, _INT, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64)),
    "ftruncate": ("ftruncate", (_INT, _INT, ctypes.c_int64)), "unlink": ("unlink", (_INT, ctypes.c_char_p)),
}  # fmt: skip
"""Name of a call in SQLite to what we count it as, and its shape. Its syncs cannot be met so; `strace` can make them fail."""


def sqlite_library() -> ctypes.CDLL | None:
    """The SQLite that Python uses, when its functions can be reached from outside; else None."""
    import sqlite3

    name = ctypes.util.find_library("sqlite3")
    if not name:
        return None
    library = ctypes.CDLL(name)
    library.sqlite3_libversion.restype = ctypes.c_char_p
    version: bytes = library.sqlite3_libversion()
    return library if version.decode() == sqlite3.sqlite_version else None


@contextmanager
def _of_sqlite(calls: Calls) -> Iterator[None]:
    library = sqlite_library()
    if library is None:
        yield
        return
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    vfs = library.sqlite3_vfs_find(None)
    held = []
    for name, (counted, (answer, *given)) in _SQLITE.items():
        address = vfs.contents.get_call(ctypes.cast(vfs, ctypes.c_void_p), name.encode())
        if not address:
            continue
        shape = ctypes.CFUNCTYPE(answer, *given, use_errno=True)
        ours = shape(_meets(calls, name, counted, shape(address)))
        held.append((name, address, ours))
        vfs.contents.set_call(ctypes.cast(vfs, ctypes.c_void_p), name.encode(), ctypes.cast(ours, ctypes.c_void_p))
    try:
        yield
    finally:
        for name, address, _ in held:
            vfs.contents.set_call(ctypes.cast(vfs, ctypes.c_void_p), name.encode(), address)


def _meets(calls: Calls, name: str, counted: str, real: Callable[..., int]) -> Callable[..., int]:
    def call(*given: Any) -> int:
        place = os.fsdecode(given[0]) if name in ("open", "unlink") else _place(given[0])
        creates = name != "open" or given[1] & os.O_CREAT
        fault = calls.refuses(counted, place) if creates else None
        if fault:
            ctypes.set_errno(fault)
            return -1
        if fault == SHORT:
            given = (given[0], given[1], max(1, given[2] // 2), *given[3:])
        return real(*given)

    return call
