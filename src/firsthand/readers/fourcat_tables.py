"""
Rows of 4CAT's tables, platform by platform.

Columns are taken by name, for their set grew over the years. The count of seconds outranks the time in words, which is
the server's wall clock for some platforms. Lists are joined by commas and addresses hold commas: a list of addresses is
cut before each ``http``, other lists are not cut at all.

A cell that holds a default (0, empty) may mean that the platform said nothing: such counts are not carried over.

Source:
    digitalmethodsinitiative/4cat 1.56, ``datasources/*/search_*.py``, ``map_item``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from firsthand.model.ids import AccountId, PostId, account_id, post_id
from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.readers import instagram_items, tiktok_items
from firsthand.readers.json_parts import REDACTED, instant
from firsthand.readers.lack import Lack
from firsthand.readers.named_tables import Cells, RowRead, said, yes
from firsthand.readers.table_values import by_address, coordinates, media_names, moment, rounded
from firsthand.readers.x_terms import is_id, page_of, plain

_HASH = re.compile(r"[0-9a-f]{32,128}")
_NUMBER = re.compile(r"-?\d{1,20}", re.ASCII)
_SECONDS = re.compile(r"\d{1,12}(?:\.\d{1,9})?", re.ASCII)
_REPOST = re.compile(r"RT @(\w{1,50}):? ", re.ASCII)
_AT_URI = re.compile(r"at://(did:[a-z0-9:.%_-]{1,200})/app\.bsky\.feed\.post/([\w.~-]{1,512})", re.ASCII)
_TELEGRAM_ID = re.compile(r"(.{1,300})-(\d{1,12})", re.DOTALL)
_GONE = frozenset({"DELETED", "REMOVED BY AUTHOR", "VIEWER BLOCKED BY AUTHOR"})
_MIME = re.compile(r"(?:image|video|audio)\b")


def _place(cells: Cells, column: str) -> str | None:
    """The name of a place; none where the cell holds a point, as one does that a lost quote has run together with others."""
    name = said(cells, column)
    return name if name and not coordinates(name) else None


class _Who(NamedTuple):
    account: AccountId | None
    handle: str | None
    name: str | None
    blind: bool


def _who(cells: Cells, platform: str, number: str, handle: str, name: str) -> _Who:
    """Who it was; names that 4CAT replaced count within the data set, and `REDACTED` is nobody."""
    words = [said(cells, column).lstrip("@") for column in (number, handle, name)]
    blind = any(word == REDACTED or _HASH.fullmatch(word) for word in words)
    native, short, full = ("" if word == REDACTED else word for word in words)
    native = "" if rounded(native) else native
    bare = (native or short)[:256]
    account = account_id(platform, bare) if bare and is_id(bare) else None
    if blind:
        return _Who(account, None, None, True)
    return _Who(account, short[:256] or None, full or None, False)


def _posted(cells: Cells, column: str = "unix_timestamp", *, words: str = "timestamp", utc: bool = False) -> Moment:
    stated = said(cells, column)
    if _SECONDS.fullmatch(stated):
        return instant(int(stated.partition(".")[0]))
    told = said(cells, words) if not stated else ""
    if not told:
        return UNKNOWN
    return moment(f"{told}Z" if utc and told[-1:].isdigit() else told, None)


def _media(cells: Cells, column: str, kind: str) -> tuple[Media, ...]:
    found = media_names(cells.get(column, ""))[:1000]
    return tuple(Media(kind, url) for _, url in found if url.startswith("http"))


def _seen(
    who: _Who, platform: str, posted: Moment, cells: Cells, avatar: str = "", *marks: str
) -> tuple[Sighting, ...]:
    if who.account is None or who.blind:
        return ()
    bare = who.account.partition(":")[2]
    picture = said(cells, avatar) or None
    return (Sighting(who.account, platform, bare, posted, who.handle, who.name, avatar=picture, marks=tuple(marks)),)


def read_x(cells: Cells) -> RowRead:
    """A post of X; of a repost the table keeps the words and not the number of what it repeats."""
    shown, linked = by_address(said(cells, "link"))
    native = said(cells, "id")
    if shown == "x" and (rounded(native) or not native):
        native = linked
    if not native.isdecimal() or not native.isascii():
        return RowRead()
    who = _who(cells, "x", "author_id", "author", "author_fullname")
    text, posted = plain(cells.get("body", "")), _posted(cells, utc=True)
    marks = [] if text else ["no-text"]
    if yes(cells, "possibly_sensitive"):
        marks.append("sensitive")
    repost = _REPOST.match(text) if yes(cells, "is_retweet") else None
    if yes(cells, "is_retweet"):
        name = said(cells, "retweeted_user") or (repost[1] if repost else "")
        marks.append(f"forwarded:{name[:60]}" if name and name != REDACTED and not who.blind else "forwarded")
    elif yes(cells, "is_reply"):
        marks.append("reply")
    quoted = said(cells, "quote_tweet_id")
    quoted = quoted if quoted.isdecimal() and quoted.isascii() and quoted != "0" else ""
    own = Post(
        post_id("x", native),
        "x",
        native,
        text,
        posted,
        who.account,
        who.handle,
        who.name,
        page_of(who.handle) + native,
        said(cells, "language_guess")[:35] or None,
        quotes=post_id("x", quoted) if quoted else None,
        media=_media(cells, "images", "image") + _media(cells, "videos", "video"),
        place=_place(cells, "place_name"),
        marks=tuple(marks),
    )
    inner = _quoted_on_x(cells, quoted, who)
    lacks = (Lack("withheld", f"post {quoted}, which {native} quotes, is withheld"),) * yes(cells, "is_quote_withheld")
    sightings = _seen(who, "x", posted, cells, "author_avatar_url")
    return RowRead((own, *inner), sightings, lacks, who.blind)


def _quoted_on_x(cells: Cells, quoted: str, who: _Who) -> tuple[Post, ...]:
    text = plain(cells.get("quote_body", ""))
    if not quoted or not text:
        return ()
    handle = said(cells, "quote_author")
    handle = "" if who.blind or handle == REDACTED else handle
    pictures = _media(cells, "quote_images", "image")
    return (
        Post(
            post_id("x", quoted), "x", quoted, text, handle=handle or None, url=page_of(handle) + quoted, media=pictures
        ),
    )


def read_tiktok(cells: Cells) -> RowRead:
    """A film of TikTok; the account is known by its handle alone."""
    native = said(cells, "id")
    if not native.isdecimal():
        return RowRead()
    who, posted = _who(cells, "tiktok", "", "author", "author_full"), _posted(cells, utc=True)
    marks = ("promoted",) * yes(cells, "is_ad") + ("sensitive",) * yes(cells, "is_sensitive")
    text = cells.get("body", "")
    written = said(cells, "stickers") or None
    post = Post(
        post_id("tiktok", native),
        "tiktok",
        native,
        text,
        posted,
        who.account,
        who.handle,
        who.name,
        tiktok_items.address(who.handle, native),
        media=tuple(one._replace(alt=written) for one in _media(cells, "video_url", "video")),
        marks=marks if text else (*marks, "no-text"),
    )
    return RowRead((post,), _seen(who, "tiktok", posted, cells, "author_avatar"), (), who.blind)


def read_tiktok_comment(cells: Cells) -> RowRead:
    """A comment on TikTok; its time in words is the server's wall clock."""
    native = said(cells, "id")
    if not native.isdecimal():
        return RowRead()
    who, posted = _who(cells, "tiktok", "", "author", "author_full"), _posted(cells)
    parent = said(cells, "thread_id" if yes(cells, "is_comment_on_comment") else "post_id") or said(cells, "thread_id")
    text, url = cells.get("body", ""), said(cells, "comment_url")
    post = Post(
        post_id("tiktok", native),
        "tiktok",
        native,
        text,
        posted,
        who.account,
        who.handle,
        who.name,
        url if url.startswith("https://") else None,
        said(cells, "language_guess")[:35] or None,
        post_id("tiktok", parent) if parent.isdecimal() else None,
        marks=() if text else ("no-text",),
    )
    return RowRead((post,), _seen(who, "tiktok", posted, cells, "author_avatar_url"), (), who.blind)


