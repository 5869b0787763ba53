"""Judging a source through the command line: signals, dossier, matrix, second readers, reopening, figures about the desk."""

from __future__ import annotations

import json

import pytest

from firsthand.testing.world import ANN, BO, CY, twarc_lines

NURSE = "I am a nurse at the Quay clinic."
PRESS = "Northern Guard press office: pictures of the day."


@pytest.fixture
def judged(small, run, tmp_path):
    """A case with a nurse (70), somebody who copies her words (71) and a press office (72), screened."""
    path = tmp_path / "p.jsonl"
    posts = [
        {"text": NURSE, "author": 70}, {"text": "I can see thick black smoke from my window, here in Oradesh", "author": 70},
        {"text": "نحن في أورادش، الكهرباء مقطوعة منذ يومين ولا ماء", "author": 70},
        {"text": "نحن في أورادش، الكهرباء مقطوعة منذ يومين ولا ماء", "author": 71},
        {"text": PRESS, "author": 72}, {"text": "\u202eevil \x1b[31m\u2066", "author": 73},
    ]  # fmt: skip
    path.write_bytes(twarc_lines(posts))
    assert run("collect", path, "--as", ANN).code == 0
    assert run("screen", "--only", "clusters", "--only", "signals").code == 0
    return small


def rows(run, account, *more):
    return {row["ref"]: row for row in run("accounts", account, *more, "--json").json["matrix"]["rows"]}


def test_a_dossier_says_for_and_against(judged, run):
    """Findings rest on the words they quote, each with an innocent reading; nothing is judged by that."""
    told = run("accounts", "x:70", "--json").json

    found = {(one["signal"], one["hypothesis"]): one for one in told["observations"]}
    assert ("declared_in_posts", "medic") in found
    rest = found["declared_in_posts", "medic"]["rests"][0]
    assert NURSE[rest["start"] : rest["end"]] == rest["text"]
    assert all(one["innocent"] for one in told["observations"])
    assert (told["standing"]["entry"], told["looked"]["stale"]) == (None, False)
    copies = run("accounts", "x:71", "--json").json["observations"]
    assert ("near_copy_of_earlier", -1) in {(one["signal"], one["direction"]) for one in copies}
    assert run("accounts", "x:73").code == 0


def test_a_dossier_without_signals_says_so(small, run, tmp_path):
    """Not looked at and nothing found are two things; what came later makes it stale."""
    path = tmp_path / "p.jsonl"
    path.write_bytes(twarc_lines([{"text": NURSE, "author": 70}]))
    assert run("collect", path, "--as", ANN).code == 0
    assert "were not asked" in run("accounts", "x:70").err
    assert run("screen", "--only", "signals").code == 0
    assert "asked" not in run("accounts", "x:70").err
    later = tmp_path / "q.jsonl"
    later.write_bytes(twarc_lines([{"text": "another", "author": 75, "id": 5000}]))
    assert run("collect", later, "--as", ANN).code == 0

    assert "came or went since" in run("accounts", "x:70").err


def test_findings_and_cells_of_people(judged, run):
    """A person's row and cell stand with name and reason; a rebuild gives the same; undone ones are gone."""
    entry = run("finding", "x:70", "--text", "اثنان يعرفانها من العيادة", "--cell", "medic=++", "--cell", "civilian=+",
                "--evidence", "x:1001", "--as", ANN, "--json").json["entry"]  # fmt: skip
    ref = "declared_in_posts/medic/words"
    assert rows(run, "x:70")[ref]["cells"]["medic"]["machine"] is True
    assert run("cell", "x:70", ref, "medic", ".", "--because", "it is a song", "--as", BO).code == 0
    assert run("cell", "x:70", str(entry), "activist", "+", "--because", "she marches", "--as", BO).code == 0

    before = rows(run, "x:70")
    cell = before[ref]["cells"]["medic"]
    assert (cell["cell"], cell["machine"], cell["by"], cell["people"][0]["because"]) == ("·", False, BO, "it is a song")
    assert before[str(entry)]["cells"]["medic"]["cell"] == "++"
    assert before[str(entry)]["cells"]["activist"]["by"] == BO
    assert run("views", "rebuild").code == 0
    assert rows(run, "x:70") == before
    assert run("verify", judged.root).code == 0
    assert run("undo", entry, "--because", "wrong account", "--as", ANN).code == 0
    assert str(entry) not in rows(run, "x:70")


