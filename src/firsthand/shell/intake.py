"""
What a person points at, made into files that readers may see.

A folder is walked first and captured by parts: only what a reader recognises. A single file, a zip and standard input are
kept whole before anybody looks into them. An e-mail is kept whole, and its attachments beside it as members of their own.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from firsthand.desk.ports import Reading
from firsthand.desk.reading import FAILURES, Here
from firsthand.ledger.canonical import canonical
from firsthand.model.errors import FirsthandError, Mistaken, Unavailable
from firsthand.model.ids import Digest
from firsthand.readers.warc_records import kind_of as records_in
from firsthand.shell.archive_names import odd_name, odd_zip
from firsthand.shell.archives import BROKEN, BadMember, Limits, kind_of, members
from firsthand.shell.durable import disk_error, on_disk
from firsthand.shell.large_archives import Agree
from firsthand.shell.vault import CHUNK_BYTES, FolderVault

OnBytes = Callable[[int], None]

FAULTS = frozenset({"no-permission", "no-such-file", "unreadable", "not-a-file", "bad-archive", "zip-bomb", "large-archive"})
"""Codes of what is the fault of one source: it is listed, and the others are read. Any other error ends the import."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A member in the vault."""

    digest: Digest
    size: int


@dataclass(slots=True)
class VaultFiles:
    """`Files` over blobs of the vault."""

    vault: FolderVault
    kept: dict[str, Kept]

    def names(self) -> tuple[str, ...]:
        """All members, sorted."""
        return tuple(sorted(self.kept))

    def size(self, name: str) -> int:
        """Bytes."""
        return self.kept[name].size

    def head(self, name: str, count: int = 65536) -> bytes:
        """First bytes."""
        with self.open(name) as stream:
            return stream.read(count)

    def member(self, name: str) -> tuple[Digest, int]:
        """Digest and size."""
        kept = self.kept[name]
        return kept.digest, kept.size

    def open(self, name: str) -> BinaryIO:
        """Stream over the blob."""
        return self.vault.open(self.kept[name].digest)


@dataclass(slots=True)
class FolderFiles:
    """`Files` over a folder that is not captured yet; serves recognition only."""

    root: Path
    paths: dict[str, Path]

    def names(self) -> tuple[str, ...]:
        """All members, sorted."""
        return tuple(sorted(self.paths))

    def size(self, name: str) -> int:
        """Bytes; 0 when it has gone meanwhile."""
        try:
            return self.paths[name].stat().st_size
        except OSError:
            return 0

    def head(self, name: str, count: int = 65536) -> bytes:
        """First bytes; none when the file cannot be opened (it is named later as rejected)."""
        try:
            with self.paths[name].open("rb") as stream:
                return stream.read(count)
        except OSError:
            return b""

    def open(self, name: str) -> BinaryIO:
        """Stream over the file."""
        try:
            return self.paths[name].open("rb")
        except OSError:
            return io.BytesIO()


@dataclass(slots=True, kw_only=True)
class Source:
    """
    One thing to collect from.

    Attributes:
        label: What the person called it.
        files: For recognition.
        vault: Where `keep` puts the bytes.
        kept: Members that are in the vault already.
        paths: Members that are on disk.
        refused: Members that cannot be read at all: name, code, why.
        archive: Digest of the archive that the members come from.
        odd: Members whose names are strange, or what lies around the archive: name, why.
    """

    label: str
    vault: FolderVault
    kept: dict[str, Kept] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)
    root: Path = Path()
    refused: list[tuple[str, str, str]] = field(default_factory=list)
    archive: Digest | None = None
    odd: list[tuple[str, str]] = field(default_factory=list)

    @property
    def files(self) -> VaultFiles | FolderFiles:
        """What readers may look at to recognise it."""
        return FolderFiles(self.root, self.paths) if self.paths else VaultFiles(self.vault, self.kept)

    @property
    def whole(self) -> bool:
        """Whether every member is kept already."""
        return not self.paths

    def keep(self, names: Sequence[str], on_bytes: OnBytes | None = None) -> VaultFiles:
        """Capture members; a member that cannot be read goes to `refused` and is left out."""
        kept = {}
        for name in names:
            if name in self.kept:
                kept[name] = self.kept[name]
                continue
            try:
                kept[name] = Kept(*self.vault.put_file(self.paths[name], on_bytes=on_bytes))
            except FirsthandError as error:
                if error.code not in FAULTS:
                    raise
                self.refused.append((name, error.code, f"{error} {error.advice()}"))
        return VaultFiles(self.vault, kept)


