"""From a head to outside stamps over it, and back: what `stamp` brings, `verify` holds against the files."""

from __future__ import annotations

import hashlib
import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from firsthand.shell.sql import store
from firsthand.shell.verify import Verdict, verify_path
from firsthand.shell.verify_stamps import verify_stamps
from firsthand.testing.authority import LoopbackAuthority
from firsthand.testing.world import ANN, SmallCase

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="the openssl program is not here")

CLOSED = "http://127.0.0.1:9/"


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[LoopbackAuthority, LoopbackAuthority]:
    """Two authorities of different owners."""
    folder = tmp_path_factory.mktemp("authorities")
    return LoopbackAuthority(folder / "alpha", "Alpha"), LoopbackAuthority(folder / "beta", "Beta")


@pytest.fixture
def urls(pair: tuple[LoopbackAuthority, LoopbackAuthority]) -> Iterator[tuple[str, str]]:
    """Their addresses, while they answer."""
    for one in pair:
        one.canned = None
    with pair[0].serving() as first, pair[1].serving() as second:
        yield first, second


def configure(root: Path, pair: tuple[LoopbackAuthority, LoopbackAuthority], *urls: str) -> None:
    """Name the authorities in the plan, with their roots."""
    text = (root / "case.toml").read_text()
    kept = [line for line in text.splitlines() if not line.startswith("stampers")]
    named = [f"{name}={url}" for name, url in zip(("alpha", "beta"), urls, strict=False)]
    (root / "case.toml").write_text("\n".join([*kept, f"stampers = {json.dumps(named)}", ""]))
    (root / "plan" / "stampers").mkdir(exist_ok=True)
    for name, one in zip(("alpha", "beta"), pair, strict=True):
        (root / "plan" / "stampers" / f"{name}.pem").write_bytes(one.roots)


WATCHERS: list[list[tuple[str, Any]]] = []


def _hook(event: str, arguments: Any) -> None:
    if WATCHERS and event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.sendmsg", "socket.gethostbyname"):
        WATCHERS[-1].append((event, arguments))


@contextmanager
def watched() -> Iterator[list[tuple[str, Any]]]:
    """What this process does with sockets that leads out, and which names it resolves (PEP 578), while the context is open."""
    if _hook not in HOOKED:
        sys.addaudithook(_hook)
        HOOKED.append(_hook)
    WATCHERS.append([])
    try:
        yield WATCHERS[-1]
    finally:
        WATCHERS.pop()


HOOKED: list[Any] = []
"""An audit hook cannot be taken away again, so it is added once."""


def wrong(root: Path) -> dict[str, str]:
    """What does not verify, and why."""
    return {one["what"]: one["why"] for one in verify_path(root).failures}


def skipped(root: Path) -> dict[str, Any]:
    """What was not checked."""
    return {one["what"]: one["why"] for one in verify_path(root).not_checked}


def test_two_authorities(run: Any, small: SmallCase, pair: Any, urls: Any) -> None:
    """Both stamp one head; each stamp is an entry; every changed, swapped, missing or added file is named."""
    root = small.root
    configure(root, pair, *urls)
    head = (root / "ledger" / "checkpoint").read_bytes()
    size = int(head.split(b"\n")[1])
    done = run("stamp", "--case", root, "--json")

    assert (done.code, done.json["queued"], done.json["refused"]) == (0, [], [])
    assert [(one["authority"], one["size"], one["entry"], one["checked"]) for one in done.json["stamped"]] == [
        ("alpha", size, size, True), ("beta", size, size + 1, True)
    ]  # fmt: skip
    assert {path.name for path in (root / "stamps").iterdir()} == {
        f"{size}.{name}.{ending}" for name in ("alpha", "beta") for ending in ("checkpoint", "tsq", "tsr", "roots.pem")
    } | {"queue"}
    assert (root / "stamps" / f"{size}.alpha.checkpoint").read_bytes() == head
    verdict = verify_path(root)
    assert (verdict.failures, verdict.checked["time stamps"], verdict.checked["files of time stamps"]) == ([], 2, 8)
    assert subprocess.run([sys.executable, str(root / "verify.py"), str(root)], check=False, capture_output=True).returncode == 0
    assert run("stamp", "--case", root, "--json").code == 0
    later = size + 2
    assert verify_path(root).checked["time stamps"] == 4
    assert f"stamps/{later}.beta.tsr" in (root / "SHA256SUMS").read_text()

    for ending in ("tsr", "checkpoint", "tsq", "roots.pem"):
        path = root / "stamps" / f"{size}.alpha.{ending}"
        good = path.read_bytes()
        path.write_bytes(good[:-9] + bytes([good[-9] ^ 1]) + good[-8:])
        assert wrong(root) == {f"stamps/{size}.alpha.{ending}": "its bytes were changed"}
        path.unlink()
        assert wrong(root) == {f"stamps/{size}.alpha.{ending}": "it is missing or cannot be read"}
        path.write_bytes(good)
    one, two = (root / "stamps" / f"{number}.beta.tsr" for number in (size, later))
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)
    assert set(wrong(root)) == {f"stamps/{size}.beta.tsr", f"stamps/{later}.beta.tsr"}
    one.write_bytes(first)
    two.write_bytes(second)
    (root / "stamps" / "9.gamma.tsr").write_bytes(first)
    (root / "stamps" / "queue" / "note.txt").write_bytes(b"x")
    assert set(wrong(root)) == {"stamps/9.gamma.tsr", "stamps/queue/note.txt"}


