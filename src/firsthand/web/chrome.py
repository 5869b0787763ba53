"""What stands around every page: the rail, the person, the direction of the language."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from firsthand.desk.urgent import counted, waiting
from firsthand.model.errors import FirsthandError
from firsthand.model.words import RTL_LANGUAGES
from firsthand.shell.saved_views import saved_views
from firsthand.web import care, exposure, jobs
from firsthand.web.room import room

RAIL = (
    ("inbox", "inbox", _("Inbox")), ("sources", "users", _("Sources")), ("claims", "scale", _("Claims")),
    ("stories", "newspaper", _("Stories")), ("map", "map-pin", _("Map")), ("seconds", "eye", _("Second look")),
    ("translations", "languages", _("Translations")), ("day", "calendar", _("My day")),
)  # fmt: skip
CASE = (
    ("runs", "upload", _("Imports")), ("learning", "funnel", _("Categories")), ("plan", "scroll-text", _("Plan")),
    ("people", "user-round", _("People")), ("audit", "check", _("Audit")),
)  # fmt: skip
"""Pages about the case itself."""
MARKS = (("reviewed", "v"), ("hold", "h"), ("not-for-us", "x"))
"""Marks with their keys."""
VIEWS = (
    ("goodbye", _("Goodbyes")), ("help", _("Calls for help")), ("missing", _("Missing people")), ("eyewitness", _("Eyewitness")),
)  # fmt: skip


def _saved(root: str) -> list[str]:
    """Names of saved views, as many as have a key; none while their file cannot be read."""
    try:
        return list(saved_views(root))[: 9 - len(VIEWS)]
    except FirsthandError:
        return []


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Values that the base template needs."""
    if not getattr(request, "inside", False):
        return {"dir": "rtl" if (get_language() or "en") in RTL_LANGUAGES else "ltr"}
    here, opened = room(), exposure.opened()
    name = request.resolver_match.url_name if request.resolver_match else ""
    return {
        "dir": "rtl" if (get_language() or "en") in RTL_LANGUAGES else "ltr",
        "case": here.desk.plan, "person": here.actor, "rail": RAIL, "case_rail": CASE, "views": VIEWS, "marks": MARKS, "here": name,
        "saved": _saved(here.desk.root),
        "category": request.GET.get("category", ""), "steps": request.session.get(here.steps, []), "prefix": here.prefix,
        "paused": care.paused(request), "handed_count": care.waiting_count(),
        "running": jobs.running(here.desk.root), "entries_now": here.desk.book.size(),
        "opened_today": opened, "opened_limit": exposure.LIMIT, "meter": [n < opened for n in range(exposure.LIMIT)],
        "urgent": counted(waiting(here.desk)),
    }  # fmt: skip
