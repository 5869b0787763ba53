"""
Read Telegram Desktop's HTML export: ``messages.html``, ``messages2.html`` and so on.

Rules:
    - An item is a message, service messages included; bars with a date (negative numbers) are none. Its bytes are those of
      its ``div``, from the opening tag to the closing one.
    - The file says neither the chat's id nor anybody's account. With the option ``chat`` a message is named as Telegram's
      JSON export names it; else by a digest of the chat's name and the message's number.
    - A message that continues one of the same person (``joined``) has no name: the last one is carried on, over files,
      too. Behind a message that cannot be read the name is unknown.
    - A date whose title states a zone is UTC; older exports state none, and then it is the computer's own clock.
    - The original date of a forward, which the JSON does not have, is a mark ``forwarded-at:…``.
    - A chat that somebody hands over is read; of a whole account (``chats/chat_001`` and so on) only chosen chats are, for
      the pages do not say which are private.

Source:
    The pages as Telegram Desktop writes them; several readers of others agree on the classes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from firsthand.model.adapter import Adapter
from firsthand.model.ids import account_id, post_id
from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.chat_json import medium
from firsthand.readers.chatids import fingerprint, sender_id
from firsthand.readers.json_fit import clean
from firsthand.readers.markup import plain_text
from firsthand.readers.seam import Files, Setting

NAME = "telegram-html"
PLATFORM = "telegram"

MAX_PAGE = 256 << 20
"""Bytes of one page; Telegram begins a new one after a thousand messages."""

MAX_MESSAGE = 4_000_000
_MAX_DIVS = 5000
_MAX_NAME = 256

_START = re.compile(rb'<div class="message (default|service|erased)([ a-z_]{0,80})" id="message(-?\d{1,18})"[^<>]{0,200}>')
_DIV = re.compile(rb"<(/?)div\b[^<>]{0,2000}>")
_OPEN = re.compile(r'<(/?)div\b(?:[^<>]{0,2000}?\bclass="([^"<>]{0,200})")?[^<>]{0,2000}>')
_TITLE = re.compile(r'title="([^"<>]{1,64})"')
_DATE = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d):(\d\d):(\d\d)(?: UTC([+-]\d\d):?(\d\d))?", re.ASCII)
_HEADER = re.compile(rb'<div class="page_header[^<>]{0,200}>.{0,2000}?<div class="text bold"[^<>]{0,200}>(.{0,4000}?)</div>', re.DOTALL)
_REPLY = re.compile(r"(?:go_to_message|GoToMessage\()(\d{1,18})")
_LINK = re.compile(r'<a class="([^"<>]{0,200})"[^<>]{0,500}? ?href="([^"<>]{0,2000})"')
_BOT = re.compile(r"\s+via @\w+\s*$")
_SPAN = re.compile(r"<span\b.*", re.DOTALL)
_PAGE = re.compile(r"(?:^|/)messages(\d{0,6})\.html$")
_CHAT = re.compile(r"(?:^|/)chats/chat_\d{1,9}/messages\d{0,6}\.html$")
_BESIDE = (
    "photos/", "video_files/", "voice_messages/", "round_video_messages/", "stickers/", "files/", "animations/",
    "css/", "js/", "images/",
)  # fmt: skip
_KINDS = {
    "photo": "image", "video_file": "video", "video": "video", "animated": "video", "voice_message": "audio",
    "audio_file": "audio", "sticker": "sticker", "round_video": "video", "video_message": "video", "file": "file",
}  # fmt: skip
_MARKED = {
    "location": "location", "live_location": "location", "venue": "location", "contact": "contact", "poll": "poll",
    "call": "call", "game": "game", "invoice": "invoice",
}  # fmt: skip
_REASONS = (
    ("not included", "not included"),
    ("exceeds maximum size", "larger than the export allowed"),
    ("unavailable", "unavailable when exported"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramHtmlOptions:
    """
    Settings of the reader.

    Attributes:
        chat: The number of the chat, as Telegram's JSON export states it, when the person knows it: then messages have the
            same ids as there. For one chat only.
        only: In the export of a whole account: names or folders (``chat_001``) of the chats to read. Empty: none of them,
            for the pages do not say which are private; each chat left out is counted, never named.
    """

    chat: str = ""
    only: tuple[str, ...] = ()


class _Piece(NamedTuple):
    """A ``div`` inside a message: its classes, its content, and whether it lies in a forward or in a medium."""

    classes: frozenset[str]
    tag: str
    inner: str
    forwarded: bool
    of_media: bool


class TelegramHtmlReader:
    """Implements `firsthand.readers.seam.Reader`."""

    def __init__(self, options: TelegramHtmlOptions) -> None:
        number = options.chat.strip().removeprefix("-100").lstrip("-")
        self._chat = number if number.isascii() and number.isdecimal() and len(number) < 19 else ""
        self._only = frozenset(options.only)

    def find(self, files: Files) -> list[Find]:
        """Recognise pages by their classes; the pages of a chat, and the chats of an account, are one source."""
        names = files.names()
        chats: dict[str, list[str]] = {}
        for name in names:
            head = files.head(name)
            if b"<div" in head and b'class="history"' in head and (b'class="page_wrap' in head or _START.search(head)):
                chats.setdefault(_folder(name) if _PAGE.search(name) else name, []).append(name)
        accounts: dict[str, list[str]] = {}
        for chat, pages in chats.items():
            accounts.setdefault(_root(pages[0]) or chat, []).append(chat)
        finds = []
        for held in accounts.values():
            members = tuple(one for chat in held for one in sorted(chats[chat], key=_number))
            read = [chat for chat in held if len(held) == 1 or self._chosen(files, chats[chat][0])]
            beside = tuple(f"{_folder(chats[chat][0])}{folder}" for chat in read for folder in _BESIDE)
            media = tuple(one for one in names if beside and one.startswith(beside) and "/contacts/" not in one)
            what = f"{len(held)} chats" if len(held) > 1 else "one chat"
            finds.append(Find(NAME, members, media, 0.95, f"Telegram Desktop's pages, {what}"))
        return finds

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read chat by chat, page by page."""
        here = frozenset(files.names())
        chats: dict[str, list[str]] = {}
        for member in find.members:
            if member in here:
                chats.setdefault(_folder(member) if _PAGE.search(member) else member, []).append(member)
        whole = len(chats) > 1 and all(_root(pages[0]) for pages in chats.values())
        for number, pages in enumerate(chats.values(), 1):
            if whole and not self._chosen(files, pages[0]):
                what = f"chat {number} was not read, as the pages do not say which are private; choose it by its name to read it"
                yield Gap("left-out", pages[0], 0, what)
                continue
            reading = _Reading(here, "" if whole else self._chat, _chat_name(files, pages[0]) or setting.source_name)
            for page in pages:
                yield from reading.page(files, page)

    def _chosen(self, files: Files, page: str) -> bool:
        folder = _folder(page).rstrip("/").rpartition("/")[2]
        return bool(self._only) and not self._only.isdisjoint({folder, _chat_name(files, page)})


