"""Addresses of a case on a server: those of the desk of one person, and what only several people need."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from firsthand.model.errors import Mistaken, Refused
from firsthand.model.ids import PostId
from firsthand.web import routes
from firsthand.web.answer import answer, wants_json
from firsthand.web.roles import only
from firsthand.web.room import room
from firsthand.web.routes import Route
from firsthand.web.team import beside, hearing, people
from firsthand.web.team.pages import hidden


def reading(request: HttpRequest, post: str) -> HttpResponse:
    """Say that one reads a post, or is about to grade it; who else is there is the answer."""
    here = room()
    here.desk.views.post(PostId(post))
    found = beside.read(here.name, post, here.actor.name, hidden=hidden(request.user), doing=request.GET.get("doing", ""))
    return answer(request, "team/reading.html", {"post": post, **found._asdict()}, part="team/_reading.html")


def ask(request: HttpRequest) -> HttpResponse:
    """Ask one person to look at a post."""
    here, form = room(), request.POST
    post = form.get("post", "")
    here.desk.views.post(PostId(post))
    beside.ask(here.name, post, form.get("person", ""), form.get("words", ""), by=here.actor.name)
    return JsonResponse({"asked": post}) if wants_json(request) else redirect("post", post)


def done(request: HttpRequest, call: int) -> HttpResponse:
    """What was asked is done, or a note was read."""
    here = room()
    beside.done(here.name, here.actor.name, call)
    return JsonResponse({"done": call}) if wants_json(request) else redirect("day")


def role(request: HttpRequest) -> HttpResponse:
    """Give a role to somebody who has an account, or take theirs."""
    here, form = room(), request.POST
    name, wanted = form.get("person", ""), form.get("role", "")
    if people.find(name) is None:
        raise Mistaken("Nobody of that name has an account here.", code="no-person", advice="`firsthand team invite` lets somebody in.")
    name = people.known(name).get_username()
    if name == here.actor.name:
        raise Refused("Your own role is another custodian's to change.", code="own-role", advice="Ask one, or use `firsthand team role`.")
    if wanted:
        people.give_role(name, here.name, wanted)
    else:
        people.remove(name, here.name)
    hearing.note(request, "role", person=name, by=here.actor.name, case=here.name, role=wanted or "none")
    return JsonResponse({"person": name, "role": wanted}) if wants_json(request) else redirect("people")


OWN = (
    Route("reading/<path:post>", "reading", require_safe(reading), "reader"),
    Route("ask", "ask", require_POST(ask), "reader"),
    Route("calls/<int:call>/done", "call_done", require_POST(done), "collector"),
    Route("people/role", "team_role", require_POST(role), "custodian"),
)
ROUTES = (*(one for one in routes.ROUTES if one.name != "enter"), *OWN)
urlpatterns = [path(one.address, only(one.least, one.page), name=one.name) for one in ROUTES]
handler404, handler500 = routes.handler404, routes.handler500
