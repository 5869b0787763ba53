"""Pages of a server outside its cases: coming in by invitation, choosing a case, one's own account."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.model.errors import Refused
from firsthand.web.answer import answer
from firsthand.web.team import hearing, people, sessions
from firsthand.web.team.models import Habit
from firsthand.web.team.settings import PASSWORD_LEAST, PASSWORD_MOST

JOINING = "joining"
"""Key of the session: the digest of the invitation that was opened."""


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The cases that the person has a role in, and no others."""
    from firsthand.web.team.doors import room_called

    held = people.cases_of(request.user.pk or 0)
    found = [(name, role, room_called(name)) for name, role in held.items()]
    value = {"cases": [
        {"case": name, "title": here.desk.plan.title, "role": role, "address": f"{here.prefix}/inbox"}
        for name, role, here in found if here is not None
    ]}  # fmt: skip
    return answer(request, "team/cases.html", value)


@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Open an invitation: what stands in the address goes into the session, and out of the history."""
    found = people.invited(token)
    if found is None:
        hearing.note(request, "invitation-refused")
        return _gone(request)
    request.session[JOINING] = found.digest
    return redirect("join")


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Choose a password; with it the account is made, and the invitation is used up."""
    digest = request.session.get(JOINING, "")
    found = people.invited_by(digest) if digest else None
    if found is None:
        return _gone(request)
    problems: list[str] = []
    if request.method == "POST":
        password = request.POST.get("password", "")
        if password != request.POST.get("again", "") or len(password) > PASSWORD_MOST:
            problems = ["differ"]
        else:
            try:
                user = people.accept(digest, password)
            except ValidationError as error:
                problems = error.messages
            except Refused:
                return _gone(request)
            else:
                request.session.flush()
                hearing.note(request, "joined", person=user.get_username())
                return render(request, "team/joined.html", {"name": user.get_username()})
    value = {"name": found.name, "again": found.again, "problems": problems, "least": PASSWORD_LEAST}
    return render(request, "team/join.html", value, status=400 if problems else 200)


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Cover everything until the person has shown who they are."""
    sessions.lock(request)
    hearing.note(request, "locked", person=_me(request))
    return redirect("account_reauthenticate")


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What the desk holds of the person, and what they may change."""
    from allauth.mfa.models import Authenticator

    user: Any = request.user
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    value = {
        "name": _me(request), "key": people.actor_of(_me(request)).key, "cases": people.cases_of(user.pk), "hidden": hidden(user),
        "app": "totp" in kinds, "passkeys": kinds.count("webauthn"), "idle_minutes": settings.FIRSTHAND_SERVER.idle_s // 60,
        "longest_hours": settings.FIRSTHAND_SERVER.longest_s // 3600,
    }  # fmt: skip
    return answer(request, "team/account.html", value)


@require_POST
def hide(request: HttpRequest) -> HttpResponse:
    """Let others see what one is reading, or not."""
    Habit.objects.update_or_create(user=request.user, defaults={"hidden": bool(request.POST.get("hidden"))})
    return redirect("account")


@require_http_methods(["GET", "HEAD", "POST"])
def sessions_page(request: HttpRequest) -> HttpResponse:
    """Where one is signed in, and signing out there from here."""
    from allauth.usersessions.models import UserSession

    user: Any = request.user
    if request.method == "POST":
        rows = UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key)
        if one := request.POST.get("session", ""):
            rows = rows.filter(pk=int(one) if one.isascii() and one.isdigit() and len(one) < 12 else 0)
            for row in rows:
                row.end()
        else:
            sessions.end_all(user, but=request.session.session_key or "")
        hearing.note(request, "signed-out-elsewhere", person=_me(request))
        return redirect("usersessions_list")
    found = UserSession.objects.purge_and_list(user)
    value = {"sessions": [
        {"session": one.pk, "began": _at(one.created_at), "last": _at(one.last_seen_at), "address": one.ip, "browser": one.user_agent,
         "here": one.session_key == request.session.session_key}
        for one in sorted(found, key=lambda one: one.created_at)
    ]}  # fmt: skip
    return answer(request, "team/sessions.html", value)


def hidden(user: Any) -> bool:
    """Whether others are not told what the person is reading."""
    return Habit.objects.filter(user=user, hidden=True).exists()


def _me(request: HttpRequest) -> str:
    return str(request.user.get_username())


def _at(moment: Any) -> str:
    return str(moment.isoformat(timespec="seconds").replace("+00:00", "Z"))


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "team/gone.html", status=404)
