"""WACZ, strictly: what we write is whole, deterministic and signed; every harmful change is refused; real files are judged."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import struct
import subprocess
import sys
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from firsthand.desk.export import ExportOrder, export
from firsthand.shell.archives import Limits
from firsthand.shell.wacz import check_wacz
from firsthand.shell.wacz_signature import key_fingerprint
from firsthand.testing.world import WORDS, make_desk, take_in, twarc_lines

PACKAGE, DIGEST = "datapackage.json", "datapackage-digest.json"
WARC, PAGES, INDEX = "archive/data.warc.gz", "pages/pages.jsonl", "indexes/index.cdx"
FIXED = (1980, 1, 1, 0, 0, 0)
Files = dict[str, bytes]
Made = bytes | Files | list[tuple[str, bytes]]


class Good:
    """A good file: its bytes, its members, the fingerprint of the key that signed it."""

    def __init__(self, path: Path) -> None:
        self.raw = path.read_bytes()
        with zipfile.ZipFile(path) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}
        public = load_der_public_key(base64.b64decode(json.loads(self.files[DIGEST])["signedData"]["publicKey"]))
        assert isinstance(public, ec.EllipticCurvePublicKey)
        self.key = key_fingerprint(public)


@pytest.fixture(scope="module")
def good(tmp_path_factory) -> Good:
    """Give an export of a small case."""
    folder = tmp_path_factory.mktemp("wacz")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_HOME", str(folder / "home"))
        case = make_desk(folder)
        (folder / "posts.jsonl").write_bytes(twarc_lines(WORDS))
        take_in(case, folder / "posts.jsonl")
        order = ExportOrder(format="wacz", target=str(folder / "good.wacz"), query="", because="deposit")
        export(case.desk, order, actor=case.ann)
    return Good(folder / "good.wacz")


def zipped(items: list[tuple[str, bytes]], method: int = zipfile.ZIP_STORED, **attributes: Any) -> bytes:
    """Give a ZIP of members, in the order given; `attributes` are set on the last one."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        for number, (name, data) in enumerate(items):
            entry = zipfile.ZipInfo(name, FIXED)
            entry.external_attr = 0o100644 << 16
            for key, value in attributes.items() if number == len(items) - 1 else ():
                setattr(entry, key, value)
            archive.writestr(entry, data, method)
    return out.getvalue()


def restated(files: Files) -> Files:
    """Every digest in datapackage.json made to fit, as a forger does."""
    package = json.loads(files[PACKAGE])
    listed = [row for row in package["resources"] if row["path"] in files]
    for row in listed:
        row["hash"], row["bytes"] = f"sha256:{hashlib.sha256(files[row['path']]).hexdigest()}", len(files[row["path"]])
    package["resources"] = listed
    return {**files, PACKAGE: json.dumps(package).encode()}


def resigned(
    files: Files, *, curve: ec.EllipticCurve | None = None, raw: bool = True, seed: int = 7**80, **more: str
) -> Files:
    """The list signed by a key that anybody can make."""
    files = restated(files)
    key = ec.derive_private_key(seed, curve or ec.SECP384R1())
    stated = f"sha256:{hashlib.sha256(files[PACKAGE]).hexdigest()}"
    made = key.sign(stated.encode(), ec.ECDSA(hashes.SHA256()))
    if raw:
        half = (key.curve.key_size + 7) // 8
        made = b"".join(number.to_bytes(half, "big") for number in decode_dss_signature(made))
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    signed = {"hash": stated, "created": json.loads(files[PACKAGE])["created"], "software": "x",
              "signature": base64.b64encode(made).decode(), "publicKey": base64.b64encode(public).decode(), **more}  # fmt: skip
    return {**files, DIGEST: json.dumps({"path": PACKAGE, "hash": stated, "signedData": signed}).encode()}


def rehashed(files: Files, **fields: Any) -> Files:
    """The digest file made to fit datapackage.json; `fields` are set in the signed part, None takes that part away."""
    value = json.loads(files[DIGEST])
    value["hash"] = f"sha256:{hashlib.sha256(files[PACKAGE]).hexdigest()}"
    if fields.get("signedData", 0) is None:
        del value["signedData"]
    else:
        value["signedData"].update(fields)
    return {**files, DIGEST: json.dumps(value).encode()}


