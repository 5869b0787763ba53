# ruff: noqa: E501, SIM905 - a table of words is read line by line, and words need no quotes between them
"""
Numbers that stand without a noun: "dix-sept.", "sacó a 37", "$300 a head, 150 for a child", "трое", "мішків — 6400".

Most bare numbers name something (a bus, a bed, an hour), so each kind of count needs a witness in its own clause: the same
number said before, a sum of money before it, a verb that takes people, a noun whose total follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from firsthand.check import cues, numbers
from firsthand.check.amounts import CHANGED, Amount, Token
from firsthand.check.beside import Ending
from firsthand.check.mapped import pattern, plain_letters

_I = re.IGNORECASE


class Said(NamedTuple):
    """A figure that was found before in the same piece of text; `end` is where it ends there."""

    low: float
    high: float
    unit: str
    end: int


_COLLECTIVE = frozenset(
    plain_letters(word).lower()
    for word in (
        "одинадцятеро дванадцятеро тринадцятеро чотирнадцятеро п'ятнадцятеро шістнадцятеро сімнадцятеро вісімнадцятеро дев'ятнадцятеро двадцятеро "
        "двоє троє четверо п'ятеро шестеро семеро восьмеро дев'ятеро десятеро двое трое пятеро десятеро двоих троих четверых пятерых шестерых семерых восьмерых девятерых десятерых "
        "трьох чотирьох п'ятьох шістьох сімох вісьмох дев'ятьох десятьох двоим троим четверым троими"
    ).split()
)
"""Number words of uk and ru that count people when no noun follows."""

_ACTED_WORDS = "|".join(
    (
        r"اعتقلوا|أخدوا|قتلوا|رجع|رجعوا|رجّعوا|سلموا|وصل|وصلوا|طلع|طلعوا|نزح|مات|ماتوا|نجا|بقي|ضل|خسرنا|فقدنا|خرج|دخل|استقبلنا|عالجنا|وزعنا|استلمنا",
        r"says?|said|dit|disent|dice|dicen|dijo|dijeron|каже|кажуть|казали|говорит|говорят|قال|قالت|قالوا|يقول|بيقول|بيقولوا|ils étaient|elles étaient|ils sont|elles sont",
        r"shot|killed|hanged|executed|drowned|deported|arrested|detained|hit|lit|fired|counted|buried|carried|saw|seen|rescued|pulled out|dug out|brought out|pulled|dug|brought|took|let|holds|fits|seats|takes|there were|there are|lost|freed|treated|sent back|let through|let in",
        r"mataron|mató|fusilaron|ahogaron|deportaron|mandaron|llegaron|éramos|enterramos|enterraron|enterré|sacó|sacaron|sacamos|saqué|conté|contó|contamos|contaron|vi|vimos|se llevaron|llevamos|trajeron|trajimos|rescataron|rescatamos|atendimos|detuvieron|soltaron|quedaron|quedamos|éramos|caben|hay|había|cabían|fuimos|volvieron|pasaron|dejaron pasar",
        r"tué|tués|fusillé|exécuté|déporté|arrêté|envoyé|arrivés?|comptait|compte|enterré|enterrés|sortis?|compté|comptés|vus?|emmené|emmenés|ramené|ramenés|sauvé|sauvés|soigné|soignés|reste|restent|étions|était|il y avait|il y en a|il y en avait|laissé passer",
        r"насчитал\w{0,2}|нарахува\w{1,2}|порахува\w{1,2}|сосчита\w{1,2}|посчитал\w{0,2}|нести|нёс|несла|несли|вынес\w{0,2}|винес\w{0,2}|вытащили|витягли|витягнули|привезли|увезли|вивезли|вывезли|похоронили|поховали|закопали|хоронили|ховали|забрали|видел\w?|бачив|бачила|бачили|пропустили|осталось|залишилось|лишилось|лишилося|пришло|прийшло|вышло|вийшло|стояло|лежало|уцелело|вціліло|приехало|приїхало|вернулось|повернулось|дошло|дійшло",
        r"عدت|عدّت|عد|عدوا|أحصى|أحصوا|شاف|شافت|شافوا|عديت|عدّينا|عددت|دفنا|دفننا|دفنت|دفنوا|شفت|شفنا|رأيت|حملنا|نقلنا|أخرجنا|طلعنا|سحبنا|أنقذنا|أخذوا|أخدوا|جابوا|بقينا|ضلينا|كنا|رجع منهم|نجا منهم",
    )
)
_ACTED = Ending((("acted", _ACTED_WORDS),), "a à les los las only just about more than at least over aux من فقط лише только всего всього")
"""Verbs before a number of people or things that the words before have named."""

_WEAK = frozenset(plain_letters("say says said dit disent dice dicen dijo dijeron каже кажуть казали говорит говорят قال قالت قالوا يقول بيقول بيقولوا").split()) | frozenset(("saw", "seen", "took", "takes", "let", "vu", "vus", "vi", "hay"))
"""Verbs that take much else: "I saw 7 on the news"."""
_FOR = pattern(r" ?(?:for|if|each|a head|pour|si|s'il|por|para|за|для|если|якщо|с носа|з носа|per)(?!\w)| (?:لل?|عن|على|عال)[ء-ي]", _I)
_JOINED = frozenset("and y et і и а та or ou o و now then was were it's ahora luego puis maintenant теперь тепер потом потім كان كانت صار صارت هلق".split())
_SAYS = pattern(r",? (?:according to|says?|said|selon|d'apres|pour (?:la|le|les|l'|notre|sa|son)|para (?:el|la|los|las)|dit|según|segun|dice|dijo|за словами|по словам|каже|говорит|حسب|بحسب|تقول|يقول|قال|قالت)(?!\w)", _I)
_ROOM = pattern(
    r"(?<!\w)(?:built|made|meant|planned|fit|enough|room|beds|seats|place|places|prévue?s?|conçue?s?|faite?s?|assez|hechas?|hechos?|pensad[oa]s?|previst[oa]s?|capacidad|sitio|лагерь|табір|школа|зал|палата|підвал|подвал|убежище|укриття|автобус|ферма|паром|пором|рассчитан\w{0,2}|розрахован\w{0,2}|хватает|хватит|вистачає|вистачить|місць|мест|تتسع|يتسع|تكفي|يكفي|مخصصة|مخصص|معدة) (?:for|pour|para|на|ل) ?$",
    _I,
)
_ROOM_FOR = frozenset(("for", "pour", "para", "на", "ل"))
_WE_ARE = pattern(r",? (?:ils sont|elles sont|ils étaient|elles étaient|on est|on était|nous sommes|nous étions|somos|éramos|estamos|eran|quedamos|нас(?! ?[а-я]{3})|их|їх|наших|احنا|إحنا|كنا|واحد)(?!\w)", _I)
_COSTS = Ending(
    (("costs", "price|prices|costs?|prix|coûte|coûtait|precio|cuesta|costaba|vale|valía|цена|цену|стоит|стоил|стоила|стоило|ціна|ціну|коштує|коштував|коштувала|سعر|السعر|سعره|سعرها|بسعر|بيكلف"),),
    "is was at now about only à a es era уже вже теперь тепер صار كان",
)
"""Before a bare number these tell a price."""
_FURTHER = pattern(r" (?:more|others?|de plus|autres|más|otros|otras|больше|більше)(?: ?[.,;!?؟،)]| ?$| (?:in|on|at|dans|en|в|у))", _I)
_LACKING = pattern(r" (?:without|with|sans|avec|sin|con|без|с|з|із|بلا|بدون|مع)(?!\w)", _I)
_THEN = pattern(r"[,،;] ?(?:yesterday|hier|ayer|вчера|вчора|учора|امبارح|مبارح|أمس|before|avant|antes|раньше|раніше)(?: (?:a|à|at|was|it was|был|была|было|був|була|було|по|за|كان))? $", _I)
_SHOWN = pattern(r"(?<!\w)(?:clock|watch|sign|door|page|board|display|horloge|montre|panneau|reloj|cartel|годинник|часы|табло|вывеска|الساعة|اللوحة) (?:says?|said|dit|dice|каже|кажуть|говорит|говорят|بتقول|تقول)(?: \w{1,4})? $", _I)
"""What a clock or a sign says is no count."""
_A_HEAD = pattern(r" (?:a head|apiece|a piece|per head|per person|par tête|pièce|por cabeza|por persona|cada uno|с человека|с носа|з носа|з людини|з душі|за штуку|عن كل راس|عالراس|للواحد|للراس|عالشخص|للشخص)(?!\w)", _I)
_PRICED = pattern(r"(?<!\w)(?:торгу\w{1,3}|прода\w{1,5}|цен\w|ціна|ціни|стоит|стоил\w|коштує|коштувал\w|кило|кіло|литр|літр|пачк\w|хлеб|хліб|буханк\w)(?!\w)[^.!?\n]{0,50} по $", _I)
_SUMMED = re.compile(r"(?:^|[.,;!?؟،\n] ?)(?P<noun>[^\W\d_][^.,;!?؟،\n\d]{2,60}?) ?[-:] ?$")
_PLURAL_NOUN = pattern(rf"(?<!\w)(?:{numbers.PEOPLE}|[а-яіїєґ]{{3,20}}(?:ов|ев|ів|їв))(?!\w)", _I)
_LATIN_PLURAL = re.compile(r"(?!pages|chapters|verses|versets|psalms|salmos|articles|is|was|gates|channels|floors|salles|lignes)[a-z]{3,20}[sx]")
_STARTS = (*".,;:!?؟،()…-\"“”«»„'", "")
_ENDS = re.compile(r" ?[\"”»']?\s*(?:$|[.,;!?؟،)…\n-])")
_NEUTER = re.compile(r"(?:^|\s)(?!около$|только$|или$|если$)[а-яіїєґ]{3,}(?:ло|лось|лося|ано|ено|ято|уто|ито|али|яли|или|ели|іли)$")
_SOMEBODY = pattern(r"(?<!\w)(?:ему|ей|мне|йому|їй|мені|тебе|тобі|исполнилось|виповнилось|виповнилося|пробило|стукнуло|младшему|старшему|самому|брату|сестре|сыну|дочери|дочке|мальчику|девочке|маме|отцу|деду|бабушке|мужу|жене|другу|соседу|соседке|внуку|внучке|ребенку|племяннику|парню|женщине|наймолодшому|найстаршому|молодшому|старшому|братові|сестрі|синові|сину|доньці|дочці|хлопчику|хлопцеві|дівчинці|мамі|татові|батькові|дідові|бабусі|чоловікові|дружині|сусідові|сусідці|онукові|онуці|дитині|жінці|другові)(?!\w)", _I)
_AGED = pattern(rf"(?<!\w)(?:{numbers.AGED})(?:,| (?:of|de|d'|about|в|у))", _I)
_AND_YEARS = pattern(r" (?:and|or|et|ou|y|o|и|или|і|та|чи|و ?)(?: |(?<=و))[^\W_]{1,14} (?:years?|ans|años|лет|года|років|роки|سنين|سنة|سنوات)(?!\w)", _I)
"""Two ages: "de 9 et 11 ans"; the second has its unit, and is left out for it."""
_OLD = pattern(
    rf"(?<!\w)(?:{cues.KIN_EN}|youngest|oldest|eldest|younger|elder|he|she) (?:was|is|were|turned|turns|would be) (?:only |just |barely |nearly |almost |about )?$"
    rf"|(?<!\w)(?:{cues.KIN_FR}|le plus jeune|la plus jeune|cadette?|benjamine?|aînée?|il|elle) (?:avait|a|aura|n'avait que|en avait) (?:à peine |bientôt |presque )?$"
    rf"|(?<!\w)(?:{cues.KIN_ES}|menor|mayor|él|ella) (?:tenía|tiene|tendría|cumplió) (?:apenas |casi |sólo |solo )?$",
    _I,
)
_AGES = pattern(r"(?<!\w)(?:boys|girls|kids|children|sons|daughters|brothers|sisters|twins|garçons|filles|enfants|fils|frères|sœurs|niños|niñas|chicos|chicas|hijos|hijas|hermanos|hermanas), (?:[^\W_]{1,12} (?:and|et|y) )?$", _I)
_BEING = frozenset("was is were turned turns be only just barely nearly almost about avait a aura que peine bientot presque tenia tiene tendria cumplio apenas casi solo было будет всего уже лишь тогда было було буде лише вже".split())


def told_age(before: str, words: list[str]) -> bool:
    """Say whether the words before a number tell somebody's age without a word for years: "my brother was", "брату было"."""
    if not words or words[-1] not in _BEING:
        return False
    if words[-1] > "z":
        return bool(_SOMEBODY.search(before[max(before.rfind(mark) for mark in ".,;!?\n") + 1 :]))
    return bool(_OLD.search(before[-48:]))


