"""Distance: how many mouths a statement came through, and statements that nobody is named for."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.signals.seam import Given, Seen, Signal, first, of_post, own, posts


def _find(given: Given) -> Iterator[Seen]:
    assert given.sayings is not None
    found = [(post, one) for post in own(given) for one in given.sayings.get(post.id, ())]
    if not found:
        return
    count, of = len({post.id for post, _ in found}), sum(1 for _ in own(given))
    far = any(one.far for _, one in found)
    yield Seen(
        "first-hand", -1, "some" if (far and count >= 2) or (count >= 3 and count * 2 >= of) else "weak",
        f"In {posts(count)} the account tells what somebody else said.", count,
        first(of_post(post.id, one.start, one.end, one.text) for post, one in found),
    )  # fmt: skip


SIGNAL = Signal(
    name="attribution_distance", version="1", family="words", speaks={"first-hand": (-1,)}, needs=("posts", "sayings"),
    idea="“A driver told my cousin” is further from what happened than “I saw”.",
    innocent="People quote their neighbours because they want to be exact. It is their style, and no fault.",
    false_positives=("a careful way of writing", "a quotation in jest", "reported speech about feelings"),
    source="chains as in check/attribution.py; the words are kept as they stand", find=_find,
)  # fmt: skip
