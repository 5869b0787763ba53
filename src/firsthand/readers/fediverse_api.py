"""
Statuses and accounts as the Mastodon API gives them.

Source: the Mastodon API documentation, entities Status, Account, MediaAttachment, Quote.
"""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.ids import PostId, account_id, post_id
from firsthand.model.moment import Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.readers.fediverse_values import (
    DEEP,
    PLATFORM,
    Json,
    Read,
    Shelf,
    Unfit,
    address_of,
    bio_of,
    count_of,
    day_of,
    distinct,
    handle_of,
    links_of,
    list_of,
    moment_of,
    text_of,
)
from firsthand.readers.markup import plain_text

_MEDIA = {"image": "image", "gifv": "video", "video": "video", "audio": "audio"}


def status(value: Json, shelf: Shelf, depth: int) -> Read:
    """Read a status as the API gives it, with the one that it boosts or quotes."""
    uri = address_of(value.get("uri")) or address_of(value.get("url"))
    if not uri:
        raise Unfit("no-id", "no `uri`, and numbers of one server name no post elsewhere.")
    account = value.get("account")
    posted = moment_of(value.get("created_at"))
    sighting = account_sighting(account, posted) if isinstance(account, dict) else None
    number = text_of(value.get("id"))
    parent, marks = _parent(value, number, uri, shelf)
    boosted = value.get("reblog")
    inner = status(boosted, shelf, depth + 1) if isinstance(boosted, dict) and depth < DEEP else Read()
    quoted, quoted_read = _quote(value.get("quote"), shelf, depth)
    content = value.get("content")
    words = plain_text(content) if isinstance(content, str) else text_of(value.get("text"))
    if boosted:
        words = ""
    warning = text_of(value.get("spoiler_text"))
    visibility = text_of(value.get("visibility"))
    marks = (
        *((f"cw:{plain_text(warning)}",) if warning else ()),
        *(("sensitive",) if value.get("sensitive") is True else ()),
        *((f"visibility:{visibility}",) if visibility not in ("", "public") else ()),
        *marks,
        *(() if words else ("no-text",)),
    )
    post = Post(
        post_id(PLATFORM, uri),
        PLATFORM,
        uri,
        words,
        posted,
        sighting.id if sighting else None,
        sighting.handle if sighting else None,
        sighting.name if sighting else None,
        address_of(value.get("url")) or None,
        text_of(value.get("language")) or None,
        parent,
        quoted,
        inner.posts[0].id if inner.posts else None,
        () if boosted else tuple(_api_media(value.get("media_attachments"))),
        None,
        moment_of(value.get("edited_at")) if value.get("edited_at") else None,
        (),
        marks,
    )
    if number:
        shelf.remember(number, uri)
    return Read(
        distinct((post, *inner.posts, *quoted_read.posts)),
        distinct((*((sighting,) if sighting else ()), *inner.sightings, *quoted_read.sightings)),
    )


def _parent(value: Json, number: str, uri: str, shelf: Shelf) -> tuple[PostId | None, tuple[str, ...]]:
    parent = text_of(value.get("in_reply_to_id"))
    if not parent:
        return None, ()
    if known := shelf.known.get(parent):
        return post_id(PLATFORM, known), ()
    account = value.get("account")
    own = text_of(account.get("id")) if isinstance(account, dict) else ""
    # A thread of one's own on the server that answered: the address ends in the number that the server uses.
    if own and own == text_of(value.get("in_reply_to_account_id")) and number and uri.endswith(f"/statuses/{number}"):
        return post_id(PLATFORM, uri[: -len(number)] + parent), ()
    return None, ("reply",)


def _quote(value: object, shelf: Shelf, depth: int) -> tuple[PostId | None, Read]:
    if not isinstance(value, dict):
        return None, Read()
    # Some servers give the quoted status itself, without a state around it.
    quoted = value if "account" in value else value.get("quoted_status")
    if isinstance(quoted, dict) and depth < DEEP:
        try:
            read = status(quoted, shelf, depth + 1)
        except Unfit:
            return None, Read()
        return read.posts[0].id, read
    known = shelf.known.get(text_of(value.get("quoted_status_id")))
    return (post_id(PLATFORM, known) if known else None), Read()


def _api_media(value: object) -> Iterator[Media]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            url = address_of(one.get("url")) or address_of(one.get("remote_url")) or None
            alt = text_of(one.get("description")) or None
            missing = None if url else "no address"
            yield Media(_MEDIA.get(text_of(one.get("type")), "file"), url, None, alt, None, missing)


def account_sighting(value: Json, seen: Moment) -> Sighting:
    """Read an account as the API shows it beside a status; `seen` is the time of that status."""
    url = address_of(value.get("url"))
    native = address_of(value.get("uri")) or url or text_of(value.get("acct")) or text_of(value.get("id")) or "unknown"
    fields = [one for one in list_of(value.get("fields")) if isinstance(one, dict)]
    marks = [word for word in ("bot", "group", "locked", "suspended", "limited", "memorial") if value.get(word) is True]
    if value.get("noindex") is True or value.get("indexable") is False:
        marks.append("noindex")
    if value.get("discoverable") is False:
        marks.append("not-discoverable")
    return Sighting(
        account_id(PLATFORM, native),
        PLATFORM,
        native,
        seen,
        handle_of(text_of(value.get("acct")) or text_of(value.get("username")), native),
        text_of(value.get("display_name")) or None,
        bio_of(text_of(value.get("note")), ((one.get("name"), one.get("value")) for one in fields)),
        None,
        links_of(one.get("value") for one in fields),
        address_of(value.get("avatar")) or None,
        day_of(value.get("created_at")),
        count_of(value.get("followers_count")),
        count_of(value.get("following_count")),
        count_of(value.get("statuses_count")),
        tuple(marks),
    )