_LABEL_NOUN = frozenset(plain_letters(word).lower() for word in re.split(r"\W+", numbers.LABELS) if word)
_AGE_TOO = frozenset("under over below above за".split())


def bare(
    amount: Amount, cut: Sequence[Token], before: str, after: str, words: list[str], hedge: str, said: Sequence[Said]
) -> str:
    """
    Say what a number counts that has no noun beside it.

    Args:
        amount: Digits or words; a share or a length of time is not asked about.
        cut: The tokens of its piece of text.
        before, after: The plain text on both sides, some ninety and sixty letters.
        words: `last_words` of ``before``.
        hedge: Its hedge.
        said: The figures before it, in order.

    Returns:
        ``people``, ``count``, ``money``, or whatever unit the same number had; empty when it counts nothing.
    """
    if not amount.low and amount.kind == "words":
        return "count" if (_ENDS.match(after) or NOTHING_COUNTED.match(after)) and (said or _CALLED.search(before)) else ""
    if words and words[-1] in _FROM and _TO_NUMBER.match(after) and CHANGED.search(before):
        return "count"
    if amount.low < 2 and amount.kind != "vague":
        return ""
    if amount.high < 110 and (_AND_YEARS.match(after) or (", " in before[-20:] and _AGES.search(before[-40:]))):
        return ""
    opens, ends = before.rstrip()[-1:] in _STARTS or before.endswith("\n"), bool(_ENDS.match(after))
    if opens and (ends or NOTHING_COUNTED.match(after)):
        for one in reversed(said):
            if one.low == amount.low and one.high == amount.high:
                return one.unit  # "17 days without bread. Seventeen."
    if amount.kind == "vague":
        return "count" if ends and (opens or words[-1:] in (["des"], ["les"])) and before.strip() else ""
    if amount.first == amount.last and cut[amount.first].word in _COLLECTIVE:
        return "people"
    last = said[-1] if said else None
    if last is not None and last.unit == "money" and _same_price(before, after, words):
        return "money"
    clause = before[max(before.rfind(mark) for mark in ".,;!?\n") + 1 :]
    if hedge and amount.low > 12 and amount.kind == "words" and words[-1:] and words[-1] not in _AGE_TOO:
        return "" if _AGED.search(before[-30:]) or _SOMEBODY.search(clause) else "count"
    if last is not None and last.unit in ("people", "count") and amount.kind == "words" and _SAYS.match(after):
        return last.unit
    if _WE_ARE.match(after):
        return "people"
    if _A_HEAD.match(after):
        return "money"
    if last is not None and ends and before.endswith((": ", " - ")) and last.unit in ("people", "count") and _tells(before):
        return last.unit
    if ends and words and words[-1] in _AT_PRICE and any(one.unit == "money" for one in said[-3:]):
        return "money"
    if ends and words[-1:] == ["по"] and _PRICED.search(before):
        return "money"
    if (ends or _FOR.match(after) or NOTHING_COUNTED.match(after)) and _COSTS.find(words)[0]:
        return "money"
    if last is not None and last.unit in ("people", "count"):
        if _FURTHER.match(after):
            return last.unit
        if amount.kind == "words" and before.endswith((", ", "، ")) and _LACKING.match(after):
            return last.unit  # "de cada diez casas, siete sin techo"
    if _WHO.match(after) and amount.low > 2 and words and (words[-1] in _THE or (amount.kind == "words" and words[-1] not in _TIMELY)):
        return "people"
    if last is not None and not _SOMEBODY.search(clause) and _goes_on(amount, before, after, words, ends, last.unit):
        return last.unit if last.unit in ("people", "count", "money") else "count"
    if not ends and not NOTHING_COUNTED.match(after):
        return ""
    if _SHOWN.search(before[-30:]):
        return ""
    acted, phrase = _ACTED.find(words)
    if (acted and (amount.low > 9 or phrase not in _WEAK)) or (words[-1:] and words[-1] in _ROOM_FOR and _ROOM.search(before)):
        return "count"
    if ends and (m := _SUMMED.search(before)) and _totalled(m["noun"]):
        return "count"
    if ends and words and _NEUTER.search(words[-1]) and not _SOMEBODY.search(clause):
        return "count"
    return ""


