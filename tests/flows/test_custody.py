"""A custody export: a folder that a stranger can check to the byte, and that names nobody of the desk."""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from firsthand.desk import care, day, judge
from firsthand.desk.custody import CustodyOrder, export_custody
from firsthand.desk.export import ExportOrder
from firsthand.desk.publish import publish_story
from firsthand.desk.stamp import stamp
from firsthand.model.actor import tool
from firsthand.model.errors import Refused
from firsthand.model.stamp import Authority
from firsthand.shell import outsider
from firsthand.shell.verify import verify_path
from firsthand.testing.authority import LoopbackAuthority
from firsthand.testing.world import ANN, BO, WORDS, SmallCase, ready_story, take_in, twarc_lines

PROGRAM = Path(outsider.__file__).with_name("verify.py")
needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not here")
SECRET_NOTE = "her brother keeps the second telephone"


@pytest.fixture
def held(small: SmallCase, tmp_path: Path) -> SmallCase:
    """Give a case with posts, work on them by two people, and a story that is out."""
    source = tmp_path / "posts.jsonl"
    source.write_bytes(twarc_lines(WORDS))
    take_in(small, source)
    ready_story(small)
    care.record_consent(small.desk, "x:1001", "courts", "words", "yes", because=SECRET_NOTE, actor=small.ann)
    day.add_note(small.desk, "x:1001", f"{BO} knows more", actor=small.ann)
    publish_story(small.desk, "days", str(tmp_path / "site"), actor=small.ann)
    return small


def order(tmp_path: Path, name: str = "custody", *, names: bool = False, **fields: Any) -> CustodyOrder:
    """Give an order for everything."""
    told = {"format": "custody", "target": str(tmp_path / name), "query": "", "because": "order 12", "layers": ("courts",), **fields}
    return CustodyOrder(export=ExportOrder(**told), names=names, machine=(("Python", "3"),))


def stranger(path: Path) -> dict[str, Any]:
    """What the program in the folder says of it."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "verify.py", "--json", "."], cwd=path, capture_output=True, text=True, timeout=60, check=False
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_the_command(held: SmallCase, run: Any, tmp_path: Path) -> None:
    """It is made, entered, and verifies by both programs; every item's bytes open the number under which they came in."""
    to = tmp_path / "for the court"
    done = run("export", "custody", "--query", "", "--for", "courts", "--to", to, "--recipient", "محكمة", "--because", "order 12",
               "--as", ANN, "--case", held.root, "--json")  # fmt: skip

    assert done.code == 0, done.err
    assert done.json == {"path": str(to), "items": len(WORDS), "left_out": []}
    entry = list(held.desk.book.entries())[-1]
    assert (entry.kind, entry.detail["format"], entry.detail["recipient"], entry.detail["names"]) == ("export", "custody", "محكمة", False)
    said = run("verify", to, "--json")
    assert (said.code, said.json["failures"]) == (0, [])
    assert (said.json["checked"]["items proven"], said.json["checked"]["items opened"]) == (len(WORDS), len(WORDS))
    theirs = stranger(to)
    assert (theirs["failures"], theirs["checked"]["items opened"]) == ([], len(WORDS))
    lines = (tmp_path / "posts.jsonl").read_bytes().splitlines()
    assert {path.read_bytes() for path in (to / "items").iterdir()} == set(lines)
    assert subprocess.run(["sha256sum", "--check", "--status", "SHA256SUMS"], cwd=to, check=False).returncode == 0
    assert run("verify", held.root, "--json").json["failures"] == []
    again = run("export", "custody", "--query", "", "--to", to, "--because", "x", "--as", ANN, "--case", held.root, "--json")
    assert again.error["code"] == "target-exists"


def test_what_happened_is_told_in_order(held: SmallCase, tmp_path: Path) -> None:
    """Received, published, handed on before: with entry, time, letter; readers and screening by version."""
    export_custody(held.desk, order(tmp_path, "first", recipient="City archive"), actor=held.ann)
    export_custody(held.desk, order(tmp_path), actor=held.bo)
    told = json.loads((tmp_path / "custody" / "custody.json").read_bytes())

    assert [one["kind"] for one in told["events"]] == ["case", "run", "publish", "export"]
    assert [one["entry"] for one in told["events"]] == sorted(one["entry"] for one in told["events"])
    assert "City archive" in told["events"][-1]["what"]
    assert (told["events"][1]["by"], told["by"]) == ("Person A", "Person B")
    assert [(one["name"], bool(one["losses"])) for one in told["method"]["tools"]] == [("twarc2", True)]
    assert {"name": "Python", "version": "3"} in told["method"]["machine"]
    page = (tmp_path / "custody" / "index.html").read_text("utf-8")
    assert all(one in page for one in ("Person A", "twarc2", "proof/0001.json", 'dir="auto"'))
    assert "<script" not in page


