"""Which exporters to other tools are ours. Names only, so that starting the program imports none of them."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from firsthand.model.adapter import Adapter
from firsthand.model.errors import Mistaken

if TYPE_CHECKING:
    from firsthand.exporters.seam import Exporter

OURS: Mapping[str, tuple[str, ...]] = {
    "firsthand.exporters.csv_tables": ("csv",),
    "firsthand.exporters.workbook_tables": ("xlsx",),
    "firsthand.exporters.json_lines": ("jsonl",),
    "firsthand.exporters.parquet_tables": ("parquet",),
    "firsthand.exporters.database": ("sqlite",),
    "firsthand.exporters.geojson": ("geojson",),
    "firsthand.exporters.timeline": ("timeline", "timeline-csv"),
    "firsthand.exporters.claim_review": ("claimreview",),
    "firsthand.exporters.ftm": ("ftm",),
    "firsthand.exporters.misp": ("misp",),
    "firsthand.exporters.ninjs": ("ninjs", "ninjs2", "ninjs1"),
    "firsthand.exporters.atlos": ("atlos",),
    "firsthand.exporters.subtitles": ("vtt", "srt"),
    "firsthand.exporters.web_story": ("warc", "wacz"),
    "firsthand.exporters.map_stories": ("storymap", "timemap"),
    "firsthand.exporters.kml": ("kml",),
    "firsthand.exporters.field_tables": ("uwazi", "check", "4cat", "datawrapper"),
    "firsthand.exporters.case_jsonld": ("case",),
}
"""Module to the names of its `ADAPTERS`."""

NAMES = tuple(name for names in OURS.values() for name in names)


def load() -> list[Adapter]:
    """Import all our exporters, in the order of `OURS`."""
    return [one for module in OURS for one in importlib.import_module(module).ADAPTERS]


def load_one(name: str) -> tuple[Adapter, Exporter]:
    """
    Import one exporter.

    Raises:
        Mistaken: There is none of that name.
    """
    module = next((module for module, names in OURS.items() if name in names), "")
    if not module:
        raise Mistaken(f"Nothing exports to {name}.", code="no-format", advice=f"Formats: {', '.join(NAMES)}.")
    adapter: Adapter = next(one for one in importlib.import_module(module).ADAPTERS if one.name == name)
    opened: Exporter = adapter.open(adapter.options())
    return adapter, opened
