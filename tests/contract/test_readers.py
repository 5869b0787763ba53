"""Every reader of ours keeps the contract of the readers, over its samples in ``tests/golden``."""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path

import pytest

from firsthand.model.adapter import Adapter
from firsthand.readers.registry import OURS, load_one
from firsthand.readers.seam import Setting
from firsthand.testing.conformance import check_adapter
from firsthand.testing.files import MemoryFiles

GOLDEN = Path(__file__).parents[1] / "golden"
CANARY = "SEALED-CANARY"


def samples() -> dict[str, list[dict[str, bytes]]]:
    """Samples per reader: each file of a folder is one source, or the whole folder is one (``whole``)."""
    listed = tomllib.loads((GOLDEN / "samples.toml").read_text(encoding="utf-8"))
    found: dict[str, list[dict[str, bytes]]] = {}
    for folder, entry in listed.items():
        root = GOLDEN / folder
        files = sorted(path for path in root.rglob("*") if path.is_file() and path.name != "README.md")
        members = {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
        sources = [members] if entry.get("whole") else [{name: data} for name, data in members.items()]
        found.setdefault(entry["reader"], []).extend(sources)
    return found


def present() -> list[str]:
    return [module for module in OURS if importlib.util.find_spec(module)]


@pytest.mark.parametrize("module", OURS)
def test_a_reader_keeps_its_contract(module: str) -> None:
    """Deterministic, nothing lost, steady on cut and garbled input, touching nothing but its files."""
    if module not in present():
        pytest.skip(f"{module} is not here")
    adapter = load_one(module)

    check_adapter(adapter, samples().get(adapter.name, []))


def test_each_sample_goes_to_its_own_reader() -> None:
    """The most confident reader of a sample is the one that it was made for."""
    adapters: list[Adapter] = [load_one(module) for module in present()]
    here = {adapter.name for adapter in adapters}
    for name, sources in samples().items():
        for source in sources if name in here else []:
            finds = [
                (find.confidence, -order, adapter.name)
                for order, adapter in enumerate(adapters)
                for find in adapter.open(adapter.options()).find(MemoryFiles(source))
            ]

            assert max(finds)[2] == name, f"{sorted(source)} went to {max(finds)[2]}"


def test_each_golden_folder_is_registered_and_explains_itself() -> None:
    """A folder of samples names its reader in samples.toml and says in a README where it comes from."""
    listed = tomllib.loads((GOLDEN / "samples.toml").read_text(encoding="utf-8"))

    for folder in listed:
        assert (GOLDEN / folder / "README.md").is_file(), f"{folder} has no README.md"


def test_what_is_sealed_in_the_samples_comes_out_nowhere() -> None:
    """Private chats, direct messages and likes of the samples hold a word that no reading may give."""
    held = 0
    for module in present():
        adapter = load_one(module)
        reader = adapter.open(adapter.options())
        for source in samples().get(adapter.name, []):
            held += any(CANARY.encode() in data for data in source.values())
            files = MemoryFiles(source)
            for find in reader.find(files):
                for out in reader.read(files, find, Setting()):
                    assert CANARY not in repr(out), f"{adapter.name}, {out.member} item {out.n}"

    assert held == 3
