"""
Who may come in: people by invitation, one role a case, and the way out.

A name is given to one person and never to another: the key that signs for it lies in the server's folder, and what it signed stays
in the ledgers. Who was let go can be let in again; nobody else gets the name.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from firsthand.model.actor import Actor
from firsthand.model.errors import Conflict, Mistaken, NotFound, Refused
from firsthand.shell.people import add_person, person, private_key
from firsthand.text.visible import visible
from firsthand.web.roles import ROLES
from firsthand.web.team import sessions
from firsthand.web.team.adapters import STRONG
from firsthand.web.team.models import Invitation, Member

VIA = "desk"
GOOD_FOR_H = 72


def invite(name: str, roles: Mapping[str, str], *, hours: int = GOOD_FOR_H) -> str:
    """
    Make a way in for somebody new.

    Args:
        roles: Role by case.

    Returns:
        What stands in the address, told once: only its digest is kept.

    Raises:
        Mistaken: The name cannot be one, or the role is none.
        Conflict: The name is taken.
    """
    name = fit_name(name)
    if not roles:
        raise Mistaken("An invitation opens at least one case.", code="no-case-named", advice="Add --case NAME --role ROLE.")
    for role in roles.values():
        fit_role(role)
    if find(name) is not None or private_key(name) is not None:
        raise Conflict(
            f"The name {name} is taken, and is never given to somebody else.", code="name-taken",
            advice="Another name for another person. `team reset NAME` lets the same one in again; `team role` gives a role.",
        )  # fmt: skip
    return _make(name, dict(roles), again=False, hours=hours)


def reset(name: str, *, hours: int = GOOD_FOR_H) -> str:
    """
    Let somebody in again who lost what opens their account, or who was let go: sessions end, second factors go.

    Raises:
        NotFound: There is no such person.
    """
    user = known(name)
    with transaction.atomic():
        _shut(user)
        return _make(user.get_username(), {}, again=True, hours=hours)


def remove(name: str, case: str = "") -> int:
    """
    Let somebody go, from one case or from the desk; sessions end now. What they decided stays, under their name.

    Returns:
        How many sessions ended.

    Raises:
        NotFound: There is no such person, or they have no role in the case.
    """
    user = known(name)
    with transaction.atomic():
        rows = Member.objects.filter(user=user, **({"case": case} if case else {}))
        if case and not rows.exists():
            raise NotFound(f"{name} has no role in {case}.", code="no-role-there", advice="`firsthand team` lists who has which.")
        rows.delete()
        Invitation.objects.filter(name=user.get_username(), used_at=None).delete()
        if case:
            return sessions.end_all(user)
        return _shut(user)


def give_role(name: str, case: str, role: str) -> None:
    """
    Say what somebody may do in a case, in place of what was said before.

    Raises:
        Mistaken: It is no role.
        NotFound: There is no such person.
    """
    Member.objects.update_or_create(user=known(name), case=case, defaults={"role": fit_role(role)})


def role_of(user: int, case: str) -> str:
    """What a person may do in a case; empty for nothing."""
    found = Member.objects.filter(user_id=user, user__is_active=True, case=case).values_list("role", flat=True).first()
    return found if found in ROLES else ""


def cases_of(user: int) -> dict[str, str]:
    """Role by case."""
    return dict(Member.objects.filter(user_id=user, user__is_active=True).order_by("case").values_list("case", "role"))


def of_case(case: str) -> dict[str, str]:
    """Role by name of everybody who may come into a case."""
    rows = Member.objects.filter(case=case, user__is_active=True).order_by("user__username")
    return dict(rows.values_list("user__username", "role"))


def invited(token: str) -> Invitation | None:
    """The invitation of an address, while it is good."""
    return invited_by(digest(token))


def invited_by(stated: str) -> Invitation | None:
    """The invitation of a digest, while it is good."""
    return Invitation.objects.filter(digest=stated, used_at=None, until__gt=timezone.now()).first()


def accept(stated: str, password: str) -> Any:
    """
    Come in with an invitation: the account is made, or opened again, and the invitation is used up.

    Raises:
        Refused: It was used meanwhile, or is too old.
    """
    from django.contrib.auth.password_validation import validate_password

    with transaction.atomic():
        found = invited_by(stated)
        if found is None or not Invitation.objects.filter(pk=found.pk, used_at=None).update(used_at=timezone.now()):
            raise Refused(
                "This invitation was used, or is too old.", code="used-invitation", advice="Ask who looks after the desk for another one."
            )
        user = find(found.name) or get_user_model()(username=found.name)
        validate_password(password, user)
        user.set_password(password)
        user.is_active = True
        user.save()
        if private_key(found.name) is None:
            add_person(found.name)
        for case, role in found.roles.items():
            Member.objects.update_or_create(user=user, case=case, defaults={"role": fit_role(role)})
        return user


@lru_cache(maxsize=1_000)
def actor_of(name: str) -> Actor:
    """Who stands behind a session: the key of the name, and that the desk signs with it."""
    return person(name, via=VIA)


def second_factor(user: Any) -> bool:
    """Whether somebody has one."""
    from allauth.mfa.models import Authenticator

    return bool(Authenticator.objects.filter(user=user, type__in=STRONG).exists())


def listed() -> dict[str, list[dict[str, Any]]]:
    """Everybody with their roles, and the invitations that wait; no address, and nothing that opens one."""
    people = [
        {"name": user.get_username(), "active": user.is_active, "second_factor": second_factor(user), "cases": cases_of(user.pk),
         "last": user.last_login.isoformat(timespec="seconds") if user.last_login else None}
        for user in get_user_model().objects.order_by("username")
    ]  # fmt: skip
    waiting = [
        {"name": one.name, "cases": one.roles, "again": one.again, "until": one.until.isoformat(timespec="seconds")}
        for one in Invitation.objects.filter(used_at=None, until__gt=timezone.now()).order_by("pk")
    ]
    return {"people": people, "invitations": waiting}


def find(name: str) -> Any:
    """The account of a name, in whatever case its letters are written."""
    return get_user_model().objects.filter(username__iexact=unicodedata.normalize("NFC", name.strip())).first()


def known(name: str) -> Any:
    """As `find`, where there must be one."""
    user = find(name)
    if user is None:
        raise NotFound(f"Nobody here is called {visible(name)[:80]}.", code="no-person", advice="`firsthand team` lists everybody.")
    return user


def fit_name(name: str) -> str:
    """
    A name as it is kept.

    Raises:
        Mistaken: It is empty, too long, or holds what cannot be seen.
    """
    plain = unicodedata.normalize("NFC", " ".join(name.split()))
    if not 0 < len(plain) <= 80 or visible(plain) != plain or "@" in plain:
        raise Mistaken(
            f"{visible(name)[:80]!r} cannot be a name.", code="bad-name",
            advice='One to eighty visible characters without @. A pseudonym is better than a name: --as "A. Renn".',
        )  # fmt: skip
    return plain


def fit_role(role: str) -> str:
    """
    A role as it is kept.

    Raises:
        Mistaken: It is none.
    """
    if role not in ROLES:
        raise Mistaken(f"{visible(role)[:40]!r} is no role.", code="bad-role", advice=f"One of: {', '.join(ROLES)}.")
    return role


def digest(token: str) -> str:
    """What is kept of what stands in an address."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _make(name: str, roles: dict[str, str], *, again: bool, hours: int) -> str:
    if not 1 <= hours <= 24 * 14:
        raise Mistaken(f"{hours} hours?", code="bad-hours", advice="An invitation is good for 1 to 336 hours.")
    token = secrets.token_urlsafe(32)
    Invitation.objects.filter(name=name, used_at=None).delete()  # the newest one is the one that opens
    at = timezone.now()
    Invitation.objects.create(digest=digest(token), name=name, roles=roles, again=again, made_at=at, until=at + timedelta(hours=hours))
    return token


def _shut(user: Any) -> int:
    from allauth.mfa.models import Authenticator

    user.is_active = False
    user.set_unusable_password()
    user.save()
    Authenticator.objects.filter(user=user).delete()
    return sessions.end_all(user)