def test_nobody_of_the_desk_is_named(held: SmallCase, tmp_path: Path) -> None:
    """Names, keys, notes and what was written about consent are in no byte of the folder; with --names the names are."""
    export_custody(held.desk, order(tmp_path, recipient=f"by way of {BO}", because=f"{ANN} was asked"), actor=held.ann)
    export_custody(held.desk, order(tmp_path, "open", names=True), actor=held.ann)
    closed = b"".join(path.read_bytes() for path in sorted((tmp_path / "custody").rglob("*")) if path.is_file())
    named = (tmp_path / "open" / "custody.json").read_text("utf-8")

    for one in (ANN, BO, held.ann.key, held.bo.key, SECRET_NOTE, "knows more"):
        assert one.encode() not in closed
        assert json.dumps(one).encode() not in closed
    assert ANN in named
    assert held.ann.key[:16] in named
    assert SECRET_NOTE not in named


def test_a_name_in_another_spelling_stops_it(held: SmallCase, tmp_path: Path) -> None:
    """The leak test finds what a plain replacing does not, and nothing goes out."""
    with pytest.raises(Refused) as refused:
        export_custody(held.desk, order(tmp_path, because="as a. RENN asked"), actor=held.ann)

    assert refused.value.code == "leak"
    assert not (tmp_path / "custody").exists()
    assert [one.kind for one in held.desk.book.entries()].count("export") == 0


@pytest.mark.parametrize("change", ["item", "events", "added", "missing", "salt", "swapped"])
def test_every_change_is_named(change: str, held: SmallCase, tmp_path: Path) -> None:
    """Both programs name the file."""
    export_custody(held.desk, order(tmp_path), actor=held.ann)
    folder = tmp_path / "custody"
    one, two = folder / "items" / "0001.json", folder / "items" / "0002.json"
    proof = folder / "proof" / "0001.json"
    wrong = {
        "item": "items/0001.json", "events": "custody.json", "added": "items/9999.json", "missing": "items/0001.json",
        "salt": "proof/0001.json", "swapped": "items/0001.json",
    }[change]  # fmt: skip
    if change == "item":
        one.write_bytes(one.read_bytes().replace(b"x", b"y"))
    elif change == "events":
        (folder / "custody.json").write_bytes((folder / "custody.json").read_bytes().replace(b"Person A", b"Person B"))
    elif change == "added":
        (folder / wrong).write_bytes(b"{}")
    elif change == "missing":
        one.unlink()
    elif change == "salt":
        value = json.loads(proof.read_bytes())
        proof.write_bytes(proof.read_bytes().replace(value["item"]["salt"].encode(), b"0" * 32))
    else:
        first, second = one.read_bytes(), two.read_bytes()
        one.write_bytes(second)
        two.write_bytes(first)

    assert wrong in {row["what"] for row in verify_path(folder).failures}
    assert wrong in {row["what"] for row in stranger(folder)["failures"]}


@needs_openssl
def test_items_carry_their_stamps(held: SmallCase, tmp_path: Path) -> None:
    """With a stamp over the head, each item's proof shows it, and both programs check it."""
    authority = LoopbackAuthority(tmp_path / "alpha", "Alpha")
    with authority.serving() as url:
        named = [Authority(name="alpha", url=url)]
        stamp(held.desk, authorities=named, actor=tool("t", "1"), progress=lambda *_: None, roots={"alpha": authority.roots})
    export_custody(held.desk, order(tmp_path), actor=held.ann)

    verdict = verify_path(tmp_path / "custody")

    assert (verdict.failures, verdict.checked["time stamps of items"]) == ([], len(WORDS))
    assert stranger(tmp_path / "custody")["checked"]["time stamps"] == 1
    told = json.loads((tmp_path / "custody" / "custody.json").read_bytes())
    assert any(one["kind"] == "stamp" and "stamped the head" in one["what"] for one in told["events"])


