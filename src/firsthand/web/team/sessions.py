"""How long somebody is in: idle, at all, since they last showed who they are; locked at once; ended from elsewhere."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from firsthand.web.team.settings import RECENT_S

BEGAN, SEEN, PROVED, LOCKED = "began", "seen", "proved", "locked"
TOLD_S = 30.0
"""A request is written down when the last one that was is older."""


def now() -> float:
    """Seconds, as sessions count them."""
    return time.time()


def begin(request: HttpRequest) -> None:
    """Somebody has come in."""
    request.session[BEGAN] = request.session[SEEN] = now()
    request.session.pop(LOCKED, None)


def prove(request: HttpRequest) -> None:
    """Somebody has shown who they are."""
    request.session[PROVED] = now()


def over(request: HttpRequest, *, counts: bool) -> bool:
    """
    Whether the session has ended by its age or by being left alone.

    Args:
        counts: The request is a sign of somebody being there; a page that listens for news is none.
    """
    server, at = settings.FIRSTHAND_SERVER, now()
    began, seen = request.session.get(BEGAN, 0.0), request.session.get(SEEN, 0.0)
    if at < began or at - began > server.longest_s or at - seen > server.idle_s:
        return True
    if counts and at - seen > TOLD_S:
        from allauth.usersessions.models import UserSession

        request.session[SEEN] = at
        UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())
    return False


def recent(request: HttpRequest) -> bool:
    """Whether the person has just shown who they are."""
    return bool(0 <= now() - request.session.get(PROVED, 0.0) <= RECENT_S)


def lock(request: HttpRequest) -> None:
    """Nothing is shown until the person has shown who they are."""
    request.session[LOCKED] = now()


def locked(request: HttpRequest) -> bool:
    """Whether it is."""
    at = request.session.get(LOCKED)
    return at is not None and request.session.get(PROVED, 0.0) <= at


def still(key: str, user: int, case: str) -> bool:
    """Whether a session is still good for a case: asked anew while a page listens for news."""
    from django.contrib.sessions.backends.db import SessionStore

    from firsthand.web.team.people import role_of

    held = SessionStore(key).load()
    at = held.get(LOCKED)
    server, clock = settings.FIRSTHAND_SERVER, now()
    fresh = clock - held.get(BEGAN, 0.0) <= server.longest_s and clock - held.get(SEEN, 0.0) <= server.idle_s
    unlocked = at is None or held.get(PROVED, 0.0) > at
    return str(held.get("_auth_user_id")) == str(user) and fresh and unlocked and bool(role_of(user, case))


def end_all(user: Any, *, but: str = "") -> int:
    """End every session of a person, whatever list it stands in; gives how many."""
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.models import Session

    ended = 0
    for one in Session.objects.exclude(session_key=but):
        if str(one.get_decoded().get("_auth_user_id")) == str(user.pk):
            one.delete()
            ended += 1
    UserSession.objects.filter(user=user).exclude(session_key=but).delete()
    return ended
