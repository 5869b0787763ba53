"""The example, built once for all tests of this room."""

from __future__ import annotations

import pytest

from firsthand.example.build import Truth, build


@pytest.fixture(scope="session")
def built() -> tuple[dict[str, bytes], Truth]:
    return build()


@pytest.fixture(scope="session")
def files(built: tuple[dict[str, bytes], Truth]) -> dict[str, bytes]:
    return built[0]


@pytest.fixture(scope="session")
def truth(built: tuple[dict[str, bytes], Truth]) -> Truth:
    return built[1]
