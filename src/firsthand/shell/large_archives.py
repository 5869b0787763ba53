"""
Archives that are honest and very large: nobody refuses them, somebody is asked.

A count of members and a sum of sizes prove nothing against an archive, so they are no bounds (ratio, overlap, depth and the size of
one member are). But unpacking may take a day and a disk, so a person says whether to go on.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from firsthand.model.errors import Mistaken

Agree = Callable[[str], bool]
"""Asks with a sentence whether to go on."""

MEMBERS = 1_000_000
TOTAL_BYTES = 64 << 30

_ROW_BYTES = 128
"""Of the directory of a zip, a member, name and all; a large directory counts as many members whatever it says of itself."""
_TAIL = 65_557


class Meter:
    """
    Counts what comes out of one archive, and asks once when it is very much.

    Args:
        agree: None: nobody can be asked.
        members, total_bytes: From which on a person is asked.
    """

    def __init__(self, path: Path, agree: Agree | None, *, members: int = MEMBERS, total_bytes: int = TOTAL_BYTES) -> None:
        self._path, self._agree, self._most, self._most_bytes = path, agree, members, total_bytes
        self._members = self._bytes = 0
        self._agreed = False

    def claims(self, members: int, size: int) -> None:
        """
        What the archive says of itself, before anything is unpacked.

        Raises:
            Mistaken: ``large-archive``: somebody said no, or nobody could be asked.
        """
        if not self._agreed and (members > self._most or size > self._most_bytes):
            self._ask(members, size, "It holds")

    def counted(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """One more member and its bytes, as they come out, whatever the archive said."""
        self._members += 1
        for chunk in chunks:
            self._bytes += len(chunk)
            if not self._agreed and (self._members > self._most or self._bytes > self._most_bytes):
                self._ask(self._members, self._bytes, "So far it gave")
            yield chunk

    def _ask(self, members: int, size: int, front: str) -> None:
        told = f"{self._path.name}: {front} {members:,} files{f' of {size / (1 << 30):,.1f} GB' if size else ''}."
        self._agreed = self._agree is not None and self._agree(told)
        if not self._agreed:
            raise Mistaken(
                f"{told} Nobody agreed to read so much.", code="large-archive",
                advice="If there is time and room on the disk, say --large.",
            )  # fmt: skip


def listed(path: Path) -> int:
    """How many members the directory of a zip may hold, without reading it; 0 where its end is not found."""
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - _TAIL))
        tail = stream.read()
        at = tail.rfind(b"PK\x05\x06")
        if at < 0 or len(tail) < at + 22:
            return 0
        count, length = struct.unpack("<HI", tail[at + 10 : at + 16])
        if at >= 20 and tail[at - 20 : at - 16] == b"PK\x06\x07":
            stream.seek(min(struct.unpack("<Q", tail[at - 12 : at - 4])[0], size))
            large = stream.read(56)
            if len(large) == 56 and large[:4] == b"PK\x06\x06":
                count, length = struct.unpack("<QQ", large[32:48])
    return int(max(count, min(length, size) // _ROW_BYTES))
