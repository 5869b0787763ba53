"""
Speaks as a unit: "our platoon", "we held", "our checkpoint". A reason to look closely, and no sign of belonging.

Crews, choirs, newsrooms and football clubs speak so, in jest and in earnest; the finding therefore speaks for no role.
"""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.signals.own_senses import UNIT
from firsthand.signals.seam import Given, Seen, Signal, first, of_post, own, posts


def _find(given: Given) -> Iterator[Seen]:
    found = []
    for post in own(given):
        if hits := UNIT.find(post.text):
            found.append(of_post(post.id, hits[0].start, hits[0].end, hits[0].text))
    if found:
        count = len(found)
        yield Seen(
            "needs-checking", 1, "some" if count > 2 else "weak",
            f"In {posts(count)} the account says “we” of a unit (“{found[0].text}”). Which kind of unit, a person has to read.",
            count, first(found),
        )  # fmt: skip


SIGNAL = Signal(
    name="speaks_as_unit", version="1", family="words", speaks={"needs-checking": (1,)}, needs=("posts",),
    idea="Who says “our position” may speak of a trench, or of a stall at the market.",
    innocent="Crews, choirs, clubs, newsrooms and medics say “our unit”, and people mock soldiers' words.",
    false_positives=("sports", "work crews", "newsrooms", "satire", "a former soldier who remembers"),
    source="the desk; it speaks for no role and no tie", find=_find,
)  # fmt: skip
