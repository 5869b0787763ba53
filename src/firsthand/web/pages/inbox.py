"""The inbox: what to read next, one row a post, the chosen one beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from firsthand.desk.judge import standing_of_post, standing_of_source, standings
from firsthand.desk.pile import URGENT, serve
from firsthand.desk.ports import Desk
from firsthand.desk.search import ask, find
from firsthand.desk.show import one_post
from firsthand.desk.translate import translations_of
from firsthand.desk.urgent import alerts, counted, posts, waiting
from firsthand.exporters.alert_feed import alert_feed
from firsthand.model.act import Act
from firsthand.model.errors import FirsthandError, Mistaken
from firsthand.model.ids import AccountId, PostId
from firsthand.model.words import CATEGORIES
from firsthand.shell.gazetteer import names_of_case
from firsthand.shell.saved_views import saved_views
from firsthand.web import care
from firsthand.web.answer import answer, wants_json
from firsthand.web.beside import sheet_of, traced
from firsthand.web.room import room

SHOWN, MOST = 50, 500
TOKEN = re.compile(r'-?\w*:?"[^"]*"|\S+')
LEAST_TOKENS, MOST_TOKENS = 2, 8
ORDERS = ("likely", "newest", "unsure", "random", "oldest")


def inbox(request: HttpRequest) -> HttpResponse:
    """The list, filtered by words and fields or by a category's queue."""
    desk = room().desk
    asked = _asked(request)
    rows = care.fit_for(request, asked["limit"], lambda limit: _found(desk, {**asked, "limit": limit}))
    read = translations_of(desk, [row["id"] for row in rows])
    of_posts, of_sources = standings(desk, [row["id"] for row in rows], [row["account"] for row in rows if row["account"]])
    marks = desk.views.acts_about([row["id"] for row in rows], ("mark",))
    for row in rows:
        row["marked"] = next((act.detail["mark"] for act in reversed(marks.get(row["id"], ())) if not act.undone), "")
        source = asdict(of_sources[row["account"]]) if row["account"] else None
        row["standing"] = _listed({"post": asdict(of_posts[row["id"]]), "source": source})
        row["translation"] = _translated(row, read.get(row["id"], ()))
    chosen = request.GET.get("post") or (rows[0]["id"] if rows else "")
    value = {**asked, "rows": rows, "orders": ORDERS, "more": len(rows) == asked["limit"] < MOST, "chosen": chosen}
    if not rows:
        value["without"] = _without(desk, asked) if asked["q"] else []
        value["first"] = not asked["q"] and not asked["category"] and not desk.views.counts()["posts"]
    value["post"] = whole(desk, PostId(chosen), _why(rows, chosen)) if chosen else None
    return answer(request, "web/inbox.html", value, part="web/_list.html")


def _translated(row: dict[str, Any], standing: Sequence[Act]) -> dict[str, Any] | None:
    """The translation that a row shows: into the language of the page, else the first; none of words that are in it already."""
    mine = get_language() or "en"
    if row["lang"] == mine:
        return None
    best = next((act for act in standing if act.detail["lang"] == mine), standing[0] if standing else None)
    if best is None:
        return None
    return {"lang": best.detail["lang"], "text": best.detail["text"], "checked": bool(best.detail["checked"])}


def urgent(request: HttpRequest) -> HttpResponse:
    """The urgent lane: help and missing together, newest first; how many wait."""
    desk = room().desk
    lane = waiting(desk)
    rows = [{**row, "standing": _listed(_standing(desk, row))} for row in posts(desk, lane[:SHOWN])]
    value = {"rows": rows, "waiting": counted(lane)}
    return answer(request, "web/urgent.html", value)


def urgent_feed(request: HttpRequest) -> HttpResponse:
    """The same as an Atom feed, without words and names; a program that asks for JSON gets the page's twin."""
    if wants_json(request):
        return urgent(request)
    here = room()
    lane = waiting(here.desk)
    data = alert_feed(
        here.desk.plan.id, here.desk.plan.title, alerts(here.desk, lane[:SHOWN]), of=len(lane), address=f"{here.site}/"
    )  # fmt: skip
    return HttpResponse(data, content_type="application/atom+xml")


def preview(request: HttpRequest, post: str) -> HttpResponse:
    """One post, as the pane beside the list shows it."""
    return answer(request, "web/post.html", {"post": whole(room().desk, PostId(post))}, part="web/_preview.html")


