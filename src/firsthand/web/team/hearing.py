"""Who comes in, who goes, who is turned away: noted as Django and allauth tell it; a session learns when it began."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from firsthand.web.team import log, sessions


def listen() -> None:
    """Once, when the application is ready."""
    from allauth.account.signals import authentication_step_completed, password_changed
    from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset

    user_logged_in.connect(_came, dispatch_uid="firsthand-came")
    user_logged_out.connect(_went, dispatch_uid="firsthand-went")
    user_login_failed.connect(_turned_away, dispatch_uid="firsthand-turned-away")
    authentication_step_completed.connect(_proved, dispatch_uid="firsthand-proved")
    password_changed.connect(_changed("password-changed"), dispatch_uid="firsthand-password", weak=False)
    for signal, what in ((authenticator_added, "added"), (authenticator_removed, "removed"), (authenticator_reset, "renewed")):
        signal.connect(_changed(f"second-factor-{what}"), dispatch_uid=f"firsthand-{what}", weak=False)


def note(request: HttpRequest | None, event: str, **said: str) -> None:
    """Note something that has to do with a request."""
    server = settings.FIRSTHAND_SERVER
    if request is not None:
        if server.addresses:
            said["address"] = str(request.META.get("REMOTE_ADDR", ""))
        key = getattr(getattr(request, "session", None), "session_key", None)
        said["session"] = hashlib.sha256(key.encode()).hexdigest()[:12] if key else ""
    log.note(server.state, event, **said)


def _came(request: HttpRequest, user: Any, **_more: Any) -> None:
    sessions.begin(request)
    note(request, "signed-in", person=user.get_username())


def _went(request: HttpRequest, user: Any, **_more: Any) -> None:
    if user is not None:
        note(request, "signed-out", person=user.get_username())


def _turned_away(credentials: dict[str, Any], request: HttpRequest | None = None, **_more: Any) -> None:
    from firsthand.web.team import people

    # A name that is nobody's is not written down: people type passwords into the wrong field.
    found = people.find(str(credentials.get("username", "")))
    note(request, "sign-in-refused", person=found.get_username() if found is not None else "")


def _proved(request: HttpRequest, user: Any, method: str, **more: Any) -> None:
    sessions.prove(request)
    if more.get("reauthenticated"):
        note(request, "shown-again", person=user.get_username(), how=method)


def _changed(event: str) -> Any:
    def heard(request: HttpRequest, user: Any, **_more: Any) -> None:
        note(request, event, person=user.get_username())

    return heard
