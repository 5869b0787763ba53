"""
Read `result.json` of Telegram Desktop: one chat, or a whole account.

Rules:
    - An item is a message, service messages included. Its bytes are those of the message object.
    - The file is scanned, never held: see `firsthand.readers.jsonscan`. What stands before a cut is read.
    - ``date`` is the wall clock of the computer that exported, without a zone. Only ``date_unixtime`` gives UTC.
    - Chat ids lose the -100 that bots and libraries put before them. Without a chat id or a message id the message is
      named by `firsthand.readers.chatids`.
    - Words that Telegram puts in place of a file mean that the file exists and was not exported.
    - After damage (a lost quote, a few bytes of garbage) reading goes on at the next message that looks sound, within
      the same chat; the damaged part is one rejected item.
    - The exporter writes control characters as ``\\x0B``, which is not JSON: such a message is read after the escape
      is mended (in memory; the capture keeps its bytes) and marked ``repaired``.

Source:
    ``telegramdesktop/tdesktop``, ``Telegram/SourceFiles/export/output/export_output_json.cpp``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import repeat, takewhile
from typing import Any, BinaryIO, NamedTuple

import msgspec

from firsthand.model.adapter import Adapter
from firsthand.model.ids import PostId, account_id, post_id
from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers, stretch
from firsthand.readers.chatids import MessageIds, sender_id
from firsthand.readers.jsonscan import (
    MAX_DEPTH,
    MAX_ELEMENT_BYTES,
    Broken,
    Cursor,
    Guesses,
    Span,
    is_utf16,
    search,
    spans,
)
from firsthand.readers.seam import Files, Setting
from firsthand.readers.stretch import Stretch, told

NAME = "telegram-desktop"
PLATFORM = "telegram"

# A tuple, because a hostile type may be a list, which cannot be looked up in a set.
_MESSAGE_TYPES = ("message", "service", "unsupported")
_CHAT_TYPES = frozenset({
    "personal_chat", "bot_chat", "saved_messages", "replies", "private_group", "private_supergroup",
    "public_supergroup", "private_channel", "public_channel", "public_group",
})  # fmt: skip
_ACCOUNT_PARTS = frozenset({
    "personal_information", "profile_pictures", "stories", "contacts", "frequent_contacts", "sessions",
    "web_sessions", "other_data", "chats", "left_chats",
})  # fmt: skip
_MEDIA_FOLDERS = frozenset({
    "photos", "video_files", "voice_messages", "round_video_messages", "stickers", "files", "animations", "chats",
})  # fmt: skip
_MEDIA_KINDS = {
    "sticker": "sticker",
    "video_message": "video",
    "video_file": "video",
    "animation": "video",
    "voice_message": "audio",
    "audio_file": "audio",
}
_PLACEHOLDERS = {
    "not included": "not included",
    "exceeds maximum size": "larger than the export allowed",
    "unavailable": "unavailable when exported",
}

_MAX_HEAD_VALUE = 4096
_MAX_NAME_IN_MARK = 256
_LAST_SECOND = 253402300799
_MARKED_CHANNEL = 10**12
_BEYOND_IDS = 10**18
_FREE_REPEATS = 64_000_000

_LOCAL_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", re.ASCII)
_UNIX_TIME = re.compile(r"\d{1,12}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,18}", re.ASCII)
_PEER = re.compile(r"(user|chat|channel)?-?(\d{1,18})", re.ASCII)
# Quotes inside a text are escaped, so this is never found inside one.
_SOUND = re.compile(
    rb',\s{0,64}\{\s{0,64}"id":\s{0,8}-?\d{1,18},\s{0,64}"type":\s{0,8}"(?:message|service|unsupported)"'
)
_SOUND_OR_NEXT_CHAT = re.compile(_SOUND.pattern + rb'|"messages"\s{0,8}:')
_BAD_ESCAPE = re.compile(rb"(?<!\\)((?:\\\\)*)\\x([0-9A-Fa-f]{2})")
_PLACEHOLDER = re.compile(r"\((?:File|Photo) ([^()]*)\)$")

_decode = msgspec.json.Decoder().decode


class _Piece(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """A part of a text."""

    type: str = ""
    text: str = ""
    href: str | None = None


class _Plain(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """
    A message of nothing but words, which most are: its values are those that the general way would read.

    What holds anything else, or anything in another form, does not decode into it.
    """

    id: int
    type: str
    date: str
    date_unixtime: str
    from_id: str
    text: str | list[str | _Piece]
    sender: str | None = msgspec.field(default=None, name="from")
    text_entities: list[_Piece] = []
    reply_to_message_id: int = 0
    edited: str | None = None
    edited_unixtime: str | None = None
    reactions: object = None


_plain = msgspec.json.Decoder(_Plain).decode
_Out = Item | Rejected | Gap | Stretch
_new = tuple.__new__
"""Makes a named tuple in a third of the time that names take; every field must be given."""

_ACCOUNTS_KEPT = 65_536

PUBLIC = "public_"
"""
How the types of chats begin that a whole account gives unasked. All others are private: nobody meant to hand a newsroom
saved messages, login codes (``verify_codes``), or a kind of chat that we do not know yet.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramOptions:
    """
    Settings of the reader.

    Attributes:
        only: In the export of a whole account: names or ids of the chats to read. Empty: every public channel and
            group; private chats of the person who made the export are read only when they are named. Each chat left
            out is named by its number in the gaps, never by its name.
    """

    only: tuple[str, ...] = ()


