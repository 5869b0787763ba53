"""
Records and views of Bluesky as posts and sightings.

Source: the lexicons ``app.bsky.feed``, ``app.bsky.embed``, ``app.bsky.actor`` (2026). Keys are read as the protocol spells
them (camelCase, ``$type``) and as the Python client writes them (snake_case, ``py_type``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from firsthand.model.ids import PostId, account_id, post_id
from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.readers.dag_cbor import cid_bytes, cid_of
from firsthand.readers.fediverse_values import Json, Unfit, count_of, dict_of, distinct, list_of, moment_of, text_of

PLATFORM = "bluesky"
POST = "app.bsky.feed.post"
REPOST = "app.bsky.feed.repost"
PROFILE = "app.bsky.actor.profile"

DEEP = 4
"""Levels of quoted posts."""

APART = timedelta(minutes=10)
"""From here on the time that a person's program claims and the time that a server noted are both shown."""

_MARKS = 20
_DID = re.compile(r"did:[a-z]+:[a-zA-Z0-9._:%-]{0,2000}[a-zA-Z0-9._-]")
_NSID = re.compile(
    r"(?=.{1,317}\Z)[a-zA-Z](?:[a-zA-Z0-9-]{0,62})(?<!-)(?:\.[a-zA-Z0-9][a-zA-Z0-9-]{0,62}(?<!-))+\.[a-zA-Z][a-zA-Z0-9]{0,62}"
)
_RKEY = re.compile(r"(?!\.{1,2}\Z)[a-zA-Z0-9._:~-]{1,512}")
_TID = re.compile(r"[2-7a-j][2-7a-z]{12}")
_BASE32 = "234567abcdefghijklmnopqrstuvwxyz"
_SENSITIVE = frozenset({"porn", "sexual", "nudity", "graphic-media", "gore"})
_GONE = {
    "NotFound": "not found: deleted, or never there", "Blocked": "hidden, because one of the two accounts blocks the other",
    "Detached": "detached by its author",
}  # fmt: skip


class Uri(NamedTuple):
    """An address ``at://DID/COLLECTION/RKEY``."""

    did: str
    collection: str
    rkey: str

    @property
    def native(self) -> str:
        """The id of a post: DID and record key."""
        return f"{self.did}/{self.rkey}"


class Read(NamedTuple):
    """What one element held; `gaps` are codes and words."""

    posts: tuple[Post, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    gaps: tuple[tuple[str, str], ...] = ()


def get(value: object, name: str) -> Any:
    """A field of an object, in either spelling; None when it is not there."""
    if not isinstance(value, dict):
        return None
    if name in value:
        return value[name]
    return value.get(re.sub(r"[A-Z]", lambda letter: f"_{letter[0].lower()}", name))


def type_name(value: object) -> str:
    """``$type`` or ``py_type``; empty when none is stated."""
    return text_of(dict_of(value).get("$type")) or text_of(dict_of(value).get("py_type"))


def is_did(text: str) -> bool:
    """Whether this names an account."""
    return len(text) <= 2048 and _DID.fullmatch(text) is not None


def is_rkey(text: str) -> bool:
    """Whether this may name a record within a collection."""
    return _RKEY.fullmatch(text) is not None


def uri_of(value: object, did: str = "") -> Uri | None:
    """
    Read an address of a record.

    Args:
        did: Of the account, when it is known from elsewhere: an address may name the account by its handle.
    """
    if not isinstance(value, str) or not value.startswith("at://") or len(value) > 8192:
        return None
    who, _, rest = value[5:].partition("/")
    collection, _, rkey = rest.partition("/")
    who = who if is_did(who) else did
    return Uri(who, collection, rkey) if who and _NSID.fullmatch(collection) and is_rkey(rkey) else None


def tid_time(rkey: str) -> datetime | None:
    """When a record key of the usual kind was made, by the clock of the program that made it; None for other keys."""
    if not _TID.fullmatch(rkey):
        return None
    number = 0
    for letter in rkey:
        number = number << 5 | _BASE32.index(letter)
    try:
        return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=number >> 10)
    except OverflowError:
        return None


# Posts


def view(value: Json, depth: int = 0) -> Read:
    """
    Read a post with what the server says of it: a postView, or the viewRecord of a quoted post.

    Raises:
        Unfit: It has no address.
    """
    author = dict_of(value.get("author"))
    did = text_of(author.get("did"))
    uri = uri_of(value.get("uri"), did if is_did(did) else "")
    record = value.get("record") if isinstance(value.get("record"), dict) else value.get("value")
    if uri is None or not isinstance(record, dict):
        raise Unfit("no-id", "a post without the address of its record.")
    shown = value.get("embed")
    if not isinstance(shown, dict):
        shown = next((one for one in list_of(value.get("embeds")) if isinstance(one, dict)), None)
    indexed = moment_of(get(value, "indexedAt"))
    read = record_of(uri, record, shown=shown, indexed=indexed, cid=text_of(value.get("cid")), depth=depth)
    # A claimed time may be any; the profile was shown when the server answered, which is after it noted the post.
    who = sighting(author, indexed if indexed.at or not read.posts else read.posts[0].posted)
    if who is None:
        return read
    own = tuple(
        post._replace(handle=who.handle, name=who.name) if post.account == who.id else post for post in read.posts[:1]
    )
    return read._replace(posts=own + read.posts[1:], sightings=distinct((who, *read.sightings)))


