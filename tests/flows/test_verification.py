"""The verification sheet, contacts and objections, through the command line."""

from __future__ import annotations

import pytest

from firsthand.testing.world import ANN, BO, twarc_lines


@pytest.fixture
def held(small, run, tmp_path):
    """A case with one post of one account."""
    path = tmp_path / "p.jsonl"
    path.write_bytes(twarc_lines([{"text": "نحن في أورادش", "author": 70, "at": "2041-03-14T20:00:00.000Z"}]))
    assert run("collect", path, "--as", ANN).code == 0
    return small


def test_a_sheet(held, run):
    """Five rows, none done; a row is set with method and reason; the last word stands, and a rebuild keeps it."""
    sheet = run("verification", "x:1001", "--json").json
    assert [row["state"] for row in sheet["rows"]] == ["not-done"] * 5
    assert run("verification", "x:1001", "location", "done", "--method", "الجسر", "--because", "agrees", "--as", ANN).code == 0
    assert run("verification", "x:1001", "location", "failed", "--because", "another bridge", "--as", BO).code == 0
    told = run("verification", "x:1001", "--json").json
    row = {row["row"]: row for row in told["rows"]}["location"]
    assert (row["state"], row["shape"], row["by"]) == ("failed", "✕", BO)
    assert run("views", "rebuild").code == 0
    assert run("verification", "x:1001", "--json").json == told
    assert "✕ location: failed" in run("verification", "x:1001").out


def test_required_rows(held, run):
    """The plan says which rows must be done; what it cannot mean is said."""
    plan = held.root / "plan" / "verification.toml"
    plan.write_text('[required]\nall = ["source", "date"]\n', "utf-8")
    assert run("verification", "x:1001", "--json").json["missing"] == ["source", "date"]
    for bad in ('[required]\nall = ["feeling"]\n', "required = 3\n", "[", "[required]\nall = 4\n"):
        plan.write_text(bad, "utf-8")
        assert run("verification", "x:1001", "--json").error["code"] == "bad-verification"


def test_light_becomes_a_finding(held, run):
    """A person sees daylight where the sun was far below the horizon; the dossier says so, and who saw it."""
    light = ("--light", "day", "--at", "2041-03-14T23:00:00+03:00", "--lat", "45", "--lon", "45", "--place", "Oradesh")
    assert run("verification", "x:1001", "date", "open", "--because", "bright sky", *light, "--as", ANN).code == 0
    assert run("screen", "--only", "signals").code == 0

    (one,) = [row for row in run("accounts", "x:70", "--json").json["observations"] if row["signal"] == "light_mismatch"]
    assert (one["hypothesis"], one["direction"]) == ("place-as-claimed", -1)
    assert ANN in one["rests"][0]["text"]


REFUSALS = [
    (("verification", "x:1001", "mood", "done", "--because", "b", "--as", ANN), 2, "bad-row"),
    (("verification", "x:1001", "date", "great", "--because", "b", "--as", ANN), 2, "bad-state"),
    (("verification", "x:1001", "date", "--as", ANN), 2, "bad-state"),
    (("verification", "x:1001", "date", "done", "--because", "b", "--as", ANN), 2, "no-method"),
    (("verification", "x:1001", "date", "open", "--as", ANN), 3, "no-reason"),
    (("verification", "x:9", "date", "open", "--because", "b", "--as", ANN), 4, "no-post"),
    (("verification", "x:1001", "date", "open", "--because", "b", "--light", "day", "--at", "noon", "--as", ANN), 2, "bad-light"),
    (("contact", "x:70", "--as", ANN), 2, "empty-contact"),
    (("contact", "x:70", "--text", "asked", "--as", ANN), 3, "no-risk-thought"),
    (("contact", "x:70", "--text", "called +44 20 7946 0123", "--risks", "r", "--as", ANN), 3, "contact-in-clear"),
    (("appeal", "x:70", "--text", "no", "--because", "b", "--as", ANN), 3, "not-judged"),
    (("appeal", "x:70", "--because", "b", "--as", ANN), 2, "empty-appeal"),
]


def test_refusals(held, run):
    """Each says what is wrong, and enters nothing."""
    size = len(run("log", "--json").lines)
    for command, code, error in REFUSALS:
        said = run(*command, "--json")
        assert (said.code, said.error["code"]) == (code, error), command

    assert len(run("log", "--json").lines) == size


def test_contacts_and_an_objection(held, run):
    """The first contact needs a thought, the next does not; an objection reopens the judgement."""
    assert run("contact", "x:70", "--text", "asked by message", "--risks", "not public", "--as", ANN).code == 0
    assert run("contact", "x:70", "--text", "no answer", "--as", ANN).code == 0
    judge = ("judge", "x:70", "--role", "activist", "--because", "b", "--evidence", "x:1001", "--as", ANN)
    assert run(*judge).code == 0
    assert run("review", "--json").lines == []
    assert run("appeal", "x:70", "--text", "لست ناشطة", "--because", "her own message", "--as", BO).code == 0

    (one,) = run("review", "--json").lines
    assert "لست ناشطة" in one["because"][0]
    care = run("accounts", "x:70", "--json").json["care"]
    assert [each["text"] for each in care["contacts"]] == ["asked by message", "no answer"]
    assert "objects" in run("accounts", "x:70").out
