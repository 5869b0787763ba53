"""Files that live in memory: the seam of the readers without a disk."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import BinaryIO


class MemoryFiles:
    """
    The members of one source, given as a dict of name to bytes.

    Implements `firsthand.readers.seam.Files`.
    """

    def __init__(self, members: Mapping[str, bytes]) -> None:
        self._members = dict(members)

    def names(self) -> tuple[str, ...]:
        """All members, sorted."""
        return tuple(sorted(self._members))

    def size(self, name: str) -> int:
        """Bytes."""
        return len(self._members[name])

    def head(self, name: str, count: int = 65536) -> bytes:
        """The first bytes."""
        return self._members[name][:count]

    def open(self, name: str) -> BinaryIO:
        """A seekable stream over the bytes."""
        return io.BytesIO(self._members[name])
