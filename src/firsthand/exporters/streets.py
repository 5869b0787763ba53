"""
Streets and waters under a map of areas: shapes of map tiles, laid onto the plain degrees of the drawing.

Which layers and words mean a street is a table of the three schemes that desks meet: OpenMapTiles, Protomaps and Shortbread.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import asinh, atan, degrees, floor, log2, pi, radians, sinh, tan
from typing import NamedTuple

from firsthand.exporters.area_map import HIGH, WIDE, Frame

LAYERS = frozenset({
    "transportation", "roads", "streets", "water", "waterway", "water_polygons", "water_lines", "ocean", "physical_line",
    "boundary", "boundaries",
})  # fmt: skip
"""Layers of a tile that are looked into."""
WATERS = frozenset({"water", "water_polygons", "ocean"})
RIVERS = frozenset({"waterway", "water_lines", "physical_line"})
BORDERS = frozenset({"boundary", "boundaries"})
ROADS = {
    **dict.fromkeys(("motorway", "trunk", "primary", "highway", "major_road"), "main"),
    **dict.fromkeys(("secondary", "tertiary", "medium_road"), "road"),
    **dict.fromkeys(("minor", "minor_road", "residential", "unclassified", "living_street", "street", "street_limited", "pedestrian"),
                    "lane"),
}  # fmt: skip
ORDER = ("water", "river", "border", "lane", "road", "main")
"""Of drawing, from below."""
KEEP = ("water", "main", "river", "border", "road", "lane")
"""Of worth: what does not fit is left out from the end, a kind as a whole."""
MOST_TILES, MOST_LETTERS = 16, 70_000
TILE_WIDE = 110
"""Of a tile, at the least, in units of the drawing: finer ones hold more than can be seen."""
BEYOND = 12
NEAR = 0.7
"""Units beyond the edge that are still drawn; and how near to each other two points are one."""

Point = tuple[float, float]


class Cover(NamedTuple):
    """The tiles of a zoom that lie under a drawing."""

    zoom: int
    tiles: tuple[tuple[int, int], ...]


class Streets(NamedTuple):
    """
    What lies under the areas.

    Attributes:
        shapes: Kind and path, from below.
        left_out: Kinds that would have been too much.
    """

    shapes: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]


def kind_of(layer: str, told: dict[str, str]) -> str:
    """What a feature is drawn as; empty when it is not drawn."""
    word = told.get("class") or told.get("kind") or told.get("pmap:kind") or ""
    if layer in WATERS:
        return "" if word in ("swimming_pool", "fountain", "basin") or told.get("brunnel") == "tunnel" else "water"
    if layer in RIVERS:
        return "river" if word in ("river", "canal", "stream", "") and told.get("brunnel") != "tunnel" else ""
    if layer in BORDERS:
        return "border"
    return ROADS.get(word.removesuffix("_link"), "")


def cover(frame: Frame, *, least: int, most: int) -> Cover:
    """The finest tiles that are wide enough to be seen, and not too many."""
    across = WIDE / (frame.scale * frame.narrow)  # degrees of longitude that the drawing is wide
    zoom = min(max(floor(log2(360 / across * WIDE / TILE_WIDE)), least), most)
    while True:
        west, north = frame.degrees(0, 0)
        east, south = frame.degrees(WIDE, HIGH)
        left, top = _column(west, zoom), _row(north, zoom)
        right, bottom = _column(east, zoom), _row(south, zoom)
        if 0 < (right - left + 1) * (bottom - top + 1) <= MOST_TILES:
            return Cover(zoom, tuple((x, y) for y in range(top, bottom + 1) for x in range(left, right + 1)))
        if zoom <= least:
            return Cover(zoom, ())
        zoom -= 1


def box(frame: Frame, zoom: int, x: int, y: int) -> tuple[float, float, float, float]:
    """Where a tile lies in the drawing: left, top, width, height."""
    left, top = frame.placed((_lon(x, zoom), _lat(y, zoom)))
    right, bottom = frame.placed((_lon(x + 1, zoom), _lat(y + 1, zoom)))
    return round(left, 2), round(top, 2), round(right - left, 2), round(bottom - top, 2)


def streets(
    frame: Frame, tiles: Iterable[tuple[int, int, int, Iterable[tuple[str, bool, Sequence[Sequence[Point]]]]]], over: set[str]
) -> Streets:
    """
    Draw the shapes of tiles.

    Args:
        tiles: Zoom, column, row and shapes of each: kind, whether it is an area, parts with points 0 to 1 within the tile.
        over: Filled with kinds that are too much by themselves, as soon as they are, so that no more of them need be read.
    """
    paths: dict[str, list[str]] = {kind: [] for kind in ORDER}
    letters = dict.fromkeys(ORDER, 0)
    for zoom, column, row, found in tiles:
        left, top, wide, high = box(frame, zoom, column, row)
        for kind, area, parts in found:
            for part in parts:
                if kind in over:
                    break
                placed = [(left + x * wide, top + y * high) for x, y in part]
                told = _areas(placed) if area else _lines(placed)
                paths[kind] += told
                letters[kind] += sum(map(len, told))
                if letters[kind] > MOST_LETTERS:
                    over.add(kind)
    room, kept, left_out = MOST_LETTERS, {}, []
    for kind in KEEP:
        if kind not in over and letters[kind] <= room:
            kept[kind] = "".join(paths[kind])
            room -= letters[kind]
        else:
            left_out.append(kind)
    return Streets(tuple((kind, kept[kind]) for kind in ORDER if kept.get(kind)), tuple(left_out))


def _lines(points: Sequence[Point]) -> list[str]:
    """Stretches of a line that cross the drawing."""
    out: list[str] = []
    run: list[Point] = []
    for start, end in pairwise(points):
        if _outside(start, end):
            out += _line(run)
            run = []
            continue
        run = run or [start]
        if abs(end[0] - run[-1][0]) + abs(end[1] - run[-1][1]) >= NEAR or end == points[-1]:
            run.append(end)
    return out + _line(run)


def _line(run: Sequence[Point]) -> list[str]:
    told = [_told(point) for point in run]
    thin = [one for n, one in enumerate(told) if not n or one != told[n - 1]]
    return ["M" + "L".join(thin)] if len(thin) > 1 else []


def _areas(points: Sequence[Point]) -> list[str]:
    """An area, cut at the edges of the drawing."""
    ring = list(points)
    for axis, edge, sign in ((0, -BEYOND, 1), (0, WIDE + BEYOND, -1), (1, -BEYOND, 1), (1, HIGH + BEYOND, -1)):
        ring = _cut(ring, axis, edge, sign)
    told = [_told(point) for point in ring]
    thin = [one for n, one in enumerate(told) if one != told[n - 1]]
    return ["M" + "L".join(thin) + "Z"] if len(thin) > 2 else []


def _cut(ring: Sequence[Point], axis: int, edge: float, sign: int) -> list[Point]:
    """What of a ring lies on one side of an edge (Sutherland and Hodgman, 1974)."""
    out: list[Point] = []
    for n, here in enumerate(ring):
        before = ring[n - 1]
        inside, was = (here[axis] - edge) * sign >= 0, (before[axis] - edge) * sign >= 0
        if inside != was:
            along = (edge - before[axis]) / (here[axis] - before[axis])
            out.append((before[0] + along * (here[0] - before[0]), before[1] + along * (here[1] - before[1])))
        if inside:
            out.append(here)
    return out


def _outside(start: Point, end: Point) -> bool:
    low, high = -BEYOND, (WIDE + BEYOND, HIGH + BEYOND)
    return any(max(start[n], end[n]) < low or min(start[n], end[n]) > high[n] for n in (0, 1))


def _told(point: Point) -> str:
    """To half a unit; far beyond the edge no farther than a drawing needs."""
    x, y = (min(max(round(value * 2) / 2, -2 * WIDE), 3 * WIDE) for value in point)
    return f"{x:g} {y:g}"


def _column(lon: float, zoom: int) -> int:
    return min(max(floor((lon + 180) / 360 * (1 << zoom)), 0), (1 << zoom) - 1)


def _row(lat: float, zoom: int) -> int:
    lat = min(max(lat, -85.05), 85.05)
    return min(max(floor((1 - asinh(tan(radians(lat))) / pi) / 2 * (1 << zoom)), 0), (1 << zoom) - 1)


def _lon(column: int, zoom: int) -> float:
    return column / (1 << zoom) * 360 - 180


def _lat(row: int, zoom: int) -> float:
    return degrees(atan(sinh(pi * (1 - 2 * row / (1 << zoom)))))
