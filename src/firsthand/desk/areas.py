"""Where posts speak of, as areas: never finer than a quarter, placed to a tenth of a degree, so that no point leads to a door."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, NamedTuple

from firsthand.check.places import LEVELS
from firsthand.desk.judge import standing_of_post
from firsthand.desk.located import gazetteer, whereabouts
from firsthand.desk.ports import Desk
from firsthand.find.terms import Query
from firsthand.model.ids import PostId

FINEST = "quarter"
LOOKED_AT = 2_000
"""Newest posts of a search whose words are looked through for places."""
TEXT = 2_000
"""Code points of a post that are looked through."""


class Area(NamedTuple):
    """
    A place that posts name.

    Attributes:
        name, level: Of the gazetteer.
        lat, lon: Degrees, rounded to a tenth.
        posts, confirmed: Posts that name it or are tagged with it, and those of them that somebody confirmed.
    """

    name: str
    level: str
    lat: float
    lon: float
    posts: int
    confirmed: int


class Areas(NamedTuple):
    """
    What a search speaks of.

    Attributes:
        areas: The most named first.
        posts, placed: Posts that were looked at, and those of them that name a place that is shown.
        finer: Mentions of streets and points, which are not shown.
        known: Whether the case has a gazetteer at all.
    """

    areas: tuple[Area, ...]
    posts: int
    placed: int
    finer: int
    known: bool


def areas(desk: Desk, query: Query) -> Areas:
    """Count the posts of a search by the places that they name."""
    known = gazetteer(desk)
    if known is None:
        return Areas((), 0, 0, 0, False)
    around = whereabouts(desk).around
    graded = {act.subject for act in desk.views.acts(kind="grade") if not act.undone}
    named: dict[tuple[str, str, float, float], set[str]] = defaultdict(set)
    looked = finer = 0
    placed = set()
    for post in desk.views.search(query, limit=LOOKED_AT, order="newest", seed=1):
        looked += 1
        for mention in known.find(f"{post['place'] or ''}\n{post['text'][:TEXT]}", near=around):
            if mention.place is None:
                continue
            if LEVELS.index(mention.place.level) > LEVELS.index(FINEST):
                finer += 1
                continue
            place = mention.place
            named[place.name, place.level, round(place.lat, 1), round(place.lon, 1)].add(post["id"])
            placed.add(post["id"])
    sure = {one for one in placed & graded if standing_of_post(desk, PostId(one)).status == "confirmed"}
    found = [Area(*key, posts=len(ids), confirmed=len(ids & sure)) for key, ids in named.items()]
    return Areas(tuple(sorted(found, key=lambda one: (-one.posts, one.name))), looked, len(placed), finer, True)


def spread(found: Areas, *, wide: int, high: int) -> list[dict[str, Any]]:
    """
    Areas as circles in a box, north above: ``x, y, r`` in its units, ``shade`` 0 to 4 by the share that is confirmed.

    Plain degrees, the longitude shortened by the latitude; circles of one spot are laid round it, so that each can be seen.
    """
    from math import cos, pi, radians, sin, sqrt

    shown = found.areas[:60]
    if not shown:
        return []
    middle = sum(one.lat for one in shown) / len(shown)
    across = [one.lon * cos(radians(middle)) for one in shown]
    west, east = min(across), max(across)
    south, north = min(one.lat for one in shown), max(one.lat for one in shown)
    scale = min(wide * 0.72 / max(east - west, 0.2), high * 0.66 / max(north - south, 0.2))
    most = max(one.posts for one in shown)
    same = Counter((one.lat, one.lon) for one in shown)
    turn: Counter[tuple[float, float]] = Counter()
    out = []
    for one, lon in zip(shown, across, strict=True):
        spot = (one.lat, one.lon)
        angle, apart = 2 * pi * turn[spot] / same[spot], 70 if same[spot] > 1 else 0
        turn[spot] += 1
        out.append(
            {"area": one, "x": round(wide / 2 + (lon - (west + east) / 2) * scale + apart * cos(angle)),
             "y": round(high / 2 - (one.lat - (south + north) / 2) * scale + apart * sin(angle)),
             "r": round(9 + 29 * sqrt(one.posts / most)), "shade": -(-4 * one.confirmed // one.posts)}
        )  # fmt: skip
    return out
