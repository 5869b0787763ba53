"""What waits for a second person: decisions that need two, and that one stands behind."""

from __future__ import annotations

from collections.abc import Callable

from firsthand.desk.ports import Desk
from firsthand.ledger.fold import judgement_needs_second
from firsthand.model.act import Act
from firsthand.model.words import TWO_PERSON_GRADES
from firsthand.story.lint import RULES

_BY_TWO = frozenset(rule.code for rule in RULES if rule.override == "second-person")

NEEDS: dict[str, Callable[[Act], bool]] = {
    "judge": lambda act: judgement_needs_second(act.detail["affiliation"], act.detail["reliability"]),
    "grade": lambda act: act.detail["credibility"] in TWO_PERSON_GRADES or act.detail["status"] == "false",
    "claim-status": lambda act: act.detail["status"] == "false",
    "card": lambda act: bool(act.detail["last_message"]),
    "override": lambda act: act.detail["code"] in _BY_TWO,
    "withdraw": lambda _act: True, "hold-legal": lambda act: not act.detail["on"],
    "ask-erase": lambda _act: True, "ask-quarantine": lambda _act: True, "ask-unseal": lambda _act: True,
}  # fmt: skip
"""By kind, when an act needs a second person by itself. What a card prints may need more; the checks of its story say so."""


def waiting(desk: Desk) -> list[Act]:
    """Acts that wait, in order of entry; of several about one thing only the last."""
    acts = desk.views.acts()
    answered = {act.about for act in acts if act.kind == "second" and not act.undone}
    last: dict[tuple[str, str, str], Act] = {}
    for act in acts:
        if act.kind in NEEDS and not act.undone:
            last[act.kind, act.subject, f"{act.detail.get('key', '')} {act.detail.get('code', '')}"] = act
    return [act for act in last.values() if str(act.seq) not in answered and NEEDS[act.kind](act)]
