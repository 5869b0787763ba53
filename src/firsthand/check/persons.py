# ruff: noqa: E501, SIM905 - a pattern reads worse when it is broken in the middle
"""
Names of persons in a message: by a cue word, by a list of given names, by the form of a surname, by capitals.

Theory: four ways, from sure to unsure. A cue ("my brother", "Dr", "named", أم) says that a name follows. A given name of
`check/given_names.py` is a name wherever it stands, with the capitalised words beside it; one that is also a word or a
place needs company. Some surnames and patronymics tell by their ending. A run of capitalised words in the middle of a
sentence, or one with an age or a verb of persons behind it, is proposed as one that could be a name; words of
institutions, peoples and calendars are not. In Arabic there are no capitals: there only the first two ways work.

Known ugliness: an unknown single name without a cue is missed in Arabic and at the start of a sentence; firms, ships and
teams with two capitalised words are proposed. A person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from firsthand.check import cues, given_names
from firsthand.check.mapped import mapped, pattern, plain_letters

_Found = Iterator[tuple[int, int, str]]
"""Start and end in the plain text, and why."""

_I = re.IGNORECASE
_CAP = r"[A-ZÆŒØŁĐА-ЯІЄҐ][^\W\d_](?:[^\W\d_]|'|-(?=\w)){0,24}(?![\d_])"
_NAME = rf"(?-i:{_CAP}(?: {_CAP}){{0,2}})"
_AR_WORD = r"[ء-ي]{2,16}"

_LATIN_NAMES = (
    (
        pattern(
            rf"(?<!\w)(?:my|our|his|her|their|your) (?:(?:little|older|elder|younger|big|baby|dear|late|best|old|poor) ){{0,2}}"
            rf"(?:{cues.KIN_EN})(?:,| named| called|'s name is| is called)? {{1,2}}({_NAME})",
            _I,
        ),
        "a name after a word for a relation",
    ),
    (pattern(rf"(?<!\w)(?:uncle|aunt|auntie|aunty|grandma|grandpa|grandad|granddad|granny|nana|nan|gran|widow|orphan|little|young|wee|lil|poor old|poor|old man|baby|name of|the name|brother|sister|corporal|private|lieutenant|sergeant|constable|inspector|deacon|reverend|pastor|abbot|rabbi|matron|skipper|coach) ({_NAME})", _I), "a name after a word for a relation"),
    (pattern(rf"(?<!\w)((?:Abu|Abo|Abou|Umm|Um|Oum|Om|Bint|Ibn|Bou)[ -](?:al-|el-|Al-|El-)?{_CAP})"), "a name by which people call a parent"),
    (pattern(rf"(?<!\w)(?:mother|father|mum|mom|dad|wife|widow|son|daughter|brother|sister|uncle|aunt|husband|friend|cousin) of (?:little |young |old )?({_NAME})(?![\w'-])(?! (?:al|el|bin|ibn)[- ])", _I), "a name after a word for a relation"),
    (pattern(rf"(?<!\w)(?:mère|père|femme|veuve|fils|fille|frère|sœur|soeur|oncle|tante|mari|ami|amie|cousine?) (?:de |d')(?:la petite |du petit )?({_NAME})", _I), "a name after a word for a relation"),
    (pattern(rf"(?<!\w)(?:madre|padre|mamá|papá|mujer|esposa|viuda|hijo|hija|hermano|hermana|tío|tía|marido|amigo|amiga|primo|prima) de (?:la pequeña |el pequeño |don |doña )?({_NAME})", _I), "a name after a word for a relation"),
    (
        pattern(rf"(?<!\w)(?:Dr|Mr|Mrs|Ms|Miss|Prof|Doctor|Professor|Nurse|Sheikh|Shaikh|Sheik|Imam|Mullah|Father|Fr|Sister|Brother|Rev|Capt|Captain|Lt|Sgt|Col|Colonel|General|Major|Officer|Teacher|Mayor|Sir|Lady|Abu|Abo|Abou|Umm|Um|Oum|Om|Hajji|Haji|Hajja|Hajj|Ustaz|Ustadh|Engineer|Activist|Journalist|Photographer|Martyr)\.?[ -](?-i:(?:al|el|Al|El)-)?({_NAME})"),
        "a name after a title",
    ),
    (
        pattern(
            rf"(?<!\w)(?:named|(?:is|was|are) called|name is|names are|name:|call|phone|contact|ask for) ({_NAME})(?! (?:Cross|Crescent|Defence|Help))",
            _I,
        ),
        "a name after 'named', 'call' or the like",
    ),
    (
        pattern(
            rf"(?<!\w)(?:mon|ma|mes|notre|nos|son|sa|ses|leur|votre) (?:(?:petite?|grande?|chère?|meilleure?|cher|jeune) ){{0,2}}"
            rf"(?:{cues.KIN_FR})(?:,| s'appelle| nommée?)? {{1,2}}({_NAME})",
            _I,
        ),
        "a name after a word for a relation",
    ),
    (
        pattern(rf"(?<!\w)(?:[Aa]bbé|[Dd]om|[Dd]iacre|[Rr]abbin|[Pp]asteur|[Cc]aporal|[Ss]ergent|[Ll]ieutenant|[Ss]oldat|[Aa]djudant|[Ll]e fils|[Ll]a fille|[Ll]e vieux|[Ll]a vieille|[Ll]a mère|[Ll]e père|[Ll]es frères|[Ll]es sœurs|[Ll]es soeurs|[Ll]a famille|[Ll]es époux|M\.|Mme\.?|Mlle\.?|Dr\.?|[Dd]octeur|[Mm]onsieur|[Mm]adame|[Mm]aître|[Pp]rofesseure?|[Ss]œur|[Ff]rère|[Pp]ère|[Cc]apitaine|[Cc]olonel|[Ii]nfirmière?|[Oo]ncle|[Pp]épé|[Mm]émé|[Pp]épère|[Mm]émère|[Pp]apy|[Mm]amy|[Ll]e petit|[Ll]a petite|[Ll]e gamin|[Ll]a gamine|[Tt]ante|[Tt]ata|[Tt]onton|[Mm]amie?|[Pp]api|[Ii]mam|[Cc]heikh|Me|Abou|Oum) ({_NAME})"),
        "a name after a title",
    ),
    (
        pattern(rf"(?<!\w)(?:s'appelle|m'appelle|s'appelait|nommée?|appelez|prénommée?|au nom de) ({_NAME})", _I),
        "a name after 's'appelle' or the like",
    ),
    (
        pattern(
            rf"(?<!\w)(?:mi|mis|nuestr[oa]s?|su|sus|tu) (?:(?:querid[oa]|pequeñ[oa]|mejor) ){{0,2}}(?:{cues.KIN_ES})"
            rf"(?: pequeñ[oa]| mayor| menor)?(?:,| llamad[oa]| se llama)? {{1,2}}({_NAME})",
            _I,
        ),
        "a name after a word for a relation",
    ),
    (pattern(rf"(?<!\w)(?:Fray|Hermano|Hermana|[Pp]ibe|[Cc]abo|[Ss]argento|[Tt]eniente|[Ss]oldado|[Ll]icenciad[oa]|[Rr]abino|[Pp]ároco|[Dd]iácono|Sra?\.?|Srta\.?|[Dd]on|[Dd]oña|Dra?\.?|[Dd]octora?|[Ss]eñora?|[Ss]eñorita|[Pp]rofesora?|[Pp]rof\.|[Pp]adre|[Ss]or|[Tt]ío|[Tt]ía|[Ss]eño|[Mm]aestr[oa]|[Aa]buelit[oa]|[Nn]iñ[oa]|[Ee]l pibe|[Ll]a piba|[Ee]l Turco|[Ee]l Negro|[Cc]ompadre|[Cc]omadre|[Aa]buela|[Aa]buelo|[Ee]nfermer[oa]|[Cc]apitán|[Ii]ng\.|[Ll]ic\.) ({_NAME})"), "a name after a title"),
    (
        pattern(rf"(?<!\w)(?:se llama|se llamaba|me llamo|llamad[oa]|llamen? a|llama a|su nombre es) ({_NAME})", _I),
        "a name after 'se llama' or the like",
    ),
    (
        pattern(
            rf"(?<!\w)(?:(?:{cues.MY_UK_RU}) (?:[а-яієґ]{{3,12}}(?:ий|ой|ый|а|я|ого|у|ої) )?)?(?:{cues.KIN_UK_RU}),? {{1,2}}({_NAME})",
            _I,
        ),
        "a name after a word for a relation",
    ),
    (
        pattern(
            rf"(?<!\w)(?:сестра|матушка|батюшка|рядовой|ефрейтор|прапорщик|лейтенант|сержант|старшина|рядовий|єфрейтор|прапорщик|семья|семьи|семью|родина|родини|сім'я|сім'ї|брати|братья|братьев|братів|сёстры|сестри|малой|мала|малий|малая|старый|старая|старий|стара|пан|пані|пана|пану|панові|лікарк?[аиуою]?|лікар[яю]|доктор[ауо]?м?|д-р|господин\w?|госпож\w|гражданин\w?|дядя|тётя|тітка|дядько|тьотя|баба|бабушка|бабуся|дід|дед|отець|отец|вчитель\w{{0,3}}|учитель\w{{0,5}}|медсестра|врач|доктор|капітан|капитан|майор|полковник|сержант|солдат|журналіст\w{{0,3}}|журналист\w{{0,3}}|волонтер\w{{0,4}}|волонтёр\w{{0,4}}|директор\w{{0,3}}) ({_NAME})",
            _I,
        ),
        "a name after a title",
    ),
    (
        pattern(
            rf"(?<!\w)(?:на ім'я|мене звати|його звати|її звати|звати|зовут|меня зовут|его зовут|её зовут|по имени|"
            rf"подзвоніть|зателефонуйте|позвоните|звоните|дзвоніть|кличуть) ({_NAME})",
            _I,
        ),
        "a name after 'звати', 'зовут' or the like",
    ),
)

_WORKS = (
    r"driver|teacher|neighbou?r|guard|caretaker|commander|medic|midwife|paramedic|pharmacist|baker|priest|pastor|headmaster|headmistress|janitor|landlord|landlady|informer|sniper|fixer|translator|"
    r"chauffeur|conducteur|conductrice|institut(?:eur|rice)|maîtresse|maître|gardien(?:ne)?|voisine?|sage-femme|pharmacien(?:ne)?|boulang(?:er|ère)|curé|passeur|"
    r"maestr[oa]|chofer|conductor|vecin[oa]|enfermer[oa]|comadrona|farmacéutic[oa]|panader[oa]|cura|párroco|portera?|guía|"
    r"водій|водія|водієві|водитель|водителя|водителю|сестричк\w{1,2}|медсестр\w{1,2}|вчительк\w{1,2}|учительниц\w{1,2}|фельдшер\w{0,3}|сусідк\w{1,2}|соседк\w{1,2}|сосед\w{0,2}|старост\w{1,2}|старш\w{2,3}|сторож\w{0,2}|аптекар\w{0,3}|пекар\w{0,3}|священник\w{0,3}|комендант\w{0,3}|командир\w{0,3}|акушерк\w{1,2}"
)
_CUED_BY_WORK = (
    (
        pattern(rf"(?<!\w)(?:{_WORKS})(?:,| is| was| named| est| es|:| -)? {{1,2}}({_NAME})", _I),
        "a name after a word for a work",
    ),
    (
        pattern(
            rf"(?<!\w)(?:d'après|dites? à|dire à|parlé à|écrit à|rendre à|remettre à|appartient à|dis à|dijo a|dije a|dile a|devolver a|entregar a|escriban a|avísenle a|pertenece a|llamen a|busquen a|told by|heard from|belongs to|signed by|signed,|says|dice|dijo|dicen que|firmado,?|vu|prévenir|saludos a|"
            rf"за словами|зі слів|каже|кажуть що|належить|віддайте|поверніть|по словам|со слов|говорит|принадлежит|верните|отдайте|увезли|вивезли|забрали|ask(?:ing)? for|ask|look(?:ing)? for|meet|tell|told|thank|pray for|praying for|name on (?:the )?(?:account|card)|in the name of|account holder:?|contact person:?|regards to|love,|"
            rf"chez|demandez|demander|avec|dites à|prévenez|cherche|cherchons|merci à|titulaire:?|au nom de|"
            rf"pregunten? por|pregunta por|busco a|buscamos a|avisen a|avisa a|díganle a|gracias a|con|a nombre de|titular:?|"
            rf"питати|спитати|запитати|питайте|спитайте|шукаємо|шукаю|передайте|на ім'я|отримувач:?|дякую|"
            rf"спросить|спросите|спрашивать|ищем|ищу|передайте|на имя|получатель:?|спасибо) (?:old |little |le vieux |el viejo |el |la |to |à |a |старого |старому |малого )?({_NAME})",
            _I,
        ),
        "a name after 'ask for', 'with' or the like",
    ),
)
_CALLED_TO = pattern(
    rf"(?:^|[.!?…\n] ?)({_CAP}(?: {_CAP})?)(?:,|!) (?=[^.!?\n]{{0,50}}?(?<!\w)(?-i:you|u|your|ur|mum|dad|tu|te|ton|ta|toi|t'|vous|votre|ti|tu|tus|usted|ты|тебя|тебе|твой|твоя|твои|вы|вам|вас|ти|тебе|твій|твоя|твої|ви|дзвони|подзвони|позвони|отзовись|озвись|откликнись|відгукнись|call|phone|reply|answer|llama|contesta|responde|réponds|appelle|rappelle|come home|where are)(?!\w))"
)
"""Somebody who is spoken to: "Petronella, if you read this"."""
_FAMILY_OF = pattern(rf"(?<!\w)(?:the|los hermanos|las hermanas|la familia|los) ({_CAP})(?= (?:family|brothers|sisters|twins|boys|girls|kids|house|widow)(?!\w))|(?<!\w)(?:los hermanos|las hermanas|la familia|la viuda de|los mellizos) ({_CAP})")
_INITIAL = pattern(r"(?<![\w.])(?:[A-ZА-ЯІЄ]\. ?){1,2}[A-ZА-ЯІЄ][^\W\d_]{2,20}(?:-[A-ZА-ЯІЄ][^\W\d_]{2,20})?(?!\w)")
_AND_NAME = pattern(rf" (?:and|et|y|e|і|й|та|и) ({_CAP})(?![\w-]| [A-ZА-Я])")
_NAME_AND = pattern(rf"(?<![\w@#/.-])({_CAP}) (?:and|et|y|і|й|та|и) $")

_AR_CUED = pattern(
    rf"(?<!\w)[وبفل]?(?:{cues.KIN_AR})[،,]? (?:(?:الصغيرة?|الكبيرة?|الاكبر|الاصغر|الحبيبة?|الغالية?|العزيزة?|الوحيدة?|اسمه|اسمها) )?"
    rf"({_AR_WORD})(?:(?= ({_AR_WORD})))?"
)
_AR_TITLED = pattern(
    rf"(?<!\w)(?:[وبفل]?(?:{cues.TITLES_AR})(?!\w)|لل(?:دكتور|طبيب|استاذ|شيخ|حاج)ه?(?!\w)|د\.) ?({_AR_WORD})(?:(?= ({_AR_WORD})))?"
)
_AR_NAMED = pattern(
    rf"(?<!\w)[وف]?(?:اسمه|اسمها|اسمي|يدعى|تدعى|المدعو|اسم الطفلة?|اسم المفقودة?|تواصلوا مع|اتصلوا ب|اتصل ب)[:،]? ?({_AR_WORD})(?:(?= ({_AR_WORD})))?"
)
_AR_ASKED = pattern(
    rf"(?<!\w)[وف]?(?:اسال(?:وا)? عن|خبروا|خبر|بلغوا|سلموا على|سلم على|قولوا ل|كلموا|راجعوا|باسم|صاحب الحساب|نادوا|تواصل مع|احكوا مع|اطلبوا|اسال|دوروا على|ندور على|نبحث عن|مين شاف|حدا شاف|شفتوا)[:،]? ?({_AR_WORD})(?:(?= ({_AR_WORD})))?"
)
_AR_KUNYA = pattern(rf"(?<!\w)[وبفل]?(?:ابو|ام|ابا|ابي) ({_AR_WORD})")



_LATIN_UPPER = re.compile("[A-ZÆŒØŁĐ]")
_CYRILLIC_UPPER = re.compile("[А-ЯІЄҐ]")


def _by_letters(rows: tuple[tuple[re.Pattern[str], str], ...]) -> tuple[tuple[int, re.Pattern[str], str], ...]:
    """Say of each row in which letters its cues are (1 Latin, 2 Cyrillic): a text without such capitals need not be tried."""
    cue = [form.pattern.replace(plain_letters(_NAME), "").replace(plain_letters(_CAP), "") for form, _ in rows]
    return tuple(
        ((1 if re.search("[a-z]{3}", one) else 0) | (2 if re.search("[а-я]{3}", one) else 0), form, why)
        for one, (form, why) in zip(cue, rows, strict=True)
    )


_LATIN_ROWS, _WORK_ROWS = _by_letters(_LATIN_NAMES), _by_letters(_CUED_BY_WORK)


def names(plain: str) -> _Found:
    """Give the spans of a plain text that could name a person, the surest ways first; they may overlap."""
    found = []
    for one in _named(plain):
        found.append(one)
        yield one
    yield from _again(plain, found)


def _again(plain: str, found: list[tuple[int, int, str]]) -> _Found:
    """Take the first word of a full name where it stands again alone: "Yarin Oduvel … Yarin's wife"."""
    firsts = {plain[start:end].split(" ")[0] for start, end, why in found[:40] if why != TWO_CAPITALISED}
    for first in sorted(firsts):
        if len(first) > 2 and first[0].isupper() and first.lower() not in _NOT_IN_RUNS and first.lower() not in _TITLES:
            for m in re.finditer(rf"(?<![\w@#/.-]){re.escape(first)}(?![\w-])", plain):
                yield *m.span(), "a name that stands elsewhere in the text"


_GREETINGS = frozenset(
    plain_letters(word)
    for word in (
        "friends folks neighbours neighbors guys lads ladies gentlemen brothers sisters comrades mum dad mama papa grandad granddad grandma boss captain attention warning reminder update breaking look guess listen imagine believe "
        "mes amis voisins messieurs mesdames camarades maman papa mamie papi chers patron amigos vecinos señores compañeros mamá papá abuela abuelo hermanos jefe mira oye escucha "
        "друзья соседи люди братья сестры товарищи мама папа мам пап бабушка дедушка сынок доченька друзі сусіди браття товариші мамо тату бабусю дідусю синку доню слушай смотри слухай дивись послушайте родные рідні дорогие дорогі ребята хлопці мужики добрые милые "
        "сынок родной родная любимый любимая коханий кохана сонечко зайка котик cher chère chéri chérie cariño querido querida amor honey darling love dear sweetheart"
    ).split()
)
_TITLES = frozenset(
    plain_letters(word)
    for word in (
        "corporal private lieutenant sergeant constable inspector deacon reverend pastor rabbi matron skipper coach grandad granddad caporal sergent soldat lieutenant abbé fray hermano hermana cabo sargento teniente soldado сестра матушка батюшка рядовой сержант старшина лейтенант "
        "father sister brother doctor professor nurse sheikh imam mullah captain colonel general major officer teacher mayor lady abu abo abou umm oum hajji haji hajja uncle aunt auntie grandma grandpa granny "
        "mme mlle monsieur madame maître docteur professeur soeur sœur frère père mère capitaine colonel oncle tante tata tonton mamie papi pépé mémé cheikh don doña señor señora padre madre sor tío tía abuela abuelo seño "
        "тітка тётя дядько дядя тьотя баба бабуся бабушка дід дед пан пані отець отец доктор лікар врач"
    ).split()
)


def _named(plain: str) -> _Found:
    """Give the spans of a plain text that could name a person, the surest ways first; they may overlap."""
    latin = _UPPER.search(plain) is not None
    if latin:
        yield from _cued(plain)
    if _ARABIC.search(plain):
        yield from _arabic(plain)
    if latin:
        runs = list(_runs(plain))
        yield from runs
        yield from _beside(plain, runs)
    yield from _lower(plain)


def _beside(plain: str, runs: list[tuple[int, int, str]]) -> _Found:
    """Take a capitalised word that is joined to a name by "and", on either side of it."""
    for start, end, why in runs:
        if why in _UNSURE:
            continue
        if (m := _AND_NAME.match(plain, end)) and m[1].lower() not in _NOT_IN_RUNS:
            yield *m.span(1), "a capitalised word beside a name"
        if (m := _NAME_AND.search(plain, max(0, start - 30), start)) and m[1].lower() not in _NOT_IN_RUNS:
            yield *m.span(1), "a capitalised word beside a name"


_UPPER = re.compile("[A-ZÆŒØŁĐА-ЯІЄҐ]")
_ARABIC = re.compile("[ء-ي]")


def _cued(plain: str) -> _Found:
    heading = len(_CAPITALISED.findall(plain)) > 0.5 * (1 + len(_PART_OF_RUN.findall(plain)))
    for m in _INITIAL.finditer(plain):
        yield *m.span(), "an initial and a surname"
    for m in _CALLED_TO.finditer(plain):
        if end := _name_end(plain, m.start(1), m.end(1), _NOT_IN_RUNS | _GREETINGS):
            yield m.start(1), end, "somebody who is spoken to"
    for m in _FAMILY_OF.finditer(plain):
        at = 1 if m[1] else 2
        if end := _name_end(plain, m.start(at), m.end(at), _NOT_IN_RUNS):
            yield m.start(at), end, "the name of a family"
    letters = (1 if _LATIN_UPPER.search(plain) else 0) | (2 if _CYRILLIC_UPPER.search(plain) else 0)
    for rows, strict in ((_LATIN_ROWS, False), (_WORK_ROWS, True)):
        for needed, form, why in rows:
            if not needed & letters:
                continue
            for m in form.finditer(plain):
                end = _name_end(plain, m.start(1), m.end(1), _NOT_IN_RUNS if strict else _NOT_NAMES)
                if end and not (strict and heading and not m[0].isupper()):
                    yield m.start(1), end, why



# --- given names, endings and capitals -------------------------------------------------------------------------------

_RUN = pattern(
    rf"(?<![\w@#/.-])(?:[A-ZА-ЯІЄ]\. ?){{0,2}}{_CAP}(?:(?: (?:(?:al|el|bin|ibn|ben|bint|de|de la|del|van|von|da|di|dos)[ -])?|-(?=[A-ZА-Я]))(?:[A-ZА-ЯІЄ]\. ?)?{_CAP}){{0,4}}(?: [A-ZА-ЯІЄ]\.(?: ?[A-ZА-ЯІЄ]\.)?)?"
)
_PART_OF_RUN = re.compile(r"[^ ]{1,60}")
_OPENING = re.compile(r"(?:^|[.!?…:;\n\"“«»(\[—|•>*] ?|[^\w\s,'&/()-] ?)$|(?:^|\n)[^\w]{0,6}$")
_WHERE_BEFORE = pattern(
    r"(?<!\w)(?:the|in|at|near|into|outside|towards?|across|around|of|to|from|on|via|this|these|those|all|"
    r"le|la|les|du|des|au|aux|en|dans|vers|sur|chez|el|los|las|al|hacia|desde|hasta|"
    r"в|у|на|по|під|біля|до|з|із|зі|під|над|через|под|около|возле|из|с|от|над|г\.|м\.|с\.|село|місто|город|улица|вулиця) $",
    _I,
)
_PERSON_AFTER = pattern(
    r",? ?\(?\d{1,2}(?:\)|,| (?:years?|yrs?|ans|años|лет|рок\w{1,2}|год\w?)(?!\w))"
    r"|,? (?:(?:is|was|has been|who|who's|whose|and (?:his|her)|died|dies|said|says|told|wrote|writes|tells|asked|asks|lost|lives|lived|called|calls|survived|cried|cries|went missing|"
    r"est (?:mort|blessé|né|porté)\w*|a (?:dit|été|disparu|perdu|appelé)|dit|était|qui (?:est|a|était)|"
    r"dijo|dice|murió|está (?:herid|muert|viv)\w*|era|fue|ha (?:muerto|desaparecido|dicho)|perdió|"
    r"сказа\w{1,3}|каже|загину\w{1,3}|помер\w{0,2}|поранен\w{0,2}|жив\w{0,2}|зник\w{0,3}|написа\w{1,3}|розпові\w{2,5}|говорит|погиб\w{0,3}|умер\w{0,2}|ранен\w{0,2}|пропа\w{1,2}|рассказ\w{2,4})(?!\w))",
    _I,
)
_SURNAME = pattern(
    r"[^\W\d_]{2,20}(?:енк(?:о|а|у|ом|ові)|чук(?:а|у|ом|ові)?|ськ(?:ии|ого|ому|им|а|ої|у|ою)|ск(?:ии|ого|ому|им|ая|ую)|[аеояиіїц]в(?:а|у|ым|ым|ої|ои|им)|[оеєі]в|[иі]н(?:а|у|ым|ои|ої|им)|"
    r"[аеояиц]вы|[аеояиц]вых|[аеояиц]вым|енки|енків|енків|чуки|ович(?:а|у|ем)?|евич(?:а|у|ем)?|івн(?:а|и|і|у|ою)|овн(?:а|ы|е|у|ои)|евн(?:а|ы|е|у|ои)|швили|дзе|ян(?:а|у|ом)?|enko|chuk|ovych|ovich|evich|ivna|ovna|evna|shvili|skyi|skyy|skiy|skaya|ovic|evic|czyk|wicz|ez)",
    _I,
)
_PATRONYMIC = pattern(r"[^\W\d_]{2,16}(?:[ое]вич(?:а|у|ем|ем)?|[ії]вн(?:а|и|і|у|ою)|[ое]вн(?:а|ы|е|у|ои)|ovych|ovich|evich|ivna|ovna|evna)", _I)
_ADJECTIVE = pattern(r"[^\W\d_]{2,20}с(?:ь)?к(?:ии|ого|ому|им|а|ої|у|ою|ая|ую|ои|і|ие|их|е|ое)", _I)


_ROMAN = dict(zip("абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя'", "a b v h g d e ie e zh z y i i i k l m n o p r s t u f kh ts ch sh shch  y  e iu ia ".split(" "), strict=True))
_ROMANS = (
    _ROMAN, {**_ROMAN, "й": "y", "ї": "yi", "є": "ye", "ю": "yu", "я": "ya"},
    {**_ROMAN, "г": "g", "и": "i", "й": "y", "ю": "yu", "я": "ya"}, {**_ROMAN, "г": "g", "и": "i", "й": "i"},
)  # fmt: skip
"""Ways in which Ukrainian (two) and Russian (two) names are written in Latin letters."""


@cache
def _latin_given() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Given names in Latin letters, those that are also words, and those that count in small letters too."""
    folded = {plain_letters(one).lower() for one in (*given_names.ENGLISH, *given_names.FRENCH, *given_names.SPANISH)}
    arabic = {plain_letters(one).lower() for one in given_names.ARABIC_LATIN}
    weak = frozenset(plain_letters(one).lower() for one in given_names.LATIN_WEAK)
    slavic = {"".join(table.get(c, c) for c in one) for one in given_names.UKRAINIAN for table in _ROMANS[:2]}
    slavic |= {"".join(table.get(c, c) for c in one) for one in given_names.RUSSIAN for table in _ROMANS[2:]}
    folded |= {one for one in slavic if len(one) >= 4}
    return frozenset(folded | arabic | weak), weak, frozenset(one for one in arabic - weak if len(one) >= 5)


