"""A worker per file: what it may not do, and that a reader's failure costs one item, named, and nothing else."""

from __future__ import annotations

import io
import json
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from firsthand.desk.collect import Order, RunReport, collect
from firsthand.desk.reading import FAILURES, Here, Portion
from firsthand.desk.rebuild import rebuild
from firsthand.model.adapter import Adapter
from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers import parquet, telegram, twarc2
from firsthand.readers.registry import OURS
from firsthand.readers.seam import Setting
from firsthand.shell.archives import Limits
from firsthand.shell.case import folder_vault
from firsthand.shell.intake import FolderFiles, sources
from firsthand.shell.vault import FolderVault
from firsthand.shell.worker import Bounds
from firsthand.shell.workshop import WorkerReading
from firsthand.testing import runaway
from firsthand.testing.world import SmallCase, make_desk, twarc_lines

SMALL = Bounds(memory_bytes=600 << 20, cpu_s=1)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallCase]:
    """A case whose files are read in workers with little time and memory."""
    monkeypatch.setenv("FIRSTHAND_HOME", str(tmp_path / "home"))
    case = make_desk(tmp_path)
    reading = WorkerReading(folder_vault(case.desk), modules=(*OURS, runaway.__name__), bounds=SMALL)
    yield replace(case, desk=replace(case.desk, reading=reading, readers=(*case.desk.readers, runaway.ADAPTER)))
    reading.close()


def acts(*stated: str) -> bytes:
    """A file for the runaway reader."""
    return b"".join(json.dumps({"do": act, "id": str(n)}).encode() + b"\n" for n, act in enumerate(stated, 1))


def take(case: SmallCase, path: Path) -> list[RunReport]:
    """Collect as the command line does, in the reading of this case."""
    found = sources(str(path), folder_vault(case.desk), stdin=io.BytesIO(), limits=Limits())
    reports = list(collect(case.desk, found, Order(), actor=case.ann, progress=lambda _what, _done, _total: None))
    case.desk.book.settle()
    return reports


def files_at(path: Path) -> FolderFiles:
    return FolderFiles(path.parent, {path.name: path})


def read_all(reading: WorkerReading | Here, adapter: Adapter, path: Path) -> list[Portion]:
    files = files_at(path)
    found, failures = reading.find([adapter], (), files)
    assert failures == []
    return [portion for find in found for portion in reading.read(adapter, (), files, find, Setting())]


def flat(portions: Sequence[Portion]) -> tuple[list[Item | Rejected], list[Gap]]:
    return [row for one in portions for row in one.rows], [gap for one in portions for gap in one.gaps]


def test_what_a_worker_reads_is_what_is_read_here(tmp_path: Path) -> None:
    """Rows, bytes, times and profiles come back as they were, bad lines among them."""
    path = tmp_path / "posts.jsonl"
    path.write_bytes(twarc_lines(["وداعا", "good", "x" * 5000]) + b"{ not json\n" + twarc_lines(["end"], first=9))
    reading = WorkerReading(None)  # type: ignore[arg-type]

    away = flat(read_all(reading, twarc2.ADAPTER, path))
    reading.close()

    assert away == flat(read_all(Here(), twarc2.ADAPTER, path))
    assert [type(row) for row in away[0]] == [Item, Item, Item, Rejected, Item]


@pytest.mark.parametrize("name", ["twarc2", "telegram"])
def test_what_travels_in_columns_is_what_is_read_here(name: str, tmp_path: Path) -> None:
    """Many plain rows, something odd among them; an answer that is too large for one frame; a portion is no shorter for it."""
    adapter, path = (twarc2.ADAPTER, tmp_path / "posts.jsonl") if name == "twarc2" else (telegram.ADAPTER, tmp_path / "result.json")
    words = [f"وداعا {n}" for n in range(300)]
    if name == "twarc2":
        path.write_bytes(twarc_lines(words) + b"{ not json\n" + twarc_lines(words, first=900))
    else:
        plain = {"type": "message", "date": "", "date_unixtime": "5", "from_id": "user1"}
        told = [{"id": n, **plain, "text": text} for n, text in enumerate(words, 1)]
        told[70] = {**told[70], "photo": "photos/1.jpg"}
        path.write_text(json.dumps({"name": "River", "type": "public_channel", "id": 5, "messages": told}, indent=1), "utf-8")
    reading = WorkerReading(None)  # type: ignore[arg-type]
    narrow = WorkerReading(None, bounds=Bounds(frame_bytes=1 << 13))  # type: ignore[arg-type]

    away, pieces = read_all(reading, adapter, path), read_all(narrow, adapter, path)
    reading.close()
    narrow.close()

    assert flat(away) == flat(pieces) == flat(read_all(Here(), adapter, path))
    assert len(away) == 1


