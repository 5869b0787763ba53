"""
The power-cut campaign: the real program under strace, every kind of write it has, and what a crash may leave of it.

    make campaign-powercut            (python campaigns/powercut.py --states 10000)

One process makes keys, a case, imports, acts, something sealed, a story, two publications, a rebuild and an undone import,
and prints what it acknowledges, when it does. From its system calls disks are made that a power cut may leave at a random
moment (`firsthand.testing.powercut`); each is opened with the program's own code, settled, and held against what had been
acknowledged by that moment. The same is done to programs that were broken on purpose: they must be found out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from unittest import mock

from sqlalchemy import event

sys.path.insert(0, str(Path(__file__).parent))
from lib import Row, options, progress, say, scratch

from firsthand.desk import care, claims, day, judge, publish, sealed, story, translate
from firsthand.desk.rebuild import rebuild
from firsthand.desk.screen import screen
from firsthand.ledger.entry import Entry
from firsthand.model.errors import FirsthandError
from firsthand.model.ids import AccountId, PostId
from firsthand.model.plan import Plan
from firsthand.shell.case import new_case, open_case
from firsthand.shell.people import add_person, person
from firsthand.shell.sql import store as sql_store
from firsthand.shell.sql.store import Store
from firsthand.shell.verify import verify_case
from firsthand.shell.verify_site import verify_site
from firsthand.testing.powercut import Loss, record, write_state
from firsthand.testing.world import ANN, BO, WORDS, SmallCase, StillClock, take_in, twarc_lines, zipped

BREAKS = ("fsync", "folders")
"""Ways to break the program: no file is synced; no folder is synced. SQLite syncs by itself in both."""

NAMES = {"": "the program", "fsync": "no file synced (broken on purpose)", "folders": "no folder synced (broken on purpose)"}
LOSSES: tuple[Loss, ...] = ("none", "all", "some", "some", "some", "some")

AGAIN = 20
"""After every so-manieth disk work goes on: one more act and one more import."""


# The program that is traced


def work(root: Path, exports: Path, *, said: Callable[[str], object]) -> None:
    """Do everything that writes, once, and say so, line by line, when it is done."""

    def ack(what: str, **fields: Any) -> None:
        said(f"ACK {json.dumps({'what': what, **fields})}\n")

    def entered(entry: Entry) -> Entry:
        ack("entry", seq=entry.seq)
        return entry

    ann, bo = add_person(ANN), add_person(BO)
    ack("person", name=ANN, key=ann.key)
    ack("person", name=BO, key=bo.key)
    clock = StillClock()
    plan = Plan(id="oradesh-cut", title="Oradesh", places=("Oradesh",), parties=("Northern Guard",),
                languages=("ar", "en"), zone="Europe/Kyiv", desk="team", invented=True)  # fmt: skip
    new_case(root / "case", plan, passphrase=None, clock=clock)
    ack("case")
    ack("entry", seq=0)
    case = SmallCase(root / "case", open_case(root / "case", clock=clock), clock, ann, bo, person("Passer-by"))
    desk = case.desk

    def collected(name: str) -> str:
        for report in take_in(case, exports / name):
            (run,) = [one for one in desk.views.runs() if one.id == report.run]
            ack("entry", seq=run.seq)
            ack("run", id=run.id, kept=run.kept, seq=run.seq)
        return run.id

    collected("posts.jsonl")
    chat = collected("chat.zip")
    collected("table.csv")
    collected("posts.jsonl")
    for report in screen(desk, actor=ann, progress=lambda *_: None):
        ack("screened", step=report.step)
    post, account = PostId("x:1001"), AccountId("x:70")
    entered(day.mark_post(desk, post, "hold", because="منتظر", actor=ann))
    entered(day.mark_post(desk, PostId("x:1002"), "reviewed", actor=bo))
    entered(day.add_note(desk, post, WORDS[0], actor=bo))
    entered(day.label_post(desk, post, "help", yes=True, actor=ann))
    judged = entered(judge.judge_source(desk, judge.SourceJudgement(
        account=account, roles=("civilian",), reliability="C", because="speaks of the street", evidence=(post,)), actor=ann))  # fmt: skip
    entered(judge.second(desk, judged.seq, agree=True, because="so do I", actor=bo))
    graded = entered(judge.grade_post(desk, judge.Grade(
        post=post, credibility="2", status="partly-backed", statement="own", because="another tells the same"), actor=ann))  # fmt: skip
    entered(judge.second(desk, graded.seq, agree=True, because="read blind", actor=bo))
    entered(translate.translate(desk, post, "en", "We are in Oradesh, no power for two days.", actor=bo))
    claim = entered(claims.add_claim(desk, claims.NewClaim(post=post), actor=ann))
    entered(claims.answer_claim(desk, f"claim:{claim.seq}", "x:1002", "backs", actor=bo))
    for part in ("words", "place"):
        entered(care.record_consent(desk, post, "public", part, "yes", because="asked", actor=ann))
    entered(care.record_rights(desk, post, "own", "the author", actor=ann))
    entered(sealed.seal(desk, post, "contact", sealed.padded("by the old pump, ask for منى"), actor=ann))
    slug = "dark"
    entered(story.new_story(desk, slug, {"en": "Two days dark"}, actor=ann))
    ack("story", slug=slug)
    card = entered(story.add_card(desk, story.NewCard(
        slug=slug, post=post, key="one", texts={"en": {"line": "a resident", "because": "two tell it"}},
        because="it tells of the dark"), actor=ann))  # fmt: skip
    entered(judge.second(desk, card.seq, agree=True, because="yes", actor=bo))
    text = (root / "case" / "stories" / slug / "story.md").read_text("utf-8")
    desk.stories.write(slug, "en", text.replace("…", "What a resident says.", 1))
    ack("story", slug=slug)
    problems = [f"{one.where} {one.code}: {one.why}" for one in publish.check_story(desk, slug) if one.blocks]
    assert not problems, problems

    def published() -> None:
        done = publish.publish_story(desk, slug, str(root / "site"), actor=ann)
        ack("entry", seq=done.entry)
        ack("site", digest=done.digest)

    published()
    entered(story.add_update(desk, slug, "update", {"en": "The lights came back."}, actor=ann))
    published()
    rebuild(desk, progress=lambda *_: None)
    ack("rebuilt")
    entered(day.undo_run(desk, chat, because="sent twice", actor=ann))
    ack("undone", run=chat)
    entered(day.undo(desk, graded.seq, because="too early", actor=ann))
    collected("chat.zip")


def exports_in(folder: Path, picture: bytes) -> None:
    """What is collected: posts in several scripts, a chat with a picture in a zip, a table."""
    folder.mkdir()
    (folder / "posts.jsonl").write_bytes(twarc_lines(WORDS) + b"{bad\n")
    chat = "[14/03/2041, 06:00:01] ليلى: نحن هنا\r\n[14/03/2041, 06:01:00] ليلى: \u200e<attached: 00000002-PHOTO.jpg>\r\n"
    (folder / "chat.zip").write_bytes(zipped({"_chat.txt": chat.encode(), "00000002-PHOTO.jpg": picture}))
    rows = "".join(f"{n},2041-03-14T06:00:{n % 60:02}Z,كلمة {n},v{n}\n" for n in range(40))
    (folder / "table.csv").write_text(f"id,created_at,text,username\n{rows}", "utf-8")


def picture() -> bytes:
    """A drawn picture."""
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.effect_mandelbrot((120, 90), (-2.0, -1.5, 1.0, 1.5), 40).save(out, "JPEG")
    return out.getvalue()


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
    """The case as it was at the end, when nothing had been cut."""

    bodies: dict[int, bytes]
    posts: dict[int, dict[str, str]]
    seeds: dict[str, bytes]

    @classmethod
    def of(cls, root: Path) -> Truth:
        """Read it from the folder where the program worked."""
        desk = open_case(root / "case", clock=StillClock())
        store = store_of(desk)
        return cls(
            {entry.seq: entry.body() for entry in desk.book.entries()},
            posts_of(store),
            store.secret().seeds(),
        )


def store_of(desk: Any) -> Store:
    """The database of a case that lies on this disk."""
    assert isinstance(desk.book, Store)
    return desk.book


def posts_of(store: Store) -> dict[int, dict[str, str]]:
    """By run: id to words of the posts that it holds."""
    with store.engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT captures.run_no, posts.id, posts.text FROM posts JOIN captures ON captures.post = posts.pk"
        )
        held: dict[int, dict[str, str]] = {}
        for run, post, words in found:
            held.setdefault(run, {})[post] = words
        return held


def lies(root: Path, truth: Truth) -> set[str]:
    """What stands under a final name and is not that, before anything was mended."""
    found = set()
    for path in (root / "case" / "vault" / "blobs").glob("*/*"):
        if hashlib.sha256(path.read_bytes()).hexdigest() != path.name:
            found.add("corrupt blob")
    for path in (root / "case" / "ledger" / "bodies").glob("*/*"):
        if path.name.isdigit() and path.read_bytes() != truth.bodies.get(int(path.name)):
            found.add("corrupt body")
    return found


def look(root: Path, acknowledged: list[dict[str, Any]], truth: Truth, *, go_on: Path | None) -> set[str]:
    """
    Open a disk as the next command would, and name what is wrong.

    Args:
        go_on: Also enter an act and import these exports afterwards.
    """
    os.environ["FIRSTHAND_HOME"] = str(root / "home")
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for one in acknowledged:
        by_kind.setdefault(one["what"], []).append(one)
    try:
        return lies(root, truth) | _opened(root, by_kind, truth, go_on)
    except FirsthandError as error:
        # A case that was being made when the power went may be refused, in words; one that was acknowledged may not.
        return {f"refused ({error.code})"} if by_kind else set()
    except Exception as error:  # noqa: BLE001  whatever else is raised is a violation, and is counted as one
        return {f"broke ({type(error).__name__})"}


def _opened(root: Path, by_kind: dict[str, list[dict[str, Any]]], truth: Truth, go_on: Path | None) -> set[str]:
    found = {"lost key of a person" for one in by_kind.get("person", ()) if person(one["name"]).key != one["key"]}
    if "case" not in by_kind:
        if (root / "case" / "case.toml").exists():
            with suppress(FirsthandError):
                open_case(root / "case", clock=StillClock())
        return found
    desk = open_case(root / "case", clock=StillClock())
    store = store_of(desk)
    found |= _entries(desk, by_kind, truth) | _runs(desk, store, by_kind, truth) | _stories(root, desk, by_kind)
    verdict = verify_case(root / "case", seeds=store.secret().seeds(), sealed=store.secret().sealed())
    found |= {f"verify: {_kind(one['what'])}" for one in verdict.failures}
    if any("not yet published" in one["what"] for one in verdict.not_checked):
        found.add("not published")
    if go_on and not found:
        found |= _went_on(root, desk, go_on)
    return found


def _entries(desk: Any, by_kind: dict[str, list[dict[str, Any]]], truth: Truth) -> set[str]:
    held = {entry.seq: entry.body() for entry in desk.book.entries()}
    found = set()
    if any(one["seq"] not in held for one in by_kind.get("entry", ())):
        found.add("lost entry")
    if any(truth.bodies.get(seq) != body for seq, body in held.items()):
        found.add("changed entry")
    if sorted(held) != list(range(len(held))):
        found.add("gap in the ledger")
    return found


def _runs(desk: Any, store: Store, by_kind: dict[str, list[dict[str, Any]]], truth: Truth) -> set[str]:
    found = set()
    seeds = store.secret().seeds()
    there = {run.id: run for run in desk.views.runs("run")}
    posts, entries = posts_of(store), {entry.seq: entry for entry in desk.book.entries()}
    for run in by_kind.get("run", ()):
        row = there.get(run["id"])
        if row is None or row.kept != run["kept"]:
            found.add("lost run")
            continue
        if posts.get(run["seq"]) != truth.posts.get(run["seq"]):
            found.add("lost post")
        if run["id"] in truth.seeds and seeds.get(run["id"]) != truth.seeds[run["id"]]:
            found.add("lost seed")
        for member in entries[run["seq"]].detail["members"]:
            try:
                desk.vault.read(member["digest"])
            except FirsthandError:
                found.add("lost blob")
    for one in by_kind.get("undone", ()):
        if not there[one["run"]].undone:
            found.add("lost undoing")
    return found


def _stories(root: Path, desk: Any, by_kind: dict[str, list[dict[str, Any]]]) -> set[str]:
    found = set()
    for one in by_kind.get("story", ()):
        try:
            if not desk.stories.read(one["slug"]):
                found.add("lost story")
        except FirsthandError:
            found.add("corrupt story")
    if "site" in by_kind:
        places = [path for path in (root / "site", root / ".site.old", root / ".site.new") if path.is_dir()]
        if not any(verify_site(path).ok for path in places):
            found.add("lost site")
    if (root / "site").is_dir() and not verify_site(root / "site").ok:
        found.add("corrupt site")
    return found


def _kind(what: str) -> str:
    """A failure of `verify`, without the numbers that differ from disk to disk."""
    return "/".join(part for part in what.split("/")[:2] if not any(char.isdigit() for char in part)) or "an entry"


def _went_on(root: Path, desk: Any, exports: Path) -> set[str]:
    try:
        case = SmallCase(root / "case", desk, StillClock(), *(3 * [person("Passer-by")]))
        reports = take_in(case, exports / "posts.jsonl", exports / "chat.zip")
        day.add_note(desk, "x:1001", "it goes on", actor=case.ann)
    except FirsthandError as error:
        return {f"cannot go on ({error.code})"}
    if len(reports) != 2 or not verify_case(root / "case").ok:
        return {"wrong after going on"}
    return set()


# The campaign


@dataclass(slots=True)
class Counted:
    """How many disks were made, how many of them differ, and what was wrong with how many."""

    states: int
    different: int
    moments: int
    acknowledged: int
    violations: Counter[str]
    examples: dict[str, str]


def run(
    folder: Path, *, states: int, seed: int, how: str = "", seconds: float = 0, seen: Callable[[int], None] = lambda _number: None
) -> Counted:
    """
    Trace the program, broken as stated, and look at so many disks.

    Args:
        seconds: Go on with further disks until so much time has gone.
        seen: Is told the number of each disk.
    """
    folder.mkdir()
    root, exports = folder / "traced", folder / "exports"
    root.mkdir()
    exports_in(exports, picture())
    environment = {**os.environ, "FIRSTHAND_HOME": str(root / "home"), "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, __file__, "--work", str(root), str(exports), how]
    kept = record(command, root, environment=environment, trace=folder / "trace")
    (folder / "trace").unlink()
    os.environ["FIRSTHAND_HOME"] = str(root / "home")
    truth = Truth.of(root)
    told = [(at, json.loads(line[4:])) for at, line in kept.said if line.startswith("ACK ")]
    chance, counted, ends = random.Random(seed), Counted(0, 0, kept.moments, len(told), Counter(), {}), time.monotonic() + seconds
    known: dict[bytes, set[str]] = {}
    while counted.states < states or time.monotonic() < ends:
        # Evenly over all moments, so that a small number of disks reaches every kind of step.
        moment = 1 + int((counted.states % states + chance.random()) / states * kept.moments)
        loss = LOSSES[chance.randrange(len(LOSSES))]
        state = kept.state(moment, loss, chance)
        acknowledged = [one for at, one in told if at <= moment]
        marks = hashlib.sha256(repr((len(acknowledged), sorted(state.items()))).encode()).digest()
        if marks not in known:
            write_state(state, folder / "disk", shared=folder / "shared", fixed=_fixed)
            with unhurried():
                go_on = exports if counted.states % AGAIN == 0 else None
                known[marks] = look(folder / "disk", acknowledged, truth, go_on=go_on)
        for kind in known[marks]:
            counted.violations[kind] += 1
            counted.examples.setdefault(kind, f"moment {moment} of {kept.moments}, {loss}")
        seen(counted.states)
        counted.states += 1
    counted.different = len(known)
    return counted


def _fixed(path: str) -> bool:
    """Files that nobody writes to under their name: they need not be written anew for each disk."""
    return "/vault/blobs/" in path or path.startswith(("site/", ".site"))


@contextmanager
def unhurried() -> Iterator[None]:
    """Sync nothing: the disk that is looked at need not last."""
    real = sql_store._engine

    def engine(path: Path) -> Any:
        made = real(path)
        event.listen(made, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF").close())
        return made

    with mock.patch.object(os, "fsync", return_value=None), mock.patch.object(sql_store, "_engine", engine):
        yield


def main() -> None:
    parser = options(__doc__ or "", count=10_000, unit="states")
    parser.add_argument("--broken-states", type=int, default=0, help="how many for each broken program (default: a fifth)")
    parser.add_argument("--seconds", type=float, default=0, help="go on with the program until so much time has gone")
    parser.add_argument("--only", choices=("program", *BREAKS), help="one of the three programs")
    parser.add_argument("--json", action="store_true", help="print what was counted, one line for each program")
    parser.add_argument("--work", nargs=3, help=argparse.SUPPRESS)
    stated = parser.parse_args()
    if stated.work:
        with broken(stated.work[2]):
            work(Path(stated.work[0]), Path(stated.work[1]), said=lambda line: os.write(1, line.encode()))
        return
    if not shutil.which("strace"):
        sys.exit("powercut: there is no strace here. Run tools/strace.sh, or: apt-get install strace")
    rows, failed = [], False
    with scratch() as folder:
        for how in ("", *BREAKS) if not stated.only else (stated.only.removeprefix("program"),):
            states = stated.count if not how or stated.only else stated.broken_states or max(stated.count // 5, 1)
            row = Row(f"powercut, {NAMES[how]}", stated.seed, "")
            done = run(folder / f"run-{how}", states=states, seed=stated.seed, how=how, seconds=0 if how else stated.seconds,
                       seen=lambda number, states=states: progress(number, states))  # fmt: skip
            row.count = f"{done.states:,} states ({done.different:,} different) of {done.moments:,} moments"
            row.violations, row.note = dict(done.violations), f"{done.acknowledged} acknowledgements"
            rows.append(row.end())
            failed |= bool(done.violations) != bool(how)
            for kind, example in done.examples.items() if not how else ():
                print(f"  {kind}: {example}", file=sys.stderr)
            if stated.json:
                print(json.dumps({**asdict(replace(done, violations=Counter())), "violations": dict(done.violations)}), flush=True)
    if stated.json:
        sys.exit(1 if failed else 0)
    say(rows, failed=failed)


if __name__ == "__main__":
    main()
