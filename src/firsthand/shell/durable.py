"""
Bytes that are on disk when we say so.

A file is written under a temporary name, synced, renamed, and its folder synced; only then may a row speak of it. A sync
that fails is fatal: after it nobody knows what is on the disk, and trying again may report success falsely.
"""

from __future__ import annotations

import errno
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from firsthand.model.errors import FirsthandError, Unavailable


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder and its parents, each durable in its parent."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def write_durable(target: Path, data: bytes, *, temporary: Path | None = None) -> None:
    """
    Write or replace a file so that after a power cut it is either the old or the new one, whole.

    Args:
        temporary: Folder for the unfinished file, on the same disk; by default the target's own.
    """
    with on_disk(target):
        make_folder(target.parent)
        spool = (temporary or target.parent) / f".{uuid.uuid4().hex}.part"
        try:
            handle = os.open(spool, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                write_all(handle, data)
                os.fsync(handle)
            finally:
                os.close(handle)
            os.rename(spool, target)
        except OSError:
            spool.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)


def append_durable(target: Path, data: bytes) -> None:
    """
    Append lines to a list, so that doing it again after a crash gives the same list.

    What a crash left of the same lines at the end is cut off first, also when the disk has kept the later part of it and
    not the earlier one: what it did not keep reads as zeros, and no line holds one.

    Args:
        data: Whole lines; the first one stands nowhere else in the list.
    """
    with on_disk(target):
        handle = os.open(target, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            size = os.fstat(handle).st_size
            first = max(size - len(data) - 1, 0)
            tail = os.pread(handle, len(data) + 1, first)
            begun = (b"\n" + tail).rfind(b"\n" + data[: data.index(b"\n") + 1])
            zero = tail.find(b"\0")
            if begun >= 0:
                size = first + begun
            elif zero >= 0:
                size = _whole_lines(handle, first + zero)
            elif not tail.endswith(b"\n"):
                size = _whole_lines(handle, size)
            if size < first + len(tail):
                os.ftruncate(handle, size)
            os.lseek(handle, size, os.SEEK_SET)
            write_all(handle, data)
            os.fsync(handle)
        finally:
            os.close(handle)
        sync_folder(target.parent)


def _whole_lines(handle: int, size: int) -> int:
    """Bytes up to the end of the last whole line."""
    while size:
        first = max(size - 65536, 0)
        found = os.pread(handle, size - first, first).rfind(b"\n")
        if found >= 0:
            return first + found + 1
        size = first
    return 0


@contextmanager
def on_disk(place: Path | str) -> Iterator[None]:
    """Let what the disk refuses inside become an error in words."""
    try:
        yield
    except OSError as error:
        raise disk_error(error, place) from error


def write_all(handle: int, data: bytes | memoryview) -> None:
    """Write every byte; `os.write` may write fewer than it was given."""
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def disk_error(error: OSError, place: Path | str) -> FirsthandError:
    """Say in words what a disk refused."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Unavailable(
            f"The disk is full: {place} could not be written. Nothing that was acknowledged is lost.",
            code="disk-full",
            advice="Free some space and run the same command again.",
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Unavailable(
            f"{place}: no permission ({os.strerror(error.errno)}).",
            code="no-permission",
            advice="Check who owns the folder and whether the disk is read-only.",
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return Unavailable(f"{place} is not there.", code="no-such-file", advice="Check the path.")
    name = errno.errorcode.get(error.errno or 0, "unknown error")
    return Unavailable(
        f"{place}: the disk answered {name}.", code="disk-error", advice="Check the disk before you go on."
    )
