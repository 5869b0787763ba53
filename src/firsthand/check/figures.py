# ruff: noqa: E501 - a pattern reads worse when it is broken in the middle
"""
Numbers that are said about an event: what was said, of what, how sure, by whom, and whether it can be.

Theory: the text is made plain (`check/mapped.py`), dates, times, phone numbers, coordinates and house numbers are put
aside (`check/spans.py`), and five tables of words (`check/numbers.py`) are tried in turn: digits, whole phrases ("half
a million"), counting words, fractions, vague words. What stands beside a number gives its unit, its thing and its hedge.

A figure is never corrected. A flag says in words why to look again; a person writes [sic] or asks.

Known ugliness: a thing is the next noun as far as a table or the next word tells, so "12 more badly hurt" counts
"more"; numbers above twelve that are written out in two words ("twenty-five") are read only in their first word when a
unit follows; a bare number with nothing beside it is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple, TypeVar

from firsthand.check import numbers
from firsthand.check.mapped import Mapped, mapped, pattern
from firsthand.check.spans import DATES, contact_spans
from firsthand.model.figure import Figure, Flag


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

_I = re.IGNORECASE


def _words(rows: tuple[tuple[str, float], ...]) -> str:
    return "|".join(f"(?:{words})" for words, _ in rows)


def _value_of(rows: tuple[tuple[str, float], ...]) -> tuple[tuple[re.Pattern[str], float], ...]:
    return tuple((pattern(rf"(?:{words})(?!\w)", _I), value) for words, value in rows)


_MULTIPLIER = rf"(?: ?(?:{_words(numbers.MULTIPLIERS)})(?!\w)|(?:k|m|bn|к)(?![\w²]))"
_MULTIPLIERS = (
    *_value_of(numbers.MULTIPLIERS),
    (pattern("k|к", _I), 1e3),
    (pattern("m", _I), 1e6),
)
_WORDS = _value_of(numbers.WORDS)
_WHOLE = _value_of(numbers.WHOLE)
_FRACTIONS = _value_of(numbers.FRACTIONS)
_VAGUE = tuple((pattern(rf"(?:{words})(?!\w)", _I), (low, high)) for words, low, high in numbers.VAGUE)

_START = r"(?:(?<![\w./:#@,-])|(?<= [وبلفك]))"


def _digits(n: int) -> str:
    return rf"(?P<d{n}>\d{{1,3}}(?P<s{n}>[, .'٬])\d{{3}}(?:(?P=s{n})\d{{3}}){{0,4}}(?:[.,٫]\d{{1,3}})?(?![\d])|\d{{1,12}}(?:[.,٫]\d{{1,6}})?)"


_NUMBER = pattern(
    rf"{_START}(?P<money>[$€£₴₽₺] ?)?{_digits(1)}(?P<m1>{_MULTIPLIER})?"
    rf"(?:(?P<to> ?- ?| to | or | and | а?до | إلى | الى | à | a | et | y | и | і | و ?){_digits(2)}(?P<m2>{_MULTIPLIER})?)?"
    r"(?P<plus>\+)?(?![\d])(?![.,٫:/]\d)",
    _I,
)
_BETWEEN = pattern(r"(?<!\w)(?:between|بين|between the|entre|між|между|від|от|من|de) ?$", _I)
_WRITTEN = pattern(
    rf"(?<!\w)(?P<w>{_words(numbers.WORDS)})(?P<m>(?: (?:{_words(numbers.MULTIPLIERS)})(?!\w)){{0,2}})(?!\w)", _I
)
_PHRASE = pattern(rf"(?<!\w)[وبلف]?(?P<w>{_words(numbers.WHOLE)})(?!\w)", _I)
_FRACTION = pattern(rf"(?<!\w)[وبلف]?(?P<w>{_words(numbers.FRACTIONS)})(?!\w)", _I)
_VAGUELY = pattern(rf"(?<!\w)[وبلف]?(?P<w>{'|'.join(f'(?:{w})' for w, _, _ in numbers.VAGUE)})(?!\w)", _I)

_UNIT = tuple((name, pattern(rf" ?(?:{words})", _I)) for name, words in numbers.UNITS)
_DURATION = pattern(rf" ?(?:{numbers.DURATIONS})", _I)
_LABEL = pattern(rf"(?<!\w)(?:{numbers.LABELS}) ?$", _I)
_HEDGE = tuple((name, pattern(rf"(?:(?<!\w)[وبلفك]?(?:{words})) ?[\"“«„']?$", _I)) for name, words in numbers.HEDGES)
_OR_MORE = pattern(
    r"[\"”»]? ?(?:or more|at least|and more|على الأقل|او اكثر|щонайменше|и более|і більше|ou plus|au moins|o más|al menos)(?!\w)",
    _I,
)
_PEOPLE = pattern(
    rf"[\"”»]? {{1,2}}(?:(?:of|de|من) )?(?:(?:the|these|those|our|les|los|las) )?"
    rf"(?:(?!(?:and|or|of|in|on|at|to|for|with|from|killed|wounded)\b)[a-z-]{{2,16}}[a-rt-z] ){{0,2}}?(?P<thing>(?:{numbers.PEOPLE})(?!\w))",
    _I,
)
_OF = pattern(
    r"[\"”»]? {1,2}(?:(?:of|de|du|des|del|من) ?|d')(?:(?:the|our|all|la|le|les|l'|el|los|las|its|this|that) ?)?(?P<thing>[^\W\d_][\w'-]{1,30}(?: [^\W\d_][\w'-]{2,30}(?= |$|[.,]))?)"
    r"|[\"”»]? {1,2}(?P<cyr>[а-яієґ]{4,20})",
    _I,
)
_NEXT = pattern(r"[\"”»]? {1,2}(?:(?:of|de|من) )?(?P<thing>[^\W\d_][\w'-]{1,24}(?: [^\W\d_][\w'-]{2,24}s(?!\w))?)")
_QUOTED = re.compile(r"“[^“”\n]{1,400}”|\"[^\"\n]{1,400}\"|«[^«»\n]{1,400}»|„[^„“”\n]{1,400}[“”]")
_SIC = re.compile(r"[\"”»]? ?\[sic!?\]", _I)
_SENTENCE_END = re.compile(r"[!?؟\n]|(?<!\d)\.|\.(?!\d)")
_BY = (
    pattern(rf"(?<!\w)(?:{numbers.SPEAKERS})(?!\w) ?(?P<who>[^,،.;:\n\d\"“”«»]{{2,50}}?)(?= ?[,،.;:\n\d\"“”«»]|$)", _I),
    pattern(rf"(?P<who>(?<!\w)[A-ZА-ЯІЄҐ][\w'-]{{1,24}}(?: [\w'-]{{2,24}}){{0,3}}) (?:{numbers.SAID})(?!\w)"),
    pattern(rf"(?<!\w)(?:{numbers.SAID_AR}) (?P<who>[ء-ي]{{2,20}}(?: ال[ء-ي]{{2,20}}){{0,2}})"),
)


class _Read(NamedTuple):
    """A number in the plain text, before its surroundings are looked at."""

    start: int
    end: int
    low: float
    high: float
    unit: str = ""
    hedge: str = ""
    sure: bool = False
    unclear: str = ""


def _digit_numbers(plain: str) -> Iterator[_Read]:
    at = 0
    while m := _NUMBER.search(plain, at):
        at = m.end()
        low, unclear = _digits_value(m["d1"], m["s1"])
        end, high = m.end(), low
        factor = _factor(m["m1"], plain, m.end("m1"), bool(m["money"]))
        if factor is None:
            end, factor = m.end("d1"), 1.0
        low = high = low * factor
        if m["d2"]:
            second = _digits_value(m["d2"], m["s2"])[0] * (
                _factor(m["m2"], plain, m.end("m2"), bool(m["money"])) or 1.0
            )
            first = low if m["m1"] or not m["m2"] else low * (_factor(m["m2"], plain, m.end("m2"), True) or 1.0)
            open_range = m["to"].strip() in ("-", "to", "or", "до", "à", "إلى", "الي", "الى") or _BETWEEN.search(
                plain, max(0, m.start() - 12), m.start()
            )
            if open_range and first < second:
                low, high = first, second
            else:
                # Two numbers that make no range are two figures: go back to the second.
                end = at = m.end("m1") if m["m1"] and factor != 1.0 else m.end("d1")
        sure = bool(m["money"] or m["s1"] or factor != 1.0 or high != low)
        hedge = "at-least" if m["plus"] and end == m.end() else ""
        yield _Read(m.start(), end, low, high, "money" if m["money"] else "", hedge, sure, unclear)


def _digits_value(stated: str, separator: str | None) -> tuple[float, str]:
    """Read digits; a lone dot before three digits is read as a thousands mark, and said to be unclear."""
    if separator:
        whole = stated.replace(separator, "")
        unclear = (
            ""
            if separator != "." or stated.count(".") > 1
            else f"{stated} is read as {float(whole):,.0f}; a decimal point is possible"
        )
        return float(whole.replace("٫", ".").replace(",", ".")), unclear
    return float(stated.replace(",", ".").replace("٫", ".")), ""


def _factor(stated: str | None, plain: str, end: int, money: bool) -> float | None:
    """What a multiplier multiplies by; None for an "m" that more likely means metres."""
    if not stated:
        return 1.0
    word = stated.strip()
    if word.lower() == "m" and not money and not _PEOPLE.match(plain, end, end + 60):
        return None
    return next(value for form, value in _MULTIPLIERS if form.fullmatch(word))


_Value = TypeVar("_Value")


def _row(rows: tuple[tuple[re.Pattern[str], _Value], ...], m: re.Match[str]) -> _Value:
    """Find the row whose words were met; tried in place, because some rows look at what follows."""
    for form, value in rows:
        if (again := form.match(m.string, m.start("w"))) and again.end() == m.end("w"):
            return value
    raise AssertionError(f"no row for {m['w']!r}")


def _phrases(plain: str) -> Iterator[_Read]:
    for m in _PHRASE.finditer(plain):
        yield _read(m, _row(_WHOLE, m), sure=True)


def _written(plain: str) -> Iterator[_Read]:
    for m in _WRITTEN.finditer(plain):
        value = _row(_WORDS, m)
        rest = m["m"].strip()
        for form, factor in _MULTIPLIERS:
            if rest and (part := form.match(rest)):
                value *= factor
                rest = rest[part.end() :].strip()
        if value != 1:
            yield _read(m, value, sure=bool(m["m"]))


def _fractions(plain: str) -> Iterator[_Read]:
    for m in _FRACTION.finditer(plain):
        value = _row(_FRACTIONS, m)
        yield _read(m, round(value, 2), unit="percent")


def _vaguely(plain: str) -> Iterator[_Read]:
    for m in _VAGUELY.finditer(plain):
        low, high = _row(_VAGUE, m)
        yield _Read(m.start("w"), m.end("w"), low, high, hedge="vague", sure=False)


def _read(m: re.Match[str], value: float, *, unit: str = "", sure: bool = False) -> _Read:
    return _Read(m.start("w"), m.end(), value, value, unit, "", sure)


def figures(text: str) -> tuple[Figure, ...]:
    """
    Find the numbers that a text claims.

    Args:
        text: Verbatim, in any of the six languages or a mixture.

    Returns:
        In the order of the text, with flags. Ages, dates, times, lengths of time, phone and house numbers are left out.
    """
    here = mapped(text)
    plain = DATES.sub(lambda m: "\n" * len(m[0]), here.plain)
    plain = _blanked(plain, contact_spans(plain))
    surroundings = _Surroundings(here, plain)
    taken = bytearray(len(plain))
    found = []
    for reader in (_digit_numbers, _phrases, _fractions, _written, _vaguely):
        for read in reader(plain):
            if not any(taken[read.start : read.end]) and (
                figure := surroundings.figure(read, written=reader is _written)
            ):
                taken[read.start : read.end] = b"\1" * (read.end - read.start)
                found.append(figure)
    return _with_crowding(sorted(found, key=lambda figure: figure.start), here.original)


def _blanked(plain: str, spans: Iterator[tuple[int, int]]) -> str:
    parts, last = [], 0
    for start, end in sorted(spans):
        parts += [plain[last:start], "\n" * (end - start)]
        last = end
    return "".join([*parts, plain[last:]])


class _Surroundings:
    """What stands beside a number: its unit, its thing, who says it. Made once per text."""

    def __init__(self, here: Mapped, plain: str) -> None:
        self.here, self.plain = here, plain
        self.quotes = [m.span() for m in _QUOTED.finditer(plain)]
        self.ends = [m.end() for m in _SENTENCE_END.finditer(plain)]

    def figure(self, read: _Read, *, written: bool) -> Figure | None:
        """Complete a number; None when it counts nothing (an age, a year, a label, a number alone)."""
        if not read.unit and _DURATION.match(self.plain, read.end, read.end + 24):
            return None
        unit, end = self._unit(read)
        thing_unit, thing = self._thing(unit, end)
        hedge = read.hedge or self._hedge(read.start, end)
        if unit == "percent" or unit in ("m", "km", "m2", "km2", "money"):
            thing_unit = unit
        elif not self._counts(read, thing_unit, thing, hedge, written=written):
            return None
        start, stop = self.here.span(read.start, end)
        figure = Figure(
            start=start, end=stop, text=self.here.original[start:stop], low=_tidy(read.low), high=_tidy(read.high),
            unit=thing_unit, thing=thing, hedge=hedge, quoted=any(s < read.start and end <= e for s, e in self._quotes_near(read.start)),
            sic=bool(_SIC.match(self.plain, end, end + 10)), attributed_to=self._speaker(read.start),
        )  # fmt: skip
        return replace(figure, flags=_own_flags(figure, read.unclear, self._grows(read.start, end)))

    def _unit(self, read: _Read) -> tuple[str, int]:
        if read.unit:
            return read.unit, read.end
        for name, form in _UNIT:
            if m := form.match(self.plain, read.end, read.end + 40):
                return name, m.end()
        return "count", read.end

    def _thing(self, unit: str, end: int) -> tuple[str, str]:
        window = end + 90
        if unit == "percent":
            m = _OF.match(self.plain, end, window)
            group = "thing" if m and m["thing"] else "cyr"
            return unit, self._original(m, group) if m and m[group].lower() not in numbers.NO_THING else ""
        if unit == "money":
            return unit, ""
        if m := _PEOPLE.match(self.plain, end, window):
            return "people", self._original(m, "thing")
        m = _NEXT.match(self.plain, end, window)
        if not m or m["thing"].split()[0].lower() in numbers.NO_THING:
            return unit, ""
        words = m["thing"].split()
        two = len(words) == 2 and not words[0].endswith("s")
        return unit, self._slice(m.start("thing"), m.start("thing") + len(m["thing"] if two else words[0]))

    def _original(self, m: re.Match[str], group: str) -> str:
        return self._slice(*m.span(group))

    def _slice(self, start: int, end: int) -> str:
        start, end = self.here.span(start, end)
        return self.here.original[start:end]

    def _hedge(self, start: int, end: int) -> str:
        before = self.plain[max(0, start - 30) : start].removesuffix("$")
        said = next((name for name, form in _HEDGE if form.search(before)), "")
        return said or ("at-least" if _OR_MORE.match(self.plain, end, end + 24) else "")

    def _counts(self, read: _Read, unit: str, thing: str, hedge: str, *, written: bool) -> bool:
        """Tell a count from a label, a year and a number that stands alone."""
        if unit == "people":
            return not self._year(read) or not self._labelled(read.start)
        if read.hedge == "vague":
            return bool(thing)
        if self._labelled(read.start) or self._year(read) or (written and not (read.sure or thing.endswith("s"))):
            return False
        return read.sure or bool(thing) or bool(hedge)

    def _year(self, read: _Read) -> bool:
        return read.end - read.start == 4 and 1900 <= read.low <= 2100 and self.plain[read.start : read.end].isdigit()

    def _labelled(self, start: int) -> bool:
        return bool(_LABEL.search(self.plain, max(0, start - 16), start))

    def _quotes_near(self, start: int) -> list[tuple[int, int]]:
        i = bisect_right(self.quotes, (start, 0))
        return self.quotes[max(0, i - 1) : i + 1]

    def _sentence(self, start: int) -> tuple[int, int]:
        i = bisect_right(self.ends, start)
        begin = self.ends[i - 1] if i else 0
        return max(begin, start - 300), min(self.ends[i] if i < len(self.ends) else len(self.plain), start + 300)

    def _speaker(self, start: int) -> str:
        """The only one who is said to say so in this sentence; two speakers are for a person to tell apart."""
        begin, end = self._sentence(start)
        said = {self._original(m, "who").strip() for form in _BY for m in form.finditer(self.plain, begin, end)}
        return said.pop() if len(said) == 1 else ""

    def _grows(self, start: int, end: int) -> bool:
        return bool(_GROWTH.search(self.plain, max(0, start - 40), end + 20))


_GROWTH = pattern(
    r"(?<!\w)(?:increas|ris|rose|grow|grew|up by|more than doubled|زياد|ارتفا|ارتفع|зрост|зросл|вырос|рост|hausse|augment|subi|aument)\w{0,6}",
    _I,
)


def _tidy(value: float) -> float:
    """Whole numbers without a dot in JSON; the rest without the noise of binary fractions."""
    value = round(value, 6)
    return int(value) if value == int(value) else value


def _own_flags(figure: Figure, unclear: str, grows: bool) -> tuple[Flag, ...]:
    flags = []
    if figure.unit == "percent" and figure.high > 100 and not grows:
        flags.append(
            Flag(
                code="share-above-hundred",
                why=f"{_n(figure.high)} % is more than the whole, and no growth is spoken of.",
            )
        )
    if figure.unit == "percent" and not figure.thing:
        flags.append(
            Flag(code="share-without-base", why=f"{_n(figure.low)} % of what? The text beside it does not say.")
        )
    if unclear:
        flags.append(Flag(code="unclear-separator", why=unclear + "."))
    return tuple(flags)


def crowding(people: Figure, area: Figure) -> tuple[float, Bound]:
    """
    Say how crowded people would stand on an area.

    Args:
        people: Unit ``people``; the low end is taken.
        area: Unit ``m2`` or ``km2``; the high end is taken, so that only what cannot be is called impossible.

    Returns:
        People per square metre, and the bound of `CROWDING` that it falls under.
        An area of nothing is called impossible.
    """
    metres = area.high * (1e6 if area.unit == "km2" else 1)
    density = people.low / metres if metres else float("inf")
    return density, next(bound for bound in CROWDING if density <= bound.per_m2)


def _with_crowding(found: list[Figure], text: str) -> tuple[Figure, ...]:
    """Set each area beside the nearest people of its neighbourhood."""
    for i, area in enumerate(found):
        if area.unit not in ("m2", "km2"):
            continue
        near = [
            j
            for j in range(max(0, i - 3), min(len(found), i + 4))
            if found[j].unit == "people" and _gap(found[j], area) <= 90
        ]
        near = [j for j in near if "\n" not in text[min(found[j].end, area.end) : max(found[j].start, area.start)]]
        if not near:
            continue
        j = min(near, key=lambda k: _gap(found[k], area))
        density, bound = crowding(found[j], area)
        if bound.word == "impossible":
            flag = Flag(code="crowding", why=_crowding_words(found[j], area, density))
            found[i] = replace(area, flags=(*area.flags, flag))
            found[j] = replace(found[j], flags=(*found[j].flags, flag))
    return tuple(found)


def _gap(left: Figure, right: Figure) -> int:
    return max(left.start, right.start) - min(left.end, right.end)


def _crowding_words(people: Figure, area: Figure, density: float) -> str:
    sign = "m²" if area.unit == "m2" else "km²"
    said = f"{_n(people.low)} people in {_n(area.high)} {sign} is {_n(round(density))} per m²"
    # A metre for a kilometre is the slip that is seen most; it is asked about only when it would make sense of it.
    return said + (
        "; is km² meant?"
        if area.unit == "m2" and density / 1e6 <= CROWDING[0].per_m2
        else "; that many cannot stand there."
    )


def _n(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:,.2f}".rstrip("0")
