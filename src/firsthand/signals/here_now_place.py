"""Here and now: words for here, or what happens now, together with a place of the event."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.signals.phrases import rest, said
from firsthand.signals.seam import Given, Seen, Signal, by_count, first, of_post, posts

_RULES = frozenset({"here", "what-happens-now"})


def _find(given: Given) -> Iterator[Seen]:
    assert given.here is not None
    near = {one.ref: one for one in given.here if one.near}
    own = {post.id for post in given.posts if not post.passed_on}
    rests = [rest(post, phrase) for post, phrase in said(given, "eyewitness", _RULES) if post.id in near]
    told = {one.ref for one in rests}
    rests += [of_post(one.ref, one.start, one.end, one.text) for ref, one in near.items() if ref in own and ref not in told]
    if rests:
        count = len(rests)
        yield Seen(
            "present", 1, by_count(count, 2, 5), f"In {posts(count)} the account says that it is at a place of the event.",
            count, first(rests),
        )  # fmt: skip


SIGNAL = Signal(
    name="here_now_place", version="1", family="time-and-place", speaks={"present": (1,)}, needs=("posts", "phrases", "here"),
    idea="Whoever is there says here, or now, and names the place.",
    innocent="Several places bear one name, and people call the town they fled from theirs.",
    false_positives=("namesakes", "a home town that somebody left", "a place named in a hope or a memory"),
    source="the desk's catalogue of signals", find=_find,
)  # fmt: skip