def flipped(data: bytes, at: int | None = None) -> bytes:
    """One bit changed, in the middle."""
    at = len(data) // 2 if at is None else at
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def without(files: Files, *names: str) -> Files:
    """Some members taken away."""
    return {name: data for name, data in files.items() if name not in names}


def packaged(files: Files, **fields: Any) -> Files:
    """Fields of datapackage.json changed."""
    return {**files, PACKAGE: json.dumps({**json.loads(files[PACKAGE]), **fields}).encode()}


def signed_part(good: Good) -> dict[str, Any]:
    """The signed part of the good file."""
    found: dict[str, Any] = json.loads(good.files[DIGEST])["signedData"]
    return found


def altered(good: Good) -> Files:
    """The good files with another capture in them, packed and indexed as if nothing had happened."""
    return {**good.files, WARC: flipped(good.files[WARC])}


def listed(files: Files, name: str, data: bytes) -> Files:
    """One more member, listed."""
    package = json.loads(files[PACKAGE])
    package["resources"].append({"name": "x", "path": name, "hash": "", "bytes": 0})
    return restated({**files, name: data, PACKAGE: json.dumps(package).encode()})


def directory_of(raw: bytes) -> int:
    """Where the directory starts."""
    return int(struct.unpack("<I", raw[-6:-2])[0])


def moved(raw: bytes, gap: bytes, at: int) -> bytes:
    """Bytes put between the members and the directory, with the end made to fit."""
    return raw[:at] + gap + raw[at:-6] + struct.pack("<I", at + len(gap)) + raw[-2:]


def signature_flipped(good: Good) -> Files:
    """The signature with one bit changed."""
    raw = base64.b64decode(signed_part(good)["signature"])
    return rehashed(good.files, signature=base64.b64encode(flipped(raw, len(raw) - 3)).decode())


