"""The store of thumbnails: files in the case's `work/thumbnails`, named by the digest of their picture; nobody's evidence."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from firsthand.model.ids import Digest
from firsthand.shell.durable import disk_error, sync_folder

FOLDER = "work/thumbnails"


class ThumbnailFolder:
    """See `desk.ports.ThumbnailStore`."""

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER

    def read(self, digest: Digest) -> bytes | None:
        """None when there is none."""
        try:
            return self._path(digest).read_bytes()
        except OSError:
            return None

    def write(self, digest: Digest, data: bytes) -> None:
        """
        Keep one, whole or not at all.

        Raises:
            Unavailable: The disk says no.
        """
        path = self._path(digest)
        part = path.with_name(f".{digest}.{os.getpid()}.tmp")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(data)
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise disk_error(error, path) from error

    def _path(self, digest: Digest) -> Path:
        return self._folder / digest[:2] / digest


def forget_thumbnails(root: Path, digests: Iterable[str]) -> None:
    """Remove the thumbnails of these pictures and unfinished ones of any, and make that durable."""
    folder = root / FOLDER
    if not folder.is_dir():
        return
    for left in folder.glob("*/.*.tmp"):
        left.unlink(missing_ok=True)
    for digest in digests:
        (folder / digest[:2] / digest).unlink(missing_ok=True)
    for each in folder.iterdir():
        if each.is_dir():
            sync_folder(each)
