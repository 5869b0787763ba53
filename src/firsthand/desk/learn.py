"""Learning from the desk's answers: a screening step, so that what it gives is an output like any other."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile
from zlib import crc32

from firsthand.desk.pile import EVERY, Answer, Heap, answers, heap, seed_of
from firsthand.desk.ports import Desk, Progress
from firsthand.find import learning, ngrams
from firsthand.ledger.canonical import canonical, digest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Row = tuple[Any, ...]

VERSION = "1"
KEPT_LIKELY, KEPT_UNSURE = 200, 100
"""How many of each order are kept, and explained; before they are read, more was learned."""

CACHE = f"features-{ngrams.VERSION}.npz"
FEWEST, MOST = 5, 100
"""New answers after which the desk learns anew: at least, at most."""


def ranking(desk: Desk, posts: list[tuple[int, str]], progress: Progress) -> tuple[dict[str, Any], list[Row]]:
    """
    Learn every category that has answers of both kinds, and rank what is unread.

    Returns:
        Per category what it was learned from; and rows of post, category, places in the orders likely and unsure (or None),
        band, spans, and the model: version and digest of the answers.
    """
    labelled = {act.detail["category"] for act in desk.views.acts(kind="label") if not act.undone}
    told: dict[str, Any] = {"random": f"1 in {EVERY}", "categories": {}}
    rows: list[Row] = []
    features = None
    for category in sorted({*desk.lexicons, *labelled}):
        seed = seed_of(desk, category)
        told["categories"][category] = {"seed": seed, "answers": 0, "yes": 0}
        stated: dict[str, Any] = told["categories"][category]
        if category not in labelled:
            continue
        pile = heap(desk, category)
        said = answers(desk, category, pile.roots)
        yes = sum(one.yes for one in said.values())
        stated |= {"answers": len(said), "yes": yes}
        if not 0 < yes < len(said):
            continue
        if features is None:
            features = cached_features(desk, posts, progress)
        progress(f"learning {category}", 0, None)
        known = canonical([[pile.units[root].id, one.yes] for root, one in sorted(said.items())])
        model = f"ranking@{VERSION}+{learning.VERSION}.{ngrams.VERSION} {digest(known)[:16]}"
        stated["model"] = model
        rows += [(pk, category, *rest, model) for pk, *rest in ranked(pile, said, *features)]
    return told, rows


def ranked(
    pile: Heap, said: dict[int, Answer], keys: NDArray[np.int64], rows: ngrams.Grams
) -> list[tuple[int, int | None, int | None, int, str]]:
    """
    Learn from answers and rank the unread units.

    Args:
        keys: Of the rows, rising.
    """
    import numpy as np

    units = list(pile.units.values())
    places = np.searchsorted(keys, np.array([row.pk for row in units]))
    prior = np.array([[(row.band - 1) * 0.7] for row in units])
    roots = {row.root: at for at, row in enumerate(units)}
    read = np.array([roots[root] for root in sorted(said)])
    yes = np.array([said[root].yes for root in sorted(said)])
    learned = learning.learn(ngrams.select(rows, places[read]), prior[read], yes)
    margin = learning.margins(learned, rows, np.zeros((len(keys), 1)))[places] + (prior @ learned.factors)
    unread = np.ones(len(units), bool)
    unread[read] = False
    left = np.flatnonzero(unread)
    bar = learned.bars[1] if np.isfinite(learned.bars[1]) else 0.0
    likely = {int(at): n for n, at in enumerate(left[np.argsort(-margin[left], kind="stable")][:KEPT_LIKELY])}
    unsure = {int(at): n for n, at in enumerate(left[np.argsort(np.abs(margin[left] - bar), kind="stable")][:KEPT_UNSURE])}
    out = []
    for at in sorted({*likely, *unsure}):
        row = units[at]
        spans = [[one.start, one.end, one.text] for one in learning.why(learned.weights, row.text)]
        band = learning.band_of(float(margin[at]), learned.bars)
        out.append((row.pk, likely.get(at), unsure.get(at), band, canonical(spans).decode()))
    return out


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


def _held(data: bytes | None) -> tuple[NDArray[np.int64], NDArray[np.uint32], ngrams.Grams] | None:
    import numpy as np

    if data is None:
        return None
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as found:
            keys, checks = found["keys"].astype(np.int64), found["checks"].astype(np.uint32)
            rows = ngrams.Grams(found["starts"].astype(np.int64), found["columns"].astype(np.uint32))
    except (ValueError, KeyError, OSError, EOFError, BadZipFile):
        return None
    sound = (
        len(keys) == len(checks) == len(rows.starts) - 1 and rows.starts[0] == 0 and rows.starts[-1] == len(rows.columns)
        and bool((np.diff(rows.starts) >= 0).all()) and bool((np.diff(keys) > 0).all())
        and (not len(rows.columns) or int(rows.columns.max()) < ngrams.COLUMNS)
    )  # fmt: skip
    return (keys, checks, rows) if sound else None
