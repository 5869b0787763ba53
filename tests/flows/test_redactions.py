"""What is declared to be covered or made coarser is so in every byte, signed by a second person, over originals that stay."""

from __future__ import annotations

import io
import shutil
import subprocess

import pytest
from PIL import Image

from firsthand.desk import judge, translate
from firsthand.desk.day import undo
from firsthand.desk.publish import draft_story
from firsthand.desk.redactions import coarsen, redact_picture
from firsthand.find.query import parse
from firsthand.model.errors import FirsthandError, Mistaken, NotFound
from firsthand.model.ids import PostId
from firsthand.story.films import has_sound, notes_of
from firsthand.testing.canaries import SLUG, plant
from firsthand.testing.world import ready_story, take_in, twarc_lines, zipped

TEXT = "نحن في أورادش، الكهرباء مقطوعة منذ يومين"


@pytest.fixture
def story(small, tmp_path):
    """A story of one message."""
    path = tmp_path / "p.jsonl"
    path.write_bytes(twarc_lines([{"text": TEXT, "at": "2041-03-13T19:47:00.000Z"}]))
    take_in(small, path)
    ready_story(small)
    return small


def codes(run, slug="days"):
    """What stands between the story and the public."""
    return [one["code"] for one in run("story", "check", slug, "--json").json["problems"] if one["blocks"]]


def everything(folder):
    """All bytes of a site."""
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_an_area_of_a_picture_is_filled_in_print(small, run, tmp_path):
    """Solid in the published file, whole in the vault, and only once a second person has signed."""
    planted = plant(small, tmp_path, cards=1)
    name, digest = sorted(planted.pictures.items())[0]
    assert codes(run, SLUG) == []

    told = run("redact", digest[:16], "--area", "20,10,220,130", "--because", "a face", "--as", "A. Renn", "--json")

    assert codes(run, SLUG) == ["second-reader-missing"]
    judge.second(small.desk, told.json["entry"], agree=True, because="a face", actor=small.bo)
    assert run("story", "publish", SLUG, "--to", tmp_path / "site", "--as", "A. Renn").code == 0
    printed = Image.open(tmp_path / "site" / "media" / name)
    assert max(printed.crop((28, 18, 212, 122)).tobytes()) < 40
    assert max(printed.crop((230, 140, 310, 230)).tobytes()) > 100
    assert max(Image.open(io.BytesIO(small.desk.vault.read(digest))).crop((28, 18, 212, 122)).tobytes()) > 100
    assert "part of the picture covered" in (tmp_path / "site" / "en" / "card" / "card-000" / "index.html").read_text("utf-8")


def test_an_area_must_be_on_a_picture_that_is_held(small, tmp_path):
    """Nothing is entered for an area outside, for no area, or for what nobody holds."""
    planted = plant(small, tmp_path, cards=1)
    digest = next(iter(planted.pictures.values()))

    for areas in ((), ((400, 10, 500, 20),)):
        with pytest.raises(Mistaken):
            redact_picture(small.desk, digest, areas, because="a face", actor=small.ann)
    with pytest.raises(NotFound):
        redact_picture(small.desk, "0" * 64, ((1, 1, 2, 2),), because="a face", actor=small.ann)
    assert small.desk.views.acts(kind="redact-media") == []


def test_a_time_is_no_finer_than_decided_in_any_byte(story, run):
    """Neither the page, the feed, the data for machines nor the hours say more than the day."""
    assert "2041-03-13T19:47" in draft_story(story.desk, "days").pages["en/card/power/index.html"].decode()

    told = run("coarsen", "x:1001", "time", "day", "--because", "whose shift it was", "--as", "A. Renn", "--json")
    run("second", told.json["entry"], "--agree", "--because", "the same", "--as", "ليلى \u200fبدر")
    draft = draft_story(story.desk, "days")

    assert [one for one in draft.problems if one.blocks] == []
    assert draft.leaks == ()
    site = b"\n".join(draft.pages.values()).decode("utf-8", "replace")
    for exact in ("2041-03-13T19:47", "2041-03-13T21:47", "19:47", "21:47"):
        assert exact not in site
    assert "time made less exact" in site
    assert "13 March 2041" in draft.pages["en/card/power/index.html"].decode()


