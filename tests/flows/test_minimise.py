"""What a plan does not want to know is not in the database, and comes back only when the plan of that import allowed it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from firsthand.desk.rebuild import rebuild
from firsthand.model.minimise import FIELDS, lessened, unread
from firsthand.model.moment import UNKNOWN
from firsthand.model.post import Media, Post, Sighting
from firsthand.model.reading import Item
from firsthand.testing.world import SmallCase, take_in, twarc_lines

NAME, BIO, HANDLE = "ليلى مريم", "Oradesh & tea", "voice_71"


def minimise(case: SmallCase, *fields: str) -> SmallCase:
    """Write the fields into the plan, and open the case again."""
    path = case.root / "case.toml"
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("minimise")]
    path.write_text("\n".join([*lines, f"minimise = {list(fields)}"]) + "\n", "utf-8")
    return case.opened()


def said(case: SmallCase) -> str:
    """Everything that the tables of posts and accounts hold, as text."""
    with sqlite3.connect(f"file:{case.root / 'case.sqlite'}?mode=ro", uri=True) as base:
        found = [row for table in ("posts", "accounts", "snapshots", "media", "readings") for row in base.execute(f"SELECT * FROM {table}")]
    return repr(found)


def export(folder: Path, name: str = "tweets.jsonl", text: str = "the bridge is shut") -> Path:
    """Write one post by a named account."""
    path = folder / name
    path.write_bytes(twarc_lines([{"text": text, "author": "71", "name": NAME, "handle": HANDLE}]))
    return path


def test_a_rebuild_leaves_out_what_the_first_reading_left_out(small: SmallCase, run: Any, tmp_path: Path) -> None:
    """Names, handles and bios are not in the database; the report says so; a changed plan does not change an old import."""
    case = minimise(small, "name", "handle", "bio")

    report = take_in(case, export(tmp_path))[0]

    assert report.counts.posts == 1
    assert not any(word in said(case) for word in (NAME, BIO, HANDLE))
    told = run("runs", "show", report.run, "--json").json
    assert told["run"]["minimised"] == ["name", "handle", "bio"]
    assert [(one["code"], one["count"]) for one in told["missing"]] == [("minimised", 1)]
    assert "left out, as the plan says: the name" in run("runs", "show", report.run).out
    before = said(case)
    later = minimise(case)
    rebuild(later.desk, progress=lambda *_: None)
    assert said(later) == before


def test_what_was_read_in_full_stays_so(small: SmallCase, tmp_path: Path) -> None:
    """Fields that are named later bind later imports only; the same file is then read anew, and the first reading stays."""
    take_in(small, export(tmp_path))
    full = said(small)
    case = minimise(small, "bio")

    rebuild(case.desk, progress=lambda *_: None)

    assert said(case) == full
    assert BIO in full
    again = take_in(case, export(tmp_path))[0].counts
    assert (again.kept, again.already, again.posts) == (1, 0, 0)
    assert take_in(case, export(tmp_path))[0].counts.already == 1


@pytest.mark.parametrize("field", [one for one in FIELDS if one != "private"])
def test_each_field_is_taken_out_and_nothing_else(field: str) -> None:
    """The place, the bytes, the words and the identifiers stay."""
    post = Post(id="x:1", platform="x", native_id="1", text="words", handle="Mina", name="Mina D", url="https://x.example/mina/1",
                place="Oradesh", marks=("forwarded:Omar", "edited"), media=(Media("image", name="a.jpg"),))  # fmt: skip
    seen = Sighting(id="x:@7", platform="x", native_id="7", handle="Mina", name="Mina D", bio="tea", place="Oradesh", links=("l",),
                    avatar="a", created=UNKNOWN, followers=1, following=2, posts=3)  # fmt: skip
    item = Item("f", 1, 0, 3, b"{a}", (post,), (seen,))

    less = lessened(item, unread([field]))

    was = {**post._asdict(), **{f"account {name}": value for name, value in seen._asdict().items()}}
    now = {**less.posts[0]._asdict(), **{f"account {name}": value for name, value in less.sightings[0]._asdict().items()}}
    gone = {name for name in was if was[name] != now[name]}
    assert less[:5] == item[:5]
    assert gone == {
        "name": {"name", "marks", "account name"}, "handle": {"handle", "url", "account handle"},
        "place": {"place", "account place"}, "bio": {"account bio"}, "avatar": {"account avatar"}, "links": {"account links"},
        "counts": {"account followers", "account following", "account posts"}, "created": {"account created"}, "media": {"media"},
    }[field]  # fmt: skip
    assert now["marks"] == (("forwarded", "edited") if field == "name" else post.marks)
