"""
Tables as one SQLite file that Datasette opens as it is: foreign keys to follow, a text index to search, and metadata beside it.

Here only the statements are made; what runs them is a port.

Source: Datasette's documentation of metadata and full-text search; SQLite's FTS5, external content tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.exporters.columns import Table, plain, tables
from firsthand.exporters.json_lines import document
from firsthand.exporters.seam import QUERY, STORY, Exporter, Handed, Made, Statement, adapter
from firsthand.text.visible import visible

FILE = "messages.sqlite"
_TYPES = {"text": "TEXT", "integer": "INTEGER", "real": "REAL"}
_SEARCHED = ("text", "translation", "paraphrase")
_NAME = re.compile(r"[a-z_][a-z0-9_]*")


def statements(handed: Handed) -> Iterator[Statement]:
    """All that makes the file, in order."""
    found = tables(handed)
    yield "CREATE TABLE about (what TEXT PRIMARY KEY, said TEXT)", ()
    for what, said in (("title", handed.title), ("notice", handed.notice), ("software", handed.software),
                       ("invented", "yes" if handed.invented else "")):  # fmt: skip
        if said:
            yield "INSERT INTO about VALUES (?, ?)", (what, said.replace("\0", "\ufffd").encode("utf-8", "replace").decode())
    for table in found:
        yield _create(table), ()
        holes = ", ".join("?" * len(table.columns))
        for row in table.rows:
            yield f"INSERT INTO {_name(table.name)} VALUES ({holes})", tuple(None if cell == "" else cell for cell in row)
        for column, _ in table.points:
            yield f"CREATE INDEX {table.name}_{column} ON {table.name} ({column})", ()
    searched = [column.name for column in found[0].columns if column.name in _SEARCHED]
    listed = ", ".join(map(_name, searched))
    # Datasette looks for the name in these quotation marks.
    yield f"CREATE VIRTUAL TABLE messages_fts USING fts5({listed}, content=\"messages\", tokenize='unicode61 remove_diacritics 2')", ()
    yield f"INSERT INTO messages_fts (rowid, {listed}) SELECT rowid, {listed} FROM messages", ()


def _create(table: Table) -> str:
    parts = [
        f"{_name(one.name)} {_TYPES[one.type]}{' PRIMARY KEY' if one.name == table.key else ''}" for one in table.columns
    ]
    parts += [f"FOREIGN KEY ({_name(column)}) REFERENCES {_name(other)}" for column, other in table.points]
    return f"CREATE TABLE {_name(table.name)} ({', '.join(parts)})"


def _name(stated: str) -> str:
    assert _NAME.fullmatch(stated), "names of columns are ours"
    return stated


def metadata(handed: Handed) -> dict[str, object]:
    """What Datasette shows beside the tables."""
    described = {
        table.name: {"description": table.what, "columns": {column.name: column.what for column in table.columns}}
        for table in tables(handed)
    }
    about = handed.notice or "Messages as they were published, with what was taken out named."
    return {"title": visible(handed.title), "description": about, "source": handed.software,
            "databases": {FILE.partition(".")[0]: {"tables": described}}}  # fmt: skip


def make(handed: Handed) -> Made:
    """The file and its metadata."""
    files = {FILE: handed.database(statements(handed)), "metadata.json": [document(metadata(handed))]}
    return Made(files=files, plain=plain(tables(handed)) if handed.press else ())


ADAPTERS = (
    adapter("sqlite", "Tables as a SQLite file for Datasette, with a text index.", Exporter(
        ending=".sqlite", takes=(STORY, QUERY), pictures=True, make=make,
        use="Publishing or exploring the data: `datasette messages.sqlite --metadata metadata.json`.",
        licence="SQLite: public domain. Datasette: Apache-2.0.",
        proof="Opened by SQLite (integrity, foreign keys, search), and by Datasette and sqlite-utils in a campaign.",
    )),
)  # fmt: skip
