# ruff: noqa: E501 - a pattern reads worse when it is broken in the middle
"""
Addresses inside a message: a street, a building, a flat, a shelter, or a place told by what it lies beside.

Theory: an address is made of pieces ("Flat 12", "3 Ropewalk Court", "behind the school", "Mill Lane"). Each kind of piece
has its pattern. Pieces that stand side by side, with a comma or a small word between them, are one address. A building that
is told by its kind alone ("the church") is a weak piece: it counts only beside another.

Known ugliness: names of streets without a word for a street are known only in Ukrainian and Russian, by the ending and a
number; in Arabic a name longer than the words with an article behind it is cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.check import cues, numbers
from firsthand.check.gates import Gates
from firsthand.check.mapped import pattern

_Found = Iterator[tuple[int, int, str]]
"""Start and end in the plain text, and why."""

_I = re.IGNORECASE
_AR_WORD = r"[ء-ي]{2,16}"
_NO_PEOPLE = rf"(?! ?(?:-?(?:years?|ans|años|лет|рок|роки|годин|день|дн|дней|днів)(?!\w)|{numbers.PEOPLE}))"
_NUMBER = r"(?:n\.? ?[o°º]\.? ?|number |№ ?|# ?|رقم )?\d{1,5}(?: ?(?:bis|ter)| ?/\d{1,4}|[a-zа-я](?!\w))?"
_UNIT = rf"(?:{cues.UNIT_WORDS}) ?(?:{_NUMBER}(?!\d| ?%)|(?-i:[A-HА-Г])(?!\w))"
_UNITS = rf"(?:(?:,? | ?, ?|، ?)(?:{_UNIT}))"
_PART = r"(?:aux |à la |à l'|au |de la |de los |de las |del |des |du |de |d'|la |le |les |los |el |l')"
_NAMED = rf"(?:{_PART}){{0,2}}(?-i:[A-ZÆŒØŁ\d][\w']{{1,30}})(?:[ -](?:{_PART})?(?-i:[A-ZÆŒØŁ][\w']{{0,30}})){{0,3}}"
_NAMED_CYR = r"(?-i:[А-ЯІЄҐ\d][\w'-]{1,30})(?: (?-i:[А-ЯІЄҐ][\w'-]{1,30})| [а-яієґ]{2,15}(?=,? ?\d)){0,3}"
_AR_NUMBER = r"(?:رقم |رقمها |رقمه )?\d{1,5}(?!\d| ?(?:[اأ]يام|يوما?|شخصا?|[اأ]شخاص|[اأ]لفا?|مليون|عائل|طفل|[اأ]طفال|ساع|دقيق|شهيد|قتيل|جريح|متر|شهر|سن[ةه]))"
_AR_STREET_WORD = rf"(?!(?:{cues.NOT_IN_SPOT_AR})(?!\w)){_AR_WORD}"
_AR_UNIT = rf"(?:{cues.UNIT_AR}|طابق|الطابق|رقم) (?:رقم )?\d{{1,5}}"
_AR_NAME = rf" {_AR_STREET_WORD}(?: ال[ء-ي]{{2,14}}){{0,2}}"
_ADJECTIVE_CYR = r"(?-i:[А-ЯІЄҐ][а-яієґ'-]{1,20}(?:ськ|зьк|цьк|ск|н|ов|ев|яч|ич|ян)(?:ии|ая|ои|а|ії|іи|у|ую|ого|ому|е|оі|ою|ім|им))"

_ENGLISH, _FRENCH, _SPANISH, _CYRILLIC, _ARABIC, _BUILDING, _BUILDING_AR, _ADJECTIVE = (1 << n for n in range(8))
_GATES = Gates(
    (
        (_ENGLISH, cues.STREET_AFTER), (_FRENCH, cues.STREET_FR), (_SPANISH, cues.STREET_ES),
        (_CYRILLIC, f"{cues.STREET_UK}|{cues.STREET_RU}"), (_ARABIC, f"[وبفل]?(?:{cues.STREET_AR}|ساحة|دوار|ميدان|رصيف|درب)"),
        (_BUILDING, cues.UNIT_WORDS), (_BUILDING_AR, f"[وبفل]?(?:{cues.UNIT_AR})"),
    )
)  # fmt: skip

_NUMBERED = (
    (
        _ENGLISH,
        pattern(
            rf"(?<!\w)\d{{1,5}}[a-z]?,? (?-i:[A-Z][\w'-]{{1,30}} ){{1,4}}(?:{cues.STREET_AFTER})(?!\w)\.?{_UNITS}{{0,3}}"
            rf"|(?<!\w)(?-i:[A-Z][\w'-]{{1,30}} ){{1,4}}(?:{cues.STREET_AFTER})(?!\w)\.?"
            rf"(?:{_UNITS}{{1,3}}|,? (?:(?:no\.? ?|number |№ ?|# ?)\d{{1,4}}[a-z]?(?![\w%:]){_NO_PEOPLE}|\d{{1,4}}[a-z]?(?= ?[,.;)\n]|$)))",
            _I,
        ),
        "a street and a number",
    ),
    (
        _FRENCH,
        pattern(rf"(?<!\w)\d{{1,4}}(?: ?bis| ?ter)?,? {{1,2}}(?:{cues.STREET_FR}) {_NAMED}{_UNITS}{{0,3}}", _I),
        "a number and a street",
    ),
    (
        _SPANISH | _FRENCH,
        pattern(
            rf"(?<!\w)(?:{cues.STREET_ES}|{cues.STREET_FR}) {{0,1}}{_NAMED}(?:{_UNITS}{{1,3}}|,? {{0,1}}{_NUMBER}(?![\w%:]){_NO_PEOPLE})(?:{_UNITS}|, \d{{1,3}}(?![\w%:]){_NO_PEOPLE}){{0,3}}",
            _I,
        ),
        "a street and a number",
    ),
    (
        _CYRILLIC,
        pattern(
            rf"(?<!\w)(?:{cues.STREET_UK}|{cues.STREET_RU}) {{0,1}}{_NAMED_CYR}(?:{_UNITS}{{1,3}}|,? {{0,1}}{_NUMBER}(?![\w%:]){_NO_PEOPLE}){_UNITS}{{0,3}}",
            _I,
        ),
        "a street and a number",
    ),
    (
        _ARABIC,
        pattern(
            rf"(?<!\w)[وبفل]?(?:{cues.STREET_AR})(?: {_AR_STREET_WORD}){{1,3}}(?:[ ,،-]{{1,3}}(?:{_AR_UNIT}|{_AR_NUMBER}(?![\d%:]))){{1,3}}"
        ),
        "a street or quarter and a number",
    ),
    (
        _ARABIC,
        pattern(rf"(?<![\w.,])\d{{1,4}}[ ،,]{{1,2}}(?:شارع|زقاق|جادة|حارة|طريق|درب){_AR_NAME}(?!\w)"),
        "a number and a street",
    ),
    (
        _BUILDING_AR,
        pattern(rf"(?<!\w)[وبفل]?(?:{cues.UNIT_AR}) {_AR_NUMBER}(?![\d%:])(?:[ ,،-]{{1,3}}{_AR_UNIT}){{0,3}}"),
        "a building and its number",
    ),
    (
        # A house number is written after the word without "of": "house 12", but not "house of 12 people".
        _BUILDING,
        pattern(rf"(?<!\w){_UNIT}(?!\w)(?![.,]\d){_NO_PEOPLE}{_UNITS}{{0,3}}", _I),
        "a building and its number",
    ),
    (
        _ADJECTIVE,
        pattern(rf"(?<!\w){_ADJECTIVE_CYR},? \d{{1,3}}(?:/\d{{1,3}}|[а-г])?(?![\w%:]|[.,]\d){_NO_PEOPLE}{_UNITS}{{0,3}}", _I),
        "a name like a street's and a number",
    ),
)
_ADJECTIVE_AND_NUMBER = re.compile(r"[а-яієґ],? \d")

_SPOT = rf"(?:(?!(?:{cues.SPOTS})(?!\w))[^\W\d_][\w'-]{{0,24}} ){{0,2}}(?:{cues.SPOTS})(?!\w)(?:(?: (?:of|de la|de|du|des|d'|del|al|el|-))? ?(?-i:[A-ZА-ЯІЄҐ\"«“][\w'-]{{1,24}}[\"»”]?)){{0,3}}"
_SCHOOL = r"(?: ?(?:№|n°|n\.?º|no\.?|number|number|#|رقم|номер)? ?\d{1,4}(?![\w%.,]\w| ?(?:people|persons|personnes|personas|человек|людей|осіб|dead|killed|children)))?"
_STREET = (
    rf"(?-i:[A-Z][\w'-]{{1,30}} ){{1,3}}(?-i:{cues.STREET_ALONE})(?!\w)"
    rf"|(?:on|at|off|along) (?!(?:the|this|our|my|every|each|a|your|his|her|their|which|main) )[a-z'-]{{3,20}} (?:street|road|avenue|lane)(?!\w)"
    rf"|(?:{cues.STREET_FR}|{cues.STREET_ES}) {_NAMED}(?!\w)"
    rf"|(?:{cues.STREET_UK}|{cues.STREET_RU}) (?-i:[А-ЯІЄҐ\d][\w'-]{{1,30}})(?: (?-i:[А-ЯІЄҐ][\w'-]{{1,30}})){{0,2}}"
    rf"|{_ADJECTIVE_CYR} (?:{cues.STREET_UK}|{cues.STREET_RU})(?!\w)"
)
_FLOOR = (
    r"(?:(?:ground|top|upper|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th)) floor|(?:floor|flat|apartment|apt\.?|entrance|stairwell|room) (?:no\.? ?)?\d{1,4}[a-z]?"
    r"|(?:premier|deuxième|troisième|quatrième|cinquième|sixième|septième|dernier|\d{1,2} ?(?:er|e|ème|eme)) étage|rez-de-chaussée|étage \d{1,2}"
    r"|(?:primer|segundo|tercer|cuarto|quinto|sexto|séptimo|último|\d{1,2}[ºª°o]?) piso|planta (?:baja|\d{1,2})|piso \d{1,2}"
    r"|(?:перш|друг|трет|четверт|п'ят|шост|сьом|восьм|дев'ят|десят|останн|перв|втор|тр|пят|шест|седьм|девят|последн|\d{1,2}-?)[а-яієґ]{0,5} (?:поверх\w{0,2}|поверс\w{1,2}|этаж\w{0,2})|(?:під'їзд|подъезд|квартира|кв\.|поверх|этаж)\w{0,2} №? ?\d{1,4})(?![\w%])"
)
_AR_SPOT = rf"(?:{cues.SPOTS_AR})(?: (?!و|(?:{cues.NOT_IN_SPOT_AR})(?!\w)){_AR_WORD}){{0,2}}(?: رقم \d{{1,4}})?"
_ORDINAL = r"(?:(?:first|second|third|last|left|right|premier|première|deuxième|troisième|primer|segundo|tercer|перв\w{2}|втор\w{2}|трет\w{2,3}|перш\w{2}|друг\w{2}) )?"
_CORNER = (
    r"(?:corner|junction|crossing|intersection|crossroads) of|(?:l'|à l')?angle d(?:e la|es|u|e)|coin d(?:e la|es|u|e)|croisement d(?:e la|es|u|e)|carrefour|esquina de|cruce de|(?:на )?роз[іі]|ріг|перехрест\w{1,3}|(?:на )?углу|угол|перекр[её]ст\w{2,4}"
)
_STREET_NAME = r"(?:(?:rue|quai|avenue|place|calle|avenida|вул\.|ул\.|вулиц\w|улиц\w) )?(?:(?:aux|du|des|de la|de|la) ){0,2}(?-i:[A-ZА-ЯІЄҐ][\w'-]{1,24})(?: (?-i:[A-Z][\w'-]{0,24}|St|Rd|Ave)\.?){0,2}"
_STRONG = (
    (pattern(rf"(?<!\w)(?:{_CORNER}) (?:(?:la|le|the) )?{_STREET_NAME} (?:and|et|y|e|і|й|та|и|with) (?:(?:du|de la|des|de|the|la) )?{_STREET_NAME}(?!\w)", _I), "a corner of two streets"),
    (pattern(r"(?<!\w)(?:تقاطع|زاوية|مفرق) (?:شارع )?[ء-ي]{3,14}(?: ال[ء-ي]{2,14})? (?:مع |و(?:شارع )?)[ء-ي]{3,14}(?!\w)"), "a corner of two streets"),
    (pattern(rf"(?<!\w)(?:{cues.RELATIONS}) {{1,2}}(?:{cues.ARTICLES} ?){{0,2}}{_SPOT}{_SCHOOL}", _I), "a place told by what it lies beside"),
    (
        pattern(rf"(?<!\w)(?:{cues.CLOSE_EN}) (?:the|our) (?:(?:old|new|burnt|burned|ruined|bombed|little|big|red|blue|green|white|yellow|brick|stone|north|south|east|west|village|town|city|state|main|former|empty|broken) )?(?!(?:{cues.NO_SPOT_EN})(?!\w))[a-z'-]{{4,20}}(?: (?!(?:{cues.NO_SPOT_EN})(?!\w))[a-z]{{3,14}}(?=[.,;!?\n]|$))?(?!\w)", _I),
        "a place told by what it lies beside",
    ),
    (
        pattern(rf"(?<!\w)(?:{cues.CLOSE_FR}) ?(?:(?:de |du |des |d')?(?:la |le |les |l'|notre )?)(?<=[ '])(?:(?:vieux|vieille|ancien|ancienne|nouveau|nouvelle|petit|petite|grand|grande) )?(?!(?:{cues.NO_SPOT_FR})(?!\w))[a-z-]{{4,20}}(?!\w)", _I),
        "a place told by what it lies beside",
    ),
    (
        pattern(rf"(?<!\w)(?:{cues.CLOSE_ES}) (?:de la |del |de los |de las |al |a la |a los |a las |el |la )(?:(?:viejo|vieja|antiguo|antigua|nuevo|nueva) )?(?!(?:{cues.NO_SPOT_ES})(?!\w))[a-z-]{{4,20}}(?!\w)", _I),
        "a place told by what it lies beside",
    ),
    (
        pattern(rf"(?<!\w)(?:{cues.CLOSE_CYR}) (?:(?:стар|нов|бывш|колишн|сгоревш|згоріл|разрушенн|зруйнован|спален|сожженн|закрыт|закрит|центральн|городск|міськ|бел|біл|красн|червон|син|зелен|больш|велик|мал|нижн|верхн|перв|перш|втор|трет|четверт|п'ят|пят|друг)[а-яієґ]{{2,5}} )?(?!(?:{cues.NO_SPOT_CYR}))[а-яієґ]{{4,20}}(?!\w)", _I),
        "a place told by what it lies beside",
    ),
    (
        pattern(r"(?<!\w)(?:за|под|під|над|перед) (?:стар|нов|бывш|колишн|сгоревш|згоріл|разрушенн|зруйнован|спален|сожженн|городск|міськ|перв|перш|втор|трет|четверт|друг)(?:ым|им|ой|ою|еи|ьои|ьою|ьим|ими|ыми|ею) (?!год|рок|раз|ден|сло|вони|вог)[а-яієґ]{4,20}(?:ом|ем|ею|ей|ой|ои|ою|єю|ами|ями|ью|им|ым)(?!\w)", _I),
        "a place told by what it lies beside",
    ),
    (pattern(rf"(?<!\w)(?:{_STREET})", _I), "a street"),
    (pattern(r"(?<!\w)(?:на|по|з|с|угол|розі|углу) ([А-ЯІЄҐ][а-яієґ'-]{2,20}(?:ск|н|ов|ев|ськ|цьк|зьк|ян)(?:ои|іи|ій|еи))(?! [А-ЯІЄҐ]|\w)"), "a name like a street's"),
    (pattern(rf"(?<!\w){_FLOOR}", _I), "a floor, an entrance or a flat"),
    (
        pattern(
            rf"(?<!\w){_ORDINAL}(?:{cues.SHELTERS})(?: (?:of|at|under|beneath|in|on|de|du|des|del|sous|en|bajo|під|под|в|у|на|(?:{cues.RELATIONS})) ?(?:{cues.ARTICLES} ?){{0,2}}{_SPOT}{_SCHOOL}| ?(?:№|n°|no\.?|#|number)? ?\d{{1,4}}(?![\w%]){_NO_PEOPLE}| (?:of|de la|du|del|de) (?-i:{_NAMED})| (?:{cues.SPOTS})(?!\w){_SCHOOL}| (?-i:[А-ЯІЄҐ\"«][\w'-]{{2,30}}[\"»]?))",
            _I,
        ),
        "a shelter and where it is",
    ),
    (pattern(r"(?<!\w)(?:school|hospital|kindergarten|shelter|checkpoint|école|lycée|escuela|colegio|школ[аиуіоеы]\w{0,2}|ліце\w{1,3}|гімназі\w{1,3}|лице\w{1,3}|дитсад\w{0,3}|дитяч\w{2,4} сад\w{0,2}|детск\w{2,3} сад\w{0,2}|лікарн\w{1,3}|больниц\w{1,3}) (?:№|n°|n\.?º|no\.?|number|#|номер) ?\d{1,4}(?![\w%])", _I), "a building and its number"),
)
_STRONG_NEED = (
    rf"(?:{_CORNER})", "تقاطع|زاوية|مفرق", cues.RELATIONS, cues.CLOSE_EN, cues.CLOSE_FR, cues.CLOSE_ES, cues.CLOSE_CYR, "за|под|під|над|перед",
    f"{cues.STREET_ALONE}|street|road|avenue|lane|{cues.STREET_FR}|{cues.STREET_ES}|{cues.STREET_UK}|{cues.STREET_RU}", "на|по|з|с|угол|розі|углу",
    r"floor|flat|apartment|apt|entrance|stairwell|room|étage|chaussée|piso|planta|поверх\w{0,2}|поверс\w{1,2}|этаж\w{0,2}|під'їзд\w{0,2}|подъезд\w{0,2}|квартир\w{0,2}|кв",
    cues.SHELTERS, r"school|hospital|kindergarten|shelter|checkpoint|école|lycée|escuela|colegio|школ\w{1,3}|ліце\w{1,3}|гімназі\w{1,3}|лице\w{1,3}|дитсад\w{0,3}|сад\w{0,2}|лікарн\w{1,3}|больниц\w{1,3}",
)  # fmt: skip
"""Row by row the words without which no row of `_STRONG` matches."""
_BESIDE = _STRONG_NEED.index(cues.RELATIONS)
_SPOTTED = 1 << len(_STRONG_NEED)
_STRONG_GATES = Gates((*((1 << row, words) for row, words in enumerate(_STRONG_NEED)), (_SPOTTED, cues.SPOTS)))
_STRONG_AR = (
    (pattern(rf"(?<!\w)[وف]?(?:{cues.RELATIONS_AR}) {_AR_SPOT}(?!\w)"), "a place told by what it lies beside"),
    (
        pattern(rf"(?<!\w)[وفب]?(?:{cues.CLOSE_AR}) (?!ال|(?:{cues.NOT_IN_SPOT_AR}|{cues.NO_SPOT_AR})(?!\w)){_AR_WORD} ال[ء-ي]{{2,14}}(?!\w)"),
        "a place told by what it lies beside",
    ),
    (pattern(rf"(?<!\w)[وبفل]?(?:شارع|زقاق|جادة|حارة|ساحة|دوار|ميدان|درب|طريق(?= ال)){_AR_NAME}(?!\w)"), "a street"),
    (
        pattern(rf"(?<!\w)(?:[وب]?(?:ال)?طابق (?:ال)?(?:اول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|ارضي|اخير|{_AR_NUMBER})|[وب]?(?:ال)?(?:قبو|ملجا|سرداب) (?:{_AR_SPOT}|رقم \d{{1,4}}|\d{{1,4}}))(?!\w)"),
        "a floor or a shelter",
    ),
    (pattern(r"(?<!\w)[وبفل]?(?:بناية|عمارة|مبنى|مجمع|برج) ال[ء-ي]{2,14}(?!\w)"), "a building and its name"),
)
_WEAK = pattern(
    rf"(?<!\w)(?:(?:(?-i:[A-Z][\w'-]{{1,24}})\.? ){{1,3}}(?:{cues.SPOTS})(?!\w)|(?:(?:old|new|former|vieux|vieille|ancien(?:ne)?) )?(?:{cues.SPOTS})(?!\w)(?:(?: (?:of|de la|de|du|des|d'|del))? ?(?-i:[A-ZА-ЯІЄҐ\"«“][\w'-]{{1,24}}[\"»”]?)){{0,3}}|{_ORDINAL}(?:{cues.SHELTERS})(?!\w))",
    _I,
)
_WEAK_AR = pattern(rf"(?<!\w)[وبل]?{_AR_SPOT}(?!\w)")
_AT_THE = pattern(r"(?:عند|حد) (?:ال[ء-ي]{2,12})(?: (?:ظهرا|صباحا|مساء|ليلا|فجرا|عصرا|اليوم|امس|الان))?")
"""At the checkpoint, at the bakery: which of them is not said."""
_UNDER = pattern(r"(?:under|beneath|underneath|sous|debajo|bajo|під|под|تحت) (?:(?:the|la|le|l'|les|el|los|las|de|del) ?){0,3}", _I)
_RELATION = pattern(rf"(?:{cues.RELATIONS})(?!\w)", _I)
_ARTICLE = pattern(rf"(?:{cues.ARTICLES} ?){{1,2}}|(?:on|at|off|along|на|в|у|во|по) ", _I)
_JOINT = pattern(
    rf"(?:\.?[,،] ?| )?(?:(?:{cues.RELATIONS}|on|at|in|of|off|by|près de|de|du|des|d'|del|en|dans|sur|sous|в|у|на|по|при|під|под|і|и|في|من|على|ب|and|et|y) ?)?(?:(?:the|de la|de|la|le|l'|les|el|los|las|du|des) ?){{0,2}}",
    _I,
)
_QUARTER_AR = re.compile(r"[,،] ال[ء-ي]{2,14}(?: ال[ء-ي]{2,14})?(?=[،,.!؟\n]|$)")
_QUARTER = pattern(r", (?-i:[A-Z][\w'-]{2,20}(?: [A-Z][\w'-]{2,20})?|[А-ЯІЄҐ][\w'-]{4,20}(?:ая|а|я))(?=[,.!?\n]|$)")
_ARABIC_LETTER = re.compile("[ء-ي]")


def numbered(plain: str) -> _Found:
    """Give the pieces that hold a number; what `check/figures.py` puts aside. They may overlap."""
    holds = _GATES.of(plain)
    if _ADJECTIVE_AND_NUMBER.search(plain):
        holds |= _ADJECTIVE
    for needed, form, why in _NUMBERED:
        if holds & needed:
            yield from ((*m.span(), why) for m in form.finditer(plain))


def addresses(plain: str) -> _Found:
    """Give the addresses of a plain text, each whole, in the order of the text."""
    strong = [*numbered(plain)] if any(c.isdigit() for c in plain) else []
    holds = _STRONG_GATES.of(plain)
    for row, (form, why) in enumerate(_STRONG):
        if holds & 1 << row and (row != _BESIDE or holds & _SPOTTED):
            strong += ((*m.span(), why) for m in form.finditer(plain))
    arabic = _ARABIC_LETTER.search(plain) is not None
    if arabic:
        for form, why in _STRONG_AR:
            strong += ((*m.span(), why) for m in form.finditer(plain) if not _AT_THE.fullmatch(m[0]))
    if not strong:
        return
    weak = [(*m.span(), "") for form in (_WEAK, *((_WEAK_AR,) if arabic else ())) for m in form.finditer(plain)]
    start, end, why = -1, -1, ""
    for begin, stop, reason in sorted((*strong, *weak), key=lambda one: (one[0], -one[1])):
        if start >= 0 and (begin <= end or (begin - end < 36 and _JOINT.fullmatch(plain, end, begin))):
            end, why = max(end, stop), why or reason
            continue
        if why:
            yield _trimmed(plain, start, end, why)
        start, end, why = begin, stop, reason
    if why:
        yield _trimmed(plain, start, end, why)


def _trimmed(plain: str, start: int, end: int, why: str) -> tuple[int, int, str]:
    """Take the quarter behind, and leave "under" and an article before."""
    for form in (_QUARTER_AR, _QUARTER):
        if m := form.match(plain, end):
            end = m.end()
            break
    for form in (_UNDER, _ARTICLE):
        if (m := form.match(plain, start, end)) and m.end() < end and not (form is _ARTICLE and _RELATION.match(plain, start)):
            start = m.end()
    while plain[start] == " ":
        start += 1
    while end > start and plain[end - 1] in " ,،":
        end -= 1
    return start, end, why
