"""
Which posts may be goodbyes, calls for help, searches for the missing, or eyewitness accounts, by readable phrases.

A band says "read this early", and never more. Phrases are chosen so that few such posts are missed; songs, matches and
idioms are expected among what they find, and *cues* (a weekend, a league table, a lyric) lower the band.

Rule of the band: each rule that is found counts its weight once, however often its phrases occur. The sum gives the
band: below 2 weak, from 2 some, from 4 strong; nothing found, none. Of the cues that are found, the one that lowers
most takes its one or two steps off, but not below the lexicon's ``floor``: for help and missing ``weak``, because
whoever jokes about rubble is less harmed by being read than whoever lies under it is by not being read.

How a lexicon is written (TOML)::

    category = "help"
    version = "1"
    floor = "weak"
    definition.en = "..."          # shown to the reader; at least en and ar
    [[rule]]                       # or [[cue]], with lowers = 1 or 2 instead of weight
    name = "trapped"
    lang = "en"
    weight = 4
    phrases = ["under (the )?rubble", "trapp* .. house"]

A phrase is words. It is folded like the text, so that one spelling stands for all. ``(a|b)`` is a choice, ``(a )?`` may
be absent, ``word*`` may go on, ``..`` is up to four words, and an apostrophe may be absent. Words begin and end where
words do; an Arabic phrase may have و ف ب ل ك ال and their combinations written onto its first word.

Theory: every phrase has a trigger, its longest fixed word (or the beginning of one). Only phrases whose trigger occurs
among the post's words are tried, so that the cost hardly grows with the lexicon.

Known ugliness: negation is not understood ("no need for an ambulance" is found). Rules of all languages are tried on
every post, because language is a guess, and people mix.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from firsthand.model.errors import Mistaken
from firsthand.model.words import BANDS, CATEGORIES
from firsthand.text.fold import fold, fold_map, origin

BAND_SOME, BAND_STRONG = 2.0, 4.0
LONGEST = 20_000
"""Code points of a post that are looked at."""


class Span(NamedTuple):
    """
    What was found, in the post as written.

    Attributes:
        start, end: Code points of the original text.
        text: ``original[start:end]``.
        rule: Language and name of the rule, for example ``ar:last-message``.
    """

    start: int
    end: int
    text: str
    rule: str = ""


class Match(NamedTuple):
    """
    What a lexicon says of a post.

    Attributes:
        band: One of `firsthand.model.words.BANDS`.
        why: Spans of the rules, in order of the text.
        weight: Sum over the rules that were found, before cues.
        against: Spans of the cues that lowered the band, or would have.
    """

    band: str
    why: tuple[Span, ...] = ()
    weight: float = 0.0
    against: tuple[Span, ...] = ()


NOTHING = Match("none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """
    Phrases that speak for a category, or (a cue) against it.

    Attributes:
        weight: Above 0 for a rule, 0 for a cue.
        lowers: Bands that a cue takes off, 1 or 2; 0 for a rule.
        phrases: As written in the lexicon.
    """

    name: str
    lang: str
    weight: float
    lowers: int
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase with its rule, its pattern, and words of which one must occur besides the trigger (empty: any)."""

    rule: int
    pattern: str
    also: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """
    The rules of one category.

    Attributes:
        category: One of `firsthand.model.words.CATEGORIES`.
        version: Changes with the rules; stands in the entry of a screening run.
        floor: The band below which cues cannot lower a post in which a rule was found.
        definition: What the category means, by language; shown to the person who labels.
        rules: Rules and cues.
    """

    category: str
    version: str
    floor: str
    definition: Mapping[str, str]
    rules: tuple[Rule, ...]
    _cues: int = field(repr=False, compare=False)
    _words: Mapping[str, tuple[_Phrase, ...]] = field(repr=False, compare=False)
    _stems: Mapping[str, tuple[_Phrase, ...]] = field(repr=False, compare=False)

    def languages(self) -> tuple[str, ...]:
        """The languages that have rules, in order."""
        return tuple(sorted({rule.lang for rule in self.rules if rule.weight}))


