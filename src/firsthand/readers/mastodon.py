"""
Mastodon API answers, and ActivityStreams 2 outboxes of the fediverse.

Rules:
    - A post's id is ``activitypub:`` and the address that all servers share (`uri` in the API, `id` in
      ActivityStreams); numbers in the API mean something only on the server that answered.
    - The text is the content, nothing else. The warning is a mark ``cw:…``, a title is ``title:…``.
    - A boost has no words of its own: its text is empty, and the boosted post is nested.
    - What is not public carries ``visibility:…``, so that the desk can seal it.
    - Likes, follows and other acts that are no posts are items without posts.

Theory of operation: `json_items` gives the elements with their places; each is decoded alone and read as a status, an
activity, an object, or an actor. `in_reply_to_id` is turned into an address with the statuses seen before in the same
member (a bounded number of them); where that is not possible the post carries the mark ``reply``.

Source: the Mastodon API documentation (entities Status, Account, MediaAttachment, Quote); ActivityStreams 2.0
Vocabulary (W3C, 2017), sections 2 and 3; FEP-e232 and FEP-044f for quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from firsthand.model.adapter import Adapter
from firsthand.model.ids import AccountId, PostId, account_id, post_id
from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers.json_items import (
    MAX_DOCUMENT,
    NOTHING,
    Piece,
    Unreadable,
    decode,
    keys,
    lines,
    pieces,
)
from firsthand.readers.markup import plain_text
from firsthand.readers.seam import Files, Setting

PLATFORM = "activitypub"

_LISTS = frozenset({"statuses", "accounts", "ancestors", "descendants", "orderedItems", "items"})
_INNER = frozenset({"first"})
_OBJECTS = frozenset({"Note", "Article", "Page", "Question", "Video", "Audio", "Event"})
_ACTORS = frozenset({"Person", "Service", "Organization", "Group", "Application"})
_ACTS = frozenset({"Create", "Update", "Announce", "Delete"})
_COLLECTIONS = frozenset({"OrderedCollection", "OrderedCollectionPage", "Collection", "CollectionPage"})
_PUBLIC = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_MEDIA = {"image": "image", "gifv": "video", "video": "video", "audio": "audio"}
_HEAD = 1 << 20
_REMEMBERED = 10_000
_DEEP = 4
_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?", re.ASCII | re.IGNORECASE
)
_COORDINATES = re.compile(r"-?\d{1,3}\.\d{3,}\s*[,; ]\s*-?\d{1,3}\.\d{3,}")

_Json = dict[str, Any]
_Named = TypeVar("_Named", Post, Sighting)


class _Read(NamedTuple):
    """What one element held."""

    posts: tuple[Post, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    missing: tuple[str, ...] = ()


class _Unfit(ValueError):
    """An element that is JSON and cannot be read; carries code and reason."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


