"""Profile history: what an account showed of itself, and when it began to show something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from firsthand.desk.ports import Desk
from firsthand.text.difference import difference

FIELDS = ("handle", "name", "bio", "place", "links", "avatar")
"""What is compared. Counts change with every look, and are no change of a profile."""
_WORDS = frozenset({"name", "bio", "place"})


def changed(desk: Desk, account: str = "") -> list[dict[str, Any]]:
    """
    Every change of a profile that files show, of all accounts or of one.

    Returns:
        In order of the time at which the new profile was seen, unknown times last; never by standing: ``account``, ``field``,
        ``before``, ``after``, ``difference`` (for words), ``seen_before``, ``seen`` (RFC 3339 UTC or None), and the ``evidence``:
        run and source of both.
    """
    found = list(changes(desk.views.profiles(account)))
    return sorted(found, key=lambda one: (one["seen"] is None, one["seen"] or "", one["account"], FIELDS.index(one["field"])))


def changes(profiles: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """
    Compare profiles with the last one that said anything of a field: what a file leaves out has not changed.

    Args:
        profiles: Ordered by account, then by time: ``account``, `FIELDS`, ``seen``, ``run``, ``source``.
    """
    account = ""
    last: dict[str, Mapping[str, Any]] = {}
    for one in profiles:
        if one["account"] != account:
            account, last = one["account"], {}
        for field in FIELDS:
            value = one[field]
            if value is None or value == "" or value == []:
                continue
            held = last.get(field)
            if held is not None and held[field] != value:
                yield _change(field, held, one)
            last[field] = one


def _change(field: str, held: Mapping[str, Any], one: Mapping[str, Any]) -> dict[str, Any]:
    told = [list(part) for part in difference(held[field], one[field])] if field in _WORDS else None
    return {
        "account": one["account"], "field": field, "before": held[field], "after": one[field], "difference": told,
        "seen_before": held["seen"], "seen": one["seen"],
        "evidence": [{"run": each["run"], "source": each["source"]} for each in (held, one)],
    }  # fmt: skip