def in_place(good: Good, name: str, *, packed: bool = False) -> bytes:
    """One byte of a member changed in the file itself, its checksum left or made to fit."""
    with zipfile.ZipFile(io.BytesIO(good.raw)) as archive:
        entry = archive.getinfo(name)
    head = entry.header_offset
    data = head + 30 + sum(struct.unpack("<HH", good.raw[head + 26 : head + 30]))
    raw = flipped(good.raw, data + entry.file_size // 2)
    if packed:
        crc = struct.pack("<I", zlib.crc32(raw[data : data + entry.file_size]))
        raw = raw.replace(struct.pack("<I", entry.CRC), crc)
    return raw


def bomb() -> bytes:
    """A member that unpacks to a thousand times its size."""
    return zlib.compress(bytes(32 << 20), 9)


MUTATIONS: dict[str, Callable[[Good], Made]] = {
    "a byte of the WARC flipped in place": lambda g: in_place(g, WARC),
    "the same, checksum of the ZIP made to fit": lambda g: in_place(g, WARC, packed=True),
    "WARC changed, packed anew": lambda g: altered(g),
    "WARC changed, list made to fit, digest stale": lambda g: restated(altered(g)),
    "WARC changed, list and digest made to fit, signature stripped": lambda g: rehashed(restated(altered(g)), signedData=None),
    "WARC changed, list made to fit, digest file removed": lambda g: without(restated(altered(g)), DIGEST),
    "WARC changed, list and digest made to fit, signature stale": lambda g: rehashed(restated(altered(g))),
    "the same, signed hash made to fit too": lambda g: rehashed(
        restated(altered(g)), hash=f"sha256:{hashlib.sha256(restated(altered(g))[PACKAGE]).hexdigest()}"
    ),
    "signed again by another key": lambda g: resigned(g.files),
    "content changed and signed again by another key": lambda g: resigned({**g.files, PAGES: g.files[PAGES].replace(b"x:1001", b"x:1009")}),
    "signature stripped": lambda g: rehashed(g.files, signedData=None),
    "signed part null": lambda g: {**g.files, DIGEST: json.dumps({**json.loads(g.files[DIGEST]), "signedData": None}).encode()},
    "digest file removed": lambda g: without(g.files, DIGEST),
    "signature flipped": signature_flipped,
    "signature emptied": lambda g: rehashed(g.files, signature=""),
    "signature of zeros": lambda g: rehashed(g.files, signature=base64.b64encode(bytes(96)).decode()),
    "public key of another": lambda g: rehashed(g.files, publicKey=json.loads(resigned(g.files)[DIGEST])["signedData"]["publicKey"]),
    "time of making moved in both": lambda g: rehashed(packaged(g.files, created="2020-01-01T00:00:00Z"), created="2020-01-01T00:00:00Z"),
    "time of making moved in the signed part only": lambda g: rehashed(g.files, created="2020-01-01T00:00:00Z"),
    "unknown signed field": lambda g: rehashed(g.files, note="checked by the court"),
    "domain claimed beside a key": lambda g: rehashed(g.files, domain="court.example"),
    "unknown field beside the signed part": lambda g: {**g.files, DIGEST: json.dumps({**json.loads(g.files[DIGEST]), "by": "x"}).encode()},
    "key twice in the digest file": lambda g: {**g.files, DIGEST: g.files[DIGEST].replace(b'"path"', b'"hash": "x", "path"', 1)},
    "digest file of another path": lambda g: {**g.files, DIGEST: g.files[DIGEST].replace(b'"path": "data', b'"path": "other/data')},
    "stated size of a member wrong, signature stripped": lambda g: rehashed(
        packaged(g.files, resources=[{**one, "bytes": one["bytes"] + 1} for one in json.loads(g.files[PACKAGE])["resources"]]),
        signedData=None,
    ),
    "title changed": lambda g: packaged(g.files, title="another"),
    "unlisted member": lambda g: {**g.files, "archive/more.warc": b"x"},
    "unlisted member without an ending": lambda g: {**g.files, "archive/payload": b"x"},
    "unlisted member of the same last names": lambda g: {**g.files, "x/y/archive/data.warc.gz": g.files[WARC]},
    "unlisted script": lambda g: {**g.files, "index.html": b"<script>"},
    "proof changed": lambda g: {**g.files, "proofs/items.jsonl": flipped(g.files["proofs/items.jsonl"])},
    "listed pages missing": lambda g: without(g.files, PAGES),
    "listed WARC missing": lambda g: without(g.files, WARC),
    "listed index missing": lambda g: without(g.files, INDEX),
    "list missing": lambda g: without(g.files, PACKAGE),
    "duplicate member, second changed": lambda g: [*g.files.items(), (WARC, flipped(g.files[WARC]))],
    "duplicate member, first changed": lambda g: [(WARC, flipped(g.files[WARC])), *g.files.items()],
    "duplicate member in other case": lambda g: [*g.files.items(), ("Archive/data.warc.gz", b"x")],
    "name that climbs": lambda g: {**g.files, "../../evil.txt": b"x"},
    "absolute name": lambda g: {**g.files, "/tmp/evil.txt": b"x"},
    "name of another system": lambda g: {**g.files, "c:evil.txt": b"x"},
    "name with a dot": lambda g: {**g.files, "archive/./data.warc.gz": b"x"},
    "name with a control": lambda g: {**g.files, "archive/a\x1b[2J": b"x"},
    "folder as a member": lambda g: [*g.files.items(), ("archive/", b"")],
    "symbolic link": lambda g: zipped([*g.files.items(), ("archive/link", b"/etc/passwd")], create_system=3, external_attr=0o120777 << 16),
    "comment of a member": lambda g: zipped([*g.files.items()], comment=b"hidden"),
    "field with a second name": lambda g: zipped([*g.files.items()], extra=struct.pack("<HHBI", 0x7075, 9, 1, 0) + b"evil"),
    "encrypted member": lambda g: zipped([*g.files.items()]).replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01").replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"),
    "WARC packed a second time": lambda g: zipped([*g.files.items()], zipfile.ZIP_DEFLATED),
    "bytes before": lambda g: b"GIF89a" + g.raw,
    "bytes behind": lambda g: g.raw + b"\0",
    "second ZIP behind": lambda g: g.raw + zipped([("evil.txt", b"x")]),
    "second ZIP before": lambda g: zipped([("evil.txt", b"x")]) + g.raw,
    "comment of the ZIP": lambda g: g.raw[:-2] + struct.pack("<H", 6) + b"hidden",
    "bytes between members and directory": lambda g: moved(g.raw, b"HIDDEN" * 9, directory_of(g.raw)),
    "directory cut short": lambda g: g.raw[:-22] + g.raw[-22:-14] + struct.pack("<HH", 7, 7) + g.raw[-10:],
    "cut off": lambda g: g.raw[:-100],
    "only its directory": lambda g: g.raw[directory_of(g.raw) :],
    "bomb, listed": lambda g: zipped([*listed(g.files, "logs/x", bytes(32 << 20)).items()], zipfile.ZIP_DEFLATED),
    "nothing": lambda g: b"",
}  # fmt: skip