class _Chat(NamedTuple):
    key: str = ""
    name: str = ""
    type: str = ""

    @property
    def in_sequence(self) -> bool:
        """Whether message ids count up within the chat; elsewhere an account counts over all its chats."""
        return self.type.endswith(("channel", "supergroup"))


class TelegramReader:
    """Reads Telegram Desktop's JSON exports."""

    def __init__(self, options: TelegramOptions) -> None:
        self._options = options

    def find(self, files: Files) -> list[Find]:
        """Recognise exports by the keys at their top and in their first message."""
        names = files.names()
        finds = []
        for name in names:
            why = _looks_like(files, name)
            if why:
                finds.append(Find(NAME, (name,), _media_beside(name, names), 1.0, why))
        return finds

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read messages in the order of the file."""
        names = frozenset(files.names())
        for member in find.members:
            if member in names:
                with files.open(member) as stream:
                    yield from _Reading(files, names, member, stream, setting, self._options).items()  # type: ignore[misc]

    def stretches(self, files: Files, find: Find, setting: Setting) -> Iterator[_Out]:
        """Read as `read` does; messages of nothing but words of which many follow one another come as columns."""
        names = frozenset(files.names())
        for member in find.members:
            if member in names:
                with files.open(member) as stream:
                    yield from _Swiftly(files, names, member, stream, setting, self._options).items()


class _Reading:
    """One pass over one member."""

    def __init__(
        self,
        files: Files,
        names: frozenset[str],
        member: str,
        stream: BinaryIO,
        setting: Setting,
        options: TelegramOptions,
    ) -> None:
        self._files = files
        self._names = names
        self._member = member
        self._folder = _folder(member)
        self._stream = stream
        self._size = files.size(member)
        self._source_name = setting.source_name
        self._only = frozenset(options.only)
        self._n = 0
        self._chats = 0
        self._told = False
        self._resumed = False
        # Bytes that may be looked at again after damage, so that a file of nothing but damage ends in linear time.
        self._accounts: dict[str, str] = {}
        self._may_repeat = 2 * self._size + _FREE_REPEATS

    def items(self) -> Iterator[_Out]:
        self._stream.seek(0)
        if is_utf16(self._stream.read(4)):
            yield self._rest(0, "utf-16", "The file is UTF-16; save it as UTF-8 and collect it again.")
            return
        cursor = Cursor(self._stream)
        try:
            yield from self._document(cursor)
        except Broken as broken:
            if not self._told:
                yield self._broken(broken)
            return
        try:
            cursor.kind()
        except Broken:
            return
        self._n += 1
        yield self._rest(cursor.place, "not-json", "These bytes stand after the end of the JSON document.")

    def _document(self, cursor: Cursor) -> Iterator[_Out]:
        if cursor.kind() != "object":
            raise Broken("not-json", cursor.place)
        start = cursor.place
        chat: tuple[_Chat, MessageIds] | None = None
        for key in cursor.fields():
            if key == "messages":
                chat = chat or self._known(_chat_head(self._stream, start))
                yield from self._messages(cursor, *chat)
            elif key in ("chats", "left_chats"):
                yield from self._chat_list(cursor)

    def _chat_list(self, cursor: Cursor) -> Iterator[_Out]:
        if cursor.kind() != "object":
            return
        for key in cursor.fields():
            if key == "list" and cursor.kind() == "array":
                for start in cursor.items():
                    if cursor.kind() == "object":
                        yield from self._one_of_many(cursor, start)

    def _one_of_many(self, cursor: Cursor, start: int) -> Iterator[_Out]:
        self._chats += 1
        chat = _chat_head(self._stream, start)
        chosen = not self._only.isdisjoint({chat.key, chat.name})
        kind = chat.type or "unknown type"
        private = not chat.type.startswith(PUBLIC)
        if not chosen and (private or self._only):
            what = f"chat {self._chats} ({kind}) was left out, as only chosen chats are read"
            if private:
                what = f"chat {self._chats} is private ({kind}) and was not read; choose it by its name to read it"
            yield Gap("left-out", self._member, 0, what)
            return
        _, ids = self._known(chat)
        for key in cursor.fields():
            if key == "messages":
                yield from self._messages(cursor, chat, ids)

    def _known(self, chat: _Chat) -> tuple[_Chat, MessageIds]:
        return chat, MessageIds(chat.key or chat.name or self._source_name, self._files)

    def _messages(self, cursor: Cursor, chat: _Chat, ids: MessageIds) -> Iterator[_Out]:
        if cursor.kind() != "array":
            return
        numbers = _Numbers(chat)
        for span in spans(cursor, self._sound_after):
            self._n += 1
            outcome = self._of_words(cursor, span, chat) or self._outcome(cursor, span, chat, ids)
            if isinstance(outcome.result, Rejected):
                numbers.unread += 1
            elif hole := numbers.hole_before(outcome.number):
                yield Gap("sequence", self._member, self._n, hole)
            yield outcome.result
            for media in outcome.media:
                if media.missing:
                    yield Gap("missing-media", self._member, self._n, f"{media.kind}: {media.missing}")
            if not span.problem:
                yield from self._ahead(cursor, chat, numbers)

    def _ahead(self, cursor: Cursor, chat: _Chat, numbers: _Numbers) -> Iterator[_Out]:
        """What is read of the messages behind the one that was read, before they are looked at one by one: here nothing."""
        return iter(())

    def _of_words(self, cursor: Cursor, span: Span, chat: _Chat) -> _Outcome | None:
        """The quick way for a message of nothing but words; None where the general way must decide."""
        if span.problem or not chat.key:
            return None
        raw = cursor.bytes_between(span.start, span.end)
        try:
            one = _plain(raw)
        except (ValueError, RecursionError):
            return None
        if not _is_plain(one):
            return None
        number, seconds, text = one.id, one.date_unixtime, _joined(one.text)
        account = self._accounts.get(one.from_id) or self._met(one.from_id, chat)
        posted = Moment(datetime.fromtimestamp(int(seconds), UTC), one.date or seconds)
        name, whose = one.sender or None, account_id(PLATFORM, account)
        native, reply = f"{chat.key}/{number}", one.reply_to_message_id
        post: Post = _new(
            Post,
            (
                post_id(PLATFORM, native), PLATFORM, native, text, posted, whose, None, name, None, None,
                post_id(PLATFORM, f"{chat.key}/{reply}") if reply else None, None, None, (), None,
                _edited(_edits(one)) if one.edited or one.edited_unixtime else None, (),
                () if text else ("no-text",),
            ),
        )  # fmt: skip
        item = Item(self._member, self._n, span.start, len(raw), raw, (post,), _sighting(post))
        return _new(_Outcome, (item, (), number))

    def _met(self, sender: str, chat: _Chat) -> str:
        if len(self._accounts) >= _ACCOUNTS_KEPT:
            self._accounts.clear()
        account = self._accounts[sender] = _account(sender, None, "", chat) or ""
        return account

    def _outcome(self, cursor: Cursor, span: Span, chat: _Chat, ids: MessageIds) -> _Outcome:
        if span.problem == "not-json" and span.end < self._size and self._resumed:
            self._resumed = False
            return _Outcome(self._damaged(span))
        if span.problem in ("cut-off", "not-json"):
            self._told = True
            return _Outcome(self._rest(span.start, span.problem, f"{self._where()}: {_WHY[span.problem]}"))
        raw = b"" if span.problem == "too-large" else cursor.bytes_between(span.start, span.end)
        if span.problem:
            return _Outcome(self._rejected(span, raw, span.problem, _WHY[span.problem]))
        message, repaired = _decoded(raw)
        if message is None:
            inside = _SOUND.search(raw)
            if inside and self._may_go_back(len(raw)):
                # A lost quote made one element of several.
                cursor.jump(span.start + inside.start())
                return _Outcome(self._damaged(Span(span.start, span.start + inside.start())))
            return _Outcome(self._rejected(span, raw, "not-json", "not valid JSON or not valid UTF-8."))
        if not isinstance(message, dict) or message.get("type") not in _MESSAGE_TYPES:
            return _Outcome(self._rejected(span, raw, "no-type", "no message of a type that is known."))
        text = _text(message)
        if text is None:
            return _Outcome(self._rejected(span, raw, "bad-text", "the text is neither words nor a list of parts."))
        post = self._post(message, text, chat, ids, repaired)
        sighting = _sighting(post)
        item = Item(self._member, self._n, span.start, span.end - span.start, raw, (post,), sighting)
        return _Outcome(item, post.media, _number(message.get("id")))

    def _post(self, message: dict[str, Any], text: str, chat: _Chat, ids: MessageIds, repaired: bool) -> Post:
        service = message["type"] == "service"
        sender = message.get("actor_id" if service else "from_id")
        name = _words(message.get("actor" if service else "from"))
        media = () if service else self._media(message)
        account = _account(sender, name, ids.chat, chat)
        stated = _words(message.get("date_unixtime")) or _words(message.get("date")) or ""
        number = _number(message.get("id"))
        if chat.key and number:
            native = f"{chat.key}/{number}"
        else:
            native = ids.next(sender=_words(sender) or name or "", stated=stated, text=text, media=media)
        posted, edited = _moment(message.get("date"), message.get("date_unixtime")), _edited(message)
        marks = _marks(message, text, media, repaired)
        # Made as a tuple, in order: a third of the time that names take.
        return tuple.__new__(
            Post,
            (
                post_id(PLATFORM, native), PLATFORM, native, "" if service else text, posted,
                account_id(PLATFORM, account) if account else None, None, name, None, None,
                _reply(message, chat), None, None, media, None, edited, (), marks,
            ),
        )  # fmt: skip

    def _media(self, message: dict[str, Any]) -> tuple[Media, ...]:
        media = []
        for key in ("photo", "file"):
            stated = message.get(key)
            if isinstance(stated, str) and stated:
                media.append(self._medium("image" if key == "photo" else _file_kind(message), stated))
        return tuple(media)

    def _medium(self, kind: str, stated: str) -> Media:
        placeholder = _PLACEHOLDER.search(stated)
        if placeholder:
            reason = next((why for words, why in _PLACEHOLDERS.items() if words in placeholder[1]), "not included")
            return Media(kind, missing=reason)
        if stated.startswith("/") or "\\" in stated or ".." in stated.split("/"):
            return Media(kind, missing="its path leads out of the export")
        name = self._folder + stated
        if name in self._names:
            return Media(kind, name=name)
        return Media(kind, missing=f"not beside the export: {stated[:_MAX_NAME_IN_MARK]}")

    def _broken(self, broken: Broken) -> Rejected | Gap:
        if broken.code == "cut-off":
            what = f"the file ends before its document does, after message {self._n}; export it again if you can"
            return Gap("cut-off", self._member, self._n, what)
        self._n += 1
        return self._rest(broken.at, "not-json", f"{self._member}, from byte {broken.at}: {_WHY['not-json']}")

    def _sound_after(self, start: int, noticed: int) -> int:
        """Find the comma before the next message of the same chat that looks sound; -1 when there is none."""
        if not self._may_go_back(noticed - start):
            return -1
        place, found = search(self._stream, _SOUND_OR_NEXT_CHAT, start)
        self._resumed = found.startswith(b",")
        return place if self._resumed else -1

    def _may_go_back(self, count: int) -> bool:
        self._may_repeat -= count
        return self._may_repeat > 0

    def _damaged(self, span: Span) -> Rejected:
        raw = b""
        if span.end - span.start <= MAX_ELEMENT_BYTES:
            self._stream.seek(span.start)
            raw = self._stream.read(span.end - span.start)
        return self._rejected(span, raw, "not-json", "damaged; what follows is read again from the next message.")

    def _rest(self, start: int, code: str, why: str) -> Rejected:
        length = self._size - start
        raw = b""
        if length <= MAX_ELEMENT_BYTES:
            self._stream.seek(start)
            raw = self._stream.read(length)
        return Rejected(self._member, max(self._n, 1), start, length, raw, code, why)

    def _rejected(self, span: Span, raw: bytes, code: str, why: str) -> Rejected:
        return Rejected(self._member, self._n, span.start, span.end - span.start, raw, code, f"{self._where()}: {why}")

    def _where(self) -> str:
        return f"{self._member}, message {self._n}"


class _Numbers:
    """
    The numbers of a chat's messages, which count up.

    Attributes:
        unread: Items since the last number that could not be read. They are not missing: they may be the hole.
    """

    def __init__(self, chat: _Chat) -> None:
        self._counted = chat.in_sequence
        self._last = self.unread = 0

    def hole_before(self, number: int) -> str:
        """What is missing between the last message and this one, in words; empty when nothing is."""
        if not self._counted or number <= 0:
            return ""
        last, unread = self._last, self.unread
        self._last, self.unread = max(last, number), 0
        return _hole(last + 1, number - 1) if 0 < last < number - 1 and number - 1 - last > unread else ""


class _Swiftly(_Reading):
    """
    The same pass, in which messages of nothing but words come as columns where many follow one another.

    Behind each message that was read, the next ones are guessed: cut at what stands between the two. Each guess that decodes is an
    element, for a JSON object has but one end. At the first that does not, the general way goes on.
    """

    _guesses = Guesses([], [], 0, 0)
    _at = 0

    def _ahead(self, cursor: Cursor, chat: _Chat, numbers: _Numbers) -> Iterator[_Out]:
        if not chat.key:
            return
        if cursor.place >= self._guesses.end:
            self._guesses, self._at = cursor.guess(), 0
        while self._here(cursor.place):
            raws, starts = self._guesses.raws[self._at : self._at + stretch.MOST], self._guesses.starts[self._at :]
            ones = _plain_ones(raws)
            count = len(ones)
            self._at += count
            if count < stretch.LEAST:
                self._at += 1  # the general way reads these, and the one that is not plain
                return
            cursor.jump(starts[count - 1] + len(raws[count - 1]))
            for n, one in enumerate(ones, self._n + 1):
                if hole := numbers.hole_before(one.id):
                    yield Gap("sequence", self._member, n, hole)
            yield self._stretch(ones, starts[:count], raws[:count], chat)
            self._n += count

    def _here(self, place: int) -> bool:
        """Whether the next guess begins where an element may begin behind this place."""
        starts, gap = self._guesses.starts, self._guesses.gap
        while self._at < len(starts) and starts[self._at] - gap < place:
            self._at += 1
        return self._at < len(starts) and starts[self._at] - gap == place

    def _stretch(self, ones: list[_Plain], starts: list[int], raws: list[bytes], chat: _Chat) -> Stretch:
        seconds, front = [one.date_unixtime for one in ones], f"{PLATFORM}:{chat.key}/"
        texts = [one.text if type(one.text) is str else _joined(one.text) for one in ones]
        known = self._accounts.get
        return Stretch(
            self._member, self._n + 1, PLATFORM, starts, list(map(len, raws)),
            [f"{chat.key}/{one.id}" for one in ones], texts, list(map(datetime.fromtimestamp, map(int, seconds), repeat(UTC))),
            [known(one.from_id) or self._met(one.from_id, chat) for one in ones], [one.sender or None for one in ones],
            stated=[one.date or one.date_unixtime for one in ones],
            replies=told([PostId(f"{front}{one.reply_to_message_id}") if one.reply_to_message_id else None for one in ones]),
            edited=told([_edited(_edits(one)) if one.edited or one.edited_unixtime else None for one in ones]),
            marks=() if all(texts) else [() if text else ("no-text",) for text in texts],
            faces=True,
        )  # fmt: skip


class _Outcome(NamedTuple):
    result: Item | Rejected
    media: tuple[Media, ...] = ()
    number: int = 0


_WHY = {
    "cut-off": "the file ends inside it, or a quotation mark was lost in it. Export again if you can.",
    "not-json": "the brackets stop making sense here, so nothing after it can be told apart. Export again if you can.",
    "too-large": f"larger than {MAX_ELEMENT_BYTES} bytes.",
    "too-deep": f"nested deeper than {MAX_DEPTH}.",
}


def _is_plain(one: _Plain) -> bool:
    """Whether the values are such as the general way would take as they are."""
    return (
        one.type == "message" and 0 < one.id < _BEYOND_IDS and bool(one.from_id) and _UNIX_TIME.fullmatch(one.date_unixtime) is not None
        and 0 < int(one.date_unixtime) <= _LAST_SECOND and -_BEYOND_IDS < one.reply_to_message_id < _BEYOND_IDS
    )  # fmt: skip


def _plain_ones(raws: list[bytes]) -> list[_Plain]:
    """The first of these messages, as far as the general way would read the same as stands in these structs."""
    ones: list[_Plain] = []
    # What came before an error stays in the list.
    with suppress(ValueError, RecursionError):
        ones.extend(map(_plain, raws))
    sound = ones if _are_plain(ones) else list(takewhile(_is_plain, ones))
    deep = (row for row, one in enumerate(sound) if one.reactions is not None and _brackets(raws[row]) > MAX_DEPTH)
    return sound[: next(deep, None)]


def _are_plain(ones: list[_Plain]) -> bool:
    """What `_is_plain` says, of many at once; False also where it would take a second look."""
    seconds, numbers, replies = [one.date_unixtime for one in ones], [one.id for one in ones], [one.reply_to_message_id for one in ones]
    digits = "".join(seconds)
    return (
        digits.isascii() and digits.isdigit() and all(seconds) and max(map(len, seconds)) <= 12
        and min(map(int, seconds)) > 0 and max(map(int, seconds)) <= _LAST_SECOND
        and min(numbers) > 0 and max(numbers) < _BEYOND_IDS and min(replies) > -_BEYOND_IDS and max(replies) < _BEYOND_IDS
        and [one.type for one in ones].count("message") == len(ones) and "" not in [one.from_id for one in ones]
    )  # fmt: skip


def _brackets(raw: bytes) -> int:
    return raw.count(b"{") + raw.count(b"[")


def _joined(text: str | list[str | _Piece]) -> str:
    return text if isinstance(text, str) else "".join([part if isinstance(part, str) else part.text for part in text])


def _edits(one: _Plain) -> dict[str, Any]:
    return {"edited": one.edited, "edited_unixtime": one.edited_unixtime}


def _looks_like(files: Files, name: str) -> str:
    if not files.head(name, 64).lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"{"):
        return ""
    head = files.head(name)
    if is_utf16(head):
        # Read it as far as recognition needs; `read` then says what to do about it.
        wide = "utf-16-be" if head[:2] == b"\xfe\xff" or head[0] == 0 else "utf-16-le"
        head = head.decode(wide, "ignore").lstrip("\ufeff").encode("utf-8", "ignore")
    top: dict[str, Any] = {}
    first: dict[str, Any] = {}
    # A head is nearly always cut; what was seen before the cut is enough.
    with suppress(Broken):
        _peek(Cursor(BytesIO(head)), top, first)
    if first.get("type") in _MESSAGE_TYPES and {"date", "date_unixtime", "id"} & first.keys():
        return "Telegram Desktop, one chat"
    if "messages" in top and not first and top.get("type") in _CHAT_TYPES and "id" in top:
        return "Telegram Desktop, one chat without messages"
    if {"chats", "left_chats"} & top.keys() and len(_ACCOUNT_PARTS & top.keys()) > 1:
        return "Telegram Desktop, a whole account"
    if "about" in top and _ACCOUNT_PARTS & top.keys():
        return "Telegram Desktop, a whole account"
    return ""


def _peek(cursor: Cursor, top: dict[str, Any], first: dict[str, Any]) -> None:
    """Collect what a head shows: keys and short values at the top, and those of the first message."""
    if cursor.kind() != "object":
        return
    for key in cursor.fields():
        top[key] = None
        if key == "messages" and cursor.kind() == "array":
            for _ in cursor.items():
                if not first and cursor.kind() == "object":
                    for inner in cursor.fields():
                        first[inner] = None
                        first[inner] = _short_value(cursor)
        elif cursor.kind() in ("string", "word"):
            top[key] = _short_value(cursor)


def _short_value(cursor: Cursor) -> Any:
    cursor.kind()
    start = cursor.place
    cursor.skip()
    if cursor.place - start > _MAX_HEAD_VALUE:
        return None
    return _decoded(cursor.bytes_between(start, cursor.place))[0]


def _chat_head(stream: BinaryIO, start: int) -> _Chat:
    """
    Look ahead for the chat's name, type and id, which may stand before or after its messages.

    Stops when all three are known, so an export as Telegram writes it costs nothing.
    """
    found: dict[str, Any] = {}
    # Messages before a break are read all the same, with what is known of their chat.
    with suppress(Broken):
        cursor = Cursor(stream, start)
        for key in cursor.fields():
            if key in ("name", "type", "id"):
                found[key] = _short_value(cursor)
            if len(found) == 3:
                break
    name, kind = found.get("name"), found.get("type")
    return _Chat(
        _chat_key(found.get("id")), name if isinstance(name, str) else "", kind if isinstance(kind, str) else ""
    )


def _chat_key(stated: object) -> str:
    number = _number(stated)
    if number < -_MARKED_CHANNEL:
        return str(-number - _MARKED_CHANNEL)
    return str(abs(number)) if number else ""


def _number(stated: object) -> int:
    """Give an id; 0 when it is none. Longer ones than any id is are none: they would be long in every list."""
    if isinstance(stated, str) and _NUMBER.fullmatch(stated):
        return int(stated)
    if isinstance(stated, int) and not isinstance(stated, bool) and abs(stated) < _BEYOND_IDS:
        return stated
    return 0


def _decoded(raw: bytes) -> tuple[Any, bool]:
    """Decode, mending the exporter's ``\\xHH``. Gives the value (None if it is no JSON) and whether it was mended."""
    try:
        return _decode(raw), False
    except (msgspec.MsgspecError, ValueError, RecursionError):
        mended = _BAD_ESCAPE.sub(rb"\1\\u00\2", raw)
    if mended == raw:
        return None, False
    try:
        return _decode(mended), True
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None, False


