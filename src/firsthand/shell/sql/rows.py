"""Records to rows. Plain tuples in the order of the tables: a flood passes through here."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from firsthand.model.moment import Moment
from firsthand.model.post import Post, Sighting

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_us(at: datetime | None) -> int | None:
    """Microseconds since 1970 UTC of an aware time."""
    if at is None:
        return None
    since = at - EPOCH
    return (since.days * 86400 + since.seconds) * 1_000_000 + since.microseconds


def from_us(value: int | None) -> str | None:
    """RFC 3339, UTC, with Z; fractions only when there are any."""
    if value is None:
        return None
    seconds, micro = divmod(value, 1_000_000)
    text = datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    if seconds < -30_610_224_000 or len(text) < 19:  # before year 1000 strftime does not pad
        text = text.rjust(19, "0")
    return f"{text}.{micro:06d}".rstrip("0") + "Z" if micro else f"{text}Z"


def sort_us(moment: Moment, zone: ZoneInfo) -> int | None:
    """Where a post stands in time; a wall clock without zone is read in the case's zone."""
    if moment.at is not None:
        return to_us(moment.at)
    if moment.local is None:
        return None
    return to_us(moment.local.replace(tzinfo=zone))


def words(values: tuple[str, ...]) -> str | None:
    """A list of words as JSON, or None for an empty one."""
    return json.dumps(values, ensure_ascii=False) if values else None


POST_COLUMNS = (
    "pk", "id", "platform", "native_id", "account", "handle", "name", "url", "text", "lang_stated", "posted_us",
    "posted_stated", "posted_zone", "posted_precision", "sort_us", "edited_us", "reply_to", "quotes", "reposts",
    "place", "versions", "marks",
)  # fmt: skip


def post_row(pk: int, post: Post, zone: ZoneInfo) -> tuple[Any, ...]:
    """A row of `posts`, in the order of `POST_COLUMNS`."""
    posted = post.posted
    posted_us = to_us(posted.at)
    return (
        pk, post.id, post.platform, post.native_id, post.account, post.handle, post.name, post.url, post.text,
        post.lang, posted_us, posted.stated, posted.zone, posted.precision,
        posted_us if posted_us is not None else sort_us(posted, zone),
        to_us(post.edited.at) if post.edited else None,
        post.reply_to, post.quotes, post.reposts, post.place, words(post.versions), words(post.marks),
    )  # fmt: skip


SNAPSHOT_COLUMNS = (
    "account", "no", "run_no", "seen_us", "seen_stated", "handle", "name", "bio", "place", "links", "avatar",
    "created_us", "followers", "following", "posts", "marks",
)  # fmt: skip

PROFILE = ("handle", "name", "bio", "place", "links", "avatar", "created_us", "marks")
"""What makes a new snapshot when it differs; counts alone do not."""


def profile_of(sighting: Sighting) -> tuple[Any, ...]:
    """Values of `PROFILE`."""
    return (
        sighting.handle, sighting.name, sighting.bio, sighting.place, words(sighting.links), sighting.avatar,
        to_us(sighting.created.at) if sighting.created else None, words(sighting.marks),
    )  # fmt: skip


def snapshot_row(no: int, run_no: int, sighting: Sighting, zone: ZoneInfo) -> tuple[Any, ...]:
    """A row of `snapshots`, in the order of `SNAPSHOT_COLUMNS`."""
    handle, name, bio, place, links, avatar, created, marks = profile_of(sighting)
    return (
        sighting.id, no, run_no, sort_us(sighting.seen, zone), sighting.seen.stated, handle, name, bio, place, links,
        avatar, created, sighting.followers, sighting.following, sighting.posts, marks,
    )  # fmt: skip


@lru_cache(maxsize=8)
def zone_of(name: str) -> ZoneInfo:
    """A zone by its IANA name."""
    return ZoneInfo(name)
