"""Handing messages to other tools: who may, what goes, what stays, what is entered, and that nothing leaks."""

from __future__ import annotations

import gzip
import re
import zipfile
from dataclasses import replace
from types import SimpleNamespace

import pytest

from firsthand.desk import compose, gathered
from firsthand.desk.care import record_consent
from firsthand.desk.hand_on import HandOn, story_files
from firsthand.desk.publish import publish_story
from firsthand.desk.shown import shown_story
from firsthand.exporters.registry import NAMES, load_one
from firsthand.exporters.seam import INTERNAL, STORY
from firsthand.exporters.xmp import Credit, with_note
from firsthand.model.errors import Refused
from firsthand.testing.canaries import SLUG, plant
from firsthand.testing.world import ANN, BO, make_desk, ready_story, take_in, twarc_lines

WORDLESS = {"claimreview", "vtt", "srt", "warc", "wacz", "storymap", "timemap", "kml", "check", "datawrapper"}
"""Formats without the original words of these cards; pages in the archives were read for leaks before, and are again."""
HANDED = [name for name in NAMES if STORY in load_one(name)[1].takes]
WORDS = "نحتاج إلى ماء، هاتف رانيا الحداد 0936 555 0142"


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """A published story of canaries; tests leave it as it is."""
    folder = tmp_path_factory.mktemp("hand-on")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_HOME", str(folder / "home"))
        case = make_desk(folder)
        what = plant(case, folder, cards=2)
        publish_story(case.desk, SLUG, str(folder / "site"), actor=case.ann)
        yield SimpleNamespace(case=case, what=what, shown=shown_story(case.desk, SLUG))


@pytest.mark.parametrize("name", HANDED)
def test_no_canary_is_in_any_byte(name, planted):
    """Every format of a story passes the leak test, as a folder and as one file, and a plain search for the bytes."""
    adapter, exporter = load_one(name)
    for needed in adapter.needs:
        pytest.importorskip(needed)
    desk = planted.case.desk

    folder, _ = story_files(desk, HandOn(format=name, target="folder", story=SLUG), planted.shown)

    assert "NOTES.md" in folder
    if not exporter.site_pages:  # one file of a whole site takes its time
        single, _ = story_files(desk, HandOn(format=name, target=f"x{exporter.ending}", story=SLUG), planted.shown)
        assert single.items() <= folder.items()
        assert len(single) == 1
    every = b"".join(folder.values())
    assert [word for word in (*planted.what.words, "Okarov", "الأوكار") if word.encode() in every] == []


def test_a_note_that_the_publication_wrote_may_stand(planted, monkeypatch):
    """A credit that a person agreed to have in a picture is no leak in an export, as it is none on the page; another note is."""
    noted = Credit(credit="Photo: with permission", language="en", descriptions={"en": "Coarse colours."})
    monkeypatch.setattr(gathered, "_credited", lambda _desk, _slug, _case, _medium, data: with_note(data, noted))
    desk, order = planted.case.desk, HandOn(format="csv", target="folder", story=SLUG)
    shown = shown_story(desk, SLUG)

    files, _ = story_files(desk, order, shown)

    assert b"with permission" in next(data for name, data in files.items() if name.startswith("media/"))
    with pytest.raises(Refused):
        story_files(desk, order, replace(planted.shown, pictures=shown.pictures))


@pytest.mark.parametrize("name", [name for name in HANDED if name not in WORDLESS])
def test_with_covers_forgotten_it_is_refused(name, planted, monkeypatch):
    """The leak test reads what every format really writes, packed or not."""
    adapter, _ = load_one(name)
    for needed in adapter.needs:
        pytest.importorskip(needed)
    monkeypatch.setattr(compose, "covers_of", lambda *_: ())
    whole = compose.passage
    monkeypatch.setattr(compose, "passage", lambda text, quotes, covers, *rest: whole(text, quotes, (), *rest))
    broken = getattr(planted, "broken", None) or shown_story(planted.case.desk, SLUG)
    planted.broken = broken

    with pytest.raises(Refused) as refused:
        story_files(planted.case.desk, HandOn(format=name, target="folder", story=SLUG), broken)
    assert refused.value.code == "leak"


