"""Restore: a case again from its backup, on a machine that has nothing else."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from firsthand.desk.ports import Progress
from firsthand.model.errors import FirsthandError, Mistaken, NotFound, Refused, Tampered
from firsthand.shell.backup_folder import BackupFolder, BadPiece, Part, Snapshot
from firsthand.shell.disks import refuse_network_disk
from firsthand.shell.durable import make_folder, on_disk, sync_folder, write_all, write_durable
from firsthand.shell.verify import verify_opened


@dataclass(slots=True)
class Restored:
    """
    What came back.

    Attributes:
        path: Where the case is; empty when nothing was left there.
        head: The signed checkpoint of the snapshot.
        entries: Size of its ledger.
        later: Entries that newer snapshots of the same backup hold and this one does not.
        bad: Pieces and lists that are missing or changed: `what`, `why`.
        lost: Files that could not be brought back: `what`, `why`.
        erased: Files that were taken out of the snapshot, because something was erased from the case later: `what`, `why`.
        failures: What `verify` found in the restored case.
    """

    snapshot: str
    path: str = ""
    head: str = ""
    entries: int = 0
    files: int = 0
    size_bytes: int = 0
    later: int = 0
    erased: list[dict[str, str]] = field(default_factory=list)
    bad: list[dict[str, str]] = field(default_factory=list)
    lost: list[dict[str, str]] = field(default_factory=list)
    failures: list[dict[str, str]] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Everything is back and verifies."""
        return bool(self.path) and not (self.lost or self.failures or self.bad or self.erased)


def restore(
    folder: BackupFolder, target: Path, *, identity: str, name: str | None, partial: bool, progress: Progress
) -> Restored:  # fmt: skip
    """
    Bring a case back.

    Args:
        name: Of the snapshot; by default the newest (with `partial`: the newest that opens).
        partial: Keep what is good when something is bad, and mark the case so.

    Raises:
        Mistaken, NotFound: The target is not empty, the key is another's, there is no such snapshot.
        Refused: The target lies on a network disk.
        Tampered: The snapshot does not open.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Mistaken(f"{target} is there already and is not empty.", code="not-empty", advice="Name a new folder.")
    refuse_network_disk(target)
    folder.unlock(identity)
    names = folder.names()
    if not names:
        raise NotFound(f"{folder.root} holds no snapshot.", code="no-snapshot", advice="Its first backup was cut off.")
    snapshot, bad = _chosen(folder, names, name, partial)
    done = Restored(snapshot=snapshot.name, head=snapshot.head, entries=snapshot.entries, bad=bad)
    done.later = max(_later(folder, names, snapshot) - snapshot.entries, 0)
    done.lost += [dict(one) for one in snapshot.damaged]
    done.erased += [dict(one) for one in snapshot.erased]
    building = target.absolute().parent / f".{target.name}.restoring"
    with on_disk(building):
        shutil.rmtree(building, ignore_errors=True)
        make_folder(building)
    try:
        with on_disk(target):
            _write_all(folder, snapshot, building, done, progress)
        if (done.lost or done.erased) and not partial:
            return done
        with on_disk(target):
            _finish(building, done)
            if target.exists():
                target.rmdir()
            os.rename(building, target)
            sync_folder(target.absolute().parent)
        done.path = str(target)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return done


def _chosen(
    folder: BackupFolder, names: list[str], name: str | None, partial: bool
) -> tuple[Snapshot, list[dict[str, str]]]:  # fmt: skip
    if name is not None:
        return folder.snapshot(name.removesuffix(".age")), []
    bad: list[dict[str, str]] = []
    for one in reversed(names):
        try:
            return folder.snapshot(one), bad
        except Tampered as error:
            if not partial:
                raise
            bad.append({"what": f"snapshots/{one}.age", "why": str(error)})
    raise Tampered(
        "No snapshot of this backup opens.", code="no-good-snapshot", advice="Use another copy of the backup."
    )


def _later(folder: BackupFolder, names: list[str], snapshot: Snapshot) -> int:
    """Size of the longest ledger that this backup knows."""
    sizes = [snapshot.entries]
    for one in names[names.index(snapshot.name) + 1 :]:
        try:
            sizes.append(folder.snapshot(one).entries)
        except FirsthandError:
            sizes.append(int(one.split("-")[1]))
    return max(sizes)


def _write_all(folder: BackupFolder, snapshot: Snapshot, building: Path, done: Restored, progress: Progress) -> None:
    wrong: dict[str, str] = {}
    folders = {building}
    for number, part in enumerate(snapshot.parts):
        progress("restoring", number, len(snapshot.parts))
        place = PurePosixPath(part.path)
        if place.is_absolute() or ".." in place.parts or not place.parts:
            raise Tampered(f"The snapshot names a file outside the case: {part.path}", code="bad-path", advice="Do not use it.")
        target = building / place
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        why = _write(folder, part, target, wrong)
        if why:
            target.unlink(missing_ok=True)
            done.lost.append({"what": part.path, "why": why})
            continue
        done.files += 1
        done.size_bytes += part.size
        while target != building:
            target = target.parent
            folders.add(target)
    for name, why in wrong.items():
        done.bad.append({"what": f"chunks/{name[:2]}/{name}.age", "why": why})
    for one in sorted(folders, reverse=True):
        sync_folder(one)


def _write(folder: BackupFolder, part: Part, target: Path, wrong: dict[str, str]) -> str:
    """Write one file; returns what is wrong with it, after all its pieces have been looked at."""
    hashed, failed = hashlib.sha256(), ""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        for name in part.chunks:
            try:
                data = folder.piece(name)
            except BadPiece as error:
                wrong[name] = error.why
                failed = f"its piece chunks/{name[:2]}/{name}.age is bad"
                continue
            hashed.update(data)
            if not failed:
                write_all(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)
    return failed or ("" if hashed.hexdigest() == part.digest else "its pieces do not give its digest")


def _finish(building: Path, done: Restored) -> None:
    """Make the case whole, verify it, and mark it when it is not."""
    for name in ("plan", "vault/blobs", "ledger", "stories", "secret", "work"):
        make_folder(building / name)
    if done.lost or done.bad or done.erased:
        marked = {"snapshot": done.snapshot, "bad": done.bad, "lost": [*done.lost, *done.erased]}
        write_durable(building / "work" / "restored.json", json.dumps(marked, ensure_ascii=False, indent=1).encode())
    verdict = verify_opened(building)
    done.failures = verdict.failures
    if verdict.head and not done.head.startswith(verdict.head):
        done.failures.append({"what": "ledger/checkpoint", "why": "it is not the head that the snapshot names"})


def locked(folder: BackupFolder) -> Refused:
    """The error of a backup whose key was not given."""
    return Refused(
        f"{folder.root} is locked: its key was not given.",
        code="backup-locked",
        advice="Add --recovery-file FILE, or set FIRSTHAND_BACKUP_PASSPHRASE when it was made with a passphrase.",
    )
