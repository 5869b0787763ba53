"""
Data sets of 4CAT: its tables for X, TikTok (with comments), Instagram, Telegram and Bluesky, and its own records of
Telegram and Bluesky.

What 4CAT took in from Zeeschuimer and hands on as JSON Lines is read by `zeeschuimer`, whose table of the same columns
(semicolons in place of commas) is read here.

Where names were replaced before the data set was handed on, accounts count within the data set, nobody's name is carried
over, and one gap says so: links and texts of such files still hold the names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from firsthand.model.adapter import Adapter, NoOptions
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers, fourcat_raw
from firsthand.readers.fourcat_tables import KINDS
from firsthand.readers.json_outline import outline
from firsthand.readers.json_parts import Json
from firsthand.readers.json_records import Record, records
from firsthand.readers.json_values import values
from firsthand.readers.member_text import head_text, open_text, too_wide
from firsthand.readers.named_tables import NamedRow, RowRead, header_of, named_rows
from firsthand.readers.seam import Files, Setting
from firsthand.readers.x_terms import Profiles

NAME = "4cat"

Reading = Item | Rejected | Gap

_RAW: tuple[tuple[str, frozenset[str], Callable[[Json], RowRead]], ...] = (
    ("Telegram", frozenset({"_chat", "id", "date", "message"}), fourcat_raw.read_telegram),
    ("Bluesky", frozenset({"4CAT_metadata", "uri", "author", "record"}), fourcat_raw.read_bluesky),
)


class FourcatReader:
    """Reads data sets. One object may read many files; it keeps nothing between them."""

    def find(self, files: Files) -> list[Find]:
        """Recognise by the columns of a table, or by the keys of the first record."""
        finds = []
        for name in files.names():
            kind = _table(files, name) or _record(files, name)
            if kind:
                finds.append(Find(NAME, (name,), (), 0.97, f"a data set of 4CAT: {kind}"))
        return finds

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Reading]:
        """Read each member; the memory for profiles starts anew in each."""
        for member in find.members:
            kind = _table(files, member)
            yield from _read_table(files, member, kind) if kind else _read_records(files, member)


def _table(files: Files, name: str) -> str:
    header = frozenset(header_of(files, name))
    return next((kind for kind, (columns, _) in KINDS.items() if columns <= header), "")


def _record(files: Files, name: str) -> str:
    head = head_text(files, name)
    if head.lstrip()[:1] not in (b"{", b"["):
        return ""
    keys = outline(head, depth=1)
    return next((kind for kind, needed, _ in _RAW if needed <= keys), "")


def _read_table(files: Files, member: str, kind: str) -> Iterator[Reading]:
    _, how = KINDS[kind]
    maker = _Maker(member)
    for one in named_rows(files, member):
        if isinstance(one, NamedRow):
            yield from maker.made(one, how(one.cells))
        else:
            yield one
    yield from maker.told()


def _read_records(files: Files, member: str) -> Iterator[Reading]:
    text = open_text(files, member)
    if text is None:
        yield too_wide(member, files)
        return
    maker = _Maker(member)
    with text.stream as stream:
        for one in records(member, values(stream, text.start)):
            yield from maker.made(one, _raw(one.read)) if isinstance(one, Record) else (one,)
    yield from maker.told()


def _raw(read: object) -> RowRead:
    if isinstance(read, dict):
        for _, needed, how in _RAW:
            if needed <= read.keys():
                return how(read)
    return RowRead()


class _Maker:
    """Rows of one member to items; remembers what is said once for the whole."""

    def __init__(self, member: str) -> None:
        self.member = member
        self.profiles = Profiles()
        self.blind = 0

    def made(self, one: NamedRow | Record, read: RowRead) -> Iterator[Reading]:
        if not read.posts:
            yield one.rejected("no-id", "no usable id, so it cannot be told from another post")
            return
        n = one.place[1]
        if read.blind and not self.blind:
            self.blind = n
        yield Item(*one.place, read.posts, tuple(each for each in read.sightings if self.profiles.news(each)))
        for lack in read.lacks:
            yield Gap(lack.code, self.member, n, lack.what[:300])

    def told(self) -> Iterator[Gap]:
        if self.blind:
            what = "names were replaced before this data set was handed on; links and texts in the file may still hold them"
            yield Gap("pseudonymised", self.member, self.blind, what)


def _filler(raw: bytes) -> bytes:
    return fillers.json_object(raw) if raw[:1] == b"{" else fillers.row(raw)


def _open(_options: NoOptions) -> FourcatReader:
    return FourcatReader()


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="Data sets of 4CAT: tables of X, TikTok, Instagram, Telegram and Bluesky; records of Telegram and Bluesky.",
    open=_open,
    filler=_filler,
    losses=(
        "4CAT's tables lack the whole text of long posts of X, whom a reply answers, and the number of what is reposted.",
        "Chats of Telegram go by name in the tables and by number in the records and in Telegram's own exports.",
        "Accounts of TikTok go by handle in the tables and by number in captures.",
        "A time in words of Telegram, Instagram and TikTok's comments is the server's wall clock; the count of seconds is read.",
        "Contacts, polls, reactions, counts and exact coordinates stay in the capture; so do annotations.",
    ),
)
