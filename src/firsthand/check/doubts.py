# ruff: noqa: E501 - a table of words is read line by line
"""
Words of an answer that doubt or deny: "is this real?", "هذا غير صحيح", "це фейк".

They are context for a reader of the post that is answered, never a measure of it: a denial may be a lie, and a true
report may be doubted by thousands. So there are words with their places, and counts of answers and of accounts; nothing
is weighed, and nothing about the post follows.

Theory: a table of patterns for each language, folded like the text (`check/mapped.py`); all languages are looked for in
every text, because people mix them. What asks a question that doubts nothing ("are you safe?") is in no table.

Known ugliness: irony and slang are not understood, and "old" alone doubts nothing: it needs "video", "picture" or the
like beside it. An answer that doubts *another* answer counts for the post that it names as its own.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from firsthand.check.mapped import mapped, pattern

DENIES: dict[str, str] = {
    "en": r"fake(?: news)?|hoax|debunked|(?:not|n't|isnt|never) true|untrue|(?:is|was|'s|totally|completely|all) false(?! alarm)|false (?:report|rumou?r|claim|info\w*|news|story)s?|(?:this|that|it)(?: is|'s| was)(?: just| only)? (?:a )?(?:lie|lies|rumou?r|propaganda|nonsense|bs|bullshit)|liars?|lying(?! (?:in|on|at|under|there|down|dead|next|beside|by))|stop (?:lying|spreading)|misinformation|disinformation|photo ?shop\w*|staged|did(?: not|n't) happen|never happened|no such thing|not (?:what|how) happened|retract\w*|(?:old|recycled|another|different) (?:video|footage|photo|picture|pic|clip|image)|(?:video|footage|photo|picture|pic|clip|image) is (?:old|from|fake)|not from (?:here|today|this)|officials? den(?:y|ied|ies)|has been denied",
    "ar": r"كذب|كذبة|كاذب\w*|كذابين|كذاب|أكاذيب|غير صحيح\w*|غير صحيحة|ليس صحيحا?|ليست صحيحة|مش صحيح|مو صحيح|مش حقيقي|مو حقيقي|غير حقيقي\w*|خبر كاذب|إشاعة|إشاعات|شائعة|شائعات|اشاعه|مفبرك\w*|فبركة|فوتوشوب|مزيف\w*|مزور\w*|لا صحة|لا أساس|عار عن الصحة|عارية عن الصحة|(?:فيديو|مقطع|صورة|الصورة|الفيديو|المقطع) (?:قديم\w*|القديم\w*)|قديم هذا|تضليل|مضلل\w*|لم يحدث|ما صار|ما حصل|نفى|نفت|تنفي|ينفي",
    "uk": r"фейк\w*|брехн\w+|брешеш|брешуть|неправд\w*|не ?правда|вигадк\w+|вигадан\w+|чутк[аи]|постанов\w+|дезінформац\w+|дезу|фотошоп\w*|старе (?:відео|фото)|старий ролик|не було такого|такого не було|це не (?:тут|звідси|сьогодні)|спростов\w+|заперечу\w+",
    "ru": r"фейк\w*|вранье|ложь|лжёшь|лжешь|врёшь|врешь|врут|вброс\w*|неправд\w*|не ?правда|выдумк\w+|выдуман\w+|слухи|постанов\w+|дезинформац\w+|дезу|фотошоп\w*|старое (?:видео|фото)|старый ролик|не было такого|такого не было|это не (?:здесь|отсюда|сегодня)|опроверг\w+|отрица\w+",
    "fr": r"faux|fausse (?:info\w*|nouvelle|rumeur|image|vidéo|photo)|intox|infox|mensonges?|mensonger\w*|menteurs?|menteuse|mytho|rumeurs?|canular|pas vrai|c'est inventé|inventé de toutes pièces|truqué\w*|trucage|mise en scène|vieille (?:vidéo|photo|image)|vieilles (?:vidéos|photos|images)|(?:vidéo|photo|image) (?:ancienne|date)|démenti\w*|dément|désinformation",
    "es": r"falso|falsa|falsos|falsas|mentira\w*|mentiroso\w*|mienten?|bulo\w*|rumor|rumores|no es (?:verdad|cierto|real|así)|montaje|inventado|trucad[oa]|(?:video|vídeo|foto|imagen) (?:viej[oa]|antigu[oa])|desmentid[oa]|desmiente\w*|desmintió|desinformación|no ocurrió|no pasó",
}
"""Words that say that it is not so."""

DOUBTS: dict[str, str] = {
    "en": r"(?:is|was) (?:this|that|it) (?:real|true|legit|confirmed|verified|accurate|for real|fake|recent|old)\b|(?:source|proof|evidence|link)s? ?\?|any (?:source|proof|evidence|confirmation|verification)|(?:what|where)(?: is|'s|s) (?:your|the|ur) (?:source|proof|evidence)|says who|according to who|who (?:says|said) so|un(?:confirmed|verified)|not (?:yet )?(?:confirmed|verified)|can (?:any(?:one|body)|you|somebody|someone) (?:confirm|verify)|i(?: really)? doubt|doubtful|doubt (?:it|this|that)|(?:don't|dont|do not|hard to|can't|cannot) believe (?:this|it|that|you)\b|seems? (?:off|fake|fishy|suspicious)|sounds? (?:fake|fishy|off)|suspicious|sceptical|skeptical|are you sure|not (?:so |too )?sure (?:about|this|that|if)|how do (?:you|we) know|allegedly|grain of salt|where and when|when was this|pics or",
    "ar": r"هل (?:هذا|هذه|الخبر|هو|هي)? ?(?:صحيح|صحيحة|حقيقي|حقيقية|مؤكد|الخبر مؤكد|الخبر صحيح|قديم)|صحيح الخبر|الخبر صحيح ?؟|متأكد\w* ?؟|مت?اكدين ?؟|أكيد ?؟|شو المصدر|ما المصدر|وين المصدر|أين المصدر|ما هو المصدر|المصدر ?؟|مصدر ?؟|ما الدليل|وين الدليل|أين الدليل|شو الدليل|غير مؤكد\w*|لم يتأكد|لم يؤكد|أشك|نشك|مشكوك|لا أصدق|ما بصدق|مش مصدق|صعب التصديق|معقول ?؟|متى (?:هذا|هذه|صورت)|من وين (?:هذا|هذه|الخبر)|من قال|مين قال|كيف عرفت",
    "uk": r"(?:це|чи це|чи) (?:правда|реально|справжнє|підтверджено)|правда ?\?|серйозно ?\?|реально ?\?|(?:яке|де|звідки|а) джерело|джерело ?\?|пруфи?|(?:де|які|а) докази|докази ?\?|сумніваюс[ья]|сумнівно|сумніви|не вірю|важко повірити|не підтверджен\w+|непідтверджен\w+|ви впевнені|ти впевнен\w*|хтось (?:може )?підтвердит\w+|хто (?:це )?сказав|звідки (?:інфа|інформація|знаєте|відомо)|коли це (?:було|знято)|де це знято",
    "ru": r"(?:это|неужели|а это) (?:правда|реально|точно|подтверждено)|правда ?\?|серьезно ?\?|серьёзно ?\?|реально ?\?|(?:какой|где|а) источник|источник ?\?|пруфы?|(?:где|какие|а) доказательств\w+|доказательства ?\?|сомневаюс[ья]|сомнительно|сомнения|не верю|верится с трудом|трудно поверить|не подтвержден\w+|неподтвержд\w+|вы уверены|ты уверен\w*|кто-нибудь подтверд\w+|кто (?:это )?сказал|откуда (?:инфа|информация|знаете|известно)|когда это (?:было|снято)|где это снято",
    "fr": r"(?:est-ce|c'est|cest|est ce)(?: que c'est)? (?:vrai|réel|confirmé|vérifié|sûr) ?\?|vrai ?\?|vraiment ?\?|(?:quelle est |une |la |ta |votre )?source ?\?|(?:quelle|une) source|des sources ?\?|(?:quelle|une|des|la) preuves?|preuve ?\?|je doute|j'ai des doutes|douteux|douteuse|pas (?:encore )?(?:confirmé|vérifié)|non (?:confirmé|vérifié)\w*|(?:difficile|du mal) à (?:y )?croire|je n'y crois pas|j'y crois pas|vous êtes sûrs?|t'es sûr|qui (?:le )?dit|quelqu'un (?:peut )?confirme\w*|ça date de quand|c'est quand|c'est où",
    "es": r"¿?(?:es|será|esto es|eso es) (?:verdad|cierto|real|confirmado|oficial) ?\?|¿?de verdad ?\?|¿?en serio ?\?|¿?seguro ?\?|¿?(?:cuál es |alguna |la |tu )?fuente ?\?|alguna fuente|¿?(?:alguna |hay |qué )?pruebas? ?\?|sin confirmar|no (?:está )?(?:confirmado|verificado)|lo dudo|dudo (?:que|mucho)|dudos[oa]|no (?:me )?lo creo|no me creo|cuesta creer|difícil de creer|¿?est[aá]s seguro|¿?quién (?:lo )?dice|alguien (?:puede )?confirma\w*|¿?de cuándo es|¿?cuándo fue",
}
"""Words that ask whether it is so."""

_FLAGS = re.IGNORECASE
_TABLE = tuple(
    (kind, language, pattern(rf"(?<!\w)(?:[وف](?=[\u0600-\u06ff]))?(?:{words})(?!\w)", _FLAGS))
    for kind, table in (("denies", DENIES), ("doubts", DOUBTS))
    for language, words in table.items()
)
MOST_LETTERS = 20_000
"""An answer is looked at to here."""


class Doubt(NamedTuple):
    """
    Words that doubt or deny.

    Attributes:
        start, end: Code points.
        text: They.
        kind: ``denies`` or ``doubts``.
    """

    start: int
    end: int
    text: str
    kind: str


def doubts(text: str) -> tuple[Doubt, ...]:
    """
    Find the words of an answer that doubt or deny.

    Returns:
        In the order of the text, none overlapping; where both kinds fit, it denies.
    """
    here = mapped(text[:MOST_LETTERS])
    found: list[Doubt] = []
    for kind, _, words in _TABLE:
        for m in words.finditer(here.plain):
            start, end = here.span(*m.span())
            if not any(one.start < end and start < one.end for one in found):
                found.append(Doubt(start, end, here.original[start:end], kind))
    return tuple(sorted(found))
