"""
The campaign of faults: a disk that refuses at one call of every place in the program that writes.

    make campaign-faults            (python campaigns/faults.py)

Each act (collect, judge, publish, rebuild, erase, quarantine, stamp, fixity, backup, restore, lock, unlock) is done once on a
good disk while its calls are counted (`firsthand.testing.faults`), and then again and again on a copy, each time with one
call that fails: no room, an error of the disk, no more open files, a write that takes fewer bytes. After each it must have
failed in words or be done; what was acknowledged must be there, the case must verify, and the act must work on the next try.
"""

from __future__ import annotations

import errno
import gc
import json
import multiprocessing
import os
import shutil
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from lib import Row, options, say, scratch
from powercut import in_memory
from work import PHRASE, QUIET, day, exports_in, picture

from firsthand.desk import judge, publish, removal, story
from firsthand.desk.ports import Desk
from firsthand.desk.reading import Here
from firsthand.desk.rebuild import rebuild
from firsthand.desk.stamp import stamp
from firsthand.model.errors import FirsthandError, NotFound
from firsthand.model.ids import AccountId, PostId
from firsthand.model.stamp import Answer, Authority
from firsthand.shell import age_stream
from firsthand.shell.backup import back_up, recovery_key
from firsthand.shell.backup_folder import BackupFolder
from firsthand.shell.case import open_case
from firsthand.shell.fixity import look
from firsthand.shell.locked import lock_case, unlock_case
from firsthand.shell.people import person
from firsthand.shell.restore import restore
from firsthand.shell.verify import verify_case
from firsthand.shell.verify_backup import verify_backup
from firsthand.shell.verify_site import verify_site
from firsthand.testing.authority import LoopbackAuthority
from firsthand.testing.faults import FAULTS, SHORT, Call, Calls
from firsthand.testing.world import ANN, BO, SmallCase, StillClock, take_in, twarc_lines, zipped

ENTERED = {"not-published", "not-erased-yet", "backup-not-entered", "erasing-busy"}
"""Codes of errors that say: the change was made, and something after it was not."""


@dataclass(frozen=True, slots=True)
class Act:
    """
    Something that writes.

    Attributes:
        do: Does it below a folder.
        done: Whether it has been done there, as the next program sees it.
    """

    do: Callable[[Path], object]
    done: Callable[[Path], bool]


def opened(root: Path) -> Desk:
    """The case below a folder, by a clock that stands; what reads writes nothing, and needs no process of its own here."""
    return replace(open_case(root / "case", clock=StillClock()), reading=Here())


def small(root: Path) -> SmallCase:
    """The same with its people."""
    return SmallCase(root / "case", opened(root), StillClock(), person(ANN), person(BO), person("Passer-by"))


def has(root: Path, kind: str, number: int) -> bool:
    """Whether there are so many entries of a kind."""
    return sum(1 for entry in opened(root).book.entries() if entry.kind == kind) >= number


def held(root: Path, post: str) -> bool:
    """Whether a post is shown."""
    try:
        return bool(opened(root).views.post(PostId(post)))
    except NotFound:
        return False


def asked(root: Path, kind: str) -> int:
    """Number of the request of a kind that `prepare` made."""
    return int(opened(root).views.acts(kind=kind)[0].seq)


ONE_AT_A_TIME = multiprocessing.get_context("fork").Lock()
"""The authority has one file for questions and one for answers, and the trials run in several processes."""


@dataclass(slots=True)
class _Local:
    """A stamper that asks an authority in this process."""

    real: Any
    authority: LoopbackAuthority

    def send(self, _url: str, request: bytes) -> Answer:
        with ONE_AT_A_TIME:
            return Answer(reply=self.authority.reply(request), custody={})

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


