"""
The jobs campaign: work in the background, with workers and the desk ended by `kill -9`.

    make campaign-jobs              (python campaigns/jobs.py --jobs 600 --kills 50)

First two workers do all the jobs while a third process writes to the case all the time: each job must be done, and nobody may meet a
locked database. Then the desk takes in work and decisions while it and its worker are killed at seeded random times: what was
acknowledged must be there in the end, once. What is killed are processes split off from this one, with the desk's own pages and its
own worker in them, and not the starting of a server.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from lib import Row, options, progress, say, scratch
from powercut import in_memory

from firsthand.desk.day import add_note
from firsthand.desk.ports import Desk
from firsthand.desk.reading import Here
from firsthand.model.ids import PostId
from firsthand.shell import uploads
from firsthand.shell.case import open_case
from firsthand.shell.verify import verify_case
from firsthand.testing.world import WORDS, SmallCase, make_desk, take_in, twarc_lines

PORT = 8765
FIRST = 10_000
"""Native id of the post of the first job."""


def prepared(folder: Path) -> SmallCase:
    """A case, and the desk's own database beside it."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    from firsthand.web.settings import settings_for

    case = make_desk(folder)
    export = folder / "posts.jsonl"
    export.write_bytes(twarc_lines(WORDS))
    take_in(case, export)
    settings.configure(**settings_for(folder / "desk.sqlite", key="of the campaign", port=PORT))
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    return case


def opened(case: SmallCase) -> Desk:
    """The case as a process of its own opens it, with chance that nobody repeats; read here, for the reader is not what is looked at."""
    desk = replace(open_case(case.root), reading=Here())
    desk.book.wait_s = 600.0  # type: ignore[attr-defined]
    return desk


def asked(case: SmallCase, number: int) -> int:
    """Ask for an import of one post."""
    from firsthand.web import jobs

    text = WORDS[number % len(WORDS)]
    token = uploads.take(case.root, [(f"{number}.jsonl", [twarc_lines([f"{text} {number}"], first=FIRST + number)])])
    uploads.finished(case.root, token)
    return jobs.ask(case.desk.root, "collect", {"upload": token, "post": f"x:{FIRST + number}"}, case.ann.name)


def split_off(work: Callable[[Callable[[Any], None]], object]) -> tuple[int, int]:
    """A process that works, and the end of a pipe on which it tells; what it could not do is told as ``error``."""
    from django.db import connections

    connections.close_all()  # no connection outlives a fork
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        os.close(reading)

        def tell(value: Any) -> None:
            os.write(writing, json.dumps(value).encode() + b"\n")

        try:
            work(tell)
        except BaseException as error:  # noqa: BLE001  the process ends here, and says why
            tell({"error": f"{type(error).__name__}: {error}"[:300]})
        os._exit(0)
    os.close(writing)
    return process, reading


def ended(process: int, reading: int, *, kill: bool = False) -> list[Any]:
    """Wait for a process, or end it; gives what it told."""
    if kill:
        os.kill(process, signal.SIGKILL)
    with os.fdopen(reading, "rb") as stream:
        out = stream.read()
    os.waitpid(process, 0)
    return [json.loads(line) for line in out.splitlines(keepends=True) if line.endswith(b"\n")]


def _first_line(reading: int) -> list[Any]:
    line = b""
    while not line.endswith(b"\n"):
        line += os.read(reading, 1) or b"\n"
    return [json.loads(line)] if line.strip() else []


def worker(case: SmallCase, *, until_empty: bool) -> Callable[[Callable[[Any], None]], None]:
    """What a worker does: take back what was cut off, and do what waits."""

    def work(tell: Callable[[Any], None]) -> None:
        from firsthand.web import jobs
        from firsthand.web.worker import Lease, do_next

        desk = opened(case)
        lease = Lease(case.root.parent / "workers")
        while True:
            jobs.recover(desk.root, lease.alive)
            if do_next(desk, lease):
                tell("done")
            elif until_empty:
                return
            else:
                time.sleep(0.01)

    return work


def writer(case: SmallCase) -> Callable[[Callable[[Any], None]], None]:
    """A person who writes one note after the other."""

    def work(tell: Callable[[Any], None]) -> None:
        desk = opened(case)
        for number in itertools.count():
            tell({"entry": add_note(desk, PostId("x:1001"), f"{number} ليلى", actor=case.bo).seq})

    return work