def sources(
    stated: str, vault: FolderVault, *, stdin: BinaryIO, limits: Limits, on_bytes: OnBytes | None = None,
    reading: Reading | None = None, agree: Agree | None = None,
) -> Iterator[Source]:  # fmt: skip
    """
    Open what a person named: a file, a folder, an archive, or ``-``.

    Args:
        reading: Where e-mails are taken apart; None: here.
        agree: Asked about archives that hold very much; None: they are refused, and listed.

    Raises:
        Mistaken: There is no such thing, or an archive cannot be opened.
        Unavailable: The disk says no.
    """
    reading = reading or Here()
    if stated == "-":
        kept = Kept(*vault.put_stream(iter(lambda: stdin.read(CHUNK_BYTES), b""), on_bytes=on_bytes))
        source = Source(label="standard input", vault=vault, kept={"stdin": kept})
        _take_out_attachments(source, reading)
        yield source
        return
    path = Path(stated)
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise Mistaken(f"{path} is not there.", code="no-such-file", advice="Check the path.") from None
    except OSError as error:
        raise disk_error(error, path) from error
    if stat.S_ISDIR(mode):
        yield from _folder(path, vault, limits, on_bytes, reading, agree)
    elif stat.S_ISREG(mode):
        yield _single(path, vault, limits, on_bytes, reading, agree)
    else:
        raise Mistaken(
            f"{path} is neither a file nor a folder.", code="not-a-file", advice="Copy its content to a file first."
        )


def _single(
    path: Path, vault: FolderVault, limits: Limits, on_bytes: OnBytes | None, reading: Reading, agree: Agree | None
) -> Source:
    kind = archive_kind(path)
    if kind is None:
        kept = Kept(*vault.put_file(path, on_bytes=on_bytes))
        source = Source(label=label_of(path.name), vault=vault, kept={label_of(path.name): kept})
        _take_out_attachments(source, reading)
        return source
    source = Source(label=label_of(path.name), vault=vault)
    digest_of_archive(source, path)
    try:
        if kind == "zip":
            source.odd += [(label_of(name), why) for name, why in odd_of(path)]
        for member in members(path, kind, limits, agree):
            if kind != "zip" and (why := odd_name(member.name)):
                source.odd.append((label_of(member.name), why))
            name = _free(label_of(member.name), source.kept)
            try:
                source.kept[name] = Kept(*vault.put_stream(member.chunks, on_bytes=on_bytes))
            except BadMember as bad:
                source.refused.append((name, bad.code, f"{source.label}, {name}: {bad.why}"))
    except Mistaken as error:
        if not source.kept:
            raise
        source.refused.append((source.label, error.code, f"{error} {error.advice()} What came before is kept."))
    _take_out_attachments(source, reading)
    return source


def _take_out_attachments(source: Source, reading: Reading) -> None:
    """Keep the attachments of every e-mail beside it, under the names by which the reader of mail links them."""
    from firsthand.readers import mail

    files = VaultFiles(source.vault, dict(source.kept))
    for name in files.names():
        if not mail.kind_of(files.head(name)):
            continue
        try:
            for part, data in reading.attachments(files, name):
                source.kept[_free(part, source.kept)] = Kept(*source.vault.put_stream(iter([data])))
        except Unavailable as error:
            if error.code not in FAILURES:
                raise
            source.odd.append((name, f"{error} {error.advice()}"))


def odd_of(path: Path) -> list[tuple[str, str]]:
    """What is strange about a zip; nothing about one that cannot be opened, for that is said elsewhere."""
    try:
        return odd_zip(path)
    except BROKEN:
        return []


def refused_source(vault: FolderVault, stated: str, error: FirsthandError) -> Source:
    """A source that cannot be opened at all, so that it is listed like any other."""
    label = label_of(Path(stated).name or stated)
    return Source(label=label, vault=vault, refused=[(label, error.code, f"{error} {error.advice()}".strip())])


