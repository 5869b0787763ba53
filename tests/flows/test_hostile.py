"""Hostile files: what each one must come to, as the generator of the open set states it; honest text stays untouched."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from firsthand.desk.collect import Order, RunReport, collect
from firsthand.find.query import parse
from firsthand.model.errors import FirsthandError
from firsthand.readers.table_values import moment
from firsthand.shell.archives import Limits
from firsthand.shell.case import folder_vault
from firsthand.shell.intake import sources
from firsthand.shell.workshop import WorkerReading
from firsthand.testing.world import SmallCase, make_desk
from firsthand.text.visible import hidden, visible

CLASSES = ("archive", "json", "csv", "text", "datetime", "warc")


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, Any]]]:
    """The generated files, and what is stated of each."""
    generator = Path(__file__).parents[2].parent / "shared" / "bench" / "hostile" / "gen_hostile.py"
    if not generator.is_file():
        pytest.skip("the generator is not here")
    folder = tmp_path_factory.mktemp("hostile")
    subprocess.run([sys.executable, str(generator), str(folder), "--only", *CLASSES], check=True, capture_output=True)
    return folder, [json.loads(line) for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallCase]:
    """A case whose files are read in workers."""
    monkeypatch.setenv("FIRSTHAND_HOME", str(tmp_path / "home"))
    case = make_desk(tmp_path)
    reading = WorkerReading(folder_vault(case.desk))
    yield replace(case, desk=replace(case.desk, reading=reading))
    reading.close()


def take(case: SmallCase, path: Path) -> list[RunReport]:
    found = sources(str(path), folder_vault(case.desk), stdin=io.BytesIO(), limits=Limits())
    return list(collect(case.desk, found, Order(), actor=case.ann, progress=lambda _what, _done, _total: None))


def told(case: SmallCase, reports: list[RunReport]) -> set[str]:
    """Everything that a run says is wrong or odd, by code."""
    gaps = {gap["code"] for report in reports for gap in case.desk.views.gaps(report.run)}
    runs = {report.run for report in reports}
    return gaps | {row["code"] for row in case.desk.views.rejected(None) if row["run"] in runs}


def come_to(case: SmallCase, path: Path) -> tuple[int, set[str], int]:
    """Items kept, what is said, and items that our side failed at."""
    try:
        reports = take(case, path)
    except FirsthandError as refused:
        return 0, {refused.code}, 0
    kept = sum(report.counts.kept + report.counts.already for report in reports)
    return kept, told(case, reports), sum(report.counts.failed for report in reports)


@pytest.mark.parametrize("kind", ["archive", "json", "csv", "warc"])
def test_files_come_to_their_verdicts(kind: str, cases: tuple[Path, list[dict[str, Any]]], small: SmallCase) -> None:
    """Refuse: nothing enters. Keep: it enters. Flag and partial: something is said. Plain: it enters, and nothing is said."""
    folder, stated = cases
    wrong = []
    for case in stated:
        if case["class"] != kind or "file" not in case:
            continue
        kept, said, failed = come_to(small, folder / case["file"])
        verdict = case["verdict"]
        good = not failed and {
            "refuse": kept == 0 and bool(said),
            "keep": kept > 0,
            "flag": bool(said),
            "partial": bool(said) or case["id"] in SAYS_NOTHING,
            "plain": kept > 0 and not said,
        }[verdict]
        if not good:
            wrong.append((case["id"], verdict, kept, sorted(said), failed))

    assert wrong == []


SAYS_NOTHING = {
    "json/jsonl-crlf-cr",  # all twenty records are read
    "csv/nul",  # the byte is kept, and shown as a mark
    "csv/field-20mb",  # it fits
}
"""Stated as partial, and read whole: nothing is left to report."""


def test_words_are_kept_and_marked(cases: tuple[Path, list[dict[str, Any]]], small: SmallCase, tmp_path: Path) -> None:
    """What is stored is what was posted; what is shown names what cannot be seen; honest words are left alone."""
    texts = [case for case in cases[1] if case["class"] == "text"]
    path = tmp_path / "posts.jsonl"
    path.write_text("".join(json.dumps({"id": case["id"], "text": case["inline"]}) + "\n" for case in texts), "utf-8")

    take(small, path)
    held = {one["id"]: one["text"] for one in small.desk.views.search(parse(""), limit=100, order="newest", seed=0)}
    wrong = []
    for case in texts:
        words = held[f"table:posts.jsonl/{case['id']}"]
        marked = bool(hidden(words)) or visible(words, newlines=True) != words
        if words != case["inline"] or (case["verdict"] == "flag") > marked or (case["verdict"] == "plain" and marked):
            wrong.append(case["id"])

    assert wrong == []


def test_times_are_known_or_doubted(cases: tuple[Path, list[dict[str, Any]]], small: SmallCase, tmp_path: Path) -> None:
    """A plain time is known; any other has no zone, is unknown, or is named as one that cannot be."""
    wrong = []
    for number, case in enumerate(case for case in cases[1] if case["class"] == "datetime"):
        read = moment(case["inline"], None)
        path = tmp_path / f"{number}.jsonl"
        path.write_text(json.dumps({"id": "1", "text": "a b c", "created_at": case["inline"]}) + "\n", "utf-8")
        doubted = read.at is None or "odd-time" in told(small, take(small, path))
        if doubted != (case["verdict"] == "flag"):
            wrong.append((case["id"], case["inline"]))

    assert wrong == []
