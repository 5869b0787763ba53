"""What a person did, as the ledger remembers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from firsthand.model.actor import Actor
from firsthand.model.ids import Seq


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """
    One human act.

    Attributes:
        seq: Its entry.
        kind: A word of the ledger's kinds.
        subject: What it is about: a post, account, claim, story or entry id.
        about: A second thing it touches, for example the entry that a second reader answers.
        at: Aware, UTC.
        detail: The words of the act; keys are documented with each verb.
        undone: A later entry took it back.
    """

    seq: Seq
    kind: str
    subject: str
    about: str
    at: datetime
    actor: Actor
    detail: dict[str, Any]
    undone: bool = False
