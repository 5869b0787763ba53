"""A stranger checks a site and a case with nothing of ours but the one file that lies in them."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from firsthand.desk.publish import publish_story
from firsthand.ledger.canonical import canonical
from firsthand.ledger.note import Checkpoint, sign_checkpoint, verifier_key
from firsthand.model.ids import PostId
from firsthand.shell import outsider
from firsthand.shell.verify import EDITED, verify_path
from firsthand.testing.world import make_desk, ready_story, take_in, twarc_lines

PROGRAM = Path(outsider.__file__).with_name("verify.py")
DRILL = Path(__file__).resolve().parents[2] / "tools" / "outsider_drill.sh"
POST = PostId("x:1001")
needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not here")


@dataclass(frozen=True, slots=True)
class Given:
    """A case, a site that was published from it, and the program that lies in it."""

    case: Path
    site: Path
    program: ModuleType

    def names(self, path: Path) -> set[str]:
        """What the program says is wrong."""
        return {what for what, _ in self.program.Check(str(path)).failures}


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Given]:
    """Two posts, one of them a card of a small story; two people with keys."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("outsider")
        patch.setenv("FIRSTHAND_HOME", str(folder / "home"))
        case = make_desk(folder)
        export = folder / "posts.jsonl"
        export.write_bytes(twarc_lines(["نحن في أورادش، الكهرباء مقطوعة", "the road is open"]))
        take_in(case, export)
        site = Path(publish_story(ready_story(case), "days", str(folder / "site"), actor=case.ann).site)
        case.desk.book.settle()
        yield Given(case.root, site, _program(site / "verify.py"))


