"""The table as Django wants it."""

from __future__ import annotations

from django.urls import path
from django.utils.module_loading import import_string

from firsthand.web.team.table import TABLE

urlpatterns = [path(one.address, import_string(one.page), name=one.name) for one in TABLE]
handler404 = "firsthand.web.team.doors.no_page"
handler429 = "firsthand.web.team.doors.too_often"
handler500 = "firsthand.web.team.doors.failed"
