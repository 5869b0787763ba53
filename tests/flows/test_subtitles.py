"""Subtitles that come with a film: words with time codes, found and shown, and nobody's until a person has listened."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from firsthand.desk.rebuild import rebuild
from firsthand.testing.world import ANN, SmallCase, take_in

GOLDEN = Path(__file__).parents[1] / "golden" / "yt-dlp"
ROLLING = """WEBVTT
Kind: captions
Language: uk

00:00:00.160 --> 00:00:02.380 align:start position:0%

міст<00:00:00.480><c> закрито</c>

00:00:02.380 --> 00:00:02.390 align:start position:0%
міст закрито


00:00:02.390 --> 00:00:04.000 align:start position:0%
міст закрито
вже<00:00:03.000><c> два</c><00:00:03.300><c> дні</c>
"""


def heard(case: SmallCase) -> list[Any]:
    """The whole table."""
    with sqlite3.connect(f"file:{case.root / 'case.sqlite'}?mode=ro", uri=True) as base:
        return list(base.execute("SELECT * FROM heard ORDER BY source"))


@pytest.fixture
def film(small: SmallCase, tmp_path: Path) -> SmallCase:
    """A case with a film's description, its subtitles by a person, and captions by a machine."""
    folder = tmp_path / "film"
    shutil.copytree(GOLDEN, folder)
    stem = next(folder.glob("*.info.json")).name.removesuffix(".info.json")
    (folder / f"{stem}.mp4").write_bytes(b"\x00\x00\x00\x18ftypmp42 no film")
    (folder / f"{stem}.uk.vtt").write_text(ROLLING, "utf-8")
    (folder / f"{stem}.fr.srt").write_bytes(b"\xff\xfe broken \x00")
    take_in(small, folder)
    return small


def test_subtitles_are_found_and_shown_as_nobodys(film: SmallCase, run: Any) -> None:
    """In Arabic and Ukrainian; the machine's are marked, and its rolling lines are said once; a broken file is named."""
    (post,) = run("posts", "heard:الجِسر", "--json").lines
    assert [one["id"] for one in run("posts", 'heard:"закрито вже"', "--json").lines] == [post["id"]]
    assert run("posts", "heard:zzqx", "--json").lines == []

    told = run("show", post["id"], "--json").json["transcripts"]

    assert [(one["lang"], one["tool"], one["checked"], one["entry"]) for one in told] == [
        ("ar", "", False, None), ("uk", "automatic captions", False, None),
    ]  # fmt: skip
    assert told[1]["cues"] == [
        {"start_ms": 160, "end_ms": 2380, "text": "міст закрито"}, {"start_ms": 2390, "end_ms": 4000, "text": "вже два дні"},
    ]  # fmt: skip
    words = run("show", post["id"]).out
    assert "- - not checked - -" in words
    assert "automatic captions" in words
    report = run("runs", "show", film.desk.views.runs("run")[0].id, "--json").json
    assert [one["examples"][0]["what"] for one in report["missing"] if one["code"] == "subtitles"] == ["It holds no words with times."]


def test_a_person_who_listened_makes_them_a_transcript(film: SmallCase, run: Any, tmp_path: Path) -> None:
    """Written out with a note that nobody listened, taken in under a name: then found as checked, and lost when taken back."""
    (post,) = run("posts", "heard:міст", "--json").lines
    video = next(one["digest"] for one in post["media"] if one["kind"] == "video")
    listed = run("transcribe", video, "--json").lines
    assert [one["lang"] for one in listed] == ["ar", "uk"]
    out = tmp_path / "words.vtt"
    run("transcribe", video, "--lang", "uk", "--to", out)
    assert "NOTE made by automatic captions, not checked" in out.read_text("utf-8")
    out.write_text(out.read_text("utf-8").replace("два", "три"), "utf-8")

    entry = run("transcribe", video, "--lang", "uk", "--file", out, "--as", ANN, "--json").json["entry"]

    assert [one["checked"] for one in run("transcribe", video, "--lang", "uk", "--json").lines] == [True, False]
    assert [one["id"] for one in run("posts", "heard:три", "--json").lines] == [post["id"]]
    before = heard(film)
    assert len(before) == 3
    rebuild(film.opened().desk, progress=lambda *_: None)
    assert heard(film) == before
    run("undo", entry, "--because", "wrong film", "--as", ANN)
    assert run("posts", "heard:три", "--json").lines == []


def test_undone_with_its_import_it_is_not_found(film: SmallCase, run: Any) -> None:
    """The words stay as evidence and lead to no post."""
    run_id = film.desk.views.runs("run")[0].id

    assert run("runs", "undo", run_id, "--because", "wrong film", "--as", ANN).code == 0

    assert run("posts", "heard:міст", "--json").lines == []
