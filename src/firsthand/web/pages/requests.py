"""What people ask of us about what we hold or printed, each with the day by which it is answered."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from firsthand.desk.requests import KINDS, OUTCOMES, Request
from firsthand.desk.requests import requests as all_requests
from firsthand.web.answer import answer
from firsthand.web.room import room


def requests(request: HttpRequest) -> HttpResponse:
    """The open ones first, the nearest day first; then those that were answered."""
    desk = room().desk
    found = all_requests(desk)
    value = {
        "requests": [row(one) for one in found], "open": sum(not one.outcome for one in found),
        "overdue": sum(one.overdue for one in found), "kinds": KINDS, "outcomes": OUTCOMES, "stories": desk.stories.slugs(),
    }  # fmt: skip
    return answer(request, "web/requests.html", value)


def row(one: Request) -> dict[str, Any]:
    """A request in plain values."""
    detail = one.act.detail
    return {
        "entry": one.act.seq, "request": detail["request"], "what": detail["what"], "by": one.act.actor.name, "key": detail["key"],
        "story": one.act.subject.removeprefix("story:") if one.act.subject != "case" else "", "received": detail["received"],
        "due": one.due.isoformat(), "overdue": one.overdue, "outcome": one.outcome, "because": one.because,
    }  # fmt: skip
