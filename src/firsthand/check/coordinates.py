# ruff: noqa: E501 - a pattern reads worse when it is broken in the middle
"""
Coordinates in every common notation, as degrees.

Read are decimal degrees, degrees with minutes and seconds, UTM and military grids, full plus codes, ``geo:`` addresses
and links of maps. A pair whose order is not said is latitude first; when only the other order can be, it is taken, and
said. The digits given set the precision: more digits than a handset measures are kept and not believed.

Sources: RFC 5870 (geo); Open Location Code specification; Snyder, Map Projections (USGS 1395), pages 61-63, for UTM.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import cos, degrees, radians, sin, sqrt, tan
from typing import NamedTuple

from firsthand.check.mapped import mapped, pattern

_I = re.IGNORECASE


class Coordinates(NamedTuple):
    """
    A point that a text states.

    Attributes:
        start, end: Code points of the original.
        text: The words.
        lat, lon: Degrees on WGS 84, north and east positive.
        within_m: Half the side of the smallest cell that the digits can name, in metres of latitude.
        notation: ``decimal``, ``dms``, ``utm``, ``mgrs``, ``plus-code``, ``geo`` or ``link``.
        why: What was assumed; empty when nothing was.
    """

    start: int
    end: int
    text: str
    lat: float
    lon: float
    within_m: float
    notation: str
    why: str = ""


_Point = tuple[int, int, float, float, float, str, str]

_N = r"пн\.? ?ш\.?|N|North|nord|norte|شمالا?|пн\.?|північної|північ|с\.? ?ш\.?|северной|Пн\.?"
_S = r"пд\.? ?ш\.?|S|South|sud|sur|جنوبا?|пд\.?|південної|ю\.? ?ш\.?|южной"
_E = r"сх\.? ?д\.?|E|East|est|este|شرقا?|сх\.?|східної|в\.? ?д\.?|восточной"
_W = r"зх\.? ?д\.?|W|West|O(?!\w)|ouest|oeste|غربا?|зх\.?|західної|з\.? ?д\.?|западной"
_HEMI = rf"(?:{_N}|{_S}|{_E}|{_W}|ش|ق|ج|غ)(?![^\W\d])(?:\.? ?(?:широти|довготи|широты|долготы))?"
_DECIMAL = r"[-+]?\d{1,3}[.,٫]\d{1,12}"
_GAP = r"(?: {0,2}[,،;/|] {0,2}| {1,3}|\n)"
_LAT_WORD = r"(?:lat(?:itude|\.)?|latitud|خط العرض|دائرة العرض|العرض|широта|шир\.)[:= ]{0,3}"
_LON_WORD = r"(?:lon(?:g(?:itude)?|\.)?|lng|longitud|خط الطول|الطول|долгота|довгота|дов\.)[:= ]{0,3}"
_PAIR = pattern(
    rf"(?<![\w.,°])(?:{_LAT_WORD})?(?:(?P<h1>{_HEMI}) ?)?(?P<a>{_DECIMAL}) ?(?:°|º)? ?(?P<h2>{_HEMI})?{_GAP}"
    rf"(?:{_LON_WORD})?(?:(?P<h3>{_HEMI}) ?)?(?P<b>{_DECIMAL})(?!\d)(?: ?(?:°|º))?(?: ?(?P<h4>{_HEMI}))?",
    _I,
)
_HALF = (
    r"(?P<d{0}>\d{{1,3}}) ?(?:°|º|deg|d|درجة?ه?) ?(?P<m{0}>\d{{1,2}}(?:[.,]\d{{1,8}})?) ?(?:['′]|min|m|دقيقة?ه?)?"
    r" ?(?:(?P<s{0}>\d{{1,2}}(?:[.,٫]\d{{1,8}})?) ?(?:\"|″|”|''|′′|sec|s|ثانية?ه?)? ?)?"
)
_DMS = pattern(
    rf"(?<![\w.])(?:(?P<h1>{_HEMI}) ?)?{_HALF.format(1)} ?(?P<h2>{_HEMI})?(?: {{0,2}}[,،;/]? {{0,2}}(?:و ?)?)(?:(?P<h3>{_HEMI}) ?)?{_HALF.format(2)} ?(?P<h4>{_HEMI})?",
    _I,
)
_DASHED = re.compile(
    r"(?<![\w-])(?P<h1>[NS])?(?P<d1>\d{2})-(?P<m1>[0-5]\d)-(?P<s1>[0-5]\d(?:\.\d{1,3})?) ?(?P<h2>[NS])?[, ]{1,2}(?P<h3>[EW])?(?P<d2>\d{2,3})-(?P<m2>[0-5]\d)-(?P<s2>[0-5]\d(?:\.\d{1,3})?) ?(?P<h4>[EW])?(?!\w)"
)
_MGRS = re.compile(
    r"(?<!\w)(?P<zone>\d{1,2})(?P<band>[C-HJ-NP-X]) ?(?P<square>[A-HJ-NP-Z][A-HJ-NP-V]) ?(?P<digits>\d{5} \d{5}|\d{4} \d{4}|\d{3} \d{3}|\d{10}|\d{8}|\d{6}|\d{4})(?!\w)"
)
_UTM = re.compile(
    r"(?<!\w)(?:UTM[: ]{0,2})?(?:zone )?(?P<zone>\d{1,2}) ?(?P<band>[C-HJ-NP-X]) (?P<east>\d{6})(?:[.,]\d+)?(?: ?m?E)?[, ]{1,2}(?P<north>\d{7})(?:[.,]\d+)?(?: ?m?N)?(?!\w)",
    _I,
)
_PLUS = re.compile(r"(?<![\w+])(?P<code>[23456789CFGHJMPQRVWX]{8}\+[23456789CFGHJMPQRVWX]{2,3})(?!\w)")
_PLUS_LETTERS = "23456789CFGHJMPQRVWX"
_GEO = re.compile(r"geo:(?P<a>-?\d{1,2}(?:\.\d{1,12})?),(?P<b>-?\d{1,3}(?:\.\d{1,12})?)(?:[?;][^\s<>\"]{0,79}[^\s<>\",.;:!?)])?", _I)
_LINK = re.compile(
    r"https?://[^\s<>\"]{3,200}?(?:@|[?&](?:q|ll|sll|center|query|destination|daddr|marker)=(?:loc:)?|#map=[\d.]{1,5}/|[?&]mlat=)"
    r"(?P<a>-?\d{1,2}\.\d{2,12})(?:,|%2C|/|&mlon=)(?P<b>-?\d{1,3}\.\d{2,12})|!3d(?P<a2>-?\d{1,2}\.\d{2,12})!4d(?P<b2>-?\d{1,3}\.\d{2,12})",
    _I,
)
_DEGREE = pattern(r"\d ?(?:°|º|d|درجة?ه?)", _I)
_METRES_PER_DEGREE = 111_320.0
_SIGNS = tuple((sign, axis, pattern(rf"(?:{words})(?:\.? ?(?:широти|довготи|широты|долготы))?", _I)) for sign, axis, words in (
    (1, "lat", rf"{_N}|ش"), (-1, "lat", rf"{_S}|ج"), (1, "lon", rf"{_E}|ق"), (-1, "lon", rf"{_W}|غ")))  # fmt: skip


def coordinates(text: str) -> tuple[Coordinates, ...]:
    """
    Find coordinates in a text.

    Args:
        text: Verbatim; digits of any script.

    Returns:
        In the order of the text, none overlapping. What lies outside of the Earth is left out.
    """
    here = mapped(text)
    plain = here.plain
    if not any(c.isdigit() for c in plain):
        return ()
    found = []
    for start, end, lat, lon, within, notation, why in points(plain):
        first, last = here.span(start, end)
        found.append(
            Coordinates(first, last, here.original[first:last], round(lat, 7), round(lon, 7), within, notation, why)
        )  # fmt: skip
    return tuple(sorted(found))


def points(plain: str) -> Iterator[_Point]:
    """
    Give what a plain text states, none overlapping, the surest notations first.

    Returns:
        Start and end in the plain text, latitude, longitude, metres, notation, and what was assumed; see `Coordinates`.
    """
    taken = bytearray(len(plain) + 1)
    for reader in (_links, _geos, _pluses, _dms, _dashed, _mgrs, _utm, _pairs):
        for point in reader(plain):
            start, end, lat, lon = point[:4]
            if abs(lat) <= 90 and abs(lon) <= 180 and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                yield point


def _number(stated: str) -> float:
    return float(stated.replace(",", ".").replace("٫", "."))


def _places(stated: str) -> int:
    return len(re.split("[.,٫]", stated)[1]) if re.search("[.,٫]", stated) else 0


def _within(places: int, unit_m: float = _METRES_PER_DEGREE) -> float:
    return float(f"{unit_m * 10**-places / 2:.2g}")


def _hemisphere(*stated: str | None) -> tuple[int, str]:
    for one in stated:
        if one:
            for sign, axis, form in _SIGNS:
                if form.fullmatch(one):
                    return sign, axis
    return 1, ""


def _hemispheres(m: re.Match[str]) -> tuple[tuple[int, str], tuple[int, str]]:
    """A letter between the numbers belongs to the second when the first has one already."""
    if m["h1"] and m["h2"] and not m["h3"]:
        return _hemisphere(m["h1"]), _hemisphere(m["h2"], m["h4"])
    return _hemisphere(m["h1"], m["h2"]), _hemisphere(m["h3"], m["h4"])


def _ordered(first: float, second: float, axis1: str, axis2: str) -> tuple[float, float, str] | None:
    """Latitude and longitude from two numbers and what is said of each."""
    if axis1 == "lon" or axis2 == "lat":
        return second, first, ""
    if axis1 or axis2:
        return first, second, ""
    if abs(first) > 90 >= abs(second):
        return second, first, "only longitude first is possible"
    return first, second, "read latitude first" if abs(second) <= 90 else ""


def _pairs(plain: str) -> list[_Point]:
    found: list[_Point] = []
    if len(_FRACTION.findall(plain)) < 2:
        return found
    for m in _PAIR.finditer(plain):
        (sign1, axis1), (sign2, axis2) = _hemispheres(m)
        said = bool(
            axis1
            or axis2
            or "°" in m[0]
            or "º" in m[0]
            or re.match(_LAT_WORD, m[0], _I)
            or _CUE.search(plain[max(0, m.start() - 40) : m.start()])
        )
        places = min(_places(m["a"]), _places(m["b"]))
        if places < (1 if said else 3):
            continue
        point = _ordered(sign1 * _number(m["a"]), sign2 * _number(m["b"]), axis1, axis2)
        if point:
            found.append((*m.span(), point[0], point[1], _within(places), "decimal", point[2]))
    return found


_FRACTION = re.compile(r"\d[.,٫]\d")
_CUE = pattern(
    r"(?:loc|coord|location|gps|position|احداثيات|إحداثيات|الموقع|координат|точк|локац|coordonn|coordenad|ubicaci)\w{0,8}",
    _I,
)


def _dms(plain: str) -> list[_Point]:
    found: list[_Point] = []
    if not _DEGREE.search(plain):
        return found
    for m in _DMS.finditer(plain):
        values = []
        for i in (1, 2):
            minutes, seconds = _number(m[f"m{i}"]), _number(m[f"s{i}"] or "0")
            if minutes >= 60 or seconds >= 60:
                break
            values.append(int(m[f"d{i}"]) + minutes / 60 + seconds / 3600)
        if len(values) < 2:
            continue
        (sign1, axis1), (sign2, axis2) = _hemispheres(m)
        point = _ordered(sign1 * values[0], sign2 * values[1], axis1, axis2)
        within = (
            _within(_places(m["s1"]), _METRES_PER_DEGREE / 3600)
            if m["s1"]
            else _within(_places(m["m1"]), _METRES_PER_DEGREE / 60)
        )
        if point:
            found.append((m.start(), m.start() + len(m[0].rstrip(" ,،")), point[0], point[1], within, "dms", point[2]))
    return found


def _dashed(plain: str) -> list[_Point]:
    """Read degrees, minutes and seconds with hyphens between them, as on charts: a letter must name both halves."""
    found: list[_Point] = []
    for m in _DASHED.finditer(plain) if "-" in plain else ():
        if not (m["h1"] or m["h2"]) or not (m["h3"] or m["h4"]):
            continue
        lat, lon = (int(m[f"d{i}"]) + int(m[f"m{i}"]) / 60 + float(m[f"s{i}"]) / 3600 for i in (1, 2))
        south, west = "S" in (m["h1"], m["h2"]), "W" in (m["h3"], m["h4"])
        within = _within(_places(m["s1"]), _METRES_PER_DEGREE / 3600)
        found.append((*m.span(), -lat if south else lat, -lon if west else lon, within, "dms", ""))
    return found


def _geos(plain: str) -> list[_Point]:
    if "geo:" not in plain.lower():
        return []
    return [
        (*m.span(), float(m["a"]), float(m["b"]), _within(min(_places(m["a"]), _places(m["b"]))), "geo", "")
        for m in _GEO.finditer(plain)
    ]


def _links(plain: str) -> list[_Point]:
    if "http" not in plain.lower():
        return []
    found: list[_Point] = []
    for m in _LINK.finditer(plain):
        a, b = m["a"] or m["a2"], m["b"] or m["b2"]
        found.append(
            (
                *m.span(),
                float(a),
                float(b),
                _within(min(_places(a), _places(b))),
                "link",
                "" if m["a2"] else "the middle of the map, or what was searched",
            )
        )
    return found


def _pluses(plain: str) -> list[_Point]:
    found: list[_Point] = []
    for m in _PLUS.finditer(plain) if "+" in plain else ():
        code = m["code"].replace("+", "")
        lat = lon = 0.0
        size = 20.0
        for i in range(0, 10, 2):
            lat += _PLUS_LETTERS.index(code[i]) * size
            lon += _PLUS_LETTERS.index(code[i + 1]) * size
            size /= 20
        size *= 20
        height, width = size, size
        if len(code) > 10:
            row, column = divmod(_PLUS_LETTERS.index(code[10]), 4)
            height, width = size / 5, size / 4
            lat, lon = lat + row * height, lon + column * width
        found.append(
            (
                *m.span(),
                lat - 90 + height / 2,
                lon - 180 + width / 2,
                float(f"{height / 2 * _METRES_PER_DEGREE:.2g}"),
                "plus-code",
                "",
            )
        )
    return found


_BANDS = "CDEFGHJKLMNPQRSTUVWX"


def _mgrs(plain: str) -> list[_Point]:
    found: list[_Point] = []
    for m in _MGRS.finditer(plain):
        zone, digits = int(m["zone"]), m["digits"].replace(" ", "")
        if not 1 <= zone <= 60:
            continue
        half = len(digits) // 2
        cell = 10.0 ** (5 - half)
        columns = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")[(zone - 1) % 3]
        rows = "ABCDEFGHJKLMNPQRSTUV"
        column, row = columns.find(m["square"][0]), rows.find(m["square"][1])
        if column < 0 or row < 0:
            continue
        east = (column + 1) * 100_000 + int(digits[:half]) * cell + cell / 2
        north = ((row - (5 if zone % 2 == 0 else 0)) % 20) * 100_000 + int(digits[half:]) * cell + cell / 2
        # The letter of the row repeats every 2,000 km; the band says which of them is meant.
        lowest = (_BANDS.index(m["band"]) * 8 - 80) * _METRES_PER_DEGREE * 0.9983 * 0.9996
        base = lowest if m["band"] >= "N" else lowest + 10_000_000
        while north < base - 120_000:
            north += 2_000_000
        lat, lon = _from_utm(zone, m["band"] >= "N", east, north)
        found.append((*m.span(), lat, lon, cell / 2, "mgrs", ""))
    return found


def _utm(plain: str) -> list[_Point]:
    found: list[_Point] = []
    for m in _UTM.finditer(plain):
        zone, east, north = int(m["zone"]), float(m["east"]), float(m["north"])
        if 1 <= zone <= 60 and 100_000 <= east < 900_000 and north < 10_000_000:
            lat, lon = _from_utm(zone, m["band"].upper() >= "N", east, north)
            found.append((*m.span(), lat, lon, 0.5, "utm", ""))
    return found


def _from_utm(zone: int, northern: bool, east: float, north: float) -> tuple[float, float]:
    """Undo the transverse Mercator projection; metres to degrees. Source: Snyder, pages 63-64."""
    a, e2, scale = 6378137.0, 0.00669437999014, 0.9996
    second = e2 / (1 - e2)
    x, y = east - 500_000, north if northern else north - 10_000_000
    mu = y / scale / (a * (1 - e2 / 4 - 3 * e2**2 / 64 - 5 * e2**3 / 256))
    e1 = (1 - sqrt(1 - e2)) / (1 + sqrt(1 - e2))
    phi = (
        mu + (3 * e1 / 2 - 27 * e1**3 / 32) * sin(2 * mu) + (21 * e1**2 / 16 - 55 * e1**4 / 32) * sin(4 * mu)
        + 151 * e1**3 / 96 * sin(6 * mu) + 1097 * e1**4 / 512 * sin(8 * mu)
    )  # fmt: skip
    c, t = second * cos(phi) ** 2, tan(phi) ** 2
    n = a / sqrt(1 - e2 * sin(phi) ** 2)
    r = a * (1 - e2) / (1 - e2 * sin(phi) ** 2) ** 1.5
    d = x / (n * scale)
    lat = phi - n * tan(phi) / r * (
        d**2 / 2 - (5 + 3 * t + 10 * c - 4 * c**2 - 9 * second) * d**4 / 24
        + (61 + 90 * t + 298 * c + 45 * t**2 - 252 * second - 3 * c**2) * d**6 / 720
    )  # fmt: skip
    lon = (
        d - (1 + 2 * t + c) * d**3 / 6 + (5 - 2 * c + 28 * t - 3 * c**2 + 8 * second + 24 * t**2) * d**5 / 120
    ) / cos(phi)
    return degrees(lat), degrees(radians((zone - 1) * 6 - 180 + 3) + lon)
