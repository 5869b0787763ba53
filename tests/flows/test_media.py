"""Media checks: the earliest copy, the file's own data, C2PA's two truths, and a timeline."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.desk.claims import NewClaim, add_claim
from firsthand.testing.world import take_in, zipped

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "pictures"
STAIRS = (GOLDEN / "stairs.jpg").read_bytes()


def chat(name, day, words):
    """A chat export in which somebody posts the picture."""
    text = f"{day}, 09:00 - {name}: ‎stairs.jpg (file attached)\n{day}, 09:01 - {name}: {words}\n"
    return zipped({"_chat.txt": text.encode(), "stairs.jpg": STAIRS})


@pytest.fixture
def filled(small, tmp_path):
    """Give a case in which two people of two chats, and a file by itself, have one picture."""
    for number, (name, day) in enumerate((("ليلى", "15/03/2041"), ("Іванка", "14/03/2041"))):
        path = tmp_path / f"WhatsApp Chat with {number}.zip"
        path.write_bytes(chat(name, day, "الدرج اليوم"))
        take_in(small, path)
    folder = tmp_path / "handed over"
    folder.mkdir()
    (folder / "stairs.jpg").write_bytes(STAIRS)
    take_in(small, folder)
    return small


def test_every_copy_is_told_and_the_file_speaks_for_itself(filled, run):
    """By its bytes; what is sealed is named and not shown; nothing is decided."""
    posts = [one for one in run("posts", "", "--json").lines if one["media"]]
    assert len(posts) == 3
    (one,) = run("media", posts[0]["media"][0]["digest"][:12], "--json").lines

    assert sorted(copy["post"] for copy in one["copies"]) == sorted(post["id"] for post in posts)
    assert one["file"]["caption"]
    assert any("\u0600" <= letter <= "\u06ff" for letter in one["file"]["caption"])
    assert one["file"]["made"]
    assert any("where it was taken" in what for what in one["file"]["sealed"])
    assert {row["what"] for row in one["timeline"]} >= {"made", "posted", "imported"}
    assert one["c2pa"] == {"manifest": False, "signature": None, "signer": None, "content": None}
    shown = run("media", posts[0]["id"])
    assert shown.code == 0
    assert "sealed:" in shown.out
    assert "ليلى" in shown.out


def test_a_claimed_time_stands_in_the_timeline(filled, run):
    """Beside the time that the file gives, in order."""
    post = next(one for one in run("posts", "", "--json").lines if one["media"] and one["id"].startswith("file:"))
    add_claim(filled.desk, NewClaim(post=post["id"], valid_at="2041-03-13"), actor=filled.ann)
    (one,) = run("media", post["id"], "--json").lines

    assert "claimed" in [row["what"] for row in one["timeline"]]
    times = [row["at"] for row in one["timeline"] if row["at"].endswith("Z")]
    assert times == sorted(times)


def test_a_manifest_that_is_not_read_proves_nothing(small, run, tmp_path):
    """That there is one is said; neither truth is."""
    path = tmp_path / "bridge.png"
    path.write_bytes((GOLDEN / "bridge.png").read_bytes())
    take_in(small, path)
    (post,) = run("posts", "", "--json").lines

    (one,) = run("media", post["id"], "--json").lines
    assert one["c2pa"]["manifest"] is True
    assert (one["c2pa"]["signature"], one["c2pa"]["signer"]) == (None, None)
    assert "not checked" in run("media", post["id"]).out


@pytest.mark.parametrize(("ref", "code"), [("x:404", 4), ("0" * 64, 4), ("abc", 4), ("%", 4), ("ملف", 4)])
def test_what_is_not_here_is_not_found(filled, run, ref, code):
    """Names nothing, and says how to find it."""
    assert run("media", ref, "--json").code == code
