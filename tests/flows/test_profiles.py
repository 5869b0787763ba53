"""Renames and changed words of profiles, found across files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from firsthand.desk.profiles import changes
from firsthand.testing.world import ANN, SmallCase, take_in, twarc_lines


def test_changes_across_files_are_listed_by_time(small: SmallCase, run: Any, tmp_path: Path) -> None:
    """In whatever order the files come; with both imports as evidence; what was taken back is none."""
    later = twarc_lines([{"text": "a", "author": "70", "handle": "new_voice", "name": "مريم علي"}]).replace(b"2041-03-15T", b"2041-04-01T")
    earlier = twarc_lines([{"id": 9, "text": "b", "author": "70", "handle": "old_voice", "name": "مريم"}])
    runs = []
    for name, data in (("later.jsonl", later), ("earlier.jsonl", earlier)):
        (tmp_path / name).write_bytes(data)
        runs += [report.run for report in take_in(small, tmp_path / name)]

    told = run("accounts", "--changed", "--json").lines

    assert [(one["field"], one["before"], one["after"]) for one in told] == [
        ("handle", "old_voice", "new_voice"), ("name", "مريم", "مريم علي"),
    ]  # fmt: skip
    assert {one["seen"] for one in told} == {"2041-04-01T00:00:00Z"}
    assert [[each["run"] for each in one["evidence"]] for one in told] == [[runs[1], runs[0]]] * 2
    assert told[1]["difference"] == [["same", "مريم"], ["new", " علي"]]
    assert run("accounts", told[0]["account"], "--json").json["changes"] == told
    assert "What changed" in run("accounts", told[0]["account"]).out
    run("runs", "undo", runs[0], "--because", "a copy", "--as", ANN)
    assert run("accounts", "--changed", "--json").lines == []


def test_what_a_file_leaves_out_has_not_changed() -> None:
    """A mention without a bio stands between two profiles with one; another account begins anew."""
    def seen(account: str, handle: str | None, bio: str | None) -> dict[str, Any]:
        return {"account": account, "handle": handle, "name": None, "bio": bio, "place": "", "links": [], "avatar": None,
                "seen": None, "run": "r", "source": "s"}  # fmt: skip

    rows = [seen("x:1", "a", "tea"), seen("x:1", "a", None), seen("x:1", "b", "tea"), seen("x:2", "c", "milk")]

    assert [(one["field"], one["before"], one["after"]) for one in changes(rows)] == [("handle", "a", "b")]
