"""A published site is put in place whole, and is on the disk when it is said to be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from firsthand.model.errors import Unavailable
from firsthand.shell.press import SitePress

FIRST = {
    "index.html": b"one",
    "card/a/index.html": "أ".encode(),
    "proof/site.json": b'{"files":[["index.html",""],["card/a/index.html",""]]}',
}
SECOND = {**FIRST, "index.html": b"two"}


def held(place):
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def test_a_site_takes_the_place_of_the_last(tmp_path):
    """Nothing of the old one is left, and nothing beside it."""
    SitePress().write(str(tmp_path / "below" / "site"), FIRST)

    place = Path(SitePress().write(str(tmp_path / "below" / "site"), SECOND))

    assert held(place) == SECOND
    assert [path.name for path in place.parent.iterdir()] == ["site"]


def test_everything_is_synced_before_it_is_in_place(tmp_path, monkeypatch):
    """Each file, each folder of names, and the folder in which the site gets its name."""
    synced, real = [], os.fsync

    def noted(handle):
        synced.append(os.readlink(f"/proc/self/fd/{handle}"))
        real(handle)

    monkeypatch.setattr(os, "fsync", noted)
    SitePress().write(str(tmp_path / "site"), FIRST)

    fresh = str(tmp_path / ".site.new")
    assert {os.path.relpath(one, fresh) for one in synced[:-1]} == {*FIRST, ".", "card", "card/a", "proof"}
    assert synced[-1] == str(tmp_path)


@pytest.mark.parametrize("files", [FIRST, SECOND])
def test_cut_off_between_the_renamings(tmp_path, monkeypatch, files):
    """The old site is not thrown away with the rubbish: it is put back before anything else."""
    SitePress().write(str(tmp_path / "site"), FIRST)
    os.rename(tmp_path / "site", tmp_path / ".site.old")
    there = []
    real = os.rename
    monkeypatch.setattr(os, "rename", lambda old, new: (there.append(Path(old).name), real(old, new)))

    place = Path(SitePress().write(str(tmp_path / "site"), files))

    assert there == [".site.old", "site", ".site.new"]
    assert held(place) == files


def test_a_disk_that_refuses_every_renaming_says_where_the_old_site_lies(tmp_path, monkeypatch):
    """The old one is whole beside its place, and the next publication goes on from there."""
    press = SitePress()
    press.write(str(tmp_path / "site"), FIRST)
    real, asked = os.rename, []

    def full(source, target):
        asked.append(target)
        if len(asked) > 1:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "rename", full)
    with pytest.raises(Unavailable) as error:
        press.write(str(tmp_path / "site"), SECOND)
    monkeypatch.undo()

    assert error.value.code == "site-aside"
    assert (tmp_path / ".site.old" / "index.html").read_bytes() == b"one"
    press.write(str(tmp_path / "site"), SECOND)
    assert (tmp_path / "site" / "index.html").read_bytes() == b"two"
    assert not (tmp_path / ".site.old").exists()


@pytest.mark.parametrize("whole", range(len(SECOND)))
def test_a_disk_that_fills_during_the_build_leaves_the_old_site(tmp_path, monkeypatch, whole):
    """At whichever file: nothing half-made lies beside it, and the remedy is named."""
    from firsthand.shell import press as room

    SitePress().write(str(tmp_path / "site"), FIRST)
    real, written = room.write_all, []

    def full(handle, data):
        if len(written) >= whole:
            raise OSError(28, "No space left on device")
        written.append(handle)
        real(handle, data)

    monkeypatch.setattr(room, "write_all", full)
    with pytest.raises(Unavailable) as error:
        SitePress().write(str(tmp_path / "site"), SECOND)

    assert error.value.code == "disk-full"
    assert held(tmp_path / "site") == FIRST
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
