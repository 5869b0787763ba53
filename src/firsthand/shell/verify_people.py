"""
Whether two people stand behind what two people must decide: an erasure, a quarantine, an opening of what is sealed.

Two people are two keys, and a key counts only with a signature that fits. The request is an entry, the second person's answer is an
entry, and the act names the request; so anybody can look for the two signatures in the files alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from firsthand.ledger.entry import Entry
from firsthand.model.ids import Seq
from firsthand.shell.signing import signature_fits

if TYPE_CHECKING:
    from firsthand.shell.verify import Verdict

NEEDS = {"erase": "ask-erase", "quarantine": "ask-quarantine", "unseal": "ask-unseal"}
"""Kinds of acts that need two people, and the kinds of their requests."""


def verify_people(origin: str, entries: Sequence[Entry], gone: Collection[int], verdict: Verdict) -> None:
    """
    Check every act that needs two people.

    Args:
        entries: All that have a body, in order.
        gone: Entries whose body was erased.
    """
    alone = stated = lost = 0
    by_seq = {entry.seq: entry for entry in entries}
    for act in entries:
        if act.kind not in NEEDS:
            continue
        what, seq = f"entry {act.seq}", _number(act.detail.get("about"))
        ask = by_seq.get(Seq(seq))
        if ask is None and seq in gone:
            lost += 1
            continue
        if ask is None or ask.kind != NEEDS[act.kind] or ask.seq >= act.seq or ask.detail.get("subject") != act.detail.get("subject"):
            verdict.fail(what, f"it says {act.kind}, and no request for it stands before it")
            continue
        answers, undone = _answers(entries, ask, act.seq)
        if undone or any(not one.detail.get("agree") for one in answers):
            verdict.fail(what, f"the request, entry {seq}, {'had been taken back' if undone else 'is one that a second person differs on'}")
            continue
        behind = [ask, *(one for one in answers if one.detail.get("agree"))]
        keys = {_identity(one) for one in behind if signature_fits(origin, one.kind, one.detail)}
        if len(keys) >= 2:
            verdict.checked["acts of two people"] += 1
        elif act.detail.get("one_person_desk") is True:
            alone += 1
        elif len({_identity(one) for one in behind}) >= 2:
            stated += 1
        elif any(ask.seq < one < act.seq for one in gone):
            lost += 1
        else:
            verdict.fail(what, f"one person stands behind it: two keys must sign, one entry {seq}, one an answer to it")
    began = next((entry.detail.get("plan") for entry in entries if entry.seq == 0), None)
    was = "; the case began as a desk of a team" if isinstance(began, dict) and began.get("desk") == "team" else ""
    verdict.skip("acts that need two people", alone, f"decided by one person, and the entry says so{was}")
    verdict.skip("acts that need two people", stated, "the second one has no key: that there were two is their own word")
    verdict.skip("acts that need two people", lost, "the request, or an answer to it, was erased; who stood behind them cannot be told")


def _answers(entries: Sequence[Entry], ask: Entry, before: int) -> tuple[list[Entry], bool]:
    """The last answer of each second reader before an act, and whether the request had been taken back by then."""
    last: dict[str, Entry] = {}
    undone = False
    for one in entries:
        if not ask.seq < one.seq < before or str(one.detail.get("about", "")) != str(ask.seq):
            continue
        if one.kind == "undo":
            undone = True
        elif one.kind == "second" and _identity(one) != _identity(ask):
            last[_identity(one)] = one
    return list(last.values()), undone


def _identity(entry: Entry) -> str:
    actor: Any = entry.detail.get("actor")
    key = actor.get("key") if isinstance(actor, dict) else ""
    return key if isinstance(key, str) else ""


def _number(value: object) -> int:
    """The number of an entry; one that none has where there is no number."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else -1
