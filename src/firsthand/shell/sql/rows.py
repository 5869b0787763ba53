"""Records to rows. Plain tuples in the order of the tables: a flood passes through here."""

from __future__ import annotations

import json
from collections.abc import Sequence
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
    "pk", "id", "account", "handle", "name", "text", "lang_stated", "posted_us", "time_key", "reply_to", "quotes",
    "reposts", "url", "more",
)  # fmt: skip
TIME_KEY = POST_COLUMNS.index("time_key")
KEY_BITS = 24


def time_key(seconds: int, pk: int) -> int:
    """
    Where a post stands in time; unique as long as fewer than 2**24 posts are read between two of the same second.

    Args:
        seconds: Since 1970 UTC; 0 when nothing is known. Before 1970 counts as 1970.
        pk: Number in reading order.
    """
    return max(seconds, 0) << KEY_BITS | pk & 0xFFFFFF


def key_us(key: int | None) -> int | None:
    """Microseconds since 1970 of a time key, to the second; None when the time is not known."""
    return (key >> KEY_BITS) * 1_000_000 or None if key is not None else None


def post_rows(low: int, posts: Sequence[Post], zone: ZoneInfo) -> list[tuple[Any, ...]]:
    """
    Rows of `posts`, in the order of `POST_COLUMNS`, numbered from `low`.

    Each post is taken apart once: looking up its values by name would cost a third of this.
    """
    made = []
    for pk, post in enumerate(posts, low):
        (
            id_, platform, native, text, posted, account, handle, name, url, lang, reply, quote, repost, _, place, edited,
            versions, marks,
        ) = post  # fmt: skip
        at, stated, local, _, precision = posted
        if at is not None:
            since = at - EPOCH
            seconds = since.days * 86400 + since.seconds
            posted_us = seconds * 1_000_000 + since.microseconds
        else:
            posted_us = None
            seconds = 0 if local is None else (sort_us(posted, zone) or 0) // 1_000_000
        plain = at is not None and precision == "second" and stated is None
        more = None if plain and not (marks or versions or edited or place) else _more(post)
        if url == usual_url(platform, native, handle):
            url = None
        made.append(
            (pk, id_, account, handle, name, text, lang, posted_us, time_key(seconds, pk), reply, quote, repost, url, more)
        )
    return made


def usual_url(platform: str, native: str, handle: str | None) -> str | None:
    """The address that follows from the id; a post that has just this one needs no room for it."""
    if platform == "x":
        return f"https://x.com/{handle or 'i'}/status/{native}"
    if platform == "activitypub":
        return native
    return None


def _more(post: Post) -> str | None:
    posted = post.posted
    said = {
        "stated": posted.stated, "zone": posted.zone,
        "precision": None if posted.precision == "second" else posted.precision,
        "edited_us": to_us(post.edited.at) if post.edited else None, "place": post.place,
        "versions": list(post.versions) or None, "marks": list(post.marks) or None,
    }  # fmt: skip
    kept = {key: value for key, value in said.items() if value is not None}
    return json.dumps(kept, ensure_ascii=False) if kept else None


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
