"""Faults of ours, and what is said of a code that has no sentence: by whose doing it is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from firsthand.web.faults.advice import ANEW, EXACT, LOOK, MACHINE

KINDS = (
    ("no-page", _("There is no such page."), EXACT),
    ("our-fault", _("Something failed on our side. What was acknowledged is safe."), ANEW),
    ("mistaken", _("What was entered cannot be taken as it is."), EXACT),
    ("refused", _("A rule of the desk says no."), EXACT),
    ("not-found", _("What is asked for is not here."), EXACT),
    ("conflict", _("Somebody else was first."), LOOK),
    ("unavailable", _("The machine could not do it just now."), ANEW),
    ("tampered", _("Something is not as it was written: bytes, ledger or signature."), MACHINE),
)  # fmt: skip
"""Codes, what is wrong, what to do."""
