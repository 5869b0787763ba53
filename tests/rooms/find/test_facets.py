"""What a search found, counted."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from firsthand.find.facets import MOST_BINS, Banded, Tally, facets, volume

UTC = ZoneInfo("UTC")
NEW_YEAR = 2_240_611_200 // 900  # 2041-01-01T00:00Z


def test_every_facet_adds_up() -> None:
    """Languages, platforms, marks and times each count every post; two kinds of media count twice."""
    rows = [
        Tally(NEW_YEAR, "ar", "x", "", "image,video", 3),
        Tally(NEW_YEAR + 1, "uk", "telegram", "hold", "", 2), Tally(None, "ar", "x", "", "", 1),
    ]  # fmt: skip

    told = facets(rows, [Banded(NEW_YEAR, "help", 3, 2), Banded(NEW_YEAR, "goodbye", 1, 1)], zone=UTC)

    assert told["posts"] == 6
    assert told["languages"] == [{"value": "ar", "posts": 4}, {"value": "uk", "posts": 2}]
    assert told["marks"] == [{"value": "none", "posts": 4}, {"value": "hold", "posts": 2}]
    assert {row["value"]: row["posts"] for row in told["media"]} == {"image": 3, "video": 3, "none": 3}
    assert told["categories"] == [
        {"value": "goodbye", "band": "weak", "posts": 1}, {"value": "help", "band": "strong", "posts": 2},
    ]  # fmt: skip
    assert (told["step"], told["times"], told["times_unknown"]) == ("hour", [{"value": "2041-01-01T00", "posts": 5}], 1)


def test_nothing_is_nothing() -> None:
    """No post, no facet, no division by none."""
    told = facets([], [], zone=UTC)

    assert told["posts"] == 0
    assert told["languages"] == told["times"] == []
    assert volume([], zone=UTC) == {"step": "day", "times": [], "series": {}, "times_unknown": 0}


def test_days_are_those_of_the_zone() -> None:
    """A quarter before midnight in UTC is the next day in Kathmandu, three quarters ahead of the hour."""
    told = volume([(NEW_YEAR - 1, "ar", 1)], zone=ZoneInfo("Asia/Kathmandu"))

    assert told["times"] == ["2041-01-01T05"]


def test_time_has_no_gaps_and_small_series_are_joined() -> None:
    """Every day from first to last stands, also over a change of the clock; the rest is called other."""
    rows = [(NEW_YEAR + 96 * day, f"l{day % 9}", 1 + day % 9) for day in (0, 1, 2, 3, 4, 5, 6, 7, 8, 124)]

    told = volume(rows, zone=ZoneInfo("Europe/Kyiv"), most=3)

    assert len(told["times"]) == 125 == len(set(told["times"]))
    assert list(told["series"]) == ["l7", "l8", "other"]
    assert sum(map(sum, told["series"].values())) == sum(count for _, _, count in rows)


def test_a_thousand_years_are_bounded() -> None:
    """One post of a wrong year does not draw a million empty days."""
    told = volume([(NEW_YEAR, "ar", 1), (NEW_YEAR - 96 * 365_000, "ar", 1)], zone=UTC)

    assert len(told["times"]) == 2 <= MOST_BINS
