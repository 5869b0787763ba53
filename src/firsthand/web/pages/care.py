"""Pages of care: giving and taking, the pause, and what the next shift should know."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from firsthand.desk.waiting import waiting
from firsthand.model.errors import Mistaken
from firsthand.model.ids import PostId
from firsthand.shell.sql.rows import from_us
from firsthand.web import care, jobs
from firsthand.web.answer import answer, wants_json
from firsthand.web.room import room

LOOKED, TOLD = 5_000, 200
"""Entries that a shift note looks through, and acts that it names one by one."""


def give(request: HttpRequest) -> HttpResponse:
    """Give a post to somebody else, or take one that waits. Nobody is asked why."""
    post = PostId(request.POST.get("post", ""))
    room().desk.views.post(post)
    if request.POST.get("take"):
        care.take(post)
        return JsonResponse({"taken": post}) if wants_json(request) else redirect("day")
    care.give(post)
    return JsonResponse({"given": post, "verb": "give"}) if wants_json(request) else redirect("inbox")


def pause(request: HttpRequest) -> HttpResponse:
    """Begin a pause, or end it: all media covered, a queue of plain text only."""
    request.session[care.PAUSE] = not care.paused(request)
    now = care.paused(request)
    return JsonResponse({"pause": now}) if wants_json(request) else redirect("inbox")


def shift(request: HttpRequest) -> HttpResponse:
    """What was done since an entry, for who comes next: sums by person, what waits, what is under way. It prints."""
    desk = room().desk
    size = desk.book.size()
    stated = request.GET.get("since", "")
    if stated and (not stated.isascii() or not stated.isdigit() or len(stated) > 12):
        raise Mistaken(f"{stated!r} is no number of an entry.", code="bad-entry", advice="Leave `since` out for today.")
    first = max(int(stated), size - LOOKED) if stated else _first_of_today(size)
    entries = list(desk.book.entries(since=first))
    sums: Counter[tuple[str, str]] = Counter()
    notes: list[dict[str, Any]] = []
    runs = []
    for entry in entries:
        detail = entry.detail
        by = (detail.get("actor") or {}).get("name", "")
        sums[by, entry.kind] += 1
        if entry.kind == "note":
            told = {"entry": entry.seq, "by": by, "about": detail.get("subject", ""), "text": detail.get("text", "")}
            notes.append({**told, "at": from_us(detail.get("at_us"))})
        elif entry.kind == "run":
            runs.append({"run": detail["run"], "source": detail.get("source", ""), "posts": (detail.get("counts") or {}).get("posts", 0)})
    people = sorted({by for by, _kind in sums})
    value = {
        "since": first, "size": size, "entries": len(entries),
        "people": [{"by": by, "acts": [{"kind": kind, "n": n} for (who, kind), n in sorted(sums.items()) if who == by]} for by in people],
        "notes": notes[-TOLD:], "runs": runs[-TOLD:], "seconds": len(waiting(desk)), "handed": care.waiting_count(),
        "jobs": jobs.running(desk.root),
    }  # fmt: skip
    return answer(request, "web/shift.html", value)


def _first_of_today(size: int) -> int:
    """The first entry of the day at the place of the case."""
    from firsthand.web import exposure

    desk, day = room().desk, exposure.today()
    first = size
    while first > max(size - LOOKED, 0):
        at = from_us(desk.book.entry(first - 1).detail.get("at_us"))
        if at is None or at[:10] < day.isoformat():
            break
        first -= 1
    return first