_CALLED = pattern(r"[^\W\d_]{3,24} ?(?:[:,-] ?)?$")
_FROM = frozenset(("from", "de", "d'", "desde", "من", "от", "від", "с", "з", "із"))
_AT_PRICE = frozenset(("at", "a", "по", "за"))
_WHO = pattern(r" (?:who|that|which|qui|que|которые|что|які|الذين|اللي|يلي)(?!\w)", _I)
_THE = frozenset("the those los las les des of".split())
_TO_NUMBER = pattern(r" (?:to|до|à|a|إلى|hasta|لـ?) ?[~<>]?[^\s]", _I)
_TIMELY = frozenset(
    plain_letters(
        "at in on by since until till after before from around turned aged the next last page number of is am i'm he's she's "
        "à vers dès avant après le la en depuis pour a al los las desde hasta sobre para el tiene tengo cumplió tenía "
        "в у о об обо к на до після после с з від от через під под за мне мені ему йому ей їй з із со "
        "الساعة ساعة عند في قبل بعد حتى على عمره عمرها رقم منذ عمري"
    ).lower().split()
)
"""Words before a bare number that is an hour, a day, an age or a place, even where others are counted."""
_APPOSED = re.compile(r"(?:[A-ZА-ЯІЇЄҐ][^\W\d_]+|[ء-ي]{2,16})[,،] ?$")
_GOES_ON = pattern(
    r"[\"”»]? (?:have|has|had|are|were|got|made|let|sent|kept|held|saved|came|went|lived?|survived|reached|remain\w{0,2}|stayed|died|will|can|could|did|still|never|only|now|returned|crossed|answered|fled|burn\w{0,2}|drowned|walked|escaped|arrived|work|stood|stand|so far|more|"
    r"siguen?|quedan?|quedaron|volvieron|llegaron|pasaron|murieron|salieron|sobrevivieron|cayeron|están|son|eran|fueron|han|ya|todavía|"
    r"ont|sont|étaient|avaient|restent|manquent|tiennent|vivent|arrivent|encore|seulement|"
    r"ще|ещё|еще|уже|вже|живы|живі|остал\w{1,3}|залишил\w{1,3}|лишил\w{1,3}|пропал\w|зникл\w|вернул\w{1,3}|повернул\w{1,3}|дошл\w|дійшл\w|доехал\w|доїхал\w|под|під|"
    r"ما|لا|لم|لسا|لسه|رجعوا|وصلوا|ماتوا|طلعوا|عادوا|نجوا|بقوا)(?!\w)", _I)


