"""Styles that the published story and the desk share: they lie with the exporters, and are served from there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

import firsthand.exporters

SHARED = ("fonts.css", "tokens.css")


class SharedStyles(BaseFinder):
    """Finds `SHARED` as ``web/NAME``, and nothing else of that folder."""

    storage = FileSystemStorage(location=str(Path(firsthand.exporters.__file__).parent / "templates"))

    def find(self, path: str, find_all: bool = False, **_more: Any) -> Any:
        """The file, or nothing."""
        folder, _, name = path.rpartition("/")
        found = [self.storage.path(name)] if folder == "web" and name in SHARED else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Any]]:
        """Each with the storage that holds it."""
        self.storage.prefix = "web"  # type: ignore[attr-defined]
        for name in SHARED:
            yield name, self.storage
