"""A shelf of things that may be thrown away: files in the case's `work/`."""

from __future__ import annotations

import os
from pathlib import Path


class FolderShelf:
    """See `desk.ports.Shelf`. What cannot be kept is made again next time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> bytes | None:
        """None when it is not there, or cannot be read."""
        try:
            return (self._folder / name).read_bytes()
        except OSError:
            return None

    def write(self, name: str, data: bytes) -> None:
        """Put it in place of the last one, whole or not at all."""
        part = self._folder / f".{name}.{os.getpid()}.tmp"
        try:
            part.write_bytes(data)
            part.replace(self._folder / name)
        except OSError:
            part.unlink(missing_ok=True)
