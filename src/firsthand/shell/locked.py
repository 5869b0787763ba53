"""
A case locked into one file: an age file under a passphrase, with a tar inside.

The clear folder is removed only after the locked file was read back from the disk, whole, and was what went in. What is
removed may still be found on the disk by somebody with the means: flash keeps old pages, file systems keep journals. Only
a disk that is encrypted helps against that, and nothing here promises otherwise.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tarfile
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO, cast

from firsthand.desk.ports import Progress
from firsthand.model.errors import Mistaken, Refused, Tampered, Unavailable
from firsthand.shell.age_stream import AgeReader, AgeWriter
from firsthand.shell.disks import refuse_network_disk
from firsthand.shell.durable import on_disk, sync_folder
from firsthand.shell.locking import one_writer
from firsthand.shell.vault import CHUNK_BYTES, in_use
from firsthand.shell.verify import verify_opened

KEPT_OF_WORK = ("work/fixity/", "work/restored.json")
"""What of `work/` goes along; the rest is unfinished files and locks."""


@dataclass(slots=True)
class Locked:
    """What was locked, or unlocked; `failures` are what `verify` found in the case."""

    path: str
    files: int
    size_bytes: int
    head: str = ""
    failures: list[dict[str, str]] = field(default_factory=list)


def lock_case(root: Path, target: Path, passphrase: str, *, progress: Progress) -> Locked:
    """
    Lock a case into a file and remove the clear folder.

    Raises:
        Mistaken: There is such a file already.
        Refused: The case holds a link, or the file would lie in the case.
        Unavailable: Somebody works in the case, it changed meanwhile, or the disk refused. The case stays.
        Tampered: What was written does not read back. The case stays.
    """
    root = root.resolve()
    if target.exists():
        raise Mistaken(f"{target} is there already.", code="file-exists", advice="Choose another name for the locked file.")
    if target.resolve().is_relative_to(root):
        raise Refused("The locked file would be removed with the case.", code="lock-inside", advice="Choose a place elsewhere.")
    spool = target.with_name(f".{target.name}.{uuid.uuid4().hex}.part")
    with one_writer(root / "work" / "lock"):
        _quiet(root)
        listed = _listed(root)
        try:
            with on_disk(target):
                digests = _write(root, listed, spool, passphrase, progress)
                _read_back(spool, passphrase, digests, target.name, progress)
            _quiet(root)
            if _listed(root) != listed:
                raise Unavailable(
                    "The case was changed while it was being locked; it stays as it is.",
                    code="changed-meanwhile", advice="Close every program that works in it, then lock it again.",
                )  # fmt: skip
            with on_disk(target):
                os.link(spool, target)  # fails when somebody made such a file meanwhile; a rename would not
                spool.unlink()
                sync_folder(target.absolute().parent)
        except BaseException:
            spool.unlink(missing_ok=True)
            raise
        with on_disk(root):
            _remove(root)
    return Locked(str(target), len(listed), sum(one[1] for one in listed))


def unlock_case(locked: Path, target: Path | None, passphrase: str, *, progress: Progress) -> Locked:
    """
    Make a folder of a locked case, and verify it. The locked file stays.

    Args:
        target: The folder; by default the name that the case had, beside the file.

    Raises:
        Mistaken: The passphrase is wrong, or the folder is there already.
        Tampered: The file is cut off or was changed; nothing is left of it in clear.
    """
    if target is not None:
        _need_free(target)
        refuse_network_disk(target)
    here = (target or locked).absolute().parent
    building = here / f".unlocking.{uuid.uuid4().hex}"
    files = size = 0
    try:
        with on_disk(locked), locked.open("rb") as raw:
            whole = locked.stat().st_size
            reader = AgeReader(raw, passphrase, name=locked.name)
            name = ""
            for member, stream in _members(reader, locked.name):
                first, _, rest = member.name.partition("/")
                if not name:
                    name, target = first, target or here / first
                    _need_free(target)
                    refuse_network_disk(target)
                _extract(building / _inside(rest, locked.name), stream, member.isdir())
                files, size = files + (not member.isdir()), size + member.size
                progress("unlocking", raw.tell(), whole)
            if target is None:
                raise Tampered(f"{locked.name} holds no case.", code="bad-locked-file", advice="Use another copy.")
            for folder, _, _ in os.walk(building, topdown=False):
                sync_folder(Path(folder))
        verdict = verify_opened(building)
        with on_disk(target):
            if target.exists():
                target.rmdir()
            os.rename(building, target)
            sync_folder(here)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return Locked(str(target), files, size, verdict.head, verdict.failures)


def _quiet(root: Path) -> None:
    """Nobody is bringing something in, and the database is one file."""
    if in_use(root / "work"):
        raise Unavailable(
            "Another Firsthand is bringing files into this case.", code="case-busy", advice="Wait until it has finished.", retry_after_s=5
        )
    try:
        with closing(sqlite3.connect(root / "case.sqlite", timeout=2)) as connection:
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.Error:
        return  # a damaged database is locked away as it is
    if busy:
        raise Unavailable(
            "Another program reads this case.", code="case-busy", advice="Close it, then lock the case again.", retry_after_s=5
        )


def _listed(root: Path) -> list[tuple[str, int, int]]:
    """Every file that is locked: path, size, time of change. A folder has -1 for a size."""
    found = []
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if (name == "work" or name.startswith("work/")) and not name.startswith(KEPT_OF_WORK):
            continue
        if name.startswith("case.sqlite-"):
            continue  # empty after the checkpoint
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise Refused(
                f"The case holds {name}, which is a link or no file: it would be lost.",
                code="holds-a-link", advice="Put the file itself there, or remove it, then lock the case again.",
            )  # fmt: skip
        told = path.stat()
        found.append((name, -1, 0) if path.is_dir() else (name, told.st_size, told.st_mtime_ns))
    return found


def _write(
    root: Path, listed: list[tuple[str, int, int]], spool: Path, passphrase: str, progress: Progress
) -> dict[str, str]:  # fmt: skip
    digests = {}
    with spool.open("xb") as out:
        os.chmod(spool, 0o600)
        sealed = AgeWriter(out, passphrase)
        with tarfile.open(fileobj=cast(IO[bytes], sealed), mode="w|", format=tarfile.PAX_FORMAT) as archive:
            for number, (name, size, _) in enumerate(listed):
                progress("locking", number, len(listed))
                member = tarfile.TarInfo(f"{root.name}/{name}")
                if size < 0:
                    member.type, member.mode = tarfile.DIRTYPE, 0o700
                    archive.addfile(member)
                else:
                    member.size, member.mode = size, 0o600
                    with (root / name).open("rb") as stream:
                        hashing = _Hashing(stream)
                        archive.addfile(member, cast(IO[bytes], hashing))
                    digests[f"{root.name}/{name}"] = hashing.digest()
                _forget(archive)
        sealed.close()
        out.flush()
        os.fsync(out.fileno())
    return digests


class _Hashing:
    """A stream that knows the digest of what was read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._hash.update(data)
        return data

    def digest(self) -> str:
        return self._hash.hexdigest()


