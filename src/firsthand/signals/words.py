"""
Words that people use of themselves, found in folded text and told in the original.

A table gives for each key phrases, parted by ``|``. A phrase is folded like the text; it begins and ends where words do, an
Arabic one may have و ف ب ل ك ال written onto it, and ``*`` at its end lets the word go on (Slavic and Turkish endings).

Where a table has slots, ``/`` parts words that may stand in one place, and ``_`` joins what stands together there:
``my mum/dad/best_friend says/wrote`` is six phrases.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from firsthand.text.fold import fold, fold_map, origin

LONGEST = 2_000
"""Code points that are looked at: a biography is short, and so is a sentence about oneself."""
LONGEST_STEM = 14
"""Longer stems are looked for by their beginning."""
MOST_KEPT = 24_576
"""Texts whose words are kept while one signal after the other looks at them: more than almost any account posts."""
_WORD = re.compile(r"\w+")
_HEADS = tuple(f"{one}{other}" for one in ("", "و", "ف") for other in ("", "ال", "بال", "لل", "كال", "ب", "ل", "ك") if one or other)
_CLITICS = "(?:[وف]?(?:ال|بال|لل|كال|[بلك])?)"


@lru_cache(maxsize=MOST_KEPT)
def folded_once(text: str) -> str:
    """Fold a text that several signals look at one after the other."""
    return fold(text)


_Needs = list[list[tuple[tuple[str, ...], str]]]


class Found(NamedTuple):
    """Key of the table, and the words with their code points in the original; `at` and `end_at` are those of the folded text."""

    key: str
    start: int
    end: int
    text: str
    at: int
    end_at: int


@lru_cache(maxsize=MOST_KEPT)
def tokens_once(folded: str) -> frozenset[str]:
    """The words of a folded text; an Arabic one also without what may be written onto it."""
    words = set(_WORD.findall(folded))
    if not folded.isascii():
        words.update([word[len(head) :] for word in words if "\u0620" <= word[0] <= "\u06ff" for head in _HEADS if word.startswith(head)])
    return frozenset(words)


@lru_cache(maxsize=MOST_KEPT)
def beginnings_once(folded: str) -> frozenset[str]:
    """How the words of a folded text begin, in every length that a stem may have."""
    return frozenset([word[:size] for word in tokens_once(folded) for size in range(2, min(len(word), LONGEST_STEM) + 1)])


class Table:
    """Phrases by key, compiled once. A text is tried only when it holds the longest word of a phrase, or begins a word as one."""

    def __init__(self, phrases: Mapping[str, str], *, slots: bool = False) -> None:
        self.phrases = {key: tuple(stated.split("|")) for key, stated in phrases.items()}
        self.slots = slots
        self._by_word: dict[str, list[_Needs]] = {}
        self._by_stem: dict[str, list[_Needs]] = {}
        for phrase in {phrase for stated in self.phrases.values() for phrase in stated}:
            needs = _needs(_parted(phrase, slots=slots))
            for words, stem in min(needs, key=_weight):
                one = stem or max(words, key=len)
                (self._by_stem if stem else self._by_word).setdefault(one, []).append(needs)
        self._words, self._stems = frozenset(self._by_word), frozenset(self._by_stem)

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        """Compiled when first needed: most commands look for nothing."""
        return {key: re.compile(_pattern([_parted(one, slots=self.slots) for one in stated])) for key, stated in self.phrases.items()}

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{one.pattern})" for one in self._patterns.values()))

    def find(self, text: str) -> list[Found]:
        """
        Everything that stands in the text, in its order; of two that overlap under one key, the longer.

        A text in which nothing stands costs one look.
        """
        if not self.stands(folded_once(text[:LONGEST])):
            return []
        folded, index = fold_map(text[:LONGEST])
        found = []
        for key, pattern in self._patterns.items():
            for hit in pattern.finditer(folded):
                start, end = origin(text[:LONGEST], index, *hit.span(1))
                found.append(Found(key, start, end, text[start:end], hit.start(1), hit.end(1)))
        return sorted(found, key=lambda one: (one.start, -one.end, one.key))

    def stands(self, folded: str) -> bool:
        """Whether anything stands in a text that is folded already."""
        words, begin = tokens_once(folded), beginnings_once(folded)
        near = [needs for word in self._words & words for needs in self._by_word[word]]
        near += [needs for stem in self._stems & begin for needs in self._by_stem[stem]]
        return any(_met(needs, words, begin) for needs in near) and self._any.search(folded) is not None


def _parted(phrase: str, *, slots: bool) -> list[list[str]]:
    """The places of a phrase, each with the words that may stand there, still with their ``*``."""
    if not slots:
        return [[phrase]]
    return [[word.replace("_", " ") for word in place.split("/")] for place in phrase.split()]


def _needs(parted: list[list[str]]) -> _Needs:
    """For each place of a phrase, what a text must hold for it: whole words, and how a last one begins."""
    return [[_asked(word) for word in place] for place in parted]


def _met(needs: _Needs, words: frozenset[str], begin: frozenset[str]) -> bool:
    """Whether a text holds something for each place of a phrase, in whatever order."""
    return all(any(words.issuperset(told) and (not stem or stem in begin) for told, stem in place) for place in needs)


def _asked(phrase: str) -> tuple[tuple[str, ...], str]:
    words = _WORD.findall(fold(phrase.rstrip("*")))
    return (tuple(words[:-1]), words[-1][:LONGEST_STEM]) if phrase.endswith("*") else (tuple(words), "")


def _weight(place: list[tuple[tuple[str, ...], str]]) -> int:
    """Of the places of a phrase the one is looked for whose shortest word is the longest: the rarest, mostly."""
    return -min(len(stem) if stem else max(len(word) for word in words) for words, stem in place)


def _pattern(stated: list[list[list[str]]]) -> str:
    bodies = {r"\s{1,3}".join(_place(words) for words in parted): "\u0620" <= fold(parted[0][0])[0] <= "\u06ff" for parted in stated}
    return rf"(?<!\w)({'|'.join((_CLITICS if arabic else '') + body for body, arabic in sorted(bodies.items(), key=_longest))})(?!\w)"


def _place(words: list[str]) -> str:
    told = []
    for word in words:
        folded = " ".join(fold(word.rstrip("*")).split())
        told.append(re.escape(folded).replace(r"\ ", r"\s{1,3}") + (r"\w{0,8}" if word.endswith("*") else ""))
    return told[0] if len(told) == 1 else f"(?:{'|'.join(sorted(told, key=len, reverse=True))})"


def _longest(item: tuple[str, bool]) -> int:
    return -len(item[0])
