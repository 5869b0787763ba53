"""A case, a backup or a disk that is not as it should be: each is named, with what is still good and what to do; never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import firsthand
from firsthand.shell.backup import back_up, recovery_key
from firsthand.testing.world import ANN, WORDS, SmallCase, make_desk, take_in, twarc_lines

SOURCE = str(Path(firsthand.__file__).resolve().parents[1])
READ_ONLY = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && exec "$@"'


@pytest.fixture
def case(tmp_path: Path) -> SmallCase:
    """Give a case with two imports."""
    made = make_desk(tmp_path)
    for number, name in enumerate(("a.jsonl", "b.jsonl")):
        (tmp_path / name).write_bytes(twarc_lines(WORDS, first=1001 + 100 * number))
        take_in(made, tmp_path / name)
    return made


def test_a_case_of_a_newer_version(case: SmallCase, run: Any) -> None:
    """Its store is refused with the remedy and is not touched; its files are verified all the same."""
    with closing(sqlite3.connect(case.root / "case.sqlite")) as connection:
        connection.execute("PRAGMA user_version=999")
    before = (case.root / "case.sqlite").read_bytes()

    said = run("posts", "--case", case.root, "--json")

    assert (said.code, said.error["code"]) == (6, "newer-case")
    assert "Install" in said.error["advice"]
    assert (case.root / "case.sqlite").read_bytes() == before
    assert run("verify", case.root, "--json").json["checked"]["item commitments"] == 2 * len(WORDS)


@pytest.mark.parametrize("file", ["ledger/checkpoint", "ledger/tile/entries/000.p/3", "ledger/bodies/00/1"])
def test_a_truncated_ledger(file: str, case: SmallCase, run: Any) -> None:
    """The file is named, and so is what could not be checked for want of it; where there is a head the others count."""
    os.truncate(case.root / file, 40)

    said = run("verify", case.root, "--json")
    acted = run("note", "x:1001", "--text", "ملاحظة", "--as", ANN, "--case", case.root, "--json")

    assert said.code == 10
    assert file in {one["what"] for one in said.json["failures"]}
    if "bodies" in file:
        assert (said.json["checked"]["bodies"], said.json["checked"]["blobs"]) == (2, 1)
    else:
        assert any("nothing says what must be there" in one["why"] for one in said.json["not_checked"])
    if file.endswith("checkpoint"):  # whose head this was cannot be seen any more: nothing is signed over it
        assert (acted.code, acted.error["code"]) == (10, "bad-checkpoint")
        assert "ledger/checkpoint" in acted.error["message"]
        assert "backup" in acted.error["advice"]


def test_swapped_blobs(case: SmallCase, run: Any, tmp_path: Path) -> None:
    """Both are named, and each item in them; the ledger itself is good, and what is read again is refused."""
    one, two = sorted(path for path in (case.root / "vault" / "blobs").rglob("*") if path.is_file())
    one.rename(tmp_path / "aside")
    two.rename(one)
    (tmp_path / "aside").rename(two)

    said = run("verify", case.root, "--json")
    handed = run("export", "custody", "--query", "", "--to", tmp_path / "out", "--because", "x", "--as", ANN, "--case", case.root, "--json")

    assert {f"vault/blobs/{path.parent.name}/{path.name}" for path in (one, two)} <= {failure["what"] for failure in said.json["failures"]}
    assert (said.code, said.json["checked"]["bodies"], said.json["checked"]["item commitments"]) == (10, 3, 2 * len(WORDS))
    assert (handed.code, handed.error["code"]) == (10, "changed-capture")
    assert not (tmp_path / "out").exists()


def test_a_database_that_is_cut_off(case: SmallCase, run: Any) -> None:
    """It is named, and the files are checked without it."""
    os.truncate(case.root / "case.sqlite", 40_000)

    said = run("posts", "--case", case.root, "--json")
    verified = run("verify", case.root, "--json")

    assert (said.code, said.error["code"]) == (10, "bad-database")
    assert "verify" in said.error["advice"]
    assert (verified.code, verified.json["checked"]["blobs"]) == (0, 2)
    assert "case.sqlite" in {one["what"] for one in verified.json["not_checked"]}


def may_mount() -> bool:
    """Whether a test may have a disk of its own here."""
    tool = shutil.which("unshare")
    tried = [tool or "", "-m", "sh", "-c", READ_ONLY, "sh", "/var/tmp", "true"]
    return tool is not None and subprocess.run(tried, check=False, capture_output=True).returncode == 0


@pytest.mark.skipif(not may_mount(), reason="a mount of its own needs rights that are not given here")
def test_a_read_only_disk(case: SmallCase, tmp_path: Path) -> None:
    """What is there can be searched and verified; what would write is refused in words."""
    program = f"""
import contextlib, io, json, sys
sys.path.insert(0, {SOURCE!r})
from firsthand.cli.main import main
told = []
for line in (["posts", "--json"], ["log"], ["verify", {str(case.root)!r}],
             ["note", "x:1001", "--text", "ملاحظة", "--as", {ANN!r}, "--json"],
             ["collect", {str(tmp_path / "a.jsonl")!r}, "--json"], ["views", "rebuild", "--json"]):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(line)
        except SystemExit as end:
            told.append([line[0], end.code, out.getvalue(), err.getvalue()])
print(json.dumps(told))
"""
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", READ_ONLY, "sh", case.root, sys.executable, "-c", program], capture_output=True, text=True,
        check=False, env=os.environ | {"FIRSTHAND_CASE": str(case.root)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)

    assert [(name, code) for name, code, _, _ in told] == [
        ("posts", 0), ("log", 0), ("verify", 0), ("note", 6), ("collect", 6), ("views", 6)]  # fmt: skip
    assert told[0][2].count("\n") == 2 * len(WORDS)
    for _, code, _, err in told:
        if code:
            error = json.loads(err.strip().splitlines()[-1])["error"]
            assert error["code"] in ("no-permission", "vault-no-permission", "disk-error")
            assert "read-only" in error["advice"] + error["message"].lower()


def test_half_a_backup(case: SmallCase, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A snapshot that was cut off is named and not restored from; the older one is good, and restores."""
    desk, where, key = case.desk, tmp_path / "copy", tmp_path / "key"
    first = back_up(desk, where, actor=case.ann, passphrase=None, progress=lambda *_: None)
    take_in(case, tmp_path / "a.jsonl")
    second = back_up(desk, where, actor=case.ann, passphrase=None, progress=lambda *_: None)
    key.write_text(recovery_key(desk, where))
    monkeypatch.setenv("FIRSTHAND_BACKUP_RECOVERY_FILE", str(key))
    os.truncate(where / "snapshots" / f"{second.snapshot}.age", 300)

    said = run("verify", where, "--json")
    newest = run("restore", where, tmp_path / "new", "--json")
    older = run("restore", where, tmp_path / "old", "--snapshot", first.snapshot, "--json")

    assert said.code == 10
    assert [one["what"] for one in said.json["failures"]] == [f"snapshots/{second.snapshot}.age"]
    assert (newest.code, newest.error["code"]) == (10, "bad-snapshot")
    assert "--snapshot" in newest.error["advice"]
    assert not (tmp_path / "new").exists()
    assert older.code == 0, older.err
    assert run("verify", tmp_path / "old", "--json").json["failures"] == []
