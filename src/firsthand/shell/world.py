"""The clock and chance of the real world."""

from __future__ import annotations

import os
import secrets
from datetime import UTC, datetime, timedelta


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


def environment(name: str) -> str | None:
    """A setting of the environment; empty counts as not set."""
    return os.environ.get(name) or None