def _text(message: dict[str, Any]) -> str | None:
    for key in ("text", "text_entities"):
        stated = message.get(key)
        if isinstance(stated, str):
            return stated
        if isinstance(stated, list):
            # Joined without blanks: a blank that nobody wrote would change a quote.
            return "".join(_part(part) for part in stated)
    return None if message.get("text") is not None else ""


def _part(part: object) -> str:
    if isinstance(part, dict):
        part = part.get("text")
    return part if isinstance(part, str) else ""


def _words(stated: object) -> str | None:
    if isinstance(stated, int) and not isinstance(stated, bool) and abs(stated) < _BEYOND_IDS:
        return str(stated)
    return stated if isinstance(stated, str) and stated else None


def _moment(date: object, unixtime: object) -> Moment:
    stated = _words(date)
    seconds = _words(unixtime)
    if seconds and _UNIX_TIME.fullmatch(seconds) and 0 < int(seconds) <= _LAST_SECOND:
        return Moment(datetime.fromtimestamp(int(seconds), UTC), stated or seconds)
    if not stated:
        return Moment(None, seconds, None, None, "unknown") if seconds else UNKNOWN
    try:
        moment = datetime.fromisoformat(stated)
        if moment.tzinfo is not None:
            return Moment(moment.astimezone(UTC), stated)
    except (ValueError, OverflowError):
        return Moment(None, stated, None, None, "unknown")
    if not _LOCAL_TIME.fullmatch(stated):
        return Moment(None, stated, None, None, "unknown")
    return Moment(None, stated, moment)


