"""What the law asks of a desk: a reason before it gathers, an answer to a person, a day on which two people look again."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from firsthand.desk import care, day, judge
from firsthand.desk.collect import Order
from firsthand.desk.export import ExportOrder, export
from firsthand.desk.publish import publish_story
from firsthand.desk.story import override
from firsthand.model.ids import AccountId, PostId
from firsthand.shell.case import new_case
from firsthand.shell.plan import read_plan
from firsthand.testing.world import ANN, BO, SmallCase, ready_story, take_in, twarc_lines

POSTS = [
    {"text": "نحن في أورادش، الكهرباء مقطوعة", "author": "70"}, {"text": "the road is open", "author": "71", "handle": "river_voice"},
    {"text": "we stay here", "author": "70"},
]  # fmt: skip


def set_plan(root: Path, **settings: str) -> None:
    """Put settings into case.toml."""
    kept = [line for line in (root / "case.toml").read_text("utf-8").splitlines() if line.split(" ")[0] not in settings]
    (root / "case.toml").write_text("\n".join([*kept, *(f"{k} = {json.dumps(v)}" for k, v in settings.items()), ""]), "utf-8")


# ---- an empty plan


def test_an_empty_plan_asks_for_a_reason(run: Any, tmp_path: Path) -> None:
    """Nothing is kept before somebody says why; the reason stands in the run's entry, read or not."""
    root, source = tmp_path / "case", tmp_path / "posts.jsonl"
    source.write_bytes(twarc_lines(POSTS))
    assert run("new", root, "--title", "T", "--no-passphrase").code == 0

    refused = run("collect", source, "--case", root, "--json")

    assert (refused.code, refused.error["code"]) == (3, "empty-plan")
    assert run("log", "--case", root, "--json").lines[-1]["kind"] == "case"
    assert not [path for path in (root / "vault" / "blobs").rglob("*") if path.is_file()]
    done = run("collect", source, "--case", root, "--because", "a reader asked us to look", "--json")
    assert (done.code, done.json["runs"][0]["kept"]) == (0, 3)
    last = run("log", "--case", root, "--json").lines[-1]
    assert (last["kind"], last["because"]) == ("run", "a reader asked us to look")
    assert run("verify", root, "--json").json["failures"] == []


@pytest.mark.parametrize(
    "option", [("--place", "Oradesh"), ("--question", "Who closed it?"), ("--from", "2041-03-08"), ("--to", "2041-03-15")]
)
def test_one_word_in_the_plan_is_enough(run: Any, tmp_path: Path, option: tuple[str, str]) -> None:
    """A question, a place or a period."""
    root, source = tmp_path / "case", tmp_path / "posts.jsonl"
    source.write_bytes(twarc_lines(POSTS))
    run("new", root, "--title", "T", *option, "--no-passphrase")

    assert run("collect", source, "--case", root).code == 0


def test_blanks_are_no_plan(tmp_path: Path) -> None:
    """A place of blanks says nothing."""
    from firsthand.model.plan import Plan

    root = new_case(tmp_path / "case", Plan(id="x", title="T", places=(" ",), question="  "), passphrase=None)

    assert read_plan(root / "case.toml").empty


# ---- retention


@pytest.fixture
def held(small: SmallCase, tmp_path: Path) -> SmallCase:
    """Give a case of two imports."""
    for number, posts in enumerate((POSTS, ["later"])):
        source = tmp_path / f"posts{number}.jsonl"
        source.write_bytes(twarc_lines(posts, first=1001 + 100 * number))
        take_in(small, source, order=Order(found_by="from Karim's cousin"))
    return small


def due(run: Any, case: SmallCase, *more: str) -> list[dict[str, Any]]:
    """The queue."""
    found: list[dict[str, Any]] = run("retention", "--case", case.root, "--json", *more).json["due"]
    return found


