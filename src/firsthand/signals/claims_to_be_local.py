"""Claims to be local: “as an ordinary resident”, while nothing tells what it saw, heard or where it stood."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.signals.first_person_perception import sensed
from firsthand.signals.own_dealings import RESIDENT
from firsthand.signals.phrases import said
from firsthand.signals.seam import Given, Seen, Signal, by_count, first, own, posts
from firsthand.signals.told import in_jest, told


def _find(given: Given) -> Iterator[Seen]:
    found = [] if in_jest(given) else [one for one in told(given, RESIDENT) if one.field == "text"]
    if found:
        detailed = {post.id for post in own(given) if sensed(post)}
        detailed |= {post.id for post, _ in said(given, "eyewitness", frozenset({"perceive"}))}
        bare = [one for one in found if one.ref not in detailed]
        if bare:
            yield Seen(
                "needs-checking", 1, by_count(len(bare), 2, 5),
                f"In {posts(len(bare))} the account names itself a resident or a citizen (“{bare[0].text}”) and tells nothing that it "
                "saw there.", len(bare), first(bare),
            )  # fmt: skip


SIGNAL = Signal(
    name="claims_to_be_local", version="1", family="words", speaks={"needs-checking": (1,)}, needs=("posts", "profiles", "phrases"),
    idea="Neighbours seldom say that they are ordinary; they name the stairs and the smell.",
    innocent="People who write to strangers say who they are, and keep to themselves where they live.",
    false_positives=("a letter to an office", "somebody who is careful with places", "what it saw is told in a picture"),
    source="the desk", find=_find,
)  # fmt: skip
