"""What stands around the pages of a server."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from firsthand.web.room import room
from firsthand.web.team import beside, people


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Values that the base templates need."""
    value: dict[str, Any] = {"server": settings.FIRSTHAND_SERVER.host}
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        value |= {"me": user.get_username(), "my_cases": people.cases_of(user.pk)}
    if getattr(request, "inside", False):
        here = room()
        case, me = here.name, here.actor.name
        value |= {  # asked for by the pages that show them, and by no other
            "calls": lambda: beside.waiting(case, me), "calls_count": lambda: beside.count(case, me),
            "members": lambda: people.of_case(case), "colleagues": lambda: [one for one in people.of_case(case) if one != me],
            "may_give": "custodian" in here.roles,
        }  # fmt: skip
    return value
