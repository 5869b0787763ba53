"""
`python -m firsthand.web.worker CASE`: the process that does what pages ask for; `firsthand serve` starts it and starts it again.

Its standard input is its life line. The first line is a JSON document: where the desk's database lies, and the passphrase. When the
line closes, the desk has ended: the worker leaves off at the next step, and what it was doing waits for the next start.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from firsthand.desk.ports import Desk
from firsthand.model.errors import FirsthandError
from firsthand.shell import uploads

LOOK_S, TELL_S, GRACE_S = 0.4, 0.5, 5.0
WAIT_S = 24 * 60 * 60.0
"""How long work in the background waits for its turn at the case."""


class Halted(BaseException):
    """A person, or the end of the desk, wants this job to leave off. No `except Exception` may hold it up."""


class Lease:
    """A lock that is free when this process has ended, however it ended."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.name = secrets.token_hex(12)
        self._folder = folder
        self._handle = os.open(folder / self.name, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._handle, fcntl.LOCK_EX)

    def alive(self, name: str) -> bool:
        """Whether the worker of a name still runs; its lock is cleared away when not."""
        path = self._folder / Path(name).name
        try:
            handle = os.open(path, os.O_RDWR)
        except OSError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink(missing_ok=True)
        except OSError:
            return True
        finally:
            os.close(handle)
        return False

    def end(self) -> None:
        """Give the lock back."""
        (self._folder / self.name).unlink(missing_ok=True)
        os.close(self._handle)


def do_next(desk: Desk, lease: Lease, *, ending: Callable[[], bool] = lambda: False, via: str = "") -> bool:
    """
    Do the oldest job that waits, whole or until somebody wants it to leave off.

    Args:
        ending: Whether this process is to end.
        via: What signs for people, as in `Actor.via`.

    Returns:
        Whether there was one.
    """
    from firsthand.web import jobs

    job = jobs.take(desk.root, lease.name)
    if job is None:
        return False
    told_at, told_what = float("-inf"), ""

    def progress(what: str, done: int, total: int | None) -> None:
        nonlocal told_at, told_what
        now = time.monotonic()
        if ending():
            raise Halted("waiting")
        if now - told_at < TELL_S and what == told_what:
            return
        told_at, told_what = now, what
        if word := jobs.tell(job, what, done, total):
            raise Halted({"pause": "paused"}.get(word, "stopped"))

    try:
        state, result = "done", _done(desk, job, progress, via)
    except Halted as halt:
        state, result = str(halt), None
    except FirsthandError as error:
        from firsthand.web.faults import plain

        state, result = "failed", {"error": plain(error)}
    except Exception as error:  # noqa: BLE001 the outermost surface: what is caught stands in the job
        state, result = "failed", {"error": {
            "code": "our-fault", "message": f"Something failed on our side ({type(error).__name__}). What was entered before is kept.",
            "advice": "Ask for it again; if it fails again, `firsthand doctor` looks at the case.",
        }}  # fmt: skip
    if state == "done" and (result or {}).get("posts"):
        for kind in job.order.get("then", []):
            jobs.ask(desk.root, kind, {}, job.person)
    jobs.end(job, state, result)
    if state in ("done", "stopped"):
        uploads.forget(Path(desk.root), str(job.order.get("upload", "")))
    return True


def _done(desk: Desk, job: Any, progress: Callable[[str, int, int | None], None], via: str) -> dict[str, Any]:
    from firsthand.shell.people import person
    from firsthand.web.labour import KINDS

    progress(job.kind, 0, None)
    return KINDS[job.kind](desk, job.order, person(job.person, via=via), progress)


def main() -> None:
    """Work until the life line closes."""
    told = json.loads(sys.stdin.readline() or "{}")
    if not told:
        return
    import django
    from django.conf import settings

    from firsthand.shell.case import open_case
    from firsthand.web import jobs
    from firsthand.web.settings import settings_for

    settings.configure(**settings_for(Path(told["database"]), key=secrets.token_urlsafe(48), port=0))
    django.setup()
    desk = open_case(Path(sys.argv[1]), ask=lambda: told["passphrase"])
    desk.book.wait_s = WAIT_S  # type: ignore[attr-defined]
    lease = Lease(Path(told["database"]).parent / "workers")
    closed = threading.Event()
    threading.Thread(target=_watch, args=(closed,), daemon=True).start()
    while not closed.is_set():
        with suppress(FirsthandError):
            jobs.recover(desk.root, lease.alive)
        if not do_next(desk, lease, ending=closed.is_set, via=told.get("via", "")):
            closed.wait(LOOK_S)
    lease.end()


def _watch(closed: threading.Event) -> None:
    """Read the life line until it closes; a job that does not leave off in time is cut off, as a kill would, and loses nothing."""
    sys.stdin.read()
    closed.set()
    time.sleep(GRACE_S)
    os._exit(3)


if __name__ == "__main__":
    main()
