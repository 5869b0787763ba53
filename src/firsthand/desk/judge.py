"""Judge: a person's decision about a source, about a piece of information, and the second reader's answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from firsthand.desk.first_hand import need_first_hand
from firsthand.desk.ports import Desk
from firsthand.desk.record import need_day, need_evidence, need_reason, need_unchanged, need_word, record
from firsthand.desk.suggest import noted
from firsthand.ledger.entry import Entry
from firsthand.ledger.fold import PostStanding, SourceStanding, post_standing, source_standing
from firsthand.model.act import Act
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken, NotFound, Refused
from firsthand.model.ids import AccountId, PostId
from firsthand.model.words import AFFILIATIONS, CREDIBILITY, RELIABILITY, ROLES, STATEMENTS, STATUSES

SECONDED = ("judge", "grade", "statement", "claim-status", "card", "span", "redact", "redact-media", "coarsen", "caution", "undo",
            "override", "withdraw", "ask-erase", "ask-quarantine", "ask-unseal", "hold-legal", "retain")  # fmt: skip

LOOKED = ("judge", "second", "finding", "cell", "contact", "appeal", "consent")
"""Acts about an account that nobody does without having looked at it."""
_OF_OTHERS = {"1": "confirm it", "5": "contradict it"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceJudgement:
    """
    A decision about an account.

    Attributes:
        roles: One or more of `ROLES`.
        affiliation: Of `AFFILIATIONS`; a party is named from sympathetic upward.
        since, until: Period of the affiliation, as dates, or empty.
        reliability: A to F.
        because: The reason, a sentence that could be read to the person judged.
        evidence: Posts or entries; at least one, unless the only role is unknown and nothing else is said.
        expects: The last judgement of this account that the person had seen; None: they had seen none.
        review: Day on which it is to be looked at again, as a date, or empty.
        dissent: What somebody at the desk holds against it, kept with it; or empty.
        carried: Where a custodian has it from, when it was decided elsewhere and its evidence is not in this case: in words that name
            no case ("our earlier desk, decided by two, 3 May 2040"). Then it needs no evidence, but a day of review and a second person.
    """

    account: AccountId
    roles: tuple[str, ...]
    affiliation: str = "none-seen"
    party: str = ""
    since: str = ""
    until: str = ""
    reliability: str = "F"
    because: str = ""
    evidence: tuple[str, ...] = ()
    expects: int | None = None
    review: str = ""
    dissent: str = ""
    carried: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """
    A decision about a piece of information.

    Attributes:
        credibility: 1 to 6.
        status: Of `STATUSES`.
        statement: Of `STATEMENTS`; ``not-stated`` leaves what `type_statement` says.
        because: The reason; for cannot-be-verified it says why it cannot.
        evidence: Posts or entries beside the post itself; 1 and 5 speak of what others tell, and need at least one.
        hidden: The words were read without their source (`firsthand show POST --blind`).
        expects: The last grade of this post that the person had seen.
        review: Day on which it is to be looked at again, as a date, or empty.
        dissent: What somebody at the desk holds against it, kept with it; or empty.
    """

    post: PostId
    credibility: str = "6"
    status: str = "unconfirmed"
    statement: str = "not-stated"
    because: str = ""
    evidence: tuple[str, ...] = ()
    hidden: bool = False
    expects: int | None = None
    review: str = ""
    dissent: str = ""


def judge_source(desk: Desk, judgement: SourceJudgement, *, actor: Actor) -> Entry:
    """
    Record a person's decision about a source.

    Raises:
        Refused: The actor is a tool; no reason; no evidence; carried over by somebody who is no custodian, or without a day of review;
            *eyewitness* without a post that was typed as own observation.
        Mistaken: A word is none of ours; an affiliation without a party.
        NotFound: The account, or a piece of evidence, is not held.
        Conflict: Somebody judged this account meanwhile.
    """
    _only_people(actor, "judge a source")
    for role in judgement.roles:
        need_word(role, ROLES, "role")
    need_word(judgement.affiliation, AFFILIATIONS, "affiliation")
    need_word(judgement.reliability, RELIABILITY, "reliability")
    if not judgement.roles:
        raise Mistaken("A judgement names at least one role.", code="no-role", advice=f"One of: {', '.join(ROLES)}.")
    because = need_reason(judgement.because)
    if judgement.affiliation != "none-seen" and not judgement.party:
        raise Mistaken("An affiliation names its party.", code="no-party", advice="Add --party NAME.")
    if desk.plan.parties and judgement.party and judgement.party not in desk.plan.parties:
        raise Mistaken(
            f"{judgement.party!r} is no party of this case.",
            code="bad-party",
            advice=f"The parties in case.toml are: {', '.join(desk.plan.parties)}.",
        )
    nothing_said = (
        judgement.roles == ("unknown",) and judgement.affiliation == "none-seen" and judgement.reliability == "F"
    )
    if judgement.carried.strip():
        _need_custodian(desk, judgement, actor)
    elif not judgement.evidence and not nothing_said:
        raise Refused(
            "A judgement of a source rests on evidence, and none is given.",
            code="no-evidence",
            advice="Add --evidence POST, for or against; only `--role unknown` may stand without.",
        )
    desk.views.account(judgement.account)
    need_evidence(desk, judgement.evidence)
    need_first_hand(desk, because, judgement.evidence)

    def guard() -> None:
        earlier = desk.views.acts(subject=judgement.account, kind="judge")
        need_unchanged(earlier, judgement.expects, f"{judgement.account} was judged")

    fields = {
        "roles": list(judgement.roles), "affiliation": judgement.affiliation, "party": judgement.party,
        "since": judgement.since, "until": judgement.until, "reliability": judgement.reliability, "because": because,
        "evidence": list(judgement.evidence), "supersedes": judgement.expects,
        **({"review": need_day(judgement.review)} if judgement.review else {}),
        **({"carried": judgement.carried.strip()} if judgement.carried.strip() else {}),
        **({"dissent": judgement.dissent.strip()} if judgement.dissent.strip() else {}),
        "words_first": words_first(desk, judgement.account, actor),
        **({"suggestion": told} if (told := noted(desk, judgement.account)) else {}),
    }  # fmt: skip
    return record(desk, "judge", judgement.account, fields, actor=actor, guard=guard)


def grade_post(desk: Desk, grade: Grade, *, actor: Actor) -> Entry:
    """
    Record a person's decision about a piece of information.

    Raises:
        Refused: The actor is a tool; no reason; 1 or 5 without evidence; *eyewitness* of a post that was not typed as own
            observation; a hidden source that this person is known to have looked at.
        Mistaken: A word is none of ours.
        NotFound: The post is not held.
        Conflict: Somebody graded it meanwhile.
    """
    _only_people(actor, "grade a post")
    need_word(grade.credibility, CREDIBILITY, "credibility")
    need_word(grade.status, STATUSES, "status")
    need_word(grade.statement, STATEMENTS, "statement")
    because = need_reason(grade.because)
    account = desk.views.post(grade.post)["account"]
    if grade.statement != "own":
        need_first_hand(desk, because, (grade.post,))
    if grade.credibility in _OF_OTHERS and not set(grade.evidence) - {grade.post}:
        raise Refused(
            f"{grade.credibility} says that others {_OF_OTHERS[grade.credibility]}, and none of them is named.",
            code="no-evidence", advice="Add --evidence REF: a post, or the number of an entry (a claim, a note).",
        )  # fmt: skip
    need_evidence(desk, grade.evidence)
    if grade.hidden:
        _need_unseen(desk, AccountId(account), actor)

    def guard() -> None:
        earlier = desk.views.acts(subject=grade.post, kind="grade")
        need_unchanged(earlier, grade.expects, f"{grade.post} was graded")

    fields = {
        "credibility": grade.credibility, "status": grade.status, "statement": grade.statement, "because": because,
        "supersedes": grade.expects, "evidence": list(grade.evidence), "hidden": grade.hidden,
        **({"review": need_day(grade.review)} if grade.review else {}),
        **({"dissent": grade.dissent.strip()} if grade.dissent.strip() else {}),
    }  # fmt: skip
    return record(desk, "grade", grade.post, fields, actor=actor, guard=guard)


def second(
    desk: Desk, seq: int, *, agree: bool | None = None, own: Mapping[str, Any] | None = None, because: str, actor: Actor
) -> Entry:  # fmt: skip
    """
    Record the answer of a second reader.

    Args:
        agree: Whether they come to the same; left out when `own` is given.
        own: What they came to by themselves, before they saw the first one's: of a judgement ``roles``, ``affiliation``, ``party``,
            ``reliability``; of a grade ``credibility``, ``status``. Whether they agree follows from it.

    Raises:
        Mistaken: A word of `own` is none of ours, or the entry is neither a judgement nor a grade.
        Refused: It is the same person (the same key, or two without keys); the act needs no second reader; no reason.
        NotFound: There is no such entry.
    """
    _only_people(actor, "read second")
    reason = need_reason(because)
    first = next((act for act in desk.views.acts() if act.seq == seq), None)
    if first is None or first.kind not in SECONDED:
        desk.book.entry(seq)
        raise Refused(
            f"Entry {seq} is nothing that a second person reads.",
            code="no-second",
            advice=f"Second readers answer: {', '.join(SECONDED)}.",
        )
    if first.actor.identity == actor.identity:
        same = "the same key" if actor.key else "neither name has a key, and acts without one count for one person"
        raise Refused(
            f"The second reader must be another person: {same}.",
            code="same-person",
            advice="`firsthand people add NAME` makes a key; each person keeps their own.",
        )
    if own:
        reading = _reading(first.kind, own)
        agree = all(_plain(first.detail.get(name, "")) == _plain(value) for name, value in reading.items())
        fields: dict[str, Any] = {"agree": agree, "because": reason, "own": reading}
    elif agree is None:
        raise Mistaken("Say whether you agree.", code="no-answer", advice="Give --agree or --differ, or your own reading.")
    else:
        fields = {"agree": agree, "because": reason}
    return record(desk, "second", first.subject, fields, actor=actor, about=str(seq))


def _reading(kind: str, own: Mapping[str, Any]) -> dict[str, Any]:
    known: dict[str, dict[str, tuple[str, ...]]] = {
        "judge": {"roles": ROLES, "affiliation": AFFILIATIONS, "reliability": RELIABILITY, "party": ()},
        "grade": {"credibility": CREDIBILITY, "status": STATUSES},
    }
    words = known.get(kind, {})
    for name, value in own.items():
        if name not in words:
            raise Mistaken(f"{name} is nothing that entry says.", code="no-own-reading", advice="Give --agree or --differ.")
        for one in value if isinstance(value, list) else [value]:
            if words[name]:
                need_word(one, words[name], "role" if name == "roles" else name)
    return dict(own)


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else value


def words_first(desk: Desk, account: AccountId, actor: Actor) -> int:
    """How many posts of an account a person has graded, before anything else was entered about who wrote them."""
    if not account:
        return 0
    looked = min((act.seq for act in desk.views.acts(subject=account) if act.kind in LOOKED and _by(act, actor)), default=None)
    graded = {
        act.subject for act in desk.views.acts(kind="grade")
        if not act.undone and _by(act, actor) and (looked is None or act.seq < looked)
    }  # fmt: skip
    return sum(_account_of(desk, post) == account for post in graded)


def _need_custodian(desk: Desk, judgement: SourceJudgement, actor: Actor) -> None:
    """Cases do not know each other: a standing goes from one to the other by hand, and not for ever."""
    if not actor.key or (desk.plan.custodians and actor.name not in desk.plan.custodians):
        raise Refused(
            "A standing is carried over by a custodian, with a key.", code="not-custodian",
            advice="`custodians` in case.toml names them; `firsthand people add NAME` makes a key.",
        )  # fmt: skip
    if not judgement.review:
        raise Refused("What was decided elsewhere is looked at again.", code="no-review", advice="Add --review DATE.")
    if need_day(judgement.review) <= desk.clock.now().date().isoformat():
        raise Mistaken(f"{judgement.review} is past.", code="bad-day", advice="Add --review with a day to come.")


def looked_at(desk: Desk, account: AccountId, actor: Actor) -> Act | None:
    """The first act by which a person shows that they have seen an account: whoever has decided or written about it has."""
    return next((act for act in desk.views.acts(subject=account) if act.kind in LOOKED and _by(act, actor)), None) if account else None


def _need_unseen(desk: Desk, account: AccountId, actor: Actor) -> None:
    seen = looked_at(desk, account, actor)
    if seen is not None:
        raise Refused(
            f"You have looked at who wrote this (entry {seen.seq}, {seen.kind}), so that the source is not hidden from you.",
            code="source-known", advice="Leave --blind out, or let somebody else grade the words.",
        )  # fmt: skip


def _by(act: Act, actor: Actor) -> bool:
    """Whether a person did it; without keys, by name, for here somebody only speaks of themselves."""
    return act.actor.identity == actor.identity and (bool(actor.key) or act.actor.name == actor.name)


def _account_of(desk: Desk, post: str) -> str:
    try:
        return str(desk.views.post(PostId(post))["account"] or "")
    except NotFound:
        return ""


def standing_of_source(desk: Desk, account: AccountId) -> SourceStanding:
    """What stands for an account now."""
    acts = desk.views.acts(subject=account)
    return source_standing([a for a in acts if a.kind == "judge"], [a for a in acts if a.kind == "second"])


def standing_of_post(desk: Desk, post: PostId) -> PostStanding:
    """What stands for a post now."""
    acts = desk.views.acts(subject=post)
    return post_standing([a for a in acts if a.kind == "grade"], [a for a in acts if a.kind == "second"])


def standings(desk: Desk, posts: Sequence[str], accounts: Sequence[str]) -> tuple[dict[str, PostStanding], dict[str, SourceStanding]]:
    """What stands now for many posts, and for many accounts; one look for all of them."""
    acts = desk.views.acts_about(list(dict.fromkeys((*posts, *accounts))), ("grade", "judge", "second"))

    def of(subject: str, kind: str) -> list[Act]:
        return [act for act in acts.get(subject, ()) if act.kind == kind]

    return (
        {post: post_standing(of(post, "grade"), of(post, "second")) for post in posts},
        {account: source_standing(of(account, "judge"), of(account, "second")) for account in accounts},
    )


def _only_people(actor: Actor, deed: str) -> None:
    if actor.kind != "person":
        raise Refused(
            f"{actor.name} is a tool; only a person may {deed}.",
            code="tool-decides",
            advice="Name the person who decides with --as.",
        )
