"""A day at the desk, through the command line: from a new case to one that verifies."""

from __future__ import annotations

import io
import json

import pytest

from firsthand.testing.world import ANN, BO, CY, WORDS, make_desk, take_in, twarc_lines

POST_KEYS = {
    "id", "platform", "native_id", "url", "account", "handle", "name", "posted_at", "posted_stated", "posted_zone",
    "posted_precision", "text", "lang", "reply_to", "quotes", "reposts", "media", "captures", "cluster", "categories",
}  # fmt: skip
RUN_KEYS = {
    "run", "source", "capture", "reader", "seen", "kept", "already", "rejected", "failed", "posts", "accounts", "media",
    "gaps", "first", "last",
}  # fmt: skip


def test_a_day(run, tmp_path, monkeypatch):
    """New, collect, search, mark, judge, second, undo, rebuild, verify: each with the exit and the shape it promises."""
    root, export = tmp_path / "oradesh", tmp_path / "posts.jsonl"
    made = run("new", root, "--title", "أورادش", "--place", "أورادش", "--lang", "ar", "--party", "Northern Guard",
               "--no-passphrase", "--json")  # fmt: skip
    assert (made.code, set(made.json), made.json["path"]) == (0, {"case", "path"}, str(root))
    monkeypatch.setenv("FIRSTHAND_CASE", str(root))
    for name in (ANN, BO):
        assert set(run("people", "add", name, "--json").json) == {"name", "key"}

    export.write_bytes(twarc_lines(WORDS) + b"{broken\n")
    (row,) = run("collect", export, "--as", ANN, "--json").json["runs"]
    assert set(row) == RUN_KEYS
    assert (row["reader"], row["seen"], row["kept"], row["rejected"], row["posts"]) == ("twarc2", 10, 9, 1, 9)
    assert (row["first"], row["last"]) == ("2041-03-14T06:00:00Z", "2041-03-14T06:08:00Z")
    assert run("runs", "--json").json["runs"][0]["id"] == row["run"]
    shown = run("runs", "show", row["run"], "--json").json
    assert (shown["run"]["id"], shown["missing"]) == (row["run"], [])
    (bad,) = run("rejected", "--json").lines
    assert {"run", "where", "code", "why"} <= set(bad)
    assert bad["run"] == row["run"]
    assert run("rejected", 1, "--json").lines == [bad]

    posts = run("posts", "--limit", 99, "--json").lines
    assert len(posts) == 9
    assert all(set(post) >= POST_KEYS for post in posts)
    assert {post["text"] for post in posts} == set(WORDS)
    assert [post["id"] for post in run("posts", "الكهرباء", "--json").lines] == ["x:1001"]
    assert len(run("accounts", "--json").lines) == 3
    assert all("standing" not in one for one in run("accounts", "--json").lines)

    assert set(run("mark", "x:1001", "reviewed", "--as", ANN, "--json").json) == {"entry"}
    assert run("note", "x:1001", "--text", WORDS[4], "--as", BO, "--json").code == 0
    judgement = ("judge", "x:70", "--role", "official", "--affiliation", "member", "--party", "Northern Guard",
                 "--because", "قالت", "--evidence", "x:1001", "--as", ANN, "--json")  # fmt: skip
    judged = run(*judgement)
    assert (judged.code, set(judged.json)) == (0, {"entry", "standing"})
    assert judged.json["standing"]["decided"] is False
    entry = judged.json["entry"]
    assert run("second", entry, "--agree", "--because", "same", "--as", BO, "--json").code == 0
    dossier = run("accounts", "x:70", "--json").json
    assert {"id", "platform", "handle", "name", "snapshots", "observations", "standing"} <= set(dossier)
    assert (dossier["standing"]["decided"], dossier["standing"]["people"]) == (True, 2)
    graded = run("grade", "x:1002", "--credibility", 3, "--status", "partly-backed", "--because", "two clips", "--as", ANN, "--json")
    assert "entry" in graded.json
    assert run("undo", entry, "--because", "wrong account", "--as", ANN, "--json").code == 0
    assert run("accounts", "x:70", "--json").json["standing"]["entry"] is None

    assert set(run("views", "rebuild", "--json").json) == {"entries", "runs", "posts"}
    log = run("log", "--json").lines
    assert [one["kind"] for one in log] == ["case", "run", "mark", "note", "judge", "second", "grade", "undo"]
    verdict = run("verify", root, "--json")
    assert verdict.code == 0
    assert {"ok", "checked", "not_checked", "failures"} <= set(verdict.json)
    assert (verdict.json["ok"], verdict.json["failures"]) == (True, [])
    assert verdict.json["checked"]["entries"] == 8
    assert not any("not yet published" in one["what"] for one in verdict.json["not_checked"])


