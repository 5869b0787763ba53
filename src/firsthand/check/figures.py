# ruff: noqa: E501, SIM905 - a pattern reads worse when it is broken in the middle, and words need no quotes between them
"""
Numbers that are said about an event: what was said, of what, how sure, by whom.

Theory: the text is made plain (`check/mapped.py`), dates, phone numbers, coordinates and house numbers are put aside
(`check/spans.py`), and `check/amounts.py` reads what numbers are left. What stands beside a number gives its unit, its
thing and its hedge, and tells a count from a name ("gate 12"), an age, an hour, a calibre. `check/attribution.py` says
who says so, `check/plausible.py` why to look again.

A figure is never corrected. A person writes [sic] or asks.

Three modules stand below this one: `check/around.py` looks beside a number, `check/naming.py` tells numbers that name from
those that count, `check/things.py` finds what is counted.

Known ugliness: a thing is the next noun as far as a table or the next word tells; a bare number with nothing beside it
is left out unless its clause says that a total follows or the text has begun to count (`check/bare.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.check import numbers
from firsthand.check.amounts import Amount, Amounts, tokens
from firsthand.check.around import (
    AMONGST,
    HELD,
    MORE_WORD,
    NO_THING,
    PLAYING,
    SAYING,
    TIME_WORD,
    UNIT_WORD,
    WEATHERED,
    counts_something,
    is_people,
)
from firsthand.check.bare import NOTHING_COUNTED, Said, bare, told_age
from firsthand.check.beside import alternatives, last_words
from firsthand.check.gates import WORD, keys
from firsthand.check.mapped import Mapped, mapped, pattern, plain_letters
from firsthand.check.naming import SINCE, TIME_CUE, harm_before
from firsthand.check.plausible import Unclear, plausible
from firsthand.check.spans import DATES, contact_spans
from firsthand.check.things import TIME_UNIT, Things
from firsthand.model.figure import Figure

_I = re.IGNORECASE
PIECE = 20_000
"""Longer texts are read in pieces of about so many characters, cut where a line ends or a word does."""
_HALVES = re.compile(r"50[-/]50|24/7")
_SIC = re.compile(r"[\"”»]? ?[\[(]sic!?[\])]", _I)
_MONEY = re.compile(r"[$€£₴₽₺] ?$|(?<!\w)(?:USD|EUR|GBP|UAH|US\$|RUB) ?$")
_ZERO_AT = frozenset("below under sub ground patient from to at near above с до от ниже выше від з нижче вище під под bajo desde a de sobre sous à par تحت من الى فوق".split())
_ZERO_NAMES = (" hour", " tolerance", " point", " ground", "-hour", " tolerancia", " tolérance")
_SIGN_WORDS = frozenset("minus moins menos мінус минус ناقص плюс".split())
_NOT_SIGNED = frozenset("au al à lo les las du el ni ou o mas plus heure heures heura horas hora y et pas no una un".split()) | frozenset("une deux trois quatre cinq six sept huit neuf dix onze douze dos tres cuatro cinco seis siete ocho nueve diez once doce".split())
_SPEED = re.compile(r" ?(?:km/h|kmh|км/ч|км/год|كم/س|m/s|м/с|mph)(?!\w)")
_MONEY_ENDS = frozenset("$€£₴₽₺DRPH")
_PLUS = re.compile(r"\+(?!\d)")
_YEARS = pattern(r"(?:1[89]|20)\d\d ?(?:-|to|and|until|till|до|по|и|і|та|و|الى|à|a|et|y|hasta) ?(?:1[89]|20)\d\d", _I)
_MEASURED = frozenset(("m", "km", "mi", "m2", "km2", "ha", "kg", "t", "l", "°C"))
_UNIT_JOINT = re.compile(r" (?:of|de) | d'", _I)
_LETTER_M = re.compile(r" ?m(?= ?[€$£]| d'euros| de (?:euros|dollars|dolares))|m(?!\w|²)", _I)
_SIGN = re.compile(r" ?[€$£]| d[e'] ?(?:euros|doll?a)")
_PART_OF = pattern(rf"(?<!\w)(?:{numbers.PART_OF}) $", _I)
_AMONG = pattern(rf"(?<!\w)(?:{numbers.AMONG}) $", _I)
_NO_ELLIPSIS = frozenset(plain_letters(word).lower() for word in numbers.NO_ELLIPSIS.split("|"))
_CLAUSE_END = re.compile(r"[\"”»]?(?: ?[.,;!?؟،)]| ?$|\n)")
_AMONG_END = re.compile(r"[\"”»]?(?: ?[.,;!?؟،)]| ?$|\n| [^\W\d_]{1,4}(?!\w))")
_NOUN_BEFORE = pattern(rf"(?<!\w)(?:{numbers.NOUN_BEFORE}) $", _I)
_MINES = pattern(rf"(?<!\w)(?:{numbers.MINES})(?!\w)[^.!?\n]{{0,30}}$", _I)
_SIGNED = pattern(r"(?<!\w)(?:(?P<minus>minus|moins|menos|мінус|минус|ناقص)|плюс|plus|زائد) $", _I)
_FROST = pattern(r" (?:морозу|мороза|(?P<below>below zero|under zero|تحت الصفر|bajo cero|sous zéro|нижче нуля|ниже нуля))(?!\w)", _I)
_BELOW = pattern(r" (?:below zero|under zero|تحت الصفر|bajo cero|sous zéro|au-dessous de zéro|нижче нуля|ниже нуля)(?!\w)", _I)
_APART = frozenset(("mi", "ha", "cm", "g", "m3"))
"""Units whose word is the thing counted, and stands outside the span: only the common signs belong to the number."""
_COMMON_MONEY = pattern(r"(?:[$€£₴₽₺]|usd|eur|bucks|баксов|баксів|бакса|бакси|dollars?|euros?|dólar(?:es)?|dolares|долар\w{0,3}|доллар\w{0,3}|євро|евро|دولار\w{0,3}|يورو)$", _I)
_APART_TIMES = frozenset(("second", "night"))
_WEATHER = pattern(rf"(?<!\w)(?:{numbers.WEATHER})(?!\w)", _I)
_TURNED = pattern(r"(?<!\w)(тисяч[іу]?|тысяч[иу]?|тыщ[иу]?|тищ[іу]?|сотень|сотен|сотні|сотни|мільйонів|миллионов|мільйони|миллиона|десятків|десятков|десятка|десятки) (?P<joint>(?:зо|за|з|із|с|под|під|на|так|мабуть|наверное|может|може) )?$", _I)
"""In uk and ru a multiplier before its number makes it a rough one: "тисяч зо три"."""
_AND_SOME = pattern(r"-odd(?!\w)|-something(?!\w)| y (?:pico|tant[oa]s|algo)(?!\w)| et quelques(?!\w)| с (?:лишним|гаком|чем-то|небольшим)(?!\w)| [зіи]з? (?:гаком|лишком|чимось|лишнім|хвостиком)(?!\w)| ?ونيف| وشوي[ةه]?| وكسور", _I)
"""A little more than the number, between it and its noun: "treinta y tantos heridos"."""
_AN_HOUR = re.compile(r" an (?:hour|acre|adult|inch|evening|afternoon)(?!\w)")
_PERSON_PAIR = pattern("قتيل|جريح|شهيد|طفل|شخص|امر[أا]ت|شاب|مصاب|مواطن|جندي|سيدت|ولد|بنت|رجل|رضيع|عائل|عيل|[أا]سر|ممرض|طبيب|معلم|سائق|لاجئ|نازح|معتقل|[أا]خوين|جار|صديق")
_ORDINAL_AFTER = pattern(r" (?:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят|перш|друг|четверт|п'ят|шост|сьом|восьм|дев'ят|десят)(?:ый|ий|ой|ая|ья|ое|ье|ые|ьи|ого|ьего|ього|ому|ьему|ьому|ую|ью|ом|ем|им|ым|ої|ьої|ою|а|я|е|у|і|их|ых)(?!\w)", _I)
_HAS_YEARS = frozenset("tiene tengo tenia cumplio cumple cumplia cumplira".split())
_ORDINALS_AR = frozenset(plain_letters("الحادي الحادية الثاني الثانية الثالث الثالثة الرابع الرابعة الخامس الخامسة السادس السادسة السابع السابعة الثامن الثامنة التاسع التاسعة").split())
_AND_A_HALF = pattern(r" (?:y medi[oa]|et demie?|and a half|с половиной|з половиною|і пів|ونصف?(?: ال(?:ساعة|متر|سنة|كيلومتر|يوم|شهر|لتر|طن))?)(?!\w)", _I)
_VERB_AHEAD = pattern(
    r" (?:have|has|had|are|were|is|was|let|sent|kept|held|saved|got|made|came|went|left|lived|live|survived|reached|remain\w{0,2}|stayed|died|will|can|could|may|might|do|did|still|never|only|now|turned|returned|crossed|answered|fled|burn\w{0,2}|drowned|walked|swam|ran|fell|escaped|arrived|work|run|stand|stood|opened|closed|told|passed|failed|to go|so far"
    r"|siguen?|quedan?|quedaron|volvieron|llegaron|pasaron|murieron|salieron|entraron|sobrevivieron|cayeron|están|son|eran|fueron|han|ya|todavía|no|admitid\w{1,2}"
    r"|ont|sont|étaient|avaient|restent|manquent|tiennent|vivent|arrivent|survivent|marchent|n'ont|ne|n'|encore|seulement|sans"
    r"|ще|ещё|еще|уже|вже|не|живы|живі|остал\w{1,3}|залишил\w{1,3}|лишил\w{1,3}|пропал\w|зникл\w|вернул\w{1,3}|повернул\w{1,3}|дошл\w|дійшл\w|доехал\w|доїхал\w"
    r"|ما|لا|لم|لسا|لسه|رجعوا|وصلوا|ماتوا|طلعوا|عادوا|نجوا|بقوا)(?!\w)", _I)
"""Behind a number that goes on counting what the figure before it counted: "of 212 detained, 187 have been released"."""
_FRESH = re.compile(r"(?:^|\s)[-+]$")


def figures(text: str) -> tuple[Figure, ...]:
    """
    Find the numbers that a text claims.

    Args:
        text: Verbatim, in any of the six languages or a mixture.

    Returns:
        In the order of the text, with flags. Ages, dates, hours, phone and house numbers, calibres and verses are left
        out. A text without a digit and without a number word costs one look at each word.
    """
    here = mapped(text)
    found: list[Figure] = []
    unclear: list[Unclear] = []
    for begin, end in pieces(here.plain):
        plain = here.plain[begin:end]
        got, doubts = _figures(here, plain, begin)
        found += got
        unclear += doubts
    return plausible(found, here, unclear)


def pieces(plain: str) -> Iterator[tuple[int, int]]:
    """Cut a long text where a line ends, else where a word does; a short one stays whole."""
    at = 0
    while len(plain) - at > PIECE:
        cut = (
            plain.rfind("\n", at + PIECE // 2, at + PIECE) + 1
            or plain.rfind(" ", at + PIECE // 2, at + PIECE) + 1
            or at + PIECE
        )
        yield at, cut
        at = cut
    yield at, len(plain)


def _figures(here: Mapped, plain: str, offset: int) -> tuple[list[Figure], list[Unclear]]:
    digits = _DIGIT.search(plain) is not None
    if not digits and not any(map(counts_something, WORD.findall(plain))):
        return [], []
    blanked = _LINKS.sub(lambda m: "\n" * len(m[0]), plain) if "://" in plain else plain
    if digits and _DATE_MARK.search(blanked):
        blanked = DATES.sub(lambda m: "\n" * len(m[0]), blanked)
    if digits:
        blanked = _blanked(blanked, contact_spans(blanked))
    if HELD.of(plain) & SAYING:
        blanked = _without_sayings(blanked)
    if digits and _HALVES.search(blanked):
        blanked = _HALVES.sub(lambda m: "\n" * len(m[0]), blanked)
    cut = tokens(blanked)
    around = _Surroundings(here, plain, blanked, cut, offset)
    found: list[Figure] = []
    unclear: list[Unclear] = []
    for amount in Amounts(blanked, cut):
        if found and around.here.span(offset + amount.start, offset + amount.end)[0] < found[-1].end:
            continue  # "pour cent": a unit that is itself a number
        if figure := around.figure(amount):
            found.append(figure)
            if amount.unclear and figure.unit != "percent":
                unclear.append(Unclear(figure.start, amount.unclear))
    return found, unclear

_DIGIT = re.compile("[0-9]")
_LINKS = re.compile(r"https?://[^\s<>\"]{1,2000}")
_DATE_MARK = re.compile(r"\d ?[-./:h] ?\d")
_WORDS_AND_PARTS = re.compile(r"(?=((?<![^\W\d_])[^\W\d_]+(?:'[^\W\d_]+)*))[^\W\d_]+")


def _sayings() -> tuple[dict[str, re.Pattern[str]], tuple[tuple[str, re.Pattern[str]], ...]]:
    """The sayings by the word that each of them must hold, and by the beginning of one."""
    rows: dict[tuple[str, bool], dict[str, None]] = {}
    for row in alternatives(numbers.IDIOMS):
        for key in keys(row):
            rows.setdefault(key, {})[row] = None
    forms = {key: pattern(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)", _I) for key, found in rows.items()}
    whole = {word: form for (word, begun), form in forms.items() if not begun}
    return whole, tuple((word, form) for (word, begun), form in forms.items() if begun)


def _without_sayings(plain: str) -> str:
    """Put sayings aside; only those are looked for whose longest word is there."""
    lower = plain.lower()
    forms = [_SAYINGS[0][word] for word in dict.fromkeys(_WORDS_AND_PARTS.findall(lower)) if word in _SAYINGS[0]]
    for form in (*forms, *(form for begun, form in _SAYINGS[1] if begun in lower)):
        if form.search(plain):
            plain = form.sub(lambda m: "\n" * len(m[0]), plain)
    return plain


def _blanked(plain: str, spans: Iterator[tuple[int, int]]) -> str:
    parts, last = [], 0
    taken = sorted(spans)
    if not taken:
        return plain
    for start, end in taken:
        parts += [plain[last:start], "\n" * (end - start)]
        last = end
    return "".join([*parts, plain[last:]])

_SAYINGS = _sayings()
_NUMBER_OF = frozenset("is are was were at to by of up only reached with nearly almost about full charged على الى بنسبة نسبة до на à a al es está est sont son del de".split())
_AGE_TOO = frozenset("under over below above".split())
_PLURAL = ("s", "x", "z", "'")
_NOT_A_STATE = frozenset("open closed late noon midnight sharp empty free full now here there again off out over".split())
_NO_PLURAL = frozenset(
    "aircraft sheep cattle fish staff personnel police feet teeth mice geese oxen livestock poultry ft lb lbs oz yd mw kw horsepower metric cubic litre liter litro bags media data "
    "men women children people dead wounded missing displaced killed injured ill sick homeless more other others".split()
)
_NOUNS_IN_YA = frozenset("يتيم يتيما يخت يورو ياردة يارده يافطة".split())
_CYRILLIC_VERB = re.compile(r"(?:ить|ять|ють|уть|ает|яет|ует|ают|яют|уют|ится|ется|тся|ться|лся|лась|лись)$")
_ADVERBS = frozenset("вслух вголос тихо опять снова знову теж тоже больше більше зачинена закрыта зачинено закрыто горит горить держит молчит".split())
_IN_TWO_WORDS = frozenset(plain_letters(w) for w in "words mots palabras словах слова minds".split())
_IN = frozenset("in en в у".split())
_NAMING = pattern(
    r"(?<!\w)(?:district|sector|platoon|brigade|battalion|division|школа|школу|бригада|батальйон|батальон|article|resolution|page|psalm|day) ?$",
    _I,
)
_WAYS = pattern(
    r"(?<!\w)(?:of|or|in|the|these|those|every|all|which|any|ours|last|next|first|those|them|ці|эти|ces|estos|هذان|هاتان) $",
    _I,
)


def _tidy(value: float) -> float:
    """Whole numbers without a dot in JSON; the rest without the noise of binary fractions."""
    value = round(value, 6)
    return int(value) if value == int(value) else value


class _Surroundings(Things):
    """Completes a number to a figure."""

    def figure(self, amount: Amount) -> Figure | None:
        """Complete a number; None when it counts nothing (an age, a year, a label, a number alone)."""
        plain = self.plain
        if amount.kind == "digits" and self._in_a_row(amount):
            return None
        before = plain[max(0, amount.start - 90) : amount.start]
        after = plain[amount.end : amount.end + 60]
        low, high, start, end = amount.low, amount.high, amount.start, amount.end
        if "а" <= before[-2:-1] <= "ґ" and 0 < high < 100 and (turned := _TURNED.search(before, max(0, len(before) - 26))):
            scale = {"т": 1e3, "м": 1e6, "с": 1e2, "д": 10.0}[turned[1][0].lower()]
            low, high, amount = low * scale, high * scale, amount._replace(sure=True)
            if not turned["joint"] and amount.kind == "words":
                start = amount.start - (len(before) - turned.start())
        if low < 0 or (amount.sure and _YEARS.fullmatch(plain, start, end) and not self._people_after(amount.last + 1)):
            return None
        words = last_words(before)
        behind = self._next(end)
        if self._of_the_clock(amount, words, after):
            return None
        if amount.kind == "digits" and self._named(amount, before, after, words, behind):
            return None
        if amount.kind == "words" and (
            (amount.high >= 20 and _ORDINAL_AFTER.match(after))
            or (amount.high == 10 and words[-1:] and words[-1].lstrip("وبل") in _ORDINALS_AR)
            or (self._holds & PLAYING and self._score_in_words(amount))
            or (amount.low == amount.high and amount.low >= 100 and after.startswith(" ال") and "ء" <= plain[amount.start] <= "ي")
        ):
            return None
        if not high and amount.kind == "words" and ((words[-1:] and words[-1] in _ZERO_AT) or after.startswith(_ZERO_NAMES) or after[:1] == "-" or before[-1:] == "-"):
            return None
        if amount.kind == "words" and (self._capital_name(amount, before, after) or (low == 1 == high and not self._one_harmed(amount))):
            return None
        money = _MONEY.search(before[-5:]) if amount.kind == "digits" and before[-2:].strip()[-1:] in _MONEY_ENDS else None
        if money:
            start -= len(before[-5:]) - money.start()
        if (
            amount.kind in ("digits", "words")
            and not amount.sure
            and (letter := _LETTER_M.match(after))
            and (money or _SIGN.match(after, letter.end()) or self._people_after(amount.last + 1))
        ):
            low, high, end, amount = (
                low * 1e6,
                high * 1e6,
                end + letter.end(),
                amount._replace(sure=True, last=amount.last + 1),
            )
        if plus := (_PLUS.match(plain, end) if plain[end : end + 1] == "+" else None):
            amount, end = amount._replace(hedge="at-least", last=amount.last + 1), end + 1
        if end != amount.end:
            behind = self._next(end)
        if behind & MORE_WORD and (more := _AND_SOME.match(plain, end, end + 24)):
            passed = sum(1 for token in self.tokens[amount.last + 1 : amount.last + 5] if token.start < more.end())
            amount = amount._replace(hedge=amount.hedge or "about", last=amount.last + passed, sure=True)
        unit, stop = ("percent", end) if amount.kind == "part" else self._unit(end) if behind & UNIT_WORD else ("count", end)
        joint, stated = None, end
        if unit == "count" and (amount.sure or amount.kind == "vague"):
            joint = _UNIT_JOINT.match(plain, end)  # "3 millones de euros", "hundreds of metres"
        if joint and (further := self._unit(joint.end()))[0] not in ("count", "percent"):
            (unit, stop), stated = further, joint.end()
        if unit != "percent" and unit != "money" and stop > end and (half := _AND_A_HALF.match(plain, stop)):
            low, high, stop = low + 0.5, high + 0.5, half.end()
        if unit == "°C" and (fresh := _FRESH.search(before[-2:])):
            start -= 1
            low, high = (-high, -low) if fresh[0][-1] == "-" else (low, high)
        elif (unit == "°C" or (unit == "count" and amount.kind in ("digits", "words") and high < 100 and self._of_heat(amount, before, after, words))) and (sign := _SIGNED.search(before)):
            unit = "°C"
            start -= len(sign[0])
            if sign["minus"]:
                low, high = -high, -low
        if unit == "°C" and (m := _FROST.match(plain, stop, stop + 24)):
            low, high = (-high, -low) if low > 0 else (low, high)
            if m["below"]:
                stop = m.end()
        if money:
            unit, stop = "money", end
            currency = money[0].strip()
        thing = ""
        if unit == "money":
            thing = currency if money else self._slice(self._skip(stated), stop)
            if not money and not _COMMON_MONEY.match(plain_letters(thing)):
                stop = end
        elif unit == "percent":
            thing = self._whole(amount, stop)
        elif unit in _APART:
            thing, stop = self._slice(self._skip(stated), stop), end
        elif unit == "count" and amount.kind == "digits" and before[-1:] in ("-", "+") and self._holds & WEATHERED and (sign := _FRESH.search(before[-2:])) and _WEATHER.search(self.plain, max(0, start - 60), end + 40):
            unit, start = "°C", start - 1
            if sign[0][-1] == "-":
                low, high = -high, -low
        elif unit == "count" and behind & MORE_WORD and (m := _BELOW.match(plain, end, end + 40)):
            unit, low, high, stop = "°C", -abs(high), -abs(low), m.end()
        elif unit == "count":
            length = TIME_UNIT.match(plain, end, end + 24) if behind & TIME_WORD else None
            if length and length[0].strip() == "an" and _AN_HOUR.match(plain, end):
                length = None
            if joint and not length:
                length = TIME_UNIT.match(plain, joint.end(), joint.end() + 24)
            if amount.kind == "measure":
                unit = self._own_unit(amount)
                if unit not in _MEASURED:
                    if (
                        SINCE.match(after)
                        or self._since(before, words)
                        or (unit == "year" and not TIME_CUE.find(words)[0])
                    ):
                        return None
                    unit, thing = "duration", self._slice(start, end)
            elif length and amount.kind != "pair" and not (length["minute"] == "мин" and _MINES.search(before)):
                if not self._lasting(length, before, words, plain[length.end() : length.end() + 40], low):
                    return None
                unit, stop, thing = "duration", length.end(), length[0].strip(" -")
                thing = self._slice(length.end() - len(thing), length.end())
                if length.lastgroup in _APART_TIMES:
                    stop = end
            elif amount.kind == "pair":
                unit, thing = (
                    "people"
                    if is_people(self.tokens[amount.first].word) or _PERSON_PAIR.search(self.tokens[amount.first].word)
                    else "count",
                    self._slice(start, end),
                )
            else:
                unit, thing = self._thing(amount, before, words)
                if "/" in after[:7] and (speed := _SPEED.match(plain, end)):
                    thing = speed[0].strip()
                cyrillic = "а" <= before[-2:-1] <= "ґ"
                if cyrillic and (noun := _NOUN_BEFORE.search(before, before.rfind(" ", 0, before.rfind(" ", 0, len(before) - 1)) + 1)) and (not thing or (amount.kind == "words" and not noun["counted"])):
                    unit, thing = self._apart(noun, amount.start - len(before))
        if unit == "duration" and stop > end and (half := _AND_A_HALF.match(plain, stop)):
            low, high, stop = low + 0.5, high + 0.5, half.end()
        hedge = amount.hedge or self._hedge(start, stop, words if start == amount.start else None) or ("vague" if amount.kind == "vague" else "")
        if amount.kind == "vague":
            hedge = "vague"
        if unit in ("count", "people") and amount.high < 110 and not self._people_after(amount.last + 1) and told_age(before, words) and _CLAUSE_END.match(after):
            return None
        if unit == "count" and not thing and words[-1:] and words[-1] in _HAS_YEARS and amount.high < 110:
            return None  # "tiene cuarenta y pico"
        if not self._counts(amount, unit, thing, hedge, before, after, words):
            if unit not in ("count", "people") or amount.kind in ("part", "measure", "pair") or self._labelled(words):
                return None
            alone = "" if (thing and unit == "people") else thing
            if alone and not self._no_noun(amount, alone) and not (amount.kind == "digits" and self._said and _VERB_AHEAD.match(after)):
                return None
            unit, thing = bare(amount, self.tokens, before, after, words, hedge, self._said), ""
            if not unit:
                return None
        stop = max(stop, end) - (plus is not None and stop <= end)
        return self._made(amount, low, high, unit, thing, hedge, start, stop)

    def _made(
        self, amount: Amount, low: float, high: float, unit: str, thing: str, hedge: str, start: int, stop: int
    ) -> Figure:
        if unit in ("count", "people", "money"):
            self._counted = (stop, high)
        self._said.append(Said(low, high, unit, stop))
        first, last = self.here.span(self.offset + start, self.offset + stop)
        return Figure(
            start=first, end=last, text=self.here.original[first:last], low=_tidy(low), high=_tidy(high), unit=unit,
            thing=thing, hedge=hedge, quoted=self._in_quotes(start, stop), sic=self._sic and bool(_SIC.match(self.plain, stop, stop + 12)),
            attributed_to=self._speaker(start),
        )  # fmt: skip

    def _of_heat(self, amount: Amount, before: str, after: str, words: list[str]) -> bool:
        """Take "minus eleven in here", "в комнате плюс шесть" for degrees; "cinq heures moins dix" and "al menos doce" are none."""
        if not words or words[-1] not in _SIGN_WORDS or self._people_after(amount.last + 1):
            return False
        if words[-1] in ("minus", "мінус", "минус", "ناقص"):
            return not before.rstrip()[: -len(words[-1])].rstrip()[-1:].isdigit() and (bool(_CLAUSE_END.match(after)) or bool(NOTHING_COUNTED.match(after)) or bool(self._holds & WEATHERED))
        if words[-1] == "плюс":
            return bool(_CLAUSE_END.match(after)) and not before.rstrip()[:-4].rstrip()[-1:].isdigit()
        return bool(self._holds & WEATHERED) and words[-2:-1] != [] and words[-2] not in _NOT_SIGNED

    def _understood(self, amount: Amount, before: str, after: str) -> bool:
        """Say whether a bare number takes its thing from the figure before: "4 trucks out of 60", "dont 41", "they say 80"."""
        if self._counted is None or amount.kind not in ("digits", "words") or amount.low < 2 or not amount.first:
            return False
        last, high = self._counted
        if self._sentence(last - 1) != self._sentence(amount.start):
            return False
        if self._holds & AMONGST and _AMONG.search(before[-30:]):
            return amount.high <= high and bool(_AMONG_END.match(after))
        if not _CLAUSE_END.match(after):
            return False
        if _PART_OF.search(before[-16:]):
            gap = self.plain[last : amount.start]
            return high < amount.low and len(gap) < 40 and "," not in gap and "،" not in gap
        word = self.tokens[amount.first - 1]
        spelt = self.plain[word.start : word.end]
        return (
            spelt == word.word
            and spelt[0].isalpha()
            and word.word not in _NO_ELLIPSIS
            and self.plain[word.end : amount.start] == " "
        )

    def _counts(self, amount: Amount, unit: str, thing: str, hedge: str, before: str, after: str, words: list[str]) -> bool:
        """Tell a count from a label, a name and a number that stands alone."""
        plain_enough = not amount.sure or bool(amount.unclear) or (amount.high < 1000 and unit == "count" and (amount.low < amount.high or amount.kind == "words"))
        labelled = plain_enough and self._labelled(words)
        if unit == "percent" and amount.low == 100 == amount.high and not thing and _CLAUSE_END.match(after.lstrip(" %")):
            return not words or words[-1] in _NUMBER_OF  # "we ran 100%" is a way of speaking
        if unit in ("percent", "money"):
            return True
        if unit in _MEASURED:
            return not (labelled and not after.strip())
        if unit == "duration":
            return not labelled
        if unit == "people":
            if labelled and not self._people_after(amount.last + 1, close=True):
                return False
            return not (labelled and _NAMING.search(before))
        if labelled:
            return False
        if amount.kind in ("vague", "part"):
            return (
                amount.sure
                or bool(thing)
                or bool(re.match(r" (?:of|de|were|are|fled|have|had|died|gathered)(?!\w)", after))
                or amount.low >= 2000
            )
        if amount.kind == "digits" and not amount.sure and unit == "count" and thing and not self._like_a_thing(amount, thing, words, hedge, before):
            return self._understood(amount, before, after) or bool(harm_before(words)[0])
        if amount.kind == "words" and not amount.sure:
            if not thing:
                return self._understood(amount, before, after)
            if amount.low == 2 and plain_letters(thing).lower() in _IN_TWO_WORDS and words[-1:] and words[-1] in _IN:
                return False
            return bool(thing) and (amount.low != 1) and not self._between_words(amount)
        return amount.sure or bool(thing) or (bool(hedge) and amount.low > (99 if words[-1:] and words[-1] in _AGE_TOO else 12)) or self._understood(amount, before, after)

    def _like_a_thing(self, amount: Amount, thing: str, words: list[str], hedge: str, before: str) -> bool:
        """Say whether what stands behind bare digits can be counted: a plural where a language marks it, and no verb."""
        word = plain_letters(thing).lower()
        first = word.split(" ")[0]
        if amount.low != round(amount.low) and words and self._capital_before(amount.start):
            return False  # "Signal 7.1 works"
        if first[0] <= "z" and first.isascii():
            if first in _NO_PLURAL or word.endswith(_PLURAL) or amount.low <= 1 or hedge:
                return True
            if first.endswith(("ed", "nt")) and self._counted:
                return True  # "3,417 houses destroyed, 64 burnt"
            if before.endswith((", ", ": ")) and _CLAUSE_END.match(self.plain, self._end_of(first, amount)) and not self._holds & PLAYING:
                return first not in _NOT_A_STATE  # "Hospital: 34 admitted, 9 critical"
            at = next((k for k in range(amount.last + 1, min(amount.last + 4, len(self.tokens))) if self.tokens[k].word == first), -1)
            if at < 0:
                return True  # it stands before the number
            following = [token.word for token in self.tokens[at + 1 : at + 4]]
            return any(one.endswith(_PLURAL) and one not in NO_THING for one in following) or any(
                is_people(one) for one in following[:1]
            )
        if "ء" <= first[0] <= "ي":
            return not (first[0] == "ي" and len(first) > 3 and first not in _NOUNS_IN_YA)
        return not (_CYRILLIC_VERB.search(first) or first in _ADVERBS)

    def _end_of(self, word: str, amount: Amount) -> int:
        """Where a word that stands close behind a number ends; the number's own end when it does not."""
        return next((token.end for token in self.tokens[amount.last + 1 : amount.last + 3] if token.word == word), amount.end)

    def _no_noun(self, amount: Amount, thing: str) -> bool:
        """Say whether what was taken for a thing is an adverb, a verb or the end of a saying, as the rules of `_like_a_thing` tell."""
        word = plain_letters(thing).lower().split(" ")[0]
        return bool(_CYRILLIC_VERB.search(word)) or word in _ADVERBS

    def _capital_before(self, start: int) -> bool:
        before = self.plain[max(0, start - 24) : start].split(" ")
        return len(before) > 1 and before[-1] == "" and before[-2][:1].isupper()

    def _between_words(self, amount: Amount) -> bool:
        before = self.plain[max(0, amount.start - 24) : amount.start]
        return bool(_WAYS.search(before)) and not (self._said and before.endswith((" out of ", " из ", " з ")))