@cache
def _cyrillic_given() -> tuple[frozenset[str], frozenset[str]]:
    """Given names in Cyrillic letters in all their cases, and those of them that are also words."""
    return (
        frozenset(form for one in (*given_names.UKRAINIAN, *given_names.RUSSIAN) for form in _cases(one)),
        frozenset(form for one in given_names.CYRILLIC_WEAK for form in _cases(one)),
    )


def _cases(name: str) -> set[str]:
    """The case forms of a Ukrainian or Russian given name, folded; some that nobody uses are among them."""
    ends: tuple[str, ...]
    if name[-1] in "ая":
        ends = ("а", "и", "і", "у", "ою", "о", "е", "ой", "ы") if name[-1] == "а" else ("я", "ї", "ю", "єю", "є", "и", "і", "ей", "ею", "е")
        stems = {name[:-1], name[:-1].removesuffix("г") + "з" if name[-2] == "г" else name[:-1]}
    elif name[-1] == "о":
        stems, ends = {name[:-1]}, ("о", "а", "у", "ові", "ом", "е")
    elif name[-1] in "йь":
        stems, ends = {name[:-1]}, (name[-1], "я", "ю", "єві", "еві", "єм", "ем", "є", "е", "ї", "и", "і")
    else:
        stems, ends = {name}, ("", "а", "у", "ові", "ом", "ем", "еві", "е", "і", "и", "ы", "ым")
        if name.endswith("ел"):
            stems.add(name[:-2] + "л")
        if name.endswith("ок"):
            stems.add(name[:-2] + "к")
    return {plain_letters(stem + end) for stem in stems for end in ends} | {plain_letters(name)}