def acts_of(beside: Path, authority: LoopbackAuthority | None) -> dict[str, Act]:
    """Everything that writes; what it needs lies beside the watched folders."""

    def judged(root: Path) -> None:
        judge.judge_source(opened(root), judge.SourceJudgement(
            account=AccountId("x:71"), roles=("civilian",), reliability="C", because="كلمة", evidence=(PostId("x:1002"),)),
            actor=person(ANN))  # fmt: skip

    def published(root: Path) -> None:
        desk = opened(root)
        story.add_update(desk, "dark", "update", {"en": "Once more."}, actor=person(ANN))
        publish.publish_story(desk, "dark", str(root / "site"), actor=person(ANN))

    def stamped(root: Path) -> None:
        assert authority
        desk = opened(root)
        told = stamp(replace(desk, stamper=_Local(desk.stamper, authority)), authorities=[Authority(name="loopback", url="http://127.0.0.1/")],
                     actor=person(ANN), progress=QUIET, roots={"loopback": authority.roots})  # fmt: skip
        assert told.stamped

    def restored(root: Path) -> None:
        done = restore(BackupFolder(root / "copy"), root / "again", identity=(beside / "key").read_text(), name=None, partial=False,
                       progress=QUIET)  # fmt: skip
        assert done.ok

    def locked(root: Path) -> None:
        gc.collect()
        lock_case(root / "case", root / "case.age", PHRASE, progress=QUIET)

    found = {
        "collect": Act(lambda root: take_in(small(root), beside / "new.jsonl", beside / "new.zip"), lambda root: held(root, "x:5001")),
        "judge": Act(judged, lambda root: has(root, "judge", 2)),
        "publish": Act(published, lambda root: has(root, "publish", 3)),
        "rebuild": Act(lambda root: rebuild(opened(root), progress=QUIET), lambda root: held(root, "x:1001")),
        "erase": Act(lambda root: removal.carry_out(opened(root), asked(root, "ask-erase"), actor=person(ANN), progress=QUIET),
                     lambda root: has(root, "erase", 1)),
        "quarantine": Act(lambda root: removal.carry_out(opened(root), asked(root, "ask-quarantine"), actor=person(ANN), progress=QUIET),
                          lambda root: has(root, "quarantine", 1)),
        "fixity": Act(lambda root: look(opened(root), everything=True, actor=person(ANN), progress=QUIET),
                      lambda root: has(root, "fixity", 1)),
        "backup": Act(lambda root: back_up(opened(root), root / "copy", actor=person(ANN), passphrase=None, progress=QUIET),
                      lambda root: len(BackupFolder(root / "copy").names()) == 2),
        "restore": Act(restored, lambda root: (root / "again").is_dir()),
        "lock": Act(locked, lambda root: not (root / "case").exists() and (root / "case.age").exists()),
        "unlock": Act(lambda root: unlock_case(beside / "case.age", root / "other", PHRASE, progress=QUIET),
                      lambda root: (root / "other").is_dir()),
    }  # fmt: skip
    return found | ({"stamp": Act(stamped, lambda root: has(root, "stamp", 1))} if authority else {})


def prepare(folder: Path) -> Path:
    """A case with a day's work, a site and a backup, and with requests to erase that were answered."""
    base, beside = folder / "base", folder / "beside"
    base.mkdir()
    os.environ["FIRSTHAND_HOME"] = str(folder / "home")
    exports_in(beside, picture())
    (beside / "new.jsonl").write_bytes(twarc_lines(["كلمة جديدة", "new"], first=5001))
    (beside / "new.zip").write_bytes(zipped({"_chat.txt": b"[14/03/2043, 06:00:01] Mina: there\r\n"}))
    day(base, beside, said=lambda _line: None)
    desk, law = opened(base), {"because": "asked by letter", "law": "GDPR art. 17(1)(b)"}
    pictured = next(row["digest"] for entry in desk.book.entries() if entry.kind == "run" for row in entry.detail["members"]
                    if row["name"].endswith(".jpg"))  # fmt: skip
    for one in (removal.ask_erase(desk, PostId("x:1003"), actor=person(ANN), **law),
                removal.ask_quarantine(desk, pictured, actor=person(ANN), **law)):  # fmt: skip
        judge.second(desk, one.seq, agree=True, because="I read it", actor=person(BO))
    back_up(desk, base / "copy", actor=person(ANN), passphrase=None, progress=QUIET)
    (beside / "key").write_text(recovery_key(desk, base / "copy"))
    del desk
    gc.collect()
    shutil.copytree(base, folder / "to-lock")
    lock_case(folder / "to-lock" / "case", beside / "case.age", PHRASE, progress=QUIET)
    return base


