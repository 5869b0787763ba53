"""The private meter of graphic material: counted for the person, told to the person, and to nobody else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db.models import F
from django.http import HttpRequest, HttpResponse, JsonResponse

from firsthand.web.room import room

if TYPE_CHECKING:
    from firsthand.web.models import Exposure

LIMIT = 20
"""After so many the desk proposes a pause; it never locks."""


def _rows() -> type[Exposure]:
    """The table, once Django has loaded it: routes are read before."""
    return apps.get_model("web", "Exposure")


def today() -> date:
    """The day at the place of the case."""
    desk = room().desk
    return desk.clock.now().astimezone(ZoneInfo(desk.plan.zone)).date()


def opened() -> int:
    """How many covered media the person opened today."""
    row = _rows().objects.filter(person=room().actor.name, day=today()).first()
    return row.opened if row else 0


def count(request: HttpRequest) -> HttpResponse:
    """Count one opening."""
    row, _new = _rows().objects.get_or_create(person=room().actor.name, day=today())
    _rows().objects.filter(pk=row.pk).update(opened=F("opened") + 1)
    return JsonResponse({"opened": row.opened + 1, "limit": LIMIT})
