"""Map and timeline: areas and not pins, posts by hour or day; each with a table of the same."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from firsthand.desk.areas import FINEST, Areas, areas, spread
from firsthand.desk.atlas import Atlas
from firsthand.desk.chart import BY, volume
from firsthand.desk.ports import Desk
from firsthand.desk.search import ask
from firsthand.exporters.area_map import HIGH as DRAWN_HIGH
from firsthand.exporters.area_map import WIDE as DRAWN_WIDE
from firsthand.exporters.area_map import area_map, frame_of
from firsthand.model.errors import Mistaken
from firsthand.shell.gazetteer import names_of_case
from firsthand.shell.saved_views import saved_views
from firsthand.shell.streets import street_picture, streets_under
from firsthand.story.edition import Place
from firsthand.web.answer import answer
from firsthand.web.media import mime_of
from firsthand.web.room import room

WIDE, HIGH, TALL = 720, 420, 220
"""Of the map, and of the bars of the timeline, in units of the drawing."""


def places(request: HttpRequest) -> HttpResponse:
    """What a search speaks of, where and when."""
    desk = room().desk
    q, by = request.GET.get("q", "").strip(), request.GET.get("by", "language")
    if by not in BY:
        raise Mistaken(f"{by!r} cannot be charted.", code="bad-chart", advice=f"One of: {', '.join(BY)}.")
    period = f"after:{desk.plan.since}" if desk.plan.since and not q else ""
    asked = ask(q or period, views=saved_views(desk.root), names=names_of_case(desk.root))
    found = areas(desk, asked.expanded.query)
    value = {
        "q": q, "by": by, "choices": BY, "period": period, "wide": WIDE, "high": HIGH, "tall": TALL,
        "areas": [one._asdict() for one in found.areas], "looked_at": found.posts, "placed": found.placed, "finer": found.finer,
        "known": found.known, "drawn": _drawn(desk, found),
        "circles": [{**one, "area": one["area"]._asdict()} for one in spread(found, wide=WIDE, high=HIGH)],
        "time": _time(desk, asked, by, q),
    }  # fmt: skip
    return answer(request, "web/map.html", value)


def street(request: HttpRequest, file: str, z: int, x: int, y: int) -> HttpResponse:
    """A picture of the map file, made anew from its pixels."""
    data = street_picture(room().root, file, z, x, y)
    given = HttpResponse(data, content_type=mime_of(data[:16]))
    given.headers["X-Content-Type-Options"] = "nosniff"
    return given


def _drawn(desk: Desk, found: Areas) -> dict[str, Any] | None:
    """The areas of the case's own GeoJSON, with those that posts name counted on them; None when it has no shape for any of them."""
    quarters = [one for one in found.areas if one.level == FINEST]  # a town would lie over all of them
    atlas, counted = Atlas(desk), [Place(name=one.name, count=one.posts) for one in quarters or found.areas]
    shown = atlas.areas(counted)
    made, frame = area_map(shown), frame_of(shown)
    if made is None or frame is None:
        return None
    under = streets_under(Path(desk.root), frame, borders=desk.plan.borders)
    return {
        "streets": None if under is None else {
            "whose": under.whose, "file": under.file, "shapes": [list(one) for one in under.streets.shapes],
            "left_out": list(under.streets.left_out),
            "pictures": [
                {"address": reverse("street", args=[under.file, z, x, y]), "x": left, "y": top, "wide": wide, "high": high}
                for z, x, y, left, top, wide, high in under.pictures
            ],
        },
        "wide": DRAWN_WIDE, "high": DRAWN_HIGH, "shapes": [list(one) for one in made.shapes],
        "marks": [{"x": one.x, "y": one.y, "r": one.r, "count": one.count, "name": one.name, "below": one.below} for one in made.marks],
    }  # fmt: skip


def _time(desk: Desk, asked: Any, by: str, q: str) -> dict[str, Any]:
    """Bars from left to right, series on each other; each leads to its hour, or to its day by hours."""
    made = volume(desk, asked, by=by)
    sums = [sum(values[n] or 0 for _, values in made.series) for n in range(len(made.labels))]
    most = max(sums, default=0) or 1
    slot = WIDE / max(len(made.labels), 1)
    ends = dict(pairwise(made.labels))
    bars = []
    for n, label in enumerate(made.labels):
        y, parts = float(TALL), []
        for number, (name, values) in enumerate(made.series):
            tall = TALL * (values[n] or 0) / most
            y -= tall
            if tall:
                parts.append({"series": number, "name": name, "y": round(y, 1), "h": round(tall, 1)})
        until = f" before:{_whole(ends[label])}" if label in ends else ""
        bars.append(
            {"label": label, "posts": int(sums[n]), "x": round(n * slot, 2), "w": round(max(slot - 1, 0.8), 2), "parts": parts,
             "find": f"{q} after:{_whole(label)}{until}".strip(), "values": [int(values[n] or 0) for _, values in made.series]}
        )  # fmt: skip
    return {"step": made.across, "bars": bars, "series": [name for name, _ in made.series], "most": int(most), "notes": list(made.notes)}


def _whole(label: str) -> str:
    """A bin's name as a search takes it."""
    return f"{label}:00" if "T" in label else label