def _edited(message: dict[str, Any]) -> Moment | None:
    edited, seconds = message.get("edited"), _words(message.get("edited_unixtime"))
    # The old exporter writes the epoch for "never".
    if seconds in (None, "0") and (not _words(edited) or str(edited).startswith("1970-01-01")):
        return None
    return _moment(edited, seconds)


def _account(sender: object, name: str | None, chat_name: str, chat: _Chat) -> str | None:
    stated = _words(sender)
    if stated:
        peer = _PEER.fullmatch(stated)
        if peer is None:
            return stated
        # Bare numbers of the old dialect below 2^32 are users; above, other kinds are folded into the high bits, in
        # ways that changed: those stay as they stand.
        if not peer[1] and not stated.startswith("-") and int(peer[2]) < 1 << 32:
            return f"user{peer[2]}"
        return stated
    if chat.key and chat.type.endswith("channel") and name and name == chat.name:
        return f"channel{chat.key}"
    return sender_id(chat_name, name) if name else None


def _reply(message: dict[str, Any], chat: _Chat) -> PostId | None:
    number = _number(message.get("reply_to_message_id"))
    if not number:
        return None
    peer = _words(message.get("reply_to_peer_id"))
    match = _PEER.fullmatch(peer) if peer else None
    key = match[2] if match else "" if peer else chat.key
    return post_id(PLATFORM, f"{key}/{number}") if key else None


