"""How the writer of a post knows: typed by a person, proposed from the words, needed before the word eyewitness."""

from __future__ import annotations

import pytest

from firsthand.testing.world import ANN, BO, twarc_lines

OWN = "I can see thick black smoke from my window, here in Oradesh"
TOLD = "يقولون إن الجسر مغلق"


@pytest.fixture
def typed(small, run, tmp_path):
    """A case with somebody who sees (1001) and somebody who is told (1002)."""
    path = tmp_path / "p.jsonl"
    path.write_bytes(twarc_lines([{"text": OWN, "author": 70}, {"text": TOLD, "author": 71}]))
    assert run("collect", path, "--as", ANN).code == 0
    return small


def test_words_propose_and_a_person_decides(typed, run):
    """What the words say stands beside, and what the person types stands; both typings stay in the history."""
    before = run("statement", "x:1002", "--json").json
    assert before["statement"]["kind"] == ""
    assert [(one["kind"], one["text"]) for one in before["proposed"]] == [("relayed", "يقولون")]
    assert "own" in {one["kind"] for one in run("statement", "x:1001", "--json").json["proposed"]}
    assert "- -" in run("statement", "x:1002").out

    first = run("statement", "x:1002", "relayed", "--quote", "يقولون", "--because", "she passes it on", "--as", ANN, "--json").json["entry"]
    taken = run("statement", "x:1002", "own", "--because", "b", "--as", BO, "--json")
    assert (taken.code, taken.error["code"]) == (5, "judged-meanwhile")
    assert run("statement", "x:1002", "not-stated", "--because", "c", "--expects", first, "--as", BO).code == 0
    after = run("statement", "x:1002", "--json").json
    assert (after["statement"]["kind"], after["statement"]["by"]) == ("not-stated", BO)
    assert [(one["kind"], one["quotes"]) for one in after["history"]] == [("relayed", ["يقولون"]), ("not-stated", [])]
    assert run("show", "x:1002", "--json").json["statement"]["kind"] == "not-stated"
    assert run("views", "rebuild").code == 0
    assert run("statement", "x:1002", "--json").json == after
    assert run("verify", typed.root).code == 0


def test_a_typing_that_is_taken_back_is_gone(typed, run):
    """An undone typing is nobody's word."""
    entry = run("statement", "x:1001", "own", "--because", "b", "--as", ANN, "--json").json["entry"]
    assert run("undo", entry, "--because", "wrong post", "--as", ANN).code == 0

    assert run("statement", "x:1001", "--json").json["statement"]["kind"] == ""


REFUSALS = [
    (("x:1001", "saw", "--because", "b"), 2, "bad-statement"),
    (("x:1001", "own"), 3, "no-reason"),
    (("x:1001", "own", "--because", "b", "--quote", "I saw"), 2, "quote-mismatch"),
    (("x:9", "own", "--because", "b"), 4, "no-post"),
    (("x:1001", "own", "--because", "b", "--expects", "1"), 4, "no-entry"),
]


def test_refusals(typed, run):
    """Each says what is wrong, and enters nothing."""
    size = len(run("log", "--json").lines)
    for command, code, error in REFUSALS:
        said = run("statement", *command, "--as", ANN, "--json")
        assert said.code == code, (command, said)
        assert (said.code, said.error["code"]) == (code, error), command

    assert len(run("log", "--json").lines) == size


def test_eyewitness_needs_an_own_observation(typed, run):
    """In the reason of a judgement, of a grade, and as a label; a denial needs none."""
    judge = ("judge", "x:70", "--role", "civilian", "--evidence", "x:1001", "--as", ANN)
    told = run(*judge, "--because", "an eyewitness at the quay", "--json")
    assert (told.code, told.error["code"]) == (3, "not-first-hand")
    assert "firsthand statement x:1001 own" in told.error["advice"]
    grade = ("grade", "x:1001", "--credibility", "3", "--because", "شاهدة عيان", "--as", ANN)
    assert run(*grade, "--json").error["code"] == "not-first-hand"
    assert run("judge", "x:71", "--role", "civilian", "--evidence", "x:1002", "--because", "not an eyewitness", "--as", ANN).code == 0

    assert run("statement", "x:1001", "own", "--because", "from her window", "--as", ANN).code == 0
    assert run(*judge, "--because", "an eyewitness at the quay").code == 0
    assert run(*grade).code == 0
    assert run("label", "x:1002", "eyewitness", "yes", "--as", ANN).code == 0
    assert run("statement", "x:1002", "relayed", "--because", "b", "--as", ANN).code == 0
    assert run("label", "x:1002", "eyewitness", "yes", "--as", BO, "--json").error["code"] == "not-first-hand"
    assert run("label", "x:1002", "eyewitness", "no", "--as", BO).code == 0


def test_a_grade_that_names_a_kind_counts(typed, run):
    """`grade --statement` is a person's typing, too; its default says nothing."""
    assert run("grade", "x:1001", "--because", "b", "--as", ANN).code == 0
    assert run("statement", "x:1001", "--json").json["statement"]["kind"] == ""
    entry = run("log", "--json").lines[-1]["entry"]
    assert run("grade", "x:1001", "--statement", "own", "--because", "an eyewitness", "--expects", entry, "--as", ANN).code == 0

    assert run("statement", "x:1001", "--json").json["statement"]["kind"] == "own"


def test_an_erased_post_takes_its_typing_along(typed, run):
    """The words that a typing quotes are gone from every file, and its reason with them."""
    quote, why = "from my window", "she writes at a window of the third floor"
    assert run("statement", "x:1001", "own", "--quote", quote, "--because", why, "--as", ANN).code == 0
    asked = run("erase", "x:1001", "--because", "asked by mail", "--law", "GDPR art. 17(1)(b)", "--as", ANN, "--json").json["entry"]
    assert run("second", asked, "--agree", "--because", "I read the mail", "--as", BO).code == 0
    assert run("erase", "--carry-out", asked, "--as", ANN).code == 0

    files = [path.read_bytes() for path in typed.root.rglob("*") if path.is_file()]
    assert not [data for data in files if quote.encode() in data or why.encode() in data]
    assert run("verify", typed.root).code == 0
