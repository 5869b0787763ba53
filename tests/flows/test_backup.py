"""A second copy that comes back: backup, restore, fixity, lock, and what each says of every harm."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from firsthand.shell import age_stream, backup, backup_folder
from firsthand.shell.backup_folder import BackupFolder
from firsthand.shell.verify_backup import verify_backup
from firsthand.testing.world import WORDS, make_desk, table, take_in, twarc_lines

PLACES = 60


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """A case with two imports, some acts and a story, closed."""
    from firsthand.desk.day import add_note, mark_post

    folder = tmp_path_factory.mktemp("good")
    case = make_desk(folder)
    (folder / "a.jsonl").write_bytes(twarc_lines(WORDS))
    (folder / "b.csv").write_bytes(table([["7", "2041-03-14T06:00:00Z", WORDS[1], "lina"]]))
    take_in(case, folder / "a.jsonl", folder / "b.csv")
    mark_post(case.desk, "x:1001", "reviewed", actor=case.ann)
    add_note(case.desk, "x:1001", WORDS[0], actor=case.bo)
    (case.root / "stories" / "one").mkdir()
    (case.root / "stories" / "one" / "story.md").write_text("# أورادش\n")
    return case.root


@pytest.fixture
def case(good, tmp_path, monkeypatch):
    """The same, to work in; commands find it."""
    root = shutil.copytree(good, tmp_path / "case")
    monkeypatch.setenv("FIRSTHAND_CASE", str(root))
    monkeypatch.setattr(age_stream, "WORK", 4)
    return root


@pytest.fixture(scope="module")
def backed(good, tmp_path_factory):
    """A backup of it, of two snapshots, and its key in a file."""
    from firsthand.model.actor import Actor
    from firsthand.shell.backup import back_up, recovery_key
    from firsthand.shell.case import open_case

    folder = tmp_path_factory.mktemp("backed")
    root = shutil.copytree(good, folder / "case")
    desk = open_case(root)
    for _ in range(2):
        back_up(desk, folder / "copy", actor=Actor(name="A. Renn"), passphrase=None, progress=lambda *_: None)
    (folder / "key").write_text(recovery_key(desk, folder / "copy"))
    return folder


def posts(run, root: Path) -> list:
    return run("posts", "--case", root, "--json", "--limit", "1000").lines


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.parent.name != "partial")


def head(root: Path) -> str:
    return (root / "ledger" / "checkpoint").read_text()


SLOW = """
import sys, time
import firsthand.shell.{module} as slow
{patch}
from firsthand.cli.main import main
main(sys.argv[1:])
"""


def started(patch: str, module: str, *arguments: object) -> subprocess.Popen[str]:
    script = SLOW.format(module=module, patch=patch)
    return subprocess.Popen([sys.executable, "-c", script, *map(str, arguments)], stdout=subprocess.PIPE, text=True)


COLLECTING = """
commit = slow.OpenPen.commit_items
def held(self, rows):
    print("writing", flush=True)
    time.sleep(0.5)
    commit(self, rows)
