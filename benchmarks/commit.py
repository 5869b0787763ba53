"""
Commitments to items: made and made durable in batches, opened again, and the hashing beside hashlib's own.

    python benchmarks/commit.py --folder FOLDER [--items 300000]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from firsthand.ledger.items import CHUNK, Commitments, open_items, root_of, salts
from firsthand.ledger.tree import Tree, leaf_hash, verify_inclusion
from firsthand.model.reading import Item
from firsthand.shell.durable import write_durable
from firsthand.shell.publication import ItemsFile
from firsthand.shell.vault import FolderVault

BATCHES = (100, 1000, 10_000)
SEED = bytes(32)
ROUNDS = 5


def timed(work: Callable[[], object]) -> float:
    """Wall seconds of one go."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def rate(count: int, work: Callable[[], object]) -> str:
    """Things a second: the median of some rounds, and the least and most."""
    found = sorted(count / timed(work) for _ in range(ROUNDS))
    return f"{statistics.median(found):>12,.0f}/s ({found[0]:,.0f} to {found[-1]:,.0f})"


def committed(folder: Path, raws: Sequence[bytes], batch: int) -> None:
    """Commit batch by batch; the list of each batch is synced before the next one begins."""
    for first in range(0, len(raws), batch):
        part = raws[first : first + batch]
        rows = [Item(member="m", n=n, start=0, length=len(raw), raw=raw) for n, raw in enumerate(part)]
        commitments = Commitments(SEED)
        listed = ItemsFile(folder / "items" / f"{batch}.{first}", folder / "work", {"m": 0})
        listed.add(rows, commitments.add([row.raw for row in rows]))
        listed.close()


def opened(raws: Sequence[bytes], commits: Sequence[bytes], root: bytes) -> None:
    """Open every commitment and work the root out again, as `verify` does."""
    drawn = salts(SEED)
    for first in range(0, len(raws), CHUNK):
        part = raws[first : first + CHUNK]
        assert open_items([one for one in islice(drawn, len(part)) if one], part, commits[first : first + CHUNK])
    assert root_of(commits) == root


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()), help="on the disk that is meant")
    parser.add_argument("--items", type=int, default=100_000)
    stated = parser.parse_args()
    raws = [b"%032d" % n * 12 for n in range(stated.items)]
    with tempfile.TemporaryDirectory(dir=stated.folder) as place:
        folder = Path(place)
        for batch in BATCHES:
            print(f"commit, durable, batches of {batch:>6,}  {rate(len(raws), lambda batch=batch: committed(folder, raws, batch))}")
        commitments = Commitments(SEED)
        commits = commitments.add(raws)
        root = commitments.root()
        print(f"open and work out the root            {rate(len(raws), lambda: opened(raws, commits, root))}")
        tree = Tree(leaf_hash(one) for one in commits[:20_000])
        paths = [(leaf_hash(commits[n]), n, len(tree), tree.inclusion(n), tree.root()) for n in range(0, len(tree), 10)]
        print(f"verify one proof of inclusion         {rate(len(paths), lambda: [verify_inclusion(*one) for one in paths])}")
        data, vault = os.urandom(64 << 20), FolderVault(folder / "blobs", folder / "work")
        plain, ours, copied = [], [], []
        for _ in range(ROUNDS):  # by turns
            cpu = time.process_time()
            hashlib.sha256(data)
            plain.append(time.process_time() - cpu)
            for path in (folder / "blobs").glob("*/*"):
                path.unlink()
            cpu = time.process_time()
            vault.put(data)
            ours.append(time.process_time() - cpu)
            (folder / "copy").unlink(missing_ok=True)
            cpu = time.process_time()
            write_durable(folder / "copy", data)
            copied.append(time.process_time() - cpu)
        told = {
            "keep 64 MiB": ours, "write them durably and hash nothing": copied,
            "the hashing in it (the first less the second)": [one - other for one, other in zip(ours, copied, strict=True)],
        }  # fmt: skip
        for name, spent in told.items():
            ratio = statistics.median([one / least for one, least in zip(spent, plain, strict=True)])
            print(f"{name}: {ratio:.2f} times the time of hashlib alone (CPU)")


if __name__ == "__main__":
    main()
