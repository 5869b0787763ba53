"""Lists of what was done: claims, stories, imports, and the log of all acts."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from firsthand.desk.claims import claims as all_claims
from firsthand.desk.claims import find_claim
from firsthand.desk.completeness import report
from firsthand.desk.publish import check_story
from firsthand.model.errors import Mistaken
from firsthand.shell.sql.rows import from_us
from firsthand.web.answer import answer
from firsthand.web.room import room

PAGE = 100


def claims(request: HttpRequest) -> HttpResponse:
    """What is said, as said, with its status."""
    rows = list(all_claims(room().desk))
    status = request.GET.get("status", "")
    shown = [row for row in rows if not status or row["status"] == status]
    return answer(request, "web/claims.html", {"claims": shown, "of": len(rows), "status": status})


def claim(request: HttpRequest, claim: str) -> HttpResponse:
    """One claim with its quotes, answers and origins."""
    return answer(request, "web/claim.html", {"claim": find_claim(room().desk, claim)})


def stories(request: HttpRequest) -> HttpResponse:
    """The stories of the case, and what would stop each from being published."""
    desk = room().desk
    rows: list[dict[str, Any]] = []
    for slug in desk.stories.slugs():
        problems = [{"code": one.code, "where": one.where, "why": one.why, "blocks": one.blocks} for one in check_story(desk, slug)]
        rows.append({"slug": slug, "languages": list(desk.stories.read(slug)), "problems": problems})
    return answer(request, "web/stories.html", {"stories": rows})


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
             "signed": "signature" in detail, "subject": detail.get("subject") or detail.get("run") or "",
             "because": detail.get("because", "")}
        )  # fmt: skip
    last = rows[-1]["entry"] if rows else 0
    return answer(request, "web/audit.html", {"entries": rows, "of": size, "before": last, "head": book.head()})
