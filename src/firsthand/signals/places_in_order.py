"""Places in order: the account tells of far places one after the other, with time enough for the journey."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from firsthand.signals.seam import Given, Seen, Signal, first, of_post
from firsthand.signals.self_location_conflict import DRIVING_KMH, NEAREST_KM, far_km, journeys


def _find(given: Given) -> Iterator[Seen]:
    moves = [(left, right, speed) for left, right, speed in journeys(given) if far_km(left, right) >= NEAREST_KM]
    if moves and all(speed <= DRIVING_KMH for *_, speed in moves):
        told = list(dict.fromkeys(one for pair in moves for one in pair[:2]))
        names = [told[0].name, *(right.name for left, right in pairwise(told) if right.name != left.name)]
        yield Seen(
            "place-as-claimed", 1, "weak", f"The account tells of {', then '.join(names[:5])}, each with time enough for the journey.",
            len(moves), first(of_post(one.ref, one.start, one.end, one.text) for one in told),
        )  # fmt: skip


SIGNAL = Signal(
    name="places_in_order", version="1", family="time-and-place", speaks={"place-as-claimed": (1,)}, needs=("posts", "here"),
    idea="Who flees is here, then there, with days between.",
    innocent="It is shown so that a change of place is not held against those who had to move.",
    false_positives=("roads that were closed", "a journey that was made up with care", "namesakes"),
    source="distances as in self_location_conflict", find=_find,
)  # fmt: skip
