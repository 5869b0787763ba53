"""Where the real samples are; tests that need them skip when they are absent."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from hypothesis import settings

from firsthand.testing.files import MemoryFiles

# A busy machine is no bug of a reader.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture
def real_files():
    """Give a function that loads one folder of the shared platform fixtures."""
    beside = Path(__file__).resolve().parents[3].parent / "shared"
    shared = Path(os.environ.get("FIRSTHAND_SHARED", beside)) / "data" / "platform-fixtures"

    def load(folder: str) -> MemoryFiles:
        if not (shared / folder).is_dir():
            pytest.skip(f"no {folder} among the shared samples")
        found = MemoryFiles()
        for path in sorted((shared / folder).iterdir()):
            data = path.read_bytes()
            found[path.name.removesuffix(".gz")] = gzip.decompress(data) if path.suffix == ".gz" else data
        return found

    return load
