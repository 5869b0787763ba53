"""
Near-duplicate texts: ours beside datasketch on the same posts, both held against an exact join.

Each tool runs in a process of its own, from texts in memory to pairs; CPU seconds are of that part alone. Texts are the
distinct comparable ones (`firsthand.find.duplicates.comparable`) of a corpus, made beforehand for both. Truth is every pair whose
sets of 5-grams have a Jaccard index of at least 0.7, found by an exact prefix filter and checked with Python's sets; ours also
gives pairs of short texts below 0.7, and each pair that it gives is computed again. datasketch has its own defaults:
128 permutations, threshold 0.7, candidates as it gives them.
"""

from __future__ import annotations

import gc
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from measure import ROOT, corpus, options, spread, tell

THRESHOLD = 0.7
GRAM = 5


def texts_of(source: Path, folder: Path) -> Path:
    """A file with one distinct comparable text a line; made once."""
    path = folder / f"comparable_{source.stem}.txt"
    if not path.exists():
        from firsthand.find.duplicates import SHORTEST, comparable

        seen: set[str] = set()
        with source.open("rb") as lines, path.open("w", encoding="utf-8", errors="surrogatepass") as out:
            for line in lines:
                text = comparable(json.loads(line)["text"])
                if len(text) >= SHORTEST and text not in seen:
                    seen.add(text)
                    out.write(text + "\n")
    return path


def held(path: Path) -> list[str]:
    """The texts of such a file."""
    return path.read_text(encoding="utf-8", errors="surrogatepass").split("\n")[:-1]


def grams(text: str) -> set[str]:
    """The set of 5-grams."""
    return {text[at : at + GRAM] for at in range(len(text) - GRAM + 1)}


def firsthand_pairs(texts: list[str]) -> set[tuple[int, int]]:
    """What we give."""
    from firsthand.find.duplicates import near_duplicates

    return {(pair.left, pair.right) for pair in near_duplicates(texts).pairs}


def datasketch_pairs(texts: list[str]) -> set[tuple[int, int]]:
    """What datasketch gives."""
    from datasketch import MinHash, MinHashLSH

    index, found = MinHashLSH(threshold=THRESHOLD, num_perm=128), set()
    for at, text in enumerate(texts):
        mark = MinHash(128)
        mark.update_batch([one.encode("utf-8", "surrogatepass") for one in grams(text)])
        found.update((earlier, at) for earlier in index.query(mark))
        index.insert(at, mark)
    return found


def exact_pairs(texts: list[str]) -> set[tuple[int, int]]:
    """Every pair that meets the threshold: both hold one of the rarest grams of the other, so those are joined and checked."""
    import numpy as np

    seen: dict[str, int] = {}
    numbers = [np.array([seen.setdefault(one, len(seen)) for one in sorted(grams(text))], np.int64) for text in texts]
    often = np.bincount(np.concatenate(numbers))
    keys, owners = [], []
    for at, mine in enumerate(numbers):
        rare = mine[np.lexsort((mine, often[mine]))][: len(mine) - int(np.ceil(THRESHOLD * len(mine) - 1e-9)) + 1]
        rare = rare[often[rare] > 1]
        keys.append(rare)
        owners.append(np.full(len(rare), at))
    sizes = np.array([len(one) for one in numbers])
    del numbers
    key, owner = np.concatenate(keys), np.concatenate(owners)
    order = np.argsort(key, kind="stable")
    key, owner = key[order], owner[order]
    starts = np.flatnonzero(np.r_[True, key[1:] != key[:-1]])
    candidates: list[Any] = [np.empty(0, np.int64)]
    for begin, end in zip(starts, np.r_[starts[1:], len(key)], strict=True):
        if end - begin > 1:
            left, right = np.triu_indices(end - begin, 1)
            a, b = owner[begin + left], owner[begin + right]
            low, high = np.minimum(sizes[a], sizes[b]), np.maximum(sizes[a], sizes[b])
            candidates.append((a * len(texts) + b)[low >= THRESHOLD * high])
    met = np.unique(np.concatenate(candidates)).tolist()
    return {pair for pair in (divmod(one, len(texts)) for one in met) if jaccard(texts, *pair) >= THRESHOLD}


