"""My day: what I did, what waits for a second person, how much I have looked at."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from firsthand.desk.requests import requests
from firsthand.desk.waiting import waiting
from firsthand.model.act import Act
from firsthand.web import care, exposure
from firsthand.web.answer import answer
from firsthand.web.pages.requests import row
from firsthand.web.room import room

SHOWN = 100
OF_POSTS = frozenset({"grade", "mark", "label", "withdraw", "ask-erase"})
"""Kinds of acts whose subject is a post."""


def day(request: HttpRequest) -> HttpResponse:
    """The person's own acts of today, newest first, and their private meter."""
    here = room()
    since = exposure.today()
    mine = [
        _row(act) for act in here.desk.views.acts()
        if act.actor.identity == here.actor.identity and act.at.date() >= since
    ]  # fmt: skip
    value = {
        "acts": mine[::-1][:SHOWN], "opened": exposure.opened(), "limit": exposure.LIMIT,
        "waiting": len(waiting(here.desk)), "requests": [row(one) for one in requests(here.desk) if not one.outcome], **care.handed(),
    }  # fmt: skip
    return answer(request, "web/day.html", value)


def seconds(request: HttpRequest) -> HttpResponse:
    """Decisions that wait for a second person; those of the reader are told, and cannot be answered by them."""
    here = room()
    rows = [{**_row(act), "mine": act.actor.identity == here.actor.identity} for act in waiting(here.desk)]
    return answer(request, "web/seconds.html", {"waiting": rows[:SHOWN], "of": len(rows)})


def _row(act: Act) -> dict[str, Any]:
    return {
        "entry": act.seq, "kind": act.kind, "subject": act.subject, "by": act.actor.name, "undone": act.undone,
        "at": act.at.isoformat().replace("+00:00", "Z"), "because": act.detail.get("because", ""),
        "source": act.kind == "judge", "post": act.kind in OF_POSTS and not act.subject.startswith("sealed:"),
        "claim": act.kind == "claim-status", "story": act.subject.removeprefix("story:") if act.subject.startswith("story:") else "",
        "detail": str(act.detail.get("code") or act.detail.get("key") or ""),
    }  # fmt: skip