def test_own_cells_first(judged, run):
    """The program's cells of a row are shown once the reader has one of their own there."""
    ref = "declared_in_posts/medic/words"
    assert rows(run, "x:70", "--own-first", "--as", BO)[ref]["cells"]["medic"]["hidden"] is True
    assert run("cell", "x:70", ref, "civilian", "+", "--because", "b", "--as", BO).code == 0

    assert rows(run, "x:70", "--own-first", "--as", BO)[ref]["cells"]["medic"]["hidden"] is False
    assert rows(run, "x:70", "--own-first", "--as", ANN)[ref]["cells"]["medic"]["hidden"] is True


REFUSALS = [
    (("finding", "x:70", "--as", ANN), 2, "empty-finding"),
    (("finding", "x:70", "--text", "t", "--cell", "medic", "--as", ANN), 2, "bad-cell"),
    (("finding", "x:70", "--text", "t", "--cell", "medic=+++", "--as", ANN), 2, "bad-cell"),
    (("finding", "x:70", "--text", "t", "--cell", "faith=+", "--as", ANN), 2, "bad-column"),
    (("finding", "x:70", "--text", "t", "--evidence", "x:99", "--as", ANN), 4, "no-post"),
    (("finding", "x:9", "--text", "t", "--as", ANN), 4, "no-account"),
    (("cell", "x:70", "nothing", "medic", "+", "--because", "b", "--as", ANN), 4, "no-finding"),
    (("cell", "x:70", "declared_in_posts/medic/words", "medic", "+", "--as", ANN), 3, "no-reason"),
    (("judge", "x:70", "--role", "medic", "--because", "b", "--evidence", "x:1001", "--review", "soon", "--as", ANN), 2, "bad-day"),
]


def test_refusals(judged, run):
    """Each says what is wrong, and enters nothing."""
    size = len(run("log", "--json").lines)
    for command, code, error in REFUSALS:
        said = run(*command, "--json")
        assert (said.code, said.error["code"]) == (code, error), command

    assert len(run("log", "--json").lines) == size


JUDGE = ("judge", "x:70", "--role", "medic", "--because", "says so", "--evidence", "x:1001")


def test_a_blind_second_reader(judged, run):
    """Their own reading is kept; whether they agree follows from it, and both views stay where they differ."""
    entry = run(*JUDGE, "--reliability", "B", "--as", ANN, "--json").json["entry"]
    told = run("accounts", "x:70", "--blind", "--json").json
    assert (told["standing"], told["decisions"]) == (None, [])
    assert "says so" not in run("accounts", "x:70", "--blind").out

    own = ("second", entry, "--role", "medic", "--affiliation", "none-seen", "--because", "I looked")
    assert run(*own, "--reliability", "C", "--as", BO).code == 0
    standing = run("accounts", "x:70", "--json").json["standing"]
    assert (standing["differing"], standing["decided"]) == (True, False)
    (again,) = run("review", "--json").lines
    assert {view["by"] for view in again["views"]} == {ANN, BO}
    assert run(*own, "--reliability", "B", "--as", BO).code == 0
    assert run("accounts", "x:70", "--json").json["standing"]["decided"] is True
    assert run("review", "--json").lines == []
    assert run(*own, "--reliability", "B", "--agree", "--as", BO, "--json").error["code"] == "two-answers"
    assert run("second", entry, "--credibility", "2", "--because", "b", "--as", BO, "--json").error["code"] == "no-own-reading"
    assert run("second", entry, "--role", "king", "--because", "b", "--as", BO, "--json").error["code"] == "bad-role"
    assert run(*own, "--reliability", "B", "--as", ANN, "--json").error["code"] == "same-person"
    figures = run("agreement", "--json").json
    assert (figures["blind"], figures["by"]["reliability"]["pairs"]) == (2, 2)


def test_two_without_keys_are_one(judged, run):
    """A second name without a key is no second reader."""
    entry = run(*JUDGE, "--as", CY, "--json").json["entry"]

    assert run("second", entry, "--agree", "--because", "b", "--as", "Somebody Else", "--json").error["code"] == "same-person"


def test_what_reopens_a_standing(judged, run):
    """A later finding against it, evidence that went, and a date; a finding for it does not."""
    assert run(*JUDGE, "--as", ANN).code == 0
    assert run("finding", "x:70", "--text", "fits", "--cell", "medic=+", "--as", BO).code == 0
    assert run("review", "--json").lines == []
    entry = run("finding", "x:70", "--text", "the clinic does not know her", "--cell", "medic=--", "--as", BO, "--json").json["entry"]
    (one,) = run("review", "--json").lines
    assert "the clinic does not know her" in one["because"][0]
    assert run("undo", entry, "--because", "mistaken", "--as", BO).code == 0
    assert run("review", "--json").lines == []

    imported = run("runs", "--json").json["runs"][0]["id"]
    assert run("runs", "undo", imported, "--because", "wrong file", "--as", ANN).code == 0
    (one,) = run("review", "--json").lines
    assert "x:1001 that it rests on is no longer held" in one["because"][0]
    told = run("accounts", "x:70", "--json").json
    assert told["looked"]["stale"] is True
    assert [row for row in told["observations"] if row["signal"] == "declared_in_posts"] == []


