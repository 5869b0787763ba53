"""A map shows areas and numbers, never a position."""

from __future__ import annotations

import re

from firsthand.exporters.area_map import HIGH, WIDE, Mark, area_map
from firsthand.story.edition import Area


def square(west: float, south: float, wide: float = 0.02) -> tuple[tuple[float, float], ...]:
    return ((west, south), (west + wide, south), (west + wide, south + wide), (west, south + wide))


BRIDGE = Area(kind="quarter", rings=(square(-29.45, -30.62),), name="حي الجسر", count=7)
QUAY = Area(kind="quarter", rings=(square(-29.42, -30.62),), name="Південна набережна", count=2)
AROUND = Area(kind="quarter", rings=(square(-29.43, -30.59),))
RIVER = Area(kind="water", rings=(((-40.0, -30.605), (10.0, -30.605), (10.0, -30.6), (-40.0, -30.6)),))


def test_areas_lie_as_they_do_on_the_ground() -> None:
    """North above, west at the left, the most counted first, its round the largest."""
    made = area_map((RIVER, AROUND, QUAY, BRIDGE))

    assert made is not None
    assert [kind for kind, _ in made.shapes] == ["quarter", "water", "quarter counted", "quarter counted"]
    bridge, quay = made.marks
    assert (bridge.name, bridge.count, quay.count) == ("حي الجسر", 7, 2)
    assert bridge.x < quay.x
    assert bridge.r > quay.r
    assert all(0 < mark.x < WIDE and 0 < mark.y < HIGH for mark in made.marks)


def test_nothing_of_the_positions_is_in_the_drawing() -> None:
    """Whole units only, and never two numbers side by side that could be read as one long one."""
    made = area_map((RIVER, AROUND, QUAY, BRIDGE))

    assert made is not None
    for _, path in made.shapes:
        assert re.fullmatch(r"(?:M-?\d{1,3} -?\d{1,3}(?:L-?\d{1,3} -?\d{1,3})+Z)+", path)


def test_the_number_stands_inside_a_bent_area() -> None:
    """The mean of its corners would lie outside."""
    bent = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.9, 1.0), (0.9, 0.1), (0.0, 0.1))

    made = area_map((Area(kind="quarter", rings=(bent,), name="Ropewalk", count=1),))

    assert made is not None
    mark = made.marks[0]
    assert mark.x > WIDE * 0.6 or mark.y > HIGH * 0.75


def test_borders_are_off_unless_the_case_asks() -> None:
    """A line between two lands may be disputed."""
    lands = (Area(kind="land", rings=(square(10, 20, 5),), name="Oradia", count=1), Area(kind="land", rings=(square(15, 20, 5),)))

    plain, lined = area_map(lands), area_map(lands, borders=True)

    assert plain is not None
    assert lined is not None
    assert [kind for kind, _ in plain.shapes] == ["land", "land counted"]
    assert [kind for kind, _ in lined.shapes] == ["land lined", "land counted lined"]


def test_no_counted_area_no_map() -> None:
    """What lies around alone is no map; an area of no size is one spot and still no error."""
    assert area_map(()) is None
    assert area_map((AROUND, RIVER)) is None
    spot = area_map((Area(kind="quarter", rings=(((5.0, 5.0),) * 3,), name="spot", count=1),))
    assert spot is not None
    assert (spot.shapes, spot.marks) == ((), (Mark(x=180, y=140, r=24, count=1, name="spot", below=178),))


def test_only_so_many_names_fit() -> None:
    """The numbers are all there; the table has the names."""
    many = tuple(Area(kind="quarter", rings=(square(n, 0, 0.9),), name=f"quarter {n}", count=30 - n) for n in range(20))

    made = area_map(many)

    assert made is not None
    assert (len(made.marks), sum(bool(mark.name) for mark in made.marks)) == (20, 12)
