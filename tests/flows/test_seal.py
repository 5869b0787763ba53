"""Sealed things: nothing in clear below the case, opened by two people, an entry for each opening, erased with their keys."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyrage
import pytest

from firsthand.desk.rebuild import rebuild
from firsthand.desk.sealed import padded
from firsthand.shell.secret import open_secret
from firsthand.shell.verify import verify_path
from firsthand.testing.world import ANN, BO, SmallCase, make_desk, take_in, twarc_lines, zipped

CANARY = "Zyxwarbler القُبّرة, +380 00 555 01 77"


@pytest.fixture
def held(small: SmallCase, tmp_path: Path) -> SmallCase:
    """Give a case with a few posts."""
    source = tmp_path / "tweets.jsonl"
    source.write_bytes(twarc_lines(["one", "two", "three"]))
    take_in(small, source)
    return small


def in_clear(root: Path) -> list[str]:
    """Files below a folder that hold the canary."""
    forms = ["Zyxwarbler".encode(codec) for codec in ("utf-8", "utf-16-le", "utf-16-be")]
    return [str(path) for path in sorted(root.rglob("*")) if path.is_file() and any(form in path.read_bytes() for form in forms)]


def sealed(run: Any, *words: object) -> str:
    """Seal the canary about x:1001; returns its digest."""
    done = run("seal", "add", "x:1001", "--kind", "contact", "--text", CANARY, *words, "--as", ANN, "--json")
    assert done.code == 0, done.err
    return str(done.json["sealed"])


def asked(run: Any, ref: str, *, agree: bool = True) -> int:
    """Ask to open, and let the other person agree."""
    entry = int(run("seal", "open", ref, "--because", "the family asks", "--as", ANN, "--json").json["entry"])
    if agree:
        assert run("second", entry, "--agree", "--because", "yes", "--as", BO).code == 0
    return entry


def x_archive(folder: Path) -> Path:
    """Write an archive of X with direct messages and the pictures in them."""
    tweet = {"tweet": {"id_str": "77", "id": "77", "full_text": "bread is sold at the bridge", "lang": "en",
                       "created_at": "Thu Mar 14 09:00:00 +0000 2041"}}  # fmt: skip
    account = {"account": {"accountId": "7", "username": "mina", "accountDisplayName": "Mina", "createdAt": "2039-01-01T00:00:00.000Z"}}
    message = {"dmConversation": {"conversationId": "7-8", "messages": [{"messageCreate": {"text": CANARY, "id": "9"}}]}}
    parts = {
        "data/tweets.js": "window.YTD.tweets.part0 = " + json.dumps([tweet]),
        "data/account.js": "window.YTD.account.part0 = " + json.dumps([account]),
        "data/manifest.js": "window.__THAR_CONFIG = " + json.dumps({"userInfo": {"accountId": "7", "userName": "mina"}}),
        "data/direct-messages.js": "window.YTD.direct_messages.part0 = " + json.dumps([message], ensure_ascii=False),
    }
    path = folder / "twitter-2041-03-14.zip"
    path.write_bytes(zipped({name: text.encode() for name, text in parts.items()}))
    return path


def test_what_is_sealed_lies_nowhere_in_clear(held: SmallCase, run: Any, tmp_path: Path) -> None:
    """Text and file: only encrypted bytes below the case; the list shows kinds; verify checks the bytes without the key."""
    one = sealed(run)
    source = tmp_path / "scan.bin"
    source.write_bytes(b"\xff" + CANARY.encode() * 50_000)
    two = run("seal", "add", "x:1002", "--kind", "original", "--file", source, "--as", BO, "--json").json["sealed"]

    assert in_clear(held.root) == []
    told = run("seal", "list", "--json").json
    assert told["kinds"] == {"contact": 1, "original": 1}
    assert [(row["sealed"], row["about"], row["name"]) for row in told["sealed"]] == [(one, "x:1001", ""), (two, "x:1002", "")]
    verdict = verify_path(held.root)
    assert verdict.failures == []
    assert [one["count"] for one in verdict.not_checked if one["what"] == "sealed things"] == [2]
    assert len({len(padded(text).read()) for text in ("yes", "no, and please never call again")}) == 1


def test_two_people_open_and_the_ledger_says_so(held: SmallCase, run: Any, tmp_path: Path) -> None:
    """Alone nobody opens; each request opens once; the entry names the thing, the reason and the request."""
    digest = sealed(run)
    alone = asked(run, digest[:8], agree=False)
    told = run("seal", "open", "--carry-out", alone, "--as", ANN, "--json")
    assert (told.code, told.error["code"]) == (3, "needs-second")
    entry = asked(run, digest)

    done = run("seal", "open", "--carry-out", entry, "--as", ANN, "--json")

    assert done.json["text"] == CANARY
    opened = held.desk.book.entry(done.json["entry"])
    assert (opened.kind, opened.detail["subject"], opened.detail["about"]) == ("unseal", f"sealed:{digest}", str(entry))
    assert opened.detail["because"] == "the family asks"
    assert run("seal", "open", "--carry-out", entry, "--as", ANN, "--json").error["code"] == "request-used"
    target = tmp_path / "clear"
    assert run("seal", "open", "--carry-out", asked(run, digest), "--to", target, "--as", BO).code == 0
    assert target.read_text("utf-8").rstrip("\n") == CANARY
    assert target.stat().st_mode & 0o777 == 0o600
    inside = run("seal", "open", "--carry-out", asked(run, digest), "--to", held.root / "x", "--as", BO, "--json")
    assert inside.error["code"] == "clear-inside"
    assert in_clear(held.root) == []
    verdict = verify_path(held.root)
    assert (verdict.failures, verdict.checked["acts of two people"]) == ([], 2)
    shown = run("seal", "open", "--carry-out", asked(run, digest), "--as", BO)
    assert "Zyxwarbler" in shown.out


def test_a_desk_of_one_opens_alone_and_says_so(tmp_path: Path, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """One command; the entry and `verify` say that one person decided."""
    case = make_desk(tmp_path, desk="one-person")
    monkeypatch.setenv("FIRSTHAND_CASE", str(case.root))
    (tmp_path / "tweets.jsonl").write_bytes(twarc_lines(["one"]))
    take_in(case, tmp_path / "tweets.jsonl")
    digest = sealed(run)

    done = run("seal", "open", digest, "--because", "to call", "--as", ANN, "--json")

    assert done.json["text"] == CANARY
    assert case.desk.book.entry(done.json["entry"]).detail["one_person_desk"]
    assert any(one["why"].startswith("decided by one person") for one in verify_path(case.root).not_checked)


def test_private_files_of_an_export_are_kept_sealed(small: SmallCase, run: Any, tmp_path: Path) -> None:
    """Direct messages are encrypted, named by a gap, never read; a rebuild says the same; they open like anything sealed."""
    take_in(small, x_archive(tmp_path))

    assert in_clear(small.root) == []
    told = run("seal", "list", "--json").json
    assert told["kinds"] == {"private-file": 1}
    assert told["sealed"][0]["name"] == "data/direct-messages.js"
    gaps = [gap["what"] for gap in small.desk.views.gaps(told["sealed"][0]["about"])]
    assert gaps == ["private messages or contacts: never read; kept sealed, with a key of its own"]
    rebuild(small.opened().desk, progress=lambda *_: None)
    assert [gap["what"] for gap in small.desk.views.gaps(told["sealed"][0]["about"])] == gaps
    assert CANARY in run("seal", "open", "--carry-out", asked(run, told["sealed"][0]["sealed"]), "--as", BO, "--json").json["text"]
    assert verify_path(small.root).failures == []
    again = take_in(small, x_archive(tmp_path))
    assert [report.counts.already for report in again] == [2]
    assert run("seal", "list", "--json").json["kinds"] == {"private-file": 1}


def test_a_plan_that_minimises_keeps_none(small: SmallCase, run: Any, tmp_path: Path) -> None:
    """With `minimise = true` private files are not kept, and the gap says so."""
    plan = small.root / "case.toml"
    plan.write_text(plan.read_text("utf-8") + "minimise = true\n", "utf-8")
    case = small.opened()

    run_id = take_in(case, x_archive(tmp_path))[0].run

    assert run("seal", "list", "--json").json == {"kinds": {}, "sealed": []}
    assert [gap["what"] for gap in case.desk.views.gaps(run_id)] == ["private messages or contacts: never read; not kept"]


@pytest.mark.parametrize("subject", ["sealed", "post"])
def test_an_erased_thing_loses_its_key(held: SmallCase, run: Any, subject: str) -> None:
    """Erased by itself, or with the post that it is about: bytes and key are gone, the others open, and `list` says so."""
    gone = sealed(run)
    stays = run("seal", "add", "x:1002", "--kind", "device", "--text", "stays", "--as", ANN, "--json").json["sealed"]
    key = open_secret(held.root / "secret", lambda: None).sealed_key(gone)
    waiting = asked(run, gone)
    what = f"sealed:{gone[:10]}" if subject == "sealed" else "x:1001"
    entry = run("erase", what, "--because", "asked by mail", "--law", "GDPR art. 17", "--as", ANN, "--json").json["entry"]
    run("second", entry, "--agree", "--because", "r", "--as", BO)

    assert run("erase", "--carry-out", entry, "--as", ANN).code == 0

    secret = open_secret(held.root / "secret", lambda: None)
    assert (secret.sealed_key(gone), secret.sealed()) == (None, {stays})
    assert not held.opened().desk.vault.has(gone)
    assert key
    assert verify_path(held.root).failures == []
    outsider = subprocess.run([sys.executable, held.root / "verify.py", held.root], capture_output=True, text=True, check=False)
    assert outsider.returncode == 0, outsider.stdout
    assert [row["erased"] for row in run("seal", "list", "--json").json["sealed"]] == [True, False]
    assert run("seal", "open", "--carry-out", waiting, "--as", ANN, "--json").error["code"] == "erased-sealed"
    assert run("seal", "open", "--carry-out", asked(run, stays), "--as", ANN, "--json").json["text"] == "stays"


def test_what_is_wrong_is_named(held: SmallCase, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Changed bytes, a lost key, a foreign key, a full disk: each its own word, nothing entered, the others still open."""
    digest, other = sealed(run), sealed(run)
    entry, good = asked(run, digest), asked(run, other)
    blob = held.root / "vault/blobs" / digest[:2] / digest
    whole = blob.read_bytes()
    size = held.desk.book.size()

    def told() -> tuple[int, str]:
        said = run("seal", "open", "--carry-out", entry, "--as", ANN, "--json")
        return said.code, said.error["code"]

    blob.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert told() == (10, "changed-blob")
    assert [one["what"] for one in verify_path(held.root).failures] == [blob.relative_to(held.root).as_posix()]
    blob.write_bytes(whole)
    secret = open_secret(held.root / "secret", lambda: None)
    key = secret.sealed_key(digest)
    secret.keep_sealed({digest: str(pyrage.x25519.Identity.generate())})
    assert told() == (10, "wrong-seal-key")
    secret.destroy_sealed({digest})
    assert told() == (6, "no-seal-key")
    assert [one["what"] for one in verify_path(held.root).failures] == [f"sealed {digest[:12]}"]
    secret.keep_sealed({digest: str(key)})
    assert held.desk.book.size() == size
    assert run("seal", "open", "--carry-out", good, "--as", ANN, "--json").json["text"] == CANARY
    empty = run("seal", "add", "x:1001", "--kind", "contact", "--text", "  ", "--as", ANN, "--json")
    assert (empty.code, empty.error["code"]) == (2, "nothing-to-seal")
    assert run("seal", "add", "x:1001", "--kind", "secret", "--text", "x", "--as", ANN, "--json").error["code"] == "bad-kind"
    assert run("seal", "add", "x:9", "--kind", "contact", "--text", "x", "--as", ANN, "--json").code == 4
    assert run("seal", "open", "abcdefgh", "--because", "r", "--as", ANN, "--json").error["code"] == "no-sealed"


