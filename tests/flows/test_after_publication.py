"""After a story is out: what changed is listed, readers are told, requests wait with a day, removals leave a note."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from firsthand.desk import care, judge
from firsthand.desk.publish import check_story
from firsthand.desk.requests import add_request, close_request, requests
from firsthand.model.errors import Mistaken, NotFound, Refused
from firsthand.model.ids import AccountId
from firsthand.testing.canaries import SLUG, plant
from firsthand.testing.world import ready_story, take_in, twarc_lines


@pytest.fixture
def published(small, run, tmp_path):
    """A case whose story of one message is published in `site`."""
    path = tmp_path / "p.jsonl"
    path.write_bytes(twarc_lines(["نحن في أورادش، الكهرباء مقطوعة منذ يومين"]))
    take_in(small, path)
    ready_story(small)
    assert run("story", "publish", "days", "--to", tmp_path / "site", "--as", "A. Renn").code == 0
    return small


def codes(run):
    """What is to be looked at."""
    return {one["code"]: one["where"] for one in run("story", "watch", "days", "--json").json["watch"]}


def test_what_changed_since_the_publication_is_listed(published, run):
    """Nothing but the missing stamp at first; then consent, the source and the grade, each with its card."""
    desk, ann = published.desk, published.ann
    assert codes(run) == {"not-stamped": ""}

    care.record_consent(desk, "x:1001", "public", "words", "withdrawn", because="wrote to us", actor=ann)
    held = desk.views.acts(kind="judge")[-1]
    judge.judge_source(
        desk, judge.SourceJudgement(account=AccountId(held.subject), roles=("activist",), affiliation="none-seen", reliability="C",
                                    because="says so", evidence=("x:1001",), expects=held.seq), actor=ann,
    )  # fmt: skip
    before = desk.views.acts(kind="grade")[-1].seq
    grade = judge.Grade(post="x:1001", credibility="4", status="disputed", because="two differ", expects=before)
    judge.grade_post(desk, grade, actor=ann)

    assert codes(run) == {"consent-changed": "power", "source-changed": "power", "grade-changed": "power", "not-stamped": ""}
    assert "consent-forbids" in {one.code for one in check_story(desk, "days") if one.blocks}


def test_a_story_that_was_never_published_has_nothing_to_watch(small, run, tmp_path):
    """Said, with what to do."""
    path = tmp_path / "p.jsonl"
    path.write_bytes(twarc_lines(["نحن في أورادش"]))
    take_in(small, path)
    ready_story(small)

    assert run("story", "watch", "days").code == 4
    assert run("story", "watch", "nights").code == 4


def test_a_request_waits_with_its_day_until_it_is_answered(published, run):
    """Due thirty days after it came; overdue afterwards; answered once."""
    told = run("request", "add", "removal", "--story", "days", "--key", "power", "--what", "wants it out", "--as", "A. Renn", "--json")
    (one,) = requests(published.desk)
    assert (one.due - one.act.at.date()).days in (29, 30, 31)
    assert codes(run)["request-open"] == "power"
    dates = ("--received", "2001-01-01", "--due", "2001-02-01")
    late = run("request", "add", "access", "--what", "wants a copy", *dates, "--as", "A. Renn", "--json").json["entry"]
    assert [row["overdue"] for row in run("request", "list", "--open", "--json").lines] == [True, False]

    run("request", "done", told.json["entry"], "granted", "--because", "withdrawn", "--as", "A. Renn")

    assert "request-open" not in codes(run)
    rows = run("request", "list", "--json").lines
    assert [(row["entry"], row["outcome"]) for row in rows] == [(late, None), (told.json["entry"], "granted")]
    with pytest.raises(NotFound):
        close_request(published.desk, told.json["entry"], "refused", because="again", actor=published.ann)


def test_a_request_names_nobody_and_makes_sense(published):
    """An entry stays for good, so a telephone does not get into it; days and cards must be there."""
    desk, ann = published.desk, published.ann

    with pytest.raises(Refused):
        add_request(desk, "removal", "call +999 55 123 4567 back", actor=ann)
    for bad in ({"due": "soon"}, {"received": "2041-03-14", "due": "2041-03-01"}):
        with pytest.raises(Mistaken):
            add_request(desk, "removal", "wants it out", **bad, actor=ann)
    with pytest.raises(NotFound):
        add_request(desk, "removal", "wants it out", story="days", key="nobody", actor=ann)
    assert requests(desk) == []


def test_a_clarification_stands_everywhere_with_its_day(published, run, tmp_path):
    """On the story, on the card, in the feed and in the data for machines."""
    run("story", "update", "days", "clarification", "--key", "power", "--text", "The power came back at noon.", "--as", "A. Renn")
    assert codes(run)["story-changed"] == ""

    assert run("story", "publish", "days", "--to", tmp_path / "site", "--as", "A. Renn").code == 0

    for name in ("en/index.html", "en/card/power/index.html", "en/feed.xml", "en/text/index.html"):
        assert "The power came back at noon." in (tmp_path / "site" / name).read_text("utf-8"), name
    assert "story-changed" not in codes(run)


def test_a_broken_picture_names_its_card(small, run, tmp_path):
    """The story is stopped with the card and the remedy, and everything else is still checked."""
    planted = plant(small, tmp_path, cards=1)
    digest = next(iter(planted.pictures.values()))
    real = small.desk.vault.read
    cut = SimpleNamespace(**{name: getattr(small.desk.vault, name) for name in dir(small.desk.vault) if not name.startswith("_")})
    cut.read = lambda one: real(one)[:600] if one == digest else real(one)

    told = check_story(replace(small.desk, vault=cut), SLUG)

    assert [(one.code, one.where) for one in told if one.blocks] == [("picture-broken", "card-000")]


def test_a_missing_translation_is_said_and_foreign_files_are_never_deleted(published, run, tmp_path):
    """The card stands in its own words in that language; a folder with somebody's files is refused."""
    published.desk.stories.write(
        "days", "uk", '+++\nlanguage = "uk"\ntitle = "Дні"\nstandfirst = "Одне повідомлення."\n+++\n\n[[card power]]\n'
    )
    told = {one["code"]: one for one in run("story", "check", "days", "--json").json["problems"]}
    assert told["no-translation"]["where"] == "uk/power"
    assert not told["no-translation"]["blocks"]
    other = tmp_path / "other"
    other.mkdir()
    (other / "mine.txt").write_text("mine")

    assert run("story", "publish", "days", "--to", other, "--as", "A. Renn").code == 2

    assert (other / "mine.txt").read_text() == "mine"
    assert run("story", "publish", "days", "--to", tmp_path / "site", "--as", "A. Renn").code == 0
    assert "نحن في أورادش" in (tmp_path / "site" / "uk" / "index.html").read_text("utf-8")
