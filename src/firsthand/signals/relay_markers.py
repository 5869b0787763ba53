"""Relay markers: posts that say that they pass something on."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.phrases import rest, said
from firsthand.signals.seam import Given, Seen, Signal, first, posts

_RULES = frozenset({"relayed"})


def _find(given: Given) -> Iterator[Seen]:
    rests = [rest(*one) for one in said(given, "eyewitness", _RULES, cue=True)]
    rests += [Rest(post.id, "text", 0, 0, f"passed on from {post.passed_on}") for post in given.posts if post.passed_on]
    if not rests:
        return
    count, total = len(rests), len(given.posts)
    share = count / total
    yield Seen(
        "first-hand", -1, "strong" if share >= 0.8 and count >= 5 else "some" if share >= 0.4 and count >= 2 else "weak",
        f"{count:,} of {posts(total)} pass on what others said.", count, first(rests),
    )  # fmt: skip


SIGNAL = Signal(
    name="relay_markers", version="1", family="words", speaks={"first-hand": (-1,)}, needs=("posts", "phrases"),
    idea="A repost, “breaking”, “according to”, “via” say that the words are another's.",
    innocent="A witness passes on what others write, too; it is told per post, and not of the person.",
    false_positives=("a witness who also reposts", "“breaking” in jest", "a neighbour quoted by name"),
    source="Doggett and Cantarero 2016", find=_find,
)  # fmt: skip
