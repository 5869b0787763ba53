"""The verification sheet of a post, and the pages that enter a claim."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from firsthand.desk.verification import STATES, sheet
from firsthand.model.ids import PostId
from firsthand.web.answer import answer
from firsthand.web.pages.inbox import whole
from firsthand.web.room import room


def verification(request: HttpRequest, post: str) -> HttpResponse:
    """Five rows: what was done, how, by whom; addresses to be copied, which nothing here opens."""
    told = sheet(room().desk, PostId(post))
    value = {"sheet": told, "post": room().desk.views.post(PostId(post)), "states": [*STATES]}
    return answer(request, "web/verification.html", value)


def new_claim(request: HttpRequest, post: str) -> HttpResponse:
    """The form of a claim, bound to the words of one post."""
    value = {"post": whole(room().desk, PostId(post)), "quote": request.GET.get("quote", "")[:2_000]}
    return answer(request, "web/claim_new.html", value)
