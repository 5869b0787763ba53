"""What changed between two texts, word by word, for people to read. Nothing is folded: a changed vowel sign is a change."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

MOST_WORDS = 4000
"""Of both texts together; the comparison takes the square of it. Longer texts are compared by lines, then as wholes."""

_WORD = re.compile(r"\s+|[^\s\w]|\w+", re.UNICODE)


class Change(NamedTuple):
    """A stretch: ``same``, ``gone`` (only in the earlier text) or ``new`` (only in the later one)."""

    kind: str
    text: str


def difference(before: str, after: str) -> list[Change]:
    """
    Compare two texts.

    Returns:
        Stretches in reading order. All but ``new`` make up the earlier text, all but ``gone`` the later one.
    """
    left, right = _WORD.findall(before), _WORD.findall(after)
    if len(left) + len(right) > MOST_WORDS:
        left, right = before.splitlines(keepends=True), after.splitlines(keepends=True)
    if len(left) + len(right) > MOST_WORDS:
        left, right = [before] if before else [], [after] if after else []
    found: list[Change] = []
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Change("same", "".join(left[a:b])))
            continue
        found += [Change("gone", "".join(left[a:b]))] if b > a else []
        found += [Change("new", "".join(right[c:d]))] if d > c else []
    return found
