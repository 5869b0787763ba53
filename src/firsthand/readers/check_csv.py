"""
Check (of Meedan): the CSV of items, of a shared feed, and of fact-checks.

Rules:
    - An item is a row. Items of Check are ``check:ADDRESS`` of their page; fact-checks ``check:`` and their address or
      number.
    - Times are the server's, which is UTC, although they do not say so.
    - ``Created by`` names somebody of the desk that exported: it is sealed. Answers to a team's own questions stay in the
      capture.

Source:
    meedan/check-api, the export of searches, feeds and fact-checks.
"""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.adapter import Adapter
from firsthand.model.ids import post_id
from firsthand.model.moment import UNKNOWN
from firsthand.model.post import Post
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.chatids import Nth, message_id
from firsthand.readers.seam import Files, Setting
from firsthand.readers.table_values import moment
from firsthand.readers.tool_sheets import SheetRow, header_of, item, mark, read_sheet, utc, web

NAME = "check"
PLATFORM = "check"

_ITEMS = frozenset({"claim", "item page url", "status", "submitted at"})
_FEED = frozenset({"fact-check title", "fact-check summary", "fact-check url"})
_CHECKS = frozenset({"id", "title", "summary", "url", "report status"})


class CheckReader:
    """Implements `firsthand.readers.seam.Reader`."""

    def find(self, files: Files) -> list[Find]:
        """Recognise the three tables by their columns."""
        finds = []
        for member in files.names():
            header = frozenset(header_of(files, member))
            what = next((what for columns, what in _TABLES if columns <= header), "")
            if what:
                finds.append(Find(NAME, (member,), (), 0.95, f"Check, {what}"))
        return finds

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read the rows in order."""
        for member in find.members:
            table = _Table(member, setting.source_name or member)
            yield from read_sheet(files, member, table.row)
            if table.sealed:
                what = f"who made {table.sealed} items in Check stays in the capture and is not read"
                yield Gap("sealed", member, 0, what)


_TABLES = ((_ITEMS, "a table of items"), (_FEED, "a shared feed of fact-checks"), (_CHECKS, "a table of fact-checks"))


class _Table:
    def __init__(self, member: str, scope: str) -> None:
        self._scope = scope
        self._nth = Nth()
        self.sealed = 0

    def row(self, row: SheetRow) -> tuple[Item, list[Gap]] | tuple[str, str]:
        post = self._item(row) if "claim" in row.cells else self._fact_check(row)
        if post is None:
            return "no-words", "it has neither words nor an address."
        return item((post,)), []

    def _item(self, row: SheetRow) -> Post | None:
        text, address = row.cells.get("claim", ""), web(row.cell("item page url"))
        if not text.strip() and not address:
            return None
        self.sealed += bool(row.cell("created by"))
        posted, submitted = row.cell("social media posted at"), row.cell("submitted at")
        marks = (*mark("status", row.cell("status")), *mark("tags", row.cell("tags")), *mark("submitted", submitted))
        return self._post(address, text, marks, address)._replace(posted=utc(posted) if posted else UNKNOWN)

    def _fact_check(self, row: SheetRow) -> Post | None:
        feed = "fact-check title" in row.cells
        title = row.cell("fact-check title" if feed else "title")
        text = row.cells.get("fact-check summary" if feed else "summary", "")
        address = web(row.cell("fact-check url" if feed else "url"))
        if not title and not text.strip() and not address:
            return None
        number = row.cell("id")
        marks = (
            *mark("title", title),
            *mark("rating", row.cell("rating")),
            *mark("status", row.cell("report status")),
            *mark("tags", row.cell("tags")),
        )
        native = f"fact-check/{number}" if number.isascii() and number.isdecimal() and len(number) < 19 else address
        updated = row.cell("updated at")
        posted = moment(updated, None) if updated.isdecimal() else utc(updated) if updated else UNKNOWN
        lang = row.cell("language")[:35]
        return self._post(native, text, marks, address)._replace(posted=posted, lang=lang or None)

    def _post(self, native: str, text: str, marks: tuple[str, ...], address: str) -> Post:
        native = native[:2000] or self._nth(message_id(self._scope, "", "", text, ""))
        spoken = () if text.strip() else ("no-text",)
        return Post(post_id(PLATFORM, native), PLATFORM, native, text, url=address or None, marks=(*marks, *spoken))


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="Check (of Meedan): items, shared feeds and fact-checks as CSV.",
    open=lambda options: CheckReader(),
    filler=fillers.row,
    losses=(
        "Who made an item in Check is sealed.",
        "Answers to a team's own questions, and how many media an item has, stay in the capture.",
        "Statuses stand in the language of the person who exported.",
        "An item of Check is not joined with the post that it is about: the table does not hold its address.",
    ),
)
