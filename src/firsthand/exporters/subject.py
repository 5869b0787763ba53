"""What is held on one account, for that person to read: a page in each of their languages, right to left where it is written so."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from firsthand.exporters.plain import code, facts, heading, link, page, paragraph, table, words

LANGUAGES = ("en", "ar", "uk", "fr")
_KEYS = (
    "title", "opening", "who_answers", "contact", "basis", "until", "account", "profiles", "seen", "name", "handle", "bio", "place",
    "messages", "posted", "received", "file", "proposed", "proposed_told", "decided", "decided_told", "when", "who", "what",
    "published", "story", "handed", "to_whom", "why", "left_out", "count", "none", "rights", "example",
)  # fmt: skip
_WORDS: dict[str, tuple[str, ...]] = {
    "en": (
        "What we hold about this account",
        "This is a copy of all that one case holds about your account. People of the desk stand under letters.",
        "Who answers for it", "Contact", "Legal basis, as stated", "To be held until", "Account",
        "Profiles, as they were seen", "Seen",
        "Name", "Handle", "Description", "Place", "Messages", "Posted", "Received", "File as received",
        "What programs proposed",
        "A program proposes what people should read first. It decides nothing.", "What people decided and wrote",
        "Newest last. A decision that was taken back says so.", "When", "Who", "What", "What was published", "Story",
        "To whom it was handed on",
        "To whom", "Why", "What is not in here, and why", "How many", "Nothing.",
        "You may ask for it to be corrected, restricted or erased, and you may complain to the authority for data protection.",
        "Everything in this case is invented. This is an example.",
    ),
    "ar": (
        "ما نحتفظ به عن هذا الحساب",
        "هذه نسخة من كل ما يحتفظ به ملف واحد عن حسابك. يُشار إلى العاملين هنا بالأحرف.",
        "الجهة المسؤولة", "للاتصال", "الأساس القانوني كما ذُكر", "يُحتفظ به حتى", "الحساب", "الملفات الشخصية كما شوهدت", "شوهد",
        "الاسم", "المعرّف", "الوصف", "المكان", "الرسائل", "نُشرت", "وصلتنا", "الملف كما وصل", "ما اقترحته البرامج",
        "يقترح البرنامج ما يُقرأ أولًا، ولا يقرر شيئًا.", "ما قرره الأشخاص وكتبوه",
        "الأحدث في الأخير. القرار الذي سُحب يُذكر ذلك بجانبه.", "متى", "من", "ماذا", "ما نُشر", "القصة", "من سُلّم إليه",
        "إلى من", "السبب", "ما ليس هنا، ولماذا", "العدد", "لا شيء.",
        "يحق لك أن تطلب تصحيحه أو تقييده أو محوه، وأن تشتكي إلى هيئة حماية البيانات.",
        "كل ما في هذا الملف مُختلَق. هذا مثال.",
    ),
    "uk": (
        "Що ми зберігаємо про цей обліковий запис",
        "Це копія всього, що одна справа містить про ваш обліковий запис. Працівників позначено літерами.",
        "Хто відповідає", "Зв’язок", "Правова підстава, як зазначено", "Зберігати до", "Обліковий запис",
        "Профілі, якими їх бачили", "Бачили",
        "Ім’я", "Нік", "Опис", "Місце", "Повідомлення", "Опубліковано", "Отримано", "Файл, як його отримано",
        "Що запропонували програми",
        "Програма пропонує, що читати першим. Вона нічого не вирішує.", "Що вирішили й написали люди",
        "Найновіше наприкінці. Скасоване рішення так і позначено.", "Коли", "Хто", "Що", "Що опубліковано", "Історія",
        "Кому передано",
        "Кому", "Чому", "Чого тут немає і чому", "Скільки", "Нічого.",
        "Ви можете просити виправити, обмежити чи стерти ці дані та поскаржитися до органу із захисту даних.",
        "Усе в цій справі вигадане. Це приклад.",
    ),
    "fr": (
        "Ce que nous détenons sur ce compte",

        "Ceci est une copie de tout ce qu’un dossier contient sur votre compte. Les gens de la rédaction y sont des lettres.",
        "Responsable", "Contact", "Base légale, telle qu’indiquée", "À conserver jusqu’au", "Compte",
        "Profils, tels qu’ils ont été vus", "Vu",
        "Nom", "Identifiant", "Description", "Lieu", "Messages", "Publié", "Reçu", "Fichier tel que reçu",
        "Ce que des programmes ont proposé",
        "Un programme propose ce qu’il faut lire d’abord. Il ne décide de rien.", "Ce que des personnes ont décidé et écrit",
        "Le plus récent à la fin. Une décision reprise est signalée.", "Quand", "Qui", "Quoi", "Ce qui a été publié", "Article",
        "À qui cela a été remis", "À qui", "Pourquoi", "Ce qui n’est pas ici, et pourquoi", "Combien", "Rien.",
        "Vous pouvez demander la rectification, la limitation ou l’effacement, et saisir l’autorité de protection des données.",
        "Tout dans ce dossier est inventé. Ceci est un exemple.",
    ),
}  # fmt: skip
PHRASES = {language: dict(zip(_KEYS, told, strict=True)) for language, told in _WORDS.items()}


def decided_parts(held: Mapping[str, Any], language: str) -> list[Markup]:
    """What people of the desk wrote: the part that is read for their names."""
    say = PHRASES[language]
    parts = [heading(say["decided"]), paragraph(say["decided_told"])]
    parts.append(_table(say, ("when", "who", "what"), [
        (code(one["at"]), one["by"], code(f"{one['kind']}{' (undone)' if one['undone'] else ''} {_plain(one['said'])}"))
        for one in held["decisions"]
    ]))  # fmt: skip
    parts.append(heading(say["published"]))
    rows = [(code(one["at"]), one["story"], code(one["post"])) for one in held["published"]]
    parts.append(_table(say, ("when", "story", "messages"), rows))
    parts.append(heading(say["handed"]))
    parts.append(_table(say, ("when", "to_whom", "why", "count"), [
        (code(one["at"]), f"{one['recipient']} ({one['format']})", one["because"], one["messages"]) for one in held["handed_on"]
    ]))  # fmt: skip
    return parts


def subject_page(held: Mapping[str, Any], language: str, others: Sequence[tuple[str, str]]) -> bytes:
    """
    The whole page.

    Args:
        others: The same in the reader's other languages: code and file.
    """
    say, account, case = PHRASES[language], held["account"], held["case"]
    parts = [Markup("<nav>{}</nav>").format(Markup(" ").join(
        Markup('<a href="{}" lang="{}">{}</a>').format(file, other, PHRASES[other]["title"]) for other, file in others
    ))] if others else []  # fmt: skip
    parts += [paragraph(say["opening"]), *([paragraph(say["example"])] if case["invented"] else [])]
    parts.append(facts((
        (say["who_answers"], case["controller"]), (say["contact"], case["contact"]), (say["basis"], case["basis"]),
        (say["until"], case["retain_until"]), (say["account"], code(account["id"])), (say["name"], account["name"]),
        (say["handle"], code(account["handle"] or "")),
    )))  # fmt: skip
    parts.append(paragraph(say["rights"]))
    parts.append(heading(say["profiles"]))
    parts.append(_table(say, ("seen", "name", "handle", "bio", "place"), [
        (code(one["seen"] or ""), one["name"], code(one["handle"] or ""), one["bio"], one["place"]) for one in held["profiles"]
    ]))  # fmt: skip
    parts.append(heading(f"{say['messages']}: {len(held['messages'])}"))
    for one in held["messages"]:
        parts.append(facts((
            (say["messages"], code(one["id"])), (say["posted"], code(one["posted_at"] or one["posted_stated"] or "")),
            (say["received"], code(", ".join(one["received"]))),
            *((say["file"], link(file)) for file in (*one["files"], *(medium["file"] for medium in one["media"] if medium["file"]))),
        )))  # fmt: skip
        parts.append(words(one["text"], one["lang"] or ""))
    parts += [heading(say["proposed"]), paragraph(say["proposed_told"])]
    parts.append(_table(say, ("messages", "what", "why"), [
        (code(one["post"]), code(f"{one['category']}: {one['band']}"), ", ".join(one["why"])) for one in held["proposed"]
    ]))  # fmt: skip
    parts += decided_parts(held, language)
    parts.append(heading(say["left_out"]))
    parts.append(_table(say, ("count", "what", "why"), [
        (one["count"], Markup('<span lang="en" dir="ltr">{}</span>').format(one["what"]),
         Markup('<span lang="en" dir="ltr">{}</span>').format(one["why"])) for one in held["left_out"]
    ]))  # fmt: skip
    return page(say["title"], parts, language=language)


def _table(say: Mapping[str, str], header: Sequence[str], rows: Sequence[Sequence[object]]) -> Markup:
    return table([say[one] for one in header], rows) if rows else paragraph(say["none"])


def _plain(said: Mapping[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True)
