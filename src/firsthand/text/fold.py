"""
One form for all the ways a word can be written, for search and matching only. What is shown is never folded.

What folding does, in the order it matters to a reader:

- compatibility forms and letter case go (NFKC, full case folding), and every kind of decimal digit becomes 0-9;
- Latin and Greek letters lose their marks (é ı ø ł → e i o l), because hurried people leave them out.
  Cyrillic й and ї keep theirs; ё becomes е, as most people write it;
- Arabic script: أ إ آ ٱ → ا, ؤ → و, ئ ى and the Persian, Urdu and Pashto yehs ی ے ې → ي, ک ڪ → ك,
  ة and the Persian, Urdu and Sorani hehs ہ ھ ۀ ە → ه. Letters that only Persian, Urdu, Pashto or Kurdish have
  (پ چ ژ گ ٹ ڕ ڵ ۆ ێ …) and the lone hamza ء stay;
- harakat, superscript alef, tatweel, Hebrew points, stress marks, zero-width, bidi and other invisible characters go;
- every apostrophe (’ ‘ ʼ ʹ ′ ´) becomes ';
- a zero-width non-joiner between two Arabic-script letters becomes a blank, everywhere else it goes. Persian writes
  the plural of a noun and the parts of a verb behind it, and people who lack the key type a blank, so a search for the
  stem, and for the spelling with a blank, finds the word. The spelling with nothing in between is not found.

Theory: after canonical composition every code point is folded on its own through one table, whose values are fixed
points of it. Only where that leaves something that composes again (Hangul, kana, Indic signs) a second round is needed.

The table fills itself as characters are met, at most one entry per code point of the Basic Multilingual Plane:
building it whole would cost every start of the program an eighth of a second (measured).
"""

from __future__ import annotations

import re
from unicodedata import category, decimal, is_normalized, normalize

_ARABIC = {
    "أإآٱٲٳ": "ا",
    "ؤٶ": "و",
    "ئىیےېۍٸ": "ي",
    "کڪ": "ك",
    "ةہھەۃۀۂ": "ه",
    "ـٴ": "",
}
_APOSTROPHES = "’‘ʼʹ′‛ʻʽ＇"
_PLAIN_LATIN = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe", "ŋ": "n"}

_SPECIAL = {letter: plain for letters, plain in _ARABIC.items() for letter in letters}
_SPECIAL |= dict.fromkeys(_APOSTROPHES, "'")
_SPECIAL |= _PLAIN_LATIN
_SPECIAL |= {"ё": "е"}

_GONE = re.compile(
    "["
    "\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u0674\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u0711\u0730-\u074a\u08ca-\u08e1\u08e3-\u08ff\u115f\u1160\u17b4\u17b5\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\u3164\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff"
    "]"
)
_ARABIC_LETTER = "[\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f]"
_JOINED_WORD = re.compile(f"(?<={_ARABIC_LETTER})\u200c+(?={_ARABIC_LETTER})")


def _fold_one(char: str) -> str:
    """What one code point folds to, carried on until nothing changes."""
    before, now = "", char
    while now != before:
        before = now
        now = "".join(_plain(c) for c in normalize("NFKC", normalize("NFKC", now).casefold()))
    return now


def _plain(char: str) -> str:
    if _GONE.match(char):
        return ""
    if (special := _SPECIAL.get(char)) is not None:
        return special
    if category(char) == "Nd":
        return str(decimal(char))
    base = normalize("NFD", char)[0]
    # Latin and Greek only: in other scripts the mark makes another letter (й is not и).
    return base if "a" <= base <= "ɏ" or "\u0370" <= base <= "\u03ff" or base.isascii() else char


class _Table(dict[int, str]):
    def __missing__(self, point: int) -> str:
        folded = _fold_one(chr(point))
        if point < 0x10000:
            self[point] = folded
        return folded


_TABLE = _Table()


def _prepare(text: str) -> str:
    """Settle what depends on the neighbours, without changing the number of code points."""
    if "\u200c" in text:
        # All but the first of a run become zero-width blanks, which the table takes out.
        text = _JOINED_WORD.sub(lambda run: " " + "\u200b" * (len(run[0]) - 1), text)
    # The spacing acute would fall apart into a blank and a mark; people type it for an apostrophe.
    return text.replace("´", "'") if "´" in text else text


def fold(text: str) -> str:
    """
    Fold a text for search and matching.

    Returns:
        The folded text; folding it again changes nothing. Equal to ``fold_map(text)[0]``.

    Source:
        NFKC_Casefold: The Unicode Standard, section 3.13, and UAX 15. ZWNJ to blank: the practice of Lucene's
        analyser for Persian.
    """
    if text.isascii():
        return text.lower()
    text = _prepare(text)
    if not is_normalized("NFC", text):
        text = normalize("NFC", text)
    folded = text.translate(_TABLE)
    while not is_normalized("NFKC", folded):
        folded = normalize("NFKC", folded).translate(_TABLE)
    return folded


def fold_map(text: str) -> tuple[str, list[int]]:
    """
    Fold a text and remember where each code point came from.

    Returns:
        The folded text and, for each of its code points, the index of the original code point. Indices never fall.
        `origin` turns a folded span into an original one.
    """
    if text.isascii():
        return text.lower(), list(range(len(text)))
    prepared = _prepare(text)
    if is_normalized("NFC", prepared):
        parts = [_TABLE[ord(char)] for char in prepared]
        folded = "".join(parts)
        if is_normalized("NFKC", folded):
            return folded, [at for at, part in enumerate(parts) for _ in part]
    return _map_by_segments(prepared)


def _map_by_segments(text: str) -> tuple[str, list[int]]:
    """Fold piece by piece, each piece ending where nothing that follows can compose with it."""
    cuts = [at for at, char in enumerate(text) if at == 0 or not _leans_back(char)]
    pieces: list[str] = []
    index: list[int] = []
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        piece = text[start:end]
        folded = fold(piece)
        parts = [_TABLE[ord(char)] for char in piece]
        if "".join(parts) == folded:
            index += [start + at for at, part in enumerate(parts) for _ in part]
        else:
            index += [start] * len(folded)
        pieces.append(folded)
    return "".join(pieces), index


def _leans_back(char: str) -> bool:
    """Whether a code point may compose with, or vanish into, what stands before it."""
    first = normalize("NFKD", char)[0]
    return category(first)[0] == "M" or "\u1160" <= first <= "\u11ff" or bool(_GONE.match(char))


def origin(text: str, index: list[int], start: int, end: int) -> tuple[int, int]:
    """
    Turn a span of the folded text into the span of the original that it came from.

    Args:
        text: The original, as given to `fold_map`.
        index: The second part of what `fold_map` gave.
        start, end: Code points of the folded text; an empty span gives an empty span.

    Returns:
        Code points of the original. Marks that belong to the last letter are inside, invisible characters and
        tatweel after it are not.
    """
    if start >= end:
        at = index[start] if start < len(index) else len(text)
        return at, at
    first, last = index[start], index[end - 1]
    after = end
    while after < len(index) and index[after] == last:
        after += 1
    stop = index[after] if after < len(index) else len(text)
    while stop > last + 1 and category(text[stop - 1])[0] != "M" and _GONE.match(text[stop - 1]):
        stop -= 1
    return first, stop
