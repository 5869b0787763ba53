"""A look at the machine and the case, in sentences."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
from pathlib import Path

from firsthand.model.errors import FirsthandError
from firsthand.shell.case import find_case, version
from firsthand.shell.people import people

NETWORK_DISKS = frozenset({"nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "afs"})


def examine(stated: str | None) -> list[tuple[str, bool, str]]:
    """What was looked at, whether it is well, and what to do."""
    rows = [
        ("firsthand", True, f"{version()} on Python {platform.python_version()}"),
        ("sqlite", sqlite3.sqlite_version_info >= (3, 38), sqlite3.sqlite_version),
    ]
    for program, use in (("openssl", "time stamps"), ("exiftool", "photo metadata"), ("ffmpeg", "video stills")):
        there = shutil.which(program) is not None
        rows.append((program, there, "found" if there else f"not installed; {use} would be left out"))
    try:
        names = [one.name for one in people()]
        rows.append(("people", bool(names), ", ".join(names) or 'nobody has a key; run `firsthand people add "NAME"`'))
    except FirsthandError as error:
        rows.append(("people", False, f"{error} {error.advice()}"))
    try:
        root = find_case(stated)
    except FirsthandError:
        return [*rows, ("case", False, "none here; `firsthand new PATH --title …` makes one")]
    return rows + _case(root)


def _case(root: Path) -> list[tuple[str, bool, str]]:
    free = shutil.disk_usage(root).free
    locked = not (root / "secret" / "identity.txt").exists()
    disk = disk_kind(root)
    return [
        ("case", True, str(root)),
        ("disk", free > 1 << 30, f"{free / (1 << 30):.1f} GiB free"),
        ("kind of disk", disk not in NETWORK_DISKS, f"{disk}; evidence needs a local disk" if disk in NETWORK_DISKS else disk),
        ("writing", os.access(root, os.W_OK), "allowed" if os.access(root, os.W_OK) else "not allowed: the case is read-only"),
        ("secret", locked, "guarded by a passphrase" if locked else
         "in clear: whoever has this folder can sign in the case's name and open what is sealed"),
    ]  # fmt: skip


def disk_kind(path: Path) -> str:
    """Type of the file system that a path lies on, as the kernel calls it; ``unknown`` where it does not say."""
    try:
        lines = Path("/proc/self/mountinfo").read_text("utf-8").splitlines()
    except OSError:
        return "unknown"
    best, kind = "", "unknown"
    for line in lines:
        fields = line.split()
        place = fields[4]
        if (str(path).startswith(place.rstrip("/") + "/") or place == str(path)) and len(place) >= len(best):
            best, kind = place, fields[fields.index("-") + 1]
    return kind
