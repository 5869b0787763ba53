"""
What a person points at, made into files that readers may see.

A folder is walked first and captured by parts: only what a reader recognises. A single file, a zip and standard input are
kept whole before anybody looks into them.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from firsthand.ledger.canonical import canonical
from firsthand.model.errors import FirsthandError, Mistaken
from firsthand.model.ids import Digest
from firsthand.shell.archives import BadMember, Limits, kind_of, members
from firsthand.shell.durable import disk_error
from firsthand.shell.vault import CHUNK_BYTES, FolderVault

OnBytes = Callable[[int], None]


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
        """Bytes."""
        return self.paths[name].stat().st_size

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
    """

    label: str
    vault: FolderVault
    kept: dict[str, Kept] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)
    root: Path = Path()
    refused: list[tuple[str, str, str]] = field(default_factory=list)
    archive: Digest | None = None

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
                if error.code not in ("no-permission", "no-such-file"):
                    raise
                self.refused.append((name, error.code, f"{error} {error.advice()}"))
        return VaultFiles(self.vault, kept)


def sources(
    stated: str, vault: FolderVault, *, stdin: BinaryIO, limits: Limits, on_bytes: OnBytes | None = None
) -> Iterator[Source]:
    """
    Open what a person named: a file, a folder, an archive, or ``-``.

    Raises:
        Mistaken: There is no such thing, or an archive cannot be opened.
        Unavailable: The disk says no.
    """
    if stated == "-":
        kept = Kept(*vault.put_stream(iter(lambda: stdin.read(CHUNK_BYTES), b""), on_bytes=on_bytes))
        yield Source(label="standard input", vault=vault, kept={"stdin": kept})
        return
    path = Path(stated)
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise disk_error(error, path) from error
    if stat.S_ISDIR(mode):
        yield from _folder(path, vault, limits, on_bytes)
    elif stat.S_ISREG(mode):
        yield _single(path, vault, limits, on_bytes)
    else:
        raise Mistaken(
            f"{path} is neither a file nor a folder.", code="not-a-file", advice="Copy its content to a file first."
        )


def _single(path: Path, vault: FolderVault, limits: Limits, on_bytes: OnBytes | None) -> Source:
    kind = archive_kind(path)
    if kind is None:
        return Source(label=path.name, vault=vault, kept={path.name: Kept(*vault.put_file(path, on_bytes=on_bytes))})
    source = Source(label=path.name, vault=vault)
    digest_of_archive(source, path)
    for member in members(path, kind, limits):
        try:
            source.kept[member.name] = Kept(*vault.put_stream(member.chunks, on_bytes=on_bytes))
        except BadMember as bad:
            source.refused.append((member.name, bad.code, f"{path.name}, {member.name}: {bad.why}"))
    return source


def archive_kind(path: Path) -> str | None:
    """Whether a file is an archive to unpack; a spreadsheet is a zip, and is not unpacked."""
    try:
        with path.open("rb") as stream:
            kind = kind_of(stream.read(512))
            if kind == "zip":
                stream.seek(0)
                if b"[Content_Types].xml" in stream.read(4096):
                    return None
    except OSError as error:
        raise disk_error(error, path) from error
    return kind


def digest_of_archive(source: Source, path: Path) -> None:
    """Note the digest of the archive itself; the archive is held unpacked."""
    import hashlib

    with path.open("rb") as stream:
        source.archive = Digest(hashlib.file_digest(stream, "sha256").hexdigest())


def _folder(root: Path, vault: FolderVault, limits: Limits, on_bytes: OnBytes | None) -> Iterator[Source]:
    loose: dict[str, Path] = {}
    packed: list[Path] = []
    refused: list[tuple[str, str, str]] = []

    def unreadable(error: OSError) -> None:
        name = os.path.relpath(error.filename, root)
        refused.append((name, "no-permission", f"{name}: the folder cannot be opened ({error.strerror})."))

    for folder, below, names in os.walk(root, onerror=unreadable):
        below[:] = sorted(one for one in below if not one.startswith("."))
        for name in sorted(names):
            path = Path(folder) / name
            if name.startswith(".") or not path.is_file() or path.is_symlink():
                continue
            label = path.relative_to(root).as_posix()
            try:
                kind = archive_kind(path)
            except FirsthandError as error:
                refused.append((label, error.code, f"{error} {error.advice()}"))
                continue
            if kind:
                packed.append(path)
            else:
                loose[label] = path
    if loose or refused:
        yield Source(label=root.name or str(root), vault=vault, paths=loose, root=root, refused=refused)
    for path in packed:
        label = path.relative_to(root).as_posix()
        try:
            source = _single(path, vault, limits, on_bytes)
            source.label = label
        except Mistaken as error:
            source = Source(label=label, vault=vault, refused=[(label, error.code, str(error))])
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
