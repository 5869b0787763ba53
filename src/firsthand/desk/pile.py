"""The pile of a category: what is in it with copies folded, what was answered, what comes next, and who is not shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from firsthand.desk.models import read_models
from firsthand.desk.ports import Desk, PileRow
from firsthand.desk.words_met import listed, outermost, said_more
from firsthand.find import taught
from firsthand.find.reasons import reasons
from firsthand.find.stopping import CONFIDENCE, TARGET, alpha, reach
from firsthand.ledger.canonical import digest
from firsthand.model.errors import Mistaken
from firsthand.model.words import BANDS

URGENT = frozenset({"help", "missing"})
"""Their lane is ordered by time; an answer "yes" leaves a post there until it is marked."""

ORDERS = ("likely", "newest", "unsure", "random")
EVERY = 20
"""One in so many of what is served is random: 5 %, whatever the order."""

_BEHIND = 1 << 40


class Heap(NamedTuple):
    """
    The pile with copies folded.

    Attributes:
        units: The post that stands for its copies (the earliest that is held and not hidden), in order of time. Its bands are the
            highest of any copy: whoever copies a report and adds a plea is not folded away.
        roots: Post id to the unit it belongs to.
        sizes: Copies by unit, itself included.
        raised: Key of the copy that gave a unit its bands, where that is another post.
    """

    units: dict[int, PileRow]
    roots: dict[str, int]
    sizes: Counter[int]
    raised: dict[int, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """What readers said about a unit: the entry of the first answer, and each reader's last word."""

    seq: int
    said: dict[str, bool]

    @property
    def yes(self) -> bool:
        """The readers together; where they are divided evenly, yes, for that is read again sooner."""
        return 2 * sum(self.said.values()) >= len(self.said)


def heap(desk: Desk, category: str) -> Heap:
    """Fold the copies of a category's pile."""
    return folded(desk.views.pile(category))


def folded(rows: Iterable[PileRow]) -> Heap:
    """Fold copies; rows are in order of time."""
    units: dict[int, PileRow] = {}
    roots: dict[str, int] = {}
    sizes: Counter[int] = Counter()
    raised: dict[int, int] = {}
    for row in rows:
        first = units.get(row.root)
        if first is None or row.pk == row.root:
            first, units[row.root] = row, row
        if row.band > first.band or row.learned > first.learned:
            units[row.root] = first._replace(band=max(row.band, first.band), learned=max(row.learned, first.learned))
            raised[row.root] = row.pk
        roots[row.id] = row.root
        sizes[row.root] += 1
    return Heap(units, roots, sizes, raised)


def in_category(pile: Heap, bands: Iterable[tuple[int, int]]) -> Heap:
    """
    The same pile as another category sees it before anything is learned there: its posts need not be read again.

    Args:
        pile: Of no category.
        bands: Key of a post that stands for its copies, and the highest band of any of them.
    """
    units = dict(pile.units)
    for root, band in bands:
        units[root] = units[root]._replace(band=band)
    return pile._replace(units=units)


def answers(desk: Desk, category: str, roots: Mapping[str, int]) -> dict[int, Answer]:
    """Answers by unit, in order of the first one. What was undone, or is about a post that is hidden now, counts for nothing."""
    out: dict[int, Answer] = {}
    for act in desk.views.acts(kind="label"):
        if act.undone or act.detail.get("category") != category or act.subject not in roots:
            continue
        one = out.setdefault(roots[act.subject], Answer(act.seq, {}))
        one.said[act.actor.identity] = bool(act.detail["yes"])
    return out


def seed_of(desk: Desk, category: str) -> int:
    """Of the random order; the same in one case, entered with every ranking."""
    return int(digest(f"{desk.plan.id}/{category}".encode())[:8], 16)


