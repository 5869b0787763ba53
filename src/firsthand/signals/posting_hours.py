"""Hours: when the account sleeps, held against the place that it names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from math import comb

from firsthand.model.finding import Rest
from firsthand.signals.seam import Given, Seen, Signal, first, own, posts

LEAST_POSTS, LEAST_DAYS = 40, 7
QUIET_H = 6
NIGHT = (22, 23, 0, 1, 2, 3, 4)
NIGHT_SHARE, LEAST_AT_NIGHT, LIKELY = 7 / 24, 6, 0.005
"""Of few posts: how many fall between 22 and 5 h, when one in 24 hours falls as well as another, and how seldom that comes by chance."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def hours(given: Given) -> list[int]:
    """How many of the account's own posts fall into each hour of the day of the case's zone."""
    counts = [0] * 24
    for post in own(given):
        if post.at_us is not None:
            counts[(_EPOCH + timedelta(microseconds=post.at_us)).astimezone(given.zone).hour] += 1
    return counts


def _find(given: Given) -> Iterator[Seen]:
    timed = [post for post in given.posts if post.at_us is not None]
    night = [post for post in timed if (_EPOCH + timedelta(microseconds=post.at_us or 0)).astimezone(given.zone).hour in NIGHT]
    days = {(post.at_us or 0) // 86_400_000_000 for post in night}
    if len(days) >= LEAST_AT_NIGHT and len(timed) < LEAST_POSTS and _by_chance(len(night), len(timed)) < LIKELY:
        begin = given.period[0] if given.period else None
        before = sum(1 for post in night if begin is not None and (post.at_us or 0) < begin)
        yield Seen(
            "place-as-claimed", -1, "weak",
            f"{len(night)} of {posts(len(timed))} came between 22 and 5 h of the case's time, on {len(days)} days"
            f"{f', {before} of them before the event' if before else ''}. Who is awake at night may be anywhere.",
            len(night), first(Rest(post.id, "time", 0, 0, "") for post in night),
        )  # fmt: skip
    times = [post.at_us for post in own(given) if post.at_us is not None]
    if len(times) < LEAST_POSTS or len({at // 86_400_000_000 for at in times}) < LEAST_DAYS:
        return
    counts = hours(given)
    windows = [(sum(counts[(begin + step) % 24] for step in range(QUIET_H)), begin) for begin in range(24)]
    least, begin = min(windows)
    if least > len(times) * 0.03:
        return  # it never sleeps: a shared account, or a program
    middle = (begin + QUIET_H / 2) % 24
    if 9 <= middle <= 19:
        yield Seen(
            "place-as-claimed", -1, "weak",
            f"The account is silent between {begin:02d} and {(begin + QUIET_H) % 24:02d} h of the case's time, by day, and posts at night.",
            len(times), (Rest(given.account, "time", 0, 0, " ".join(str(one) for one in counts)),),
        )  # fmt: skip


def _by_chance(night: int, of: int) -> float:
    """How likely so many of so many posts, or more, fall into the night: the tail of a binomial distribution."""
    return float(sum(comb(of, k) * NIGHT_SHARE**k * (1 - NIGHT_SHARE) ** (of - k) for k in range(night, of + 1)))


SIGNAL = Signal(
    name="posting_hours", version="2", family="time-and-place", speaks={"place-as-claimed": (-1,)}, needs=("posts", "zone"),
    idea="People sleep at night, where they are.",
    innocent="Who is bombed by day writes at night, who works at night sleeps by day, and light comes when it comes.",
    false_positives=("night work", "nights without sleep", "power by the hour", "scheduled posts", "a zone read wrongly"),
    source="the desk; of 40 own posts on 7 days the hours of sleep, of fewer the share at night; it stays weak", find=_find,
)  # fmt: skip
