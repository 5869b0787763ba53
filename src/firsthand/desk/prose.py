"""
The newsroom's own sentences, held against the rules for figures: a number of people or a share says who says so, and of what.

What the newsroom counts itself, the messages of the story, is its own word. Each finding has a name of its own, ``en/70%``, so that
setting one aside says nothing of the next.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from html import unescape
from re import compile as pattern

from firsthand.check.figures import figures
from firsthand.desk.ports import Desk
from firsthand.model.figure import Figure
from firsthand.model.sentence import Sentence, sentence
from firsthand.story.edition import Heading, Prose
from firsthand.story.lint import RULES, Problem
from firsthand.story.manuscript import Manuscript

NO_BASE = "share-without-base"
ATTRIBUTED = frozenset({"people", "percent"})
"""Units of figures that somebody must have said; a count of things that everybody can see is not asked about."""

_TAG = pattern(r"<[^>]*>")
_RULES = {rule.code: rule for rule in RULES}


def prose_problems(desk: Desk, slug: str, manuscripts: Mapping[str, Manuscript], own: Collection[int]) -> Iterator[Problem]:
    """
    Find figures in the prose of a story that nobody is named for, and shares of nobody knows what.

    Args:
        own: Numbers that the newsroom counted itself: cards, people, languages.
    """
    aside = {
        (act.detail["key"], act.detail["code"]): act.detail["because"]
        for act in desk.views.acts(subject=f"story:{slug}", kind="override") if not act.undone
    }  # fmt: skip
    for language, manuscript in manuscripts.items():
        for figure in _figures(manuscript):
            if figure.quoted or (figure.low == figure.high and figure.low in own):
                continue
            where = f"{language}/{figure.text}"
            for code, why in _wrong(figure):
                because = aside.get((where, code), "")
                told = sentence("{why} Overridden: {because}", why=why, because=because) if because else why
                yield Problem(code, where, told, _RULES[code].blocks and not because, _RULES[code].override)


def prose_of(manuscript: Manuscript) -> Iterator[str]:
    """What the newsroom wrote, part by part, without markup."""
    yield manuscript.title
    yield manuscript.standfirst
    for placed in manuscript.blocks:
        if isinstance(placed.block, Prose):
            yield unescape(_TAG.sub(" ", placed.block.html))
        elif isinstance(placed.block, Heading):
            yield placed.block.text


def _figures(manuscript: Manuscript) -> Iterator[Figure]:
    for text in prose_of(manuscript):
        yield from figures(text)


def _wrong(figure: Figure) -> Iterator[tuple[str, Sentence]]:
    if any(flag.code == NO_BASE for flag in figure.flags):
        yield "figure-without-base", sentence("“{text}” in the text is a share of nobody knows what.", text=figure.text)
    if figure.unit in ATTRIBUTED and not figure.attributed_to.strip():
        told = sentence("Nobody is named who says “{text}” in the text; name them, or show a figure box.", text=figure.text)
        yield "figure-without-attribution", told
