"""Jobs: each is done, by one worker at a time, and none is lost with its worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from firsthand.model.errors import NotFound, Refused
from firsthand.testing.world import SmallCase, ready_story, twarc_lines
from firsthand.web import jobs, labour
from firsthand.web.worker import Lease, do_next


@pytest.fixture
def lease(tmp_path: Path) -> Iterator[Lease]:
    held = Lease(tmp_path / "workers")
    yield held
    held.end()


def asked(case: SmallCase, kind: str, **order: Any) -> int:
    return jobs.ask(case.desk.root, kind, order, case.ann.name)


def brought(case: SmallCase, text: str = "وداعًا", first: int = 7001) -> str:
    from firsthand.shell import uploads

    token = uploads.take(case.root, [("posts.jsonl", [twarc_lines([text], first=first)])])
    uploads.finished(case.root, token)
    return token


def test_an_import_is_entered_under_the_name_of_who_asked(case: SmallCase, lease: Lease) -> None:
    """Its report is the job's result, what was on its way is gone, and what was asked for afterwards waits."""
    token = brought(case)
    number = asked(case, "collect", upload=token, then=["screen"])
    assert do_next(case.desk, lease)

    told = jobs.job(case.desk.root, number)
    assert told["state"] == "done", told["result"]
    assert (told["state"], told["result"]["posts"], told["result"]["runs"][0]["source"]) == ("done", 1, "posts.jsonl")
    entry = case.desk.book.entry(case.desk.views.run(told["result"]["runs"][0]["run"]).seq)
    assert entry.detail["actor"]["name"] == case.ann.name
    assert not (case.root / "work" / "uploads" / token).exists()
    assert [one["kind"] for one in jobs.running(case.desk.root)] == ["screen"]


def test_every_kind_of_work_can_be_done_twice(case: SmallCase, lease: Lease, tmp_path: Path) -> None:
    """A worker that is cut off after the work and before the row says so leaves it to the next one: nothing doubles."""
    token = brought(case)
    ready_story(case)
    for _ in range(2):
        order: dict[str, Any]
        for kind, order in (
            ("collect", {"upload": token}), ("screen", {"only": ["languages"]}), ("thumbnails", {}),
            ("publish", {"slug": "days", "to": str(tmp_path / "site")}),
        ):  # fmt: skip
            result = labour.KINDS[kind](case.desk, order, case.ann, lambda _what, _done, _total: None)
            assert "error" not in result
    assert case.desk.views.counts()["posts"] == len(list(case.desk.views.texts()))
    assert [row.already for row in case.desk.views.runs("run")][-1] == 1


def test_what_fails_says_why_in_words(case: SmallCase, lease: Lease, tmp_path: Path) -> None:
    """A mistake of a person, and a fault of ours; the next job is done all the same."""
    first = asked(case, "publish", slug="none", to=str(tmp_path / "site"))
    fault = asked(case, "publish", to=str(tmp_path / "site"))
    backup = asked(case, "backup", to=str(tmp_path / "copy"))
    while do_next(case.desk, lease):
        pass
    told = [jobs.job(case.desk.root, one) for one in (first, fault, backup)]
    assert [one["state"] for one in told] == ["failed"] * 3
    assert [one["result"]["error"]["code"] for one in told][1:] == ["our-fault", "first-backup"]
    assert not (tmp_path / "copy").exists()


def test_a_job_whose_worker_has_ended_waits_again(case: SmallCase, lease: Lease, tmp_path: Path) -> None:
    """Its lock tells; a worker that lives keeps its own."""
    number = asked(case, "screen")
    dead = Lease(tmp_path / "workers")
    assert jobs.take(case.desk.root, dead.name)
    assert jobs.recover(case.desk.root, lease.alive) == 0
    dead.end()
    assert jobs.recover(case.desk.root, lease.alive) == 1
    assert jobs.job(case.desk.root, number)["state"] == "waiting"


def test_a_job_that_brings_its_workers_down_is_given_up(case: SmallCase, lease: Lease) -> None:
    number = asked(case, "screen")
    for _ in range(jobs.TRIES):
        assert jobs.take(case.desk.root, "gone")
        jobs.recover(case.desk.root, lease.alive)
    told = jobs.job(case.desk.root, number)
    assert (told["state"], told["result"]["error"]["code"]) == ("failed", "job-kept-failing")
    assert jobs.wish(case.desk.root, number, "resume")["state"] == "waiting"


def test_no_two_workers_get_the_same(case: SmallCase) -> None:
    numbers = [asked(case, "screen") for _ in range(4)]
    taken = [jobs.take(case.desk.root, name) for name in ("one", "two", "one", "two", "one")]
    assert [one and one.pk for one in taken] == [*numbers, None]


@pytest.mark.parametrize(("word", "state"), [("pause", "paused"), ("stop", "stopped")])
def test_a_running_job_leaves_off_when_a_person_wants_it(case: SmallCase, lease: Lease, word: str, state: str) -> None:
    """At its next step; of what was being read nothing is in the case, and what is paused begins again."""
    number, size = asked(case, "collect", upload=brought(case)), case.desk.book.size()
    collect = labour.KINDS["collect"]

    def wished(desk: Any, order: Any, actor: Any, progress: Any) -> Any:
        jobs.wish(case.desk.root, number, word)
        return collect(desk, order, actor, lambda what, done, total: progress(f"{what} {done}", done, total))

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(labour.KINDS, "collect", wished)
        assert do_next(case.desk, lease)
    assert jobs.job(case.desk.root, number)["state"] == state
    assert case.desk.book.size() == size
    if word == "stop":
        with pytest.raises(Refused):
            jobs.wish(case.desk.root, number, "pause")
        return
    assert not do_next(case.desk, lease)
    jobs.wish(case.desk.root, number, "resume")
    assert do_next(case.desk, lease)
    assert jobs.job(case.desk.root, number)["result"]["posts"] == 1


def test_the_end_of_the_desk_lets_work_wait(case: SmallCase, lease: Lease) -> None:
    number = asked(case, "screen")
    assert do_next(case.desk, lease, ending=lambda: True)
    assert jobs.job(case.desk.root, number)["state"] == "waiting"


def test_the_work_of_another_case_is_left_alone(case: SmallCase, lease: Lease) -> None:
    number = jobs.ask("/elsewhere", "screen", {}, case.ann.name)
    assert not do_next(case.desk, lease)
    with pytest.raises(NotFound):
        jobs.wish(case.desk.root, number, "stop")
    jobs.wish("/elsewhere", number, "stop")