def read_instagram(cells: Cells) -> RowRead:
    """A post of Instagram; a partial one has no time."""
    native = said(cells, "id")
    if not native or not is_id(native):
        return RowRead()
    who, posted = _who(cells, "instagram", "author_id", "author", "author_fullname"), _posted(cells)
    text = cells.get("body", "")
    marks = ("partial",) * yes(cells, "partial_item") + ("no-text",) * (not text)
    post = Post(
        post_id("instagram", native),
        "instagram",
        native,
        text,
        posted,
        who.account,
        who.handle,
        who.name,
        instagram_items.address(native),
        media=_of_instagram(cells),
        place=_place(cells, "location_name"),
        marks=marks,
    )
    verified = ("verified",) * (yes(cells, "verified") or yes(cells, "is_verified"))
    return RowRead((post,), _seen(who, "instagram", posted, cells, "author_avatar_url", *verified), (), who.blind)


def _of_instagram(cells: Cells) -> tuple[Media, ...]:
    """Films and pictures; a film's still picture is left out where the film is there."""
    known = {"photo": "image", "video": "video"}
    kind = known.get(said(cells, "media_type"))
    if kind is not None:
        return _media(cells, "media_urls", kind) or _media(cells, "image_urls", "image")
    found = media_names(cells.get("media_urls", "")) or media_names(cells.get("image_urls", ""))
    return tuple(
        Media("image" if sort == "file" else sort, url) for sort, url in found[:1000] if url.startswith("http")
    )