def test_only_the_broker_is_connected(run: Any, small: SmallCase, pair: Any, urls: Any) -> None:
    """While two authorities are asked, this process opens no connection and resolves no name; the entries hold the custody lines."""
    configure(small.root, pair, *urls)
    with watched() as seen:
        assert run("stamp", "--case", small.root, "--json").code == 0

    assert seen == []
    assert (len(pair[0].seen), len(pair[1].seen)) >= (1, 1)
    lines = [one.detail["custody"] for one in small.opened().desk.book.entries() if one.kind == "stamp"]
    assert [one["asked"] for one in lines] == list(urls)
    for one, authority in zip(lines, pair, strict=True):
        assert one["sent_digest"] == hashlib.sha256(authority.seen[-1]).hexdigest()
        assert [(hop["address"], hop["status"]) for hop in one["hops"]] == [("127.0.0.1", 200)]
    with watched() as seen, closing(socket.socket()) as mine, suppress(OSError):
        mine.connect(("127.0.0.1", 9))
    assert [event for event, _ in seen] == ["socket.connect"]


def test_without_the_allowance(run: Any, small: SmallCase, pair: Any) -> None:
    """An authority on this machine or in the desk's own network is not asked: the table has no exception for what case.toml names."""
    configure(small.root, pair, CLOSED, "http://10.0.0.1/")

    error = run("stamp", "--case", small.root)

    assert error.err.count("is not asked") == 2
    assert wrong(small.root) == {}


def test_offline_then_online(run: Any, small: SmallCase, pair: Any) -> None:
    """Without a connection the head of that day waits with its own bytes, and is stamped later beside today's."""
    root = small.root
    configure(root, pair, CLOSED, CLOSED)
    head = (root / "ledger" / "checkpoint").read_bytes()
    size = int(head.split(b"\n")[1])
    first = run("stamp", "--case", root)
    assert first.code == 0
    assert first.err.count("queued: no connection") == 2
    again = run("stamp", "--case", root, "--json")
    assert (again.code, again.error["code"], again.out) == (6, "no-connection", "")
    assert wrong(root) == {}
    assert "heads that wait for a time stamp" in skipped(root)
    with small.desk.book.writing() as pen:
        pen.append("note", {"subject": "story:x", "about": "", "text": "later"}, actor=small.ann)

    with pair[0].serving() as one, pair[1].serving() as two:
        configure(root, pair, one, two)
        done = run("stamp", "--case", root, "--json").json

    assert (done["queued"], done["refused"]) == ([], [])
    assert {(row["authority"], row["size"]) for row in done["stamped"]} == {
        (name, number) for name in ("alpha", "beta") for number in (size, size + 1)
    }
    assert (root / "stamps" / f"{size}.alpha.checkpoint").read_bytes() == head
    assert list((root / "stamps" / "queue").iterdir()) == []
    assert verify_path(root).checked["time stamps"] == 4
    assert wrong(root) == {}


