"""Light: a person saw day or night in a picture, and the sun says otherwise for the time and place that are claimed."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.seam import Given, Seen, Signal, by_count, first, posts

DAY, NIGHT = 3.0, -9.0
"""Above and below these elevations in degrees the light is plain; between them nothing is said. A guess, on the careful side."""


def _find(given: Given) -> Iterator[Seen]:
    assert given.light is not None
    own = {post.id for post in given.posts}
    odd = [
        Rest(one.post, "media", 0, 0, f"{one.by} saw {one.seen}; the sun stood at {one.elevation:.0f}° at {one.place}")
        for one in given.light
        if one.post in own and ((one.seen == "day" and one.elevation < NIGHT) or (one.seen == "night" and one.elevation > DAY))
    ]
    if odd:
        yield Seen(
            "place-as-claimed", -1, by_count(len(odd), 1, 2),
            f"The light that a person saw in pictures of {posts(len(odd))} does not fit the time and place.", len(odd), first(odd),
        )  # fmt: skip


SIGNAL = Signal(
    name="light_mismatch", version="1", family="time-and-place", speaks={"place-as-claimed": (-1,)}, needs=("posts", "light"),
    idea="There is no daylight at midnight. A person reads the picture; only the sun is computed.",
    innocent="Rooms have lamps, fires are bright, and people show old pictures to say what they mean.",
    false_positives=("indoors", "fires and flares", "an old picture as an illustration", "a time in the wrong zone"),
    source="NOAA's solar equations, as in check/sun.py", find=_find,
)  # fmt: skip
