"""Judging what is odd or hostile: sightings that conflict, names of controls, evidence that is gone, a key that is the same."""

from __future__ import annotations

import pytest

from firsthand.testing.world import ANN, BO, take_in, twarc_lines


@pytest.fixture
def odd(small, run, tmp_path):
    """A case with one post (1001) by an account (70) that two files saw otherwise in the same second, and one (71) of bidi controls."""
    hostile = {"id": 5000, "text": "x", "author": 71, "handle": "h71", "name": "\u202e\u2066\u200f\x1b[31m"}
    for name, handle, words, more in (("a", "river_a", "مريم", []), ("b", "river_b", "марія", [hostile])):
        path = tmp_path / f"{name}.jsonl"
        post = {"text": "I see smoke over the bridge", "author": 70, "handle": handle, "name": words}
        path.write_bytes(twarc_lines([post, *more]))
        take_in(small, path)
    assert run("screen", "--only", "clusters", "--only", "signals").code == 0
    return small


def test_conflicting_sightings_of_one_second(odd, run):
    """Both stay, with the imports that show them; none is chosen silently, and a rebuild gives the same."""
    told = run("accounts", "x:70", "--json").json
    assert {(one["handle"], one["name"]) for one in told["snapshots"]} == {("river_a", "مريم"), ("river_b", "марія")}
    assert {one["field"] for one in told["changes"]} == {"handle", "name"}
    assert len({each["run"] for each in told["changes"][0]["evidence"]}) == 2

    assert run("views", "rebuild").code == 0
    assert run("accounts", "x:70", "--json").json["changes"] == told["changes"]


def test_one_post_no_bio_and_a_name_of_controls(odd, run):
    """The dossier opens, prints no control, and says that it is too little to say anything."""
    said = run("accounts", "x:71")

    assert said.code == 0
    assert not {"\u202e", "\x1b"} & set(said.out)
    assert "too little to say anything" in " ".join(said.out.split())
    assert run("judge", "x:71", "--role", "unknown", "--because", "one post", "--as", ANN).code == 0


def test_a_decision_on_evidence_that_went(odd, run):
    """What is erased cannot be cited any more; what was withdrawn or taken back can, and the judgement is listed at once."""
    judge = ("judge", "x:70", "--role", "civilian", "--because", "b", "--as", ANN, "--evidence")
    note = run("note", "x:1001", "--text", "seen by two", "--as", ANN, "--json").json["entry"]
    assert run("undo", note, "--because", "mistaken", "--as", ANN).code == 0
    first = run(*judge, note, "--json").json["entry"]
    (listed,) = run("review", "--json").lines
    assert listed["because"] == [f"The entry {note} that it rests on was taken back."]

    asked = run("erase", "x:1001", "--because", "asked by mail", "--law", "GDPR art. 17(1)(b)", "--as", ANN, "--json").json["entry"]
    assert run("second", asked, "--agree", "--because", "I read the mail", "--as", BO).code == 0
    assert run("erase", "--carry-out", asked, "--as", ANN).code == 0
    for command in (("judge", "x:70", "--role", "civilian", "--expects", first), ("grade", "x:1001", "--credibility", "1")):
        said = run(*command, "--because", "b", "--evidence", "x:1001", "--as", ANN, "--json")
        assert (said.code, said.error["code"]) in {(4, "no-post"), (4, "no-account")}


def test_the_second_reader_has_the_first_ones_key(odd, run):
    """Another name over one key is one person, for every act that needs two."""
    acts = [
        run("judge", "x:70", "--role", "civilian", "--reliability", "B", "--because", "b", "--evidence", "x:1001", "--as", ANN, "--json"),
        run("grade", "x:1001", "--credibility", "2", "--because", "b", "--as", ANN, "--json"),
        run("statement", "x:1001", "own", "--because", "b", "--as", ANN, "--json"),
    ]

    for entry in (one.json["entry"] for one in acts):
        said = run("second", entry, "--agree", "--because", "b", "--as", ANN, "--json")
        assert (said.code, said.error["code"]) == (3, "same-person")
    assert run("accounts", "x:70", "--json").json["standing"]["decided"] is False
