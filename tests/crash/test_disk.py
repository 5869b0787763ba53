"""A disk that is full, that fails, and a publication that is cut off at every file."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from firsthand.desk.day import add_note
from firsthand.model.errors import Unavailable
from firsthand.shell.publication import Publication
from firsthand.shell.verify import verify_path
from firsthand.testing.world import WORDS, make_desk, table, take_in, twarc_lines

pytestmark = pytest.mark.crash

LIMITED = """
import resource, sys
from firsthand.cli.main import main
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
main(["collect", sys.argv[2], "--json"])
"""


@pytest.fixture
def case(tmp_path):
    """A case with one import."""
    made = make_desk(tmp_path)
    (tmp_path / "p.jsonl").write_bytes(twarc_lines(WORDS))
    take_in(made, tmp_path / "p.jsonl")
    return made


def fine(case):
    again = case.opened()
    verdict = verify_path(case.root)
    assert verdict.failures == []
    assert not any("not yet published" in one["what"] for one in verdict.not_checked)
    return again


class CutOff(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("entries", [1, 254, 255])
def test_a_publication_cut_off_is_finished(case, monkeypatch, entries):
    """After any number of files, before and after the head, also where a tile fills up: the next open completes it."""
    with case.desk.book.writing() as pen:
        for number in range(case.desk.book.size(), entries):
            pen.append("note", {"subject": "x:1001", "about": "", "text": f"{number}"}, actor=case.cy)
    real, dropped = Publication._write, Publication._drop_old_parts
    for files in range(8):
        left = [files]

        def cut(self, name, data, left=left):
            if not left[0]:
                raise CutOff
            left[0] -= 1
            real(self, name, data)

        def never(*_given):
            raise CutOff

        monkeypatch.setattr(Publication, "_write", cut)
        monkeypatch.setattr(Publication, "_drop_old_parts", never)
        size = case.desk.book.size()
        with pytest.raises(CutOff):
            add_note(case.desk, "x:1001", WORDS[files], actor=case.ann)
        assert case.desk.book.size() == size + 1
        monkeypatch.setattr(Publication, "_write", real)
        monkeypatch.setattr(Publication, "_drop_old_parts", dropped)
        case = fine(case)
    sums = (case.root / "SHA256SUMS").read_text().splitlines()
    assert len(sums) == len(set(sums))
    assert subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=case.root, check=False).returncode == 0


@pytest.mark.parametrize("limit", [40_000, 150_000, 230_000, 400_000, 60_000_000])
def test_files_that_may_not_grow(case, tmp_path, limit):
    """The system refuses to write on, in the vault, in the list of items or in the database: exit 6, in words, and the old state stands."""
    export = tmp_path / "large.csv"
    export.write_bytes(table([[f"{n}", f"2041-03-14T06:00:{n % 60:02}Z", f"{n} كلمة", f"v{n}"] for n in range(3000)]))
    before = case.desk.book.size(), case.desk.views.counts(), sorted((case.root / "vault").rglob("*"))
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(limit), str(export)], env={**os.environ, "FIRSTHAND_CASE": str(case.root)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    again = fine(case)
    if done.returncode == 0:
        assert limit == 60_000_000
        return

    assert limit < 60_000_000
    error = json.loads(done.stderr.strip().split("\n")[-1])["error"]
    assert (done.returncode, done.stdout) == (6, ""), done.stderr
    assert error["code"] in ("disk-error", "disk-full")
    assert error["advice"]
    assert (again.desk.book.size(), again.desk.views.counts()) == before[:2]
    assert [path for path in sorted((case.root / "vault").rglob("*")) if path.is_file()] == [
        path for path in before[2] if path.is_file()
    ]
    take_in(again, export)
    fine(case)


def test_the_change_that_was_kept_is_said_to_be_kept(case, monkeypatch):
    """When only the files of the ledger could not be written, doing it again would do it twice."""

    def refused(*_given):
        raise Unavailable("The disk is full.", code="disk-full", advice="Free some.")

    monkeypatch.setattr(Publication, "_write", refused)
    size = case.desk.book.size()

    with pytest.raises(Unavailable) as told:
        add_note(case.desk, "x:1001", "ملاحظة", actor=case.ann)

    assert told.value.code == "not-published"
    assert "is kept" in str(told.value)
    assert case.desk.book.size() == size + 1
    monkeypatch.undo()
    fine(case)


def test_old_parts_are_gone_for_good_before_an_entry_counts_as_published(case, monkeypatch):
    """A removal that is not synced may come back after a power cut, and then verify would name a stranger."""
    from firsthand.shell import publication

    synced, dropped = [], []
    monkeypatch.setattr(publication, "sync_folder", synced.append)
    real = Publication._drop_old_parts

    def watched(self, *given):
        real(self, *given)
        dropped.append(case.desk.book.publication.size())

    monkeypatch.setattr(Publication, "_drop_old_parts", watched)

    add_note(case.desk, "x:1001", "ملاحظة", actor=case.ann)

    assert dropped == [case.desk.book.size()]
    assert {folder.name for folder in synced} == {"000.p"}
    assert {folder.parent.name for folder in synced} == {"0", "entries"}


def test_a_case_that_was_never_finished_is_said_so(tmp_path, monkeypatch):
    """The power went while it was made: the next command says so in words."""
    from firsthand.shell.case import open_case
    from firsthand.shell.sql.store import Store

    monkeypatch.setattr(Store, "create", lambda _self: (_ for _ in ()).throw(CutOff))
    with pytest.raises(CutOff):
        make_desk(tmp_path)

    with pytest.raises(Unavailable) as told:
        open_case(tmp_path / "case")

    assert told.value.code == "unfinished-case"
