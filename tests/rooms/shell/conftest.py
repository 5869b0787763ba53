"""A small case for the tests of the shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.testing.world import SmallCase, make_desk


@pytest.fixture
def small(tmp_path: Path) -> SmallCase:
    """Give a case with two people who have keys."""
    return make_desk(tmp_path)
