# ruff: noqa: E501, SIM905 - a pattern reads worse when it is broken in the middle, and words need no quotes between them
"""
What stands beside a number: the word behind it, its unit, the people it counts, its hedge, its sentence and who says it.

The text is plain (`check/mapped.py`), with what is no number put aside; places in it are those of the piece that is read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from firsthand.check import numbers
from firsthand.check.amounts import Token, part_of
from firsthand.check.attribution import CHAIN, Speaker, attributed, speakers
from firsthand.check.bare import Said
from firsthand.check.beside import Ending, last_words
from firsthand.check.gates import WORD, Gates
from firsthand.check.mapped import Mapped, pattern, plain_letters

_I = re.IGNORECASE
UNIT = tuple((name, pattern(rf"[\"”»]? ?-?(?:{words})", _I)) for name, words in numbers.UNITS)
LABEL = Ending((("label", numbers.LABELS),), "no. no number رقم n° n. : # №")
_HEDGE = Ending(numbers.HEDGES, "the a an les los las un une de ال an")
_HEDGE_AFTER = tuple(
    (name, pattern(rf"[\"”»]?[ ,]{{0,2}}(?:{words})(?!\w)", _I)) for name, words in numbers.HEDGES_AFTER
)
_PEOPLE_WORD = pattern(rf"(?:{numbers.PEOPLE})", _I)
_QUOTED = re.compile(
    r"“[^“”\n]{1,400}”|\"[^\"\n]{1,400}\"|«[^«»\n]{1,400}»|„[^„“”\n]{1,400}[“”]|(?<!\w)'[^'\n]{1,200}'(?!\w)"
)
_MARKS = re.compile("[“\"«„']")
_SENTENCE_END = re.compile(
    r"[!?؟\n;.](?:(?<=[!?؟\n;])|(?<![\d\s.].)(?<!\.[a-z]\.)(?=\s|$|[\"”»])|(?<=\d.)(?=\s+[A-ZА-ЯІЄҐء-ي“\"«]|\s*$|\n))"
)
TOTALLED, MONTHLY, AMONGST, SAYING, SOUNDING, PLAYING, WEATHERED = (1 << n for n in range(7))
HELD = Gates(
    ((TOTALLED, f"[وب]?(?:{numbers.TOTALS})"), (MONTHLY, numbers.MONTHS), (AMONGST, numbers.AMONG), (SOUNDING, numbers.SOUNDS), (PLAYING, numbers.PLAYED), (WEATHERED, numbers.WEATHER), (SAYING, numbers.IDIOMS)),
)
"""Words anywhere in a piece of text."""
UNIT_WORD, TIME_WORD, NOT_COUNTED, _HEDGE_WORD, MORE_WORD = 1, 2, 4, 8, 16
_NEXT = Gates(
    (
        *((UNIT_WORD, words) for _, words in numbers.UNITS), (TIME_WORD, numbers.LENGTHS_OF_TIME),
        (MORE_WORD, "odd|something|y|et|с|з|і|и|із|ونيف|وشوي|وشويه|وكسور|below|under|تحت|bajo|sous|au-dessous|нижче|ниже"),
        (NOT_COUNTED, numbers.NOT_COUNTED_AFTER), *((_HEDGE_WORD, words) for _, words in numbers.HEDGES_AFTER),
    ),
    first=True,
)  # fmt: skip
"""The word behind a number."""
_UNIT_SIGNS = frozenset("%$€£₴₽₺°℃")
_BEHIND = re.compile(r"[\"”»]?[ ,]{0,2}-?")


@lru_cache(maxsize=50_000)
def counts_something(word: str) -> bool:
    """Whether a word of the text can be part of a number; "a" alone is not asked about."""
    parts = [part_of(one) for one in (word.lower(), *word.lower().split("'")) if one]
    return any(part is not None and part.role != "article" for part in parts)


@lru_cache(maxsize=20_000)
def is_people(word: str) -> bool:
    """Say whether a word in small plain letters counts people, an Arabic article before it passed over."""
    return bool(_PEOPLE_WORD.fullmatch(word)) or (
        len(word) > 4 and word[:2] in ("ال", "ول", "بل") and bool(_PEOPLE_WORD.fullmatch(word[2:]))
    )

_SKIPPED = frozenset(plain_letters(word).lower() for word in numbers.SKIPPED)
NO_THING = frozenset(plain_letters(word).lower() for word in numbers.NO_THING)
_SOULS = frozenset(("واحد", "نفر", "انفار", "زلمه", "زلم"))
"""Behind a number these are people: "ألفين واحد"."""
_ADJECTIVES = frozenset(
    plain_letters(w).lower()
    for w in "displaced injured wounded dead missing trapped civil civils civiles мирных мирні мирних мирные цивільних цивільні killed elderly blessés déplacés heridas heridos убитых раненых поранених вбитих".split()
)
_REACHED = pattern(
    r"(?<!\w)(?:вырос|возрос|увелич|достиг|подн|зрос|збільш|сягн|дійш|дош|повыс|سُجل|ارتفع|وصل|mont|pass|aument|subi|llega|elev)\w{0,6}(?: \w{1,4})? (?:до|حتى|hasta|jusqu'a|jusqu'à) ?$",
    _I,
)
_REACHED_BY = frozenset(("до", plain_letters("حتى"), "hasta", "jusqu'a"))


class Around:
    """What stands beside a number in a plain text. Made once per piece of text."""

    def __init__(self, here: Mapped, plain: str, blanked: str, cut: list[Token], offset: int) -> None:
        self.here, self.plain, self.tokens, self.offset = here, blanked, cut, offset
        self.whole = plain
        self._quotes: list[tuple[int, int]] | None = None
        self._ends: list[int] | None = None
        self._counted: tuple[int, float] | None = None
        self._said: list[Said] = []
        self._frames: dict[tuple[int, int], list[Speaker]] = {}
        self._holds = HELD.of(plain)
        self._sic = "sic" in plain or "SIC" in plain

    def _next(self, end: int) -> int:
        """What the word behind a place could be, over a quotation mark, blanks and a hyphen; all of it when it is a sign."""
        at = _BEHIND.match(self.plain, end).end()  # type: ignore[union-attr]
        m = WORD.match(self.plain, at)
        if m:
            word = m[0].lower()
            known = _NEXT._known.get(word)
            return _NEXT.word(word) if known is None else known
        return -1 if self.plain[at : at + 1] in _UNIT_SIGNS else 0

    def _unit_after(self, end: int) -> bool:
        return bool(self._next(end) & UNIT_WORD) and any(form.match(self.plain, end, end + 40) for _, form in UNIT)

    def _unit(self, end: int) -> tuple[str, int]:
        for name, form in UNIT:
            if m := form.match(self.plain, end, end + 40):
                stated = m[0]
                if name == "m" and stated.strip().lower() == "m" and self.plain[m.end() : m.end() + 1].isalnum():
                    continue
                return name, m.end()
        return "count", end

    def _skip(self, start: int) -> int:
        while start < len(self.plain) and self.plain[start] in ' -"”»':
            start += 1
        return start

    def _people_after(self, i: int, *, close: bool = False) -> bool:
        return self._people_at(i, 1 if close else 3) >= 0

    def _people_at(self, i: int, reach: int = 4) -> int:
        """Index of the word that counts people behind a number, over adjectives and verbs of being; -1 without one."""
        found = self.tokens
        at, passed = i, 0
        while at < len(found) and passed <= reach:
            token = found[at]
            if not token.word[0].isalpha():
                if token.word in "\"”»“«'" and at == i:
                    at += 1
                    continue
                return -1
            if at > i and "\n" in self.plain[found[at - 1].end : token.start]:
                return -1
            if is_people(token.word) or (at == i and token.word in _SOULS):
                if at + 1 < len(found) and token.word in _ADJECTIVES and is_people(found[at + 1].word):
                    return at + 1
                return at
            if token.part is not None and token.part.role != "article":
                return -1
            if token.word in NO_THING and token.word not in _SKIPPED:
                return -1
            at += 1
            passed += 1
        return -1

    def _word_at(self, i: int) -> str:
        return self.tokens[i].word if i < len(self.tokens) else ""

    def _token(self, i: int) -> str:
        return self._slice(self.tokens[i].start, self.tokens[i].end)

    def _slice(self, start: int, end: int) -> str:
        start, end = self.here.span(self.offset + start, self.offset + end)
        return self.here.original[start:end]

    def _hedge(self, start: int, end: int, words: list[str] | None) -> str:
        before = self.plain[max(0, start - 40) : start]
        if words is None or "\n" in before or ". " in before:
            before = before[max(before.rfind("\n"), before.rfind(". ")) + 1 :]
            words = last_words(before)
        name, phrase = _HEDGE.find(words)
        if name == "at-most" and phrase in _REACHED_BY and _REACHED.search(before):
            name = ""  # "rose to": the end of a way, not a bound
        if name or not self._next(end) & _HEDGE_WORD:
            return name
        for name, form in _HEDGE_AFTER:
            if (m := form.match(self.plain, end, end + 26)) and not (name == "about" and self.plain[end : end + 1] == "," and self._counts_next(m.end())):
                return name
        return ""

    def _counts_next(self, end: int) -> bool:
        """Say whether a number stands behind a place, so that a hedge before it is that number's."""
        words = self.plain[end : end + 40].split()
        return bool(words) and (words[0][0].isdigit() or words[0] in ("a", "an", "half") or counts_something(words[0].lower()))

    def _labelled(self, words: list[str]) -> bool:
        """Say whether a word before a number makes it a name; "today" does so only where nothing has been counted."""
        return bool(LABEL.find(words)[0]) and not (self._said and words[-1].lstrip("و") == "اليوم")

    def _in_quotes(self, start: int, end: int) -> bool:
        if self._quotes is None:
            self._quotes = [m.span() for m in _QUOTED.finditer(self.whole)] if _MARKS.search(self.whole) else []
        i = bisect_right(self._quotes, (start, 0))
        return any(s < start + 1 and end <= e for s, e in self._quotes[max(0, i - 1) : i + 1])

    def _sentence(self, start: int) -> tuple[int, int]:
        if self._ends is None:
            self._ends = [m.end() for m in _SENTENCE_END.finditer(self.whole)]
        i = bisect_right(self._ends, start)
        begin = self._ends[i - 1] if i else 0
        end = self._ends[i] if i < len(self._ends) else len(self.plain)
        if end - begin > 900:  # a sentence without an end is looked at in blocks, so that each block is read once
            begin = max(begin, begin + (start - begin) // 600 * 600 - 200)
            end = min(end, begin + 1100)
        return begin, end

    def _speaker(self, start: int) -> str:
        begin, end = self._sentence(start)
        key = (begin, end)
        if key not in self._frames:
            if len(self._frames) > 64:
                self._frames.clear()
            self._frames[key] = speakers(self.whole, begin, end)
        who = attributed(self.whole, self._frames[key], start)
        if not who:
            return ""
        return CHAIN.join(self._as_written(one, begin, end) for one in who.split(CHAIN))

    def _as_written(self, who: str, begin: int, end: int) -> str:
        at = self.whole.find(who, max(0, begin - 1), end)
        return self._slice(at, at + len(who)) if at >= 0 else who
