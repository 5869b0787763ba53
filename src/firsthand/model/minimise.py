"""
What a case does not want to know, though the files say it.

A plan names fields; they are taken out of every item before it goes into the database, at the first reading and at every
rebuild, as the entry of the run says. The bytes of the file stay as they were received: a reading is made less, a capture is not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from firsthand.model.post import Post, Sighting
from firsthand.model.reading import Item

PRIVATE = "private"

FIELDS = {
    PRIVATE: "private messages and contacts of an export are not kept, not even sealed",
    "name": "the name that is shown with a post or an account",
    "handle": "the handle, and the address of a post that holds it",
    "place": "the place stated with a post or in a profile",
    "bio": "what an account says of itself",
    "avatar": "the profile picture's address or file name",
    "links": "the addresses in a profile",
    "counts": "followers, following and posts of an account",
    "created": "when an account was made",
    "media": "which pictures, videos, sounds and files belong to a post",
}
"""Fields that a plan may name, and what each of them is."""

_BARE_SIGHTING: dict[str, dict[str, object]] = {
    "name": {"name": None}, "handle": {"handle": None}, "place": {"place": None}, "bio": {"bio": None}, "avatar": {"avatar": None},
    "links": {"links": ()}, "counts": {"followers": None, "following": None, "posts": None}, "created": {"created": None},
}  # fmt: skip


def unread(fields: Iterable[str]) -> tuple[str, ...]:
    """Those of the fields that a reading leaves out, in a fixed order: all but the private files, which no reader opens."""
    named = set(fields)
    return tuple(one for one in FIELDS if one in named and one != PRIVATE)


def lessened(item: Item, fields: Collection[str]) -> Item:
    """
    An item without the named fields. Its place and its bytes stay.

    Identifiers stay too: they join what belongs together, and on some platforms they hold the handle.
    """
    if not fields:
        return item
    bare = {name: value for field in fields for name, value in _BARE_SIGHTING.get(field, {}).items()}
    return item._replace(
        posts=tuple(_post(one, fields) for one in item.posts),
        sightings=tuple(_sighting(one, bare) for one in item.sightings),
    )


def _post(post: Post, fields: Collection[str]) -> Post:
    bare: dict[str, object] = {}
    if "handle" in fields:
        bare["handle"] = None
        if post.handle and post.url and post.handle.lower() in post.url.lower():
            bare["url"] = None
    if "name" in fields:
        bare["name"] = None
        bare["marks"] = tuple("forwarded" if one.startswith("forwarded:") else one for one in post.marks)
    if "place" in fields:
        bare["place"] = None
    if "media" in fields:
        bare["media"] = ()
    return post._replace(**bare)  # type: ignore[arg-type]  # names and types are those above


def _sighting(sighting: Sighting, bare: dict[str, object]) -> Sighting:
    return sighting._replace(**bare)  # type: ignore[arg-type]  # as in `_BARE_SIGHTING`
