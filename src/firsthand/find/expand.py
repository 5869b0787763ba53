"""
Other ways to write what is searched for: names across scripts, and translations.

A name of the case (from its glossary and its gazetteer) that is searched for without quotes is searched for in every
spelling that the case holds: Halab, Aleppo, حلب, Алеппо. The reader is told which ("also searched"), and quotes switch it off.

What only sounds alike is never searched for by itself: `sounds_like` gives proposals. It compares the consonants of a word in
Arabic, Cyrillic and Latin letters, with those joined that are often written one for another; vowels are left out, because
Arabic script writes few. It proposes names of the case only, and finds too much rather than too little.

Source:
    Consonants: the romanisation tables of ALA-LC and BGN/PCGN for Arabic, and of DSTU 9112 for Ukrainian, cut down to what is told apart
    in hurried writing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from firsthand.find.terms import All, Any, Filter, Node, Not, Query, Words
from firsthand.text.fold import fold
from firsthand.text.words import fold_words, words_of

MOST_WAYS = 12
"""Spellings of one name that are searched for; a place may have eighty."""
MOST_EXPANDED = 8
"""Names of one query that are searched for in other spellings."""
MOST_PROPOSALS = 5
MOST_HEARD = 12
"""Spellings of one name that are listened to."""
LONGEST_NAME = 5
"""Words of a name that is recognised where its words stand side by side."""

Names = dict[str, list[str]]
"""Folded spelling to all spellings of the same name as they are written, the spelling itself among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expanded:
    """
    A query with more ways to write its names.

    Attributes:
        also: What was written, and the spellings that were added.
        left_out: How many spellings were not added because there are too many.
    """

    query: Query
    also: tuple[tuple[str, tuple[str, ...]], ...] = ()
    left_out: int = 0


def names_of(groups: Iterable[Sequence[str]], *, wanted: frozenset[str]) -> Names:
    """
    The names that are wanted, from a list that may be long.

    Args:
        groups: All spellings of one name or place each. Two places of one name are both meant: which one, no search can tell.
        wanted: Folded spellings that a query could mean; see `candidates`.
    """
    found: Names = {}
    for keys in _keyed(groups):
        for key in wanted & keys.keys():
            held = found.setdefault(key, [])
            known = {_key(way) for way in held}
            held += [way for folded, way in keys.items() if folded and folded not in known]
    return found


def _keyed(groups: Iterable[Sequence[str]]) -> Iterator[dict[str, str]]:
    """Folded spelling to spelling, group by group; thousands are folded at once, for a country has a hundred thousand places."""
    rest = iter(groups)
    while part := list(islice(rest, 5000)):
        folded = iter(fold_words([way for group in part for way in group]))
        for group in part:
            yield {" ".join(_ASCII_MARKS.sub(" ", next(folded)).split()): way for way in group}


_ASCII_MARKS = re.compile("[\x00-\x1f!-/:-@\\[-`{-\x7f]+")


def candidates(query: Query) -> frozenset[str]:
    """Folded words, and runs of neighbouring words, of a query that may be names; those in quotes are not."""
    found: set[str] = set()

    def walk(node: Node) -> None:
        match node:
            case All(parts=parts):
                plain = [_plain(part) for part in parts]
                for start in range(len(plain)):
                    for end in range(start + 1, min(start + LONGEST_NAME, len(plain)) + 1):
                        if all(plain[start:end]):
                            found.add(" ".join(plain[start:end]))
                for part in parts:
                    walk(part)
            case Any(parts=parts):
                for part in parts:
                    walk(part)
            case Not(part=part):
                walk(part)
            case Words():
                if key := _plain(node):
                    found.add(key)

    walk(query.root)
    return frozenset(found)


def expand(query: Query, names: Names) -> Expanded:
    """Search for the names of a query in all their spellings; longer names before the words they are made of."""
    also: list[tuple[str, tuple[str, ...]]] = []
    left_out = 0

    def ways(key: str, node: Node, shown: str) -> Node:
        nonlocal left_out
        others = [way for way in names.get(key, ()) if _key(way) != key]
        if not others or len(also) >= MOST_EXPANDED:
            return node
        left_out += max(0, len(others) - MOST_WAYS)
        others = others[:MOST_WAYS]
        if (shown, tuple(others)) not in also:
            also.append((shown, tuple(others)))
        return Any(parts=(node, *(Words(text=_key(way), shown=way, exact=True) for way in others)))

    def walk(node: Node) -> Node:
        match node:
            case All(parts=parts):
                return All(parts=tuple(side_by_side(parts)))
            case Any(parts=parts):
                return Any(parts=tuple(walk(part) for part in parts))
            case Not(part=part):
                return Not(part=walk(part))
            case Words() if key := _plain(node):
                return ways(key, node, node.shown)
        return node

    def side_by_side(parts: Sequence[Node]) -> list[Node]:
        plain = [_plain(part) for part in parts]
        out: list[Node] = []
        at = 0
        while at < len(parts):
            for end in range(min(at + LONGEST_NAME, len(parts)), at + 1, -1):
                if all(plain[at:end]) and (key := " ".join(plain[at:end])) in names:
                    shown = " ".join(part.shown for part in parts[at:end] if isinstance(part, Words))
                    out.append(ways(key, All(parts=tuple(parts[at:end])), shown))
                    at = end
                    break
            else:
                out.append(walk(parts[at]))
                at += 1
        return out

    root = walk(query.root)
    assert isinstance(root, All)
    return Expanded(query=Query(root=root, ignored=query.ignored, tokens=query.tokens), also=tuple(also), left_out=left_out)


