"""
Records of 4CAT's own collectors as it keeps them: a message of Telegram, a post of Bluesky.

Telegram's are those of the Telethon library, with ``_chat`` and its like added and times as seconds. Bluesky's are those
of the Python client, whose keys are in snake case; other programs write the same in camel case.

Source:
    digitalmethodsinitiative/4cat 1.56, ``datasources/telegram/search_telegram.py``, ``datasources/bsky/search_bsky.py``.
"""

from __future__ import annotations

import re

from firsthand.model.ids import PostId, account_id, post_id
from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.readers.json_parts import Json, count, instant, native, record, rows, within, words
from firsthand.readers.lack import Lack
from firsthand.readers.named_tables import RowRead
from firsthand.readers.x_terms import iso_moment

_AT_URI = re.compile(r"at://(did:[a-z0-9:.%_-]{1,200})/app\.bsky\.feed\.post/([\w.~-]{1,512})", re.ASCII)


def read_telegram(data: Json) -> RowRead:
    """Read a message; its chat goes by its number, as in other exports."""
    chat, number = record(data, "_chat"), count(data, "id")
    key = native(chat, "id") or native(data, "peer_id", "channel_id") or native(data, "peer_id", "chat_id")
    key = key or words(chat, "username") or ""
    if not key or number is None or number < 1:
        return RowRead()
    ident = f"{key}/{number}"
    who, handle, name = _sender(data, key)
    text = words(data, "message") or ""
    media, lacks = _attached(data, ident)
    answered = count(data, "reply_to", "reply_to_msg_id")
    page = words(chat, "username")
    posted, edited = instant(data, "date"), instant(data, "edit_date")
    marks = _marks(data)
    post = Post(
        post_id("telegram", ident),
        "telegram",
        ident,
        text,
        posted,
        account_id("telegram", who) if who else None,
        handle,
        name,
        f"https://t.me/{page}/{number}" if page and re.fullmatch(r"\w{4,64}", page, re.ASCII) else None,
        None,
        post_id("telegram", f"{key}/{answered}") if answered else None,
        media=media,
        edited=edited if edited.at is not None else None,
        marks=marks if text or media or "system" in marks else (*marks, "no-text"),
    )
    sighting = Sighting(account_id("telegram", who), "telegram", who, posted, handle, name) if who else None
    return RowRead((post,), (sighting,) if sighting is not None else (), lacks)


def _sender(data: Json, key: str) -> tuple[str, str | None, str | None]:
    """Account, handle and name; who writes as the channel is the channel."""
    sender = record(data, "_sender")
    number = native(sender, "id") or native(data, "from_id", "user_id")
    if number and words(sender, "_") != "Channel" and "channel_id" not in record(data, "from_id"):
        full = " ".join(part for part in (words(sender, "first_name"), words(sender, "last_name")) if part)
        return f"user{number}", words(sender, "username"), full or None
    channel = native(data, "from_id", "channel_id") or number or key
    told = sender or record(data, "_chat")
    return f"channel{channel}" if channel.isdecimal() else channel, words(told, "username"), words(told, "title")


def _marks(data: Json) -> tuple[str, ...]:
    marks = ["system"] if words(data, "_type") == "MessageService" or isinstance(data.get("action"), dict) else []
    if isinstance(data.get("fwd_from"), dict):
        name = words(data, "_forward", "title") or words(data, "fwd_from", "from_name")
        marks.append(f"forwarded:{name[:60]}" if name else "forwarded")
    marks += ["restricted"] if rows(data, "restriction_reason") else []
    marks += ["poll"] if record(data, "media", "poll") else []
    marks += ["contact"] if words(data, "media", "phone_number") else []
    marks += ["location"] if record(data, "media", "geo") else []
    return tuple(marks)


def _attached(data: Json, ident: str) -> tuple[tuple[Media, ...], tuple[Lack, ...]]:
    media = record(data, "media")
    if record(media, "photo"):
        kind, name = "image", "a picture"
    elif document := record(media, "document"):
        mime = words(document, "mime_type") or ""
        kind = mime.partition("/")[0] if mime.startswith(("image/", "video/", "audio/")) else "file"
        names = (words(each, "file_name") for each in rows(document, "attributes"))
        name = next((each for each in names if each), "a file")
    else:
        return (), ()
    lack = Lack("missing-media", f"{name[:200]} of message {ident} is spoken of and not included")
    return (Media(kind, None, None, None, None, "not included"),), (lack,)


def read_bluesky(data: Json) -> RowRead:
    """Read a post as a feed or a search shows it."""
    match = _AT_URI.fullmatch(words(data, "uri") or "")
    if match is None:
        return RowRead()
    ident, said, author = f"{match[1]}/{match[2]}", record(data, "record"), record(data, "author")
    seen = _time(data, "4CAT_metadata", "collected_at")
    posted = _time(said, "created_at") if "created_at" in said else _time(said, "createdAt")
    handle = words(author, "handle")
    embed = record(data, "embed")
    quoted = words(said, "embed", "record", "uri") or words(said, "embed", "record", "record", "uri")
    text = words(said, "text") or ""
    labels = (words(each, "val") for each in rows(data, "labels"))
    post = Post(
        post_id("bluesky", ident),
        "bluesky",
        ident,
        text,
        posted,
        account_id("bluesky", match[1]),
        handle,
        _either(author, "display_name", "displayName"),
        f"https://bsky.app/profile/{handle or match[1]}/post/{match[2]}",
        words(said, "langs", 0),
        _linked(words(said, "reply", "parent", "uri")),
        _linked(quoted),
        media=_shown(embed) or _shown(record(embed, "media")),
        marks=("no-text",) * (not text) + ("sensitive",) * any(label in ("porn", "graphic-media") for label in labels),
    )
    created = _time(author, "created_at") if words(author, "created_at") else None
    sighting = Sighting(
        account_id("bluesky", match[1]), "bluesky", match[1], seen if seen.at is not None else posted, handle,
        _either(author, "display_name", "displayName"), words(author, "description"), avatar=words(author, "avatar"),
        created=created,
    )  # fmt: skip
    return RowRead((post,), (sighting,), _gone(embed, ident))


def _time(value: object, *keys: str) -> Moment:
    stated = words(value, *keys)
    return iso_moment(stated) if stated else UNKNOWN


def _either(value: Json, *keys: str) -> str | None:
    return next((found for key in keys if (found := words(value, key))), None)


def _linked(uri: str | None) -> PostId | None:
    match = _AT_URI.fullmatch(uri or "")
    return post_id("bluesky", f"{match[1]}/{match[2]}") if match else None


def _shown(embed: Json) -> tuple[Media, ...]:
    pictures = tuple(
        Media("image", words(each, "fullsize"), None, words(each, "alt")) for each in rows(embed, "images")[:100]
    )
    film = words(embed, "playlist")
    return pictures + ((Media("video", film, None, words(embed, "alt")),) if film else ())


def _gone(embed: Json, ident: str) -> tuple[Lack, ...]:
    quoted = record(embed, "record")
    kind = words(quoted, "py_type") or words(quoted, "$type") or ""
    for sign, why in (("NotFound", "deleted"), ("Detached", "removed by its author"), ("Blocked", "blocked")):
        if sign in kind or within(quoted, f"{sign[0].lower()}{sign[1:]}") is True:
            return (Lack("unavailable", f"the post that {ident} quotes: {why}"),)
    return ()
