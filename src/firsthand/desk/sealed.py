"""
Sealed: what would harm somebody if it were read is kept encrypted, each thing with a key of its own, and opened by two people.

Contacts, exact places, device data, notes on consent, originals before redaction; and private messages or contacts that came with
an export. The encrypted bytes lie in the vault and are checked like everything there; the key lies in the case's secret. Whoever
erases a sealed thing destroys its key.

Opening is asked for, seconded and then done, like an erasure: the entry says who opened what, and why, before a byte is shown.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, BinaryIO

from firsthand.desk.care import post_or_account
from firsthand.desk.ports import Desk
from firsthand.desk.record import need_reason, need_word, record
from firsthand.desk.removal import need_two_keys
from firsthand.ledger.entry import Entry
from firsthand.model.act import Act
from firsthand.model.actor import Actor
from firsthand.model.errors import Conflict, Mistaken, NotFound, Refused
from firsthand.model.ids import Digest
from firsthand.model.sealed import SEALABLE, Envelope

PADDED = 256
"""A sealed text is filled up with line ends to a multiple of so many bytes: its length would say much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An opening: its entry, what was opened, how many people stand behind it."""

    entry: int
    envelope: Envelope
    people: int


def seal(desk: Desk, subject: str, kind: str, content: BinaryIO, *, because: str = "", actor: Actor) -> Entry:
    """
    Seal something about a post or an account.

    Args:
        content: The bytes; never kept in clear.
        because: Where it comes from; it stands in clear in the entry.

    Raises:
        Mistaken: Another kind; nothing to seal.
        NotFound: No such post or account.
        Refused: The actor is a tool.
    """
    need_word(kind, SEALABLE, "kind")
    if actor.kind != "person":
        raise Refused(f"{actor.name} is a tool; only a person may seal.", code="tool-decides", advice="Name the person with --as.")
    target = post_or_account(desk, subject)
    with desk.book.writing() as pen:
        envelope = pen.seal(kind, content)
        detail = {"subject": target, "about": "", "envelopes": [envelope], "because": because.strip()}
        return pen.append("seal", detail, actor=actor)


def padded(text: str) -> BinaryIO:
    """
    A text as it is sealed.

    Raises:
        Mistaken: It says nothing.
    """
    data = text.strip().encode("utf-8", "surrogatepass")
    if not data:
        raise Mistaken("There is nothing to seal.", code="nothing-to-seal", advice="Give --text or --file.")
    return io.BytesIO(data + b"\n" * (-len(data) % PADDED))


def envelopes(desk: Desk) -> Iterator[Envelope]:
    """Everything that was ever sealed, in order."""
    erased = desk.book.erased()
    for entry in desk.book.entries():
        detail = entry.detail
        for one in detail.get("envelopes", ()):
            yield Envelope(
                entry=entry.seq, digest=Digest(one["digest"]), size=one["size"], kind=one["kind"], name=one["name"],
                subject=detail.get("subject") or detail.get("run", ""), by=detail["actor"]["name"],
                at=datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=detail["at_us"]),
                erased=erased.now(one["digest"], entry.seq) is None,
            )  # fmt: skip


def counts(found: list[Envelope]) -> dict[str, int]:
    """How many there are of each kind, without those that were erased."""
    return dict(sorted(Counter(one.kind for one in found if not one.erased).items()))


def envelope(desk: Desk, stated: str) -> Envelope:
    """
    The sealed thing that somebody names: by the first digits of its digest, or by its entry when that brought only one.

    Raises:
        NotFound: There is none; or it was erased.
        Mistaken: Several are meant.
    """
    ref = stated.removeprefix("sealed:")
    found = [one for one in envelopes(desk) if str(one.entry) == ref or (len(ref) >= 8 and one.digest.startswith(ref))]
    if not found:
        raise NotFound(f"Nothing sealed is called {stated!r}.", code="no-sealed", advice="`firsthand seal list` lists what is sealed.")
    if len(found) > 1:
        raise Mistaken(
            f"{stated!r} names {len(found)} sealed things.", code="several-sealed",
            advice="Give the digits that `firsthand seal list` shows, at least eight.",
        )  # fmt: skip
    if found[0].erased:
        raise NotFound(
            f"What was sealed as {stated} is erased, and its key is destroyed: nobody can open it.",
            code="erased-sealed", advice="`firsthand log` says who erased it, and why. Everything else is as it was.",
        )  # fmt: skip
    return found[0]


def ask_open(desk: Desk, stated: str, *, because: str, actor: Actor) -> Entry:
    """
    Ask to open a sealed thing; a second person answers, then `open_sealed`.

    Raises:
        Refused: No reason.
        NotFound, Mistaken: As for `envelope`.
    """
    one = envelope(desk, stated)
    return record(desk, "ask-unseal", f"sealed:{one.digest}", {"because": need_reason(because)}, actor=actor)


def requested(desk: Desk, seq: int) -> Envelope:
    """
    What a request asks to open.

    Raises:
        NotFound: There is no such request; the thing was erased.
    """
    return envelope(desk, _request(desk, seq).subject)


def open_sealed(desk: Desk, seq: int, out: BinaryIO, *, actor: Actor) -> Opened:
    """
    Open what was asked for and seconded: try it, enter the opening, and only then write the clear bytes to `out`.

    Raises:
        Refused: Nobody seconded it; the actor is a tool.
        NotFound: There is no such request; the thing was erased.
        Conflict: The request was used already.
        Unavailable, Tampered: The key is not here; the bytes were changed. Nothing is entered then.
    """
    ask = _request(desk, seq)
    one = envelope(desk, ask.subject)
    people = need_two_keys(desk, ask)

    def unused() -> None:
        if (before := opened_by(desk, seq)) is not None:
            raise Conflict(
                f"Entry {seq} was used: entry {before} opened it.", code="request-used",
                advice="Each opening has a request of its own: `firsthand seal open REF --because …`.",
            )  # fmt: skip

    desk.book.open_sealed(one.digest, None)
    fields: dict[str, Any] = {"people": people, "one_person_desk": desk.plan.desk == "one-person", "because": ask.detail["because"]}
    entry = record(desk, "unseal", ask.subject, fields, actor=actor, about=str(seq), guard=unused)
    desk.book.open_sealed(one.digest, out)
    return Opened(entry=entry.seq, envelope=one, people=people)


def opened_by(desk: Desk, seq: int) -> int | None:
    """The entry that used a request to open something; None while it was not."""
    return next((act.seq for act in desk.views.acts(kind="unseal") if act.about == str(seq)), None)


def _request(desk: Desk, seq: int) -> Act:
    for act in desk.views.acts(kind="ask-unseal"):
        if act.seq == seq and not act.undone:
            return act
    raise NotFound(f"Entry {seq} asks for no opening.", code="no-request", advice="`firsthand seal open REF --because …` asks for one.")