def test_bad_answers(run: Any, small: SmallCase, pair: Any, urls: Any) -> None:
    """A replay and a reply under another root are refused, entered nowhere, and go on waiting; one bad one stops no good one."""
    root = small.root
    configure(root, pair, *urls)
    stamper = small.desk.stamper
    pair[0].canned = pair[0].reply(stamper.request((root / "ledger" / "checkpoint").read_bytes()))
    done = run("stamp", "--case", root, "--json").json
    assert [one["authority"] for one in done["stamped"]] == ["beta"]
    assert "another request" in done["refused"][0]["why"]
    assert not list((root / "stamps").glob("*.alpha.*"))

    pair[0].canned = None
    (root / "plan" / "stampers" / "alpha.pem").write_bytes(pair[1].roots)
    configured = (root / "case.toml").read_text()
    (root / "case.toml").write_text(configured.replace(f', "beta={urls[1]}"', ""))
    refused = run("stamp", "--case", root, "--json")
    assert (refused.code, refused.error["code"]) == (10, "bad-reply")
    assert verify_path(root).checked["time stamps"] == 1
    (root / "plan" / "stampers" / "alpha.pem").write_bytes(pair[0].roots)
    assert len(run("stamp", "--case", root, "--json").json["stamped"]) == 2


def test_without_roots(run: Any, small: SmallCase, urls: Any) -> None:
    """It is taken, and `verify` says what it could not check."""
    done = run("stamp", "--authority", f"alpha={urls[0]}", "--case", small.root, "--json").json

    assert [one["checked"] for one in done["stamped"]] == [False]
    assert skipped(small.root)["time stamps"] == "no root certificate of this authority is kept"
    assert wrong(small.root) == {}
    assert verify_path(small.root).checked["time stamps"] == 0


def test_by_hand(run: Any, small: SmallCase, pair: Any, tmp_path: Path) -> None:
    """The request is carried out, the reply carried in; a reply to something else is refused."""
    asked, answer, roots = tmp_path / "a.tsq", tmp_path / "a.tsr", tmp_path / "roots.pem"
    roots.write_bytes(pair[0].roots)
    root = small.root
    told = run("stamp", "--export-request", asked, "--authority", "alpha", "--roots", roots, "--case", root)
    assert told.code == 0
    assert "curl" in told.out
    assert f"--import {answer}" in told.out
    assert run("stamp", "--import", asked, "--authority", "beta", "--case", root, "--json").error["code"] == "no-request"
    answer.write_bytes(pair[0].reply(small.desk.stamper.request(b"something else")))
    assert run("stamp", "--import", answer, "--authority", "alpha", "--case", root, "--json").error["code"] == "bad-reply"

    answer.write_bytes(pair[0].reply(asked.read_bytes()))
    done = run("stamp", "--import", answer, "--authority", "alpha", "--case", root, "--as", ANN, "--json")

    assert done.json["stamped"][0]["checked"] is True
    assert verify_path(root).checked["time stamps"] == 1
    assert wrong(root) == {}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), "no-stampers"),
        (("--authority", "Alpha"), "bad-authority"),
        (("--authority", "a=http://127.0.0.1:9/", "--roots", "nowhere.pem"), "no-such-file"),
        (("--import", "x.tsr"), "bad-stamp-call"),
        (("--import", "x.tsr", "--export-request", "x.tsq", "--authority", "a"), "bad-stamp-call"),
    ],
)
def test_mistakes(run: Any, small: SmallCase, arguments: tuple[str, ...], code: str) -> None:
    """Each has its code, and nothing is asked of anybody."""
    assert run("stamp", *arguments, "--case", small.root, "--json").error["code"] == code
    assert not (small.root / "stamps").exists()


def test_a_crash_between_files_and_entry(run: Any, small: SmallCase, pair: Any, urls: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files whose entry was never written are said to be unfinished; the next stamp finishes them."""
    root = small.root
    configure(root, pair, *urls)

    def cut(*_args: object, **_named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(store, "apply", cut)
        assert run("stamp", "--case", root).code == 130
    assert list((root / "stamps").glob("*.alpha.tsr"))
    assert wrong(root) == {}
    assert "files of unfinished time stamps" in skipped(root)

    assert run("stamp", "--case", root).code == 0
    assert (verify_path(root).checked["time stamps"], wrong(root)) == (2, {})
    assert "files of unfinished time stamps" not in skipped(root)


def test_a_stamp_of_another_history(run: Any, small: SmallCase, pair: Any, urls: Any) -> None:
    """Whoever rewrites the ledger, with its own key, cannot make the old stamp fit."""
    root = small.root
    configure(root, pair, *urls)
    run("stamp", "--case", root)
    entries = list(small.desk.book.entries())
    leaves = [(one.seq, one.kind, one.commit) for one in entries]
    leaves[0] = (0, "case", bytes(32))
    verdict = Verdict()
    verify_stamps(root, (root / "ledger" / "keys").read_text(), leaves, entries, verdict)

    assert len(verdict.failures) == 2
    assert all("not a beginning of this ledger" in one["why"] for one in verdict.failures)