class MastodonReader:
    """Implements `firsthand.readers.seam.Reader`."""

    def find(self, files: Files) -> list[Find]:
        """Recognise statuses, contexts, search results, outboxes, and single objects by their keys."""
        finds = []
        for name in files.names():
            if why := _recognise(files.head(name)):
                folder = name.rpartition("/")[0]
                prefix = f"{folder}/" if folder else ""
                members: tuple[str, ...] = (name,)
                media: tuple[str, ...] = ()
                if why.startswith("outbox"):
                    actor = f"{prefix}actor.json"
                    members = (actor, name) if actor in files.names() and actor != name else members
                    media = tuple(one for one in files.names() if _is_media(one, prefix))
                finds.append(Find("mastodon", members, media, 0.95, why))
        taken = {one for find in finds for one in find.members if len(find.members) > 1}
        return [find for find in finds if len(find.members) > 1 or find.members[0] not in taken]

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read the members in order; see the rules at the top of this file."""
        shelf = _Shelf(files)
        for member in find.members:
            shelf.known.clear()
            yield from _read_member(files, member, shelf)


class _Shelf:
    """What one reading remembers: statuses by local number, actors by address, names of members."""

    def __init__(self, files: Files) -> None:
        self.names = frozenset(files.names())
        self.known: dict[str, str] = {}
        self.actors: dict[str, Sighting] = {}

    def remember(self, number: str, uri: str) -> None:
        if len(self.known) >= _REMEMBERED:
            del self.known[next(iter(self.known))]
        self.known[number] = uri


def _recognise(head: bytes) -> str:
    """Say what kind of document begins so; empty when it is none of ours."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start == b"[":
        first = next(pieces(head, frozenset()), None)
        return _kind_of(first.value) if first and first.value is not NOTHING else ""
    if start != b"{":
        return ""
    found = frozenset(keys(head))
    if "orderedItems" in found or ({"type", "first", "totalItems"} <= found) or ({"type", "items", "partOf"} <= found):
        return "outbox or collection of ActivityStreams 2" if _is_collection(head) else ""
    if {"ancestors", "descendants"} <= found:
        return "context of a Mastodon status"
    if "statuses" in found and found & {"hashtags", "accounts", "account"}:
        return "search results of the Mastodon API"
    line = head.split(b"\n", 1)[0] if b"\n" in head else head
    for raw in (line, head):
        try:
            return _kind_of(decode(raw.strip().removeprefix(b"\xef\xbb\xbf")))
        except Unreadable:
            continue
    # A long object whose end lies beyond the head, or was cut off.
    if {"uri", "account", "visibility"} <= found or {"uri", "spoiler_text", "visibility"} <= found:
        return "Mastodon API status"
    if b"activitystreams" in head[:4096] and {"type", "id"} <= found and found & {"actor", "attributedTo"}:
        return "ActivityStreams 2 object"
    return ""


def _is_collection(head: bytes) -> bool:
    return any(b'"%s"' % kind.encode() in head for kind in _COLLECTIONS)


def _kind_of(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    if _is_status(value):
        return "Mastodon API status"
    kind = _type(value)
    if kind in _OBJECTS and ("attributedTo" in value or "actor" in value) and _address(value.get("id")):
        return "ActivityStreams 2 object"
    if kind in _ACTS and _address(value.get("id")) and "object" in value and "actor" in value:
        return "ActivityStreams 2 activity"
    if kind in _ACTORS and ("inbox" in value or "outbox" in value) and _address(value.get("id")):
        return "ActivityStreams 2 actor"
    return ""


def _is_status(value: _Json) -> bool:
    return (
        isinstance(value.get("account"), dict)
        and ("content" in value or "text" in value)
        and ("uri" in value or "url" in value)
        and bool(value.keys() & {"visibility", "spoiler_text", "reblogs_count", "favourites_count"})
    )


def _is_media(name: str, prefix: str) -> bool:
    if not name.startswith(prefix):
        return False
    rest = name[len(prefix) :]
    return rest.startswith(("media_attachments/", "avatar.", "header."))


# Members to items


def _read_member(files: Files, member: str, shelf: _Shelf) -> Iterator[Item | Rejected | Gap]:
    if _is_lines(files.head(member, _HEAD)):
        with files.open(member) as stream:
            for n, (start, raw, whole) in enumerate(lines(stream), 1):
                yield from _item(member, n, start, raw, _line_value(raw) if whole else NOTHING, whole, shelf)
        return
    size = files.size(member)
    if size > MAX_DOCUMENT:
        yield Rejected(
            member, 1, 0, 0, b"", "too-large",
            f"{member}: one JSON document of {size} bytes; the limit is {MAX_DOCUMENT}. Save it as JSON Lines.",
        )  # fmt: skip
        return
    with files.open(member) as stream:
        data = stream.read()
    n = 0
    for piece in pieces(data, _LISTS, _INNER):
        if piece.start == piece.end:
            yield Gap("cut-off", member, 0, f"{member} ends after item {n}, before its list is closed.")
            continue
        n += 1
        yield from _piece(member, n, piece, data, shelf)


def _piece(member: str, n: int, piece: Piece, data: bytes, shelf: _Shelf) -> Iterator[Item | Rejected | Gap]:
    yield from _item(member, n, piece.start, data[piece.start : piece.end], piece.value, piece.closed, shelf)


def _is_lines(head: bytes) -> bool:
    line, newline, _ = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not line.startswith(b"{") or not (newline or len(head) < _HEAD):
        return False
    value = _line_value(line)
    return isinstance(value, dict) and not value.keys() & _LISTS and "first" not in value


def _line_value(raw: bytes) -> object:
    try:
        return decode(raw)
    except Unreadable:
        return NOTHING


def _item(
    member: str, n: int, start: int, raw: bytes, value: object, closed: bool, shelf: _Shelf
) -> Iterator[Item | Rejected | Gap]:
    place = (member, n, start, len(raw), raw)
    if not closed:
        yield Rejected(
            *place, "cut-off", f"{member}, item {n}: it begins and does not end; the file was cut or damaged."
        )
        return
    if value is NOTHING:
        yield Rejected(*place, "not-json", f"{member}, item {n}: these bytes are no JSON in UTF-8.")
        return
    try:
        read = _element(value, shelf)
    except _Unfit as unfit:
        yield Rejected(*place, unfit.code, f"{member}, item {n}: {unfit}")
        return
    yield Item(*place, read.posts, read.sightings)
    for what in read.missing:
        yield Gap("missing-media", member, n, f"{what} is spoken of and not included.")


def _element(value: object, shelf: _Shelf) -> _Read:
    """
    Read one listed element.

    Raises:
        _Unfit: It is none of the things that these documents list, or has no address.
    """
    if not isinstance(value, dict):
        raise _Unfit("not-a-post", "neither a status, an activity, nor an account.")
    kind = _type(value)
    if "account" in value and kind not in _ACTS:
        return _status(value, shelf, 0)
    if "acct" in value and "username" in value:
        return _Read(sightings=(_account_sighting(value, UNKNOWN),))
    if kind in _ACTORS:
        return _Read(sightings=(_actor_sighting(value, shelf),))
    if kind in _OBJECTS:
        return _object(value, "", None, shelf)
    if kind:
        return _activity(value, kind, shelf)
    raise _Unfit("not-a-post", "neither a status, an activity, nor an account.")


# The Mastodon API


def _status(value: _Json, shelf: _Shelf, depth: int) -> _Read:
    uri = _address(value.get("uri")) or _address(value.get("url"))
    if not uri:
        raise _Unfit("no-id", "no `uri`, and numbers of one server name no post elsewhere.")
    account = value.get("account")
    posted = _moment(value.get("created_at"))
    sighting = _account_sighting(account, posted) if isinstance(account, dict) else None
    number = _text(value.get("id"))
    parent, marks = _parent(value, number, uri, shelf)
    boosted = value.get("reblog")
    inner = _status(boosted, shelf, depth + 1) if isinstance(boosted, dict) and depth < _DEEP else _Read()
    quoted, quoted_read = _quote(value.get("quote"), shelf, depth)
    content = value.get("content")
    words = plain_text(content) if isinstance(content, str) else _text(value.get("text"))
    if boosted:
        words = ""
    warning = _text(value.get("spoiler_text"))
    visibility = _text(value.get("visibility"))
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
        _address(value.get("url")) or None,
        _text(value.get("language")) or None,
        parent,
        quoted,
        inner.posts[0].id if inner.posts else None,
        () if boosted else tuple(_api_media(value.get("media_attachments"))),
        None,
        _moment(value.get("edited_at")) if value.get("edited_at") else None,
        (),
        marks,
    )
    if number:
        shelf.remember(number, uri)
    return _Read(
        _distinct((post, *inner.posts, *quoted_read.posts)),
        _distinct((*((sighting,) if sighting else ()), *inner.sightings, *quoted_read.sightings)),
    )


def _parent(value: _Json, number: str, uri: str, shelf: _Shelf) -> tuple[PostId | None, tuple[str, ...]]:
    parent = _text(value.get("in_reply_to_id"))
    if not parent:
        return None, ()
    if known := shelf.known.get(parent):
        return post_id(PLATFORM, known), ()
    account = value.get("account")
    own = _text(account.get("id")) if isinstance(account, dict) else ""
    # A thread of one's own on the server that answered: the address ends in the number that the server uses.
    if own and own == _text(value.get("in_reply_to_account_id")) and number and uri.endswith(f"/statuses/{number}"):
        return post_id(PLATFORM, uri[: -len(number)] + parent), ()
    return None, ("reply",)


def _quote(value: object, shelf: _Shelf, depth: int) -> tuple[PostId | None, _Read]:
    if not isinstance(value, dict):
        return None, _Read()
    status = value.get("quoted_status")
    if status is None and "account" in value:
        status = value
    if isinstance(status, dict) and depth < _DEEP:
        try:
            read = _status(status, shelf, depth + 1)
        except _Unfit:
            return None, _Read()
        return read.posts[0].id, read
    known = shelf.known.get(_text(value.get("quoted_status_id")))
    return (post_id(PLATFORM, known) if known else None), _Read()


def _api_media(value: object) -> Iterator[Media]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            url = _address(one.get("url")) or _address(one.get("remote_url")) or None
            alt = _text(one.get("description")) or None
            missing = None if url else "no address"
            yield Media(_MEDIA.get(_text(one.get("type")), "file"), url, None, alt, None, missing)


def _account_sighting(value: _Json, seen: Moment) -> Sighting:
    url = _address(value.get("url"))
    native = _address(value.get("uri")) or url or _text(value.get("acct")) or _text(value.get("id")) or "unknown"
    fields = [one for one in _list(value.get("fields")) if isinstance(one, dict)]
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
        _handle(_text(value.get("acct")) or _text(value.get("username")), native),
        _text(value.get("display_name")) or None,
        _bio(_text(value.get("note")), ((one.get("name"), one.get("value")) for one in fields)),
        None,
        _links(one.get("value") for one in fields),
        _address(value.get("avatar")) or None,
        _day(value.get("created_at")),
        _count(value.get("followers_count")),
        _count(value.get("following_count")),
        _count(value.get("statuses_count")),
        tuple(marks),
    )


