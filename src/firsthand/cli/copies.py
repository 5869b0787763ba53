"""Copies: what still is as it was, a second copy, a case again from it, a case locked into one file."""

from __future__ import annotations

import getpass
import sys
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from firsthand.cli.surface import (
    AsOption,
    CaseOption,
    JsonOption,
    console,
    open_desk,
    path_argument,
    person_or_program,
    print_json,
    progress_bar,
    say,
    shown,
)
from firsthand.model.errors import Mistaken

WaitOption = Annotated[int, typer.Option("--wait", metavar="SECONDS", help="How long another writer of the case may take.")]


def register(app: typer.Typer) -> None:
    """Hang the verbs in."""
    for verb in (fixity, backup, restore, lock, unlock):
        app.command(verb.__name__, rich_help_panel="Evidence")(verb)


def fixity(
    everything: Annotated[bool, typer.Option("--all", help="All files, not only the thirtieth that is due today.")] = False,
    wait: WaitOption = 600,
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Hash again what must never change: a thirtieth a day, so that thirty days look at everything.

    Writes a report to work/fixity/ and an entry. Exit 10 when a file was changed or is missing; nothing is repaired.

    Example: `firsthand fixity --all`
    """
    from firsthand.shell.fixity import look

    with progress_bar() as progress:
        done = look(open_desk(case), everything=everything, actor=person_or_program(as_), progress=progress, wait_s=wait)
    if json:
        print_json(
            {"day": str(done.day), "slice": "all" if done.slice is None else done.slice, "checked": done.checked,
             "bytes": done.size_bytes, "total": done.total, "failures": done.failures, "report": done.report,
             "entry": done.entry, "not_entered": done.not_entered}
        )  # fmt: skip
    else:
        say(f"Looked at {done.checked:,} of {done.total:,} files that must never change ({_size(done.size_bytes)}).")
        for one in done.failures:
            console().print(f"  [bold]WRONG[/bold]  {shown(one['what'])}: {shown(one['why'])}\n         → {shown(one['advice'])}")
        say(f"Report: {done.report}" + (f"; entry {done.entry}." if done.entry is not None else "."))
        if done.not_entered:
            say(f"Not entered in the ledger: {done.not_entered}")
    if done.failures:
        raise typer.Exit(10)


def backup(
    to: Annotated[str, typer.Argument(metavar="TO", help="Folder of the backup, on another disk; made when it is not there.")],
    recovery_file: Annotated[
        str, typer.Option("--recovery-file", metavar="FILE", help="Write the recovery key there, not on the screen.")
    ] = "",
    wait: WaitOption = 600,
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Keep a second copy, encrypted; the next time only what is new. Others may go on working meanwhile.

    The first time it shows the recovery key, once: write it on paper. With FIRSTHAND_BACKUP_PASSPHRASE set the first time,
    the key also lies beside the backup, under that passphrase.

    Example: `firsthand backup /media/second-disk/oradesh --recovery-file recovery.txt`
    """
    from firsthand.shell.backup import back_up, recovery_key
    from firsthand.shell.durable import write_durable
    from firsthand.shell.world import environment

    desk, target, kept = open_desk(case), path_argument(to), path_argument(recovery_file) if recovery_file else None
    if kept and kept.exists():
        raise Mistaken(f"{kept} is there already.", code="file-exists", advice="Choose another name for the recovery key.")
    began = time.monotonic()
    with progress_bar() as progress:
        done = back_up(
            desk, target, actor=person_or_program(as_), passphrase=environment("FIRSTHAND_BACKUP_PASSPHRASE"),
            progress=progress, wait_s=wait,
        )  # fmt: skip
    if kept:
        write_durable(kept, recovery_text(target, recovery_key(desk, target)).encode())
    if json:
        print_json(_backup_json(done, time.monotonic() - began, hide=kept is not None))
    else:
        _tell_backup(done, kept, target)
    if done.damaged:
        raise typer.Exit(10)


def recovery_text(target: Path, key: str) -> str:
    """What the recovery file says; age reads it as it is."""
    return f"# Recovery key of the backup {target.name}. Whoever has this and the backup has the case.\n{key}\n"


def _backup_json(done: Any, seconds: float, *, hide: bool) -> dict[str, Any]:
    told = {
        "snapshot": done.snapshot, "entry": done.entry, "not_entered": done.not_entered, "size": done.ledger_size,
        "root": done.root, "files": done.files, "chunks": done.chunks, "bytes": done.size_bytes,
        "new_chunks": done.new_chunks, "new_bytes": done.new_bytes, "damaged": done.damaged,
        "same_disk": done.same_disk, "seconds": round(seconds, 2),
        "forgot": {"because": done.forgot.because, "snapshots": [name for name, _ in done.forgot.snapshots],
                   "pieces": done.forgot.pieces, "unreadable": done.forgot.unreadable, "not_done": done.forgot.not_done},
    }  # fmt: skip
    return told | ({"recovery": done.recovery} if done.recovery and not hide else {})


def _tell_backup(done: Any, kept: Path | None, target: Path) -> None:
    say(
        f"Snapshot {done.snapshot}: {done.files:,} files, {_size(done.size_bytes)}; "
        f"{done.new_chunks:,} of {done.chunks:,} pieces were new ({_size(done.new_bytes)} written)."
    )
    for one in done.damaged:
        console().print(f"  [bold]WRONG[/bold]  {shown(one['what'])}: {shown(one['why'])}. It is not in this backup.")
    _tell_forgotten(done.forgot)
    if done.not_entered:
        say(f"The backup is whole; its entry could not be made: {done.not_entered}")
    if done.same_disk:
        say("It lies on the disk of the case: what takes the one takes the other. Use another disk.")
    if kept:
        say(f"The recovery key is in {kept}. Print it, put it away from the backup, and remove the file.")
    elif done.recovery:
        say("The recovery key of this backup. It is shown once: write it on paper, and keep it away from the backup.")
        say(f"\n    {done.recovery}\n")
        say(f"Try it now: firsthand restore {target} /tmp/trial --recovery-file FILE")


def _tell_forgotten(forgot: Any) -> None:
    if forgot.not_done:
        say(f"What was erased from the case was not taken out of this backup: {forgot.not_done}.")
    if forgot.anything:
        because = ", ".join(map(str, forgot.because))
        say(
            f"What was erased from the case (entry {because}) is gone from here too. Pieces removed: {forgot.pieces:,}; "
            f"older snapshots made thinner: {len(forgot.snapshots):,}."
        )
    for name in forgot.unreadable:
        say(f"snapshots/{name}.age does not open; what it alone named was removed as well.")


def restore(
    from_: Annotated[str, typer.Argument(metavar="FROM", help="Folder of the backup.")],
    to: Annotated[str, typer.Argument(metavar="TO", help="New folder for the case.")],
    snapshot: Annotated[str, typer.Option("--snapshot", metavar="NAME", help="An older one; else the newest.")] = "",
    recovery_file: Annotated[str, typer.Option("--recovery-file", metavar="F", help="File with the recovery key.")] = "",
    partial: Annotated[bool, typer.Option("--partial", help="Keep what is good when something is bad.")] = False,
    json: JsonOption = False,
) -> None:
    """
    Make a case again from its backup, and verify it; nothing else is needed but the key.

    The key: --recovery-file, else FIRSTHAND_BACKUP_RECOVERY_FILE, else FIRSTHAND_BACKUP_PASSPHRASE. Exit 10 when something
    is bad; each bad piece is named, and nothing is left in TO unless --partial asks for it.

    Example: `firsthand restore /media/second-disk/oradesh oradesh-again --recovery-file recovery.txt`
    """
    from firsthand.shell.backup_folder import BackupFolder, key_for
    from firsthand.shell.restore import locked
    from firsthand.shell.restore import restore as bring_back
    from firsthand.shell.world import environment

    folder = BackupFolder(path_argument(from_))
    folder.need()
    stated = recovery_file or environment("FIRSTHAND_BACKUP_RECOVERY_FILE")
    phrase = environment("FIRSTHAND_BACKUP_PASSPHRASE")
    if not stated and not phrase and sys.stdin.isatty() and (folder.root / "key.age").exists():
        phrase = getpass.getpass("Passphrase of this backup: ")
    key = key_for(folder, recovery=path_argument(stated) if stated else None, passphrase=phrase or None)
    if key is None:
        raise locked(folder)
    with progress_bar() as progress:
        done = bring_back(
            folder, path_argument(to), identity=key, name=snapshot or None, partial=partial, progress=progress
        )  # fmt: skip
    if json:
        print_json(
            {"ok": done.ok, "path": done.path, "snapshot": done.snapshot, "size": done.entries, "head": done.head,
             "files": done.files, "bytes": done.size_bytes, "later_entries": done.later, "bad": done.bad,
             "erased": done.erased,
             "lost": done.lost, "failures": done.failures}
        )  # fmt: skip
    else:
        _tell_restore(done)
    if not done.ok:
        raise typer.Exit(10)


def _tell_restore(done: Any) -> None:
    out = console()
    for one in done.erased:
        out.print(f"  taken out  {shown(one['what'])}")
    for one in (*done.bad, *done.lost, *done.failures):
        out.print(f"  [bold]WRONG[/bold]  {shown(one['what'])}: {shown(one['why'])}")
    if not done.path and done.erased and not done.lost:
        say(
            f"Nothing was restored: something was erased from the case after {done.snapshot}, and these files were taken out "
            "of it. The newest snapshot is whole; --partial restores what is left of this one."
        )
        return
    if not done.path:
        say(
            f"Nothing was restored: {len(done.lost):,} files are bad, {done.files:,} are good. "
            "An older snapshot may be whole (--snapshot NAME); --partial restores what is good."
        )
        return
    say(f"Restored {done.files:,} files ({_size(done.size_bytes)}) to {done.path}.")
    say("Head: " + " / ".join(done.head.split("\n")[:3]))
    say(
        f"{done.later:,} entries of newer snapshots are not in it." if done.later else
        f"Entries newer than {done.snapshot}: none known. What was made after that backup is not in it."
    )  # fmt: skip
    say("Everything verifies." if done.ok else "It is not whole; work/restored.json and `firsthand doctor` say so too.")


def lock(
    file: Annotated[str, typer.Argument(metavar="FILE", help="File to make; by default NAME.locked.age beside the case.")] = "",
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    Lock the whole case into one encrypted file, read it back, and remove the clear folder.

    The passphrase is asked for twice, or taken from FIRSTHAND_LOCK_PASSPHRASE. Without it nobody opens the file again.

    Example: `firsthand lock /media/stick/oradesh.age --case fall-of-oradesh`
    """
    from firsthand.shell.case import find_case
    from firsthand.shell.locked import lock_case

    root = find_case(case).resolve()
    target = path_argument(file) if file else root.with_name(f"{root.name}.locked.age")
    with progress_bar() as progress:
        done = lock_case(root, target, _passphrase(twice=True), progress=progress)
    if json:
        print_json({"path": done.path, "files": done.files, "bytes": done.size_bytes, "removed": str(root)})
        return
    say(f"Locked {root} into {done.path}, read it back whole, and removed the folder.")
    say(
        "What was removed may still be found on the disk: flash keeps old pages, and backups of the system keep copies. "
        "Only an encrypted disk helps against that."
    )


def unlock(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The locked file.")],
    to: Annotated[str, typer.Argument(metavar="TO", help="Folder to make; by default the case's name, beside the file.")] = "",
    json: JsonOption = False,
) -> None:
    """
    Make a folder of a locked case again, and verify it. The locked file stays.

    Example: `firsthand unlock /media/stick/oradesh.age fall-of-oradesh`
    """
    from firsthand.shell.locked import unlock_case

    with progress_bar() as progress:
        done = unlock_case(path_argument(file), path_argument(to) if to else None, _passphrase(twice=False), progress=progress)
    if json:
        print_json(
            {"ok": not done.failures, "path": done.path, "files": done.files, "bytes": done.size_bytes, "head": done.head,
             "failures": done.failures}
        )  # fmt: skip
    else:
        for one in done.failures:
            console().print(f"  [bold]WRONG[/bold]  {shown(one['what'])}: {shown(one['why'])}")
        told = "Everything verifies." if not done.failures else "It does not verify; it was so when it was locked."
        say(f"Unlocked {done.files:,} files into {done.path}. {told} {path_argument(file)} stays.")
    if done.failures:
        raise typer.Exit(10)


def _passphrase(*, twice: bool) -> str:
    from firsthand.shell.world import environment

    if stated := environment("FIRSTHAND_LOCK_PASSPHRASE"):
        return stated
    if not sys.stdin.isatty():
        raise Mistaken(
            "This needs a passphrase, and there is no terminal to ask at.",
            code="no-passphrase", advice="Set FIRSTHAND_LOCK_PASSPHRASE.",
        )  # fmt: skip
    first = getpass.getpass("Passphrase of the locked file: ")
    if not first or (twice and first != getpass.getpass("Once more: ")):
        raise Mistaken("The two did not agree, or were empty.", code="passphrase-differs", advice="Try again.")
    return first


def _size(count: int) -> str:
    value = float(count)
    for unit in ("bytes", "KiB", "MiB", "GiB"):
        if value < 1024 or unit == "GiB":
            break
        value /= 1024
    return f"{value:,.0f} {unit}" if unit == "bytes" else f"{value:,.1f} {unit}"
