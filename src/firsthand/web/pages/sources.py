"""Who speaks: a list without any verdict, and one account's dossier."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

from firsthand.desk.dossier import dossier
from firsthand.desk.ports import Desk
from firsthand.desk.reopen import cards_of
from firsthand.find.query import parse
from firsthand.model.finding import CELLS, COLUMNS
from firsthand.model.ids import AccountId
from firsthand.model.words import AFFILIATIONS, RELIABILITY, ROLES
from firsthand.web.answer import answer
from firsthand.web.room import room

SHOWN = 200
HOURS_OF = 2_000
"""Newest posts by which it is said when an account posts."""
MOST_TOGETHER = 8


def sources(request: HttpRequest) -> HttpResponse:
    """Accounts by how much of them is held; no list says or sorts by what anybody decided about them."""
    return answer(request, "web/sources.html", {"accounts": list(room().desk.views.accounts(limit=SHOWN))})


def source(request: HttpRequest, account: str) -> HttpResponse:
    """
    One account: what was found for and against each explanation, what changed, what people decided, what is owed to it.

    What the program holds of a finding is hidden until the reader has said their own, unless they ask to see it; and a decision that
    waits for a second reader is hidden from whoever may be the second.
    """
    here = room()
    name = here.desk.views.resolve_account(account)
    every = request.GET.get("cells") == "all"
    told = dossier(here.desk, name, reader=here.actor, own_first=not every)
    posts = list(here.desk.views.search(parse(f'account:"{name}"'), limit=HOURS_OF, order="newest", seed=1))
    standing = told["standing"]
    mine = next((act for act in here.desk.views.acts(subject=name, kind="judge") if act.seq == standing["entry"]), None)
    value = {
        "account": {key: told[key] for key in here.desk.views.account(name)},
        **{key: told[key] for key in ("changes", "cautions", "matrix", "suggestion", "standing", "care", "decisions", "looked")},
        "every": every, "blind": bool(mine) and not standing["decided"] and mine is not None and mine.actor.identity != here.actor.identity,
        "posts": posts[:20], "hours": _hours(posts, here.desk.plan.zone), "cards": cards_of(here.desk, name),
        "together": _together(here.desk, name), "rests": request.GET.get("rests", "")[:600],
        "words": {"roles": ROLES, "affiliations": AFFILIATIONS, "reliability": RELIABILITY, "parties": list(here.desk.plan.parties),
                  "columns": COLUMNS, "cells": CELLS},
    }  # fmt: skip
    return answer(request, "web/source.html", value)


def _hours(posts: list[dict[str, Any]], zone: str) -> dict[str, Any]:
    """When an account posts, at the place of the case: posts by day of the week (Monday first) and hour."""
    counts = [[0] * 24 for _ in range(7)]
    known = 0
    for post in posts:
        if post["posted_at"] and post["posted_precision"] in ("second", "minute", "hour"):
            at = datetime.fromisoformat(post["posted_at"].replace("Z", "+00:00")).astimezone(ZoneInfo(zone))
            counts[at.weekday()][at.hour] += 1
            known += 1
    most = max(map(max, counts)) or 1
    days = [
        {"day": day, "hours": [{"hour": hour, "posts": n, "shade": -(-4 * n // most)} for hour, n in enumerate(row)]}
        for day, row in enumerate(counts)
    ]
    return {"of": known, "days": days}


def _together(desk: Desk, account: str) -> list[dict[str, Any]]:
    """Accounts that share the same items unusually close in time with this one, and how many items; why is not known."""
    rows = desk.views.together()
    own = {(row.number, row.item) for row in rows if row.account == account}
    shared = Counter(row.account for row in {(row.account, row.number, row.item): row for row in rows}.values()
                     if row.account != account and (row.number, row.item) in own)  # fmt: skip
    found = []
    for name, count in sorted(shared.items(), key=lambda one: (-one[1], one[0]))[:MOST_TOGETHER]:
        held = desk.views.account(AccountId(name))
        found.append({"id": name, "name": held["name"], "handle": held["handle"], "items": count})
    return found
