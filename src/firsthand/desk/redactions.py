"""
Redactions: what people declared to be covered, made coarser or left out in print, over originals that stay whole.

Each is an act with a reason. One that its maker takes back stays in force until a second person has agreed to that:
taking a cover away needs two, as keeping a proposed span does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from firsthand.desk.ports import Desk
from firsthand.desk.record import need_reason, need_word, record
from firsthand.desk.removal import people_behind
from firsthand.ledger.entry import Entry
from firsthand.model.act import Act
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken, NotFound
from firsthand.model.ids import Digest, PostId
from firsthand.story.lint import PRECISIONS

Area = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the upright picture; right and bottom are outside."""

TIMES = ("minute", "hour", "day", "month", "year", "unknown")
"""How finely a time is printed, the finest first."""


def redact_picture(desk: Desk, digest: Digest, areas: Sequence[Area], *, because: str, actor: Actor) -> Entry:
    """
    Fill areas of a picture in print; solid, because blur and coarse pixels can be undone.

    Raises:
        Mistaken: No area, one that is not on the picture, or no picture.
        NotFound: The vault does not hold it.
        Refused: No reason.
    """
    reason = need_reason(because)
    if not areas:
        raise Mistaken("No area is named.", code="no-area", advice="Give --area LEFT,TOP,RIGHT,BOTTOM in pixels.")
    if not desk.vault.has(digest):
        raise NotFound(f"The vault holds no {digest[:12]}….", code="no-media", advice="`firsthand show POST` lists a message's pictures.")
    desk.press.clean(desk.vault.read(digest), areas)  # says what is wrong with an area before anything is entered
    fields = {"areas": [list(area) for area in areas], "because": reason}
    return record(desk, "redact-media", f"media:{digest}", fields, actor=actor)


def silence(desk: Desk, digest: Digest, *, because: str, actor: Actor) -> Entry:
    """
    Print a film without its sound. A film that nobody has silenced is only described, and sound alone always is.

    Raises:
        Mistaken: It is no film.
        NotFound: The vault does not hold it.
        Refused: No reason.
        Unavailable: It cannot be shown again here.
    """
    reason = need_reason(because)
    if not desk.vault.has(digest):
        raise NotFound(f"The vault holds no {digest[:12]}….", code="no-media", advice="`firsthand show POST` lists a message's films.")
    desk.press.silent(desk.vault.read(digest))  # says what is wrong with it before anything is entered
    return record(desk, "redact-media", f"media:{digest}", {"areas": [], "because": reason, "silent": True}, actor=actor)


def coarsen(desk: Desk, post: PostId, part: str, to: str, *, because: str, actor: Actor) -> Entry:
    """
    Print the time or the place of a message no finer than this, in every story.

    Args:
        part: ``time`` (to a word of `TIMES`) or ``place`` (to a word of `firsthand.story.lint.PRECISIONS`).

    Raises:
        Mistaken: Another part or precision.
        Refused: No reason.
    """
    need_word(part, ("time", "place"), "part")
    need_word(to, TIMES if part == "time" else PRECISIONS, "precision")
    desk.views.post(post)
    return record(desk, "coarsen", post, {"part": part, "to": to, "because": need_reason(because)}, actor=actor)


def silenced(acts: Iterable[Act]) -> bool:
    """Whether one of the redactions of a medium takes its sound away."""
    return any(act.detail.get("silent") for act in acts)


def in_force(desk: Desk, acts: Iterable[Act]) -> list[Act]:
    """Those redactions that still hold: also one that its maker took back, until a second person agreed to that."""
    return [act for act in acts if not act.undone or not _taken_back(desk, act)]


def _taken_back(desk: Desk, act: Act) -> bool:
    undoing = [one for one in desk.views.acts(about=str(act.seq), kind="undo") if not one.undone]
    return any(people_behind(desk, one)[1] for one in undoing)


def areas_of(acts: Iterable[Act]) -> tuple[Area, ...]:
    """Every area that redactions of one picture declare."""
    found = {(int(left), int(top), int(right), int(bottom)) for act in acts for left, top, right, bottom in act.detail["areas"]}
    return tuple(sorted(found))


def coarsest(acts: Iterable[Act], part: str, words: Sequence[str]) -> str:
    """The coarsest precision that redactions ask for; empty when none does."""
    asked = [act.detail["to"] for act in acts if act.detail["part"] == part]
    return max(asked, key=words.index, default="") if part == "time" else min(asked, key=words.index, default="")


def cut_time(at: datetime, precision: str) -> datetime:
    """A time without what is finer than a precision."""
    kept = TIMES.index(precision)
    return at.replace(
        month=1 if kept >= TIMES.index("year") else at.month, day=1 if kept >= TIMES.index("month") else at.day,
        hour=0 if kept >= TIMES.index("day") else at.hour, minute=0 if kept >= TIMES.index("hour") else at.minute,
        second=0, microsecond=0,
    )  # fmt: skip
