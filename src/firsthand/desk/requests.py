"""
Requests from people about what we hold or printed: written down the day they come, with a day by which they are answered.

The desk writes what is asked in its own words, without a name or an address: whoever asks is known by the letter that they
wrote, which the desk keeps where it keeps its post.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from firsthand.check.spans import propose
from firsthand.desk.ports import Desk
from firsthand.desk.record import need_reason, need_word, record
from firsthand.desk.story import cards, story_files
from firsthand.ledger.entry import Entry
from firsthand.model.act import Act
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken, NotFound, Refused

KINDS = ("removal", "correction", "clarification", "access", "other")
OUTCOMES = ("granted", "in-part", "refused", "nothing-held")
DAYS = 30
"""Until an answer is due when nobody says otherwise; a month, as data protection laws commonly ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """
    A request and what became of it.

    Attributes:
        act: The entry that wrote it down.
        due: The day by which it is to be answered.
        outcome: A word of `OUTCOMES`; empty while it is open.
        overdue: It is open and its day has passed.
    """

    act: Act
    due: date
    outcome: str = ""
    because: str = ""
    overdue: bool = False


def add_request(
    desk: Desk, kind: str, what: str, *, story: str = "", key: str = "", received: str = "", due: str = "", actor: Actor
) -> Entry:
    """
    Write a request down.

    Args:
        what: What is asked, in the desk's words.
        story, key: The story, and its card, that it is about; empty when it is about none.
        received, due: Days as YYYY-MM-DD; today, and `DAYS` after it was received.

    Raises:
        Mistaken: No words, another kind, a day that is none, due before received.
        NotFound: No such story or card.
        Refused: The words hold a phone or an address.
    """
    need_word(kind, KINDS, "request")
    if not what.strip():
        raise Mistaken("A request says what is asked.", code="no-words", advice="Give it with --what.")
    if found := [one.text for one in propose(what) if one.kind in ("phone", "email", "address")]:
        raise Refused(f"The words hold {found[0]!r}, and an entry stays for good.", code="names-somebody",
                      advice="Say what is asked, not who asks.")  # fmt: skip
    if story:
        story_files(desk, story)
        if key and key not in cards(desk, story):
            raise NotFound(f"There is no card {key} in {story}.", code="no-card", advice="`firsthand story check` lists them.")
    came = _day(received) if received else _today(desk)
    until = _day(due) if due else came + timedelta(days=DAYS)
    if until < came:
        raise Mistaken(f"{until} is before {came}.", code="bad-day", advice="--due is the day by which it is answered.")
    fields = {"request": kind, "what": what.strip(), "key": key, "received": came.isoformat(), "due": until.isoformat()}
    return record(desk, "request", f"story:{story}" if story else "case", fields, actor=actor)


def close_request(desk: Desk, seq: int, outcome: str, *, because: str, actor: Actor) -> Entry:
    """
    Say what became of a request.

    Raises:
        Mistaken: Another outcome.
        NotFound: There is no such open request.
        Refused: No reason.
    """
    need_word(outcome, OUTCOMES, "outcome")
    asked = next((one for one in requests(desk) if one.act.seq == seq and not one.outcome), None)
    if asked is None:
        raise NotFound(f"Entry {seq} is no open request.", code="no-request", advice="`firsthand request list` lists them.")
    fields = {"outcome": outcome, "because": need_reason(because)}
    return record(desk, "request-done", asked.act.subject, fields, actor=actor, about=str(seq))


def requests(desk: Desk) -> list[Request]:
    """Every request: the open ones first, the nearest day first; then the answered ones."""
    done = {act.about: act for act in desk.views.acts(kind="request-done") if not act.undone}
    today = _today(desk)
    found = []
    for act in desk.views.acts(kind="request"):
        if act.undone:
            continue
        closed = done.get(str(act.seq))
        due = date.fromisoformat(act.detail["due"])
        found.append(
            Request(act=act, due=due, outcome=closed.detail["outcome"] if closed else "",
                    because=closed.detail["because"] if closed else "", overdue=closed is None and due < today)
        )  # fmt: skip
    return sorted(found, key=lambda one: (bool(one.outcome), one.due, one.act.seq))


def _today(desk: Desk) -> date:
    return desk.clock.now().astimezone(ZoneInfo(desk.plan.zone)).date()


def _day(stated: str) -> date:
    try:
        return date.fromisoformat(stated)
    except ValueError:
        raise Mistaken(f"{stated!r} is no day.", code="bad-day", advice="Write it as 2041-03-14.") from None