def _folder(member: str) -> str:
    return member[: member.rfind("/") + 1]


def _root(member: str) -> str:
    match = _CHAT.search(member)
    return f"{member[: match.start()]}/chats/" if match else ""


def _number(member: str) -> int:
    match = _PAGE.search(member)
    return int(match[1] or 1) if match else 0


def _chat_name(files: Files, page: str) -> str:
    match = _HEADER.search(files.head(page))
    return clean(plain_text(match[1].decode("utf-8", "replace")).strip())[:_MAX_NAME] if match else ""


class _Reading:
    """One pass over the pages of a chat; keeps the last name."""

    def __init__(self, names: frozenset[str], chat: str, name: str) -> None:
        self._names = names
        self._name = name
        self._key = chat or fingerprint(PLATFORM, name)
        self._last = ""

    def page(self, files: Files, member: str) -> Iterator[Item | Rejected | Gap]:
        size = files.size(member)
        if size > MAX_PAGE:
            yield Rejected(member, 1, 0, 0, b"", "too-large", f"{member}: a page of {size} bytes; the limit is {MAX_PAGE}.")
            return
        with files.open(member) as stream:
            data = stream.read()
        n = 0
        starts = [match for match in _START.finditer(data) if not match[3].startswith(b"-")]
        for place, start in enumerate(starts):
            n += 1
            limit = starts[place + 1].start() if place + 1 < len(starts) else len(data)
            yield from self._message(member, n, data, start, limit)
        if b"</html>" not in data[-4096:]:
            yield Gap("cut-off", member, n, f"{member} ends before its page does, after message {n}; ask for it again")

    def _message(self, member: str, n: int, data: bytes, start: re.Match[bytes], limit: int) -> Iterator[Item | Rejected | Gap]:
        end, closed = _end(data, start, limit)
        raw = data[start.start() : end] if end - start.start() <= MAX_MESSAGE else b""
        place = (member, n, start.start(), end - start.start(), raw)
        where = f"{member}, message {n}"
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            self._last = ""
            yield Rejected(*place, "bad-encoding", f"{where}: byte {error.start} of it is not UTF-8.")
            return
        problem = "too-large" if not raw else "erased" if start[1] == b"erased" else "" if closed else "cut-off"
        if problem:
            self._last = ""
            yield Rejected(*place, problem, f"{where}: {_WHY[problem]}")
            return
        post = self._post(member, start[1] == b"service", b" joined" in start[2], int(start[3]), text)
        yield Item(*place, (post,), _sighting(post))
        for one in post.media:
            if one.missing:
                yield Gap("missing-media", member, n, f"{one.kind}: {one.missing}")

    def _post(self, member: str, service: bool, joined: bool, number: int, text: str) -> Post:
        pieces = list(_pieces(text))
        name = "" if service else self._author(pieces, joined)
        native = f"{self._key}/{number}"
        said = "" if service else _said(pieces)
        media = [] if service else _media(pieces, text, _folder(member), self._names)
        marks = ["system"] if service else [*_forward(pieces), *_marks(text)]
        if not service and not said and not media and not marks:
            marks.append("no-text")
        reply = next((match for one in pieces if "reply_to" in one.classes and (match := _REPLY.search(one.inner))), None)
        return Post(
            id=post_id(PLATFORM, native),
            platform=PLATFORM,
            native_id=native,
            text=said,
            posted=_posted(pieces),
            account=account_id(PLATFORM, sender_id(self._key, name)) if name else None,
            name=name or None,
            reply_to=post_id(PLATFORM, f"{self._key}/{reply[1]}") if reply else None,
            media=tuple(media),
            marks=tuple(marks),
        )

    def _author(self, pieces: list[_Piece], joined: bool) -> str:
        stated = next((one for one in pieces if "from_name" in one.classes and not one.forwarded), None)
        if stated is not None:
            self._last = _plain_name(stated.inner)
        elif not joined:
            self._last = ""
        return self._last


