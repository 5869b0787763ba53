"""A number as somebody said it, with what we make of it kept apart."""

from __future__ import annotations

from dataclasses import dataclass

HEDGES = ("", "about", "at-least", "at-most", "nearly", "vague")
UNITS = ("people", "percent", "m", "km", "mi", "cm", "m2", "km2", "ha", "m3", "g", "kg", "t", "l", "°C", "money", "duration", "count")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """
    A reason to look again. Never a correction.

    Attributes:
        code: ``crowding``, ``share-above-hundred``, ``share-without-base`` or ``unclear-separator``.
        why: A sentence with the arithmetic in words.
    """

    code: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """
    A number in a text.

    Attributes:
        start, end: Code points into the text; the number with its multiplier and its unit sign, without the hedge.
        text: The span itself, verbatim.
        low, high: The number as stated, inclusive. A hedge does not move them: "over 400,000" is 400,000 with
            `hedge` ``at-least``. A vague word ("dozens") has the bounds of `check/figures.py`.
        unit: One of `UNITS`. A fraction ("two thirds") is ``percent``.
        thing: What is counted, in the words of the text; of a share, the whole that it is a share of; of money, the
            currency. Empty when the text does not say.
        hedge: One of `HEDGES`.
        quoted: The text has it inside quotation marks.
        sic: The text has ``[sic]`` behind it.
        attributed_to: Who says so, in the words of the text; empty when it does not say.
    """

    start: int
    end: int
    text: str
    low: float
    high: float
    unit: str = "count"
    thing: str = ""
    hedge: str = ""
    quoted: bool = False
    sic: bool = False
    attributed_to: str = ""
    flags: tuple[Flag, ...] = ()
