"""The erase drill: words that came in by every door are found nowhere below the case, and what is left still verifies."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from firsthand.desk.care import record_consent
from firsthand.desk.judge import Grade, SourceJudgement, grade_post, judge_source
from firsthand.desk.publish import check_story, publish_story
from firsthand.desk.rebuild import rebuild
from firsthand.desk.removal import ask_erase, carry_out, withdraw
from firsthand.desk.story import NewCard, add_card, add_update, new_story
from firsthand.desk.translate import translate
from firsthand.ledger.items import puncture, salts
from firsthand.ledger.tree import leaf_hash, verify_inclusion
from firsthand.model.ids import PostId
from firsthand.shell.stores import FOLDERS, TABLES
from firsthand.shell.verify import verify_path
from firsthand.testing.world import ANN, BO, SmallCase, make_desk, table, take_in, twarc_lines, zipped

CANARY = "Zyxwarbler القُبّرة"
WORDS = f"please help, {CANARY} is under the bridge"
QUIET: Callable[[str, int, int | None], None] = lambda _what, _done, _total: None  # noqa: E731


def twarc(folder: Path) -> Path:
    path = folder / "tweets.jsonl"
    path.write_bytes(twarc_lines(["before it", WORDS, "after it, nothing changed", "help, we are trapped here"]))
    return path


def chat(folder: Path) -> Path:
    path = folder / "WhatsApp Chat - River.zip"
    lines = ["first of all", WORDS, "second line\nand its end", "last of all"]
    text = "".join(f"[14/03/2041, 09:0{n}:00] Mina: {line}\r\n" for n, line in enumerate(lines))
    path.write_bytes(zipped({"_chat.txt": text.encode()}))
    return path


def csv(folder: Path) -> Path:
    path = folder / "rows.csv"
    rows = [("11", "2041-03-14T09:00:00Z", "before", "a"), ("12", "2041-03-14T09:01:00Z", WORDS, "b"),
            ("13", "2041-03-14T09:02:00Z", "after, with a comma", "c")]  # fmt: skip
    path.write_bytes(table(rows))
    return path


def telegram(folder: Path) -> Path:
    path = folder / "result.json"
    messages = [
        {"id": n, "type": "message", "date": "2041-03-14T12:00:00", "date_unixtime": str(2246866200 + n), "from": "Mina",
         "from_id": "user7", "text": text, "text_entities": [{"type": "plain", "text": text}]}
        for n, text in enumerate(("before it", WORDS, "after it"), 1)
    ]  # fmt: skip
    chat = {"name": "River", "type": "public_channel", "id": 1234567890, "messages": messages}
    path.write_text(json.dumps(chat, ensure_ascii=False, indent=1), "utf-8")
    return path


def workbook(folder: Path) -> Path:
    path = folder / "rows.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet, other = made.add_worksheet("Posts"), made.add_worksheet("More")
        rows = [("11", "2041-03-14T09:00:00Z", "before", "a"), ("12", "2041-03-14T09:01:00Z", WORDS, "b"),
                ("13", "2041-03-14T09:02:00Z", "after, & nothing changed", "c")]  # fmt: skip
        for n, row in enumerate([("id", "created_at", "text", "username", "link"), *rows]):
            sheet.write_row(n, 0, row)
        other.write_row(0, 0, ("id", "created_at", "text", "username"))
        other.write_row(1, 0, ("21", "2041-03-14T10:00:00Z", "on the second sheet", "d"))
        sheet.write_comment("C3", f"see {WORDS}")
        sheet.write_url("E3", "https://example.org/Zyxwarbler", string="where it was")
        made.set_properties({"title": WORDS})
    return path


SOURCES = {"twarc": twarc, "whatsapp": chat, "csv": csv, "telegram": telegram, "xlsx": workbook}


def found(root: Path) -> list[str]:
    """Every file below a case that holds the canary in any form: UTF-8, UTF-16, escaped, folded."""
    forms = set()
    for word in ("Zyxwarbler", "zyxwarbler", "القُبّرة", "القبرة", "القبره"):
        forms |= {word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"), json.dumps(word)[1:-1].encode()}
    return [
        path.relative_to(root).as_posix()
        for path in sorted(root.rglob("*")) if path.is_file() and any(form in unpacked(path) for form in forms)
    ]  # fmt: skip


def unpacked(path: Path) -> bytes:
    """The bytes of a file, and of what is packed in it."""
    data = path.read_bytes()
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"\n".join([data, *map(archive.read, archive.namelist())])


def the_post(run: Any) -> str:
    ids = [row["id"] for row in run("posts", "Zyxwarbler", "--json").lines]
    assert len(ids) == 1
    return str(ids[0])


def seen(run: Any) -> list[Any]:
    """Everything that the case shows, but the blobs' names."""
    rows = run("posts", "--limit", "100", "--json").lines
    return [{**row, "captures": [one["where"] for one in row["captures"]]} for row in rows]


