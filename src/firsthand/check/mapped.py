"""
Text made plain for matching, with the way back to the original.

Patterns are easier to write, and harder to slip past, when digits are ASCII, accents and Arabic spelling variants are
one letter, and invisible characters are gone. A span that is found in the plain text is given in code points of the
original, because the original is what is quoted, covered and published. Nothing here is ever shown or kept.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_APOSTROPHES = "\u2018\u2019\u201b\u02bc\u02b9\u0060\u00b4"
_ARABIC = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه"}

DROPPED = re.compile(
    "[\u00ad\u0300-\u036f\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]"
)
"""Marks that carry no letter: soft hyphens, combining accents, harakat, tatweel, zero-width and bidi controls."""


def _one_to_one() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in (*range(0xC0, 0x250), *range(0x400, 0x530)):
        bare = unicodedata.normalize("NFD", chr(code))[0]
        if bare != chr(code):
            table[code] = bare
    for code in range(0xFF01, 0xFF5F):
        table[code] = chr(code - 0xFEE0)
    for code in range(0x80, 0x20000):
        if unicodedata.category(chr(code)) == "Nd":
            table[code] = str(unicodedata.digit(chr(code)))
    for group, plain in ((_SPACES, " "), (_DASHES, "-"), (_APOSTROPHES, "'")):
        table.update({ord(mark): plain for mark in group})
    table.update({ord(mark): plain for mark, plain in _ARABIC.items()})
    table[0x066A] = "%"
    return table


# Not `text.fold`: patterns are folded too, so case stays (``\S`` is not ``\s``), a letter gives exactly one letter, and
# dashes and blanks become one.
_TABLE = _one_to_one()


class Mapped(NamedTuple):
    """
    Plain text and where each of its characters stood.

    Attributes:
        plain: The text to match against.
        places: Index into the original for each character of `plain`; None when they are the same.
        original: The text as it was.
    """

    plain: str
    places: tuple[int, ...] | None
    original: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give a span of `plain` in code points of the original; accents that sit on the last letter go with it."""
        if self.places is not None:
            start, end = self.places[start], self.places[end - 1] + 1
        while end < len(self.original) and unicodedata.combining(self.original[end]):
            end += 1
        return start, end


def plain_letters(text: str) -> str:
    """Fold letter by letter, so that indices stay; used on texts and on the patterns that meet them."""
    return text if text.isascii() else text.translate(_TABLE)


def mapped(text: str) -> Mapped:
    """Make a text plain, with the way back."""
    folded = plain_letters(text)
    if folded.isascii() or not DROPPED.search(folded):
        return Mapped(folded.replace("\t", " "), None, text)
    dropped = {m.start() for m in DROPPED.finditer(folded)}
    places = tuple(i for i in range(len(folded)) if i not in dropped)
    return Mapped(DROPPED.sub("", folded).replace("\t", " "), places, text)


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern whose cue words are written as people spell them; they are folded like the text."""
    return re.compile(plain_letters(source), flags)
