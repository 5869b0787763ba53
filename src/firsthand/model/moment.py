"""When something was, as far as it is known."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

PRECISIONS = ("second", "minute", "hour", "day", "month", "year", "unknown")


class Moment(NamedTuple):
    """
    A time with what is known of it.

    Attributes:
        at: Aware, UTC; None when the zone is not known (or the time is not).
        stated: The words of the source, when they carry more (or less) than `at`.
        local: Naive wall-clock time when only the zone is unknown; sorting uses the case's zone and says so.
        zone: The zone as the source states it, for example ``+03:00``.
        precision: One of `PRECISIONS`.

    A named tuple, not a dataclass: a flood makes millions of them, and they are built three times faster.
    """

    at: datetime | None = None
    stated: str | None = None
    local: datetime | None = None
    zone: str | None = None
    precision: str = "second"


UNKNOWN = Moment(precision="unknown")
