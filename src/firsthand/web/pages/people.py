"""Who works on the case: names and keys as the ledger has them; nobody is counted or ranked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from firsthand.desk.ports import Desk
from firsthand.web.answer import answer
from firsthand.web.roles import ROLES
from firsthand.web.room import room


def people(request: HttpRequest) -> HttpResponse:
    """Everybody who has decided something, in the order in which they first did, and what the reader may do here."""
    here = room()
    held = sorted(here.roles, key=ROLES.index)
    may = ROLES[: max(map(ROLES.index, held)) + 1] if held else ()
    value = {
        "people": _people(here.desk, here.actor.identity, here.actor.name), "me": here.actor.name, "key": here.actor.key,
        "roles": [{"role": role, "yours": role in may} for role in ROLES], "team": here.desk.plan.desk == "team",
    }  # fmt: skip
    return answer(request, "web/people.html", value)


def _people(desk: Desk, identity: str, name: str) -> list[dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for act in desk.views.acts():
        at = act.at.isoformat().replace("+00:00", "Z")
        one = found.setdefault(
            (act.actor.key, act.actor.name),
            {"name": act.actor.name, "key": act.actor.key, "first": at, "last": at,
             "you": act.actor.identity == identity and act.actor.name == name},
        )  # fmt: skip
        one["last"] = at
    return list(found.values())
