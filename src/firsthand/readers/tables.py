"""
Tables of posts that people made or exported: CSV, TSV, semicolon CSV, and .xlsx workbooks.

Rules:
    - An item is a row of data. A row of a text file has its exact bytes; a row of a sheet has none, and its raw form is
      a JSON array of its cells.
    - What the person stated about columns outranks the header's words, and these outrank the cells.
    - A table without a column of text is one rejected item (per sheet), and says how to name the column.
    - A row with more cells than the header is rejected: its commas were not quoted, and its text would be cut short.
    - 03/04/2041 is read as its column shows; where the column shows nothing, the time is unknown and kept as stated.
    - An id is the platform's where the platform is stated, or shown by the header (``Tweet ID``) or by the post's
      address. Otherwise the platform is ``table``: an id then counts within its table, and a row without an id is named
      by a digest of what it says. An id that a spreadsheet rounded (1.23E+17) counts as none.
    - Names and handles of an unstated platform are accounts of this table only: two tables with an Ahmed have two.

What must change with this file: `table_columns` for a role, `docs` for its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from firsthand.model.adapter import Adapter
from firsthand.model.ids import AccountId, PostId, account_id, post_id
from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers import table_values as values
from firsthand.readers.chatids import Nth, message_id
from firsthand.readers.seam import Files, Setting
from firsthand.readers.table_columns import Columns, columns, recognised
from firsthand.readers.table_rows import SAMPLE, Dialect, Row, dialect, rows
from firsthand.readers.workbook import is_workbook, sheets
from firsthand.readers.workbook_erase import blank_rows, raw_row

_FOREIGN = (b"PK", b"{", b"[", b"<", b"%PDF", b"\x89PNG", b"\xff\xd8", b"GIF8", b"\x1f\x8b", b"\x28\xb5\x2f\xfd")
_SPEECH = re.compile(r"[.!?؟。…]\s*$|^\s*$")
_HANDLE = re.compile(r"@?[A-Za-z0-9_.-]{1,64}(?:@[A-Za-z0-9.-]{1,255})?")
_WEB_BEGAN = "1991-08-06"
_NUMBERED = frozenset({"x", "telegram", "bluesky", "activitypub", "reddit", "youtube"})
_NONE = frozenset({"", "nan", "none", "null", "n/a", "na", "false", "true", "0", "-"})
_PROBLEMS = {
    "bad-encoding": "it is not UTF-8. Save the table as UTF-8 (in Excel: CSV UTF-8) and collect it again.",
    "open-quote": "a quoted cell begins and does not end.",
    "too-long": "it is longer than 50 MB.",
    "not-utf8": "a cell of words is not UTF-8.",
}


class Line(NamedTuple):
    """A row with its place, wherever it comes from."""

    n: int
    start: int
    length: int
    raw: bytes
    cells: tuple[str, ...]
    problem: str = ""


class Table(NamedTuple):
    """
    A table that can be read again from its beginning.

    Attributes:
        member: File that holds it.
        label: Name for messages.
        again: Gives all rows, the header first.
        first: The first rows.
    """

    member: str
    label: str
    again: Callable[[], Iterator[Line]]
    first: list[Line]


class TablesReader:
    """Implements `firsthand.readers.seam.Reader`."""

    def find(self, files: Files) -> list[Find]:
        """Recognise tables; every file is a source of its own."""
        finds = []
        for name in files.names():
            if found := _recognise(files, name):
                finds.append(Find("tables", (name,), (), *found))
        return finds

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read the rows in order; see the rules at the top of this file."""
        for member in find.members:
            head = files.head(member, 4)
            if head.startswith(b"PK"):
                yield from _read_workbook(files, member, setting)
            else:
                yield from _read_text(files, member, setting)


def _recognise(files: Files, name: str) -> tuple[float, str] | None:
    head = files.head(name, SAMPLE)
    if head.startswith(b"PK\x03\x04"):
        with files.open(name) as stream:
            return (0.9, "an .xlsx workbook") if is_workbook(stream, files.size(name)) else None
    if not head.strip() or head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_FOREIGN):
        return None
    told = dialect(head, len(head) == files.size(name))
    if told is None:
        return None
    how, sample = told
    header = sample[0].cells
    roles = recognised(header)
    if sample[0].problem == "bad-encoding":
        # Claimed so that the person hears the remedy.
        return (0.2, "a table in an encoding other than UTF-8") if _old_table(head, how, sample) else None
    what = {b",": "comma", b"\t": "tab", b";": "semicolon", b"|": "bar"}[how.delimiter]
    why = f"a {what}-separated table with the columns {', '.join(cell.strip()[:40] for cell in header[:8])}"
    if "text" in roles and (len(header) > 1 or len(sample) > 1) and len(header) <= 20_000:
        return (0.6 if len(header) > 1 else 0.3), why
    if any(_SPEECH.search(cell) or len(cell) > 80 for cell in header[:-1]) or len(header) < 2:
        return None
    if not roles and any(re.match(r"\s*[\d@+-]|https?:", cell) for cell in header):
        return None
    even = sum(len(row.cells) == len(header) for row in sample) / len(sample)
    needed = 2 if len(roles) > 1 else 3 if len(header) > 2 else 5
    return (0.2, why) if even >= 0.8 and len(sample) >= needed else None


