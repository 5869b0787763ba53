"""
How well a category is ranked in an event that the learner has not seen: whole events left out, in five groups.

Needs the labelled sets beside the project (``../shared/data``); says nothing without them. Nothing of them is kept.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import numpy as np
from numpy.typing import NDArray

from firsthand.find import learning, ngrams

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
SETS = (
    ("help", "needs-idrisi-en/posts.jsonl.gz", "labels", "requests_or_urgent_needs"),
    ("missing", "needs-idrisi-en/posts.jsonl.gz", "labels", "missing_or_found_people"),
    ("eyewitness", "eyewitness-crisislex/t26.jsonl.gz", "source", "Eyewitness"),
    ("help, Arabic", "arabic-crisis-idrisi/posts.jsonl.gz", "labels", "affected_individuals_and_help"),
)


def scores(yes: NDArray[np.bool_], margin: NDArray[np.float64]) -> tuple[float, float, float]:
    """Area under the curve, average precision, recall after a tenth is read."""
    _, place, count = np.unique(margin, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    wanted = int(yes.sum())
    area = (rank[yes].sum() - wanted * (wanted + 1) / 2) / (wanted * (len(yes) - wanted))
    ordered = yes[np.argsort(-margin, kind="stable")]
    precision = (np.cumsum(ordered)[ordered] / (np.flatnonzero(ordered) + 1)).mean()
    return float(area), float(precision), float(ordered[: len(yes) // 10].sum() / wanted)


def main() -> None:
    """Print a line per category, and one per event."""
    for name, path, field, value in SETS:
        if not (DATA / path).exists():
            print(f"{name}: {path} is not here")
            continue
        with gzip.open(DATA / path, "rt", encoding="utf-8") as lines:
            posts = [json.loads(line) for line in lines]
        yes = np.array([value == post[field] if isinstance(post[field], str) else value in post[field] for post in posts])
        events = [post["event"] for post in posts]
        rows = ngrams.grams([post["text"] for post in posts])
        groups = np.array([sorted(set(events)).index(event) % 5 for event in events])
        margin = np.zeros(len(posts))
        for group in range(5):
            seen, unseen = np.flatnonzero(groups != group), np.flatnonzero(groups == group)
            learned = learning.learn(ngrams.select(rows, seen), np.zeros((len(seen), 0)), yes[seen], strength=10)
            margin[unseen] = learning.margins(learned, ngrams.select(rows, unseen), np.zeros((len(unseen), 0)))
        area, precision, recall = scores(yes, margin)
        print(f"{name}: {len(posts):,} posts, {yes.sum():,} yes; together AUC {area:.3f} AP {precision:.3f} recall at 10 % {recall:.3f}")
        told = []
        for event in sorted(set(events)):
            here = np.array([one == event for one in events])
            if 10 <= yes[here].sum() < here.sum():
                told.append(scores(yes[here], margin[here]))
                print(f"  {event}: {here.sum():,} posts, {yes[here].sum():,} yes; AUC %.3f AP %.3f recall %.3f" % told[-1])
        if told:
            area, precision, recall = np.mean(told, axis=0)
            print(f"  mean over events: AUC {area:.3f} AP {precision:.3f} recall {recall:.3f}", flush=True)


if __name__ == "__main__":
    main()
