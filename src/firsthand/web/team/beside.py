"""
What people of a case are to each other: who else reads this, what somebody is asked to do, who a note names.

Who reads what, and who is about to grade it, lives in the memory of the process for `HERE_S` seconds and is written down nowhere; who
chose so is never told of.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils import timezone

from firsthand.model.errors import Mistaken, NotFound
from firsthand.web.team import people
from firsthand.web.team.models import Call

HERE_S = 90.0
MOST_PLACES, MOST_NAMED, MOST_WORDS, MOST_SHOWN = 10_000, 20, 300, 100

DOING = ("", "grade")
"""What a page says of its reader beside that they read."""


class Seen(NamedTuple):
    """When somebody was last seen at a post, by a clock that only goes on; whether others are told; what they are doing there."""

    at: float
    hidden: bool
    doing: str


class Beside(NamedTuple):
    """Who else is at a post: everybody, and those of them who are grading it."""

    others: list[str]
    grading: list[str]


_reading: dict[tuple[str, str], dict[str, Seen]] = {}
_turn = threading.Lock()


def read(case: str, post: str, name: str, *, hidden: bool, doing: str = "", at: float | None = None) -> Beside:
    """
    Somebody reads a post; gives who else does, by name.

    Args:
        hidden: They chose that others are not told.
        doing: A word of `DOING`.
        at: Seconds of a clock that only goes on; None for the machine's.
    """
    now = time.monotonic() if at is None else at
    with _turn:
        for reading in _reading.values():  # a person is in one place
            reading.pop(name, None)
        for key in [key for key, reading in _reading.items() if all(now - seen.at > HERE_S for seen in reading.values())]:
            del _reading[key]
        there = _reading.setdefault((case, post), {}) if len(_reading) < MOST_PLACES else _reading.get((case, post), {})
        there[name] = Seen(now, hidden, doing if doing in DOING else "")
        return _others(there, name, now)


def near(case: str, name: str, *, at: float | None = None) -> tuple[str, Beside] | None:
    """The post of a case that somebody reads, and who else does; None when they were not seen at one of late."""
    now = time.monotonic() if at is None else at
    with _turn:
        for (of, post), there in _reading.items():
            if of == case and name in there and now - there[name].at <= HERE_S:
                return post, _others(there, name, now)
    return None


def _others(there: dict[str, Seen], name: str, now: float) -> Beside:
    told = sorted((one, seen.doing) for one, seen in there.items() if one != name and not seen.hidden and now - seen.at <= HERE_S)
    return Beside([one for one, _ in told], [one for one, doing in told if doing == "grade"])


def forget() -> None:
    """Nobody reads anything."""
    with _turn:
        _reading.clear()


def ask(case: str, ref: str, who: str, text: str, *, by: str) -> None:
    """
    Ask one person to look at something.

    Raises:
        Mistaken: They have no role in the case.
    """
    if who not in people.of_case(case):
        raise Mistaken("Nobody of that name works on this case.", code="no-person", advice="Choose somebody from the list.")
    Call.objects.create(case=case, kind="asked", person=who, by=by, ref=ref[:600], text=text.strip()[:MOST_WORDS], at=timezone.now())


def name_all(case: str, ref: str, text: str, *, by: str, entry: int) -> list[str]:
    """Tell those whom a note names as ``@NAME``; gives who they are."""
    found = named(text, (one for one in people.of_case(case) if one != by))
    at = timezone.now()
    Call.objects.bulk_create(
        Call(case=case, kind="named", person=one, by=by, ref=ref[:600], entry=entry, at=at) for one in found
    )  # fmt: skip
    return found


def named(text: str, names: Iterable[str]) -> list[str]:
    """Whom a text names: the longest name that fits stands for itself alone, in whatever case its letters are written."""
    found, plain = [], text.casefold()
    for name in sorted(names, key=len, reverse=True):
        mark, start, hit = f"@{name.casefold()}", 0, False
        while (start := plain.find(mark, start)) >= 0:
            end = start + len(mark)
            if not plain[end : end + 1].isalnum():
                hit, plain = True, f"{plain[:start]} {plain[end:]}"
            start += 1
        if hit:
            found.append(name)
    return sorted(found)[:MOST_NAMED]


def waiting(case: str, name: str) -> list[dict[str, Any]]:
    """What waits for a person, oldest first."""
    rows = Call.objects.filter(case=case, person=name, done_at=None).order_by("pk")[:MOST_SHOWN]
    return [
        {"call": one.pk, "kind": one.kind, "by": one.by, "ref": one.ref, "entry": one.entry, "text": one.text,
         "at": one.at.isoformat(timespec="seconds").replace("+00:00", "Z")}
        for one in rows
    ]  # fmt: skip


def count(case: str, name: str) -> int:
    """How much waits for a person."""
    return int(Call.objects.filter(case=case, person=name, done_at=None).count())


def done(case: str, name: str, call: int) -> None:
    """
    Something need not wait any longer.

    Raises:
        NotFound: It is not theirs, or not there.
    """
    if not Call.objects.filter(case=case, person=name, pk=call, done_at=None).update(done_at=timezone.now()):
        raise NotFound("That does not wait for you.", code="no-call", advice="Load My day again.")