_WORD = re.compile(r"[^\W_]+")
_STEM_SHORTEST, _STEM_LONGEST = 3, 5
# They occur in every post of their language, and so a phrase is better found by another of its words.
_COMMON = frozenset(
    ("about", "after", "also", "and", "are", "been", "but", "can", "for", "from", "had", "has", "have", "here", "his",
     "how", "just", "know", "like", "more", "need", "not", "now", "one", "our", "out", "over", "people", "last",
     "right", "some", "still", "that", "the", "their", "them", "there", "they", "this", "was", "were", "what", "when",
     "where", "will", "with", "you", "your", "get", "going", "help", "all", "any", "who", "into", "was", "she", "her",
     "على", "في", "من", "عن", "هذا", "هذه", "الي", "ما", "لا", "كان", "كل", "مع", "الله", "بعد", "هو", "هي", "يا",
     "les", "des", "est", "pas", "une", "dans", "pour", "sur", "plus", "qui", "que", "nous", "vous", "avec", "sont",
     "los", "las", "una", "por", "para", "con", "del", "esta", "como", "mas", "hay", "que", "sin",
     "как", "что", "это", "для", "или", "под", "нас", "мы", "из", "не", "нет", "уже", "при", "про", "був", "що",
     "bir", "bu", "var", "yok", "ve", "icin", "cok", "از", "به", "در", "را", "با", "این", "که", "ما")
)  # fmt: skip
_CLITICS = frozenset(
    lead + rest
    for lead, rest in product(("", "و", "ف"), ("", "ال", "ب", "بال", "ل", "لل", "ك", "كال", "ع", "عال", "هال"))
    if lead + rest
)
_ARABIC = re.compile("[\u0620-\u06ff]")


class _Prepared(NamedTuple):
    folded: str
    words: set[str]
    stems: set[str]


def _prepare(text: str) -> _Prepared:
    folded = fold(text[:LONGEST])
    words = set(_WORD.findall(folded))
    if not folded.isascii():
        words.update(
            [
                word[size:]
                for word in words
                if "\u0620" <= word[0] <= "\u06ff"
                for size in (1, 2, 3, 4)
                if word[:size] in _CLITICS and len(word) > size + 1
            ]
        )
        # After the preposition ل the article loses its alef: للجسر is ل and الجسر.
        words.update(["ا" + word for word in words if word.startswith("لل")])
    stems = {word[:5] for word in words}
    return _Prepared(folded, words, stems | {stem[:4] for stem in stems} | {stem[:3] for stem in stems})


def match(text: str, category: str, lexicon: Lexicon) -> Match:
    """
    Look for one category in a post.

    Args:
        text: As posted; its first `LONGEST` code points are looked at.
        category: Must be the lexicon's own; asked for so that a wrong file is noticed.

    Raises:
        Mistaken: The lexicon is of another category.
    """
    if category != lexicon.category:
        raise Mistaken(
            f"The lexicon is for “{lexicon.category}”, not for “{category}”.",
            code="lexicon-wrong-category",
            advice=f'Put the rules for “{category}” into a file of their own, with category = "{category}".',
        )
    return _match(text, _prepare(text), lexicon)


def match_all(text: str, lexicons: Iterable[Lexicon]) -> dict[str, Match]:
    """Look for several categories in a post, which is folded once. Categories without a finding are left out."""
    prepared = _prepare(text)
    found = ((lexicon.category, _match(text, prepared, lexicon)) for lexicon in lexicons)
    return {category: match for category, match in found if match.band != "none"}


