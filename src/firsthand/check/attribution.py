# ruff: noqa: E501, SIM905 - a pattern reads worse when it is broken in the middle, and words need no quotes between them
"""
Who says so: speakers of a sentence, chains of them, hearsay that names nobody, and credit lines.

A speaker is given in the words of the text. A chain ("the governor said that a driver told his cousin") is given from
the one who tells us to the one who said it first, joined by `CHAIN`. Hearsay ("reportedly", "there are reports") is no
speaker, and is shown as such.

Known ugliness: a speaker is the run of words before or behind a verb of saying, so a long subject loses its beginning;
a sentence whose speaker stands in the sentence before is without one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from firsthand.check import numbers
from firsthand.check.gates import Gates
from firsthand.check.mapped import Mapped, pattern

CHAIN = " → "
_I = re.IGNORECASE
_WHO = r"[^,،.;:!?؟\n\d\"“”«»„()\[\]—]{2,60}?"
_THAT = r"(?:that|what|how|there|about|at least|more|over|up to|around|nearly|some|في|إن|أن|ان|بأن|بان|عن|بأنه|أنه|إنه|что|о|об|що|про|ним|que|qu'|qu|de|dans|hay|avoir)"
_STOP = rf"(?= (?:{_THAT})(?!\w)| ?[,،.;:!?؟\n\d\"“”«»„()\[\]—]|$| - )"

_SOURCE = pattern(rf"(?<!\w)(?P<cue>{numbers.SPEAKERS})(?!\w) {{0,2}}(?P<who>{_WHO}){_STOP}", _I)
_SAID = pattern(rf"(?<!\w)(?P<verb>{numbers.SAID})(?!\w)", _I)
_SAID_AR = pattern(
    rf"(?<!\w)[وف]?(?:{numbers.SAID_AR})(?!\w) (?P<who>(?:(?!(?:ان|بان|انه|انهم|من|عن|قتل|اكثر|عدد|حصيله|قوله|قولها|سقوط|مقتل|اصابه)(?!\w))[ء-ي]{{2,20}} ?){{1,5}})"
)
_BEFORE = re.compile(r"(?P<who>[^,،.;:!?؟\n\d\"“”«»„()\[\]]{2,60}) $")
_CLAUSE = pattern(
    r"(?<!\w)(?:and|but|while|as|that|because|when|where|who|which|و|а|но|але|и|і|тоді як|тогда как|что|що|et|mais|tandis que|que|qu'|y|pero|mientras|e|si)(?!\w)",
    _I,
)
_BEHIND = pattern(
    rf"^ {{1,2}}(?:(?:to|us|me|in|на|в|у|par|a|нам|мені|мне|журналістам|журналистам)(?!\w) ?)?(?P<who>{_WHO}){_STOP}",
    _I,
)
_HEADING = re.compile(r"(?:^|[\n.!?] ?|\| ?|- )(?P<who>[^\W\d_][^,.;:!?\n\d\"“”«»|@#]{1,40}): ")
_NOT_WHO = frozenset(
    "it he she they we i you who that this there which and but as il elle on ils nous вони він вона они он она мы ми я "
    "el ella ellos nosotros yo also just still not only "
    "celle-ci celui-ci ceux-ci celles-ci cela ça ésta éste ésa aquel aquella ella ellas ello она оно они it's "
    "have has had was were been being is are".split()
)
_NOT_HEADING = pattern(
    r"update|updated|breaking|urgent|live|now|total|toll|dead|killed|wounded|injured|note|today|yesterday|tonight|latest|video|photo|source|credit|"
    r"عاجل|الان|تحديث|الحصيله|حصيله|فيديو|صوره|مباشر|терміново|увага|оновлено|срочно|внимание|важно|обновлено|urgent|alerte|bilan|en direct|urgente|ultima hora|actualizacion|balance",
    _I,
)
_WEAK = frozenset(
    "report reports put puts count counts counted claim claims cuenta record recorded post posted estimate estimates estimated evoque cifra".split()
)
_PASSIVE = pattern(
    r"(?:was|were|been|be|is|are|being|fue|fueron|a ete|ont ete|not|to|est|sont|official|first|press|news|reported) $",
    _I,
)
_ARTICLE = pattern(r"(?<!\w)(?:the|a|no|of|this|that|la|le|el|un|une|una) $", _I)
_HEARSAY = pattern(rf"(?<!\w)(?:{numbers.HEARSAY})(?!\w)", _I)
_CREDIT = pattern(
    r"(?P<kind>(?:source|sources|photos?|photograph|picture|image|images|video|footage|illustration|graphic|map|credit|credits|via|text|"
    r"المصدر|مصدر|الصورة|صورة|تصوير|فيديو|الفيديو|خريطة|джерело|джерела|фото|відео|зображення|мапа|источник|источники|видео|изображение|карта|"
    r"crédits?|crédit photo|photo|vidéo|source|carte|fuente|fuentes|foto|fotografía|imagen|vídeo|crédito|mapa)(?:[ /](?:by|credit|credits|de|von|via|credit))?)"
    r" ?[:：©] ?(?P<who>[^\n]{2,160})",
    _I,
)  # fmt: skip
_BY_LINE = pattern(
    r"(?P<kind>(?:photo|picture|image|video|illustration|text) by|photo de|foto de|photo par|©|\(c\)) ?(?P<who>[^\n.]{2,80})",
    _I,
)


_BY_SOURCE, _BY_SAYING, _BY_SAYING_AR, _BY_HEARSAY = 1, 2, 4, 8
_GATES = Gates(
    (
        (_BY_SOURCE, numbers.SPEAKERS), (_BY_SAYING, numbers.SAID), (_BY_SAYING_AR, f"[وف]?(?:{numbers.SAID_AR})"),
        (_BY_HEARSAY, numbers.HEARSAY),
    )
)  # fmt: skip


class Speaker(NamedTuple):
    """Who, in the words of the text; where the frame stands, and from which place on it governs, in the plain text."""

    who: str
    start: int
    end: int
    before: bool


class Credit(NamedTuple):
    """
    A credit line.

    Attributes:
        start, end: Code points of the original, without the full stop at its end.
        kind: "Source", "Photo": the word of the text.
        who: The credited, split at the slash ("Getty", "George O.").
        text: The line.
    """

    start: int
    end: int
    kind: str
    who: tuple[str, ...]
    text: str


class Hearsay(NamedTuple):
    """Words that say something and name nobody; code points of the original."""

    start: int
    end: int
    text: str


def credit_lines(here: Mapped) -> tuple[Credit, ...]:
    """Find credit lines: a line that begins with what is credited and names whom."""
    found = []
    for m in _CREDIT.finditer(here.plain):
        at = m.start()
        opening = here.plain[max(0, at - 2) : at].strip(" ")
        if opening and opening[-1] not in "\n([|/-*_>.\"'»”’…":
            continue
        found.append(_credit(here, m))
    found += [
        _credit(here, m) for m in _BY_LINE.finditer(here.plain) if not m.start() or here.plain[m.start() - 1] in "\n(["
    ]
    return tuple(sorted(found))


def _credit(here: Mapped, m: re.Match[str]) -> Credit:
    who = m["who"]
    if here.plain[max(0, m.start() - 1) : m.start()] in ("(", "["):
        who = re.split(r"[)\]]", who)[0]
    cut = re.search(r"(?<=[^.\s]{3})\.(?: |$)", who)
    who = (who[: cut.start()] if cut else who).rstrip(" .*_")
    start, end = here.span(m.start(), m.start("who") + max(1, len(who)))
    credited = here.original[here.span(m.start("who"), m.start("who") + max(1, len(who)))[0] : end]
    parts = tuple(part.strip() for part in re.split(r"[/|]", credited) if part.strip())
    kind = here.original[slice(*here.span(*m.span("kind")))]
    return Credit(start, end, kind, parts, here.original[start:end])


def hearsay(here: Mapped) -> tuple[Hearsay, ...]:
    """Find words by which a text passes something on without a name."""
    found = []
    if not _GATES.of(here.plain) & _BY_HEARSAY:
        return ()
    for m in _HEARSAY.finditer(here.plain):
        start, end = here.span(*m.span())
        found.append(Hearsay(start, end, here.original[start:end]))
    return tuple(found)


def speakers(plain: str, begin: int, end: int) -> list[Speaker]:
    """Give the frames of saying in a sentence of the plain text, in order, none twice."""
    found: list[Speaker] = []
    worth = _GATES.of(plain[begin:end])
    if worth & _BY_SOURCE:
        for m in _SOURCE.finditer(plain, begin, end):
            found.append(Speaker(m["who"].strip(), m.start(), m.end(), True))
    if worth & _BY_SAYING_AR:
        for m in _SAID_AR.finditer(plain, begin, end):
            who = m["who"].strip()
            if who and not any(one.start <= m.start() < one.end for one in found):
                found.append(Speaker(who, m.start(), m.end(), True))
    for m in _SAID.finditer(plain, begin, end) if worth & _BY_SAYING else ():
        if any(one.start <= m.start() < one.end for one in found):
            continue
        if one := _by_verb(plain, m, begin, end):
            found.append(one)
    if (
        not found
        and ": " in plain[begin:end]
        and (heading := _HEADING.match(plain[max(0, begin - 1) : end]))
        and not _NOT_HEADING.match(heading["who"])
    ):
        who = heading["who"].strip()
        if len(who.split()) <= 5:
            offset = max(0, begin - 1)
            found.append(Speaker(who, offset + heading.start("who"), offset + heading.end(), True))
    return sorted(found, key=lambda one: one.start)


def _by_verb(plain: str, m: re.Match[str], begin: int, end: int) -> Speaker | None:
    if _PASSIVE.search(plain, max(begin, m.start() - 12), m.start()):
        return None
    if m["verb"].lower() in _WEAK and _ARTICLE.search(plain, max(begin, m.start() - 6), m.start()):
        return None
    before = _BEFORE.search(plain, max(begin, m.start() - 60), m.start())
    if before:
        who = before["who"]
        cut = 0
        for form in (_CLAUSE, _SAID):
            for joint in form.finditer(who):
                cut = max(cut, joint.end())
        tail = who[cut:].strip().lower()
        who = _trimmed(who[cut:])
        if who:
            return Speaker(who, m.start() - len(who) - 1, m.end(), False)
        if tail and tail not in _AUXILIARY:
            return None  # a pronoun says so
    if m["verb"].lower() in _WEAK:
        return None
    behind = _BEHIND.match(plain[m.end() : min(end, m.end() + 70)])
    if behind and (who := _trimmed(behind["who"])) and len(who.split()) <= 7:
        return Speaker(who, m.start(), m.end() + behind.end(), True)
    return None


def _trimmed(who: str) -> str:
    words = re.sub(r"^.*@\w+\s*", "", who).strip(" -").split()
    while words and (
        words[-1].lower() in _TAIL or words[-1].lower() in ("a", "ont", "ha", "han", "have", "has", "had")
    ):
        words.pop()
    while words and words[0].lower() in (
        "and",
        "but",
        "и",
        "і",
        "а",
        "et",
        "y",
        "но",
        "але",
        "also",
        "later",
        "yesterday",
        "today",
        "last",
        "week",
        "month",
        "night",
        "earlier",
        "on",
        "hier",
        "ayer",
        "вчера",
        "вчора",
        "сегодня",
        "сьогодні",
    ):
        words.pop(0)
    if not words or (len(words) == 1 and words[0].lower() in _NOT_WHO | numbers.NO_THING):
        return ""
    if all(word.lower() in numbers.NO_THING for word in words):
        return ""
    return " ".join(words)


_AND_THEN_THAT = pattern(r" ?(?:ان|بان|that|que|qu'|що|что)(?!\w)", _I)
_AUXILIARY = frozenset(("a", "ont", "ha", "han", "l'a", "ait", "avait"))
_TAIL = frozenset(
    "also just now later then still already yesterday today earlier он она вони также також уже вже сегодня сьогодні hier aujourd'hui hoy ayer".split()
)


def attributed(plain: str, frames: list[Speaker], start: int) -> str:
    """
    Choose who says what stands at a place of the sentence.

    Returns:
        The nearest frame before the place in the same half of the sentence, with the frames that it is told through;
        else the first behind it; empty when there is none.
    """
    if not frames:
        return ""
    ahead = [one for one in frames if one.start < start]
    if not ahead:
        return "" if _AND_THEN_THAT.match(plain, frames[0].end) else frames[0].who  # "40 died, and X says that …" governs what follows
    chain = [ahead[-1]]
    for one in reversed(ahead[:-1]):
        between = plain[one.end : chain[-1].start]
        if re.search(
            r"[;.!?]|(?<!\w)(?:while|whereas|but|тогда как|тоді як|тандис|pero|mientras|mais|tandis|اما|بينما|но|але|а)(?!\w)",
            between,
        ) or any(c.isdigit() for c in between):
            break
        chain.append(one)
    seen: list[str] = []
    for one in reversed(chain):
        if one.who not in seen:
            seen.append(one.who)
    return CHAIN.join(seen)