def read_telegram(cells: Cells) -> RowRead:
    """A message of a channel or group; who writes as the channel itself has no number in the table."""
    match = _TELEGRAM_ID.fullmatch(said(cells, "id"))
    if match is None:
        return RowRead()
    chat = telegram_chat(said(cells, "thread_id") or match[1])
    number = match[2]
    native = f"{chat}/{number}"
    who = _who(cells, "telegram", "author", "author_username", "author_name")
    if who.account is None and not who.blind:
        who = who._replace(account=account_id("telegram", f"channel{chat}" if chat.isdecimal() else chat))
    elif not who.blind and who.account is not None:
        who = who._replace(account=account_id("telegram", telegram_account(who.account.partition(":")[2])))
    edited = _posted(cells, "unix_timestamp_edited", words="timestamp_edited")
    posted, text = _posted(cells), cells.get("body", "")
    answered = said(cells, "reply_to")
    kind = said(cells, "attachment_type")
    media, lacks = _attached(cells, native)
    marks = [f"forwarded:{name[:60]}"] if (name := said(cells, "author_forwarded_from_name")) and not who.blind else []
    marks += [kind] if kind in ("poll", "contact", "geo", "geo_live", "venue") else []
    marks += ["restricted"] if said(cells, "restriction_reason") else []
    post = Post(
        post_id("telegram", native),
        "telegram",
        native,
        text,
        posted,
        who.account,
        who.handle,
        who.name,
        f"https://t.me/{chat}/{number}" if re.fullmatch(r"[A-Za-z]\w{3,63}", chat, re.ASCII) else None,
        None,
        post_id("telegram", f"{chat}/{answered}") if answered.isdecimal() and answered != "0" else None,
        media=media,
        edited=edited if edited.at is not None else None,
        marks=tuple(marks) if text or media else (*marks, "no-text"),
    )
    return RowRead((post,), _seen(who, "telegram", posted, cells), lacks, who.blind)


def telegram_chat(stated: str) -> str:
    """A chat's number without the -100 that libraries put before it, or its name."""
    bare = stated.removeprefix("-100") if re.fullmatch(r"-100\d{5,}", stated) else stated.lstrip("-")
    return bare[:256] or stated[:256]


def telegram_account(stated: str) -> str:
    """Numbers are users, unless the sign of a channel stands before them."""
    if re.fullmatch(r"-100\d{5,}", stated):
        return f"channel{stated[4:]}"
    return f"user{stated}" if stated.isdecimal() else stated


