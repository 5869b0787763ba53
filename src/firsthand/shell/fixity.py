"""
Fixity: hash again what must never change, a thirtieth a day, and say what did.

Nothing is repaired here: a changed file is evidence of something, and a repair nobody ordered would remove it.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from firsthand.desk.ports import Desk, Progress
from firsthand.ledger.entry import Entry, open_body
from firsthand.ledger.erased import erasures
from firsthand.ledger.fixity import SLICES, slice_of_day, slice_of_file
from firsthand.ledger.note import parse_checkpoint
from firsthand.model.actor import Actor
from firsthand.model.errors import FirsthandError, Mistaken, Refused, Tampered
from firsthand.shell.durable import write_durable
from firsthand.shell.locking import when_free
from firsthand.shell.publication import body_path

LINE = re.compile(r"([0-9a-f]{64})  ([^\x00]+)")
RESTORE = "Bring it back from a backup: `firsthand restore BACKUP FOLDER`, then compare. Do not write over what is here."


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """
    What a look at the files found.

    Attributes:
        slice: Which thirtieth; None when all were looked at.
        checked, size_bytes: Files and bytes that were hashed.
        total: Files that never change, in the whole case.
        failures: `what`, `why`, `advice` of each changed or missing file.
        report: Where the report lies, below the case.
        entry: Number of the entry; None when it could not be made, and `not_entered` says why.
    """

    day: date
    slice: int | None
    checked: int
    size_bytes: int
    total: int
    failures: list[dict[str, str]]
    report: str
    entry: int | None
    not_entered: str


class Look(NamedTuple):
    """An earlier look, as far as `doctor` needs it."""

    slice: int | None
    at: datetime
    failures: int

    @property
    def day(self) -> date:
        """In UTC."""
        return self.at.date()


def look(desk: Desk, *, everything: bool, actor: Actor, progress: Progress, wait_s: float = 600) -> Looked:
    """
    Hash the slice of today, or all, and record what was found.

    Without the passphrase the look is done and reported, and is not entered.

    Raises:
        Tampered: There is no list of what must be there.
    """
    root, now = Path(desk.root), desk.clock.now()
    number = None if everything else slice_of_day(now.date())
    lines, failures = stated_lines(root)
    chosen = [one for one in lines if number is None or slice_of_file(one[0]) == number]
    done_bytes = 0
    for place, (digest, path) in enumerate(chosen):
        progress("checking files", place, len(chosen))
        size, why = _hashed(root / path, digest)
        done_bytes += size
        if why:
            failures.append({"what": path, "why": why, "advice": RESTORE})
    found: dict[str, Any] = {
        "slice": -1 if number is None else number, "of": SLICES, "checked": len(chosen), "bytes": done_bytes,
        "total": len(lines), "failures": failures,
    }  # fmt: skip
    report = _report(root, now, found)
    entry, why_not = _enter(desk, found, actor, wait_s)
    return Looked(
        day=now.date(), slice=number, checked=len(chosen), size_bytes=done_bytes, total=len(lines), failures=failures,
        report=report.relative_to(root).as_posix(), entry=entry, not_entered=why_not,
    )  # fmt: skip


def stated_lines(root: Path) -> tuple[list[tuple[str, str]], list[dict[str, str]]]:
    """
    Digest and path of every file that never changes, and what is wrong with the list itself.

    Raises:
        Tampered: The list is missing.
    """
    try:
        text = (root / "SHA256SUMS").read_bytes().decode("utf-8", "replace")
    except OSError as error:
        raise Tampered(
            "SHA256SUMS is missing or cannot be read: nothing says what must be there.",
            code="no-sums",
            advice="`firsthand verify` says what the ledger still proves. " + RESTORE,
        ) from error
    lines, failures = [], []
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        found = LINE.fullmatch(line)
        if found and ".." not in Path(found[2]).parts and not found[2].startswith("/"):
            lines.append((found[1], found[2]))
        else:
            failures.append({"what": "SHA256SUMS", "why": f"line {number} is not what a line must be", "advice": RESTORE})
    listed = {path for _, path in lines}
    missing = [seq for seq in range(_published(root)) if f"ledger/{body_path(seq)}" not in listed]
    gone = _erased_bodies(root, lines) if missing else frozenset()
    for seq in missing:
        if seq not in gone:
            failures.append({"what": "SHA256SUMS", "why": f"it does not list ledger/{body_path(seq)}", "advice": RESTORE})
    return list(dict.fromkeys(lines)), failures


def _erased_bodies(root: Path, lines: Iterable[tuple[str, str]]) -> frozenset[int]:
    """Entries whose body an erasure took away, as the listed bodies that are what their digests say tell it."""
    entries = []
    for digest, path in lines:
        if path.startswith("ledger/bodies/"):
            with suppress(OSError, Tampered):
                body = (root / path).read_bytes()
                if hashlib.sha256(body).hexdigest() == digest:
                    entries.append(open_body(body))
    return erasures(entries).bodies


def last_looks(root: Path) -> list[Look]:
    """Earlier looks: those entered, and those that were only reported because the case was locked."""
    found = [_look(entry.detail, _time(entry)) for entry in entries_of(root, "fixity")]
    for path in sorted((root / "work" / "fixity").glob("*.json")):
        try:
            value = json.loads(path.read_text("utf-8"))
            found.append(_look(value, datetime.fromisoformat(value["at"])))
        except (OSError, ValueError, KeyError, TypeError):
            continue  # work/ is nobody's evidence
    return found


def last_entry(root: Path, kind: str) -> Entry | None:
    """The last entry of a kind, read beside everybody who writes."""
    return max(entries_of(root, kind), key=lambda entry: entry.seq, default=None)


def _look(detail: dict[str, Any], at: datetime) -> Look:
    return Look(detail["slice"] if detail["slice"] >= 0 else None, at, len(detail["failures"]))


def _time(entry: Entry) -> datetime:
    return datetime.fromtimestamp(entry.detail["at_us"] / 1_000_000, UTC)


def entries_of(root: Path, kind: str) -> list[Entry]:
    """Entries of a kind, read beside everybody who writes; none where the database cannot be read."""
    try:
        with closing(sqlite3.connect(root / "case.sqlite", timeout=2)) as connection:
            rows = connection.execute("SELECT body FROM entries WHERE kind = ?", (kind,)).fetchall()
        return [open_body(bytes(body)) for (body,) in rows if body]
    except (sqlite3.Error, Tampered):
        return []


def _hashed(path: Path, digest: str) -> tuple[int, str]:
    """Bytes read, and what is wrong; empty when nothing is."""
    try:
        if path.is_symlink():
            return 0, "it is a link: evidence lies in the folder itself"
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
            size = stream.tell()
    except OSError as error:
        return 0, f"it is missing or cannot be read ({error.strerror})"
    return size, "" if found == digest else "its bytes were changed"


def _published(root: Path) -> int:
    try:
        return parse_checkpoint((root / "ledger" / "checkpoint").read_text("utf-8")).size
    except (OSError, UnicodeDecodeError, Tampered):
        return 0  # `verify` names it; here are the files


def _report(root: Path, now: datetime, found: dict[str, Any]) -> Path:
    folder, name, number = root / "work" / "fixity", f"{now.date()}", 1
    while (path := folder / f"{name}{f'-{number}' if number > 1 else ''}.json").exists():
        number += 1
    write_durable(path, json.dumps({"at": now.isoformat(), **found}, ensure_ascii=False, indent=1).encode())
    return path


def _enter(desk: Desk, found: dict[str, Any], actor: Actor, wait_s: float) -> tuple[int | None, str]:
    def enter() -> int:
        with desk.book.writing() as pen:
            return pen.append("fixity", found, actor=actor).seq

    try:
        return when_free(enter, wait_s=wait_s), ""
    except (Refused, Mistaken) as error:  # no passphrase, or no secret: what was found is told all the same
        return None, str(error)
    except FirsthandError as error:
        if not found["failures"]:
            raise
        return None, str(error)
