"""The case that the desk stands on, opened once, and who works on it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

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
        name: Of the case in the addresses of a server of several cases; empty on one's own machine.
        origins: Of such a server and of its media, as browsers see them.
        waits, noted: On such a server: how much waits for the person; and who is told of a note (its entry, what it is on, its words).
        near: There too: the ``post`` that the person reads, and the names of ``others`` who do, and who are ``grading`` it; None: no post.
    """

    desk: Desk
    actor: Actor
    token: str
    port: int
    spent: list[bool] = field(default_factory=list)
    turn: threading.Lock = field(default_factory=threading.Lock)
    roles: frozenset[str] = frozenset({"custodian"})
    name: str = ""
    origins: tuple[str, str] = ("", "")
    waits: Callable[[], int] | None = None
    noted: Callable[[int, str, str], object] | None = None
    near: Callable[[], dict[str, Any] | None] | None = None

    @property
    def root(self) -> Path:
        """Folder of the case."""
        return Path(self.desk.root)

    @property
    def site(self) -> str:
        """The desk's own origin."""
        return self.origins[0] or f"http://{DESK_HOST}:{self.port}"

    @property
    def media(self) -> str:
        """The origin of bytes that came from outside."""
        return self.origins[1] or f"http://{MEDIA_HOST}:{self.port}"

    @property
    def prefix(self) -> str:
        """What stands before every address of the case."""
        return f"/case/{self.name}" if self.name else ""

    @property
    def steps(self) -> str:
        """Key of the session: what the person can take back in this case."""
        return f"steps {self.name}".strip()

    def act(self, deed: Callable[[Desk, Actor], T]) -> T:
        """Do something that writes: one at a time in this process, and in turn with other processes."""
        with self.turn:
            return when_free(lambda: deed(self.desk, self.actor), wait_s=WAIT_S)


_held: list[Room] = []
_several: list[Room] = []
_asked: ContextVar[Room | None] = ContextVar("room", default=None)


def open_room(room: Room) -> None:
    """Put the case on the table; there is one in a process."""
    _held[:] = [room]


def room() -> Room:
    """The case on the table; on a server of several cases the one that is asked for, with who asks."""
    return _asked.get() or _held[0]


@contextmanager
def asked_for(one: Room) -> Iterator[None]:
    """While a request is answered, its case is the one on the table."""
    held = _asked.set(one)
    try:
        yield
    finally:
        _asked.reset(held)


def open_rooms(several: Iterable[Room]) -> None:
    """Put the cases of a server on tables; nobody sits at them yet."""
    _several[:] = several


def rooms() -> list[Room]:
    """Every case that this process has on a table."""
    return [*_held, *_several]