_WHY = {
    "too-large": f"longer than {MAX_MESSAGE} bytes.",
    "erased": "it was erased.",
    "cut-off": "it begins and does not end; the page was cut or damaged. Export it again if you can.",
}


def _end(data: bytes, start: re.Match[bytes], limit: int) -> tuple[int, bool]:
    """Where a message's ``div`` closes; else where the next one begins, or the page ends."""
    depth = 0
    for token in _DIV.finditer(data, start.start(), limit):
        depth += -1 if token[1] else 1
        if depth == 0:
            return token.end(), True
    return start.start() + len(data[start.start() : limit].rstrip()), False


def _pieces(text: str) -> Iterator[_Piece]:
    """Every ``div`` of a message but the outermost, in the order in which they open."""
    stack: list[tuple[int, frozenset[str], str, int, bool, bool]] = []
    found: list[tuple[int, _Piece]] = []
    for token in _OPEN.finditer(text):
        if token[1]:
            if stack:
                order, classes, tag, begin, forwarded, of_media = stack.pop()
                found.append((order, _Piece(classes, tag, text[begin : token.start()], forwarded, of_media)))
            continue
        if len(found) + len(stack) >= _MAX_DIVS:
            break
        classes = frozenset((token[2] or "").split())
        inside = stack[-1] if stack else None
        forwarded = bool(inside and (inside[4] or "forwarded" in inside[1]))
        of_media = bool(inside and (inside[5] or inside[1] & {"media", "media_wrap", "media_poll"}))
        stack.append((token.start(), classes, token[0], token.end(), forwarded, of_media))
    yield from (piece for _, piece in sorted(found, key=lambda one: one[0])[1:])


