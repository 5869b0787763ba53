"""The sun is where almanacs say it is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from firsthand.check.sun import light, sun


@pytest.mark.parametrize(
    ("at", "lat", "lon", "elevation"),
    [
        (datetime(2016, 12, 13, 4, 34, tzinfo=UTC), 36.2, 37.16, -0.83),  # sunrise, by another program
        (datetime(2016, 12, 13, 14, 17, tzinfo=UTC), 36.2, 37.16, -0.83),  # sunset
        (datetime(2024, 3, 20, 12, 7, tzinfo=UTC), 0.0, 0.0, 90.0),  # equinox at noon on the equator
        (datetime(2024, 6, 20, 12, 2, tzinfo=UTC), 66.5, 0.0, 46.9),  # solstice: 90 - 66.5 + 23.44
    ],
)
def test_elevation_agrees_with_almanacs(at: datetime, lat: float, lon: float, elevation: float) -> None:
    """Within a third of a degree."""
    assert sun(at, lat, lon)[0] == pytest.approx(elevation, abs=0.35)


def test_light_is_said_in_words() -> None:
    """Day with a direction, night without."""
    assert light(datetime(2031, 3, 14, 9, 30, tzinfo=UTC), 36.2, 37.16).endswith("in the south: day.")
    assert light(datetime(2031, 3, 14, 23, 0, tzinfo=UTC), 36.2, 37.16).endswith("below the horizon: night.")
