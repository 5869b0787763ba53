"""Words first: what a post says without who wrote it, to be graded and typed before the source is opened."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from firsthand.desk.judge import looked_at, standing_of_post
from firsthand.desk.pile import serve
from firsthand.desk.show import blind_post
from firsthand.find.query import parse
from firsthand.model.errors import Mistaken
from firsthand.model.ids import AccountId, PostId
from firsthand.model.words import CATEGORIES
from firsthand.web.answer import answer
from firsthand.web.beside import sheet_of
from firsthand.web.pages.inbox import described
from firsthand.web.room import room

AHEAD = 100
"""Posts that are looked through for the next one that nobody has graded."""


def blind(request: HttpRequest, post: str) -> HttpResponse:
    """The words, time and media of one post alone, with the forms that say how sure they are and how their writer knows."""
    here = room()
    name, category = PostId(post), _category(request)
    told = blind_post(here.desk, name)
    account = here.desk.views.post(name)["account"]
    standing = standing_of_post(here.desk, name)
    mine = standing.entry is not None and any(
        act.seq == standing.entry and act.actor.identity == here.actor.identity for act in here.desk.views.acts(subject=name, kind="grade")
    )
    value = {
        "post": {"id": name, **told, "media": described(here.desk, told["media"])}, "category": category, "graded": mine,
        "expects": standing.entry, "known": bool(account) and looked_at(here.desk, AccountId(account), here.actor) is not None,
        "sheet": sheet_of(here.desk, name),
    }  # fmt: skip
    return answer(request, "web/blind.html", value)


def following(request: HttpRequest) -> HttpResponse:
    """On to the next post that nobody has graded: of a category, or the newest."""
    desk, category = room().desk, _category(request)
    found = serve(desk, category, limit=AHEAD) if category else desk.views.search(parse(""), limit=AHEAD, order="newest", seed=1)
    for row in found:
        if standing_of_post(desk, row["id"]).entry is None:
            return HttpResponseRedirect(reverse("blind", args=[row["id"]]) + (f"?category={category}" if category else ""))
    return answer(request, "web/blind_done.html", {"category": category, "looked": AHEAD})


def _category(request: HttpRequest) -> str:
    category = request.GET.get("category", "")
    if category and category not in CATEGORIES:
        raise Mistaken(f"{category!r} is no category.", code="bad-category", advice=f"One of: {', '.join(CATEGORIES)}.")
    return category
