# ruff: noqa: E501 - a pattern reads worse when it is broken in the middle
"""Says that it is young: somebody states an age below eighteen. So that a child is cared for; never from a face or a voice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.seam import Given, Seen, Signal, first, of_post, own
from firsthand.signals.words import Table, folded_once
from firsthand.text.fold import fold_map, origin

_AGE = re.compile(
    r"(?<!\w)(?:i am|i'm|im|aged?|i turned|i just turned) (?P<a>1[0-7]|[7-9])(?! ?(?:%|percent|km|m|min|minutes|days|hours|meters|metres|miles|o'clock|am|pm|of|people|h)(?!\w))(?!\w|[.:,]\d)"
    r"|(?<!\w)(?P<b>1[0-7]|[7-9]) ?(?:y/o|yo|years old|year old|yrs old|ans(?= ,|,|$|\.| et)|anos(?= |$|,))(?!\w)"
    r"|(?<!\w)عمري (?:الان )?(?P<c>1[0-7]|[7-9])(?!\w)"
    r"|(?<!\w)(?:мені|мне) (?P<d>1[0-7]|[7-9])(?: рок\w*| лет| год\w*)?(?!\w)"
    r"|(?<!\w)j'ai (?P<e>1[0-7]|[7-9]) ans(?!\w)|(?<!\w)tengo (?P<f>1[0-7]|[7-9]) anos(?!\w)|(?<!\w)(?P<g>1[0-7]|[7-9]) yasindayim(?!\w)"
    r"|(?<!\w)(?P<h>1[0-7]|[7-9]) سنه(?= (?:و?انا|عمري))"
)
_SPELT = Table({
    "age": (
        "i'm/i_am/im/i_turned/just_turned/turning/aged eight/nine/ten/eleven/twelve/thirteen/fourteen/fifteen/sixteen/seventeen and/years/but/now/today/in|i'm/i_am eleven/twelve/thirteen/fourteen/fifteen/sixteen/seventeen|"
        "عمري سبع/ثمان/ثماني/تسع/عشر/اثنا/اثنتا/اثنعشر/اطنعش/ثلاث/ثلاثة/اربع/اربعة/خمس/خمسة/ست/ستة/سبعة سنوات/سنين/عشرة/عشر/سنة|عمري اطنعش/تلتطعش/اربعتعش/خمستعش/ستطعش/سبعتعش/اثنعشر|"
        "мені/мне вісім/дев'ять/десять/одинадцять/дванадцять/тринадцять/чотирнадцять/п'ятнадцять/шістнадцять/сімнадцять/восемь/девять/одиннадцать/двенадцать/тринадцать/четырнадцать/пятнадцать/шестнадцать/семнадцать|"
        "j'ai/j'ai_eu/je_viens_d'avoir huit/neuf/dix/onze/douze/treize/quatorze/quinze/seize/dix-sept ans|tengo/cumplí ocho/nueve/diez/once/doce/trece/catorce/quince/dieciséis/diecisiete años"
    ),
}, slots=True)  # fmt: skip
_CLASS = re.compile(
    r"(?:^|[|·•,;.(] ?)(?:(?:year|yr|grade|class|form) ?(?:[2-9]|1[0-2])(?!\w)|[5-9]th grade(?:r)?|(?:[2-9]|1[01])[- ]?[абвгaбв](?: клас\w*| класс\w*)?(?=[ .,|·;]|$)|"
    r"(?:я |учень |учениця |ученик |ученица )?(?:[2-9]|1[01])[- ]?(?:й |го |му )?клас\w*|(?:college|lycee),? ?(?:en )?(?:6|5|4|3|2)(?:e|eme|nde)|(?:en |classe de )(?:6|5|4|3)e(?: [a-f])?(?=[ .,|·;]|$)|"
    r"(?:طالبه? )?(?:بال)?صف (?:ال)?(?:ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)(?!\w))"
)
"""A school class at the beginning of a biography or of a part of it. Teachers name classes, too: behind "teacher" it does not count."""
_TEACHES = re.compile(r"teach|tutor|вчител|викладач|учител|класний керівник|prof|enseign|maitre|معلم|مدرس|استاذ")
_OTHERS = re.compile(r"(?:my|our|his|her|their|a|the|son|daughter|brother|sister|ابن\w*|بنت\w*|اخ\w*|мо\w+|mon|ma|mi)\s\S{0,20}\s?$")
LONGEST = 1_000
_DIGIT = re.compile(r"\d")


def _find(given: Given) -> Iterator[Seen]:
    rests = []
    for bio in dict.fromkeys(one.bio for one in given.profiles if one.bio):
        rests += [Rest(given.account, "bio", start, end, text) for start, end, text in (*ages(bio), *_classes(bio))]
    for post in own(given):
        if _DIGIT.search(post.text[:LONGEST]) or _SPELT.stands(folded_once(post.text[:LONGEST])):
            rests += [of_post(post.id, start, end, text) for start, end, text in ages(post.text)]
    if rests:
        yield Seen(
            "minor", 1, "strong" if any(one.field == "bio" for one in rests) or len(rests) > 1 else "some",
            f"The account says an age below eighteen, or a school class: “{rests[0].text}”.", len(rests), first(rests),
        )  # fmt: skip


def ages(text: str) -> list[tuple[int, int, str]]:
    """Where somebody says an age below eighteen of themselves: start, end, words."""
    part = text[:LONGEST]
    spelt = [(hit.start, hit.end, hit.text) for hit in _SPELT.find(part)]
    if not _AGE.search(folded_once(part)):
        return spelt
    folded, index = fold_map(part)
    found = []
    for hit in _AGE.finditer(folded):
        if hit["b"] and _OTHERS.search(folded[max(0, hit.start() - 30) : hit.start()]):
            continue
        start, end = origin(part, index, *hit.span())
        found.append((start, end, part[start:end]))
    return found + spelt


def _classes(bio: str) -> list[tuple[int, int, str]]:
    part = bio[:LONGEST]
    folded, index = fold_map(part)
    if _TEACHES.search(folded):
        return []
    spans = [origin(part, index, *hit.span()) for hit in _CLASS.finditer(folded)]
    return [(start, end, part[start:end]) for start, end in spans]


SIGNAL = Signal(
    name="says_young", version="2", family="words", speaks={"minor": (1,)}, needs=("posts", "profiles"),
    idea="A child that says its age has to be protected first.",
    innocent="People quote a child, remember their own youth, or jest.",
    false_positives=("“I am 14 again”", "a parent who writes for a child", "a number that is no age", "a grown-up who names a class"),
    source="the desk: the caution `minor` comes before every other", find=_find,
)  # fmt: skip
