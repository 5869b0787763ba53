"""
Captures of Zeeschuimer: what a browser received while somebody looked at a platform, one item on each line.

Two dialects. As exported, the platform's own object stands in ``data`` beside ``source_platform``; after 4CAT has taken
the file in, it stands at the top and the rest in ``__import_meta``. A line of neither kind is read where the object shows
by itself what it is. Which platform it is, is decided for each line: files may have been joined.

Rules:
    - Numbers that a browser rounded (``item_id``, ``data.id``) are never used where the payload has its own text.
    - The time of the capture is ``last_updated``, else ``timestamp_collected``: milliseconds.
    - An object of a platform that is not read is rejected with its name; its bytes stay.
    - What the browser calls itself identifies the collector, and is not carried over.

What else must change when this does: `x_web`, `tiktok_items` and `instagram_items`, which read the objects.

Source:
    digitalmethodsinitiative/zeeschuimer 1.14, ``js/zs-background.js`` and ``modules/``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from firsthand.model.adapter import Adapter, NoOptions
from firsthand.model.moment import Moment
from firsthand.model.post import Post, Sighting
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.instagram_items import read_item
from firsthand.readers.json_outline import outline
from firsthand.readers.json_parts import Json, instant, native, record, words
from firsthand.readers.json_records import Record, records
from firsthand.readers.json_values import values
from firsthand.readers.lack import Lack
from firsthand.readers.member_text import each_member, head_text
from firsthand.readers.seam import Files, Setting
from firsthand.readers.tiktok_items import read_comment, read_film
from firsthand.readers.x_terms import Profiles
from firsthand.readers.x_web import read_adaptive, read_result, unwrapped

NAME = "zeeschuimer"

Reading = Item | Rejected | Gap

_HEAD = 1 << 18
_ENVELOPE = {"nav_index", "item_id", "timestamp_collected", "source_url", "source_platform_url"}
_BARE = (
    frozenset({"rest_id", "legacy", "core"}),
    frozenset({"desc", "createTime", "author", "video"}),
    frozenset({"cid", "aweme_id", "create_time", "reply_id"}),
    frozenset({"code", "taken_at", "media_type", "user"}),
)
"""Keys by which an object without its envelope shows what it is: X, TikTok, a comment there, Instagram."""


class _Read(NamedTuple):
    posts: tuple[Post, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    lacks: tuple[Lack, ...] = ()


class ZeeschuimerReader:
    """Reads captures. One object may read many files; it keeps nothing between them."""

    def find(self, files: Files) -> list[Find]:
        """Recognise by the keys of the first records."""
        found = ((name, *_likeness(head_text(files, name, _HEAD))) for name in files.names())
        return [Find(NAME, (name,), (), sure, why) for name, sure, why in found if sure]

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Reading]:
        """Read each member; the memory for profiles starts anew in each."""
        return each_member(files, find, lambda member, text: _read(records(member, values(text.stream, text.start))))


def _likeness(head: bytes) -> tuple[float, str]:
    if head.lstrip()[:1] not in (b"{", b"["):
        return 0.0, ""
    keys = outline(head, depth=2)
    if {"source_platform", "data"} <= keys and keys & _ENVELOPE:
        return 0.99, "a capture of Zeeschuimer"
    if "__import_meta" in keys and {f"__import_meta.{key}" for key in (*_ENVELOPE, "source_platform")} & keys:
        return 0.99, "a capture of Zeeschuimer, taken in by 4CAT"
    if any(kind <= keys for kind in _BARE) and not keys & {"data", "includes", "_type"}:
        return 0.7, "objects as a platform's own pages load them"
    return 0.0, ""


def _read(found: Iterator[Record | Rejected | Gap]) -> Iterator[Reading]:
    profiles = Profiles()
    for one in found:
        if not isinstance(one, Record):
            yield one
            continue
        platform, data, seen = _opened(one.read)
        how = _READS.get(platform)
        if how is None:
            if not data:
                yield one.rejected("no-id", "no usable id, so it cannot be told from another post")
            else:
                name = platform or "a platform that it does not name"
                yield one.rejected("unknown-platform", f"it is of {name[:60]}, whose objects are not read")
            continue
        read = how(data, seen)
        if not read.posts and not read.lacks:
            yield one.rejected("no-id", "no usable id, so it cannot be told from another post")
            continue
        news = tuple(each for each in read.sightings if profiles.news(each))
        yield Item(*one.place, read.posts, news)
        for lack in read.lacks:
            yield Gap(lack.code, one.place[0], one.place[1], lack.what[:300])


def _opened(line: object) -> tuple[str, Json, Moment | None]:
    """The platform, its object, and when it was captured."""
    if not isinstance(line, dict):
        return "", {}, None
    meta = record(line, "__import_meta")
    if "__import_meta" in line:
        data = {key: value for key, value in line.items() if key != "__import_meta"}
    elif "source_platform" in line:
        meta, data = line, record(line, "data")
    else:
        data = line
    platform = (words(meta, "source_platform") or _by_keys(data)).strip().casefold()
    times = (instant(meta, key, per_second=1000) for key in ("last_updated", "timestamp_collected"))
    return platform, data, next((moment for moment in times if moment.at is not None), None)


def _by_keys(data: Json) -> str:
    named = zip(("x", "tiktok", "tiktok-comments", "instagram"), _BARE, strict=True)
    return next((platform for platform, kind in named if kind <= data.keys()), "")


def _x(data: Json, seen: Moment | None) -> _Read:
    web = read_adaptive(data, seen) if data.get("type") == "adaptive" else read_result(data, seen)
    posts = web.posts
    if data.get("promoted") is True or unwrapped(data).get("promoted") is True:
        posts = tuple(post._replace(marks=(*post.marks, "promoted")) for post in posts)
    named = native(data, "id") or native(data, "rest_id")
    return _Read(posts, web.sightings, web.lacks if posts or named else ())


def _instagram(data: Json, seen: Moment | None) -> _Read:
    return _Read(*read_item(data, seen))


def _tiktok(data: Json, seen: Moment | None) -> _Read:
    return _Read(*read_film(data, seen))


def _comment(data: Json, seen: Moment | None) -> _Read:
    return _Read(*read_comment(data, seen))


_READS: dict[str, Callable[[Json, Moment | None], _Read]] = {
    "twitter.com": _x, "x.com": _x, "twitter": _x, "x": _x,
    "tiktok.com": _tiktok, "tiktok": _tiktok, "tiktok-comments": _comment,
    "instagram.com": _instagram, "instagram": _instagram,
}  # fmt: skip


def _open(_options: NoOptions) -> ZeeschuimerReader:
    return ZeeschuimerReader()


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="Captures of the browser extension Zeeschuimer, also after 4CAT took them in: X, TikTok, Instagram.",
    open=_open,
    filler=fillers.json_object,
    losses=(
        "Objects of Threads, Truth Social, Gab, LinkedIn and other platforms are rejected with their name.",
        "Zeeschuimer leaves out what a platform says is unavailable: absence is no sign of deletion.",
        "On which page an object was seen, and with which browser, stays in the capture; so do counts.",
        "A partial item of Instagram has no time. Addresses of films and pictures have mostly expired.",
        "Zeeschuimer's own CSV is read as a table, not by this reader.",
    ),
)