def test_a_place_is_no_finer_than_decided(story, run):
    """A card that says a district where the city was decided is stopped, and no editor can set that aside."""
    entry = coarsen(story.desk, PostId("x:1001"), "place", "country", because="few live there", actor=story.ann)
    judge.second(story.desk, entry.seq, agree=True, because="yes", actor=story.bo)
    assert codes(run) == []

    run("story", "add", "days", "x:1001", "--key", "power", "--place", "city", "--text", "en.line=x", "--as", "A. Renn")

    assert "finer-than-decided" in codes(run)
    assert run("story", "override", "days", "power", "finer-than-decided", "--because", "x", "--as", "A. Renn").code == 2


def test_a_cover_that_one_person_takes_back_stays_until_two_did(story, run, tmp_path):
    """Overriding a redaction needs two people."""
    told = run("redact", "x:1001", "0:3", "--because", "who they are", "--as", "A. Renn", "--json")
    judge.second(story.desk, told.json["entry"], agree=True, because="yes", actor=story.bo)
    undone = undo(story.desk, told.json["entry"], because="they agreed", actor=story.ann)

    assert run("story", "publish", "days", "--to", tmp_path / "site", "--as", "A. Renn").code == 0
    assert TEXT[:12].encode() not in everything(tmp_path / "site")

    judge.second(story.desk, undone.seq, agree=True, because="I heard it, too", actor=story.bo)
    assert run("story", "publish", "days", "--to", tmp_path / "site", "--as", "A. Renn").code == 0
    assert TEXT[:12].encode() in everything(tmp_path / "site")


def test_words_kept_out_of_a_translation_only_card_are_a_leak(story, run, tmp_path):
    """The writer pastes the original into the story's own text: named with card, place and remedy."""
    run("story", "add", "days", "x:1001", "--key", "power", "--words", "translation", "--text", "en.line=x", "--as", "A. Renn")
    judge.second(story.desk, story.desk.views.acts(kind="card")[-1].seq, agree=True, because="yes", actor=story.bo)
    assert run("story", "publish", "days", "--to", tmp_path / "site", "--as", "A. Renn").code == 0
    run("story", "add", "days", "--file", _file(tmp_path, f"They wrote: {TEXT[:30]} …"), "--as", "A. Renn")

    said = run("story", "publish", "days", "--to", tmp_path / "site", "--as", "A. Renn", "--json")

    assert said.code == 3
    assert said.error["code"] == "leak"
    assert "en/index.html: words" in said.error["message"]
    assert "of card power" in said.error["message"]
    assert "take the original words out" in said.error["message"]


def test_confirmed_needs_five_rows(story, run):
    """The sheet is filled by whoever knows; what is missing is named."""
    judge.grade_post(
        story.desk, judge.Grade(post=PostId("x:1001"), credibility="3", status="confirmed", because="three clips",
                                expects=story.desk.views.acts(kind="grade")[-1].seq), actor=story.ann,
    )  # fmt: skip
    assert "verification-sheet-incomplete" in codes(run)

    def say(row, state):
        run("verification", "x:1001", row, state, "--method", "مقارنة", "--because", "looked", "--as", "A. Renn")

    for row in ("provenance", "source", "date", "location"):
        say(row, "done")
    say("motivation", "open")
    assert "verification-sheet-incomplete" in codes(run)
    say("motivation", "failed")

    assert "verification-sheet-incomplete" not in codes(run)
    rows = run("verification", "x:1001", "--json").json["rows"]
    assert [row["state"] for row in rows] == ["done"] * 4 + ["failed"]


def test_a_source_judged_anew_stops_the_card_until_it_is_looked_at(story, run):
    """Another role than when the card was chosen: choosing it again, or an editor with a reason, lets it pass."""
    held = story.desk.views.acts(kind="judge")[-1]
    judge.judge_source(
        story.desk, judge.SourceJudgement(account=held.subject, roles=("volunteer",), affiliation="none-seen", reliability="C",
                                          because="says so now", evidence=("x:1001",), expects=held.seq), actor=story.ann,
    )  # fmt: skip
    assert codes(run) == ["source-reopened"]

    assert run("story", "override", "days", "power", "source-reopened", "--because", "a small change", "--as", "A. Renn").code == 0

    assert codes(run) == []


def _file(folder, text):
    path = folder / "more.md"
    path.write_text(text, "utf-8")
    return path


def film(folder):
    """A second of moving colours with a tone, a name and a position, as a telephone would make it."""
    path = folder / "made.mp4"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=size=161x121:rate=5:duration=1", "-f", "lavfi", "-i", "sine=duration=1",
         "-metadata", "title=Selim Okarov", "-metadata", "location=+33.1234+041.5432/", "-c:v", "libx264", "-pix_fmt", "yuv420p",
         "-vf", "scale=160:120", "-c:a", "aac", str(path)], check=True, timeout=30,
    )  # fmt: skip
    return path.read_bytes()


