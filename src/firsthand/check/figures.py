# ruff: noqa: E501, SIM905 - a pattern reads worse when it is broken in the middle, and words need no quotes between them
"""
Numbers that are said about an event: what was said, of what, how sure, by whom.

Theory: the text is made plain (`check/mapped.py`), dates, phone numbers, coordinates and house numbers are put aside
(`check/spans.py`), and `check/amounts.py` reads what numbers are left. What stands beside a number gives its unit, its
thing and its hedge, and tells a count from a name ("gate 12"), an age, an hour, a calibre. `check/attribution.py` says
who says so, `check/plausible.py` why to look again.

A figure is never corrected. A person writes [sic] or asks.

Known ugliness: a thing is the next noun as far as a table or the next word tells; a bare number with nothing beside it
is left out unless its clause says that a total follows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from firsthand.check import numbers
from firsthand.check.amounts import Amount, Amounts, Token, part_of, tokens
from firsthand.check.attribution import CHAIN, Speaker, attributed, speakers
from firsthand.check.bare import NOTHING_COUNTED, Said, bare
from firsthand.check.beside import Ending, alternatives, last_words
from firsthand.check.gates import WORD, Gates, keys
from firsthand.check.mapped import Mapped, mapped, pattern, plain_letters
from firsthand.check.plausible import Unclear, plausible
from firsthand.check.spans import DATES, contact_spans
from firsthand.model.figure import Figure

_I = re.IGNORECASE
PIECE = 20_000
"""Longer texts are read in pieces of about so many characters, cut where a line ends or a word does."""

_UNIT = tuple((name, pattern(rf"[\"”»]? ?-?(?:{words})", _I)) for name, words in numbers.UNITS)
_TIME_UNIT = pattern(rf" ?-?(?:{numbers.LENGTHS_OF_TIME})", _I)
_TIME_CUE = Ending((("lasting", numbers.DURATION_CUE),), "the les los last past only nearly almost")
_SINCE = pattern(rf"[^.!?\n]{{0,16}}?(?<!\w)(?:{numbers.SINCE})(?!\w)", _I)
_LASTING_SINCE = pattern(
    r"[^\W\d_] (?:depuis|desde hace|منذ)(?: (?:نحو|حوالي|أكثر من|plus de|près de|presque|más de|casi|unos))? $", _I
)
_SINCE_BEFORE = Ending(
    (("since", numbers.SINCE_BEFORE),),
    "about around nearly almost over unos casi نحو حوالي майже около почти понад более environ",
)
_LABEL = Ending((("label", numbers.LABELS),), "no. no number رقم n° n. : # №")
_YEAR_BEFORE = Ending((("year", numbers.YEAR_BEFORE),))
_MONTH_BESIDE = pattern(rf"(?:{numbers.MONTHS})(?!\w)", _I)
_MONTH_AFTER = pattern(rf"(?:st|nd|rd|th|er)?(?: of| de| -)?[ -]?(?:{numbers.MONTHS})(?!\w)", _I)
_MONTH_BEFORE = pattern(rf"(?<!\w)(?:{numbers.MONTHS})\.? (?:the )?$", _I)
_NOT_AFTER = pattern(numbers.NOT_COUNTED_AFTER, _I)
_HEDGE = Ending(numbers.HEDGES, "the a an les los las un une de ال an")
_HEDGE_AFTER = tuple(
    (name, pattern(rf"[\"”»]?[ ,]{{0,2}}(?:{words})(?!\w)", _I)) for name, words in numbers.HEDGES_AFTER
)
_PEOPLE_WORD = pattern(rf"(?:{numbers.PEOPLE})", _I)
_HEDGES_PASSED = "at least more than over about around nearly some another up to an estimated عن من أكثر نحو ما لا يقل щонайменше близько понад около более не менее au moins près de plus environ al menos más a unos cerca"
_HARM = Ending((("harm", numbers.HARM_BEFORE),), _HEDGES_PASSED)
_TOTAL = pattern(rf"(?<!\w)[وب]?(?:{numbers.TOTALS})(?!\w)(?P<gap>[^.!?؟\n\d]{{0,60}}?)$", _I)
_HARMED = pattern(
    r"(?:killed|dead|died|die|wounded|injured|hurt|missing|surviv\w+|trapped|detained|arrested|displaced|evacuated|rescued|buried|قتل|استشهد|جريح|أصيب|مفقود|загину\w|поранен\w|вбит\w|зник\w|погиб\w|ранен\w|убит\w|пропа\w|tu[eé]|mort|bless|disparu|muert|herid|desaparecid|murió|falleci)",
    _I,
)
_QUOTED = re.compile(
    r"“[^“”\n]{1,400}”|\"[^\"\n]{1,400}\"|«[^«»\n]{1,400}»|„[^„“”\n]{1,400}[“”]|(?<!\w)'[^'\n]{1,200}'(?!\w)"
)
_MARKS = re.compile("[“\"«„']")
_HALVES = re.compile(r"50[-/]50|24/7")
_SIC = re.compile(r"[\"”»]? ?[\[(]sic!?[\])]", _I)
_SENTENCE_END = re.compile(
    r"[!?؟\n;.](?:(?<=[!?؟\n;])|(?<![\d\s.].)(?<!\.[a-z]\.)(?=\s|$|[\"”»])|(?<=\d.)(?=\s+[A-ZА-ЯІЄҐء-ي“\"«]|\s*$|\n))"
)
_LIST_MARK = re.compile(r"[ ]{0,6}\d{1,3}[.)] ")
_SHORT_TIME = re.compile(r"\d{1,2} ?h ?\d{2}(?!\d)")
_CLOCK = pattern(
    r"(?<!\w)(?:rdv|rendez-vous|meet|at|around|by|until|till|from|before|after|о|об|в|к|до|à|vers|dès|a las?|las|الساعة|الساعه) ?$", _I
)
_ARABIC_CLITIC = re.compile(r"(?:^| )[وبلفك]$")
_MONEY = re.compile(r"[$€£₴₽₺] ?$|(?<!\w)(?:USD|EUR|GBP|UAH|US\$|RUB) ?$")
_UNQUOTED = re.compile(r"[\"“”«»„']")
_ZERO_AT = frozenset("below under sub ground patient from to at near above с до от ниже выше від з нижче вище під под bajo desde a de sobre sous à par تحت من الى فوق".split())
_ZERO_NAMES = (" hour", " tolerance", " point", " ground", "-hour", " tolerancia", " tolérance")
_SIGN_WORDS = frozenset("minus moins menos мінус минус ناقص плюс".split())
_NOT_SIGNED = frozenset("au al à lo les las du el ni ou o mas plus heure heures heura horas hora y et pas no una un".split()) | frozenset("une deux trois quatre cinq six sept huit neuf dix onze douze dos tres cuatro cinco seis siete ocho nueve diez once doce".split())
_SPEED = re.compile(r" ?(?:km/h|kmh|км/ч|км/год|كم/س|m/s|м/с|mph)(?!\w)")
_PAST = pattern(r" (?:past|to) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|midnight|noon|\d{1,2})(?!\w)| past(?= and|[,.;!?]|$)", _I)
_DAY_PART = pattern(r" ?(?:in the (?:early )?(?:morning|afternoon|evening)|at night|ранку|утра|вечора|вечера|ночі|ночи|du matin|de la mañana|de la madrugada|صباحا|مساء|ليلا|فجرا|ظهرا|عصرا|heures et quart|heures moins)(?!\w)", _I)
_HOURS_ON = re.compile(r" ?[hH](?:eures?)? (?:à|a|et|-) \d{1,2} ?[hH](?!\w)")
_HOUR_LETTER = re.compile(r" ?[hH](?!\w)")
_HOUR_TO = re.compile(r"\d ?[hH](?:eures?)? (?:à|a|et|-) $")
_MONEY_ENDS = frozenset("$€£₴₽₺DRPH")
_LEANING = frozenset("-'’/°ºª")
_PLUS = re.compile(r"\+(?!\d)")
_DASHED = re.compile(r"-\d{3}-")
_DASHED_IN = re.compile(r"\d-\d{3}$")
_JOINED = re.compile(r"[-:/]\d")
_DASHED_ON = re.compile(r" ?- ?\d")
_JOINED_BEFORE = re.compile(r"\d ?[-:] ?$")
_DAY_NUMBER = re.compile(r"\d{1,2}(?: ?- ?\d{1,2})?")
_HOUR_MINUTE = re.compile(r"\d{1,2}[.h][0-5]\d")
_HOUR_APART = re.compile(r"\d{1,2} h \d")
_HOUR_AFTER = re.compile(r" ?(?:h(?!\w)|heures?|horas?|год\.)")
_YEAR = re.compile(r"(?:1[89]|20)\d\d(?: ?- ?(?:1[89]|20)?\d\d)?")
_YEARS = pattern(r"(?:1[89]|20)\d\d ?(?:-|to|and|until|till|до|по|и|і|та|و|الى|à|a|et|y|hasta) ?(?:1[89]|20)\d\d", _I)
_YEAR_AFTER = re.compile(r"s(?!\w)|-(?:х|е|і|го|му)| ?(?:год|рок|року|р\.|г\.|г(?!\w)|р(?!\w))")
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
_CALIBRE_SOUND = pattern(rf"(?<!\w)(?:{numbers.SOUNDS})(?: [^\W\d_]+){{0,1}} (?:\d+ (?:مو|مش|not|не|pas|no) )?$", _I)
_PLAYED = pattern(rf"(?<!\w)(?:{numbers.PLAYED})(?!\w)", _I)
_WEATHER = pattern(rf"(?<!\w)(?:{numbers.WEATHER})(?!\w)", _I)
_SCORED = re.compile(r" (?:(?:(?:a|à|to|на) )?(?:صفر|nil|zero|нуль|ноль|cero|zéro)(?!\w)|(?:a|à|to|на) (?P<other>\d{1,2})(?![\d.,]| ?(?:%|km|m(?!\w)|k)))", _I)
_SCORED_BEFORE = re.compile(r"(?<![\d.,])(?P<other>\d{1,2}) (?:a|à|to) $", _I)
_GENERATION = re.compile(r"[2-6]G(?!\w)")
_TURNED = pattern(r"(?<!\w)(тисяч[іу]?|тысяч[иу]?|тыщ[иу]?|тищ[іу]?|сотень|сотен|сотні|сотни|мільйонів|миллионов|мільйони|миллиона|десятків|десятков|десятка|десятки) (?P<joint>(?:зо|за|з|із|с|под|під|на|так|мабуть|наверное|может|може) )?$", _I)
"""In uk and ru a multiplier before its number makes it a rough one: "тисяч зо три"."""
_AND_SOME = pattern(r"-odd(?!\w)|-something(?!\w)| y (?:pico|tant[oa]s|algo)(?!\w)| et quelques(?!\w)| с (?:лишним|гаком|чем-то|небольшим)(?!\w)| [зіи]з? (?:гаком|лишком|чимось|лишнім|хвостиком)(?!\w)| ?ونيف| وشوي[ةه]?| وكسور", _I)
"""A little more than the number, between it and its noun: "treinta y tantos heridos"."""
_AN_HOUR = re.compile(r" an (?:hour|acre|adult|inch|evening|afternoon)(?!\w)")
_PERSON_PAIR = pattern("قتيل|جريح|شهيد|طفل|شخص|امر[أا]ت|شاب|مصاب|مواطن|جندي|سيدت|ولد|بنت|رجل|رضيع|عائل|عيل|[أا]سر|ممرض|طبيب|معلم|سائق|لاجئ|نازح|معتقل|[أا]خوين|جار|صديق")
_ORDINAL_AFTER = pattern(r" (?:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят|перш|друг|четверт|п'ят|шост|сьом|восьм|дев'ят|десят)(?:ый|ий|ой|ая|ья|ое|ье|ые|ьи|ого|ьего|ього|ому|ьему|ьому|ую|ью|ом|ем|им|ым|ої|ьої|ою|а|я|е|у|і|их|ых)(?!\w)", _I)
_HAS_YEARS = frozenset("tiene tengo tenia cumplio cumple cumplia cumplira".split())
_ORDINALS_AR = frozenset(plain_letters("الحادي الحادية الثاني الثانية الثالث الثالثة الرابع الرابعة الخامس الخامسة السادس السادسة السابع السابعة الثامن الثامنة التاسع التاسعة").split())
_NAMED_BEFORE = re.compile(r"(?<!\w)(?:[Tt]he|[Ll]es|[Ll]os|[Ll]as) (?:[A-Z][a-z]+ )$")
_NAMED_AFTER = re.compile(r" (?!\w+(?:an|ans|ish|ese|is|ic|iens?|iennes?|ains?|ais|os|as) )[A-ZА-ЯІЄ][a-zа-яієґ]{2,20} (?:[A-ZА-ЯІЄ][a-zа-яієґ]+ )?(?:is|was|are|were|est|es|era|était|- це|- это|- цe)(?!\w)")
_AND_A_HALF = pattern(r" (?:y medi[oa]|et demie?|and a half|с половиной|з половиною|і пів|ونصف?(?: ال(?:ساعة|متر|سنة|كيلومتر|يوم|شهر|لتر|طن))?)(?!\w)", _I)
_CLOCK_BEFORE = pattern(r"(?<!\w)(?:(?:quarter|half|ten|five|twenty|minutes?) (?:to|past|till)|без (?:четверти|чверті|пяти|п'яти|десяти|двадцати)|за (?:чверть|п'ять|десять)|(?:eran|son|serán|desde|hasta|hacia|para|sobre|tras|antes de|después de|a eso de) las) $", _I)
_LATE_HOUR = pattern(r"(?<!\w)(?:après|avant|dès|jusqu'à|depuis|entre|passé|passées?|vers|de) $", _I)
_VERB_AHEAD = pattern(
    r" (?:have|has|had|are|were|is|was|let|sent|kept|held|saved|got|made|came|went|left|lived|live|survived|reached|remain\w{0,2}|stayed|died|will|can|could|may|might|do|did|still|never|only|now|turned|returned|crossed|answered|fled|burn\w{0,2}|drowned|walked|swam|ran|fell|escaped|arrived|work|run|stand|stood|opened|closed|told|passed|failed|to go|so far"
    r"|siguen?|quedan?|quedaron|volvieron|llegaron|pasaron|murieron|salieron|entraron|sobrevivieron|cayeron|están|son|eran|fueron|han|ya|todavía|no|admitid\w{1,2}"
    r"|ont|sont|étaient|avaient|restent|manquent|tiennent|vivent|arrivent|survivent|marchent|n'ont|ne|n'|encore|seulement|sans"
    r"|ще|ещё|еще|уже|вже|не|живы|живі|остал\w{1,3}|залишил\w{1,3}|лишил\w{1,3}|пропал\w|зникл\w|вернул\w{1,3}|повернул\w{1,3}|дошл\w|дійшл\w|доехал\w|доїхал\w"
    r"|ما|لا|لم|لسا|لسه|رجعوا|وصلوا|ماتوا|طلعوا|عادوا|نجوا|بقوا)(?!\w)", _I)
"""Behind a number that goes on counting what the figure before it counted: "of 212 detained, 187 have been released"."""
_ON_THE = frozenset("el le the on du del au".split())
_THE_MANY = frozenset("of cada the our all les los las nos nuestros nuestras ses ces".split())
_GOES = re.compile(r" (?:goes|runs|stops|leaves|comes|passes|turns|does|doesn't|doesnt|is|was|took|still|only|never)(?!\w)", _I)
_FRESH = re.compile(r"(?:^|\s)[-+]$")
_THE_ONE = frozenset("la le el du au del".split())
_AGED = pattern(rf"(?<!\w)(?:{numbers.AGED}) (?:of|de) $", _I)


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
    if not digits and not any(map(_counts_something, WORD.findall(plain))):
        return [], []
    blanked = _LINKS.sub(lambda m: "\n" * len(m[0]), plain) if "://" in plain else plain
    if digits and _DATE_MARK.search(blanked):
        blanked = DATES.sub(lambda m: "\n" * len(m[0]), blanked)
    if digits:
        blanked = _blanked(blanked, contact_spans(blanked))
    if _GATES.of(plain) & _SAYING:
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
_TOTALLED, _MONTHLY, _AMONGST, _SAYING, _SOUNDING, _PLAYING, _WEATHERED = (1 << n for n in range(7))
_GATES = Gates(
    ((_TOTALLED, f"[وب]?(?:{numbers.TOTALS})"), (_MONTHLY, numbers.MONTHS), (_AMONGST, numbers.AMONG), (_SOUNDING, numbers.SOUNDS), (_PLAYING, numbers.PLAYED), (_WEATHERED, numbers.WEATHER), (_SAYING, numbers.IDIOMS)),
)
"""Words anywhere in a piece of text."""
_UNIT_WORD, _TIME_WORD, _NOT_COUNTED, _HEDGE_WORD, _MORE_WORD = 1, 2, 4, 8, 16
_NEXT = Gates(
    (
        *((_UNIT_WORD, words) for _, words in numbers.UNITS), (_TIME_WORD, numbers.LENGTHS_OF_TIME),
        (_MORE_WORD, "odd|something|y|et|с|з|і|и|із|ونيف|وشوي|وشويه|وكسور|below|under|تحت|bajo|sous|au-dessous|нижче|ниже"),
        (_NOT_COUNTED, numbers.NOT_COUNTED_AFTER), *((_HEDGE_WORD, words) for _, words in numbers.HEDGES_AFTER),
    ),
    first=True,
)  # fmt: skip
"""The word behind a number."""
_UNIT_SIGNS = frozenset("%$€£₴₽₺°℃")
_BEHIND = re.compile(r"[\"”»]?[ ,]{0,2}-?")
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


@lru_cache(maxsize=50_000)
def _counts_something(word: str) -> bool:
    """Whether a word of the text can be part of a number; "a" alone is not asked about."""
    parts = [part_of(one) for one in (word.lower(), *word.lower().split("'")) if one]
    return any(part is not None and part.role != "article" for part in parts)


def _harm(words: list[str]) -> tuple[str, str]:
    """As `Ending.find`; "at" is passed over in "at least" only."""
    return ("", "") if words[-1:] == ["at"] else _HARM.find(words)


@lru_cache(maxsize=20_000)
def _is_people(word: str) -> bool:
    return bool(_PEOPLE_WORD.fullmatch(word)) or (
        len(word) > 4 and word[:2] in ("ال", "ول", "بل") and bool(_PEOPLE_WORD.fullmatch(word[2:]))
    )


_SKIPPED = frozenset(plain_letters(word).lower() for word in numbers.SKIPPED)
_NO_THING = frozenset(plain_letters(word).lower() for word in numbers.NO_THING)


class _Surroundings:
    """What stands beside a number: its unit, its thing, who says it. Made once per piece of text."""

    def __init__(self, here: Mapped, plain: str, blanked: str, cut: list[Token], offset: int) -> None:
        self.here, self.plain, self.tokens, self.offset = here, blanked, cut, offset
        self.whole = plain
        self._quotes: list[tuple[int, int]] | None = None
        self._ends: list[int] | None = None
        self._counted: tuple[int, float] | None = None
        self._said: list[Said] = []
        self._frames: dict[tuple[int, int], list[Speaker]] = {}
        self._holds = _GATES.of(plain)
        self._sic = "sic" in plain or "SIC" in plain

    def _next(self, end: int) -> int:
        """What the word behind a place could be, over a quotation mark, blanks and a hyphen; all of it when it is a sign."""
        at = _BEHIND.match(self.plain, end).end()  # type: ignore[union-attr]
        m = WORD.match(self.plain, at)
        if m:
            word = m[0].lower()
            known = _NEXT._known.get(word)
            return _NEXT.word(word) if known is None else known
        return -1 if self.plain[at : at + 1] in _UNIT_SIGNS else 0

    # --- the figure ---

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
            or (self._holds & _PLAYING and self._score_in_words(amount))
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
        if behind & _MORE_WORD and (more := _AND_SOME.match(plain, end, end + 24)):
            passed = sum(1 for token in self.tokens[amount.last + 1 : amount.last + 5] if token.start < more.end())
            amount = amount._replace(hedge=amount.hedge or "about", last=amount.last + passed, sure=True)
        unit, stop = ("percent", end) if amount.kind == "part" else self._unit(end) if behind & _UNIT_WORD else ("count", end)
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
        elif unit == "count" and amount.kind == "digits" and before[-1:] in ("-", "+") and self._holds & _WEATHERED and (sign := _FRESH.search(before[-2:])) and _WEATHER.search(self.plain, max(0, start - 60), end + 40):
            unit, start = "°C", start - 1
            if sign[0][-1] == "-":
                low, high = -high, -low
        elif unit == "count" and behind & _MORE_WORD and (m := _BELOW.match(plain, end, end + 40)):
            unit, low, high, stop = "°C", -abs(high), -abs(low), m.end()
        elif unit == "count":
            length = _TIME_UNIT.match(plain, end, end + 24) if behind & _TIME_WORD else None
            if length and length[0].strip() == "an" and _AN_HOUR.match(plain, end):
                length = None
            if joint and not length:
                length = _TIME_UNIT.match(plain, joint.end(), joint.end() + 24)
            if amount.kind == "measure":
                unit = self._own_unit(amount)
                if unit not in _MEASURED:
                    if (
                        _SINCE.match(after)
                        or self._since(before, words)
                        or (unit == "year" and not _TIME_CUE.find(words)[0])
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
                    if _is_people(self.tokens[amount.first].word) or _PERSON_PAIR.search(self.tokens[amount.first].word)
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

    def _score_in_words(self, amount: Amount) -> bool:
        """Take "تلاتة واحد" beside a word of sport for a score."""
        after = amount.last + 1
        part = self.tokens[after].part if after < len(self.tokens) else None
        begin, end = self._sentence(amount.start)
        return amount.high < 20 and part is not None and part.role == "one" and bool(_PLAYED.search(self.plain, begin, end))

    def _of_heat(self, amount: Amount, before: str, after: str, words: list[str]) -> bool:
        """Take "minus eleven in here", "в комнате плюс шесть" for degrees; "cinq heures moins dix" and "al menos doce" are none."""
        if not words or words[-1] not in _SIGN_WORDS or self._people_after(amount.last + 1):
            return False
        if words[-1] in ("minus", "мінус", "минус", "ناقص"):
            return not before.rstrip()[: -len(words[-1])].rstrip()[-1:].isdigit() and (bool(_CLAUSE_END.match(after)) or bool(NOTHING_COUNTED.match(after)) or bool(self._holds & _WEATHERED))
        if words[-1] == "плюс":
            return bool(_CLAUSE_END.match(after)) and not before.rstrip()[:-4].rstrip()[-1:].isdigit()
        return bool(self._holds & _WEATHERED) and words[-2:-1] != [] and words[-2] not in _NOT_SIGNED

    def _of_the_clock(self, amount: Amount, words: list[str], after: str) -> bool:
        """Take "ten past four", "a las siete", "de 20h à 6h" for hours."""
        if amount.high > 59:
            return False
        last = self.tokens[amount.last].word
        if _CLOCK_BEFORE.search(self.plain, max(0, amount.start - 24), amount.start) and amount.high < 25:
            return True
        if _DAY_PART.match(after) and amount.high < 25 and (amount.kind == "digits" or not after.startswith((" ночи", " ночі")) or last.endswith(("х", "и"))):
            return True
        if words[-1:] and words[-1] in ("el", "le") and amount.kind == "digits" and amount.low <= 31 and amount.low == amount.high and not self._next(amount.end) & _UNIT_WORD:
            return True  # "el 9 salimos"
        if words[-2:-1] == ["il"] and words[-1] in ("est", "etait", "sera") and after.startswith(" heure"):
            return True
        if after.startswith(" o'clock") or words[-1:] == ["без"]:
            return True
        if amount.kind == "words" and words[-1:] and after.startswith((" ночи", " ночі")) and words[-1] in ("в", "о", "об", "до", "к", "после", "після"):
            return True
        if amount.kind == "words" and self._holds & _MONTHLY and words[-1:] and words[-1] in _ON_THE and _MONTH_AFTER.match(after):
            return True  # "el quince de mayo"
        if (_PAST.match(after) and words[-1:] != ["from"]) or (words[-2:] and words[-2:] in (["a", "las"], ["a", "la"], ["para", "las"], ["sobre", "las"], ["hacia", "las"])):
            return True
        return bool(_HOURS_ON.match(after)) or (not amount.sure and len(words) > 1 and bool(_HOUR_LETTER.match(after)) and bool(_HOUR_TO.search(self.plain, max(0, amount.start - 12), amount.start)))

    def _in_a_row(self, amount: Amount) -> bool:
        """A number between two others is a column of a table, a page of digits, a statement of a bank."""
        if not 0 < amount.first <= amount.last < len(self.tokens) - 1:
            return False
        left, right = self.tokens[amount.first - 1], self.tokens[amount.last + 1]
        return left.part is not None and right.part is not None and left.part.role == right.part.role == "digits"

    def _named(self, amount: Amount, before: str, after: str, words: list[str], behind: int) -> bool:
        """Tell digits that name: a year, a date, an hour, a calibre, a mark of a list, a score."""
        plain, start, end = self.plain, amount.start, amount.end
        digits = plain[start:end]
        mark = after[:1]
        other = (mark in _LEANING or behind & _NOT_COUNTED) and mark and _NOT_AFTER.match(after)
        if other and (not amount.sure or (mark not in "-'’" and amount.low < 1000)):
            return True
        if (
            before[-1:] in "#№@_/\\:"
            and before[-1:]
            and not before.endswith((": ", "://"))
            and not (before[-1:] == ":" and amount.sure)
        ):
            return True
        if before[-1:].isalpha() and not _ARABIC_CLITIC.search(before[-2:]) and not before.endswith(("ال", "'")):
            return True
        if (before[-1:] == "." and before[-2:-1] in " \n") or (mark == "-" and _DASHED.match(after)) or _DASHED_IN.match(digits):
            return True
        if before[-1:] == "-" and before[-2:-1].isalnum():
            return True
        if mark == "G" and _GENERATION.match(plain, start, end + 2):
            return True
        if words and words[-1] == "the" and amount.low < 1000 and amount.low == amount.high and _GOES.match(after):
            return True  # "the 41 goes as far as the cemetery"
        if words and words[-1] in _THE_ONE and amount.low < 1000 and amount.low == amount.high and not self._unit_after(end):
            return True  # "la 22 llega", "le 7 ne passe plus"
        if amount.high < 1000 and not amount.sure and self._holds & _SOUNDING and _CALIBRE_SOUND.search(before[-40:]) and not self._people_after(amount.last + 1, close=True):
            return True
        if amount.high < 100 and self._holds & _PLAYING and self._scored(amount, before, after):
            return True
        if amount.low < 100 and before[-3:].lower() in ("of ", "de ") and _AGED.search(before[-24:]) and not self._unit_after(end):
            return True
        if _LIST_MARK.match(plain[start : start + 6]) and (
            not start or plain[start - 1] == "\n" or before.strip(" ") == ""
        ):
            return True
        if mark in "-:/ " and mark and (_JOINED.match(after) or (not amount.sure and _DASHED_ON.match(after))):
            return True
        if not amount.sure and before[-2:].strip()[-1:] in "-:" and _JOINED_BEFORE.search(before[-4:]) and not self._people_after(amount.last + 1, close=True):
            return True
        monthly = self._holds & _MONTHLY
        if monthly and _DAY_NUMBER.fullmatch(digits) and (
            _MONTH_AFTER.match(after) or (_MONTH_BEFORE.search(before[-28:]) and not self._people_after(amount.last + 1))
        ):  # fmt: skip
            return True
        if _HOUR_MINUTE.fullmatch(digits) and _CLOCK.search(before[-14:]):
            return True
        if _SHORT_TIME.match(plain, start, end + 4) and not _HOUR_APART.match(digits):
            return True
        if _YEAR.fullmatch(digits):
            if _YEAR_BEFORE.find(words)[0] or (monthly and _MONTH_BEFORE.search(before[-28:])) or _YEAR_AFTER.match(after):
                return True
            if not self._people_after(amount.last + 1, close=True) and not self._unit_after(end):
                return not _harm(words)[0]
        return len(digits) < 3 and bool(_HOUR_AFTER.match(after)) and digits.isdigit() and bool(_CLOCK.search(before[-14:]))

    def _scored(self, amount: Amount, before: str, after: str) -> bool:
        """Take "1 a 0" and, beside a word of sport, "2 a 5" for the score of a match."""
        m = _SCORED.match(after) or _SCORED_BEFORE.search(before[-8:])
        if not m and amount.low == amount.high:
            return False
        begin, end = self._sentence(amount.start)
        return bool(_PLAYED.search(self.plain, begin, end))

    def _unit_after(self, end: int) -> bool:
        return bool(self._next(end) & _UNIT_WORD) and any(form.match(self.plain, end, end + 40) for _, form in _UNIT)

    def _one_harmed(self, amount: Amount) -> bool:
        """Take "one child was killed", and leave "one of us", "no one", "one day"."""
        after = amount.last + 1
        if (
            after >= len(self.tokens)
            or not _is_people(self.tokens[after].word)
            or self.tokens[amount.last].word.endswith(("احد", "احدي"))
            or self.tokens[amount.last].word in ("un", "une", "una", "uno")
        ):
            return False
        begin, end = self._sentence(amount.start)
        return bool(_HARMED.search(self.plain, max(begin, amount.start - 40), min(end, amount.end + 60)))

    def _unit(self, end: int) -> tuple[str, int]:
        for name, form in _UNIT:
            if m := form.match(self.plain, end, end + 40):
                stated = m[0]
                if name == "m" and stated.strip().lower() == "m" and self.plain[m.end() : m.end() + 1].isalnum():
                    continue
                return name, m.end()
        return "count", end

    def _lasting(self, length: re.Match[str], before: str, words: list[str], after: str, low: float) -> bool:
        """Tell a length of time from an age and from a time before now."""
        if _SINCE.match(after) or self._since(before, words) or length[0].lower().strip(" -") == "yo":
            return False
        if length["hour"] and (_CLOCK.search(before) or (length["hour"] in ("h", "heures") and not after.startswith((" d", " s")) and _LATE_HOUR.search(before) and 5 <= low <= 24)):
            return False
        if _LABEL.find(words)[0] or (length["hour"] in ("h", "H") and re.match(r" ?\d", after)):
            return False
        if length["year"]:
            if re.search(
                r"(?<!\w)(?:is|was|was only|am|are|turned|turns|a|avait|tiene|tenia|tienen|cumplio|ей|ему|йому|їи|іи|мне|мені|лишь|только|of|de|aged|just|only|boy|girl|son|daughter),? ?$",
                before,
            ) and not re.match(r" (?:of|de|войны|війни|من|conflict|siege|guerra|guerre)", after):
                return False
            if re.match(r"[ -]?(?:lets?|olds?|-old)", after):
                return False
            if len(words) > 2 and words[-1] in _ROUGHLY and words[-2] in ("of", "de", "d'", "aged") and _AGED.search(" ".join(words[-4:-1]) + " "):
                return False
            return bool(
                _TIME_CUE.find(words)[0]
                or re.match(
                    r" (?:of|de|du|d'|войны|війни|облоги|осады|من|conflict|without|in |بلا|بدون|без|sans|sin)", after
                )
            )
        return True

    @staticmethod
    def _since(before: str, words: list[str]) -> bool:
        """Tell "five days ago" from a state that has lasted: "cut off منذ ثلاثة أشهر", "fermée depuis 5 jours"."""
        return bool(_SINCE_BEFORE.find(words)[0]) and not _LASTING_SINCE.search(before)

    def _skip(self, start: int) -> int:
        while start < len(self.plain) and self.plain[start] in ' -"”»':
            start += 1
        return start

    # --- the thing ---

    def _people_after(self, i: int, *, close: bool = False) -> bool:
        return self._people_at(i, 1 if close else 3) >= 0

    def _people_at(self, i: int, reach: int = 4) -> int:
        """Index of the word that counts people behind a number, over adjectives and verbs of being; -1 without one."""
        found = self.tokens
        at, passed = i, 0
        while at < len(found) and passed <= reach:
            token = found[at]
            if not token.word[0].isalpha():
                if token.word in "\"”»“«'" and at == i:
                    at += 1
                    continue
                return -1
            if at > i and "\n" in self.plain[found[at - 1].end : token.start]:
                return -1
            if _is_people(token.word) or (at == i and token.word in _SOULS):
                if at + 1 < len(found) and token.word in _ADJECTIVES and _is_people(found[at + 1].word):
                    return at + 1
                return at
            if token.part is not None and token.part.role != "article":
                return -1
            if token.word in _NO_THING and token.word not in _SKIPPED:
                return -1
            at += 1
            passed += 1
        return -1

    def _thing(self, amount: Amount, before: str, words: list[str]) -> tuple[str, str]:
        after = amount.last + 1
        at = self._people_at(after)
        if at >= 0 and not any(self.tokens[k].word in ("of", "de") and k > after for k in range(after, at)):
            return "people", self._token(at)
        if after < len(self.tokens) and self.tokens[after].word in _OF_WORDS:
            if _OF_US.match(self.plain, amount.end, amount.end + 20):
                return "people", ""
            if _OF_MANY.match(self.plain, amount.end, amount.end + 40) or self._of_many(after + 1):
                return "count", self._far_thing(after)
        i = after
        while i < len(self.tokens) and self.tokens[i].word in _BEFORE_THING:
            if "\n" in self.plain[self.tokens[i - 1].end : self.tokens[i].start]:
                return "count", ""
            i += 1
        if i < len(self.tokens) and i > 0 and "\n" not in self.plain[self.tokens[i - 1].end : self.tokens[i].start]:
            token = self.tokens[i]
            if token.word[0] in "بعل" and len(token.word) > 4 and token.word[1:3] in ("ال", "لم") and token.word[:2] != "لم":
                return "count", ""  # "١٢ بالملجأ": where, and not what
            if token.word[0].isalpha() and token.word not in _NO_THING and token.part is None and len(token.word) > 1:
                second = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
                if (
                    second is not None and second.start - token.end == 1 and second.word.isascii() and second.word.endswith("s")
                    and second.word.isalpha() and not token.word.endswith("s") and second.word not in _NO_THING
                ):  # fmt: skip
                    return "count", self._slice(token.start, second.end)
                return "count", self._token(i)
        harm = _harm(words)[1].split(" ")[0]
        if harm and (at := before.lower().rfind(harm)) >= 0:
            begin = amount.start - len(before) + at
            if harm[0] == "و" and len(harm) > 3:
                begin, harm = begin + 1, harm[1:]
            return "people", self._slice(begin, begin + len(harm))
        if total := self._total(amount, before):
            return total
        person = amount.first - 1
        if (
            person >= 0
            and self.plain[self.tokens[person].end : amount.start] == " "
            and self.tokens[person].word in _INVERTED
        ):
            return "people", self._token(person)
        return "count", ""

    def _of_many(self, i: int) -> bool:
        """Say whether the whole follows in words: "cuatro de los siete pozos"."""
        while self._word_at(i) in _THE_MANY:
            i += 1
        part = self.tokens[i].part if i < len(self.tokens) else None
        return part is not None and part.role in ("one", "ten", "hundreds", "hundred") and part.value > 2

    def _word_at(self, i: int) -> str:
        return self.tokens[i].word if i < len(self.tokens) else ""

    def _own_unit(self, amount: Amount) -> str:
        """The unit that stands inside the number: "ساعتين", "an hour and a half"."""
        for token in self.tokens[amount.first : amount.last + 1]:
            if unit := numbers.MEASURES.get(token.word) or numbers.MEASURES.get(token.word[1:]):
                return unit
            if token.part is not None:
                continue
            for begin in (token.start, token.start + 1) if token.word[0] == "و" else (token.start,):
                if named := next((name for name, form in _UNIT if form.match(self.plain, begin, token.end + 1)), ""):
                    return named
            if length := _TIME_UNIT.match(self.plain, token.start, token.end + 1):
                return length.lastgroup or ""
        return ""

    def _apart(self, noun: re.Match[str], shift: int) -> tuple[str, str]:
        """The unit and the thing that stand before the number: "метрах в двадцати"."""
        begin, end = (shift + at for at in noun.span(noun.lastgroup or 0))
        if noun["many"]:
            return "people" if _is_people(self.plain[begin:end]) else "count", self._slice(begin, end)
        if noun["place"]:
            return next((name for name, form in _UNIT if form.match(self.plain, begin, end)), "count"), ""
        return "duration" if noun["time"] else "count", self._slice(begin, end)

    def _understood(self, amount: Amount, before: str, after: str) -> bool:
        """Say whether a bare number takes its thing from the figure before: "4 trucks out of 60", "dont 41", "they say 80"."""
        if self._counted is None or amount.kind not in ("digits", "words") or amount.low < 2 or not amount.first:
            return False
        last, high = self._counted
        if self._sentence(last - 1) != self._sentence(amount.start):
            return False
        if self._holds & _AMONGST and _AMONG.search(before[-30:]):
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

    def _far_thing(self, after: int) -> str:
        """Of "12 of the 15 hospitals": the word behind the second number."""
        for i in range(after, min(after + 5, len(self.tokens) - 1)):
            if self.tokens[i].part is not None:
                return self._token(i + 1) if self.tokens[i + 1].word[0].isalpha() else self._token(i)
        return ""

    def _total(self, amount: Amount, before: str) -> tuple[str, str] | None:
        """The clause before a bare number says that a total follows: "the toll rose to 57"."""
        m = _TOTAL.search(before) if self._holds & _TOTALLED else None
        if not m:
            return None
        word = re.search(r"[^\W\d_]+(?: [^\W\d_]+)?", m[0])
        gap = m["gap"]
        people = next((w for w in re.finditer(r"[^\W\d_]+", m[0]) if _is_people(w[0].lower())), None)
        base = amount.start - len(before) + m.start()
        if people:
            return "people", self._slice(base + people.start(), base + people.end())
        if len(gap.split()) > 8 or word is None:
            return None
        first = re.search(r"[^\W\d_]+", m[0])
        assert first is not None
        return "count", self._slice(base + first.start(), base + first.end())

    def _whole(self, amount: Amount, stop: int) -> str:
        """What a share is a share of."""
        if m := _OF_NUMBER.match(self.plain, stop, stop + 60):
            return self._slice(*m.span(1))
        m = _OF.match(self.plain, stop, stop + 90)
        if m:
            group = next(name for name in ("thing", "genitive", "half") if m[name])
            words = m[group].split()
            if words[0].lower() not in _NO_THING:
                length = len(words[0]) if len(words) > 1 and words[1].lower() in _NO_THING else len(m[group])
                return self._slice(m.start(group), m.start(group) + length)
        return ""

    def _token(self, i: int) -> str:
        return self._slice(self.tokens[i].start, self.tokens[i].end)

    def _slice(self, start: int, end: int) -> str:
        start, end = self.here.span(self.offset + start, self.offset + end)
        return self.here.original[start:end]

    # --- hedge, counts, speaker ---

    def _hedge(self, start: int, end: int, words: list[str] | None) -> str:
        before = self.plain[max(0, start - 40) : start]
        if words is None or "\n" in before or ". " in before:
            before = before[max(before.rfind("\n"), before.rfind(". ")) + 1 :]
            words = last_words(before)
        name, phrase = _HEDGE.find(words)
        if name == "at-most" and phrase in _REACHED_BY and _REACHED.search(before):
            name = ""  # "rose to": the end of a way, not a bound
        if name or not self._next(end) & _HEDGE_WORD:
            return name
        for name, form in _HEDGE_AFTER:
            if (m := form.match(self.plain, end, end + 26)) and not (name == "about" and self.plain[end : end + 1] == "," and self._counts_next(m.end())):
                return name
        return ""

    def _counts_next(self, end: int) -> bool:
        """Say whether a number stands behind a place, so that a hedge before it is that number's."""
        words = self.plain[end : end + 40].split()
        return bool(words) and (words[0][0].isdigit() or words[0] in ("a", "an", "half") or _counts_something(words[0].lower()))

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
            return self._understood(amount, before, after) or bool(_harm(words)[0])
        if amount.kind == "words" and not amount.sure:
            if not thing:
                return self._understood(amount, before, after)
            if amount.low == 2 and plain_letters(thing).lower() in _IN_TWO_WORDS and words[-1:] and words[-1] in _IN:
                return False
            return bool(thing) and (amount.low != 1) and not self._between_words(amount)
        return amount.sure or bool(thing) or (bool(hedge) and amount.low > (99 if words[-1:] and words[-1] in _AGE_TOO else 12)) or self._understood(amount, before, after)

    def _labelled(self, words: list[str]) -> bool:
        """Say whether a word before a number makes it a name; "today" does so only where nothing has been counted."""
        return bool(_LABEL.find(words)[0]) and not (self._said and words[-1].lstrip("و") == "اليوم")

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
            if before.endswith((", ", ": ")) and _CLAUSE_END.match(self.plain, self._end_of(first, amount)) and not self._holds & _PLAYING:
                return first not in _NOT_A_STATE  # "Hospital: 34 admitted, 9 critical"
            at = next((k for k in range(amount.last + 1, min(amount.last + 4, len(self.tokens))) if self.tokens[k].word == first), -1)
            if at < 0:
                return True  # it stands before the number
            following = [token.word for token in self.tokens[at + 1 : at + 4]]
            return any(one.endswith(_PLURAL) and one not in _NO_THING for one in following) or any(
                _is_people(one) for one in following[:1]
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

    def _capital_name(self, amount: Amount, before: str, after: str) -> bool:
        """Tell "Quince Row" and "Seven Oaks" inside a sentence from a count."""
        plain, start = self.plain, amount.start
        if not plain[start].isupper() or plain[start : amount.end].isupper():
            return False
        if _NAMED_BEFORE.search(before):
            return True  # "the Big Four"
        if amount.first == amount.last and _NAMED_AFTER.match(after) and not before.strip(" \"«“„'") and not self._people_after(amount.last + 1):
            return True  # "Three Wells is a village"
        return (
            plain[start].isupper() and plain[start + 1 : start + 2].islower() and amount.first == amount.last
            and before[-1:] == " " and before[-2:-1].isalpha() and after[:1] == " " and after[1:2].isupper()
        )  # fmt: skip

    def _capital_before(self, start: int) -> bool:
        before = self.plain[max(0, start - 24) : start].split(" ")
        return len(before) > 1 and before[-1] == "" and before[-2][:1].isupper()

    def _between_words(self, amount: Amount) -> bool:
        before = self.plain[max(0, amount.start - 24) : amount.start]
        return bool(_WAYS.search(before)) and not (self._said and before.endswith((" out of ", " из ", " з ")))

    def _in_quotes(self, start: int, end: int) -> bool:
        if self._quotes is None:
            self._quotes = [m.span() for m in _QUOTED.finditer(self.whole)] if _MARKS.search(self.whole) else []
        i = bisect_right(self._quotes, (start, 0))
        return any(s < start + 1 and end <= e for s, e in self._quotes[max(0, i - 1) : i + 1])

    def _sentence(self, start: int) -> tuple[int, int]:
        if self._ends is None:
            self._ends = [m.end() for m in _SENTENCE_END.finditer(self.whole)]
        i = bisect_right(self._ends, start)
        begin = self._ends[i - 1] if i else 0
        end = self._ends[i] if i < len(self._ends) else len(self.plain)
        if end - begin > 900:  # a sentence without an end is looked at in blocks, so that each block is read once
            begin = max(begin, begin + (start - begin) // 600 * 600 - 200)
            end = min(end, begin + 1100)
        return begin, end

    def _speaker(self, start: int) -> str:
        begin, end = self._sentence(start)
        key = (begin, end)
        if key not in self._frames:
            if len(self._frames) > 64:
                self._frames.clear()
            self._frames[key] = speakers(self.whole, begin, end)
        who = attributed(self.whole, self._frames[key], start)
        if not who:
            return ""
        return CHAIN.join(self._as_written(one, begin, end) for one in who.split(CHAIN))

    def _as_written(self, who: str, begin: int, end: int) -> str:
        at = self.whole.find(who, max(0, begin - 1), end)
        return self._slice(at, at + len(who)) if at >= 0 else who


_SAYINGS = _sayings()
_SOULS = frozenset(("واحد", "نفر", "انفار", "زلمه", "زلم"))
"""Behind a number these are people: "ألفين واحد"."""
_ADJECTIVES = frozenset(
    plain_letters(w).lower()
    for w in "displaced injured wounded dead missing trapped civil civils civiles мирных мирні мирних мирные цивільних цивільні killed elderly blessés déplacés heridas heridos убитых раненых поранених вбитих".split()
)
_INVERTED = frozenset(plain_letters(w).lower() for w in "человек людей осіб чоловік семей сімей детей дітей".split())
_NUMBER_OF = frozenset("is are was were at to by of up only reached with nearly almost about full charged على الى بنسبة نسبة до на à a al es está est sont son del de".split())
_AGE_TOO = frozenset("under over below above".split())
_ROUGHLY = frozenset("unos unas about around some nearly almost environ quelque casi apenas over presque".split())
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
_BEFORE_THING = frozenset('" ” » « “ of the de d\' des من more other others additional new another these those our such'.split())
_OF_WORDS = frozenset(
    plain_letters(w) for w in "of out us them из з із من d'entre d' de sur нас них nous eux nosotros ellos ellas هم منهم منا".split()
)
_NAMING = pattern(
    r"(?<!\w)(?:district|sector|platoon|brigade|battalion|division|школа|школу|бригада|батальйон|батальон|article|resolution|page|psalm|day) ?$",
    _I,
)
_WAYS = pattern(
    r"(?<!\w)(?:of|or|in|the|these|those|every|all|which|any|ours|last|next|first|those|them|ці|эти|ces|estos|هذان|هاتان) $",
    _I,
)
_OF = pattern(
    r"[\"”»]? {1,2}(?:(?:of|de|du|des|del|من|from) ?|d')(?:(?:the|our|all|la|le|les|l'|el|los|las|its|this|that|إجمالي|مجموع|total|entire|whole|toute la|toda la|todos los|tous les) ?){0,2}(?P<thing>[^\W\d_][\w'-]{1,30}(?: [^\W\d_][\w'-]{2,30}(?= |$|[.,]))?)"
    r"|[\"”»]? {1,2}(?P<genitive>[а-яієґ]{3,20}|ال[ء-ي]{2,20}|[ء-ي]{3,14} ال[ء-ي]{2,20})|[\"”»]? {1,2}(?:the|our|all|its|their) (?P<half>[^\W\d_][\w'-]{1,30})",
    _I,
)


_OF_NUMBER = pattern(r" (?:of|des?|de los|de las|من|из|із|з) (?:(?:the|its|our|all|les|los|las) ){0,2}(\d(?:[\d.,]| (?=\d)){0,14}(?: [^\W\d_]{3,24})?)", _I)
_OF_US = pattern(
    r" (?:of|из|з|із|من|d'entre|de) ?(us|them|нас|них|nous|eux|nosotros|ellos|ellas|هم)(?!\w)|(?<=\d)( منهم| منا)(?!\w)",
    _I,
)
_OF_MANY = pattern(r" (?:out of|of|من أصل|من|з|із|из|sur|de) (?:the |its |our |all |les |los |las |total of )?\d", _I)
_REACHED = pattern(
    r"(?<!\w)(?:вырос|возрос|увелич|достиг|подн|зрос|збільш|сягн|дійш|дош|повыс|سُجل|ارتفع|وصل|mont|pass|aument|subi|llega|elev)\w{0,6}(?: \w{1,4})? (?:до|حتى|hasta|jusqu'a|jusqu'à) ?$",
    _I,
)
_REACHED_BY = frozenset(("до", plain_letters("حتى"), "hasta", "jusqu'a"))


def _tidy(value: float) -> float:
    """Whole numbers without a dot in JSON; the rest without the noise of binary fractions."""
    value = round(value, 6)
    return int(value) if value == int(value) else value
