"""The acts of a case, read once for a verb that asks about them thousands of times and writes nothing meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from firsthand.desk.ports import Desk, Views
from firsthand.model.act import Act
from firsthand.model.ids import AccountId, PostId

MOST_HELD = 3_000


def recalling(desk: Desk) -> Desk:
    """
    The same desk, whose views answer from memory, as they are now: about acts, and about what was asked for before.

    What is entered later is not seen.
    """
    return replace(desk, views=cast("Views", _Recall(desk.views)))


class _Recall:
    """Views that have read the acts."""

    def __init__(self, views: Views) -> None:
        self._views = views
        self._held: dict[tuple[str, Any], Any] = {}
        self._acts: list[Act] = views.acts()
        self._by: dict[str, dict[str, list[Act]]] = {name: defaultdict(list) for name in ("subject", "about", "kind")}
        for act in self._acts:
            for name, found in self._by.items():
                found[getattr(act, name)].append(act)

    def acts(self, *, subject: str = "", about: str = "", kind: str = "") -> list[Act]:
        """See `desk.ports.Views`."""
        asked = {"subject": subject, "about": about, "kind": kind}
        lists = [self._by[name].get(value, []) for name, value in asked.items() if value]
        few = min(lists, key=len, default=self._acts)
        return [act for act in few if all(not value or getattr(act, name) == value for name, value in asked.items())]

    def post(self, post: PostId) -> dict[str, Any]:
        """See `desk.ports.Views`."""
        return dict(self._once("post", post, self._views.post))

    def account(self, account: AccountId) -> dict[str, Any]:
        """See `desk.ports.Views`."""
        return dict(self._once("account", account, self._views.account))

    def place_of(self, post: PostId) -> list[dict[str, Any]]:
        """See `desk.ports.Views`."""
        return list(self._once("place_of", post, self._views.place_of))

    def _once(self, what: str, of: Any, read: Callable[[Any], Any]) -> Any:
        """What a view says of one thing; those asked about last are remembered, so that going through a case stays small."""
        key = (what, of)
        if key not in self._held:
            if len(self._held) >= MOST_HELD:
                self._held.clear()
            self._held[key] = read(of)
        return self._held[key]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._views, name)