@pytest.mark.parametrize(
    ("act", "code"),
    [
        ("allocate", "reader-memory"), ("loop", "reader-time"), ("print", "reader-time"), ("recurse", "reader-depth"),
        ("swallow", "reader-time"), ("die", "reader-killed"), ("raise", "reader-failed"), ("connect", "reader-failed"),
        ("write", "reader-failed"),
    ],
)  # fmt: skip
def test_what_no_reader_may_do_costs_one_item(act: str, code: str, small: SmallCase, tmp_path: Path) -> None:
    """It is named with its place and its code; everything before and behind it is read; a rebuild gives the same."""
    path = tmp_path / "acts.jsonl"
    path.write_bytes(acts("read", "read", act, "read", "read", "read"))

    (report,) = take(small, path)
    before = sorted(one["id"] for one in small.desk.views.search(_all(), limit=50, order="newest", seed=0))
    (named,) = small.desk.views.rejected(None)
    rebuild(small.desk, progress=lambda _what, _done, _total: None)
    after = sorted(one["id"] for one in small.desk.views.search(_all(), limit=50, order="newest", seed=0))

    assert (report.counts.seen, report.counts.kept, report.counts.failed) == (6, 5, 1)
    assert before == after == [f"runaway:{n}" for n in (1, 2, 4, 5, 6)]
    assert named["code"] == code
    assert "acts.jsonl" in named["why"]
    assert list(small.desk.views.rejected(None)) == [named]


@pytest.mark.parametrize("act", ["repeat", "gaps"])
def test_output_without_end_costs_one_item(act: str, small: SmallCase, tmp_path: Path) -> None:
    """A reader that gives the same item, or gaps, for ever is stopped there and goes on behind it."""
    path = tmp_path / "acts.jsonl"
    path.write_bytes(acts("read", act, "read"))

    (report,) = take(small, path)

    assert report.counts.failed == 1
    assert report.counts.posts >= 2
    assert report.reasons[0][0] == "reader-output"


def test_several_failures_in_several_files(small: SmallCase, tmp_path: Path) -> None:
    """Each is named; files after the one that failed are read."""
    folder = tmp_path / "all"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(acts("raise", "read", "die", "read", "raise"))
    (folder / "b.jsonl").write_bytes(acts("read"))

    first, second = take(small, folder)

    assert (first.counts.kept, first.counts.failed, second.counts.kept) == (2, 3, 1)


def test_a_file_that_kills_recognition_is_named(small: SmallCase, tmp_path: Path) -> None:
    """The other readers still look, and other files of the import are read."""
    folder = tmp_path / "all"
    folder.mkdir()
    (folder / "bad.jsonl").write_bytes(b'{"find": "die"}\n')
    (folder / "good.jsonl").write_bytes(twarc_lines(["here"]))

    reports = take(small, folder)

    assert [report.counts.kept for report in reports] == [1, 0]
    assert "runaway failed" in reports[1].reasons[0][1]


def test_a_worker_that_is_killed_from_outside_costs_nothing(small: SmallCase, tmp_path: Path) -> None:
    """Somebody ends the process in the middle: it is started again and goes on where it was."""
    path = tmp_path / "posts.jsonl"
    # More than the pipe holds, so that the worker is still there after its first answer.
    path.write_bytes(twarc_lines(f"post {n} {'x' * 1000}" for n in range(9000)))
    reading = small.desk.reading
    assert isinstance(reading, WorkerReading)
    files = files_at(path)
    ((find,), _) = reading.find([twarc2.ADAPTER], (), files)

    rows: list[Item | Rejected] = []
    for number, portion in enumerate(reading.read(twarc2.ADAPTER, (), files, find, Setting())):
        rows += portion.rows
        assert not portion.failure
        if number == 0:
            assert reading._nursery is not None
            os.kill(reading._nursery.child, signal.SIGKILL)

    assert [row.n for row in rows] == list(range(1, 9001))


def test_a_nursery_that_has_gone_is_started_again(small: SmallCase, tmp_path: Path) -> None:
    """Between two files somebody ended the whole of it."""
    path = tmp_path / "posts.jsonl"
    path.write_bytes(twarc_lines(["one"]))
    take(small, path)
    reading = small.desk.reading
    assert isinstance(reading, WorkerReading)
    assert reading._nursery is not None
    os.kill(reading._nursery.pid, signal.SIGKILL)
    (tmp_path / "more.jsonl").write_bytes(twarc_lines(["two"], first=7))

    (report,) = take(small, tmp_path / "more.jsonl")

    assert report.counts.kept == 1


