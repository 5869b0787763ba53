# ruff: noqa: E501 - a pattern reads worse when it is broken in the middle
"""
Why a figure should be looked at again, in arithmetic that a reader can follow. Nothing is corrected.

Each rule takes what the text says and sets it beside what it would mean. A bound names its source; one without says
that it is a guess. Rules that need a fact from outside (a population, other answers) take it as an argument.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from firsthand.check.attribution import Hearsay, hearsay
from firsthand.check.mapped import Mapped, mapped, pattern
from firsthand.model.figure import Figure, Flag

_I = re.IGNORECASE


class Bound(NamedTuple):
    """
    How many people can stand on a square metre.

    Attributes:
        word: What a density up to `per_m2` is called.
        per_m2: People per square metre, inclusive.
        source: The study behind the bound; one without says that it is a guess.
    """

    word: str
    per_m2: float
    source: str


CROWDING = (
    Bound("loose", 2.0, "Fruin 1971, as charted in EPJ Data Science 'Probing crowd density', table 1: walking slows"),
    Bound("dense", 7.1, "the same chart: critical density of a standing crowd"),
    Bound(
        "packed",
        10.0,
        "Johansson, Helbing, Al-Abideen, Al-Bosta 2008, arXiv:0810.4590: highest local density seen on video",
    ),
    Bound("impossible", float("inf"), "a guess: nobody was found to have measured more over a whole place"),
)
"""Bounds of people per square metre, loosest first. They are of standing crowds; people who live somewhere need more."""

FLOW_PER_METRE = 1.22
"""People per second through each metre of width. Source: Weidmann 1993, Transporttechnik der Fussgaenger (ETH Zurich)."""
FLOW_FRONT_M = 40.0
"""A front wider than this is asked about. A guess: wider than most streets and bridges."""
EVENTS_PER_SECOND = 5.0
"""More things per second than this are asked about. A guess."""
APART = 10.0
"""Two answers to one question that differ by this factor are asked about. A guess: an order of magnitude."""
SQUARE_METRES = {"m2": 1.0, "km2": 1e6, "ha": 1e4}


class Unclear(NamedTuple):
    """A figure, by its start, whose digits may be read in another way, and how."""

    start: int
    why: str


_GROWTH = pattern(
    r"(?<!\w)(?:increas|ris|rose|grow|grew|up by|more than doubled|doubl|tripl|inflation|زياد|ارتفا|ارتفع|ازداد|تضخم|зрост|зросл|збільш|вырос|рост|увелич|подорож|hausse|augment|subi|aument|increment)\w{0,6}",
    _I,
)
_OUT_OF = pattern(
    r"[\"”»]?[ ]{1,2}(?:[^\W\d_]{2,20} ){0,3}?(?:out of|of|from|among|من أصل|من بين|من|з|із|из|sur|de|de entre|parmi) (?:the |its |our |all |les |los |las |a total of |these |those |total |всех |усіх |tous les )?$",
    _I,
)
_INCLUDING = pattern(
    r"(?:including|among them|of whom|of them|among whom|بينهم|منهم|بينها|من بينهم|у тому числі|зокрема|серед них|з них|в том числе|среди них|из них|включая|dont|parmi lesquels|parmi eux|y compris|entre ellos|entre ellas|incluidos|incluidas|de ellos|de los cuales) (?:[^\d.]{0,14} )?$",
    _I,
)
_PARTS = pattern(r"^(?:[^\d.;!?؟\n]{0,40})[:(-] ?$")
_SUM_JOINT = re.compile(r"[^.;!?؟\n:()]{0,48}$")
_WITHIN = pattern(
    r"(?<!\w)(?:in|within|during|over|every|an|per|في|خلال|за|протягом|в течение|en|pendant|durante|por) (?:the |only |just |less than |under |about |around |les |los |last |أقل من |ostann\w+ )?$",
    _I,
)
_TIME_STEMS = (
    (pattern(r"sec|ثان|ثوان|секунд|seg", _I), 1.0), (pattern(r"min|دقيق|دقائق|хвил|минут", _I), 60.0),
    (pattern(r"hour|hrs?|ساع|годин|час|heure|h(?!\w)|hora", _I), 3600.0), (pattern(r"day|يوم|ايام|дн|ден|доб|сут|jour|dia", _I), 86400.0),
    (pattern(r"week|اسبوع|اسابيع|тиж|недел|semaine|semana", _I), 604800.0),
)  # fmt: skip


def plausible(found: list[Figure], here: Mapped, unclear: list[Unclear] | tuple[Unclear, ...] = ()) -> tuple[Figure, ...]:
    """
    Set the figures of one text beside each other and beside the bounds.

    Args:
        found: In the order of the text, without flags.
        here: The text that they stand in.
        unclear: Figures whose digits may be read in another way.

    Returns:
        The same figures, with flags.
    """
    if not found:
        return ()
    flags: list[list[Flag]] = [[] for _ in found]
    said = {one.start: one.why for one in unclear}
    text = here.original
    told = () if all(one.attributed_to for one in found) else hearsay(here)
    for i, figure in enumerate(found):
        flags[i] += _own(figure, text, said.get(figure.start, ""), told)
    if len(found) > 1:
        _crowds(found, text, flags)
        _wholes(found, text, flags)
        _rates(found, text, flags)
    return tuple(
        replace(figure, flags=tuple(dict.fromkeys(own))) if own else figure
        for figure, own in zip(found, flags, strict=True)
    )


def _own(figure: Figure, text: str, unclear: str, told: tuple[Hearsay, ...]) -> list[Flag]:
    flags = []
    grows = figure.unit == "percent" and bool(
        _GROWTH.search(mapped(text[max(0, figure.start - 60) : figure.end + 30]).plain)
    )
    if figure.unit == "percent" and figure.high > 100 and not grows:
        flags.append(
            Flag(
                code="share-above-hundred",
                why=f"{n(figure.high)} % is more than the whole, and no growth is spoken of.",
            )
        )
    if figure.unit == "percent" and not figure.thing and not grows:
        flags.append(
            Flag(code="share-without-base", why=f"{n(figure.low)} % of what? The text beside it does not say.")
        )
    if unclear:
        flags.append(Flag(code="unclear-separator", why=unclear + "."))
    if not figure.attributed_to:
        if figure.quoted and _scare(figure, text):
            flags.append(
                Flag(
                    code="scare-quotes",
                    why="It stands in quotation marks, as somebody else's word, and nobody is named.",
                )
            )
        i = bisect_right(told, figure.start, key=lambda one: one.start)
        for one in told[max(0, i - 1) : i + 1]:
            between = text[min(one.start, figure.start) : max(one.start, figure.start)]
            if len(between) < 200 and not re.search(r"[.!?؟\n](?:\s|$)", between):
                flags.append(Flag(code="hearsay", why=f"“{one.text}” passes it on and names nobody. Who says so?"))
                break
    return flags


_MARKS = {"“": "”", '"': '"', "«": "»", "„": "“", "'": "'", "‘": "’"}


def _scare(figure: Figure, text: str) -> bool:
    """Say whether the marks hold the figure and hardly more."""
    opening = max((text.rfind(mark, max(0, figure.start - 24), figure.start + 1) for mark in _MARKS), default=-1)
    if opening < 0:
        return False
    closing = text.find(_MARKS[text[opening]], max(opening + 1, figure.end - 1))
    return 0 <= closing - figure.end < 24 and len(text[opening:closing].split()) <= 5


# --- people on an area ---


def crowding(people: Figure, area: Figure) -> tuple[float, Bound]:
    """
    Say how crowded people would stand on an area.

    Args:
        people: Unit ``people``; the low end is taken.
        area: Unit ``m2``, ``ha`` or ``km2``; the high end is taken, so that only what cannot be is called impossible.

    Returns:
        People per square metre, and the bound of `CROWDING` that it falls under.
        An area of nothing is called impossible.
    """
    metres = area.high * SQUARE_METRES.get(area.unit, 1.0)
    density = people.low / metres if metres else float("inf")
    return density, next(bound for bound in CROWDING if density <= bound.per_m2)


def _crowds(found: list[Figure], text: str, flags: list[list[Flag]]) -> None:
    """Set each area beside the nearest people of its neighbourhood."""
    for i, area in enumerate(found):
        if area.unit not in SQUARE_METRES:
            continue
        near = [
            j
            for j in range(max(0, i - 3), min(len(found), i + 4))
            if found[j].unit == "people" and _gap(found[j], area) <= 120
        ]
        near = [j for j in near if "\n" not in text[min(found[j].end, area.end) : max(found[j].start, area.start)]]
        if not near:
            continue
        j = min(near, key=lambda k: _gap(found[k], area))
        density, bound = crowding(found[j], area)
        if bound.word == "impossible":
            flag = Flag(code="crowding", why=_crowding_words(found[j], area, density))
            flags[i].append(flag)
            flags[j].append(flag)


def _gap(left: Figure, right: Figure) -> int:
    return max(left.start, right.start) - min(left.end, right.end)


def _crowding_words(people: Figure, area: Figure, density: float) -> str:
    sign = {"m2": "m²", "km2": "km²", "ha": "ha"}[area.unit]
    said = f"{n(people.low)} people in {n(area.high)} {sign} is {n(round(density)) if density != float('inf') else 'no number'} per m²"
    # A metre for a kilometre is the slip that is seen most; it is asked about only when it would make sense of it.
    if area.unit == "m2" and density / 1e6 <= CROWDING[0].per_m2:
        return said + "; is km² meant?"
    if density / 1000 <= CROWDING[1].per_m2 and people.low >= 1e6:
        return said + f"; that many cannot stand there. {n(people.low / 1000)} would; is thousand meant for million?"
    return said + "; that many cannot stand there."


# --- parts and wholes ---


def _wholes(found: list[Figure], text: str, flags: list[list[Flag]]) -> None:
    for i, (left, right) in enumerate(pairwise(found)):
        between = mapped(text[left.end : right.start]).plain
        if len(between) > 80 or left.unit not in ("people", "count") or right.unit not in ("people", "count"):
            continue
        if _OUT_OF.match(between) and left.low > right.high and left.hedge != "vague":
            _part(flags, i, i + 1, left, right)
    i = 0
    while i < len(found):
        i = _sum(found, text, flags, i)


def _part(flags: list[list[Flag]], part_at: int, whole_at: int, part: Figure, whole: Figure) -> None:
    flag = Flag(
        code="part-above-whole",
        why=f"{n(part.low)} of {n(whole.high)}: the part is more than the whole by {n(part.low - whole.high)}.",
    )
    flags[part_at].append(flag)
    flags[whole_at].append(flag)


def _sum(found: list[Figure], text: str, flags: list[list[Flag]], i: int) -> int:
    """Add up the parts that a whole is said to include ("including"), or to be made of (a colon or a bracket)."""
    whole = found[i]
    if whole.unit not in ("people", "count") or whole.hedge == "vague" or i + 1 >= len(found):
        return i + 1
    lead = mapped(text[whole.end : found[i + 1].start]).plain
    including = bool(_INCLUDING.search(lead)) and len(lead) < 120
    listed = bool(_PARTS.match(lead)) and not including
    if not (including or listed) or re.search(r"[.!?؟\n]", lead):
        return i + 1
    parts = [i + 1]
    while parts[-1] + 1 < len(found):
        j = parts[-1] + 1
        between = text[found[parts[-1]].end : found[j].start]
        if (
            not _SUM_JOINT.match(between)
            or found[j].unit not in ("people", "count")
            or _INCLUDING.search(mapped(between).plain)
            or _OUT_OF.search(mapped(between).plain)
        ):
            break
        parts.append(j)
    parts = [j for j in parts if found[j].unit == whole.unit or (whole.unit == "people" and not found[j].thing)]
    total = sum(found[j].low for j in parts)
    words = " + ".join(n(found[j].low) for j in parts)
    if including and len(parts) == 1 and found[parts[0]].low > whole.high and whole.hedge not in ("at-least",):
        _part(flags, parts[0], i, found[parts[0]], whole)
    elif including and len(parts) > 1 and total > whole.high and all(not found[j].hedge for j in parts):
        flag = Flag(code="sum-of-parts", why=f"{words} = {n(total)}, and the whole is {n(whole.high)}.")
        for j in (i, *parts):
            flags[j].append(flag)
    elif (
        listed
        and len(parts) > 1
        and total != whole.low
        and whole.low == whole.high
        and not whole.hedge
        and all(not found[j].hedge and found[j].low == found[j].high for j in parts)
    ):
        flag = Flag(code="sum-of-parts", why=f"{words} = {n(total)}, and the whole is given as {n(whole.high)}.")
        for j in (i, *parts):
            flags[j].append(flag)
    return parts[-1] + 1 if parts else i + 1


# --- per time ---


def seconds(duration: Figure) -> float:
    """Seconds of one unit of a figure of unit ``duration``, by the words of its thing; 0 when it is not known."""
    word = mapped(duration.thing).plain.lower()
    return next((value for form, value in _TIME_STEMS if form.match(word)), 0.0)


def _rates(found: list[Figure], text: str, flags: list[list[Flag]]) -> None:
    for i, (left, right) in enumerate(pairwise(found)):
        if right.unit != "duration" or left.unit not in ("people", "count") or not right.high:
            continue
        between = mapped(text[left.end : right.start]).plain
        one = seconds(right)
        if len(between) > 80 or not one or not _WITHIN.search(between) or re.search(r"[.!?؟\n;]", between):
            continue
        rate = left.low / (right.high * one)
        said = f"{n(left.low)} in {n(right.high)} {right.thing} is {n(round(rate, 1) if rate < 100 else round(rate))} per second"
        if left.unit == "people" and rate / FLOW_PER_METRE > FLOW_FRONT_M:
            why = f"{said}; on foot, at {FLOW_PER_METRE} per second and metre (Weidmann 1993), that is a front of {n(round(rate / FLOW_PER_METRE))} m."
        elif left.unit == "count" and rate > EVENTS_PER_SECOND:
            why = f"{said}; more than {n(EVENTS_PER_SECOND)} per second is asked about, by a guess."
        else:
            continue
        flags[i].append(Flag(code="rate", why=why))
        flags[i + 1].append(Flag(code="rate", why=why))


# --- beside what is known from elsewhere ---


def above_population(figure: Figure, place: str, population: float) -> Flag | None:
    """
    Say whether more people are spoken of than live in a place.

    Args:
        population: As the desk knows it; people who fled there may be more, so it only asks.
    """
    if figure.unit != "people" or population <= 0 or figure.low <= population:
        return None
    why = f"{n(figure.low)} people is {n(round(figure.low / population, 1))} times the {n(population)} of {place}"
    slip = figure.low / 1000
    return Flag(
        code="more-than-live-there",
        why=why
        + (
            f"; {n(slip)} would fit: is thousand meant for million?"
            if figure.low >= 1e6 and slip <= population
            else "."
        ),
    )


def against_answers(figure: Figure, answers: list[Figure]) -> Flag | None:
    """
    Say whether a figure is of another order than the other answers to the same question.

    Args:
        answers: Figures of the same slot, without this one.
    """
    others = sorted(one.low for one in answers if one.unit == figure.unit and one.low > 0)
    if not others or figure.low <= 0:
        return None
    middle = others[len(others) // 2]
    times = figure.low / middle
    if 1 / APART < times < APART:
        return None
    more, factor = ("more", times) if times > 1 else ("less", 1 / times)
    slip = "; is thousand meant for million, or the other way?" if 300 <= factor <= 3000 else ""
    return Flag(
        code="order-of-magnitude",
        why=f"{n(figure.low)} is {n(round(factor))} times {more} than the other answers, whose middle is {n(middle)}{slip or '.'}",
    )


def apart(left: Figure, right: Figure) -> str:
    """
    Say in words how two figures of the same slot contradict; empty when both can be true.

    "At least 40" and "57" do not contradict; "at least 40" and "30" do.
    """
    if left.unit != right.unit:
        return ""
    (a, b), (c, d) = _reach(left), _reach(right)
    if a <= d and c <= b:
        return ""
    low, high = (left, right) if left.low <= right.low else (right, left)
    by = high.low - low.high
    return f"{_said(low)} and {_said(high)} cannot both be: they are {n(by)} apart."


def _reach(figure: Figure) -> tuple[float, float]:
    low, high = figure.low, figure.high
    if figure.hedge == "at-least":
        return low, float("inf")
    if figure.hedge == "at-most":
        return 0.0, high
    if figure.hedge in ("about", "nearly"):
        return low * 0.9, high * 1.1  # a guess: a tenth to either side
    return low, high


def _said(figure: Figure) -> str:
    value = n(figure.low) if figure.low == figure.high else f"{n(figure.low)} to {n(figure.high)}"
    return f"{figure.hedge.replace('-', ' ')} {value}".strip()


def n(value: float) -> str:
    """A number for a sentence."""
    return f"{value:,.0f}" if value == round(value) else f"{value:,.2f}".rstrip("0").rstrip(".")
