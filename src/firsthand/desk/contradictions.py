"""
Claims that answer one question with figures that cannot all be true: proposed side by side, decided by nobody here.

The question is a `check.slots.Slot`. Claims about times that do not meet are not held against each other; where the days
are known, a series of totals is looked through instead (`check/series.py`), for a total that falls, and for a source's later word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from firsthand.check.figures import figures
from firsthand.check.plausible import against_answers
from firsthand.check.series import Dated, breaks
from firsthand.check.slots import Slot, contradiction, same_question, slot
from firsthand.desk.claims import claims
from firsthand.desk.ports import Desk
from firsthand.desk.transcribe import find_transcript, spoken
from firsthand.model.errors import NotFound
from firsthand.model.figure import Figure
from firsthand.model.ids import PostId
from firsthand.text.fold import fold

MOST = 2_000
"""Figures of claims that are held against each other."""

_TOTALS = frozenset({"killed", "wounded", "missing", "left", "destroyed"})


class _Told(NamedTuple):
    """A figure of a claim, with its question."""

    claim: Mapping[str, Any]
    figure: Figure
    slot: Slot


def contradictions(desk: Desk) -> list[dict[str, Any]]:
    """
    Questions of the case that are answered with figures that cannot all be true.

    Returns:
        One a question: ``question`` in words; ``answers`` (claim, figure as said, low, high, hedge, who, valid time, place,
        status, ``corrects``, ``corrected_by``), by value; ``pairs`` (left, right, ``why`` they cannot both be, ``shared``: why they
        may be one question, ``noted``: a person has already linked them); ``breaks`` of the series; ``flags`` on answers of
        another order.
    """
    told = _told(desk)
    links = _links(told)
    edges: dict[int, set[int]] = {n: set() for n in range(len(told))}
    pairs: list[tuple[int, int, str, str]] = []
    for i, left in enumerate(told):
        for j in range(i + 1, len(told)):
            right = told[j]
            if left.claim["id"] == right.claim["id"]:
                continue
            common = same_question(left.slot, right.slot)
            if not common:
                continue
            edges[i].add(j)
            edges[j].add(i)
            why = contradiction(left.figure, right.figure) if _meet(left.claim, right.claim) else ""
            if why and not _corrects(left.claim, right.claim):
                pairs.append((i, j, why, common))
    found = []
    for group in _groups(edges):
        rows = [told[n] for n in group]
        held = [(i, j, why, common) for i, j, why, common in pairs if i in group]
        steps = _breaks(desk, rows)
        if held or steps:
            found.append(_question(rows, held, steps, told, links))
    return found


def _told(desk: Desk) -> list[_Told]:
    found: list[_Told] = []
    for claim in claims(desk):
        text, offset = _around(desk, claim)
        place = claim["place"] or place_named(desk, claim["as_said"]) or place_named(desk, text)
        every = figures(text)
        spans = [(quote["start"], quote["end"]) for quote in claim["quotes"]]
        inside = [one for one in every if any(start <= one.start and one.end <= end for start, end in spans)] if offset else []
        if not inside:
            text, every = claim["as_said"], figures(claim["as_said"])
            inside = list(every)
        found += [_Told(claim, one, slot(one, text, every, place=place)) for one in inside]
        if len(found) >= MOST:
            break
    return found[:MOST]


def _around(desk: Desk, claim: Mapping[str, Any]) -> tuple[str, bool]:
    """The text that a claim's words stand in, and whether they still stand there."""
    first = claim["quotes"][0]
    try:
        if "transcript" in first:
            text = spoken(find_transcript(desk, first["transcript"]))
        else:
            text = desk.views.post(PostId(first["post"]))["text"]
    except NotFound:
        return claim["as_said"], False
    return text, text[first["start"] : first["end"]] == first["text"]


def place_named(desk: Desk, text: str) -> str:
    """
    Where, as the plan names it.

    A plan writes one place in several scripts, so that two of its names may be the same place; only one name is ever told.
    """
    here = f" {fold(text)} "
    named = [place for place in desk.plan.places if place.strip() and fold(place) in here]
    return desk.plan.places[0] if named and _one_place(desk.plan.places) else named[0] if len(named) == 1 else ""


