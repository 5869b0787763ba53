"""Who may come in: the host name decides what is served, and the desk opens only to who brought this start's token."""

from __future__ import annotations

import hmac
from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseForbidden,
    JsonResponse,
)
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from firsthand.web.room import room
from firsthand.web.settings import MEDIA_HOST

Answer = Callable[[HttpRequest], HttpResponse]
WRITTEN = ("because", "text", "words", "found_by", "columns", "why")
"""Fields that hold a person's own words."""
OPEN = ("/enter", "/static/")
"""Paths that need no cookie."""


def by_host(answer: Answer) -> Answer:
    """Media under their own host name, and nothing else there; no other host name is answered."""

    def door(request: HttpRequest) -> HttpResponse:
        try:
            host, _colon, port = request.get_host().partition(":")
        except DisallowedHost:
            return HttpResponseBadRequest("This desk answers only under its own name.", content_type="text/plain")
        if port != str(room().port):
            return HttpResponseBadRequest("This desk answers only under its own port.", content_type="text/plain")
        if host == MEDIA_HOST:
            from firsthand.web.media import media

            return media(request)
        return answer(request)

    return door


def only_with_the_token(answer: Answer) -> Answer:
    """Everything but the entrance needs the cookie that the token was exchanged for, and every act an honest origin."""

    def door(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OPEN):
            return answer(request)
        if request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            return HttpResponseForbidden(_("Another page asked for this. Open the desk itself."), content_type="text/plain; charset=utf-8")
        request.inside = bool(request.session.get("in"))  # type: ignore[attr-defined]
        if not request.inside:  # type: ignore[attr-defined]
            return closed(request)
        return answer(request)

    return door


def closed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the desk is closed to who asks; words that were on their way are given back, and entered nowhere."""
    code, message, advice = "closed", _("The desk is closed to you"), _("Start it again, and open its new address.")
    if reason:
        code, message, advice = "old-form", _("This form is too old, or not of this desk"), _("Load the page again; nothing was entered.")
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"error": {"code": code, "message": message, "advice": advice}}, status=403)
    told = {"kept": words_of(request), "refused": reason and message, "advice": advice}
    return render(request, "web/closed.html", told, status=403)


def words_of(request: HttpRequest) -> list[str]:
    """What a person has written into a form: given back when it could not be entered."""
    if request.method != "POST" or request.content_type not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return []
    return [words for name, words in request.POST.items() if name in WRITTEN and isinstance(words, str) and words.strip()]


def enter(request: HttpRequest) -> HttpResponse:
    """Exchange the token of this start for a cookie, once; the address without the token is what stays in the history."""
    here = room()
    offered = request.GET.get("token", "")
    if here.spent or not hmac.compare_digest(offered.encode(), here.token.encode()):
        return render(request, "web/closed.html", status=403)
    here.spent.append(True)
    request.session.cycle_key()
    request.session["in"] = True
    return redirect("inbox")


def nothing_is_stored(answer: Answer) -> Answer:
    """No page of a case stays in the browser's cache, and none may use cameras, places or frames."""

    def door(request: HttpRequest) -> HttpResponse:
        given = answer(request)
        if not request.path.startswith("/static/"):
            given.headers["Cache-Control"] = "no-store"
        given.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        given.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return given

    return door
