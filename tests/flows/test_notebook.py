"""A case as tables: what a notebook sees, what it never sees, and the notebook of the docs, run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import firsthand
from firsthand.desk.claims import NewClaim, add_claim
from firsthand.desk.judge import SourceJudgement, judge_source
from firsthand.desk.screen import screen
from firsthand.model.errors import Mistaken, NotFound, Unavailable
from firsthand.model.ids import AccountId, PostId
from firsthand.shell import notebook
from firsthand.testing.world import WORDS, SmallCase, make_desk, take_in, twarc_lines

pytest.importorskip("pyarrow")
BOOK = Path(__file__).parents[2] / "docs" / "notebooks" / "first-look.ipynb"


@pytest.fixture
def case(tmp_path: Path) -> SmallCase:
    small = make_desk(tmp_path)
    path = tmp_path / "posts.jsonl"
    path.write_bytes(twarc_lines([*WORDS, "وداعًا، هذه آخر رسالة مني"]))
    take_in(small, path)
    list(screen(small.desk, only=("languages", "categories"), actor=small.ann, progress=lambda _what, _done, _total: None))
    return small


def test_words_are_the_same_in_every_form(case: SmallCase, monkeypatch: pytest.MonkeyPatch) -> None:
    """Arrow, pandas and polars, in batches of any size."""
    monkeypatch.setattr(notebook, "BATCH", 3)
    posts = firsthand.open(case.root).posts()
    arrow = posts.arrow()
    assert arrow.num_rows == len(WORDS) + 1
    assert arrow["text"].to_pylist() == [row["text"] for row in posts]
    assert str(arrow.schema.field("posted_at").type) == "timestamp[us, tz=UTC]"
    assert [row["id"] for row in posts if row["band_goodbye"] > 0] == [f"x:{1001 + len(WORDS)}"]
    for name in ("pandas", "polars"):
        pytest.importorskip(name)
        assert list(getattr(posts, name)()["text"]) == arrow["text"].to_pylist()


def test_a_query_chooses(case: SmallCase) -> None:
    book = firsthand.open(case.root)
    assert book.posts("أورادش").arrow()["id"].to_pylist() == ["x:1001"]
    assert book.posts(limit=2, order="newest").arrow().num_rows == 2
    assert book.posts("zzqx").arrow().num_rows == 0
    with pytest.raises(Mistaken):
        book.posts('"open')
    with pytest.raises(NotFound):
        firsthand.open(case.root / "none")


def test_nothing_says_where_somebody_belongs_and_nothing_is_changed(case: SmallCase) -> None:
    """A judgement is an act in its own time, without its content."""
    account = AccountId(case.desk.views.post(PostId("x:1001"))["account"])
    judged = SourceJudgement(
        account=account, roles=("official",), affiliation="member", party="Northern Guard", reliability="D", because="its own words",
        evidence=("x:1001",),
    )  # fmt: skip
    judge_source(case.desk, judged, actor=case.ann)
    add_claim(case.desk, NewClaim(post=PostId("x:1001"), quote="يومين"), actor=case.ann)
    before = {path: path.read_bytes() for path in case.root.rglob("*") if path.is_file() and "sqlite-" not in path.name}

    book = firsthand.open(case.root)
    tables = {name: getattr(book, name)().arrow() for name in ("posts", "accounts", "claims", "acts", "runs")}

    told = json.dumps({name: one.to_pylist() for name, one in tables.items()}, default=str, ensure_ascii=False)
    assert all(one.num_rows for one in tables.values())
    assert not any(word in told for word in ("Northern Guard", "member", "official", "affiliation"))
    assert {path: path.read_bytes() for path in before} == before


def test_what_is_not_installed_is_told(case: SmallCase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(Unavailable, match="pyarrow"):
        firsthand.open(case.root).posts().arrow()


def test_the_notebook_of_the_docs_runs(case: SmallCase, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cell by cell, as it stands, and what it counts is right; it keeps no output of anybody's case."""
    monkeypatch.setenv("FIRSTHAND_CASE", str(case.root))
    cells = [one for one in json.loads(BOOK.read_text("utf-8"))["cells"] if one["cell_type"] == "code"]
    space: dict[str, Any] = {}
    for number, cell in enumerate(cells):
        exec(compile("".join(cell["source"]), f"cell {number}", "exec"), space)  # noqa: S102  our own notebook
    assert space["posts"].num_rows == len(WORDS) + 1
    assert sum(space["by_hour"]["id_count"].to_pylist()) + space["unknown"] == len(WORDS) + 1
    assert space["strong"].num_rows == 1
    assert space["adds_up"] is True
    assert not any(cell["outputs"] for cell in cells)