# ActivityStreams 2


def _activity(value: _Json, kind: str, shelf: _Shelf) -> _Read:
    actor = _address(value.get("actor"))
    thing = value.get("object")
    if kind in ("Create", "Update"):
        if isinstance(thing, dict):
            return _object(thing, actor, value, shelf)
        uri = _address(thing)
        if not uri:
            raise _Unfit("no-id", f"a {kind} without the address of its object.")
        return _Read((_bare(uri, actor, value, ("no-text", "unresolved"), shelf),))
    if kind == "Announce":
        uri, target = _address(value.get("id")), _address(thing)
        if not uri or not target:
            raise _Unfit("no-id", "an Announce without its own address or that of its object.")
        inner = _object(thing, "", None, shelf) if isinstance(thing, dict) and _type(thing) in _OBJECTS else _Read()
        boost = _bare(uri, actor, value, ("no-text",), shelf)._replace(reposts=post_id(PLATFORM, target))
        return _Read((boost, *inner.posts), (*_known_actor(actor, shelf), *inner.sightings), inner.missing)
    if kind == "Delete" and (uri := _address(thing)) and uri != actor:
        return _Read((_bare(uri, actor, {}, ("deleted", "no-text"), shelf),))
    return _Read()


def _bare(uri: str, actor: str, value: _Json, marks: tuple[str, ...], shelf: _Shelf) -> Post:
    account, handle, name = _who(actor, shelf)
    return Post(
        post_id(PLATFORM, uri), PLATFORM, uri, "", _moment(value.get("published")), account, handle, name,
        marks=(*_audience(value), *marks),
    )  # fmt: skip


