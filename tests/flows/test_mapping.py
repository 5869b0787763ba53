"""A mapping that is stated once, kept in the plan, and used for the next table."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HEADER = " Tweet Text,Who says,When,Pictures\n"
ROWS = 'نحن هنا,ميرا,13/12/2041,"a.jpg, https://x.example/b,c.png"\nsecond,Karim,14/12/2041,\n'


@pytest.fixture
def case(run: Callable[..., Any], tmp_path: Path) -> Path:
    run("new", tmp_path / "case", "--title", "T", "--place", "Oradesh", "--no-passphrase")
    return tmp_path / "case"


def test_a_mapping_is_kept_and_used_again(run: Callable[..., Any], case: Path, tmp_path: Path) -> None:
    """Headers with blanks and comma-joined lists; the second file needs no words; JSON Lines take it too."""
    (tmp_path / "one.csv").write_text(HEADER + ROWS, "utf-8")
    (tmp_path / "two.csv").write_text(HEADER + "third,Mira,15/12/2041,\n", "utf-8")
    row = {"Tweet Text": "fourth", "Who says": "Mira", "When": "15/12/2041"}
    (tmp_path / "three.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    roles = ("text=Tweet Text", "author=Who says", "time=When", "media=Pictures")
    stated = [word for role in roles for word in ("--columns", role)]

    kind = ("--platform", "telegram", "--case", case, "--json")
    first = run("collect", tmp_path / "one.csv", *stated, "--save-mapping", "notes", *kind)
    kept = (case / "plan" / "mappings" / "notes.toml").read_text("utf-8")
    second = run("collect", tmp_path / "two.csv", "--mapping", "notes", "--case", case, "--json")
    third = run("collect", tmp_path / "three.jsonl", "--mapping", "notes", "--case", case, "--json")
    posts = run("posts", "--case", case, "--json").lines

    assert [one.json["runs"][0]["kept"] for one in (first, second, third)] == [2, 1, 1]
    assert 'platform = "telegram"' in kept
    assert "Tweet Text" in kept
    assert {post["text"] for post in posts} == {"نحن هنا", "second", "third", "fourth"}
    (listed,) = [post for post in posts if post["text"] == "نحن هنا"]
    assert len(listed["media"]) == 2
    assert run("verify", case, "--json").json["ok"] is True


def test_a_mapping_that_is_not_there(run: Callable[..., Any], case: Path, tmp_path: Path) -> None:
    """It names those that are; a name that is a path is no name; nothing to save is said."""
    (tmp_path / "one.csv").write_text(HEADER + ROWS, "utf-8")

    assert run("collect", tmp_path / "one.csv", "--mapping", "other", "--case", case, "--json").code == 4
    assert run("collect", tmp_path / "one.csv", "--mapping", "../x", "--case", case, "--json").error["code"] == "bad-mapping-name"
    assert run("collect", tmp_path / "one.csv", "--save-mapping", "x", "--case", case, "--json").error["code"] == "empty-mapping"
    (case / "plan" / "mappings").mkdir(parents=True)
    (case / "plan" / "mappings" / "bad.toml").write_text("columns = 3", "utf-8")
    assert run("collect", tmp_path / "one.csv", "--mapping", "bad", "--case", case, "--json").error["code"] == "bad-mapping"
