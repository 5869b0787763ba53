"""Distance: how many mouths a statement came through, and statements that nobody is named for."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.signals.own_records import TOLD
from firsthand.signals.seam import Given, Said, Saying, Seen, Signal, first, of_post, own, posts
from firsthand.signals.words import folded_once


def _find(given: Given) -> Iterator[Seen]:
    assert given.sayings is not None
    found = [(post.id, one) for post in own(given) for one in (*given.sayings.get(post.id, ()), *_told(post))]
    if not found:
        return
    count, of = len({post for post, _ in found}), sum(1 for _ in own(given))
    far = any(one.far for _, one in found)
    yield Seen(
        "first-hand", -1, "some" if (far and count >= 2) or (count >= 3 and count * 2 >= of) else "weak",
        f"In {posts(count)} the account tells what somebody else said.", count,
        first(of_post(post, one.start, one.end, one.text) for post, one in found),
    )  # fmt: skip


def _told(post: Said) -> list[Saying]:
    """The first words by which somebody near told it."""
    text = post.text[:2_000]
    hits = TOLD.find(text) if TOLD.stands(folded_once(text)) else []
    return [Saying(hit.start, hit.end, hit.text, "", False) for hit in hits[:1]]


SIGNAL = Signal(
    name="attribution_distance", version="2", family="words", speaks={"first-hand": (-1,)}, needs=("posts", "sayings"),
    idea="“A driver told my cousin” is further from what happened than “I saw”.",
    innocent="People quote their neighbours because they want to be exact. It is their style, and no fault.",
    false_positives=("a careful way of writing", "a quotation in jest", "reported speech about feelings"),
    source="chains as in check/attribution.py; the words are kept as they stand", find=_find,
)  # fmt: skip
