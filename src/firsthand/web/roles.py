"""What a role lets a person do: a ladder, and the step that each page and each act needs at least."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http.response import HttpResponseBase

from firsthand.model.errors import Refused
from firsthand.web.room import room

ROLES = ("collector", "reader", "reviewer", "editor", "publisher", "custodian")
"""Of a case in a team, each with all that stands before it; alone at one's own machine a person has all of them."""


def reaches(least: str) -> bool:
    """Whether the person has a role that reaches so far."""
    return any(ROLES.index(one) >= ROLES.index(least) for one in room().roles if one in ROLES)


def need(least: str) -> None:
    """
    Go on only when the person has a role that reaches so far.

    Raises:
        Refused: They have not.
    """
    if not reaches(least):
        raise Refused(
            f"This needs the role {least} in this case; yours: {', '.join(sorted(room().roles)) or 'none'}.", code="no-role",
            advice="Who looks after the people of the case can give it: People.",
        )  # fmt: skip


def only(least: str, page: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page that opens to a role; empty for an entrance, which opens to everybody."""

    @wraps(page)
    def guarded(*args: object, **named: object) -> HttpResponseBase:
        if least:
            need(least)
        with room().desk.views.at_once():
            return page(*args, **named)

    return guarded
