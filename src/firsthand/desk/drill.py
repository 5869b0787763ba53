"""
The removals of a case: what was asked for and where each request stands; and the drill, which says what one would take before it does.

A drill writes nothing and decides nothing. It says what goes, who was handed copies, and what a program cannot reach.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from firsthand.desk.holders import Holder, holders
from firsthand.desk.ports import Desk
from firsthand.desk.removal import asked_for, carried_out, need_two_keys, people_behind, would_take
from firsthand.model.act import Act
from firsthand.model.errors import FirsthandError, Refused

KINDS = ("withdraw", "ask-erase", "ask-quarantine", "hold-legal")
"""Kinds of entries that are listed, the newest first."""
LONGEST = 24
"""Characters of a post's number that a person is asked to type."""
CODES = {"needs-second": "waits", "needs-two-keys": "needs-keys"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    A request, or a withdrawal.

    Attributes:
        state: ``waits`` for a second person; ``needs-keys``: two agree, and one has no key; ``ready`` to be carried out; ``stands``: in
            force by itself (a withdrawal, a hold); ``done``.
        done: The entry that carried it out.
    """

    act: Act
    state: str
    done: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """
    What carrying out a request would take.

    Attributes:
        asked: The request as it stands.
        confirm: What a person types to carry it out: the number of the post on its platform, or eight characters of a long one; the first
            eight digits of a digest.
        items: How many items of imports.
        files: What becomes of each file: ``old`` digest, ``new`` digest or None, ``what`` it is.
        bodies: Entries whose words go; the entries stay.
        posts, cards: Ids that the case will hold no more; story and key of cards that may not be printed any more.
        holders: Exports that carried any of these posts.
        refused: Why it would be refused now, as ``code``, ``message``, ``advice``; None when it would not.
    """

    asked: Asked
    confirm: str
    items: int = 0
    files: tuple[dict[str, Any], ...] = ()
    bodies: tuple[int, ...] = ()
    posts: tuple[str, ...] = ()
    cards: tuple[tuple[str, str], ...] = ()
    holders: tuple[Holder, ...] = ()
    refused: dict[str, str] | None = None


def removals(desk: Desk) -> list[Asked]:
    """Everything that was asked for and not taken back, the newest first."""
    acts = [act for kind in KINDS for act in desk.views.acts(kind=kind) if not act.undone]
    return [stands(desk, act) for act in sorted(acts, key=lambda act: -act.seq)]


def stands(desk: Desk, act: Act) -> Asked:
    """Where one of them stands."""
    if act.kind in ("withdraw", "hold-legal"):
        alone = act.kind == "hold-legal" and act.detail["on"]
        return Asked(act=act, state="stands" if alone or people_behind(desk, act)[1] else "waits")
    if (done := carried_out(desk, act.seq)) is not None:
        return Asked(act=act, state="done", done=done.seq)
    return Asked(act=act, state=agreed(desk, act))


def agreed(desk: Desk, act: Act) -> str:
    """Whether enough people stand behind a request that is carried out apart: ``waits``, ``needs-keys`` or ``ready``."""
    try:
        need_two_keys(desk, act)
    except Refused as error:
        return CODES[error.code]
    return "ready"


def drill(desk: Desk, seq: int) -> Drill:
    """
    Say what a request would take.

    Raises:
        NotFound: There is no such request.
    """
    act = asked_for(desk, seq)
    asked = stands(desk, act)
    confirm = _to_type(act.subject)
    if asked.state == "done":
        return Drill(asked=asked, confirm=confirm)
    try:
        removal = would_take(desk, act)
    except FirsthandError as error:
        return Drill(asked=asked, confirm=confirm, refused={"code": error.code, "message": str(error), "advice": error.advice()})
    return Drill(
        asked=asked, confirm=confirm, items=sum(map(len, removal.items.values())),
        files=tuple({name: removal.blobs[old][name] for name in ("old", "new", "what")} for old in sorted(removal.blobs)),
        bodies=tuple(sorted(removal.bodies)), posts=tuple(sorted(removal.posts)), cards=tuple(sorted(removal.cards)),
        holders=tuple(holders(desk, removal.posts)),
    )  # fmt: skip


def _to_type(subject: str) -> str:
    kind, _, rest = subject.partition(":")
    return rest[:8] if kind in ("sealed", "blob") else rest if len(rest) <= LONGEST else rest[-8:]
