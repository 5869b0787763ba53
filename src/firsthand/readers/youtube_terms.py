"""What all exports of YouTube share: how a film's words are put together, addresses, and times that are told roughly."""

from __future__ import annotations

import re

from firsthand.model.moment import Moment

PLATFORM = "youtube"

_AGO = re.compile(r"\d+\s*(second|minute|hour|day|week|month|year|s|m|h|d|w|mo|y)s?\b")
_PRECISION = {
    "second": "minute", "minute": "minute", "hour": "hour", "day": "day", "week": "month", "month": "month", "year": "year",
    "s": "minute", "m": "minute", "h": "hour", "d": "day", "w": "month", "mo": "month", "y": "year",
}  # fmt: skip


def film_text(title: str | None, description: str | None) -> str:
    """
    The title, an empty line, and the description; both are the person's own words.

    Where a description begins with the title (platforms without titles), it stands alone.
    """
    title, description = title or "", description or ""
    if not title or not description:
        return title or description
    start = title.strip().removesuffix("...").removesuffix("…").rstrip()
    smooth = " ".join(description[: 4 * len(start) + 64].split())
    return description if smooth.startswith(" ".join(start.split())) else f"{title}\n\n{description}"


def film_page(native: str) -> str:
    """The address of a film."""
    return f"https://www.youtube.com/watch?v={native}"


def rough(at: Moment, stated: str | None) -> Moment:
    """
    A time that was worked out from words such as ``2 years ago``: no more precise than the words.

    Args:
        at: As worked out by the program that collected.
        stated: The words; without them the time counts for its day.
    """
    if at.at is None:
        return at
    match = _AGO.search(stated or "")
    return at._replace(stated=(stated or "")[:100] or None, precision=_PRECISION[match[1]] if match else "day")
