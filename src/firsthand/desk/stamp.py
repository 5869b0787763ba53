"""
Stamp: have outside authorities say when the head of the ledger was there.

A request is made durable in the queue before it is sent, and leaves the queue when its entry stands. An authority that
cannot be reached leaves the head of that day waiting, with its own bytes: a later stamp of it says less about the date,
and everything about the order. A reply that does not fit is refused and kept nowhere.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from firsthand.desk.ports import Desk, Progress
from firsthand.ledger.canonical import digest
from firsthand.ledger.entry import Entry
from firsthand.ledger.note import parse_checkpoint
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken, NotFound, Refused, Unavailable
from firsthand.model.stamp import PUBLIC_AUTHORITIES, Answer, Authority, StampVerdict, Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """
    A stamp that was entered.

    Attributes:
        size: Entries that the stamped head covers.
        gen_time: The authority's time, aware, UTC.
        ahead_s: Seconds that the authority's clock was ahead of ours when the reply was read; told, not judged.
        checked: Its signature leads to a root that is kept; False when none is.
        entry: Number of its entry.
    """

    size: int
    authority: str
    gen_time: datetime
    ahead_s: float
    checked: bool
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotStamped:
    """A head that still waits, or a reply that was refused; `fresh`: it was not waiting before."""

    size: int
    authority: str
    why: str
    fresh: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StampReport:
    """What became of each request; `refused` still wait as well, for a better reply."""

    stamped: tuple[Stamped, ...]
    queued: tuple[NotStamped, ...]
    refused: tuple[NotStamped, ...]


@dataclass(frozen=True, slots=True)
class _Judged:
    waiting: Waiting
    came: Answer
    roots: bytes
    verdict: StampVerdict


def stamp(
    desk: Desk, *, authorities: Sequence[Authority], actor: Actor, progress: Progress, roots: Mapping[str, bytes] | None = None
) -> StampReport:
    """
    Ask every authority for a stamp over the head as it is, and for those that wait.

    Args:
        authorities: Two or more, of different owners, so that none of them must be believed alone.
        roots: Root certificates by the name of an authority, PEM; else those of the plan.

    Raises:
        Mistaken: No authority is named, and nothing waits.
    """
    known = {one.name: one.url for one in authorities}
    queue, fresh = _enqueue(desk, authorities, roots or {})
    if not queue and not authorities:
        raise Mistaken(
            "No time-stamping authority is named in case.toml.",
            code="no-stampers",
            advice=f"For example: stampers = {list(PUBLIC_AUTHORITIES)}. They learn when you stamp, and from which address.",
        )
    answers: list[_Judged] = []
    queued: list[NotStamped] = []
    refused: list[NotStamped] = []
    gone: dict[str, str] = {}
    for number, one in enumerate(queue):
        progress(f"asking {one.authority}", number, len(queue))
        new = (one.size, one.authority) in fresh
        url = known.get(one.authority) or one.url
        why = gone.get(one.authority) or ("" if url else "its request was written to a file; bring the reply with --import")
        if not why:
            try:
                came = desk.stamper.send(url, one.request)
            except Unavailable as error:
                why = gone[one.authority] = str(error)
            else:
                answer = _judged(desk, one, came, (roots or {}).get(one.authority, b""))
                if answer.verdict.acceptable:
                    answers.append(answer)
                else:
                    refused.append(NotStamped(size=one.size, authority=one.authority, why=answer.verdict.why, fresh=new))
                continue
        queued.append(NotStamped(size=one.size, authority=one.authority, why=why, fresh=new))
    progress("entering", len(queue), len(queue))
    return StampReport(stamped=_enter(desk, answers, actor), queued=tuple(queued), refused=tuple(refused))


def export_request(desk: Desk, authority: Authority, *, roots: bytes = b"") -> Waiting:
    """Make the request for the head as it is, to be carried to an authority by hand; it waits for `import_reply`."""
    size = parse_checkpoint(desk.book.head()).size
    named = {authority.name: roots} if roots else {}
    queue, _ = _enqueue(desk, [authority], named)
    for one in queue:
        if (one.size, one.authority) == (size, authority.name):
            return one
    raise Refused(
        f"{authority.name} has stamped this head of {size} entries already.",
        code="already-stamped",
        advice="Stamp again when something was entered.",
    )


def import_reply(desk: Desk, reply: bytes, name: str, *, actor: Actor) -> Stamped:
    """
    Enter a reply that was fetched by hand.

    Raises:
        NotFound: Nothing waits for this authority.
        Refused: The reply fits none of the requests that wait; the message says why.
    """
    queue, _ = _enqueue(desk, (), {})
    ours = [one for one in queue if one.authority == name]
    if not ours:
        raise NotFound(
            f"No request to {name} waits for a reply.",
            code="no-request",
            advice=f"Make one: firsthand stamp --export-request FILE.tsq --authority {name}",
        )
    answers = [_judged(desk, one, Answer(reply=reply, custody={}), b"") for one in ours]
    fitting = [one for one in answers if one.verdict.acceptable][:1]
    if not fitting:
        raise Refused(
            f"The reply was refused: {answers[-1].verdict.why}.",
            code="bad-reply",
            advice="Send the exported request as it is, and bring the reply to that request.",
        )
    done = _enter(desk, fitting, actor)
    assert done
    return done[0]


def stamps_over(desk: Desk, seq: int) -> list[Entry]:
    """Of every authority the earliest stamp whose head covers an entry."""
    found: dict[str, Entry] = {}
    for one in _entered(desk):
        best = found.get(one.detail["authority"])
        if one.detail["size"] > seq and (best is None or one.detail["gen_time"] < best.detail["gen_time"]):
            found[one.detail["authority"]] = one
    return [found[name] for name in sorted(found)]


def carried_stamps(desk: Desk, seqs: Iterable[int]) -> list[dict[str, Any]]:
    """
    The stamps over some entries as they lie inside proofs: for each entry the earliest of every authority.

    Returns:
        ``{checkpoint, request, reply, roots, paths}``: the head that was stamped, three files in base64, and under that head
        the path of each entry, by its number.
    """
    best: dict[tuple[int, str], Entry] = {}
    stamps = _entered(desk)
    for seq in seqs:
        for one in stamps:
            place = seq, one.detail["authority"]
            if one.detail["size"] > seq and (place not in best or one.detail["gen_time"] < best[place].detail["gen_time"]):
                best[place] = one
    paths: dict[tuple[int, str], dict[str, Any]] = {}
    for (seq, name), one in sorted(best.items(), key=lambda pair: pair[0]):
        path = desk.book.proof_of_entry(seq, one.detail["size"])["path"]
        paths.setdefault((one.detail["size"], name), {})[str(seq)] = path
    return [_carried(desk, size, name, found) for (size, name), found in sorted(paths.items())]


def _carried(desk: Desk, size: int, name: str, paths: dict[str, Any]) -> dict[str, Any]:
    kept = desk.stamps.kept(size, name)
    coded = {what: b64encode(kept.get(what, b"")).decode() for what in ("request", "reply", "roots")}
    return {"checkpoint": kept["checkpoint"].decode(), **coded, "paths": paths}


def _entered(desk: Desk) -> list[Entry]:
    return [one for one in desk.book.entries() if one.kind == "stamp"]


def _held(desk: Desk) -> set[tuple[int, str]]:
    return {(one.detail["size"], one.detail["authority"]) for one in _entered(desk)}


def _enqueue(
    desk: Desk, authorities: Sequence[Authority], roots: Mapping[str, bytes]
) -> tuple[list[Waiting], set[tuple[int, str]]]:
    """The queue with the present head in it, and what is new there. What a crash left behind its entry is taken out."""
    held = _held(desk)
    queue = []
    for one in desk.stamps.waiting():
        if (one.size, one.authority) in held:
            desk.stamps.done(one)
        else:
            queue.append(one)
    head = desk.book.head()
    size = parse_checkpoint(head).size
    there = held | {(one.size, one.authority) for one in queue}
    fresh = set()
    for authority in authorities:
        if (size, authority.name) in there:
            continue
        one = Waiting(
            size=size, authority=authority.name, url=authority.url, checkpoint=head.encode(),
            request=desk.stamper.request(head.encode()), roots=roots.get(authority.name, b""),
        )  # fmt: skip
        desk.stamps.queue(one)
        queue.append(one)
        fresh.add((size, authority.name))
    return queue, fresh


def _judged(desk: Desk, one: Waiting, came: Answer, stated: bytes) -> _Judged:
    roots = stated or one.roots or desk.stamps.roots(one.authority)
    return _Judged(one, came, roots, desk.stamper.check(came.reply, one.checkpoint, roots=roots, request=one.request))


def _enter(desk: Desk, answers: Sequence[_Judged], actor: Actor) -> tuple[Stamped, ...]:
    """Files first, then all entries in one transaction, then out of the queue."""
    if not answers:
        return ()
    done = []
    with desk.book.writing() as pen:
        held = _held(desk)  # another process may have brought the same stamp meanwhile
        for answer in answers:
            one, when = answer.waiting, answer.verdict.gen_time
            assert when is not None
            if (one.size, one.authority) in held:
                continue
            files = {"checkpoint": one.checkpoint, "request": one.request, "reply": answer.came.reply, "roots": answer.roots}
            desk.stamps.keep(one.size, one.authority, files)
            detail = {
                "subject": f"head:{one.size}", "size": one.size, "authority": one.authority, "url": one.url,
                "signer": answer.verdict.authority, "gen_time": when.isoformat().replace("+00:00", "Z"),
                **{what: digest(data) if data else "" for what, data in files.items()},
            } | ({"custody": dict(answer.came.custody)} if answer.came.custody else {})  # fmt: skip
            entry = pen.append("stamp", detail, actor=actor)
            done.append(
                Stamped(
                    size=one.size, authority=one.authority, gen_time=when, entry=entry.seq, checked=answer.verdict.ok,
                    ahead_s=(when - desk.clock.now()).total_seconds(),
                )
            )
    for answer in answers:
        desk.stamps.done(answer.waiting)
    return tuple(done)
