"""What the tables of the field's own tools have in common: rows by the header's words, each with its exact bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from firsthand.model.ids import PostId, post_id
from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers.seam import Files
from firsthand.readers.table_rows import SAMPLE, dialect, rows
from firsthand.readers.table_values import by_address, coordinates, moment

_PROBLEMS = {
    "bad-encoding": "it is not UTF-8. Save the table as UTF-8 and collect it again.",
    "open-quote": "a quoted cell begins and does not end.",
    "too-long": "it is longer than 50 MB.",
}
_LONGEST_MARK = 300


class SheetRow(NamedTuple):
    """
    A row of data.

    Attributes:
        n: Number as a spreadsheet counts, the header included.
        cells: Header (folded) to cell; of headers that stand twice, the first one.
    """

    n: int
    cells: dict[str, str]

    def cell(self, name: str) -> str:
        """The cell without blanks around it; empty when there is none."""
        return self.cells.get(name, "").strip()


def header_of(files: Files, member: str) -> tuple[str, ...]:
    """The folded words of the first row, where the file is a table; else nothing."""
    head = files.head(member, SAMPLE)
    if not head.strip() or head[:4] in (b"PK\x03\x04", b"\x89PNG", b"%PDF") or head.lstrip()[:1] in (b"{", b"[", b"<"):
        return ()
    told = dialect(head, len(head) == files.size(member))
    return tuple(map(folded, told[1][0].cells)) if told else ()


def folded(header: str) -> str:
    """A header as it is compared: without case, marks and blanks around it."""
    return header.replace("\ufeff", "").strip().casefold()[:200]


def read_sheet(
    files: Files, member: str, read: Callable[[SheetRow], tuple[Item, list[Gap]] | tuple[str, str]]
) -> Iterator[Item | Rejected | Gap]:
    """
    Read the rows of a table in order.

    Args:
        read: Gives an item whose place is not filled in, with its gaps; or a code and the end of a sentence.
    """
    head = files.head(member, SAMPLE)
    told = dialect(head, len(head) == files.size(member)) if head else None
    if told is None:
        if head:
            yield Rejected(member, 1, 0, 0, b"", "no-table", f"{member}: no rows and columns are to be seen.")
        return
    header: tuple[str, ...] = ()
    with files.open(member) as stream:
        for row in rows(stream, told[0]):
            if not header and not row.problem:
                header = tuple(map(folded, row.cells))
                continue
            place = (member, row.n, row.start, row.length, row.raw)
            where = f"{member}, row {row.n}"
            if row.problem:
                yield Rejected(*place, row.problem, f"{where}: {_PROBLEMS[row.problem]}")
            elif len(row.cells) > len(header) and any(cell.strip() for cell in row.cells[len(header) :]):
                why = f"{where}: it has {len(row.cells)} cells, the header has {len(header)}; a separator was not quoted."
                yield Rejected(*place, "columns", why)
            elif not any(cell.strip() for cell in row.cells):
                yield Rejected(*place, "empty-row", f"{where}: all its cells are empty.")
            else:
                out = read(SheetRow(row.n, dict(reversed(list(zip(header, row.cells, strict=False))))))
                if isinstance(out[0], Item) and isinstance(out[1], list):
                    yield out[0]._replace(member=member, n=row.n, start=row.start, length=row.length, raw=row.raw)
                    yield from out[1]
                else:
                    yield Rejected(*place, str(out[0]), f"{where}: {out[1]}")


def item(*args: object) -> Item:
    """An item whose place is filled in by `read_sheet`."""
    return Item("", 0, 0, 0, b"", *args)  # type: ignore[arg-type]


def named_by(url: str) -> tuple[str, str]:
    """Platform and native id of what stands at an address: the post's own where the address says so, else a page."""
    platform, native = by_address(url)
    return (platform, native) if platform else ("web", url[:2000])


def post_at(url: str) -> PostId | None:
    """The post at an address, where the address says which it is."""
    platform, native = by_address(url)
    return post_id(platform, native) if platform else None


def web(url: str) -> str:
    """An address that a browser opens; empty for anything else."""
    bare = url.strip()[:4096]
    return bare if bare.startswith(("http://", "https://")) and not any(char.isspace() for char in bare) else ""


def mark(word: str, said: str) -> tuple[str, ...]:
    """``word:said`` as a mark, on one line and not too long; none where there is nothing to say, or an exact place."""
    said = " ".join(said.split())[:_LONGEST_MARK]
    return (f"{word}:{said}",) if said and not coordinates(said) else ()


def place_name(said: str) -> str | None:
    """A place in words; exact coordinates are none."""
    bare = " ".join(said.split())[:_LONGEST_MARK]
    return bare if bare and not coordinates(bare) and not re.fullmatch(r"[-\d., ]+", bare) else None


def doubtful(stated: str) -> Moment:
    """A time whose zone is not to be believed: the clock as written, never UTC."""
    told = moment(stated, None)
    if told.at is None:
        return told
    local = told.at.replace(tzinfo=None)
    return Moment(None, told.stated, local, None, told.precision)


def utc(stated: str) -> Moment:
    """A time that is UTC although it does not say so."""
    told = moment(f"{stated.strip()} UTC" if re.search(r"\d:\d\d(?::\d\d)?(?:\.\d+)?$", stated.strip()) else stated, None)
    return told._replace(stated=stated.strip()) if told is not UNKNOWN and stated.strip() else told


def unescaped(cell: str) -> str:
    """A cell without the quote that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r") else cell
