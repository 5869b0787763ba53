"""Work that goes on in the background: how far it is, pause and stop, what it came to; and asking for more of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from firsthand.desk.screen import STEPS
from firsthand.model.errors import Mistaken
from firsthand.web import jobs
from firsthand.web.answer import answer, wants_json
from firsthand.web.room import room

LONGEST = 4_000
"""Characters of a path."""


def work(request: HttpRequest) -> HttpResponse:
    """All jobs, newest first; the part is the line above the page."""
    case = room().desk.root
    return answer(request, "web/jobs.html", {"jobs": jobs.jobs(case), "running": jobs.running(case)}, part="web/_jobs.html")


def job(request: HttpRequest, job: int) -> HttpResponse:
    """One job; when it has ended, its result."""
    return answer(request, "web/job.html", {"job": jobs.job(room().desk.root, job)}, part="web/_job.html")


def wish(request: HttpRequest, job: int, word: str) -> HttpResponse:
    """Pause, stop, go on."""
    told = jobs.wish(room().desk.root, job, word)
    return JsonResponse({"job": told}) if wants_json(request) else redirect("job", job)


def screen(request: HttpRequest) -> HttpResponse:
    """Look again for what may matter."""
    only = request.POST.getlist("only")
    if unknown := [one for one in only if one not in STEPS]:
        raise Mistaken(f"There is no step {unknown[0]!r}.", code="no-step", advice=f"One of: {', '.join(STEPS)}.")
    return _asked(request, "screen", {"only": only})


def thumbnails(request: HttpRequest) -> HttpResponse:
    """Make small copies of pictures, so that opening one shows no more than is needed."""
    return _asked(request, "thumbnails", {})


def backup(request: HttpRequest) -> HttpResponse:
    """Bring a backup up to date."""
    to = _path(request)
    return _asked(request, "backup", {"to": to, "label": to})


def _path(request: HttpRequest) -> str:
    to = request.POST.get("to", "").strip()
    if not to.startswith("/") or "\x00" in to or len(to) > LONGEST:
        raise Mistaken(f"{to!r} is no whole path of a folder.", code="bad-path", advice="For example /media/second-disk/oradesh.")
    return to


def _asked(request: HttpRequest, kind: str, order: dict[str, Any]) -> HttpResponse:
    here = room()
    number = jobs.ask(here.desk.root, kind, order, here.actor.name)
    return JsonResponse({"job": number}, status=202) if wants_json(request) else redirect("job", number)
