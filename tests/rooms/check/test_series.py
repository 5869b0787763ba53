"""A figure that is said again and again is looked through for what does not add up."""

from __future__ import annotations

import gzip
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.check.series import Dated, breaks

DAY = date(2031, 3, 1)
DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "figures-reported"


def _days(*values: float) -> list[Dated]:
    return [Dated(DAY + timedelta(days=i), value, "council", ref=f"x:{i}") for i, value in enumerate(values)]


def test_a_clean_series_raises_no_alarm() -> None:
    """Totals that rise or stand still, day by day."""
    assert breaks(_days(10, 12, 12, 40, 41)) == ()


def test_a_total_that_falls_is_found_with_its_arithmetic() -> None:
    """The fall is said in words, with both statements."""
    (found,) = breaks(_days(100, 120, 118, 119))

    assert (found.code, found.day, found.refs) == ("fall", DAY + timedelta(days=2), ("x:1", "x:2"))
    assert found.why == "The total falls from 120 to 118 (2031-03-02 to 2031-03-03): -2."


def test_a_slipped_nought_is_asked_about_twice() -> None:
    """The leap up and the fall back."""
    assert [one.code for one in breaks(_days(100, 120, 1300, 140))] == ["leap", "fall"]


def test_missing_days_are_a_gap_in_the_rhythm_of_the_source() -> None:
    """A weekly source has no gap after a week."""
    weekly = [Dated(DAY + timedelta(days=7 * i), i) for i in (1, 2, 3, 6)]

    assert [one.code for one in breaks(weekly)] == ["gap"]
    assert [one.code for one in breaks(weekly, every_days=30)] == []


def test_a_late_correction_is_linked_and_not_overwritten() -> None:
    """One source, one day, another value said later; the later one stands in the sums."""
    series = [*_days(10, 20, 30), Dated(DAY + timedelta(days=1), 25, "council", said_on=DAY + timedelta(days=9))]

    (found,) = breaks(series)

    assert (found.code, found.day) == ("correction", DAY + timedelta(days=1))
    assert found.why == "2031-03-02 was 20 and was said to be 25 on 2031-03-10: +5."


def test_two_sources_of_one_day_contradict() -> None:
    """Both are shown; neither is taken."""
    (found,) = breaks([*_days(10, 20), Dated(DAY, 14, "guard")])

    assert (found.code, found.why) == ("contradiction", "council 10, guard 14: 4 apart.")


def test_what_was_added_must_be_the_difference() -> None:
    """10 and 5 are not 18."""
    (found,) = breaks([Dated(DAY, 10), Dated(DAY + timedelta(days=1), 18, added=5)])

    assert found.why == "10 + 5 = 15, and the total is 18 (+3)."


@given(st.lists(st.integers(0, 100), min_size=2, max_size=40), st.data())
def test_every_planted_break_is_found_and_nothing_else(steps: list[int], data: st.DataObject) -> None:
    """Rising series are clean; one lowered total gives one fall, at its day; order of arrival does not matter."""
    totals = [1000 + sum(steps[: i + 1]) for i in range(len(steps))]
    clean = _days(*totals)
    at = data.draw(st.integers(1, len(steps) - 1))
    broken = [*clean[:at], clean[at]._replace(value=totals[at - 1] - 1), *clean[at + 1 :]]

    assert breaks(clean) == ()
    assert [(one.code, one.day) for one in breaks(reversed(broken))] == [("fall", clean[at].day)]


@pytest.mark.skipif(not DATA.exists(), reason="the reported series are not on this machine")
@pytest.mark.parametrize(
    ("name", "key", "falls"),
    [
        ("casualties_daily.json.gz", "killed_women_cum", ["2023-10-19", "2023-10-21"]),
        ("casualties_daily.json.gz", "famine_cum", ["2025-07-22"]),
        ("casualties_daily.json.gz", "ext_press_killed_cum", ["2023-12-24"]),
        ("casualties_daily.json.gz", "killed_cum", []),
        ("lebanon_casualties_daily.json.gz", "killed_cum_reported", ["2026-03-05"]),
        ("russia_losses_personnel.json.gz", "personnel", []),
    ],
)
def test_falls_of_reported_series_are_found(name: str, key: str, falls: list[str]) -> None:
    """Every fall that is in the files, by days that were looked up by hand, and no other."""
    rows = json.loads(gzip.decompress((DATA / name).read_bytes()))
    day = "date" if "date" in rows[0] else "report_date"

    found = breaks(Dated(date.fromisoformat(row[day]), row[key]) for row in rows if row.get(key) is not None)

    assert [one.day.isoformat() for one in found if one.code == "fall"] == falls
    assert not [one for one in found if one.code in ("leap", "contradiction", "correction")]
