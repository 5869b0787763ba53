"""The desk in one process: Django is set up once, the case on the table changes from test to test."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from firsthand.testing.world import WORDS, SmallCase, make_desk, take_in, twarc_lines
from firsthand.web.room import Room, open_room
from firsthand.web.settings import settings_for

PORT = 8765


@pytest.fixture(scope="session")
def _django(tmp_path_factory: pytest.TempPathFactory) -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.configure(**settings_for(tmp_path_factory.mktemp("desk") / "desk.sqlite", key="of the tests", port=PORT))
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


@pytest.fixture
def case(_django: None, tmp_path: Path) -> SmallCase:
    """A case with posts in several scripts, on the table."""
    small = make_desk(tmp_path)
    path = tmp_path / "posts.jsonl"
    path.write_bytes(twarc_lines(WORDS))
    take_in(small, path)
    open_room(Room(small.desk, small.ann, "the token", PORT))
    return small


@pytest.fixture
def stranger(case: SmallCase) -> Client:
    """A browser that has not brought the token."""
    return Client(HTTP_HOST=f"localhost:{PORT}", enforce_csrf_checks=True, raise_request_exception=False)


@pytest.fixture
def browser(stranger: Client) -> Client:
    """A browser that has."""
    assert stranger.get("/enter?token=the%20token").status_code == 302
    return stranger
