"""Every reader of ours on cut, garbled and spliced copies of its samples; each seed that ever found a failure is tried again."""

from __future__ import annotations

import importlib.util
import random
import tomllib
from pathlib import Path

import pytest

from firsthand.readers.registry import OURS, load_one
from firsthand.testing.conformance import check_hurt

GOLDEN = Path(__file__).parents[1] / "golden"
COUNT = 200
KEPT: dict[str, tuple[str, ...]] = {
    "web-archive": ("7 web-archive",),  # a broken gzip member after whole records of the same member
}
"""Seeds by reader; what they found is mended, and stays so."""


def samples(reader: str) -> list[dict[str, bytes]]:
    """Each file of a folder is one source, or the whole folder is one (``whole``)."""
    found: list[dict[str, bytes]] = []
    for folder, entry in tomllib.loads((GOLDEN / "samples.toml").read_text("utf-8")).items():
        root = GOLDEN / folder
        files = sorted(path for path in root.rglob("*") if path.is_file() and path.name != "README.md")
        members = {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
        if entry["reader"] == reader:
            found += [members] if entry.get("whole") else [{name: data} for name, data in members.items()]
    return found


@pytest.mark.parametrize("module", [module for module in OURS if importlib.util.find_spec(module)])
def test_hurt_copies(module: str) -> None:
    """Two hundred of them, and the seeds of every failure: nothing raises, hangs, or names bytes that are not there."""
    adapter = load_one(module)
    held = samples(adapter.name)

    for seed in (f"2041 {adapter.name}", *KEPT.get(adapter.name, ())):
        check_hurt(adapter, held, count=COUNT, chance=random.Random(seed))
