"""The simulator of power cuts keeps what was synced, and may lose everything else."""

from __future__ import annotations

import random
import shutil
import sys

import pytest

from firsthand.testing.powercut import record, write_state

PROGRAM = """
import os, sys
root = sys.argv[1]
def put(name, data, sync):
    handle = os.open(f"{root}/{name}", os.O_WRONLY | os.O_CREAT, 0o600)
    os.write(handle, data)
    if sync:
        os.fsync(handle)
    os.close(handle)
def names(folder):
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
os.mkdir(f"{root}/held")
names(root)
put("held/whole", b"w" * 2000, True)
put("held/torn", b"t" * 2000, False)
put("held/early", b"e", True)
os.rename(f"{root}/held/early", f"{root}/held/named")
names(f"{root}/held")
put("held/nameless", b"n", True)
os.unlink(f"{root}/held/named")
os.write(1, "قيل\\n".encode())
os.mkdir(f"{root}/new")
put("new/الصورة", b"p", True)
names(f"{root}/new")
os.rename(f"{root}/new", f"{root}/site")
"""

pytestmark = pytest.mark.skipif(not shutil.which("strace"), reason="there is no strace here")


@pytest.fixture(scope="module")
def recording(tmp_path_factory):
    folder = tmp_path_factory.mktemp("traced")
    (folder / "root").mkdir()
    return record([sys.executable, "-c", PROGRAM, folder / "root"], folder / "root", environment={}, trace=folder / "trace")


def states(recording, moment):
    chance = random.Random(1)
    return [recording.state(moment, loss, chance) for loss in ("none", "all", *("some",) * 200)]


def test_what_was_synced_is_in_every_state(recording):
    """Bytes and name; a synced file under an unsynced name may be missing, and is never torn."""
    for state in states(recording, recording.moments):
        assert state["held/whole"] == b"w" * 2000
        assert "held/torn" in state
        assert state.get("held/nameless", b"n") == b"n"
        assert state.get("held/named", b"e") == b"e"
        assert "held/early" not in state


def test_what_was_not_synced_may_be_anything(recording):
    """Gone, there, torn at sectors; a removal may not have happened."""
    seen = states(recording, recording.moments)

    assert {b"", b"t" * 2000} < {state["held/torn"] for state in seen}
    assert any(0 < state["held/torn"].count(b"t") < 2000 for state in seen)
    assert {"held/nameless" in state for state in seen} == {"held/named" in state for state in seen} == {True, False}


def test_nothing_is_there_before_it_was_made(recording):
    """And what was said has its moment."""
    assert states(recording, 0)[1] == {}
    ((moment, line),) = recording.said
    assert line == "قيل"
    assert recording.said_by(recording.moments) == [line]
    assert recording.said_by(moment - 1) == []


def test_a_folder_that_was_renamed_holds_what_it_was_synced_with(recording):
    """Also when the disk has its new name and never had its first one: names lie in the folder, not under its path."""
    seen = states(recording, recording.moments)

    assert {"site" in state for state in seen} == {True, False}
    assert {state.get("site/الصورة") for state in seen if "site" in state} == {b"p"}
    assert not any("new" in state and "site" in state for state in seen)


def test_a_state_takes_the_place_of_another(recording, tmp_path):
    """Files and folders of the last one are gone; files that many have are links."""
    (tmp_path / "disk" / "old").mkdir(parents=True)
    (tmp_path / "disk" / "old" / "file").write_bytes(b"x")
    state = recording.state(recording.moments, "all", random.Random(1))

    write_state(state, tmp_path / "disk", shared=tmp_path / "shared", fixed=lambda path: path.endswith("whole"))

    found = {path.relative_to(tmp_path / "disk").as_posix() for path in (tmp_path / "disk").rglob("*")}
    assert found == set(state)
    assert (tmp_path / "disk" / "held" / "whole").stat().st_nlink == 2


def test_what_the_simulator_does_not_know_is_an_error(tmp_path):
    """A call that it cannot follow must not pass for no change."""
    (tmp_path / "root").mkdir()
    program = "import os, sys; os.truncate(sys.argv[1] + '/x', 0)"
    (tmp_path / "root" / "x").write_bytes(b"x")

    with pytest.raises(RuntimeError, match="truncate"):
        record([sys.executable, "-c", program, tmp_path / "root"], tmp_path / "root", environment={}, trace=tmp_path / "trace")
