"""Two places: the account says that it is in two places between which nobody can travel in the time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

from firsthand.signals.seam import Given, Located, Seen, Signal, first, of_post

FLYING_KMH, DRIVING_KMH = 1_000.0, 150.0
"""Faster than any airliner; faster than a road in war. Both are guesses."""
NEAREST_KM = 50.0
"""Places nearer than this are one region: a gazetteer's points are no better. A guess."""
SLACK_H = 1.0
"""An hour is added to every journey: a post tells where somebody is a little late. A guess."""


def _find(given: Given) -> Iterator[Seen]:
    assert given.here is not None
    own = {post.id for post in given.posts if not post.passed_on}
    told = [one for one in given.here if one.at_us is not None and one.lat is not None and one.ref in own]
    told.sort(key=lambda one: (one.at_us, one.ref, one.start))
    odd = [(left, right, speed) for left, right in pairwise(told) if (speed := _speed(left, right)) > DRIVING_KMH]
    if odd:
        fastest = max(speed for *_, speed in odd)
        left, right, _ = max(odd, key=lambda one: one[2])
        yield Seen(
            "place-as-claimed", -1, "strong" if fastest > FLYING_KMH else "some",
            f"The account says that it is in {left.name} and in {right.name}, too soon after each other for a journey.", len(odd),
            first(of_post(one.ref, one.start, one.end, one.text) for pair in odd for one in pair[:2]),
        )  # fmt: skip


def _speed(left: Located, right: Located) -> float:
    assert left.lat is not None
    assert left.lon is not None
    assert right.lat is not None
    assert right.lon is not None
    assert left.at_us is not None
    assert right.at_us is not None
    far = _km(left.lat, left.lon, right.lat, right.lon)
    return 0.0 if far < NEAREST_KM else far / ((right.at_us - left.at_us) / 3_600_000_000 + SLACK_H)


def _km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    a, b = radians(lat2 - lat1), radians(lon2 - lon1)
    part = sin(a / 2) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(b / 2) ** 2
    return 12_742.0 * asin(min(1.0, sqrt(part)))


SIGNAL = Signal(
    name="self_location_conflict", version="1", family="time-and-place", speaks={"place-as-claimed": (-1,)}, needs=("posts", "here"),
    idea="Nobody is in two far places within an hour.",
    innocent="People who fled call both towns theirs, people joke, and a post may have waited for a network. To move is expected in war.",
    false_positives=("displaced people", "jokes", "a post sent late",
                     "a namesake that the gazetteer resolved wrongly", "one account of a family"),
    source="great-circle distances between places as the case's gazetteer knows them", find=_find,
)  # fmt: skip
