"""
Reopened: a standing whose ground has moved. Nothing is changed by that; a person is asked to look again.

What reopens the standing of a source: evidence that is withdrawn, erased, hidden or taken back; a finding or a cell that came later
and speaks against what was decided, or strongly for something where nothing had been known; an appeal by the person judged; a second
reader who differs; a review date that has passed. What reopens a grade of words: the same of its evidence, its second reader and its
date, and an answer that contradicts a claim in these words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from firsthand.desk.judge import standing_of_post, standing_of_source
from firsthand.desk.ports import Desk
from firsthand.ledger.fold import PostStanding, SourceStanding
from firsthand.model.act import Act
from firsthand.model.errors import NotFound
from firsthand.model.finding import COLUMNS
from firsthand.model.ids import AccountId, PostId
from firsthand.model.words import PRINTED_AFFILIATIONS
from firsthand.signals.weigh import VALUES

NEWS = 2
"""A cell of ``++``: so much speaks for a column that whoever had judged without it should look again."""


class Reason(NamedTuple):
    """
    Why something has to be looked at again.

    Attributes:
        since: The entry that brought it; None for what holds whenever it is looked at, as lost evidence and dates do.
        because: A sentence.
    """

    since: int | None
    because: str


def reopened(desk: Desk, standing: SourceStanding, account: AccountId) -> dict[str, Any] | None:
    """
    Say why a standing has to be looked at again, and what rests on it.

    Returns:
        None when nothing has moved; else ``because`` (sentences) and ``cards``: the published and chosen cards with a post of the
        account, each with ``story``, ``key``, ``post``, ``entry`` and ``published``.
    """
    told = [reason.because for reason in reasons(desk, standing, account)]
    return {"because": told, "cards": cards_of(desk, account)} if told else None


def review(desk: Desk) -> list[dict[str, Any]]:
    """
    Accounts and posts whose standing has to be looked at again, by the entry of the decision, oldest first; never by standing.

    Returns:
        ``account`` or ``post`` (the other is empty), ``entry``, ``by``, ``because``, ``cards``, and where two differ ``views``: both,
        with who and why.
    """
    found = []
    decided = {(act.kind, act.subject): act.seq for kind in ("judge", "grade") for act in desk.views.acts(kind=kind) if not act.undone}
    for (kind, subject), seq in sorted(decided.items(), key=lambda one: one[1]):
        told, views = _again(desk, kind, subject)
        if told:
            cards = cards_of(desk, AccountId(subject)) if kind == "judge" else _cards(desk, {subject}.__contains__)
            which = {"account": subject, "post": ""} if kind == "judge" else {"account": "", "post": subject}
            by = next(act.actor.name for act in desk.views.acts(subject=subject, kind=kind) if act.seq == seq)
            found.append({**which, "entry": seq, "by": by, "because": told, "cards": cards, "views": views})
    return found


def _again(desk: Desk, kind: str, subject: str) -> tuple[list[str], list[dict[str, Any]]]:
    if kind == "judge":
        source = standing_of_source(desk, AccountId(subject))
        return [one.because for one in reasons(desk, source, AccountId(subject))], _views(desk, source, subject)
    words = standing_of_post(desk, PostId(subject))
    return [one.because for one in _of_words(desk, words, PostId(subject))], _views(desk, words, subject)


def cards_of(desk: Desk, account: AccountId) -> list[dict[str, Any]]:
    """Cards that hold a post of the account, by story and key."""

    def theirs(post: str) -> bool:
        try:
            return bool(desk.views.post(PostId(post))["account"] == account)
        except NotFound:
            return False

    return _cards(desk, theirs)


def _cards(desk: Desk, wanted: Callable[[str], bool]) -> list[dict[str, Any]]:
    published = {act.subject: act.seq for act in desk.views.acts(kind="publish")}
    last = {
        (act.subject, act.detail["key"]): {
            "story": act.subject.partition(":")[2], "key": act.detail["key"], "post": act.detail["post"], "entry": act.seq,
            "published": published.get(act.subject, -1) > act.seq,
        }
        for act in desk.views.acts(kind="card") if not act.undone and wanted(act.detail["post"])
    }  # fmt: skip
    return [last[key] for key in sorted(last)]


def reasons(desk: Desk, standing: SourceStanding, account: AccountId) -> Iterator[Reason]:
    """Why the standing of a source has to be looked at again, one by one; none when nothing has moved or nobody has judged."""
    if standing.entry is None:
        return
    acts = [act for act in desk.views.acts(subject=account) if not act.undone]
    judged = next(act for act in acts if act.kind == "judge" and act.seq == standing.entry)
    yield from _lost(desk, judged)
    for act in acts:
        if act.seq > judged.seq:
            yield from _moved(act, standing)
    yield from _differ_or_due(desk, judged, differing=standing.differing)


def _moved(act: Act, standing: SourceStanding) -> Iterator[Reason]:
    decided = {*standing.roles, *(("affiliated",) if standing.affiliation in PRINTED_AFFILIATIONS else ())} & set(COLUMNS)
    open_columns = set(COLUMNS) - decided if standing.roles == ("unknown",) else {"affiliated"} - decided
    cells: dict[str, str] = {}
    if act.kind == "finding":
        cells, said = act.detail["cells"], f"{act.detail['text']} ({act.actor.name}, entry {act.seq})"
    elif act.kind == "cell":
        cells = {act.detail["column"]: act.detail["cell"]}
        said = f"{act.detail['finding']}, as {act.actor.name} sees it: {act.detail['because']} (entry {act.seq})"
    elif act.kind == "appeal":
        yield Reason(act.seq, f"The person judged objects: {act.detail['text']} (entry {act.seq})")
    against = sorted(column for column in decided if VALUES[cells.get(column, "·")] < 0)
    news = sorted(column for column in open_columns if VALUES[cells.get(column, "·")] >= NEWS)
    if against:
        yield Reason(act.seq, f"A later finding speaks against {', '.join(against)}: {said}")
    if news:
        yield Reason(act.seq, f"A later finding speaks strongly for {', '.join(news)}, where nothing had been seen: {said}")


def _of_words(desk: Desk, standing: PostStanding, post: PostId) -> Iterator[Reason]:
    """Why a grade has to be looked at again."""
    if standing.entry is None:
        return
    graded = next(act for act in desk.views.acts(subject=post, kind="grade") if act.seq == standing.entry)
    yield from _lost(desk, graded)
    known = standing.status in ("disputed", "false") or standing.credibility in ("4", "5")  # it is doubted already
    claims = {f"claim:{act.seq}" for act in desk.views.acts(subject=post, kind="claim") if not act.undone and not known}
    for claim in sorted(claims):
        for act in desk.views.acts(subject=claim, kind="answer"):
            if act.seq > graded.seq and not act.undone and act.detail["relation"] == "contradicts":
                yield Reason(act.seq, f"{act.detail['ref']} contradicts {claim}, which quotes it (entry {act.seq}).")
    yield from _differ_or_due(desk, graded, differing=standing.differing)


def _differ_or_due(desk: Desk, decided: Act, *, differing: bool) -> Iterator[Reason]:
    if differing:
        yield Reason(decided.seq, "Two people differ; an editor decides, and both views stay.")
    until = str(decided.detail.get("review", ""))
    if until and until <= desk.clock.now().date().isoformat():
        yield Reason(None, f"To be looked at again by {until}.")


def _lost(desk: Desk, decided: Act) -> Iterator[Reason]:
    for ref in decided.detail.get("evidence", ()):
        if ref.isdigit():
            try:
                desk.book.entry(int(ref))
            except NotFound:
                yield Reason(None, f"The entry {ref} that it rests on was erased.")
                continue
            if any(act.undone for act in desk.views.acts() if act.seq == int(ref)):
                yield Reason(None, f"The entry {ref} that it rests on was taken back.")
            continue
        try:
            desk.views.post(PostId(ref))
        except NotFound:
            yield Reason(None, f"The post {ref} that it rests on is no longer held.")
            continue
        if any(not act.undone for act in desk.views.acts(subject=ref, kind="withdraw")):
            yield Reason(None, f"The post {ref} that it rests on was withdrawn.")


def _views(desk: Desk, standing: SourceStanding | PostStanding, subject: str) -> list[dict[str, Any]]:
    if not standing.differing:
        return []
    acts = desk.views.acts(subject=subject)
    both = [act for act in acts if act.seq == standing.entry or (act.kind == "second" and act.about == str(standing.entry))]
    return [{"by": act.actor.name, "because": act.detail["because"], "entry": act.seq} for act in both if not act.undone]
