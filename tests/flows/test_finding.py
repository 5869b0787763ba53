"""Saved views, counts, names in all scripts, translations and charts, from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from firsthand.testing.world import SmallCase, take_in, twarc_lines

ROWS = (
    ("2041-03-14T10:00:00Z", "lina", "The Weavers Bridge is closed, we need water"),
    ("2041-03-14T11:00:00Z", "samir", "جِسْرُ النسّاجين مغلق من الليل وما في مي"),
    ("2041-03-15T12:00:00Z", "olia", "Міст ткачів закрито, води нема"),
    ("2041-03-15T13:00:00Z", "miro", "Boats wait in the old harbour"),
    ("2041-03-15T14:00:00Z", "miro", "The harbour master says that nobody may use boats today"),
)


@pytest.fixture
def held(small: SmallCase, run: Any, tmp_path: Path) -> Path:
    """Give the folder of a case with five posts in three scripts and a glossary."""
    path = tmp_path / "posts.csv"
    rows = ["id,created_at,author,text", *(f'{at},{when},{who},"{text}"' for at, (when, who, text) in enumerate(ROWS, 1))]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert run("collect", path).code == 0
    assert run("screen", "--only", "languages", "--only", "clusters").code == 0
    root = Path(small.root)
    (root / "plan" / "glossary.csv").write_text("ar,en,uk\nجسر النسّاجين,Weavers Bridge,Міст ткачів\n", encoding="utf-8")
    return root


def texts(run: Any, *arguments: str) -> list[str]:
    return [post["text"] for post in run("posts", *arguments, "--order", "oldest", "--json").lines]


def test_a_name_is_found_in_every_script_and_said(held: Path, run: Any) -> None:
    """From the glossary, in any of its spellings; in quotes it stands alone."""
    bridges = [text for _, _, text in ROWS[:3]]

    for written in ("Weavers Bridge", "جسر النساجين", "міст ткачів"):
        assert [text for text in texts(run, written) if text in bridges] == bridges
    assert texts(run, '"Weavers Bridge"') == bridges[:1]
    assert "Also searched for Weavers Bridge" in run("posts", "Weavers Bridge").err


def test_words_near_each_other(held: Path, run: Any) -> None:
    """In any order, with at most so many words between."""
    assert texts(run, '"harbour boats"~4') == [ROWS[3][2]]
    assert texts(run, '"harbour boats"~9') == [ROWS[3][2], ROWS[4][2]]


def test_a_translation_is_found_and_says_so(held: Path, run: Any) -> None:
    """The post comes in its place by time, marked; its own words were others. Undone, it is found no more."""
    post = run("posts", "міст", "--json").lines[0]["id"]
    said = run("translate", post, "--lang", "en", "--text", "The bridge is shut; no drinking water", "--as", "A. Renn", "--json")
    entry = said.json["entry"]

    (found,) = run("posts", '"drinking water"', "--json").lines

    assert (found["id"], found["found_in"]) == (post, "translation")
    assert "found in its translation" in run("posts", "drink* water").out
    assert run("posts", "translation:drinking", "--json").lines[0]["id"] == post
    assert run("undo", str(entry), "--because", "a slip", "--as", "A. Renn").code == 0
    assert run("posts", '"drinking water"', "--json").lines == []


def test_views_are_kept_run_and_entered(held: Path, run: Any) -> None:
    """Each change is an entry that holds no query; views stand alone, in another search, and in each other."""
    assert run("views", "save", "harbour", "harbour or bridge", "--as", "A. Renn").code == 0
    assert run("views", "save", "boats", "view:harbour boats", "--as", "A. Renn").code == 0

    assert texts(run, "@boats") == texts(run, "harbour boats") == [ROWS[3][2], ROWS[4][2]]
    assert texts(run, "master view:boats") == [ROWS[4][2]]
    assert [one["name"] for one in run("views", "list", "--json").lines] == ["harbour", "boats"]
    entry = run("log", "--json").lines[-1]
    assert entry["kind"] == "plan"
    assert "harbour or bridge" not in str(entry)
    assert run("views", "rm", "harbour", "--as", "A. Renn").code == 0
    assert run("posts", "@boats", "--json").error["code"] == "no-view"
    assert run("verify", held).code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "status"),
    [
        (("views", "save", "a b", "x", "--as", "R"), "bad-view-name", 2),
        (("views", "save", "loop", "view:loop", "--as", "R"), "view-circle", 2),
        (("views", "save", "people", "party:x", "--as", "R"), "query-lists-people", 3),
        (("views", "rm", "nothing", "--as", "R"), "no-view", 4),
        (("views", "save", "x", "y"), "no-actor", 2),
        (("views", "sort"), "bad-word", 2),
        (("chart", "pie"), "bad-chart", 2),
        (("chart", "volume", "--by", "party"), "bad-chart", 2),
        (("chart", "recall", "nonsense"), "no-category", 2),
    ],
)
def test_mistakes_are_named(held: Path, run: Any, arguments: tuple[str, ...], code: str, status: int) -> None:
    """Bad names, circles, lists of people, nobody named: said, and nothing is written."""
    said = run(*arguments, "--json")

    assert (said.error["code"], said.code) == (code, status)
    assert not (held / "plan" / "views.toml").exists()


def test_a_file_of_views_that_is_broken_is_named(held: Path, run: Any) -> None:
    """People edit it, and slip."""
    for text in ("a = 3", "a = ", '"b c" = "x"', "[" * 5000):
        (held / "plan" / "views.toml").write_text(text, encoding="utf-8")
        assert run("posts", "x", "--json").error["code"] == "bad-views"


def test_facets_count_what_the_search_finds(held: Path, run: Any) -> None:
    """All posts once in each list; nothing about people."""
    told = run("posts", "after:2041-03-14 before:2041-03-16", "--facets", "--json").json

    posts = told["posts"]
    assert posts == len(texts(run, "after:2041-03-14 before:2041-03-16"))
    assert {row["value"] for row in told["languages"]} >= {"en", "ar", "uk"}
    for name in ("languages", "platforms", "marks", "times"):
        assert sum(row["posts"] for row in told[name]) == posts
    assert set(told) == {"posts", "languages", "platforms", "media", "marks", "categories", "step", "times", "times_unknown"}
    assert "ar" in run("posts", "--facets").out


@pytest.mark.parametrize(
    "arguments", [("volume", "--by", "language"), ("volume", "جسر", "--by", "language"), ("volume",), ("recall", "goodbye")]
)
def test_a_chart_is_a_table_and_a_picture(held: Path, run: Any, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Numbers in the terminal and as JSON; an SVG that is well-formed and fetches nothing; never over a file that is there."""
    file = tmp_path / "chart.svg"

    told = run("chart", *arguments, "--svg", file, "--json").json

    assert all(len(one["values"]) == len(told["labels"]) for one in told["series"])
    picture = file.read_text("utf-8")
    assert ElementTree.fromstring(picture).tag.endswith("svg")
    assert picture.count("http") == 1
    assert run("chart", *arguments, "--svg", file, "--json").error["code"] == "target-exists"
    assert run("chart", *arguments).code == 0


