"""The same picture again: the account shows a picture a second time with other words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.seam import Given, Seen, Signal, by_count, first, posts
from firsthand.text.fold import fold

LEAST_US = 3_600_000_000
"""Nearer than an hour it is an album, or a correction. A guess."""


def _find(given: Given) -> Iterator[Seen]:
    assert given.marks is not None
    own = {post.id: post for post in given.posts if not post.passed_on}
    shown: dict[str, list[str]] = defaultdict(list)
    for ref in own:
        for mark in given.marks.get(ref, ()):
            shown[mark].append(ref)
    again: dict[str, None] = {}
    for held in shown.values():
        head = own[held[0]]
        for one in held[1:]:
            post = own[one]
            late = post.at_us is not None and head.at_us is not None and post.at_us - head.at_us >= LEAST_US
            if late and fold(post.text) != fold(head.text):
                again.update({head.id: None, post.id: None})
    if again:
        yield Seen(
            "own-media", -1, by_count(len(again), 3, 6),
            f"{posts(len(again)).capitalize()} show the same pictures at different times with different words.", len(again),
            first(Rest(ref, "media") for ref in again),
        )  # fmt: skip


SIGNAL = Signal(
    name="same_picture_again", version="1", family="media", speaks={"own-media": (-1,)}, needs=("posts", "marks"),
    idea="One picture cannot have been taken on two days.",
    innocent="People show a picture again to remember, to ask again, or because nobody looked the first time.",
    false_positives=("a reminder", "an appeal for a missing person", "a logo or a banner", "a changed caption"),
    source="marks of pictures as in find/pictures.py", find=_find,
)  # fmt: skip
