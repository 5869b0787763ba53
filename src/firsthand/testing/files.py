"""Files in memory, for tests of readers."""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO


class MemoryFiles(dict[str, bytes]):
    """A source whose members are byte strings, for example ``MemoryFiles({"tweets.jsonl": b"..."})``."""

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
        """A seekable stream over a copy of nothing: the bytes are shared, and cannot be changed."""
        return BytesIO(self[name])