@cache
def _arabic_given() -> tuple[frozenset[str], frozenset[str]]:
    """Given names in Arabic letters, folded, and those of them that are also words."""
    weak = frozenset(plain_letters(one) for one in given_names.ARABIC_WEAK)
    return frozenset(plain_letters(one) for one in given_names.ARABIC) | cues.NAMES_AR | weak, weak


def _runs(plain: str) -> _Found:
    """Runs of capitalised words, in the order of the text."""
    latin, weak_latin, _ = _latin_given()
    cyrillic, weak_cyrillic = _cyrillic_given()
    heading = len(_CAPITALISED.findall(plain)) > 0.5 * (1 + len(_PART_OF_RUN.findall(plain)))
    for m in _RUN.finditer(plain):
        opening = _OPENING.search(plain, max(0, m.start() - 4), m.start()) is not None
        segment: list[tuple[int, int, str]] = []
        for part in (*_PART_OF_RUN.finditer(m[0]), None):
            key = part[0].lower().removesuffix("'s").rstrip(".,") if part else ""
            if part and key not in _NOT_IN_RUNS:
                end = m.start() + part.end() - (2 if part[0].endswith("'s") else 0)
                segment.append((m.start() + part.start(), end, key))
                continue
            if segment:
                first = opening and segment[0][0] == m.start()
                stop = part is None or key not in _HEADS
                span = _in_segment(plain, segment, first, stop, latin, weak_latin, cyrillic, weak_cyrillic)
                storm = _STORM.search(plain, max(0, segment[0][0] - 14), segment[0][0])
                if span and not storm and not (heading and span[2] in _UNSURE):
                    yield span
            segment = []


