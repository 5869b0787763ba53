"""What stands around the pages of a server."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from firsthand.web.team import people


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Values that the base templates need."""
    value: dict[str, Any] = {"server": settings.FIRSTHAND_SERVER.host}
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        value |= {"me": user.get_username(), "my_cases": people.cases_of(user.pk)}
    return value