def test_a_passphrase_guards_what_is_sealed(tmp_path: Path, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the passphrase, or with a wrong one, nothing opens, and the command says which; verify still checks the bytes."""
    from firsthand.model.plan import Plan
    from firsthand.shell.case import new_case

    root = new_case(tmp_path / "locked", Plan(id="locked", title="t", places=("Oradesh",), desk="one-person"), passphrase="correct horse")
    monkeypatch.setenv("FIRSTHAND_CASE", str(root))
    monkeypatch.setenv("FIRSTHAND_PASSPHRASE", "correct horse")
    (tmp_path / "tweets.jsonl").write_bytes(twarc_lines(["one"]))
    run("collect", tmp_path / "tweets.jsonl", "--because", "r", "--as", ANN)
    digest = sealed(run)

    monkeypatch.setenv("FIRSTHAND_PASSPHRASE", "wrong")
    wrong = run("seal", "open", digest, "--because", "r", "--as", ANN, "--json")
    assert (wrong.code, wrong.error["code"]) == (2, "wrong-passphrase")
    monkeypatch.delenv("FIRSTHAND_PASSPHRASE")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert run("seal", "open", digest, "--because", "r", "--as", ANN, "--json").error["code"] == "locked"
    verdict = verify_path(root)

    assert verdict.failures == []
    assert any("secret/ is locked" in one["why"] for one in verdict.not_checked if one["what"] == "sealed things")


def test_a_file_that_breaks_off_does_not_stop_the_import(small: SmallCase, run: Any, tmp_path: Path) -> None:
    """A private file that cannot be read to its end is left out with its gap; the posts are read."""

    class Broken(io.BytesIO):
        def read(self, *_: Any) -> bytes:
            raise OSError(5, os.strerror(5))

    from firsthand.desk.collect import Order, collect
    from firsthand.shell.archives import Limits
    from firsthand.shell.case import folder_vault
    from firsthand.shell.intake import sources

    (source,) = sources(str(x_archive(tmp_path)), folder_vault(small.desk), stdin=io.BytesIO(), limits=Limits())
    files, real = source.files, source.files.open

    class Files:
        def __getattr__(self, name: str) -> Any:
            return getattr(files, name)

        def open(self, name: str) -> Any:
            return Broken() if name.endswith("direct-messages.js") else real(name)

    class Source:
        def __getattr__(self, name: str) -> Any:
            return Files() if name == "files" else getattr(source, name)

    (report,) = collect(small.desk, [Source()], Order(), actor=small.ann, progress=lambda *_: None)

    assert report.counts.kept == 2
    assert [gap["what"] for gap in small.desk.views.gaps(report.run)] == ["private messages or contacts: never read; not kept"]


def test_a_sealing_that_was_cut_off_leaves_nothing(held: SmallCase, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut before its entry: the next opening removes the encrypted bytes, and nothing speaks of them."""
    blobs = {path.name for path in (held.root / "vault" / "blobs").rglob("*") if path.is_file()}

    class CutOff(BaseException):
        pass

    def cut(*_: Any) -> None:
        raise CutOff

    with monkeypatch.context() as patch:
        patch.setattr("firsthand.shell.secret.Secret.keep_sealed", cut)
        with pytest.raises(CutOff):
            run("seal", "add", "x:1001", "--kind", "contact", "--text", CANARY, "--as", ANN)

    held.opened()

    assert {path.name for path in (held.root / "vault" / "blobs").rglob("*") if path.is_file()} == blobs
    assert verify_path(held.root).failures == []
    assert run("seal", "list", "--json").json["sealed"] == []


def test_clear_bytes_do_not_go_to_a_network_disk(held: SmallCase, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where locks and syncs do not hold, and others may read: refused, with the reason; the request can still be used."""
    entry = asked(run, sealed(run))
    with monkeypatch.context() as patch:
        patch.setattr("firsthand.shell.disks.disk_kind", lambda _path: "nfs4")
        told = run("seal", "open", "--carry-out", entry, "--to", tmp_path / "clear", "--as", ANN, "--json")

    assert (told.code, told.error["code"]) == (3, "network-disk")
    assert run("seal", "open", "--carry-out", entry, "--to", tmp_path / "clear", "--as", ANN).code == 0
