"""Streets lie where they lie on the ground, within the drawing, and never more than it bears."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.exporters import streets as module
from firsthand.exporters.area_map import HIGH, WIDE, Frame, frame_of
from firsthand.exporters.streets import MOST_TILES, box, cover, kind_of, streets
from firsthand.story.edition import Area


def frame(west: float = 30.0, south: float = 50.0, wide: float = 0.05) -> Frame:
    ring = ((west, south), (west + wide, south), (west + wide, south + wide), (west, south + wide))
    found = frame_of([Area(kind="quarter", rings=(ring,), name="حي الجسر", count=3)])
    assert found
    return found


@given(st.floats(-170, 170), st.floats(-75, 75), st.floats(0.001, 8), st.integers(0, 6), st.integers(6, 18))
def test_the_tiles_cover_the_drawing(west: float, south: float, wide: float, least: int, most: int) -> None:
    """Few enough, without a gap; the drawing's corners lie in them, where they are no farther than the tiles of the world."""
    here = frame(west, south, wide)
    found = cover(here, least=least, most=most)
    assert len(found.tiles) <= MOST_TILES
    if not found.tiles:
        return
    boxes = [box(here, found.zoom, x, y) for x, y in found.tiles]
    east, north = here.degrees(WIDE, 0)
    low = here.degrees(0, HIGH)[1]
    if here.degrees(0, 0)[0] > -180 and east < 180 and north < 85 and low > -85:
        assert min(left for left, *_ in boxes) <= 0.01
        assert max(left + wide for left, _, wide, _ in boxes) >= WIDE - 0.01
        assert min(top for _, top, *_ in boxes) <= 0.01
        assert max(top + high for _, top, _, high in boxes) >= HIGH - 0.01


def test_a_place_is_where_it_is() -> None:
    """The way there and back, and the corner of a tile that is known: row 1 of zoom 2 begins at 66.5133 degrees north."""
    here = frame()
    assert here.degrees(*here.placed((30.01, 50.02))) == pytest.approx((30.01, 50.02))
    left, top, _, _ = box(here, 2, 3, 1)
    assert here.degrees(left, top) == pytest.approx((90.0, 66.5132604), abs=1e-4)


def test_paths_stay_within_reach_and_lie_in_order() -> None:
    """What is far outside is cut off, an area at the edge, a line by its stretches; waters lie below streets."""
    here = frame()
    zoom, tiles = cover(here, least=0, most=14)
    lake = ("water", True, [[(-9.0, -9.0), (9.0, -9.0), (9.0, 9.0), (-9.0, 9.0)]])
    road = ("main", False, [[(-9.0, 0.5), (0.2, 0.5), (0.4, 0.5), (40.0, 0.5), (41.0, 0.5)]])
    told = streets(here, [(zoom, *tiles[0], [road, lake])], set())
    assert [kind for kind, _ in told.shapes] == ["water", "main"]
    numbers = [float(one) for _, path in told.shapes for one in re.findall(r"-?[\d.]+", path)]
    assert all(re.fullmatch(r"(?:M[-\d. ]+(?:L[-\d. ]+)+Z?)+", path) for _, path in told.shapes)
    assert min(numbers) >= -2 * WIDE
    assert max(numbers) <= 3 * WIDE
    water = dict(told.shapes)["water"]
    assert {float(one) for one in re.findall(r"-?[\d.]+", water)} <= {-12.0, WIDE + 12.0, HIGH + 12.0}
    assert streets(here, [(zoom, *tiles[0], [("main", False, [[(60.0, 60.0), (61.0, 61.0)]])])], set()).shapes == ()


def test_what_does_not_fit_is_left_out_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """The least worth first, and it is said: half of the lanes would look like all of them."""
    here = frame()
    zoom, tiles = cover(here, least=0, most=14)
    lanes = [("lane", False, [[(0.1, n / 100), (0.9, n / 100)]]) for n in range(100)]
    monkeypatch.setattr(module, "MOST_LETTERS", 300)
    told = streets(here, [(zoom, *tiles[-1], [*lanes, ("main", False, [[(0.1, 0.1), (0.9, 0.9)]])])], set())
    assert ([kind for kind, _ in told.shapes], told.left_out) == (["main"], ("lane",))


@pytest.mark.parametrize(
    ("layer", "told", "kind"),
    [
        ("transportation", {"class": "motorway"}, "main"), ("transportation", {"class": "primary_link"}, "main"),
        ("transportation", {"class": "minor"}, "lane"), ("transportation", {"class": "rail"}, ""),
        ("roads", {"kind": "major_road"}, "main"),
        ("roads", {"pmap:kind": "minor_road"}, "lane"), ("roads", {"kind": "path"}, ""), ("streets", {"kind": "residential"}, "lane"),
        ("water", {"class": "lake"}, "water"), ("water", {"class": "swimming_pool"}, ""), ("ocean", {}, "water"),
        ("waterway", {"class": "river"}, "river"), ("water_lines", {"kind": "ditch"}, ""), ("boundary", {}, "border"),
    ],
)  # fmt: skip
def test_the_schemes_that_desks_meet(layer: str, told: dict[str, str], kind: str) -> None:
    assert kind_of(layer, told) == kind


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), max_size=12))
def test_no_line_is_torn(points: list[tuple[float, float]]) -> None:
    """Every stretch that is drawn follows the line: it goes from one of its points to a later one."""
    here = frame()
    zoom, tiles = cover(here, least=0, most=14)
    left, top, wide, high = box(here, zoom, *tiles[0])
    told = [module._told((left + x * wide, top + y * high)) for x, y in points]
    for _, path in streets(here, [(zoom, *tiles[0], [("road", False, [points])])], set()).shapes:
        for run in path[1:].split("M"):
            assert all(one in told[: len(told) - 1 - told[::-1].index(two) + 1] for one, two in pairwise(run.split("L")))
