"""Care for who looks: a post can be given to somebody else without a reason, and a pause leaves a queue of plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from firsthand.web.room import room

if TYPE_CHECKING:
    from firsthand.web.models import Handed

MOST_AWAY = 200
"""Rows beyond those that are shown in which others are looked for."""
PAUSE = "pause"
"""Key of the session: the person takes a pause from media."""


def _rows() -> type[Handed]:
    """The table, once Django has loaded it: routes are read before."""
    return apps.get_model("web", "Handed")


def give(post: str) -> None:
    """Put a post on the list of whoever takes it; giving it again changes nothing."""
    here = room()
    _rows().objects.get_or_create(
        case=here.desk.root, post=post, by=here.actor.name, defaults={"at": timezone.now(), "taken_by": ""}
    )


def take(post: str) -> None:
    """Take what somebody gave; or take back what one gave oneself."""
    here = room()
    rows = _rows().objects.filter(case=here.desk.root, post=post)
    rows.filter(by=here.actor.name).delete()
    rows.filter(taken_by="").update(taken_by=here.actor.name)


def given_away() -> set[str]:
    """Posts that the person gave away, and does not want to meet."""
    here = room()
    return set(_rows().objects.filter(case=here.desk.root, by=here.actor.name).values_list("post", flat=True))


def handed() -> dict[str, list[dict[str, Any]]]:
    """What the person gave, and what waits for somebody to take it; who gave it is told to nobody."""
    here = room()
    rows = list(_rows().objects.filter(case=here.desk.root).order_by("pk"))
    mine = [{"post": one.post, "taken": bool(one.taken_by)} for one in rows if one.by == here.actor.name]
    waiting = dict.fromkeys(one.post for one in rows if one.by != here.actor.name and not one.taken_by)
    return {"given": mine, "handed_waiting": [{"post": post} for post in waiting]}


def waiting_count() -> int:
    """Posts of others that wait for somebody."""
    here = room()
    return _rows().objects.filter(Q(case=here.desk.root, taken_by="") & ~Q(by=here.actor.name)).values("post").distinct().count()


def paused(request: HttpRequest) -> bool:
    """Whether the person takes a pause from media."""
    return bool(request.session.get(PAUSE))


def fit_for(request: HttpRequest, limit: int, found: Callable[[int], Iterable[dict[str, Any]]]) -> list[dict[str, Any]]:
    """
    Rows that the person wants to meet now: nothing that they gave away, and in a pause nothing with media.

    Args:
        found: Gives so many rows, in order.
    """
    away, plain = given_away(), paused(request)
    more = min(len(away), MOST_AWAY) + (MOST_AWAY if plain else 0)
    rows = (row for row in found(limit + more) if row["id"] not in away and not (plain and row["media"]))
    return list(islice(rows, limit))
