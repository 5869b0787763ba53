"""The claims ledger: what is said, by whom, who answers, what stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from firsthand.check.figures import figures
from firsthand.check.quotes import bind
from firsthand.check.times import When, times
from firsthand.desk.origins import Said, origins
from firsthand.desk.ports import Desk
from firsthand.desk.questioned import questioned_by
from firsthand.desk.record import need_reason, need_word, record
from firsthand.desk.transcribe import find_transcript, heard_at, spoken
from firsthand.ledger.entry import Entry
from firsthand.ledger.fold import readers
from firsthand.model.act import Act
from firsthand.model.actor import Actor
from firsthand.model.errors import Conflict, Mistaken, NotFound, Refused
from firsthand.model.figure import Figure
from firsthand.model.ids import PostId
from firsthand.model.quote import Quote
from firsthand.model.words import RELATIONS, STATUSES


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClaim:
    """
    A claim as somebody makes it.

    Attributes:
        post: Where it is said.
        quote: The words, exactly as they stand in the post; empty: the whole text.
        said_by: Who says so, in words; empty: the post's own author.
        valid_at: The time it speaks of, as said ("as of yesterday").
        transcript: Entry of a checked transcript of one of the post's media; then the words are looked for there.
        place: Where it speaks of, in words; empty: not said.
        corrects: An earlier claim of the same source that this one puts right; both stay, and both are printed.
    """

    post: PostId
    quote: str = ""
    said_by: str = ""
    valid_at: str = ""
    transcript: int = 0
    place: str = ""
    corrects: str = ""


def add_claim(desk: Desk, claim: NewClaim, *, actor: Actor) -> Entry:
    """
    Enter a claim, bound to the words of a post, or to what is heard in its sound or video.

    Raises:
        Mistaken: The words do not stand there.
        NotFound: The post is not held, or has no such transcript; no claim is corrected that is not here.
        Refused: Nobody has checked the transcript.
    """
    post = desk.views.post(claim.post)
    if claim.corrects:
        _claim_act(desk, claim.corrects)
    heard = heard_in(desk, claim.post, claim.transcript) if claim.transcript else None
    text = spoken(heard) if heard else post["text"]
    quotes = bind(text, claim.quote or text, post=claim.post)
    as_said = claim.quote.strip() or text
    figure = _figure(as_said, text, quotes[0])
    fields: dict[str, Any] = {
        "as_said": as_said,
        "quotes": [
            {"post": q.post, "start": q.start, "end": q.end, "text": q.text, **(time_codes(heard, q) if heard else {})} for q in quotes
        ],
        "said_by": claim.said_by or post["name"] or post["handle"] or "",
        "said_at": post["posted_at"] or post["posted_stated"],
        "valid_at": claim.valid_at or None,
        "figure": _plain(asdict(figure)) if figure else None,
        **({"place": claim.place.strip()} if claim.place.strip() else {}),
        **({"corrects": claim.corrects} if claim.corrects else {}),
    }
    return record(desk, "claim", claim.post, fields, actor=actor, about=claim.corrects)


def _figure(as_said: str, text: str, quote: Quote) -> Figure | None:
    """The first figure of a claim; what it counts and who says so may stand in the text around it."""
    figure = next((one for one in figures(as_said)), None)
    if figure is None or (figure.thing and figure.attributed_to):
        return figure
    at = quote.start + figure.start
    around = next((one for one in figures(text) if one.start <= at < one.end and one.unit == figure.unit), None)
    if around is None:
        return figure
    return replace(figure, thing=figure.thing or around.thing, attributed_to=figure.attributed_to or around.attributed_to)


def heard_in(desk: Desk, post: PostId, transcript: int) -> Act:
    """
    A checked transcript of a sound or video of a post.

    Raises:
        NotFound: There is no such transcript, or it is of another post's medium.
        Refused: Nobody has checked it.
    """
    act = find_transcript(desk, transcript)
    media = act.subject.removeprefix("media:")
    if post not in desk.views.posts_with(media):
        advice = "`firsthand transcribe MEDIA` lists transcripts."
        raise NotFound(f"{post} has no such sound or video.", code="no-media", advice=advice)
    if not act.detail["checked"]:
        raise Refused("Nobody has checked this transcript.", code="unchecked-transcript",
                      advice=f"Listen, then: firsthand transcribe {media[:12]}… --check {act.seq}")  # fmt: skip
    return act


def time_codes(heard: Act, quote: Quote) -> dict[str, Any]:
    """Where words of a transcript are heard, as a quote of it states it."""
    first, last = heard_at(heard, quote.start, quote.end)
    return {"media": heard.subject.removeprefix("media:"), "transcript": heard.seq, "from_ms": first, "to_ms": last}


def answer_claim(desk: Desk, claim: str, ref: str, relation: str, *, origin: str = "", actor: Actor) -> Entry:
    """
    Say that a post or another claim backs, contradicts or repeats a claim.

    Args:
        origin: The independent origin it comes from, in words; answers of one origin count once.

    Raises:
        Mistaken, NotFound: The relation is another word; the claim or the answer is not here.
    """
    need_word(relation, RELATIONS, "relation")
    _claim_act(desk, claim)
    if ref.startswith("claim:"):
        _claim_act(desk, ref)
    else:
        desk.views.post(PostId(ref))
    return record(desk, "answer", claim, {"ref": ref, "relation": relation, "origin": origin}, actor=actor)


def claim_status(
    desk: Desk, claim: str, status: str, *, because: str, expects: int | None = None, actor: Actor
) -> Entry:
    """
    Decide what stands for a claim.

    Raises:
        Refused: No reason.
        Conflict: Somebody decided meanwhile.
    """
    need_word(status, STATUSES, "status")
    reason = need_reason(because)
    _claim_act(desk, claim)
    earlier = [act for act in desk.views.acts(subject=claim, kind="claim-status") if not act.undone]
    last = earlier[-1] if earlier else None
    if last and last.seq != expects:
        raise Conflict(
            f"{claim} was decided by {last.actor.name} as {last.detail['status']} (entry {last.seq}).",
            code="judged-meanwhile",
            advice=f"To decide again after that, add --expects {last.seq}.",
        )
    return record(desk, "claim-status", claim, {"status": status, "because": reason}, actor=actor)


def claims(desk: Desk) -> Iterator[dict[str, Any]]:
    """All claims in the shape of the command-line contract, in order of entry."""
    for act in desk.views.acts(kind="claim"):
        if not act.undone:
            yield claim_row(desk, act)


def claim_row(desk: Desk, act: Act) -> dict[str, Any]:
    """One claim with its answers and what stands."""
    name = f"claim:{act.seq}"
    acts = [one for one in desk.views.acts(subject=name) if not one.undone]
    answers = [
        {"ref": one.detail["ref"], "relation": one.detail["relation"], "origin": one.detail["origin"]}
        for one in acts
        if one.kind == "answer"
    ]
    backing = [said_in(desk, one["ref"], one["origin"]) for one in answers if one["relation"] == "backs"]
    groups = origins(backing, _said(desk, name, act)) if backing else []
    corrected = [one.seq for one in desk.views.acts(kind="claim", about=name) if not one.undone and one.detail.get("corrects") == name]
    decided = [one for one in acts if one.kind == "claim-status"]
    last = decided[-1] if decided else None
    people = readers(last, [one for one in acts if one.kind == "second"])[0] if last else 0
    detail = act.detail
    return {
        "id": name, "as_said": detail["as_said"], "quotes": detail["quotes"], "said_by": detail["said_by"],
        "said_at": detail["said_at"], "valid_at": detail["valid_at"], "valid": valid_time(desk, detail), "place": detail.get("place", ""),
        "figure": detail["figure"], "answers": answers,
        "origins": sum(one.counts for one in groups),
        "origins_why": [{"refs": list(one.refs), "counts": one.counts, "why": one.why} for one in groups],
        "corrects": detail.get("corrects"), "corrected_by": [f"claim:{seq}" for seq in corrected],
        "status": last.detail["status"] if last else "unconfirmed",
        "because": last.detail["because"] if last else "", "by": last.actor.name if last else "",
        "people": people, "questioned": _questioned(desk, detail), "entry": act.seq,
    }  # fmt: skip


def valid_time(desk: Desk, detail: Mapping[str, Any]) -> dict[str, Any] | None:
    """
    When a claim is meant to be true: what a person entered, else what its own words say, resolved against the post's time.

    Returns:
        ``words`` as said; ``earliest`` and ``latest`` (RFC 3339 UTC, the second the first moment after; None when they cannot
        be resolved), ``precision``, ``why`` (how it was read) and ``proposed``: read out of the words by the program. None
        when no time is spoken of.
    """
    stated = detail["valid_at"] or ""
    said, assumed = _said_at(desk, detail["said_at"] or "")
    found = times(stated or detail["as_said"], said=said, zone=ZoneInfo(desk.plan.zone))
    when = next((one for one in found if one.as_of), found[0] if found else None)
    if when is None:
        none = {"earliest": None, "latest": None, "precision": "unknown", "why": "These words are no time that is known here."}
        return {"words": stated, **none, "proposed": False} if stated else None
    return {
        "words": stated or when.text, "earliest": _stated(when.earliest), "latest": _stated(when.latest), "precision": when.precision,
        "why": " ".join(part for part in (when.why, _unresolved(when, assumed)) if part), "proposed": not stated,
    }  # fmt: skip


def _unresolved(when: When, assumed: bool) -> str:
    if when.earliest is None:
        return "The time of the post is not known, so it stays as said."
    return "The post's zone is not known; the case's was taken." if assumed and when.kind != "date" else ""


def _said_at(desk: Desk, stated: str) -> tuple[datetime | None, bool]:
    """The time of the saying, and whether the case's zone had to be assumed for it."""
    try:
        at = datetime.fromisoformat(stated)
    except ValueError:
        read = times(stated, zone=ZoneInfo(desk.plan.zone))
        one = read[0] if len(read) == 1 and read[0].other is None else None
        return (one.earliest, True) if one and one.precision in ("second", "minute", "hour", "day") else (None, True)
    return (at, False) if at.tzinfo else (at.replace(tzinfo=ZoneInfo(desk.plan.zone)), True)