def test_a_nursery_that_goes_with_a_wish_unread_is_started_again(small: SmallCase, tmp_path: Path) -> None:
    """It is halted, so that the wish lies unread when it is ended: the connection is reset, not closed."""
    path = tmp_path / "posts.jsonl"
    path.write_bytes(twarc_lines(["one"]))
    take(small, path)
    reading = small.desk.reading
    assert isinstance(reading, WorkerReading)
    assert reading._nursery is not None
    pid = reading._nursery.pid
    os.kill(pid, signal.SIGSTOP)
    (tmp_path / "more.jsonl").write_bytes(twarc_lines(["وداعا"], first=7))

    ending = threading.Timer(0.3, os.kill, (pid, signal.SIGKILL))
    ending.start()
    (report,) = take(small, tmp_path / "more.jsonl")
    ending.join()

    assert report.counts.kept == 1
    assert reading._nursery.pid != pid


def test_a_reading_that_is_left_ends_its_worker(tmp_path: Path) -> None:
    """Who stops in the middle leaves no process behind."""
    path = tmp_path / "posts.jsonl"
    path.write_bytes(twarc_lines(f"post {n} {'x' * 500}" for n in range(20_000)))
    reading = WorkerReading(None)  # type: ignore[arg-type]
    files = files_at(path)
    ((find,), _) = reading.find([twarc2.ADAPTER], (), files)

    going = reading.read(twarc2.ADAPTER, (), files, find, Setting())
    next(going)
    assert reading._nursery is not None
    child = reading._nursery.child
    going.close()  # type: ignore[attr-defined]
    reading.close()

    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def _all():  # type: ignore[no-untyped-def]
    from firsthand.find.query import parse

    return parse("")


def letter(*names: str) -> bytes:
    """An e-mail with attachments."""
    from email.message import EmailMessage

    made = EmailMessage()
    made["From"], made["Date"], made["Subject"] = "Mina <m@oradesh.example>", "Thu, 14 Mar 2041 09:00:00 +0200", "صور"
    made.set_content("see the pictures")
    for number, name in enumerate(names):
        made.add_attachment(b"\xff\xd8\xff" + bytes([number]) * 2000, maintype="image", subtype="jpeg", filename=name)
    return bytes(made)


def test_attachments_are_taken_out_in_a_worker(small: SmallCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same members as here; this process never opens the e-mail with a parser."""
    from firsthand.readers import mail

    (tmp_path / "one.eml").write_bytes(letter("جسر.jpg", "b.jpg"))
    vault = folder_vault(small.desk)
    [here] = sources(str(tmp_path / "one.eml"), vault, stdin=io.BytesIO(), limits=Limits())
    small.desk.reading.attachments(here.files, "one.eml").__next__()  # the worker has its own copy of the module by now
    monkeypatch.setattr(mail, "attachments", None)
    monkeypatch.setattr(mail, "parse", None)

    [away] = sources(str(tmp_path / "one.eml"), vault, stdin=io.BytesIO(), limits=Limits(), reading=small.desk.reading)

    assert away.kept == here.kept
    assert len(away.kept) == 3


def test_an_email_that_kills_its_worker_is_kept_and_named(small: SmallCase, tmp_path: Path) -> None:
    """What could not be taken out is said with the e-mail's name; the e-mail and its run stay."""
    (tmp_path / "one.eml").write_bytes(letter("a.jpg"))
    tight = WorkerReading(folder_vault(small.desk), bounds=SMALL._replace(frame_bytes=500))

    [found] = sources(str(tmp_path / "one.eml"), folder_vault(small.desk), stdin=io.BytesIO(), limits=Limits(), reading=tight)
    tight.close()

    assert list(found.kept) == ["one.eml"]
    [(name, why)] = found.odd
    assert name == "one.eml"
    assert "could be taken out (" in why
    assert "kept whole" in why


def test_a_page_of_parquet_that_fills_the_memory_is_one_item(tmp_path: Path) -> None:
    """Native code that asks for more than a worker has: named as failed, and the desk goes on."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "page.parquet"
    pq.write_table(pa.table({"text": ["words", "z" * 150_000_000]}), path, compression="zstd", use_dictionary=False)
    reading = WorkerReading(
        FolderVault(tmp_path / "blobs", tmp_path), bounds=Bounds(memory_bytes=400 << 20, cpu_s=20)
    )
    rows = read_all(reading, parquet.ADAPTER, path)
    reading.close()

    [failed] = [row for portion in rows for row in portion.rows]
    assert failed.code in FAILURES
    assert failed.member == "page.parquet"
