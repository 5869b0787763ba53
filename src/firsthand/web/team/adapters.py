"""What allauth asks of us: nobody signs up, nothing is mailed, secrets of second factors are sealed, the last one stays."""

from __future__ import annotations

import base64
from functools import lru_cache
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest

from firsthand.web.team import sessions

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What is a second factor; recovery codes stand in for one that is lost."""


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by invitation, here and nowhere else."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """There is no outgoing mail."""

    def is_reauthentication_required(self, *, app: str, **_more: Any) -> bool:
        """Whether the person has to show who they are once more; who has just come in has shown it."""
        return not sessions.recent(self.request)


class Factors(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors."""

    def encrypt(self, text: str) -> str:
        """Seal what would let somebody make codes: a copy of the database alone does not."""
        return _seal(settings.SECRET_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open it."""
        return _seal(settings.SECRET_KEY).decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one stays: add another first."""
        others = Authenticator.objects.filter(user=authenticator.user, type__in=STRONG).exclude(pk=authenticator.pk)
        return authenticator.type not in STRONG or others.exists()

    def build_totp_svg(self, url: str) -> str:
        """The picture without its prologue, to stand in a page."""
        svg = super().build_totp_svg(url)
        return str(svg[svg.index("<svg") :])


@lru_cache(maxsize=4)
def _seal(key: str) -> Fernet:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"firsthand second factors 1").derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(made))