def test_a_review_date(judged, run):
    """A judgement whose day has come is listed; one whose day is far is not."""
    assert run(*JUDGE, "--review", "2999-01-01", "--as", ANN).code == 0
    assert run("review", "--json").lines == []
    entry = run("accounts", "x:70", "--json").json["standing"]["entry"]
    assert run(*JUDGE, "--review", "2001-01-01", "--expects", entry, "--dissent", "Bo is not sure", "--as", ANN).code == 0

    assert "2001-01-01" in run("review", "--json").lines[0]["because"][0]


def test_signals_that_are_asked_again_give_the_same(judged, run):
    """The same posts give the same rows, and a rebuild loads what was seen."""
    before = run("accounts", "x:70", "--json").json["observations"]
    assert run("screen", "--only", "signals").code == 0
    assert run("accounts", "x:70", "--json").json["observations"] == before
    assert run("views", "rebuild").code == 0

    assert run("accounts", "x:70", "--json").json["observations"] == before


def test_findings_go_with_an_erased_post(judged, run):
    """No output of signals keeps its words; the dossier says that signals have to be asked again, and evidence that it is lost."""
    assert run(*JUDGE, "--as", ANN).code == 0
    asked = run("erase", "x:1001", "--because", "asked by mail", "--law", "GDPR art. 17(1)(b)", "--as", ANN, "--json").json["entry"]
    assert run("second", asked, "--agree", "--because", "I read the mail", "--as", BO).code == 0
    assert run("erase", "--carry-out", asked, "--as", ANN).code == 0

    told = run("accounts", "x:70", "--json").json
    assert (told["observations"], told["looked"]["stale"]) == ([], True)
    assert "x:1001 that it rests on is no longer held" in told["standing"]["reopened"]["because"][0]
    assert not [path for path in judged.root.rglob("*") if path.is_file() and NURSE.encode() in path.read_bytes()]
    assert run("screen", "--only", "signals").code == 0
    assert "declared_in_posts" not in {one["signal"] for one in run("accounts", "x:70", "--json").json["observations"]}


def test_no_list_tells_what_somebody_is(judged, run):
    """After a judgement and its findings, no list of accounts, posts or clusters says a word of it."""
    assert run("judge", "x:72", "--role", "official", "--affiliation", "speaks-for", "--party", "Northern Guard", "--because",
               "press office", "--evidence", "x:1005", "--as", ANN).code == 0  # fmt: skip
    words = ("speaks-for", "affiliation", "standing", "affiliated", "observations", "declared_")
    for command in (("accounts",), ("posts", "--limit", "99"), ("clusters",), ("accounts", "--changed"), ("queue", "help"), ("runs",)):
        said = run(*command, "--json")
        assert said.code == 0
        assert not [word for word in words if word in said.out], command
    assert run("posts", "affiliation:member", "--json").lines == [] or run("posts", "affiliation:member").code != 0
    assert json.loads(run("agreement", "--json").out)["read_twice"] == 0


def test_grades_as_machine_tags(judged, run):
    """A grade as another tool writes it is entered as ours; their seventh is told; no grade is no grade."""
    told = run(*JUDGE, "--reliability", 'admiralty-scale:source-reliability="g"', "--as", ANN, "--json")
    assert (told.json["standing"]["reliability"], "read as E" in told.err) == ("E", True)
    assert run("grade", "x:1001", "--credibility", 'admiralty-scale:information-credibility="3"', "--because", "b", "--as", ANN).code == 0
    wrong = run("grade", "x:1001", "--credibility", 'admiralty-scale:source-reliability="b"', "--because", "b", "--as", ANN, "--json")
    assert wrong.error["code"] == "bad-tag"


def test_words_first_and_their_source_hidden(judged, run):
    """A blind look shows the words alone; whoever has looked at the account cannot say that it was hidden; it is entered."""
    blind = run("show", "x:1001", "--blind", "--json").json
    assert blind["text"] == NURSE
    assert not {"account", "handle", "name", "captures"} & set(blind)
    assert "x:70" not in run("show", "x:1001", "--blind").out
    assert run("grade", "x:1001", "--blind", "--credibility", "3", "--because", "plain", "--as", ANN).code == 0
    late = run("judge", "x:70", "--role", "medic", "--because", "b", "--evidence", "x:1001", "--as", BO)
    assert "grade --blind" in late.err
    known = run("grade", "x:1002", "--blind", "--because", "b", "--as", BO, "--json")
    assert (known.code, known.error["code"]) == (3, "source-known")
    assert run("grade", "x:1002", "--because", "b", "--as", BO).code == 0
    entry = run("accounts", "x:70", "--json").json["standing"]["entry"]
    assert "grade --blind" not in run(*JUDGE, "--expects", entry, "--reliability", "C", "--as", ANN).err

    told = run("agreement", "--json").json
    assert told["words_first"] == {"judged": 1, "first": 1}
    assert (told["diagonal"]["hidden"]["ratings"], told["diagonal"]["seen"]["ratings"]) == (1, 1)


