"""Hours: when the account sleeps, held against the place that it names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from firsthand.model.finding import Rest
from firsthand.signals.seam import Given, Seen, Signal, own

LEAST_POSTS, LEAST_DAYS = 40, 7
QUIET_H = 6
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def hours(given: Given) -> list[int]:
    """How many of the account's own posts fall into each hour of the day of the case's zone."""
    counts = [0] * 24
    for post in own(given):
        if post.at_us is not None:
            counts[(_EPOCH + timedelta(microseconds=post.at_us)).astimezone(given.zone).hour] += 1
    return counts


def _find(given: Given) -> Iterator[Seen]:
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


SIGNAL = Signal(
    name="posting_hours", version="1", family="time-and-place", speaks={"place-as-claimed": (-1,)}, needs=("posts", "zone"),
    idea="People sleep at night, where they are.",
    innocent="Who is bombed by day writes at night, who works at night sleeps by day, and light comes when it comes.",
    false_positives=("night work", "nights without sleep", "power by the hour", "scheduled posts", "a zone read wrongly"),
    source="the desk; needs 40 own posts on 7 days, and stays weak", find=_find,
)  # fmt: skip
