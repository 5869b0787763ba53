"""
auto-archiver: ``metadata.json`` of an archived address, and the sheet that it fills (as CSV).

Rules:
    - An item is a document, or a row of the sheet. The post is what was archived: named by its address, where the address
      says which post it is; else it is a page, ``web:ADDRESS``.
    - The time of the post is not to be believed in its zone: the tool replaces the zone by UTC and does not convert. It is
      read as a clock without a zone, and the words stay.
    - Media may lie in the properties of other media, at any depth: all are read. Where a file of the same name is beside
      the document, it is linked, and a stated SHA-256 or SHA3-512 is compared with its bytes.
    - ``filename`` is a path on the machine that archived, and may hold its user's name: only its last part is looked at.
    - An address of which nothing was archived is an item, and a gap says so.

Source:
    bellingcat/auto-archiver, ``core/metadata.py``, ``core/media.py`` and the module of Google Sheets.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from firsthand.model.adapter import Adapter
from firsthand.model.ids import post_id
from firsthand.model.post import Media, Post
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.chat_json import kind_of, name, rows, words
from firsthand.readers.json_items import MAX_DOCUMENT, NOTHING, pieces
from firsthand.readers.json_outline import outline
from firsthand.readers.seam import Files, Setting
from firsthand.readers.tool_sheets import SheetRow, doubtful, header_of, item, mark, named_by, read_sheet, web

NAME = "auto-archiver"

_MAX_MEDIA = 2000
_MAX_DEPTH = 20
_CHUNK = 1 << 20
_HASHES = {"sha-256": "sha256", "sha3-512": "sha3_512"}

Json = dict[str, Any]


class AutoArchiverReader:
    """Implements `firsthand.readers.seam.Reader`."""

    def find(self, files: Files) -> list[Find]:
        """Recognise documents by their keys, the sheet by its columns."""
        finds = []
        names = files.names()
        for member in names:
            head = files.head(member)
            start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
            if start in (b"{", b"["):
                keys = outline(head, depth=2)
                if {"status", "metadata", "metadata.url"} <= keys and {"media", "metadata._processed_at"} & keys:
                    media = tuple(one for one in names if one != member and _is_beside(one, member))
                    finds.append(Find(NAME, (member,), media, 0.95, "auto-archiver's metadata of an address"))
            elif {"link", "archive status", "archive location"} <= set(header_of(files, member)):
                finds.append(Find(NAME, (member,), (), 0.9, "auto-archiver's sheet"))
        return finds

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read documents and rows in order."""
        for member in find.members:
            if files.head(member, 64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
                yield from _read_documents(files, member)
            else:
                yield from read_sheet(files, member, lambda row, member=member: _row(member, row))  # type: ignore[misc]


def _is_beside(one: str, member: str) -> bool:
    """Files in the folder of a document, when that is no folder of documents."""
    folder = member[: member.rfind("/") + 1]
    return bool(folder) and one.startswith(folder) and not one.endswith((".json", ".csv"))


def _read_documents(files: Files, member: str) -> Iterator[Item | Rejected | Gap]:
    if files.size(member) > MAX_DOCUMENT:
        yield Rejected(member, 1, 0, 0, b"", "too-large", f"{member}: larger than {MAX_DOCUMENT} bytes.")
        return
    with files.open(member) as stream:
        data = stream.read()
    for n, piece in enumerate((one for one in pieces(data, frozenset()) if one.end > one.start), 1):
        raw = data[piece.start : piece.end]
        place = (member, n, piece.start, len(raw), raw)
        if not piece.closed or piece.value is NOTHING:
            code, why = ("cut-off", "it begins and does not end") if not piece.closed else ("not-json", "it is no JSON in UTF-8")
            yield Rejected(*place, code, f"{member}, document {n}: {why}.")
            continue
        document = piece.value if isinstance(piece.value, dict) else {}
        said = document.get("metadata")
        address = web(words(said.get("url"))) if isinstance(said, dict) else ""
        if not address or not isinstance(said, dict):
            yield Rejected(*place, "no-address", f"{member}, document {n}: it does not say which address was archived.")
            continue
        post, gaps = _post(files, member, n, document, said, address)
        yield Item(*place, (post,))
        yield from gaps


def _post(files: Files, member: str, n: int, document: Json, said: Json, address: str) -> tuple[Post, list[Gap]]:
    status = name(document.get("status"))
    gaps = [] if "success" in status.casefold() else [_nothing(member, n, status)]
    media, marks = [], list(mark("title", words(said.get("title"))) + mark("archived", status))
    agree = 0
    for one in _walk(rows(document.get("media")), 0, [0]):
        medium, claim = _medium(one, member, files)
        media.append(medium)
        if medium.name and claim[0]:
            if _digest(files, medium.name, claim[0]) == claim[1]:
                agree += 1
            else:
                what = f"{medium.name} is not the file that was archived: its {claim[0]} is another than the one stated"
                gaps.append(Gap("hash-differs", member, n, what))
    if agree:
        marks.append(f"hashes-agree:{agree}")
    platform, native = named_by(address)
    text = words(said.get("content"))
    if not text and not media:
        marks.append("no-text")
    return Post(
        id=post_id(platform, native), platform=platform, native_id=native, text=text, url=address,
        posted=doubtful(words(said.get("timestamp"))), media=tuple(media), marks=tuple(marks),
    ), gaps  # fmt: skip


def _nothing(member: str, n: int, status: str) -> Gap:
    return Gap("unavailable", member, n, f"nothing was archived of this address: {status or 'no status'}")


def _walk(found: list[Json], depth: int, count: list[int]) -> Iterator[Json]:
    """Media, and those inside their properties."""
    for one in found:
        count[0] += 1
        if count[0] > _MAX_MEDIA:
            return
        yield one
        properties = one.get("properties")
        if isinstance(properties, dict) and depth < _MAX_DEPTH:
            for value in properties.values():
                inner = rows(value) if isinstance(value, list) else [value] if isinstance(value, dict) else []
                yield from _walk([each for each in inner if "filename" in each or "urls" in each], depth + 1, count)


def _medium(one: Json, member: str, files: Files) -> tuple[Media, tuple[str, str]]:
    """The medium, with the kind and the value of the hash that is stated for it."""
    stated = words(one.get("_key")) or words(one.get("filename"))
    base = stated.replace("\\", "/").rpartition("/")[2]
    folder = member[: member.rfind("/") + 1]
    held = [each for each in files.names() if base and each.startswith(folder) and each.rpartition("/")[2] == base]
    addresses = one.get("urls")
    url = next((web(words(each)) for each in addresses if web(words(each))), "") if isinstance(addresses, list) else ""
    broad = words(one.get("_mimetype") or one.get("mimetype")).partition("/")[0]
    kind = broad if broad in ("image", "video", "audio") else kind_of(base)
    properties = one.get("properties")
    hashed = words(properties.get("hash")) if isinstance(properties, dict) else ""
    algorithm, _, value = hashed.partition(":")
    claim = (algorithm.casefold() if algorithm.casefold() in _HASHES else "", value.strip().casefold())
    return Media(kind, url=url or None, name=held[0] if len(held) == 1 else None), claim


def _digest(files: Files, member: str, algorithm: str) -> str:
    digest = hashlib.new(_HASHES[algorithm])
    with files.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _row(member: str, row: SheetRow) -> tuple[Item, list[Gap]] | tuple[str, str]:
    address = web(row.cell("link"))
    if not address:
        return "no-address", "it does not say which address was to be archived."
    status = row.cell("archive status")
    gaps = [] if "success" in status.casefold() or "[cached]" in status.casefold() else [_nothing(member, row.n, status[:200])]
    places = [web(line) for line in row.cell("archive location").split()] + [web(row.cell("screenshot"))]
    media = tuple(Media(kind_of(one.rpartition("/")[2]), url=one) for one in dict.fromkeys(places) if one)
    text = row.cells.get("text content", "")
    platform, native = named_by(address)
    marks = (*mark("title", row.cell("upload title")), *mark("archived", status), *(() if text or media else ("no-text",)))
    post = Post(
        id=post_id(platform, native), platform=platform, native_id=native, text=text, url=address,
        posted=doubtful(row.cell("upload timestamp")), media=media, marks=marks,
    )  # fmt: skip
    return item((post,)), gaps


def _filler(raw: bytes) -> bytes:
    return fillers.json_object(raw) if raw.lstrip()[:1] == b"{" else fillers.row(raw)


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="auto-archiver's metadata.json, and its sheet as CSV.",
    open=lambda options: AutoArchiverReader(),
    filler=_filler,
    losses=(
        "Who posted: extractors name that in ways of their own; it stays in the capture.",
        "Perceptual hashes, time stamps, thumbnails' formulas and free keys of extractors stay in the capture.",
        "Words that steps of the archiver appended to the content, also as JSON, are part of the text.",
        "The database in CSV (`status,metadata,media`) holds Python's own notation and is not read.",
    ),
)
