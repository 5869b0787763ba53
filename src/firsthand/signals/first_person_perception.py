"""First-person perception: a verb of seeing, hearing, feeling, counting with I or we, outside quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.own_senses import NOT_SENSED, SENSES
from firsthand.signals.phrases import rest, said
from firsthand.signals.seam import Given, Said, Seen, Signal, by_count, first, of_post, own, posts
from firsthand.signals.words import folded_once

_RULES = frozenset({"perceive"})
BEFORE = 10
"""Code points before the verb in which a denial or a screen counts. A guess: two words."""


def _find(given: Given) -> Iterator[Seen]:
    listed = {post.id: rest(post, phrase) for post, phrase in said(given, "eyewitness", _RULES)}
    found: list[Rest] = []
    strong = 0
    for post in own(given):
        one = listed.get(post.id)
        strong += one is not None
        one = one or sensed(post)
        if one is not None:
            found.append(one)
    if found:
        count = len(found)
        strength = by_count(strong, 2, 5) if strong else "some" if count >= 4 else "weak"
        yield Seen(
            "present", 1, strength, f"In {posts(count)} the account says what it saw, heard, felt or did itself.", count, first(found),
        )  # fmt: skip


def sensed(post: Said) -> Rest | None:
    """The first words of a post by which its writer says what they sensed themselves."""
    text = post.text[:2_000]
    if not SENSES.stands(folded_once(text)):
        return None
    for hit in SENSES.find(text):
        before = text[max(0, hit.start - BEFORE) : hit.start]
        for mark in ".!?؟\n،,;:»”":
            before = before.rpartition(mark)[2]
        if hit.key == "bare" and before.strip(" [(-—"):
            continue
        if not NOT_SENSED.find(before):
            return of_post(post.id, hit.start, hit.end, hit.text)
    return None


SIGNAL = Signal(
    name="first_person_perception", version="1", family="words", speaks={"present": (1,)}, needs=("posts", "phrases"),
    idea="Whoever was there says what they saw, heard or felt, in the first person.",
    innocent="Songs, quotations, and people far away who watch a live picture write like this, too.",
    false_positives=("song lyrics", "quoting without quotation marks", "a relative abroad who watches a stream",
                     "“I see” for “I understand”"),
    source="Doggett and Cantarero 2016; Zahra, Imran and Ostermann 2020", find=_find,
)  # fmt: skip
