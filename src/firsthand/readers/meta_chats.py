"""
Chats of Messenger and Instagram, as Meta's "download your information" gives them in JSON.

Rules:
    - An item is an element of ``messages``, with its exact bytes. A thread may run over ``message_1.json``,
      ``message_2.json`` and so on; the newest message stands first in each.
    - Messages carry no ids: they are named by `firsthand.readers.chatids`, the chat by its participants, who stand before
      the messages (its title and path stand behind them, and are lost when a file is cut).
    - Meta writes each byte of UTF-8 as a character of its own (``\\u00d9\\u0085`` for one Arabic letter). That is undone
      string by string, and only where it is certain: all characters are below U+0100, they are UTF-8 without a fault, and
      either the message is in ASCII throughout, as Meta writes it, or control characters are among them, which nobody
      types. Anything else stays as it stands.
    - Messenger or Instagram is told by the path, the name of the source, or the person; else the platform is ``meta``.
    - A chat that somebody hands over is read. In the download of a whole account nobody meant to hand over every private
      chat: there only chats that were chosen by name are read, and each one left out is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from firsthand.model.adapter import Adapter
from firsthand.model.ids import account_id, post_id
from firsthand.model.post import Media, Post, Sighting
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.chat_json import Json, Listed, above, items, listed, medium, milliseconds, name, rows, top, words
from firsthand.readers.chatids import MessageIds, sender_id
from firsthand.readers.json_outline import outline
from firsthand.readers.member_text import MemberText, at_home, head_text, open_text, too_wide
from firsthand.readers.seam import Files, Setting

NAME = "meta-chats"

_ACCOUNT = re.compile(
    r"(?:^|/)messages/(?:inbox|archived_threads|filtered_threads|message_requests|e2ee_cutover)/([^/]+)/message_\d+\.json$"
)
_NUMBERED = re.compile(r"message_(\d{1,6})\.json$")
_SUFFIX = re.compile(r"_[A-Za-z0-9-]{6,40}$")
_FOLDERS = ("photos/", "videos/", "audio/", "files/", "gifs/", "stickers_used/")
_LISTS = (("photos", "image"), ("videos", "video"), ("audio_files", "audio"), ("gifs", "image"), ("files", "file"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MetaOptions:
    """
    Settings of the reader.

    Attributes:
        only: In the download of a whole account: titles or folder names of the chats to read. Empty: none of them, for
            all are private; each chat left out is named by its number in the gaps, never by its name.
    """

    only: tuple[str, ...] = ()


class MetaReader:
    """Implements `firsthand.readers.seam.Reader`."""

    def __init__(self, options: MetaOptions) -> None:
        self._only = frozenset(options.only)

    def find(self, files: Files) -> list[Find]:
        """Recognise threads by the keys of their messages; the threads of one account are one source."""
        names = files.names()
        threads: dict[str, list[str]] = {}
        for member in names:
            if _looks_like(files, member):
                threads.setdefault(_thread(member), []).append(member)
        accounts: dict[str, list[str]] = {}
        for thread in threads:
            accounts.setdefault(_root(threads[thread][0]) or thread, []).append(thread)
        finds = []
        for held in accounts.values():
            members = tuple(one for thread in held for one in sorted(threads[thread], key=_order))
            chosen = [thread for thread in held if len(held) == 1 or self._chosen(files, threads[thread][0])]
            media = tuple(one for one in names if any(_is_media(one, thread) for thread in chosen))
            many = f"{len(held)} chats" if len(held) > 1 else "one chat"
            finds.append(Find(NAME, members, media, 0.95, f"Meta's download of chats, {many}"))
        return finds

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read thread by thread, and each thread in the order of its files."""
        here = frozenset(files.names())
        members = [one for one in find.members if one in here]
        threads = {_thread(one): number for number, one in reversed(list(enumerate(members)))}
        whole = len(threads) > 1 and all(_root(one) for one in members)
        left: set[str] = set()
        ids: dict[str, MessageIds] = {}
        for member in members:
            thread = _thread(member)
            if whole and thread not in ids and not self._chosen(files, member):
                if thread not in left:
                    left.add(thread)
                    number = sorted(threads.values()).index(threads[thread]) + 1
                    what = f"chat {number} is private and was not read; choose it by its name to read it"
                    yield Gap("left-out", member, 0, what)
                continue
            yield from _read_member(files, here, member, thread, ids, setting)

    def _chosen(self, files: Files, member: str) -> bool:
        if not self._only:
            return False
        folder = _thread(member).rstrip("/").rpartition("/")[2]
        if not self._only.isdisjoint({folder, _SUFFIX.sub("", folder)}):
            return True
        text = open_text(files, member)
        if text is None:
            return False
        with text.stream:
            title = name(top(text.stream.read(), "").get("title"))
        return not self._only.isdisjoint({title, undone(title, ascii_only=True)})


def _looks_like(files: Files, member: str) -> bool:
    if not files.head(member, 64).lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"{"):
        return False
    keys = outline(head_text(files, member), depth=2)
    return {"messages", "messages.sender_name", "messages.timestamp_ms"} <= keys


def _thread(member: str) -> str:
    """What holds a thread: the folder of numbered files, or the one file."""
    match = _NUMBERED.search(member)
    return member[: match.start()] or "./" if match else member