def _old_table(head: bytes, how: Dialect, sample: list[Row]) -> bool:
    """Rows that have equally many separators, and no control characters as other kinds of files have them."""
    if re.search(rb"[\x00-\x08\x0e-\x1f]", head) or len(sample) < 2:
        return False
    counts = [row.raw.count(how.delimiter) for row in sample]
    return counts[0] > 0 and counts.count(counts[0]) >= 0.8 * len(counts)


# Files to tables


def _read_text(files: Files, member: str, setting: Setting) -> Iterator[Item | Rejected | Gap]:
    head = files.head(member, SAMPLE)
    told = dialect(head, len(head) == files.size(member)) if head else None
    if told is None:
        if head:
            yield Rejected(member, 1, 0, 0, b"", "no-table", f"{member}: no rows and columns are to be seen.")
        return
    how, sample = told

    def again() -> Iterator[Line]:
        with files.open(member) as stream:
            for row in rows(stream, how):
                yield Line(*row)

    yield from read_table(files, Table(member, member, again, [Line(*row) for row in sample]), setting)


def _read_workbook(files: Files, member: str, setting: Setting) -> Iterator[Item | Rejected | Gap]:
    with files.open(member) as stream:
        found = sheets(stream, files.size(member))
    if isinstance(found, str):
        yield Rejected(member, 1, -1, 0, b"", "bad-workbook", f"{member}: {found}. Save it anew as .xlsx or CSV.")
        return
    above = 0
    for sheet in found:
        lines = [_sheet_line(above + n, cells) for n, cells in sheet.rows]
        above += sheet.height
        label = member if len(found) == 1 else f"{member}, sheet {sheet.name!r}"
        if lines:
            yield from read_table(files, Table(member, label, lambda lines=lines: iter(lines), lines[:60]), setting)  # type: ignore[misc]


def _sheet_line(n: int, cells: tuple[str, ...]) -> Line:
    raw = raw_row(cells)
    return Line(n, -1, len(raw), raw, cells)


# Tables to items


def told_columns(first: Sequence[Line], setting: Setting, label: str) -> Columns:
    """What the columns of a table hold, by what the person stated, its header, and its first rows."""
    return columns([line.cells for line in first if line.cells], setting.columns, label)


def read_table(files: Files, table: Table, setting: Setting) -> Iterator[Item | Rejected | Gap]:
    """Read one table: its head says which column is what, every further row is an item."""
    head = table.first[0]
    if head.problem:
        why = f"{table.label}: its first row cannot be read: {_PROBLEMS[head.problem]}"
        yield Rejected(table.member, head.n, head.start, head.length, head.raw, head.problem, why)
        return
    told = told_columns(table.first, setting, table.label)
    if told.problem[0]:
        yield Rejected(table.member, head.n, head.start, head.length, head.raw, *told.problem)
        return
    maker = Maker(files, table, told, setting)
    yield from same_names(table, told)
    for line in table.again():
        if line.n == head.n and told.headed:
            continue
        yield from maker.line(line)
    yield from maker.gaps()


def same_names(table: Table, told: Columns) -> Iterator[Gap]:
    """Name a header that stands over two columns."""
    words = [cell.strip() for cell in told.header if cell.strip()]
    for number, word in enumerate(words if len(words) < 5000 else ()):
        if word in words[:number]:
            what = f"{table.label}: two columns are called {word[:60]!r}; the first is read, and other programs may read the other."
            yield Gap("duplicate-column", table.member, table.first[0].n, what)
            return