def test_a_public_archive_holds_pages_and_no_capture(published, run, tmp_path):
    """Without --for a story's WACZ is its site, as it was published; with --for it holds captures; a bag must say for whom."""
    words = ("--story", "days", "--because", "b", "--as", ANN, "--json")
    public = run("export", "wacz", *words, "--to", tmp_path / "public.wacz", "--site", "https://courier.example/days/")
    courts = run("export", "wacz", *words, "--to", tmp_path / "courts.wacz", "--for", "courts")
    bag = run("export", "bagit", *words, "--to", tmp_path / "bag")

    assert (public.code, courts.code) == (0, 0), public.err
    assert any("Captures as received" in said for said in public.json["not_carried"])
    shown, held = ((tmp_path / f"{name}.wacz").read_bytes() for name in ("public", "courts"))
    assert run("verify", tmp_path / "public.wacz", "--json").json["ok"]
    assert (b"x:1001" in shown, b"x:1001" in held) == (False, True)
    with zipfile.ZipFile(tmp_path / "public.wacz") as archive:
        whole = gzip.decompress(archive.read("archive/data.warc.gz"))
    assert b"https://courier.example/days/proof/power.json" in whole
    assert b"voice_70" not in whole
    assert (bag.code, bag.error["code"]) == (2, "for-needed")
    days = published.desk.stories.read("days")["en"]
    published.desk.stories.write("days", "en", days.replace("One message.", "Two words."))
    assert run("export", "wacz", *words, "--to", tmp_path / "later.wacz").error["code"] == "publish-first"
    published.desk.stories.write("days", "en", days)


def ask(run, tmp_path, *more, name="out.csv"):
    """Export to a CSV file."""
    return run("export", "csv", *more, "--to", tmp_path / name, "--recipient", "إذاعة", "--because", "graphics", "--as", ANN, "--json")


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """A case with a published story of one message, and two more; somebody said no to one of them."""
    folder = tmp_path_factory.mktemp("published")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_HOME", str(folder / "home"))
        case = make_desk(folder)
        posts = [{"text": text, "id": str(1001 + n), "author": str(70 + n)} for n, text in enumerate(("نحن بخير", WORDS, "هاتفنا مقطوع"))]
        (folder / "p.jsonl").write_bytes(twarc_lines(posts))
        take_in(case, folder / "p.jsonl")
        ready_story(case)
        record_consent(case.desk, "x:1003", "partners", "words", "no", because="asked", actor=case.ann)
        publish_story(case.desk, "days", str(folder / "site"), actor=case.ann)
        yield case, folder


@pytest.fixture
def published(once, monkeypatch):
    """Give the case with a published story to the command line."""
    case, folder = once
    monkeypatch.setenv("FIRSTHAND_HOME", str(folder / "home"))
    monkeypatch.setenv("FIRSTHAND_CASE", str(case.root))
    return case


def test_a_story_goes_and_is_entered(published, run, tmp_path):
    """One file or a folder; the entry names format, receiver, reason and posts; the same state gives the same bytes."""
    done = ask(run, tmp_path, "--story", "days")
    again = ask(run, tmp_path, "--story", "days", name="again.csv")
    folder = ask(run, tmp_path, "--story", "days", name="folder")
    packed = ask(run, tmp_path, "--story", "days", name="packed.zip")

    assert (done.code, folder.code, packed.code) == (0, 0, 0), done.err
    assert (done.json["items"], done.json["left_out"]) == (1, [])
    assert any("a folder would hold" in said for said in done.json["not_carried"])
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "again.csv").read_bytes()
    assert again.code == 0
    held = sorted(path.name for path in (tmp_path / "folder").iterdir())
    assert held == ["NOTES.md", "answers.csv", "figures.csv", "media.csv", "messages.csv"]
    with zipfile.ZipFile(tmp_path / "packed.zip") as archive:
        assert sorted(archive.namelist()) == [f"packed/{name}" for name in held]
    entry = next(one for one in list(published.desk.book.entries()) if one.kind == "export" and one.detail["format"] == "csv")
    assert (entry.detail["format"], entry.detail["recipient"], entry.detail["because"]) == ("csv", "إذاعة", "graphics")
    assert (entry.detail["subject"], entry.detail["posts"], entry.detail["layers"]) == ("story:days", ["x:1001"], ["public"])
    assert ask(run, tmp_path, "--story", "days").error["code"] == "target-exists"


