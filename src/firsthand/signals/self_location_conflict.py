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
SLACK_H, LEAST_SLACK_H = 1.0, 0.25
"""An hour is added to every journey, and a quarter of one before anything is said: a post is a little late. Guesses."""


def _find(given: Given) -> Iterator[Seen]:
    odd = [(left, right, _speed(left, right, SLACK_H)) for left, right, speed in journeys(given) if speed > DRIVING_KMH]
    if odd:
        left, right, fastest = max(odd, key=lambda one: one[2])
        yield Seen(
            "place-as-claimed", -1, "strong" if fastest > FLYING_KMH else "some" if fastest > DRIVING_KMH else "weak",
            f"The account says that it is in {left.name} and in {right.name}, too soon after each other for a journey.", len(odd),
            first(of_post(one.ref, one.start, one.end, one.text) for pair in odd for one in pair[:2]),
        )  # fmt: skip


def journeys(given: Given) -> list[tuple[Located, Located, float]]:
    """Places that the account says it is in, one after the other, and the speed in km/h that the way between them asks for."""
    own = {post.id for post in given.posts if not post.passed_on}
    told = [one for one in given.here or () if one.at_us is not None and one.lat is not None and one.ref in own]
    told.sort(key=lambda one: (one.at_us, one.ref, one.start))
    return [(left, right, _speed(left, right, LEAST_SLACK_H)) for left, right in pairwise(told)]


def far_km(left: Located, right: Located) -> float:
    """Kilometres between two places; 0 where one is not known."""
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return 0.0
    return _km(left.lat, left.lon, right.lat, right.lon)


def _speed(left: Located, right: Located, slack_h: float) -> float:
    far = far_km(left, right)
    return 0.0 if far < NEAREST_KM else far / (((right.at_us or 0) - (left.at_us or 0)) / 3_600_000_000 + slack_h)


def _km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    a, b = radians(lat2 - lat1), radians(lon2 - lon1)
    part = sin(a / 2) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(b / 2) ** 2
    return 12_742.0 * asin(min(1.0, sqrt(part)))


SIGNAL = Signal(
    name="self_location_conflict", version="2", family="time-and-place", speaks={"place-as-claimed": (-1,)}, needs=("posts", "here"),
    idea="Nobody is in two far places within an hour.",
    innocent="People who fled call both towns theirs, people joke, and a post may have waited for a network. To move is expected in war.",
    false_positives=("displaced people", "jokes", "a post sent late",
                     "a namesake that the gazetteer resolved wrongly", "one account of a family"),
    source="great-circle distances between places as the case's gazetteer knows them", find=_find,
)  # fmt: skip
