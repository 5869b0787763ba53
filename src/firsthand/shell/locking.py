"""One writer at a time in a case."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from firsthand.model.errors import Unavailable
from firsthand.shell.durable import disk_error

T = TypeVar("T")
LOOK_S = 0.2


@contextmanager
def one_writer(lock: Path, *, wait_s: float = 0.0) -> Iterator[None]:
    """
    Hold the write lock of a case; the system frees it when the process ends, however it ends.

    Args:
        wait_s: How long another process may go on writing before this gives up.

    Raises:
        Unavailable: Another process is writing.
    """
    until = time.monotonic() + wait_s
    try:
        lock.parent.mkdir(mode=0o700, exist_ok=True)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise disk_error(error, lock) from error
    try:
        while not _taken(handle):
            if time.monotonic() < until:
                time.sleep(LOOK_S / 4)
                continue
            other = os.read(handle, 32).decode("ascii", "replace").strip()
            raise Unavailable(
                f"Another Firsthand is writing to this case (process {other or 'unknown'}).",
                code="case-busy",
                advice="Wait until it has finished, then run the command again. Reading and searching work meanwhile.",
                retry_after_s=5,
            )
        with suppress(OSError):  # who writes is told as a kindness; the lock holds without it
            os.ftruncate(handle, 0)
            os.write(handle, str(os.getpid()).encode())
        yield
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def when_free(act: Callable[[], T], *, wait_s: float, waiting: Callable[[], None] = lambda: None) -> T:
    """
    Do something that needs the write lock, and wait for its turn.

    Args:
        act: Raises `Unavailable` with ``case-busy`` while another process writes.
        waiting: Called before each further try.

    Raises:
        Unavailable: The other process was still writing after `wait_s` seconds.
    """
    until = time.monotonic() + wait_s
    while True:
        try:
            return act()
        except Unavailable as error:
            if error.code != "case-busy" or time.monotonic() >= until:
                raise
        waiting()
        time.sleep(LOOK_S)