def _object(value: _Json, actor: str, act: _Json | None, shelf: _Shelf) -> _Read:
    uri = _address(value.get("id"))
    if not uri:
        raise _Unfit("no-id", "an object without `id`.")
    if _type(value) == "Tombstone":
        return _Read((_bare(uri, actor, {}, ("deleted", "no-text"), shelf),))
    author = _author(value) or actor
    account, handle, name = _who(author, shelf)
    words, lang = _content(value)
    media = tuple(_attachments(value.get("attachment"), shelf))
    quoted = next(
        (found for key in ("quote", "quoteUrl", "quoteUri", "_misskey_quote") if (found := _address(value.get(key)))),
        "",
    )
    parent = _address(value.get("inReplyTo"))
    published, updated = _moment(value.get("published") or (act or {}).get("published")), value.get("updated")
    warning, title = _text(value.get("summary")), _text(value.get("name"))
    if _type(value) not in ("Note", "Question"):
        # In articles the summary is an excerpt, no warning.
        warning = ""
    marks = (
        *((f"cw:{plain_text(warning)}",) if warning else ()),
        *((f"title:{title}",) if title else ()),
        *(("sensitive",) if value.get("sensitive") is True else ()),
        *_audience(value if "to" in value or "cc" in value else act or {}),
        *(() if words else ("no-text",)),
    )
    post = Post(
        post_id(PLATFORM, uri),
        PLATFORM,
        uri,
        words,
        published,
        account,
        handle,
        name,
        _page(value.get("url")),
        lang,
        post_id(PLATFORM, parent) if parent else None,
        post_id(PLATFORM, quoted) if quoted else None,
        None,
        media,
        _place(value.get("location")),
        _moment(updated) if updated and updated != value.get("published") else None,
        (),
        marks,
    )
    sightings = _known_actor(author, shelf, published)
    return _Read((post,), sightings, tuple(one.url or "a file" for one in media if one.missing))


