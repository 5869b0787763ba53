"""Where the real samples are; tests that need them skip when they are absent."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from firsthand.testing.files import MemoryFiles


@pytest.fixture
def real_files(shared: Path) -> Callable[[str], MemoryFiles]:
    """Give a function that loads one folder of the shared platform fixtures."""
    fixtures = shared / "data" / "platform-fixtures"

    def load(folder: str) -> MemoryFiles:
        if not (fixtures / folder).is_dir():
            pytest.skip(f"no {folder} among the shared samples")
        found = MemoryFiles()
        for path in sorted((fixtures / folder).iterdir()):
            data = path.read_bytes()
            found[path.name.removesuffix(".gz")] = gzip.decompress(data) if path.suffix == ".gz" else data
        return found

    return load
