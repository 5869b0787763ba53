"""One writer at a time, and never a lock that outlives its process."""

from __future__ import annotations

import errno
import os
import subprocess
import sys

import pytest

from firsthand.model.errors import Unavailable
from firsthand.shell.locking import one_writer

HOLD = (
    "import sys, pathlib, time; from firsthand.shell.locking import one_writer\n"
    "with one_writer(pathlib.Path(sys.argv[1])):\n    print('held', flush=True); time.sleep(60)"
)


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path / "work" / "lock")], stdout=subprocess.PIPE)
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()
        process.wait()


def test_the_second_writer_is_told_who_writes(tmp_path, holder):
    """And when to try again; it goes away with its process, however that ends."""
    with pytest.raises(Unavailable) as told, one_writer(tmp_path / "work" / "lock"):
        pass
    assert (told.value.code, told.value.exit_code) == ("case-busy", 6)
    assert str(holder.pid) in str(told.value)
    assert told.value.retry_after_s
    assert told.value.advice()

    holder.kill()
    holder.wait()

    with one_writer(tmp_path / "work" / "lock"):
        pass


def test_it_holds_within_a_process_too(tmp_path):
    """Two threads of one server are two writers."""
    lock = tmp_path / "work" / "lock"
    with one_writer(lock), pytest.raises(Unavailable), one_writer(lock):
        pass
    with one_writer(lock):
        pass


def test_a_read_only_disk(tmp_path, monkeypatch):
    """Is not taken for somebody who writes."""
    real = os.open

    def refused(path, *given, **named):
        if str(path).endswith("lock"):
            raise OSError(errno.EROFS, "Read-only file system")
        return real(path, *given, **named)

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(Unavailable) as told, one_writer(tmp_path / "work" / "lock"):
        pass

    assert told.value.code == "no-permission"


def test_a_case_that_is_written_can_be_read(small, holder, tmp_path):
    """Searching does not wait for an import; a decision does, and says so."""
    from firsthand.desk.day import add_note

    busy = subprocess.Popen([sys.executable, "-c", HOLD, str(small.root / "work" / "lock")], stdout=subprocess.PIPE)
    assert busy.stdout is not None
    with busy.stdout:
        busy.stdout.readline()
        again = small.opened()
        assert again.desk.views.counts()["posts"] == 0
        with pytest.raises(Unavailable) as told:
            add_note(again.desk, "0", "انتظر", actor=small.ann)
        busy.kill()
        busy.wait()

    assert told.value.code == "case-busy"
    assert add_note(again.desk, "0", "الآن", actor=small.ann).seq == 1
