"""What stands around every page: the rail, the person, the direction of the language."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from firsthand.desk.ports import Desk
from firsthand.desk.urgent import counted, waiting
from firsthand.model.errors import FirsthandError
from firsthand.model.words import RTL_LANGUAGES
from firsthand.shell.saved_views import saved_views
from firsthand.web import care, exposure, jobs
from firsthand.web.answer import wants_part
from firsthand.web.roles import reaches
from firsthand.web.room import room

RAIL = (
    ("inbox", "inbox", _("Inbox")), ("sources", "users", _("Sources")), ("claims", "scale", _("Claims")),
    ("stories", "newspaper", _("Stories")), ("map", "map-pin", _("Map")), ("seconds", "eye", _("Second look")),
    ("translations", "languages", _("Translations")), ("day", "calendar", _("My day")),
)  # fmt: skip
CASE = (
    ("runs", "upload", _("Imports")), ("learning", "funnel", _("Categories")), ("plan", "scroll-text", _("Plan")),
    ("requests", "file-text", _("Requests")), ("people", "user-round", _("People")), ("audit", "check", _("Audit")),
)  # fmt: skip
"""Pages about the case itself."""
KEPT = (("sealed", "shield", _("Sealed")), ("removal", "eye-off", _("Removal")))
"""Pages of who looks after the case."""
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
    """Values that the base template needs; a part of an open page needs few of them."""
    direction = "rtl" if (get_language() or "en") in RTL_LANGUAGES else "ltr"
    if not getattr(request, "inside", False):
        return {"dir": direction}
    here = room()
    few = {
        "dir": direction, "case": here.desk.plan, "person": here.actor, "marks": MARKS, "paused": care.paused(request),
        "prefix": here.prefix, "custodian": reaches("custodian"),
    }  # fmt: skip
    if wants_part(request):
        return few
    opened = exposure.opened()
    name = request.resolver_match.url_name if request.resolver_match else ""
    return {
        **few, "rail": RAIL, "case_rail": (*CASE, *(KEPT if few["custodian"] else ())), "views": VIEWS, "here": name,
        "saved": _saved(here.desk.root),
        "category": request.GET.get("category", ""), "steps": request.session.get(here.steps, []),
        "handed_count": care.waiting_count(), "running": jobs.running(here.desk.root), "entries_now": here.desk.book.size(),
        "opened_today": opened, "opened_limit": exposure.LIMIT, "meter": [n < opened for n in range(exposure.LIMIT)],
        "urgent": _urgent(here.desk),
    }  # fmt: skip


_counts: dict[str, tuple[int, dict[str, int]]] = {}
"""By case: for how many entries calls were counted, and what came of it."""


def _urgent(desk: Desk) -> dict[str, int]:
    """How many calls wait; counted again when an entry has come."""
    size = desk.book.size()
    held = _counts.get(desk.root)
    if held is None or held[0] != size:
        held = _counts[desk.root] = (size, counted(waiting(desk)))
    return held[1]