class Trial:
    """One act on copies of a prepared case."""

    def __init__(self, name: str, act: Act, base: Path, folder: Path) -> None:
        self.name, self.act, self._base, self._folder = name, act, base, folder

    def fresh(self) -> Path:
        """A copy of the prepared case, in place of the last one."""
        root = self._folder / f"{self.name}-{os.getpid()}"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(self._base, root)
        return root

    def calls(self) -> list[Call]:
        """What the act asks of a good disk."""
        calls = Calls(root := self.fresh())
        with calls.watching():
            self.act.do(root)
        assert self.act.done(root), self.name
        return calls.made

    def wrong(self, at: int, fault: int) -> set[str]:
        """Let one call go wrong; what was not as it must be."""
        root, found, entered = self.fresh(), set[str](), False
        calls, error = Calls(root, at=at, fault=fault), None
        with calls.watching():
            try:
                self.act.do(root)
            except FirsthandError as told:
                error = told
            except Exception as told:  # noqa: BLE001  whatever else is raised is a violation, and is counted as one
                found.add(f"broke ({type(told).__name__})")
                error = told
        gc.collect()
        if isinstance(error, FirsthandError):
            entered = error.code in ENTERED
            if error.exit_code not in (6, 10) or not error.advice():
                found.add(f"unclear ({error.code})")
        if calls.again:
            found.add("synced again after a failed sync")
        if fault == SHORT and error is not None:
            found.add("failed because of a short write")
        done = self.act.done(root)
        if (error is None or entered) and not done:
            found.add("acknowledged and not done")
        found |= self._whole(root)
        if not found and error is not None and not entered and not (done and self.name in ("publish", "restore", "unlock", "lock")):
            found |= self._again(root)
        shutil.rmtree(root, ignore_errors=True)
        return found

    def _again(self, root: Path) -> set[str]:
        try:
            with suppress(NotFound):
                self.act.do(root)
        except FirsthandError as error:
            return set() if error.code in ("file-exists", "erased-before") else {f"does not work on the next try ({error.code})"}
        return set() if self.act.done(root) else {"not done on the next try"}

    def _whole(self, root: Path) -> set[str]:
        found = set()
        if (root / "case" / "case.toml").exists():
            opened(root)
            verdict = verify_case(root / "case")
            found |= {f"verify: {one['what'].split('/')[0]}" for one in verdict.failures}
            if any("not yet published" in one["what"] for one in verdict.not_checked):
                found.add("not published")
        elif not (root / "case.age").exists():
            found.add("lost case")
        for name in ("again", "other"):
            if (root / name).is_dir() and not verify_case(root / name).ok:
                found.add(f"corrupt {name}")
        aside = root / ".site.old"  # on a disk that refuses every renaming the old site stays there, and the error says so
        if self.name == "publish" and not verify_site(root / "site" if (root / "site").exists() else aside).ok:
            found.add("corrupt site")
        if self.name == "backup" and not verify_backup(root / "copy", recovery=self._folder / "beside" / "key").ok:
            found.add("corrupt backup")
        return found


def chosen(calls: list[Call], known: set[Any], *, every: bool, within: tuple[str, ...]) -> list[tuple[int, int]]:
    """
    Which calls are to go wrong, and how: all in all ways, or the first call of each place that is new, in one way.

    Args:
        known: Places that another act has been tried at.
        within: Only calls from these files; empty: from all.
    """
    if every:
        return [(at, fault) for at, call in enumerate(calls) for fault in FAULTS[call.name]]
    found = []
    for at, call in enumerate(calls):
        place = (call.name, call.site[:2])
        if place not in known and (not within or any(one.startswith(within) for one in call.site)):
            known.add(place)
            found.append((at, FAULTS[call.name][zlib.crc32(repr(place).encode()) % len(FAULTS[call.name])]))
    return found


SLOW = {"publish": ("press.py", "stories.py", "site_assets.py")}
"""An act that takes long is tried in brief only where others do not come."""


_trials: dict[str, Trial] = {}


def _one(stated: tuple[str, int, int]) -> tuple[str, int, int, set[str]]:
    name, at, fault = stated
    return name, at, fault, _trials[name].wrong(at, fault)


def main() -> None:
    parser = options(__doc__ or "", count=0, unit="faults")
    parser.add_argument("--brief", action="store_true", help="one call of each kind, not every call")
    parser.add_argument("--only", help="one act")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", action="store_true", help="print what was counted")
    stated = parser.parse_args()
    age_stream.WORK = 4
    in_memory()
    with scratch() as folder:
        row, wrong, examples = Row("faults", stated.seed, ""), Counter[str](), dict[str, str]()
        base = prepare(folder)
        authority = LoopbackAuthority(folder / "authority", "Alpha") if shutil.which("openssl") else None
        known: set[Any] = set()
        work, sites = [], set[Any]()
        for name, act in acts_of(folder / "beside", authority).items():
            if stated.only in (None, name):
                _trials[name] = Trial(name, act, base, folder)
                calls = _trials[name].calls()
                sites |= {call.kind for call in calls}
                work += [(name, at, fault) for at, fault in chosen(calls, known, every=not stated.brief, within=SLOW.get(name, ()))]
        gc.collect()
        began = time.monotonic()
        with multiprocessing.get_context("fork").Pool(stated.processes, gc.freeze) as pool:
            for number, (name, at, fault, found) in enumerate(pool.imap_unordered(_one, work, chunksize=4)):
                for kind in found:
                    wrong[f"{name}: {kind}"] += 1
                    told = errno.errorcode.get(fault, "short write")
                    examples.setdefault(f"{name}: {kind}", f"call {at}, {told}")
                if number % 500 == 499:
                    rate = (number + 1) / (time.monotonic() - began)
                    print(f"  {number + 1:,} of {len(work):,}, {rate:.0f}/s", file=sys.stderr, flush=True)
        row.count = f"{len(work):,} faults at {len(sites):,} places of {len(_trials)} acts"
        row.violations = dict(wrong)
        row.end()
    for kind, example in examples.items():
        print(f"  {kind}: {example}", file=sys.stderr)
    if stated.json:
        print(json.dumps({"faults": len(work), "sites": len(sites), "acts": len(_trials), "seconds": row.took, "violations": dict(wrong)}))
        sys.exit(1 if wrong else 0)
    say([row], failed=bool(wrong))


if __name__ == "__main__":
    main()
