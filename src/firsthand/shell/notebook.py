"""
A case as tables, for notebooks: Arrow, and from there pandas and polars. Nothing is written, and no passphrase is asked for.

Tables of people say what was seen, never what anybody decided about them: who somebody is, and where they belong, stands in the
dossier of one account (`firsthand accounts ID`), with its reasons.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from firsthand.desk.claims import claims
from firsthand.desk.ports import Desk
from firsthand.find.query import parse
from firsthand.model.errors import Unavailable
from firsthand.model.words import BANDS, CATEGORIES
from firsthand.shell.case import find_case, open_case
from firsthand.shell.sql.rows import from_us

if TYPE_CHECKING:
    import pyarrow

Row = dict[str, Any]
BATCH = 20_000
"""Rows that are values of Python at a time; an Arrow table is far smaller."""

TIME, TEXT, NUMBER, TRUTH, TEXTS = "timestamp", "text", "number", "truth", "texts"

POST = {
    "id": TEXT, "platform": TEXT, "native_id": TEXT, "url": TEXT, "account": TEXT, "handle": TEXT, "name": TEXT, "posted_at": TIME,
    "posted_stated": TEXT, "posted_zone": TEXT, "posted_precision": TEXT, "text": TEXT, "lang": TEXT, "reply_to": TEXT, "quotes": TEXT,
    "reposts": TEXT, "media": TEXTS, "cluster": TEXT, **{f"band_{name}": NUMBER for name in CATEGORIES},
}  # fmt: skip
ACCOUNT = {"id": TEXT, "platform": TEXT, "handle": TEXT, "name": TEXT, "posts": NUMBER}
CLAIM = {
    "id": TEXT, "as_said": TEXT, "said_by": TEXT, "said_at": TEXT, "status": TEXT, "because": TEXT, "by": TEXT, "entry": NUMBER,
    "answers": NUMBER, "origins": NUMBER,
}  # fmt: skip
ACT = {"entry": NUMBER, "at": TIME, "kind": TEXT, "by": TEXT, "subject": TEXT, "undone": TRUTH}
RUN = {
    "run": TEXT, "at": TIME, "source": TEXT, "reader": TEXT, "seen": NUMBER, "kept": NUMBER, "already": NUMBER, "rejected": NUMBER,
    "failed": NUMBER, "posts": NUMBER, "accounts": NUMBER, "media": NUMBER, "gaps": NUMBER, "undone": TRUTH,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """
    Rows that are read when they are asked for.

    Attributes:
        columns: Name to kind: ``text``, ``texts``, ``number``, ``truth``, ``timestamp`` (UTC, microseconds).
        rows: Iterating gives the rows anew, each a mapping with these names.
    """

    columns: Mapping[str, str]
    rows: Iterable[Row]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def arrow(self) -> pyarrow.Table:
        """
        The table in Arrow, made batch by batch.

        Raises:
            Unavailable: pyarrow is not installed.
        """
        arrow = _library("pyarrow")
        schema, batches, held = self._schema(arrow), [], []
        for row in self.rows:
            held.append(row)
            if len(held) == BATCH:
                batches.append(self._batch(arrow, schema, held))
                held = []
        batches.append(self._batch(arrow, schema, held))
        return arrow.Table.from_batches(batches, schema)

    def pandas(self) -> Any:
        """
        The table as a pandas.DataFrame.

        Raises:
            Unavailable: pandas or pyarrow is not installed.
        """
        _library("pandas")
        return self.arrow().to_pandas()

    def polars(self) -> Any:
        """
        The table as a polars.DataFrame.

        Raises:
            Unavailable: polars or pyarrow is not installed.
        """
        return _library("polars").from_arrow(self.arrow())

    def _schema(self, arrow: Any) -> Any:
        kinds = {
            TEXT: arrow.string(), TEXTS: arrow.list_(arrow.string()), NUMBER: arrow.int64(), TRUTH: arrow.bool_(),
            TIME: arrow.timestamp("us", "UTC"),
        }  # fmt: skip
        return arrow.schema([(name, kinds[kind]) for name, kind in self.columns.items()])

    def _batch(self, arrow: Any, schema: Any, rows: list[Row]) -> Any:
        values = [[_value(row.get(name), kind) for row in rows] for name, kind in self.columns.items()]
        columns = [arrow.array(one, field.type) for one, field in zip(values, schema, strict=True)]
        return arrow.RecordBatch.from_arrays(columns, schema=schema)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Iterated anew each time."""

    make: Any

    def __iter__(self) -> Iterator[Row]:
        return iter(self.make())