def label_of(name: str) -> str:
    """A name as text: bytes that are no UTF-8 become ``\\xNN``, for a ledger and a database take text only."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _free(name: str, taken: Mapping[str, object]) -> str:
    """A tar may hold two members of one name: both are kept."""
    free, count = name, 1
    while free in taken:
        count += 1
        free = f"{name} ({count})"
    return free


def archive_kind(path: Path) -> str | None:
    """Whether a file is an archive to unpack; a spreadsheet is a zip, and is not unpacked; nor is a packed WARC."""
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
            kind = kind_of(head)
            if kind == "gzip" and records_in(head):
                return None  # a web archive is read record by record as it lies, and each record proves itself
            if kind == "zip":
                stream.seek(0)
                if b"[Content_Types].xml" in stream.read(4096):
                    return None
            if kind is None and path.suffix.lower() in (".zip", ".wacz") and zipfile.is_zipfile(path):
                return "zip"  # something lies before it
    except OSError as error:
        raise disk_error(error, path) from error
    return kind


def _is_mail(path: Path) -> bool:
    """Whether a file holds other files as attachments, and so is a source of its own."""
    from firsthand.readers import mail

    with on_disk(path), path.open("rb") as stream:
        return bool(mail.kind_of(stream.read(65536)))


def digest_of_archive(source: Source, path: Path) -> None:
    """Note the digest of the archive itself; the archive is held unpacked."""
    import hashlib

    with on_disk(path), path.open("rb") as stream:
        source.archive = Digest(hashlib.file_digest(stream, "sha256").hexdigest())


def _folder(
    root: Path, vault: FolderVault, limits: Limits, on_bytes: OnBytes | None, reading: Reading, agree: Agree | None
) -> Iterator[Source]:
    loose: dict[str, Path] = {}
    packed: list[Path] = []
    refused: list[tuple[str, str, str]] = []

    def unreadable(error: OSError) -> None:
        name = label_of(os.path.relpath(error.filename, root))
        refused.append((name, "no-permission", f"{name}: the folder cannot be opened ({error.strerror})."))

    for folder, below, names in os.walk(root, onerror=unreadable):
        below[:] = sorted(one for one in below if not one.startswith("."))
        links = [one for one in below if os.path.islink(os.path.join(folder, one))]
        for name in sorted((*names, *links)):
            path = Path(folder) / name
            if name.startswith("."):
                continue
            label = label_of(path.relative_to(root).as_posix())
            if path.is_symlink():
                refused.append((label, "link", f"{label}: it is a link; collect what it points at."))
                continue
            try:
                if not stat.S_ISREG(path.stat().st_mode):
                    refused.append((label, "not-a-file", f"{label}: it is neither a file nor a folder."))
                    continue
                kind = archive_kind(path)
            except (FirsthandError, OSError) as found:
                error = disk_error(found, label) if isinstance(found, OSError) else found
                refused.append((label, error.code, f"{error} {error.advice()}"))
                continue
            if kind or _is_mail(path):
                packed.append(path)
            else:
                loose[label] = path
    if loose or refused:
        yield Source(label=label_of(root.resolve().name or str(root)), vault=vault, paths=loose, root=root, refused=refused)
    for path in packed:
        label = label_of(path.relative_to(root).as_posix())
        try:
            source = _single(path, vault, limits, on_bytes, reading, agree)
        except FirsthandError as error:
            if error.code not in FAULTS:
                raise
            source = refused_source(vault, label, error)
        source.label = label
        yield source


def typed_source(vault: FolderVault, statement: dict[str, str], paths: Sequence[str]) -> Source:
    """A message that a person states, with the pictures or sounds that show it."""
    source = Source(label="typed by hand", vault=vault)
    source.kept["statement.json"] = _kept(vault, canonical(statement))
    for stated in paths:
        path = Path(stated)
        source.kept[path.name] = Kept(*vault.put_file(path))
    return source


def _kept(vault: FolderVault, data: bytes) -> Kept:
    return Kept(vault.put(data), len(data))