def _program(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("outsider_verify", path)
    assert spec is not None
    assert spec.loader is not None
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    return program


def test_site_and_case_hold(given: Given) -> None:
    """Both, and the one proof alone, verify; what was not checked is said."""
    for path in (given.site, given.case, given.site / "proof" / "power.json"):
        found = given.program.Check(str(path))

        assert (found.failures, verify_path(path).failures) == ([], [])
        assert found.checked
        assert any("time stamp" in one[0] for one in found.not_checked)


def test_the_program_is_one_file_for_old_pythons() -> None:
    """It parses as Python 3.8, imports the standard library only, and is short enough to be read."""
    source = PROGRAM.read_text("utf-8")
    tree = ast.parse(source, feature_version=(3, 8))

    imported = {one.module if isinstance(one, ast.ImportFrom) else one.names[0].name
                for one in ast.walk(tree) if isinstance(one, ast.Import | ast.ImportFrom)}  # fmt: skip
    assert imported <= sys.stdlib_module_names | {"__future__"}
    assert len(source.splitlines()) <= 300


def test_the_page_and_the_entry_name_the_program(given: Given) -> None:
    """Its digest is printed in the story, and stands in the entry of the publication and in the first entry."""
    named = hashlib.sha256(PROGRAM.read_bytes()).hexdigest()
    bodies = [json.loads(path.read_bytes()) for path in (given.case / "ledger" / "bodies").rglob("*") if path.is_file()]

    assert named in (given.site / "index.html").read_text("utf-8")
    assert {one["kind"] for one in bodies if one["detail"].get("verifier") == named} == {"case", "publish"}
    assert f"{named}  verify.py\n" in (given.site / "SHA256SUMS").read_text("utf-8")
    assert "SHA256SUMS" in dict(json.loads((given.site / "proof" / "site.json").read_bytes())["files"])


@needs_openssl
def test_the_drill(given: Given) -> None:
    """What the two VERIFY.md say works with sha256sum, openssl and python3 alone."""
    done = subprocess.run(
        ["bash", str(DRILL), str(given.site), str(given.case)], capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "everything fits" in done.stdout


def _evidence(root: Path) -> list[Path]:
    """Files below a folder that may not change."""
    found = sorted(path for path in root.rglob("*") if path.is_file())
    return [path for path in found if path.relative_to(root).parts[0] not in EDITED or root.name == "site"]


def _small_first(paths: list[Path], count: int, chance: random.Random) -> list[Path]:
    """Every file of a few bytes is worth as much as a font: proofs, tiles and heads come up often."""
    proofs = [path for path in paths if "proof" in path.parts or path.name in ("checkpoint", "keys") or "tile" in path.parts]
    return chance.choices(proofs, k=count // 2) + chance.choices(paths, k=count - count // 2)


@needs_openssl
@pytest.mark.parametrize("what", ["site", "case"])
def test_every_changed_byte_is_named_by_its_file(given: Given, what: str) -> None:
    """200 changes, one byte each: both programs see each of them, and ours for strangers names the file."""
    root: Path = getattr(given, what)
    chance = random.Random(20410314)
    unseen = []
    for path in _small_first(_evidence(root), 200, chance):
        before = path.read_bytes()
        at, other = chance.randrange(len(before)), chance.choice([1 << bit for bit in range(8)])
        changed = bytearray(before)
        changed[at] ^= other
        path.write_bytes(changed)
        try:
            theirs, ours = given.names(root), verify_path(root).ok
        finally:
            path.write_bytes(before)
        if path.relative_to(root).as_posix() not in theirs or ours:
            unseen.append((path.relative_to(root).as_posix(), at, before[at : at + 1], bytes(changed[at : at + 1]), theirs, ours))

    assert unseen == []
    assert given.names(root) == set()


def test_missing_and_added_files_are_named(given: Given, tmp_path: Path) -> None:
    """A file that is gone, one that was added, and a link in place of a file."""
    for root, gone in ((given.site, "en/index.html"), (given.case, "ledger/bodies/00/1")):
        copy = tmp_path / root.name
        shutil.copytree(root, copy)
        (copy / gone).unlink()
        added = (copy / gone).parent / "added"
        added.write_bytes(b"x")
        (copy / "proof.txt").symlink_to(copy / "SHA256SUMS")

        found = given.names(copy)

        assert {gone, added.relative_to(copy).as_posix(), "proof.txt"} <= found


@pytest.mark.parametrize(
    "path", ["../outside", "/etc/hostname", "en/../../outside", "C:/x", "..\\outside", "proof/../../outside"]
)
def test_a_manifest_cannot_lead_out_of_the_folder(given: Given, tmp_path: Path, path: str) -> None:
    """A manifest of somebody who signs with a key of their own names a file elsewhere: nothing is opened, it is a failure."""
    site = tmp_path / "site"
    shutil.copytree(given.site, site)
    outside = tmp_path / "outside"
    outside.write_bytes(b"secret")
    manifest = site / "proof" / "site.json"
    value = json.loads(manifest.read_bytes())
    value["files"].append([path, hashlib.sha256(b"secret").hexdigest()])
    lines = [hashlib.sha256(b"\0" + canonical(line)).digest() for line in value["files"] + value["cards"]]
    value["entry"]["items_root"] = given.program.tree(lines).hex()
    value["entry"].update(path=[], seq=0)
    commit = given.program.entry_hash(value["entry"], bytes.fromhex(value["entry"]["detail"]))
    signing = Ed25519PrivateKey.generate()
    public = signing.public_key().public_bytes_raw()
    value["key"] = verifier_key("evil", public)
    value["checkpoint"] = sign_checkpoint(Checkpoint(origin="evil", size=1, root=commit), public, signing.sign)
    manifest.write_bytes(canonical(value))

    named = given.names(site)

    assert path in named
    assert not verify_path(site).ok


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"null", b"[" * 100_000, b'{"version":1}', b'{"a":1,"a":1}', b"9" * 100_000, b"1.5", b"NaN", b"\xff",
     b'{"version":1,"checkpoint":7,"key":[],"entry":null}', b'"\\ud800"'],
)  # fmt: skip
def test_hostile_proofs_are_failures_and_never_errors(given: Given, tmp_path: Path, data: bytes) -> None:
    """Whatever stands in a proof or a manifest, the answer is a named failure."""
    site = tmp_path / "site"
    shutil.copytree(given.site, site)
    for name in ("power.json", "site.json"):
        (site / "proof" / name).write_bytes(data)
        assert f"proof/{name}" in given.names(site)
        assert not verify_path(site).ok


def test_without_openssl_the_signature_is_not_checked(given: Given, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    """It says so and goes on; with --need-signature it is a failure."""
    monkeypatch.setenv("PATH", "/nowhere")
    given.program.open_head.cache_clear()

    assert given.program._main([str(given.site)]) == 0
    assert "signature not checked" in capsys.readouterr().out
    assert given.program._main(["--need-signature", "--json", str(given.site)]) == 1
    assert json.loads(capsys.readouterr().out)["failures"] == [
        {"what": "head", "why": "its signature was asked for and was not checked"}
    ]
    given.program.open_head.cache_clear()


@pytest.mark.parametrize("words", [[], ["a", "b"], ["--what", "."], ["/nowhere/at/all"]])
def test_usage(given: Given, capsys, words: list[str]) -> None:
    """Nothing to check is exit 2."""
    assert given.program._main(words) == 2
    assert capsys.readouterr().err
