"""What a signal saw of an account: for or against a hypothesis, with the words it rests on. An observation, and no judgement."""

from __future__ import annotations

from typing import NamedTuple

FAMILIES = ("words", "profile", "time-and-place", "media", "network", "claims")
"""Signals of one family see the same thing in several ways; a suggestion needs two families."""

HYPOTHESES = {
    "present": "was there when it happened",
    "first-hand": "tells what it saw itself",
    "urgent": "asks for help, or may be in danger now",
    "account-of-event": "speaks of this event",
    "time-as-claimed": "was posted when it says",
    "place-as-claimed": "speaks from the place it names",
    "own-media": "shows pictures of its own",
    "one-voice": "is the same voice as before",
    "acts-together": "acts together with others",
    "leans-to-party": "passes on what one party says",
    "claim": "says what happened so",
    "figure-as-written": "writes figures that can be so",
    "needs-checking": "has to be looked at with care",
    "by-clock": "posts at fixed hours, or by a timer",
    "corrects": "puts right what it said",
    "careful": "says what it does not know, or keeps back what may harm somebody",
    "explained": "gives a reason for what may look odd",
    "away": "is, or was for a time, somewhere else",
    "several-hands": "is written by several people",
    "enough": "has shown enough to be read by",
    "gain": "asks for money, or sells",
    "charged": "is charged by others",
    "kin": "has somebody near with a party",
    "minor": "may be a child",
    "civilian": "is a civilian",
    "activist": "is an activist",
    "volunteer": "is a volunteer",
    "medic": "is a medic",
    "journalist": "is a journalist or a newsroom",
    "official": "speaks for an office",
    "affiliated": "is tied to a party",
}
"""What a finding may speak for or against, in words that follow "this account"."""

COLUMNS = ("civilian", "activist", "volunteer", "medic", "journalist", "official", "affiliated")
"""The hypotheses that people decide about: the columns of the evidence matrix."""

CELLS = ("++", "+", "·", "−", "−−")
"""How a finding fits a hypothesis: strongly, well, it says nothing, not well, strongly not."""

MOST_RESTS = 20
"""Posts that a finding names one by one; all are counted."""
MOST_WORDS = 300
"""Code points of a span that a finding repeats."""


class Rest(NamedTuple):
    """
    What a finding rests on.

    Attributes:
        ref: Id of a post, or of the account when it is the profile.
        field: ``text``, ``bio``, ``name``, ``handle``, ``place``, ``media``, ``time`` or ``id``.
        start, end: Code points of the field; 0 and 0 for the whole of it.
        text: The words themselves, at most `MOST_WORDS`.
    """

    ref: str
    field: str
    start: int = 0
    end: int = 0
    text: str = ""


class Finding(NamedTuple):
    """
    One observation of an account.

    Attributes:
        signal, version: What saw it.
        family: Of `FAMILIES`.
        hypothesis: A word of `HYPOTHESES`.
        direction: 1 speaks for it, -1 against it.
        strength: ``weak``, ``some`` or ``strong``. No probability.
        because: A sentence that could be read to the person who posted.
        number: Posts, or days of the profile, that it rests on; more than `rests` names when there are many.
        rests: The first of them.
    """

    signal: str
    version: str
    family: str
    hypothesis: str
    direction: int
    strength: str
    because: str
    number: int
    rests: tuple[Rest, ...]
