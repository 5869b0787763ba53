"""
The power-cut campaign: the real program under strace, every kind of write it has, and what a crash may leave of it.

    make campaign-powercut            (python campaigns/powercut.py --states 10000)

Two programs (`work.py`) do everything that writes and say what they acknowledge, when they do. From their system calls disks
are made that a power cut may leave at a random moment (`firsthand.testing.powercut`); each is opened with the program's own
code, settled, and held against what had been acknowledged by that moment. The same is done to programs that were broken on
purpose: they must be found out.

A disk that was looked at already is not looked at again: it is *drawn*, and not *different*. What lies beside the case (a
site, a backup, a restored case) is a disk of its own in this.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest import mock

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import QueuePool, event

sys.path.insert(0, str(Path(__file__).parent))
from lib import Row, options, say, scratch
from work import day, exports_in, keep, picture, posts_of

from firsthand.desk import day as acts
from firsthand.desk.reading import Here
from firsthand.ledger import note
from firsthand.ledger.erased import ERASING
from firsthand.model.errors import FirsthandError
from firsthand.shell import signing, verify_stamps
from firsthand.shell.case import open_case
from firsthand.shell.people import person
from firsthand.shell.sql import store as sql_store
from firsthand.shell.sql.store import Store
from firsthand.shell.verify import verify_case
from firsthand.shell.verify_backup import verify_backup
from firsthand.shell.verify_site import verify_site
from firsthand.testing.authority import LoopbackAuthority
from firsthand.testing.powercut import Loss, Recording, State, changed_in, fingerprint, record, write_state
from firsthand.testing.world import SmallCase, StillClock, take_in

RUNS = {"day": "a day's work", "keep": "guarding and removing", "fsync": "no file synced (broken on purpose)",
        "folders": "no folder synced (broken on purpose)"}  # fmt: skip
"""What is watched: the two programs, and the first one broken; SQLite syncs by itself in both of these."""

SHARES = {"day": 0.5, "keep": 0.5, "fsync": 0.1, "folders": 0.1}
"""How many of the stated disks are made of each."""

LOSSES: tuple[Loss, ...] = ("none", "all", "some", "some", "some", "some")

AGAIN = 50
"""After every so-manieth disk work goes on: one more act and one more import."""

CHUNK = 50
"""Disks that a process looks at in one go; they are of moments near each other."""


# The program that is traced


@contextmanager
def broken(how: str) -> Iterator[None]:
    """Break durability of this process, as a careless change might."""
    import stat

    real = os.fsync

    def fsync(handle: int) -> None:
        folder = stat.S_ISDIR(os.fstat(handle).st_mode)
        if folder != (how == "folders"):
            real(handle)

    if not how:
        yield
        return
    with mock.patch.object(os, "fsync", fsync):
        yield


# What a disk is held against


@dataclass(frozen=True, slots=True)
class Truth:
    """
    What was so while nothing had been cut.

    Attributes:
        bodies: Number of an entry to its body.
        posts: The words by run, as they were at several times: an erasure takes some away.
        seeds: Of runs that nothing was erased from.
    """

    bodies: dict[int, bytes]
    posts: tuple[dict[int, dict[str, str]], ...]
    seeds: dict[str, bytes]

    @classmethod
    def of(cls, root: Path, remembered: Path) -> Truth:
        """Read it from the folder where the program worked, and from what it wrote down."""
        store = store_of(open_case(root / "case", clock=StillClock()))
        bodies = {int(path.suffix[1:]): path.read_bytes() for path in remembered.glob("body.*")}
        bodies |= {entry.seq: entry.body() for entry in store.entries()}
        posts = [json.loads(path.read_text("utf-8")) for path in remembered.glob("posts.*")]
        known = [{int(run): held for run, held in one.items()} for one in posts]
        seeds = {run: seed for run, seed in store.secret().seeds().items() if isinstance(seed, bytes)}
        return cls(bodies, (*known, posts_of(store)), seeds)


def store_of(desk: Any) -> Store:
    """The database of a case that lies on this disk."""
    assert isinstance(desk.book, Store)
    return desk.book


@dataclass(slots=True)
class Told:
    """What was acknowledged by a moment, by its kind."""

    by_kind: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def all(self, what: str) -> list[dict[str, Any]]:
        """Everything of a kind."""
        return self.by_kind.get(what, [])

    def has(self, what: str) -> bool:
        """Whether there is one of a kind."""
        return what in self.by_kind


def lies(root: Path, told: Told, truth: Truth) -> set[str]:
    """What stands under a final name and is not that, and what should be gone, before anything was mended."""
    found = set()
    for path in (root / "case" / "vault" / "blobs").glob("*/*"):
        if hashlib.sha256(path.read_bytes()).hexdigest() != path.name:
            found.add("corrupt blob")
    for path in (root / "case" / "ledger" / "bodies").glob("*/*"):
        if path.name.isdigit() and path.read_bytes() != truth.bodies.get(int(path.name)):
            found.add("corrupt body")
    for one in told.all("quarantined"):
        if (root / "case" / "vault" / "blobs" / one["digest"][:2] / one["digest"]).exists():
            found.add("left of what was quarantined")
    # While somebody brings the old file once more its words are on the disk again, until that is refused.
    return found if told.has("collects the old file again") and not told.has("refused") else found | left(root / "case", told)


def left(case: Path, told: Told) -> set[str]:
    """What is left of a message whose erasure was acknowledged, in any file of a case."""
    words = [one["words"].encode() for one in told.all("erased")]
    found = set()
    for folder, _, names in os.walk(case) if words else ():
        for name in names:
            content = Path(folder, name).read_bytes()
            if any(one in content for one in words):
                found.add(f"left of what was erased ({Path(folder, name).relative_to(case).parts[0]})")
    return found


def look_at_case(root: Path, told: Told, truth: Truth, *, locked: str, go_on: Path | None) -> set[str]:
    """
    Open the case of a disk as the next command would, and name what is wrong.

    Args:
        locked: Digest of the locked file, if the program locks the case.
        go_on: Also enter an act and import these exports afterwards.
    """
    os.environ["FIRSTHAND_HOME"] = str(root / "home")
    try:
        return lies(root, told, truth) | _opened(root, told, truth, locked, go_on)
    except FirsthandError as error:
        # A case that was being made when the power went may be refused, in words; one that was acknowledged may not.
        return {f"refused ({error.code})"} if told.by_kind else set()
    except Exception as error:  # noqa: BLE001  whatever else is raised is a violation, and is counted as one
        return {f"broke ({type(error).__name__})"}


def _opened(root: Path, told: Told, truth: Truth, locked: str, go_on: Path | None) -> set[str]:
    found = {"lost key of a person" for one in told.all("person") if person(one["name"]).key != one["key"]}
    there = (root / "case" / "case.toml").exists()
    if not told.has("case"):
        if there:
            with suppress(FirsthandError):
                open_case(root / "case", clock=StillClock())
        return found
    if not there and locked:
        file = root / "case.age"
        whole = file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == locked
        return found | (set() if whole and not told.has("unlocked") else {"lost case"})
    desk = replace(open_case(root / "case", clock=StillClock()), reading=Here())
    store = store_of(desk)
    found |= _entries(store, told, truth) | _runs(desk, store, told, truth) | _stories(desk, told)
    verdict = verify_case(root / "case", seeds=store.secret().seeds(), sealed=store.secret().sealed())
    found |= {f"verify: {_kind(one['what'])}" for one in verdict.failures} | left(root / "case", told)
    if any("not yet published" in one["what"] for one in verdict.not_checked):
        found.add("not published")
    if go_on and not found:
        found |= _went_on(root, desk, go_on)
    return found


def _entries(store: Store, told: Told, truth: Truth) -> set[str]:
    with store.engine.connect() as connection:
        rows = {seq: (kind, body) for seq, kind, body in connection.exec_driver_sql("SELECT seq, kind, body FROM entries")}
    gone = store.erased().bodies
    found = set()
    if any(one["seq"] not in rows for one in told.all("entry")):
        found.add("lost entry")
    if any(body != truth.bodies.get(seq) for seq, (_, body) in rows.items() if body is not None or seq not in gone):
        found.add("changed entry")
    if sorted(rows) != list(range(len(rows))):
        found.add("gap in the ledger")
    if told.has("erased") and not any(kind in ERASING for kind, _ in rows.values()):
        found.add("lost erasure")
    return found


def _runs(desk: Any, store: Store, told: Told, truth: Truth) -> set[str]:
    found = set()
    seeds, erased = store.secret().seeds(), store.erased()
    there = {run.id: run for run in desk.views.runs("run")}
    posts, entries = posts_of(store), {entry.seq: entry for entry in desk.book.entries()}
    for run in told.all("run"):
        row = there.get(run["id"])
        if row is None or row.kept != run["kept"]:
            found.add("lost run")
            continue
        if posts.get(run["seq"]) not in ([one[run["seq"]] for one in truth.posts if run["seq"] in one] or [None]):
            found.add("lost post")
        if run["id"] in truth.seeds and seeds.get(run["id"]) != truth.seeds[run["id"]]:
            found.add("lost seed")
        for blob in erased.blobs(entries[run["seq"]]):
            try:
                desk.vault.read(blob)
            except FirsthandError:
                found.add("lost blob")
    for one in told.all("undone"):
        if not there[one["run"]].undone:
            found.add("lost undoing")
    return found


def _stories(desk: Any, told: Told) -> set[str]:
    found = set()
    for one in told.all("story"):
        try:
            if not desk.stories.read(one["slug"]):
                found.add("lost story")
        except FirsthandError:
            found.add("corrupt story")
    return found


def _kind(what: str) -> str:
    """A failure of `verify`, without the numbers that differ from disk to disk."""
    return "/".join(part for part in what.split("/")[:2] if not any(char.isdigit() for char in part)) or "an entry"


def _went_on(root: Path, desk: Any, exports: Path) -> set[str]:
    try:
        case = SmallCase(root / "case", desk, StillClock(), *(3 * [person("Passer-by")]))
        reports = take_in(case, exports / "posts.jsonl", exports / "later.zip")
        acts.add_note(desk, "x:1001", "it goes on", actor=case.ann)
    except FirsthandError as error:
        return {f"cannot go on ({error.code})"}
    if len(reports) != 2 or not verify_case(root / "case").ok:
        return {"wrong after going on"}
    return set()


def look_at_site(root: Path, told: Told, _truth: Truth) -> set[str]:
    """Name what is wrong with a published site."""
    found = set()
    if told.has("site"):
        places = [path for path in (root / "site", root / ".site.old", root / ".site.new") if path.is_dir()]
        if not any(verify_site(path).ok for path in places):
            found.add("lost site")
    if (root / "site").is_dir() and not verify_site(root / "site").ok:
        found.add("corrupt site")
    return found


def look_at_backup(root: Path, told: Told, _truth: Truth) -> set[str]:
    """Name what is wrong with a backup: every snapshot that has its final name must open, with all its pieces."""
    snapshots = told.all("backup")
    if not snapshots:
        return set()
    (root / "key").write_text(snapshots[0]["key"])
    verdict = verify_backup(root / "backup", recovery=root / "key")
    (root / "key").unlink()
    found = {f"backup: {_kind(one['what'])}" for one in verdict.failures}
    if any(not (root / "backup" / "snapshots" / f"{one['snapshot']}.age").exists() for one in snapshots):
        found.add("lost backup")
    return found


def look_at_restored(root: Path, told: Told, _truth: Truth) -> set[str]:
    """Name what is wrong with a restored case: it is whole, or not there."""
    place, stated = root / "again", told.all("restored")
    if not place.is_dir():
        return {"lost restored case"} if stated else set()
    found = set() if verify_case(place).ok else {"corrupt restored case"}
    if stated and (place / "ledger" / "checkpoint").read_text("utf-8") != stated[0]["head"]:
        found.add("another head in the restored case")
    return found


BESIDE: tuple[tuple[tuple[str, ...], Callable[[Path, Told, Truth], set[str]]], ...] = (
    (("site", ".site"), look_at_site), (("backup",), look_at_backup), (("again", ".again"), look_at_restored),
)  # fmt: skip


# The campaign


@dataclass(slots=True)
class Counted:
    """How many disks were made, which of them differ, and what was wrong with how many."""

    states: int = 0
    different: set[bytes] = field(default_factory=set)
    violations: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, other: Counted) -> None:
        """Count together."""
        self.states += other.states
        self.different |= other.different
        self.violations += other.violations
        self.examples = other.examples | self.examples


class Watched:
    """A recorded program, and the disks that are made of it."""

    def __init__(self, folder: Path, name: str, *, seed: int) -> None:
        """Run it; `folder` is made for it."""
        folder.mkdir(parents=True)
        self.folder, self.name, self.seed = folder, name, seed
        root, exports = folder / "traced", folder / "exports"
        self.exports = exports
        root.mkdir()
        exports_in(exports, picture())
        environment = {**os.environ, "FIRSTHAND_HOME": str(root / "home"), "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        with self._authority() as url:
            command = [sys.executable, __file__, "--work", name, str(root), str(exports), url]
            self.kept: Recording = record(command, root, environment=environment, trace=folder / "trace")
        (folder / "trace").unlink()
        os.environ["FIRSTHAND_HOME"] = str(root / "home")
        self.truth = Truth.of(root, folder / "exports.truth")
        self.told = [(at, json.loads(line[4:])) for at, line in self.kept.said if line.startswith("ACK ")]
        self.locked = next((one["digest"] for _, one in self.told if one["what"] == "locked"), "")
        self._known: dict[bytes, set[str]] = {}

    def _authority(self) -> Any:
        if self.name != "keep" or not shutil.which("openssl"):
            return nullcontext("")
        authority = LoopbackAuthority(self.folder / "authority", "Alpha")
        (self.exports / "roots.pem").write_bytes(authority.roots)
        return authority.serving()

    def look(self, first: int, count: int, of: int) -> Counted:
        """
        Make disks and look at each.

        Args:
            first: Number of the first one; a number always gives the same disk.
            of: How many there will be, so that a small number of disks reaches every kind of step.
        """
        counted, told = Counted(), Told()
        done = 0
        for number in range(first, first + count):
            chance = random.Random(f"{self.seed} {self.name} {number}")
            moment = 1 + int((number % of + chance.random()) / of * self.kept.moments)
            loss = LOSSES[chance.randrange(len(LOSSES))]
            state = self.kept.state(moment, loss, chance)
            by_now = sum(1 for at, _ in self.told if at <= moment)
            if by_now != done:
                told, done = self._told(by_now), by_now
            go_on = number % AGAIN == 0
            counted.different.add(fingerprint(state) + by_now.to_bytes(4, "big"))
            for kind in self._looked(state, told, by_now, go_on):
                counted.violations[kind] += 1
                counted.examples.setdefault(kind, f"disk {number}, moment {moment} of {self.kept.moments}, {loss}")
            counted.states += 1
        return counted

    def _told(self, count: int) -> Told:
        told = Told()
        for _, one in self.told[:count]:
            told.by_kind.setdefault(one["what"], []).append(one)
        return told

    def _looked(self, state: State, told: Told, by_now: int, go_on: bool) -> set[str]:
        beside = tuple(prefix for prefixes, _ in BESIDE for prefix in prefixes)
        case = {path: content for path, content in state.items() if not path.startswith(beside)}
        parts: list[tuple[State, Callable[[Path], set[str]]]] = [
            (case, lambda root: look_at_case(root, told, self.truth, locked=self.locked, go_on=self.exports if go_on else None))
        ]
        for prefixes, look in BESIDE:
            part = {path: content for path, content in state.items() if path.startswith(prefixes)}
            if part or any(told.has(one) for one in ("site", "backup", "restored")):
                parts.append((part, lambda root, look=look: look(root, told, self.truth)))
        found = set()
        for number, (part, look_at) in enumerate(parts):
            marks = bytes([number]) + by_now.to_bytes(4, "big") + fingerprint(part)
            if marks not in self._known or (go_on and not number):
                here = self.folder / f"disk-{os.getpid()}" / str(number)
                shared = self.folder / f"shared-{os.getpid()}"
                shared.parent.mkdir(exist_ok=True)
                here.parent.mkdir(exist_ok=True)
                write_state(part, here, shared=shared, fixed=_fixed)
                with unhurried():
                    self._known[marks] = look_at(here)
            found |= self._known[marks]
        return found


def _fixed(path: str) -> bool:
    """Files that nobody writes to under their name, so that they need not be written anew for each disk."""
    top, _, below = path.partition("/")
    changing = top == "again" or (top == "case" and below.startswith(("case.sqlite", "SHA256SUMS", f"work{os.sep}")))
    return not changing and not path.endswith(".part")


@contextmanager
def unhurried() -> Iterator[None]:
    """
    Sync nothing, for the disk that is looked at need not last; and work out once what is the same on many disks.

    Connections to the database are used again while one disk is looked at, and closed before the next one is made.
    """
    real, pooled = sql_store._engine, sql_store.create_engine

    def engine(path: Path) -> Any:
        if path not in ENGINES:
            with mock.patch.object(sql_store, "create_engine", lambda url, **given: pooled(url, **given | {"poolclass": QueuePool})):
                ENGINES[path] = real(path)
            event.listen(ENGINES[path], "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF").close())
        return ENGINES[path]

    with (
        mock.patch.object(os, "fsync", return_value=None), mock.patch.object(sql_store, "_engine", engine),
        mock.patch.object(signing, "Ed25519PublicKey", _Remembering), mock.patch.object(note, "Ed25519PublicKey", _Remembering),
        mock.patch.object(verify_stamps, "check_stamp", _check_stamp),
    ):  # fmt: skip
        try:
            yield
        finally:
            for one in ENGINES.values():
                one.dispose()


ENGINES: dict[Path, Any] = {}
"""By database: between disks it holds no connection, only statements in the words of the database, which cost as much as running them."""

_check_stamp = lru_cache(4096)(verify_stamps.check_stamp)


class _Remembering:
    """A public key that remembers what it said: the same signature over the same bytes stands on very many disks."""

    def __init__(self, public: bytes) -> None:
        self._public = public

    @classmethod
    def from_public_bytes(cls, public: bytes) -> _Remembering:
        return cls(public)

    def verify(self, signature: bytes, data: bytes) -> None:
        if not _fits(self._public, signature, data):
            raise InvalidSignature


@lru_cache(65536)
def _fits(public: bytes, signature: bytes, data: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except InvalidSignature:
        return False
    return True

_watched: Watched
"""In a process that looks at disks: what it looks at."""


def _settle_in() -> None:
    """What the watched program left stays until the end, and a disk leaves little behind that needs a search for cycles."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _chunk(stated: tuple[int, int, int]) -> Counted:
    return _watched.look(*stated)