def _file_kind(message: dict[str, Any]) -> str:
    stated = message.get("media_type")
    if isinstance(stated, str) and stated in _MEDIA_KINDS:
        return _MEDIA_KINDS[stated]
    mime = message.get("mime_type")
    broad = mime.partition("/")[0] if isinstance(mime, str) else ""
    return broad if broad in ("image", "video", "audio") else "file"


def _marks(message: dict[str, Any], text: str, media: tuple[Media, ...], repaired: bool) -> tuple[str, ...]:
    marks = []
    kind = message["type"]
    if kind == "service":
        marks.append("system")
    elif kind == "unsupported":
        marks.append("unsupported")
    if "forwarded_from" in message:
        name = _words(message["forwarded_from"])
        marks.append(f"forwarded:{name[:_MAX_NAME_IN_MARK]}" if name else "forwarded")
    if "location_information" in message:
        marks.append("location")
    if "contact_information" in message:
        marks.append("contact")
    if "poll" in message:
        marks.append("poll")
    if message.get("media_spoiler") is True:
        marks.append("sensitive")
    if kind != "service" and not text and not media:
        marks.append("no-text")
    if repaired:
        marks.append("repaired")
    return tuple(marks)


def _sighting(post: Post) -> tuple[Sighting, ...]:
    if post.account is None:
        return ()
    native = post.account[len(PLATFORM) + 1 :]
    told = (post.account, PLATFORM, native, post.posted, None, post.name, None, None, (), None, None, None, None, None, ())
    return (_new(Sighting, told),)


