"""Record: what every human act has in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from firsthand.desk.ports import Desk
from firsthand.ledger.entry import Entry
from firsthand.model.act import Act
from firsthand.model.actor import Actor
from firsthand.model.errors import Conflict, Mistaken, NotFound, Refused
from firsthand.model.ids import PostId

DECIDED = ("roles", "affiliation", "reliability", "credibility", "status", "statement")
"""Words of a decision that are told to whoever comes second."""


def record(
    desk: Desk, kind: str, subject: str, fields: Mapping[str, Any], *, actor: Actor, about: str = "",
    guard: Callable[[], None] | None = None,
) -> Entry:  # fmt: skip
    """
    Enter an act of a person.

    Args:
        subject: The post, account, claim, story or entry that it is about.
        about: A second thing that it touches.
        guard: Looks once more, while nobody else can write, and raises when the act may not be entered.

    Raises:
        Refused: The actor is a tool.
    """
    if actor.kind != "person":
        raise Refused(
            f"{actor.name} is a tool; only a person may {kind}.",
            code="tool-decides",
            advice="Name the person who decides with --as.",
        )
    with desk.book.writing() as pen:
        if guard:
            guard()
        return pen.append(kind, {"subject": subject, "about": about, **fields}, actor=actor)


def need_reason(because: str) -> str:
    """
    A decision needs its reason.

    Raises:
        Refused: There is none.
    """
    if not because.strip():
        raise Refused("A decision needs a reason.", code="no-reason", advice="Say why with --because.")
    return because.strip()


def need_word(value: str, known: tuple[str, ...], what: str) -> str:
    """
    A word of a closed vocabulary.

    Raises:
        Mistaken: It is another word.
    """
    if value not in known:
        raise Mistaken(f"{value!r} is no {what}.", code=f"bad-{what}", advice=f"One of: {', '.join(known)}.")
    return value


def need_unchanged(acts: Iterable[Act], expects: int | None, what: str) -> None:
    """
    A decision is made in sight of the last one.

    Args:
        acts: Earlier decisions of the same kind about the same thing.
        expects: The last one that the person had seen; None: none.
        what: Subject and verb for the message, for example "x:1893 was graded".

    Raises:
        Conflict: Somebody decided meanwhile; both are in the error.
        NotFound: `expects` is no such decision.
    """
    last = max((act for act in acts if not act.undone), key=lambda act: act.seq, default=None)
    if last is None:
        if expects is not None:
            raise NotFound(f"Entry {expects} is no decision about this.", code="no-entry", advice="Leave --expects out.")
        return
    if last.seq == expects:
        return
    words = {name: last.detail[name] for name in DECIDED if name in last.detail}
    raise Conflict(
        f"{what} meanwhile by {last.actor.name} (entry {last.seq}): {words}, because {last.detail['because']!r}.",
        code="judged-meanwhile",
        advice=f"Look at it; to decide again after that, add --expects {last.seq}. To answer it: firsthand second {last.seq}.",
    )


def need_day(stated: str) -> str:
    """
    A day, as ``2041-03-15``.

    Raises:
        Mistaken: It is none.
    """
    try:
        return date.fromisoformat(stated).isoformat()
    except ValueError:
        raise Mistaken(f"{stated!r} is no day.", code="bad-day", advice="Write it as 2041-03-15.") from None


def need_evidence(desk: Desk, evidence: tuple[str, ...]) -> tuple[str, ...]:
    """
    Check that each piece of evidence is held: a post, or the number of an entry.

    Raises:
        NotFound: One is not.
    """
    for one in evidence:
        if one.isdigit():
            desk.book.entry(int(one))
        elif ":" in one:
            desk.views.post(PostId(one))
        else:
            raise NotFound(
                f"{one!r} is neither a post nor an entry.",
                code="no-evidence",
                advice="Give the id of a post (`firsthand posts`) or the number of an entry (`firsthand log`).",
            )
    return evidence
