"""The urgent lane: what waits, newest first, whoever said it; its count and its feed."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from firsthand.testing.world import ANN, BO, SmallCase, take_in, twarc_lines

ATOM = "{http://www.w3.org/2005/Atom}"
CALLS = (
    "Please help, we are trapped under the rubble at Tannery Row, two children",
    "نحن تحت الأنقاض في شارع الرمان، أرجوكم أرسلوا النجدة",
    "Missing since the flood: my uncle Tomas, last seen near the tannery, please call if you have found him",
    "The tram is late again and the bread is dear",
)


@pytest.fixture
def lane(small: SmallCase, run: Any, tmp_path: Path) -> SmallCase:
    """Three calls and one that is none, screened."""
    source = tmp_path / "calls.jsonl"
    source.write_bytes(twarc_lines(CALLS))
    take_in(small, source)
    assert run("screen", "--only", "clusters", "--only", "categories").code == 0
    return small


def _shown(run: Any) -> dict[str, Any]:
    said = run("urgent", "--json")
    assert said.code == 0
    return said.json


def test_help_and_missing_wait_together_newest_first(lane: SmallCase, run: Any) -> None:
    """One list of both, with the words that brought each; the same posts as the two queues, and nothing else."""
    told = _shown(run)

    ids = [post["id"] for post in told["posts"]]
    times = [post["posted_at"] for post in told["posts"]]
    assert set(ids) == {"x:1001", "x:1002", "x:1003"}
    assert times == sorted(times, reverse=True)
    assert told["waiting"]["together"] == 3
    for category in ("help", "missing"):
        queue = {one["id"] for one in run("queue", category, "--json").lines if one["served"] == "newest"}
        assert queue == {post["id"] for post in told["posts"] if category in post["urgent"]}
        assert told["waiting"][category] == len(queue)
    for post in told["posts"]:
        assert post["why"]
        assert all(post["text"][span["start"] : span["end"]] == span["text"] for span in post["why"])


def test_nothing_said_about_a_source_lowers_a_call(lane: SmallCase, run: Any, tmp_path: Path) -> None:
    """Neither the worst grade of a source nor that a claim is false, nor a signal changes order, band, count or feed."""
    feed = tmp_path / "urgent.xml"
    assert run("urgent", "--feed", str(feed)).code == 0
    before, fed = _shown(run), feed.read_bytes()
    account = before["posts"][0]["account"]

    said = [
        run(
            "judge", account, "--role", "unknown", "--affiliation", "member", "--party", "Northern Guard", "--reliability", "E",
            "--because", "he has said untrue things before", "--evidence", "x:1001", "--as", ANN,
        ),
        *(
            run("grade", post["id"], "--credibility", "5", "--status", "false", "--because", "b", "--evidence", "x:1004", "--as", ANN)
            for post in before["posts"]
        ),
        run("note", before["posts"][0]["id"], "--text", "a liar", "--as", BO),
    ]  # fmt: skip
    assert [one.code for one in said] == [0] * 5
    assert run("screen", "--only", "signals").code == 0

    after = _shown(run)
    assert [(post["id"], post["urgent"], post["why"]) for post in after["posts"]] == [
        (post["id"], post["urgent"], post["why"]) for post in before["posts"]
    ]
    assert after["waiting"] == before["waiting"]
    assert run("urgent", "--feed", str(feed)).code == 0
    assert feed.read_bytes() == fed


def test_a_mark_or_a_no_takes_a_call_out_and_a_yes_does_not(lane: SmallCase, run: Any) -> None:
    """A yes waits until the post is marked."""
    assert run("label", "x:1001", "help", "yes", "--as", ANN).code == 0
    assert run("label", "x:1002", "help", "no", "--as", ANN).code == 0
    first = {post["id"] for post in _shown(run)["posts"]}
    assert run("mark", "x:1001", "reviewed", "--as", ANN).code == 0
    second = {post["id"] for post in _shown(run)["posts"]}

    assert first == {"x:1001", "x:1003"}
    assert second == {"x:1003"}


def test_the_feed_says_that_something_waits_and_gives_no_word_of_it(lane: SmallCase, run: Any, tmp_path: Path) -> None:
    """Valid Atom with stable names, times and links to the desk; no word of a message, no handle, no name."""
    feed = tmp_path / "urgent.xml"
    assert run("urgent", "--feed", str(feed), "--limit", "2").code == 0
    root = ET.fromstring(feed.read_bytes())
    posts = _shown(run)["posts"]

    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}title", "").endswith("3 waiting")
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 2
    assert [one.findtext(f"{ATOM}updated") for one in entries] == [post["posted_at"] for post in posts[:2]]
    assert [one.find(f"{ATOM}link").get("href") for one in entries] == [f"posts/{post['id']}" for post in posts[:2]]
    assert len({one.findtext(f"{ATOM}id") for one in entries}) == 2
    told = feed.read_text("utf-8")
    for post in posts:
        for word in (*post["text"].split(), post["handle"], post["name"]):
            assert len(word or "") < 6 or word == "Missing" or word not in told
    assert run("urgent", "--feed", str(tmp_path / "none" / "x.xml")).code == 6


def test_a_plea_in_a_copy_is_not_folded_away(small: SmallCase, run: Any, tmp_path: Path) -> None:
    """A report and its copy that adds a plea are one unit, which waits with the band of the plea."""
    report = "The roof of the school in Tannery Row has come down this morning and the street is full of dust and people"
    source = tmp_path / "copies.jsonl"
    source.write_bytes(twarc_lines([report, f"{report}. We are trapped under the rubble, please help"]))
    take_in(small, source)
    assert run("screen", "--only", "clusters", "--only", "categories").code == 0

    (post,) = _shown(run)["posts"]
    (served,) = run("queue", "help", "--json").lines

    assert post["copies"] == 2
    assert "help" in post["urgent"]
    for told in (post, served):
        assert told["text"] == report
        assert told["raised_by"]["id"] == "x:1002"
        assert any("trapped" in span["text"] for span in told["raised_by"]["why"])
    assert "a copy says more" in run("urgent").out
    assert "please help" in run("queue", "help").out


def test_an_empty_case_has_an_empty_lane(small: SmallCase, run: Any, tmp_path: Path) -> None:
    """Nothing collected, nothing screened: nothing waits, and the feed is a feed."""
    feed = tmp_path / "urgent.xml"
    assert run("urgent", "--feed", str(feed)).code == 0

    assert _shown(run) == {"waiting": {"help": 0, "missing": 0, "together": 0}, "posts": []}
    assert ET.fromstring(feed.read_bytes()).findall(f"{ATOM}entry") == []