def _content(value: _Json) -> tuple[str, str | None]:
    """The words and their language; one language in `contentMap` names that of `content`."""
    mapped = {key: one for key, one in _dict(value.get("contentMap")).items() if isinstance(one, str)}
    content = value.get("content")
    lang = next(iter(mapped)) if len(mapped) == 1 else None
    if not isinstance(content, str):
        lang, content = next(iter(mapped.items()), (None, ""))
    elif lang is None:
        lang = next((key for key, one in mapped.items() if one == content), None)
    stated = _text(_dict(value.get("language")).get("identifier")) or _text(value.get("inLanguage"))
    plain = _text(value.get("mediaType")) in ("text/markdown", "text/plain")
    return (content if plain else plain_text(content)), (lang if lang and lang != "und" else stated or None)


def _attachments(value: object, shelf: _Shelf) -> Iterator[Media]:
    for one in value if isinstance(value, list) else [value] if isinstance(value, dict) else []:
        if not isinstance(one, dict):
            continue
        link = one.get("url") if one.get("url") is not None else one.get("href")
        url = _text(link) or _page(link) or ""
        kind = _text(one.get("mediaType")).partition("/")[0]
        if kind not in ("image", "video", "audio"):
            kind = {"Image": "image", "Video": "video", "Audio": "audio"}.get(_type(one), "file")
        if kind == "file" and _type(one) == "Link":
            continue
        name = missing = None
        if not url.startswith(("http://", "https://")):
            name = _member(url, shelf)
            missing = None if name else "not included"
        yield Media(kind, url or None, name, _text(one.get("name")) or _text(one.get("summary")) or None, None, missing)


def _member(path: str, shelf: _Shelf) -> str | None:
    path = path.lstrip("/")
    if not path:
        return None
    if path in shelf.names:
        return path
    found = sorted(name for name in shelf.names if name.endswith(f"/{path}"))
    return found[0] if len(found) == 1 else None


def _actor_sighting(value: _Json, shelf: _Shelf) -> Sighting:
    native = _address(value.get("id"))
    if not native:
        raise _Unfit("no-id", "an actor without `id`.")
    fields = [one for one in _list(value.get("attachment")) if isinstance(one, dict) and "value" in one]
    icon = value.get("icon")
    icon = icon[0] if isinstance(icon, list) and icon else icon
    picture = _text(_dict(icon).get("url"))
    marks = ["bot"] if _type(value) in ("Service", "Application") else ["group"] if _type(value) == "Group" else []
    if value.get("indexable") is False:
        marks.append("noindex")
    if value.get("discoverable") is False:
        marks.append("not-discoverable")
    sighting = Sighting(
        account_id(PLATFORM, native),
        PLATFORM,
        native,
        UNKNOWN,
        _handle(_text(value.get("preferredUsername")), native),
        _text(value.get("name")) or None,
        _bio(_text(value.get("summary")), ((one.get("name"), one.get("value")) for one in fields)),
        None,
        _links(one.get("value") for one in fields),
        (_member(picture, shelf) if not _address(picture) else None) or picture or None,
        _day(value.get("published")),
        marks=tuple(marks),
    )
    shelf.actors[native] = sighting
    return sighting


def _known_actor(actor: str, shelf: _Shelf, seen: Moment = UNKNOWN) -> tuple[Sighting, ...]:
    if not actor:
        return ()
    account, handle, name = _who(actor, shelf)
    return (Sighting(account, PLATFORM, actor, seen, handle, name),) if account else ()


def _who(actor: str, shelf: _Shelf) -> tuple[AccountId | None, str | None, str | None]:
    if not actor:
        return None, None, None
    if known := shelf.actors.get(actor):
        return known.id, known.handle, known.name
    match = re.search(r"/(?:users|@|profile|u)/?([\w.-]{1,64})/?$", _path(actor))
    return account_id(PLATFORM, actor), _handle(match.group(1), actor) if match else None, None