def record_of(
    uri: Uri, record: Json, *, shown: Json | None = None, indexed: Moment = UNKNOWN, cid: str = "", depth: int = 0
) -> Read:
    """
    Read a record.

    Args:
        shown: The embed as the server shows it, with addresses of pictures and the quoted post itself.
        indexed: When the server noted it.
        cid: What the record's digest should be, when that is not known to be right already.
    """
    kind = type_name(record) or uri.collection
    differs = bool(cid_bytes(cid)) and _plain(record) and cid_of(record) not in ("", cid)
    if kind == REPOST:
        return _repost(uri, record, differs)
    if kind == PROFILE:
        return Read((), (profile(uri.did, record),))
    if kind != POST:
        return Read()
    embed = dict_of(record.get("embed"))
    quoted, inner = _quote(embed, shown, depth)
    media = tuple(_media(embed, shown))
    text = text_of(record.get("text"))
    posted = moment_of(get(record, "createdAt"))
    parent = uri_of(dict_of(dict_of(record.get("reply")).get("parent")).get("uri"))
    langs = [one for one in list_of(record.get("langs")) if isinstance(one, str) and one]
    marks = (
        *_labels(record),
        *(("langs:" + ",".join(langs[:_MARKS]),) if len(langs) > 1 else ()),
        *(f"tag:{one}" for one in list_of(record.get("tags"))[:_MARKS] if isinstance(one, str) and one),
        *(f"link:{one}" for one in _links(embed, record, text)),
        *_clocks(posted, indexed, uri.rkey),
        *(("cid-differs",) if differs else ()),
        *(() if text else ("no-text",)),
    )
    post = Post(
        post_id(PLATFORM, uri.native), PLATFORM, uri.native, text,
        posted if posted.at or posted.local or not indexed.at else indexed,
        account_id(PLATFORM, uri.did), None, None, f"https://bsky.app/profile/{uri.did}/post/{uri.rkey}",
        langs[0] if langs else None, post_id(PLATFORM, parent.native) if parent else None, quoted, None,
        media, None, None, (), tuple(dict.fromkeys(marks)),
    )  # fmt: skip
    missing = tuple(
        ("missing-media", f"{one.missing}: {one.kind} of post {uri.native}") for one in media if one.missing
    )
    return Read((post, *inner.posts), inner.sightings, (*missing, *inner.gaps))


def _plain(record: Json) -> bool:
    """Whether the record is spelt as the protocol does; a digest over another spelling says nothing."""
    return "$type" in record


def _repost(uri: Uri, record: Json, differs: bool) -> Read:
    target = uri_of(dict_of(record.get("subject")).get("uri"))
    if target is None or target.collection != POST:
        return Read()
    marks = ("cid-differs", "no-text") if differs else ("no-text",)
    return Read(
        (bare(uri, marks, moment_of(get(record, "createdAt")))._replace(reposts=post_id(PLATFORM, target.native)),)
    )


def bare(uri: Uri, marks: tuple[str, ...], posted: Moment = UNKNOWN) -> Post:
    """A post of which there are no words."""
    return Post(
        post_id(PLATFORM, uri.native), PLATFORM, uri.native, "", posted, account_id(PLATFORM, uri.did), marks=marks
    )  # fmt: skip


def _clocks(posted: Moment, indexed: Moment, rkey: str) -> Iterator[str]:
    """What other clocks say, when it is far from what the post claims."""
    if indexed.at and not (posted.at or posted.local):
        yield "time-of-the-server"
    for name, other in (("indexed", indexed.at), ("key-made", tid_time(rkey))):
        if other and posted.at and abs(other - posted.at) > APART:
            yield f"{name}:{other.isoformat(timespec='seconds').replace('+00:00', 'Z')}"


def _labels(record: Json) -> Iterator[str]:
    """What the author put on the post. Labels of other people are their judgement and stay in the capture."""
    values = [text_of(dict_of(one).get("val")) for one in list_of(dict_of(record.get("labels")).get("values"))]
    yield from (f"label:{one}" for one in values[:_MARKS] if one)
    if _SENSITIVE.intersection(values):
        yield "sensitive"


def _links(embed: Json, record: Json, text: str) -> Iterator[str]:
    """Addresses that the words do not show: of a card, of something quoted that is no post, behind words."""
    found = [text_of(dict_of(part.get("external")).get("uri")) for part in _parts(embed)]
    found += [one for part in _parts(embed) if (one := _record_uri(part)) and not _is_post(one)]
    for facet in list_of(record.get("facets"))[:1000]:
        for feature in list_of(dict_of(facet).get("features")):
            target = text_of(dict_of(feature).get("uri"))
            if target and target != facet_text(text, facet):
                found.append(target)
    for one in list(dict.fromkeys(found))[:_MARKS]:
        if one and len(one) <= 4096 and one not in text:
            yield one


