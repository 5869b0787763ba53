"""Importing: once, again, by two roads, in bad company, undone, and built again."""

from __future__ import annotations

import gzip
import io
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthand.shell.sql.views import view_tables
from firsthand.testing.world import ANN, BO, WORDS, SmallCase, make_desk, table, take_in, tarred, twarc_lines, zipped

COUNTS = ("seen", "kept", "already", "rejected", "failed", "posts")


def counts(row):
    return {name: row[name] for name in COUNTS}


def dump(case: SmallCase) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every view, and what the index holds."""
    connection = sqlite3.connect(case.root / "case.sqlite")
    try:
        rows = {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in view_tables()}
        words = "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, post_words, instance)"
        connection.execute(words)
        rows["vocabulary"] = connection.execute("SELECT * FROM vocabulary ORDER BY 1, 2, 3, 4").fetchall()
        return rows
    finally:
        connection.close()


def blobs(case):
    return sorted(path.name for path in (case.root / "vault").rglob("*") if path.is_file())


def verified(run, case):
    said = run("verify", case.root, "--json")
    assert (said.code, said.json["failures"]) == (0, [])
    assert not any("not yet published" in one["what"] for one in said.json["not_checked"])


def test_importing_again_brings_nothing(small, run, tmp_path):
    """Kept 0, already = seen, posts 0, no new blob, and exactly one more entry."""
    path = tmp_path / "p.jsonl"
    path.write_bytes(twarc_lines(WORDS) + b"{bad\n")
    (first,) = run("collect", path, "--as", ANN, "--json").json["runs"]
    size, held, views = small.desk.book.size(), blobs(small), dump(small)

    (again,) = run("collect", path, "--as", BO, "--json").json["runs"]

    assert counts(first) == {"seen": 10, "kept": 9, "already": 0, "rejected": 1, "failed": 0, "posts": 9}
    assert counts(again) == {"seen": 10, "kept": 0, "already": 10, "rejected": 0, "failed": 0, "posts": 0}
    assert again["run"] != first["run"]
    assert (small.desk.book.size(), blobs(small)) == (size + 1, held)
    now = dump(small)
    assert {name for name in now if now[name] != views[name]} <= {"runs", "acts", "members"}
    verified(run, small)


def test_the_same_bytes_under_another_name(small, run, tmp_path):
    """Are the same bytes: plain, packed, by standard input or in a zip."""
    data = twarc_lines(WORDS[:3])
    (tmp_path / "a.jsonl").write_bytes(data)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(data))
    (tmp_path / "c.zip").write_bytes(zipped({"posts.jsonl": data}))
    (tmp_path / "d.tar.gz").write_bytes(tarred({"posts.jsonl": data}, packed=True))
    rows = [run("collect", tmp_path / name, "--json").json["runs"][0] for name in ("a.jsonl", "b.jsonl.gz", "c.zip", "d.tar.gz")]

    assert [row["posts"] for row in rows] == [3, 0, 0, 0]
    assert [row["already"] for row in rows] == [0, 3, 3, 3]
    assert len(blobs(small)) == 1
    verified(run, small)


def test_standard_input(small, run, monkeypatch):
    """`collect -` reads what is piped in."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(twarc_lines(WORDS[:2]))))

    (row,) = run("collect", "-", "--found-by", "أرسلها قارئ", "--json").json["runs"]

    assert (row["source"], row["posts"], row["reader"]) == ("standard input", 2, "twarc2")
    assert run("runs", "--json").json["runs"][0]["found_by"] == "أرسلها قارئ"


def test_one_post_by_two_roads(small, run, tmp_path):
    """Is one post with two captures, and both readings stay where they differ."""
    (tmp_path / "x.jsonl").write_bytes(twarc_lines([{"id": "1001", "text": WORDS[0]}]))
    (tmp_path / "x.csv").write_bytes(table([["1001", "2041-03-14 06:00:00", "not quite these words", "voice_70"]]))
    run("collect", tmp_path / "x.jsonl")
    said = run("collect", tmp_path / "x.csv", "--platform", "x", "--columns", "id=id", "--columns", "text=text", "--json")
    assert (said.json["runs"][0]["kept"], said.json["runs"][0]["posts"]) == (1, 0)

    (post,) = run("posts", "--json").lines

    assert post["text"] == WORDS[0]
    assert {one["reader"].partition("@")[0] for one in post["captures"]} == {"twarc2", "tables"}
    assert all(set(one) >= {"digest", "where", "reader"} for one in post["captures"])
    (reading,) = small.desk.views.readings("x:1001")
    assert (reading["field"], reading["value"]) == ("text", "not quite these words")