def _path(address: str) -> str:
    """The path of an address; empty when the address is malformed."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _author(value: _Json) -> str:
    """`attributedTo`: an address, an object, or a list in which a person is meant before a group."""
    who = value.get("attributedTo")
    if isinstance(who, list):
        people = [one for one in who if isinstance(one, dict) and _type(one) == "Person"]
        who = (people or who)[0] if who else None
    return _address(who) or _address(value.get("actor"))


def _audience(value: _Json) -> tuple[str, ...]:
    to, cc = _addresses(value.get("to")), _addresses(value.get("cc"))
    if (not to and not cc) or to & _PUBLIC:
        return ()
    if cc & _PUBLIC:
        return ("visibility:unlisted",)
    followers = any(one.rstrip("/").endswith("/followers") for one in to | cc)
    return ("visibility:private",) if followers else ("visibility:direct",)


def _addresses(value: object) -> frozenset[str]:
    listed = value if isinstance(value, list) else [value]
    return frozenset(one for one in (_text(entry) or _address(entry) for entry in listed) if one)


def _place(value: object) -> str | None:
    name = _text(_dict(value).get("name"))
    return name if name and not _COORDINATES.search(name) else None


def _page(value: object) -> str | None:
    """`url` as an address, a Link, or a list of Links: the web page before the files."""
    if isinstance(value, list):
        pages = [one for one in value if isinstance(one, dict) and _text(one.get("mediaType")) == "text/html"]
        value = (pages or value)[0] if value else None
    if isinstance(value, dict):
        value = value.get("href")
    return _address(value) or None


# Small readings


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _dict(value: object) -> _Json:
    return value if isinstance(value, dict) else {}


def _type(value: _Json) -> str:
    kind = value.get("type")
    kind = kind[0] if isinstance(kind, list) and kind else kind
    return kind if isinstance(kind, str) else ""


def _address(value: object) -> str:
    """An address that names a thing: a string with a scheme, or the `id` of an object; bounded and without blanks."""
    if isinstance(value, dict):
        value = value.get("id")
    if not isinstance(value, str) or len(value) > 4096:
        return ""
    return value if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\s\x00-\x1f]+\Z", value) else ""


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _handle(acct: str, native: str) -> str | None:
    """``name@server``; the API leaves the server out for its own accounts."""
    acct = acct.removeprefix("@")
    if not acct or "@" in acct:
        return acct or None
    try:
        host = urlsplit(native).netloc
    except ValueError:
        host = ""
    return f"{acct}@{host}" if host else acct


def _bio(note: str, fields: Iterator[tuple[object, object]]) -> str | None:
    told = [f"{_text(name)}: {plain_text(_text(value))}" for name, value in fields if _text(name) or _text(value)]
    return "\n".join(part for part in (plain_text(note), *told) if part) or None


def _links(values: Iterator[object]) -> tuple[str, ...]:
    found = [plain_text(_text(value)) for value in values]
    return tuple(one for one in found if one.startswith(("http://", "https://")) and " " not in one)


def _day(value: object) -> Moment | None:
    """The day of joining; servers round it down to midnight."""
    moment = _moment(value)
    if moment.at and (moment.at.hour, moment.at.minute, moment.at.second) == (0, 0, 0):
        return moment._replace(precision="day")
    return moment if moment.at or moment.stated else None


def _moment(value: object) -> Moment:
    if not isinstance(value, str) or not value:
        return UNKNOWN
    stated = value[:64]
    match = _TIME.fullmatch(value.strip()) if len(value) <= 64 else None
    if not match:
        return Moment(stated=stated, precision="unknown")
    day, clock, fraction, zone = match.groups()
    try:
        local = datetime.fromisoformat(f"{day}T{clock or '00:00'}{(fraction or '')[:7]}" if clock else day)
        if not zone:
            return Moment(None, stated, local, None, "second" if clock else "day")
        zone = "+00:00" if zone in "Zz" else zone
        at = datetime.fromisoformat(f"{local.isoformat()}{zone}").astimezone(UTC)
    except (ValueError, OverflowError):
        return Moment(stated=stated, precision="unknown")
    return Moment(at, None, None, None if zone == "+00:00" else zone, "second")


def _distinct(found: Iterable[_Named]) -> tuple[_Named, ...]:
    """The first of each id, in order."""
    kept: dict[str, _Named] = {}
    for one in found:
        kept.setdefault(one.id, one)
    return tuple(kept.values())


ADAPTER = Adapter(
    kind="reader",
    name="mastodon",
    version="1",
    summary="Mastodon API statuses, contexts and search results, and ActivityStreams 2 outboxes of the fediverse.",
    open=lambda options: MastodonReader(),
    losses=(
        "Polls, preview cards, emoji pictures, counts of likes and boosts, and viewer keys stay in the capture.",
        "A reply to a status that is not earlier in the same file is marked `reply`, without its address.",
        "Earlier versions of an edited status are not in these formats; the edit history is a document of its own.",
        "Where the visible text of a link differs from its target, the text is kept; the target stays in the capture.",
    ),
)
