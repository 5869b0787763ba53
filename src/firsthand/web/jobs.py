"""
The list of work: what was asked for, who does it, how far it is.

A job is a row of the desk's own database. A worker takes the oldest that waits, and holds a lock while it lives; a job whose worker's
lock is free was cut off, and waits again. So a job is begun at least once and may be begun twice: every kind of work is one that
may be done twice (an import that is read again finds everything already here).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from firsthand.model.errors import Mistaken, NotFound, Refused

if TYPE_CHECKING:
    from firsthand.web.models import Job

STATES = ("waiting", "running", "paused", "stopped", "done", "failed")
OPEN = ("waiting", "running", "paused")
WISHES = ("pause", "stop", "resume")
LOST = {"": "waiting", "pause": "paused", "stop": "stopped"}
"""What becomes of a job whose worker ended, by what was wished of it."""
TRIES = 3
"""Workers that one job may bring down."""


def _rows() -> type[Job]:
    """The table, once Django has loaded it: routes are read before."""
    return apps.get_model("web", "Job")


def ask(case: str, kind: str, order: dict[str, Any], person: str) -> int:
    """Put work on the list; durable when this returns. Gives the job's number."""
    return int(_rows().objects.create(case=case, kind=kind, order=order, person=person, asked_at=timezone.now()).pk)


def take(case: str, worker: str) -> Job | None:
    """Give the oldest job that waits to a worker; no two get the same."""
    if not _rows().objects.filter(case=case, state="waiting").exists():  # an idle worker takes no lock of the database
        return None
    with transaction.atomic():
        job = _rows().objects.filter(case=case, state="waiting").order_by("pk").first()
        if job is None:
            return None
        job.state, job.worker, job.began_at, job.wish = "running", worker, timezone.now(), ""
        job.tries, job.what, job.done, job.total = job.tries + 1, "", 0, None
        job.save()
        return job


def tell(job: Job, what: str, done: int, total: int | None) -> str:
    """Note how far a job is; gives what a person wishes of it meanwhile."""
    mine = _rows().objects.filter(pk=job.pk, worker=job.worker)
    mine.update(what=what[:300], done=min(done, 1 << 62), total=total)
    wished = mine.values_list("wish", flat=True).first()
    return "stop" if wished is None else wished  # another worker has it by now


def end(job: Job, state: str, result: dict[str, Any] | None = None) -> None:
    """Say how a job ended, or that it waits again; a worker that has lost it meanwhile says nothing."""
    values: dict[str, Any] = {"state": state, "worker": "", "wish": "", "ended_at": None if state in OPEN else timezone.now()}
    if state in ("paused", "waiting"):  # it was asked to leave off, and did not bring anybody down
        values["tries"] = F("tries") - 1
    if result is not None:
        values["result"] = result
    _rows().objects.filter(pk=job.pk, worker=job.worker, state="running").update(**values)


def recover(case: str, alive: Callable[[str], bool]) -> int:
    """
    Let jobs wait again whose worker has ended.

    Args:
        alive: Whether a worker still holds its lock.

    Returns:
        How many there were.
    """
    count = 0
    for job in _rows().objects.filter(case=case, state="running"):
        if alive(job.worker):
            continue
        spent = job.tries >= TRIES
        told = {"error": {
            "code": "job-kept-failing", "message": f"This was begun {job.tries} times, and the process ended each time.",
            "advice": "`firsthand doctor` looks at the machine. What was entered before is kept.",
        }}  # fmt: skip
        values = {"state": "failed", "result": told, "ended_at": timezone.now()} if spent else {"state": LOST[job.wish]}
        count += _rows().objects.filter(pk=job.pk, worker=job.worker, state="running").update(worker="", wish="", **values)
    return count


def wish(case: str, number: int, word: str) -> dict[str, Any]:
    """
    Pause, stop or go on with a job.

    Raises:
        Mistaken: It is another word.
        NotFound: The case has no such job.
        Refused: It has ended.
    """
    if word not in WISHES:
        raise Mistaken(f"{word!r} is no wish.", code="bad-wish", advice=f"One of: {', '.join(WISHES)}.")
    with transaction.atomic():
        job = _find(case, number)
        if job.state not in OPEN and not (word == "resume" and job.state in ("stopped", "failed")):
            raise Refused(f"Job {number} has ended.", code="job-ended", advice="Ask for it again.")
        if word == "resume":
            job.wish, job.state = ("", "running") if job.state == "running" else ("", "waiting")
            job.tries, job.ended_at = 0, None
        elif job.state == "running":
            job.wish = word
        else:
            job.state, job.ended_at = ("paused", None) if word == "pause" else ("stopped", timezone.now())
        job.save(update_fields=("wish", "state", "tries", "ended_at"))
        return row(job)


def jobs(case: str, *, limit: int = 50) -> list[dict[str, Any]]:
    """The newest, as pages and programs see them."""
    return [row(job) for job in _rows().objects.filter(case=case).order_by("-pk")[:limit]]


def job(case: str, number: int) -> dict[str, Any]:
    """
    One job.

    Raises:
        NotFound: The case has no such job.
    """
    return row(_find(case, number))


def running(case: str) -> list[dict[str, Any]]:
    """Those that run or wait, oldest first."""
    return [row(one) for one in _rows().objects.filter(case=case, state__in=("running", "waiting")).order_by("pk")[:20]]


def newest_end(case: str) -> int:
    """Number of jobs that have ended: grows when one more has."""
    return _rows().objects.filter(case=case, ended_at__isnull=False).count()


def row(job: Job) -> dict[str, Any]:
    """A job in plain values; `left_s` is a guess from its pace, and None where there is none."""
    return {
        "job": job.pk, "kind": job.kind, "state": job.state, "wish": job.wish, "by": job.person, "what": job.what, "done": job.done,
        "total": job.total, "left_s": _left(job), "label": str(job.order.get("label", "")), "asked": _at(job.asked_at),
        "ended": _at(job.ended_at), "result": job.result,
    }  # fmt: skip


def _find(case: str, number: int) -> Job:
    found = _rows().objects.filter(case=case, pk=number).first()
    if found is None:
        raise NotFound(f"There is no job {number}.", code="no-job", advice="The page of jobs lists them.")
    return found


def _left(job: Job) -> int | None:
    if job.state != "running" or not job.total or not job.done or job.began_at is None:
        return None
    passed = (timezone.now() - job.began_at).total_seconds()
    return max(0, round(passed / job.done * (job.total - job.done)))


def _at(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z") if moment else None