@pytest.mark.parametrize("together", [True, False])
def test_one_id_with_different_words(small, run, tmp_path, together):
    """In one file or in two: the first reading stays, the other is shown, nothing is overwritten."""
    lines = [twarc_lines([{"id": "1001", "text": text}]) for text in (WORDS[0], WORDS[3], WORDS[0])]
    for number, data in enumerate([b"".join(lines)] if together else lines):
        (tmp_path / f"{number}.jsonl").write_bytes(data)
        run("collect", tmp_path / f"{number}.jsonl")

    (post,) = run("posts", "--json").lines

    assert post["text"] == WORDS[0]
    assert [one["value"] for one in small.desk.views.readings("x:1001")] == [WORDS[3]]
    assert len(small.desk.views.place_of("x:1001")) == (3 if together else 2), "equal bytes are read once"
    before = dump(small)
    run("views", "rebuild")
    assert dump(small) == before


def test_bad_company(small, run, tmp_path):
    """A bad source never stops a good one: each is listed; the exit is 0, for something was read."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(twarc_lines(WORDS[:2]))
    (folder / "b.csv").write_bytes(table([["7", "2041-03-14T06:00:00Z", WORDS[1], "lina"]]))
    (folder / "c.zip").write_bytes(zipped({"in.jsonl": twarc_lines(WORDS[4:6], first=3000)}))
    (folder / "d.zip").write_bytes(b"PK\x03\x04 not a zip")
    (folder / "e.pdf").write_bytes(b"%PDF-1.7\n")
    (folder / "f.jsonl").write_bytes(b"")
    (folder / "g.jsonl").symlink_to("/etc/passwd")
    (tmp_path / "cut.zip").write_bytes(zipped({"x": b"y" * 99})[:-20])
    (tmp_path / "last.jsonl").write_bytes(twarc_lines(WORDS[6:7], first=4000))

    said = run("collect", tmp_path / "not-there", tmp_path / "cut.zip", folder, tmp_path / "last.jsonl", "--json")

    assert said.code == 0
    assert "not-there" in said.err
    assert [row["reader"] for row in said.json["runs"]].count("twarc2") == 3
    assert {(one["where"], one["code"]) for one in run("rejected", "--json").lines} >= {
        ("cut.zip", "bad-archive"), ("d.zip", "bad-archive"), ("e.pdf", "no-reader"), ("f.jsonl", "empty"), ("g.jsonl", "link"),
    }  # fmt: skip
    for row in said.json["runs"]:
        assert row["seen"] == row["kept"] + row["already"] + row["rejected"] + row["failed"]
    verified(run, small)
    before = dump(small)
    run("views", "rebuild")
    assert dump(small) == before


def test_nothing_read_at_all(small, run, tmp_path):
    """Exit 2, and still it is listed what was there."""
    (tmp_path / "e.pdf").write_bytes(b"%PDF-1.7\n")

    said = run("collect", tmp_path / "e.pdf", "--json")

    assert (said.code, said.error["code"]) == (2, "nothing-read")
    assert [row["rejected"] for row in said.json["runs"]] == [1]
    assert [one["code"] for one in run("rejected", "--json").lines] == ["no-reader"]


def test_views_are_built_again_as_they_were(small, run, tmp_path):
    """Every row of every view, after a day with everything in it: undoing and collecting again too."""
    (tmp_path / "a.jsonl").write_bytes(twarc_lines([*WORDS, {"id": "1001", "text": "other words"}]) + b"{bad\n")
    (tmp_path / "b.jsonl").write_bytes(twarc_lines([{"id": 1003, "text": WORDS[2], "name": "Нове ім'я"}, {"id": 5000}]))
    (tmp_path / "c.csv").write_bytes(table([["7", "gestern", WORDS[1], "lina"], ["", "", "", ""]]))
    for name in "abc":
        run("collect", next(tmp_path.glob(f"{name}.*")), "--as", ANN)
    run("collect", tmp_path / "a.jsonl")
    run("mark", "x:1001", "reviewed", "--as", ANN)
    run("mark", "x:1002", "hold", "--as", BO)
    run("grade", "x:1001", "--credibility", 3, "--status", "disputed", "--because", "b", "--as", ANN)
    run("undo", small.desk.book.size() - 2, "--because", "b", "--as", BO)
    run("label", "x:1003", "help", "yes", "--as", ANN)
    run("screen")
    steps = [dump(small)]
    first = run("runs", "--json").json["runs"][0]["id"]
    run("runs", "undo", first, "--because", "wrong file", "--as", BO)
    hidden = run("posts", "--limit", 99, "--json").lines
    steps.append(dump(small))
    run("collect", tmp_path / "a.jsonl", "--as", ANN)
    back = run("posts", "--limit", 99, "--json").lines
    steps.append(dump(small))

    said = run("views", "rebuild", "--json")

    assert said.code == 0
    now = dump(small)
    assert {name: now[name] for name in now if now[name] != steps[-1][name]} == {}
    assert steps[1] != steps[0]
    assert {post["id"] for post in hidden} >= {"x:1003", "x:5000"}
    assert "x:1001" not in {post["id"] for post in hidden}
    assert "x:1001" in {post["id"] for post in back}
    assert run("posts", "--limit", 99, "--json").lines == back
    verified(run, small)


def test_undo_leaves_what_another_import_brought(small, run, tmp_path):
    """Only what came by that road alone goes out of sight; the bytes and the entry stay, and all still verifies."""
    (tmp_path / "a.jsonl").write_bytes(twarc_lines(["one", "two"]))
    (tmp_path / "b.jsonl").write_bytes(twarc_lines(["two", "three"], first=1002))
    rows = [run("collect", tmp_path / name, "--json").json["runs"][0] for name in ("a.jsonl", "b.jsonl")]
    held = blobs(small)

    run("runs", "undo", rows[0]["run"], "--because", "b", "--as", ANN)

    assert {post["id"] for post in run("posts", "--json").lines} == {"x:1002", "x:1003"}
    assert blobs(small) == held
    assert run("mark", "x:1001", "reviewed", "--as", ANN, "--json").error["code"] == "no-post"
    assert run("collect", tmp_path / "a.jsonl", "--json").json["runs"][0]["kept"] == 2
    assert len(run("posts", "--json").lines) == 3
    verified(run, small)


LINES = {
    "good": lambda n: twarc_lines([WORDS[n % len(WORDS)]], first=2000 + n),
    "again": lambda n: twarc_lines([WORDS[n % len(WORDS)]], first=2000),
    "broken": lambda _n: b'{"id": "1", "text": "half\n',
    "no id": lambda _n: b'{"text": "x", "created_at": "2041-03-14T06:00:00.000Z", "author_id": "7"}\n',
    "bytes": lambda _n: b"\xff\xfe\x00\n",
    "words": lambda _n: b"only words\n",
    "blank": lambda _n: b"\n",
}


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(LINES)), min_size=1, max_size=30), st.booleans())
def test_the_counts_always_add_up(tmp_path_factory, mix, cut):
    """Whatever mix of good and bad lines: every line is kept or rejected, and as many captures stand as were kept."""
    folder = tmp_path_factory.mktemp("mix")
    case = make_desk(folder)
    data = twarc_lines(["first"]) + b"".join(LINES[kind](number) for number, kind in enumerate(mix))
    (folder / "p.jsonl").write_bytes(data[:-3] if cut else data)
    lines = [line for line in (data[:-3] if cut else data).split(b"\n") if line.strip()]

    (report,) = take_in(case, folder / "p.jsonl")

    made = report.counts
    assert made.seen == made.kept + made.rejected == len(lines), report.reasons
    assert made.rejected == len(list(case.desk.views.rejected(None)))
    assert made.posts == case.desk.views.counts()["posts"]
    assert made.kept == len({row[2] for row in dump(case)["captures"]})
    before = dump(case)
    from firsthand.desk.rebuild import rebuild

    rebuild(case.desk, progress=lambda _what, _done, _total: None)
    assert dump(case) == before


def test_one_post_is_shown_whole(small, run, tmp_path):
    """Every capture, and the difference word by word; times stay apart."""
    (tmp_path / "a.jsonl").write_bytes(twarc_lines([{"id": "1001", "text": "الماء مقطوع اليوم"}]))
    (tmp_path / "b.jsonl").write_bytes(twarc_lines([{"id": "1001", "text": "الماء مقطوع غدًا"}]))
    run("collect", tmp_path / "a.jsonl", "--found-by", "a reader")
    run("collect", tmp_path / "b.jsonl")
    run("note", "x:1001", "--text", "seen", "--as", "A. Renn")

    found = run("show", "x:1001", "--json").json
    told = run("show", "x:1001").out

    assert [one["source"] for one in found["captures"]] == ["a.jsonl", "b.jsonl"]
    assert found["captures"][0]["found_by"] == "a reader"
    assert found["times"]["posted"] == "2041-03-14T06:00:00Z" != found["times"]["imported"]
    (other,) = found["disagreements"]
    assert other["difference"] == [["same", "الماء مقطوع "], ["gone", "اليوم"], ["new", "غدًا"]]
    assert [act["kind"] for act in found["acts"]] == ["note"]
    assert "[-اليوم-]{+غدًا+}" in told
    assert run("show", "x:1", "--json").error["code"] == "no-post"


def test_a_stopped_collect_says_what_is_kept_and_goes_on(small, run, tmp_path, monkeypatch):
    """Of two files the first is whole; of the second nothing is in the case; the same command passes over the one and reads the other."""
    from firsthand.shell.sql.store import OpenPen

    paths = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    for number, path in enumerate(paths):
        path.write_bytes(twarc_lines(WORDS[:3], first=1000 * (number + 1)))
    real, calls = OpenPen.add_items, []

    def stopped(self, *items, **more):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(self, *items, **more)

    monkeypatch.setattr(OpenPen, "add_items", stopped)
    said = run("collect", *paths)
    monkeypatch.setattr(OpenPen, "add_items", real)

    assert said.code == 130
    assert "1 import is whole and entered; of what was being read just now nothing is in the case." in said.err
    assert small.opened().desk.views.counts()["posts"] == 3
    rows = run("collect", *paths, "--json").json["runs"]
    assert [(row["already"], row["posts"]) for row in rows] == [(3, 0), (0, 3)]
    assert small.opened().desk.views.counts()["posts"] == 6
