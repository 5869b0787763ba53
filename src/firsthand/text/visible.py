"""
Foreign text made safe to show in a terminal or a line of ours: what cannot be seen, or would move its neighbours, is
shown as a mark such as ``⟦U+202E⟧``.

Honest use is silent: a joiner inside a word of a script that joins, a joiner inside an emoji, a variation selector on
a symbol, one direction mark beside right-to-left letters. Everything is decided from the text alone.

Known ugliness: a person can type ``⟦U+202E⟧``; the text as kept tells them apart. Look-alike letters are named only
inside a word that mixes scripts, because a whole word in another script is no disguise in itself.
"""

from __future__ import annotations

import re
from unicodedata import bidirectional, category, name

from firsthand.text.script import script_of

_SUSPECT = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "]"
)
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,6}\U000e007f")
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,6}\U000e007f")
_MANY_MARKS = 8
_PLAIN = re.compile(
    "[\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u0400-\u0482\u048a-\u052f\u0620-\u064a\u3041-\u3163\u3165-\u9fff\uac00-\ud7a3]*"
)
_JOINING = frozenset(
    ("Arab", "Syrc", "Nkoo", "Mong", "Adlm", "Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym",
     "Sinh", "Khmr", "Mymr", "Tibt")
)  # fmt: skip
_DIRECTION_MARKS = "\u200e\u200f\u061c"
_NAMES = {"\x1b": "ESCAPE", "\x7f": "DELETE", "\x00": "NULL", "\r": "CARRIAGE RETURN", "\x08": "BACKSPACE"}
# Letters that most typefaces draw like a Latin one; Cyrillic and Greek, small and capital.
_LOOKS_LIKE = dict(
    zip(
        "аеорсухіјѕԁһԛԝӏАВЕКМНОРСТУХІЈЅԌ" + "οανιρκυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aeopcyxijsdhqwlABEKMHOPCTYXIJSG" + "oavipkuABEZHIKMNOPTYX",
        strict=True,
    )
)
_WORD = re.compile(r"@\w+|[^\W\d_]+")


def _mark(char: str) -> str:
    return f"⟦U+{ord(char):04X}⟧"


def _pictorial(char: str) -> bool:
    """Whether a joiner or a variation selector may honestly follow: symbols, skin tones, keycap bases."""
    return category(char) in ("So", "Sk", "Sm", "Po") or char in "#*0123456789〰〽" or char == "\ufe0f"


def _near_rtl(text: str, at: int) -> bool:
    """Whether the nearest strong letter on either side, within sixteen code points, runs right to left."""
    for side in (reversed(text[max(0, at - 16) : at]), text[at + 1 : at + 17]):
        for char in side:
            direction = bidirectional(char)
            if char not in _DIRECTION_MARKS and direction in ("R", "AL"):
                return True
            if direction == "L":
                break
    return False


def _joins(text: str, at: int) -> bool:
    """Whether a ZWNJ or ZWJ stands in a word of a joining script, or ties an emoji together."""
    before, after = at - 1, at + 1
    while before >= 0 and category(text[before]) in ("Mn", "Mc"):
        before -= 1
    left = text[before] if before >= 0 else " "
    right = text[after] if after < len(text) else " "
    if text[at] == "\u200d" and _pictorial(left) and category(right) in ("So", "Sm"):
        return True
    if script_of(left) not in _JOINING:
        return False
    # Older Kurdish and Urdu typing ends a word in heh and a joiner.
    return script_of(right) in _JOINING or left in "هھہ"


def _in_flag(text: str, at: int) -> bool:
    """Whether a tag character belongs to a whole flag of a region (black flag, tags, cancel tag; UTS 51)."""
    flag = text.rfind("\U0001f3f4", max(0, at - 7), at)
    whole = _FLAG.match(text, flag) if flag >= 0 else None
    return whole is not None and at < whole.end()


def _honest(text: str, at: int) -> bool:
    char = text[at]
    before = text[at - 1] if at else ""
    if char in "\u200c\u200d":
        return _joins(text, at)
    if char in _DIRECTION_MARKS:
        alone = not any(c and c in _DIRECTION_MARKS for c in (before, text[at + 1 : at + 2]))
        return alone and _near_rtl(text, at)
    if "\ufe00" <= char <= "\ufe0f":
        return bool(before) and (_pictorial(before) or script_of(before) == "Hani") and before != "\ufe0f"
    if "\U000e0100" <= char <= "\U000e01ef":
        return bool(before) and script_of(before) == "Hani"
    if "\u180b" <= char <= "\u180f":
        return bool(before) and script_of(before) == "Mong"
    if "\U000e0020" <= char <= "\U000e007f":
        return _in_flag(text, at)
    return False


def visible(text: str, *, newlines: bool = False) -> str:
    """
    Make a foreign text safe to print.

    Args:
        newlines: Keep line feeds as they are (and CR LF as one); otherwise each is shown as ``⏎``.

    Returns:
        The text with every control, hidden and direction-changing character shown as a mark, a tab as ``⇥``, and more
        than eight combining marks on one letter as a count. No character of category Cc or Cs is left, except the
        line feeds that were asked for.
    """
    if _PLAIN.fullmatch(text):
        return text
    if "\r\n" in text:
        text = text.replace("\r\n", "\n")

    def shown(found: re.Match[str]) -> str:
        char = found[0]
        if char == "\n":
            return "\n" if newlines else "⏎"
        if char == "\t":
            return "⇥"
        return char if _honest(text, found.start()) else _mark(char)

    return _calm(_SUSPECT.sub(shown, text))


def _calm(text: str) -> str:
    """Count what is piled on one letter beyond what any script needs, for it would cover the lines around it."""
    out: list[str] = []
    run = 0
    for char in text:
        run = run + 1 if not char.isascii() and category(char) in ("Mn", "Me") else 0
        if run <= _MANY_MARKS:
            if out and out[-1].startswith("\0"):
                out[-1] = f"⟦+{out[-1][1:]} marks⟧"
            out.append(char)
        elif run == _MANY_MARKS + 1:
            out.append("\x001")
        else:
            out[-1] = f"\0{run - _MANY_MARKS}"
    if out and out[-1].startswith("\0"):
        out[-1] = f"⟦+{out[-1][1:]} marks⟧"
    return "".join(out)


def isolate(text: str) -> str:
    """
    A foreign text as one island in a line of ours: made visible, then set between FSI and PDI.

    Its own direction comes from its first strong letter, and it cannot reach the text around it.

    Source:
        UAX 9, section 2.4.
    """
    return f"\u2068{visible(text)}\u2069"


def hidden(text: str) -> list[tuple[int, int, str]]:
    """
    Name what a reader would not see, or would take for something else.

    Returns:
        Start and end in code points, in order, and the name: of characters that `visible` shows as marks (line feed
        and tab excepted), and of letters inside a word of mixed scripts that look like a Latin letter.
    """
    found = [
        (at.start(), at.end(), _name(at[0]))
        for at in _SUSPECT.finditer(text)
        if at[0] not in "\n\t" and text[at.start() : at.start() + 2] != "\r\n" and not _honest(text, at.start())
    ]
    for word in _WORD.finditer(text) if not text.isascii() else ():
        if len({script_of(char) for char in word[0]} & {"Latn", "Cyrl", "Grek"}) > 1:
            found += [
                (at, at + 1, f"{name(char)} looks like {_LOOKS_LIKE[char]}")
                for at, char in enumerate(word[0], word.start())
                if char in _LOOKS_LIKE
            ]
    return sorted(found)


def _name(char: str) -> str:
    return _NAMES.get(char) or name(char, "") or f"U+{ord(char):04X}"
