"""Nothing that was changed passes `verify`: every flipped, cut, lost or added byte of the evidence is named."""

from __future__ import annotations

import random
import shutil

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from firsthand.ledger.note import open_checkpoint, parse_verifier_key, sign_checkpoint, verifier_key
from firsthand.shell.verify import verify_path
from firsthand.testing.damage import evidence, harmed
from firsthand.testing.world import WORDS, make_desk, table, take_in, twarc_lines

PLACES = 200


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """A case with two imports and some acts, closed."""
    from firsthand.desk.day import add_note, mark_post

    folder = tmp_path_factory.mktemp("good")
    case = make_desk(folder)
    (folder / "a.jsonl").write_bytes(twarc_lines(WORDS) + b"{bad\n")
    (folder / "b.csv").write_bytes(table([["7", "2041-03-14T06:00:00Z", WORDS[1], "lina"]]))
    take_in(case, folder / "a.jsonl", folder / "b.csv")
    (folder / "old").mkdir()
    shutil.copy(case.root / "ledger" / "checkpoint", folder / "old" / "checkpoint")
    mark_post(case.desk, "x:1001", "reviewed", actor=case.ann)
    for words in WORDS:
        add_note(case.desk, "x:1001", words, actor=case.bo)
    return case.root


@pytest.fixture
def copy(good, tmp_path):
    """The same, to be harmed."""
    return shutil.copytree(good, tmp_path / "case")


def named(verdict, name: str) -> bool:
    """Whether a failure names the file, or the run or entry that it is."""
    return any(name in one["what"] or name in one["why"] for one in verdict.failures)


def test_the_good_one_verifies(good, run):
    """All of it, with nothing left unpublished."""
    said = run("verify", good, "--json")

    assert (said.code, said.json["ok"]) == (0, True)
    assert said.json["checked"]["bodies"] == said.json["checked"]["entries"] == 13
    assert said.json["checked"]["items opened"] == 11
    assert len(evidence(good)) > 20


def test_every_harm_is_named(good, tmp_path):
    """At two hundred seeded places over all files of the evidence."""
    missed = []
    root = shutil.copytree(good, tmp_path / "case")
    for name, done in harmed(root, PLACES, random.Random(20410314)):
        verdict = verify_path(root)
        if verdict.ok or not named(verdict, name):
            missed.append((name, done, verdict.failures[:2]))

    assert missed == []
    assert verify_path(root).ok


def test_every_byte_of_the_small_files(good, tmp_path):
    """Head, key and list of sums: no bit of theirs can be turned unseen."""
    root = shutil.copytree(good, tmp_path / "case")
    chance, missed = random.Random(7), []
    for name in ("ledger/checkpoint", "ledger/keys"):
        data = (root / name).read_bytes()
        for at in range(len(data)):
            turned = bytearray(data)
            turned[at] ^= 1 << chance.randrange(8)
            (root / name).write_bytes(turned)
            if verify_path(root).ok:
                missed.append((name, at))
        (root / name).write_bytes(data)

    assert missed == []


def test_the_exit_is_ten(copy, run):
    """And the words name the file, on screen as in JSON."""
    (copy / "ledger" / "bodies" / "00" / "1").write_bytes(b"{}")

    told, plain = run("verify", copy, "--json"), run("verify", copy)

    assert (told.code, plain.code) == (10, 10)
    assert told.json["ok"] is False
    assert all(set(one) == {"what", "why"} for one in told.json["failures"])
    assert "ledger/bodies/00/1" in plain.out


def test_two_bodies_swapped(copy):
    """Both are named."""
    bodies = copy / "ledger" / "bodies" / "00"
    one, two = (bodies / "4").read_bytes(), (bodies / "5").read_bytes()
    (bodies / "4").write_bytes(two)
    (bodies / "5").write_bytes(one)

    verdict = verify_path(copy)

    assert named(verdict, "ledger/bodies/00/4")
    assert named(verdict, "ledger/bodies/00/5")


def test_the_head_signed_by_another_key(copy):
    """With our key beside it, and with theirs."""
    head = open_checkpoint((copy / "ledger" / "checkpoint").read_text(), (copy / "ledger" / "keys").read_text())
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public = other.public_key().public_bytes_raw()
    (copy / "ledger" / "checkpoint").write_text(sign_checkpoint(head, public, other.sign))
    assert named(verify_path(copy), "ledger/checkpoint")

    (copy / "ledger" / "keys").write_text(verifier_key(head.origin, public) + "\n")

    assert named(verify_path(copy), "ledger/keys")


def test_the_key_stands_in_the_first_entry(good):
    """So that who knows the head knows the key."""
    from firsthand.ledger.entry import open_body

    first = open_body((good / "ledger" / "bodies" / "00" / "0").read_bytes())
    line = (good / "ledger" / "keys").read_text().strip()

    assert first.detail["key"] == line
    assert parse_verifier_key(line)[0] == "firsthand/oradesh-test"


def test_rolled_back_to_an_older_head(copy, good):
    """An older head, well signed: all that came after it is there and explained by nothing."""
    shutil.copy(good.parent / "old" / "checkpoint", copy / "ledger" / "checkpoint")
    (copy / "case.sqlite").unlink()

    verdict = verify_path(copy)

    assert not verdict.ok
    for seq in range(4, 13):
        assert named(verdict, f"ledger/bodies/00/{seq}")


def test_the_database_rolled_back(copy, run, monkeypatch):
    """A database older than the files is not published over them: the head that strangers have seen stays."""
    import sqlite3

    with sqlite3.connect(copy / "case.sqlite") as connection:
        connection.execute("DELETE FROM entries WHERE seq > 3")
    connection.close()
    head = (copy / "ledger" / "checkpoint").read_bytes()
    monkeypatch.setenv("FIRSTHAND_CASE", str(copy))

    said = run("posts", "--json")

    assert (said.code, said.error["code"]) == (10, "not-our-head")
    assert (copy / "ledger" / "checkpoint").read_bytes() == head
    assert run("verify", copy, "--json").code == 10


def test_links_are_no_evidence(copy, tmp_path):
    """A blob that lies elsewhere can be changed elsewhere."""
    blob = next(path for path in (copy / "vault").rglob("*") if path.is_file())
    shutil.move(blob, tmp_path / "elsewhere")
    blob.symlink_to(tmp_path / "elsewhere")

    assert named(verify_path(copy), blob.name)


def test_a_folder_in_place_of_a_file(copy):
    """Is named, and is no traceback."""
    for path in evidence(copy):
        data = path.read_bytes()
        path.unlink()
        path.mkdir()
        assert named(verify_path(copy), path.relative_to(copy).as_posix())
        path.rmdir()
        path.write_bytes(data)


def test_a_stranger_beside_the_evidence(copy):
    """A file that a case does not have."""
    (copy / "notes.txt").write_text("x")

    assert named(verify_path(copy), "notes.txt")


def test_what_people_edit_may_change(copy):
    """The plan, the stories and the work folder are not evidence, and that is said."""
    (copy / "case.toml").write_text((copy / "case.toml").read_text() + "# edited\n")
    (copy / "stories" / "one").mkdir(parents=True)
    (copy / "stories" / "one" / "story.md").write_text("x")
    shutil.rmtree(copy / "work")
    shutil.rmtree(copy / "secret")
    verdict = verify_path(copy)

    assert verdict.ok
    assert {one["what"] for one in verdict.not_checked} >= {"files that people edit"}
    assert any(one["what"].startswith("items of") for one in verdict.not_checked), "without the secret salts stay shut"