def _in_segment(
    plain: str, segment: list[tuple[int, int, str]], first: bool, free: bool,
    latin: frozenset[str], weak_latin: frozenset[str], cyrillic: frozenset[str], weak_cyrillic: frozenset[str],
) -> tuple[int, int, str] | None:  # fmt: skip
    """Judge a run of capitalised words without words of institutions; ``free``: no such word stands behind it."""
    given = [
        i for i, (_, _, key) in enumerate(segment)
        if key in latin or key in cyrillic or key in weak_latin or any(half in latin for half in key.split("-") if "-" in key and half not in weak_latin)
    ]  # fmt: skip
    sure = [i for i in given if segment[i][2] not in weak_latin and segment[i][2] not in weak_cyrillic]
    before = _WHERE_BEFORE.search(plain, max(0, segment[0][0] - 10), segment[0][0]) is not None
    start, end = segment[0][0], segment[-1][1]
    if sure or (given and len(segment) > 1 and (free or not before)):
        at = (sure or given)[0]
        if first and at and not _SURNAME.fullmatch(segment[0][2]):
            start = segment[1][0] if at == 1 or segment[1][2] not in _NOT_IN_RUNS else segment[at][0]
        return None if not free and len(segment) <= 2 and before else (start, end, "a given name")
    if given and not before and (not first or _PERSON_AFTER.match(plain, end, end + 24)):
        return start, end, "a given name that is also a word"
    if any(_PATRONYMIC.fullmatch(key) for _, _, key in segment):
        return start, end, "a name after a father"
    surname = [key for _, _, key in segment if len(key) >= 5 and _SURNAME.fullmatch(key) and not _ADJECTIVE.fullmatch(key)]
    if surname and free and not before and (not first or len(segment) > 1 or surname[0].endswith(_SURE_SURNAMES)):
        return start, end, "the ending of a surname"
    if _PERSON_AFTER.match(plain, end, end + 24) and free and not before and (len(segment) > 1 or not first or plain[end : end + 2] in (" (", ", ")):
        shape = plain[start:end]
        if not shape.isupper() and (len(segment) > 1 or not _VERB_ONLY.match(plain, end, end + 24)):
            return start, end, WITH_A_VERB
    if len(segment) == 2 and free and not first and not before and not plain[start:end].isupper() and all(len(key) > 2 for _, _, key in segment):
        return start, end, TWO_CAPITALISED
    return None


