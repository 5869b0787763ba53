"""
Web archives: WARC 0.17 to 1.1, ARC 1 and 2, and the members of a WACZ 1.0.0 to 1.2.0.

Every record is an item. A page that was answered gives a post of the platform ``web``; an answer in JSON that another reader
recognises gives that platform's posts (`web_pages` says how). Requests, metadata, revisits and other files are items without posts:
they are kept, counted, and prove what they prove. A record that cannot be read is rejected and the walk goes on behind it.

Digests that a record or a WACZ states are computed again; one that does not match is a gap ``digest-mismatch``, and a mark of
that name on the post. Signatures are not looked at here: `firsthand verify FILE.wacz` does.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import zlib
from collections.abc import Iterator

from firsthand.model.adapter import Adapter
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers.json_values import lines
from firsthand.readers.seam import Files, Setting
from firsthand.readers.warc_records import Record, filler, kind_of, records
from firsthand.readers.web_pages import Answer, Found, http_answer, json_line, read_answer

NAME = "web-archive"
VERSIONS = ("1.0.0", "1.1.0", "1.1.1", "1.2.0")
REMEMBERED = 500_000
"""Ids, addresses and digests of records that later ones may speak of."""

_PAGES = re.compile(rb'\s*\{\s*"format"\s*:\s*"json-pages-1\.0"')
_PACKAGE = re.compile(rb'"profile"\s*:\s*"(?:wacz|data-package)"')
_WACZ_FILES = re.compile(r"(?:indexes|logs|pages|fuzzy|templates)/|datapackage(?:-digest)?\.json$")
_FAMILIES = {"sha1": "sha1", "sha-1": "sha1", "sha256": "sha256", "sha-256": "sha256", "sha512": "sha512", "sha-512": "sha512",
             "md5": "md5", "blake2b": "blake2b"}  # fmt: skip
_SMALL = 64 << 20


class WebArchiveReader:
    """Implements `firsthand.readers.seam.Reader`."""

    def find(self, files: Files) -> list[Find]:
        """Recognise by the first record; a WACZ by its list of pages or of files."""
        archives = {name: kind for name in files.names() if (kind := kind_of(files.head(name, 4096)))}
        finds: list[Find] = []
        taken: set[str] = set()
        for root in _roots(files):
            inside = [name for name in files.names() if name.startswith(root) and name not in taken]
            found = [name for name in inside if name in archives]
            listed = [name for name in inside if _PAGES.match(files.head(name, 200))]
            if found or listed:
                packages = [one for one in inside if one == f"{root}datapackage.json"]
                members = (*packages, *listed, *found)
                media = tuple(name for name in inside if name not in members and _WACZ_FILES.match(name[len(root) :]))
                finds.append(Find(NAME, members, media, 0.97, "a WACZ web archive"))
                taken.update(inside)
        finds += [Find(NAME, (name,), (), 0.97, f"a web archive ({kind.upper()})") for name, kind in archives.items() if name not in taken]
        alone = [name for name in files.names() if name not in taken and name not in archives]
        finds += [Find(NAME, (name,), (), 0.9, "the list of pages of a WACZ") for name in alone if _PAGES.match(files.head(name, 200))]
        return finds

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read the list of pages, then every record of every archive."""
        shelf = _Shelf()
        for member in find.members:
            head = files.head(member, 4096)
            if kind_of(head):
                yield from _read_records(files, member, shelf)
            elif member.rpartition("/")[2] == "datapackage.json":
                yield from _read_package(files, member)
            else:
                yield from _read_pages(files, member, shelf)
        if any(kind_of(files.head(member, 4096)) for member in find.members):
            yield from shelf.missing()


def _roots(files: Files) -> list[str]:
    """Folders that hold a WACZ, the deepest first."""
    found = {name.removesuffix("datapackage.json") for name in files.names()
             if (name == "datapackage.json" or name.endswith("/datapackage.json")) and _PACKAGE.search(files.head(name))}  # fmt: skip
    return sorted(found, key=lambda root: (-len(root), root))


