"""Farewell and distress: last words, requests to forgive, to remember, to pray for us. For care, never for a public score."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.signals.phrases import rest, said
from firsthand.signals.seam import Given, Seen, Signal, by_count, first, posts

_STRONG = frozenset({
    "last-message", "death-is-near", "farewell", "if-we-die", "if-we-do-not-meet", "last-words-named", "meet-in-paradise", "forgive",
    "remember-us", "testament", "pray-for-us",
})  # fmt: skip


def _find(given: Given) -> Iterator[Seen]:
    assert given.phrases is not None
    cued = {post for post, found in given.phrases.items() if any(one.cue and one.category == "goodbye" for one in found)}
    found = [(post, phrase) for post, phrase in said(given, "goodbye", _STRONG) if post.id not in cued]
    if found:
        count = len(found)
        yield Seen(
            "urgent", 1, by_count(count, 1, 3),
            f"In {posts(count)} the account takes leave, or asks to be forgiven, remembered or prayed for.",
            count, first(rest(*one) for one in found),
        )  # fmt: skip


SIGNAL = Signal(
    name="farewell_distress", version="1", family="words", speaks={"urgent": (1,)}, needs=("posts", "phrases"),
    idea="Somebody who expects to die takes leave. A person should look soon, with care.",
    innocent="Leave is taken in idioms, in prayer, at the end of a week, and in texts that many copy.",
    false_positives=("idiom", "prayer", "mass copied text", "leaving a platform or a job"),
    source="the desk's word lists; never shown in public", find=_find,
)  # fmt: skip
