"""A look at the machine and the case, in sentences."""

from __future__ import annotations

import json
import os
import platform
import shutil
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

from firsthand.ledger.erased import ERASING
from firsthand.ledger.fixity import SLICES, looked_at_since
from firsthand.model.errors import FirsthandError
from firsthand.shell.backup_forget import behind
from firsthand.shell.case import find_case, version
from firsthand.shell.disks import NETWORK_DISKS, disk_kind, encryption
from firsthand.shell.fixity import entries_of, last_entry, last_looks
from firsthand.shell.people import people
from firsthand.shell.vault import FolderVault
from firsthand.shell.workshop import WorkerReading
from firsthand.shell.world import SystemClock

STALE_DAYS = 30
"""After so many days without a look at every file, or without a backup, `doctor` says so."""


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


def _apart(root: Path) -> bool:
    """Whether the processes that read files have no network."""
    reading = WorkerReading(FolderVault(root / "vault" / "blobs", root / "work"))
    try:
        return reading.cut_off
    finally:
        reading.close()


def _case(root: Path) -> list[tuple[str, bool, str]]:
    free = shutil.disk_usage(root).free
    locked = not (root / "secret" / "identity.txt").exists()
    apart = _apart(root)
    disk = disk_kind(root)
    sealed, told = encryption(root)
    return [
        ("case", True, str(root)),
        ("reading apart", apart,
         "readers run in a process without any network" if apart else
         "readers run in a process of their own, but this system does not let it leave the network; sockets are refused in Python only"),
        ("disk", free > 1 << 30, f"{free / (1 << 30):.1f} GiB free"),
        ("kind of disk", disk not in NETWORK_DISKS, f"{disk}; evidence needs a local disk" if disk in NETWORK_DISKS else disk),
        ("writing", os.access(root, os.W_OK), "allowed" if os.access(root, os.W_OK) else "not allowed: the case is read-only"),
        ("secret", locked, "guarded by a passphrase" if locked else
         "in clear: whoever has this folder can sign in the case's name and open what is sealed"),
        ("encrypted disk", sealed is not False, told),
        fixity_row(root),
        backup_row(root),
        *_restored(root),
    ]  # fmt: skip


def fixity_row(root: Path) -> tuple[str, bool, str]:
    """When all files were last hashed again."""
    looks = last_looks(root)
    since = looked_at_since((one.slice, one.day) for one in looks)
    failed = max(looks, key=lambda one: one.at).failures if looks else 0
    if failed:
        return "fixity", False, f"{failed} files were changed or missing at the last look; `firsthand fixity --all` names them"
    if since is None:
        done = len({one.slice for one in looks})
        return "fixity", False, (
            f"no full cycle yet ({done} of {SLICES} slices looked at); run `firsthand fixity` every day, or `firsthand fixity --all`"
        )  # fmt: skip
    old = (_today() - since).days > STALE_DAYS
    advice = "; more than 30 days ago: run `firsthand fixity --all`" if old else ""
    return "fixity", not old, f"the last full cycle began on {since}{advice}"


def backup_row(root: Path) -> tuple[str, bool, str]:
    """When the last backup was made."""
    last = last_entry(root, "backup")
    if last is None:
        return "backup", False, "none yet; `firsthand backup FOLDER`, on another disk"
    day = datetime.fromtimestamp(last.detail["at_us"] / 1_000_000, UTC).date()
    old = (_today() - day).days > STALE_DAYS
    known = [entry for kind in ("backup", *ERASING) for entry in entries_of(root, kind)]
    if late := behind(sorted(known, key=lambda entry: entry.seq)):
        which = "a backup" if late == 1 else f"{late:,} backups"
        return "backup", False, f"{which} may hold what was erased since: run `firsthand backup FOLDER` for each, or destroy it"
    return "backup", not old, f"the last one was made on {day}{'; more than 30 days ago' if old else ''}"


def _restored(root: Path) -> list[tuple[str, bool, str]]:
    try:
        told = json.loads((root / "work" / "restored.json").read_text("utf-8"))
        lost, name = len(told["lost"]), str(told["snapshot"])
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [("restored", False, f"in part, from {name}: {lost} files were lost; `firsthand verify` names them")]


def _today() -> date:
    return SystemClock().now().date()
