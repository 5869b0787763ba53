"""The team as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class Team(AppConfig):
    """Named, so that its tables are called ``team_…``."""

    name = "firsthand.web.team"
    label = "team"

    def ready(self) -> None:
        """Hear who comes in and who goes."""
        from firsthand.web.team import hearing

        hearing.listen()