def test_a_grade_of_others_names_them(judged, run):
    """Confirmed and contradicted speak of what others tell; the post itself is no other."""
    for grade in ("1", "5"):
        said = run("grade", "x:1001", "--credibility", grade, "--because", "b", "--evidence", "x:1001", "--as", ANN, "--json")
        assert (said.code, said.error["code"]) == (3, "no-evidence")

    assert run("grade", "x:1001", "--credibility", "5", "--because", "b", "--evidence", "x:1003", "--as", ANN).code == 0


def test_what_reopens_a_grade(judged, run):
    """An answer that contradicts a claim of these words, and evidence that was taken back; not where they are doubted already."""
    grade = ("grade", "x:1003", "--credibility", "3", "--because", "b", "--as", ANN)
    note = run("note", "x:1003", "--text", "the power company says otherwise", "--as", ANN, "--json").json["entry"]
    assert run(*grade, "--evidence", note, "--dissent", "Bo is not sure", "--review", "2999-01-01").code == 0
    claim = run("claims", "add", "x:1003", "--quote", "لا ماء", "--as", ANN, "--json").json["id"]
    assert run("review", "--json").lines == []

    assert run("claims", "answer", claim, "x:1001", "contradicts", "--as", BO).code == 0
    (one,) = run("review", "--json").lines
    assert (one["post"], one["account"]) == ("x:1003", "")
    assert f"x:1001 contradicts {claim}" in one["because"][0]
    last = one["entry"]
    assert run("undo", note, "--because", "mistaken", "--as", ANN).code == 0
    (one,) = run("review", "--json").lines
    assert f"The entry {note} that it rests on was taken back." in one["because"]

    assert run(*grade, "--evidence", "x:1001", "--status", "disputed", "--expects", last).code == 0
    assert run("review", "--json").lines == []


def test_unknown_is_reopened_by_strong_news(judged, run):
    """Who judged that nothing is known looks again when something strongly speaks for a role; weak news is none."""
    assert run("judge", "x:72", "--role", "unknown", "--because", "nothing seen yet", "--as", ANN).code == 0
    assert run("finding", "x:72", "--text", "wears a vest", "--cell", "official=+", "--as", BO).code == 0
    assert run("review", "--json").lines == []

    assert run("finding", "x:72", "--text", "press office", "--cell", "affiliated=++", "--as", BO).code == 0
    assert "affiliated, where nothing had been seen" in run("review", "--json").lines[0]["because"][0]


CARRIED = ("judge", "x:70", "--role", "medic", "--because", "two of us met her", "--carried", "our earlier desk, by two, 3 May 2040")


def test_a_standing_carried_over_by_hand(judged, run):
    """By a custodian with a key, with a day to come and a second person; then it stands, and comes back on that day."""
    for more, code in (
        (("--as", ANN), "no-review"), (("--review", "2001-01-01", "--as", ANN), "bad-day"),
        (("--review", "2999-01-01", "--as", CY), "not-custodian"),
    ):  # fmt: skip
        assert run(*CARRIED, *more, "--json").error["code"] == code
    told = run(*CARRIED, "--review", "2999-01-01", "--as", ANN, "--json").json
    assert (told["standing"]["decided"], told["standing"]["needs_second"]) == (False, True)
    assert "carried over by hand" in run("accounts", "x:70").out
    assert run("second", told["entry"], "--agree", "--because", "I was there", "--as", BO).code == 0

    standing = run("accounts", "x:70", "--json").json["standing"]
    assert (standing["decided"], standing["carried"], standing["reopened"]) == (True, "our earlier desk, by two, 3 May 2040", None)


def test_custodians_are_named_in_the_plan(judged, run):
    """Where case.toml names custodians, nobody else carries over."""
    plan = judged.root / "case.toml"
    plan.write_text(plan.read_text("utf-8").replace("custodians = []", f'custodians = ["{BO}"]'), "utf-8")

    assert run(*CARRIED, "--review", "2999-01-01", "--as", ANN, "--json").error["code"] == "not-custodian"
    assert run(*CARRIED, "--review", "2999-01-01", "--as", BO).code == 0
