"""
A film, a series of photographs or a comment as TikTok's own pages load it.

Two shapes of a film: the API's, where ``author`` is an object, and that of an embedded page, where it is a handle and
``nickname`` stands beside it. Addresses of films and pictures are signed and last for hours.

Source:
    The keys that Zeeschuimer's ``modules/tiktok.js`` and ``tiktok-comments.js`` take.
"""

from __future__ import annotations

import re

from firsthand.model.ids import AccountId, PostId, account_id, post_id
from firsthand.model.moment import Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.readers.json_parts import Json, count, instant, native, record, rows, within, words

PLATFORM = "tiktok"

_HANDLE = re.compile(r"[\w.]{1,64}", re.ASCII)

Read = tuple[tuple[Post, ...], tuple[Sighting, ...]]


def address(handle: str | None, number: str, *, photographs: bool = False) -> str:
    """The page of a film; an unusable handle gives the form that TikTok forwards."""
    who = handle if handle and _HANDLE.fullmatch(handle) else ""
    return f"https://www.tiktok.com/@{who}/{'photo' if photographs else 'video'}/{number}"


def read_film(data: Json, seen: Moment | None) -> Read:
    """Read a film or a series of photographs; nothing where it has no number."""
    number = native(data, "id")
    if not number:
        return (), ()
    author = record(data, "author")
    handle = native(author, "uniqueId") or native(data, "author") or None
    name = words(author, "nickname") or words(data, "nickname")
    posted = instant(data, "createTime")
    account = _account(native(author, "id") or native(data, "authorId"), handle)
    photographs = rows(data, "imagePost", "images")
    marks = ("promoted",) * (data.get("isAd") is True) + ("sensitive",) * (count(data, "maskType") in (3, 4))
    written = _written(data)
    post = Post(
        post_id(PLATFORM, number),
        PLATFORM,
        number,
        words(data, "desc") or "",
        posted,
        account,
        handle,
        name,
        address(handle, number, photographs=bool(photographs)),
        words(data, "textLanguage"),
        quotes=_stitched(data),
        media=_pictures(photographs) if photographs else _film(data, written),
        marks=marks if words(data, "desc") else (*marks, "no-text"),
    )
    return (post,), _sighting(account, author, record(data, "authorStats"), handle, name, seen or posted)


def read_comment(data: Json, seen: Moment | None) -> Read:
    """Read a comment or the answer to one; nothing where it has no number."""
    number = native(data, "cid")
    if not number:
        return (), ()
    user = record(data, "user")
    handle, name = words(user, "unique_id"), words(user, "nickname")
    posted, account = instant(data, "create_time"), _account(native(user, "uid"), handle)
    parent = next((each for each in (native(data, "reply_id"), native(data, "aweme_id")) if each not in ("", "0")), "")
    post = Post(
        post_id(PLATFORM, number),
        PLATFORM,
        number,
        words(data, "text") or "",
        posted,
        account,
        handle,
        name,
        words(data, "share_info", "url"),
        words(data, "comment_language"),
        post_id(PLATFORM, parent) if parent else None,
        marks=() if words(data, "text") else ("no-text",),
    )
    if account is None:
        return (post,), ()
    avatar = words(user, "avatar_thumb", "url_list", 0)
    bare = account.partition(":")[2]
    return (post,), (Sighting(account, PLATFORM, bare, seen or posted, handle, name, avatar=avatar),)


def _account(number: str, handle: str | None) -> AccountId | None:
    name = number or handle or ""
    return account_id(PLATFORM, name) if name else None


def _stitched(data: Json) -> PostId | None:
    other = native(data, "duetInfo", "duetFromId")
    return post_id(PLATFORM, other) if other not in ("", "0") else None


def _written(data: Json) -> str | None:
    """Words that the person wrote on the film itself."""
    stickers = (rows(each, "stickerText") for each in rows(data, "stickersOnItem"))
    lines = (" ".join(word for word in line if isinstance(word, str)) for line in stickers)
    return "\n".join(line for line in lines if line)[:4000] or None


def _film(data: Json, written: str | None) -> tuple[Media, ...]:
    video = record(data, "video")
    url = words(video, "downloadAddr") or words(video, "playAddr")
    return (Media("video", url, None, written, None, None if url else "no address given"),) if video else ()


def _pictures(photographs: list[object]) -> tuple[Media, ...]:
    return tuple(Media("image", words(each, "imageURL", "urlList", 0)) for each in photographs[:1000])


def _sighting(
    account: AccountId | None, author: Json, stats: Json, handle: str | None, name: str | None, seen: Moment
) -> tuple[Sighting, ...]:
    if account is None:
        return ()
    marks = ("protected",) * (author.get("privateAccount") is True) + ("verified",) * (author.get("verified") is True)
    link = words(author, "bioLink", "link")
    created = instant(author, "createTime")
    sighting = Sighting(
        account,
        PLATFORM,
        account.partition(":")[2],
        seen,
        handle,
        name,
        words(author, "signature"),
        None,
        (link,) if link else (),
        words(author, "avatarThumb"),
        created if within(author, "createTime") else None,
        count(stats, "followerCount"),
        count(stats, "followingCount"),
        count(stats, "videoCount"),
        marks,
    )
    return (sighting,)
