"""Care for the people who post: consent, rights, cautions, spans that could expose somebody, redactions."""

from __future__ import annotations

from typing import Any

from firsthand.check.spans import propose
from firsthand.desk.ports import Desk
from firsthand.desk.record import need_reason, need_word, record
from firsthand.desk.transcribe import find_transcript, spoken
from firsthand.ledger.entry import Entry
from firsthand.model.act import Act
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken, NotFound
from firsthand.model.ids import PostId
from firsthand.model.words import CAUTIONS, CONSENT_LAYERS, CONSENT_PARTS, CONSENT_VALUES, RIGHTS
from firsthand.story.redact import KINDS


def record_consent(
    desk: Desk, subject: str, layer: str, part: str, value: str, *, because: str, actor: Actor
) -> Entry:
    """
    Record what a person has agreed to, for a post or for everything of an account.

    Raises:
        Mistaken: A word is none of ours.
        Refused: No reason: how it was asked and answered, or why it was not asked.
    """
    need_word(layer, CONSENT_LAYERS, "layer")
    need_word(part, CONSENT_PARTS, "part")
    need_word(value, CONSENT_VALUES, "value")
    reason = need_reason(because)
    target = post_or_account(desk, subject)
    return record(desk, "consent", target, {"layer": layer, "part": part, "value": value, "because": reason}, actor=actor)


def record_rights(desk: Desk, post: PostId, rights: str, credit: str, *, because: str = "", actor: Actor) -> Entry:
    """Record the licence of an item and how it is credited, printed exactly."""
    need_word(rights, RIGHTS, "rights")
    desk.views.post(post)
    return record(desk, "rights", post, {"rights": rights, "credit": credit, "because": because}, actor=actor)


def add_caution(desk: Desk, post: PostId, caution: str, *, because: str, actor: Actor) -> Entry:
    """Say that a post needs care: a minor, distress, an exact place. Never from a face."""
    need_word(caution, CAUTIONS, "caution")
    desk.views.post(post)
    return record(desk, "caution", post, {"caution": caution, "because": need_reason(because)}, actor=actor)


def decide_span(
    desk: Desk, subject: str, start: int, end: int, decision: str, *, kind: str = "", because: str, actor: Actor
) -> Entry:
    """
    Decide about a stretch of somebody's words that could expose somebody: keep it, or redact it in print.

    Args:
        subject: A post, or ``claim:N``, ``transcript:N``, ``translation:N``, as for `words_of`.
        start, end: Code points of its text.
        decision: ``keep`` or ``redact``.

    Raises:
        Mistaken: The span does not lie in the text.
        NotFound: There are no such words.
        Refused: No reason.
    """
    need_word(decision, ("keep", "redact"), "decision")
    text, about = words_of(desk, subject)
    if not 0 <= start < end <= len(text):
        raise Mistaken(f"{start}:{end} is no stretch of that text of {len(text)} characters.", code="bad-span",
                       advice=f"`firsthand spans {subject}` lists those that were found.")  # fmt: skip
    fields = {
        "start": start, "end": end, "text": text[start:end], "span_kind": kind or "name", "decision": decision,
        "because": need_reason(because),
    }  # fmt: skip
    return record(desk, "span", subject, fields, actor=actor, about=about)


def words_of(desk: Desk, subject: str) -> tuple[str, str]:
    """
    The words that may be quoted.

    Args:
        subject: A post's id; or ``claim:N`` (its words as said), ``transcript:N``, ``translation:N``, N the number of the entry.

    Returns:
        The words, and the post or medium that they come from; empty for a post itself.

    Raises:
        NotFound: There are none.
    """
    kind, _, number = subject.partition(":")
    if not number.isdigit() or kind not in ("claim", "transcript", "translation"):
        return desk.views.post(PostId(subject))["text"], ""
    if kind == "transcript":
        heard = find_transcript(desk, int(number))
        return spoken(heard), heard.subject
    made = "claim" if kind == "claim" else "translate"
    act = next((one for one in desk.views.acts(kind=made) if one.seq == int(number) and not one.undone), None)
    if act is None:
        raise NotFound(f"There is no {subject}.", code=f"no-{kind}", advice="`firsthand claims` and `firsthand show POST` list them.")
    return str(act.detail["as_said" if kind == "claim" else "text"]), act.subject


