"""What claims and people's looks at pictures say of the posts of an account: the part of signals that rests on acts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from firsthand.check.sun import sun
from firsthand.desk.claims import claims
from firsthand.desk.contradictions import contradictions
from firsthand.desk.ports import Desk
from firsthand.model.errors import NotFound
from firsthand.model.ids import PostId
from firsthand.signals.seam import Against, Backed, Light


def statements(desk: Desk) -> tuple[dict[str, list[Backed]], dict[str, list[Against]]]:
    """By account: its claims that others back, and its claims that another answer contradicts."""
    backed: dict[str, list[Backed]] = defaultdict(list)
    against: dict[str, list[Against]] = defaultdict(list)
    held = {claim["id"]: claim for claim in claims(desk)}
    if not held:
        return {}, {}
    whose = {name: _whose(desk, claim) for name, claim in held.items()}
    for name, claim in held.items():
        for account, quote in whose[name]:
            backed[account].append(Backed(name, quote["post"], quote["start"], quote["end"], quote["text"], claim["origins"]))
    for question in contradictions(desk):
        for pair in question["pairs"]:
            for mine, other in ((pair["left"], pair["right"]), (pair["right"], pair["left"])):
                for account, quote in whose.get(mine, ()):
                    known = {(one.claim, one.other) for one in against[account]}
                    if (mine, other) not in known and not any(account == their for their, _ in whose.get(other, ())):
                        against[account].append(
                            Against(mine, quote["post"], quote["start"], quote["end"], quote["text"], other, pair["why"])
                        )
    return dict(backed), dict(against)


def lights(desk: Desk) -> dict[str, list[Light]]:
    """By account: what people saw of the light in pictures, with the sun at the place and time that are claimed."""
    found: dict[str, list[Light]] = defaultdict(list)
    for act in desk.views.acts(kind="sheet"):
        light = act.detail.get("light")
        if act.undone or not light:
            continue
        try:
            account = desk.views.post(PostId(act.subject))["account"]
        except NotFound:
            continue
        elevation, _ = sun(datetime.fromisoformat(light["at"]), light["lat"], light["lon"])
        if account:
            found[account].append(Light(act.subject, light["seen"], act.actor.name, elevation, light["place"]))
    return dict(found)


def _whose(desk: Desk, claim: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    found = []
    for quote in claim["quotes"]:
        if "post" not in quote:
            continue
        try:
            account = desk.views.post(PostId(quote["post"]))["account"]
        except NotFound:
            continue
        if account:
            found.append((account, quote))
    return found