def test_the_queue_waits_for_two_people(held: SmallCase, run: Any) -> None:
    """What is over its day is listed; one person changes nothing, two do; nothing is deleted."""
    assert run("retention", "--case", held.root, "--json").error["code"] == "no-retention"
    set_plan(held.root, retain_until="2100-01-01")
    assert due(run, held) == []
    assert len(due(run, held, "--all")) == 2
    set_plan(held.root, retain_until="2020-01-31")
    files = {path for path in (held.root / "vault").rglob("*") if path.is_file()}
    first = due(run, held)
    assert [one["items"] for one in sorted(first, key=lambda one: -one["items"])] == [3, 1]
    assert all(one["days_over"] > 0 and one["waiting"] is None for one in first)

    name = first[0]["run"]
    keep = ("retention", "keep", name, "--case", held.root, "--json")
    assert run(*keep, "--until", "2100-01-01", "--as", ANN).error["code"] == "no-reason"
    assert run(*keep, "--until", "2001-01-01", "--because", "x", "--as", ANN).error["code"] == "past-date"
    assert run(*keep, "--until", "soon", "--because", "x", "--as", ANN).error["code"] == "bad-date"
    asked = run(*keep, "--until", "2100-01-01", "--because", "the appeal is open", "--as", ANN).json
    assert asked["needs_second"] is True
    assert {one["run"]: one["waiting"] for one in due(run, held)}[name] == asked["entry"]
    alone = run("second", asked["entry"], "--agree", "--because", "same", "--as", ANN, "--case", held.root, "--json")
    assert alone.error["code"] == "same-person"
    assert run("second", asked["entry"], "--agree", "--because", "I read the file", "--as", BO, "--case", held.root).code == 0

    assert name not in {one["run"] for one in due(run, held)}
    assert len(due(run, held)) == 1
    kept = {one["run"]: one for one in due(run, held, "--all")}[name]
    assert (kept["until"], kept["set_by"]) == ("2100-01-01", asked["entry"])
    assert {path for path in (held.root / "vault").rglob("*") if path.is_file()} >= files
    assert run("views", "rebuild", "--case", held.root).code == 0
    assert len(due(run, held)) == 1
    assert run("verify", held.root, "--json").json["failures"] == []


def test_the_whole_case_can_be_kept(held: SmallCase, run: Any) -> None:
    """One decision for all; a later one for a single import stands over it."""
    set_plan(held.root, retain_until="2020-01-31")
    keep = ("retention", "keep", "case", "--until", "2100-01-01", "--because", "b", "--as", ANN)
    asked = run(*keep, "--case", held.root, "--json").json["entry"]
    run("second", asked, "--agree", "--because", "yes", "--as", BO, "--case", held.root)

    assert due(run, held) == []
    assert "Nothing is due" in run("retention", "--case", held.root).err


# ---- one person's data


@pytest.fixture
def known(held: SmallCase, tmp_path: Path) -> SmallCase:
    """Give a case in which much was done about one account, x:70."""
    desk = ready_story(held)
    day.add_note(desk, "x:70", f"{BO} met her in 2039", actor=held.ann)
    judge.judge_source(
        desk,
        judge.SourceJudgement(account=AccountId("x:70"), roles=("medic",), because="both say so", evidence=("x:1001", "x:1002"),
                              expects=next(act.seq for act in desk.views.acts(subject="x:70", kind="judge"))),
        actor=held.bo,
    )  # fmt: skip
    care.add_caution(desk, PostId("x:1002"), "distress", because="only about the other one", actor=held.ann)
    override(desk, "days", "power", "source-reopened", because="looked at again: a medic too", actor=held.ann)
    publish_story(desk, "days", str(tmp_path / "site"), actor=held.ann)
    export(desk, ExportOrder(format="warc", target=str(tmp_path / "x.warc.gz"), query="", recipient="City archive", because="deposit"),
           actor=held.ann)  # fmt: skip
    return held


