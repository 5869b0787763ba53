"""Outlines are read from GeoJSON; what is no outline costs no other one, and nothing hostile comes out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from firsthand.check.outlines import MOST_CORNERS, read_outlines

SQUARE = [[[10.0, 20.0], [10.1, 20.0], [10.1, 20.1], [10.0, 20.1], [10.0, 20.0]]]


def feature(coordinates: Any, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"name": "حي الجسر", **properties}, "geometry": {"type": kind, "coordinates": coordinates}}


def collection(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_a_ring_has_its_corners_once_and_its_names_in_every_language() -> None:
    """The corner that closes it is not repeated; a polygon without a level is a quarter."""
    (one,) = read_outlines(collection(feature(SQUARE, **{"name:en": "Bridge ward", "name:uk": "Мостовий"})))

    assert one.rings == (((10.0, 20.0), (10.1, 20.0), (10.1, 20.1), (10.0, 20.1)),)
    assert (one.place.level, one.place.names, one.water) == ("quarter", ("حي الجسر", "Bridge ward", "Мостовий"), False)


def test_water_is_ground_and_many_parts_are_one_area() -> None:
    """A river is no place, and an island belongs to its quarter."""
    river, islands = read_outlines(collection(feature(SQUARE, level="water"), feature([SQUARE, SQUARE], "MultiPolygon")))

    assert (river.water, river.place.level) == (True, "point")
    assert len(islands.rings) == 2


@pytest.mark.parametrize(
    "bad",
    [
        None, 7, "x", {}, feature([]), feature("x"), feature(None), feature([[[1, 2], [3, 4]]]), feature([[[1, 999], [2, 999], [3, 999]]]),
        feature(SQUARE, "Point"), feature([10.0, 20.0], "Point"), feature(SQUARE, ["Polygon"]), feature(SQUARE, name="", id=None),
        feature([[[True, False], [1, None], [float("nan"), 2]]]), feature([[[10**400, 1], [1, 10**400], [2, 2]]]), feature(SQUARE[0]),
    ],
)  # fmt: skip
def test_a_broken_area_costs_no_good_one(bad: Any) -> None:
    """It is passed over."""
    found = list(read_outlines(collection(bad, feature(SQUARE))))

    assert [one.place.name for one in found] == ["حي الجسر"]


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"features": 1}', b'{"features": {"a": 1}}', b"[" * 100_000, b"\xff\xfe\x00"])
def test_what_is_no_geojson_has_no_outline(data: bytes) -> None:
    """Also when it is deep or no text."""
    assert list(read_outlines(data)) == []


def test_more_corners_than_a_small_map_can_show_are_thinned() -> None:
    """The ring stays a ring."""
    ring = [[n / 1000, (n % 2) / 10] for n in range(5000)]

    (one,) = read_outlines(collection(feature([ring])))

    assert 100 < len(one.rings[0]) <= MOST_CORNERS
