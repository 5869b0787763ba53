"""What a list of common passwords does not see: the name of the person or the desk, and one key held down."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LEFT, DIFFERENT = 8, 5
"""Characters that are left when the names are taken out, and how many different ones there are."""


class NotTheName:
    """A password that is more than what everybody knows."""

    def validate(self, password: str, user: Any = None) -> None:
        """
        Look at a password.

        Raises:
            ValidationError: Little is left of it.
        """
        plain = password.casefold()
        names = ["firsthand", *settings.FIRSTHAND_SERVER.host.partition(":")[0].split(".")]
        if user is not None:
            names += [str(user.get_username()).casefold(), *str(user.get_username()).casefold().split()]
        for name in sorted(names, key=len, reverse=True):
            if len(name) > 2:
                plain = plain.replace(name, "")
        if len(plain.strip()) < LEFT or len(set(plain)) < DIFFERENT:
            raise ValidationError(self.get_help_text(), code="guessable")

    def get_help_text(self) -> str:
        """In words."""
        return _("This is easy to guess: it is the name of somebody or of the desk, or a few keys again and again.")
