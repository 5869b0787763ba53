"""The acts of a case, read once for a verb that asks about them thousands of times and writes nothing meanwhile."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any, cast

from firsthand.desk.ports import Desk, Views
from firsthand.model.act import Act


def recalling(desk: Desk) -> Desk:
    """The same desk, whose views answer about acts from memory, as they are now; what is entered later is not seen."""
    return replace(desk, views=cast("Views", _Recall(desk.views)))


class _Recall:
    """Views that have read the acts."""

    def __init__(self, views: Views) -> None:
        self._views = views
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

    def __getattr__(self, name: str) -> Any:
        return getattr(self._views, name)
