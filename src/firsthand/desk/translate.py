"""Translations and descriptions: who, with which tool, when; proposals until a person has checked them."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.desk.ports import Desk
from firsthand.desk.record import need_word, record
from firsthand.exporters.xmp import MADE
from firsthand.ledger.entry import Entry
from firsthand.model.act import Act
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken, NotFound
from firsthand.model.ids import PostId


def translate(desk: Desk, post: PostId, lang: str, text: str, *, tool: str = "", actor: Actor) -> Entry:
    """
    Add a translation of a post.

    Args:
        lang: ISO 639-1 code of the translation.
        tool: Name and version of the machine that made it; empty when the person did. A machine's stays unchecked.

    Raises:
        Mistaken: No words, or no language.
        NotFound: The post is not held.
    """
    if not text.strip():
        raise Mistaken("A translation needs words.", code="empty-translation", advice="Give them with --text.")
    if not 2 <= len(lang) <= 8:
        raise Mistaken(f"{lang!r} is no language code.", code="bad-language", advice="For example en, ar, uk.")
    original = desk.views.post(post)
    fields = {
        "lang": lang, "text": text, "tool": tool, "checked": not tool, "of": original["text"],
    }  # fmt: skip
    return record(desk, "translate", post, fields, actor=actor)


def check_translation(desk: Desk, seq: int, *, text: str = "", actor: Actor) -> Entry:
    """
    A person with the language has read a translation; with `text` they put their own in its place.

    Raises:
        NotFound: There is no such translation.
    """
    act = next((one for one in desk.views.acts(kind="translate") if one.seq == seq), None)
    if act is None:
        raise NotFound(f"Entry {seq} is no translation.", code="no-translation", advice="See `firsthand posts`.")
    fields = {**{k: act.detail[k] for k in ("lang", "of")}, "text": text or act.detail["text"], "tool": act.detail["tool"],
              "by": made_by(act), "checked": True}  # fmt: skip
    return record(desk, "translate", act.subject, fields, actor=actor, about=str(seq))


def made_by(act: Act) -> str:
    """Who translated or wrote down: the person whom a sheet names, else who entered it."""
    return str(act.detail.get("by") or act.actor.name)


def translations(desk: Desk, post: PostId) -> list[Act]:
    """Translations of a post that stand: the last of each language, checked ones first."""
    return _standing(desk.views.acts(subject=post, kind="translate"))


def _standing(acts: Sequence[Act]) -> list[Act]:
    best: dict[str, Act] = {}
    for act in acts:
        if act.undone:
            continue
        held = best.get(act.detail["lang"])
        if held is None or act.detail["checked"] or not held.detail["checked"]:
            best[act.detail["lang"]] = act
    return [best[lang] for lang in sorted(best)]


def translations_of(desk: Desk, posts: Sequence[str]) -> dict[str, list[Act]]:
    """As `translations`, for many posts with one look; posts without any are left out."""
    acts = desk.views.acts_about(list(posts), ("translate",))
    return {post: standing for post in posts if (standing := _standing(acts.get(post, ())))}


def describe(desk: Desk, media: str, lang: str, text: str, *, covered: bool, why: str, made: str = "", actor: Actor) -> Entry:
    """
    Describe a picture, video or sound in words, so that others need not look.

    Args:
        media: Its digest.
        covered: It stays behind a cover in print.
        why: Why it is covered, in words; needed when it is.
        made: How a picture came to be, as far as the person knows: a word of `firsthand.exporters.xmp.MADE`; empty says nothing.

    Raises:
        Mistaken: No words, a cover without its reason, or another way of making.
    """
    if not text.strip() or (covered and not why.strip()):
        raise Mistaken("A description needs words, and a cover needs its reason.", code="empty-description",
                       advice="Give --text, and --why with --covered.")  # fmt: skip
    if made:
        need_word(made, tuple(MADE), "made")
    fields = {"lang": lang, "text": text, "covered": covered, "why": why, **({"made": made} if made else {})}
    return record(desk, "describe", f"media:{media}", fields, actor=actor)
