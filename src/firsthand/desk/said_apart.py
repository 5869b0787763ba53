"""
Posts that answer one question with figures that cannot all be true: proposed side by side, before anybody has made a claim.

One question is one unit, thing, event and place (`check.slots.Slot`), asked of posts of one day. Only figures with something
that happened to them count: "40 killed" and "57 killed" meet, "40 trucks" and "57 trucks" do not. Copies of a post are one voice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import combinations
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from firsthand.check.figures import figures
from firsthand.check.slots import GENERIC, Slot, contradiction, slot
from firsthand.desk.contradictions import place_named
from firsthand.desk.ports import Desk
from firsthand.model.figure import Figure
from firsthand.text.fold import fold

MOST_ANSWERS = 40
"""Different answers to one question that are held against each other, those of most voices first."""
_SHOWN = 5


class _Said(NamedTuple):
    """A figure of a post, with its question."""

    post: Mapping[str, Any]
    figure: Figure
    slot: Slot


def said_apart(desk: Desk, posts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """
    Questions that posts of one day answer with figures that cannot all be true.

    Args:
        posts: In the shape of the contract; those without a time are passed over.

    Returns:
        One a question and day, most voices first: ``question`` in words; ``day`` in the zone of the case; ``answers`` (figure as
        written, low, high, unit, hedge, ``voices``: posts that are no copies of each other, ``posts``: some of them with their
        words and who they name as the source), by value; ``pairs`` (left, right: places in ``answers`` from 0, and ``why``).
    """
    zone = ZoneInfo(desk.plan.zone)
    asked: dict[tuple[str, str, frozenset[str], str, str], list[_Said]] = {}
    for post in posts:
        if not post["posted_at"] or not post["text"]:
            continue
        day = datetime.fromisoformat(post["posted_at"]).astimezone(zone).date().isoformat()
        every = figures(post["text"])
        place = place_named(desk, post["text"]) if every else ""
        for one in every:
            question = slot(one, post["text"], every, place=place)
            if question.happened:
                key = (question.unit, question.happened, question.things - GENERIC, fold(place), day)
                asked.setdefault(key, []).append(_Said(post, one, question))
    found = [row for key, rows in asked.items() if len(rows) > 1 and (row := _question(rows, key[-1]))]
    return sorted(found, key=lambda row: (-sum(one["voices"] for one in row["answers"]), row["day"], row["question"]))


def _question(rows: list[_Said], day: str) -> dict[str, Any] | None:
    by_answer: dict[tuple[float, float, str], dict[str, _Said]] = {}
    voices: dict[str, str] = {}
    for one in rows:
        figure = one.figure
        voice = voices.setdefault(fold(one.post["text"]), str(one.post["cluster"] or one.post["reposts"] or one.post["id"]))
        by_answer.setdefault((figure.low, figure.high, figure.hedge), {}).setdefault(voice, one)
    most = sorted(by_answer.values(), key=lambda said: (-len(said), next(iter(said.values())).figure.low))[:MOST_ANSWERS]
    answers = sorted((list(one.values()) for one in most), key=lambda said: (said[0].figure.low, said[0].figure.high))
    pairs = [
        {"left": i, "right": j, "why": why}
        for i, j in combinations(range(len(answers)), 2)
        if (why := contradiction(answers[i][0].figure, answers[j][0].figure)) and not _one_post(answers[i], answers[j])
    ]
    if not pairs:
        return None
    return {"question": max((one.slot.words for one in rows), key=len), "day": day,
            "answers": [_answer(said) for said in answers], "pairs": pairs}  # fmt: skip


def _one_post(left: list[_Said], right: list[_Said]) -> bool:
    """Whether one post alone says both: it tells of two things, or corrects itself, and a person sees that."""
    return {one.post["id"] for one in left} == {one.post["id"] for one in right}


def _answer(said: list[_Said]) -> dict[str, Any]:
    first = said[0].figure
    return {
        "figure": first.text, "low": first.low, "high": first.high, "unit": first.unit, "hedge": first.hedge, "voices": len(said),
        "posts": [{"id": one.post["id"], "text": one.post["text"], "start": one.figure.start, "end": one.figure.end,
                   "who": one.figure.attributed_to} for one in said[:_SHOWN]],
    }  # fmt: skip
