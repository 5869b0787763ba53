"""The vault: bytes as received, and nothing under a name that is not theirs."""

from __future__ import annotations

import errno
import gc
import hashlib
import os
import subprocess
import sys

import pytest

from firsthand.model.errors import FirsthandError, NotFound, Tampered, Unavailable
from firsthand.model.ids import Digest
from firsthand.shell.vault import FolderVault
from firsthand.testing.world import WORDS, MemoryVault

BYTES = [b"", *(text.encode() for text in WORDS), bytes(range(256)) * 9000]


@pytest.fixture
def vault(tmp_path):
    return FolderVault(tmp_path / "blobs", tmp_path / "work")


def blobs(vault):
    return sorted(path.name for path in vault._folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("data", BYTES, ids=range(len(BYTES)))
def test_bytes_come_back(vault, data):
    """Under the name of their digest, in a vault on disk as in one in memory."""
    digest = vault.put(data)

    assert digest == hashlib.sha256(data).hexdigest() == MemoryVault().put(data)
    with vault.open(digest) as stream:
        assert vault.read(digest) == stream.read() == data
    assert vault.has(digest)


def test_putting_twice_keeps_one(vault):
    """The second time nothing is written."""
    assert vault.put(b"same") == vault.put(b"same")
    assert blobs(vault) == [hashlib.sha256(b"same").hexdigest()]


def test_many_at_once_are_kept_as_one_by_one(vault):
    """Twice the same, what was there before, and a short leftover among them; nothing unfinished is left."""
    before = vault.put(b"before")
    short = Digest(hashlib.sha256(b"whole bytes").hexdigest())
    vault.path(short).parent.mkdir(parents=True, exist_ok=True)
    vault.path(short).write_bytes(b"whole")

    kept = vault.put_all([b"before", *BYTES, b"whole bytes", BYTES[1]])

    assert kept == MemoryVault().put_all([b"before", *BYTES, b"whole bytes", BYTES[1]])
    assert kept[0] == before
    assert all(hashlib.sha256(vault.read(one)).hexdigest() == one for one in kept)
    assert not list(vault._temporary.glob("*.spool"))
    assert vault.put_all([]) == []


def test_a_full_disk_in_the_middle_leaves_nothing_under_a_name_or_beside_it(vault, monkeypatch):
    """Said as for one; what was written is taken away again."""
    vault.put(b"note")

    def full(path, *rest):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(FirsthandError):
        vault.put_all([b"one", b"two"])

    assert len(blobs(vault)) == 1
    assert not list(vault._temporary.glob("*.spool"))


def test_a_short_leftover_is_replaced(vault):
    """A file under the right name that is too short is what a crash left; it is never acknowledged."""
    digest = Digest(hashlib.sha256(b"whole bytes").hexdigest())
    vault.path(digest).parent.mkdir(parents=True)
    vault.path(digest).write_bytes(b"whole")

    assert vault.put(b"whole bytes") == digest
    assert vault.read(digest) == b"whole bytes"


def test_changed_bytes_are_not_read(vault):
    """Of the right length or not."""
    digest = vault.put(b"true")
    vault.path(digest).write_bytes(b"fals")

    with pytest.raises(Tampered) as told:
        vault.read(digest)
    assert told.value.exit_code == 10


def test_what_is_not_held(vault):
    """Is said not to be held."""
    with pytest.raises(NotFound):
        vault.read(Digest("0" * 64))
    assert not vault.has(Digest("0" * 64))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("call", ["open", "write", "fsync", "rename"])
def test_what_the_disk_refuses(vault, monkeypatch, call, number):
    """No digest is given, no blob lies under a name that is wrong, and the next try works."""
    real = getattr(os, call)

    def refused(*given, **named):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, refused)
    with pytest.raises(Unavailable) as told:
        vault.put(b"some bytes")
    monkeypatch.setattr(os, call, real)

    assert told.value.advice()
    assert "vault" in str(told.value)
    assert all(hashlib.sha256(vault.path(Digest(name)).read_bytes()).hexdigest() == name for name in blobs(vault))
    assert not list(vault._temporary.glob("*.spool"))
    assert vault.read(vault.put(b"some bytes")) == b"some bytes"


def test_the_vaults_trouble_is_not_taken_for_the_sources(vault, monkeypatch, tmp_path):
    """Else an import would go on with a vault that cannot be written, and say that the file was at fault."""
    source = tmp_path / "source"
    source.write_bytes(b"x")
    real = os.rename

    def refused(*_given):
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(os, "rename", refused)
    with pytest.raises(FirsthandError) as told:
        vault.put_file(source)
    monkeypatch.setattr(os, "rename", real)
    with pytest.raises(FirsthandError) as missing:
        vault.put_file(tmp_path / "not there")

    assert (told.value.code, missing.value.code) == ("vault-no-permission", "no-such-file")


def test_a_source_that_breaks_off(vault, tmp_path):
    """A file that cannot be read to its end is named; nothing of it is kept."""
    with pytest.raises(Unavailable) as told:
        vault.put_file(tmp_path)  # a folder opens and does not read, as a bad sector does

    assert told.value.code in ("unreadable", "disk-error")
    assert blobs(vault) == []


def test_sweeping_removes_what_nobody_claims(vault):
    """And nothing else."""
    ours, theirs = vault.put(b"claimed"), vault.put(b"nobody's")

    vault.sweep(lambda digest: digest == ours)

    assert (vault.has(ours), vault.has(theirs)) == (True, False)
    late = vault.put(b"later")
    vault.sweep(lambda _digest: False)
    assert (vault.has(ours), vault.has(late)) == (True, False), "what was claimed once is not in the note any more"


def test_the_living_are_left_alone(vault):
    """Bytes come in before the lock is taken: opening the case elsewhere must not sweep an import that is under way."""
    other = FolderVault(vault._folder, vault._temporary)
    brought = other.put(b"an import under way")
    other_open = iter([b"half", b"of it"])

    def chunks():
        yield next(other_open)
        vault.sweep(lambda _digest: False)
        yield next(other_open)

    digest, _ = other.put_stream(chunks())
    vault.sweep(lambda _digest: False)

    assert other.read(digest) == b"halfof it"
    assert other.has(brought)


def test_what_the_dead_have_left_is_swept(vault):
    """A process that was killed, and a vault that nobody holds any more."""
    program = (
        "import os, sys, pathlib; from firsthand.shell.vault import FolderVault; b = pathlib.Path(sys.argv[1])\n"
        "v = FolderVault(b / 'blobs', b / 'work'); print(v.put(b'left'), flush=True)\n"
        "def cut():\n    yield b'half'\n    os.kill(os.getpid(), 9)\n"
        "v.put_stream(cut())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(vault._temporary.parent)], capture_output=True, text=True, check=False
    )
    left = Digest(done.stdout.strip())
    assert vault.has(left)
    assert list(vault._temporary.glob("*.spool"))
    forgotten = FolderVault(vault._folder, vault._temporary)
    gone = forgotten.put(b"forgotten")
    del forgotten
    gc.collect()

    vault.sweep(lambda _digest: False)

    assert (vault.has(left), vault.has(gone)) == (False, False)
    assert not list(vault._temporary.glob("*.spool"))
