"""Every address of the desk, with the least role that may open it. A route that is not in the table does not exist."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.i18n import set_language

from firsthand.web import doors, exposure, live
from firsthand.web.pages import (
    acts,
    bring,
    care,
    day,
    inbox,
    learning,
    ledgers,
    people,
    places,
    protect,
    removal,
    requests,
    sealed,
    sheet,
    sources,
    story,
    translation,
    words,
    work,
)
from firsthand.web.roles import ROLES, only

__all__ = ["ROLES", "ROUTES", "Route"]


class Route(NamedTuple):
    """
    One address.

    Attributes:
        least: The least of `ROLES` that may open it; empty for the entrance.
    """

    address: str
    name: str
    page: Callable[..., HttpResponseBase]
    least: str


ROUTES = (
    Route("", "start", require_safe(lambda _request: redirect("inbox")), "reader"),
    Route("enter", "enter", require_safe(doors.enter), ""),
    Route("inbox", "inbox", require_safe(inbox.inbox), "reader"),
    Route("urgent", "urgent", require_safe(inbox.urgent), "reader"),
    Route("urgent.xml", "urgent_feed", require_safe(inbox.urgent_feed), "reader"),
    Route("preview/<path:post>", "preview", require_safe(inbox.preview), "reader"),
    Route("posts/<path:post>", "post", require_safe(inbox.post), "reader"),
    Route("words", "words_next", require_safe(words.following), "reviewer"),
    Route("words/<path:post>", "blind", require_safe(words.blind), "reviewer"),
    Route("sources", "sources", require_safe(sources.sources), "reader"),
    Route("sources/<path:account>", "source", require_safe(sources.source), "reader"),
    Route("claims", "claims", require_safe(ledgers.claims), "reader"),
    Route("claims/<str:claim>", "claim", require_safe(ledgers.claim), "reader"),
    Route("stories", "stories", require_safe(ledgers.stories), "reader"),
    Route("stories/<slug:slug>", "story", require_safe(story.story), "reader"),
    Route("stories/<slug:slug>/text", "story_text", require_POST(story.write), "editor"),
    Route("stories/<slug:slug>/publish", "story_publish", require_POST(story.publish), "publisher"),
    Route("stories-new", "story_new", require_POST(story.new), "editor"),
    Route("claims/of/<path:post>", "claim_new", require_safe(sheet.new_claim), "reviewer"),
    Route("verification/<path:post>", "verification", require_safe(sheet.verification), "reader"),
    Route("protect/<path:post>", "protect", require_safe(protect.protect), "reader"),
    Route("translations", "translations", require_safe(translation.bench), "reader"),
    Route("translations/out", "sheet_out", require_POST(translation.hand_over), "editor"),
    Route("translations/back", "sheet_back", require_POST(translation.take_in), "reviewer"),
    Route("map", "map", require_safe(places.places), "reader"),
    Route("map/<slug:file>/<int:z>/<int:x>/<int:y>", "street", require_safe(places.street), "reader"),
    Route("learning", "learning", require_safe(learning.learning), "reader"),
    Route("learning/chart.svg", "learning_chart", require_safe(learning.picture), "reader"),
    Route("plan", "plan", require_safe(learning.plan), "reader"),
    Route("plan/edit", "plan_edit", require_POST(learning.edit), "editor"),
    Route("imports", "runs", require_safe(ledgers.runs), "reader"),
    Route("imports/<str:run>", "run", require_safe(ledgers.run), "reader"),
    Route("imports/<str:run>/rejected.csv", "rejected", require_safe(bring.rejected), "reader"),
    Route("import", "bring", require_http_methods(["GET", "HEAD", "POST"])(bring.bring), "collector"),
    Route("import/uploads", "begin", require_POST(bring.begin), "collector"),
    Route("import/uploads/<str:upload>", "upload", require_http_methods(["GET", "HEAD", "POST"])(bring.upload), "collector"),
    Route("import/uploads/<str:upload>/<int:number>", "piece", require_POST(bring.piece), "collector"),
    Route("jobs", "jobs", require_safe(work.work), "reader"),
    Route("jobs/<int:job>", "job", require_safe(work.job), "reader"),
    Route("jobs/<int:job>/<str:word>", "wish", require_POST(work.wish), "collector"),
    Route("jobs/screen", "ask_screen", require_POST(work.screen), "collector"),
    Route("jobs/thumbnails", "ask_thumbnails", require_POST(work.thumbnails), "collector"),
    Route("jobs/backup", "ask_backup", require_POST(work.backup), "custodian"),
    Route("requests", "requests", require_safe(requests.requests), "reader"),
    Route("removal", "removal", require_safe(removal.removal), "custodian"),
    Route("removal/<int:entry>", "removal_asked", require_safe(removal.asked), "custodian"),
    Route("removal/<int:entry>/carry-out", "carry_out", require_POST(removal.carry_out), "custodian"),
    Route("sealed", "sealed", require_safe(sealed.sealed), "custodian"),
    Route("sealed/<str:sealed>", "sealed_one", require_safe(sealed.one), "custodian"),
    Route("sealed/open/<int:entry>", "sealed_opened", require_POST(sealed.opened), "custodian"),
    Route("people", "people", require_safe(people.people), "reader"),
    Route("audit", "audit", require_safe(ledgers.audit), "reader"),
    Route("day", "day", require_safe(day.day), "reader"),
    Route("shift", "shift", require_safe(care.shift), "reader"),
    Route("give", "give", require_POST(care.give), "reader"),
    Route("pause", "pause", require_POST(care.pause), "reader"),
    Route("second-look", "seconds", require_safe(day.seconds), "reviewer"),
    Route("live", "live", require_safe(live.live), "reader"),
    Route("opened", "opened", require_POST(exposure.count), "reader"),
    Route("act-all/mark", "mark_all", require_POST(acts.mark_all), "reviewer"),
    Route("act/<str:verb>", "act", require_POST(acts.act), "reviewer"),
    Route("language", "set_language", require_POST(set_language), "reader"),
)

urlpatterns = [path(route.address, only(route.least, route.page), name=route.name) for route in ROUTES]
handler404 = "firsthand.web.answer.no_page"
handler500 = "firsthand.web.answer.failed"