TWO_CAPITALISED = "two capitalised words that could be a name"
WITH_A_VERB = "a capitalised word with an age or a verb of persons behind it"
_UNSURE = frozenset((TWO_CAPITALISED, WITH_A_VERB))
"""In a heading every word has a capital, so these say nothing there."""
_CAPITALISED = pattern(r"(?<!\w)[A-ZА-ЯІЄҐ]\w")
_STORM = re.compile(r"(?:hurricane|storm|typhoon|cyclone|ouragan|huracan)s? $", _I)
_SURE_SURNAMES = ("енко", "чук", "енка", "енку", "enko", "chuk", "wicz", "czyk", "швили", "дзе")
_VERB_ONLY = pattern(r" (?:is|was|who|has been|era|fue|est|dit|était)(?!\w)", _I)


def _lower(plain: str) -> _Found:
    """Names that are no other word, written small, as people write in haste."""
    _, _, small = _latin_given()
    if _SMALL.search(plain):
        for m in _SMALL.finditer(plain):
            if m[0] in small:
                yield *m.span(), "a given name"


_SMALL = re.compile(r"(?<![\w@#/.'-])[a-z]{5,14}(?![\w@/-]|\.\w)")


# --- Arabic ----------------------------------------------------------------------------------------------------------

_AR_TOKEN = re.compile(r"(?<![\w#@_])[ء-ي]{2,20}(?!\w)")
_AR_LEADS = ("و", "ل", "ب", "ف", "ك", "ول", "وب", "يا")
_AR_FAMILY = re.compile(r"ال[ء-ي]{3,12}")
_AR_JOINTS = frozenset(("بن", "ابن", "بنت", "ال", "عبد", "ابو", "ابي", "ام"))


