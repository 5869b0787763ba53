"""
Objects, activities and actors of ActivityStreams 2, as servers of the fediverse write them.

Source: ActivityStreams 2.0 Vocabulary (W3C, 2017), sections 2 and 3; FEP-e232 and FEP-044f for quotes. Where servers
differ (one value or a list, an address or an object), all forms are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from firsthand.model.ids import AccountId, account_id, post_id
from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.readers.fediverse_values import (
    OBJECTS,
    PLATFORM,
    Json,
    Read,
    Shelf,
    Unfit,
    address_of,
    bio_of,
    day_of,
    dict_of,
    handle_of,
    links_of,
    list_of,
    moment_of,
    text_of,
    type_of,
)
from firsthand.readers.markup import plain_text

_PUBLIC = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_COORDINATES = re.compile(r"-?\d{1,3}\.\d{3,}\s*[,; ]\s*-?\d{1,3}\.\d{3,}")


def activity(value: Json, kind: str, shelf: Shelf) -> Read:
    """Read one activity of an outbox: a post, a boost, or nothing that carries words."""
    actor = address_of(value.get("actor"))
    thing = value.get("object")
    if kind in ("Create", "Update"):
        if isinstance(thing, dict):
            return object_(thing, actor, value, shelf)
        uri = address_of(thing)
        if not uri:
            raise Unfit("no-id", f"a {kind} without the address of its object.")
        return Read((_bare(uri, actor, value, ("no-text", "unresolved"), shelf),))
    if kind == "Announce":
        uri, target = address_of(value.get("id")), address_of(thing)
        if not uri or not target:
            raise Unfit("no-id", "an Announce without its own address or that of its object.")
        inner = object_(thing, "", None, shelf) if isinstance(thing, dict) and type_of(thing) in OBJECTS else Read()
        boost = _bare(uri, actor, value, ("no-text",), shelf)._replace(reposts=post_id(PLATFORM, target))
        return Read((boost, *inner.posts), (*_known_actor(actor, shelf), *inner.sightings), inner.missing)
    if kind == "Delete" and (uri := address_of(thing)) and uri != actor:
        return Read((_bare(uri, actor, {}, ("deleted", "no-text"), shelf),))
    return Read()


def _bare(uri: str, actor: str, value: Json, marks: tuple[str, ...], shelf: Shelf) -> Post:
    account, handle, name = _who(actor, shelf)
    return Post(
        post_id(PLATFORM, uri), PLATFORM, uri, "", moment_of(value.get("published")), account, handle, name,
        marks=(*_audience(value), *marks),
    )  # fmt: skip


def object_(value: Json, actor: str, act: Json | None, shelf: Shelf) -> Read:
    """Read one ActivityPub object as a post; `act` is the activity around it, when there is one."""
    uri = address_of(value.get("id"))
    if not uri:
        raise Unfit("no-id", "an object without `id`.")
    if type_of(value) == "Tombstone":
        return Read((_bare(uri, actor, {}, ("deleted", "no-text"), shelf),))
    author = _author(value) or actor
    account, handle, name = _who(author, shelf)
    words, lang = _content(value)
    media = tuple(_attachments(value.get("attachment"), shelf))
    quoted = next(
        (found for key in ("quote", "quoteUrl", "quoteUri", "_misskey_quote") if (found := address_of(value.get(key)))),
        "",
    )
    parent = address_of(value.get("inReplyTo"))
    published, updated = moment_of(value.get("published") or (act or {}).get("published")), value.get("updated")
    warning, title = text_of(value.get("summary")), text_of(value.get("name"))
    if type_of(value) not in ("Note", "Question"):
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
        moment_of(updated) if updated and updated != value.get("published") else None,
        (),
        marks,
    )
    sightings = _known_actor(author, shelf, published)
    return Read((post,), sightings, tuple(one.url or "a file" for one in media if one.missing))


def _content(value: Json) -> tuple[str, str | None]:
    """The words and their language; one language in `contentMap` names that of `content`."""
    mapped = {key: one for key, one in dict_of(value.get("contentMap")).items() if isinstance(one, str)}
    content = value.get("content")
    lang = next(iter(mapped)) if len(mapped) == 1 else None
    if not isinstance(content, str):
        lang, content = next(iter(mapped.items()), (None, ""))
    elif lang is None:
        lang = next((key for key, one in mapped.items() if one == content), None)
    stated = text_of(dict_of(value.get("language")).get("identifier")) or text_of(value.get("inLanguage"))
    plain = text_of(value.get("mediaType")) in ("text/markdown", "text/plain")
    return (content if plain else plain_text(content)), (lang if lang and lang != "und" else stated or None)


def _attachments(value: object, shelf: Shelf) -> Iterator[Media]:
    for one in value if isinstance(value, list) else [value] if isinstance(value, dict) else []:
        if not isinstance(one, dict):
            continue
        link = one.get("url") if one.get("url") is not None else one.get("href")
        url = text_of(link) or _page(link) or ""
        kind = text_of(one.get("mediaType")).partition("/")[0]
        if kind not in ("image", "video", "audio"):
            kind = {"Image": "image", "Video": "video", "Audio": "audio"}.get(type_of(one), "file")
        if kind == "file" and type_of(one) == "Link":
            continue
        name = missing = None
        if not url.startswith(("http://", "https://")):
            name = _member(url, shelf)
            missing = None if name else "not included"
        yield Media(
            kind, url or None, name, text_of(one.get("name")) or text_of(one.get("summary")) or None, None, missing
        )


def _member(path: str, shelf: Shelf) -> str | None:
    path = path.lstrip("/")
    if not path:
        return None
    if path in shelf.names:
        return path
    found = sorted(name for name in shelf.names if name.endswith(f"/{path}"))
    return found[0] if len(found) == 1 else None


def actor_sighting(value: Json, shelf: Shelf) -> Sighting:
    """Read an actor: who the account says it is."""
    native = address_of(value.get("id"))
    if not native:
        raise Unfit("no-id", "an actor without `id`.")
    fields = [one for one in list_of(value.get("attachment")) if isinstance(one, dict) and "value" in one]
    icon = value.get("icon")
    icon = icon[0] if isinstance(icon, list) and icon else icon
    picture = text_of(dict_of(icon).get("url"))
    marks = ["bot"] if type_of(value) in ("Service", "Application") else ["group"] if type_of(value) == "Group" else []
    if value.get("indexable") is False:
        marks.append("noindex")
    if value.get("discoverable") is False:
        marks.append("not-discoverable")
    sighting = Sighting(
        account_id(PLATFORM, native),
        PLATFORM,
        native,
        UNKNOWN,
        handle_of(text_of(value.get("preferredUsername")), native),
        text_of(value.get("name")) or None,
        bio_of(text_of(value.get("summary")), ((one.get("name"), one.get("value")) for one in fields)),
        None,
        links_of(one.get("value") for one in fields),
        (_member(picture, shelf) if not address_of(picture) else None) or picture or None,
        day_of(value.get("published")),
        marks=tuple(marks),
    )
    shelf.actors[native] = sighting
    return sighting


def _known_actor(actor: str, shelf: Shelf, seen: Moment = UNKNOWN) -> tuple[Sighting, ...]:
    if not actor:
        return ()
    account, handle, name = _who(actor, shelf)
    return (Sighting(account, PLATFORM, actor, seen, handle, name),) if account else ()


def _who(actor: str, shelf: Shelf) -> tuple[AccountId | None, str | None, str | None]:
    if not actor:
        return None, None, None
    if known := shelf.actors.get(actor):
        return known.id, known.handle, known.name
    match = re.search(r"/(?:users|@|profile|u)/?([\w.-]{1,64})/?$", _path(actor))
    return account_id(PLATFORM, actor), handle_of(match.group(1), actor) if match else None, None


def _path(address: str) -> str:
    """The path of an address; empty when the address is malformed."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _author(value: Json) -> str:
    """`attributedTo`: an address, an object, or a list in which a person is meant before a group."""
    who = value.get("attributedTo")
    if isinstance(who, list):
        people = [one for one in who if isinstance(one, dict) and type_of(one) == "Person"]
        who = (people or who)[0] if who else None
    return address_of(who) or address_of(value.get("actor"))


def _audience(value: Json) -> tuple[str, ...]:
    to, cc = _addresses(value.get("to")), _addresses(value.get("cc"))
    if (not to and not cc) or to & _PUBLIC:
        return ()
    if cc & _PUBLIC:
        return ("visibility:unlisted",)
    followers = any(one.rstrip("/").endswith("/followers") for one in to | cc)
    return ("visibility:private",) if followers else ("visibility:direct",)


def _addresses(value: object) -> frozenset[str]:
    listed = value if isinstance(value, list) else [value]
    return frozenset(one for one in (text_of(entry) or address_of(entry) for entry in listed) if one)


def _place(value: object) -> str | None:
    name = text_of(dict_of(value).get("name"))
    return name if name and not _COORDINATES.search(name) else None


def _page(value: object) -> str | None:
    """`url` as an address, a Link, or a list of Links: the web page before the files."""
    if isinstance(value, list):
        pages = [one for one in value if isinstance(one, dict) and text_of(one.get("mediaType")) == "text/html"]
        value = (pages or value)[0] if value else None
    if isinstance(value, dict):
        value = value.get("href")
    return address_of(value) or None
