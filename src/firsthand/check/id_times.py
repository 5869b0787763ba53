"""
The times that identifiers carry. A platform made them when it took the post in, so they are checked against what is said.

A time from an id is the platform's, not the poster's, except where `sure` is False: a Bluesky record key, a UUID and a
ULID are made by the poster's own program, whose clock may say anything.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

UTC = timezone.utc  # noqa: UP017
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UUID_EPOCH = 0x01B21DD213814000
_TID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")
_TID_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
X_EPOCH_MS = 1288834974657
"""Source: Twitter's Snowflake, announced 2010; ids below `X_FIRST_SNOWFLAKE` were counted and carry no time."""
X_FIRST_SNOWFLAKE = 30_000_000_000
DISCORD_EPOCH_MS = 1420070400000
"""Source: Discord's developer documentation, Reference, Snowflakes."""
INSTAGRAM_EPOCH_MS = 1314220021721
"""Source: Instagram Engineering, "Sharding & IDs at Instagram", 2012."""
LATEST = datetime(2100, 1, 1, tzinfo=UTC)


class IdTime(NamedTuple):
    """
    What an id says of when.

    Attributes:
        at: UTC.
        kind: Which sort of id it is.
        precision: ``second``; the milliseconds are in `at`.
        sure: The platform's own servers made it; else the poster's program did, and its clock may be wrong.
    """

    at: datetime
    kind: str
    precision: str
    sure: bool


def id_time(platform: str, native: str) -> IdTime | None:
    """
    Read the time out of an id.

    Args:
        platform: ``x``, ``mastodon`` (or ``activitypub``), ``bluesky``, ``discord``, ``instagram``, ``tiktok``, ``ulid``, ``uuid``.
        native: The id as the platform writes it; an address that ends with it will do.

    Returns:
        None when the id carries no time, or one that cannot be.
    """
    last = native.strip().rstrip("/").rsplit("/", 1)[-1]
    reader = _READERS.get(platform)
    found = reader(last) if reader and 0 < len(last) <= 40 else None
    return found if found and found.at < LATEST else None


def _number(stated: str, most: int = 20) -> int | None:
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) <= most else None


def _at(milliseconds: float) -> datetime | None:
    try:
        return _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None


def _snowflake(stated: str, epoch: int, shift: int, kind: str, least: int = 0) -> IdTime | None:
    number = _number(stated)
    if number is None or number < max(least, 1 << shift) or number >= 1 << 63:
        return None
    at = _at((number >> shift) + epoch)
    return IdTime(at, kind, "second", True) if at else None


def _x(stated: str) -> IdTime | None:
    return _snowflake(stated, X_EPOCH_MS, 22, "X snowflake", X_FIRST_SNOWFLAKE)


def _mastodon(stated: str) -> IdTime | None:
    """Milliseconds since 1970 over sixteen bits of chance. Source: Mastodon, lib/mastodon/snowflake.rb."""
    found = _snowflake(stated, 0, 16, "Mastodon snowflake", 10**16)
    return found if found and found.at.year >= 2016 else None


def _bluesky(stated: str) -> IdTime | None:
    """Microseconds in sorted base 32 over ten bits of clock. Source: AT Protocol specification, Timestamp Identifiers."""
    if not _TID.fullmatch(stated):
        return None
    number = 0
    for letter in stated:
        number = number << 5 | _TID_LETTERS.index(letter)
    at = _at((number >> 10) / 1000)
    return IdTime(at, "Bluesky record key", "second", False) if at else None


def _discord(stated: str) -> IdTime | None:
    return _snowflake(stated, DISCORD_EPOCH_MS, 22, "Discord snowflake")


def _instagram(stated: str) -> IdTime | None:
    head = stated.split("_")[0]
    if not head.isdigit():
        number = 0
        for letter in head[:11]:
            at = _BASE64.find(letter)
            if at < 0:
                return None
            number = number << 6 | at
        head = str(number)
    return _snowflake(head, INSTAGRAM_EPOCH_MS, 23, "Instagram media id", 1 << 50)


_BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def _tiktok(stated: str) -> IdTime | None:
    """Seconds since 1970 over 32 bits. Source: observed by many and documented by none; a guess that fits every id."""
    number = _number(stated)
    if number is None or number < 1 << 60 or number >= 1 << 63:
        return None
    at = _at((number >> 32) * 1000)
    return IdTime(at, "TikTok id", "second", True) if at else None


def _ulid(stated: str) -> IdTime | None:
    """48 bits of milliseconds in Crockford's base 32. Source: the ULID specification."""
    upper = stated.upper()
    if len(upper) != 26 or any(letter not in _CROCKFORD for letter in upper) or upper[0] > "7":
        return None
    number = 0
    for letter in upper[:10]:
        number = number << 5 | _CROCKFORD.index(letter)
    at = _at(number)
    return IdTime(at, "ULID", "second", False) if at else None


def _uuid(stated: str) -> IdTime | None:
    """Versions 1 (100 ns since 1582) and 7 (milliseconds since 1970). Source: RFC 9562, sections 5.1 and 5.7."""
    m = re.fullmatch(r"([0-9a-f]{8})-([0-9a-f]{4})-([17])([0-9a-f]{3})-[89ab][0-9a-f]{3}-[0-9a-f]{12}", stated.lower())
    if not m:
        return None
    at = _at(int(m[1] + m[2], 16) if m[3] == "7" else (int(m[4] + m[2] + m[1], 16) - _UUID_EPOCH) / 10_000)
    return IdTime(at, f"UUID version {m[3]}", "second", False) if at else None


_READERS = {
    "x": _x, "twitter": _x, "mastodon": _mastodon, "activitypub": _mastodon, "bluesky": _bluesky, "discord": _discord,
    "instagram": _instagram, "tiktok": _tiktok, "ulid": _ulid, "uuid": _uuid,
}  # fmt: skip
PLATFORMS = tuple(sorted(_READERS))
