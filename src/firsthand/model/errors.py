"""Errors that say whose doing it is, and what to do next."""

from __future__ import annotations

from typing import ClassVar


class FirsthandError(Exception):
    """
    The base of every error that a person may meet.

    Attributes:
        code: Stable, documented, lower-case with hyphens.
        exit_code: What the command line returns.
    """

    exit_code: ClassVar[int] = 2
    kind: ClassVar[str] = "mistaken"

    def __init__(self, message: str, *, code: str, advice: str = "") -> None:
        super().__init__(message)
        self.code = code
        self._advice = advice

    def advice(self) -> str:
        """What the person can do now; empty when there is nothing."""
        return self._advice


class Mistaken(FirsthandError):
    """The user's input or configuration."""


class Refused(FirsthandError):
    """A rule of the desk says no."""

    exit_code = 3
    kind = "refused"


class NotFound(FirsthandError):
    """A name that is nothing here."""

    exit_code = 4
    kind = "not-found"


class Conflict(FirsthandError):
    """Somebody else was first; the message carries both sides."""

    exit_code = 5
    kind = "conflict"


class Unavailable(FirsthandError):
    """The world: disk, network, quota, a missing program."""

    exit_code = 6
    kind = "unavailable"

    def __init__(self, message: str, *, code: str, advice: str = "", retry_after_s: int | None = None) -> None:
        super().__init__(message, code=code, advice=advice)
        self.retry_after_s = retry_after_s


class Tampered(FirsthandError):
    """Bytes, chain or stamp do not verify. Never caught on the way."""

    exit_code = 10
    kind = "tampered"
