"""
Words that people use of themselves, found in folded text and told in the original.

A table gives for each key phrases, parted by ``|``. A phrase is folded like the text; it begins and ends where words do, an
Arabic one may have و ف ب ل ك ال written onto it, and ``*`` at its end lets the word go on (Slavic and Turkish endings).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from firsthand.text.fold import fold, fold_map, origin

LONGEST = 2_000
"""Code points that are looked at: a biography is short, and so is a sentence about oneself."""
_CLITICS = "(?:[وف]?(?:ال|بال|لل|كال|[بلك])?)"


class Found(NamedTuple):
    """Key of the table, and the words with their code points in the original; `at` and `end_at` are those of the folded text."""

    key: str
    start: int
    end: int
    text: str
    at: int
    end_at: int


class Table:
    """Phrases by key, compiled once."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        self._patterns = {key: re.compile(_pattern(stated)) for key, stated in phrases.items()}
        self._any = re.compile("|".join(f"(?:{one.pattern})" for one in self._patterns.values()))

    def find(self, text: str) -> list[Found]:
        """
        Everything that stands in the text, in its order; of two that overlap under one key, the longer.

        A text in which nothing stands costs one look.
        """
        folded = fold(text[:LONGEST])
        if not self._any.search(folded):
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
        return self._any.search(folded) is not None


def _pattern(stated: str) -> str:
    parts = []
    for phrase in stated.split("|"):
        folded = " ".join(fold(phrase.rstrip("*")).split())
        body = re.escape(folded).replace(r"\ ", r"\s{1,3}") + (r"\w{0,8}" if phrase.endswith("*") else "")
        parts.append((_CLITICS if "\u0620" <= folded[0] <= "\u06ff" else "") + body)
    return rf"(?<!\w)({'|'.join(sorted(parts, key=len, reverse=True))})(?!\w)"