def agreed(run: Any, *words: object) -> int:
    """Ask as one person and agree as the other; returns the number of the request."""
    asked = run(*words, "--because", "asked by mail", "--law", "GDPR art. 17(1)(b)", "--as", ANN, "--json")
    assert asked.code == 0, asked.err
    entry = int(asked.json["entry"])
    assert run("second", entry, "--agree", "--because", "I read the mail", "--as", BO).code == 0
    return entry


@pytest.mark.parametrize("name", SOURCES)
def test_erased_words_are_found_nowhere(name: str, small: SmallCase, run: Any, tmp_path: Path) -> None:
    """After collecting, screening, translating, noting and erasing: no byte of the words, and the rest stands."""
    take_in(small, SOURCES[name](tmp_path))
    post = the_post(run)
    assert run("screen").code == 0
    said = ("--as", ANN)
    assert run("translate", post, "--lang", "fr", "--text", "Zyxwarbler est sous le pont", *said).code == 0
    assert run("note", post, "--text", "who is Zyxwarbler?", *said).code == 0
    account = small.desk.views.post(PostId(post))["account"]
    assert run("finding", account, "--text", "names a Zyxwarbler", "--evidence", post, *said).code == 0
    assert run("verification", post, "source", "open", "--because", "which Zyxwarbler?", *said).code == 0
    assert run("claims", "add", post, "--quote", "under the bridge", *said).code == 0
    assert run("mark", post, "reviewed", *said).code == 0
    neighbours = [row for row in seen(run) if row["id"] != post]
    entry = agreed(run, "erase", post)
    assert found(small.root)
    places = [
        (one["id"], place) for one in neighbours for place in small.desk.views.place_of(one["id"])
    ]  # fmt: skip
    proofs = {who: small.desk.book.proof_of_item(place["seq"], place["item"]) for who, place in places}

    done = run("erase", "--carry-out", entry, "--as", ANN, "--json")

    assert done.code == 0, done.err
    assert done.json["posts"] == [post]
    assert [small.desk.vault.read(one)[:300] for one in done.json["also_in"]] == []
    assert found(small.root) == []
    verdict = verify_path(small.root)
    assert verdict.failures == []
    assert any(one["what"].startswith("erased items") for one in verdict.not_checked)
    outsider = subprocess.run([sys.executable, small.root / "verify.py", small.root], capture_output=True, text=True, check=False)
    assert outsider.returncode == 0, outsider.stdout
    assert verdict.checked["items opened"] == len(neighbours)
    assert [{**row, "cluster": None} for row in seen(run)] == [{**row, "cluster": None} for row in neighbours]
    desk = small.opened().desk
    for who, place in places:
        proof = desk.book.proof_of_item(place["seq"], place["item"])
        root = desk.book.entry(place["seq"]).items_root
        assert proof == proofs[who]
        assert root is not None
        path = [bytes.fromhex(part) for part in proof["path"]]
        assert verify_inclusion(leaf_hash(bytes.fromhex(proof["commitment"])), proof["index"], proof["size"], path, root)
    before = seen(run)
    assert run("views", "rebuild").code == 0
    assert seen(run) == before
    assert run("posts", "Zyxwarbler", "--json").lines == []


