"""Learning from the desk's answers: a screening step, so that what it gives is an output like any other."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile
from zlib import crc32

from firsthand.desk.models import read_models
from firsthand.desk.pile import EVERY, URGENT, Answer, Heap, answers, heap, in_category, seed_of
from firsthand.desk.ports import Desk, PileRow, Progress
from firsthand.desk.vectors import Read, heads_for, read_pile
from firsthand.find import dense, learning, ngrams, taught
from firsthand.find.reasons import reasons
from firsthand.ledger.canonical import canonical, digest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Row = tuple[Any, ...]

VERSION = "2"
KEPT_LIKELY, KEPT_UNSURE = 200, 100
"""How many of each order are kept, and explained; before they are read, more was learned."""

CACHE = f"features-{ngrams.VERSION}.npz"
FEWEST, MOST = 5, 100
"""New answers after which the desk learns anew: at least, at most."""


def ranking(desk: Desk, posts: list[tuple[int, str]], progress: Progress) -> tuple[dict[str, Any], list[Row]]:
    """
    Learn every category that has answers of both kinds or a model that was taught before, and rank what is unread.

    Returns:
        Per category what it was learned from; and rows of post, category, places in the orders likely and unsure (or None),
        band, spans, and the model: version and digest of the answers, and of what was taught before; and the sentence encoder.
    """
    labelled = {act.detail["category"] for act in desk.views.acts(kind="label") if not act.undone}
    told: dict[str, Any] = {"random": f"1 in {EVERY}", "categories": {}}
    rows: list[Row] = []
    features = None
    whole = None
    models = read_models(desk)
    for category in sorted({*desk.lexicons, *labelled}):
        seed = seed_of(desk, category)
        told["categories"][category] = {"seed": seed, "answers": 0, "yes": 0}
        stated: dict[str, Any] = told["categories"][category]
        taught_ = taught.of_category(models, category)
        if category not in labelled and taught_ is None:
            continue
        if whole is None:
            progress("reading the pile", 0, len(posts))
            whole = heap(desk, "")
        pile = in_category(whole, desk.views.bands(category))
        said = answers(desk, category, pile.roots)
        yes = sum(one.yes for one in said.values())
        stated |= {"answers": len(said), "yes": yes}
        if not 0 < yes < len(said) and taught_ is None:
            continue
        if features is None:
            features = cached_features(desk, posts, progress)
            mark = mark_of(features[1])
            read, note = read_pile(desk, list(whole.units.values()), progress)
            told |= {"note": note} if note else {}
        before = None
        if taught_ is not None:
            progress(f"asking {taught_.name} about {category}", 0, None)
            before = Before(taught_, category, taught.scores(taught_, cached_heads(desk, taught_, features[1], mark), category))
            stated["before"] = taught_.mark
        heads = heads_for(desk, category, read.weights) if read else None
        if heads:
            stated["heads"] = heads.mark
        progress(f"learning {category}", 0, None)
        model = before.model.mark if before else ""
        if 0 < yes < len(said):
            known = canonical([[pile.units[root].id, one.yes] for root, one in sorted(said.items())])
            after = f" after {model}" if model else ""
            model = f"ranking@{VERSION}+{learning.VERSION}.{ngrams.VERSION} {digest(known)[:16]}{after}"
        if read and (heads or 0 < yes < len(said)):
            model += f" with {f'{heads.mark} over ' if heads else ''}{read.mark}"
        stated["model"] = model
        rows += [(pk, category, *rest, model) for pk, *rest in ranked(pile, said, *features, before, read, heads)]
    return told, rows


class Before(NamedTuple):
    """What a model that was taught before says of a category: log-odds, one per row of the features."""

    model: taught.Taught
    category: str
    odds: NDArray[np.float64]


def ranked(
    pile: Heap, said: dict[int, Answer], keys: NDArray[np.int64], rows: ngrams.Grams, before: Before | None = None,
    read: Read | None = None, heads: dense.Heads | None = None,
) -> list[tuple[int, int | None, int | None, int, str]]:
    """
    Learn from answers and rank the unread units.

    Args:
        keys: Of the rows, rising.
        read: Vectors of the pile's units, in their order.
        heads: Over these vectors.

    Returns:
        Post, places in the orders likely and unsure (or None), band, spans. In the urgent lane everything that has a band is
        there; spans are worked out for what has a place.
    """
    import numpy as np

    units = list(pile.units.values())
    places = np.searchsorted(keys, np.array([row.pk for row in units]))
    scores = None
    if before is not None:
        speaks = np.array([row.lang in before.model.languages for row in units])
        scores = np.where(speaks, before.odds[places], np.nan)
    second = None
    if before is not None and read is not None and heads is not None:
        second = taught.scores(heads, dense.heads_of(heads, read.vectors), before.category)
        second[[row.lang not in heads.languages for row in units]] = np.nan
    prior = learning.known(np.array([float(row.band) for row in units]), scores, second)[:, None]
    roots = {row.root: at for at, row in enumerate(units)}
    answered = np.array([roots[root] for root in sorted(said)], np.int64)
    yes = np.array([said[root].yes for root in sorted(said)], bool)
    vectors = dense.centred(read.vectors[answered], read.mean) if read is not None else None
    learned = learning.learn(ngrams.select(rows, places[answered]), prior[answered], yes, vectors=vectors)
    margin = learning.margins(learned, rows, np.zeros((len(keys), 1)))[places] + (prior * learned.factors).sum(axis=1)
    if read is not None and learned.dense.any():
        margin += dense.margins(read.vectors, read.mean, learned.dense)
    bands = np.zeros(len(units), np.int64)
    if np.isfinite(learned.bars).all():
        bands = (margin[:, None] >= np.array(learned.bars)).sum(axis=1)
    elif before is not None and scores is not None:
        bands = (scores[:, None] >= np.array(before.model.bars[before.category])).sum(axis=1)
        bands[bands == 1] = 0  # alone, a model of other events calls nothing weak: it would fill the urgent lane with chatter
    unread = np.ones(len(units), bool)
    unread[answered] = False
    left = np.flatnonzero(unread)
    bar = learned.bars[1] if np.isfinite(learned.bars[1]) else 0.0
    likely = {int(at): n for n, at in enumerate(left[np.argsort(-margin[left], kind="stable")][:KEPT_LIKELY])}
    unsure = {int(at): n for n, at in enumerate(left[np.argsort(np.abs(margin[left] - bar), kind="stable")][:KEPT_UNSURE])}
    placed = sorted({*likely, *unsure})
    spans = dict(zip(placed, _reasons([units[at] for at in placed], learned, before), strict=True))
    lane = left[bands[left] > 0].tolist() if before is not None and before.category in URGENT else []
    return [
        (units[at].pk, likely.get(at), unsure.get(at), int(bands[at]), spans.get(at, "[]")) for at in sorted({*placed, *lane})
    ]


def _reasons(units: list[PileRow], learned: learning.Learned, before: Before | None) -> list[str]:
    """
    The words that drove each unit, by what was learned and, in its languages, by what was taught before.

    Vectors are left out: which word of a post moved its vector cannot be said, so words are asked of the hashed columns alone.
    """
    import numpy as np

    def alone(rows: ngrams.Grams) -> NDArray[np.float64]:
        return learning.margins(learned, rows, np.zeros((len(rows.starts) - 1, 1)))

    if before is None:
        found = reasons([row.text for row in units], learned.weights, alone)
        return [canonical([[one.start, one.end, one.text] for one in spans]).decode() for spans in found]
    factor = float(learned.factors[0])
    model, category = before.model, before.category

    def both(rows: ngrams.Grams) -> NDArray[np.float64]:
        out: NDArray[np.float64] = alone(rows) + factor * taught.scores(model, taught.heads_of(model, rows), category)
        return out

    told = [""] * len(units)
    for speaks, weights, score in (
        (True, learned.weights + np.float32(factor) * taught.direction(model, category), both), (False, learned.weights, alone),
    ):  # fmt: skip
        chosen = [at for at, row in enumerate(units) if (row.lang in model.languages) == speaks]
        for at, spans in zip(chosen, reasons([units[at].text for at in chosen], weights, score), strict=True):
            told[at] = canonical([[one.start, one.end, one.text] for one in spans]).decode()
    return told


def due(desk: Desk, category: str) -> bool:
    """Whether enough was answered since the last ranking: a tenth of what it had learned from, within `FEWEST` and `MOST`."""
    last = max((run.seq for run in desk.views.runs("screen") if run.maker.startswith("ranking@")), default=-1)
    seqs = [act.seq for act in desk.views.acts(kind="label") if act.detail["category"] == category and not act.undone]
    fresh = sum(seq > last for seq in seqs)
    return fresh >= min(max(FEWEST, (len(seqs) - fresh) // 10), MOST)


def cached_features(
    desk: Desk, posts: Sequence[tuple[int, str]], progress: Progress
) -> tuple[NDArray[np.int64], ngrams.Grams]:
    """
    Features of all posts, in order of their keys; those of posts that were seen before, with the same text, from the shelf.

    A shelf that holds nonsense is as good as an empty one.
    """
    import numpy as np

    pairs = sorted(posts)
    keys = np.array([key for key, _ in pairs], np.int64)
    checks = np.array([crc32(text.encode("utf-8", "surrogatepass")) for _, text in pairs], np.uint32)
    held = _held(desk.shelf.read(CACHE))
    if held is None:
        known, rows = np.zeros(len(keys), bool), ngrams.grams([])
        places = np.zeros(len(keys), np.int64)
    else:
        held_keys, held_checks, rows = held
        places = np.minimum(np.searchsorted(held_keys, keys), max(len(held_keys) - 1, 0))
        known = (held_keys[places] == keys) & (held_checks[places] == checks) if len(held_keys) else np.zeros(len(keys), bool)
        if known.all() and len(keys) == len(held_keys):
            return keys, rows
    fresh = np.flatnonzero(~known)
    progress("features", len(keys) - len(fresh), len(keys))
    made = ngrams.grams([pairs[at][1] for at in fresh])
    both = ngrams.joined(rows, made)
    places[fresh] = len(rows.starts) - 1 + np.arange(len(fresh))
    whole = ngrams.select(both, places)
    out = io.BytesIO()
    np.savez(out, keys=keys, checks=checks, starts=whole.starts, columns=whole.columns)
    desk.shelf.write(CACHE, out.getvalue())
    return keys, whole


def mark_of(rows: ngrams.Grams) -> str:
    """What tells these rows from others, on the shelf."""
    return f"{crc32(rows.starts.data)} {crc32(rows.columns.data)}"


def cached_heads(desk: Desk, model: taught.Taught, rows: ngrams.Grams, mark: str) -> NDArray[np.float64]:
    """What a model's heads say of all rows; from the shelf when it is the same model and the same rows, which have this mark."""
    import numpy as np

    name = f"features-{model.name}.npz"
    mark = f"{model.mark} {mark}"
    shape = (len(rows.starts) - 1, len(model.heads))
    data = desk.shelf.read(name)
    try:
        with np.load(io.BytesIO(data or b""), allow_pickle=False) as found:
            if str(found["mark"]) == mark and found["said"].shape == shape:
                held: NDArray[np.float64] = found["said"].astype(np.float64, copy=False)
                return held
    except (ValueError, KeyError, OSError, EOFError, BadZipFile):
        pass
    said = taught.heads_of(model, rows)
    out = io.BytesIO()
    np.savez(out, mark=np.array(mark), said=said)
    desk.shelf.write(name, out.getvalue())
    return said


def _held(data: bytes | None) -> tuple[NDArray[np.int64], NDArray[np.uint32], ngrams.Grams] | None:
    import numpy as np

    if data is None:
        return None
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as found:
            keys, checks = found["keys"].astype(np.int64, copy=False), found["checks"].astype(np.uint32, copy=False)
            rows = ngrams.Grams(found["starts"].astype(np.int64, copy=False), found["columns"].astype(np.uint32, copy=False))
    except (ValueError, KeyError, OSError, EOFError, BadZipFile):
        return None
    sound = (
        len(keys) == len(checks) == len(rows.starts) - 1 and rows.starts[0] == 0 and rows.starts[-1] == len(rows.columns)
        and bool((np.diff(rows.starts) >= 0).all()) and bool((np.diff(keys) > 0).all())
        and (not len(rows.columns) or int(rows.columns.max()) < ngrams.COLUMNS)
    )  # fmt: skip
    return (keys, checks, rows) if sound else None
