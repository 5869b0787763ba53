"""The clock and chance of the real world."""

from __future__ import annotations

import gc
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

RARELY = 200_000
"""Containers that may come into being before cycles among them are looked for; a portion of items makes some 20,000."""


class SystemClock:
    """The machine's clock, in UTC."""

    source = "system clock"

    def now(self) -> datetime:
        """Aware, UTC."""
        return datetime.now(UTC)


class DemonstrationClock:
    """A clock that starts at a stated time and ticks a second a look: for the invented example only."""

    source = "demonstration clock, not a real time"

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        """Aware, UTC."""
        self._now += timedelta(seconds=1)
        return self._now

    def skip(self, time: timedelta) -> None:
        """Let time pass."""
        self._now += time


class SystemChance:
    """The operating system's randomness."""

    def token(self, size: int) -> bytes:
        """Bytes that nobody can guess."""
        return secrets.token_bytes(size)


@contextmanager
def flood() -> Iterator[None]:
    """
    Let records stream through without a search for cycles every 700 of them.

    Records are tuples and hold no cycles, so that the search finds nothing, and took an eighth of an import's time. It is
    not switched off: a reader that does make cycles must not fill the memory.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(RARELY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def environment(name: str) -> str | None:
    """A setting of the environment; empty counts as not set."""
    return os.environ.get(name) or None