def test_an_erased_file_does_not_come_back(small: SmallCase, run: Any, tmp_path: Path) -> None:
    """The old file, collected once more, is refused and not kept; a second erasure in the same file works."""
    source = twarc(tmp_path)
    take_in(small, source)
    run("erase", "--carry-out", agreed(run, "erase", "x:1002"), "--as", ANN)

    assert run("collect", source, "--as", ANN, "--json").code != 0
    assert found(small.root) == []
    assert run("erase", "--carry-out", agreed(run, "erase", "x:1003"), "--as", ANN).code == 0
    assert verify_path(small.root).failures == []
    assert [row["id"] for row in seen(run)] == ["x:1004", "x:1001"]


def test_erasing_needs_two_keys_and_no_hold(small: SmallCase, run: Any, tmp_path: Path) -> None:
    """Alone nobody erases; a person without a key counts for nobody new; a legal hold stops it."""
    take_in(small, twarc(tmp_path))
    assert run("erase", "x:1002", "--because", "r", "--as", ANN, "--json").error["code"] == "no-law"
    repeated = run("erase", "x:1002", "--because", f"wrote: {WORDS}", "--law", "l", "--as", ANN, "--json")
    assert (repeated.code, repeated.error["code"]) == (3, "repeats-words")
    entry = int(run("erase", "x:1002", "--because", "r", "--law", "l", "--as", ANN, "--json").json["entry"])

    alone = run("erase", "--carry-out", entry, "--as", ANN, "--json")
    assert (alone.code, alone.error["code"]) == (3, "needs-second")
    assert run("second", entry, "--agree", "--because", "r", "--as", ANN, "--json").error["code"] == "same-person"
    run("second", entry, "--agree", "--because", "r", "--as", BO)
    run("hold-legal", "on", "--because", "the court", "--as", BO)
    held = run("erase", "--carry-out", entry, "--as", ANN, "--json")
    assert (held.code, held.error["code"]) == (3, "legal-hold")
    off = run("hold-legal", "off", "--because", "the court", "--as", BO, "--json").json["entry"]
    assert run("erase", "--carry-out", entry, "--as", ANN).code == 3
    run("second", off, "--agree", "--because", "read it", "--as", ANN)
    assert run("erase", "--carry-out", entry, "--as", ANN).code == 0


