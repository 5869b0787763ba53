"""Taking out of print and out of the case: what was asked for, what it would take, and carrying it out after a word was typed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from firsthand.desk.drill import Asked, drill, removals
from firsthand.desk.holders import holders
from firsthand.desk.removal import held_legally
from firsthand.model.errors import Mistaken
from firsthand.web import jobs
from firsthand.web.answer import answer, wants_json
from firsthand.web.room import room

SHOWN = 200


def removal(request: HttpRequest) -> HttpResponse:
    """What was asked for, where each request stands, and the forms that ask."""
    here = room()
    found = removals(here.desk)
    value = {
        "removals": [_row(one) for one in found[:SHOWN]], "of": len(found), "held": held_legally(here.desk),
        "post": request.GET.get("post", "")[:600], "file": request.GET.get("file", "")[:64],
    }  # fmt: skip
    return answer(request, "web/removal.html", value)


def asked(request: HttpRequest, entry: int) -> HttpResponse:
    """One request: what it would take, file by file, and who was handed copies. Nothing is done by looking."""
    told = drill(room().desk, entry)
    value = {
        "removal": _row(told.asked), "confirm": told.confirm, "held": held_legally(room().desk), "refused": told.refused,
        "takes": {"items": told.items, "files": list(told.files)[:SHOWN], "files_of": len(told.files), "bodies": list(told.bodies),
                  "posts": list(told.posts), "cards": [{"story": slug, "key": key} for slug, key in told.cards]},
        "holders": [asdict(one) for one in told.holders],
    }  # fmt: skip
    return answer(request, "web/removal_asked.html", value)


def carry_out(request: HttpRequest, entry: int) -> HttpResponse:
    """Carry a request out, when the word that the page asks for was typed: a job, since it takes as long as reading the case anew."""
    here = room()
    told = drill(here.desk, entry)
    if request.POST.get("confirm", "").strip() != told.confirm:
        raise Mistaken(
            "What was typed is not what stands beside the field. Nothing was done.", code="not-confirmed",
            advice="Look once more at what would go, and type it as it is written there.",
        )  # fmt: skip
    number = jobs.ask(here.desk.root, "erase", {"entry": entry, "label": f"#{entry}"}, here.actor.name)
    return JsonResponse({"job": number}, status=202) if wants_json(request) else redirect("job", number)


def _row(one: Asked) -> dict[str, Any]:
    here, act = room(), one.act
    withdrawn = act.kind == "withdraw"
    return {
        "entry": act.seq, "kind": act.kind, "subject": act.subject, "by": act.actor.name, "mine": act.actor.identity == here.actor.identity,
        "at": act.at.isoformat().replace("+00:00", "Z"), "because": act.detail["because"], "law": act.detail.get("law", ""),
        "wish": act.detail.get("wish", ""), "on": act.detail.get("on"), "state": one.state, "done": one.done,
        "holders": [asdict(who) for who in holders(here.desk, [act.subject])] if withdrawn else [],
    }  # fmt: skip
