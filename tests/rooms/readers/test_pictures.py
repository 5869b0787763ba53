"""Pictures and films by themselves, and ProofMode's bundles."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from firsthand.desk.collect import settled
from firsthand.model.adapter import Adapter
from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers import pictures, proofmode
from firsthand.readers.picture_facts import facts
from firsthand.readers.registry import load
from firsthand.readers.seam import Setting
from firsthand.testing.files import MemoryFiles

GOLDEN = Path(__file__).parents[2] / "golden"


def golden(folder: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (GOLDEN / folder).iterdir() if path.name != "README.md"}


def read(adapter: Adapter, files: dict[str, bytes]) -> list[Item | Rejected | Gap]:
    reader = adapter.open(adapter.options())
    members = MemoryFiles(files)
    return [out for find in reader.find(members) for out in reader.read(members, find, Setting())]


def post(outs: list[Item | Rejected | Gap]):  # type: ignore[no-untyped-def]
    return next(one.posts[0] for one in outs if isinstance(one, Item))


def gaps(outs: list[Item | Rejected | Gap]) -> list[tuple[str, str]]:
    return [(one.code, one.what) for one in outs if isinstance(one, Gap)]


def test_what_exif_says() -> None:
    """Caption, credit and time; place, device and serial number are sealed, and said to be there."""
    outs = read(pictures.ADAPTER, {"stairs.jpg": golden("pictures")["stairs.jpg"]})

    found = post(outs)
    assert (found.text, found.name) == ("درج البناية بعد القصف", "Amal Darwish")
    assert found.posted.at == datetime(2041, 3, 14, 18, 7, 12, tzinfo=UTC)
    assert gaps(outs)[0] == ("sealed", "which device took it and where it was taken: this is in the file and is not read")
    assert not [word for word in ("SERIAL", "Invented", "61.12") if word in repr(outs)]


def test_what_iptc_and_films_say() -> None:
    """Words in UTF-8, day and time with a zone; a film's own time; a place is sealed in both."""
    water, film = (read(pictures.ADAPTER, {name: golden("pictures")[name]}) for name in ("water.jpg", "film.mp4"))

    assert (post(water).text, post(water).name) == ("Люди набирають воду біля школи", "Olena, invented")
    assert post(water).posted.at == datetime(2041, 3, 15, 5, 30, tzinfo=UTC)
    assert post(film).posted.at == datetime(2041, 3, 26, 18, 7, 12, tzinfo=UTC)
    assert [code for code, _ in gaps(water)] == ["sealed", "not-read"]
    assert [code for code, _ in gaps(film)] == ["sealed"]
    assert "61.1234" not in repr(film)


def test_a_picture_that_says_nothing() -> None:
    """It is kept by itself; beside pages it is a button; what only begins like a picture is none."""
    bare = golden("pictures")["bridge.png"]
    bare = bare[:33] + bare[bare.index(b"IDAT") - 4 :]

    assert post(read(pictures.ADAPTER, {"a.png": bare})).text == ""
    assert not read(pictures.ADAPTER, {"a.png": bare, "index.html": b"<p>"})
    assert not read(pictures.ADAPTER, {"b.png": b"\x89PNG\r\n\x1a\n" + bytes(99), "c.jpg": b"\xff\xd8\xff\xd9"})


def test_garbled_heads_raise_nothing() -> None:
    """Lengths, counts and offsets are hostile until bounded."""
    chance = random.Random(7)
    for data in golden("pictures").values():
        for _ in range(300):
            hurt = bytearray(data)
            for _ in range(chance.randrange(1, 12)):
                hurt[chance.randrange(min(len(hurt), 700))] = chance.randrange(256)

            facts(BytesIO(bytes(hurt)), len(hurt))


def test_a_picture_of_a_chat_is_its_medium() -> None:
    """The same file, beside a chat that holds it and alone."""
    chat = "[2041-03-14, 21:07] أمل: ![a](./media/stairs.jpg)\n".encode()
    files = MemoryFiles({"chat.md": chat, "media/stairs.jpg": golden("pictures")["stairs.jpg"]})
    readers = [adapter.open(adapter.options()) for adapter in load()]
    apart = MemoryFiles({f"media/{name}.jpg": files["media/stairs.jpg"] for name in ("b", "stairs")})

    beside, alone = (settled([find for reader in readers for find in reader.find(held)]) for held in (files, apart))

    assert [(find.reader, find.media) for find in beside] == [("signal", ("media/stairs.jpg",))]
    assert [(find.reader, find.members) for find in alone] == [("pictures", ("media/b.jpg", "media/stairs.jpg"))]


class _Reader:
    """A validator that answers as told, for machines without the library."""

    told: Any

    def __init__(self, mime: str, stream: BytesIO, context: object) -> None:
        assert (mime, context) == ("image/png", "fetches nothing")

    def json(self) -> str:
        import json

        if isinstance(self.told, Exception):
            raise self.told
        return json.dumps(self.told)


