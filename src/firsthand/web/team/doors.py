"""Who may come in, on a server: by host, by session, by second factor, by role; what is not allowed by name is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.core.cache import cache
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, set_script_prefix
from django.utils.translation import gettext as _

from firsthand.model.errors import FirsthandError
from firsthand.web.answer import STATUS, errors_in_words, wants_json, wants_part
from firsthand.web.doors import words_of
from firsthand.web.faults import told
from firsthand.web.room import Room, asked_for, rooms
from firsthand.web.team import beside, hearing, people, sessions
from firsthand.web.team.table import COSTLY, FRESH, FRESH_ACTS, WHO

Answer = Callable[[HttpRequest], HttpResponse]
CASE = "firsthand.web.team.within"
LISTENING = frozenset({"live", "jobs", "job"})
"""What open pages ask for by themselves: no sign of somebody being there."""
ELSEWHERE = ("cross-site", "same-site")


def by_host(answer: Answer) -> Answer:
    """The desk under its own name, what came from outside under another, and both over TLS; nothing else is answered."""

    def door(request: HttpRequest) -> HttpResponse:
        server = settings.FIRSTHAND_SERVER
        try:
            asked = f"{request.scheme}://{request.get_host()}"
        except DisallowedHost:
            asked = ""
        if asked == server.media:
            return _media(request)
        if asked != server.site:
            return HttpResponseBadRequest("This desk answers under its own name, over TLS, through its proxy.", content_type="text/plain")
        return answer(request)

    return door


class OnlyMembers:
    """Every page but the entrances needs a session, two factors and, in a case, a role."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name, rest = split(request.path_info)
        page = _page(rest, CASE if name else None)
        who = "member" if name else WHO.get(page, "member")
        elsewhere = request.headers.get("Sec-Fetch-Site", "none") in ELSEWHERE
        if elsewhere and (request.method not in ("GET", "HEAD") or request.headers.get("Sec-Fetch-Mode") != "navigate"):
            hearing.note(request, "refused-from-elsewhere")
            return _told(request, "elsewhere", _("Another page asked for this"), _("Open the desk itself."), 403)
        if who == "open":
            return self._answer(request)
        if elsewhere and not request.user.is_authenticated:  # a link from elsewhere brings no cookie; one from here does
            return render(request, "team/on.html", {"address": request.get_full_path()}, status=403)
        stop = _not_in(request, who, page)
        if stop is not None or not name:
            return stop or self._answer(request)
        return self._in_case(request, name, rest, page)

    def _in_case(self, request: HttpRequest, name: str, rest: str, page: str) -> HttpResponse:
        user: Any = request.user
        role, base = people.role_of(user.pk, name), room_called(name)
        if base is None or not role:
            hearing.note(request, "refused-case", person=user.get_username(), case=name)
            return no_page(request)
        if stop := _too_costly(request, page) or _not_fresh(request, base, page):
            return stop
        me = user.get_username()
        here = replace(
            base, actor=people.actor_of(me), roles=frozenset({role}), waits=lambda: beside.count(name, me),
            noted=lambda entry, ref, text: beside.name_all(name, ref, text, by=me, entry=entry), near=lambda: _near(name, me),
        )  # fmt: skip
        request.inside = True  # type: ignore[attr-defined]
        key = request.session.session_key or ""
        request.still = lambda: sessions.still(key, user.pk, name)  # type: ignore[attr-defined]
        request.path_info, request.urlconf = rest, CASE
        set_script_prefix(f"{here.prefix}/")
        try:
            with asked_for(here):
                answer = self._answer(request)
        finally:
            set_script_prefix("/")
        if answer.status_code == 403:
            hearing.note(request, "refused", person=user.get_username(), case=name, page=page)
        return answer


def _near(case: str, name: str) -> dict[str, Any] | None:
    """The post that somebody reads, and who else is there, in plain values."""
    found = beside.near(case, name)
    return None if found is None else {"post": found[0], **found[1]._asdict()}


class ErrorsInWords(errors_in_words):
    """As on the desk of one person; outside the cases with the page of the server."""

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn an error of ours into a page."""
        if getattr(request, "inside", False) or not isinstance(error, FirsthandError):
            return super().process_exception(request, error)
        return _told(request, error.code, str(error).rstrip("."), error.advice(), STATUS.get(error.exit_code, 500), fault=told(error))


def split(path: str) -> tuple[str, str]:
    """A path of a case: its name, and the path within it; an empty name for every other path."""
    if not path.startswith("/case/"):
        return "", path
    name, _slash, rest = path.removeprefix("/case/").partition("/")
    return name, f"/{rest}"


def room_called(name: str) -> Room | None:
    """The case of a name, with nobody in it."""
    return next((one for one in rooms() if one.name == name), None)


def no_page(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing is here; a case that is not yours looks the same as one that is not there."""
    return _told(request, "no-page", _("There is no such page"), _("Go to your cases."), 404)


