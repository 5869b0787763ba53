from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.errors import Mistaken
from firsthand.story.edition import CardRef, FigureRef, Heading, Prose
from firsthand.story.manuscript import parse, with_card, with_figure, with_text, write

FRONT = """+++
# a person's comment stays
language = "en"
title = "If the bridge closes"
standfirst = "What we know."
byline = ["A. Renn"]

[[care]]
kind = "distress"
text = "People say goodbye."
+++
"""

STORY = (
    FRONT
    + """
Soon after nine *the buses* stopped.

[[card x:123]]
[[card telegram:oradesh/7]]

## Not everyone

- one
- two

[[figure held]]
"""
)


def test_a_story_is_read_into_its_blocks() -> None:
    manuscript = parse(STORY)

    kinds = [type(placed.block) for placed in manuscript.blocks]
    assert kinds == [Prose, CardRef, CardRef, Heading, Prose, FigureRef]
    assert manuscript.cards == ("x:123", "telegram:oradesh/7")
    assert manuscript.figures == ("held",)
    assert [placed.line for placed in manuscript.blocks] == [13, 15, 16, 18, 20, 23]


def test_what_is_written_is_what_was_read() -> None:
    assert write(parse(STORY)) == STORY


def test_a_card_a_figure_and_text_are_added_at_the_end_and_nothing_else_changes() -> None:
    longer = with_text(with_figure(with_card(parse(STORY), "bluesky:did:plc:a/3k"), "crowd"), "The end.")

    assert longer.cards[-1] == "bluesky:did:plc:a/3k"
    assert longer.figures == ("held", "crowd")
    assert write(longer).startswith(STORY)
    assert parse(write(longer)) == longer


@given(st.text(alphabet=st.characters(exclude_characters="\r", codec="utf-8")))
def test_any_text_is_read_or_refused_and_written_back(body: str) -> None:
    try:
        manuscript = parse(FRONT + body)
    except Mistaken as error:
        assert error.code == "bad-reference"
        return
    assert write(manuscript) == FRONT + body


def test_markup_of_the_text_is_shown_and_not_run() -> None:
    manuscript = parse(
        FRONT
        + "\n<script>alert(1)</script> [a](javascript:alert(1)) [b](data:text/html,x) ![c](https://x.example/a.png)\n"
    )
    prose = manuscript.blocks[0].block

    assert isinstance(prose, Prose)
    assert "<script" not in prose.html
    assert "<img" not in prose.html
    assert 'href="javascript' not in prose.html
    assert 'href="data' not in prose.html


def test_a_link_says_that_it_leads_away() -> None:
    prose = parse(FRONT + "\n[source](https://a.example/?x=1&y=2) and [here](#card-lina)\n").blocks[0].block

    assert isinstance(prose, Prose)
    assert '<a href="https://a.example/?x=1&amp;y=2" rel="nofollow ugc noreferrer">' in prose.html
    assert '<a href="#card-lina">' in prose.html


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("no fence", "line 1"),
        ('+++\ntitle = "x"\n', "line 3"),
        (FRONT.replace("title =", "titel ="), "line 4"),
        (FRONT.replace('"en"', '"xx"'), "line 3"),
        (FRONT.replace('"What we know."', "What we know."), "line 5"),
        (FRONT + "\ntext with [[card x:1]] inside\n", "line 13"),
        (FRONT + "\n- a\n- b [[figure x]]\n", "line 14"),
        (FRONT + "\n[[crad x:1]]\n", "line 13"),
        (FRONT + "\n[[card]]\n", "line 13"),
        (FRONT + "\n[[card a]]\nand more\n", "line 14"),
    ],
)
def test_a_mistake_names_its_line_and_its_remedy(text: str, line: str) -> None:
    with pytest.raises(Mistaken, match=line) as caught:
        parse(text)

    assert caught.value.advice()
