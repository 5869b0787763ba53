"""By the clock: posts that come at the same minute of the day, day after day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from firsthand.model.finding import Rest
from firsthand.signals.seam import Given, Said, Seen, Signal, first, posts

MINUTE_US, DAY_MIN = 60_000_000, 1_440
LEAST_DAYS, LEAST_SHARE = 3, 0.3
"""The same minute, or one beside it, on so many days, and so much of all posts. A guess: people who post much hit every minute by chance,
and a share of all posts they do not."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _find(given: Given) -> Iterator[Seen]:
    timed = [post for post in given.posts if post.at_us is not None]
    if len(timed) < LEAST_DAYS:
        return
    at: dict[int, list[Said]] = defaultdict(list)
    for post in timed:
        at[_minute(post)].append(post)
    same = max(sorted(at), key=lambda minute: len(_near(at, minute)))
    near = _near(at, same)
    days = {(post.at_us or 0) // (DAY_MIN * MINUTE_US) for post in near}
    if len(days) < LEAST_DAYS or len(near) < LEAST_SHARE * len(timed):
        return
    told = (_EPOCH + timedelta(minutes=same)).astimezone(given.zone)
    yield Seen(
        "by-clock", 1, "some" if len(days) >= 5 and len(near) * 2 >= len(timed) else "weak",
        f"{len(near):,} of {posts(len(timed))} came at about {told:%H:%M} of the case's time, on {len(days):,} days.", len(near),
        first(Rest(post.id, "time", 0, 0, "") for post in near),
    )  # fmt: skip


def _minute(post: Said) -> int:
    return (post.at_us or 0) // MINUTE_US % DAY_MIN


def _near(at: dict[int, list[Said]], minute: int) -> list[Said]:
    """Posts of the minute and of those beside it, in order of time."""
    found = [post for step in (-1, 0, 1) for post in at.get((minute + step) % DAY_MIN, ())]
    return sorted(found, key=lambda post: (post.at_us or 0, post.id))


SIGNAL = Signal(
    name="by_the_clock", version="1", family="time-and-place", speaks={"by-clock": (1,)}, needs=("posts", "zone"),
    idea="A timer, a program and a desk with a morning brief come at the same minute; people seldom do.",
    innocent="Newsrooms, committees and people with a fixed break keep hours, and a timer is no lie.",
    false_positives=("a daily roll call", "power at one hour of the day", "times that an export rounded"),
    source="the desk", find=_find,
)  # fmt: skip
