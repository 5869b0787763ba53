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
    ACTORS,
    ACTS,
    DEEP,
    OBJECTS,
    PLATFORM,
    SEALED,
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
from firsthand.readers.table_values import coordinates

_PUBLIC = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_ADDRESSED = frozenset({"to", "cc", "bto", "bcc"})


def activity(value: Json, kind: str, shelf: Shelf, depth: int = 0) -> Read:
    """
    Read one activity: a post, a boost, what unmakes one, or nothing that carries words.

    Raises:
        Unfit: It makes or shares something and does not say what.
    """
    actor = address_of(value.get("actor"))
    thing = value.get("object")
    if kind in ("Create", "Update"):
        return _made(value, kind, actor, thing, shelf)
    if kind == "Announce":
        return _shared(value, actor, thing, shelf, depth)
    if kind == "Delete" and (uri := address_of(thing)):
        return (
            gone(uri, actor, shelf)
            if uri != actor
            else Read(gaps=(("deleted", f"the account {uri[:300]} was deleted"),))
        )
    inner = dict_of(thing)
    if kind == "Undo" and type_of(inner) == "Announce" and (uri := address_of(inner.get("id"))):
        return gone(uri, actor, shelf)
    return Read()


def _made(value: Json, kind: str, actor: str, thing: object, shelf: Shelf) -> Read:
    if isinstance(thing, dict):
        if type_of(thing) in SEALED:
            return Read(gaps=(("sealed", SEALED[type_of(thing)]),))
        if type_of(thing) in ACTORS:
            return Read(sightings=(actor_sighting(thing, shelf)._replace(seen=moment_of(value.get("published"))),))
        return object_(thing, actor, value, shelf)
    uri = address_of(thing)
    if not uri:
        raise Unfit("no-id", f"a {kind} without the address of its object.")
    return Read((_bare(uri, actor, value, ("no-text", "unresolved"), shelf),))


def _shared(value: Json, actor: str, thing: object, shelf: Shelf, depth: int) -> Read:
    uri, inner = address_of(value.get("id")), Read()
    kind = type_of(thing) if isinstance(thing, dict) else ""
    if isinstance(thing, dict) and kind in OBJECTS:
        inner = object_(thing, "", None, shelf)
    elif isinstance(thing, dict) and kind in ACTS and depth < DEEP:
        # A group hands on what its members made: the boost is of the post, not of its making.
        inner = activity(thing, kind, shelf, depth + 1)
        thing = inner.posts[0].native_id if inner.posts else thing
    target = address_of(thing)
    if not uri or not target:
        raise Unfit("no-id", "an Announce without its own address or that of its object.")
    boost = _bare(uri, actor, value, ("no-text",), shelf)._replace(reposts=post_id(PLATFORM, target))
    return Read(
        (boost, *inner.posts), (*_known_actor(actor, shelf), *inner.sightings), inner.missing, inner.gaps
    )  # fmt: skip


def gone(uri: str, actor: str, shelf: Shelf) -> Read:
    """A post that its author, or the server, took back."""
    return Read(
        (_bare(uri, actor, {}, ("deleted", "no-text"), shelf),), (), (), (("deleted", f"{uri[:300]} was deleted"),)
    )  # fmt: skip


def _bare(uri: str, actor: str, value: Json, marks: tuple[str, ...], shelf: Shelf) -> Post:
    account, handle, name = _who(actor, shelf)
    return Post(
        post_id(PLATFORM, uri), PLATFORM, uri, "", moment_of(value.get("published")), account, handle, name,
        marks=(*_audience(value), *marks),
    )  # fmt: skip