def campaign(watched: Watched, *, states: int, processes: int, seconds: float = 0) -> Counted:
    """Look at so many disks, and at further ones until so much time has gone; SIGTERM ends it with what was counted by then."""
    global _watched
    _watched = watched
    counted, began, first = Counted(), time.monotonic(), 0
    ended: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: ended.append(number))
    with multiprocessing.get_context("fork").Pool(processes, _settle_in) as pool:
        while not ended and (first == 0 or time.monotonic() - began < seconds):
            chunks = [(at, min(CHUNK, first + states - at), states) for at in range(first, first + states, CHUNK)]
            for done in pool.imap_unordered(_chunk, chunks):
                counted.add(done)
                if counted.states % 5000 < CHUNK:
                    rate = counted.states / (time.monotonic() - began)
                    print(f"  {counted.states:,} disks, {len(counted.different):,} different, {rate:,.0f}/s", file=sys.stderr, flush=True)
                if ended:
                    break
            first += states
    for shared in watched.folder.glob("shared-*"):
        if bad := changed_in(shared):
            raise RuntimeError(f"the campaign itself is wrong: the program wrote to a file that it took for fixed: {bad[:3]}")
    return counted


def in_memory() -> None:
    """Disks that are looked at lie in memory where the system has room for that."""
    with suppress(OSError):
        if "TMPDIR" not in os.environ and shutil.disk_usage("/dev/shm").free > 2 << 30:
            tempfile.tempdir = "/dev/shm"


