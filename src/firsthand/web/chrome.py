"""What stands around every page: the rail, the person, the direction of the language."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from firsthand.desk.urgent import counted, waiting
from firsthand.model.words import RTL_LANGUAGES
from firsthand.web import care, exposure, jobs
from firsthand.web.room import room

RAIL = (
    ("inbox", "inbox", _("Inbox")), ("sources", "users", _("Sources")), ("claims", "scale", _("Claims")),
    ("stories", "newspaper", _("Stories")), ("map", "map-pin", _("Map")), ("runs", "upload", _("Imports")),
    ("seconds", "users", _("Second look")),
    ("translations", "languages", _("Translations")), ("learning", "funnel", _("Categories")), ("plan", "scroll-text", _("Plan")),
    ("people", "user-round", _("People")),
    ("day", "calendar", _("My day")), ("audit", "scroll-text", _("Audit")),
)  # fmt: skip
MARKS = (("reviewed", "v"), ("hold", "h"), ("not-for-us", "x"))
"""Marks with their keys."""
VIEWS = (
    ("goodbye", _("Goodbyes")), ("help", _("Calls for help")), ("missing", _("Missing people")), ("eyewitness", _("Eyewitness")),
)  # fmt: skip


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Values that the base template needs."""
    if not getattr(request, "inside", False):
        return {"dir": "rtl" if (get_language() or "en") in RTL_LANGUAGES else "ltr"}
    here = room()
    name = request.resolver_match.url_name if request.resolver_match else ""
    return {
        "dir": "rtl" if (get_language() or "en") in RTL_LANGUAGES else "ltr",
        "case": here.desk.plan, "person": here.actor, "rail": RAIL, "views": VIEWS, "marks": MARKS, "here": name,
        "category": request.GET.get("category", ""), "steps": request.session.get(here.steps, []), "prefix": here.prefix,
        "paused": care.paused(request), "handed_count": care.waiting_count(),
        "running": jobs.running(here.desk.root), "entries_now": here.desk.book.size(),
        "opened_today": exposure.opened(), "opened_limit": exposure.LIMIT,
        "urgent": counted(waiting(here.desk)),
    }  # fmt: skip
