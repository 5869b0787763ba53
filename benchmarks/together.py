"""
Sharing at once: edges beside coordination-network-toolkit on the same shares, and what the search for groups finds.

Shares are drawn from a seed (popular items, fast and slow spread, waking hours), so that nobody's posts are needed. The peer is run
as its users run it (`preprocess` apart, then `compute`, one process, a window of 60 s); its time is that of the whole `compute` command,
ours that of the sweep over shares in memory. Edges and weights are compared one by one, in both directions.

With --shares FILE.csv.gz (columns account_id, object_id, timestamp_share in seconds), the search runs on those, too: as they are, with
their accounts mixed (nobody acts with anybody), and with planted groups of ten that share eight posts with a delay of 5, 60 and 600 s.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[1]
WINDOW_S = 60
HOUR_MS = 3_600_000
Columns = tuple[Any, Any, Any]
KINDS = {"co_retweet": "repost_id", "co_link": "urls"}


def drawn(count: int, *, viral: int = 0, seed: int = 1) -> Columns:
    """Accounts, items and milliseconds of invented shares; `viral` of them of one item within a day."""
    chance = np.random.default_rng(seed)
    rest = count - viral
    items = max(2, count // 20)
    item = (items * chance.random(rest) ** 2).astype(np.int64)
    born = chance.integers(0, 12 * 86_400, items)[item] * 1000
    after = np.where(chance.random(rest) < 0.5, chance.exponential(HOUR_MS / 3, rest), chance.exponential(20 * HOUR_MS, rest))
    account = (count // 6 * chance.random(rest) ** 3).astype(np.int64)
    columns = account, item.astype(np.int64), ((born + after) // 1000 * 1000).astype(np.int64)
    if not viral:
        return columns
    more = np.arange(viral) % max(1, count // 6), np.zeros(viral, np.int64), chance.integers(0, 86_400, viral) * 1000
    return tuple(np.concatenate(pair) for pair in zip(columns, more, strict=True))  # type: ignore[return-value]


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """Result, CPU seconds and wall seconds."""
    cpu, wall = time.process_time(), time.perf_counter()
    result = work()
    return result, time.process_time() - cpu, time.perf_counter() - wall


def peer(columns: Columns, python: Path, kind: str, folder: Path) -> tuple[set[tuple[int, int, int]], float, float]:
    """Edges of the toolkit, its CPU and wall seconds."""
    source, database = folder / "shares.csv", folder / "shares.db"
    database.unlink(missing_ok=True)
    with source.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["message_id", "user_id", "username", "repost_id", "reply_id", "message", "timestamp", "urls"])
        for at, (account, item, at_ms) in enumerate(zip(*(column.tolist() for column in columns), strict=True)):
            reposted, urls = (f"p{item}", "") if kind == "co_retweet" else ("", f"https://oradesh.example/{item}")
            out.writerow((at, account, f"u{account}", reposted, "", "words", at_ms // 1000, urls))
    tool = [str(python.parent / "compute_networks"), str(database)]
    subprocess.run([*tool, "preprocess", "--format", "csv", str(source)], check=True, capture_output=True)
    before, wall = os.times(), time.perf_counter()
    command = [*tool, "compute", kind, "--time_window", str(WINDOW_S), "--min_edge_weight", "1", "--n_cpus", "1"]
    subprocess.run(command, check=True, capture_output=True)
    wall, after = time.perf_counter() - wall, os.times()
    with sqlite3.connect(database) as held:
        rows = held.execute(f"SELECT user_1, user_2, weight FROM {kind}_network").fetchall()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return {(int(a), int(b), int(weight)) for a, b, weight in rows if a != b}, spent, wall


def beside(count: int, runs: int, python: Path | None) -> Iterator[tuple[str, Any]]:
    """Our edges, and the peer's where it is given."""
    from firsthand.find.co_shares import edges

    columns = drawn(count)
    for kind in KINDS:
        ours, theirs = [], []
        for _ in range(runs):
            found, cpu, wall = timed(lambda: edges(*columns, window_ms=WINDOW_S * 1000))
            ours.append((cpu, wall))
            if python:
                with TemporaryDirectory() as folder:
                    told, cpu, wall = peer(columns, python, kind, Path(folder))
                theirs.append((cpu, wall))
        yield f"{kind}: edges of {count:,} shares", len(found.left)
        yield f"{kind}: our CPU s, wall s (best of {runs})", [round(one, 3) for one in min(ours)]
        if python:
            mine = set(zip(found.left.tolist(), found.right.tolist(), found.weight.tolist(), strict=True))
            yield f"{kind}: toolkit CPU s, wall s (best of {runs})", [round(one, 2) for one in min(theirs)]
            yield f"{kind}: the same edges and weights", mine == told
            yield f"{kind}: CPU ratio", round(min(theirs)[0] / min(ours)[0], 1)


