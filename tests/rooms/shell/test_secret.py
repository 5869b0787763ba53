"""The case's secret."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from firsthand.model.errors import Mistaken, Refused, Unavailable
from firsthand.shell.secret import make_secret, open_secret

SIGNING = bytes(range(32))
PASSPHRASE = "كلمة السر 🔑 пароль"


def nobody() -> str | None:
    return None


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    """Give one secret with a passphrase for all tests: age is slow on purpose."""
    folder = tmp_path_factory.mktemp("secret")
    make_secret(folder, signing=SIGNING, passphrase=PASSPHRASE).keep_seed("r1", b"s" * 32)
    return folder


def test_what_is_kept_is_found_again(tmp_path):
    """Signing key and seeds."""
    make_secret(tmp_path, signing=SIGNING, passphrase=None).keep_seed("r1", b"s" * 32)
    secret = open_secret(tmp_path, nobody)

    assert secret.signing_key.private_bytes_raw() == SIGNING
    assert secret.seeds() == {"r1": b"s" * 32}
    assert (secret.seed("r1"), secret.seed("r2")) == (b"s" * 32, None)


def test_a_passphrase_in_any_script_opens_it(guarded):
    """Arabic, emoji, Cyrillic."""
    assert open_secret(guarded, lambda: PASSPHRASE).seeds() == {"r1": b"s" * 32}


def test_nothing_lies_in_clear(guarded):
    """Neither key nor seed, in any file, when there is a passphrase; and all files are for their owner only."""
    held = b"".join(path.read_bytes() for path in guarded.iterdir())

    assert SIGNING.hex().encode() not in held
    assert b"AGE-SECRET-KEY" not in held
    assert {path.stat().st_mode & 0o777 for path in guarded.iterdir()} == {0o600}


def test_wrong_and_missing_passphrase(guarded):
    """A wrong one is a mistake; none is a locked case. Both say what to do."""
    with pytest.raises(Mistaken) as wrong:
        open_secret(guarded, lambda: "not it")
    with pytest.raises(Refused) as locked:
        open_secret(guarded, nobody)

    assert (wrong.value.code, locked.value.code) == ("wrong-passphrase", "locked")
    assert wrong.value.advice()
    assert locked.value.advice()


@pytest.mark.parametrize("name", ["identity.txt", "case.age"])
@pytest.mark.parametrize("what", ["missing", "empty", "cut", "other"])
def test_files_that_are_not_whole(tmp_path, name, what):
    """Missing, empty, cut off or of another case: a mistake with a remedy, never a traceback."""
    make_secret(tmp_path / "a", signing=SIGNING, passphrase=None)
    make_secret(tmp_path / "b", signing=SIGNING, passphrase=None)
    path = tmp_path / "a" / name
    data = path.read_bytes()
    if what == "missing":
        path.unlink()
    else:
        path.write_bytes({"empty": b"", "cut": data[:-9], "other": (tmp_path / "b" / name).read_bytes()}[what])

    with pytest.raises(Mistaken) as told:
        open_secret(tmp_path / "a", nobody)

    assert told.value.code in ("no-secret", "bad-secret")
    assert told.value.advice()


def test_a_disk_that_says_no(tmp_path, monkeypatch):
    """Is said as such."""
    make_secret(tmp_path, signing=SIGNING, passphrase=None)

    def refused(_path):
        raise PermissionError(errno.EACCES, "no", "secret/case.age")

    monkeypatch.setattr(Path, "read_bytes", refused)

    with pytest.raises(Unavailable):
        open_secret(tmp_path, nobody)


def test_seeds_of_two_processes_are_both_kept(tmp_path):
    """Two that opened the secret before either wrote: the second must not forget the seed of the first."""
    make_secret(tmp_path, signing=SIGNING, passphrase=None)
    one, two = open_secret(tmp_path, nobody), open_secret(tmp_path, nobody)

    one.keep_seed("r1", b"1" * 32)
    two.keep_seed("r2", b"2" * 32)

    assert set(open_secret(tmp_path, nobody).seeds()) == {"r1", "r2"}
