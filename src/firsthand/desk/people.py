"""What people of the desk are called in what leaves it: letters, in the order of the log, unless their names are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from firsthand.ledger.entry import Entry
from firsthand.model.actor import Actor
from firsthand.model.errors import Refused
from firsthand.story.canaries import Canaries, Canary
from firsthand.story.leak import search


class People:
    """
    Names and letters.

    Attributes:
        open: Names are shown.
        said: Every name that the ledger holds, and what stands in its place.
    """

    def __init__(self, entries: Sequence[Entry], actor: Actor, *, names: bool) -> None:
        self.open = names
        self.said: dict[str, str] = {}
        self._of: dict[tuple[str, str], str] = {}
        letters: dict[str, str] = {}
        stated = [entry.detail["actor"] for entry in entries if entry.detail.get("actor", {}).get("kind") == "person"]
        for one in (*stated, {"name": actor.name, "key": actor.key}):
            name, key = str(one["name"]), str(one.get("key") or "")
            called = letters.setdefault(key or f"self-stated {name}", _letter(len(letters)))
            self._of[name, key] = (f"{name}, key {key[:16]}" if key else f"{name}, by their own word") if names else f"Person {called}"
            self.said.setdefault(name, f"Person {called}")

    def name(self, stated: Mapping[str, Any]) -> str:
        """Who made an entry."""
        return self._of.get((str(stated.get("name")), str(stated.get("key") or "")), str(stated.get("name", "")))

    def clean(self, text: str) -> str:
        """A text of ours without their names."""
        if not self.open:
            for name in sorted(self.said, key=len, reverse=True):
                text = text.replace(name, self.said[name])
        return text

    def need_none(self, ours: Iterable[tuple[str, bytes]]) -> None:
        """
        Read all that is ours for names of the desk's people.

        Raises:
            Refused: One is there.
        """
        if self.open:
            return
        hidden = tuple(Canary("name", name) for name in self.said if name.strip())
        if leaks := search(ours, Canaries(hidden=hidden)).leaks:
            where = "; ".join(f"{leak.path}: {leak.where}" for leak in leaks[:6])
            raise Refused(
                f"{len(leaks)} times a name of a person of the desk would go out ({where}).",
                code="leak",
                advice="Nothing was handed over. Mend what can be said in other words; `export custody --names` shows names.",
            )


def _letter(number: int) -> str:
    return (_letter(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)
