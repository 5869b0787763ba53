"""Tables as Parquet files, for bulk work. Needs the extra ``parquet`` (Apache Arrow)."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Iterator
from itertools import islice

from firsthand.exporters.columns import Table, plain, tables
from firsthand.exporters.seam import QUERY, STORY, Exporter, Handed, Made, adapter
from firsthand.model.errors import Unavailable

BATCH = 10_000
EXTRA = "pip install 'firsthand[parquet]'"


def make(handed: Handed) -> Made:
    """
    A file for each table.

    Raises:
        Unavailable: Arrow is not installed.
    """
    if importlib.util.find_spec("pyarrow") is None:
        raise Unavailable("Parquet is written by Apache Arrow, which is not installed.", code="no-arrow", advice=EXTRA)
    found = tables(handed)
    files = {f"{table.name}.parquet": _chunks(table, handed) for table in found}
    return Made(files=files, plain=plain(found) if handed.press else ())


def _chunks(table: Table, handed: Handed) -> Iterator[bytes]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"text": pa.string(), "integer": pa.int64(), "real": pa.float64()}
    fields = [pa.field(one.name, types[one.type], metadata={"description": one.what}) for one in table.columns]
    said = {"title": handed.title, "table": table.what, "software": handed.software, "notice": handed.notice}
    schema = pa.schema(fields, metadata={key: value.encode("utf-8", "replace") for key, value in said.items() if value})
    out = io.BytesIO()
    rows = iter(table.rows)
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        while batch := list(islice(rows, BATCH)):
            columns = [list(column) for column in zip(*batch, strict=True)]
            held = ([None if cell == "" else cell for cell in cells] for cells in columns)
            arrays = [pa.array(cells, one.type) for cells, one in zip(held, schema, strict=True)]
            writer.write_batch(pa.record_batch(arrays, schema=schema))
    yield out.getvalue()


ADAPTERS = (
    adapter("parquet", "Tables as Parquet, one file each; needs the extra `parquet`.", Exporter(
        ending=".parquet", takes=(STORY, QUERY), pictures=True, make=make,
        use="Bulk work in Arrow, DuckDB, pandas, Spark.",
        licence="Apache-2.0 (Apache Parquet).",
        proof="Read back by Apache Arrow: names, types, every cell.",
    ), needs=("pyarrow",)),
)  # fmt: skip