def facet_text(text: str, facet: object) -> str:
    """The words that a facet covers; its places are bytes of UTF-8. Empty when they lie outside or within a letter."""
    index = dict_of(get(facet, "index"))
    start, end = get(index, "byteStart"), get(index, "byteEnd")
    raw = text.encode("utf-8", "replace")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(raw):
        return ""
    try:
        return raw[start:end].decode()
    except UnicodeDecodeError:
        return ""


# Embeds


def _parts(embed: Json) -> tuple[Json, ...]:
    """The embed, or the two of a post that quotes and shows something."""
    inner = embed.get("media")
    return (embed, inner) if isinstance(inner, dict) else (embed,)


def _record_uri(embed: Json) -> str:
    """What is embedded as a record: one level down, or two where it comes with media."""
    record = dict_of(embed.get("record"))
    return text_of(record.get("uri")) or text_of(dict_of(record.get("record")).get("uri"))


def _is_post(uri: str) -> bool:
    found = uri_of(uri)
    return found is not None and found.collection == POST


def _quote(embed: Json, shown: Json | None, depth: int) -> tuple[PostId | None, Read]:
    target = uri_of(_record_uri(embed) or _record_uri(dict_of(shown)))
    if target is None or target.collection != POST:
        return None, Read()
    name = post_id(PLATFORM, target.native)
    inside = dict_of(dict_of(shown).get("record"))
    inside = inside if "uri" in inside else dict_of(inside.get("record"))
    if isinstance(inside.get("value"), dict) and depth < DEEP:
        try:
            return name, view(inside, depth + 1)
        except Unfit:
            return name, Read()
    for word, why in _GONE.items():
        if type_name(inside).endswith(f"#view{word}") or inside.get(word[0].lower() + word[1:]) is True:
            return name, Read((), (), (("unavailable", f"the quoted post {target.native}: {why}"),))
    return name, Read()


def _media(embed: Json, shown: Json | None) -> Iterator[Media]:
    """Pictures and videos: the record says which there are, the server where its copies lie."""
    for part, seen in zip(_parts(embed), _parts(dict_of(shown)) if shown else (None, None), strict=False):
        yield from _files(part, dict_of(seen))
    if not embed and shown:
        for part in _parts(shown):
            yield from _files(part, part)


def _files(part: Json, seen: Json) -> Iterator[Media]:
    copies = list_of(seen.get("images")) or list_of(seen.get("items"))
    for number, one in enumerate(list_of(part.get("images")) or list_of(part.get("items"))):
        copy = dict_of(copies[number]) if number < len(copies) else {}
        if isinstance(one, dict):
            yield _file("image", one.get("image"), text_of(copy.get("fullsize")) or text_of(copy.get("thumb")), one)
    if "video" in part or "playlist" in part:
        yield _file("video", part.get("video"), text_of(seen.get("playlist")), part)


def _file(kind: str, blob: object, url: str, about: Json) -> Media:
    ref = dict_of(blob).get("ref")
    name = text_of(dict_of(ref).get("$link")) or text_of(dict_of(ref).get("link")) or text_of(dict_of(blob).get("cid"))
    missing = None if url else f"not included, blob {name[:100]}" if name else "not included"
    return Media(kind, url or None, None, text_of(about.get("alt")) or None, None, missing)


# Accounts


def sighting(value: Json, seen: Moment) -> Sighting | None:
    """Read an account as it is shown beside a post, or in full; None when it is not named by its DID."""
    did = text_of(value.get("did"))
    if not is_did(did):
        return None
    handle = text_of(value.get("handle")).removeprefix("@")
    own = [
        text_of(one.get("val"))
        for one in list_of(value.get("labels"))
        if isinstance(one, dict) and one.get("src") == did
    ]
    marks = [*(("no-unauthenticated",) if "!no-unauthenticated" in own else ()), *(("bot",) if "bot" in own else ())]
    joined = get(value, "createdAt")
    site = text_of(value.get("website"))
    return Sighting(
        account_id(PLATFORM, did), PLATFORM, did, seen, None if handle in ("", "handle.invalid") else handle,
        text_of(get(value, "displayName")) or None, text_of(value.get("description")) or None, None, (site,) if site else (),
        text_of(value.get("avatar")) or None, moment_of(joined) if joined else None,
        count_of(get(value, "followersCount")), count_of(get(value, "followsCount")), count_of(get(value, "postsCount")),
        tuple(marks),
    )  # fmt: skip


def profile(did: str, record: Json, seen: Moment = UNKNOWN) -> Sighting:
    """Read the record in which an account says who it is."""
    site = text_of(record.get("website"))
    labels = [text_of(dict_of(one).get("val")) for one in list_of(dict_of(record.get("labels")).get("values"))]
    return Sighting(
        account_id(PLATFORM, did), PLATFORM, did, seen, None, text_of(get(record, "displayName")) or None,
        text_of(record.get("description")) or None, None, (site,) if site else (),
        marks=("no-unauthenticated",) if "!no-unauthenticated" in labels else (),
    )  # fmt: skip