def test_a_person_gets_all_of_theirs_and_nothing_of_others(known: SmallCase, run: Any, tmp_path: Path) -> None:
    """Messages, items, profiles, decisions, print, receivers; no neighbour, no name of the desk, no word of who handed it over."""
    to = tmp_path / "for her"
    done = run("subject", "@voice_70", "--to", to, "--lang", "ar", "--lang", "en", "--because", "request of 3 May", "--as", ANN,
               "--case", known.root, "--json")  # fmt: skip

    assert done.code == 0, done.err
    told = json.loads((to / "subject.json").read_bytes())
    assert sorted(one["id"] for one in told["messages"]) == ["x:1001", "x:1003", "x:1101"]
    assert len(told["profiles"]) >= 1
    lines = {line for path in tmp_path.glob("posts*.jsonl") for line in path.read_bytes().splitlines() if b'"author_id": "70"' in line}
    assert {path.read_bytes() for path in (to / "items").iterdir()} == lines
    assert {"judge", "grade", "consent", "rights", "translate", "card", "second", "note"} <= {one["kind"] for one in told["decisions"]}
    assert [(one["story"], one["post"]) for one in told["published"]] == [("days", "x:1001")]
    assert [(one["recipient"], one["messages"]) for one in told["handed_on"]] == [("City archive", 3)]
    every = b"".join(path.read_bytes() for path in sorted(to.rglob("*")) if path.is_file())
    for other in ("the road is open", "river_voice", "x:1002", ANN, BO, known.ann.key, "Karim", "only about the other one"):
        assert other.encode() not in every, other
        assert json.dumps(other)[1:-1].encode() not in every, other
    assert "Person" in every.decode("utf-8", "replace")
    assert {one["what"] for one in done.json["left_out"]} >= {
        "messages of others that a decision names", "statements of how files came to the desk"
    }  # fmt: skip
    assert subprocess.run(["sha256sum", "--check", "--status", "SHA256SUMS"], cwd=to, check=False).returncode == 0
    entry = known.desk.book.entry(done.json["entry"])
    assert (entry.kind, entry.detail["format"], entry.detail["subject"]) == ("export", "subject", "x:70")
    assert run("verify", known.root, "--json").json["failures"] == []


def test_the_pages_are_in_the_readers_languages(known: SmallCase, run: Any, tmp_path: Path) -> None:
    """The first language is the first page, from right to left where it is written so; the others are one click away."""
    to = tmp_path / "out"
    run("subject", "x:70", "--to", to, "--lang", "ar", "--lang", "uk", "--because", "r", "--as", ANN, "--case", known.root)
    first, second = (to / "index.html").read_text("utf-8"), (to / "uk.html").read_text("utf-8")

    assert '<html lang="ar" dir="rtl">' in first
    assert '<html lang="uk" dir="ltr">' in second
    assert 'href="uk.html"' in first
    assert "نحن في أورادش" in first
    assert "<script" not in first + second
    more = ("--lang", "xx", "--because", "r", "--as", ANN, "--case", known.root, "--json")
    assert run("subject", "x:70", "--to", tmp_path / "o2", *more).error["code"] == "bad-language"


def test_an_item_of_two_people_stays(small: SmallCase, run: Any, tmp_path: Path) -> None:
    """Bytes that hold somebody else's message too are not handed over; the person's own words are."""
    line = json.loads(twarc_lines([{"text": "outer", "id": "1", "author": "70"}]))
    other = json.loads(twarc_lines([{"text": "inner words", "id": "2", "author": "71"}]))
    line["referenced_tweets"] = [{"type": "quoted", "id": "2", **{k: v for k, v in other.items() if k != "__twarc"}}]
    source = tmp_path / "nested.jsonl"
    source.write_bytes(json.dumps(line).encode() + b"\n")
    take_in(small, source)

    to = tmp_path / "out"
    done = run("subject", "x:70", "--to", to, "--because", "r", "--as", ANN, "--case", small.root, "--json").json

    assert not (to / "items").exists()
    assert (done["left_out"][0]["what"], done["left_out"][0]["count"]) == ("items as received", 1)
    assert b"inner words" not in b"".join(path.read_bytes() for path in to.iterdir())
    assert "outer" in (to / "index.html").read_text("utf-8")


@pytest.mark.parametrize(("arguments", "code"), [(("x:999",), "no-account"), (("x:70", "--because", ""), "no-reason")])
def test_mistakes(known: SmallCase, run: Any, tmp_path: Path, arguments: tuple[str, ...], code: str) -> None:
    """Nothing is written."""
    more = () if "--because" in arguments else ("--because", "r")
    error = run("subject", *arguments, *more, "--to", tmp_path / "out", "--as", ANN, "--case", known.root, "--json").error

    assert error["code"] == code
    assert not (tmp_path / "out").exists()
