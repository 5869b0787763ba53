"""
Which scripts a text is written in, by its letters.

The ranges below follow Unicode's Scripts.txt at the width of blocks: good for telling scripts apart, not for every
single code point. Letters outside them count as ``Zzzz`` (unknown), a text without letters as ``Zyyy`` (common).
"""

from __future__ import annotations

from bisect import bisect_right
from unicodedata import category

# First code point, last code point, ISO 15924 code.
_RANGES = (
    (0x0041, 0x024F, "Latn"), (0x0250, 0x02B8, "Latn"), (0x0370, 0x03E1, "Grek"), (0x03E2, 0x03EF, "Copt"),
    (0x03F0, 0x03FF, "Grek"), (0x0400, 0x052F, "Cyrl"), (0x0531, 0x058F, "Armn"), (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"), (0x0700, 0x074F, "Syrc"), (0x0750, 0x077F, "Arab"), (0x0780, 0x07BF, "Thaa"),
    (0x07C0, 0x07FF, "Nkoo"), (0x0800, 0x083F, "Samr"), (0x0860, 0x086F, "Syrc"), (0x0870, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"), (0x0980, 0x09FF, "Beng"), (0x0A00, 0x0A7F, "Guru"), (0x0A80, 0x0AFF, "Gujr"),
    (0x0B00, 0x0B7F, "Orya"), (0x0B80, 0x0BFF, "Taml"), (0x0C00, 0x0C7F, "Telu"), (0x0C80, 0x0CFF, "Knda"),
    (0x0D00, 0x0D7F, "Mlym"), (0x0D80, 0x0DFF, "Sinh"), (0x0E00, 0x0E7F, "Thai"), (0x0E80, 0x0EFF, "Laoo"),
    (0x0F00, 0x0FFF, "Tibt"), (0x1000, 0x109F, "Mymr"), (0x10A0, 0x10FF, "Geor"), (0x1100, 0x11FF, "Hang"),
    (0x1200, 0x139F, "Ethi"), (0x13A0, 0x13FF, "Cher"), (0x1400, 0x167F, "Cans"), (0x1780, 0x17FF, "Khmr"),
    (0x1800, 0x18AF, "Mong"), (0x1C80, 0x1C8F, "Cyrl"), (0x1C90, 0x1CBF, "Geor"), (0x1D00, 0x1D25, "Latn"),
    (0x1D2C, 0x1DBF, "Latn"), (0x1E00, 0x1EFF, "Latn"), (0x1F00, 0x1FFF, "Grek"), (0x2071, 0x209C, "Latn"),
    (0x2C60, 0x2C7F, "Latn"), (0x2C80, 0x2CFF, "Copt"), (0x2D00, 0x2D2F, "Geor"), (0x2D30, 0x2D7F, "Tfng"),
    (0x2D80, 0x2DDF, "Ethi"), (0x2DE0, 0x2DFF, "Cyrl"), (0x3005, 0x3007, "Hani"), (0x3041, 0x309F, "Hira"),
    (0x30A1, 0x30FF, "Kana"), (0x3105, 0x312F, "Bopo"), (0x3131, 0x318E, "Hang"), (0x31A0, 0x31BF, "Bopo"),
    (0x31F0, 0x31FF, "Kana"), (0x3400, 0x4DBF, "Hani"), (0x4E00, 0x9FFF, "Hani"), (0xA000, 0xA4CF, "Yiii"),
    (0xA640, 0xA69F, "Cyrl"), (0xA722, 0xA7FF, "Latn"), (0xA960, 0xA97F, "Hang"), (0xAA60, 0xAA7F, "Mymr"),
    (0xAB30, 0xAB6F, "Latn"), (0xAB70, 0xABBF, "Cher"), (0xAC00, 0xD7FF, "Hang"), (0xF900, 0xFAFF, "Hani"),
    (0xFB00, 0xFB06, "Latn"), (0xFB13, 0xFB17, "Armn"), (0xFB1D, 0xFB4F, "Hebr"), (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFC, "Arab"), (0xFF21, 0xFF5A, "Latn"), (0xFF66, 0xFF9D, "Kana"), (0xFFA1, 0xFFDC, "Hang"),
    (0x1D400, 0x1D6A5, "Latn"), (0x1D6A8, 0x1D7CB, "Grek"), (0x1E900, 0x1E95F, "Adlm"), (0x1EE00, 0x1EEFF, "Arab"),
    (0x20000, 0x323AF, "Hani"),
)  # fmt: skip
_STARTS = [start for start, _, _ in _RANGES]
_NAMES = (*dict.fromkeys(name for _, _, name in _RANGES), "Zzzz")
_MARK = {name: chr(0x21 + n) for n, name in enumerate(_NAMES)}
_ASCII_OTHER = bytes(c for c in range(128) if not chr(c).isalpha())


def script_of(char: str) -> str:
    """The ISO 15924 code of one letter; ``Zyyy`` for anything that is not a letter."""
    if category(char)[0] != "L":
        return "Zyyy"
    point = ord(char)
    at = bisect_right(_STARTS, point) - 1
    return _RANGES[at][2] if at >= 0 and point <= _RANGES[at][1] else "Zzzz"


class _Marks(dict[int, str]):
    """One ASCII character per script for each letter, nothing for the rest; fills itself as characters are met."""

    def __missing__(self, point: int) -> str:
        mark = _MARK.get(script_of(chr(point)), "")
        if point < 0x10000:
            self[point] = mark
        return mark


_MARKS = _Marks()


def scripts(text: str) -> dict[str, int]:
    """
    Count letters by script.

    Returns:
        ISO 15924 codes, the most frequent first, equals by name; empty where there are no letters. Marks, digits and
        emoji are not counted.
    """
    if text.isascii():
        count = len(text.encode().translate(None, _ASCII_OTHER))
        return {"Latn": count} if count else {}
    marks = text.translate(_MARKS)
    found = [(name, marks.count(_MARK[name])) for name in _NAMES if _MARK[name] in marks]
    return dict(sorted(found, key=lambda pair: (-pair[1], pair[0])))


def only_script(text: str, script: str) -> str:
    """The text with a blank for every letter of another script; marks, digits and the rest stay."""
    mine = _MARK[script]
    return "".join(char if _MARKS[ord(char)] in ("", mine) else " " for char in text)


def dominant(text: str) -> str:
    """The script of most letters, ``Zyyy`` where there are none."""
    return next(iter(scripts(text)), "Zyyy")