def large(count: int, viral: int) -> Iterator[tuple[str, Any]]:
    """A flood with one viral post."""
    from firsthand.find.co_shares import edges
    from firsthand.find.together import together

    columns = drawn(count, viral=viral)
    found, cpu, wall = timed(lambda: edges(*columns, window_ms=WINDOW_S * 1000, least=2))
    yield f"{count:,} shares, {viral:,} of one post: pairs, CPU s, wall s", [len(found.left), round(cpu, 2), round(wall, 2)]
    groups, cpu, wall = timed(lambda: together(*columns))
    yield "the search for groups in them, three windows: groups, CPU s, wall s", [len(groups), round(cpu, 1), round(wall, 1)]


def planted(ground: Columns, delay_s: int, seed: int, *, groups: int = 5, size: int = 10, shared: int = 8) -> tuple[Columns, set[int]]:
    """Add groups: each member takes part in four of five of its group's posts, and otherwise shares like somebody busy."""
    accounts, items, at_ms = ground
    chance = np.random.default_rng(seed)
    popular = np.flatnonzero(np.bincount(items) >= 3)
    busy = np.bincount(accounts)
    busy = busy[busy >= 5]
    first, rows = int(accounts.max()) + 1, []
    for group in range(groups):
        for item in chance.choice(popular, shared, replace=False):
            times = at_ms[items == item]
            begun = chance.uniform(times.min(), max(times.min() + 60_000, np.quantile(times, 0.9)))
            for member in range(size):
                if chance.random() < 0.8:
                    rows.append((first + group * size + member, item, begun + chance.exponential(delay_s * 1000)))
        for member in range(size):
            for at in chance.integers(0, len(items), int(chance.choice(busy))):
                rows.append((first + group * size + member, items[at], at_ms[at] + chance.normal(0, 600_000)))
    more = np.array(rows).astype(np.int64)
    columns = tuple(np.concatenate([old, more[:, n]]) for n, old in enumerate(ground))
    return columns, set(range(first, first + groups * size))  # type: ignore[return-value]


def found_in(columns: Columns) -> set[int]:
    """Accounts in groups."""
    from firsthand.find.together import together

    return {account for group in together(*columns) for account in group.accounts}


def quality(path: Path) -> Iterator[tuple[str, Any]]:
    """What is found on real shares."""
    with gzip.open(path, "rt") as file:
        rows = list(csv.DictReader(file))
    accounts = np.unique([row["account_id"] for row in rows], return_inverse=True)[1]
    items = np.unique([row["object_id"] for row in rows], return_inverse=True)[1]
    ground = accounts, items, np.array([int(float(row["timestamp_share"]) * 1000) for row in rows])
    count = len(np.unique(accounts))
    before = found_in(ground)
    yield "real shares: accounts in groups", f"{len(before)} of {count:,} ({len(before) / count:.2%})"
    mixed = [(np.random.default_rng(seed).permutation(accounts), items, ground[2]) for seed in range(100, 120)]
    yield "accounts mixed, 20 times: accounts in groups", sum(len(found_in(one)) for one in mixed)
    for name, columns in (("mixed", mixed[0]), ("real", ground)):
        for delay_s in (5, 60, 600):
            recalls, others = [], 0
            for seed in range(6):
                whole, truth = planted(columns, delay_s, seed)
                found = found_in(whole)
                recalls.append(round(len(found & truth) / len(truth), 2))
                others = max(others, len(found - truth - before))
            yield f"planted in {name} shares, {delay_s} s: recall; most others", [recalls, others]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", type=Path, help="Python that has coordination-network-toolkit: see toolkit.sh.")
    parser.add_argument("--shares", type=Path, help="Real shares, as a CSV file.")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    stated = parser.parse_args()
    sys.path.insert(0, str(ROOT / "src"))
    told = chain(
        [("load, 1 minute", round(os.getloadavg()[0], 1))], beside(stated.count, stated.runs, stated.peer), large(stated.large, 50_000),
        quality(stated.shares) if stated.shares else (),
    )  # fmt: skip
    for name, value in told:
        print(f"{name}: {json.dumps(value)}", flush=True)


if __name__ == "__main__":
    main()
