"""
How long the desk takes to learn anew: features of a flood, then a retraining and a new order with features cached.

Run: ``python benchmarks/learning.py [--posts 100000] [--labels 500] [--runs 5]``. Texts are made here, of invented words.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import numpy as np

from firsthand.desk.learn import Before, ranked
from firsthand.desk.pile import Answer, Heap
from firsthand.desk.ports import PileRow
from firsthand.find import learning, ngrams, taught


def corpus(count: int) -> list[str]:
    """Posts of 8 to 25 invented words in two scripts; one in fifty bears words of a theme."""
    chance = random.Random(7)
    scripts = ("abcdefghiklmnoprstuvz", "ابتثجحدرسشصعفقكلمنهوي")
    words = [["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(20_000)] for letters in scripts]
    theme = [chance.sample(one, 20) for one in words]
    texts = []
    for number in range(count):
        side = number % 2
        said = [words[side][int(len(words[side]) * chance.random() ** 3)] for _ in range(chance.randint(8, 25))]
        if number % 50 == 7:
            said += chance.sample(theme[side], 3)
        texts.append(" ".join(said))
    return texts


def main() -> None:
    """Print the numbers."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--labels", type=int, default=500)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    texts = corpus(asked.posts)
    begun, cpu = time.perf_counter(), time.process_time()
    rows = ngrams.grams(texts)
    spent = time.process_time() - cpu
    print(f"features: {asked.posts:,} posts, {len(rows.columns) / asked.posts:.0f} columns a post, CPU {spent:.2f} s, "
          f"wall {time.perf_counter() - begun:.2f} s, {asked.posts / spent:,.0f} posts per CPU s")  # fmt: skip
    chosen = np.sort(np.random.default_rng(1).choice(asked.posts, asked.labels, replace=False))
    chosen[: asked.labels // 10] = np.arange(asked.labels // 10) * 50 + 7
    chosen = np.unique(chosen)
    yes = chosen % 50 == 7
    keys = np.arange(asked.posts)
    none = np.zeros((asked.posts, 0))
    fit, score, whole = [], [], []
    pile = Heap(
        {n: PileRow(n, f"x:{n}", text, n, n, None, "en", None, None, "", 0, 0, None, None, [], "") for n, text in enumerate(texts)},
        {}, None, {},  # type: ignore[arg-type]
    )  # fmt: skip
    said = {int(at): Answer(n, {"a": bool(one)}) for n, (at, one) in enumerate(zip(chosen, yes, strict=True))}
    file = Path(__file__).resolve().parents[1] / "src" / "firsthand" / "find" / "models" / "needs.model"
    model = taught.read_model(file.read_bytes(), file=file.name)
    cpu = time.process_time()
    before = Before(model, "help", taught.scores(model, taught.heads_of(model, rows), "help"))
    print(f"what a shipped model says of all, once: CPU {time.process_time() - cpu:.2f} s")
    both, spent_ = [], []
    for _ in range(asked.runs):
        start = time.perf_counter()
        learned = learning.learn(ngrams.select(rows, chosen), none[chosen], yes)
        middle = time.perf_counter()
        order = np.argsort(-learning.margins(learned, rows, none), kind="stable")
        fit.append(middle - start)
        score.append(time.perf_counter() - middle)
        start = time.perf_counter()
        ranked(pile, said, keys, rows)
        whole.append(time.perf_counter() - start)
        start, cpu = time.perf_counter(), time.process_time()
        ranked(pile, said, keys, rows, before)
        both.append(time.perf_counter() - start)
        spent_.append(time.process_time() - cpu)
    top = np.isin(order[:1000], np.flatnonzero(keys % 50 == 7)).mean()
    for name, times in (
        ("learn", fit), ("score and order", score), ("both, with bands and reasons of up to 300 posts", whole),
        ("the same from a shipped model", both), ("the same, CPU", spent_),
    ):  # fmt: skip
        print(f"{name}: median {statistics.median(times):.3f} s, {min(times):.3f} to {max(times):.3f}, {asked.runs} runs")
    print(f"of the first 1,000: {top:.2f} of the theme (invented words: says nothing of real ones)")


if __name__ == "__main__":
    main()