def _match(text: str, prepared: _Prepared, lexicon: Lexicon) -> Match:
    words = lexicon._words.keys() & prepared.words
    stems = lexicon._stems.keys() & prepared.stems
    if not words and not stems:
        return NOTHING
    tried = [
        phrase
        for shelf, keys in ((lexicon._words, words), (lexicon._stems, stems))
        for key in keys
        for phrase in shelf[key]
        if not phrase.also or not phrase.also.isdisjoint(prepared.words)
    ]
    found = _found([phrase for phrase in tried if phrase.rule < lexicon._cues], prepared.folded) if tried else None
    if not found:
        return NOTHING
    # Cues are looked for only where there is something to lower.
    found |= _found([phrase for phrase in tried if phrase.rule >= lexicon._cues], prepared.folded)
    rules = {rule for _, _, rule in found}
    weight = sum(lexicon.rules[rule].weight for rule in rules)
    band = 3 if weight >= BAND_STRONG else 2 if weight >= BAND_SOME else 1
    steps = max(lexicon.rules[rule].lowers for rule in rules)
    band = max(band - steps, BANDS.index(lexicon.floor))
    spans = _spans(text, found, lexicon)
    return Match(BANDS[band], spans[0], round(weight, 2), spans[1])


def _found(phrases: list[_Phrase], folded: str) -> set[tuple[int, int, int]]:
    """Start and end in the folded text, and rule, of every place where a phrase stands."""
    return {(*hit.span(1), phrase.rule) for phrase in phrases for hit in _compiled(phrase.pattern).finditer(folded)}


