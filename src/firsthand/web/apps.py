"""The desk as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class Web(AppConfig):
    """Named, so that its tables are called ``web_…``."""

    name = "firsthand.web"
    label = "web"
