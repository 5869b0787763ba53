"""Bytes that are on disk when we say so, and what is said when the disk says no."""

from __future__ import annotations

import errno
import hashlib
import os
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.errors import FirsthandError, Unavailable
from firsthand.shell.durable import append_durable, disk_error, write_all, write_durable
from firsthand.testing.world import WORDS

REFUSALS = [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EDQUOT]
CODES = {errno.ENOSPC: "disk-full", errno.EDQUOT: "disk-full", errno.EACCES: "no-permission", errno.EROFS: "no-permission"}


def refuse(monkeypatch, call, number, after=0):
    """Let a system call fail from the n-th time on; returns how often it was called."""
    real, calls = getattr(os, call), []

    def refused(*given, **named):
        calls.append(given)
        if len(calls) > after:
            raise OSError(number, os.strerror(number))
        return real(*given, **named)

    monkeypatch.setattr(os, call, refused)
    return calls


def test_a_file_is_replaced_whole(tmp_path):
    """Old or new, nothing beside it, for its owner only."""
    target = tmp_path / "a" / "b" / "ملف"
    for data in (b"", b"first", WORDS[0].encode() * 999):
        write_durable(target, data)
        assert target.read_bytes() == data
    assert os.listdir(target.parent) == ["ملف"]
    assert target.stat().st_mode & 0o777 == 0o600


def test_the_order_is_write_sync_rename_sync_folder(tmp_path, monkeypatch):
    """And each folder that is made is synced in its parent first."""
    done = []
    for call in ("open", "write", "fsync", "rename"):
        real = getattr(os, call)
        monkeypatch.setattr(os, call, lambda *a, _r=real, _c=call, **k: (done.append(_c), _r(*a, **k))[1])

    write_durable(tmp_path / "new" / "f", b"x")

    assert done == ["open", "fsync", "open", "write", "fsync", "rename", "open", "fsync"]


@pytest.mark.parametrize("number", REFUSALS)
@pytest.mark.parametrize("call", ["open", "write", "fsync", "rename"])
def test_what_the_disk_refuses_is_said(tmp_path, monkeypatch, call, number):
    """Nothing is acknowledged, the old file stays, nothing else is left, and the error has a remedy."""
    target = tmp_path / "f"
    write_durable(target, b"old")
    refuse(monkeypatch, call, number)

    with pytest.raises(Unavailable) as told:
        write_durable(target, b"new")

    assert told.value.code == CODES.get(number, "disk-error")
    assert told.value.advice()
    assert told.value.exit_code == 6
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["f"]


def test_a_failing_sync_is_not_tried_again(tmp_path, monkeypatch):
    """After a failed fsync a second one may report success falsely."""
    calls = refuse(monkeypatch, "fsync", errno.EIO)

    with pytest.raises(Unavailable):
        write_durable(tmp_path / "f", b"x")

    assert len(calls) == 1
    assert not (tmp_path / "f").exists()


def test_a_failing_sync_of_the_folder_is_no_acknowledgement(tmp_path, monkeypatch):
    """The name may be lost in a power cut: an error, though the file is there."""
    refuse(monkeypatch, "fsync", errno.EIO, after=1)

    with pytest.raises(Unavailable):
        write_durable(tmp_path / "f", b"x")


def test_short_writes_are_finished(tmp_path, monkeypatch):
    """`os.write` may write a part only."""
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, data[:3]))

    write_durable(tmp_path / "f", b"0123456789")

    assert (tmp_path / "f").read_bytes() == b"0123456789"


def test_write_all_takes_nothing(tmp_path):
    """Empty bytes are no call at all."""
    write_all(-1, b"")


LINES = st.lists(st.sampled_from(["one", "zwei", "ثلاثة", "x"]), max_size=4)


@given(LINES, LINES.filter(bool), st.data())
def test_appending_again_after_a_crash_gives_the_same_list(tmp_path_factory, before, new, data):
    """Wherever the first try was torn, the second completes it."""
    target = tmp_path_factory.mktemp("lists") / "sums"
    start = "".join(f"old {number} {word}\n" for number, word in enumerate(before)).encode()
    lines = "".join(f"new {number} {word}\n" for number, word in enumerate(new)).encode()
    torn = data.draw(st.integers(0, len(lines)))
    target.write_bytes(start + lines[:torn])

    append_durable(target, lines)
    append_durable(target, b"next\n")

    assert target.read_bytes() == start + lines + b"next\n"


def test_a_torn_line_of_something_else_is_cut_off(tmp_path):
    """It was never acknowledged."""
    target = tmp_path / "sums"
    target.write_bytes(b"whole\n" + b"\0" * 100_000)

    append_durable(target, b"new\n")

    assert target.read_bytes() == b"whole\nnew\n"


@pytest.mark.parametrize("before", [0, 300, 512, 5000])
def test_a_torn_end_is_made_whole_whatever_sectors_were_kept(tmp_path, before):
    """The disk may have kept the later part of some lines and not the earlier one."""
    target, chance = tmp_path / "list", random.Random(before)
    start = b"".join(b"%063d\n" % n for n in range(before // 64))
    lines = b"".join(hashlib.sha256(b"%d" % n).hexdigest().encode() + b"  vault\n" for n in range(40))
    for _ in range(200):
        kept = bytearray(len(lines))
        for at in range(-(len(start) % 512), len(lines), 512):
            if chance.random() < 0.6:
                kept[max(at, 0) : at + 512] = lines[max(at, 0) : at + 512]
        target.write_bytes(start + kept[: chance.choice((len(lines), chance.randrange(len(lines))))])

        append_durable(target, lines)

        assert target.read_bytes() == start + lines


@pytest.mark.parametrize("number", [*REFUSALS, errno.ENOENT, errno.ENOTDIR, errno.EMFILE, errno.EFBIG, None])
def test_every_refusal_has_words_and_a_remedy(number):
    """Place, what happened, what to do."""
    error = disk_error(OSError(number, "x") if number else OSError(), "the place")

    assert isinstance(error, FirsthandError)
    assert "the place" in str(error)
    assert error.advice()
