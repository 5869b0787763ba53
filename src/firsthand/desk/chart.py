"""Charts: how many posts of what over time, how one text was copied, how much a reading has found. Numbers only; drawn elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from firsthand.desk.clusters import one_cluster
from firsthand.desk.pile import answers, heap
from firsthand.desk.ports import Desk
from firsthand.desk.search import Asked
from firsthand.find.facets import volume as over_time
from firsthand.find.stopping import reach
from firsthand.model.errors import Mistaken
from firsthand.model.ids import PostId
from firsthand.model.words import CATEGORIES

BY = ("category", "language")
MOST_POINTS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """
    What is drawn.

    Attributes:
        kind: ``bars`` (series stand on each other) or ``lines``.
        title: May hold words from outside.
        across, up: What the two sides count.
        labels: Of each place from left to right.
        series: Name and values, one for each label; a value is None where nothing can be said.
        notes: Sentences that belong under it.
    """

    kind: str
    title: str
    across: str
    up: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    notes: tuple[str, ...] = ()


def volume(desk: Desk, asked: Asked, *, by: str) -> Chart:
    """
    Posts over time, by category (any band but none; a post of two counts twice) or by language.

    Raises:
        Mistaken: `by` is neither.
    """
    if by not in BY:
        raise Mistaken(f"{by!r} cannot be charted.", code="bad-chart", advice=f"One of: {', '.join(BY)}.")
    query = asked.expanded.query
    if by == "category":
        rows: Any = ((one.quarter, one.category, one.posts) for one in desk.views.banded(query))
    else:
        rows = ((one.quarter, one.lang, one.posts) for one in desk.views.tallies(query))
    told = over_time(rows, zone=ZoneInfo(desk.plan.zone))
    unknown = told["times_unknown"]
    notes = [f"Times by the clock of {desk.plan.zone}."]
    notes += ["What a post is about, or its language, is a program's guess."]
    notes += [f"{unknown:,} posts of unknown time are left out."] if unknown else []
    return Chart(
        kind="bars", title=f"Posts by {told['step']} and {by}" + (f": {asked.text.strip()}" if asked.text.strip() else ""),
        across=told["step"], up="posts", labels=tuple(told["times"]),
        series=tuple((name, tuple(map(float, counts))) for name, counts in told["series"].items()), notes=tuple(notes),
    )  # fmt: skip


def cluster(desk: Desk, post: PostId) -> Chart:
    """
    How one text was copied over time.

    Raises:
        NotFound: The post is not held.
        Mistaken: Nothing is screened yet.
    """
    told = one_cluster(desk, post, limit=0)
    counts = told["spread"]["counts"] if told["spread"] else []
    zone = ZoneInfo(desk.plan.zone)
    labels = tuple(
        datetime.fromisoformat(one["from"]).replace(tzinfo=UTC).astimezone(zone).strftime("%Y-%m-%dT%H:%M") for one in counts
    )
    notes = (
        f"{told['posts']:,} posts by {told['accounts']:,} accounts. The first is the earliest we hold, and need not be the first.",
        f"Times by the clock of {desk.plan.zone}.",
    )
    return Chart(
        kind="bars", title=f"Copies over time: {told['earliest']['text'][:120]}", across="time", up="posts", labels=labels,
        series=(("copies", tuple(float(one["count"]) for one in counts)),) if counts else (), notes=notes,
    )  # fmt: skip


def recall(desk: Desk, category: str) -> Chart:
    """
    What a category's reading has found, answer by answer, and the least share of all there is that this proves.

    Raises:
        Mistaken: There is no such category.
    """
    if category not in CATEGORIES and not any(name == category for name in desk.lexicons):
        raise Mistaken(f"There is no category {category!r}.", code="no-category", advice=f"One of: {', '.join(CATEGORIES)}.")
    pile = heap(desk, category)
    said = [one.yes for one in answers(desk, category, pile.roots).values()]
    step = max(1, -(-len(said) // MOST_POINTS))
    read = [*range(step, len(said) + 1, step)]
    if said and read[-1] != len(said):
        read.append(len(said))
    least = [reach(said[:n], len(pile.units)).recall_at_least for n in read]
    return Chart(
        kind="lines", title=f"Found by reading: {category}", across="posts read (copies once)", up="found",
        labels=tuple(f"{n:,}" for n in read),
        series=(
            ("found", tuple(float(sum(said[:n])) for n in read)),
            ("at least, in 100 of all", tuple(None if one is None else round(100 * one, 1) for one in least)),
        ) if read else (),
        notes=(
            f"{len(said):,} read of {len(pile.units):,}.",
            "The second line holds with 95 % confidence for each point alone, and is blank where nothing can be said.",
        ),
    )  # fmt: skip