@pytest.fixture
def filled(small, run, tmp_path):
    """A case with three posts of one account."""
    path = tmp_path / "p.jsonl"
    path.write_bytes(twarc_lines([{"text": text, "author": 70} for text in WORDS[:3]]))
    assert run("collect", path, "--as", ANN).code == 0
    return small


@pytest.fixture(scope="module")
def steady(tmp_path_factory):
    """The same, for tests that must not change it."""
    case = make_desk(tmp_path_factory.mktemp("steady"))
    path = case.root.parent / "p.jsonl"
    path.write_bytes(twarc_lines([{"text": text, "author": 70} for text in WORDS[:3]]))
    take_in(case, path)
    return case


JUDGE = ("judge", "x:70", "--role", "activist", "--because", "saw it", "--evidence", "x:1001")
REFUSALS = [
    (("judge", "x:70", "--role", "activist", "--evidence", "x:1001", "--as", ANN), 3, "no-reason"),
    (("judge", "x:70", "--role", "activist", "--because", " ", "--evidence", "x:1001", "--as", ANN), 3, "no-reason"),
    (("judge", "x:70", "--role", "activist", "--because", "saw it", "--as", ANN), 3, "no-evidence"),
    (("judge", "x:70", "--role", "king", "--because", "b", "--evidence", "x:1001", "--as", ANN), 2, "bad-role"),
    (("judge", "x:70", "--because", "b", "--evidence", "x:1001", "--as", ANN), 2, "no-role"),
    ((*JUDGE, "--affiliation", "member", "--as", ANN), 2, "no-party"),
    ((*JUDGE, "--affiliation", "member", "--party", "Other", "--as", ANN), 2, "bad-party"),
    ((*JUDGE, "--reliability", "G", "--as", ANN), 2, "bad-reliability"),
    ((*JUDGE, "--evidence", "x:9", "--as", ANN), 4, "no-post"),
    ((*JUDGE, "--evidence", "99", "--as", ANN), 4, "no-entry"),
    ((*JUDGE, "--evidence", "hearsay", "--as", ANN), 4, "no-evidence"),
    ((*JUDGE,), 2, "no-actor"),
    (("judge", "@nobody", "--role", "activist", "--because", "b", "--evidence", "x:1001", "--as", ANN), 4, "no-account"),
    (("mark", "x:1001", "seen", "--as", ANN), 2, "bad-mark"),
    (("mark", "x:9", "reviewed", "--as", ANN), 4, "no-post"),
    (("note", "x:1001", "--text", " ", "--as", ANN), 2, "empty-note"),
    (("grade", "x:1001", "--credibility", "7", "--because", "b", "--as", ANN), 2, "bad-credibility"),
    (("grade", "x:1001", "--credibility", "3", "--as", ANN), 3, "no-reason"),
    (("second", "99", "--agree", "--because", "b", "--as", ANN), 4, "no-entry"),
    (("second", "1", "--agree", "--because", "b", "--as", BO), 3, "no-second"),
    (("undo", "1", "--because", "b", "--as", ANN), 3, "final"),
    (("undo", "99", "--because", "b", "--as", ANN), 4, "no-entry"),
    (("runs", "show", "r0"), 4, "no-run"),
    (("runs", "undo", "r0", "--because", "b", "--as", ANN), 4, "no-run"),
    (("rejected", "7"), 4, "no-rejected"),
    (("posts", "--order", "best"), 2, "bad-order"),
    (("views", "drop"), 2, "bad-word"),
    (("collect",), 2, "no-source"),
    (("collect", "/not/there"), 2, "no-such-file"),
    (("collect", "-", "--reader", "none-such"), 2, "no-reader"),
    (("verify", "/not/there"), 4, "not-verifiable"),
    (("posts", "--case", "/not/there"), 4, "no-case"),
    (("posts", "--limit", "x"), 2, "usage"),
    (("nonsense",), 2, "usage"),
]


