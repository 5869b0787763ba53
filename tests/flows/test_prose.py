"""Figures in the newsroom's own sentences: somebody is named who says them, and a share says of what."""

from __future__ import annotations

from firsthand.desk.publish import draft_story
from firsthand.testing.world import ready_story, take_in, twarc_lines


def found(run):
    """What is said about the text, and whether it blocks."""
    problems = run("story", "check", "days", "--json").json["problems"]
    return {(one["where"], one["code"]): one["blocks"] for one in problems if "/" in one["where"]}


def test_a_figure_in_the_text_is_asked_about_until_somebody_is_named_or_sets_it_aside(small, run, tmp_path):
    """Numbers of people and shares, in the title's line and in the text; not what is attributed, and not what we count ourselves."""
    path = tmp_path / "p.jsonl"
    path.write_bytes(twarc_lines(["نحن في أورادش، الكهرباء مقطوعة منذ يومين"]))
    take_in(small, path)
    ready_story(small)
    assert found(run) == {}
    text = small.desk.stories.read("days")["en"]
    written = (
        "The council says 98 per cent of the city is held. 12,000 people fled, according to the Red Crescent. We print the words of"
        " 1 person. *Some* 300 people crossed &amp; 70% of the houses were dark. 98% is safe.\n"
    )
    small.desk.stories.write("days", "en", f"{text}\n\n{written}")

    told = found(run)
    assert {code for (where, code) in told if where == "en/98%"} == {"figure-without-attribution", "figure-without-base"}
    assert {where for where, _ in told} == {"en/70%", "en/98%", "en/300"}
    assert all(told.values())

    because = ("--because", "We counted the dark windows ourselves.", "--as", "A. Renn")
    assert run("story", "override", "days", "en/70%", "figure-without-attribution", *because).code == 0
    assert run("story", "override", "days", "xx/70%", "figure-without-attribution", *because).code == 4

    assert found(run)["en/70%", "figure-without-attribution"] is False
    assert found(run)["en/98%", "figure-without-attribution"] is True


def test_a_story_without_a_notice_gets_one_from_what_people_decided(small, run, tmp_path):
    """Nothing for a story that needs none; a caution of a person brings it, in every language; the editors' own words stand instead."""
    path = tmp_path / "p.jsonl"
    path.write_bytes(twarc_lines(["نحن في أورادش، الكهرباء مقطوعة منذ يومين"]))
    take_in(small, path)
    ready_story(small)

    def notice():
        page = draft_story(small.desk, "days", leaks=False).pages["en/index.html"].decode()
        return page.partition('<section class="care"')[2].partition("</section>")[0]

    assert "<li>" not in notice()
    assert run("caution", "x:1001", "distress", "--because", "a farewell", "--as", "A. Renn").code == 0

    assert "fear, loss or farewell" in notice()
    assert "nothing plays by itself" in notice()
    text = small.desk.stories.read("days")["en"]
    small.desk.stories.write("days", "en", text.replace("byline", 'care = ["Our own words."]\nbyline', 1))
    assert "Our own words." in notice()
    assert "farewell" not in notice()
