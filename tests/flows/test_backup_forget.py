"""After an erasure and the next backup nothing in the backup's folder gives back what was erased, and the rest comes back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pyrage
import pytest

from firsthand.shell import backup_forget
from firsthand.shell.backup_folder import BackupFolder
from firsthand.shell.secret import open_secret
from firsthand.shell.verify import verify_path
from firsthand.testing.world import ANN, BO, SmallCase, take_in, twarc_lines, zipped

CANARY = "Zyxwarbler القُبّرة"
HIDDEN = "+380 00 Quillfinch"
LAW = ("--because", "asked by mail", "--law", "GDPR art. 17(1)(b)")


def forms(word: str) -> set[bytes]:
    """A word as it may stand in bytes, also folded."""
    return {one.encode(codec) for one in (word, word.lower()) for codec in ("utf-8", "utf-16-le", "utf-16-be")}


LOOKED_FOR = forms("Zyxwarbler") | forms("Quillfinch") | forms("القُبّرة") | {json.dumps("القُبّرة")[1:-1].encode()}


def found(root: Path) -> list[str]:
    """Files below a folder that hold a canary."""
    return [str(one) for one in sorted(root.rglob("*")) if one.is_file() and any(form in one.read_bytes() for form in LOOKED_FOR)]


def in_pieces(folder: Path, key: str) -> list[str]:
    """Pieces and lists of a backup that hold a canary when they are decrypted: all that are there, named or not."""
    identity = pyrage.x25519.Identity.from_str(key)
    clear = [(path, bytes(pyrage.decrypt(path.read_bytes(), [identity]))) for path in folder.rglob("*.age")]
    return [str(path) for path, data in clear if any(form in data for form in LOOKED_FOR)]


@pytest.fixture
def planted(small: SmallCase, run: Any, tmp_path: Path) -> SmallCase:
    """Give a case with canaries in a line, a translation, a note, a picture, a draft, and a sealed thing."""
    source = tmp_path / "tweets.jsonl"
    source.write_bytes(twarc_lines(["before it", f"please help, {CANARY} is under the bridge", "after it"]))
    text = "[14/03/2041, 09:00:00] Mina: look\r\n[14/03/2041, 09:01:00] Mina: \u200e<attached: 1.jpg>\r\n"
    chat = tmp_path / "WhatsApp Chat - Q.zip"
    chat.write_bytes(zipped({"_chat.txt": text.encode(), "1.jpg": b"\xff\xd8\xff" + b"Zyxwarbler" * 40}))
    take_in(small, source, chat)
    assert run("screen").code == 0
    run("translate", "x:1002", "--lang", "fr", "--text", "Zyxwarbler est sous le pont", "--as", ANN)
    run("note", "x:1002", "--text", "who is Zyxwarbler?", "--as", BO)
    run("seal", "add", "x:1002", "--kind", "contact", "--text", HIDDEN, "--as", ANN)
    run("seal", "add", "x:1001", "--kind", "contact", "--text", f"{HIDDEN} too", "--as", ANN)
    draft = small.root / "stories" / "river"
    draft.mkdir(parents=True)
    (draft / "story.md").write_text(f"# {CANARY}\n", "utf-8")
    return small


def erase_all(small: SmallCase, run: Any) -> None:
    """Erase the message, one sealed thing by itself, the picture; people mend their draft."""
    other = next(row["sealed"] for row in run("seal", "list", "--json").json["sealed"] if row["about"] == "x:1001")
    picture = next(one["digest"] for row in run("posts", "--limit", "9", "--json").lines for one in row["media"])
    for words in (("erase", "x:1002"), ("erase", f"sealed:{other}"), ("quarantine", picture)):
        entry = run(*words, *LAW, "--as", ANN, "--json").json["entry"]
        assert run("second", entry, "--agree", "--because", "r", "--as", BO).code == 0
        assert run(words[0], "--carry-out", entry, "--as", ANN).code == 0
    (small.root / "stories" / "river" / "story.md").write_text("# mended\n", "utf-8")


def test_the_drill(planted: SmallCase, run: Any, tmp_path: Path) -> None:
    """Plant, back up twice, erase, back up: no snapshot, no piece and no key gives anything back; the newest is whole."""
    copy, key = tmp_path / "copy", tmp_path / "key"
    assert run("backup", copy, "--recovery-file", key, "--as", ANN).code == 0
    run("note", "x:1001", "--text", "a day later", "--as", ANN)
    assert run("backup", copy, "--as", ANN).code == 0
    identity = next(line for line in key.read_text().split() if line.startswith("AGE-SECRET-KEY"))
    assert in_pieces(copy, identity), "the canaries were planted"
    held = open_secret(planted.root / "secret", lambda: None).sealed()
    erase_all(planted, run)
    assert found(planted.root) == []
    assert "a backup may hold what was erased" in run("doctor").out

    done = run("backup", copy, "--as", ANN, "--json")

    assert done.code == 0, done.err
    names = BackupFolder(copy).names()
    assert done.json["forgot"]["snapshots"] == names[:2]
    assert in_pieces(copy, identity) == []
    detail = planted.opened().desk.book.entry(done.json["entry"]).detail["forgot"]
    erasures = [entry.seq for entry in planted.desk.book.entries() if entry.kind in ("erase", "quarantine")]
    assert detail["because"] == erasures
    for number, name in enumerate(names):
        target = tmp_path / f"back{number}"
        back = run("restore", copy, target, "--snapshot", name, "--recovery-file", key, "--partial", "--json")
        assert (back.code, found(target)) == (10 if number < 2 else 0, [])
        secret = target / "secret" / "case.age"
        assert secret.exists() == (number == 2)
        if number == 2:
            assert held - open_secret(target / "secret", lambda: None).sealed() == held
            assert verify_path(target).failures == []
    assert "a backup may hold" not in run("doctor").out
    again = run("backup", copy, "--as", ANN, "--json").json["forgot"]
    assert (again["snapshots"], again["pieces"]) == ([], 0)


def test_what_is_left_of_an_older_snapshot_is_told(planted: SmallCase, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`verify` counts what was taken out and finds nothing wrong; `restore` of it says why it is not whole."""
    copy, key = tmp_path / "copy", tmp_path / "key"
    run("backup", copy, "--recovery-file", key, "--as", ANN)
    erase_all(planted, run)
    told = run("backup", copy, "--as", ANN)
    assert "older snapshots made thinner: 1." in told.err
    monkeypatch.setenv("FIRSTHAND_BACKUP_RECOVERY_FILE", str(key))

    verdict = verify_path(copy)
    back = run("restore", copy, tmp_path / "old", "--snapshot", BackupFolder(copy).names()[0])

    assert verdict.failures == []
    assert any(one["why"].startswith("taken out") for one in verdict.not_checked)
    assert back.code == 10
    assert "something was erased from the case" in back.err
    assert not (tmp_path / "old").exists()
    assert run("restore", copy, tmp_path / "new", "--json").json["ok"]


