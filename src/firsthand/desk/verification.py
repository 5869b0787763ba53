"""
The verification sheet of a post: provenance, source, date, location, motivation; what was done, how, by whom.

Links to search engines and maps are written out, to be copied by a person who knows that opening them tells somebody what is
looked for. Nothing here opens them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from firsthand.desk.lineage import lineage
from firsthand.desk.ports import Desk
from firsthand.desk.record import need_reason, need_word, record
from firsthand.ledger.entry import Entry
from firsthand.model.act import Act
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken
from firsthand.model.ids import PostId

ROWS = ("provenance", "source", "date", "location", "motivation")
STATES = {"done": "●", "open": "◐", "failed": "✕", "not-done": "○"}
"""Words and shapes: never colour alone."""
LIGHTS = ("day", "night")
_SEARCHES = (
    ("picture, Google Lens", "https://lens.google.com/uploadbyurl?url={}"), ("picture, Yandex", "https://yandex.com/images/search?rpt=imageview&url={}"),
    ("picture, TinEye", "https://tineye.com/search?url={}"), ("picture, Bing", "https://www.bing.com/images/search?q=imgurl:{}&view=detailv2&iss=sbi"),
)  # fmt: skip
_MAPS = (("place, OpenStreetMap", "https://www.openstreetmap.org/search?query={}"), ("place, Wikimapia", "https://wikimapia.org/#search={}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LightSeen:
    """
    What a person saw of the light in a picture, and where and when the picture is said to be from.

    Attributes:
        seen: ``day`` or ``night``; a person's word, never a program's.
        at: RFC 3339 with a zone.
        lat, lon: Degrees.
        place: In words.
    """

    seen: str
    at: str
    lat: float
    lon: float
    place: str


def set_row(
    desk: Desk, post: PostId, row: str, state: str, *, method: str = "", link: str = "", because: str, light: LightSeen | None = None,
    actor: Actor,
) -> Entry:  # fmt: skip
    """
    Say what was done about one row.

    Args:
        method: In words, for example "compared the bridge with the map of 2039".
        link: Where it can be seen; kept as words, never opened.

    Raises:
        Mistaken: There is no such row or state; ``done`` without a method; a light that cannot be.
        NotFound: The post is not held.
        Refused: No reason.
    """
    need_word(row, ROWS, "row")
    need_word(state, tuple(STATES), "state")
    if state == "done" and not method.strip():
        raise Mistaken("Say how it was done.", code="no-method", advice="Add --method.")
    desk.views.post(post)
    fields: dict[str, Any] = {"row": row, "state": state, "method": method.strip(), "link": link.strip(), "because": need_reason(because)}
    if light is not None:
        fields["light"] = _light(light)
    return record(desk, "verification", post, fields, actor=actor)


def sheet(desk: Desk, post: PostId) -> dict[str, Any]:
    """
    The sheet of a post.

    Returns:
        ``post``; ``rows``: ``row``, ``state``, ``shape``, ``required``, ``method``, ``link``, ``because``, ``by``, ``at``, ``entry``;
        ``missing``: required rows that are not done; ``links`` to be copied: ``what``, ``address``;
        ``said``: ``posts`` that say this, from how many ``origins``, and ``because``.

    Raises:
        NotFound: The post is not held.
        Mistaken: ``plan/verification.toml`` cannot be read.
    """
    value = desk.views.post(post)
    last = {act.detail["row"]: act for act in desk.views.acts(subject=post, kind="verification") if not act.undone}
    required = required_rows(desk)
    wanted = {row for category in value["categories"] for row in required.get(category, ())} | set(required.get("all", ()))
    rows = []
    for row in ROWS:
        act = last.get(row)
        detail = act.detail if act else {"state": "not-done", "method": "", "link": "", "because": ""}
        rows.append({
            "row": row, "state": detail["state"], "shape": STATES[detail["state"]], "required": row in wanted, "method": detail["method"],
            "link": detail["link"], "because": detail["because"], "by": act.actor.name if act else "",
            "at": act.at.isoformat() if act else None, "entry": act.seq if act else None,
        })  # fmt: skip
    told = lineage(desk, post)
    missing = [one["row"] for one in rows if one["required"] and one["state"] != "done"]
    return {"post": post, "rows": rows, "missing": missing, "links": _links(value),
            "said": {name: told[name] for name in ("posts", "origins", "because")}}  # fmt: skip


def unanswered(acts: Iterable[Act]) -> tuple[str, ...]:
    """Rows, in order, that nobody has done or tried in vain, from the acts about one post: what is open is no answer."""
    last = {act.detail["row"]: act.detail["state"] for act in acts if act.kind == "verification" and not act.undone}
    return tuple(row for row in ROWS if last.get(row) not in ("done", "failed"))


def required_rows(desk: Desk) -> dict[str, tuple[str, ...]]:
    """
    Rows that have to be done, by category or for ``all``, as ``plan/verification.toml`` says under ``[required]``.

    Raises:
        Mistaken: It cannot be read.
    """
    data = desk.plan_files("verification.toml").get("verification.toml", b"")
    try:
        stated = tomllib.loads(data.decode("utf-8")).get("required", {})
        found = {str(category): tuple(rows) for category, rows in stated.items()}
        strange = sorted({str(row) for rows in found.values() for row in rows} - set(ROWS))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError, TypeError) as error:
        raise Mistaken(
            f"plan/verification.toml cannot be read: {error}.", code="bad-verification", advice="Mend it with a text editor."
        ) from error
    if strange:
        raise Mistaken(f"plan/verification.toml: {strange[0]!r} is no row.", code="bad-verification", advice=f"One of: {', '.join(ROWS)}.")
    return found


def _light(light: LightSeen) -> dict[str, Any]:
    need_word(light.seen, LIGHTS, "light")
    try:
        at = datetime.fromisoformat(light.at)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or not (-90 <= light.lat <= 90 and -180 <= light.lon <= 180):
        raise Mistaken("A light needs a time with its zone, and a place on Earth.", code="bad-light",
                       advice="For example --light day --at 2041-03-14T13:00:00+03:00 --lat -45 --lon 45.")  # fmt: skip
    lat, lon = f"{light.lat:.5f}", f"{light.lon:.5f}"  # as text: a float has no canonical form
    return {"seen": light.seen, "at": at.isoformat(), "lat": lat, "lon": lon, "place": light.place or f"{lat}, {lon}"}


def _links(post: dict[str, Any]) -> list[dict[str, str]]:
    addresses = [str(one["url"]) for one in post["media"] if str(one["url"] or "").startswith(("https://", "http://"))]
    found = [{"what": what, "address": form.format(quote(address, safe=""))} for address in addresses for what, form in _SEARCHES]
    if post["place"]:
        found += [{"what": what, "address": form.format(quote(str(post["place"]), safe=""))} for what, form in _MAPS]
    return found