def test_a_workbook_that_does_not_bear_it_is_refused(small: SmallCase, run: Any, tmp_path: Path) -> None:
    """Where the rows cannot be taken out nothing is changed, and the reason is told."""
    source = tmp_path / "posts.xlsx"
    data = (Path(__file__).parents[1] / "golden" / "xlsx" / "posts.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(source, "w") as after:
        for name in before.namelist():
            part = before.read(name).replace(b"<worksheet ", b"<!DOCTYPE worksheet><worksheet ") if "sheet1" in name else before.read(name)
            after.writestr(name, part)
    take_in(small, source)
    post = seen(run)[0]["id"]
    size = small.desk.book.size()

    told = run("erase", "--carry-out", agreed(run, "erase", post), "--as", ANN, "--json")

    assert (told.code, told.error["code"]) == (3, "not-erasable")
    assert "document type" in told.error["message"]
    assert small.desk.book.size() == size + 2
    assert verify_path(small.root).failures == []


def test_a_crash_after_the_commit_is_finished_later(
    small: SmallCase, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The entry is the commit point: the next opening removes what a crash has left."""
    take_in(small, twarc(tmp_path))
    entry = agreed(run, "erase", "x:1002")
    with monkeypatch.context() as patch:
        patch.setattr("firsthand.shell.erasing._salts", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            carry_out(small.opened().desk, entry, actor=small.ann, progress=QUIET)

    small.opened()

    assert found(small.root) == []
    assert verify_path(small.root).failures == []


def test_quarantine_takes_a_picture_away(small: SmallCase, run: Any, tmp_path: Path) -> None:
    """The file is gone, its digest and the instruction stay, and the post is still there."""
    media = b"\xff\xd8\xff" + b"never look at this" * 40
    text = "[14/03/2041, 09:00:00] Mina: look\r\n[14/03/2041, 09:01:00] Mina: \u200e<attached: 1.jpg>\r\n"
    source = tmp_path / "WhatsApp Chat - Q.zip"
    source.write_bytes(zipped({"_chat.txt": text.encode(), "1.jpg": media}))
    take_in(small, source)
    before = [row["id"] for row in seen(run)]
    digest = next(one["digest"] for row in seen(run) for one in row["media"])
    small.desk.thumbnails.write(digest, b"a small one")

    done = run("quarantine", "--carry-out", agreed(run, "quarantine", digest[:12]), "--as", BO, "--json")

    assert done.code == 0, done.err
    assert not small.opened().desk.vault.has(digest)
    assert small.desk.thumbnails.read(digest) is None
    verdict = verify_path(small.root)
    assert verdict.failures == []
    assert [row["id"] for row in seen(run)] == before
    assert run("views", "rebuild").code == 0
    assert [row["id"] for row in seen(run)] == before


def test_every_store_is_known(small: SmallCase) -> None:
    """A place below the case, or a table, that the registry does not name fails: nobody would erase there."""
    import sqlite3

    with sqlite3.connect(small.root / "case.sqlite") as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}

    assert {name.partition("_words_")[0] + ("_words" if "_words_" in name else "") for name in tables} == {one.name for one in TABLES}
    there = {path.relative_to(small.root).parts[0] for path in small.root.iterdir()}
    assert {re.sub(r"-(wal|shm)$", "", name) for name in there} <= {one.name for one in FOLDERS}


@pytest.fixture
def published(tmp_path: Path) -> tuple[SmallCase, Path]:
    """Give a one-person desk with a published story of two cards, one of which holds the canary."""
    case = make_desk(tmp_path, desk="one-person")
    take_in(case, twarc(tmp_path))
    desk, ann = case.desk, case.ann
    new_story(desk, "river", {"en": "The river"}, actor=ann)
    for key, post in (("bread", PostId("x:1002")), ("boat", PostId("x:1003"))):
        record_consent(desk, post, "public", "words", "yes", because="asked", actor=ann)
        translate(desk, post, "en", f"in English: {desk.views.post(post)['text']}", actor=ann)
        grade_post(desk, Grade(post=post, because="nobody else says so"), actor=ann)
        account = desk.views.post(post)["account"]
        judge_source(desk, SourceJudgement(account=account, roles=("civilian",), because="profile", evidence=(post,)), actor=ann)
        add_card(desk, NewCard(slug="river", post=post, key=key, texts={"en": {"line": "A person"}}, because="b"), actor=ann)
    desk.stories.write("river", "en", desk.stories.read("river")["en"].replace("…", "What people wrote."))
    publish_story(desk, "river", str(tmp_path / "site"), actor=ann)
    return case, tmp_path / "site"


def test_a_withdrawn_card_leaves_what_is_served(published: tuple[SmallCase, Path]) -> None:
    """The story is published without it, with a dated update and a page at its old address; the case keeps it."""
    case, site = published
    desk = case.desk
    add_update(desk, "river", "correction", {"en": "Bread was not sold that day."}, key="bread", actor=case.ann)
    publish_story(desk, "river", str(site), actor=case.ann)
    assert "Bread was not sold" in (site / "en/feed.xml").read_text("utf-8")
    assert found(site)
    withdraw(desk, PostId("x:1002"), because="asked", law="GDPR art. 21", wish="the writer", actor=case.ann)
    assert [one.code for one in check_story(desk, "river") if one.code == "removed"] == ["removed"]

    done = publish_story(desk, "river", str(site), actor=case.ann)

    assert done.cards == 1
    assert found(site) == []
    stone = (site / "en/card/bread/index.html").read_text("utf-8")
    assert 'removed on <time datetime="2041-03-14">14 March 2041</time>, at the wish of the writer' in stone
    story = (site / "en/index.html").read_text("utf-8")
    assert "at the wish of the writer" in story
    assert "card-bread" not in story
    feed = (site / "en/feed.xml").read_text("utf-8")
    assert "at the wish of the writer" in feed
    assert "at:deleted-entry" in feed
    assert "Bread was not sold" not in "".join(path.read_text("utf-8") for path in site.glob("**/*.??ml"))
    for name in ("embed.html", "copy.html", "copy.svg", "oembed.json"):
        assert "at the wish of the writer" in (site / "en/card/bread" / name).read_text("utf-8"), name
    assert not any(one.code == "removed" for one in check_story(desk, "river"))
    assert CANARY in desk.views.post(PostId("x:1002"))["text"]
    assert [verify_path(site).failures, verify_path(case.root).failures] == [[], []]


def test_published_pages_are_erased_too(published: tuple[SmallCase, Path]) -> None:
    """A desk of one person erases alone and the entry says so; pages in the vault go, the story can be published anew."""
    case, site = published
    asked = ask_erase(case.desk, PostId("x:1002"), because="asked", law="GDPR art. 17", actor=case.ann)

    done = carry_out(case.desk, asked.seq, actor=case.ann, progress=QUIET)

    assert found(case.root) == []
    assert case.desk.book.entry(done.entry).detail["one_person_desk"]
    assert verify_path(case.root).failures == []
    case.opened()
    again = publish_story(case.desk, "river", str(site), actor=case.ann)
    assert again.cards == 1
    assert found(site) == []
    stone = (site / "en/card/bread/index.html").read_text("utf-8")
    assert 'A message was removed on <time datetime="2041-03-14">14 March 2041</time>.' in stone
    rebuild(case.desk, progress=QUIET)
    assert [verify_path(site).failures, verify_path(case.root).failures] == [[], []]


def test_a_punctured_seed_gives_every_salt_but_the_erased_ones() -> None:
    """Over chunks, twice, and in any order: the same salts as before, and none of the erased ones."""
    seed = b"s" * 32
    before = list(islice(salts(seed), 3000))
    once = puncture(seed, 3000, [5, 1500])
    twice = puncture(once, 3000, [5, 7, 2999])

    left = list(islice(salts(twice), 3000))

    assert [n for n, salt in enumerate(left) if salt is None] == [5, 7, 1500, 2999]
    assert all(new in (None, old) for new, old in zip(left, before, strict=True))
    assert puncture(twice, 3000, [5]) == twice


def test_verify_looks_for_two_signatures(small: SmallCase, run: Any, tmp_path: Path) -> None:
    """Two keys: counted. A name without a key is refused. Without the second one's answer: named, whoever wrote the entry."""
    take_in(small, twarc(tmp_path))
    run("erase", "--carry-out", agreed(run, "erase", "x:1002"), "--as", ANN)
    assert verify_path(small.root).checked["acts of two people"] == 1
    entry = run("erase", "x:1003", "--because", "r", "--law", "l", "--as", ANN, "--json").json["entry"]
    run("second", entry, "--agree", "--because", "r", "--as", "Nobody With A Key")
    told = run("erase", "--carry-out", entry, "--as", ANN, "--json")
    assert (told.code, told.error["code"]) == (3, "needs-two-keys")

    detail = {"subject": "x:1003", "about": str(entry), "people": 2, "one_person_desk": False, "blobs": [], "erased_items": [],
              "bodies": [], "posts": [], "cards": []}  # fmt: skip
    with small.opened().desk.book.writing() as pen:
        pen.append("erase", detail, actor=small.ann)
    verdict = verify_path(small.root)
    assert verdict.failures == []
    assert [one["count"] for one in verdict.not_checked if one["what"] == "acts that need two people"] == [1]
    other = run("erase", "x:1004", "--because", "r", "--law", "l", "--as", ANN, "--json").json["entry"]
    with small.opened().desk.book.writing() as pen:
        alone = pen.append("erase", {**detail, "subject": "x:1004", "about": str(other)}, actor=small.ann)
        strange = pen.append("quarantine", {**detail, "about": "bread"}, actor=small.ann)

    assert [one["what"] for one in verify_path(small.root).failures] == [f"entry {alone.seq}", f"entry {strange.seq}"]


def test_verify_says_that_one_person_decided(published: tuple[SmallCase, Path]) -> None:
    """On a desk of one person nothing fails, and it is counted as not checked."""
    case, _ = published
    asked = ask_erase(case.desk, PostId("x:1002"), because="asked", law="GDPR art. 17", actor=case.ann)
    carry_out(case.desk, asked.seq, actor=case.ann, progress=QUIET)

    verdict = verify_path(case.root)

    assert verdict.failures == []
    assert any(one["why"].startswith("decided by one person") for one in verdict.not_checked)


def test_a_case_is_whole_after_an_erasure(small: SmallCase, run: Any, tmp_path: Path) -> None:
    """A body that was erased is missed by nobody: fixity finds nothing, and a backup of the rest comes back."""
    take_in(small, twarc(tmp_path))
    assert run("translate", "x:1002", "--lang", "fr", "--text", "Zyxwarbler est sous le pont", "--as", ANN).code == 0
    assert run("erase", "--carry-out", agreed(run, "erase", "x:1002"), "--as", ANN).code == 0

    looked = run("fixity", "--all", "--json")
    assert (looked.code, looked.json["failures"]) == (0, [])
    assert run("backup", tmp_path / "copy", "--recovery-file", tmp_path / "key").code == 0
    assert run("restore", tmp_path / "copy", tmp_path / "again", "--recovery-file", tmp_path / "key").code == 0
    assert found(tmp_path / "again") == []


def test_a_copy_that_a_backup_left_is_erased_too(
    small: SmallCase, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup that was killed leaves a whole database in `work/`; one that is being made is waited for."""
    from firsthand.shell import erasing
    from firsthand.shell.locking import one_writer

    take_in(small, twarc(tmp_path))
    entry = agreed(run, "erase", "x:1002")
    (small.root / "work" / "snapshot.1").write_text(WORDS)
    synced: list[Path] = []
    monkeypatch.setattr(erasing, "sync_folder", synced.append)

    with one_writer(small.root / "work" / "backup.lock"):
        busy = run("erase", "--carry-out", entry, "--as", ANN, "--json")
        assert (busy.code, busy.error["code"]) == (6, "erasing-busy")
    small.opened()

    assert found(small.root) == []
    assert synced == [small.root / "work"]


def several(folder: Path) -> Path:
    """Two chats and a picture in one zip: the canary stands in the first."""
    path = folder / "WhatsApp Chat - Q.zip"
    text = f"[14/03/2041, 09:00:00] Mina: {WORDS}\r\n[14/03/2041, 09:01:00] Mina: \u200e<attached: 1.jpg>\r\n"
    path.write_bytes(zipped({"_chat.txt": text.encode(), "1.jpg": b"\xff\xd8\xff" + b"a picture" * 40}))
    return path


@pytest.mark.parametrize("name", [*SOURCES, "several"])
def test_a_file_from_which_messages_were_read_is_quarantined(name: str, small: SmallCase, run: Any, tmp_path: Path) -> None:
    """The file goes with everything that was read from it and made of it; what another file holds as well stays."""
    other = tmp_path / "other.jsonl"
    other.write_bytes(twarc_lines(["of another file", "help, we are trapped here"], first=2001))
    source = (several if name == "several" else SOURCES[name])(tmp_path)
    take_in(small, source, other)
    post = the_post(run)
    assert run("screen").code == 0
    run("note", post, "--text", "who is Zyxwarbler?", "--as", ANN)
    run("seal", "add", post, "--kind", "contact", "--text", "a number", "--as", ANN)
    digest = small.desk.views.place_of(PostId(post))[0]["digest"]
    stays = [row for row in seen(run) if row["id"] in ("x:2001", "x:2002")]
    assert len(stays) == 2

    done = run("quarantine", "--carry-out", agreed(run, "quarantine", digest[:12]), "--as", BO, "--json")

    assert done.code == 0, done.err
    assert found(small.root) == []
    assert [{**row, "cluster": None} for row in seen(run)] == [{**row, "cluster": None} for row in stays]
    verdict = verify_path(small.root)
    assert verdict.failures == []
    assert verdict.checked["items opened"] == 2
    outsider = subprocess.run([sys.executable, small.root / "verify.py", small.root], capture_output=True, text=True, check=False)
    assert outsider.returncode == 0, outsider.stdout
    assert run("views", "rebuild").code == 0
    assert [row["id"] for row in seen(run)] == [row["id"] for row in stays]
    assert [row["erased"] for row in run("seal", "list", "--json").json["sealed"]] == [True]
    assert run("collect", source, "--as", ANN, "--json").error["code"] == "erased-before"
    assert found(small.root) == []


def test_one_file_of_several_in_a_run_is_quarantined(small: SmallCase, run: Any, tmp_path: Path) -> None:
    """Where a run read several files, the others keep their items, their numbers and their proofs."""

    def tweets(part: int, *texts: str) -> bytes:
        rows = [{"tweet": {"id_str": f"{part + 1}00{n}", "full_text": text, "created_at": "Thu Mar 14 09:00:00 +0000 2041"}}
                for n, text in enumerate(texts)]  # fmt: skip
        return f"window.YTD.tweets.part{part} = {json.dumps(rows)}".encode()

    account = [{"account": {"accountId": "7", "username": "mina", "accountDisplayName": "Mina", "createdAt": "2039-01-01T00:00:00.000Z"}}]
    packed = tmp_path / "twitter-2041-03-14.zip"
    members = {
        "data/account.js": b"window.YTD.account.part0 = " + json.dumps(account).encode(),
        "data/tweets.js": tweets(0, WORDS, "of the same file"),
        "data/tweets-part1.js": tweets(1, "of the other file", "its second"),
        "data/manifest.js": b'window.__THAR_CONFIG = {"userInfo": {"accountId": "7", "userName": "mina"}}',
    }  # fmt: skip
    packed.write_bytes(zipped(members))
    take_in(small, packed)
    place = small.desk.views.place_of(PostId("x:1000"))[0]
    entry = small.desk.book.entry(place["seq"])
    names = [one["name"] for one in entry.detail["members"] if one["role"] == "main"]
    assert names.index("data/tweets.js") < names.index("data/tweets-part1.js"), "the quarantined one comes first"
    before = {row["id"]: row for row in seen(run)}
    places = {post: small.desk.views.place_of(PostId(post))[0] for post in ("x:2000", "x:2001")}
    salt = {post: small.desk.book.salt_of_item(one["run"], one["item"]) for post, one in places.items()}

    done = run("quarantine", "--carry-out", agreed(run, "quarantine", place["digest"][:12]), "--as", BO)

    assert done.code == 0, done.err
    assert found(small.root) == []
    assert {row["id"]: {**row, "cluster": None} for row in seen(run)} == {post: {**before[post], "cluster": None} for post in places}
    verdict = verify_path(small.root)
    assert (verdict.failures, verdict.checked["items opened"]) == ([], entry.detail["counts"]["seen"] - 2)
    desk = small.opened().desk
    for post, one in places.items():
        (now,) = desk.views.place_of(PostId(post))
        assert (now["item"], desk.book.salt_of_item(now["run"], now["item"])) == (one["item"], salt[post])
    assert desk.book.salt_of_item(place["run"], place["item"]) is None


def test_a_workbook_changed_under_cover_of_an_erasure_is_found(small: SmallCase, run: Any, tmp_path: Path, monkeypatch: Any) -> None:
    """Whoever erases one row and changes another is named by `verify`, although the new file's digest is in the entry."""
    import firsthand.readers.workbook_erase as eraser

    take_in(small, workbook(tmp_path))
    post = the_post(run)
    entry = agreed(run, "erase", post)
    real = eraser._packed

    def forged(data: bytes, parts: dict[str, bytes]) -> bytes:
        return real(data, {name: part.replace(b"nothing changed", b"nothing chAnged") for name, part in parts.items()})

    monkeypatch.setattr(eraser, "_packed", forged)
    monkeypatch.setattr(eraser, "_same_but", lambda *_: None)

    run("erase", "--carry-out", entry, "--as", ANN)

    assert [one["why"] for one in verify_path(small.root).failures] == ["its row does not open its commitment, since an erasure"]
