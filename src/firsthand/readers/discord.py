"""
Discord, as DiscordChatExporter writes a channel in JSON.

Rules:
    - An item is an element of ``messages``, with its exact bytes. Discord's ids are unique everywhere, so a message is
      named by its own alone.
    - Messages that the platform made (a call, a join, a pin) are marked ``system`` and have no words: those in the file are
      the exporter's.
    - The words of a forward are those that were forwarded; the mark ``forwarded`` says so.
    - An attachment that the exporter downloaded lies beside the file; otherwise only its address is known.

Source:
    DiscordChatExporter's files as they are; its writer names the keys in the order in which they are read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.model.adapter import Adapter
from firsthand.model.ids import PostId, account_id, post_id
from firsthand.model.post import Media, Post, Sighting
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.chat_json import (
    Json,
    Listed,
    above,
    iso,
    items,
    kind_of,
    listed,
    medium,
    name,
    rows,
    top,
    words,
)
from firsthand.readers.json_outline import outline
from firsthand.readers.member_text import MemberText, each_member, head_text
from firsthand.readers.seam import Files, Setting

NAME = "discord"
PLATFORM = "discord"

_ID = re.compile(r"\d{1,20}", re.ASCII)
_SAID = frozenset({"Default", "Reply", "ThreadStarterMessage", "ChatInputCommand", "ContextMenuCommand", "0", "19", "20", "21", "23"})
"""Types of messages with words that somebody wrote. All others are the platform's own."""


class DiscordReader:
    """Implements `firsthand.readers.seam.Reader`."""

    def find(self, files: Files) -> list[Find]:
        """Recognise exports by guild and channel before the messages."""
        finds = []
        names = files.names()
        for member in names:
            if not files.head(member, 64).lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"{"):
                continue
            keys = outline(head_text(files, member), depth=2)
            if {"guild", "channel", "guild.id", "channel.id"} <= keys and {"messages", "dateRange"} & keys:
                media = tuple(one for one in names if one.startswith(f"{member}_Files/"))
                finds.append(Find(NAME, (member,), media, 1.0, "a Discord channel, as DiscordChatExporter writes it"))
        return finds

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read the messages in the order of the file."""
        names = frozenset(files.names())
        return each_member(files, find, lambda member, text: _read(files, names, member, text))


def _read(files: Files, names: frozenset[str], member: str, text: MemberText) -> Iterator[Item | Rejected | Gap]:
    text.stream.seek(0)
    head = top(text.stream.read(1 << 20), "messages")
    guild, channel = _number(head, "guild"), _number(head, "channel")
    address = f"https://discord.com/channels/{guild}/{channel}/" if guild.strip("0") and channel else ""
    folders = above(member)
    span = head.get("dateRange")
    if isinstance(span, dict) and (span.get("after") or span.get("before")):
        since, until = words(span.get("after"))[:40] or "the beginning", words(span.get("before"))[:40] or "the end"
        yield Gap("partial", member, 0, f"whoever exported chose a part only: from {since} to {until}")

    def read(one: Listed) -> Item | tuple[str, str]:
        assert one.value is not None
        message = one.value
        native = words(message.get("id"))
        if not _ID.fullmatch(native):
            return "no-id", "it has no id."
        post = _post(message, native, address, folders, names)
        return Item(member, one.n, one.start, len(one.raw), one.raw, (post,), _sightings(message, post))

    yield from items(member, listed(member, text, files, "messages"), read)


def _number(head: Json, key: str) -> str:
    inner = head.get(key)
    native = words(inner.get("id")) if isinstance(inner, dict) else ""
    return native if _ID.fullmatch(native) else ""


def _post(message: Json, native: str, address: str, folders: tuple[str, ...], names: frozenset[str]) -> Post:
    kind = words(message.get("type")) or str(message.get("type"))
    system = kind not in _SAID
    forwarded = message.get("forwardedMessage")
    inner: Json = forwarded if isinstance(forwarded, dict) else {}
    said = words(message.get("content")) or words(inner.get("content"))
    media = (*_media(message, folders, names), *_media(inner, folders, names))
    author = _author(message)
    account = words(author.get("id"))
    edited = message.get("timestampEdited")
    marks = [*(["system"] if system else []), *(["forwarded"] if inner else []), *_others(message)]
    if not system and not said and not media:
        marks.append("no-text")
    return Post(
        id=post_id(PLATFORM, native),
        platform=PLATFORM,
        native_id=native,
        text="" if system else said,
        posted=iso(message.get("timestamp")),
        account=account_id(PLATFORM, account) if _ID.fullmatch(account) else None,
        handle=_handle(author),
        name=name(author.get("nickname")) or name(author.get("name")) or None,
        url=address + native if address else None,
        reply_to=None if inner else _reply(message),
        media=media,
        edited=iso(edited) if edited else None,
        marks=tuple(marks),
    )


def _author(message: Json) -> Json:
    author = message.get("author")
    return author if isinstance(author, dict) else {}


def _handle(author: Json) -> str | None:
    handle, number = name(author.get("name")).lstrip("@"), words(author.get("discriminator"))
    return (f"{handle}#{number}" if number.strip("0").isdecimal() and len(number) == 4 else handle) or None


def _reply(message: Json) -> PostId | None:
    reference = message.get("reference")
    native = words(reference.get("messageId")) if isinstance(reference, dict) else ""
    return post_id(PLATFORM, native) if _ID.fullmatch(native) else None


def _media(message: Json, folders: tuple[str, ...], names: frozenset[str]) -> tuple[Media, ...]:
    found = []
    for one in rows(message.get("attachments")):
        stated, called = words(one.get("url")), words(one.get("fileName"))
        found.append(medium(kind_of(called or stated), stated, folders, names, name(one.get("description")) or None))
    for one in rows(message.get("stickers")):
        found.append(medium("sticker", words(one.get("sourceUrl")), folders, names, name(one.get("name")) or None))
    return tuple(found)


def _others(message: Json) -> Iterator[str]:
    if rows(message.get("embeds")):
        yield "preview"
    if isinstance(message.get("poll"), dict):
        yield "poll"
    if _author(message).get("isBot") is True:
        yield "bot"


def _sightings(message: Json, post: Post) -> tuple[Sighting, ...]:
    if post.account is None:
        return ()
    author = _author(message)
    avatar = words(author.get("avatarUrl"))[:4096]
    marks = ("bot",) if author.get("isBot") is True else ()
    native = post.account.partition(":")[2]
    return (
        Sighting(
            post.account, PLATFORM, native, seen=post.posted, handle=post.handle, name=post.name, avatar=avatar or None, marks=marks
        ),
    )


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="Discord channels and direct chats, as DiscordChatExporter writes them in JSON.",
    open=lambda options: DiscordReader(),
    filler=fillers.json_object,
    losses=(
        "Reactions, mentions, roles, colours, buttons and previews of addresses stay in the capture.",
        "The exporter's own words for calls, joins and pins stay in the capture; the post is only marked.",
        "Who wrote a forwarded message is not in the export.",
        "Emoji of a server stand as `:name:`, as in the export; their pictures are not linked.",
        "Discord's own data package, and exports as HTML, text or CSV, are not read.",
    ),
)
