"""Files on their way in: piece by piece, whole or not at all, and never out of their folder."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from firsthand.model.errors import Conflict, Mistaken, NotFound, Unavailable
from firsthand.shell import uploads
from firsthand.shell.uploads import Announced

WORDS = "نحن في أورادش 👩🏽‍🚒".encode()


def send(root: Path, token: str, number: int, offset: int, data: bytes) -> int:
    return uploads.add(root, token, number, offset, data, hashlib.sha256(data).hexdigest())


def test_pieces_become_the_file(tmp_path: Path) -> None:
    """Each piece says how far the file is; the whole is what was sent."""
    token = uploads.begin(tmp_path, [Announced("chat.txt", len(WORDS))])
    assert send(tmp_path, token, 0, 0, WORDS[:9]) == 9
    assert send(tmp_path, token, 0, 9, WORDS[9:]) == len(WORDS)

    assert uploads.finished(tmp_path, token) == "chat.txt"
    assert uploads.laid_out(tmp_path, token).read_bytes() == WORDS
    assert uploads.laid_out(tmp_path, token).name == "chat.txt"


def test_the_same_list_goes_on_where_it_was(tmp_path: Path) -> None:
    """After a broken connection; another size, or a file that was changed since, begins anew."""
    stated = [Announced("a/b.json", 10, 7), Announced("a/c.json", 3, 7)]
    token = uploads.begin(tmp_path, stated)
    send(tmp_path, token, 0, 0, b"12345")

    assert uploads.begin(tmp_path, stated) == token
    assert [one["offset"] for one in uploads.progress(tmp_path, token)] == [5, 0]
    assert uploads.begin(tmp_path, [Announced("a/b.json", 10, 8), stated[1]]) != token


def test_a_piece_at_another_place_changes_nothing(tmp_path: Path) -> None:
    token = uploads.begin(tmp_path, [Announced("a", 10)])
    send(tmp_path, token, 0, 0, b"12345")
    for offset in (0, 4, 6, 10):
        with pytest.raises(Conflict):
            send(tmp_path, token, 0, offset, b"x")
    with pytest.raises(Mistaken):
        uploads.add(tmp_path, token, 0, 5, b"x", "0" * 64)
    with pytest.raises(Mistaken):
        send(tmp_path, token, 0, 5, b"678901")
    with pytest.raises(NotFound):
        send(tmp_path, token, 1, 0, b"x")
    assert uploads.progress(tmp_path, token)[0]["offset"] == 5


def test_a_full_disk_leaves_no_half_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What came before stays, and the sender goes on there when there is room."""
    token = uploads.begin(tmp_path, [Announced("a", 10)])
    send(tmp_path, token, 0, 0, b"12345")
    write = uploads.write_all

    def full(handle: int, data: bytes) -> None:
        write(handle, data[:2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(uploads, "write_all", full)
    with pytest.raises(Unavailable, match="full"):
        send(tmp_path, token, 0, 5, b"67890")
    monkeypatch.setattr(uploads, "write_all", write)
    assert uploads.progress(tmp_path, token)[0]["offset"] == 5
    assert send(tmp_path, token, 0, 5, b"67890") == 10


def test_no_room_is_told_before_anything_is_taken(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as told:
        uploads.begin(tmp_path, [Announced("large.zip", 1 << 39)])
    assert told.value.code == "disk-full"
    assert uploads.left_over(tmp_path) == []


HOSTILE = (
    "../../etc/passwd", "/etc/passwd", "..\\..\\x", "a/../../b", ".", "..", "", "   ", "\x00", "C:\\x", "a\nb", "\u202etxt.exe",
    "ا" * 400 + ".json", "a/b", "a", "a/b/c", "~/x", "\ud800", "con", "x" * 300, "/".join("d" * 40),
)  # fmt: skip


def test_no_name_leads_out_and_none_is_lost(tmp_path: Path) -> None:
    """Each file lies below its upload under a name of its own, with its own bytes."""
    token = uploads.take(tmp_path, [(name, [f"{number}".encode()]) for number, name in enumerate(HOSTILE)])
    uploads.finished(tmp_path, token)
    base = uploads.laid_out(tmp_path, token)

    found = [path for path in base.rglob("*") if path.is_file()]
    assert sorted(int(path.read_bytes()) for path in found) == list(range(len(HOSTILE)))
    inside = (tmp_path / uploads.FOLDER / token).resolve()
    assert all(path.resolve().is_relative_to(inside) for path in found)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["work"]


def test_laying_out_twice_gives_the_same(tmp_path: Path) -> None:
    """A worker that was cut off leaves it to the next one; an empty file is there as well."""
    token = uploads.begin(tmp_path, [Announced("x/a.txt", 2), Announced("x/empty.txt", 0)])
    send(tmp_path, token, 0, 0, b"hi")
    uploads.finished(tmp_path, token)
    for _ in range(2):
        base = uploads.laid_out(tmp_path, token)
        assert {path.name: path.read_bytes() for path in base.iterdir()} == {"a.txt": b"hi", "empty.txt": b""}
        assert base.name == "x"


@pytest.mark.parametrize("token", ["", "../..", "x" * 32, "0" * 32, "../" + "0" * 29])
def test_what_is_no_upload_is_not_there(tmp_path: Path, token: str) -> None:
    with pytest.raises(NotFound):
        uploads.progress(tmp_path, token)
    uploads.forget(tmp_path, token)
    assert tmp_path.exists()


def test_what_is_not_whole_is_not_read(tmp_path: Path) -> None:
    token = uploads.begin(tmp_path, [Announced("a", 3)])
    with pytest.raises(Mistaken, match="whole"):
        uploads.finished(tmp_path, token)


def test_sweeping_leaves_what_is_wanted_or_on_its_way(tmp_path: Path) -> None:
    """Finished uploads whose job has ended go; one that waits for its job, and one that is still coming, stay."""
    gone, kept = (uploads.take(tmp_path, [("a", [b"1"])]) for _ in range(2))
    for token in (gone, kept):
        uploads.finished(tmp_path, token)
    coming = uploads.begin(tmp_path, [Announced("b", 5)])
    uploads.sweep(tmp_path, {kept})
    assert sorted(one.name for one in (tmp_path / uploads.FOLDER).iterdir()) == sorted([kept, coming])
    uploads.forget_uploads(tmp_path)
    assert not (tmp_path / uploads.FOLDER).exists()
