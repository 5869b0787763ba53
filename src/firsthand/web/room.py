"""The case that the desk stands on, opened once, and who works on it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from firsthand.desk.ports import Desk
from firsthand.model.actor import Actor
from firsthand.shell.locking import when_free
from firsthand.web.settings import DESK_HOST, MEDIA_HOST

T = TypeVar("T")
WAIT_S = 10.0
"""How long an act waits for another process that writes to the case."""


@dataclass(frozen=True, slots=True)
class Room:
    """
    A case and the person at it.

    Attributes:
        token: Exchanged once for a cookie.
        spent: Filled when the token was used.
        roles: Of the person in the case, of `web.roles.ROLES`; alone at one's own machine all of them.
    """

    desk: Desk
    actor: Actor
    token: str
    port: int
    spent: list[bool] = field(default_factory=list)
    turn: threading.Lock = field(default_factory=threading.Lock)
    roles: frozenset[str] = frozenset({"custodian"})

    @property
    def root(self) -> Path:
        """Folder of the case."""
        return Path(self.desk.root)

    @property
    def site(self) -> str:
        """The desk's own origin."""
        return f"http://{DESK_HOST}:{self.port}"

    @property
    def media(self) -> str:
        """The origin of bytes that came from outside."""
        return f"http://{MEDIA_HOST}:{self.port}"

    def act(self, deed: Callable[[Desk, Actor], T]) -> T:
        """Do something that writes: one at a time in this process, and in turn with other processes."""
        with self.turn:
            return when_free(lambda: deed(self.desk, self.actor), wait_s=WAIT_S)


_held: list[Room] = []


def open_room(room: Room) -> None:
    """Put the case on the table; there is one in a process."""
    _held[:] = [room]


def room() -> Room:
    """The case on the table."""
    return _held[0]


def rooms() -> list[Room]:
    """Every case that this process has on a table."""
    return list(_held)