def _root(member: str) -> str:
    match = _ACCOUNT.search(member)
    return f"{member[: match.start()]}/messages/" if match else ""


def _order(member: str) -> int:
    match = _NUMBERED.search(member)
    return int(match[1]) if match else 0


def _is_media(one: str, thread: str) -> bool:
    folder = "" if thread == "./" else thread if thread.endswith("/") else thread[: thread.rfind("/") + 1]
    return one.startswith(folder) and one[len(folder) :].startswith(_FOLDERS)


def _platform(member: str, setting: Setting) -> str:
    if setting.platform in ("messenger", "instagram"):
        return setting.platform
    said = f"{setting.source_name}/{member}".casefold()
    if "instagram" in said:
        return "instagram"
    return "messenger" if "facebook" in said or "messenger" in said else "meta"


def _read_member(
    files: Files, names: frozenset[str], member: str, thread: str, ids: dict[str, MessageIds], setting: Setting
) -> Iterator[Item | Rejected | Gap]:
    text = open_text(files, member)
    if text is None:
        yield too_wide(member, files)
        return
    platform = _platform(member, setting)
    with text.stream:
        if thread not in ids:
            ids[thread] = MessageIds(_chat(text, thread, setting), files)
        chat = ids[thread]

        def read(one: Listed) -> Item | tuple[str, str]:
            assert one.value is not None
            if "sender_name" not in one.value and "timestamp_ms" not in one.value:
                return "no-message", "it has neither a sender nor a time."
            post = _post(one.value, one.raw.isascii(), platform, chat, member, names)
            return Item(member, one.n, one.start, len(one.raw), one.raw, (post,), _sighting(post))

        yield from at_home(items(member, listed(member, text, files, "messages"), read), text, files, member)


def _chat(text: MemberText, thread: str, setting: Setting) -> str:
    text.stream.seek(0)
    head = text.stream.read(1 << 20)
    names = [undone(name(one.get("name")), ascii_only=head.isascii()) for one in rows(top(head, "messages").get("participants"))]
    if names:
        return "\n".join(sorted(names))
    folder = thread.rstrip("/").rpartition("/")[2]
    return folder if thread.endswith("/") and folder != "." else setting.source_name


def undone(text: str, *, ascii_only: bool) -> str:
    """
    Give the words that Meta wrote byte by byte; the text as it stands where that is not certain.

    Args:
        ascii_only: Whether the JSON around it is ASCII throughout, as Meta writes it.
    """
    if text.isascii():
        return text
    try:
        words_ = text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
    return words_ if ascii_only or any("\x80" <= char <= "\x9f" for char in text) else text


def _post(message: Json, ascii_only: bool, platform: str, chat: MessageIds, member: str, names: frozenset[str]) -> Post:
    sender = undone(name(message.get("sender_name")), ascii_only=ascii_only)
    text = undone(words(message.get("content")), ascii_only=ascii_only)
    media = tuple(_media(message, member, names))
    system = "call_duration" in message or message.get("type") in ("Subscribe", "Unsubscribe", "Call")
    posted = milliseconds(message.get("timestamp_ms"))
    native = chat.next(sender=sender, stated=posted.stated or "", text=text, media=media)
    marks = [
        *(["system"] if system else []),
        *(["deleted"] if message.get("is_unsent") is True else []),
        *(["shared"] if isinstance(message.get("share"), dict) else []),
    ]
    if not system and not text and not media:
        marks.append("no-text")
    return Post(
        id=post_id(platform, native),
        platform=platform,
        native_id=native,
        text=text,
        posted=posted,
        account=account_id(platform, sender_id(chat.chat, sender)) if sender and not system else None,
        name=sender or None,
        media=media,
        marks=tuple(marks),
    )


def _media(message: Json, member: str, names: frozenset[str]) -> Iterator[Media]:
    for key, kind in _LISTS:
        for one in rows(message.get(key)):
            yield _medium(kind, words(one.get("uri")), member, names)
    sticker: Any = message.get("sticker")
    if isinstance(sticker, dict):
        yield _medium("sticker", words(sticker.get("uri")), member, names)


def _medium(kind: str, stated: str, member: str, names: frozenset[str]) -> Media:
    folders = above(member)
    found = medium(kind, stated, folders, names)
    if found.missing and not found.missing.startswith("its path"):
        # Only the thread's own folder was handed over: the last two names are its part of the path.
        near: Sequence[str] = stated.replace("\\", "/").split("/")[-2:]
        return found if folders[0] + "/".join(near) not in names else Media(kind, name=folders[0] + "/".join(near))
    return found


def _sighting(post: Post) -> tuple[Sighting, ...]:
    if post.account is None:
        return ()
    native = post.account.partition(":")[2]
    return (Sighting(post.account, post.platform, native, seen=post.posted, name=post.name),)


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="Chats of Messenger and Instagram, from Meta's download in JSON.",
    open=MetaReader,
    filler=fillers.json_object,
    options=MetaOptions,
    losses=(
        "Reactions, addresses that were shared, and previews stay in the capture; the post is marked `shared`.",
        "Titles of chats stay in the capture; network addresses (`ip`) are never read.",
        "Which account a sender is: the export gives names only, which count within their chat.",
        "Replies are not in the export.",
        "End-to-end encrypted chats that Messenger downloads in another form, and exports in HTML, are not read.",
    ),
)
