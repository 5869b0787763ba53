"""
Messages as GeoJSON: coarse places only.

A point is the middle of a district or city that the card names, by the case's gazetteer, rounded to a tenth of a degree at least. It is
never where a post, a picture or a person was. A message without such a place has no geometry, which the format allows.

Source: RFC 7946: longitude first, WGS 84; a feature may be unlocated.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from firsthand.exporters.columns import objects, tables
from firsthand.exporters.json_lines import document
from firsthand.exporters.seam import Exporter, Handed, Made, Spot, adapter

COARSE = "A point is the rounded middle of a named district or city, never the place of a post, a picture or a person."


def geometry(spot: Spot | None) -> dict[str, Any] | None:
    """A point, or nothing."""
    return {"type": "Point", "coordinates": [spot.lon, spot.lat]} if spot else None


def make(handed: Handed) -> Made:
    """Each message, and each district of the story's count."""
    table = tables(handed)[0]
    features: list[dict[str, Any]] = []
    for message, row in zip(handed.messages, objects(table), strict=True):
        said = {name: value for name, value in row.items() if name not in ("id", "latitude", "longitude")}
        features.append({"type": "Feature", "id": message.id, "geometry": geometry(message.spot),
                         "properties": {"kind": "message", **said}})  # fmt: skip
    facts = handed.printed.edition.facts
    for place in facts.places if facts else ():
        features.append({"type": "Feature", "id": f"messages of {place.name}", "geometry": geometry(handed.spots.get(place.name)),
                         "properties": {"kind": "count", "place": place.name, "messages": place.count}})  # fmt: skip
    whole: Mapping[str, Any] = {"type": "FeatureCollection", "title": handed.title, "note": COARSE, "features": features}
    return Made(files={"messages.geojson": [document(whole)]}, left_out=unlocated(handed))


def unlocated(handed: Handed) -> tuple[str, ...]:
    """What has no point, in sentences."""
    none = sum(not message.place for message in handed.messages)
    lost = sorted({message.place for message in handed.messages if message.place and message.spot is None})
    said = [f"{none} messages tell no place, and have no point."] if none else []
    if lost:
        said.append(f"The case's gazetteer does not place {', '.join(lost)}, or not for sure: no point.")
    return tuple(said)


ADAPTERS = (
    adapter("geojson", "Messages and the counts of districts as GeoJSON, coarse.", Exporter(
        ending=".geojson", pictures=True, make=make,
        use="Maps: QGIS, MapLibre, Leaflet, Datawrapper.",
        licence="RFC 7946, an open standard.",
        proof="Read back by the `geojson` package, which checks every geometry.",
        reading=(COARSE,),
    ), losses=("Exact places, wherever they were known.",)),
)  # fmt: skip
