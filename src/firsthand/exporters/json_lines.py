"""Messages as JSON Lines: one object a line, UTF-8, empty fields left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from firsthand.exporters.columns import Table, objects, tables
from firsthand.exporters.seam import QUERY, STORY, Exporter, Handed, Made, adapter


def line(value: Any) -> bytes:
    """An object as one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def document(value: Any) -> bytes:
    """A value as a JSON document that people can read, too."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def lines(table: Table) -> Iterator[bytes]:
    """A table as JSON Lines."""
    return (line(one) for one in objects(table))


def make(handed: Handed) -> Made:
    """A file for each table."""
    return Made(files={f"{table.name}.jsonl": lines(table) for table in tables(handed)})


ADAPTERS = (
    adapter("jsonl", "Tables as JSON Lines, one file each.", Exporter(
        ending=".jsonl", takes=(STORY, QUERY), pictures=True, make=make,
        use="Programs; `jq`, pandas, DuckDB.",
        licence="jsonlines.org, an open specification.",
        proof="Read back by Python's `json` and by Apache Arrow's reader of JSON.",
    )),
)  # fmt: skip