class Maker:
    """Rows of one table to items; remembers what one gap says of the whole column."""

    def __init__(self, files: Files, table: Table, told: Columns, setting: Setting) -> None:
        self.table = table
        self.told = told
        self.names = frozenset(files.names())
        self.scope = setting.source_name or table.member
        self.platform = values.platform_word(setting.platform)
        header = told.header[told.at["id"]] if "id" in told.at else ""
        self.tweets = header.strip().casefold().startswith("tweet")
        self.nth = Nth()
        self.day_first: bool | None = None
        self.looked = False
        self.ambiguous: list[int] = []
        self.rounded: list[int] = []
        self.untimely: list[int] = []
        # A day more, for somewhere it is tomorrow already.
        self.latest = f"{date.fromisoformat(setting.day) + timedelta(days=1)}T99" if setting.day else "9"

    def line(self, line: Line) -> Iterator[Item | Rejected | Gap]:
        place = (self.table.member, line.n, line.start, line.length, line.raw)
        if problem := self.unfit(line):
            yield Rejected(*place, problem[0], f"{self.table.label}, row {line.n}: {problem[1]}")
            return
        post, sighting, missing = self.post(line)
        yield Item(*place, (post,), (sighting,) if sighting else ())
        for name in missing:
            yield Gap("missing-media", self.table.member, line.n, f"{name} is spoken of and not included.")

    def unfit(self, line: Line) -> tuple[str, str] | None:
        if line.problem:
            return line.problem, _PROBLEMS[line.problem]
        width = len(self.told.header)
        if not any(cell.strip() for cell in line.cells):
            return "empty-row", "all its cells are empty."
        if any(cell.strip() for cell in line.cells[width:]):
            return "columns", f"it has {len(line.cells)} cells, the header has {width}; a separator was not quoted."
        if self.told.at["text"] >= len(line.cells) and line.start >= 0:
            return "columns", f"it has {len(line.cells)} cells, the header has {width}; there is none for the text."
        return None

    def cell(self, line: Line, role: str) -> str:
        column = self.told.at.get(role)
        return line.cells[column] if column is not None and column < len(line.cells) else ""

    def post(self, line: Line) -> tuple[Post, Sighting | None, list[str]]:
        text, url = self.cell(line, "text"), self.cell(line, "url").strip()
        posted = self.moment(line)
        media, missing = self.media(line)
        platform, native = self.identity(line, text, url)
        spoken = self.spoken(line, url)
        account, handle, name = self.who(line, spoken)
        place = self.cell(line, "place").strip()
        marks = () if text.strip() or media else ("no-text",)
        post = Post(
            post_id(platform, native),
            platform,
            native,
            text,
            posted,
            account,
            handle,
            name,
            url if url.startswith(("http://", "https://")) else None,
            self.cell(line, "lang").strip()[:35] or None,
            self.parent(line, spoken),
            None,
            None,
            media,
            place if place and not values.coordinates(place) and place.lower() not in _NONE else None,
            None,
            (),
            marks,
        )
        if account is None:
            return post, None, missing
        bare = account.partition(":")[2]
        return post, Sighting(account, account.partition(":")[0], bare, posted, handle, name), missing

    def spoken(self, line: Line, url: str) -> str:
        """The platform that a row speaks of, although it may not say which post it is; empty when it does not."""
        stated = self.platform or values.platform_word(self.cell(line, "platform"))
        return stated or values.by_address(url)[0] or ("x" if self.tweets else "")

    def identity(self, line: Line, text: str, url: str) -> tuple[str, str]:
        stated = self.cell(line, "id").strip()
        shown, by_url = values.by_address(url)
        platform = self.platform or values.platform_word(self.cell(line, "platform"))
        if values.rounded(stated):
            self.rounded.append(line.n)
            stated = ""
        if stated.lower() in ("", "nan", "none", "null"):
            stated = ""
        if not platform and stated.isdecimal() and self.tweets:
            platform = "x"
        if shown and (platform in ("", shown)) and (not stated or by_url.rpartition("/")[2] == stated):
            return shown, by_url
        if stated and platform and not (platform == "x" and not (stated.isascii() and stated.isdecimal())):
            return platform, stated[:1024]
        if stated and not platform:
            return "table", f"{self.scope}/{stated[:1024]}"
        digest = "\n".join(self.media_cells(line))
        said = message_id(self.scope, self.sender(line), self.time_stated(line), text, digest)
        return ("table" if platform in _NUMBERED or not platform else platform), self.nth(said)

    def sender(self, line: Line) -> str:
        told = (self.cell(line, role) for role in ("account", "author", "handle", "name"))
        return next((cell for cell in told if cell.strip()), "")

    def who(self, line: Line, platform: str) -> tuple[AccountId | None, str | None, str | None]:
        native = self.cell(line, "account").strip()
        handle = self.cell(line, "handle").strip()
        name = self.cell(line, "name").strip()
        author = self.cell(line, "author").strip()
        if author and not handle and _HANDLE.fullmatch(author):
            handle = author
        elif author and not name:
            name = author
        handle = handle.lstrip("@")
        native = "" if values.rounded(native) or native.lower() in ("nan", "none", "null") else native
        native = (native or handle or name)[:512]
        if not native:
            return None, None, None
        if not platform or native == name:
            # A name is no account: it counts within this table.
            platform, native = "table", f"{self.scope}/{native}"
        return account_id(platform, native), handle or None, name or None

    def parent(self, line: Line, platform: str) -> PostId | None:
        stated = self.cell(line, "reply_to").strip()
        if stated.lower() in _NONE or values.rounded(stated):
            return None
        shown, by_url = values.by_address(stated)
        if shown:
            return post_id(shown, by_url)
        if platform == "x" and not stated.isdecimal():
            return None
        return post_id(platform, stated[:1024]) if platform else post_id("table", f"{self.scope}/{stated[:1024]}")

    def media_cells(self, line: Line) -> list[str]:
        return [line.cells[column] for column in self.told.media if column < len(line.cells) and line.cells[column]]

    def media(self, line: Line) -> tuple[tuple[Media, ...], list[str]]:
        found: list[Media] = []
        missing: list[str] = []
        for cell in self.media_cells(line):
            for kind, name in values.media_names(cell)[:1000]:
                if name.startswith(("http://", "https://")):
                    found.append(Media(kind, name))
                elif held := self.held(name):
                    found.append(Media(kind, None, held))
                else:
                    found.append(Media(kind, None, None, name, None, "not included"))
                    missing.append(name)
        return tuple(found), missing

    def held(self, name: str) -> str | None:
        if name in self.names:
            return name
        base = name.replace("\\", "/").rpartition("/")[2]
        found = sorted(one for one in self.names if one.rpartition("/")[2] == base)
        return found[0] if len(found) == 1 else None

    # Times

    def time_stated(self, line: Line) -> str:
        day, clock = self.cell(line, "time"), self.cell(line, "clock").strip()
        return f"{day.strip()} {clock}" if clock and ":" in clock and ":" not in day else day

    def moment(self, line: Line) -> Moment:
        stated = self.time_stated(line)
        if not stated.strip():
            return UNKNOWN
        if values.undecided(stated) and not self.looked:
            self.day_first, self.looked = values.day_comes_first(self.times()), True
        moment = values.moment(stated, self.day_first)
        if moment.precision == "unknown" and values.undecided(stated):
            self.ambiguous.append(line.n)
        shown = moment.at or moment.local
        if shown is not None and not _WEB_BEGAN <= shown.isoformat() <= self.latest:
            self.untimely.append(line.n)
        return moment

    def times(self) -> Iterable[str]:
        return (self.time_stated(line) for line in self.table.again())

    def gaps(self) -> Iterator[Gap]:
        if self.ambiguous:
            what = (
                f"{_count(self.ambiguous)} of {self.table.label}: the dates may have the day or the month first, and "
                "nothing in the column tells; their times are kept as stated."
            )
            yield Gap("ambiguous-date", self.table.member, self.ambiguous[0], what)
        if self.untimely:
            what = (
                f"{_count(self.untimely)} of {self.table.label}: the time is before there was a web, or after the day of the "
                "import; it is kept as stated, and it cannot be when it was posted."
            )
            yield Gap("odd-time", self.table.member, self.untimely[0], what)
        if self.rounded:
            what = (
                f"{_count(self.rounded)} of {self.table.label}: a spreadsheet rounded the ids (1.23E+17); the posts' "
                "own ids are unknown. Export the table again with ids as text."
            )
            yield Gap("rounded-id", self.table.member, self.rounded[0], what)


def _count(numbers: Sequence[int]) -> str:
    return f"row {numbers[0]}" if len(numbers) == 1 else f"{len(numbers)} rows, the first row {numbers[0]},"


ADAPTER = Adapter(
    kind="reader",
    name="tables",
    version="1",
    summary="Tables of posts: CSV, TSV, semicolon CSV and .xlsx, with guessed or stated columns.",
    open=lambda options: TablesReader(),
    filler=fillers.row,
    blank=blank_rows,
    needs=("python_calamine",),
    losses=(
        "Columns without a role stay in the capture.",
        "Coordinates in a column of places stay in the capture.",
        "Dates of other calendars and month names are kept as stated.",
        "Colours, comments, merged cells and formulas of a workbook stay in its file.",
    ),
)
