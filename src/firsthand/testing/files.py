"""Files in memory, for tests of readers."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import BinaryIO


class MemoryFiles:
    """
    The members of one source, held in memory.

    Args:
        members: Name to bytes.
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
        """The first bytes, for recognition."""
        return self._members[name][:count]

    def open(self, name: str) -> BinaryIO:
        """A seekable stream over the bytes."""
        return BytesIO(self._members[name])
