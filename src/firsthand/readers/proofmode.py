"""
ProofMode: a picture or video with ``X.proof.csv`` and the signatures of both.

Rules:
    - An item is the row of values. What it says of device, network and place is sealed: never read, and counted.
    - The medium is the file beside it whose SHA-256 the proof states; else the one that its name points at, with a gap that
      says the bytes are others.
    - The time is that of the file, as the device's clock had it (``Modified``); when the proof was made is a mark.
    - Signatures are not checked here: the key that made them says that device and program were the same, and nothing of a
      person. A gap says how to check them.
    - A row is read by the header's names, for their order is arbitrary. A value with a comma shifts the row, which is not
      quoted: then the row is rejected, and its media are kept.

Source:
    guardianproject/proofmode: a bundle of 2016 and the names of the source of 2020.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from firsthand.model.adapter import Adapter
from firsthand.model.ids import post_id
from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.post import Media, Post
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.chat_json import kind_of
from firsthand.readers.json_fit import clean
from firsthand.readers.seam import Files, Setting
from firsthand.readers.table_values import moment

NAME = "proofmode"
PLATFORM = "proofmode"

_HASHES = ("sha256", "file hash sha256")
_READ = frozenset({*_HASHES, "modified", "file modified", "proof generated", "currentdatetime0gmt", "file", "file path", ""})
"""Columns of which something is read; all others are sealed. Of a path only its last part is looked at."""

_TELLING = frozenset({"deviceid", "hardware", "manufacturer", "networktype", "datatype", "wifi mac"})
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_LIMIT = 1 << 20
_CHUNK = 1 << 20
_MILLISECONDS = range(10**11, 10**14)
_SECONDS = range(1, 10**11)


class ProofModeReader:
    """Implements `firsthand.readers.seam.Reader`."""

    def find(self, files: Files) -> list[Find]:
        """Recognise proofs by their header."""
        finds = []
        names = files.names()
        for member in names:
            header = _header(files.head(member, 8192))
            if set(_HASHES) & set(header) and len(_TELLING & set(header)) >= 2:
                stem = member.removesuffix(".proof.csv")
                media = tuple(one for one in names if one != member and (one in _beside(member, stem) or _is_batch(one, member)))
                finds.append(Find(NAME, (member,), media, 1.0, "a proof of ProofMode"))
        return finds

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read the proofs."""
        for member in find.members:
            yield from _read(files, member)


def _beside(member: str, stem: str) -> tuple[str, ...]:
    folder = member[: member.rfind("/") + 1]
    return (stem, f"{stem}.asc", f"{member}.asc", f"{stem}.ots", f"{folder}pubkey.asc")


def _is_batch(one: str, member: str) -> bool:
    folder = member[: member.rfind("/") + 1]
    return one.startswith(folder) and one.endswith(("batchproof.csv", "batchproof.csv.asc")) and "/" not in one[len(folder) :]


def _header(head: bytes) -> list[str]:
    line = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0][:4096]
    return [cell.strip().casefold() for cell in line.decode("utf-8", "replace").strip("\r").split(",")]


def _read(files: Files, member: str) -> Iterator[Item | Rejected | Gap]:
    with files.open(member) as stream:
        data = stream.read(_LIMIT)
    header = _header(data)
    start, n = data.find(b"\n") + 1, 1
    if not start:
        if data:
            yield Gap("cut-off", member, 0, f"{member} ends before its values")
        return
    signed = [name for name in files.names() if name.startswith(member.removesuffix(".proof.csv")) and name.endswith(".asc")]
    for line in data[start:].split(b"\n"):
        raw = line.rstrip(b"\r")
        if raw.strip():
            n += 1
            yield from _row(files, member, n, start, raw, header)
        start += len(line) + 1
    if signed:
        media = signed[0].removesuffix(".asc")
        what = f"{len(signed)} signatures were not checked; with the sender's key: gpg --verify {signed[0]} {media}"
        yield Gap("not-checked", member, 0, what)


def _row(files: Files, member: str, n: int, start: int, raw: bytes, header: list[str]) -> Iterator[Item | Rejected | Gap]:
    place = (member, n, start, len(raw), raw)
    cells = [clean(cell.strip()) for cell in raw.decode("utf-8", "replace").split(",")]
    if len(cells) != len(header):
        why = f"{member}, row {n}: it has {len(cells)} values for {len(header)} names; a value holds a comma and shifts the others."
        yield Rejected(*place, "columns", why)
        return
    values = dict(zip(header, cells, strict=True))
    stated = next((values[name].casefold() for name in _HASHES if _SHA256.fullmatch(values.get(name, ""))), "")
    if not stated:
        yield Rejected(*place, "no-hash", f"{member}, row {n}: it states no SHA-256, so it proves nothing of any file.")
        return
    sealed = sum(1 for name, value in values.items() if value and name not in _READ)
    media, marks, gaps = _medium(files, member, n, values, stated)
    made = _moment(values.get("proof generated") or values.get("currentdatetime0gmt", ""))
    if made.at:
        marks.append(f"proof-made:{made.at.isoformat()}")
    post = Post(
        id=post_id(PLATFORM, stated), platform=PLATFORM, native_id=stated, text="", media=media, marks=tuple(marks),
        posted=_moment(values.get("file modified") or values.get("modified", "")),
    )  # fmt: skip
    yield Item(*place, (post,))
    yield from gaps
    if sealed:
        yield Gap("sealed", member, n, f"{sealed} values about device, network and place stay in the capture and are not read")


def _medium(
    files: Files, member: str, n: int, values: dict[str, str], stated: str
) -> tuple[tuple[Media, ...], list[str], list[Gap]]:
    names = files.names()
    folder = member[: member.rfind("/") + 1]
    path = (values.get("file path") or values.get("file", "")).replace("\\", "/").rpartition("/")[2]
    likely = [one for one in (member.removesuffix(".proof.csv"), folder + path) if one in names and one != member]
    for one in likely:
        if _digest(files, one) == stated:
            return (Media(kind_of(one), name=one),), ["hash-agrees"], []
    if likely:
        what = f"{likely[0]} is not the file of this proof: its SHA-256 is another than the one stated"
        return (Media(kind_of(likely[0]), name=likely[0]),), ["hash-differs"], [Gap("hash-differs", member, n, what)]
    medium = Media(kind_of(path), missing="not beside the proof")
    return (medium,), [], [Gap("missing-media", member, n, f"{medium.kind}: {medium.missing}")]


def _moment(stated: str) -> Moment:
    if stated.isascii() and stated.isdecimal() and len(stated) < 16:
        number = int(stated)
        micro = number * 1000 if number in _MILLISECONDS else number * 1_000_000 if number in _SECONDS else 0
        if micro:
            at = datetime.fromtimestamp(micro // 1_000_000, UTC).replace(microsecond=micro % 1_000_000)
            return Moment(at, stated, None, "+00:00")
    return moment(stated, None) if stated else UNKNOWN


def _digest(files: Files, name: str) -> str:
    digest = hashlib.sha256()
    with files.open(name) as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="ProofMode's bundles: a picture or video with its proof and signatures.",
    open=lambda options: ProofModeReader(),
    filler=fillers.row,
    losses=(
        "What the proof says of device, network and place is sealed.",
        "Signatures and time stamps are kept, and not checked.",
        "A table of many proofs (batchproof.csv) is kept: its rows have no names and shift, so nobody can map them.",
        "Proofs in JSON, of newer versions, are not read.",
    ),
)