def serve(desk: Desk, category: str, *, limit: int, order: str = "") -> Iterator[dict[str, Any]]:
    """
    What to read next: copies folded, answered and marked ones left out, one in `EVERY` random.

    Args:
        order: One of `ORDERS`; empty: newest for help and missing, likely for the others.

    Yields:
        A post with ``band``, ``why``, ``copies``, ``served`` (the order that brought it), and ``model`` where one ranked it.
        ``raised_by`` is the copy that gave it its band, with ``id``, ``text`` and ``why``, where that is another post; else null.

    Raises:
        Mistaken: There is no such order.
    """
    order = order or ("newest" if category in URGENT else "likely")
    if order not in ORDERS:
        raise Mistaken(f"{order!r} is no order of the queue.", code="bad-order", advice=f"One of: {', '.join(ORDERS)}.")
    pile = heap(desk, category)
    told = answers(desk, category, pile.roots)
    chosen = _next(pile, told, category, seed_of(desk, category), limit, order)
    for first in range(0, len(chosen), 200):
        part = chosen[first : first + 200]
        posts = desk.views.posts_of([row.pk for row, _ in part])
        worked_out = _reasons(desk, category, part)
        others = [pile.raised[row.root] for row, _ in part if row.root in pile.raised]
        raised = dict(zip(others, desk.views.posts_of(others), strict=True))
        for post, (row, served) in zip(posts, part, strict=True):
            other = raised.get(pile.raised.get(row.root, -1))
            yield {
                **post, "band": BANDS[max(row.band, row.learned)],
                "why": outermost([*(row.why or worked_out.get(row.pk, [])), *listed(post, category)]),
                "copies": pile.sizes[row.root], "served": served, "model": row.model,
                "raised_by": said_more(other, [category]) if other else None,
            }  # fmt: skip


def _reasons(desk: Desk, category: str, part: Sequence[tuple[PileRow, str]]) -> dict[int, list[dict[str, Any]]]:
    """Words for what a model brought into the urgent lane, where the ranking did not work them out: it does so for a few hundred."""
    wanted = [row for row, _ in part if row.learned and not row.why]
    model = taught.of_category(read_models(desk), category) if wanted else None
    if model is None:
        return {}
    found = reasons(
        [row.text for row in wanted], taught.direction(model, category),
        lambda rows: taught.scores(model, taught.heads_of(model, rows), category),
    )  # fmt: skip
    return {
        row.pk: [{"start": one.start, "end": one.end, "text": one.text} for one in spans]
        for row, spans in zip(wanted, found, strict=True)
    }


def waiting_of(pile: Heap, told: Mapping[int, Answer], category: str) -> list[PileRow]:
    """Units that nobody has marked or answered; in the urgent lane a yes waits on."""
    return [
        row for root, row in pile.units.items() if not row.mark and (root not in told or (category in URGENT and told[root].yes))
    ]


def _next(
    pile: Heap, told: Mapping[int, Answer], category: str, seed: int, limit: int, order: str
) -> list[tuple[PileRow, str]]:
    left = waiting_of(pile, told, category)
    unread = sorted((row for row in left if row.root not in told), key=lambda row: _mixed(row.pk, seed))
    if order == "random":
        return [(row, "random") for row in unread[:limit]]
    waiting = [row for row in left if row.band or row.learned or (order != "newest" and row.likely is not None)]
    if order == "newest":
        waiting.sort(key=lambda row: -row.time_key)
    elif order == "likely":
        waiting.sort(key=lambda row: (_BEHIND if row.likely is None else row.likely, -row.band, -row.time_key))
    else:
        waiting.sort(key=lambda row: (_BEHIND if row.unsure is None else row.unsure, abs(2 * row.band - 3), -row.time_key))
    out: list[tuple[PileRow, str]] = []
    seen: set[int] = set()
    lane, chance = iter(waiting), iter(unread)
    for place in range(limit):
        random = (len(told) + place) % EVERY == EVERY - 1
        row = next((one for one in (chance if random else lane) if one.pk not in seen), None)
        if row is None:
            break
        seen.add(row.pk)
        out.append((row, "random" if random else order))
    return out


