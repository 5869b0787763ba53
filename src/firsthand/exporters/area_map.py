"""
The map beside a story: areas and never points, as shapes of an SVG.

North is above. Plain degrees, the longitude shortened by the latitude of the middle. Corners are rounded to whole units of the
drawing, so that no page holds a position. The lines of countries and regions are not drawn unless the case asks for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians, sqrt

from firsthand.story.edition import Area

WIDE, HIGH = 360, 280
MARGIN = 0.14
"""Of the span of the counted areas, on each side."""
LABELS = 12
GRID = 14

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A counted area's middle: where its number stands, how large its round is, and where its name stands, when there is room."""

    x: int
    y: int
    r: int
    count: int
    name: str
    below: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaMap:
    """
    A drawing of `WIDE` by `HIGH`.

    Attributes:
        shapes: Class and path of each area, in order of drawing: what lies around, then what is counted.
        marks: The most counted first.
    """

    shapes: tuple[tuple[str, str], ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """
    Where on the ground a drawing lies.

    Attributes:
        lon, lat: Degrees of its middle, the longitude times `narrow`.
        narrow: How much shorter a degree of longitude is than one of latitude.
        scale: Units of the drawing in a degree of latitude.
    """

    lon: float
    lat: float
    narrow: float
    scale: float

    def placed(self, corner: Point) -> Point:
        """A longitude and a latitude, in units of the drawing."""
        return WIDE / 2 + (corner[0] * self.narrow - self.lon) * self.scale, HIGH / 2 - (corner[1] - self.lat) * self.scale

    def degrees(self, x: float, y: float) -> Point:
        """The way back."""
        return ((x - WIDE / 2) / self.scale + self.lon) / self.narrow, self.lat - (y - HIGH / 2) / self.scale


def frame_of(areas: Iterable[Area]) -> Frame | None:
    """The frame about the areas that are counted, with a margin; None when none is."""
    corners = [corner for area in areas if area.count for ring in area.rings for corner in ring]
    if not corners:
        return None
    middle = radians((min(lat for _, lat in corners) + max(lat for _, lat in corners)) / 2)
    narrow = max(cos(middle), 0.05)
    west, east = min(lon for lon, _ in corners) * narrow, max(lon for lon, _ in corners) * narrow
    south, north = min(lat for _, lat in corners), max(lat for _, lat in corners)
    room = 1 - 2 * MARGIN
    scale = min(WIDE * room / max(east - west, 1e-6), HIGH * room / max(north - south, 1e-6))
    return Frame(lon=(west + east) / 2, lat=(south + north) / 2, narrow=narrow, scale=scale)


def area_map(areas: Sequence[Area], *, borders: bool = False) -> AreaMap | None:
    """Draw areas; None when none of them is counted."""
    frame = frame_of(areas)
    if frame is None:
        return None
    counted = sorted((area for area in areas if area.count), key=lambda area: (-area.count, area.name))

    def placed(corner: Point) -> Point:
        x, y = frame.placed(corner)
        return min(max(x, -WIDE), 2 * WIDE), min(max(y, -HIGH), 2 * HIGH)

    ground = [area for kind in ("land", "quarter", "water") for area in areas if area.kind == kind and not area.count]
    shapes = [(_class(area, borders), path) for area in (*ground, *counted) if (path := _path(map(placed, ring) for ring in area.rings))]
    most = counted[0].count if counted else 1
    marks = []
    for number, area in enumerate(counted):
        x, y = _middle([[placed(corner) for corner in ring] for ring in area.rings])
        r = round(11 + 13 * sqrt(area.count / most))
        marks.append(Mark(x=x, y=y, r=r, count=area.count, name=area.name if number < LABELS else "", below=y + r + 14))
    return AreaMap(shapes=tuple(shapes), marks=tuple(marks))


def _class(area: Area, borders: bool) -> str:
    return " ".join([area.kind, *(["counted"] if area.count else []), *(["lined"] if borders and area.kind == "land" else [])])


def _path(rings: Iterable[Iterable[Point]]) -> str:
    """Whole units; corners that fall together are one, and what lies wholly outside is left out."""
    parts = []
    for ring in rings:
        whole = [(round(x), round(y)) for x, y in ring]
        thin = [corner for n, corner in enumerate(whole) if corner != whole[n - 1]]
        if len(thin) >= 3 and _reaches([x for x, _ in thin], WIDE) and _reaches([y for _, y in thin], HIGH):
            parts.append("M" + "L".join(f"{x} {y}" for x, y in thin) + "Z")
    return "".join(parts)


def _reaches(values: Sequence[int], end: int) -> bool:
    return max(values) > 0 and min(values) < end


def _middle(rings: Sequence[Sequence[Point]]) -> tuple[int, int]:
    """The point of a grid inside the largest ring that lies farthest from its edge: a mean of corners may lie outside."""
    ring = max(rings, key=_size)
    left, right = min(x for x, _ in ring), max(x for x, _ in ring)
    top, bottom = min(y for _, y in ring), max(y for _, y in ring)
    best = (-1.0, (left + right) / 2, (top + bottom) / 2)
    for row in range(1, GRID):
        for column in range(1, GRID):
            x, y = left + (right - left) * column / GRID, top + (bottom - top) * row / GRID
            if _inside(ring, x, y):
                away = min(_away(x, y, start, end) for start, end in _edges(ring))
                best = max(best, (round(away, 3), x, y))
    return round(best[1]), round(best[2])


def _edges(ring: Sequence[Point]) -> Iterable[tuple[Point, Point]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def _size(ring: Sequence[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in _edges(ring)))


def _inside(ring: Sequence[Point], x: float, y: float) -> bool:
    """Whether a line from here to the right crosses an odd number of edges."""
    crossed = False
    for (x1, y1), (x2, y2) in _edges(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed


def _away(x: float, y: float, start: Point, end: Point) -> float:
    """Distance to a stretch."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    along = ((x - start[0]) * dx + (y - start[1]) * dy) / (dx * dx + dy * dy) if dx or dy else 0.0
    along = min(max(along, 0.0), 1.0)
    return hypot(x - start[0] - along * dx, y - start[1] - along * dy)
