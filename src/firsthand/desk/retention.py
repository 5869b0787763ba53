"""
Retention: what is held longer than the plan says, for two people to decide. Nothing here deletes anything.

The plan's `retain_until` is a day. From then on every import stands in the queue until two people keep it, with a reason and a new
day, or its messages are erased, each by the act of erasing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from firsthand.desk.ports import Desk
from firsthand.desk.record import need_reason, record
from firsthand.desk.removal import held_legally, people_behind
from firsthand.ledger.entry import Entry
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken, Refused

CASE = "case"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """
    One import.

    Attributes:
        until: The last day on which it was to be held.
        days: How long ago that was, or, below zero, how long it still is.
        kept_by: Entry of the act that set that day; None: the plan did.
        waiting: Entry of an act that would set another day, and waits for a second person.
        held: A legal hold forbids erasing it.
    """

    run: str
    source: str
    items: int
    until: date
    days: int
    kept_by: int | None
    waiting: int | None
    held: bool

    @property
    def due(self) -> bool:
        """The day is over."""
        return self.days > 0


def retention(desk: Desk) -> list[Due]:
    """
    Every import with the day until which it may be held, the longest overdue first.

    Raises:
        Mistaken: The plan names no day, or what it names is none.
    """
    planned, today, held = _planned(desk), desk.clock.now().date(), held_legally(desk)
    set_by: dict[str, tuple[int, date]] = {}
    waiting: dict[str, int] = {}
    for act in desk.views.acts(kind="retain"):
        if act.undone:
            continue
        if people_behind(desk, act)[1]:
            set_by[act.subject] = (act.seq, date.fromisoformat(act.detail["until"]))
        else:
            waiting[act.subject] = act.seq
    found = []
    for run in desk.views.runs("run"):
        if run.undone or not run.kept:
            continue
        # The last decision stands, whether it was of this import or of the whole case.
        seq, until = max((set_by[one] for one in (run.id, CASE) if one in set_by), default=(None, planned))
        found.append(
            Due(run=run.id, source=run.source, items=run.kept, until=until, days=(today - until).days, kept_by=seq,
                waiting=waiting.get(run.id, waiting.get(CASE)), held=held)
        )  # fmt: skip
    return sorted(found, key=lambda one: (-one.days, one.run))


def retain(desk: Desk, subject: str, until: str, *, because: str, actor: Actor) -> Entry:
    """
    Say that an import, or the whole case, is kept until another day. It stands when a second person agrees.

    Args:
        subject: A run, or ``case``.
        until: ISO date, after today.

    Raises:
        Mistaken: It is no day, or one that is over; the plan names no day.
        NotFound: There is no such run.
        Refused: No reason; a tool asks.
    """
    reason, day = need_reason(because), _day(until, "--until")
    _planned(desk)
    if day <= desk.clock.now().date():
        raise Mistaken(f"{until} is over.", code="past-date", advice="Name a day to come.")
    if subject != CASE:
        run = desk.views.run(subject)
        if run.kind != "run" or run.undone:
            raise Refused(f"{subject} is no import that is held.", code="no-import", advice="`firsthand retention` lists them.")
        subject = run.id
    return record(desk, "retain", subject, {"until": day.isoformat(), "because": reason}, actor=actor)


def _planned(desk: Desk) -> date:
    if not desk.plan.retain_until:
        raise Mistaken(
            "case.toml does not say until when this case may be held.",
            code="no-retention", advice='Write it there: retain_until = "2044-03-31".',
        )  # fmt: skip
    return _day(desk.plan.retain_until, "retain_until in case.toml")


def _day(stated: str, where: str) -> date:
    try:
        return date.fromisoformat(stated)
    except ValueError:
        raise Mistaken(f"{where}: {stated!r} is no date.", code="bad-date", advice="Write it as 2044-03-31.") from None
