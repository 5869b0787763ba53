# ruff: noqa: E501 - a table of words is read line by line
"""
The slot of a figure: what question it answers, so that two answers to one question can be set side by side.

A slot is a unit, what happened to the thing (killed, wounded, held …), the thing, and the place. Two figures share a
slot when their units agree and nothing that both state differs. It is a proposal for a person, with its reason in words.

Theory: what happened is the nearest cue of `HAPPENED` in the figure's own stretch of its sentence, which ends at the
next figure: in "40 killed and 60 wounded" each has its own. Cues and things stand in tables by meaning, so that an Arabic
and a Ukrainian report of one question meet. Things that no table knows meet when their words begin alike.

Known ugliness: six languages (en ar uk ru fr es), and no grammar: "nobody was killed; 40 came" gives 40 the cue "came"
only because it is not separated by a figure and stands nearer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from firsthand.check.mapped import mapped, pattern
from firsthand.check.plausible import apart
from firsthand.model.figure import Figure
from firsthand.text.fold import fold

HAPPENED: dict[str, str] = {
    "killed": r"kill\w*|dead|deaths?|died|dies|fatalit\w+|lives|martyr\w*|bodies|ال?قتل\w*|[وف]?قتل\w*|مقتل|استشه\w+|شهيد\w*|شهداء|ال?شهداء|وفاة|وفيات|توفي\w*|ضحايا|جثث|جثة|загин\w+|вбит\w+|убит\w+|помер\w*|смерт\w+|жертв\w*|погиб\w*|умер\w*|tué\w*|mort\w*|décès|décédé\w*|muert\w+|murier\w+|murió|fallecid\w+|asesinad\w+",
    "wounded": r"wound\w*|injur\w*|hurt|جرح\w*|جريح\w*|ال?جرحى|إصاب\w+|أصيب\w*|مصاب\w*|поранен\w*|травм\w+|ранен\w*|пострада\w+|blessé\w*|herid\w+|lesionad\w+",
    "missing": r"missing|unaccounted|مفقود\w*|ال?مفقودين|فقد\w*|зник\w+ безвісти|зникл\w+|пропа\w+|disparu\w*|desaparecid\w+",
    "left": r"displac\w+|fled|flee\w*|evacuat\w+|left|leav\w+|نازح\w*|ال?نازحين|نزح\w*|فر[وّ]\w*|أجلي\w*|إجلاء|غادر\w*|евакуй\w+|евакуац\w+|виїха\w+|переселен\w+|эвакуир\w+|эвакуац\w+|выеха\w+|беж\w+|déplacé\w*|évacué\w*|fui\b|quitté\w*|desplazad\w+|evacuad\w+|huyer\w+",
    "held": r"arrest\w*|detain\w*|captur\w*|prisoners?|hostages?|اعتقل\w*|معتقل\w*|أسر\w*|أسير\w*|رهائن|مخطوف\w*|заарешт\w+|затрим\w+|полонен\w*|арест\w+|задерж\w+|пленн\w+|arrêté\w*|détenu\w*|otages?|detenid\w+|arrestad\w+|rehenes",
    "trapped": r"trapp\w+|besieg\w+|stranded|remain\w*|عالق\w*|محاصر\w*|بقي\w*|مدفون\w*|заблокован\w*|застряг\w*|лишил\w+|лишаєть\w+|осталось|остались|заблокирован\w*|coincé\w*|assiégé\w*|bloqué\w*|atrapad\w+|sitiad\w+",
    "sheltering": r"shelter\w*|refuge\w*|لج[أا]\w*|يحتم\w+|احتم\w+|لاجئ\w*|мешкают\w+|ховают\w+|укрива\w+|укрыва\w+|réfugi\w+|abrit\w+|refugi\w+",
    "gathered": r"protest\w*|demonstrat\w+|gather\w*|rall\w+|marched|crowd\w*|تظاهر\w*|متظاهر\w*|احتشد\w*|تجمع\w*|мітинг\w*|протест\w*|зібрал\w+|митинг\w*|собрал\w+|manifest\w+|rassembl\w+|concentra\w+|reunier\w+",
    "controlled": r"control\w*|hold|holds|held|captured the|seized|present in|in the hands|سيطر\w*|يسيطر\w*|نسيطر|سيطرة|تحت|ينتشر\w*|контрол\w*|утриму\w+|тримає\w*|удерж\w+|занял\w*|contrôl\w+|tient|tenons|occup\w+|domina\w*|tenemos",
    "destroyed": r"destroy\w*|damag\w*|burn\w*|collaps\w*|دمر\w*|مدمر\w*|تدمير|تضرر\w*|متضرر\w*|احترق\w*|انهار\w*|зруйнован\w*|пошкоджен\w*|знищен\w*|спалено|разруш\w+|поврежд\w+|уничтож\w+|détrui\w+|endommag\w+|brûlé\w*|destru\w+|dañad\w+|quemad\w+",
    "saved": r"rescu\w*|saved|survivors?|survived|أنقذ\w*|إنقاذ|ناج\w*|врятован\w*|уціліл\w*|вижил\w*|спасен\w*|спасл\w*|выжил\w*|sauvé\w*|survivant\w*|secouru\w*|rescatad\w+|sobrevivient\w+",
    "without": r"without|lack\w*|cut off|بدون|دون|مقطوع\w*|انقطع\w*|без|нет света|sans|privés?|sin",
}
"""What happened, by meaning; patterns, folded when compiled."""

THINGS: dict[str, str] = {
    "people": r"people|persons?|residents?|civilians?|inhabitants?|شخص\w*|أشخاص|مدني\w*|ناس|الناس|سكان|نسمة|людей|люди|осіб|особи|цивільн\w*|мешкан\w+|жител\w+|человек\w*|гражданск\w*|мирн\w+|personnes?|civil\w*|habitants?|personas?|habitantes",
    "children": r"child\w*|kids?|أطفال|طفل\w*|ال?أطفال|дітей|діти|дитин\w*|детей|дети|ребен\w+|enfants?|niñ\w+",
    "soldiers": r"soldiers?|troops|fighters?|militants?|جند\w*|جنود|مسلح\w*|مقاتل\w*|عناصر|солдат\w*|військов\w*|бойц\w+|бойців|военн\w+|soldats?|combattants?|soldados?|combatientes",
    "families": r"famil\w+|households?|عائل\w+|أسرة|أسر|ال?عائلات|родин\w*|сімей|сім\w+|семе\w*|семь\w*|familles?|familias?",
    "place": r"city|town|district|area|streets?|country|المدينة|مدينة|البلدة|الحي|المنطقة|الشوارع|міст[ао]\w*|район\w*|вулиц\w*|город\w*|улиц\w*|ville|rues?|quartiers?|ciudad|calles?|barrios?",
    "homes": r"houses?|homes?|buildings?|apartments?|بيت|بيوت|منزل\w*|منازل|مبنى|مبان\w*|ال?بيوت|будинк\w*|осель|дом(?:ов|а|ів)|здани\w*|квартир\w*|maisons?|logements?|immeubles?|bâtiments?|casas?|viviendas?|edificios?",
    "hospitals": r"hospitals?|clinics?|مستشفى|مستشفيات|مشفى|مشافي|лікар\w+|больниц\w*|hôpit\w+|hospital\w*",
    "schools": r"schools?|مدرسة|مدارس|шкіл|школ\w*|écoles?|escuelas?",
    "vehicles": r"vehicles?|cars?|trucks?|tanks?|buses|bus|سيار\w+|شاحن\w+|دباب\w+|آليات|باص\w*|حافل\w+|машин\w*|автобус\w*|вантажів\w*|грузовик\w*|танк\w*|véhicules?|camions?|chars?|coches?|vehículos?|camiones",
    "strikes": r"strikes?|airstrikes?|shells?|rockets?|missiles?|drones?|غارة|غارات|قذيف\w+|قذائف|صاروخ\w*|صواريخ|ракет\w*|обстріл\w*|удар\w*|дрон\w*|обстрел\w*|снаряд\w*|frappes?|obus|roquettes?|ataques?|cohetes|misiles",
}
"""Things that are counted, by meaning."""

GENERIC = frozenset({"people"})
"""Things that say too little to make a slot without what happened, or a place that both name."""

OF_PEOPLE = frozenset({"killed", "wounded", "missing", "held"})
"""What happens to people: "40 killed" counts them without saying so."""

_UNITS = {"percent": "both give a share", "people": "both count people", "count": "both count things", "money": "both give a sum",
          "duration": "both give a time"}  # fmt: skip
_FLAGS = re.IGNORECASE
_HAPPENED = pattern("|".join(rf"(?P<{name}>(?<!\w)[وفبل]?(?:{words})(?!\w))" for name, words in HAPPENED.items()), _FLAGS)
_THINGS = pattern("|".join(rf"(?P<{name}>(?<!\w)[وفبل]?(?:ال)?(?:{words})(?!\w))" for name, words in THINGS.items()), _FLAGS)
_SENTENCE = re.compile(r"[.!?؟…;؛]+(?=\s|$)|\n+")
_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 5


class Slot(NamedTuple):
    """
    The question that a figure answers.

    Attributes:
        unit: Of the figure.
        happened: A key of `HAPPENED`, or empty.
        things: Keys of `THINGS`, and beginnings of words that no table knows.
        place: As the desk names it; empty when not known.
    """

    unit: str
    happened: str
    things: frozenset[str]
    place: str = ""

    @property
    def words(self) -> str:
        """For people."""
        parts = [self.unit, self.happened, " ".join(sorted(self.things - {self.unit})), f"in {self.place}" if self.place else ""]
        return ", ".join(part for part in parts if part)


def slot(figure: Figure, text: str, others: Iterable[Figure] = (), *, place: str = "") -> Slot:
    """
    Say which question a figure answers.

    Args:
        text: The text that the figure was found in.
        others: The other figures of the text; a cue behind one of them is that one's.
        place: Where, as the desk names it.
    """
    begin, end = _stretch(figure, text, others)
    here = mapped(text[begin:end])
    first, last = figure.start - begin, figure.end - begin
    nearest, happened = 1 << 30, ""
    for m in _HAPPENED.finditer(here.plain):
        start, stop = here.span(*m.span())
        distance = max(start - last, first - stop, 0)
        if distance < nearest:
            nearest, happened = distance, m.lastgroup or ""
    things, unit = _things(figure), figure.unit
    if unit == "count" and not things and happened in OF_PEOPLE:
        things, unit = GENERIC, "people"
    return Slot(unit, happened, things, place)


def same_question(left: Slot, right: Slot) -> str:
    """
    Say why two figures may answer one question; empty when they do not.

    Returns:
        What they share, in words.
    """
    if left.unit != right.unit or (left.place and right.place and fold(left.place) != fold(right.place)):
        return ""
    where = f" in {left.place}" if left.place and right.place else ""
    shared = left.things & right.things
    asked = _UNITS.get(left.unit, f"both measure in {left.unit}")
    if left.happened or right.happened:
        if left.happened != right.happened:
            return ""
        apart_things = (left.things - GENERIC) and (right.things - GENERIC) and not (shared - GENERIC)
        if apart_things and left.unit in ("people", "count"):
            return ""
        return f"{asked}, {left.happened}{where}"
    if shared - GENERIC or (shared and where):
        return f"{asked}, of the same thing ({', '.join(sorted(shared))}){where}"
    return ""


def contradiction(left: Figure, right: Figure) -> str:
    """Say in words how two answers to one question part; empty when both can be true."""
    return apart(left, right if left.unit == right.unit else replace(right, unit=left.unit))


def _stretch(figure: Figure, text: str, others: Iterable[Figure]) -> tuple[int, int]:
    """The part of the sentence that is this figure's own."""
    begin, end = 0, len(text)
    for m in _SENTENCE.finditer(text, max(0, figure.start - 600), min(len(text), figure.end + 600)):
        if m.end() <= figure.start:
            begin = m.end()
        elif m.start() >= figure.end:
            end = m.start()
            break
    begin, end = max(begin, figure.start - 600), min(end, figure.end + 600)
    # Another figure of another unit ("in five square metres") parts nothing: it does not count the same kind of thing.
    rivals: Sequence[Figure] = [one for one in others if one.unit == figure.unit and one != figure]
    for one in rivals:
        if begin <= one.start and one.end <= figure.start:
            begin = one.end
        elif figure.end <= one.start and one.end <= end:
            end = one.start
    return begin, end


def _things(figure: Figure) -> frozenset[str]:
    plain = mapped(figure.thing).plain
    known = {m.lastgroup or "" for m in _THINGS.finditer(plain)}
    rest = _THINGS.sub(" ", plain)
    happened = _HAPPENED.sub(" ", rest)
    stems = {fold(m[0]).removeprefix("ال")[:_STEM] for m in _WORD.finditer(happened)}
    if figure.unit == "people" and not known:
        known = {"people"}
    return frozenset(known) or frozenset(stems)