slow.OpenPen.commit_items = held
"""


def test_the_drill(case, run, tmp_path, monkeypatch):
    """
    Others go on working, before the state is held and after: an empty machine with only the key has that state again.

    The first process writes when the backup begins, so that it must wait; the second one when the copying has begun.
    """
    (tmp_path / "more.jsonl").write_bytes(twarc_lines([f"more {one}" for one in range(50)], first=5000))
    (tmp_path / "later.jsonl").write_bytes(twarc_lines([f"later {one}" for one in range(50)], first=6000))
    real, seen = backup._hold, {}

    def hold(store):
        state = real(store)
        seen.update(head=head(case), posts=posts(run, case))
        later = started("", "durable", "collect", tmp_path / "later.jsonl")
        later.communicate(timeout=60)
        assert later.returncode == 0
        return state

    monkeypatch.setattr(backup, "_hold", hold)
    other = started(COLLECTING, "sql.store", "collect", tmp_path / "more.jsonl")
    assert other.stdout is not None
    assert other.stdout.readline() == "writing\n"
    made = run("backup", tmp_path / "copy", "--recovery-file", tmp_path / "key", "--json", "--as", "A. Renn")
    other.communicate(timeout=60)
    now = len(posts(run, case))
    shutil.move(case, tmp_path / "gone")

    back = run("restore", tmp_path / "copy", tmp_path / "again", "--recovery-file", tmp_path / "key", "--json")

    again = tmp_path / "again"
    assert (made.code, other.returncode, back.code) == (0, 0, 0)
    assert head(again) == back.json["head"] == seen["head"]
    assert run("verify", again, "--json").json["ok"]
    assert posts(run, again) == seen["posts"]
    assert now == len(seen["posts"]) + 50, "what came after the state was held is in the case, and not in this backup"
    assert (again / "stories" / "one" / "story.md").read_text() == "# أورادش\n"
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert "recovery" not in made.json
    log = run("log", "--json", "--case", tmp_path / "gone").lines
    assert [one["entry"] for one in log if one["kind"] == "backup"] == [made.json["entry"]]


def test_the_same_case_again(case, run, tmp_path):
    """Head and posts of a case at rest are the same, it may be worked in, and backed up again into the same folder."""
    made = run("backup", tmp_path / "copy", "--recovery-file", tmp_path / "key", "--json")
    stood = head(case)
    back = run("restore", tmp_path / "copy", tmp_path / "again", "--recovery-file", tmp_path / "key", "--json")

    assert back.json["ok"]
    assert made.json["same_disk"] is True
    assert back.json["head"].split("\n")[1] == str(int(stood.split("\n")[1]) - 1), "all but the entry of the backup itself"
    assert posts(run, tmp_path / "again") == posts(run, case)
    assert run("mark", "x:1001", "hold", "--case", tmp_path / "again", "--as", "A. Renn").code == 0
    assert run("views", "rebuild", "--case", tmp_path / "again").code == 0
    assert run("backup", tmp_path / "copy", "--case", tmp_path / "again", "--json").code == 0
    assert run("verify", tmp_path / "again").code == 0


def test_only_what_is_new(case, run, tmp_path):
    """The second time: the bodies that came, the head, the database; nothing that was there is touched."""
    first = run("backup", tmp_path / "copy", "--json").json
    stood = {path: path.stat().st_mtime_ns for path in files(tmp_path / "copy")}
    run("mark", "x:1001", "hold", "--as", "A. Renn")
    second = run("backup", tmp_path / "copy", "--json").json

    assert first["recovery"].startswith("AGE-SECRET-KEY-1")
    assert "recovery" not in second
    assert first["new_chunks"] == first["chunks"]
    # two bodies (the mark, the first backup), checkpoint, SHA256SUMS, two parts of tiles, the database
    assert second["new_chunks"] == 7
    assert all(path.stat().st_mtime_ns == at for path, at in stood.items())
    assert second["files"] == first["files"] + 2


def test_the_folder_says_nothing(backed):
    """No name and no word of the case is in it."""
    for path in files(backed / "copy"):
        data = path.read_bytes()
        assert b"radesh" not in data
        assert b"x:1001" not in data
        assert path.name in ("README.txt", "backup.json") or data.startswith(b"age-encryption.org/v1\n")


def test_verify_with_and_without_the_key(backed, run, monkeypatch):
    """Without: what can be seen, and that nothing was opened. With: every piece."""
    shut = run("verify", backed / "copy", "--json").json
    monkeypatch.setenv("FIRSTHAND_BACKUP_RECOVERY_FILE", str(backed / "key"))
    opened = run("verify", backed / "copy", "--json").json

    assert shut["ok"]
    assert not shut["checked"]
    assert any(one["why"] == "locked: nothing was decrypted" for one in shut["not_checked"])
    assert opened["ok"]
    assert opened["checked"]["snapshots"] == 2
    assert opened["checked"]["pieces"] == len(list((backed / "copy" / "chunks").rglob("*.age")))
    assert opened["head"]


def test_every_harm_is_named(backed, tmp_path):
    """A flipped bit at sixty seeded places; a piece that is cut, lost, added, or put in place of another."""
    copy, chance = shutil.copytree(backed / "copy", tmp_path / "copy"), random.Random(20410314)
    there, missed = files(copy), []
    chosen = [path for path in there if path.parent.parent.name != "chunks"]  # the few others each once at least
    chosen += [chance.choice(there) for _ in range(PLACES - len(chosen))]
    for path in chosen:
        data = path.read_bytes()
        turned = bytearray(data)
        at = chance.randrange(len(data))
        turned[at] ^= 1 << chance.randrange(8)
        path.write_bytes(turned)
        name = path.relative_to(copy).as_posix()
        if name not in {one["what"] for one in verify_backup(copy, recovery=backed / "key").failures}:
            missed.append((name, at))
        path.write_bytes(data)
    assert missed == []

    one, two = sorted((copy / "chunks").rglob("*.age"))[:2]
    data = one.read_bytes()
    for harmed in (data[:-1], b"", two.read_bytes()):
        one.write_bytes(harmed)
        assert [bad["what"] for bad in verify_backup(copy, recovery=backed / "key").failures] == [one.relative_to(copy).as_posix()]
    one.unlink()
    (copy / "chunks" / "more").write_bytes(b"x")
    assert {bad["what"] for bad in verify_backup(copy, recovery=backed / "key").failures} == {
        one.relative_to(copy).as_posix(), "chunks/more",
    }  # fmt: skip


def test_restore_from_a_harmed_backup(backed, run, tmp_path):
    """Nothing is left behind; each bad piece is named; what is good comes back when asked for, and is marked."""
    copy = shutil.copytree(backed / "copy", tmp_path / "copy")
    folder = BackupFolder(copy)
    folder.unlock((backed / "key").read_text())
    parts = [one for one in folder.last().parts if one.path.startswith("ledger/bodies/")][:2]
    for part in parts:
        path = folder.path_of(part.chunks[0])
        path.write_bytes(path.read_bytes()[:-1])
    arguments = ("restore", copy, tmp_path / "again", "--recovery-file", backed / "key", "--json")
    said = run(*arguments)

    assert said.code == 10
    assert not said.json["path"]
    assert [one["what"] for one in said.json["lost"]] == [one.path for one in parts]
    assert {one["what"] for one in said.json["bad"]} == {
        folder.path_of(one.chunks[0]).relative_to(copy).as_posix() for one in parts
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy"]

    said = run(*arguments, "--partial")

    assert said.code == 10
    assert said.json["files"] == len(folder.last().parts) - 2
    assert {one["what"] for one in said.json["failures"]} >= {one.path for one in parts}
    marks = run("doctor", "--case", tmp_path / "again", "--json").json["checks"]
    assert any(one["what"] == "restored" and "2 files were lost" in one["told"] for one in marks)


def test_an_older_snapshot(backed, run, tmp_path):
    """When the newest does not open; how many entries are missing then is said."""
    copy = shutil.copytree(backed / "copy", tmp_path / "copy")
    old, new = BackupFolder(copy).names()
    path = copy / "snapshots" / f"{new}.age"
    path.write_bytes(path.read_bytes()[:-1])
    newest = run("restore", copy, tmp_path / "again", "--recovery-file", backed / "key", "--json")
    older = run("restore", copy, tmp_path / "again", "--snapshot", old, "--recovery-file", backed / "key", "--json")

    assert (newest.code, newest.error["code"]) == (10, "bad-snapshot")
    assert (older.code, older.json["later_entries"]) == (0, 1)


def test_refusals(backed, case, run, tmp_path):
    """Another key, no key, a folder that is not empty, a folder of something else, another case, inside the case."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("x")
    (tmp_path / "key").write_text(str(backup_folder.pyrage.x25519.Identity.generate()))
    again = tmp_path / "again"

    assert run("restore", backed / "copy", again, "--json").error["code"] == "backup-locked"
    assert run("restore", backed / "copy", again, "--recovery-file", tmp_path / "key", "--json").error["code"] == "wrong-recovery-key"
    assert run("restore", backed / "copy", tmp_path / "full", "--recovery-file", backed / "key", "--json").error["code"] == "not-empty"
    assert run("restore", tmp_path / "full", again, "--json").error["code"] == "no-backup"
    assert run("backup", tmp_path / "full", "--json").error["code"] == "not-a-backup"
    assert run("backup", backed / "copy", "--json").error["code"] == "another-backup"
    assert run("backup", case / "copy", "--json").error["code"] == "backup-inside"


