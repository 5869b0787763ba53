"""
Learning inside an event, from the shipped model's kind and without it, beside ASReview's own simulation: same events, same priors.

First ``sh benchmarks/asreview.sh FOLDER``, then with that environment ``python tools/teach.py --only presence --measure --keep-scores
SCORES``, then ``python benchmarks/active.py SCORES [--seeds 5] [--events 11]``. Each event's scores come from a model that did not see it.
ASReview gets the same first yes and no, and no earlier model: it has none for other events. Needs the labelled sets (``../shared/data``).
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import numpy as np
import pandas as pd
from asreview import ActiveLearningCycle
from asreview.models.models import get_ai_config
from asreview.models.queriers import TopDown
from asreview.models.stoppers import IsFittable
from asreview.simulation.simulate import Simulate

from firsthand.find import learning, ngrams

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "eyewitness-crisislex" / "t26.jsonl.gz"


def peer(texts: list[str], yes: np.ndarray, first: list[int]) -> np.ndarray:
    """The order in which ASReview's default reads."""
    frame = pd.DataFrame({"title": texts, "abstract": [""] * len(texts)})
    cycles = [ActiveLearningCycle(querier=TopDown(), stopper=IsFittable()), ActiveLearningCycle.from_meta(get_ai_config()["value"])]
    run = Simulate(frame, pd.Series(yes.astype(int)), cycles, print_progress=False)
    run.label(np.array(first))
    run.review()
    return run._results["record_id"].astype(int).to_numpy()


def ours(rows: ngrams.Grams, yes: np.ndarray, first: list[int], before: np.ndarray | None) -> np.ndarray:
    """The order in which our queue reads when it learns anew after every tenth; chance posts left out."""
    prior = learning.known(np.zeros(len(yes)), before)[:, None]
    order = list(first)
    while len(order) < len(yes):
        read = np.array(order)
        learned = learning.learn(ngrams.select(rows, read), prior[read], yes[read])
        margin = learning.margins(learned, rows, prior)
        margin[read] = -np.inf
        order += np.argsort(-margin, kind="stable")[: min(max(5, len(order) // 10), len(yes) - len(order))].tolist()
    return np.array(order)


def measures(order: np.ndarray, yes: np.ndarray) -> list[float]:
    """Work saved at 95 % recall over chance; recall after 5, 10, 20 % is read."""
    found = np.cumsum(yes[order])
    wanted = found[-1]
    saved = 0.95 - (int(np.searchsorted(found, np.ceil(0.95 * wanted))) + 1) / len(yes)
    return [saved, *(found[round(share * len(yes)) - 1] / wanted for share in (0.05, 0.1, 0.2))]


def main() -> None:
    """Print a line per event, then the means with intervals over events."""
    parser = argparse.ArgumentParser()
    parser.add_argument("scores", type=Path)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--events", type=int, default=99)
    asked = parser.parse_args()
    with np.load(asked.scores / "eyewitness.npz") as held:
        score, yes, event = held["score"], held["yes"], held["event"]
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    chosen = [one for one in sorted(set(event.tolist())) if yes[event == one].sum() >= 20][: asked.events]
    told: dict[str, list[list[float]]] = {"ASReview": [], "ours, cold": [], "ours, from the model": []}
    for one in chosen:
        here = np.flatnonzero(event == one)
        posts, wanted = [texts[at] for at in here], yes[here]
        rows = ngrams.grams(posts)
        runs: dict[str, list[list[float]]] = {name: [] for name in told}
        for seed in range(asked.seeds):
            chance = np.random.default_rng(seed)
            first = [int(chance.choice(np.flatnonzero(wanted))), int(chance.choice(np.flatnonzero(~wanted)))]
            runs["ASReview"].append(measures(peer(posts, wanted, first), wanted))
            runs["ours, cold"].append(measures(ours(rows, wanted, first, None), wanted))
            runs["ours, from the model"].append(measures(ours(rows, wanted, first, score[here]), wanted))
        for name, found in runs.items():
            told[name].append(np.mean(found, axis=0).tolist())
            print(one, name, " ".join(f"{value:.3f}" for value in told[name][-1]), flush=True)
    chance = np.random.default_rng(0)
    for name, found in told.items():
        less = np.array(found) - np.array(told["ASReview"])
        drawn = np.array([less[chance.integers(0, len(less), len(less))].mean(axis=0) for _ in range(2000)])
        low, high = np.quantile(drawn, (0.025, 0.975), axis=0)
        print(f"{name}: WSS@95, recall after 5, 10, 20 %: " + " ".join(f"{value:.3f}" for value in np.mean(found, axis=0)))
        told_ = zip(less.mean(axis=0), low, high, strict=True)
        print("   against ASReview: " + ", ".join(f"{mean:+.3f} [{least:+.3f}, {most:+.3f}]" for mean, least, most in told_))


if __name__ == "__main__":
    main()
