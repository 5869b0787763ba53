"""
Words without which a pattern cannot match, so that most patterns are never tried on most texts.

Theory: a pattern that is searched for is tried at every letter, and a desk has dozens. But nearly all of them begin and
end where a word does, and hold at least one whole word or the beginning of one. A pattern's source is spelt out into all
that it can match; from each spelling the longest word is kept. A text whose words are looked up once in a table then
tells which patterns are worth trying. A gate may let through what does not match; it never keeps out what would.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import product

from firsthand.check.beside import alternatives
from firsthand.check.mapped import plain_letters

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
ANY = "*"
"""In a spelling: letters that the pattern leaves open, or none."""

_MOST = 60_000
_PLACE = (1 << 64) - 1
_MARK = re.compile(r"\\.|\[[^\]]*\]|\(\?p<\w+>|\(\?<?[!=]|\(\?[a-z-]*:|\{[\d,]*\}|.", re.DOTALL)
_KEY = re.compile(rf"[^\W\d_](?:[^\W\d_']|'(?=[^\W\d_]))*(?:{re.escape(ANY)})?")
_ENDED = re.compile(r"\(\?!(?:\[?\\w)[^)]*\)$")


def spellings(source: str) -> list[str]:
    """
    Spell out what a pattern can match.

    Args:
        source: Literals, classes of single letters, groups, looks to either side, and counts.

    Returns:
        Each spelling once, in small plain letters, with `ANY` where the pattern leaves letters open.
    """
    marks = _MARK.findall(plain_letters(source).lower())
    found, at = _either(marks, 0)
    if at != len(marks):
        raise ValueError(f"a bracket too many in {source[:60]!r}")
    return list(dict.fromkeys(found))


def _either(marks: list[str], at: int) -> tuple[list[str], int]:
    found: list[str] = []
    row: list[str] = [""]
    while at < len(marks) and marks[at] != ")":
        if marks[at] == "|":
            found, row, at = found + row, [""], at + 1
            continue
        one, at = _one(marks, at)
        if one != [""]:
            row = list(dict.fromkeys(left + right for left, right in product(row, one)))
    return found + row, at


def _one(marks: list[str], at: int) -> tuple[list[str], int]:
    mark = marks[at]
    at += 1
    if mark[0] == "(":
        found, at = _either(marks, at)
        at += 1
        if re.fullmatch(r"\(\?<?[!=]", mark):
            found = [""]
    elif mark[0] == "[" and len(mark) > 1:
        found = [ANY] if "^" in mark or "\\" in mark or re.search(r"\w-\w", mark) else list(mark[1:-1])
    elif mark[0] == "\\":
        found = [mark[1]] if not mark[1].isalnum() else [ANY]
    else:
        found = [ANY] if mark == "." else [""] if mark in "^$" else [mark]
    while at < len(marks) and (marks[at] in ("?", "*", "+") or (marks[at][0] == "{" and len(marks[at]) > 1)):
        found = ["", *found] if marks[at] == "?" else [ANY]
        at += 1
    return found, at


def keys(source: str, *, first: bool = False) -> Iterator[tuple[str, bool]]:
    """
    Give for each spelling the longest word that must stand there, and whether it is only the beginning of one.

    Args:
        source: A pattern that begins and ends where a word does.
        first: Take the first word instead, and let the pattern end in the middle of one unless it looks ahead for its end.

    Raises:
        ValueError: A spelling holds no word; such a pattern has no gate. With ``first`` it is passed over.
    """
    for row in alternatives(source) if first else (source,):
        open_end = first and not _ENDED.search(row)
        for spelling in spellings(row):
            best, stem = "", False
            for m in _KEY.finditer(spelling):
                if m.start() and (spelling[m.start() - 1] == ANY or spelling[m.start() - 1].isdigit()):
                    continue
                begun = m[0].endswith(ANY) or (open_end and m.end() == len(spelling))
                word = m[0].rstrip(ANY)
                if len(word) > len(best) and not (first and best):
                    best, stem = word, begun
            if best:
                yield best, stem
            elif not first:
                raise ValueError(f"{spelling!r} holds no word")


_every: list[Gates] = []
_known: dict[str, int] = {}
"""What each word that was met sets, for all gates at once: one look at a word serves every table."""


@lru_cache(maxsize=8)
def _set_by(plain: str) -> int:
    """The bits that the words of a text set in all gates, those of each gate at its own place."""
    bits = 0
    for word in WORD.findall(plain.lower()):
        one = _known.get(word)
        bits |= _asked(word) if one is None else one
    return bits


def _asked(word: str) -> int:
    if len(_known) > _MOST:
        _known.clear()
    _known[word] = bits = sum(gate.word(word) << gate.shift for gate in _every)
    return bits


class Gates:
    """
    What the words of a text let through.

    Args:
        sources: Bit and patterns, each beginning where a word does; see `keys` for ``first``.
        words: Bit and whole words.
    """

    def __init__(
        self, sources: Iterable[tuple[int, str]], words: Mapping[int, Iterable[str]] | None = None, *, first: bool = False
    ) -> None:
        self._whole: dict[str, int] = {}
        self._begun: dict[str, int] = {}
        for bit, source in sources:
            for word, begun in keys(source, first=first):
                table = self._begun if begun else self._whole
                table[word] = table.get(word, 0) | bit
        for bit, many in (words or {}).items():
            for word in many:
                self._whole[word] = self._whole.get(word, 0) | bit
        self._lengths = tuple(sorted({len(word) for word in self._begun}))
        self._known: dict[str, int] = {}
        self.shift = 64 * len(_every)
        _every.append(self)
        _known.clear()
        _set_by.cache_clear()

    def of(self, plain: str) -> int:
        """The bits that the words of a plain text set."""
        return _set_by(plain) >> self.shift & _PLACE

    def word(self, word: str) -> int:
        """The bits of one word in small plain letters; one with an apostrophe has those of its parts as well."""
        bits = self._whole.get(word, 0)
        for length in self._lengths:
            if length > len(word):
                break
            bits |= self._begun.get(word[:length], 0)
        at = word.find("'")
        if at > 0:
            bits |= self.word(word[:at]) | self.word(word[at + 1 :])
        if len(self._known) > _MOST:
            self._known.clear()
        self._known[word] = bits
        return bits
