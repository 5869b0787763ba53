"""Connections that a thread keeps for one page, and not a moment longer."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, text

from firsthand.shell.sql.kept import KeptWhileAsked


class Looks:
    def __init__(self, path: Path) -> None:
        self.path, self.opened = path, 0
        self.engine = create_engine(f"sqlite:///{path}", poolclass=KeptWhileAsked, isolation_level="AUTOCOMMIT")
        event.listen(self.engine, "connect", self._count)

    def _count(self, *_of: object) -> None:
        self.opened += 1

    def look(self) -> int:
        with self.engine.connect() as connection:
            return int(connection.execute(text("SELECT 1")).scalar_one())

    def pool(self) -> KeptWhileAsked:
        assert isinstance(self.engine.pool, KeptWhileAsked)
        return self.engine.pool

    def held(self) -> int:
        """Files of the database that this process has open."""
        links = [os.path.join("/proc/self/fd", one) for one in os.listdir("/proc/self/fd")]
        return sum(os.path.realpath(one).startswith(str(self.path)) for one in links if os.path.exists(one))


@pytest.fixture
def looks(tmp_path: Path) -> Looks:
    made = Looks(tmp_path.resolve() / "وداع.sqlite")
    with made.engine.connect() as connection:
        connection.execute(text("CREATE TABLE letters (one TEXT)"))
    made.opened = 0
    return made


def test_each_look_is_closed_and_many_at_once_share_one(looks: Looks) -> None:
    assert looks.look() + looks.look() == looks.opened == 2
    with looks.pool().kept():
        assert [looks.look() for _ in range(5)] == [1] * 5
        with looks.pool().kept():
            looks.look()
        looks.look()
        assert (looks.opened, looks.held()) == (3, 1)
    assert looks.held() == 0
    looks.look()
    assert (looks.opened, looks.held()) == (4, 0)


def test_two_looks_inside_each_other_have_two_connections(looks: Looks) -> None:
    with looks.pool().kept():
        with looks.engine.connect() as outer:
            outer.execute(text("SELECT 1"))
            looks.look()
        looks.look()
        assert looks.opened == 2
    assert looks.held() == 0


def test_what_another_thread_wrote_is_seen_and_it_has_its_own(looks: Looks) -> None:
    def write() -> None:
        with looks.engine.connect() as connection:
            connection.execute(text("INSERT INTO letters VALUES ('ش')"))

    with looks.pool().kept(), ThreadPoolExecutor(1) as other:
        looks.look()
        other.submit(write).result()
        with looks.engine.connect() as connection:
            assert connection.execute(text("SELECT one FROM letters")).scalar_one() == "ش"
        assert looks.opened == 2
    assert looks.held() == 0


def test_a_look_that_outlives_the_page_is_closed_when_it_ends(looks: Looks) -> None:
    with looks.pool().kept():
        connection = looks.engine.connect()
        connection.execute(text("SELECT 1"))
    assert looks.held() == 1
    connection.close()
    assert looks.held() == 0


def test_an_error_closes_too(looks: Looks) -> None:
    def page() -> float:
        with looks.pool().kept():
            return looks.look() / 0

    with pytest.raises(ZeroDivisionError):
        page()
    assert looks.held() == 0