def test_a_search_is_internal_and_covered(published, run, tmp_path):
    """Numbers for accounts, covers for what could expose somebody, and its face on every row; with --identities all of it."""
    done = ask(run, tmp_path, "--query", "")
    whole = ask(run, tmp_path, "--query", "", "--identities", name="whole.csv")

    told = (tmp_path / "out.csv").read_text("utf-8-sig")
    assert done.code == 0, done.err
    assert told.count(INTERNAL) == 2
    assert [(one["post"], one["code"]) for one in done.json["left_out"]] == [("x:1003", "consent")]
    assert "account 2" in told
    assert "⟦phone⟧" in told
    assert not any(word in told for word in ("0936", "voice_71", "x:1002", "رانيا"))
    named = (tmp_path / "whole.csv").read_text("utf-8-sig")
    assert whole.code == 0
    assert all(word in named for word in ("0936", "voice_71", "x:1002"))
    entries = [one.detail["identities"] for one in published.desk.book.entries() if one.kind == "export" and one.detail["query"] == ""]
    assert entries == [False, True]


def test_when_all_said_no_there_is_no_file(published, run, tmp_path):
    """And no entry."""
    before = published.desk.book.size()

    none = ask(run, tmp_path, "--query", "هاتفنا")

    assert (none.code, none.error["code"]) == (3, "nothing-to-export")
    assert not (tmp_path / "out.csv").exists()
    assert published.desk.book.size() == before


def test_what_is_asked_must_be_clear(published, run, tmp_path):
    """Each mistake is said before anything is written."""
    wrong = {
        "story-only": ("timeline", "--query", ""), "identities-for-query": ("csv", "--story", "days", "--identities"),
        "no-format": ("excel", "--story", "days"), "no-edition": ("csv", "--story", "days", "--lang", "fr"),
        "bad-address": ("csv", "--story", "days", "--site", "news"), "no-story": ("csv", "--story", "nights"),
    }  # fmt: skip
    for code, words in wrong.items():
        said = run("export", *words, "--to", tmp_path / "x", "--because", "b", "--as", ANN, "--json")
        assert said.error["code"] == code, said.err
    assert run("export", "csv", "--story", "days", "--to", tmp_path / "x", "--as", ANN, "--json").error["code"] == "no-reason"
    assert not (tmp_path / "x").exists()


def test_what_was_withdrawn_is_not_handed_on(small, run, tmp_path):
    """A message that was taken back leaves every export, too; whoever holds a copy is named."""
    (tmp_path / "p.jsonl").write_bytes(twarc_lines([{"text": "نحن بخير", "id": "1001", "author": "70"}]))
    take_in(small, tmp_path / "p.jsonl")
    ready_story(small)
    assert ask(run, tmp_path, "--story", "days").error["code"] == "not-published"
    publish_story(small.desk, "days", str(tmp_path / "site"), actor=small.ann)
    assert ask(run, tmp_path, "--story", "days").code == 0
    asked = run("withdraw", "x:1001", "--because", "asked by mail", "--law", "art. 21", "--as", ANN, "--json").json
    run("second", asked["entry"], "--agree", "--because", "yes", "--as", BO)
    held = [(one["format"], one["recipient"], one["because"], one["posts"]) for one in asked["held_by"]]
    assert held == [("csv", "إذاعة", "graphics", 1)]
    said_in_words = run("withdraw", "x:1001", "--because", "once more", "--law", "art. 21", "--as", ANN).err
    assert re.search(r"people must tell them:\n  \d{4}-\d\d-\d\d  csv  .*إذاعة.*: graphics", said_in_words)

    said = ask(run, tmp_path, "--story", "days", name="after.csv")

    assert (said.code, said.error["code"]) == (3, "nothing-to-export")
    assert not (tmp_path / "after.csv").exists()
