"""The day's work: marks, notes, labels, and taking an act back."""

from __future__ import annotations

from firsthand.desk.first_hand import statement_of
from firsthand.desk.ports import Desk
from firsthand.desk.record import need_evidence, need_reason, need_word, record
from firsthand.ledger.entry import Entry
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken, NotFound, Refused
from firsthand.model.ids import PostId
from firsthand.model.words import CATEGORIES, MARKS

FINAL = frozenset({
    "publish", "second", "undo", "undo-run", "case", "run", "screen", "export", "erase", "quarantine", "hold-legal",
    "seal", "unseal",
})  # fmt: skip
"""What is not undone: published and sent are out; a run has `runs undo`."""


def mark_post(desk: Desk, post: PostId, mark: str, *, because: str = "", until: str = "", actor: Actor) -> Entry:
    """
    Mark a post as reviewed, on hold, or not for us. The post stays.

    Raises:
        Mistaken: It is another word.
        NotFound: The post is not held.
    """
    need_word(mark, MARKS, "mark")
    desk.views.post(post)
    return record(desk, "mark", post, {"mark": mark, "because": because, "until": until}, actor=actor)


def add_note(desk: Desk, ref: str, text: str, *, actor: Actor) -> Entry:
    """
    Write a note on a post, an account or an entry.

    Raises:
        Mistaken: The note is empty.
    """
    if not text.strip():
        raise Mistaken("A note needs words.", code="empty-note", advice="Give them with --text.")
    if ref.isdigit():
        need_evidence(desk, (ref,))
    else:
        try:
            desk.views.post(PostId(ref))
        except NotFound:
            desk.views.account(desk.views.resolve_account(ref))
    return record(desk, "note", ref, {"text": text}, actor=actor)


def label_post(desk: Desk, post: PostId, category: str, *, yes: bool, actor: Actor) -> Entry:
    """
    Say whether a post belongs to a category; the queue learns from it.

    Raises:
        Mistaken: There is no such category.
        Refused: It is called an eyewitness's, and was typed as relayed or inferred.
    """
    need_word(category, tuple(dict.fromkeys((*CATEGORIES, *desk.lexicons))), "category")
    desk.views.post(post)
    typed = statement_of(desk, post)
    if category == "eyewitness" and yes and typed.kind in ("relayed", "inferred"):
        raise Refused(
            f"{post} was typed as {typed.kind} by {typed.by} (entry {typed.entry}), and is no eyewitness's own account.",
            code="not-first-hand", advice=f"Label it no; or type it anew: firsthand statement {post} own --because …",
        )  # fmt: skip
    return record(desk, "label", post, {"category": category, "yes": yes}, actor=actor)


def undo(desk: Desk, seq: int, *, because: str, actor: Actor) -> Entry:
    """
    Take an act back by an entry that supersedes it; the act stays in the ledger.

    Raises:
        Refused: It cannot be undone; somebody else made it; it is undone already.
    """
    reason = need_reason(because)
    act = next((one for one in desk.views.acts() if one.seq == seq), None)
    if act is None:
        desk.book.entry(seq)
    if act is None or act.kind in FINAL:
        raise Refused(
            f"Entry {seq} cannot be undone.",
            code="final",
            advice="An import is taken back by `firsthand runs undo RUN`, and comes back when it is collected again; what was "
            "published is corrected by `story update`.",
        )
    if act.undone:
        raise Refused(f"Entry {seq} is undone already.", code="undone", advice="There is nothing to do.")
    if act.actor.identity != actor.identity:
        raise Refused(
            f"Entry {seq} is {act.actor.name}'s; only they may take it back.",
            code="not-yours",
            advice="Answer it with your own decision.",
        )
    return record(desk, "undo", act.subject, {"because": reason}, actor=actor, about=str(seq))


def undo_run(desk: Desk, run: str, *, because: str, actor: Actor) -> Entry:
    """
    Hide everything that only one import brought. The bytes and the entry stay.

    Raises:
        NotFound: There is no such run.
        Refused: It is undone already, or no reason is given.
    """
    reason = need_reason(because)
    row = desk.views.run(run)
    if row.undone:
        raise Refused(f"Run {run} is undone already.", code="undone", advice="Collect the source again to bring it back.")
    if row.kind != "run":
        raise Refused(f"{run} is no import.", code="no-import", advice="`firsthand runs` lists the imports.")
    return record(desk, "undo-run", row.id, {"run": row.id, "because": reason}, actor=actor)
