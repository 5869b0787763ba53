"""
How the leak test reads a text: one spelling for many, and whatever a page or a file of data has escaped undone.

Both work line by line: no rule of theirs looks across the end of a line. The pages of a site share most of their lines, so that
`Lines` remembers them.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable

from firsthand.text.fold import fold

_DROP = re.compile(
    "[\u00ad\u0300-\u036f\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u2069\ufe00-\ufe0f\ufeff]"
)
# Dashes and signs that texts spell in many ways; letters and digits are brought together by `text.fold`.
_SIGNS = str.maketrans({"٫": ".", **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")})
_GAPS = re.compile(r"\s+")


def folded_text(text: str) -> str:
    """Bring spellings together: those of `text.fold`, and all accents, dashes and white space too."""
    # Stronger than a search: who hides a name writes й as и, and what is found too much only costs a look.
    if not text.isascii():
        text = _DROP.sub("", unicodedata.normalize("NFKD", text.replace("º", "°"))).translate(_SIGNS)
    return _GAPS.sub(" ", fold(text))


_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})(?:\\u([dD][c-fC-F][0-9a-fA-F]{2}))?|x([0-9a-fA-F]{2})|([\"/\\nrtbf]))")


def _unescaped(m: re.Match[str]) -> str:
    if m[4]:
        return {"n": "\n", "r": "\r", "t": "\t", "b": " ", "f": " "}.get(m[4], m[4])
    code = int(m[1] or m[3], 16)
    if m[2]:
        code = 0x10000 + ((code - 0xD800) << 10) + int(m[2], 16) - 0xDC00 if 0xD800 <= code < 0xDC00 else code
    return chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd"


_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


def _unquoted(m: re.Match[str]) -> str:
    # Only the signs themselves: taking the whole of an Arabic page apart costs a hundred times as much.
    return bytes.fromhex(m[0].replace("%", "")).decode("utf-8", "replace")


def decoded_text(text: str) -> str:
    """Undo entities, percent signs and JSON escapes, twice, because pages hold escaped JSON inside attributes."""
    for _ in range(2):
        before = text
        if "\\" in text:
            text = _ESCAPE.sub(_unescaped, text)
        if "&" in text:
            text = html.unescape(text)
        if "%" in text:
            text = _PERCENT.sub(_unquoted, text)
        if text == before:
            break
    return text


class Lines:
    """Texts read line by line, each different line once; bounded, so that it does not grow with the site."""

    MOST = 8_000_000
    """Characters that are remembered; then it begins anew."""
    LONGEST = 20_000

    def __init__(self) -> None:
        self._folded: dict[str, str] = {}
        self._decoded: dict[str, str] = {}
        self._held = 0

    def folded(self, text: str) -> str:
        """As `folded_text`, without white space at the ends."""
        return " ".join(filter(None, self._each(text, self._folded, lambda line: folded_text(line).strip())))

    def decoded(self, text: str) -> str:
        """As `decoded_text`."""
        return "\n".join(self._each(text, self._decoded, decoded_text))

    def _each(self, text: str, known: dict[str, str], read: Callable[[str], str]) -> list[str]:
        out = []
        for line in text.split("\n"):
            made = known.get(line)
            if made is None:
                made = read(line)
                if len(line) <= self.LONGEST:
                    self._remember(known, line, made)
            out.append(made)
        return out

    def _remember(self, known: dict[str, str], line: str, made: str) -> None:
        self._held += len(line) + len(made)
        if self._held > self.MOST:
            self._folded.clear()
            self._decoded.clear()
            self._held = len(line) + len(made)
        known[line] = made