def test_the_spread_of_a_cluster_is_charted(held: Path, run: Any) -> None:
    """One bar for a text that stands alone."""
    post = run("posts", "boats", "--json").lines[0]["id"]

    told = run("chart", "cluster", post, "--json").json

    assert [one["values"] for one in told["series"]] == [[1.0]]


def test_odd_cases_are_screened_and_searched(small: SmallCase, run: Any, tmp_path: Path) -> None:
    """Posts that are all the same, one of 100,000 characters, and one with invisible characters inside its words."""
    hidden = "\u200b".join("drawbridge") + " \u2066closed\u2069"
    rows = ["id,created_at,text", *(f"{n},2041-03-14T10:00:00Z,all of us say the very same words here" for n in range(30))]
    rows += [f"90,2041-03-14T10:00:00Z,{'long road ' * 10_000}zebracrossing", f"91,2041-03-14T10:00:00Z,{hidden}"]
    (tmp_path / "odd.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert run("collect", tmp_path / "odd.csv").code == 0

    assert run("screen").code == 0

    assert len(run("posts", "zebracrossing", "--json").lines) == 1
    assert [post["text"] for post in run("posts", "drawbridge closed", "--json").lines] == [hidden]
    same = run("posts", '"the very same words"', "--limit", "50", "--json").lines
    assert (len(same), {post["lang"] for post in same}, len({post["cluster"] for post in same})) == (30, {"en"}, 1)


def test_saved_views_are_understood_wherever_a_search_is(small: SmallCase, run: Any, tmp_path: Path) -> None:
    """An export, a translator's sheet and a list hold what the view finds; the entry holds the query as written."""
    source = tmp_path / "view.jsonl"
    source.write_bytes(twarc_lines(["the lantern boat left", "bread is dear", "a lantern on the bridge", "قارب الفوانيس"]))
    take_in(small, source)
    assert run("views", "save", "light", "lantern", "--as", "A. Renn").code == 0

    sheet, bag = tmp_path / "light.csv", tmp_path / "light.warc.gz"
    out = run("sheet", "out", str(sheet), "--lang", "uk", "--query", "view:light -bridge", "--as", "A. Renn", "--json")
    handed = run("export", "warc", "--query", "view:light", "--to", str(bag), "--because", "b", "--as", "A. Renn", "--json")
    dark = str(tmp_path / "dark.warc.gz")
    unknown = run("export", "warc", "--query", "view:dark", "--to", dark, "--because", "b", "--as", "A. Renn", "--json")

    assert (out.code, out.json["rows"]) == (0, 1)
    assert "the lantern boat left" in sheet.read_text("utf-8")
    assert (handed.code, handed.json["items"]) == (0, 2)
    assert (unknown.code, unknown.error["code"]) == (4, "no-view")
    entries = [one for one in run("log", "--json").lines if one["kind"] == "export"]
    assert len(entries) == 2
    assert "lantern" not in str(entries)