def test_a_key_under_a_passphrase(case, run, tmp_path, monkeypatch):
    """Lies beside the backup; the same passphrase opens it, another does not, and a changed file is said to be changed."""
    monkeypatch.setenv("FIRSTHAND_BACKUP_PASSPHRASE", "حقل القمح")
    assert run("backup", tmp_path / "copy", "--json").code == 0
    assert run("restore", tmp_path / "copy", tmp_path / "again").code == 0

    monkeypatch.setenv("FIRSTHAND_BACKUP_PASSPHRASE", "other")
    assert run("restore", tmp_path / "copy", tmp_path / "third", "--json").error["code"] == "wrong-passphrase"
    data = bytearray((tmp_path / "copy" / "key.age").read_bytes())
    data[-1] ^= 1
    (tmp_path / "copy" / "key.age").write_bytes(data)
    said = run("verify", tmp_path / "copy", "--json")
    assert said.code == 10
    assert "key.age" in {one["what"] for one in said.json["failures"]}


KILLED = """
put = slow.BackupFolder.put
def held(self, data, stored):
    told = put(self, data, stored)
    if told[2]:
        print("new", flush=True)
        time.sleep(0.2)
    return told
slow.BackupFolder.put = held
"""


def test_killed_in_the_middle(case, run, tmp_path):
    """The old snapshot stays good; the next backup goes on where the killed one stood, and sweeps what it left."""
    assert run("backup", tmp_path / "copy", "--recovery-file", tmp_path / "key").code == 0
    (tmp_path / "more.jsonl").write_bytes(twarc_lines(["later"] * 3, first=5000))
    assert run("collect", tmp_path / "more.jsonl").code == 0
    other = started(KILLED, "backup_folder", "backup", tmp_path / "copy")
    assert other.stdout is not None
    for _ in range(3):
        assert other.stdout.readline() == "new\n"
    other.send_signal(signal.SIGKILL)
    other.communicate()
    (tmp_path / "copy" / "partial" / "left.part").write_bytes(b"x")

    after = verify_backup(tmp_path / "copy", recovery=tmp_path / "key")
    back = run("restore", tmp_path / "copy", tmp_path / "again", "--recovery-file", tmp_path / "key", "--json")
    more = run("backup", tmp_path / "copy", "--json")

    assert after.ok
    assert {one["what"] for one in after.not_checked} == {"pieces that no snapshot names", "unfinished files"}
    assert back.json["ok"]
    assert more.code == 0
    assert not list((tmp_path / "copy" / "partial").glob("*.part"))
    assert not list((case / "work").glob("snapshot.*"))
    last = verify_backup(tmp_path / "copy", recovery=tmp_path / "key")
    assert (last.ok, last.checked["snapshots"]) == (True, 2)


