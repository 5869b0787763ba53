"""Pictures held once: nobody else showed them earlier, as far as this case holds. Told so that one old picture taints no other."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.seam import Given, Seen, Signal, first, posts


def _find(given: Given) -> Iterator[Seen]:
    assert given.marks is not None
    assert given.pictures is not None
    own = [post for post in given.posts if not post.passed_on and given.marks.get(post.id)]
    elsewhere = {one.post for one in given.pictures if one.other_us <= one.at_us}
    counts: dict[str, int] = {}
    for post in own:
        for mark in given.marks[post.id]:
            counts[mark] = counts.get(mark, 0) + 1
    once = [post for post in own if post.id not in elsewhere and all(counts[mark] == 1 for mark in given.marks[post.id])]
    if once:
        yield Seen(
            "own-media", 1, "weak", f"Pictures of {posts(len(once))} were shown by nobody before, as far as this case holds; we have not "
            "looked elsewhere.", len(once), first(Rest(post.id, "media") for post in once),
        )  # fmt: skip


SIGNAL = Signal(
    name="picture_held_once", version="1", family="media", speaks={"own-media": (1,)}, needs=("posts", "marks", "pictures"),
    idea="Each picture is looked at for itself.",
    innocent="A picture that is nowhere else in the case may be anywhere on the web: a person should look it up.",
    false_positives=("a picture from outside the case", "a picture from a closed chat", "a picture that was turned or cut"),
    source="marks of pictures as in find/pictures.py", find=_find,
)  # fmt: skip
