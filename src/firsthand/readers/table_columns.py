"""
Which column of a table holds what: from the person's word, from the header's words, from the cells.

A role's names stand in the order of preference: of two columns that may hold the time, the one with the zone (or the
count of seconds) is taken before the one without.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

ROLES = (
    "text", "id", "account", "author", "handle", "name", "time", "clock", "url", "lang", "reply_to",
    "media", "place", "platform",
)  # fmt: skip
"""``author`` is a column of which it is not said whether it holds handles or names; ``clock`` the time of day where
date and time have a column each; ``media`` may be several columns."""

ALIASES = {
    "body": "text", "message": "text", "user": "author", "sender": "author", "date": "time", "timestamp": "time",
    "link": "url", "language": "lang", "reply": "reply_to", "location": "place", "username": "handle",
}  # fmt: skip
"""Other words by which a person may state a role."""

_NAMES: dict[str, str] = {
    "text": """
        full text|tweet text|post text|message text|comment text|text|body|content|message|tweet|post|caption|comment|
        النص|نص|نص التغريدة|التغريدة|نص المنشور|المنشور|نص الرسالة|الرسالة|المحتوى|التعليق|
        текст|текст повідомлення|повідомлення|текст допису|допис|вміст|коментар|
        текст сообщения|сообщение|текст поста|пост|содержание|комментарий|
        texte|texte du message|contenu|publication|commentaire|
        texto|texto del mensaje|mensaje|contenido|publicación|comentario|
        metin|tweet metni|mesaj|içerik|gönderi|yorum|
        متن|متن پیام|پیام|متن توییت|محتوا|پست|نظر|description""",
    "id": """
        tweet id|tweet id str|status id|post id|message id|msg id|comment id|id str|native id|id|
        معرف التغريدة|معرف المنشور|المعرف|معرف|ідентифікатор|ід|id допису|id повідомлення|
        идентификатор|ид|id поста|id сообщения|identifiant|identificador|kimlik|شناسه""",
    "account": """
        author id|user id|user id str|account id|sender id|from id|channel id|
        معرف المستخدم|معرف الحساب|id користувача|id автора|id пользователя|id utilisateur|id de usuario|
        kullanıcı kimliği|شناسه کاربر""",
    "handle": """
        screen name|user screen name|author username|username|user name|user username|handle|user handle|
        author handle|account handle|nick|nickname|اسم المستخدم|нік|ім'я користувача|ник|имя пользователя|
        nom d'utilisateur|pseudo|nombre de usuario|usuario|kullanıcı adı|نام کاربری""",
    "name": """
        author fullname|author full name|author display name|author name|display name|user displayname|full name|name|
        الاسم|اسم|ім'я|имя|nom|nombre|ad|isim|ad soyad|نام""",
    "author": """
        author|user|account|sender|from|poster|posted by|الكاتب|المرسل|الحساب|صاحب المنشور|
        автор|відправник|отправитель|auteur|expéditeur|autor|remitente|yazar|gönderen|نویسنده|فرستنده""",
    "time": """
        unix timestamp|created utc|created at|posted at|published at|timestamp|date time|datetime|
        post date|tweet date|publish date|published|created|date|time|
        التاريخ والوقت|تاريخ النشر|التاريخ|تاريخ|дата і час|дата публікації|дата|дата и время|дата публикации|
        date et heure|date de publication|fecha y hora|fecha de publicación|fecha|tarih|tarih saat|تاریخ|
        الوقت|час|время|heure|hora|saat|zaman|زمان""",
    "clock": "time|time of day|hour|الوقت|час|время|heure|hora|saat|ساعت|زمان",
    "url": """
        tweet url|post url|message url|status url|permalink|tweet link|post link|link|url|
        الرابط|رابط|посилання|лінк|ссылка|lien|enlace|bağlantı|لینک|پیوند""",
    "lang": "lang|language|اللغة|мова|язык|langue|idioma|dil|زبان",
    "reply_to": """
        in reply to status id|in reply to status id str|in reply to id|in reply to|reply to id|reply to|reply id|
        replied to post|parent id|رد على|відповідь на|ответ на|en réponse à|réponse à|respuesta a|yanıt|پاسخ به""",
    "media": """
        media|media url|media urls|image|images|image url|image urls|photo|photos|picture|video|videos|video url|
        attachment|attachments|attachment filename|الوسائط|صورة|الصورة|فيديو|медіа|фото|відео|медиа|видео|
        médias|photo|vidéo|archivo|foto|vídeo|medya|fotoğraf|رسانه|عکس""",
    "place": """
        place name|place|location name|location|city|المكان|الموقع|المدينة|місце|місто|место|город|
        lieu|ville|lugar|ciudad|yer|konum|şehir|مکان|شهر""",
    "platform": "platform|network|social network|المنصة|платформа|plateforme|plataforma|پلتفرم",
}

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_JOINTS = re.compile(r"[\s_\-./:]+")
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "ـ": None, "’": "'"})