def _stated(at: datetime | None) -> str | None:
    try:
        return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None
    except OverflowError:
        return None


def said_in(desk: Desk, ref: str, origin: str = "") -> Said:
    """What is known of where a claim or post comes from, for counting independent origins."""
    return _said(desk, ref, _claim_act(desk, ref) if ref.startswith("claim:") else None, origin)


def _said(desk: Desk, ref: str, claim: Act | None, origin: str = "") -> Said:
    speaker, posts = "", [ref]
    if claim:
        speaker, posts = claim.detail["said_by"], list(dict.fromkeys(quote["post"] for quote in claim.detail["quotes"]))
    held = []
    for one in posts:
        try:
            held.append(desk.views.post(PostId(one)))
        except NotFound:
            continue
    return Said(
        ref=ref, stated=origin, speaker=speaker,
        posts=frozenset(post["id"] for post in held),
        accounts=frozenset(post["account"] for post in held if post["account"]),
        clusters=frozenset(post["cluster"] for post in held if post["cluster"]),
        reposts=frozenset(post["reposts"] for post in held if post["reposts"]),
        forwarded=frozenset(mark.removeprefix("forwarded:") for post in held for mark in post["marks"] if mark.startswith("forwarded:")),
        media=frozenset(one["digest"] for post in held for one in post["media"] if one["digest"]),
    )  # fmt: skip


def _questioned(desk: Desk, detail: Mapping[str, Any]) -> dict[str, int]:
    """How many answers to the posts of a claim doubt or deny; `firsthand show POST` tells them one by one."""
    told = questioned_by(desk, dict.fromkeys(quote["post"] for quote in detail["quotes"]))
    return {name: told[name] for name in ("answers", "denies", "doubts", "accounts")}


def find_claim(desk: Desk, claim: str) -> dict[str, Any]:
    """
    One claim.

    Raises:
        NotFound: It is not here.
    """
    return claim_row(desk, _claim_act(desk, claim))


def _claim_act(desk: Desk, claim: str) -> Act:
    prefix, _, number = claim.partition(":")
    if prefix != "claim" or not number.isdigit():
        raise Mistaken(f"{claim!r} is no claim.", code="bad-claim", advice="Claims are called claim:NUMBER.")
    found = next((one for one in desk.views.acts(kind="claim") if one.seq == int(number) and not one.undone), None)
    if found is None:
        raise NotFound(f"There is no {claim}.", code="no-claim", advice="`firsthand claims` lists them.")
    return found


def _plain(value: Any) -> Any:
    """A figure for the ledger: numbers as text, for a float has no canonical form."""
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value