def spans(desk: Desk, subject: str) -> list[dict[str, Any]]:
    """
    Stretches of somebody's words that could expose somebody, with what was decided; undecided ones have ``decision`` None.

    Args:
        subject: As for `words_of`. What was decided for the post that a claim quotes is decided for the claim, too.
    """
    text, _ = words_of(desk, subject)
    rows = [
        {"start": start, "end": end, "text": act.detail["text"], "kind": act.detail["span_kind"], "why": act.detail["because"],
         "decision": act.detail["decision"], "by": act.actor.name}
        for (start, end), act in span_decisions(desk, subject).items()
    ]  # fmt: skip
    for one in propose(text):
        if not any(row["start"] <= one.start and one.end <= row["end"] for row in rows):
            rows.append({"start": one.start, "end": one.end, "text": one.text, "kind": one.kind, "why": one.why,
                         "decision": None, "by": ""})  # fmt: skip
    return sorted(rows, key=lambda row: (row["start"], row["end"]))


def span_decisions(desk: Desk, subject: str) -> dict[tuple[int, int], Act]:
    """The decision that stands for each stretch of somebody's words, by their place; a claim has those of its post, too."""
    found = _inherited(desk, subject) if subject.startswith("claim:") else {}
    for act in decisions(desk, subject):
        found[act.detail["start"], act.detail["end"]] = act
    return dict(sorted(found.items()))


def _inherited(desk: Desk, claim: str) -> dict[tuple[int, int], Act]:
    """Decisions about the post or the transcript that a claim quotes in one piece."""
    act = next((one for one in desk.views.acts(kind="claim") if f"claim:{one.seq}" == claim), None)
    quotes = act.detail["quotes"] if act else []
    if len(quotes) != 1 or act is None or quotes[0]["text"] != act.detail["as_said"]:
        return {}
    quote = quotes[0]
    source = f"transcript:{quote['transcript']}" if "transcript" in quote else quote["post"]
    return {
        (one.detail["start"] - quote["start"], one.detail["end"] - quote["start"]): one
        for one in decisions(desk, source)
        if quote["start"] <= one.detail["start"] and one.detail["end"] <= quote["end"]
    }


def decisions(desk: Desk, subject: str) -> list[Act]:
    """The decision that stands for each stretch of somebody's words."""
    last: dict[tuple[int, int], Act] = {}
    for act in desk.views.acts(subject=subject, kind="span"):
        if not act.undone:
            last[act.detail["start"], act.detail["end"]] = act
    return [last[key] for key in sorted(last)]


def consents(desk: Desk, post: PostId, account: str | None) -> dict[tuple[str, str], Act]:
    """What stands by layer and part: the last word for the post, else the last for its account."""
    standing: dict[tuple[str, str], Act] = {}
    for subject in filter(None, (account, post)):
        for act in desk.views.acts(subject=subject, kind="consent"):
            if not act.undone:
                standing[act.detail["layer"], act.detail["part"]] = act
    return standing


def post_or_account(desk: Desk, subject: str) -> str:
    """
    A post by its id, or an account however it is stated.

    Raises:
        NotFound: Neither is here.
    """
    try:
        desk.views.post(PostId(subject))
    except NotFound:
        account = desk.views.resolve_account(subject)
        desk.views.account(account)
        return account
    return subject


def redact_words(
    desk: Desk, post: PostId, start: int, end: int, *, kind: str = "words", because: str, actor: Actor
) -> Entry:
    """
    Put a bar over words in print; `kind` is what the bar says was there.

    Raises:
        Mistaken: The stretch does not lie in the text, or the kind has no phrase.
        Refused: No reason.
    """
    need_word(kind, KINDS, "kind")
    text = desk.views.post(post)["text"]
    if not 0 <= start < end <= len(text):
        raise Mistaken(f"{start}:{end} is no stretch of that text of {len(text)} characters.", code="bad-span",
                       advice="Count code points of the original text.")  # fmt: skip
    fields = {"start": start, "end": end, "span_kind": kind, "because": need_reason(because)}
    return record(desk, "redact", post, fields, actor=actor)