def _said(pieces: list[_Piece]) -> str:
    said = [one for one in pieces if "text" in one.classes and "bold" not in one.classes and not one.of_media]
    return clean("\n".join(plain_text(one.inner.strip(" \t\r\n")) for one in said))


def _plain_name(inner: str) -> str:
    return clean(_BOT.sub("", plain_text(_SPAN.sub("", inner)).strip()).strip())[:_MAX_NAME]


def _posted(pieces: list[_Piece]) -> Moment:
    for one in pieces:
        if {"date", "details"} <= one.classes and not one.forwarded and (title := _TITLE.search(one.tag)):
            return _moment(html.unescape(title[1]))
    return UNKNOWN


def _moment(stated: str) -> Moment:
    match = _DATE.fullmatch(stated.strip())
    unknown = Moment(stated=clean(stated), precision="unknown")
    if match is None:
        return unknown
    day, month, year, hour, minute, second = map(int, match.groups()[:6])
    try:
        local = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  the zone, if any, follows
        if match[7] is None:
            return Moment(None, stated, local)
        zone = f"{match[7]}:{match[8]}"
        return Moment(datetime.fromisoformat(f"{local.isoformat()}{zone}").astimezone(UTC), stated, None, zone)
    except (ValueError, OverflowError):
        return unknown


def _forward(pieces: list[_Piece]) -> Iterator[str]:
    if not any("forwarded" in one.classes for one in pieces):
        return
    stated = next((one for one in pieces if "from_name" in one.classes and one.forwarded), None)
    name = _plain_name(stated.inner) if stated else ""
    yield f"forwarded:{name}" if name else "forwarded"
    title = _TITLE.search(stated.inner) if stated else None
    if title and _DATE.fullmatch(title[1]):
        yield f"forwarded-at:{title[1]}"


def _marks(text: str) -> Iterator[str]:
    for word in dict.fromkeys(re.findall(r"\bmedia_([a-z_]{1,30})", text)):
        if word in _MARKED:
            yield _MARKED[word]


def _media(pieces: list[_Piece], text: str, folder: str, names: frozenset[str]) -> list[Media]:
    found = []
    for classes, address in _LINK.findall(text):
        kind = _kind(classes)
        if kind:
            stated = html.unescape(address)
            if stated.startswith(("http://", "https://")):
                continue
            found.append(medium(kind, clean(stated), (folder,), names))
    for one in pieces:
        # A medium that was left out is no link; it says so in words.
        kind = _kind(" ".join(sorted(one.classes))) if "media" in one.classes else ""
        if kind:
            words = plain_text(one.inner).casefold()
            reason = next((why for words_, why in _REASONS if words_ in words), "")
            if reason:
                found.append(Media(kind, missing=reason))
    return found


def _kind(classes: str) -> str:
    for word in classes.split():
        bare = word.removeprefix("media_").removesuffix("_wrap")
        if bare != word and bare in _KINDS:
            return _KINDS[bare]
    return ""


def _sighting(post: Post) -> tuple[Sighting, ...]:
    if post.account is None:
        return ()
    native = post.account.partition(":")[2]
    return (Sighting(post.account, PLATFORM, native, seen=post.posted, name=post.name),)


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="Telegram Desktop's HTML export: messages.html, messages2.html and so on.",
    open=TelegramHtmlReader,
    filler=fillers.telegram_html,
    options=TelegramHtmlOptions,
    losses=(
        "The pages hold no ids of accounts or of the chat, and do not say what was edited: JSON does.",
        "Formatting, addresses behind words, reactions, polls and games stay in the capture.",
        "Coordinates, contact cards and the signature of a channel's writer stay in the capture.",
        "What a service message did stays in the capture; the post is only marked.",
        "Of a whole account, only chosen chats are read: the pages do not say which are private.",
    ),
)