@pytest.mark.parametrize("after", [0, 1, 9])
def test_the_disk_of_the_backup_is_full(case, run, tmp_path, monkeypatch, after):
    """It is said, nothing is entered, the old snapshot is good, and the next try goes through."""
    assert run("backup", tmp_path / "copy", "--recovery-file", tmp_path / "key").code == 0
    (tmp_path / "more.jsonl").write_bytes(twarc_lines(["later"] * 3, first=5000))
    assert run("collect", tmp_path / "more.jsonl").code == 0
    stood, written = head(case), []

    def full(handle, data):
        written.append(handle)
        if len(written) > after:
            os.write(handle, bytes(data)[:10])
            raise OSError(errno.ENOSPC, "full")
        real(handle, data)

    real = backup_folder.write_all
    monkeypatch.setattr(backup_folder, "write_all", full)
    said = run("backup", tmp_path / "copy", "--json")
    monkeypatch.setattr(backup_folder, "write_all", real)

    if said.code == 0:
        pytest.fail(f"only {len(written)} pieces were written")
    assert (said.code, said.error["code"]) == (6, "disk-full")
    assert head(case) == stood
    assert verify_backup(tmp_path / "copy", recovery=tmp_path / "key").ok
    assert run("backup", tmp_path / "copy").code == 0
    assert run("restore", tmp_path / "copy", tmp_path / "again", "--recovery-file", tmp_path / "key").code == 0


