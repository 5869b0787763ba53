"""The self-check: each property answers to what is really there, and what no program can test never counts as passed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from firsthand.desk.collect import Order
from firsthand.shell.berkeley import FAILS, PASSES, UNTESTABLE, self_check
from firsthand.testing.authority import LoopbackAuthority
from firsthand.testing.world import ANN, WORDS, SmallCase, take_in, twarc_lines

PROPERTIES = ["authenticity", "availability", "identity", "persistence", "renderability", "understandability", "chain of custody",
              "evidentiary and working copies apart"]  # fmt: skip


def results(root: Path) -> dict[str, str]:
    """Property to result."""
    return {one.name: one.result for one in self_check(root)}


def failing(root: Path, name: str) -> str:
    """What fails of a property, in words."""
    return "; ".join(line.told for one in self_check(root) if one.name == name for line in one.lines if line.result == FAILS)


@pytest.fixture
def held(small: SmallCase, tmp_path: Path) -> SmallCase:
    """Give a case whose one import says how it was found, and whose plan says everything."""
    source = tmp_path / "posts.jsonl"
    source.write_bytes(twarc_lines(WORDS))
    take_in(small, source, order=Order(found_by="sent by a reader"))
    plan = small.root / "case.toml"
    text = plan.read_text("utf-8").replace('question = ""', 'question = "What happened?"').replace('since = ""', 'since = "2041-03-08"')
    plan.write_text(text.replace('basis = ""', 'basis = "journalism"'), "utf-8")
    return small


def test_a_fresh_case_is_told_what_it_lacks(held: SmallCase, run: Any) -> None:
    """Eight properties in the protocol's order; each has a question for a person; nothing of that counts as passed."""
    said = run("doctor", "--berkeley", "--case", held.root, "--json").json

    assert [one["property"] for one in said["properties"]] == PROPERTIES
    assert said["certification"] is False
    assert "not a certification" in said["note"]
    assert all(any(line["result"] == UNTESTABLE for line in one["lines"]) for one in said["properties"])
    assert {one["property"] for one in said["properties"] if one["result"] == FAILS} == {
        "authenticity", "availability", "persistence", "understandability"
    }  # fmt: skip
    lines = [line["result"] for one in said["properties"] for line in one["lines"]]
    assert said["counts"] == {word: lines.count(word) for word in (PASSES, FAILS, UNTESTABLE)}
    text = run("doctor", "--berkeley", "--case", held.root).out
    assert "not a certification" in text
    assert "cannot be tested by a program" in text


@pytest.mark.skipif(shutil.which("openssl") is None, reason="the openssl program is not here")
def test_what_is_mended_passes(held: SmallCase, run: Any, tmp_path: Path) -> None:
    """Two stamps, a look at all files, a backup, screening: then nothing fails."""
    root = held.root
    one, two = (LoopbackAuthority(tmp_path / name, name.title()) for name in ("alpha", "beta"))
    (root / "plan" / "stampers").mkdir(parents=True, exist_ok=True)
    for name, authority in (("alpha", one), ("beta", two)):
        (root / "plan" / "stampers" / f"{name}.pem").write_bytes(authority.roots)
    with one.serving() as first, two.serving() as second:
        done = run("stamp", "--authority", f"alpha={first}", "--authority", f"beta={second}", "--case", root, "--as", ANN)
    assert done.code == 0, done.err
    assert run("fixity", "--all", "--case", root, "--as", ANN).code == 0
    assert run("backup", tmp_path / "second", "--case", root, "--recovery-file", tmp_path / "key", "--as", ANN).code == 0
    assert run("screen", "--case", root).code == 0

    # The fixture's clock is in 2041, the machine's is not: only the age of the look at the files may say so.
    assert {name for name, result in results(root).items() if result == FAILS} <= {"persistence", "availability"}
    assert "2 outside authorities" in [one.told for one in self_check(root)[0].lines][2]


def test_a_changed_byte_fails_where_it_belongs(held: SmallCase) -> None:
    """A changed capture is no longer authentic, and no evidentiary copy."""
    blob = next(path for path in (held.root / "vault" / "blobs").rglob("*") if path.is_file())
    blob.chmod(0o600)
    blob.write_bytes(blob.read_bytes()[:-1] + b"?")

    assert "do not verify" in failing(held.root, "authenticity")
    assert "1 were changed" in failing(held.root, "evidentiary and working copies apart")


def test_an_import_without_a_word_fails(held: SmallCase, tmp_path: Path) -> None:
    """Nobody says how it was found, and no person made it."""
    from firsthand.model.actor import tool

    other = tmp_path / "other.jsonl"
    other.write_bytes(twarc_lines(["x"], first=5000))
    take_in(held, other, actor=tool("firsthand", "1"))

    told = failing(held.root, "chain of custody")
    assert "1 do not say how they were found" in told
    assert "1 imports name no person" in told


def test_a_plan_without_words_fails(small: SmallCase) -> None:
    """What the case does not say is named."""
    assert "question, period, basis" in failing(small.root, "understandability")
