"""Archives from strangers: bounded, never written by their own names, cut and garbled ones told apart from good ones."""

from __future__ import annotations

import gzip
import io
import random
import struct
import tarfile
import zipfile

import pytest

from firsthand.model.errors import Mistaken
from firsthand.shell.archives import BadMember, Limits, kind_of, members
from firsthand.shell.intake import sources
from firsthand.shell.vault import FolderVault
from firsthand.testing.world import WORDS, tarred, zipped

SMALL = Limits(ratio=50, ratio_from_bytes=1 << 16, member_bytes=1 << 20, members=40)
NAMES = ["../../x", "/etc/x", "..\\x", "a/b/c.json", "نص.json", "x\x1b[2J\u202e", "C:x", "~/x", "\x01"]


@pytest.fixture
def take(tmp_path):
    """Give a function that brings an archive in: what was kept by name, what was refused by name and code."""
    folder = tmp_path / "here" / "in"
    folder.mkdir(parents=True)
    vault = FolderVault(tmp_path / "here" / "vault", tmp_path / "here" / "work")

    def taken(data: bytes, name: str = "a.bin"):
        (folder / name).write_bytes(data)
        (source,) = sources(str(folder / name), vault, stdin=io.BytesIO(), limits=SMALL)
        kept = {label: vault.read(one.digest) for label, one in source.kept.items()}
        return kept, {label: code for label, code, _ in source.refused}

    return taken


@pytest.mark.parametrize("make", [zipped, tarred, lambda pairs: tarred(pairs, packed=True)], ids=["zip", "tar", "tar.gz"])
def test_members_come_out_as_they_are(take, make, tmp_path):
    """Under labels that are never used as paths: nothing is written outside the vault."""
    given = {name: text.encode() for name, text in zip(NAMES, WORDS, strict=True)}
    before = {path for path in tmp_path.rglob("*") if "here" not in path.parts}

    kept, refused = take(make(given))

    assert kept == given
    assert refused == {}
    assert {path for path in tmp_path.rglob("*") if "here" not in path.parts} == before
    assert {path.name for path in (tmp_path / "here").iterdir()} == {"in", "vault", "work"}
    assert not (tmp_path.parent / "x").exists()


def test_a_gzip_is_its_one_file(take):
    """Named without its ending."""
    assert take(gzip.compress(b"line\n"), "posts.jsonl.gz") == ({"posts.jsonl": b"line\n"}, {})
    assert take(gzip.compress(b"a") + gzip.compress(b"b"), "two.gz") == ({"two": b"ab"}, {})


def test_a_spreadsheet_is_not_unpacked(take):
    """It is a zip, and one file."""
    data = zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"})

    assert take(data, "t.xlsx") == ({"t.xlsx": data}, {})


def test_a_bomb_by_ratio(take):
    """One member that grows too much is refused; the others are kept."""
    kept, refused = take(zipped({"a": b"good", "bomb": bytes(900_000), "z": b"good too"}))

    assert kept == {"a": b"good", "z": b"good too"}
    assert refused == {"bomb": "zip-bomb"}


@pytest.mark.parametrize("name", ["b.gz", "b.tar.gz"])
def test_a_bomb_in_gzip(take, name):
    """Whether it holds a file or a tar."""
    inner = bytes(900_000) if name == "b.gz" else tarred({"bomb": bytes(900_000)})
    try:
        kept, refused = take(gzip.compress(inner), name)
    except Mistaken as error:
        assert "zip bomb" in str(error)
    else:
        assert (kept, list(refused.values())) in (({}, ["zip-bomb"]), ({}, ["damaged"]))


def test_a_member_that_is_too_large(take):
    """Counted as it comes out, whatever the directory says."""
    assert take(zipped({"large": random.Random(1).randbytes(1_100_000)})) == ({}, {"large": "too-large"})


def test_too_many_members(take):
    """The archive is refused, with advice."""
    for data in (zipped({str(n): b"" for n in range(41)}), tarred({str(n): b"" for n in range(41)})):
        try:
            _, refused = take(data)
        except Mistaken as error:
            assert error.advice()
        else:
            assert list(refused) == ["a.bin"]


