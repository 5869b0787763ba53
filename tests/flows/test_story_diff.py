"""What changed in a story since it was published, in words."""

from __future__ import annotations

import pytest

from firsthand.testing.world import ready_story, take_in, twarc_lines


@pytest.fixture
def published(small, run, tmp_path):
    """A case whose story of one message is published."""
    path = tmp_path / "p.jsonl"
    path.write_bytes(twarc_lines(["نحن في أورادش، الكهرباء مقطوعة منذ يومين"]))
    take_in(small, path)
    ready_story(small)
    assert run("story", "publish", "days", "--to", tmp_path / "site", "--as", "A. Renn").code == 0
    return small


def changes(run, *more):
    """Part to kind, gone words, new words."""
    told = run("story", "diff", "days", *more, "--json").json
    said = {
        one["part"]: (one["kind"], *("".join(w["text"] for w in one["words"] if w["kind"] == kind) for kind in ("gone", "new")))
        for one in told["changes"]
    }  # fmt: skip
    return told["from"], told["to"], said


def test_words_that_changed_are_shown_by_part_between_any_two_publications(published, run, tmp_path):
    """Against what would be published now, and between two entries; nothing when nothing changed."""
    desk = published.desk
    first = desk.views.acts(kind="publish")[-1].seq
    assert changes(run) == (str(first), "now", {})
    text = desk.stories.read("days")["en"]
    desk.stories.write("days", "en", f"{text}\n\nالجسر مغلق tonight.\n")
    run("story", "update", "days", "correction", "--key", "power", "--text", "Since Monday, not Sunday.", "--as", "A. Renn")

    _, to, said = changes(run)

    assert to == "now"
    assert {part: kind for part, (kind, *_) in said.items()} == {"card-power": "changed", "text": "changed", "updates": "new"}
    assert said["text"][2].strip().endswith("الجسر مغلق tonight.")
    assert "Since Monday" in said["updates"][2]

    run("story", "publish", "days", "--to", tmp_path / "site", "--as", "A. Renn")
    second = desk.views.acts(kind="publish")[-1].seq
    assert changes(run)[2] == {}
    assert changes(run, "--from", first, "--to", second) == (str(first), str(second), said)
    back = changes(run, "--from", second, "--to", first)[2]
    assert (back["updates"][0], back["updates"][1]) == ("gone", said["updates"][2])
    assert "Since Monday" in run("story", "diff", "days", "--from", first, "--to", second).out
    assert run("story", "diff", "days", "--from", "1").code == 4


def test_a_story_that_was_never_published_has_nothing_to_compare(small, run, tmp_path):
    """Said, with what to do."""
    path = tmp_path / "p.jsonl"
    path.write_bytes(twarc_lines(["نحن في أورادش"]))
    take_in(small, path)
    ready_story(small)

    assert run("story", "diff", "days").code == 4
    assert run("story", "diff", "nights").code == 4