def too_often(request: HttpRequest) -> HttpResponse:
    """Somebody asks more often than the desk will answer."""
    hearing.note(request, "too-often")
    answer = _told(request, "too-often", _("Too often"), _("Wait a few minutes, and try again."), 429)
    answer.headers["Retry-After"] = "60"
    return answer


def failed(request: HttpRequest) -> HttpResponse:
    """A fault of ours, without a trace."""
    advice = _("What was acknowledged is safe. Go back, and try once more.")
    return _told(request, "our-fault", _("Something failed on our side"), advice, 500)


def old_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: nothing was entered, and the words are given back."""
    hearing.note(request, "refused-form")
    return _told(request, "old-form", _("This form is too old, or not of this desk"), _("Load the page again; nothing was entered."), 403)


def _media(request: HttpRequest) -> HttpResponse:
    from firsthand.web.media import media

    name, rest = split(request.path_info)
    base = room_called(name) if name else None
    if base is None:
        if request.path_info.startswith("/draft/"):
            return media(request)
        return HttpResponse("Not here.", status=404, content_type="text/plain")
    request.path_info = rest
    with asked_for(base):
        return media(request)


def _not_in(request: HttpRequest, who: str, page: str) -> HttpResponse | None:
    """What is in the way of a person, or nothing."""
    if request.user.is_authenticated and sessions.over(request, counts=page not in LISTENING):
        hearing.note(request, "session-over", person=request.user.get_username())
        logout(request)
    again = request.get_full_path() if request.method in ("GET", "HEAD") else _from(request)
    if not request.user.is_authenticated:
        return _go(request, "signed-out", _("You are signed out"), _("Sign in, and do it again."), "/account/sign-in", again)
    if who == "self":
        return None
    if sessions.locked(request):
        return _go(request, "locked", _("The desk is locked"), _("Show that it is you."), "/account/again", again)
    if who == "member" and not people.second_factor(request.user):
        told = _("A passkey, or an app that gives codes: one of them is needed before anything else.")
        return _go(request, "no-second-factor", _("Your second factor is missing"), told, "/account/second", again)
    return None


def _not_fresh(request: HttpRequest, base: Room, page: str) -> HttpResponse | None:
    if request.method != "POST" or sessions.recent(request):
        return None
    if page not in FRESH and not (page == "act" and request.path_info.rpartition("/")[2] in FRESH_ACTS):
        return None
    address = f"/account/again?{urlencode({'next': _from(request)})}"
    told = _("This leaves the house, or changes who may do what: show that it is you, and do it again.")
    return _told(request, "show-again", _("Show that it is you"), told, 403, address=address)


def _too_costly(request: HttpRequest, page: str) -> HttpResponse | None:
    most = COSTLY.get(page)
    if most is None or (page == "bring" and request.method in ("GET", "HEAD")):
        return None
    key = f"costly:{request.user.pk}:{page}"
    cache.add(key, 0, 60)
    return too_often(request) if cache.incr(key) > most else None


def _go(request: HttpRequest, code: str, message: str, advice: str, address: str, again: str) -> HttpResponse:
    """Send a reader there; tell a program, an open page, and who has written something."""
    if again != "/":
        address = f"{address}?{urlencode({'next': again})}"
    if request.method in ("GET", "HEAD") and not wants_json(request) and not wants_part(request):
        return HttpResponseRedirect(address)
    return _told(request, code, message, advice, 403, address=address)


def _told(
    request: HttpRequest, code: str, message: str, advice: str, status: int, *, address: str = "", fault: dict[str, str] | None = None
) -> HttpResponse:
    held = fault or {"code": code, "message": f"{message}.", "advice": advice, **({"address": address} if address else {})}
    if wants_json(request) or wants_part(request):
        return JsonResponse({"error": held}, status=status, json_dumps_params={"ensure_ascii": False})
    value = {"title": message, "advice": advice, "address": address, "kept": words_of(request), "error": fault}
    return render(request, "team/told.html", value, status=status)


def _from(request: HttpRequest) -> str:
    """The page that a form stood on, as the browser says; on this desk, or the list of cases."""
    parts = urlsplit(request.headers.get("Referer", ""))
    return parts.path if f"{parts.scheme}://{parts.netloc}" == settings.FIRSTHAND_SERVER.site and parts.path.startswith("/case/") else "/"


def _page(path: str, urlconf: str | None) -> str:
    try:
        return resolve(path, urlconf).url_name or ""
    except Resolver404:
        return ""
