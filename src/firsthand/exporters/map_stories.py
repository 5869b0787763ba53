"""
A story for the two programs that tell on a map: StoryMapJS (slides) and TimeMap (events, sources, associations).

Only a message whose card tells a place that the case's gazetteer knows has a point, the rounded middle of that place. The first slide of
StoryMapJS is an overview without one. In TimeMap every value is a text, both coordinates are always there, empty if unknown, and an
association for each status lets readers filter by it; nobody can be filtered by what they are.

Source: NUKnightLab/StoryMapJS, its demonstration; forensic-architecture/timemap, reducers/validate: other names make an item invalid.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from firsthand.exporters.geojson import COARSE, unlocated
from firsthand.exporters.json_lines import document
from firsthand.exporters.messages import headline, in_time, in_words, shortened
from firsthand.exporters.seam import Exporter, Handed, Made, Message, adapter
from firsthand.exporters.timeline import html, open_picture

ZOOM = 11
"""A tenth of a degree, the finest that a point means, about fills a window at this zoom."""


def _slide(handed: Handed, message: Message) -> dict[str, Any]:
    assert message.spot is not None, "the caller has asked"
    slide: dict[str, Any] = {
        "date": in_words(message.posted),
        "text": {"headline": f'<span dir="auto">{escape(headline(message))}</span>', "text": html(message)},
        "location": {"name": message.spot.name, "lat": message.spot.lat, "lon": message.spot.lon, "zoom": ZOOM, "line": False},
    }  # fmt: skip
    if picture := open_picture(message):
        slide["media"] = {"url": handed.picture(picture.file), "credit": escape(picture.credit), "caption": escape(picture.description)}
    return slide


def make_slides(handed: Handed) -> Made:
    """The configuration that StoryMapJS loads."""
    edition = handed.printed.edition
    first = {"type": "overview", "text": {"headline": escape(handed.title), "text": f'<p dir="auto">{escape(edition.standfirst)}</p>'}}
    slides = [first, *(_slide(handed, one) for one in in_time(handed.messages) if one.spot)]
    whole = {"storymap": {"language": edition.language, "slides": slides}}
    lost = sum(one.spot is None for one in handed.messages)
    left = (f"{lost} messages without a point on the map.", *unlocated(handed)) if lost else ()
    return Made(files={"storymap.json": [document(whole)]}, left_out=left)


def make_events(handed: Handed) -> Made:
    """Events, sources and associations, a file each, as TimeMap's server gives them, and all in one."""
    messages = list(handed.messages)
    dated = [one for one in in_time(messages) if one.posted.local and one.posted.precision in ("second", "minute", "hour", "day")]
    events = [_event(number, one) for number, one in enumerate(dated)]
    sources = {one.id: _source(handed, one) for one in messages}
    statuses = dict.fromkeys(one.status for one in messages)
    associations = [
        {"id": f"status-{word}", "title": word, "desc": "what follows now for what is said", "mode": "FILTER",
         "filter_paths": ["status", word]}
        for word in statuses
    ]  # fmt: skip
    whole = {"events": events, "sources": sources, "associations": associations, "sites": [], "regions": [], "shapes": [],
             "notifications": []}  # fmt: skip
    lost = [one.id for one in messages if one not in dated]
    left = (*((f"Without a day, so not among the events: {', '.join(lost)}.",) if lost else ()), *unlocated(handed))
    files = {"timemap.json": [document(whole)]} | {
        f"{name}.json": [document(value)] for name, value in whole.items() if name in ("events", "sources", "associations")
    }
    return Made(files=files, left_out=left)


def _event(number: int, message: Message) -> dict[str, Any]:
    local = message.posted.local
    assert local is not None, "the caller has asked"
    exact = message.posted.precision in ("second", "minute")
    return {
        "id": str(number), "description": shortened(message.shown, 2_000), "date": f"{local:%m/%d/%Y}",
        "time": f"{local:%H:%M}" if exact else "", "time_display": in_words(message.posted), "location": message.place,
        "latitude": str(message.spot.lat) if message.spot else "", "longitude": str(message.spot.lon) if message.spot else "",
        "category": message.status, "associations": [f"status-{message.status}"], "sources": [message.id],
        "comments": message.status_because,
    }  # fmt: skip


def _source(handed: Handed, message: Message) -> dict[str, Any]:
    return {"id": message.id, "title": headline(message), "type": message.platform, "url": message.page, "description": message.credit,
            "date": in_words(message.posted), "paths": list(_paths(handed, message))}  # fmt: skip


def _paths(handed: Handed, message: Message) -> Iterable[str]:
    return (handed.picture(one.file) for one in message.media if one.file and not one.covered and one.kind == "image")


_PROOF = "As documented, not proven by the consumer."
_LOSSES = ("Exact places, wherever they were known.", "Covered pictures: a map cannot cover them.", "Figures and grades.")

ADAPTERS = (
    adapter("storymap", "A story for StoryMapJS.", Exporter(
        ending=".json", pictures=True, make=make_slides, use="Slides on a map: StoryMapJS.", licence="MPL-2.0 (StoryMapJS).",
        proof=_PROOF, reading=(COARSE,),
    ), losses=_LOSSES),
    adapter("timemap", "A story for TimeMap: events, sources, associations.", Exporter(
        ending=".json", pictures=True, make=make_events, use="Events in time and place: TimeMap.",
        licence="Do No Harm License (TimeMap), which is no open-source licence.", proof=_PROOF, reading=(COARSE,),
    ), losses=_LOSSES),
)  # fmt: skip