def _mixed(pk: int, seed: int) -> int:
    mixed = ((pk + seed) * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
    return ((mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF


def reached(desk: Desk, category: str, *, target: float = TARGET) -> dict[str, Any]:
    """
    How far the desk is with a category; copies count once.

    Returns:
        ``read, found, of, target, confidence, recall_at_least`` (null while nothing can be said), ``stop``, and ``readers`` and
        ``agreement`` (Krippendorff's alpha over what several of them read, or null).

    Raises:
        Mistaken: The target is no share.
    """
    if not 0 < target <= 1:
        raise Mistaken(f"{target} is no target.", code="bad-target", advice="A share of what there is to find, such as 0.9.")
    pile = heap(desk, category)
    told = answers(desk, category, pile.roots)
    said = [one.yes for one in told.values()]
    far = reach(said, len(pile.units), target=target)
    return {
        "read": len(said), "found": sum(said), "of": len(pile.units), "target": target, "confidence": CONFIDENCE,
        "recall_at_least": far.recall_at_least, "stop": far.stop,
        "readers": len({reader for one in told.values() for reader in one.said}),
        "agreement": alpha([list(one.said.values()) for one in told.values()]),
    }  # fmt: skip


def bias(desk: Desk, category: str, *, ahead: int = 200, slice_of: int = 20) -> dict[str, Any]:
    """
    Whom the queue shows, against whom the case holds.

    Args:
        ahead: How much of the queue, in its own order, counts as shown, beside what was answered.
        slice_of: Size of the audit slice.

    Returns:
        ``shown, of``; ``by``: for language, platform, place and hour of posting (UTC) each value with its count in the case and
        among the shown; ``accounts``: how many speak, how many are shown, and the share of the ten that are shown most (none is
        named); ``audit``: ids of passed-over posts, drawn with ``seed``.
    """
    pile = heap(desk, category)
    told = answers(desk, category, pile.roots)
    seed = seed_of(desk, category)
    lane = _next(pile, told, category, seed, ahead, "newest" if category in URGENT else "likely")
    shown = {*told, *(row.root for row, _ in lane)}
    rows = list(pile.units.values())
    passed = sorted((row for row in rows if row.root not in shown), key=lambda row: _mixed(row.pk, seed + 1))
    seen = [row for row in rows if row.root in shown]
    by = {
        kind: _shares([_value(row, kind) for row in rows], [_value(row, kind) for row in seen])
        for kind in ("language", "platform", "place", "hour")
    }
    voices = Counter(row.account for row in seen)
    return {
        "shown": len(seen), "of": len(rows), "by": by,
        "accounts": {
            "of": len({row.account for row in rows}), "shown": len(voices),
            "ten_most": round(sum(count for _, count in voices.most_common(10)) / max(len(seen), 1), 3),
        },
        "seed": seed + 1, "audit": [row.id for row in passed[:slice_of]],
    }  # fmt: skip


def _value(row: PileRow, kind: str) -> str:
    match kind:
        case "language":
            return row.lang or "und"
        case "platform":
            return row.id.partition(":")[0]
        case "place":
            return row.place or "unstated"
        case _:
            return f"{row.hour:02d}" if row.hour is not None else "unknown"


def _shares(case: Sequence[str], shown: Sequence[str]) -> list[dict[str, Any]]:
    """Values of the case, the least shown in proportion first; of very many values those that hold most."""
    whole, part = Counter(case), Counter(shown)
    rate = len(shown) / max(len(case), 1)
    common = [value for value, _ in sorted(whole.items(), key=lambda one: (-one[1], one[0]))[:30]]
    return [
        {"value": value, "case": whole[value], "shown": part[value], "expected": round(whole[value] * rate, 1)}
        for value in sorted(common, key=lambda value: (part[value] / whole[value], value))
    ]