class Notebook:
    """A case, to be read."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @cached_property
    def title(self) -> str:
        """Of the case."""
        return self._desk.plan.title

    def posts(self, query: str = "", *, limit: int | None = None, order: str = "oldest") -> Table:
        """
        Posts of a query, as `firsthand posts` finds them.

        Args:
            query: Words and fields; empty for all.
            limit: At most so many; None for all.
            order: ``oldest``, ``newest``, ``relevant``, ``likely``, ``unsure`` or ``random``.

        Returns:
            Columns `POST`; ``band_…`` is 0 to 3 (none, weak, some, strong), a proposal of a program.

        Raises:
            Mistaken: The query cannot be read.
        """
        asked = parse(query)
        most, search = -1 if limit is None else max(limit, 0), self._desk.views.search
        return Table(POST, _Rows(lambda: map(_post, search(asked, limit=most, order=order, seed=1))))

    def accounts(self) -> Table:
        """Who speaks, by how much of it is held; nothing of what anybody decided about them. Columns `ACCOUNT`."""
        every = self._desk.views.accounts
        return Table(ACCOUNT, _Rows(lambda: ({name: row.get(name) for name in ACCOUNT} for row in every(limit=-1))))

    def claims(self) -> Table:
        """What is said, as said, with its status. Columns `CLAIM`."""
        return Table(CLAIM, _Rows(lambda: (
            {**{name: row.get(name) for name in CLAIM}, "answers": len(row["answers"])} for row in claims(self._desk)
        )))  # fmt: skip

    def acts(self) -> Table:
        """What people did, without what they decided. Columns `ACT`."""
        return Table(ACT, _Rows(lambda: (
            {"entry": act.seq, "at": act.at, "kind": act.kind, "by": act.actor.name, "subject": act.subject, "undone": act.undone}
            for act in self._desk.views.acts()
        )))  # fmt: skip

    def runs(self) -> Table:
        """Imports; seen is the sum of kept, already, rejected and failed. Columns `RUN`."""
        return Table(RUN, _Rows(lambda: (
            {**row._asdict(), "run": row.id, "at": from_us(row.at_us), "reader": row.maker} for row in self._desk.views.runs("run")
        )))  # fmt: skip


def open_notebook(path: str | os.PathLike[str]) -> Notebook:
    """Open a case for reading; see `firsthand.open`."""
    return Notebook(open_case(find_case(os.fspath(path)), ask=lambda: None))


def _post(row: Mapping[str, Any]) -> Row:
    told: Row = {name: row.get(name) for name in POST if not name.startswith("band_")}
    told["media"] = [one["digest"] for one in row["media"] if one["digest"]]
    for name in CATEGORIES:
        told[f"band_{name}"] = BANDS.index(row["categories"].get(name, {"band": BANDS[0]})["band"])
    return told


def _value(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == TIME and isinstance(value, str):
        return datetime.fromisoformat(value.replace("Z", "+00:00"))
    if kind == TEXT:
        return str(value).encode("utf-8", "replace").decode()
    return bool(value) if kind == TRUTH else value


def _library(name: str) -> Any:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError:
        raise Unavailable(
            f"{name} is not installed.", code="no-library", advice="Install it beside Firsthand: pip install 'firsthand[analysis]'."
        ) from None
