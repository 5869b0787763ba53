"""Who speaks: a list without any verdict, and one account's dossier."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse

from firsthand.desk.judge import standing_of_source
from firsthand.desk.profiles import changed
from firsthand.find.query import parse
from firsthand.model.words import AFFILIATIONS, RELIABILITY, ROLES
from firsthand.web.answer import answer
from firsthand.web.room import room

SHOWN = 200


def sources(request: HttpRequest) -> HttpResponse:
    """Accounts by how much of them is held; no list says or sorts by what anybody decided about them."""
    return answer(request, "web/sources.html", {"accounts": list(room().desk.views.accounts(limit=SHOWN))})


def source(request: HttpRequest, account: str) -> HttpResponse:
    """One account: its profile on every day it was seen, what changed, what people decided, its newest posts."""
    desk = room().desk
    name = desk.views.resolve_account(account)
    acts = [act for act in desk.views.acts(subject=name) if act.kind in ("judge", "second", "note", "contact", "consent")]
    value = {
        "account": desk.views.account(name),
        "changes": changed(desk, name),
        "standing": asdict(standing_of_source(desk, name)),
        "decisions": [
            {"entry": act.seq, "kind": act.kind, "at": act.at.isoformat().replace("+00:00", "Z"), "by": act.actor.name,
             "because": act.detail.get("because", ""), "undone": act.undone}
            for act in reversed(acts)
        ],
        "posts": list(desk.views.search(parse(f'account:"{name}"'), limit=20, order="newest", seed=1)),
        "words": {"roles": ROLES, "affiliations": AFFILIATIONS, "reliability": RELIABILITY, "parties": list(desk.plan.parties)},
    }  # fmt: skip
    return answer(request, "web/source.html", value)
