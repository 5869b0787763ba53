"""Files of JSON records, one on each line or in a list: every record comes out decoded, rejected, or as a gap."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from firsthand.model.reading import Gap, Rejected
from firsthand.readers.json_fit import Flaw, clean_all, read_loosely
from firsthand.readers.json_values import Value, opened, too_deep, value_flaw

Place = tuple[str, int, int, int, bytes]
"""Member, number, start, length and bytes, in the order of `Item`."""


class Record(NamedTuple):
    """
    One record.

    Attributes:
        place: As `Item` and `Rejected` begin.
        read: The decoded value, whatever it is.
    """

    place: Place
    read: object

    def rejected(self, code: str, why: str) -> Rejected:
        """Say that this record cannot be read; `why` is the rest of a sentence that begins with its place."""
        member, n, *_ = self.place
        return Rejected(*self.place, code, f"{member}, item {n}: {why}.")


def records(member: str, found: Iterator[Value]) -> Iterator[Record | Rejected | Gap]:
    """
    Decode what `json_values.values` found.

    A list on a line of its own is opened. Records are numbered from 1, readable or not.
    """
    n = 0
    for value in _flat(found):
        if value.flaw == "unclosed":
            yield Gap("cut-off", member, 0, "the list that holds the records never ends")
            continue
        n += 1
        place = (member, n, value.start, value.length, value.raw)
        read = _decoded(value)
        if isinstance(read, Flaw):
            where = f"line {value.line}" if value.line else f"item {n}"
            yield Rejected(*place, read.code, f"{member}, {where}: {read.why}.")
        else:
            yield Record(place, read)


def _flat(found: Iterator[Value]) -> Iterator[Value]:
    for value in found:
        if value.raw[:1] == b"[" and not value_flaw(value) and value.flaw != "unclosed":
            yield from opened(value)
        else:
            yield value


def _decoded(value: Value) -> object:
    flaw = value_flaw(value)
    if flaw:
        return Flaw(*flaw)
    try:
        if not too_deep(value.raw):
            return msgspec.json.decode(value.raw)
    except (ValueError, RecursionError):
        pass
    read = read_loosely(value.raw)
    if not isinstance(read, Flaw):
        return clean_all(read)
    cut = value.flaw == "last" and read.code in ("not-json", "not-utf8")
    return Flaw("cut-off", "the file ends inside this record") if cut else read
