# ruff: noqa: E501 - a table of words is read line by line
"""
Words about first hand: those by which a writer says that they pass on or infer something, and the word *eyewitness* itself.

What a text says of how its writer knows is proposed, and a person decides: "they say" may introduce what the writer goes on to deny.
The word eyewitness is looked for in what the desk writes about a post, so that it is not printed before somebody has decided.

Theory: one table of patterns a kind, by language, over text made plain (`check/mapped.py`); all languages are looked for in every
text. A denial before the word ("not an eyewitness") takes it away.

Source: the codebook of Zahra, Imran and Ostermann 2020 parts direct from indirect witnesses by such words.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from firsthand.check.mapped import mapped, pattern

RELAYED: dict[str, str] = {
    "en": r"they say|they(?:'re| are) saying|people say|people are saying|it is said|i (?:was|am|have been|was just) told|i(?:'ve| have)? heard (?:that|from)|heard from|word is|(?:he|she|they|my [a-z]+|a [a-z]+) told (?:me|us)|told me that|tells? me|from what i hear|rumou?r has it|passing (?:this )?on|forwarded|reportedly|according to|sources (?:say|said)|not my (?:video|picture|photo)",
    "ar": r"[بو]?(?:يقولون|بيقولوا|بيقولو|يقولو|عم يقولوا|عم يقولو|بقولوا|يُقال|يقال|قالوا|قالولي|قالو لي|قالوا لي|حكولي|حكوا لي|خبروني|خبرونا|أخبروني|أخبرني|أخبرتني|أخبرنا|حكالي|حكتلي|قال لي|قالت لي|سمعت أن|سمعت إن|سمعت انو|سمعنا أن|سمعنا انو|وصلني|وصلنا|نقلا عن|بحسب|حسب (?:ما|شهود|مصادر)|مصادر)",
    "uk": r"кажуть|розказують|розповідають|розповіла?|мені (?:сказали|сказав|сказала|розказали|розповіли|написали|передали)|(?:сусід\w*|брат|сестра|мама|тато|знайом\w*) (?:каже|кажуть|пише|сказав|сказала)|чула?,? що|чули,? що|пишуть,? що|пересилаю|передають|за словами|за даними|ходять чутки|нібито",
    "ru": r"говорят|рассказывают|рассказала?|мне (?:сказали|сказал|сказала|рассказали|написали|передали)|(?:сосед\w*|брат|сестра|мама|папа|знаком\w*) (?:говорит|говорят|пишет|сказал|сказала)|слышала?,? что|слышали,? что|пишут,? что|пересылаю|передают|по словам|по данным|ходят слухи|якобы",
    "fr": r"on dit que|on raconte|on m'a dit|on me dit|on m'apprend|il paraît|paraît-il|parait-il|j'ai entendu dire|d'après|selon|je relaie|je transmets|(?:mon|ma|mes|un|une) \w+ (?:me|m'a|m'ont|nous) (?:dit|disent|a dit|ont dit|raconte|écrit)|apparemment",
    "es": r"dicen que|se dice que|me dijeron|me dicen|me contaron|nos contaron|me cuentan|oí decir|escuché que|según|al parecer|reenvío",
    "tr": r"diyorlar|söyleniyor|söylediler|anlattılar|duydum ki|duyduğuma göre|dediler",
    "fa": r"می ?گویند|می ?گن|گفتند|شنیدم که|شنیده ام|به نقل از|گفته می ?شود",
}
"""The writer says that somebody else told it."""

INFERRED: dict[str, str] = {
    "en": r"must (?:have|be)|probably|i (?:think|guess|suppose|assume)|i(?:'m| am) guessing|seems? (?:like|that|to)|looks? like|sounds? like|it seems|apparently|so (?:they|it|he|she) must|judging by|presumably",
    "ar": r"[بو]?(?:يبدو|الظاهر|على ما يبدو|شكله|شكلها|شكلهم|أظن|أعتقد|بظن|بعتقد|ربما|يمكن أن|أكيد انهم|غالبا|على الأرجح|استنتج|من الصوت)",
    "uk": r"мабуть|напевно|певно|схоже|здається|гадаю|думаю,? що|ймовірно|судячи з|припускаю",
    "ru": r"наверное|наверно|видимо|похоже|кажется|думаю,? что|вероятно|судя по|предполагаю",
    "fr": r"sans doute|probablement|je (?:pense|suppose|crois|devine) que|on dirait|il semble|ça (?:doit|ressemble|a l'air)|a dû|ont dû|vraisemblablement",
    "es": r"probablemente|supongo|creo que|parece que|debe (?:de )?(?:haber|ser)|seguramente|a juzgar por",
    "tr": r"galiba|herhalde|sanırım|muhtemelen|gibi görünüyor",
    "fa": r"احتمالا|فکر می ?کنم|به نظر می ?رسد|لابد|گویا",
}
"""The writer says that they conclude it."""

EYEWITNESS: dict[str, str] = {
    "en": r"eye ?-?witness(?:es|ed)?|first-?hand (?:account|witness|report|testimony)",
    "ar": r"[وفبلك]?(?:ال)?(?:شاهد|شاهده|شاهدا|شهود|شاهدين|شهاده) (?:ال)?عيان(?:يه|ي)?",
    "uk": r"очевидець|очевидц\w+|очевидиц\w+",
    "ru": r"очевидец",
    "fr": r"témoins? oculaires?|témoins? directe?s?|témoin des faits",
    "es": r"testigos? (?:ocular(?:es)?|presencial(?:es)?|direct[oa]s?)",
    "tr": r"görgü tanı(?:ğı|kları|klığı)\w*",
    "fa": r"شاهد(?:ان)? عینی",
}
"""The word eyewitness, and what is said in its place."""

_NOT = pattern(
    r"(?:\bnot|n't|\bno|\bnever|\bneither|\bwithout|\bnon|ليس|ليست|ليسوا|غير|بدون|دون|لا|ما كان|не є|не|ні|жодн\w*|без|нет|ни|n'est|ne sont|pas|aucun\w*|sans|ningún|ninguna?|sin|değil|نه|نیست)\W{1,3}(?:(?:an?|the|un|une|de|d|і|в|as|was|were|be|been|como) ?){0,2}$",
    re.IGNORECASE,
)
_BEFORE = 24
"""Characters before the word in which a denial counts."""
MOST_LETTERS = 20_000
"""A text is looked at to here."""


def _table(words: dict[str, str]) -> re.Pattern[str]:
    return pattern(rf"(?<!\w)(?:{'|'.join(words.values())})(?!\w)", re.IGNORECASE)


_KINDS = (("relayed", _table(RELAYED)), ("inferred", _table(INFERRED)))
_EYEWITNESS = _table(EYEWITNESS)


class Cue(NamedTuple):
    """
    Words by which a writer says how they know.

    Attributes:
        kind: ``relayed`` or ``inferred``.
        start, end: Code points.
        text: They.
    """

    kind: str
    start: int
    end: int
    text: str


def cues(text: str) -> tuple[Cue, ...]:
    """Find words that pass on or infer, in order of the text; overlapping ones count as passed on."""
    here = mapped(text[:MOST_LETTERS])
    found: list[Cue] = []
    for kind, words in _KINDS:
        for m in words.finditer(here.plain):
            start, end = here.span(*m.span())
            if not any(start < one.end and one.start < end for one in found):
                found.append(Cue(kind, start, end, here.original[start:end]))
    return tuple(sorted(found, key=lambda one: one.start))


def eyewitness_word(text: str) -> str:
    """The first word for an eyewitness in a text of the desk, as it stands there; empty when there is none, or each is denied."""
    here = mapped(text[:MOST_LETTERS])
    for m in _EYEWITNESS.finditer(here.plain):
        if not _NOT.search(here.plain[max(0, m.start() - _BEFORE) : m.start()]):
            start, end = here.span(*m.span())
            return here.original[start:end]
    return ""
