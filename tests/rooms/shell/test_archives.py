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
from firsthand.shell.large_archives import listed
from firsthand.shell.vault import FolderVault
from firsthand.testing.world import WORDS, tarred, zipped

SMALL = Limits(ratio=50, ratio_from_bytes=1 << 16, member_bytes=1 << 20, members=40, total_bytes=2 << 20)
NAMES = ["../../x", "/etc/x", "..\\x", "a/b/c.json", "نص.json", "x\x1b[2J\u202e", "C:x", "~/x", "\x01"]


@pytest.fixture
def take(tmp_path):
    """Give a function that brings an archive in: what was kept by name, what was refused by name and code."""
    folder = tmp_path / "here" / "in"
    folder.mkdir(parents=True)
    vault = FolderVault(tmp_path / "here" / "vault", tmp_path / "here" / "work")

    def taken(data: bytes, name: str = "a.bin", agree=None):
        (folder / name).write_bytes(data)
        (source,) = sources(str(folder / name), vault, stdin=io.BytesIO(), limits=SMALL, agree=agree)
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


MANY = {str(n): b"%d" % n for n in range(41)}
HEAVY = {str(n): random.Random(n).randbytes(900_000) for n in range(3)}


@pytest.mark.parametrize("make", [zipped, tarred, lambda pairs: tarred(pairs, packed=True)], ids=["zip", "tar", "tar.gz"])
@pytest.mark.parametrize("given", [MANY, HEAVY], ids=["many", "heavy"])
def test_very_much_is_asked_about_and_not_refused(take, make, given):
    """Once, with what it comes to; without a yes it is listed with its remedy, and what came before is kept."""
    asked = []

    def agree(what):
        asked.append(what)
        return True

    assert take(make(given), agree=agree) == (given, {})
    assert len(asked) == 1
    assert "a.bin: " in asked[0]
    for says in (None, lambda _: False):
        try:
            kept, refused = take(make(given), agree=says)
        except Mistaken as error:
            assert (error.code, "--large" in error.advice()) == ("large-archive", True)
        else:
            assert list(refused.values()) == ["large-archive"]
            assert kept.items() < given.items()


def large(data: bytes) -> bytes:
    """A zip whose end is written as that of a very large one."""
    at = data.rfind(b"PK\x05\x06")
    count, size, start = struct.unpack("<HII", data[at + 10 : at + 20])
    end = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<IIQI", 0x07064B50, 0, at, 1)
    return data[:at] + end + locator + data[at : at + 8] + b"\xff" * 12 + data[at + 20 :]


@pytest.mark.parametrize("data", [zipped(MANY), large(zipped(MANY)), b"x" + zipped(MANY)], ids=["zip", "zip64", "behind"])
def test_members_are_counted_without_reading_the_directory(tmp_path, data):
    """From the end of the file, also a large one's; a directory of many bytes counts as many whatever it says of itself."""
    path = tmp_path / "a.zip"
    path.write_bytes(data)

    assert listed(path) == 41
    at = data.rfind(b"PK\x05\x06")
    if b"PK\x06\x06" not in data:
        path.write_bytes(data[: at + 10] + b"\1\0" + data[at + 12 :])
        assert listed(path) == len(data[data.find(b"PK\x01\x02") : at]) // 128
    path.write_bytes(b"PK\x05\x06")
    assert listed(path) == 0


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


def test_holes_and_headers_of_a_tar_that_cost_nothing(take):
    """A sparse file of holes is a bomb; a header that would fill the memory ends the archive, with what came before kept."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        good = tarfile.TarInfo("good")
        good.size = 4
        archive.addfile(good, io.BytesIO(b"good"))
        hole = tarfile.TarInfo("hole")
        hole.type, hole.size = tarfile.GNUTYPE_SPARSE, 512
        block = bytearray(hole.tobuf(tarfile.GNU_FORMAT))
        block[386:410] = b"%011o\0%011o\0" % (1_000_000 - 512, 512)
        block[483:495] = b"%011o\0" % 1_000_000
        block[148:156] = b" " * 8
        block[148:156] = b"%06o\0 " % sum(block)
        archive.fileobj.write(bytes(block) + bytes(512))
        archive.offset += 1024

    assert take(out.getvalue()) == ({"good": b"good"}, {"hole": "zip-bomb"})
    noted = tarfile.TarInfo("n")
    noted.type, noted.size = tarfile.XHDTYPE, 3 << 20
    assert take(tarred({"good": b"good"})[:1024] + noted.tobuf() + bytes(4 << 20)) == ({"good": b"good"}, {"a.bin": "bad-archive"})


def test_unusual_packing_in_a_zip(take):
    """LZMA wants as much memory as the archive says: such a member is named, the others are kept."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", b"good" * 50, zipfile.ZIP_BZIP2)
        archive.writestr("b", b"lost" * 50, zipfile.ZIP_LZMA)

    assert take(out.getvalue()) == ({"a": b"good" * 50}, {"b": "unusual-packing"})


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