def desk_at_work(case: SmallCase, first: int) -> Callable[[Callable[[Any], None]], None]:
    """A person at the desk's pages: brings something in, decides something, again and again."""

    def work(tell: Callable[[Any], None]) -> None:
        from django.test import Client

        from firsthand.web.room import Room, open_room

        open_room(Room(opened(case), case.ann, "the token", PORT))
        browser = Client(HTTP_HOST=f"localhost:{PORT}", headers={"Accept": "application/json", "Origin": f"http://localhost:{PORT}"})
        browser.get("/enter?token=the%20token")
        page = browser.get("/inbox", headers={"Accept": "text/html"}).content.decode()
        form = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]  # type: ignore[index]
        for number in itertools.count(first):
            text = twarc_lines([f"{WORDS[number % len(WORDS)]} {number}"], first=FIRST + number).decode()
            told = browser.post("/import", {"csrfmiddlewaretoken": form, "what": "text", "text": text})
            if told.status_code == 202:
                tell({"job": told.json()["job"], "post": f"x:{FIRST + number}"})
            told = browser.post("/act/mark", {"csrfmiddlewaretoken": form, "post": "x:1002", "mark": "hold"})
            if told.status_code == 200:
                tell({"entry": told.json()["entry"]})
            elif told.status_code != 503:
                tell({"error": f"{told.status_code} {told.content[:200]!r}"})

    return work


def busy(case: SmallCase, count: int) -> tuple[Counter[str], int]:
    """Two workers and a writer; gives what is wrong, and how many notes were written meanwhile."""
    wanted = [asked(case, number) for number in range(count)]
    workers = [split_off(worker(case, until_empty=True)) for _ in range(2)]
    noting = split_off(writer(case))
    told = [line for process, reading in workers for line in ended(process, reading)]
    notes = ended(*noting, kill=True)
    wrong = Counter("error: " + str(one["error"]) for one in (*told, *notes) if isinstance(one, dict) and "error" in one)
    wrong += looked(case, wanted, {f"x:{FIRST + number}" for number in range(count)}, {one["entry"] for one in notes if "entry" in one})
    return wrong, len(notes)


def killed(case: SmallCase, count: int, chance: random.Random) -> tuple[Counter[str], int, int]:
    """Kill the desk and its worker; gives what is wrong, and how many jobs and decisions had been acknowledged."""
    told: list[Any] = []
    for number in range(count):
        working = split_off(worker(case, until_empty=False))
        desk = split_off(desk_at_work(case, 100_000 + 1_000 * number))
        begun = _first_line(desk[1])  # a slow machine kills work, too, and not the start of it
        time.sleep(chance.uniform(0.0, 1.0))
        first, second = (working, desk) if number % 2 else (desk, working)
        told += ended(*first, kill=True)
        told += [*ended(*second, kill=True), *begun]
        progress(number, count, every=10)
    drained = ended(*split_off(worker(case, until_empty=True)))
    wrong = Counter("error: " + str(one["error"]) for one in (*told, *drained) if isinstance(one, dict) and "error" in one)
    work = [one for one in told if isinstance(one, dict) and "job" in one]
    entries = {one["entry"] for one in told if isinstance(one, dict) and "entry" in one}
    wrong += looked(case, [one["job"] for one in work], {one["post"] for one in work}, entries)
    return wrong, len(work), len(entries)


def looked(case: SmallCase, wanted: list[int], posts: set[str], entries: set[int]) -> Counter[str]:
    """What is not as it was acknowledged."""
    from firsthand.web import jobs

    wrong: Counter[str] = Counter()
    desk = case.opened().desk
    for number in wanted:
        told = jobs.job(desk.root, number)
        if told["state"] != "done":
            wrong[f"job {told['state']} {told['result'].get('error', {}).get('message', '')}"] += 1
    held = {row["id"] for row in desk.views.search(_all(), limit=-1, order="oldest", seed=1)}
    wrong.update({"lost post": len(posts - held), "lost entry": len(entries - {entry.seq for entry in desk.book.entries()})})
    wrong.update(f"verify: {one['what']} {one['why']}"[:120] for one in verify_case(case.root).failures)
    wrong["upload left over"] = sum(1 for _ in (case.root / uploads.FOLDER).glob("*/asked"))
    return +wrong


def _all() -> Any:
    from firsthand.find.query import parse

    return parse("")


def main() -> None:
    parser = options(__doc__ or "", count=600, unit="jobs")
    parser.add_argument("--kills", type=int, default=50, help="how often the desk and its worker are killed")
    stated = parser.parse_args()
    row = Row("jobs", stated.seed, f"{stated.count:,} jobs, {stated.kills} kills")
    in_memory()
    with scratch() as folder:
        os.environ["FIRSTHAND_HOME"] = str(folder / "home")
        case = prepared(folder)
        wrong, notes = busy(case, stated.count)
        more, work, entries = killed(case, stated.kills, random.Random(stated.seed))
        row.violations = dict(wrong + more)
        row.note = f"{notes} notes written meanwhile; {work} jobs and {entries} decisions acknowledged before a kill"
    say([row.end()], failed=bool(row.violations) or not work or not entries)


if __name__ == "__main__":
    main()
