"""Who holds copies of a message: every export that carried it, as its entry says. People tell them; a tool cannot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC

from firsthand.desk.ports import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """
    An export that went out.

    Attributes:
        entry: Of the export.
        at: RFC 3339, UTC, to the second.
        format: For example ``xlsx``, ``wacz``, ``custody``, or ``sheet-csv`` for a translator's sheet.
        recipient, because: As they were entered; the recipient may be empty.
        posts: How many of the messages asked about it carried.
    """

    entry: int
    at: str
    format: str
    recipient: str
    because: str
    posts: int


def holders(desk: Desk, posts: Iterable[str]) -> list[Holder]:
    """Exports that carried any of these posts, the oldest first. What was handed to the person whose words they are is not among them."""
    asked = set(posts)
    return [
        Holder(entry=act.seq, at=f"{act.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", format=act.detail["format"],
               recipient=act.detail.get("recipient", ""), because=act.detail.get("because", ""),
               posts=len(asked & set(act.detail.get("posts", ()))))
        for act in desk.views.acts(kind="export")
        if act.detail["format"] != "subject" and asked & set(act.detail.get("posts", ()))
    ]  # fmt: skip
