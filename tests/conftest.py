"""What holds for every test: no connections to the outside, no settings of the machine, the same pace everywhere."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("unhurried", deadline=None)
settings.register_profile(
    "ci", deadline=None, max_examples=60, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "unhurried"))

_HOMES = count()


class ConnectionRefusedInTests(RuntimeError):
    """A test, or the code under it, tried to reach another machine."""


def _is_near(family: int, address: Any) -> bool:
    if family not in (socket.AF_INET, socket.AF_INET6):
        return True
    host = str(address[0]).partition("%")[0]
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def _no_connections() -> Iterator[None]:
    """Sockets are off, but for this machine itself: a browser test talks to its browser and to a page it serves."""

    def guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
        def guard(self: socket.socket, address: Any) -> Any:
            if not _is_near(self.family, address):
                raise ConnectionRefusedInTests(f"tests open no connection to {address!r}; use a fake of the fetch port")
            return connect(self, address)

        return guard

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
        yield


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(scope="session", autouse=True)
def _no_settings(_homes: Path) -> Iterator[None]:
    """Forget what the person at this machine has set: their case, their name, their passphrase, their keys."""
    with pytest.MonkeyPatch.context() as patch:
        for name in (
            "FIRSTHAND_CASE", "FIRSTHAND_ACTOR", "FIRSTHAND_PASSPHRASE", "FIRSTHAND_BACKUP_PASSPHRASE",
            "FIRSTHAND_BACKUP_RECOVERY_FILE", "FIRSTHAND_LOCK_PASSPHRASE",
        ):  # fmt: skip
            patch.delenv(name, raising=False)
        patch.setenv("FIRSTHAND_HOME", str(_homes / "session"))
        yield


@pytest.fixture(autouse=True)
def _own_home(_homes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a configuration folder of its own; it is made when something is written."""
    monkeypatch.setenv("FIRSTHAND_HOME", str(_homes / str(next(_HOMES))))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of shared real samples beside this repository, or skip where it is absent."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get("FIRSTHAND_SHARED", beside))
    if not folder.is_dir():
        pytest.skip("the shared samples are not here")
    return folder
