"""Asks for positions: where armed people, checkpoints or weapons are, how many, since when. So that nobody answers in good faith."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.signals.own_dealings import ARMED, ASKS
from firsthand.signals.seam import Given, Seen, Signal, by_count, first, of_post, own, posts
from firsthand.signals.told import beside, in_jest
from firsthand.signals.words import LONGEST

NEAR = 48
"""Code points between the question and what is asked for. A guess: eight words."""
_ASKED = ("?", "؟")
_BEGS = ("підкажіть", "скажіть", "подскажите", "скажите", "anyone know", "tell me", "asking for", "دلوني", "خبروني", "dites-moi")


def _find(given: Given) -> Iterator[Seen]:
    if in_jest(given):
        return
    found = []
    for post in own(given):
        text = post.text[:LONGEST]
        span = beside(text, ASKS, ARMED, within=NEAR)
        if span and (any(mark in text for mark in _ASKED) or _begs(text)):
            found.append(of_post(post.id, *span, text[slice(*span)]))
    if found:
        yield Seen(
            "needs-checking", 1, by_count(len(found), 2, 4),
            f"In {posts(len(found))} the account asks where armed people or weapons are, or how many: “{found[0].text}”. "
            "Who answers may put somebody in danger, whoever asks.", len(found), first(found),
        )  # fmt: skip


def _begs(text: str) -> bool:
    """Asked without a question mark."""
    low = text.casefold()
    return any(word in low for word in _BEGS)


SIGNAL = Signal(
    name="asks_for_positions", version="1", family="words", speaks={"needs-checking": (1,)}, needs=("posts", "profiles"),
    idea="Answers to such questions are what artillery needs; a desk should neither answer nor print them.",
    innocent="Everybody who has to pass a checkpoint asks where it is and when it is open, parents most of all.",
    false_positives=("parents and drivers who have to pass", "reporters", "a question about a film or a game", "a rhetorical question"),
    source="the desk; it speaks of no tie and of no role", find=_find,
)  # fmt: skip