def made(good: Good, mutation: Callable[[Good], Made]) -> bytes:
    """The bytes of a changed file."""
    value = mutation(good)
    return value if isinstance(value, bytes) else zipped(list(value.items()) if isinstance(value, dict) else value)


def test_a_good_file_is_accepted(good, tmp_path):
    """Everything in it is counted, and each capture is proven to the signed head of its case."""
    path = tmp_path / "good.wacz"
    path.write_bytes(good.raw)

    verdict = check_wacz(path, keys={good.key}, need_signature=True)

    assert verdict.failures == []
    assert verdict.checked["signature"] == 1
    assert verdict.checked["captures proven to the ledger's head"] == len(WORDS) == verdict.checked["pages"]
    assert verdict.checked["block digests of records"] == verdict.checked["WARC records"] == 2 * len(WORDS) + 1
    assert verdict.head.startswith("firsthand/")
    assert [one["what"] for one in verdict.not_checked] == ["outside time stamp"]


def test_the_same_members_packed_by_another_tool_are_accepted(good, tmp_path):
    """It is the content that counts, not who packed it: the harness of the mutations itself is sound."""
    path = tmp_path / "again.wacz"
    path.write_bytes(zipped([*good.files.items()]))

    assert check_wacz(path, keys={good.key}).failures == []


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_harmful_change_is_refused(name, good, tmp_path):
    """With the maker's key at hand, no change of content, list, signature or container is accepted."""
    path = tmp_path / "changed.wacz"
    path.write_bytes(made(good, MUTATIONS[name]))

    verdict = check_wacz(path, keys={good.key}, need_signature=True, limits=Limits(ratio_from_bytes=1 << 20))

    assert not verdict.ok, name
    assert all(one["what"] and one["why"] for one in verdict.failures)


HONEST_WITHOUT_A_KEY = {
    "signed again by another key", "content changed and signed again by another key", "signature stripped", "signed part null",
    "digest file removed",
}  # fmt: skip


def test_without_a_key_only_the_maker_stays_unknown(good, tmp_path):
    """Nobody can tell a file signed by a stranger from one that a stranger made; everything else is still refused."""
    path, accepted = tmp_path / "changed.wacz", set()

    for name, mutation in MUTATIONS.items():
        path.write_bytes(made(good, mutation))
        if check_wacz(path, limits=Limits(ratio_from_bytes=1 << 20)).ok:
            accepted.add(name)
    assert accepted <= HONEST_WITHOUT_A_KEY


