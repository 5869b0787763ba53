"""
How high the sun stood: a note for a reader who looks at the light in a picture. It proves nothing by itself.

Source: the equations of NOAA's solar calculator (after Meeus, Astronomical Algorithms), good to about 0.1 degree between
1900 and 2100; refraction is not added, so that the horizon is at -0.83 degrees.
"""

from __future__ import annotations

from datetime import datetime, timezone
from math import asin, atan2, cos, degrees, radians, sin, tan

_J2000 = datetime(2000, 1, 1, 12, tzinfo=timezone.utc)  # noqa: UP017

LIGHT = (
    (-0.83, "day"),
    (-6.0, "civil twilight: one can read outside"),
    (-12.0, "nautical twilight: outlines"),
    (-18.0, "astronomical twilight"),
)
"""Lower bounds of elevation in degrees and what they are called; below the last it is night. Source: US Naval Observatory."""


def sun(at: datetime, lat: float, lon: float) -> tuple[float, float]:
    """
    Give elevation and azimuth of the sun.

    Args:
        at: Aware.
        lat, lon: Degrees, north and east positive.

    Returns:
        Elevation above the horizon and azimuth from north over east, both in degrees.
    """
    days = (at - _J2000).total_seconds() / 86400
    century = days / 36525
    longitude = (280.46646 + century * (36000.76983 + century * 0.0003032)) % 360
    anomaly = radians(357.52911 + century * (35999.05029 - 0.0001537 * century))
    eccentricity = 0.016708634 - century * (0.000042037 + 0.0000001267 * century)
    centre = (
        sin(anomaly) * (1.914602 - century * (0.004817 + 0.000014 * century))
        + sin(2 * anomaly) * (0.019993 - 0.000101 * century)
        + sin(3 * anomaly) * 0.000289
    )
    node = radians(125.04 - 1934.136 * century)
    apparent = radians(longitude + centre - 0.00569 - 0.00478 * sin(node))
    tilt = radians(23.4392911 - 0.0130042 * century + 0.00256 * cos(node))
    declination = asin(sin(tilt) * sin(apparent))
    y = tan(tilt / 2) ** 2
    mean = radians(longitude)
    equation_min = 4 * degrees(
        y * sin(2 * mean) - 2 * eccentricity * sin(anomaly) + 4 * eccentricity * y * sin(anomaly) * cos(2 * mean)
        - 0.5 * y * y * sin(4 * mean) - 1.25 * eccentricity**2 * sin(2 * anomaly)
    )  # fmt: skip
    minutes = (days + 0.5) % 1 * 1440
    hour = radians((minutes + equation_min + 4 * lon) / 4 - 180)
    phi = radians(lat)
    elevation = asin(max(-1.0, min(1.0, sin(phi) * sin(declination) + cos(phi) * cos(declination) * cos(hour))))
    azimuth = atan2(sin(hour), cos(hour) * sin(phi) - tan(declination) * cos(phi))
    return degrees(elevation), (degrees(azimuth) + 180) % 360


def light(at: datetime, lat: float, lon: float) -> str:
    """Say in a sentence what light there was at a place and time, under a clear sky."""
    elevation, azimuth = sun(at, lat, lon)
    word = next((name for least, name in LIGHT if elevation >= least), "night")
    where = f", in the {_COMPASS[round(azimuth / 45) % 8]}" if elevation >= -0.83 else ""
    height = f"{abs(elevation):.0f}° {'above' if elevation >= 0 else 'below'} the horizon{where}"
    return f"The sun stood {height}: {word}."


_COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