def post(request: HttpRequest, post: str) -> HttpResponse:
    """One post, whole; with how its writer knows, and where else its words and pictures stand."""
    desk, name = room().desk, PostId(post)
    value = {"post": whole(desk, name), "sheet": sheet_of(desk, name), "lineage": traced(desk, post)}
    return answer(request, "web/post.html", value)


def whole(desk: Desk, post: PostId, why: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """Everything that is held on a post, with the standing of it and of its source, and the source in a few lines."""
    told = one_post(desk, post)
    held = told["post"]
    spans = [span for one in held["categories"].values() for span in one["why"]]
    source = desk.views.account(AccountId(held["account"])) if held["account"] else None
    held["media"] = described(desk, held["media"])
    return {
        **told, "standing": _standing(desk, held), "why": spans if why is None else why,
        "source": source and {name: source[name] for name in ("id", "posts", "first", "last")},
    }  # fmt: skip


def _asked(request: HttpRequest) -> dict[str, Any]:
    category = request.GET.get("category", "")
    if category and category not in CATEGORIES:
        raise Mistaken(f"{category!r} is no category.", code="bad-category", advice=f"One of: {', '.join(CATEGORIES)}.")
    limit = request.GET.get("limit", str(SHOWN))
    if not limit.isascii() or not limit.isdigit() or not 0 < int(limit) <= MOST:
        raise Mistaken(f"{limit!r} is no number of rows.", code="bad-limit", advice=f"From 1 to {MOST}.")
    query = request.GET.get("q", "").strip()
    order = request.GET.get("order", "") or ("newest" if query or not category or category in URGENT else "likely")
    if order not in ORDERS:
        raise Mistaken(f"{order!r} is no order.", code="bad-order", advice=f"One of: {', '.join(ORDERS)}.")
    return {"q": query, "category": category, "order": order, "limit": int(limit)}


def _found(desk: Desk, asked: dict[str, Any]) -> Any:
    if asked["category"] and not asked["q"] and asked["order"] != "oldest":
        return serve(desk, asked["category"], limit=asked["limit"], order=asked["order"])
    words = asked["q"] + (f" category:{asked['category']}" if asked["category"] else "")
    read = ask(words, views=saved_views(desk.root), names=names_of_case(desk.root))
    return find(desk, read, limit=asked["limit"], order=asked["order"])


def _without(desk: Desk, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """What a query without one of its words would bring, the most first; at the most `SHOWN` are counted."""
    tokens = TOKEN.findall(asked["q"])
    if not LEAST_TOKENS <= len(tokens) <= MOST_TOKENS:
        return []
    found = []
    for place, token in enumerate(tokens):
        rest = " ".join(tokens[:place] + tokens[place + 1 :])
        with suppress(FirsthandError):  # what is left may be no query
            count = sum(1 for _ in _found(desk, {**asked, "q": rest, "limit": SHOWN}))
            found.append({"word": token, "q": rest, "count": count})
    return sorted((one for one in found if one["count"]), key=lambda one: -one["count"])[:1]


def described(desk: Desk, media: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Media with what people said of them, so that others need not look."""
    return [
        {**one, "described": [
            {"by": act.actor.name, "lang": act.detail.get("lang", ""), "text": act.detail.get("text", ""), "why": act.detail.get("why", "")}
            for act in (desk.views.acts(subject=f"media:{one['digest']}", kind="describe") if one["digest"] else ()) if not act.undone
        ]}
        for one in media
    ]  # fmt: skip


def _standing(desk: Desk, row: dict[str, Any]) -> dict[str, Any]:
    """Of the post, and of who wrote it; a grade that nobody gave is F6."""
    source = asdict(standing_of_source(desk, AccountId(row["account"]))) if row["account"] else None
    return {"post": asdict(standing_of_post(desk, PostId(row["id"]))), "source": source}


def _listed(standing: dict[str, Any]) -> dict[str, Any]:
    """A standing as a list may show it: where somebody belongs is told of one account at a time, and never in a row of many."""
    source = standing["source"] and {name: standing["source"][name] for name in ("roles", "reliability", "decided")}
    return {**standing, "source": source}


def _why(rows: list[dict[str, Any]], chosen: str) -> list[dict[str, Any]] | None:
    return next((row["why"] for row in rows if row["id"] == chosen and "why" in row), None)