@pytest.fixture
def filmed(small, tmp_path):
    """A story of one message with a film that has a sound, described and free to be printed."""
    if shutil.which("ffmpeg") is None:
        pytest.skip("ffmpeg is not here")
    chat = "14/03/2041, 09:00 - مريم: \u200eVID-1.mp4 (file attached)\nالكهرباء مقطوعة منذ يومين\n"
    path = tmp_path / "WhatsApp Chat with مريم.zip"
    path.write_bytes(zipped({"_chat.txt": chat.encode(), "VID-1.mp4": film(tmp_path)}))
    take_in(small, path)
    post = next(one for one in small.desk.views.search(parse(""), limit=5, order="oldest", seed=1) if one["media"])
    ready_story(small, post["id"])
    translate.describe(small.desk, post["media"][0]["digest"], "en", "Coloured bars move.", covered=False, why="", actor=small.ann)
    return small, post["media"][0]["digest"]


def test_a_film_is_printed_without_its_sound_or_not_at_all(filmed, run, tmp_path):
    """Nobody silenced it: described. Silenced and signed: its frames, no sound, no note; the original stays whole."""
    case, digest = filmed
    original = case.desk.vault.read(digest)
    assert has_sound(original)
    assert any(b"Okarov" in note for note in notes_of(original))
    assert run("story", "publish", "days", "--to", tmp_path / "before", "--as", "A. Renn").code == 0
    assert not list((tmp_path / "before").rglob("*.mp4"))
    assert "Coloured bars move." in (tmp_path / "before" / "en" / "index.html").read_text("utf-8")

    told = run("redact", digest[:16], "--silence", "--because", "a voice calls a name", "--as", "A. Renn", "--json")

    assert codes(run) == ["second-reader-missing"]
    judge.second(case.desk, told.json["entry"], agree=True, because="I heard it too", actor=case.bo)
    assert run("story", "publish", "days", "--to", tmp_path / "site", "--as", "A. Renn").code == 0
    (printed,) = (tmp_path / "site" / "media").glob("*.mp4")
    assert not has_sound(printed.read_bytes())
    assert list(notes_of(printed.read_bytes())) == []
    assert b"Okarov" not in everything(tmp_path / "site")
    page = (tmp_path / "site" / "en" / "card" / "power" / "index.html").read_text("utf-8")
    assert '<video src="../../../media/power-1.mp4" width="160" height="120" controls muted preload="none"' in page
    assert "sound taken away" in page
    assert case.desk.vault.read(digest) == original


def test_without_ffmpeg_a_silenced_film_is_described_and_that_is_said(filmed, run, tmp_path, monkeypatch):
    """It does not stop the story; nothing of the film is in it."""
    case, digest = filmed
    told = run("redact", digest[:16], "--silence", "--because", "a voice calls a name", "--as", "A. Renn", "--json")
    judge.second(case.desk, told.json["entry"], agree=True, because="I heard it too", actor=case.bo)
    monkeypatch.setattr("firsthand.shell.films.shutil.which", lambda _name: None)

    problems = run("story", "check", "days", "--json").json["problems"]

    assert [(one["code"], one["blocks"]) for one in problems if one["code"] == "no-ffmpeg"] == [("no-ffmpeg", False)]
    assert run("redact", digest[:16], "--silence", "--because", "again", "--as", "A. Renn").code == 6
    assert run("story", "publish", "days", "--to", tmp_path / "site", "--as", "A. Renn").code == 0
    assert not list((tmp_path / "site").rglob("*.mp4"))


def test_what_is_no_film_and_what_is_broken_cannot_be_silenced(filmed, run, tmp_path):
    """A picture under the name of a film, a list of other files, a film that is cut off: named, and nothing is entered."""
    press = filmed[0].desk.press
    (tmp_path / "x").mkdir()
    whole = film(tmp_path / "x")

    for bad, code in ((b"\x89PNG\r\n\x1a\n", "not-a-film"), (b"#EXTM3U\n/etc/hostname\n", "not-a-film"),
                      (whole[: len(whole) // 3], "film-broken"), (b"\0\0\0\x18ftypmp42" + bytes(200), "film-broken")):  # fmt: skip
        with pytest.raises(FirsthandError) as error:
            press.silent(bad)
        assert error.value.code == code
