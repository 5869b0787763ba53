"""
Suggestions as bands, and the tenth of accounts on which they wait.

A suggestion needs two families of signals. On a tenth of accounts, drawn by the account's name, it is not shown before
somebody has judged, so that the desk can measure how far suggestions lead its people.
"""

from __future__ import annotations

import hashlib
from typing import Any

from firsthand.desk.ports import Desk
from firsthand.model.ids import AccountId
from firsthand.signals.weigh import suggest


def suggestion(desk: Desk, account: AccountId) -> dict[str, Any]:
    """
    Bands for the columns that at least two families of signals speak for.

    Returns:
        ``shown`` (False on the tenth, until somebody has judged), ``in_sample``, and ``bands`` by column, empty where nothing is
        suggested or shown.
    """
    sampled = in_sample(desk.plan.id, account)
    judged = any(not act.undone for act in desk.views.acts(subject=account, kind="judge"))
    shown = judged or not sampled
    return {"shown": shown, "in_sample": sampled, "bands": suggest(desk.views.findings(account)) if shown else {}}


def noted(desk: Desk, account: AccountId) -> dict[str, Any] | None:
    """What an entry of a judgement says of the suggestion; None where signals were not asked, or saw nothing."""
    findings = desk.views.findings(account)
    if not findings:
        return None
    told = suggestion(desk, account)
    bands = {column: one["band"] for column, one in suggest(findings).items()}
    signals = sorted({f"{one.signal}@{one.version}" for one in findings})
    return {"shown": told["shown"], "in_sample": told["in_sample"], "bands": bands, "signals": signals}


def in_sample(case: str, account: str) -> bool:
    """Whether the account is in the tenth; the same on every machine."""
    drawn = hashlib.sha256(f"suggestion {case} {account}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(drawn[:8], "big") % 10 == 0
