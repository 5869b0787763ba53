"""Files that live in memory: the seam of the readers without a disk."""

from __future__ import annotations

import io
from typing import BinaryIO


class MemoryFiles(dict[str, bytes]):
    """
    The members of one source, given as a dict of name to bytes.

    Implements `firsthand.readers.seam.Files`.
    """

    def names(self) -> tuple[str, ...]:
        """All members, sorted."""
        return tuple(sorted(self))

    def size(self, name: str) -> int:
        """Bytes."""
        return len(self[name])

    def head(self, name: str, count: int = 65536) -> bytes:
        """The first bytes."""
        return self[name][:count]

    def open(self, name: str) -> BinaryIO:
        """A seekable stream over the bytes."""
        return io.BytesIO(self[name])