def in_translations(query: Query) -> Query | None:
    """The same query, its words looked for in translations of posts; None when it has no words, or excludes some."""
    count = 0

    def walk(node: Node) -> Node | None:
        nonlocal count
        match node:
            case Words(text=text, prefix=prefix):
                count += 1
                return Filter(field="translation", value=text + "*" * prefix)
            case All(parts=parts) | Any(parts=parts):
                inner = [walk(part) for part in parts]
                # Of "a word, or something else" the something else is no finding in a translation.
                if any(part is None for part in inner) or (isinstance(node, Any) and not all(map(_has_words, parts))):
                    return None
                kept = tuple(part for part in inner if part is not None)
                return All(parts=kept) if isinstance(node, All) else Any(parts=kept)
            case Not(part=part):
                # What a translation leaves out says nothing of the post.
                return None if _has_words(part) else node
        return node

    root = walk(query.root)
    return Query(root=root, ignored=query.ignored, tokens=query.tokens) if count and isinstance(root, All) else None


def _has_words(node: Node) -> bool:
    match node:
        case Words():
            return True
        case Not(part=part):
            return _has_words(part)
        case All(parts=parts) | Any(parts=parts):
            return any(_has_words(part) for part in parts)
    return False


def _plain(node: Node) -> str:
    """The words of a leaf that may be a name; empty when they are in quotes, or only a beginning."""
    return node.text if isinstance(node, Words) and not node.exact and not node.prefix else ""


def _key(way: str) -> str:
    return " ".join(words_of(fold(way)).split())


_SOUNDS = {
    "بپٻ": "b", "تطټٹ": "t", "ثس ص": "s", "ج چژگق": "g", "حهخھ": "h", "دضذظډڈ": "d", "رڕړ": "r", "ز": "z", "ش": "x", "فڤ": "f",
    "كک": "k", "لڵ": "l", "م": "m", "نڼ": "n", "غ": "g",
    "бп": "b", "вф": "f", "г": "g", "ґ": "g", "д": "d", "жз": "z", "кк": "k", "л": "l", "м": "m", "н": "n", "р": "r", "с": "s", "т": "t",
    "х": "h", "ц": "s", "ч": "x", "шщ": "x",
    "bp": "b", "fv": "f", "gjq": "g", "d": "d", "z": "z", "kc": "k", "l": "l", "m": "m", "n": "n", "r": "r", "s": "s", "t": "t", "h": "h",
    "x": "h",
}  # fmt: skip
_SOUND = {ord(letter): sound for letters, sound in _SOUNDS.items() for letter in letters if letter != " "}
_PAIRS = (
    ("sch", "ش"), ("sh", "ش"), ("ch", "ش"), ("kh", "ح"), ("gh", "غ"), ("th", "ث"), ("dh", "د"), ("zh", "ز"),
    ("ph", "ف"), ("ck", "ك"), ("ts", "س"),
)  # fmt: skip
_TWICE = re.compile(r"(.)\1+")
_ARTICLE = re.compile(r"^(?:ال|al |el |as |ash |ad |an |ar |at |az )(?=.{2})")


def sound(name: str) -> str:
    """The consonants of a name, as they sound, joined where they are often confused; empty when there are fewer than two."""
    plain = _ARTICLE.sub("", _key(name)).replace(" ", "")
    for pair, letter in _PAIRS:
        plain = plain.replace(pair, letter)
    kept = "".join(_SOUND.get(ord(char), "") for char in plain)
    # A final heh of Arabic is mostly a vowel (ة), and so is a final h of Latin.
    if len(kept) > 2 and plain[-1:] in ("ه", "h"):
        kept = kept[:-1]
    kept = _TWICE.sub(r"\1", kept)
    return kept if len(kept) >= 2 else ""


def sounds_like(wanted: Iterable[str], groups: Iterable[Sequence[str]]) -> list[tuple[str, str]]:
    """
    Names of the case that sound like what was searched for and is no name of the case.

    Returns:
        The word and the name, at most `MOST_PROPOSALS`: names of as many letters first, for short names sound alike often.
    """
    heard = {spoken: word for word in sorted(wanted) if len(spoken := sound(word)) >= 3}
    found: dict[tuple[str, str], int] = {}
    if heard:
        for group in groups:
            for way in group[:MOST_HEARD]:
                word = heard.get(sound(way))
                if word is not None and _key(way) != word:
                    found.setdefault((word, group[0]), abs(len(_key(way)) - len(word)))
                    break
    return sorted(found, key=lambda pair: (found[pair], pair))[:MOST_PROPOSALS]
