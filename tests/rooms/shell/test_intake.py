"""What a person points at, made into files that readers may see."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path

import pytest

from firsthand.model.errors import Mistaken, Unavailable
from firsthand.shell.archives import Limits
from firsthand.shell.intake import label_of, refused_source, sources
from firsthand.shell.vault import FolderVault
from firsthand.testing.world import take_in, tarred, twarc_lines, zipped


@pytest.fixture
def vault(tmp_path):
    return FolderVault(tmp_path / "vault", tmp_path / "work")


def look(path, vault, stdin=b""):
    return list(sources(str(path), vault, stdin=io.BytesIO(stdin), limits=Limits()))


def fill(folder: Path) -> Path:
    (folder / "نص").mkdir(parents=True)
    (folder / "نص" / "b.txt").write_bytes(b"b")
    (folder / "a.txt").write_bytes(b"a")
    (folder / "c.zip").write_bytes(zipped({"in.txt": b"in"}))
    (folder / ".DS_Store").write_bytes(b"hidden")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_bytes(b"hidden")
    (folder / "link").symlink_to("/etc/passwd")
    (folder / "linked-folder").symlink_to("/etc")
    os.mkfifo(folder / "pipe")
    return folder


def test_a_folder(tmp_path, vault):
    """Files by their place, archives each as a source; links and pipes are named; hidden files are the system's."""
    loose, packed = look(fill(tmp_path / "export"), vault)

    assert loose.label == "export"
    assert loose.files.names() == ("a.txt", "نص/b.txt")
    assert {label: code for label, code, _ in loose.refused} == {
        "link": "link", "linked-folder": "link", "pipe": "not-a-file",
    }  # fmt: skip
    assert (packed.label, packed.files.names()) == ("c.zip", ("in.txt",))


def test_a_folder_is_captured_by_parts(tmp_path, vault):
    """Looking keeps nothing; keeping keeps what is asked for."""
    (loose, _) = look(fill(tmp_path / "export"), vault)
    assert loose.files.head("a.txt") == b"a"
    assert not loose.whole

    kept = loose.keep(["نص/b.txt"])

    assert list(kept.names()) == ["نص/b.txt"]
    assert vault.read(kept.member("نص/b.txt")[0]) == b"b"


def test_standing_in_the_folder_it_has_a_name(tmp_path, vault, monkeypatch):
    """`collect .` is labelled as the folder is called."""
    monkeypatch.chdir(fill(tmp_path / "export"))

    assert look(".", vault)[0].label == "export"


def test_standard_input(vault):
    """Is kept whole, whatever it is."""
    (source,) = look("-", vault, "سطر\n".encode())

    assert (source.label, vault.read(source.kept["stdin"].digest)) == ("standard input", "سطر\n".encode())


def refusing(monkeypatch, name):
    """Let one file be closed to us: the tests may run as root, who may read all."""
    real = Path.open

    def closed(path, *given, **named):
        if path.name == name:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, *given, **named)

    monkeypatch.setattr(Path, "open", closed)


def test_a_closed_file_in_a_folder(tmp_path, vault, monkeypatch):
    """Is named; the others are read."""
    folder = fill(tmp_path / "export")
    refusing(monkeypatch, "a.txt")
    loose, packed = look(folder, vault)

    assert loose.files.names() == ("نص/b.txt",)
    assert ("a.txt", "no-permission") in {(label, code) for label, code, _ in loose.refused}
    assert packed.kept


def test_a_file_that_closes_between_looking_and_keeping(tmp_path, vault, monkeypatch):
    """Also when it has gone, or breaks off."""
    (loose, _) = look(fill(tmp_path / "export"), vault)
    refusing(monkeypatch, "a.txt")
    (tmp_path / "export" / "نص" / "b.txt").unlink()

    assert loose.keep(["a.txt", "نص/b.txt"]).names() == ()
    assert [code for _, code, _ in loose.refused[-2:]] == ["no-permission", "no-such-file"]
    assert (loose.files.head("a.txt"), loose.files.size("نص/b.txt")) == (b"", 0)
    with loose.files.open("a.txt") as stream:
        assert stream.read() == b""


def test_a_closed_folder(tmp_path, vault, monkeypatch):
    """Is named; what lies beside it is read."""
    folder = fill(tmp_path / "export")
    real = os.scandir

    def closed(path):
        if os.fspath(path).endswith("نص"):
            raise PermissionError(errno.EACCES, "Permission denied", os.fspath(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", closed)
    loose, _ = look(folder, vault)

    assert loose.files.names() == ("a.txt",)
    assert ("نص", "no-permission") in {(label, code) for label, code, _ in loose.refused}


def test_a_name_that_is_no_utf8(small, tmp_path):
    """A file from an old system can be collected; its name is told with marks."""
    folder = tmp_path / "old"
    folder.mkdir()
    (folder / os.fsdecode(b"caf\xe9.jsonl")).write_bytes(twarc_lines(["قهوة"]))

    for source in (folder, folder / os.fsdecode(b"caf\xe9.jsonl")):
        (report,) = take_in(small, source)
        assert report.counts.seen == 1
    assert label_of(os.fsdecode(b"caf\xe9")) == "caf\\xe9"


def test_what_is_not_there(tmp_path, vault):
    """A slip of the hand is the user's; a pipe is none of ours."""
    os.mkfifo(tmp_path / "pipe")
    for path, code in ((tmp_path / "no", "no-such-file"), (tmp_path / "pipe", "not-a-file")):
        with pytest.raises(Mistaken) as told:
            look(path, vault)
        assert told.value.code == code
        assert told.value.advice()


def test_a_damaged_archive_in_a_folder(tmp_path, vault):
    """Is listed; the others are read. What came before the damage is kept."""
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "bad.zip").write_bytes(zipped({"a": b"x" * 99})[:-30])
    (folder / "cut.tar").write_bytes(tarred({"first": b"whole", "second": bytes(2000)})[:2000])
    (folder / "good.zip").write_bytes(zipped({"a": b"good"}))
    bad, cut, good = look(folder, vault)

    assert ([code for _, code, _ in bad.refused], bad.kept) == (["bad-archive"], {})
    assert list(cut.kept) == ["first"]
    assert cut.refused
    assert list(good.kept) == ["a"]


def test_a_source_that_cannot_be_opened_is_listed(vault):
    """With its error's words."""
    source = refused_source(vault, "/x/ملف.zip", Unavailable("No.", code="no-permission", advice="Ask."))

    assert (source.label, source.refused) == ("ملف.zip", [("ملف.zip", "no-permission", "No. Ask.")])
    assert source.files.names() == ()


def test_attachments_of_mail_are_members(tmp_path, vault):
    """An e-mail is a source of its own, also in a folder: kept whole, its attachments beside it; in a zip, too."""
    letter = (
        b"From: a <a@a.example>\nDate: Thu, 14 Mar 2041 21:07 +0300\nSubject: s\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\nContent-Type: image/png; name=stairs.png\nContent-Transfer-Encoding: base64\n\nAAEC\n--b--\n"
    )
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.eml").write_bytes(letter)
    (tmp_path / "in" / "b.zip").write_bytes(zipped({"c.eml": letter}))
    (tmp_path / "in" / "d.txt").write_bytes(b"words")

    loose, mail, packed = look(tmp_path / "in", vault)

    assert loose.files.names() == ("d.txt",)
    assert mail.files.names() == ("a.eml", "a.eml.parts/1.1-stairs.png")
    assert mail.files.head("a.eml.parts/1.1-stairs.png") == b"\x00\x01\x02"
    assert packed.files.names() == ("c.eml", "c.eml.parts/1.1-stairs.png")