def test_members_that_lie_over_each_other(take):
    """One stretch of bytes told as many members is a bomb that no ratio shows."""
    data = bytearray(zipped({f"m{n}": random.Random(n).randbytes(300) for n in range(3)}))
    entry, offsets = data.find(b"PK\x01\x02"), []
    while entry >= 0:
        offsets.append(entry)
        entry = data.find(b"PK\x01\x02", entry + 1)
    for at in offsets:
        data[at + 42 : at + 46] = struct.pack("<I", 0)

    with pytest.raises(Mistaken) as told:
        take(bytes(data))
    assert told.value.code == "zip-bomb"


def test_encrypted_and_linked_members(take):
    """Are named; what stands beside them is kept."""
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("good", b"good")
        archive.writestr(link, b"/etc/passwd")
        archive.writestr("locked", b"locked")
    data = bytearray(out.getvalue())
    data[data.rfind(b"PK\x01\x02") + 8] |= 1

    assert take(bytes(data)) == ({"good": b"good"}, {"link": "link", "locked": "encrypted"})


def test_links_and_devices_in_a_tar(take):
    """Are named too."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (("folder", tarfile.DIRTYPE), ("soft", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE), ("dev", tarfile.CHRTYPE)):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)

    assert take(out.getvalue()) == ({}, {"soft": "link", "hard": "link", "dev": "link"})


def test_two_members_of_one_name(take):
    """A zip that does this is not believed; a tar does it when it was added to: both are kept."""
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = zipped([("a", b"1"), ("a", b"2")])
    with pytest.raises(Mistaken) as told:
        take(twice)

    assert told.value.code == "bad-archive"
    assert take(tarred([("a", b"1"), ("a", b"2")])) == ({"a": b"1", "a (2)": b"2"}, {})


def test_a_name_that_is_no_text(take):
    """Bytes that are no UTF-8 become marks: a ledger takes text only."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT, encoding="latin-1") as archive:
        archive.addfile(tarfile.TarInfo("caf\xe9"))

    assert take(out.getvalue())[0] == {"caf\\xe9": b""}


GOOD = {f"m{n}": random.Random(n).randbytes(2000) + WORDS[n].encode() * 20 for n in range(6)}
SAMPLES = {
    "zip": zipped(GOOD), "tar": tarred(GOOD), "tar.gz": tarred(GOOD, packed=True), "gz": gzip.compress(GOOD["m1"] * 5),
}  # fmt: skip


@pytest.mark.parametrize("kind", SAMPLES)
def test_cut_archives(take, kind):
    """Wherever it is cut: refused with a remedy, or what came before the cut is kept as it was, and the cut is told."""
    data = SAMPLES[kind]
    for cut in sorted(random.Random(4).sample(range(600, len(data) - 600), 15)):
        try:
            kept, refused = take(data[:cut])
        except Mistaken as error:
            assert error.advice()
        else:
            assert refused or kept == GOOD
            assert kept.items() <= GOOD.items()


@pytest.mark.parametrize("kind", SAMPLES)
def test_garbled_archives(take, kind):
    """Never a traceback, never other bytes under a good member's name without the checksum noticing."""
    chance = random.Random(5)
    for _ in range(150):
        data = bytearray(SAMPLES[kind])
        for _ in range(chance.choice((1, 3, 40))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            kept, _ = take(bytes(data))
        except Mistaken as error:
            assert error.advice()
            continue
        if kind == "zip":
            assert all(kept[name] == whole for name, whole in GOOD.items() if name in kept)


def test_a_zip_in_a_zip_stays_one(take):
    """One floor is unpacked; what lies deeper is kept as a file."""
    inner = zipped({"a": b"x"})

    assert take(zipped({"inner.zip": inner}))[0] == {"inner.zip": inner}


def test_kinds_are_known_by_their_bytes():
    """Not by their names."""
    assert [kind_of(data[:512]) for data in SAMPLES.values()] == ["zip", "tar", "gzip", "gzip"]
    assert [kind_of(data) for data in (b"", b"PK", b"{}", b"\x1f", WORDS[0].encode())] == [None] * 5


def test_chunks_are_read_when_asked_for(tmp_path):
    """A refusal comes with the member's bytes, not before: the walk goes on."""
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"bomb": bytes(900_000), "b": b"x"}))
    walk = members(path, "zip", SMALL)

    with pytest.raises(BadMember):
        list(next(walk).chunks)
    assert b"".join(next(walk).chunks) == b"x"