def _hole(first: int, last: int) -> str:
    if first == last:
        return f"message {first} is not in the export"
    return f"messages {first} to {last} are not in the export"


def _folder(member: str) -> str:
    return member[: member.rfind("/") + 1]


def _media_beside(member: str, names: tuple[str, ...]) -> tuple[str, ...]:
    folder = _folder(member)
    return tuple(name for name in names if name.startswith(folder) and _is_media_path(name[len(folder) :].split("/")))


def _is_media_path(parts: list[str]) -> bool:
    # Contact cards are other people's telephone numbers.
    return len(parts) > 1 and parts[0] in _MEDIA_FOLDERS and "contacts" not in parts


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="Telegram Desktop's result.json: one chat or a whole account.",
    open=TelegramReader,
    filler=fillers.json_object,
    options=TelegramOptions,
    losses=(
        "Addresses behind words (text_link), bold and other formatting stay in the capture.",
        "Reactions, polls, buttons, games, invoices and views stay in the capture.",
        "Coordinates, venues, contact cards and the signature of a channel's writer stay in the capture.",
        "What a service message did (renames, joins, pins) stays in the capture; the post is only marked.",
        "The export says who wrote a forwarded message, not when or under which id.",
        "In an export without chat ids, replies are not linked.",
        "Thumbnails are not linked to posts.",
        "Of a whole account, only chats are read: no contacts, sessions, profile pictures or stories.",
    ),
)