@pytest.mark.parametrize(
    ("good", "bad", "marks"),
    [
        (["claimSignature.validated"], ["signingCredential.untrusted"], ("valid", "not-trusted")),
        (["claimSignature.validated", "signingCredential.trusted"], [], ("valid", "trusted")),
        (["signingCredential.trusted"], ["claimSignature.mismatch"], ("invalid", "trusted")),
        ([], [], ("invalid", "not-trusted")),
        (["claimSignature.validated"], ["assertion.dataHash.mismatch"], ("valid", "not-trusted", "changed")),
    ],
)
def test_the_truths_of_a_manifest(good: list[str], bad: list[str], marks: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the signature fits, whether the signer is trusted, whether the picture was changed: each by itself."""
    results = {"success": [{"code": one} for one in good], "failure": [{"code": one} for one in bad]}
    library(monkeypatch, {"validation_results": {"activeManifest": results}})

    found = post(read(pictures.ADAPTER, {"bridge.png": golden("pictures")["bridge.png"]}))

    names = ("c2pa-signature", "c2pa-signer", "c2pa-content")
    assert found.marks == ("c2pa", *(f"{name}:{said}" for name, said in zip(names, marks, strict=False)))


def test_a_manifest_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library, or where it refuses, a gap says so; nothing is proven."""
    files = {"bridge.png": golden("pictures")["bridge.png"]}
    monkeypatch.setitem(__import__("sys").modules, "c2pa", None)
    absent = read(pictures.ADAPTER, files)
    library(monkeypatch, ValueError("no claim"))
    refused = read(pictures.ADAPTER, files)

    for outs, words in ((absent, "install the extra"), (refused, "no claim")):
        assert post(outs).marks == ("c2pa",)
        assert words in gaps(outs)[0][1]


def library(monkeypatch: pytest.MonkeyPatch, told: object) -> None:
    module: Any = ModuleType("c2pa")
    module.C2paError = type("C2paError", (Exception,), {})
    module.Settings = type("Settings", (), {"from_dict": staticmethod(lambda said: said["verify"]["remote_manifest_fetch"])})
    module.Context = lambda settings: "fetches nothing" if settings is False else "fetches"
    module.Reader = type("Reader", (_Reader,), {"told": told})
    monkeypatch.setitem(__import__("sys").modules, "c2pa", module)


# ProofMode


def test_a_proof() -> None:
    """The picture whose digest it states; everything about device, network and place is sealed."""
    files = {name: data for name, data in golden("proofmode").items() if name.startswith("stairs")}
    outs = read(proofmode.ADAPTER, files)

    found = post(outs)
    assert found.media[0].name == "stairs.jpg"
    assert found.marks == ("hash-agrees", "proof-made:2041-03-26T18:07:20+00:00")
    assert found.posted.at == datetime(2041, 3, 26, 18, 7, 12, 123000, tzinfo=UTC)
    assert gaps(outs)[0][1].startswith("10 values about device, network and place")
    assert "gpg --verify stairs.jpg.asc stairs.jpg" in gaps(outs)[1][1]
    assert not [word for word in ("device-of-nobody", "61.12345", "192.0.2.7", "storage") if word in repr((found, gaps(outs)))]


def test_a_proof_of_another_picture() -> None:
    """A picture that was changed is linked, and is said to be another."""
    files = {**golden("proofmode"), "stairs.jpg": b"changed"}
    outs = read(proofmode.ADAPTER, {name: data for name, data in files.items() if name.startswith("stairs")})

    assert post(outs).marks[0] == "hash-differs"
    assert gaps(outs)[0][0] == "hash-differs"


def test_a_comma_in_a_value_shifts_the_row() -> None:
    """Such a row is rejected with its reason; the others are read."""
    outs = read(proofmode.ADAPTER, golden("proofmode"))

    assert [one.code for one in outs if isinstance(one, Rejected)] == ["columns"]
    assert ("missing-media", "image: not beside the proof") in gaps(outs)


@pytest.mark.parametrize("folder", ["c2pa", "exif", "proofmode"])
def test_real_files_come_out_without_places(folder: str, shared: Path) -> None:
    """Each picture is one item, or a medium of its proof; no coordinate, serial number or device is in any reading."""
    root = shared / "data" / "preservation" / folder
    if not root.is_dir():
        pytest.skip("these files are not here")
    named = {path: path.name for path in sorted(root.iterdir())}
    if folder == "exif":
        # Some are called after the camera.
        named = {path: f"{number}{path.suffix}" for number, path in enumerate(named)}
    files = {name: path.read_bytes() for path, name in named.items()}
    known = {name for name, data in files.items() if name.endswith((".jpg", ".png", ".webp", ".mp4", ".heif"))}

    outs = read(proofmode.ADAPTER if folder == "proofmode" else pictures.ADAPTER, files)
    items = [one for one in outs if isinstance(one, Item)]

    assert {medium.name for one in items for medium in one.posts[0].media} == known
    assert not [one for one in outs if isinstance(one, Rejected)]
    assert not re.search(r"(?i)gps|latitude|canon|nikon|coolpix|nexus|\d{1,3}\.\d{4,}", repr([one.posts for one in items]))
