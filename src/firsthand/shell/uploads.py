"""
Files on their way into a case, piece by piece: `work/uploads/TOKEN` holds a list of what was announced and what has come so far.

A piece is acknowledged when it is on disk. What has come is the file's own length: after a broken connection, or a killed process,
whoever sends asks how far each file is and goes on there. A name from outside never leads out of the folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firsthand.model.errors import Conflict, Mistaken, NotFound, Unavailable
from firsthand.shell.durable import make_folder, on_disk, sync_folder, write_all, write_durable

FOLDER = "work/uploads"
MOST_FILES, MOST_OPEN = 20_000, 40
MOST_BYTES = 1 << 40
PIECE_BYTES = 8 << 20
SPARE_BYTES = 64 << 20
"""What stays free on the disk beside an upload."""

_TOKEN = re.compile(r"[0-9a-f]{32}")
_LONGEST = 180
"""Bytes of one part of a path; a disk takes 255."""
_DEEPEST = 24


@dataclass(frozen=True, slots=True)
class Announced:
    """A file that is to come: its path below the upload, its size, and when it was changed (a number of the sender's, or 0)."""

    path: str
    size: int
    modified: int = 0


def begin(root: Path, files: Sequence[Announced], *, fresh: bool = False) -> str:
    """
    Announce files; the same list again finds the upload that was broken off.

    Args:
        root: Of the case.
        fresh: Never go on with an earlier one.

    Raises:
        Mistaken: Too many, too much, or none.
        Unavailable: The disk has no room for it, and for the copy that the vault takes.
    """
    total = sum(one.size for one in files)
    if not files or len(files) > MOST_FILES or not all(one.size >= 0 for one in files) or total > MOST_BYTES:
        raise Mistaken(
            f"{len(files):,} files of {total:,} bytes cannot be brought in at once.",
            code="bad-upload", advice=f"Up to {MOST_FILES:,} files; `firsthand collect` takes any number.",
        )  # fmt: skip
    folder = root / FOLDER
    stated = [[path, one.size, one.modified] for path, one in zip(_paths(files), files, strict=True)]
    mark = hashlib.sha256(json.dumps(stated).encode()).hexdigest()
    with on_disk(folder):
        make_folder(folder)
        held = [one for one in folder.iterdir() if _TOKEN.fullmatch(one.name) and not (one / "asked").exists()]
        if not fresh:
            for one in held:
                if _mark(one) == mark:
                    return one.name
        if len(held) >= MOST_OPEN:
            raise Unavailable(
                f"{len(held)} uploads are under way.",
                code="uploads-busy",
                advice="Finish one, or throw one away where posts are brought in.",
            )
        if shutil.disk_usage(folder).free < 2 * total + SPARE_BYTES:
            raise Unavailable(
                f"The disk has no room for {total:,} bytes twice: on their way, and in the vault. Nothing was taken.",
                code="disk-full", advice="Free some space and try again; what was brought in before is kept.",
            )  # fmt: skip
        token = secrets.token_hex(16)
        make_folder(folder / token / "files")
        write_durable(folder / token / "list.json", json.dumps({"mark": mark, "files": stated}, ensure_ascii=False).encode())
    return token


def progress(root: Path, token: str) -> list[dict[str, Any]]:
    """How far each file is: ``path``, ``size``, ``offset``."""
    folder, files = _held(root, token)
    return [{"path": path, "size": size, "offset": _length(folder, number)} for number, (path, size) in enumerate(files)]


def add(root: Path, token: str, number: int, offset: int, data: bytes, digest: str) -> int:
    """
    Append a piece of a file; durable when this returns.

    Args:
        digest: SHA-256 of the piece, as the sender counted it.

    Returns:
        How far the file is now.

    Raises:
        Conflict: The file is at another place.
        Mistaken: The piece was harmed on the way, or is too long.
    """
    folder, files = _held(root, token)
    if not 0 <= number < len(files):
        raise NotFound(f"The upload has no file {number}.", code="no-file", advice="Announce it first.")
    path, size = files[number]
    held = _length(folder, number)
    if offset != held:
        raise Conflict(
            f"{path} is at {held}, and not at {offset}.", code="other-offset", advice="Ask how far it is, and go on there."
        )
    if len(data) > PIECE_BYTES or held + len(data) > size:
        raise Mistaken(
            f"{path}: the piece is too long.", code="bad-piece", advice=f"Up to {PIECE_BYTES:,} bytes, and no more than announced."
        )
    if hashlib.sha256(data).hexdigest() != digest:
        raise Mistaken(f"{path}: the piece was harmed on the way.", code="harmed-piece", advice="Send it again.")
    target = folder / "files" / str(number)
    with on_disk(target):
        handle = os.open(target, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            try:
                os.lseek(handle, held, os.SEEK_SET)
                write_all(handle, data)
                os.fsync(handle)
            except OSError:
                os.ftruncate(handle, held)  # a full disk leaves no half piece
                raise
        finally:
            os.close(handle)
        if not held:
            sync_folder(target.parent)
    return held + len(data)


def take(root: Path, files: Iterable[tuple[str, Iterable[bytes]]]) -> str:
    """Take whole files that a form has sent, as one upload."""
    kept: list[tuple[str, Path, int]] = []
    spool = root / FOLDER / f".{secrets.token_hex(16)}"
    try:
        with on_disk(spool):
            make_folder(spool)
            for number, (name, chunks) in enumerate(files):
                path, size = spool / str(number), 0
                with path.open("xb") as out:
                    for chunk in chunks:
                        size += out.write(chunk)
                    out.flush()
                    os.fsync(out.fileno())
                kept.append((name, path, size))
            token = begin(root, [Announced(name, size) for name, _path, size in kept], fresh=True)
            target = root / FOLDER / token / "files"
            for number, (_name, path, _size) in enumerate(kept):
                path.rename(target / str(number))
            sync_folder(target)
    finally:
        shutil.rmtree(spool, ignore_errors=True)
    return token


def finished(root: Path, token: str) -> str:
    """
    Close an upload: from now on it is what a job reads.

    Returns:
        What to call it: the file's name, or how many there are.

    Raises:
        Mistaken: Some of it has not come yet.
    """
    folder, files = _held(root, token)
    missing = [path for number, (path, size) in enumerate(files) if _length(folder, number) != size]
    if missing:
        raise Mistaken(
            f"{len(missing)} of {len(files)} files have not come whole: {missing[0]}.",
            code="upload-unfinished", advice="Go on sending.",
        )  # fmt: skip
    with on_disk(folder):
        write_durable(folder / "asked", b"")
    top = {path.partition("/")[0] for path, _size in files}
    return top.pop() if len(top) == 1 else f"{files[0][0]} + {len(files) - 1}"


def laid_out(root: Path, token: str) -> Path:
    """
    The upload as a person named it: a file, or a folder. Doing it again gives the same.

    Raises:
        NotFound: It was thrown away.
    """
    folder, files = _held(root, token)
    tops = {path.partition("/")[0] for path, _size in files}
    below = folder / "read"
    base = below if len(tops) == 1 else below / "upload"
    with on_disk(folder):
        for number, (path, _size) in enumerate(files):
            place = base / path
            if place.exists():
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            source = folder / "files" / str(number)
            if source.exists():
                source.rename(place)
            else:
                place.touch()  # an empty file has no pieces
    return base / tops.pop() if len(tops) == 1 else base


def forget(root: Path, token: str) -> None:
    """Throw an upload away; the vault holds what was read."""
    if _TOKEN.fullmatch(token):
        shutil.rmtree(root / FOLDER / token, ignore_errors=True)


def left_over(root: Path) -> list[str]:
    """Uploads that were begun and not finished."""
    folder = root / FOLDER
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [one.name for one in found if _TOKEN.fullmatch(one.name) and not (one / "asked").exists()]


def sweep(root: Path, wanted: set[str]) -> None:
    """Throw away what was finished and no job wants any more."""
    folder = root / FOLDER
    for one in sorted(folder.iterdir()) if folder.is_dir() else ():
        if one.name not in wanted and ((one / "asked").exists() or not _TOKEN.fullmatch(one.name)):
            shutil.rmtree(one, ignore_errors=True)


def forget_uploads(root: Path) -> None:
    """Throw everything away that is on its way: it may hold what is to be erased."""
    shutil.rmtree(root / FOLDER, ignore_errors=True)


def _paths(files: Sequence[Announced]) -> Iterator[str]:
    """A path of its own below the upload for each file, whatever it was called outside."""
    taken: set[str] = set()
    for one in files:
        parts = [_part(part) for part in re.split(r"[/\\]+", one.path) if part.strip(". ")][-_DEEPEST:] or ["file"]
        path, count = "/".join(parts), 1
        while path in taken or any(f"{path}/" == held[: len(path) + 1] for held in taken):
            count += 1
            path = "/".join([*parts[:-1], f"{count}-{parts[-1]}"])
        while any("/".join(path.split("/")[:depth]) in taken for depth in range(1, path.count("/") + 1)):
            path = f"{count}-{path}"
            count += 1
        taken.add(path)
        yield path


def _part(name: str) -> str:
    """A name that a disk takes: no controls, no lone surrogates, no more bytes than fit; its ending is kept."""
    plain = "".join("_" if ord(char) < 32 or ord(char) == 127 else char for char in name).encode("utf-8", "replace").decode()
    if len(plain.encode()) <= _LONGEST:
        return plain
    stem, dot, ending = plain.rpartition(".")
    ending = f"{dot}{ending}" if stem and len(ending) <= 10 else ""
    return (stem if ending else plain).encode()[: _LONGEST - len(ending.encode())].decode("utf-8", "ignore") + ending


def _held(root: Path, token: str) -> tuple[Path, list[tuple[str, int]]]:
    folder = root / FOLDER / token
    stated = _list(folder) if _TOKEN.fullmatch(token) else {}
    if not stated:
        raise NotFound("There is no such upload.", code="no-upload", advice="Begin it again.")
    return folder, [(path, size) for path, size, _modified in stated["files"]]


def _list(folder: Path) -> dict[str, Any]:
    try:
        stated: dict[str, Any] = json.loads((folder / "list.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return stated


def _mark(folder: Path) -> str:
    return str(_list(folder).get("mark", ""))


def _length(folder: Path, number: int) -> int:
    try:
        return (folder / "files" / str(number)).stat().st_size
    except OSError:
        return 0
