"""
Quotes bound to the text of a post, exactly.

A quote as an editor types it may hold marks: an ellipsis (``…``, ``[…]``, ``[...]``) for words left out, ``[sic]``, and
``[words in brackets]`` that explain. Marks are the editor's and never part of the person's text, so a typed quote binds
to one or more spans. If the person wrote such a mark, the whole typed quote is found as it stands, and nothing is cut.

Nothing is forgiven: not a space, not a kind of quotation mark, not a composed letter for a decomposed one. What looks
the same and is not is shown character by character.
"""

from __future__ import annotations

import re
import unicodedata

from firsthand.model.errors import Mistaken
from firsthand.model.ids import PostId
from firsthand.model.quote import Quote

NO_POST = PostId("")
"""For a text that is in no case."""

MARK = re.compile(r"\[[^\[\]\n]{0,200}\]|…")
"""What an editor adds: brackets with anything in them, and the ellipsis."""

_ADVICE = "Copy the words from the post; mark what you leave out with […] and what you add with [brackets]."


def bind(text: str, quote: str, *, post: PostId = NO_POST) -> tuple[Quote, ...]:
    """
    Find a quote in a post, verbatim.

    Args:
        text: The post, as it is.
        quote: As typed by an editor, with marks.
        post: The post that the spans will name.

    Returns:
        One span per run of the person's own words, in order. Where words occur twice, the first place behind the
        previous span is taken.

    Raises:
        Mistaken: ``empty-quote`` when no words are left beside the marks; ``quote-mismatch`` with the first character
            that differs, shown so that invisible ones can be seen.
    """
    typed = quote.strip()
    if typed and typed in text and MARK.sub("", typed).strip():
        start = text.index(typed)
        return (Quote(post=post, start=start, end=start + len(typed), text=typed),)
    runs = [run for run in (part.strip() for part in MARK.split(quote)) if run]
    if not runs:
        raise Mistaken("The quote holds no words of the post.", code="empty-quote", advice=_ADVICE)
    bound, behind = [], 0
    for run in runs:
        start = text.find(run, behind)
        if start < 0:
            raise Mistaken(_difference(text, run, behind), code="quote-mismatch", advice=_ADVICE)
        behind = start + len(run)
        bound.append(Quote(post=post, start=start, end=behind, text=run))
    return tuple(bound)


def still_verbatim(quote: Quote, text: str) -> bool:
    """Say whether the post still holds the quote where it was bound."""
    return text[quote.start : quote.end] == quote.text


def difference(quote: Quote, text: str) -> str:
    """Say in words where a bound quote and the post part; empty when they do not."""
    if still_verbatim(quote, text):
        return ""
    here = text[quote.start : quote.end]
    at = _common(quote.text, here)
    return (
        f"The quote no longer matches the post at character {quote.start + at}: "
        f"the quote has {shown(quote.text[at : at + 1])}, the post has {shown(here[at : at + 1])}."
    )


def shown(character: str) -> str:
    """Show one character so that look-alikes, bidi marks and nothing at all can be told apart."""
    if not character:
        return "nothing"
    name = unicodedata.name(character, "no name")
    glyph = character if character.isprintable() and not unicodedata.combining(character) and character != " " else ""
    return f"{glyph} U+{ord(character):04X} {name}".strip()


def _common(left: str, right: str) -> int:
    for i, (a, b) in enumerate(zip(left, right, strict=False)):
        if a != b:
            return i
    return min(len(left), len(right))


def _difference(text: str, run: str, behind: int) -> str:
    """Find where the run agrees longest with the post, and say what differs there."""
    elsewhere = text.find(run)
    if elsewhere >= 0:
        return f"“{_short(run)}” stands in the post at character {elsewhere}, before the words quoted ahead of it."
    # The longest beginning that the post holds is found by halving: if n characters are there, so are n - 1.
    low, high = 0, len(run)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text.find(run[:middle], behind) >= 0 else (low, middle - 1)
    if not low:
        return f"“{_short(run)}” is not in the post: already its first character, {shown(run[0])}, is not found there."
    place = text.find(run[:low], behind) + low
    return (
        f"“{_short(run)}” is not in the post word for word. After “{_short(run[:low], end=True)}” "
        f"the quote has {shown(run[low : low + 1])}, "
        f"the post has {shown(text[place : place + 1])} at character {place}."
    )


def _short(words: str, *, end: bool = False) -> str:
    safe = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in words)
    return safe if len(safe) <= 40 else ("…" + safe[-39:] if end else safe[:39] + "…")
