"""Lists of what was done: claims, stories, imports, and the log of all acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from firsthand.desk.claims import claims as all_claims
from firsthand.desk.claims import find_claim
from firsthand.desk.completeness import report
from firsthand.desk.story import figure_acts
from firsthand.model.errors import Mistaken
from firsthand.model.words import INTERFACE_LANGUAGES, RELATIONS, STATUSES
from firsthand.shell.sql.rows import from_us
from firsthand.web.answer import answer
from firsthand.web.beside import traced
from firsthand.web.drafts import problems
from firsthand.web.pages.story import title_of
from firsthand.web.room import room

PAGE = 100


def claims(request: HttpRequest) -> HttpResponse:
    """What is said, as said, with its status."""
    rows = list(all_claims(room().desk))
    status, only = request.GET.get("status", ""), request.GET.get("only", "")
    shown = [row for row in rows if (not status or row["status"] == status) and (only not in _ONLY or _ONLY[only](row))]
    value = {"claims": shown, "of": len(rows), "status": status, "only": only, "statuses": {
        name: count for name in STATUSES if (count := sum(row["status"] == name for row in rows))
    }, "counts": {name: sum(map(fits, rows)) for name, fits in _ONLY.items()}}  # fmt: skip
    return answer(request, "web/claims.html", value)


_ONLY: dict[str, Callable[[dict[str, Any]], bool]] = {
    "figures": lambda row: bool(row["figure"]),
    "one-origin": lambda row: row["origins"] < 1,
}


def claim(request: HttpRequest, claim: str) -> HttpResponse:
    """One claim with its quotes, answers and origins, what was decided, and where it is printed."""
    desk = room().desk
    found = find_claim(desk, claim)
    decided = [act for act in desk.views.acts(subject=claim, kind="claim-status") if not act.undone]
    used = [
        {"slug": slug, "label": label} for slug in desk.stories.slugs()
        for label, act in figure_acts(desk, slug).items() if act.detail["claim"] == claim
    ]  # fmt: skip
    value = {
        "claim": found, "lineage": traced(desk, claim), "expects": decided[-1].seq if decided else None, "used": used,
        "relations": RELATIONS, "statuses": STATUSES,
        "mine": bool(decided) and decided[-1].actor.identity == room().actor.identity,
        "decisions": [
            {"entry": act.seq, "by": act.actor.name, "status": act.detail["status"], "because": act.detail["because"],
             "at": act.at.isoformat().replace("+00:00", "Z")} for act in reversed(decided)
        ],
    }  # fmt: skip
    return answer(request, "web/claim.html", value)


def stories(request: HttpRequest) -> HttpResponse:
    """The stories of the case, and how much would stop each from being published."""
    desk = room().desk
    rows: list[dict[str, Any]] = []
    for slug in desk.stories.slugs():
        files, found = desk.stories.read(slug), problems(slug)
        told = [{"code": one.code, "where": one.where, "why": one.why, "blocks": one.blocks} for one in found]
        rows.append(
            {"slug": slug, "title": title_of(next(iter(files.values())), slug), "languages": list(files), "problems": told,
             "blocking": sum(one.blocks for one in found)}
        )  # fmt: skip
    value = {"stories": rows, "post": request.GET.get("post", ""), "languages": INTERFACE_LANGUAGES}
    return answer(request, "web/stories.html", value)


def runs(request: HttpRequest) -> HttpResponse:
    """Every import, newest first."""
    rows = [row._asdict() for row in reversed(room().desk.views.runs("run"))]
    return answer(request, "web/runs.html", {"runs": rows})


def run(request: HttpRequest, run: str) -> HttpResponse:
    """One import: its completeness report."""
    return answer(request, "web/run.html", {"report": report(room().desk, run)})


def audit(request: HttpRequest) -> HttpResponse:
    """The log, newest first, a page at a time."""
    book = room().desk.book
    size = book.size()
    stated = request.GET.get("before", str(size))
    if not stated.isascii() or not stated.isdigit() or len(stated) > 12:
        raise Mistaken(f"{stated!r} is no number of an entry.", code="bad-entry", advice="Leave `before` out.")
    before = min(int(stated), size)
    if before < 0:
        raise Http404
    rows = []
    for seq in range(before - 1, max(before - 1 - PAGE, -1), -1):
        entry = book.entry(seq)
        detail = entry.detail
        rows.append(
            {"entry": seq, "kind": entry.kind, "at": from_us(detail.get("at_us")), "by": (detail.get("actor") or {}).get("name", ""),
             "via": (detail.get("actor") or {}).get("via", ""),
             "signed": "signature" in detail, "subject": detail.get("subject") or detail.get("run") or "",
             "because": detail.get("because", "")}
        )  # fmt: skip
    last = rows[-1]["entry"] if rows else 0
    return answer(request, "web/audit.html", {"entries": rows, "of": size, "before": last, "head": book.head()})
