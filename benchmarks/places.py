"""
Places in posts, within 25 km of where people put them, beside a plain look-up of the same gazetteer.

The posts, the places that people resolved (OpenStreetMap) and the gazetteer lie beside the project and are not part of it. The
gazetteer holds towns and regions of eleven countries: what it cannot hold (another country, a whole country, a street, a
building) is counted apart, because no resolution finds a place that is not there. `held` is a place for which the gazetteer has one of
that very name within 25 km. The plain look-up takes the words of the mention, as marked, and of the places so called the largest.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

from measure import ROOT, tell

DATA = ROOT.parent / "shared" / "data"
SETS = {"en": "needs-idrisi-en", "ar": "arabic-crisis-idrisi"}
NEAR_KM = 25.0
COARSE = {"Country", "Continent", "Other locations"}
"""Kinds that have no point within 25 km of all that they cover."""


def rows(path: Path) -> list[dict[str, Any]]:
    """The lines of a packed file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def gazetteer() -> Any:
    """The shared gazetteer as ours, cities and regions."""
    from firsthand.check.places import Gazetteer, Place

    found = []
    for level, name in (("city", "cities"), ("region", "adm1")):
        for row in rows(DATA / "gazetteer-csc" / f"{name}.jsonl.gz"):
            if row.get("lat") and row.get("lon"):
                names = tuple({row[key] for key in ("name", "native", "ar", "ru", "uk") if row.get(key)})
                lat, lon, people = float(row["lat"]), float(row["lon"]), int(row.get("pop") or 0)
                found.append(Place(str(row["id"]), row["name"], lat, lon, level, people, row["cc"], "", names))
    return Gazetteer(found)


def read(name: str) -> Any:
    """A file, or the packaged cities, as a gazetteer."""
    from firsthand.check.places import Gazetteer, Place
    from firsthand.shell.gazetteer import packaged_cities, places_in

    path = packaged_cities() if name == "geonames" else Path(name)
    return Gazetteer([one for one in places_in([path]) if isinstance(one, Place)])


def measure(language: str, known: Any) -> dict[str, object]:
    """Count for one language what is near, what is elsewhere, what stays open, and what nobody could find."""
    from firsthand.check.places import haversine_km

    def near(place: Any, truth: dict[str, Any]) -> bool:
        return place is not None and haversine_km(place.lat, place.lon, float(truth["lat"]), float(truth["lon"])) <= NEAR_KM

    ours: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for row in rows(DATA / SETS[language] / "geocoded.jsonl.gz"):
        mentions = known.find(row["text"])
        for truth in row["geocoded"]:
            words = str(truth["text"]).replace("_", " ").lstrip("#")
            named = known.named(words)
            told["places"] += 1
            if truth["type"] in COARSE:
                told["of a kind without a point"] += 1
                continue
            if not any(near(place, truth) for place in named):
                told["not in the gazetteer"] += 1
                hit = [one for one in mentions if one.start < truth["end"] and truth["start"] < one.end]
                told["of these, something far was proposed"] += any(one.place is not None and not near(one.place, truth) for one in hit)
                continue
            told["held"] += 1
            plain["near"] += near(max(named, key=lambda one: one.population), truth)
            hit = [one for one in mentions if one.start < truth["end"] and truth["start"] < one.end]
            if any(near(one.place, truth) for one in hit):
                ours["near"] += 1
            elif any(one.place is None for one in hit):
                ours["open, with candidates"] += 1
                ours["the right one among the candidates"] += any(near(c, truth) for one in hit for c in one.candidates)
            else:
                ours["elsewhere" if hit else "not seen"] += 1
    shares = {"ours": ours["near"], "plain look-up": plain["near"]}
    return {**told, **{f"within 25 km, {name}": round(count / told["held"], 3) for name, count in shares.items() if told["held"]}, **ours}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gazetteer", help="Another gazetteer: a file that `firsthand places --gazetteer` reads, or `geonames`.")
    parser.add_argument("--json", action="store_true", help="Print JSON.")
    stated = parser.parse_args()
    if not stated.gazetteer and not (DATA / "gazetteer-csc").is_dir():
        raise SystemExit(f"There is no {DATA / 'gazetteer-csc'}.")
    known = read(stated.gazetteer) if stated.gazetteer else gazetteer()
    tell({"rows of the gazetteer": len(known), **{language: measure(language, known) for language in SETS}}, stated.json)


if __name__ == "__main__":
    main()