def _arabic(plain: str) -> _Found:
    yield from _kunyas(plain)
    for form, why, trusted in (
        (_AR_ASKED, "a name after 'ask' or 'tell'", False),
        (_AR_CUED, "a name after a word for a relation", False),
        (_AR_TITLED, "a name after a title", True),
        (_AR_NAMED, "a name after 'named' or 'call'", True),
    ):
        for m in form.finditer(plain):
            if _arabic_name(m[1], trusted):
                second = m[2] and m[2] not in cues.NOT_NAMES_AR and (m[2] in cues.NAMES_AR or m[2].startswith("ال"))
                yield m.start(1), _ar_end(plain, m.end(2) if second else m.end(1)), why
    yield from _arabic_listed(plain)


def _kunyas(plain: str) -> _Found:
    for m in _AR_KUNYA.finditer(plain):
        father = m[0].startswith(("ابو", "ابا", "ابي"), int(m[0][0] in "وبفل"))
        if m[1] in _arabic_given()[0] or (father and m[1] not in _NOT_NAMES_AR and m[1] not in _NOT_KUNYA):
            lead = m[0][0] in "وبفل" and m[0][1:3] in ("اب", "ام")
            yield m.start() + lead, _ar_end(plain, m.end()), "a name by which people call a parent"


_NOT_KUNYA = frozenset(("ظبي", "غريب", "سمبل", "زيد"))


