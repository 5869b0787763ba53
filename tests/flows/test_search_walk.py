"""How a search walks: the text index first, and each post asked on the way."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy.dialects import sqlite

from firsthand.find.query import parse
from firsthand.shell.sql import search
from firsthand.shell.sql.queries import statement
from firsthand.testing.world import twarc_lines

TEXTS = ("the water is cut", "the bridge is gone", "الماء مقطوع", "the water came back", "nothing here")


@pytest.fixture
def filled(small, run, tmp_path):
    """Give a case with posts of two accounts, of which one posted a picture."""
    path = tmp_path / "p.jsonl"
    path.write_bytes(twarc_lines([{"text": text, "author": 70 + n % 2} for n, text in enumerate(TEXTS)]))
    run("collect", path)
    return small


def found(case, query, order="newest"):
    """Texts that a query finds, in its order."""
    return [post["text"] for post in case.desk.views.search(parse(query), limit=50, order=order, seed=0)]


def plan(case, query):
    """How SQLite goes about a query."""
    chosen = statement(parse(query), limit=50, order="newest", seed=0, zone="UTC")
    text = str(chosen.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    with sqlite3.connect(case.root / "case.sqlite") as connection:
        return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {text}")]


@pytest.mark.parametrize(
    "query",
    ["the", "the has:image", "the before:2041-01-01", "the has:image before:2041-01-01", "the by:h70", "the lang:en -has:link"],
)
def test_words_are_looked_up_first(filled, query):
    """Whatever else is asked; asking the text index about each picture of a period took a minute."""
    steps = [step for step in plan(filled, query) if step.startswith(("SCAN", "SEARCH"))]

    assert "post_words" in steps[0]


def test_places_have_an_index(filled):
    """So that a case without a place answers at once."""
    assert any("posts_place" in step for step in plan(filled, "has:place"))


def test_a_name_is_found_by_indexes(filled):
    """Of handles, with or without their server, and of names."""
    assert not any(step in ("SCAN accounts", "SCAN snapshots") for step in plan(filled, "by:h70"))


def test_words_and_a_name_agree(filled):
    """A name with a word finds what both find, in either order of time."""
    accounts = {post["handle"] for post in filled.desk.views.search(parse(""), limit=50, order="newest", seed=0)}
    by_name = {handle: found(filled, f"by:{handle}") for handle in accounts}

    assert len(by_name) == 2
    for handle, texts in by_name.items():
        both = found(filled, f"the by:{handle}")
        assert both == [text for text in texts if text.startswith("the")]
        assert found(filled, f"the by:{handle}", "oldest") == both[::-1]


def test_a_period_bounds_words(filled):
    """As it bounds all posts."""
    posts = list(filled.desk.views.search(parse(""), limit=50, order="oldest", seed=0))
    middle = posts[2]["posted_at"]
    before = [post["text"] for post in posts if post["posted_at"] < middle and post["text"].startswith("the")]

    assert found(filled, f"the before:{middle}", "oldest") == before


WITHOUT_OR_BY = ("-the", "-water", "by:h70", "the by:h70", "-the by:h71", "-lang:ar -bridge", "by:nobody", '-"الماء مقطوع"')


@pytest.mark.parametrize("query", WITHOUT_OR_BY)
@pytest.mark.parametrize("near", [1, 2, 4])
def test_asking_the_newest_first_finds_the_same(filled, monkeypatch, query, near):
    """However many the newest are, and whether or not they are enough."""
    views = filled.desk.views
    whole = [post["id"] for post in views.search(parse(query), limit=10_000, order="newest", seed=0)]  # asked at once
    monkeypatch.setattr("firsthand.shell.sql.search.NEAR", near)

    for limit in (0, 1, 2, 5):
        assert [post["id"] for post in views.search(parse(query), limit=limit, order="newest", seed=0)] == whole[:limit]


def test_what_is_left_out_is_listed_for_the_newest_posts(filled, monkeypatch):
    """And for the whole case only when they are not enough: a frequent word is in a third of it."""
    asked = []

    def noted(*args, since=0, **more):
        asked.append(since > 0)
        return statement(*args, since=since, **more)

    monkeypatch.setattr("firsthand.shell.sql.search.NEAR", 3)
    monkeypatch.setattr("firsthand.shell.sql.queries.statement", noted)

    list(filled.desk.views.search(parse("-zzqx"), limit=2, order="newest", seed=0))
    list(filled.desk.views.search(parse("-zzqx"), limit=5, order="newest", seed=0))

    assert asked == [True, True, False]


def test_relevance_weighs_the_newest_and_leaves_the_rest_by_time(small, run, tmp_path, monkeypatch):
    """A rare word weighs more than a frequent one, a short post more than a long one; what is not weighed follows, newest first."""
    texts = ["bridge " + "and so on " * 9, "the bridge, the bridge", "الجسر bridge", "no word of it", "bridge far away " + "x y z " * 5]
    path = tmp_path / "p.jsonl"
    path.write_bytes(twarc_lines(texts))
    run("collect", path)

    by_weight = found(small, "bridge", "relevant")
    excluding = found(small, "-bridge", "relevant")
    monkeypatch.setattr(search, "WEIGHED", 2)
    capped = found(small, "bridge", "relevant")

    assert by_weight == [texts[1], texts[2], texts[4], texts[0]]
    assert excluding == [texts[3]]
    assert capped == [texts[2], texts[4], texts[1], texts[0]]
    assert [post["text"] for post in small.desk.views.search(parse("bridge"), limit=1, order="relevant", seed=0)] == [texts[2]]