def test_a_good_copy_of_a_damaged_file_stays(planted: SmallCase, run: Any, tmp_path: Path) -> None:
    """A blob that was damaged in the case after the first backup still comes back from that one, thinned as it is."""
    copy, key = tmp_path / "copy", tmp_path / "key"
    run("backup", copy, "--recovery-file", key, "--as", ANN)
    erase_all(planted, run)
    chat = next(one for one in (planted.root / "vault" / "blobs").rglob("*") if one.is_file() and b"Mina: look" in one.read_bytes())
    whole = chat.read_bytes()
    chat.write_bytes(whole[:-1] + b"?")
    assert run("backup", copy, "--as", ANN).code == 0, "a piece that the last backup holds whole is not read again"

    run("restore", copy, tmp_path / "old", "--snapshot", BackupFolder(copy).names()[0], "--recovery-file", key, "--partial")

    assert (tmp_path / "old" / chat.relative_to(planted.root)).read_bytes() == whole


@pytest.mark.parametrize("place", ["replace", "_sweep", "unlink"])
def test_a_forgetting_that_was_cut_off_is_finished(
    planted: SmallCase, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Cut before a list, before the pieces, among the pieces: the next backup ends it."""
    copy, key = tmp_path / "copy", tmp_path / "key"
    run("backup", copy, "--recovery-file", key, "--as", ANN)
    run("backup", copy, "--as", ANN)
    erase_all(planted, run)

    class CutOff(BaseException):
        pass

    calls = []

    def cut(*given: Any) -> None:
        calls.append(given)
        if len(calls) > 2 or place == "_sweep":
            raise CutOff
        real(*given)

    with monkeypatch.context() as patch:
        if place == "_sweep":
            patch.setattr(backup_forget, "_sweep", cut)
        else:
            home = BackupFolder if place == "replace" else Path
            real = getattr(home, place)
            if place == "unlink":
                patch.setattr(Path, "unlink", lambda path, **how: cut(path) if path.suffix == ".age" else real(path, **how))
            else:
                patch.setattr(BackupFolder, "replace", cut)
        with pytest.raises(CutOff):
            run("backup", copy, "--as", ANN)

    assert run("backup", copy, "--as", ANN).code == 0
    assert in_pieces(copy, next(line for line in key.read_text().split() if line.startswith("AGE-SECRET-KEY"))) == []
    assert run("restore", copy, tmp_path / "new", "--recovery-file", key, "--json").json["ok"]


def test_a_list_that_does_not_open_is_told(planted: SmallCase, run: Any, tmp_path: Path) -> None:
    """Its pieces might hold what was erased: they go, the list is named, and the entry says so."""
    copy, key = tmp_path / "copy", tmp_path / "key"
    run("backup", copy, "--recovery-file", key, "--as", ANN)
    name = BackupFolder(copy).names()[0]
    (copy / "snapshots" / f"{name}.age").write_bytes(b"age-encryption.org/v1\n rotten")
    erase_all(planted, run)

    done = run("backup", copy, "--as", ANN, "--json")

    assert done.json["forgot"]["unreadable"] == [name]
    assert planted.opened().desk.book.entry(done.json["entry"]).detail["forgot"]["unreadable"] == [name]
    assert in_pieces(shutil.copytree(copy / "chunks", tmp_path / "chunks"), next(
        line for line in key.read_text().split() if line.startswith("AGE-SECRET-KEY"))) == []  # fmt: skip
