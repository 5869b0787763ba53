"""What signals over word lists share: posts in the account's own words that hold phrases of some rules."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.seam import Given, Phrase, Said, of_post, own


def said(given: Given, category: str, rules: frozenset[str], *, cue: bool = False) -> Iterator[tuple[Said, Phrase]]:
    """
    Own posts with their first phrase of these rules.

    Args:
        rules: Without their language (``perceive``); empty: any rule of the category.
        cue: Words that speak against the category instead.
    """
    assert given.phrases is not None
    for post in own(given):
        for phrase in given.phrases.get(post.id, ()):
            if phrase.category == category and phrase.cue == cue and (not rules or phrase.rule.partition(":")[2] in rules):
                yield post, phrase
                break


def rest(post: Said, phrase: Phrase) -> Rest:
    """Rest on a phrase."""
    return of_post(post.id, phrase.start, phrase.end, phrase.text)
