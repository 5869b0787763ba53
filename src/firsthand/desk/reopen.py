"""
Reopened: a standing whose ground has moved. Nothing is changed by that; a person is asked to look again.

What reopens: evidence that is withdrawn, erased, hidden or taken back; a finding or a cell that came later and speaks
against what was decided; an appeal by the person judged; a second reader who differs; a review date that has passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from firsthand.desk.judge import standing_of_source
from firsthand.desk.ports import Desk
from firsthand.ledger.fold import SourceStanding
from firsthand.model.act import Act
from firsthand.model.errors import NotFound
from firsthand.model.finding import COLUMNS
from firsthand.model.ids import AccountId, PostId
from firsthand.model.words import PRINTED_AFFILIATIONS
from firsthand.signals.weigh import VALUES


def reopened(desk: Desk, standing: SourceStanding, account: AccountId) -> dict[str, Any] | None:
    """
    Say why a standing has to be looked at again, and what rests on it.

    Returns:
        None when nothing has moved; else ``because`` (sentences) and ``cards``: the published and chosen cards with a post of the
        account, each with ``story``, ``key``, ``post``, ``entry`` and ``published``.
    """
    if standing.entry is None:
        return None
    reasons = list(_reasons(desk, standing, account))
    return {"because": reasons, "cards": cards_of(desk, account)} if reasons else None


def review(desk: Desk) -> list[dict[str, Any]]:
    """
    Accounts whose standing has to be looked at again, by the entry of the judgement, oldest first; never by standing.

    Returns:
        ``account``, ``entry``, ``by``, ``because``, ``cards``, and where two differ ``views``: both, with who and why.
    """
    found = []
    judged = {AccountId(act.subject): act.seq for act in desk.views.acts(kind="judge") if not act.undone}
    for account, _ in sorted(judged.items(), key=lambda one: one[1]):
        standing = standing_of_source(desk, account)
        again = reopened(desk, standing, account)
        if again and standing.entry is not None:
            views = _views(desk, standing, account)
            found.append({"account": account, "entry": standing.entry, "by": standing.by, **again, "views": views})
    return found


def cards_of(desk: Desk, account: AccountId) -> list[dict[str, Any]]:
    """Cards that hold a post of the account, by story and key."""
    published: dict[str, int] = {}
    for act in desk.views.acts(kind="publish"):
        published[act.subject] = act.seq
    last: dict[tuple[str, str], dict[str, Any]] = {}
    for act in desk.views.acts(kind="card"):
        if act.undone:
            continue
        try:
            by = desk.views.post(PostId(act.detail["post"]))["account"]
        except NotFound:
            continue
        if by == account:
            last[act.subject, act.detail["key"]] = {
                "story": act.subject.partition(":")[2], "key": act.detail["key"], "post": act.detail["post"], "entry": act.seq,
                "published": published.get(act.subject, -1) > act.seq,
            }  # fmt: skip
    return [last[key] for key in sorted(last)]


def _reasons(desk: Desk, standing: SourceStanding, account: AccountId) -> Iterator[str]:
    acts = [act for act in desk.views.acts(subject=account) if not act.undone]
    judged = next(act for act in acts if act.kind == "judge" and act.seq == standing.entry)
    yield from _lost(desk, judged)
    decided = {*standing.roles, *(("affiliated",) if standing.affiliation in PRINTED_AFFILIATIONS else ())} & set(COLUMNS)
    for act in acts:
        if act.seq <= judged.seq:
            continue
        if act.kind == "finding":
            against = sorted(column for column in decided if VALUES[act.detail["cells"].get(column, "·")] < 0)
            if against:
                yield f"A later finding speaks against {', '.join(against)}: {act.detail['text']} ({act.actor.name}, entry {act.seq})"
        elif act.kind == "cell" and act.detail["column"] in decided and VALUES[act.detail["cell"]] < 0:
            yield f"{act.actor.name} now sees {act.detail['finding']} against {act.detail['column']} (entry {act.seq})"
        elif act.kind == "appeal":
            yield f"The person judged objects: {act.detail['text']} (entry {act.seq})"
    if standing.differing:
        yield "Two people differ; an editor decides, and both views stay."
    until = str(judged.detail.get("review", ""))
    if until and until <= desk.clock.now().date().isoformat():
        yield f"To be looked at again by {until}."


def _lost(desk: Desk, judged: Act) -> Iterator[str]:
    for ref in judged.detail["evidence"]:
        if ref.isdigit():
            try:
                desk.book.entry(int(ref))
            except NotFound:
                yield f"The entry {ref} that it rests on was erased."
                continue
            if any(act.undone for act in desk.views.acts() if act.seq == int(ref)):
                yield f"The entry {ref} that it rests on was taken back."
            continue
        try:
            desk.views.post(PostId(ref))
        except NotFound:
            yield f"The post {ref} that it rests on is no longer held."
            continue
        if any(not act.undone for act in desk.views.acts(subject=ref, kind="withdraw")):
            yield f"The post {ref} that it rests on was withdrawn."


def _views(desk: Desk, standing: SourceStanding, account: AccountId) -> list[dict[str, Any]]:
    if not standing.differing:
        return []
    acts: Sequence[Act] = desk.views.acts(subject=account)
    both = [act for act in acts if act.seq == standing.entry or (act.kind == "second" and act.about == str(standing.entry))]
    return [{"by": act.actor.name, "because": act.detail["because"], "entry": act.seq} for act in both if not act.undone]
