"""
Tables of Facepager's nodes, as far as they were fetched from Facebook.

Each node is a row. Only nodes of the kind ``data`` are posts; seeds and pieces are rows without a post, and a query that
failed is a gap. ``object_id`` is ``PAGE_POST`` for posts and ``POST_COMMENT`` for comments: the last part is the number. A
comment hangs on the row above it (``parent_id``). When a row was fetched is the collector's wall clock.

People choose the columns; what is needed are those of a node, and ``message``.

Source:
    The columns that 4CAT asks of such files (``datasources/upload/import_formats.py``), and Facepager.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.model.adapter import Adapter, NoOptions
from firsthand.model.ids import account_id, post_id
from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.lack import Lack
from firsthand.readers.named_tables import NO_ID, Cells, RowRead, header_of, read_table, said
from firsthand.readers.seam import Files, Setting
from firsthand.readers.table_values import moment, rounded

NAME = "facepager"

COLUMNS = frozenset({"id", "level", "object_id", "object_type", "query_status", "query_type", "message"})

FACEBOOK = frozenset({
    "from.name", "full_picture", "shares.count", "comments.summary.total_count", "reactions.summary.total_count",
})  # fmt: skip
"""Columns of which at least one shows that nodes are Facebook's."""

ROWS_KEPT = 1_000_000
"""Rows whose post is remembered, for comments hang on them; about 150 MB."""

_POST = re.compile(r"(?:(\d{1,25})_)?(\d{1,25})", re.ASCII)
_ZONE = re.compile(r"(.*[+-]\d\d)(\d\d)")


class FacepagerReader:
    """Reads tables. One object may read many files; it keeps nothing between them."""

    def find(self, files: Files) -> list[Find]:
        """Recognise by the columns of a node."""
        headers = ((name, frozenset(header_of(files, name))) for name in files.names())
        found = (name for name, header in headers if header >= COLUMNS and header & FACEBOOK)
        return [Find(NAME, (name,), (), 0.96, "nodes of Facepager, fetched from Facebook") for name in found]

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read the rows in order; what they hang on is remembered for each member anew."""
        for member in find.members:
            yield from read_table(files, member, _Nodes().read)


class _Nodes:
    """The nodes of one table."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}

    def read(self, cells: Cells) -> RowRead:
        status, kind = said(cells, "query_status"), said(cells, "object_type") or "data"
        if status and not status.startswith(("fetched", "200")):
            return RowRead(lacks=(Lack("platform-error", f"{said(cells, 'object_id')[:80]}: {status}"),))
        if kind in ("seed", "offcut", "unpacked", "empty"):
            return RowRead()
        match = _POST.fullmatch(said(cells, "object_id"))
        if match is None or rounded(said(cells, "object_id")):
            return NO_ID
        native = match[2]
        if len(self.known) < ROWS_KEPT:
            self.known[said(cells, "id")] = native
        return self.post(cells, native)

    def post(self, cells: Cells, native: str) -> RowRead:
        above = self.known.get(said(cells, "parent_id"))
        text, posted = cells.get("message", ""), _moment(said(cells, "created_time"))
        name, number = said(cells, "from.name") or None, said(cells, "from.id")
        account = account_id("facebook", number) if _POST.fullmatch(number) and not rounded(number) else None
        link = next(
            (url for url in (said(cells, "permalink_url"), said(cells, "link")) if url.startswith("http")), None
        )
        picture = said(cells, "full_picture") or said(cells, "picture")
        post = Post(
            post_id("facebook", native), "facebook", native, text, posted, account, None, name, link,
            reply_to=post_id("facebook", above) if above and above != native else None,
            media=(Media("image", picture),) if picture.startswith("http") else (), marks=() if text else ("no-text",),
        )  # fmt: skip
        return RowRead(
            (post,), (Sighting(account, "facebook", number, posted, None, name),) if account is not None else ()
        )


def _moment(stated: str) -> Moment:
    """Facebook writes ``2041-04-03T06:12:44+0000``."""
    if not stated:
        return UNKNOWN
    match = _ZONE.fullmatch(stated)
    found = moment(f"{match[1]}:{match[2]}" if match else stated, None)
    return found._replace(stated=None, zone=None) if found.zone == "+00:00" else found


def _open(_options: NoOptions) -> FacepagerReader:
    return FacepagerReader()


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="Tables of Facepager's nodes: posts and comments of Facebook.",
    open=_open,
    filler=fillers.row,
    losses=(
        "Nodes of other platforms than Facebook are not read.",
        "Counts, and columns that a person added, stay in the capture.",
        "Who wrote a post has no number unless the column `from.id` was kept.",
    ),
)
