"""
Rows that follow one another in a file, held column by column.

Theory. A reader gives items, each with a post and its times, and making these records is dear. Where many rows in a row are of the
plainest kind, a reader may offer them as columns (`seam.Swift`): they are made by a few calls for all rows, they travel from the
worker in a third of the time, and become records once, on the desk's side. What `spread` makes of them is to the last byte what
`Reader.read` gives; the conformance suite holds every such reader to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import repeat
from typing import Any, NamedTuple

from firsthand.model.ids import PostId
from firsthand.model.moment import Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.model.reading import Item

LEAST = 8
"""Rows below which columns do not pay."""

MOST = 512
"""Rows of one stretch: what is made of them still fits the processor's cache."""

_new = tuple.__new__


class Stretch(NamedTuple):
    """
    Rows of one member that follow one another, each with one post.

    A column has a value for each row; where it is empty, no row has any (None, or an empty tuple).

    Attributes:
        n: Number of the first row; the others follow.
        starts, lengths: Byte ranges.
        natives, senders: The platform's own identifiers of posts and of their accounts.
        at, stated: Of `Post.posted`, which is known in UTC, to the second.
        nested: Further posts of a row, with its place in the stretch.
        sightings: Accounts as a row shows them, with its place in the stretch.
        faces: Every account was seen just as its post names it; then there are no other sightings.
    """

    member: str
    n: int
    platform: str
    starts: Sequence[int]
    lengths: Sequence[int]
    natives: Sequence[str]
    texts: Sequence[str]
    at: Sequence[datetime]
    senders: Sequence[str]
    names: Sequence[str | None]
    stated: Sequence[str] = ()
    handles: Sequence[str | None] = ()
    urls: Sequence[str] = ()
    langs: Sequence[str | None] = ()
    replies: Sequence[PostId | None] = ()
    quotes: Sequence[PostId | None] = ()
    reposts: Sequence[PostId | None] = ()
    media: Sequence[tuple[Media, ...]] = ()
    places: Sequence[str | None] = ()
    edited: Sequence[Moment | None] = ()
    versions: Sequence[tuple[str, ...]] = ()
    marks: Sequence[tuple[str, ...]] = ()
    nested: Sequence[tuple[int, tuple[Post, ...]]] = ()
    sightings: Sequence[tuple[int, tuple[Sighting, ...]]] = ()
    faces: bool = False


def told(column: list[Any]) -> Sequence[Any]:
    """A column, or nothing when it says nothing."""
    return column if any(column) else ()


def spread(held: Stretch, raws: Sequence[bytes]) -> list[Item]:
    """
    The items of a stretch.

    Args:
        raws: The bytes of each row.

    Raises:
        ValueError: A column is longer or shorter than the others.
    """
    count = len(held.natives)
    if any(len(column) != count for column in (raws, *held[3:10])) or any(column and len(column) != count for column in held[10:22]):
        raise ValueError(f"{held.member}, from item {held.n}: columns of unequal length")
    none: repeat[None] = repeat(None)
    nothing: repeat[tuple[()]] = repeat(())
    prefix, platform = f"{held.platform}:", repeat(held.platform)
    handles = held.handles or none
    accounts = list(map(prefix.__add__, held.senders))
    moments = list(map(_new, repeat(Moment), zip(held.at, held.stated or none, none, none, repeat("second"), strict=False)))
    posts = map(_new, repeat(Post), zip(
        map(prefix.__add__, held.natives), platform, held.natives, held.texts, moments, accounts, handles, held.names, held.urls or none,
        held.langs or none, held.replies or none, held.quotes or none, held.reposts or none, held.media or nothing, held.places or none,
        held.edited or none, held.versions or nothing, held.marks or nothing, strict=False,
    ))  # fmt: skip
    seen: Iterable[tuple[Any, ...]] = nothing
    if held.faces:
        seen = zip(map(_new, repeat(Sighting), zip(
            accounts, platform, held.senders, moments, handles, held.names, none, none, nothing, none, none, none, none, none, nothing,
            strict=False,
        )), strict=False)  # fmt: skip
    numbers = range(held.n, held.n + count)
    items: list[Item] = list(map(_new, repeat(Item), zip(
        repeat(held.member), numbers, held.starts, held.lengths, raws, zip(posts, strict=False), seen, strict=False,
    )))  # fmt: skip
    for at, more in held.nested:
        items[at] = items[at]._replace(posts=items[at].posts + more)
    for at, others in held.sightings:
        items[at] = items[at]._replace(sightings=others)
    return items
