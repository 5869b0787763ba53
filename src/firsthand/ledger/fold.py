"""What follows from the acts: pure folds from judgements to a standing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from firsthand.model.act import Act
from firsthand.model.ids import Seq
from firsthand.model.words import PRINTED_AFFILIATIONS, TWO_PERSON_GRADES


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStanding:
    """
    What stands for an account now.

    Attributes:
        roles: Words of `ROLES`; ``("unknown",)`` before anybody has judged.
        affiliation, party, since, until: As judged; ``none-seen`` before.
        reliability: A to F; F before.
        because, evidence, by: Of the judgement that stands; empty before.
        carried: Where it was decided, when it was carried over by hand; empty otherwise. It needs two people, whatever it says.
        entry: Its number, or None.
        people: How many people (keys) stand behind it.
        needs_second: The design asks for two people.
        decided: As many people agree as are needed. Until then every mark is a proposal.
        differing: Somebody who read second disagrees.
    """

    roles: tuple[str, ...] = ("unknown",)
    affiliation: str = "none-seen"
    party: str = ""
    since: str = ""
    until: str = ""
    reliability: str = "F"
    because: str = ""
    evidence: tuple[str, ...] = ()
    by: str = ""
    carried: str = ""
    entry: Seq | None = None
    people: int = 0
    needs_second: bool = False
    decided: bool = False
    differing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PostStanding:
    """
    What stands for a piece of information now.

    Attributes:
        credibility: 1 to 6; 6 before anybody has graded.
        status: Of the claim that the post itself is; ``unconfirmed`` before.
        because, by, entry, people, needs_second, decided, differing: As for `SourceStanding`.
    """

    credibility: str = "6"
    status: str = "unconfirmed"
    because: str = ""
    by: str = ""
    entry: Seq | None = None
    people: int = 0
    needs_second: bool = False
    decided: bool = False
    differing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """
    How the writer of a post knows, as a person typed it.

    Attributes:
        kind: Of `STATEMENTS`; empty before anybody has typed it, which is another thing than ``not-stated``.
        because, by, entry: Of the last word; empty before.
    """

    kind: str = ""
    because: str = ""
    by: str = ""
    entry: Seq | None = None


def source_standing(judgements: Iterable[Act], seconds: Sequence[Act]) -> SourceStanding:
    """Fold the judgements of one account (in order of the ledger) and the answers of second readers."""
    last = _last(judgements)
    if last is None:
        return SourceStanding()
    detail = last.detail
    people, differing = readers(last, seconds)
    carried = detail.get("carried", "")
    needs = bool(carried) or judgement_needs_second(detail["affiliation"], detail["reliability"])
    return SourceStanding(
        carried=carried,
        roles=tuple(detail["roles"]), affiliation=detail["affiliation"], party=detail.get("party", ""),
        since=detail.get("since", ""), until=detail.get("until", ""), reliability=detail["reliability"],
        because=detail["because"], evidence=tuple(detail["evidence"]), by=last.actor.name, entry=last.seq,
        people=people, needs_second=needs, decided=not differing and (people >= 2 or not needs), differing=differing,
    )  # fmt: skip


def post_standing(grades: Iterable[Act], seconds: Sequence[Act]) -> PostStanding:
    """Fold the grades of one post and the answers of second readers."""
    last = _last(grades)
    if last is None:
        return PostStanding()
    detail = last.detail
    people, differing = readers(last, seconds)
    needs = grade_needs_second(detail["credibility"], detail["status"])
    return PostStanding(
        credibility=detail["credibility"], status=detail["status"], because=detail["because"], by=last.actor.name,
        entry=last.seq, people=people, needs_second=needs, decided=not differing and (people >= 2 or not needs),
        differing=differing,
    )  # fmt: skip


def statement(acts: Iterable[Act]) -> Statement:
    """Fold the acts of one post: the last typing, or a grade that names a kind, stands."""
    typed = (
        act for act in acts
        if act.kind == "statement" or (act.kind == "grade" and act.detail.get("statement", "not-stated") != "not-stated")
    )  # fmt: skip
    last = _last(typed)
    if last is None:
        return Statement()
    return Statement(kind=last.detail["statement"], because=last.detail["because"], by=last.actor.name, entry=last.seq)


def judgement_needs_second(affiliation: str, reliability: str) -> bool:
    """Affiliation above sympathetic, or a grade A or B."""
    return affiliation in PRINTED_AFFILIATIONS or reliability in TWO_PERSON_GRADES


def grade_needs_second(credibility: str, status: str) -> bool:
    """A grade 1 or 2, or the word false."""
    return credibility in TWO_PERSON_GRADES or status == "false"


def readers(first: Act, seconds: Sequence[Act]) -> tuple[int, bool]:
    """
    How many people stand behind an act, and whether a second reader differs.

    People are told apart by key; everybody without a key counts as one. A person's later answer replaces their earlier.
    """
    answers = {
        one.actor.identity: bool(one.detail["agree"])
        for one in seconds
        if one.about == str(first.seq) and not one.undone and one.actor.identity != first.actor.identity
    }
    return 1 + sum(answers.values()), not all(answers.values())


def keys(first: Act, seconds: Sequence[Act]) -> frozenset[str]:
    """
    Keys of the people who stand behind an act: whoever has none is left out, for anybody can type a second name.

    A person's later answer replaces their earlier.
    """
    answers = {one.actor.key: bool(one.detail["agree"]) for one in seconds if one.about == str(first.seq) and not one.undone}
    return frozenset(key for key, agree in {**answers, first.actor.key: True}.items() if key and agree)


def identities(first: Act, seconds: Sequence[Act]) -> frozenset[str]:
    """Who stands behind an act, by key."""
    agree = {one.actor.identity for one in seconds if one.about == str(first.seq) and not one.undone and one.detail["agree"]}
    return frozenset({first.actor.identity, *agree})


def _last(acts: Iterable[Act]) -> Act | None:
    standing = [act for act in acts if not act.undone]
    return max(standing, key=lambda act: act.seq, default=None)