@pytest.mark.parametrize(("command", "code", "word"), REFUSALS, ids=[f"{n}-{one[2]}" for n, one in enumerate(REFUSALS)])
def test_refusals(steady, run, command, code, word, monkeypatch):
    """Each with its exit, its code, words and a remedy; as JSON on standard error; nothing on standard output."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"x")))
    monkeypatch.setenv("FIRSTHAND_CASE", str(steady.root))
    before = steady.desk.book.size()

    told, plain = run(*command, "--json"), run(*command)

    assert (told.code, plain.code) == (code, code)
    assert (told.out, plain.out) == ("", "")
    assert set(told.error) == {"code", "message", "advice"}
    assert told.error["code"] == word
    assert told.error["message"]
    assert told.error["advice"]
    assert plain.err.strip()
    assert steady.desk.book.size() == before


def test_somebody_was_first(filled, run):
    """The second judgement is a conflict that carries the first; having seen it, one may decide again."""
    first = run(*JUDGE, "--as", ANN, "--json").json["entry"]

    told = run(*JUDGE, "--as", BO, "--json")

    assert (told.code, told.error["code"]) == (5, "judged-meanwhile")
    assert ANN in told.error["message"]
    assert f"--expects {first}" in told.error["advice"]
    assert run(*JUDGE, "--expects", first, "--as", BO, "--json").code == 0
    assert run(*JUDGE, "--expects", first, "--as", ANN, "--json").code == 5
    grade = ("grade", "x:1001", "--credibility", "3", "--because", "b")
    assert (run(*grade, "--as", ANN).code, run(*grade, "--as", BO).code) == (0, 5)


def test_the_second_reader_is_another_person(filled, run):
    """By key: neither oneself, nor two names without keys."""
    own = run(*JUDGE, "--reliability", "B", "--as", ANN, "--json").json["entry"]
    answer = ("--agree", "--because", "b", "--json", "--as")

    assert run("second", own, *answer, ANN).error["code"] == "same-person"
    assert run("second", own, *answer, CY).code == 0
    assert run("accounts", "x:70", "--json").json["standing"]["people"] == 2
    stated = run("grade", "x:1001", "--credibility", 1, "--because", "b", "--evidence", own, "--as", CY, "--json").json["entry"]
    assert run("second", stated, *answer, "Somebody Else").error["code"] == "same-person"
    assert run("second", stated, *answer, ANN).code == 0


def test_only_ones_own_act_is_undone_and_only_once(filled, run):
    """And what is final is not undone: answers, undoings, imports and their undoing."""
    entry = run("mark", "x:1001", "hold", "--as", ANN, "--json").json["entry"]
    undo = ("--because", "b", "--json", "--as")

    assert run("undo", entry, *undo, BO).error["code"] == "not-yours"
    assert run("undo", entry, "--as", ANN, "--json").error["code"] == "no-reason"
    done = run("undo", entry, *undo, ANN).json["entry"]
    assert run("undo", entry, *undo, ANN).error["code"] == "undone"
    assert run("undo", done, *undo, ANN).error["code"] == "final"
    imported = run("runs", "--json").json["runs"][0]["id"]
    gone = run("runs", "undo", imported, *undo, ANN).json["entry"]
    assert run("runs", "undo", imported, *undo, ANN).error["code"] == "undone"
    assert run("undo", gone, *undo, ANN).error["code"] == "final"


def test_a_tool_never_decides(filled):
    """Whatever verb is called with it."""
    from firsthand.desk.day import add_note, mark_post
    from firsthand.desk.judge import Grade, SourceJudgement, grade_post, judge_source, second
    from firsthand.model.actor import tool
    from firsthand.model.errors import Refused
    from firsthand.model.ids import AccountId, PostId

    desk, machine = filled.desk, tool("ranker", "1")
    judgement = SourceJudgement(account=AccountId("x:70"), roles=("activist",), because="b", evidence=("x:1001",))
    deeds = [
        lambda: judge_source(desk, judgement, actor=machine),
        lambda: grade_post(desk, Grade(post=PostId("x:1001"), because="b"), actor=machine),
        lambda: second(desk, 1, agree=True, because="b", actor=machine),
        lambda: mark_post(desk, PostId("x:1001"), "reviewed", actor=machine),
        lambda: add_note(desk, "x:1001", "t", actor=machine),
    ]
    before = desk.book.size()

    for deed in deeds:
        with pytest.raises(Refused) as told:
            deed()
        assert told.value.code == "tool-decides"
    assert desk.book.size() == before


def test_signed_and_self_stated(filled, run):
    """The ledger says which acts carry a signature, and verify counts both."""
    run("note", "x:1001", "--text", "with a key", "--as", BO)
    run("note", "x:1001", "--text", "without", "--as", CY)

    log = run("log", "--json").lines
    verdict = run("verify", filled.root, "--json").json
    assert [(one["by"], one["signed"]) for one in log[-2:]] == [(BO, True), (CY, False)]
    assert verdict["checked"]["signatures of people"] == 2
    assert {k: v for k, v in verdict["not_checked"][0].items() if k != "why"} == {"what": "acts without a key", "count": 1}


def test_json_is_one_document_or_lines(filled, run):
    """On standard output nothing else stands, prose goes to standard error, and no line of it is broken by the text."""
    for command in (("posts",), ("accounts",), ("rejected",), ("log",)):
        said = run(*command, "--json")
        assert said.code == 0
        assert [json.dumps(one, ensure_ascii=False) for one in said.lines] == said.out.split("\n")[:-1]
    for command in (("runs",), ("people",), ("adapters",), ("doctor",), ("accounts", "x:70")):
        assert run(*command, "--json").out.count("\n") == 1


def test_the_case_is_found_from_below(filled, run, monkeypatch):
    """As git does: the nearest parent with a case.toml, and --case before all."""
    monkeypatch.delenv("FIRSTHAND_CASE")
    monkeypatch.chdir(filled.root / "vault" / "blobs")
    assert len(run("posts", "--json").lines) == 3
    monkeypatch.chdir("/")
    assert run("posts", "--json").error["code"] == "no-case"
    assert len(run("posts", "--case", filled.root, "--json").lines) == 3
    monkeypatch.setenv("FIRSTHAND_ACTOR", BO)
    assert run("note", "x:1001", "--text", "from the environment", "--case", filled.root).code == 0


def test_new_does_not_overwrite(filled, run, tmp_path):
    """Neither a case nor a folder with anything in it; a bad zone or date makes nothing."""
    assert run("new", filled.root, "--title", "T", "--no-passphrase", "--json").error["code"] == "not-empty"
    fresh = tmp_path / "fresh"
    assert run("new", fresh, "--title", "T", "--zone", "Mars", "--json").error["code"] == "bad-zone"
    assert run("new", fresh, "--title", "T", "--from", "14/3", "--json").error["code"] == "bad-date"
    assert not fresh.exists()


def test_a_run_says_what_it_does_not_hold(small, run, tmp_path):
    """Files and digests, who and by which clock, what is missing and rejected by kind, marks; for people and programs."""
    lines = twarc_lines([{"id": "1001", "text": WORDS[0]}, {"id": "1002", "text": WORDS[1]}]) + b"{broken\n"
    (tmp_path / "x.jsonl").write_bytes(lines)
    (row,) = run("collect", tmp_path / "x.jsonl", "--found-by", "\u202egift", "--as", "A. Renn", "--json").json["runs"]

    told = run("runs", "show", row["run"], "--json").json
    words = run("runs", "show", row["run"]).out

    assert told["counts"]["seen"] == told["counts"]["kept"] + told["counts"]["rejected"] == 3
    assert [(one["code"], one["count"]) for one in told["rejected"]] == [("not-json", 1)]
    assert told["run"]["by"] == "A. Renn"
    assert told["run"]["clock"] == "system clock"
    assert told["files"][0]["bytes"] == len(lines)
    assert told["files"][0]["digest"][:16] in words
    assert "\u202e" not in words
    assert run("runs", "show", "r0", "--json").error["code"] == "no-run"


def test_marks_are_counted_by_run(small, run, tmp_path):
    """A deleted message is held, and said to be deleted."""
    (tmp_path / "_chat.txt").write_text(
        "[14.03.41, 09:41:00] Lina: \u200eThis message was deleted.\n[14.03.41, 09:42:00] Lina: نحن\n", "utf-8"
    )
    (row,) = run("collect", tmp_path / "_chat.txt", "--json").json["runs"]

    assert run("runs", "show", row["run"], "--json").json["marks"] == {"deleted": 1}
