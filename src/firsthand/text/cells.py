"""
Cells that a spreadsheet may open: nothing in them is run, and what was changed for that can be changed back.

Rule: a cell whose first character would begin a formula, or that begins with an apostrophe, gets one apostrophe before it.
Whoever takes one apostrophe away from before such a character has the words as they were. Only text is treated so, never a number.

Source: OWASP, "CSV Injection": equals, plus, minus, at, tab, carriage return, line feed, and the full-width forms of the first four.
"""

from __future__ import annotations

import re

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GUARDED = (*FORMULA, "'")
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_GUARDED) else text


def unguarded(text: str) -> str:
    """The words of a guarded cell, as they were."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_GUARDED) else text


def carried(text: str) -> str:
    """What every format can carry: NUL and halves of characters, which hold no words, become U+FFFD."""
    return _NOT_TEXT.sub("\ufffd", text)
