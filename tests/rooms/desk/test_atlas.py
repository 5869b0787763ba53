"""Counted places become areas of the case's own GeoJSON; nothing finer than a quarter, and nothing that is not sure."""

from __future__ import annotations

import gzip
import json
from types import SimpleNamespace
from typing import Any, cast

from firsthand.desk.atlas import Atlas
from firsthand.desk.ports import Desk
from firsthand.story.edition import Place


def ring(west: float) -> list[Any]:
    return [[[west, 1.0], [west + 0.1, 1.0], [west + 0.1, 1.1], [west, 1.0]]]


def feature(name: str, west: float, **more: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"name": name, **more}, "geometry": {"type": "Polygon", "coordinates": ring(west)}}


def atlas(*features: Any, **files: bytes) -> Atlas:
    quarters = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    held = {"quarters.geojson": quarters, **files}
    return Atlas(cast("Desk", SimpleNamespace(plan_files=lambda folder: held if folder == "gazetteer" else {})))


BRIDGE = feature("Bridge ward", 10.0, **{"name:ar": "حي الجسر"})
OTHERS = (feature("Weavers", 10.2), feature("Orade", 10.1, level="water"), feature("Salt Steps 4", 10.3, level="street"))


def test_a_place_is_found_by_its_name_in_the_language_of_the_page() -> None:
    """Its neighbours and the water are drawn around it; what is finer than a quarter never is."""
    areas = atlas(BRIDGE, *OTHERS).areas([Place(name="حي الجسر", count=7)])

    assert [(area.kind, area.name, area.count) for area in areas] == [("quarter", "", 0), ("water", "", 0), ("quarter", "حي الجسر", 7)]


def test_two_names_of_one_area_are_one() -> None:
    """A page that falls back to another language for one card still counts both."""
    *_, bridge = atlas(BRIDGE).areas([Place(name="حي الجسر", count=7), Place(name="Bridge ward", count=2)])

    assert (bridge.name, bridge.count) == ("حي الجسر", 9)


def test_what_is_not_sure_or_too_fine_is_not_drawn() -> None:
    """A name of two areas, a street, a name that nobody knows."""
    known = atlas(BRIDGE, feature("Bridge ward", 30.0), *OTHERS)

    assert known.areas([Place(name="Bridge ward", count=1), Place(name="Salt Steps 4", count=1), Place(name="Nowhere", count=1)]) == ()
    assert known.areas([]) == ()


def test_a_town_without_an_outline_is_a_wide_round_and_a_quarter_is_nothing() -> None:
    """About 11 km about a rounded middle: the point itself is nowhere in it."""
    places = b"name,lat,lon,level\nVelin,33.1234,41.5432,city\nMill Ward,33.1,41.5,quarter\n"
    (town,) = atlas(**{"places.csv": places}).areas([Place(name="Velin", count=3), Place(name="Mill Ward", count=2)])

    lons, lats = [lon for lon, _ in town.rings[0]], [lat for _, lat in town.rings[0]]
    assert (round((min(lats) + max(lats)) / 2, 3), round((min(lons) + max(lons)) / 2, 3)) == (33.1, 41.5)
    assert max(lats) - min(lats) > 0.19


def test_packed_files_are_read_and_damaged_ones_draw_nothing() -> None:
    """The damaged one is told of where places are looked for."""
    packed = gzip.compress(json.dumps({"type": "FeatureCollection", "features": [feature("Eel Market", 10.4)]}).encode())
    known = atlas(**{"more.geojson.gz": packed, "cut.geojson.gz": packed[:40]})

    assert [area.name for area in known.areas([Place(name="Eel Market", count=1)])] == ["Eel Market"]
