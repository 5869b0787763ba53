"""The claims ledger: what is said, by whom, who answers, what stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from firsthand.check.figures import figures
from firsthand.check.quotes import bind
from firsthand.desk.ports import Desk
from firsthand.desk.record import need_reason, need_word, record
from firsthand.desk.transcribe import find_transcript, heard_at, spoken
from firsthand.ledger.entry import Entry
from firsthand.ledger.fold import readers
from firsthand.model.act import Act
from firsthand.model.actor import Actor
from firsthand.model.errors import Conflict, Mistaken, NotFound, Refused
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
    """

    post: PostId
    quote: str = ""
    said_by: str = ""
    valid_at: str = ""
    transcript: int = 0


def add_claim(desk: Desk, claim: NewClaim, *, actor: Actor) -> Entry:
    """
    Enter a claim, bound to the words of a post, or to what is heard in its sound or video.

    Raises:
        Mistaken: The words do not stand there.
        NotFound: The post is not held, or has no such transcript.
        Refused: Nobody has checked the transcript.
    """
    post = desk.views.post(claim.post)
    heard = _heard(desk, claim) if claim.transcript else None
    text = spoken(heard) if heard else post["text"]
    quotes = bind(text, claim.quote or text, post=claim.post)
    as_said = claim.quote.strip() or text
    figure = next((one for one in figures(as_said)), None)
    fields: dict[str, Any] = {
        "as_said": as_said,
        "quotes": [
            {"post": q.post, "start": q.start, "end": q.end, "text": q.text, **(_times(heard, q) if heard else {})} for q in quotes
        ],
        "said_by": claim.said_by or post["name"] or post["handle"] or "",
        "said_at": post["posted_at"] or post["posted_stated"],
        "valid_at": claim.valid_at or None,
        "figure": _plain(asdict(figure)) if figure else None,
    }
    return record(desk, "claim", claim.post, fields, actor=actor)


def _heard(desk: Desk, claim: NewClaim) -> Act:
    act = find_transcript(desk, claim.transcript)
    media = act.subject.removeprefix("media:")
    if claim.post not in desk.views.posts_with(media):
        advice = "`firsthand transcribe MEDIA` lists transcripts."
        raise NotFound(f"{claim.post} has no such sound or video.", code="no-media", advice=advice)
    if not act.detail["checked"]:
        raise Refused("Nobody has checked this transcript.", code="unchecked-transcript",
                      advice=f"Listen, then: firsthand transcribe {media[:12]}… --check {act.seq}")  # fmt: skip
    return act


def _times(heard: Act, quote: Quote) -> dict[str, Any]:
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
    decided = [one for one in acts if one.kind == "claim-status"]
    last = decided[-1] if decided else None
    people = readers(last, [one for one in acts if one.kind == "second"])[0] if last else 0
    detail = act.detail
    return {
        "id": name, "as_said": detail["as_said"], "quotes": detail["quotes"], "said_by": detail["said_by"],
        "said_at": detail["said_at"], "valid_at": detail["valid_at"], "figure": detail["figure"], "answers": answers,
        "origins": len({one["origin"] or one["ref"] for one in answers if one["relation"] == "backs"}),
        "status": last.detail["status"] if last else "unconfirmed",
        "because": last.detail["because"] if last else "", "by": last.actor.name if last else "",
        "people": people, "entry": act.seq,
    }  # fmt: skip


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
