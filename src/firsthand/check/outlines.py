"""
The outlines of named areas, from the GeoJSON of a case: what a map of areas is drawn from.

Only polygons; their outer rings. Bounded: features, rings and corners beyond the limits are left out, and a ring of more corners
than a small map can show is thinned.

Source: RFC 7946, sections 3.1.6 and 3.1.7: longitude first, a ring is closed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from firsthand.check.places import Place, place_of, position

MOST_AREAS = 5_000
MOST_RINGS = 40
MOST_CORNERS = 400

Ring = tuple[tuple[float, float], ...]
"""Longitude and latitude of each corner; the first is not repeated."""


class Outline(NamedTuple):
    """
    An area as a map may draw it.

    Attributes:
        place: Its name in every language, and its level. What is no place (``level`` of ``water``) is ground for the eye only.
        water: It is a river, a lake or a sea.
        rings: At least one, each of three corners or more.
    """

    place: Place
    water: bool
    rings: tuple[Ring, ...]


def read_outlines(data: bytes) -> Iterator[Outline]:
    """Every polygon with a name; nothing for a file that is no GeoJSON, and nothing for what in it cannot be read."""
    try:
        whole = json.loads(data.decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError):
        return
    features = whole.get("features") if isinstance(whole, dict) else None
    for row, feature in enumerate(features[:MOST_AREAS] if isinstance(features, list) else (), 1):
        place = place_of(feature, row)
        if isinstance(place, Place):
            rings = tuple(_rings(feature["geometry"]))
            if rings:
                yield Outline(place, _level(feature) == "water", rings)


def _level(feature: dict[str, Any]) -> str:
    return next((str(value).lower() for key, value in feature["properties"].items() if str(key).lower() == "level"), "")


def _rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    kind, parts = geometry.get("type"), geometry.get("coordinates")
    polygons = [parts] if kind == "Polygon" else parts if kind == "MultiPolygon" else []
    for polygon in polygons[:MOST_RINGS] if isinstance(polygons, list) else ():
        outer = polygon[0] if isinstance(polygon, list) and polygon else None
        corners = _corners(outer) if isinstance(outer, list) else []
        if len(corners) > 1 and corners[0] == corners[-1]:
            corners.pop()
        every = -(-len(corners) // MOST_CORNERS)
        if len(corners) >= 3:
            yield tuple(corners[::every])


def _corners(ring: list[Any]) -> list[tuple[float, float]]:
    found = []
    for one in ring[:100_000]:
        if isinstance(one, list) and len(one) >= 2 and (spot := position(one[1], one[0])):
            found.append((spot[1], spot[0]))
    return found
