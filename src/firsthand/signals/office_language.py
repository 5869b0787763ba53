"""The language of offices: “residents are advised”, “in accordance with”. Two turns of phrase at least; one everybody uses."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.own_dealings import OFFICE
from firsthand.signals.seam import Given, Seen, Signal, first, of_post, own, posts
from firsthand.signals.told import in_jest
from firsthand.signals.words import LONGEST, folded_once
from firsthand.text.fold import fold

LEAST = 2


def _find(given: Given) -> Iterator[Seen]:
    if in_jest(given):
        return
    found: list[Rest] = []
    turns: set[str] = set()
    for post in own(given):
        text = post.text[:LONGEST]
        if OFFICE.stands(folded_once(text)):
            hits = OFFICE.find(text)
            turns |= {fold(hit.text) for hit in hits}
            found += [of_post(post.id, hit.start, hit.end, hit.text) for hit in hits[:1]]
    if len(turns) >= LEAST:
        yield Seen(
            "official", 1, "weak", f"{posts(len(found)).capitalize()} use the turns of phrase of offices: “{found[0].text}”.".replace(
                "One post use", "One post uses"), len(found), first(found),
        )  # fmt: skip


SIGNAL = Signal(
    name="office_language", version="1", family="words", speaks={"official": (1,)}, needs=("posts", "profiles"),
    idea="Who writes for an office all day writes so in the evening, too.",
    innocent="People quote notices, mock them, have worked in an office, or learnt to write at one.",
    false_positives=("a notice that is quoted without marks", "mockery", "newsrooms and committees", "careful writers"),
    source="the desk; weak, and never alone", find=_find,
)  # fmt: skip
