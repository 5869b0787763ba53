"""
Atlos: the CSV of a project, the CSV for bulk import, and the full export (a zip, unpacked).

Rules:
    - An item is an incident (a row, or its ``metadata.json``) or a source of an incident (its ``metadata.json``).
    - An incident is named by its slug. Its words are the description; its time is that of the event, without a zone.
    - A source is the post at its address, where the address says which post it is; else a page, ``web:ADDRESS``. Its files
      are linked, and compared with the SHA-256 that the document states.
    - Coordinates are sealed: only the place in words is read. ``updates.json`` names moderators and is never read.

Source:
    atlosdotorg/atlos: the export controller and the encoder of incidents.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from firsthand.model.adapter import Adapter
from firsthand.model.ids import PostId, post_id
from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.post import Media, Post
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.chat_json import kind_of, words
from firsthand.readers.chatids import Nth, message_id
from firsthand.readers.json_items import Unreadable, decode
from firsthand.readers.json_outline import outline
from firsthand.readers.seam import Files, Setting
from firsthand.readers.table_values import moment
from firsthand.readers.tool_sheets import (
    SheetRow,
    header_of,
    item,
    mark,
    named_by,
    place_name,
    post_at,
    read_sheet,
    unescaped,
    web,
)

NAME = "atlos"
PLATFORM = "atlos"

_EXPORTED = frozenset({"slug", "inserted_at", "updated_at", "latitude", "longitude"})
_IMPORTED = frozenset({"description", "sensitive", "status"})
_INCIDENT = re.compile(r"(?:^|/)([^/]+)/metadata\.json$")
_SOURCE = re.compile(r"(?:^|/)([^/]+)/\1-\d{1,9}/metadata\.json$")
_SLUG = re.compile(r"[A-Za-z0-9-]{1,40}")
_SHA256 = re.compile(rb'"([0-9a-fA-F]{64})"')
_MAX_DOCUMENT = 64 << 20
_MAX_SOURCES = 200
_CHUNK = 1 << 20

Json = dict[str, Any]


class AtlosReader:
    """Implements `firsthand.readers.seam.Reader`."""

    def find(self, files: Files) -> list[Find]:
        """Recognise tables by their columns, the full export by its documents."""
        names = files.names()
        finds, documents = [], []
        for member in names:
            if member.endswith("/metadata.json"):
                keys = outline(files.head(member), depth=1)
                if {"slug", "attr_description"} <= keys or (_SOURCE.search(member) and "source_url" in keys):
                    documents.append(member)
            elif files.head(member, 4)[:1] not in (b"{", b"["):
                header = frozenset(header_of(files, member))
                if header >= _EXPORTED:
                    finds.append(Find(NAME, (member,), (), 0.95, "Atlos, the incidents of a project"))
                elif header >= _IMPORTED and {"source_1", "date", "latitude", "location"} & header:
                    finds.append(Find(NAME, (member,), (), 0.8, "Atlos, a table for bulk import"))
        if documents:
            folders = tuple(one.removesuffix("metadata.json") for one in documents)
            sealed = tuple(one for one in names if one.endswith("/updates.json") and one.startswith(folders))
            media = tuple(one for one in names if one.startswith(folders) and one not in documents and one not in sealed)
            finds.append(Find(NAME, tuple(documents), media, 0.95, "Atlos, a full export", sealed))
        return finds

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read rows, or documents, in order."""
        for member in find.members:
            if member.endswith(".json") or files.head(member, 4)[:1] == b"{":
                yield from _read_document(files, member)
            else:
                table = _Table(member, setting.source_name or member)
                yield from read_sheet(files, member, table.row)
                yield from table.gaps()


class _Table:
    """Rows of one table."""

    def __init__(self, member: str, scope: str) -> None:
        self._member = member
        self._scope = scope
        self._nth = Nth()
        self._places = 0

    def row(self, row: SheetRow) -> tuple[Item, list[Gap]] | tuple[str, str]:
        cells = {key.removeprefix("attr_"): unescaped(value) for key, value in row.cells.items()}
        slug, text = cells.get("slug", "").strip(), cells.get("description", "")
        if not slug and not text.strip():
            return "no-description", "it has neither a slug nor a description."
        self._places += bool(cells.get("latitude", "").strip() or cells.get("location", "").strip())
        sources = [web(cells.get(f"source_{number}", "")) for number in range(1, _MAX_SOURCES)]
        date, time = cells.get("date", "").strip(), cells.get("time", "").strip()
        native = slug if _SLUG.fullmatch(slug) else self._nth(message_id(self._scope, "", f"{date} {time}", text, ""))
        post = _incident(
            native, text, _event(date, time), [one for one in sources if one], cells.get("general_location", ""),
            cells.get("status", ""), cells.get("sensitive", ""), cells.get("tags", ""),
        )  # fmt: skip
        return item((post,)), []

    def gaps(self) -> Iterator[Gap]:
        if self._places:
            what = f"the exact places of {self._places} incidents stay in the capture and are not read"
            yield Gap("sealed", self._member, 0, what)


