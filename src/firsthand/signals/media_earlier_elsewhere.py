"""Pictures seen earlier elsewhere: another account showed the same picture before, as it is or changed."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.seam import Given, Seen, Shown, Signal, by_count, first, posts

LEAST_US = 60_000_000
"""A minute: nearer than that nobody can say who was first."""


def _find(given: Given) -> Iterator[Seen]:
    assert given.pictures is not None
    own = {post.id for post in given.posts if not post.passed_on}
    before: dict[str, Shown] = {}
    for one in sorted(given.pictures, key=lambda one: (one.other_us, one.other)):
        if one.post in own and one.at_us - one.other_us > LEAST_US:
            before.setdefault(one.post, one)
    if before:
        count = len(before)
        yield Seen(
            "own-media", -1, by_count(count, 1, 3), f"Pictures of {posts(count)} were shown before by another account that we hold.", count,
            first(Rest(one.post, "media", 0, 0, f"earlier in {one.other}") for one in before.values()),
        )  # fmt: skip


SIGNAL = Signal(
    name="media_earlier_elsewhere", version="1", family="media", speaks={"own-media": (-1,)}, needs=("posts", "pictures"),
    idea="A picture that somebody else showed before was probably not taken by whoever shows it now.",
    innocent="An agency buys pictures from the witness, and families repost each other. Link both, and ask.",
    false_positives=("bought or given pictures", "reposts within a family", "one person with two accounts",
                     "a picture that the desk holds late"),
    source="marks of pictures as in find/pictures.py", find=_find,
)  # fmt: skip
