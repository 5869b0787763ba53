# ruff: noqa: E501 - a row of a table stays on one line
"""The four verbs that check any text, without a case: table, JSON Lines, page of marks, refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from firsthand.cli.main import main

DRAFT = (
    "As of yesterday 80,000 people are in a “four square metre [sic]” corner at 33.1234, 41.5432, reportedly.\n"
    "“We are five in the cellar of the bakery,” she wrote. قتل ٤٠٠ ألف شخص\nPhoto: Agency / L. Okar.\n"
)


def _run(*arguments: str) -> int:
    try:
        main(list(arguments))
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.md"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def test_figures_print_a_table_json_and_a_page(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The contract's keys, the arithmetic, the credit line, and the marks in the page."""
    page = draft.with_suffix(".html")

    assert _run("figures", str(draft), "--html", str(page)) == 0
    table = capsys.readouterr().out
    assert _run("figures", str(draft), "--json") == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert "80,000 people in 4 m² is 20,000 per m²; is km² meant?" in table
    assert "credit: Agency, then L. Okar" in table
    assert [row["text"] for row in rows] == ["80,000", "four square metre", "five", "٤٠٠ ألف"]
    assert set(rows[0]) == {
        "start",
        "end",
        "text",
        "low",
        "high",
        "unit",
        "thing",
        "hedge",
        "quoted",
        "sic",
        "attributed_to",
        "flags",
    }
    assert all(DRAFT[row["start"] : row["end"]] == row["text"] for row in rows)
    assert page.read_text(encoding="utf-8").count("<mark") >= 4


def test_an_altered_quotation_is_refused_with_the_difference(
    draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 3, and what the source has instead."""
    source = tmp_path / "source.txt"
    source.write_text("We are four in the cellar of the bakery, the bridge is gone.", encoding="utf-8")

    code = _run("quotes", str(draft), "--posts", str(source), "--json")
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert code == 3
    assert [(row["state"], row["scare"]) for row in rows] == [("not-found", False), ("altered", False)]
    assert rows[1]["difference"].startswith("We are [-four-] {+five+} in the cellar")


def test_times_and_places_of_the_same_draft(draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A day resolved against the saying; a point printed coarse."""
    assert _run("times", str(draft), "--said", "2031-03-14T10:22:00Z", "--json") == 0
    (when,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    gazetteer = tmp_path / "quarters.csv"
    gazetteer.write_text("name,lat,lon,level\nMill Ward,33.1,41.5,quarter\n", encoding="utf-8")
    assert _run("places", str(draft), "--gazetteer", str(gazetteer), "--json") == 0
    (where,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert (when["text"], when["as_of"], when["earliest"]) == ("yesterday", True, "2031-03-13T00:00:00Z")
    assert (where["lat"], where["lon"], where["coarse"]) == (33.1, 41.5, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("times", "DRAFT", "--said", "soon"), ("times", "DRAFT", "--zone", "Nowhere/Land"), ("times", "DRAFT", "--at", "1000,2"),
        ("times", "DRAFT", "--id", "telegram:12"), ("figures", "DRAFT", "--population", "Oradesh"), ("places", "DRAFT", "--near", "Nowhere"),
    ],
)  # fmt: skip
def test_mistakes_end_with_two(arguments: tuple[str, ...], draft: Path) -> None:
    """Options that cannot be understood."""
    assert _run(*(str(draft) if one == "DRAFT" else one for one in arguments)) == 2


def test_no_text_gives_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty file is no mistake."""
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")

    assert [_run(verb, str(empty), "--json") for verb in ("figures", "times", "places")] == [0, 0, 0]
    assert capsys.readouterr().out == ""