def _event(date: str, time: str) -> Moment:
    return moment(f"{date} {time}".strip(), None) if date else UNKNOWN


def _incident(
    native: str, text: str, when: Moment, sources: list[str], where: str, status: str, sensitive: str, tags: str
) -> Post:  # fmt: skip
    quoted: PostId | None = next((found for one in sources if (found := post_at(one))), None)
    touchy = bool(sensitive.strip()) and sensitive.strip().casefold() != "not sensitive"
    marks = [*mark("status", status), *mark("tags", tags), *(["sensitive"] if touchy else [])]
    if len(sources) > 1:
        marks.append(f"sources:{len(sources)}")
    return Post(
        id=post_id(PLATFORM, native), platform=PLATFORM, native_id=native, text=text, posted=when,
        url=sources[0] if sources else None, quotes=quoted, place=place_name(where),
        marks=(*marks, *([] if text.strip() else ["no-text"])),
    )  # fmt: skip


def _read_document(files: Files, member: str) -> Iterator[Item | Rejected | Gap]:
    size = files.size(member)
    if size > _MAX_DOCUMENT:
        yield Rejected(member, 1, 0, 0, b"", "too-large", f"{member}: larger than {_MAX_DOCUMENT} bytes.")
        return
    with files.open(member) as stream:
        raw = stream.read()
    if not raw:
        return
    place = (member, 1, 0, len(raw), raw)
    try:
        value = decode(raw.removeprefix(b"\xef\xbb\xbf"))
    except Unreadable:
        yield Rejected(*place, "not-json", f"{member}: it is no JSON in UTF-8, or was cut off.")
        return
    document: Json = value if isinstance(value, dict) else {}
    address = web(words(document.get("source_url")))
    slug = words(document.get("slug"))
    if _SLUG.fullmatch(slug):
        yield Item(*place, (_of_document(slug, document),))
        if document.get("attr_geolocation"):
            yield Gap("sealed", member, 1, "the exact place of the incident stays in the capture and is not read")
    elif address:
        post, gaps = _source(files, member, raw, address)
        yield Item(*place, (post,))
        yield from gaps
    else:
        yield Rejected(*place, "no-slug", f"{member}: it is neither an incident nor a source with an address.")


def _of_document(slug: str, document: Json) -> Post:
    def joined(key: str) -> str:
        value = document.get(key)
        return ", ".join(words(one) for one in value) if isinstance(value, list) else words(value)

    held = document.get("source_material")
    sources = [web(words(one.get("source_url"))) for one in held if isinstance(one, dict)] if isinstance(held, list) else []
    return _incident(
        slug, joined("attr_description"), _event(joined("attr_date"), joined("attr_time")), [one for one in sources if one],
        joined("attr_general_location"), joined("attr_status"), joined("attr_sensitive"), joined("attr_tags"),
    )  # fmt: skip


def _source(files: Files, member: str, raw: bytes, address: str) -> tuple[Post, list[Gap]]:
    folder = member.removesuffix("metadata.json")
    slug = folder.rstrip("/").rpartition("/")[2].rpartition("-")[0]
    claims = {one.decode().casefold() for one in _SHA256.findall(raw)}
    media, gaps, agree = [], [], 0
    for name in files.names():
        if name == member or not name.startswith(folder):
            continue
        media.append(Media(kind_of(name), name=name))
        if claims and _digest(files, name) in claims:
            agree += 1
        elif claims:
            gaps.append(Gap("hash-differs", member, 1, f"{name}: its SHA-256 is none of those that the document states"))
    platform, native = named_by(address)
    marks = (*mark("source-of", slug), *((f"hashes-agree:{agree}",) if agree else ()), *(() if media else ("no-text",)))
    post = Post(
        id=post_id(platform, native), platform=platform, native_id=native, text="", url=address, media=tuple(media), marks=marks
    )
    return post, gaps


def _digest(files: Files, name: str) -> str:
    digest = hashlib.sha256()
    with files.open(name) as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _filler(raw: bytes) -> bytes:
    return fillers.json_object(raw) if raw.lstrip()[:1] == b"{" else fillers.row(raw)


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="Atlos: a project's incidents as CSV, the CSV for bulk import, and the full export.",
    open=lambda options: AtlosReader(),
    filler=_filler,
    losses=(
        "Exact places, people who worked on an incident, and its log of updates are sealed.",
        "Types, impact, equipment, restrictions and a project's own attributes stay in the capture.",
        "Only the first source of an incident is linked from it; all are counted, and read in the full export.",
        "An export leaves out what its maker was not allowed to see, without a sign.",
    ),
)