def jaccard(texts: list[str], left: int, right: int) -> float:
    """The index of two texts."""
    a, b = grams(texts[left]), grams(texts[right])
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared)


TOOLS = {"firsthand": firsthand_pairs, "datasketch": datasketch_pairs, "exact": exact_pairs}


def child(tool: str, path: Path, out: Path) -> None:
    """One tool, in this process: its pairs to a file, what it cost to standard output."""
    texts = held(path)
    gc.freeze()
    cpu, wall = time.process_time(), time.perf_counter()
    found = TOOLS[tool](texts)
    cost = {
        "cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall, "texts": len(texts), "pairs": len(found),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip
    out.write_text("\n".join(f"{a} {b}" for a, b in sorted(found)))
    print(json.dumps(cost))


def measured(tool: str, path: Path, peer: Path | None) -> tuple[dict[str, Any], set[tuple[int, int]]]:
    """Run a tool in a process of its own."""
    out = path.with_suffix(f".{tool}")
    command = [sys.executable, __file__, "--folder", str(path.parent), "--tool", tool, "--texts", str(path), "--out", str(out)]
    done = subprocess.run([*command, *(["--peer", str(peer)] if peer else [])], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr[-2000:])
    rows = (line.split() for line in out.read_text().splitlines())
    return json.loads(done.stdout), {(int(a), int(b)) for a, b in rows}


def quality(texts: list[str], found: set[tuple[int, int]], truth: set[tuple[int, int]]) -> Iterator[tuple[str, object]]:
    """Recall of the true pairs, and how many of those given are true."""
    from firsthand.find.duplicates import bar

    yield "recall at 0.7", f"{len(found & truth) / max(1, len(truth)):.4f} of {len(truth):,}"
    yield "precision at 0.7", f"{sum(pair in truth for pair in found) / max(1, len(found)):.3f} of {len(found):,}"
    own = sum(jaccard(texts, a, b) >= bar(min(len(grams(texts[a])), len(grams(texts[b])))) for a, b in found)
    yield "precision by our bar (0.5 to 0.7 by length)", f"{own / max(1, len(found)):.3f}"


def main() -> None:
    """Measure and print."""
    parser = options(__doc__ or "")
    parser.add_argument("--runs", type=int, default=3, help="How often each one runs, by turns.")
    parser.add_argument("--peer", type=Path, help="Folder that holds the package datasketch: see peers.sh.")
    parser.add_argument("--no-truth", action="store_true", help="Leave out the exact join, which takes long.")
    parser.add_argument("--tool", choices=TOOLS, help="Run this one alone, in this process.")
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--out", type=Path)
    stated = parser.parse_args()
    sys.path.insert(0, str(ROOT / "src"))
    if stated.peer:
        sys.path.append(str(stated.peer))
    if stated.tool:
        child(stated.tool, stated.texts, stated.out)
        return
    path = texts_of(corpus(stated.folder, stated.posts, stated.generator_python), stated.folder)
    costs: dict[str, list[dict[str, Any]]] = {"firsthand": [], **({"datasketch": []} if stated.peer else {})}
    pairs: dict[str, set[tuple[int, int]]] = {}
    for _ in range(stated.runs):
        for tool, spent in costs.items():
            cost, pairs[tool] = measured(tool, path, stated.peer)
            spent.append(cost)
    result: dict[str, object] = {"posts": stated.posts, "texts": costs["firsthand"][0]["texts"], "runs of each": stated.runs}
    for tool, spent in costs.items():
        result |= {f"{tool}: {name}": spread([one[key] for one in spent], digits)
                   for name, key, digits in (("CPU s", "cpu", 2), ("wall s", "wall", 1), ("peak MiB", "peak_mb", 0))}  # fmt: skip
    if stated.peer:
        ratios = [b["cpu"] / a["cpu"] for a, b in zip(costs["firsthand"], costs["datasketch"], strict=True)]
        result["CPU ratio, turn by turn"] = spread(ratios)
    if not stated.no_truth:
        texts = held(path)
        _, truth = measured("exact", path, stated.peer)
        for tool, found in pairs.items():
            result |= {f"{tool}: {name}": value for name, value in quality(texts, found, truth)}
    tell(result, stated.json)


if __name__ == "__main__":
    main()