class Columns(NamedTuple):
    """
    Where a table keeps what.

    Attributes:
        header: As written, or ``column 1`` and so on where there is no header row.
        at: Role to column, counted from 0.
        media: Columns of media.
        problem: Why there is no reading: a code, and a sentence; empty otherwise.
        headed: Whether the first row is a header.
    """

    header: tuple[str, ...]
    at: dict[str, int]
    media: tuple[int, ...] = ()
    problem: tuple[str, str] = ("", "")
    headed: bool = True


def folded(header: str) -> str:
    """A header without case, marks, joints and spelling variants, for comparing."""
    header = unicodedata.normalize("NFKC", header.replace("\ufeff", "")[:200]).strip().strip("\"'#*")
    header = _JOINTS.sub(" ", _CAMEL.sub(" ", header)).casefold().translate(_ARABIC)
    return "".join(char for char in header if not unicodedata.combining(char)).strip()


_WORDS = {role: tuple(folded(name) for name in names.split("|") if name.strip()) for role, names in _NAMES.items()}


def recognised(header: Sequence[str]) -> dict[str, int]:
    """Role to column, as far as the words of a header tell; a column has one role."""
    words = [folded(cell) for cell in header]
    at: dict[str, int] = {}
    for role in ROLES:
        for name in _WORDS[role]:
            if name in words and (column := words.index(name)) not in at.values():
                at[role] = column
                break
    if "clock" in at and "time" not in at:
        del at["clock"]
    return at


def columns(rows: Sequence[Sequence[str]], stated: Sequence[tuple[str, str]], source: str) -> Columns:
    """
    Tell the columns of a table.

    Args:
        rows: The first rows, the header (if any) first.
        stated: Role and header as the person said; this outranks everything.
        source: Name of the table, for messages.
    """
    first = tuple(rows[0])
    at = recognised(first)
    headed = bool(at) or _is_header(rows) or any(_where(first, header) is not None for _, header in stated)
    header = first if headed else tuple(f"column {number}" for number in range(1, len(first) + 1))
    for role, wanted in stated:
        known = ALIASES.get(folded(role).replace(" ", "_"), folded(role).replace(" ", "_"))
        column = _where(header, wanted)
        if known not in ROLES:
            return Columns(header, {}, (), ("unknown-role", f"{source}: no role {role!r}; roles: {', '.join(ROLES)}."))
        if column is None:
            return Columns(header, {}, (), ("no-such-column", f"{source}: no column {wanted!r}. {_listing(header)}"))
        at = {other: place for other, place in at.items() if place != column} | {known: column}
    if "text" not in at:
        guess = _longest(rows[1:] if headed else rows, at)
        if guess is None:
            why = f"{source}: no column of text. Say which one with --columns text=HEADER. {_listing(header)}"
            return Columns(header, at, (), ("no-text-column", why), headed)
        at["text"] = guess
    taken = set(at.values()) - {at.get("media")}
    media = [at["media"]] if "media" in at else []
    if not any(role == "media" for role, _ in stated):
        media += [
            column
            for column, cell in enumerate(header)
            if folded(cell) in _WORDS["media"] and column not in taken and column not in media
        ]
    return Columns(header, at, tuple(sorted(media)), ("", ""), headed)


def _where(header: Sequence[str], wanted: str) -> int | None:
    exact = [column for column, cell in enumerate(header) if cell == wanted]
    alike = [column for column, cell in enumerate(header) if folded(cell) == folded(wanted)]
    return next(iter([*exact, *alike]), None)


def _listing(header: Sequence[str]) -> str:
    shown = [cell.strip()[:60] for cell in header[:60]]
    more = f" and {len(header) - 60} more" if len(header) > 60 else ""
    return f"Columns here: {', '.join(repr(cell) for cell in shown)}{more}."


def _is_header(rows: Sequence[Sequence[str]]) -> bool:
    """Short, different, without figures; a first row that is like the others is none."""
    first = [cell.strip() for cell in rows[0]]
    filled = [cell for cell in first if cell]
    if len(rows) < 2 or len(filled) < len(first) - 1 or len(set(filled)) < len(filled):
        return False
    return all(len(cell) <= 60 and not re.match(r"[\d@+-]|https?:", cell) for cell in filled)


def _longest(rows: Sequence[Sequence[str]], at: dict[str, int]) -> int | None:
    """The column of the longest words, when they are long enough to be what somebody said."""
    width = max((len(row) for row in rows), default=0)
    best, longest = None, 20.0
    for column in range(width):
        if column in at.values():
            continue
        cells = [row[column] for row in rows if column < len(row) and row[column].strip()]
        spoken = [
            cell for cell in cells if " " in cell.strip() and not cell.startswith(("http://", "https://", "[", "{"))
        ]
        if len(spoken) * 2 <= len(cells) or len(set(spoken)) * 2 <= len(spoken):
            continue
        mean = sum(map(len, spoken)) / len(spoken)
        if mean > longest:
            best, longest = column, mean
    return best