def test_who_said_no_stays(held: SmallCase, tmp_path: Path) -> None:
    """A no to courts keeps the item here, and says so in the folder."""
    care.record_consent(held.desk, "x:1003", "courts", "handle", "no", because="asked by mail", actor=held.ann)

    done = export_custody(held.desk, order(tmp_path), actor=held.ann)

    assert [(one["post"], one["code"]) for one in done.left_out] == [("x:1003", "consent")]
    assert (done.items, len(list((tmp_path / "custody" / "items").iterdir()))) == (len(WORDS) - 1, len(WORDS) - 1)
    assert "x:1003" in (tmp_path / "custody" / "index.html").read_text("utf-8")
    assert verify_path(tmp_path / "custody").ok


def test_judgements_of_sources_do_not_go(held: SmallCase, tmp_path: Path) -> None:
    """What the desk thinks of a person is not custody."""
    found = judge.standing_of_source(held.desk, held.desk.views.post("x:1001")["account"])  # type: ignore[arg-type]
    assert found is not None
    export_custody(held.desk, order(tmp_path), actor=held.ann)

    text = (tmp_path / "custody" / "custody.json").read_text("utf-8")
    assert "civilian" not in text
    assert "partly-backed" not in text


def test_as_a_bag_in_a_folder_and_in_one_file(held: SmallCase, run: Any, tmp_path: Path) -> None:
    """The whole export is the payload; `sha256sum`, the program in it and ours say that it is whole."""
    for name in ("the bag", "for-the-court.zip"):
        to = tmp_path / name
        done = run("export", "custody", "--query", "", "--for", "courts", "--bag", "--to", to, "--recipient", f"for {BO}", "--because",
                   "order 12", "--as", ANN, "--case", held.root, "--json")  # fmt: skip
        said = run("verify", to, "--json")
        bag = to
        if to.suffix == ".zip":
            with zipfile.ZipFile(to) as packed:
                packed.extractall(tmp_path / "out")
            bag = tmp_path / "out" / to.stem

        assert (done.code, done.json["items"]) == (0, len(WORDS)), done.err
        assert (said.code, said.json["failures"]) == (0, [])
        assert (said.json["checked"]["items opened"], said.json["checked"]["files of the bag itself"]) == (len(WORDS), 4)
        assert stranger(bag / "data")["failures"] == []
        assert BO not in (bag / "bag-info.txt").read_text("utf-8")
        for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
            assert subprocess.run(["sha256sum", "--quiet", "-c", manifest], cwd=bag, check=False).returncode == 0
    assert run("verify", held.root, "--json").json["failures"] == []


HARMS: dict[str, Callable[[Path], object]] = {
    "data/custody.json": lambda bag: (bag / "data" / "custody.json").write_bytes(b"{}"),
    "data/items/0001.json": lambda bag: (bag / "data" / "items" / "0001.json").unlink(),
    "data/more.txt": lambda bag: (bag / "data" / "more.txt").write_text("كلمة"),
    "data/link": lambda bag: (bag / "data" / "link").symlink_to("/etc/hostname"),
    "bag-info.txt": lambda bag: (bag / "bag-info.txt").write_text("Payload-Oxum: 1.1\n"),
    "bagit.txt": lambda bag: (bag / "bagit.txt").write_bytes(b"BagIt-Version: 1.0\n"),
    "manifest-sha256.txt": lambda bag: [one.unlink() for one in bag.glob("manifest-*")],
    "manifest-sha512.txt": lambda bag: (bag / "manifest-sha512.txt").write_text(f"{'0' * 128}  data/../../../etc/hostname\n"),
    "tagmanifest-sha256.txt": lambda bag: (bag / "tagmanifest-sha256.txt").write_bytes(b"\0\xff no digest\n" * 3),
}


def test_every_change_of_a_bag_is_named(held: SmallCase, tmp_path: Path) -> None:
    """Changed, missing, added, linked, cut; nothing of it is a traceback."""
    export_custody(held.desk, dataclasses.replace(order(tmp_path, "bag"), bag=True), actor=held.ann)
    for number, (named, harm) in enumerate(HARMS.items()):
        bag = tmp_path / f"bag{number}"
        shutil.copytree(tmp_path / "bag", bag)
        assert verify_path(bag).ok

        harm(bag)

        assert named in {one["what"] for one in verify_path(bag).failures}


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + bytes(18), b"not a zip"])
def test_a_file_that_is_no_export_is_named(content: bytes, run: Any, tmp_path: Path) -> None:
    """An empty one, one without members, and something else under that name."""
    (tmp_path / "x.zip").write_bytes(content)

    assert run("verify", tmp_path / "x.zip", "--json").code == 10
