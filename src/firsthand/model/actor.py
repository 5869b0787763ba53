"""Who acts: a person, known by a key or by their own word, or a tool."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.model.ids import PersonKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """
    Who did it.

    Attributes:
        name: A name or pseudonym; for a tool its name and version.
        kind: ``person`` or ``tool``.
        key: The person's public key. Empty: the act is self-stated, and all self-stated acts count for one person.
        via: What signs for them: ``desk`` for the server of a team, whose signed-in session stands for the key; empty for themselves.
    """

    name: str
    kind: str = "person"
    key: PersonKey = PersonKey("")  # noqa: RUF009  a NewType: the value is a str, shared safely
    via: str = ""

    @property
    def identity(self) -> str:
        """What tells two people apart: the key, or one common word for everybody without one."""
        return self.key or "self-stated"


def tool(name: str, version: str) -> Actor:
    """Name a tool as an actor."""
    return Actor(name=f"{name}@{version}", kind="tool")