def _spans(text: str, found: set[tuple[int, int, int]], lexicon: Lexicon) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Spans in the original text, for and against; one that lies inside another of the same rule is left out."""
    _, index = fold_map(text[:LONGEST])
    out: tuple[list[Span], list[Span]] = ([], [])
    reached: dict[int, int] = {}
    for start, end, number in sorted(found, key=lambda hit: (hit[0], -hit[1], hit[2])):
        if end <= reached.get(number, -1):
            continue
        reached[number] = end
        first, stop = origin(text[:LONGEST], index, start, end)
        rule = lexicon.rules[number]
        out[0 if rule.weight else 1].append(Span(first, stop, text[first:stop], f"{rule.lang}:{rule.name}"))
    return tuple(out[0]), tuple(out[1])


def parse_lexicon(toml_text: str, *, file: str = "lexicon") -> Lexicon:
    """
    Read a lexicon.

    Args:
        file: Its name, for messages.

    Raises:
        Mistaken: With the file, the line or key, and what to write instead.
    """
    try:
        content = tomllib.loads(toml_text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(file, str(error), "Put every phrase in double quotes and a comma between phrases.") from error
    category, version, floor = (_text(content, key, file) for key in ("category", "version", "floor"))
    if category not in CATEGORIES:
        raise _wrong(file, f"category “{category}” is not known", f"Known: {', '.join(CATEGORIES)}.")
    if floor not in BANDS:
        raise _wrong(file, f"floor “{floor}” is not a band", f"Bands: {', '.join(BANDS)}.")
    definition = content.get("definition")
    if not isinstance(definition, dict) or not all(isinstance(definition.get(lang), str) for lang in ("en", "ar")):
        raise _wrong(file, "definition.en or definition.ar is missing", "Say in both what belongs to the category.")
    rules: list[Rule] = []
    words: dict[str, list[_Phrase]] = {}
    stems: dict[str, list[_Phrase]] = {}
    for kind in ("rule", "cue"):
        for number, table in enumerate(_tables(content, kind, file), 1):
            rule = _rule(table, kind, f"{kind} {number}", file)
            for phrase in rule.phrases:
                _add(phrase, len(rules), rule, words, stems, f"{file}, {_line(toml_text, phrase)}{kind} {number}")
            rules.append(rule)
    return Lexicon(
        category=category,
        version=version,
        floor=floor,
        definition={lang: " ".join(str(text).split()) for lang, text in definition.items()},
        rules=tuple(rules),
        _cues=sum(1 for rule in rules if rule.weight),
        _words={word: tuple(phrases) for word, phrases in words.items()},
        _stems={stem: tuple(phrases) for stem, phrases in stems.items()},
    )


def _wrong(where: str, what: str, remedy: str) -> Mistaken:
    return Mistaken(f"{where}: {what}.", code="lexicon-wrong", advice=remedy)


def _line(toml_text: str, phrase: str) -> str:
    at = toml_text.find(f'"{phrase}"')
    return f"line {toml_text.count(chr(10), 0, at) + 1}, " if at >= 0 else ""


def _text(content: Mapping[str, Any], key: str, where: str) -> str:
    value = content.get(key)
    if not isinstance(value, str) or not value:
        raise _wrong(where, f"“{key}” is missing or is not a text", f'Write {key} = "…".')
    return value


def _tables(content: Mapping[str, Any], kind: str, file: str) -> list[dict[str, Any]]:
    tables = content.get(kind, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise _wrong(file, f"“{kind}” is not a list of tables", f"Begin each with [[{kind}]] on a line of its own.")
    return tables


def _rule(table: Mapping[str, Any], kind: str, place: str, file: str) -> Rule:
    where = f"{file}, {place}"
    name, lang = _text(table, "name", where), _text(table, "lang", where)
    where = f"{where} ({lang}, {name})"
    phrases = table.get("phrases")
    if not isinstance(phrases, list) or not phrases or not all(isinstance(p, str) and p.strip() for p in phrases):
        raise _wrong(where, "“phrases” is missing, empty, or holds something that is no text", 'Write phrases = ["…"].')
    weight, lowers = table.get("weight", 0), table.get("lowers", 0)
    if kind == "rule" and (not isinstance(weight, int | float) or isinstance(weight, bool) or not 0 < weight <= 10):
        raise _wrong(where, "“weight” must be a number above 0 and up to 10", "Write weight = 2.")
    if kind == "cue" and lowers not in (1, 2):
        raise _wrong(where, "“lowers” must be 1 or 2", "Write lowers = 1.")
    known = {"name", "lang", "phrases", "weight" if kind == "rule" else "lowers", "note"}
    if extra := sorted(table.keys() - known):
        raise _wrong(where, f"“{extra[0]}” is not known here", f"Known: {', '.join(sorted(known))}.")
    is_rule = kind == "rule"
    return Rule(
        name=name, lang=lang, weight=float(weight) if is_rule else 0.0, lowers=0 if is_rule else lowers,
        phrases=tuple(phrases),
    )  # fmt: skip


def _add(
    phrase: str,
    number: int,
    rule: Rule,
    words: dict[str, list[_Phrase]],
    stems: dict[str, list[_Phrase]],
    where: str,
) -> None:
    """Compile a phrase and enter it under its triggers: the words of which one must occur wherever it does."""
    pieces = _PIECE.findall(" ".join(fold(phrase).split()))
    place = f"{where} ({rule.lang}, {rule.name})"
    try:
        units = [_variants(unit) for unit in _units(pieces)]
    except ValueError as error:
        raise _wrong(place, f"phrase “{phrase}”: {error}", _SYNTAX) from error
    chosen = [[found for variant in variants for found in _triggers(variant)] for variants in units]
    triggers = max(chosen, key=lambda found: (min(map(_worth, found)), -len(found)))
    if not min(map(_worth, triggers)):
        raise _wrong(place, f"phrase “{phrase}” has no word to look for", _SYNTAX)
    if pieces[-1] in ("?", "..") or pieces[0] == "..":
        raise _wrong(place, f"phrase “{phrase}” begins or ends with what may be absent", _SYNTAX)
    second = sorted((found for found in chosen if found is not triggers), key=lambda found: min(map(_worth, found)))
    whole_words = [found for found in second if all(_worth(word) and word[1] for word in found)]
    entry = _Phrase(
        number, _pattern(pieces), frozenset(word for word, _ in whole_words[-1]) if whole_words else frozenset()
    )
    for word, whole in triggers:
        shelf, key = (words, word) if whole else (stems, word[:_STEM_LONGEST])
        if entry not in shelf.setdefault(key, []):
            shelf[key].append(entry)


_SYNTAX = "Use words, (a|b), (a )?, word* and .. only; close every parenthesis; have at least three letters before *."
_PIECE = re.compile(r"\.\.|[()|?* ]|[^()|?* .]+|\.")
_MOST_VARIANTS = 400
_GAP = r"(?:[\W_]{1,4}[^\W_]+){0,4}?"


def _pattern(pieces: list[str]) -> str:
    parts = []
    for piece in pieces:
        match piece:
            case "(":
                parts.append("(?:")
            case ")" | "|" | "?":
                parts.append(piece)
            case "*":
                parts.append(r"[^\W_]*")
            case " ":
                parts.append(r"[\W_]{1,4}")
            case "..":
                # The blank before the dots stands already; the gap brings its own for each of its words.
                parts[-1] = _GAP
            case _:
                literal = re.escape(piece).replace("'", "'?")
                parts.append(f"(?:ا|ل)ل{literal[2:]}" if literal.startswith("ال") else literal)
    clitics = "|".join(sorted(_CLITICS, key=lambda c: (-len(c), c)))
    lead = f"(?:{clitics})?" if _ARABIC.match(next((p for p in pieces if p not in ("(", ")", "|", "?")), "")) else ""
    return rf"(?<![^\W_])({lead}{''.join(parts)})(?![^\W_])"


def _units(pieces: list[str]) -> list[list[str]]:
    """Cut a phrase at the blanks outside of parentheses: a trigger is looked for within one unit."""
    units: list[list[str]] = [[]]
    depth = 0
    for piece in pieces:
        depth += (piece == "(") - (piece == ")")
        if piece == " " and not depth:
            units.append([])
        else:
            units[-1].append(piece)
    return [unit for unit in units if unit]


def _variants(pieces: list[str]) -> list[str]:
    """Every way to read a unit, with ``..`` and ``*`` left in."""
    at = 0

    def choice(closing: bool) -> list[str]:
        nonlocal at
        out: list[str] = []
        now = [""]
        while at < len(pieces):
            piece = pieces[at]
            at += 1
            if piece == ")":
                if not closing:
                    raise ValueError("a parenthesis is closed that was not opened")
                return out + now
            if piece == "|":
                if not closing:
                    raise ValueError("| stands outside of parentheses")
                out, now = out + now, [""]
                continue
            if piece == "?":
                raise ValueError("? stands elsewhere than after a parenthesis")
            options = choice(True) if piece == "(" else [piece]
            if piece == "(" and at < len(pieces) and pieces[at] == "?":
                at += 1
                options = [*options, ""]
            now = [before + option for before in now for option in options]
            if len(now) > _MOST_VARIANTS:
                raise ValueError("there are too many ways to read it")
        if closing:
            raise ValueError("a parenthesis is not closed")
        return now

    return choice(False)


def _triggers(variant: str) -> list[tuple[str, bool]]:
    """
    The longest fixed word of a variant, and whether it is whole; the beginning of a word where there is no whole.

    A word with an apostrophe (l'aide) stands in the post as two words or as one.
    """
    best, whole, joined = "", True, ""
    for word in variant.split():
        parts = re.split(r"[^\w]|_", word)
        fixed, complete, one = parts[0], len(parts) == 1, ""
        if word.count("'") == 1 and len(parts) == 2 and "*" not in word:
            fixed, complete, one = max(parts, key=len), True, "".join(parts)
        if _worth((fixed, complete)) > _worth((best, whole)):
            best, whole, joined = fixed, complete, one
    return [(best, whole), (joined, whole)] if joined else [(best, whole)]


def _worth(trigger: tuple[str, bool]) -> int:
    """How rare a trigger is likely to be, by its length; 0 for one that cannot serve."""
    word, whole = trigger
    if len(word) < (2 if whole else _STEM_SHORTEST):
        return 0
    if len(word) == 2 or word in _COMMON:
        return 1
    return 2 * len(word) + whole


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # Most phrases of a lexicon are never tried, and compiling is most of the cost of reading one.
    return re.compile(pattern)