def _ar_end(plain: str, end: int) -> int:
    """Take the names that follow a name: a father's, a family's; at most four words."""
    given, _ = _arabic_given()
    for _ in range(4):
        m = _AR_NEXT.match(plain, end, end + 24)
        if m is None:
            break
        word = m[1]
        if word == "علي" and plain[m.end() : m.end() + 1] == " " and not _AR_NAME_NEXT.match(plain, m.end()):
            break  # in plain letters it is also the word for "on"
        servant = word.startswith("ال") and plain[max(0, end - 3) : end] == "عبد"
        if servant or word in given or word in _AR_JOINTS or (_AR_FAMILY.fullmatch(word) and word not in _NOT_FAMILY and word not in _NOT_NAMES_AR):
            end = m.end()
            if word.startswith("ال") and len(word) > 2 and not servant:
                break
            continue
        break
    return end


_AR_NAME_NEXT = re.compile(r" (?:بن|ابن|ال[ء-ي]{3,12}ي)(?!\w)")
_AR_NEXT = re.compile(r" ([ء-ي]{2,16})(?!\w)")
_NOT_FAMILY = frozenset(plain_letters(cues.NOT_FAMILY_AR).split())


def _arabic_listed(plain: str) -> _Found:
    given, weak = _arabic_given()
    words = list(_AR_TOKEN.finditer(plain))
    at = 0
    while at < len(words):
        m = words[at]
        word, lead = m[0], 0
        if word not in given and word != "عبد":
            lead = next((len(one) for one in _AR_LEADS if word.startswith(one) and len(word) - len(one) >= 3 and word[len(one) :] in given), 0)
            if not lead or (word[lead:] in weak and word[:lead] != "يا"):
                at += 1
                continue
            word = word[lead:]
        end = _ar_end(plain, m.end())
        taken = plain[m.end() : end].split()
        company = [one for one in taken if one in given and one not in weak] or [
            one for one in taken if one.startswith("ال") and len(one) > 2 and one.endswith("ي") and word != "علي"
        ]
        before = words[at - 1][0] if at and m.start() - words[at - 1].end() == 1 else ""
        if word == "عبد":
            good = bool(taken) and taken[0].startswith("ال")
        elif before in _PLACE_BEFORE_AR:
            good = False
        else:
            good = word not in weak or bool(company) or before == "يا"
        if good:
            yield m.start() + lead, end, "a given name"
            while at < len(words) and words[at].start() < end:
                at += 1
        else:
            at += 1