def _read_back(spool: Path, passphrase: str, digests: dict[str, str], name: str, progress: Progress) -> None:
    """From the disk, not from memory: what the system still holds of the file is dropped first."""
    waiting = dict(digests)
    with spool.open("rb") as raw:
        os.posix_fadvise(raw.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        reader = AgeReader(raw, passphrase, name=name)
        for member, stream in _members(reader, name):
            progress("reading it back", len(digests) - len(waiting), len(digests))
            if not member.isdir() and waiting.pop(member.name, "") != hashlib.file_digest(stream, "sha256").hexdigest():
                raise _unlike(name)
    if waiting:
        raise _unlike(name)


def _unlike(name: str) -> Tampered:
    return Tampered(
        f"{name} does not read back as it was written; it was removed, and the case stays.",
        code="bad-read-back", advice="Check the disk, or write to another one.",
    )  # fmt: skip


def _members(reader: AgeReader, name: str) -> Iterator[tuple[tarfile.TarInfo, Any]]:
    """Members in order, with their streams; ends only when the whole file was read."""
    try:
        with tarfile.open(fileobj=cast(IO[bytes], reader), mode="r|") as archive:
            while member := archive.next():
                if not (member.isdir() or member.isreg()):
                    raise Tampered(f"{name} holds {member.name}, which is no file.", code="bad-locked-file", advice="Do not use it.")
                yield member, archive.extractfile(member)
                _forget(archive)
    except tarfile.TarError:
        raise Tampered(f"{name} holds no case.", code="bad-locked-file", advice="Use another copy.") from None
    while reader.read(CHUNK_BYTES):
        pass


def _forget(archive: tarfile.TarFile) -> None:
    """tarfile remembers every member; a case may have a million."""
    cast(Any, archive).members = []


def _inside(rest: str, name: str) -> PurePosixPath:
    path = PurePosixPath(rest)
    if path.is_absolute() or ".." in path.parts:
        raise Tampered(f"{name} names a file outside the case: {rest}", code="bad-locked-file", advice="Do not use it.")
    return path


def _extract(target: Path, stream: Any, folder: bool) -> None:
    if folder:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        return
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with target.open("xb") as out:
        os.chmod(target, 0o600)
        shutil.copyfileobj(stream, out, CHUNK_BYTES)
        out.flush()
        os.fsync(out.fileno())


def _need_free(target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Mistaken(f"{target} is there already and is not empty.", code="not-empty", advice="Name another folder.")


def _remove(root: Path) -> None:
    """Under another name first: a removal that is cut off must not look like a case."""
    doomed = root.with_name(f"{root.name}.being-removed")
    os.rename(root, doomed)
    sync_folder(root.parent)
    shutil.rmtree(doomed / "secret", ignore_errors=True)
    shutil.rmtree(doomed)
    sync_folder(root.parent)