_HAVE = pattern(r" (?:have|had|were|are|ont|han|fueron|были|були)(?!\w)", _I)


def _goes_on(amount: Amount, before: str, after: str, words: list[str], ends: bool, unit: str) -> bool:
    """Say whether a bare number goes on counting in a text that has begun to: "60 loaves, today thirty", "12 … 4 still run"."""
    if not (ends or NOTHING_COUNTED.match(after) or _GOES_ON.match(after)):
        return False
    if words and words[-1] in _TIMELY and before.rstrip()[-1:].isalpha():
        return False
    if amount.kind == "digits" and ((amount.low != round(amount.low) and unit in ("people", "count")) or (1900 <= amount.low <= 2100) or before[-1:] not in (" ", "\n", "\"", "(", "", "-")):
        return False
    if amount.high < 100 and after[:1] in ",،)" and _APPOSED.search(before):
        return False  # "Karel, 34, from the mill"
    if amount.kind == "words" and amount.low < 3 and not (words and (ends or _HAVE.match(after))):
        return False
    return not (_AGED.search(before[-40:]) or _SHOWN.search(before[-30:]))


NOTHING_COUNTED = pattern(
    r" (?:au|aux|à|sans|autour|depuis|selon|al|a|sin|según|segun|without|left|each|per|deep|alive|still|без|по|біля|возле|около|із|со|بال[ء-ي]+|عال[ء-ي]+|بحسب|حسب|out|off|away|back|through|alive|dead|inside|outside|total|in|on|at|from|with|yesterday|today|and|but|by|under|near|before|after|since|en|con|de|del|por|ayer|hoy|y|pero|bajo|cerca|desde|dans|sur|avec|hier|et|mais|sous|depuis|ce|в|у|на|из|з|із|с|під|под|вчера|вчора|сегодня|сьогодні|и|і|та|но|але|за|после|після|في|من|تحت|قرب|أمس|مبارح|اليوم|عند|مع|بـ?)(?!\w)",
    _I,
)


def _same_price(before: str, after: str, words: list[str]) -> bool:
    if _THEN.search(before[-24:]):
        return bool(_FOR.match(after) or _ENDS.match(after))
    joined = before.rstrip()[-1:] in (",", ";", "،") or before.endswith((" و", " ب")) or (bool(words) and words[-1] in _JOINED)
    return joined and bool(_FOR.match(after) or _ENDS.match(after))


def _tells(before: str) -> bool:
    """Say whether what stands before a colon or a dash is no label: "по нашим — 40", and not "Room: 7"."""
    return not any(word in _LABEL_NOUN for word in re.findall(r"[^\W\d_]+", before[-24:].lower())[-2:])


def _totalled(noun: str) -> bool:
    last = noun.split(" ")[-1].lower()
    return last not in _LABEL_NOUN and (bool(_PLURAL_NOUN.search(noun)) or (noun.count(" ") < 3 and bool(_LATIN_PLURAL.fullmatch(last))))