_PLACE_BEFORE_AR = frozenset(plain_letters("شارع جامع مسجد مدرسة مستشفى مشفى حي ساحة دوار معهد جامعة كنيسة مخيم قرية بلدة مدينة جسر نهر جبل تل ميدان قناة جريدة شركة كلية ملعب مطار معبر سوق حديقة خان باب").split())

# --- what is no name -------------------------------------------------------------------------------------------------


def _name_end(plain: str, start: int, end: int, not_names: frozenset[str]) -> int:
    """Cut a run of capitalised words before the first that is no name; 0 when none is left."""
    last = 0
    for word in re.finditer(r"[^ ]{1,40}", plain[start:end]):
        if word[0].lower().removesuffix("'s") in not_names:
            break
        last = start + word.end() - (2 if word[0].endswith("'s") else 0)
    return last


def _arabic_name(word: str, trusted: bool) -> bool:
    """Take a word of the list; another one only when it is no verb, no particle and no adjective by its form."""
    if word in _arabic_given()[0] and word not in _NOT_NAMES_AR:
        return True
    if word in _NOT_NAMES_AR or len(word) < 3 or word[:2] in ("ال", "لل", "وا"):
        return False
    return (trusted and word[0] not in "يت") or (
        word[0] not in "يتنبلسف"
        and word[-1] not in "ت"
        and not word.endswith(("وا", "ون", "ين", "نا", "ها", "هم", "كم"))
    )


_NOT_NAMES = frozenset(mapped(word).plain for word in cues.NOT_NAMES)
_NOT_NAMES_AR = frozenset(mapped(word).plain for word in (*cues.NOT_NAMES_AR, *cues.KIN_AR.split("|")))
_HEADS = frozenset(plain_letters(word) for word in cues.INSTITUTIONS.split())
_NOT_IN_RUNS = _NOT_NAMES | _HEADS | frozenset(plain_letters(word) for words in (cues.ORDINARY, cues.PEOPLES, cues.WHERE) for word in words.split())