def main() -> None:
    parser = options(__doc__ or "", count=10_000, unit="states")
    parser.add_argument("--seconds", type=float, default=0, help="go on with the programs until so much time has gone for each")
    parser.add_argument("--only", choices=tuple(RUNS), help="one of what can be watched; all the disks are made of it")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="processes that look (default: one a core)")
    parser.add_argument("--json", action="store_true", help="print what was counted, one line for each program")
    parser.add_argument("--work", nargs=4, help=argparse.SUPPRESS)
    stated = parser.parse_args()
    if stated.work:
        name, root, exports, url = stated.work
        with broken(name if name in ("fsync", "folders") else ""):
            said: Callable[[str], object] = lambda line: os.write(1, line.encode())  # noqa: E731
            if name == "keep":
                keep(Path(root), Path(exports), said=said, authority=url)
            else:
                day(Path(root), Path(exports), said=said)
        return
    if not shutil.which("strace"):
        sys.exit("powercut: there is no strace here. Run tools/strace.sh, or: apt-get install strace")
    in_memory()
    rows, failed = [], False
    with scratch() as folder:
        for name in [stated.only] if stated.only else RUNS:
            states = stated.count if stated.only else max(int(stated.count * SHARES[name]), 1)
            sound = name in ("day", "keep")
            watched = Watched(folder / name, name, seed=stated.seed)
            row = Row(f"powercut, {RUNS[name]}", stated.seed, "")
            done = campaign(watched, states=states, processes=stated.processes, seconds=stated.seconds if sound else 0)
            row.end()
            rate = done.states / row.took
            row.count = f"{done.states:,} states ({len(done.different):,} different) of {watched.kept.moments:,} moments, {rate:,.0f}/s"
            row.violations, row.note = dict(done.violations), f"{len(watched.told)} acknowledgements"
            rows.append(row)
            failed |= bool(done.violations) == sound
            for kind, example in done.examples.items() if sound else ():
                print(f"  {kind}: {example}", file=sys.stderr)
            if stated.json:
                print(json.dumps({"name": name, "states": done.states, "different": len(done.different), "seconds": row.took,
                                  "moments": watched.kept.moments, "acknowledged": len(watched.told),
                                  "violations": dict(done.violations)}), flush=True)  # fmt: skip
    if stated.json:
        sys.exit(1 if failed else 0)
    say(rows, failed=failed)


if __name__ == "__main__":
    main()
