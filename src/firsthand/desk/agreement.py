"""How far the people of a desk agree, rate two things apart, and are led by suggestions. Figures about the desk, not about accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from firsthand.check.agreement import alpha, diagonal, kappa
from firsthand.desk.judge import standing_of_source
from firsthand.desk.ports import Desk
from firsthand.model.act import Act
from firsthand.model.errors import NotFound
from firsthand.model.ids import AccountId, PostId
from firsthand.model.words import PRINTED_AFFILIATIONS

FIELDS = {"judge": ("roles", "affiliation", "reliability"), "grade": ("credibility", "status")}
"""What two readers are compared in."""


def agreement(desk: Desk) -> dict[str, Any]:
    """
    Say how far people agree.

    Returns:
        ``read_twice`` (acts with a second reader), ``agreed``; ``blind`` (those whose second reader entered an own reading);
        ``by``: for each of ``roles``, ``affiliation``, ``reliability``, ``credibility``, ``status``: ``pairs``, ``kappa``, ``alpha``, over
        blind ones only; ``words_first``: ``judged`` and ``first``: how many standing judgements were made by somebody who had graded words
        of that account before they looked at it; ``diagonal``: ``ratings``, ``share``, ``warning``, and the same for ``hidden`` (grades
        given without the source) and ``seen``; ``suggestions``: for ``shown`` and ``waited``: ``judged``, ``followed``, ``share``: how many
        first judgements named what was suggested.
    """
    firsts: dict[int, Act] = {act.seq: act for kind in FIELDS for act in desk.views.acts(kind=kind) if not act.undone}
    seconds = [act for act in desk.views.acts(kind="second") if not act.undone and act.about.isdigit() and int(act.about) in firsts]
    blind = [act for act in seconds if act.detail.get("own")]
    by = {}
    for kind, fields in FIELDS.items():
        for field in fields:
            units: dict[int, list[str]] = defaultdict(list)
            pairs = []
            for act in blind:
                first = firsts[int(act.about)]
                if first.kind != kind:
                    continue
                one, other = _word(first.detail, field), _word(act.detail["own"], field)
                pairs.append((one, other))
                units[first.seq] = units[first.seq] or [one]
                units[first.seq].append(other)
            by[field] = {"pairs": len(pairs), "kappa": kappa(pairs), "alpha": alpha(list(units.values()))}
    rated = _ratings(desk)
    whole, hidden, seen = (_diagonal([(source, word) for source, word, blind in rated if blind in wanted])
                           for wanted in ((True, False), (True,), (False,)))  # fmt: skip
    judged = {act.subject: act for act in desk.views.acts(kind="judge") if not act.undone}
    return {
        "read_twice": len(seconds), "agreed": sum(bool(act.detail["agree"]) for act in seconds), "blind": len(blind), "by": by,
        "words_first": {"judged": len(judged), "first": sum(bool(act.detail.get("words_first")) for act in judged.values())},
        "diagonal": {**whole, "hidden": hidden, "seen": seen}, "suggestions": _followed(desk),
    }  # fmt: skip


def _diagonal(rated: Sequence[tuple[str, str]]) -> dict[str, Any]:
    count, share, warning = diagonal(rated)
    return {"ratings": count, "share": share, "warning": warning}


def _word(detail: Mapping[str, Any], field: str) -> str:
    value = detail.get(field, "")
    return "+".join(sorted(value)) if isinstance(value, list) else str(value)


def _ratings(desk: Desk) -> list[tuple[str, str, bool]]:
    """Grade of the source, grade of the words, whether the source was hidden."""
    last: dict[str, Act] = {act.subject: act for act in desk.views.acts(kind="grade") if not act.undone}
    found = []
    for post, act in sorted(last.items()):
        try:
            account = desk.views.post(PostId(post))["account"]
        except NotFound:
            continue
        standing = standing_of_source(desk, AccountId(account)) if account else None
        if standing is not None and standing.entry is not None:
            found.append((standing.reliability, act.detail["credibility"], bool(act.detail.get("hidden"))))
    return found


def _followed(desk: Desk) -> dict[str, Any]:
    """First judgements of an account for which something was suggested: shown beforehand, or waiting."""
    first: dict[str, Act] = {}
    for act in desk.views.acts(kind="judge"):
        first.setdefault(act.subject, act)
    told = {}
    for name, shown in (("shown", True), ("waited", False)):
        mine = [
            act for act in first.values()
            if (noted := act.detail.get("suggestion")) and noted["bands"] and bool(noted["shown"]) is shown
        ]  # fmt: skip
        followed = sum(_follows(act) for act in mine)
        told[name] = {"judged": len(mine), "followed": followed, "share": round(followed / len(mine), 4) if mine else None}
    return told


def _follows(act: Act) -> bool:
    decided: Sequence[str] = [*act.detail["roles"], *(["affiliated"] if act.detail["affiliation"] in PRINTED_AFFILIATIONS else [])]
    return bool(set(decided) & set(act.detail["suggestion"]["bands"]))
