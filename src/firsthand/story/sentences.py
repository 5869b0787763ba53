"""
Sentences that a story makes from what the case knows, in its four languages.

No sentence assumes a gender, or says that somebody deleted something.
"""

from __future__ import annotations

from collections.abc import Mapping

CONSENT: Mapping[str, Mapping[str, str]] = {
    "en": {
        "words-name": "Published with consent, under this name.",
        "words": "Published with consent, without a name.",
        "none": "",
    },
    "ar": {"words-name": "نُشر بموافقة، وبهذا الاسم.", "words": "نُشر بموافقة، ومن دون اسم.", "none": ""},
    "uk": {"words-name": "Опубліковано за згодою, під цим ім’ям.", "words": "Опубліковано за згодою, без імені.", "none": ""},
    "fr": {"words-name": "Publié avec accord, sous ce nom.", "words": "Publié avec accord, sans nom.", "none": ""},
}
"""What the person agreed to, by what is printed of them."""

COARSER: Mapping[str, Mapping[str, str]] = {
    "en": {
        "picture": "part of the picture covered", "sound": "sound taken away",
        "time": "time made less exact", "place": "place made less exact",
    },
    "ar": {
        "picture": "غُطي جزء من الصورة", "sound": "حُذف الصوت",
        "time": "الوقت مذكور بتقريب", "place": "المكان مذكور بتقريب",
    },
    "uk": {
        "picture": "частину зображення закрито", "sound": "звук вилучено",
        "time": "час подано приблизно", "place": "місце подано приблизно",
    },
    "fr": {
        "picture": "une partie de l’image couverte", "sound": "son retiré",
        "time": "heure rendue moins précise", "place": "lieu rendu moins précis",
    },
}  # fmt: skip
"""What was done to a message beside covering words."""

UNKNOWN: Mapping[str, tuple[str, ...]] = {
    "en": (
        "Messages that were never public, or that nobody handed to us, are not here.",
        "Who else wrote and could not be heard is not known.",
        "That a message is kept and unchanged does not prove that what it says is true.",
    ),
    "ar": (
        "الرسائل التي لم تكن علنية قط أو لم تصل إلينا ليست هنا.",
        "لا نعرف من كتب غير هؤلاء ولم يصل صوته.",
        "بقاء الرسالة محفوظة بلا تغيير لا يثبت صحة ما تقوله.",
    ),
    "uk": (
        "Повідомлень, які ніколи не були публічними або яких нам не передали, тут немає.",
        "Хто ще писав і не був почутий, невідомо.",
        "Те, що повідомлення збережене без змін, не доводить правдивості сказаного.",
    ),
    "fr": (
        "Les messages qui n’ont jamais été publics, ou que personne ne nous a remis, ne sont pas ici.",
        "On ne sait pas qui d’autre a écrit sans être entendu.",
        "Qu’un message soit conservé inchangé ne prouve pas que ce qu’il dit est vrai.",
    ),
}
"""What is not known, in every method box."""

PLACES_NOTE: Mapping[str, str] = {
    "en": "Shown by district only, to protect people.",
    "ar": "بحسب الحي فقط، حمايةً للناس.",
    "uk": "Лише за районами, щоб захистити людей.",
    "fr": "Par quartier seulement, pour protéger les personnes.",
}


NOTICE: Mapping[str, Mapping[str, str]] = {
    "en": {
        "distress": "People here write about fear, loss or farewell.",
        "covered": "Pictures that may be hard to see stay covered, with a description, until you choose to see them.",
        "sound": "There is no sound, and nothing plays by itself. You can stop here; the page will be here later.",
    },
    "ar": {
        "distress": "في هذه الصفحة كلام عن خوف أو فقد أو وداع.",
        "covered": "الصور التي قد تصعب رؤيتها مغطاة، ومعها وصفها، إلى أن تختار رؤيتها.",
        "sound": "لا صوت هنا، ولا شيء يعمل من تلقاء نفسه. يمكن التوقف هنا؛ ستبقى الصفحة في مكانها.",
    },
    "uk": {
        "distress": "Тут люди пишуть про страх, втрату або прощання.",
        "covered": "Зображення, на які може бути важко дивитися, закриті й описані, доки ви не захочете їх побачити.",
        "sound": "Звуку тут немає, і ніщо не вмикається само. Можна зупинитися; сторінка нікуди не зникне.",
    },
    "fr": {
        "distress": "On parle ici de peur, de perte ou d’adieu.",
        "covered": "Les images difficiles restent couvertes, avec une description, jusqu’à ce que vous choisissiez de les voir.",
        "sound": "Il n’y a pas de son, et rien ne se lance tout seul. Vous pouvez vous arrêter ; la page restera là.",
    },
}
"""The notice before a story, where its editors wrote none: by kind of note."""

NO_PLATFORM: Mapping[str, Mapping[str, str]] = {
    "table": {"en": "a table handed over", "ar": "جدول سُلّم إلينا", "uk": "передана таблиця", "fr": "un tableau remis"},
    "mail": {"en": "e-mail", "ar": "البريد الإلكتروني", "uk": "електронна пошта", "fr": "courriel"},
    "sms": {"en": "text message", "ar": "رسالة نصية", "uk": "SMS", "fr": "SMS"},
    "call": {"en": "telephone", "ar": "الهاتف", "uk": "телефон", "fr": "téléphone"},
}
"""Where a message came from when that is no platform, by the word that stands in its id."""

REMOVED: Mapping[str, tuple[str, str, str]] = {
    "en": ("A message was removed on {date}.", "A message was removed on {date}, at the wish of {wish}.", "Back to the story"),
    "ar": ("أُزيلت رسالة في {date}.", "أُزيلت رسالة في {date} بناءً على رغبة {wish}.", "العودة إلى القصة"),
    "uk": ("Повідомлення вилучено {date}.", "Повідомлення вилучено {date}. На бажання: {wish}.", "Назад до історії"),
    "fr": ("Un message a été retiré le {date}.", "Un message a été retiré le {date}, à la demande de {wish}.", "Retour à l’article"),
}
"""What stands in place of a card that was withdrawn: without and with the wish, and the way back."""


LATER: Mapping[str, str] = {
    "en": "{who}, putting it right later",
    "ar": "{who}، في تصحيح لاحق",
    "uk": "{who}, пізніше виправлення",
    "fr": "{who}, rectification ultérieure",
}
"""Who says a correction that a source gave of its own figure."""


def in_language(texts: Mapping[str, str], language: str, fallback: str) -> str:
    """A text in a language, else in the fallback's, else empty."""
    return texts.get(language) or texts.get(fallback) or ""
