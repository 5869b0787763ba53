"""
One account on one page: who it says it is, what changed, what speaks for and against, what people decided, what is owed to it.

A dossier is for one account; nothing here lists or sorts accounts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from firsthand.desk.judge import standing_of_source
from firsthand.desk.matrix import matrix
from firsthand.desk.ports import Desk
from firsthand.desk.profiles import changed
from firsthand.desk.reopen import reopened
from firsthand.desk.suggest import suggestion
from firsthand.model.actor import Actor
from firsthand.model.finding import HYPOTHESES
from firsthand.model.ids import AccountId

STALE = ("run", "undo-run", "erase", "quarantine")
"""Runs and removals after which signals should be asked again."""
_DECISIONS = ("judge", "second", "finding", "cell", "appeal", "contact", "consent", "note", "undo")


def dossier(desk: Desk, account: AccountId, *, reader: Actor | None = None, own_first: bool = False) -> dict[str, Any]:
    """
    Everything about one account.

    Args:
        reader, own_first: As for `matrix`.

    Returns:
        The account as the view has it, and ``changes``; ``cautions`` (``minor`` first); ``matrix``; ``observations`` (the signals'
        rows, for and against, without cells); ``suggestion``; ``standing`` with ``reopened``; ``care`` (consent, contacts, appeals);
        ``decisions``; ``looked`` (when signals were asked last, and whether something came since).

    Raises:
        NotFound: The account is not held.
    """
    value = desk.views.account(account)
    acts = [act for act in desk.views.acts(subject=account) if act.kind in _DECISIONS]
    told = matrix(desk, account, reader=reader, own_first=own_first)
    standing = standing_of_source(desk, account)
    return {
        **value,
        "changes": changed(desk, account),
        "cautions": _cautions(told),
        "matrix": told,
        "observations": [{key: one for key, one in row.items() if key != "cells"} for row in told["rows"] if row["machine"]],
        "suggestion": suggestion(desk, account),
        "standing": {**asdict(standing), "reopened": reopened(desk, standing, account)},
        "care": {
            "consent": [{"layer": a.detail["layer"], "part": a.detail["part"], "value": a.detail["value"], "because": a.detail["because"],
                         "by": a.actor.name, "entry": a.seq} for a in acts if a.kind == "consent" and not a.undone],
            "contacts": [{**_plain(a.detail), "by": a.actor.name, "at": a.at.isoformat(), "entry": a.seq}
                         for a in acts if a.kind == "contact"],
            "appeals": [{**_plain(a.detail), "by": a.actor.name, "entry": a.seq} for a in acts if a.kind == "appeal" and not a.undone],
        },
        "decisions": [
            {"entry": a.seq, "at": a.at.isoformat(), "by": a.actor.name, "kind": a.kind, "undone": a.undone,
             "because": str(a.detail.get("because") or a.detail.get("text") or "")}
            for a in acts if a.kind in ("judge", "second", "finding", "appeal", "undo")
        ],
        "looked": looked(desk),
    }  # fmt: skip


def looked(desk: Desk) -> dict[str, Any]:
    """When signals were asked last: ``entry``, ``maker``; ``stale``: something came or went since; ``failed``: signals that raised."""
    runs = desk.views.runs()
    last = next((run for run in reversed(runs) if run.maker.startswith("signals@")), None)
    if last is None:
        return {"entry": None, "maker": "", "stale": False, "failed": []}
    gone = any(act.seq > last.seq for kind in STALE[1:] for act in desk.views.acts(kind=kind))
    options = desk.book.entry(last.seq).detail.get("options", {})
    return {
        "entry": last.seq, "maker": last.maker, "stale": gone or any(run.kind == "run" and run.seq > last.seq for run in runs),
        "failed": options.get("failed", []),
    }  # fmt: skip


def hypothesis_words(hypothesis: str, direction: int) -> str:
    """``for: is a medic`` or ``against: ...``, for a line at the terminal."""
    return f"{'for' if direction > 0 else 'against'}: this account {HYPOTHESES[hypothesis]}"


def _cautions(told: Mapping[str, Any]) -> list[dict[str, str]]:
    found = []
    for row in told["rows"]:
        if row["hypothesis"] == "minor":
            found.append({"caution": "minor", "because": row["because"]})
        if row["signal"] == "farewell_distress":
            found.append({"caution": "distress", "because": row["because"]})
    return sorted(found, key=lambda one: one["caution"] != "minor")


def _plain(detail: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in detail.items() if key not in ("actor", "at_us", "clock", "subject", "about", "signature")}