def test_a_damaged_case_is_not_copied_as_good(case, run, tmp_path):
    """A changed blob is named, and the rest is copied; an earlier snapshot still gives it back."""
    run("backup", tmp_path / "copy", "--recovery-file", tmp_path / "key")
    blob = files(case / "vault")[0]
    name, data = blob.relative_to(case).as_posix(), blob.read_bytes()
    blob.write_bytes(bytes(len(data)))
    fresh = run("backup", tmp_path / "other", "--json")
    shutil.rmtree(tmp_path / "other")
    known = run("backup", tmp_path / "copy", "--json")

    assert fresh.code == 10
    assert [one["what"] for one in fresh.json["damaged"]] == [name]
    assert known.code == 0, "the last backup had it whole, and it never changes"
    assert run("restore", tmp_path / "copy", tmp_path / "again", "--recovery-file", tmp_path / "key").code == 0
    assert (tmp_path / "again" / name).read_bytes() == data


def test_fixity_finds_a_flipped_bit(case, run):
    """It is named with what to do, entered, reported, and not repaired."""
    assert run("fixity", "--all", "--json").json["failures"] == []
    blob = files(case / "vault")[0]
    data = bytearray(blob.read_bytes())
    data[len(data) // 2] ^= 4
    blob.write_bytes(data)
    (case / "ledger" / "bodies" / "00" / "2").unlink()

    said = run("fixity", "--all", "--json")

    assert said.code == 10
    assert {one["what"] for one in said.json["failures"]} == {blob.relative_to(case).as_posix(), "ledger/bodies/00/2"}
    assert all("backup" in one["advice"] for one in said.json["failures"])
    assert blob.read_bytes() == data
    report = json.loads((case / said.json["report"]).read_text())
    assert report["failures"] == said.json["failures"]
    assert [one["kind"] for one in run("log", "--json").lines].count("fixity") == 2
    told = {one["what"]: one for one in run("doctor", "--json").json["checks"]}
    assert told["fixity"]["ok"] is False
    assert "2 files" in told["fixity"]["told"]


def test_thirty_days_look_at_every_file(case):
    """Each once; `doctor` knows of the cycle when it is full, and warns when it is old."""
    from firsthand.ledger.fixity import looked_at_since
    from firsthand.model.actor import Actor
    from firsthand.shell.case import open_case
    from firsthand.shell.doctor import examine
    from firsthand.shell.fixity import last_looks, look, stated_lines
    from firsthand.testing.world import START, StillClock

    clock, checked = StillClock(START - timedelta(days=20 * 365)), 0
    total = len(stated_lines(case)[0])
    desk = open_case(case, clock=clock)
    for day in range(30):
        assert looked_at_since((one.slice, one.day) for one in last_looks(case)) is None
        done = look(desk, everything=False, actor=Actor(name="A"), progress=lambda *_: None)
        checked += done.checked
        clock.move(days=1)
        assert done.total == total + day

    assert total <= checked <= total + 30, "all that was there, and of the entries of the looks those that fell due"
    since = looked_at_since((one.slice, one.day) for one in last_looks(case))
    assert since == clock.now().date() - timedelta(days=30)
    told = next(one for one in examine(str(case)) if one[0] == "fixity")
    assert not told[1]
    assert "more than 30 days ago" in told[2]


def test_lock_and_unlock(case, run, tmp_path, monkeypatch):
    """The folder is gone, the file opens, and everything is as it was; the file stays."""
    monkeypatch.setenv("FIRSTHAND_LOCK_PASSPHRASE", "field of wheat")
    was, stood = posts(run, case), head(case)
    locked = run("lock", tmp_path / "c.age", "--json")

    assert locked.code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.age"]
    assert b"radesh" not in (tmp_path / "c.age").read_bytes()
    assert backup_folder.pyrage.passphrase.decrypt((tmp_path / "c.age").read_bytes(), "field of wheat")[257:262] == b"ustar"

    unlocked = run("unlock", tmp_path / "c.age", "--json")

    assert unlocked.json["ok"]
    assert head(case) == stood
    assert posts(run, case) == was
    assert run("mark", "x:1001", "hold", "--as", "A. Renn").code == 0
    assert run("unlock", tmp_path / "c.age", "--json").error["code"] == "not-empty"
    assert (tmp_path / "c.age").exists()


def test_unlock_refuses(case, run, tmp_path, monkeypatch):
    """Another passphrase and a cut or changed file leave nothing in clear."""
    monkeypatch.setenv("FIRSTHAND_LOCK_PASSPHRASE", "field of wheat")
    run("lock", tmp_path / "c.age")
    data = (tmp_path / "c.age").read_bytes()
    codes = []
    for harmed in (data[:-1], data[: len(data) // 2], data[:100], b"", data[:5000] + b"\0" + data[5001:]):
        (tmp_path / "c.age").write_bytes(harmed)
        said = run("unlock", tmp_path / "c.age", "--json")
        codes.append((said.code, said.error["code"]))
        assert sorted(path.name for path in tmp_path.iterdir()) == ["c.age"]
    monkeypatch.setenv("FIRSTHAND_LOCK_PASSPHRASE", "other")
    (tmp_path / "c.age").write_bytes(data)

    assert codes == [(10, "bad-locked-file")] * 5
    assert run("unlock", tmp_path / "c.age", "--json").error["code"] == "wrong-passphrase"


def test_the_clear_folder_stays_when_anything_is_odd(case, run, tmp_path, monkeypatch):
    """A file that does not read back, a link, a change meanwhile, somebody at work, a full disk."""
    from firsthand.shell import locked
    from firsthand.shell.locking import one_writer

    monkeypatch.setenv("FIRSTHAND_LOCK_PASSPHRASE", "field of wheat")
    told = []

    def attempt() -> None:
        said = run("lock", tmp_path / "c.age", "--json")
        told.append(said.error["code"])
        assert run("verify", case).code == 0
        assert sorted(path.name for path in tmp_path.iterdir()) == ["case"]

    with one_writer(case / "work" / "lock"):
        attempt()
    (case / "stories" / "link").symlink_to("/etc/hosts")
    attempt()
    (case / "stories" / "link").unlink()
    real = locked._read_back
    with monkeypatch.context() as patch:
        def meanwhile(*arguments):
            real(*arguments)
            (case / "stories" / "two.md").write_text("two")
        patch.setattr(locked, "_read_back", meanwhile)
        attempt()
    with monkeypatch.context() as patch:
        def harmed(spool, *rest):
            data = bytearray(spool.read_bytes())
            data[-40] ^= 1
            spool.write_bytes(data)
            real(spool, *rest)
        patch.setattr(locked, "_read_back", harmed)
        attempt()
    with monkeypatch.context() as patch:
        def full(*_arguments):
            raise OSError(errno.ENOSPC, "full")
        patch.setattr(locked.AgeWriter, "write", full)
        attempt()

    assert told == ["case-busy", "holds-a-link", "changed-meanwhile", "bad-locked-file", "disk-full"]
