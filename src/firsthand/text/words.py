"""
Texts made ready for the index, many at a time: folded, and with a blank wherever a word ends.

The index splits at blanks only, so that it and the query agree on what a word is in every script. Nine texts in ten fold
letter by letter; those go through one table lookup for the whole batch. What depends on neighbours (ZWNJ, letters that
compose) falls back to `fold`, so both ways give the same: a test says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from unicodedata import category, is_normalized

from firsthand.text.fold import fold

SEPARATOR = "\n"
ZWNJ = "\u200c"
FEW = 200
"""Texts for which loading NumPy takes longer than folding them one by one."""

_UNKNOWN = 0
# Private characters are no letters, so folding never gives one: they can stand for what has no single character.
_DROP, _LONG = "\ue000", "\ue001"


def fold_words(texts: Sequence[str]) -> list[str]:
    """
    Fold texts and put a blank for everything beyond ASCII that is no letter, number or mark.

    Returns:
        One string per text; the words of a query go through `words_of`. What is ASCII is only made small, and keeps its punctuation:
        the index splits ASCII at everything but letters and digits by itself, and learning with blanks in its place was no better.
    """
    out = [""] * len(texts)
    together: list[int] = []
    for number, one in enumerate(texts):
        if one.isascii():
            out[number] = one.lower()  # the index itself splits ASCII at everything but letters and digits
        elif is_normalized("NFC", one) and not (ZWNJ in one or "´" in one or SEPARATOR in one):
            together.append(number)
        else:
            out[number] = words_of(fold(one))
    if len(together) < FEW:
        for number in together:
            out[number] = words_of(fold(texts[number]))
        return out
    import numpy as np

    joined = SEPARATOR.join([texts[number] for number in together])
    points = np.frombuffer(joined.encode("utf-32-le"), dtype="<u4")
    table = _table()
    folded = table.take(points)
    if not folded.all():
        for point in np.unique(points[folded == _UNKNOWN]):
            table[point] = ord(_entry(chr(point)))
        folded = table.take(points)
    lines = folded.tobytes().decode("utf-32-le").replace(_DROP, "").split(SEPARATOR)
    for number, line in zip(together, lines, strict=True):
        out[number] = words_of(fold(texts[number])) if _LONG in line else line
    return out


@lru_cache(maxsize=1)
def _table() -> Any:
    """What each code point becomes; filled as characters are met, for filling it whole takes half a second."""
    import numpy as np

    table = np.zeros(0x110000, dtype="<u4")
    table[ord(SEPARATOR)] = ord(SEPARATOR)
    return table


def _entry(char: str) -> str:
    folded = fold(char)
    if not folded:
        return _DROP
    if len(folded) > 1 or not is_normalized("NFKC", folded):
        return _LONG
    return folded if _in_word(folded) else " "


def words_of(folded: str) -> str:
    """A folded text with a blank for everything that is no letter, number or mark."""
    return "".join(char if _in_word(char) else " " for char in folded)


def says(text: str | None, words: str) -> int:
    """Whether a text holds folded words next to each other; the last one may go on when a ``*`` follows."""
    told = " " + " ".join(words_of(fold(text or "")).split()) + " "
    wanted = f" {words[:-1]}" if words.endswith("*") else f" {words} "
    return int(wanted in told)


def _in_word(char: str) -> bool:
    return category(char)[0] in "LNM" or char == "\u200d" or ord(char) >= 0x1F000
