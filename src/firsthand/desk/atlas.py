"""The areas of a case that a story's map may show: outlines of its GeoJSON, never finer than a quarter, and never a point."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from math import cos, pi, radians, sin

from firsthand.check.outlines import Outline, Ring, read_outlines
from firsthand.check.places import Gazetteer
from firsthand.desk.located import gazetteer
from firsthand.desk.ports import Desk
from firsthand.story.edition import Area, Place

KINDS = {"quarter": "quarter", "city": "quarter", "region": "land", "country": "land"}
"""Levels that are drawn."""
AROUND = 200
"""Areas that are drawn for the eye beside those that are counted."""
WIDE_DEGREES = 0.1
"""A town without an outline is a round of about 11 km about its rounded middle."""


class Atlas:
    """Outlines by name in every language; nothing is read before somebody asks, and the gazetteer only for what has no outline."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @cached_property
    def _outlines(self) -> list[Outline]:
        return [one for name, data in sorted(self._desk.plan_files("gazetteer").items()) for one in _read(data)]

    @cached_property
    def _drawn(self) -> list[Outline]:
        return [one for one in self._outlines if not one.water and one.place.level in KINDS]

    @cached_property
    def _names(self) -> Gazetteer:
        return Gazetteer(one.place._replace(id=str(at)) for at, one in enumerate(self._drawn))

    @cached_property
    def _points(self) -> Gazetteer | None:
        return gazetteer(self._desk)

    def areas(self, places: Sequence[Place]) -> tuple[Area, ...]:
        """
        What a map of these counted places shows: what lies around, then their areas. Empty when none of them can be drawn.

        A name that two areas bear is not drawn: the map would choose for the reader.
        """
        counted: dict[int | str, Area] = {}
        for place in places:
            found = self._names.named(place.name)
            if len(found) == 1:
                key: int | str = int(found[0].id)
                outline = self._drawn[int(key)]
                kind, rings = KINDS[outline.place.level], outline.rings
            elif not found and (ring := self._round(place.name)):
                key, kind, rings = place.name, "quarter", (ring,)
            else:
                continue
            before = counted.get(key)
            name, count = (before.name, before.count + place.count) if before else (place.name, place.count)
            counted[key] = Area(kind=kind, rings=rings, name=name, count=count)
        return (*self._ground({key for key in counted if isinstance(key, int)}), *counted.values()) if counted else ()

    def _round(self, name: str) -> Ring:
        """A town that only has a point, as a wide round about its rounded middle; nothing for a quarter, which has to be drawn."""
        found = [one for one in self._points.named(name) if one.level == "city"] if self._points else []
        if len(found) != 1:
            return ()
        lat, lon = round(found[0].lat, 1), round(found[0].lon, 1)
        wide = WIDE_DEGREES / max(cos(radians(lat)), 0.1)
        return tuple((round(lon + wide * cos(pi * n / 16), 4), round(lat + WIDE_DEGREES * sin(pi * n / 16), 4)) for n in range(32))

    def _ground(self, shown: Collection[int]) -> list[Area]:
        """Areas of the same kinds that nobody wrote from, and waters."""
        levels = {self._drawn[at].place.level for at in shown}
        beside = [one for at, one in enumerate(self._drawn) if one.place.level in levels and at not in shown]
        waters = [Area(kind="water", rings=one.rings) for one in self._outlines if one.water]
        return [*(Area(kind=KINDS[one.place.level], rings=one.rings) for one in beside), *waters][:AROUND]


def _read(data: bytes) -> Iterable[Outline]:
    if data[:2] == b"\x1f\x8b":
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            return ()  # `gazetteer` says so, and a damaged file draws no map
    return read_outlines(data) if b'"FeatureCollection"' in data[:5000] else ()
