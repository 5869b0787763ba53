"""The seam of the readers: the files they are given, and what they must offer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol, runtime_checkable

from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers.stretch import Stretch


class Files(Protocol):
    """
    The members of one source: a single file, a folder, or an unpacked archive. Names are relative, with ``/``.

    Names are text as the archive or folder gives it and are never used as a path to write to.
    """

    def names(self) -> tuple[str, ...]:
        """All members, sorted."""
        ...

    def size(self, name: str) -> int:
        """Bytes."""
        ...

    def head(self, name: str, count: int = 65536) -> bytes:
        """The first bytes, for recognition."""
        ...

    def open(self, name: str) -> BinaryIO:
        """A seekable stream over the kept bytes."""
        ...


@runtime_checkable
class Known(Protocol):
    """Files of an earlier run, whose digests are known; one of them may have been taken away since."""

    def digest(self, name: str) -> str:
        """SHA-256 in hex, as it was when the run was made."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """
    What a reader may know of the case and of this import.

    Attributes:
        zone: IANA name of the case's zone; for sorting only, a reader never turns a local time into UTC with it.
        languages: Of the case.
        source_name: What the person called the source (file or folder name), for formats that name a chat only there.
        columns: For tables: role to column header as stated by the person, for example ``{"text": "Tweet Text"}``.
        platform: For tables: the platform as stated.
        day: Of the import, ``2041-03-14``; empty when it is not known. What was posted later than that cannot be true.
    """

    zone: str = "UTC"
    languages: tuple[str, ...] = ()
    source_name: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    platform: str = ""
    day: str = ""


class Reader(Protocol):
    """
    What a reader's `Adapter.open` returns.

    Both methods are deterministic and raise nothing on bad data: what cannot be read comes back as `Rejected`.
    Memory does not grow with the number of items, except where the format is one JSON document.
    """

    def find(self, files: Files) -> list[Find]:
        """Recognise from the bytes, not from the name, which of the files this reader can read."""
        ...

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read the found members in order. Every item that the format lists comes out exactly once."""
        ...


@runtime_checkable
class Swift(Protocol):
    """A reader that can give plain rows as columns."""

    def stretches(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap | Stretch]:
        """Read as `Reader.read` does, rows in the same order and gaps in the same order; only one to the other they may stand otherwise."""
        ...