def _one_place(places: Sequence[str]) -> bool:
    """Whether the names of a plan can be one place: no two of them are in the same script."""
    scripts = ["latin" if name.isascii() else fold(name)[:1] and hex(ord(fold(name)[0]) >> 7) for name in places]
    return len(scripts) == len(set(scripts))


def _links(told: Sequence[_Told]) -> set[frozenset[str]]:
    """What people have linked: a claim and its answer, or the posts of an answer."""
    of_post: dict[str, set[str]] = {}
    for one in told:
        for quote in one.claim["quotes"]:
            of_post.setdefault(quote["post"], set()).add(one.claim["id"])
    links = set()
    for one in told:
        for answer in one.claim["answers"]:
            for other in of_post.get(answer["ref"], {answer["ref"]}):
                links.add(frozenset((one.claim["id"], other)))
    return links


def _corrects(left: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
    return bool(left["corrects"] == right["id"] or right["corrects"] == left["id"])


def _meet(left: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
    """Whether two claims may speak of one time; where one is not known, they may."""
    one, two = left["valid"] or {}, right["valid"] or {}
    if not (one.get("earliest") and two.get("earliest")):
        return True
    return bool(one["earliest"] < two["latest"] and two["earliest"] < one["latest"])


def _groups(edges: Mapping[int, set[int]]) -> list[list[int]]:
    seen: set[int] = set()
    groups = []
    for start in edges:
        if start in seen or not edges[start]:
            continue
        group, waiting = [], [start]
        while waiting:
            n = waiting.pop()
            if n not in seen:
                seen.add(n)
                group.append(n)
                waiting += sorted(edges[n])
        groups.append(sorted(group))
    return groups


def _breaks(desk: Desk, rows: Sequence[_Told]) -> list[dict[str, Any]]:
    """Where totals of one question, each of a known day, fall or do not add up."""
    zone = ZoneInfo(desk.plan.zone)
    if any(one.slot.happened not in _TOTALS or one.slot.unit == "percent" for one in rows):
        return []
    dated = [
        Dated(
            day=datetime.fromisoformat(one.claim["valid"]["earliest"]).astimezone(zone).date(), value=one.figure.low,
            source=fold(one.claim["said_by"]), ref=one.claim["id"],
            said_on=datetime.fromisoformat(one.claim["said_at"]).astimezone(zone).date() if _aware(one.claim["said_at"]) else None,
        )
        for one in rows
        if one.claim["valid"] and one.claim["valid"]["earliest"] and one.figure.low == one.figure.high
    ]  # fmt: skip
    return [
        {"code": one.code, "day": one.day.isoformat(), "why": one.why, "claims": list(one.refs)}
        for one in breaks(dated)
        if one.code in ("fall", "leap", "correction")
    ]


def _aware(stated: str | None) -> bool:
    try:
        return bool(stated) and datetime.fromisoformat(str(stated)).tzinfo is not None
    except ValueError:
        return False


def _question(
    rows: Sequence[_Told], pairs: Sequence[tuple[int, int, str, str]], steps: list[dict[str, Any]], told: Sequence[_Told],
    links: set[frozenset[str]],
) -> dict[str, Any]:  # fmt: skip
    answers = []
    for one in sorted(rows, key=lambda row: (row.figure.low, row.claim["entry"], row.figure.start)):
        others = [replace(other.figure, unit=one.figure.unit) for other in rows if other is not one]
        flag = against_answers(one.figure, others)
        claim = one.claim
        answers.append({
            "claim": claim["id"], "figure": one.figure.text, "as_said": claim["as_said"], "low": one.figure.low,
            "high": one.figure.high, "unit": one.figure.unit, "hedge": one.figure.hedge, "who": claim["said_by"],
            "valid": claim["valid"], "place": one.slot.place, "status": claim["status"],
            "corrects": claim["corrects"], "corrected_by": claim["corrected_by"],
            "flags": [{"code": flag.code, "why": flag.why}] if flag else [],
        })  # fmt: skip
    return {
        "question": max((one.slot.words for one in rows), key=len),
        "answers": answers,
        "pairs": [
            {"left": told[i].claim["id"], "right": told[j].claim["id"], "why": why, "shared": common,
             "noted": frozenset((told[i].claim["id"], told[j].claim["id"])) in links}
            for i, j, why, common in pairs
        ],
        "breaks": steps,
    }  # fmt: skip
