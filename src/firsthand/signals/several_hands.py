"""Several hands: the account says that more than one person writes in it, or that somebody else writes now."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.own_dealings import HANDS
from firsthand.signals.seam import Given, Seen, Signal, by_count, first, of_post, own
from firsthand.signals.told import told

LEAST_SIGNED = 3
_SIGNED = re.compile(r"[(\[]\s?(\w{1,12})\s?[)\]]\s*$|\s[/^—–-]{1,2}\s?(\w{1,3})\s*$")
"""A post that ends in a name or letters in brackets, or behind a slash or a dash."""


def _find(given: Given) -> Iterator[Seen]:
    ends = [(post.id, hit) for post in own(given) if (hit := _SIGNED.search(post.text[:1_000]))]
    signed = [(hit[1] or hit[2], of_post(post, hit.start(), hit.end(), hit[0])) for post, hit in ends]
    several = len(signed) >= LEAST_SIGNED and 2 <= len({name for name, _ in signed}) < len(signed)
    found: dict[tuple[str, str], Rest] = {(one.ref, one.field): one for one in told(given, HANDS)}
    for _, one in signed if several else ():
        found.setdefault((one.ref, one.field), one)
    if found:
        rests = list(found.values())
        yield Seen(
            "several-hands", 1, by_count(len(rests), 2, 4),
            f"The account says or signs that several people write in it, or somebody else than before: “{rests[0].text.strip()}”.",
            len(rests), first(rests),
        )  # fmt: skip


SIGNAL = Signal(
    name="several_hands", version="1", family="words", speaks={"several-hands": (1,)}, needs=("posts", "profiles"),
    idea="What one of a family saw, another did not: each post has its own writer.",
    innocent="One telephone in a cellar serves many, and a child writes for a father who was taken.",
    false_positives=("“is writing” of somebody else",
                     "an administrator in jest",
                     "a signature of one person",),
    source="the account's own words", find=_find,
)  # fmt: skip