def _attached(cells: Cells, native: str) -> tuple[tuple[Media, ...], tuple[Lack, ...]]:
    """4CAT names a file that it could fetch; that it is here, nobody says."""
    kind, name = said(cells, "attachment_type"), said(cells, "attachment_filename")
    if not (kind == "photo" or kind == "application" or _MIME.match(kind)):
        return (), ()
    sort = "image" if kind == "photo" else kind.partition("/")[0]
    sort = sort if sort in ("image", "video", "audio") else "file"
    lack = Lack("missing-media", f"{name or kind} of message {native} is spoken of and not included")
    return (Media(sort, None, None, None, None, "not included"),), (lack,)


def read_bluesky(cells: Cells) -> RowRead:
    """A post of Bluesky; ``timestamp`` counts seconds, and ``created_at`` is what the author's program claims."""
    match = _AT_URI.fullmatch(said(cells, "id"))
    if match is None:
        return RowRead()
    native = f"{match[1]}/{match[2]}"
    who = _who(cells, "bluesky", "author_id", "author", "author_display_name")
    account = who.account if who.blind else account_id("bluesky", match[1])
    claimed = said(cells, "created_at")
    posted = moment(claimed, None) if claimed else _posted(cells, "timestamp")
    posted = posted if posted.at is not None else _posted(cells, "timestamp")
    stated = said(cells, "quoted_post")
    text, url = cells.get("body", ""), said(cells, "link")
    languages = said(cells, "languages").partition(",")[0].strip()
    post = Post(
        post_id("bluesky", native),
        "bluesky",
        native,
        text,
        posted._replace(stated=None, zone=None) if posted.zone == "+00:00" else posted,
        account,
        who.handle,
        who.name,
        url if url.startswith("https://") and not who.blind else None,
        languages[:35] or None,
        _on_bluesky(said(cells, "replied_to_post")),
        _on_bluesky(stated),
        media=_media(cells, "images", "image"),
        marks=("no-text",) * (not text) + ("poll",) * yes(cells, "has_poll"),
    )
    lacks = (Lack("unavailable", f"the post that {native} quotes: {stated.lower()}"),) if stated in _GONE else ()
    about = said(cells, "author_profile") or None
    sightings = _seen(who._replace(account=account), "bluesky", posted, cells, "author_avatar")
    created = moment(said(cells, "author_created_at"), None) if said(cells, "author_created_at") else None
    sightings = tuple(one._replace(bio=about, created=created) for one in sightings)
    return RowRead((post,), sightings, lacks, who.blind)


def _on_bluesky(stated: str) -> PostId | None:
    """A post by its URI or address; an address with a handle in place of the DID says nothing lasting."""
    if match := _AT_URI.fullmatch(stated):
        return post_id("bluesky", f"{match[1]}/{match[2]}")
    platform, native = by_address(stated)
    return post_id(platform, native) if platform == "bluesky" else None


KINDS: Mapping[str, tuple[frozenset[str], Callable[[Cells], RowRead]]] = {
    "X": (frozenset({"id", "thread_id", "body", "author_fullname", "is_retweet", "is_reply", "retweet_count"}), read_x),
    "TikTok": (frozenset({"id", "body", "author_full", "tiktok_url", "is_duet", "plays"}), read_tiktok),
    "TikTok comments": (
        frozenset({"id", "thread_id", "body", "post_id", "comment_url", "is_comment_on_comment"}),
        read_tiktok_comment,
    ),
    "Instagram": (
        frozenset({"id", "parent_id", "body", "author", "media_type", "num_likes", "num_comments", "image_urls"}),
        read_instagram,
    ),
    "Telegram": (
        frozenset({"id", "thread_id", "chat", "body", "author_username", "attachment_type", "timestamp"}),
        read_telegram,
    ),
    "Bluesky": (
        frozenset({"id", "collected_at", "author_id", "body", "quoted_post", "replied_to_post", "timestamp"}),
        read_bluesky,
    ),
}
"""For each platform the columns by which its table is known, and how a row is read."""