def object_(value: Json, actor: str, act: Json | None, shelf: Shelf) -> Read:
    """Read one ActivityPub object as a post; `act` is the activity around it, when there is one."""
    page = _page(value.get("url"))
    uri = address_of(value.get("id")) or (page if page and page.startswith(("http://", "https://")) else "")
    if not uri:
        raise Unfit("no-id", "an object without `id` or page: nothing names it. Collect it as its server gives it.")
    if type_of(value) == "Tombstone":
        return gone(uri, actor, shelf)
    author = _author(value, shelf) or actor
    account, handle, name = _who(author, shelf)
    words, lang = _content(value)
    media = tuple({one.url or one: one for one in _media(value, shelf)}.values())
    quoted = _quoted(value)
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
        *_audience(value if _ADDRESSED & value.keys() else act or {}),
        *(f"link:{one}" for one in _links(value, uri, page)),
    )
    if type_of(value) != "Note":
        # Where there is nothing but a title, the title is what was said.
        words = words or title
    marks = (*marks, *(() if words else ("no-text",)))
    if f"link:{page}" in marks:
        page = None
    post = Post(
        post_id(PLATFORM, uri),
        PLATFORM,
        uri,
        words,
        published,
        account,
        handle,
        name,
        page,
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


def _quoted(value: Json) -> str:
    keys = ("quote", "quoteUrl", "quoteUri", "_misskey_quote")
    found = next((one for key in keys if (one := address_of(value.get(key)))), "")
    tags = (one for one in list_of(value.get("tag")) if isinstance(one, dict) and type_of(one) == "Link")
    return found or next(
        (address_of(one.get("href")) for one in tags if "activitystreams" in text_of(one.get("mediaType"))), ""
    )  # fmt: skip


def _links(value: Json, uri: str, page: str | None) -> Iterator[str]:
    """Addresses that an article or a thread is about: not its own, and no file."""
    found = [
        _page(one.get("href") or one.get("url")) for one in _dicts(value.get("attachment")) if type_of(one) == "Link"
    ]
    if type_of(value) == "Page" and page and _host(page) != _host(uri):
        found.append(page)
    yield from dict.fromkeys(one for one in found[:20] if one and one.startswith(("http://", "https://")))


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def _dicts(value: object) -> list[Json]:
    """One object, or the objects of a list."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]


def _media(value: Json, shelf: Shelf) -> Iterator[Media]:
    """Attachments, the picture of an article, and the files of a video, of which the first that plays is taken."""
    yield from _attachments(value.get("attachment"), shelf)
    yield from (one for one in _attachments(value.get("image"), shelf) if one.url)
    if type_of(value) in ("Video", "Audio"):
        links = _dicts(value.get("url"))
        links += [tag for link in links for tag in _dicts(link.get("tag"))]
        for kind in ("video/", "audio/", "application/x-mpegURL"):
            for link in links:
                url = text_of(link.get("href"))
                if text_of(link.get("mediaType")).startswith(kind) and url.startswith(("http://", "https://")):
                    yield Media("audio" if kind == "audio/" else "video", url)
                    return


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


def _author(value: Json, shelf: Shelf) -> str:
    """`attributedTo`: an address, an object, or a list in which a person is meant before a group."""
    who = value.get("attributedTo")
    for one in _dicts(who)[:20]:
        named = one.keys() & {"preferredUsername", "name"} and type_of(one) in ACTORS and address_of(one.get("id"))
        if named and named not in shelf.actors:
            actor_sighting(one, shelf)
    if isinstance(who, list):
        people = [one for one in who if isinstance(one, dict) and type_of(one) == "Person"]
        who = (people or who)[0] if who else None
    if type_of(value) == "Event" and (organiser := address_of(value.get("actor"))):
        # An event belongs to a group and is written by a person.
        return organiser
    return address_of(who) or address_of(value.get("actor"))


def _audience(value: Json) -> tuple[str, ...]:
    """
    For whom it is. An object that does not say at all comes from a page that is open to everybody; one that says "nobody"
    is for nobody.
    """
    to, cc = _addresses(value.get("to")), _addresses(value.get("cc")) | _addresses(value.get("audience"))
    hidden = _addresses(value.get("bto")) | _addresses(value.get("bcc"))
    if to & _PUBLIC or not _ADDRESSED & value.keys():
        return ()
    if cc & _PUBLIC:
        return ("visibility:unlisted",)
    followers = any(one.rstrip("/").endswith("/followers") for one in to | cc | hidden)
    return ("visibility:private",) if followers else ("visibility:direct",)


def _addresses(value: object) -> frozenset[str]:
    listed = value if isinstance(value, list) else [value]
    return frozenset(one for one in (text_of(entry) or address_of(entry) for entry in listed) if one)


def _place(value: object) -> str | None:
    name = text_of(dict_of(value).get("name"))
    return name if name and not coordinates(name) else None


def _page(value: object) -> str | None:
    """`url` as an address, a Link, or a list of Links: the web page before the files."""
    if isinstance(value, list):
        pages = [one for one in value if isinstance(one, dict) and text_of(one.get("mediaType")) == "text/html"]
        value = (pages or value)[0] if value else None
    if isinstance(value, dict):
        value = value.get("href")
    return address_of(value) or None