@pytest.mark.parametrize("change", ["index", "pages", "proof", "record", "salt", "pages missing", "index missing"])
def test_what_is_inside_must_fit_even_when_it_is_signed(change, good, tmp_path):
    """A list that a stranger has signed does not make an index, a proof or a record true."""
    files = dict(good.files)
    if change == "index":
        files[INDEX] = files[INDEX].replace(b'"offset": "4', b'"offset": "5')
    elif change == "pages":
        files[PAGES] += b'{"title": "no address"}\n'
    elif change == "proof":
        files["proofs/items.jsonl"] = files["proofs/items.jsonl"].replace(b'"index":0', b'"index":1', 1)
    elif change == "record":
        files[WARC] = flipped(files[WARC])
    elif change == "salt":
        rows = [json.loads(line) for line in files["proofs/items.jsonl"].splitlines()]
        files["proofs/items.jsonl"] = b"".join(json.dumps({**row, "salt": "00" * 16}).encode() + b"\n" for row in rows)
    else:
        files = without(files, PAGES if change.startswith("pages") else INDEX)
    path = tmp_path / "inside.wacz"
    path.write_bytes(zipped([*resigned(files).items()]))

    assert not check_wacz(path).ok


@pytest.mark.parametrize(
    ("curve", "raw", "told"),
    [(ec.SECP384R1(), True, False), (ec.SECP384R1(), False, True), (ec.SECP256R1(), True, True), (ec.SECP256R1(), False, True)],
)
def test_other_shapes_of_signature_are_valid_and_said_to_be_unseen(curve, raw, told, good, tmp_path):
    """P-256 and DER verify here; that common viewers do not verify them is said."""
    path = tmp_path / "shape.wacz"
    path.write_bytes(zipped([*resigned(good.files, curve=curve, raw=raw).items()]))

    verdict = check_wacz(path)

    assert (verdict.ok, verdict.checked["signature"]) == (True, 1)
    assert any("viewers" in one["what"] for one in verdict.not_checked) is told


@pytest.mark.parametrize("spelling", ["1.0.0", "1.1.1", "1.2.0"])
def test_the_spellings_of_three_versions(spelling, good, tmp_path):
    """`stats` and `hashing` of 1.0.0, `hash` of 1.1.1, the profile of 1.2.0."""
    package = json.loads(good.files[PACKAGE])
    if spelling == "1.0.0":
        for row in package["resources"]:
            row["stats"] = {"hash": row.pop("hash").removeprefix("sha256:"), "bytes": row.pop("bytes")}
            row["hashing"] = "sha256"
    files = packaged(good.files, profile="wacz" if spelling == "1.2.0" else "data-package", wacz_version=spelling,
                     resources=package["resources"])  # fmt: skip
    path = tmp_path / "spelling.wacz"
    path.write_bytes(zipped([*without(files, DIGEST).items()]))

    assert check_wacz(path).failures == []


REAL = {
    "browsertrix--example.wacz": (True, "signature"),
    "replayweb.page--example.wacz": (True, "signature"),
    "valid_example_1.wacz": (True, ""),
    "valid_example_2.wacz": (True, ""),
    "valid_signed_example_1.wacz": (True, "signature"),
    "invalid_example_1.wacz": (False, "version"),
    "invalid_signed_example_1.wacz": (True, "signature"),
}
"""
Verdict, and what was checked or what is wrong. The last one is whole and its signature fits its certificate; it is invalid
to its makers because a testing authority issued that certificate, which is what "no pinned roots" says here.
"""


@pytest.mark.parametrize("name", REAL)
def test_the_real_files_of_the_field(name, shared):
    """Files of the field's own tools, and what a person who looks into them would say."""
    ok, told = REAL[name]

    verdict = check_wacz(shared / "data" / "preservation" / "wacz" / name)

    assert verdict.ok is ok, verdict.failures
    if not ok:
        assert told in verdict.failures[0]["why"]
    elif told:
        assert verdict.checked[told] == 1
    else:
        assert any(one["what"] == "signature" for one in verdict.not_checked)
    if "signed_example" in name:
        assert sum("no pinned roots" in one["why"] for one in verdict.not_checked) == 2


def test_the_field_s_own_validator_accepts_ours(good, tmp_path):
    """py-wacz, where it is installed."""
    pytest.importorskip("wacz")
    path = tmp_path / "good.wacz"
    path.write_bytes(good.raw)

    told = subprocess.run([sys.executable, "-m", "wacz.main", "validate", "-f", path], capture_output=True, text=True, check=False)

    assert "the passed WACZ is valid" in told.stdout, told.stdout + told.stderr