class _Shelf:
    """What the records of one archive say of each other."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, str, int]] = {}
        self.ids: dict[str, int] = {}
        self.held: set[str] = set()

    def note(self, held: set[str], word: str) -> bool:
        """Remember a word; says whether it was known."""
        known = word in held
        if not known and len(held) < REMEMBERED:
            held.add(word)
        return known

    def another(self, id_: str, record: Record) -> bool:
        """Whether a record of that id and other bytes came before; the same record twice is no riddle."""
        seen = zlib.crc32(record.block, zlib.crc32(repr(record.head).encode()))
        if len(self.ids) < REMEMBERED:
            return self.ids.setdefault(id_, seen) != seen
        return self.ids.get(id_, seen) != seen

    def missing(self) -> Iterator[Gap]:
        for url, (_, member, n) in self.pages.items():
            if url not in self.held and len(self.held) < REMEMBERED:
                yield Gap("missing-capture", member, n, f"the page {url[:200]} is listed, and no record holds it")


# The list of pages, and of files


def _read_pages(files: Files, member: str, shelf: _Shelf) -> Iterator[Item | Rejected | Gap]:
    with files.open(member) as stream:
        for n, line in enumerate(lines(stream, 0), 1):
            value = None if line.flaw and line.flaw != "last" else json_line(line.raw)
            place = (member, n, line.start, line.length, line.raw)
            if value is None:
                yield Rejected(*place, "not-json", f"{member}, line {n}: it is no JSON object.")
                continue
            url, title = value.get("url"), value.get("title")
            if isinstance(url, str) and len(shelf.pages) < REMEMBERED:
                shelf.pages.setdefault(url, (title if isinstance(title, str) else "", member, n))
            elif n > 1 and not isinstance(url, str):
                yield Rejected(*place, "no-id", f"{member}, line {n}: it names no address.")
                continue
            yield Item(*place)


def _read_package(files: Files, member: str) -> Iterator[Item | Rejected | Gap]:
    size = files.size(member)
    data = b""
    if size <= _SMALL:
        with files.open(member) as stream:
            data = stream.read()
    value = json_line(data)
    if value is None:
        why = "it is larger than any list of files" if size > _SMALL else "it is no JSON object"
        yield Rejected(member, 1, 0, size, data, "not-json", f"{member}: {why}.")
        return
    yield Item(member, 1, 0, size, data)
    version = value.get("wacz_version")
    if version is not None and version not in VERSIONS:
        yield Gap("unknown-version", member, 1, f"it says that it is version {str(version)[:20]!r} of WACZ, which is not known here")
    root = member.removesuffix("datapackage.json")
    rows = value.get("resources")
    for row in rows[:100_000] if isinstance(rows, list) else []:
        if isinstance(row, dict) and isinstance(row.get("path"), str):
            yield from _resource(files, member, root + row["path"], str(row.get("hash") or ""))


def _resource(files: Files, member: str, name: str, stated: str) -> Iterator[Gap]:
    if name not in files.names():
        yield Gap("missing-member", member, 1, f"{name[:200]} is listed, and not in the archive")
        return
    family = _FAMILIES.get(stated.partition(":")[0].lower(), "")
    if not family:
        return
    hashed = hashlib.new(family, usedforsecurity=False)
    with files.open(name) as stream:
        while chunk := stream.read(1 << 20):
            hashed.update(chunk)
    if hashed.hexdigest() != stated.partition(":")[2].lower():
        yield Gap("digest-mismatch", member, 1, f"{name[:200]} is not what the list of files says: it was changed, or the list was")


# Records


def _read_records(files: Files, member: str, shelf: _Shelf) -> Iterator[Item | Rejected | Gap]:
    with files.open(member) as stream:
        for n, record in enumerate(records(stream, files.size(member)), 1):
            place = (member, n, record.start, record.length, record.raw)
            if record.flaw:
                yield Rejected(*place, record.flaw, f"{member}, record {n}: {record.why}. The records behind it are read.")
                continue
            found, odd = _read_record(record, shelf)
            yield Item(*place, found.posts, found.sightings)
            for code, why in dict.fromkeys((*record.odd, *odd, *found.gaps)):
                yield Gap(code, member, n, why)


def _read_record(record: Record, shelf: _Shelf) -> tuple[Found, list[tuple[str, str]]]:
    kind, uri = record.field("warc-type").lower(), record.field("warc-target-uri")
    captured = record.field("warc-date")
    odd: list[tuple[str, str]] = []
    if (id_ := record.field("warc-record-id")) and shelf.another(id_, record):
        odd.append(("same-record-id", f"another record before it has the id {id_[:80]}: what refers to it may mean either"))
    if kind == "revisit":
        odd += _revisit(record, shelf)
        return Found(), odd + _digests(record, None)
    if kind not in ("response", "resource", "conversion"):
        return Found(), odd + _digests(record, None)
    answer = http_answer(record.block) if record.block.startswith(b"HTTP/") else _plain(record)
    wrong = _digests(record, answer)
    for word in (uri, f"{uri} {captured}", record.field("warc-payload-digest")):
        if word:
            shelf.note(shelf.held, word)
    found = read_answer(answer, uri, captured, title=shelf.pages.get(uri, ("",))[0])
    marks = tuple(dict.fromkeys(code for code, _ in wrong if code == "digest-mismatch"))
    if record.field("warc-truncated"):
        marks += ("truncated",)
        odd.append(("truncated", f"the program that made it cut it off ({record.field('warc-truncated')[:40]})"))
    if marks:
        found = found._replace(posts=tuple(one._replace(marks=tuple(dict.fromkeys((*one.marks, *marks)))) for one in found.posts))
    return found, odd + wrong


def _plain(record: Record) -> Answer:
    """A record without the head of an answer: what it holds is the body."""
    answer = http_answer(record.block)
    mime, _, rest = record.field("content-type").partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", rest)
    return answer._replace(mime=mime.strip().lower(), charset=charset[1] if charset else "")


def _revisit(record: Record, shelf: _Shelf) -> list[tuple[str, str]]:
    uri, date = record.field("warc-refers-to-target-uri"), record.field("warc-refers-to-date")
    ids = record.field("warc-refers-to") in shelf.ids
    words = {f"{uri} {date}" if date else uri, record.field("warc-payload-digest")} - {""}
    if ids or words & shelf.held:
        return []
    shown = (uri or record.field("warc-target-uri"))[:200]
    return [("missing-original", f"it says that {shown} was as before, and what was before is not in this archive")]


def _digests(record: Record, answer: Answer | None) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    checks: list[tuple[str, str, tuple[bytes, ...]]] = [("warc-block-digest", "block", (record.block,))]
    if answer is not None:
        checks.append(("warc-payload-digest", "payload", (answer.raw, answer.joined)))
    for field, what, candidates in checks:
        stated = record.field(field)
        if not stated:
            continue
        family, value = _stated(stated)
        if not family:
            found.append(("digest-unknown", f"its {what} digest cannot be checked ({stated[:60]!r})"))
        elif all(hashlib.new(family, one, usedforsecurity=False).digest() != value for one in candidates):
            found.append(("digest-mismatch", f"its {what} is not what its digest says: it was changed, or written by a faulty program"))
    return found


def _stated(text: str) -> tuple[str, bytes]:
    """Family and bytes of a digest in base32, hex or base64; a digest of a wrong length is kept, for it matches nothing."""
    label, _, value = text.partition(":")
    family = _FAMILIES.get(label.strip().lower(), "")
    if not family:
        return "", b""
    size = hashlib.new(family, usedforsecurity=False).digest_size
    for decode in (bytes.fromhex, base64.b32decode, base64.b64decode):
        try:
            found = decode(value.strip())
        except (ValueError, binascii.Error):
            continue
        if len(found) == size:
            return family, found
    return family, b""


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="Web archives: WARC, ARC and WACZ; pages, and the posts in archived answers of platforms.",
    open=lambda options: WebArchiveReader(),
    filler=filler,
    losses=(
        "Pictures, styles, scripts and sounds stay in their records; they are not shown beside the page.",
        "What a page shows only after its scripts have run is not in its words.",
        "Answers packed by brotli or zstd are kept and not opened.",
        "Headers of requests and answers stay in the capture.",
    ),
)
