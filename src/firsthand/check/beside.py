"""
Phrases that stand right before a place in a text: "more than", "aged", "ما لا يقل عن".

A pattern that is searched for backwards is tried at every letter of the window, which costs more than all the rest of
reading a figure. Most phrases are plain words, so the last few words are looked up in a table instead.
"""

from __future__ import annotations

import re

from firsthand.check.mapped import pattern, plain_letters

_META = re.compile(r"[\\()\[\]?*+{}]")
_WORD = re.compile(r"[^\s\"“«„']+")
_CLITICS = "وبلفك"
_MOST = 20_000


def alternatives(table: str) -> list[str]:
    """Cut a pattern at the bars that stand in no bracket."""
    parts, depth, last = [], 0, 0
    for i, mark in enumerate(table):
        depth += (mark in "([") - (mark in ")]")
        if mark == "|" and not depth:
            parts.append(table[last:i])
            last = i + 1
    return [part for part in (*parts, table[last:]) if part]


def last_words(before: str) -> list[str]:
    """The last six words of a text, in small letters; a phrase and what may stand behind it is no longer."""
    return _WORD.findall(before[-64:].lower())[-6:]


class Ending:
    """
    A table of phrases, each with a name.

    Args:
        rows: Name and phrases with bars between them; a phrase with signs of a pattern is kept as a pattern.
        passed: Words that may stand between the phrase and the place.
    """

    def __init__(self, rows: tuple[tuple[str, str], ...], passed: str = "") -> None:
        self._plain: dict[str, str] = {}
        self._forms: list[tuple[str, re.Pattern[str]]] = []
        rest: dict[str, list[str]] = {}
        for name, table in rows:
            for phrase in alternatives(table):
                if _META.search(phrase):
                    rest.setdefault(name, []).append(phrase)
                else:
                    self._plain.setdefault(plain_letters(phrase).lower().rstrip("'"), name)
        for name, phrases in rest.items():
            self._forms.append((name, pattern("|".join(phrases), re.IGNORECASE)))
        self._passed = frozenset(plain_letters(passed).lower().split())
        self._lasts = {phrase.split(" ")[-1] for phrase in self._plain}
        self._lasts |= {phrase.split(" ")[-1] for phrases in rest.values() for phrase in phrases if " " in phrase}
        self._known: dict[str, bool] = {}

    def find(self, words: list[str]) -> tuple[str, str]:
        """The name of the phrase that ends a text, and the phrase, by its `last_words`; empty strings when there is none."""
        count = len(words)
        while count:
            last = words[count - 1]
            known = self._known.get(last)
            if self._ends(last) if known is None else known:
                found = self._last(words[:count])
                if found[0]:
                    return found
            if last not in self._passed:
                return "", ""
            count -= 1
        return "", ""

    def _ends(self, word: str) -> bool:
        """Say whether any phrase could end in this word; asked once for each word that is met."""
        if len(self._known) > _MOST:
            self._known.clear()
        self._known[word] = found = (
            word in self._lasts
            or (word[0] in _CLITICS and word[1:] in self._lasts)
            or any(form.fullmatch(word) for _, form in self._forms)
        )
        return found

    def _last(self, words: list[str]) -> tuple[str, str]:
        for count in range(min(4, len(words)), 0, -1):
            phrase = " ".join(words[-count:])
            name = self._plain.get(phrase)
            if name is None and phrase[0] in _CLITICS and len(phrase) > 3:
                name = self._plain.get(phrase[1:])
            if name is not None:
                return name, phrase
        for name, form in self._forms:
            if form.fullmatch(words[-1]) or (len(words) > 1 and form.fullmatch(" ".join(words[-2:]))):
                return name, words[-1]
        return "", ""
