"""Times that cannot be: an account of the event from before it, or a post whose id says another time than the post."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.phrases import rest, said
from firsthand.signals.seam import Given, Seen, Signal, by_count, first, posts

_RULES = frozenset({"perceive", "here", "what-happens-now"})
DAY_US = 86_400_000_000
SLACK_US = 600_000_000
"""Ten minutes: a platform's clocks, and a queue. A guess."""


def _find(given: Given) -> Iterator[Seen]:
    begin = given.period[0] if given.period else None
    if begin is not None and given.phrases is not None:
        early = [
            rest(post, phrase) for post, phrase in said(given, "eyewitness", _RULES)
            if post.at_us is not None and post.at_us < begin - DAY_US
        ]  # fmt: skip
        if early:
            yield Seen(
                "account-of-event", -1, by_count(len(early), 2, 5),
                f"In {posts(len(early))} the account tells what it sees before the event of this case began.", len(early), first(early),
            )  # fmt: skip
    if given.id_times is not None:
        odd = [
            Rest(post.id, "id", 0, 0, f"{abs(post.at_us - told) // 1_000_000:,} s apart")
            for post in given.posts
            if post.at_us is not None and (told := given.id_times.get(post.id)) is not None and abs(post.at_us - told) > SLACK_US
        ]  # fmt: skip
        if odd:
            yield Seen(
                "time-as-claimed", -1, by_count(len(odd), 2, 5),
                f"The ids of {posts(len(odd))} carry another time than the posts state.", len(odd), first(odd),
            )  # fmt: skip


SIGNAL = Signal(
    name="posted_before_event", version="1", family="time-and-place", speaks={"account-of-event": (-1,), "time-as-claimed": (-1,)},
    needs=("posts",), idea="An account of an event cannot be older than the event, and an id is made when a post is.",
    innocent="The event may have begun earlier than the plan says, clocks and zones are set wrongly, and posts are scheduled.",
    false_positives=("a wrong begin of the event in the plan", "a zone read wrongly from an export", "a scheduled post",
                     "an earlier event"),
    source="the begin of the event as the plan states it; ids as in check/id_times.py", find=_find,
)  # fmt: skip
