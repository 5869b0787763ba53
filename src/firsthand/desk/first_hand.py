"""First hand: how the writer of a post knows, typed by a person, and what the word *eyewitness* needs before it is used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from firsthand.check.first_hand import cues, eyewitness_word
from firsthand.check.quotes import bind
from firsthand.desk.ports import Desk
from firsthand.desk.record import need_reason, need_unchanged, need_word, record
from firsthand.find.categories import Span, match_all, parse_lexicon
from firsthand.ledger.entry import Entry
from firsthand.ledger.fold import Statement, statement
from firsthand.model.actor import Actor
from firsthand.model.errors import NotFound, Refused
from firsthand.model.ids import PostId
from firsthand.model.words import STATEMENTS

_OWN = "perceive"
"""Name of the rules of the lexicon that look for one's own senses."""


def type_statement(
    desk: Desk, post: PostId, kind: str, *, quote: str = "", because: str, expects: int | None = None, actor: Actor
) -> Entry:  # fmt: skip
    """
    Say how the writer of a post knows: ``own`` observation, ``relayed``, ``inferred`` or ``not-stated``.

    Args:
        quote: The words of the post that this rests on, verbatim; or empty.
        expects: The last typing of this post that the person had seen; None: none.

    Raises:
        Mistaken: There is no such kind; the words do not stand in the post.
        NotFound: The post is not held.
        Refused: No reason; the actor is a tool.
        Conflict: Somebody typed it meanwhile.
    """
    need_word(kind, STATEMENTS, "statement")
    reason = need_reason(because)
    text = desk.views.post(post)["text"]
    spans = bind(text, quote, post=post) if quote else ()
    fields = {
        "statement": kind, "because": reason, "supersedes": expects,
        "quotes": [{"start": one.start, "end": one.end, "text": one.text} for one in spans],
    }  # fmt: skip

    def guard() -> None:
        need_unchanged(desk.views.acts(subject=post, kind="statement"), expects, f"{post} was typed")

    return record(desk, "statement", post, fields, actor=actor, guard=guard)


def statement_of(desk: Desk, post: PostId) -> Statement:
    """How the writer of a post knows, as people typed it."""
    return statement(desk.views.acts(subject=post))


def statement_sheet(desk: Desk, post: PostId) -> dict[str, Any]:
    """
    What was typed, by whom, and what the words propose.

    Returns:
        ``post``; ``statement`` (``kind``, empty when nobody typed it, ``because``, ``by``, ``entry``); ``history``, oldest first;
        ``proposed``: ``kind``, ``start``, ``end``, ``text`` of words that speak for a kind. A proposal decides nothing.

    Raises:
        NotFound: The post is not held.
    """
    text = desk.views.post(post)["text"]
    acts = desk.views.acts(subject=post)
    typed = [act for act in acts if act.kind == "statement"]
    senses = _senses(desk, text)
    proposed = [{"kind": "own", "start": one.start, "end": one.end, "text": one.text} for one in senses]
    proposed += [one._asdict() for one in cues(text)]
    return {
        "post": post, "statement": asdict(statement(acts)),
        "history": [
            {"entry": act.seq, "at": act.at.isoformat(), "by": act.actor.name, "kind": act.detail["statement"],
             "because": act.detail["because"], "quotes": [one["text"] for one in act.detail["quotes"]], "undone": act.undone}
            for act in typed
        ],
        "proposed": sorted(proposed, key=lambda one: (one["start"], one["kind"])),
    }  # fmt: skip


def _senses(desk: Desk, text: str) -> list[Span]:
    held = desk.lexicons.get("eyewitness")
    if not held:
        return []
    found = match_all(text, [parse_lexicon(held, file="eyewitness.toml")])
    return [one for category in found.values() for one in category.why if one.rule.endswith(f":{_OWN}")]


def need_first_hand(desk: Desk, words: str, posts: Iterable[str]) -> None:
    """
    Whoever writes *eyewitness* in a reason rests on a post that somebody typed as own observation.

    Args:
        words: The reason.
        posts: What the decision is about, and its evidence; what is no post is passed over.

    Raises:
        Refused: The word stands there, and no post is typed so.
    """
    word = eyewitness_word(words)
    if not word:
        return
    last = ""
    for post in dict.fromkeys(posts):
        if ":" not in post:
            continue
        try:
            desk.views.post(PostId(post))
        except NotFound:
            continue
        last = last or post
        if statement_of(desk, PostId(post)).kind == "own":
            return
    raise Refused(
        f"“{word}” needs a post that a person has typed as own observation, and none of these is.", code="not-first-hand",
        advice=f"Read it, then: firsthand statement {last or 'POST'} own --because …; or leave the word out.",
    )  # fmt: skip
