from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from firsthand.model.errors import Mistaken, Refused
from firsthand.story.edition import Affiliation, CardRef, Mark, MediaView, Passage, Translation
from firsthand.testing.editions import edition


def test_a_link_to_a_party_needs_its_reason_and_a_printed_degree() -> None:
    """Nobody is printed as linked to a party without saying why, or for sympathy alone."""
    with pytest.raises(Refused):
        Affiliation(party="Northern Guard", degree="member", why=" ")
    with pytest.raises(Refused):
        Affiliation(party="Northern Guard", degree="sympathetic", why="posts their flag")


def test_an_unchecked_translation_is_not_printed() -> None:
    with pytest.raises(Refused):
        Translation(passage=Passage(text="x", language="en"), by="some-model@1", checked_by="")


def test_media_without_a_description_are_not_printed() -> None:
    with pytest.raises(Refused):
        MediaView(kind="image", file="a.jpg", width=1, height=1, description=" ")


@pytest.mark.parametrize("name", ["../a.jpg", "a/b.jpg", "", " a", ".hidden", "a?b"])
def test_the_file_of_a_picture_is_a_plain_name(name: str) -> None:
    if name:
        with pytest.raises(Mistaken):
            MediaView(kind="image", file=name, width=1, height=1, description="A bridge.")


def test_a_paraphrase_stands_alone() -> None:
    """Beside the words it would give the person away."""
    with pytest.raises(Refused):
        replace(edition().cards[0], paraphrase="They said goodbye.")


@pytest.mark.parametrize(
    "change",
    [{"id": "x:1"}, {"roles": ("hero",)}, {"reliability": "G"}, {"source_address": "javascript:alert(1)"}],
)
def test_a_card_takes_only_known_words_and_safe_addresses(change: dict[str, Any]) -> None:
    with pytest.raises(Mistaken):
        replace(edition().cards[0], **change)


def test_a_card_judged_by_nobody_is_not_printed() -> None:
    with pytest.raises(Refused):
        replace(edition().cards[0], judges=0)


def test_marks_lie_in_order_within_the_words() -> None:
    with pytest.raises(Mistaken):
        Passage(text="abc", language="en", marks=(Mark(at=4, kind="sic"),))
    with pytest.raises(Mistaken):
        Passage(text="abc", language="en", marks=(Mark(at=2, kind="sic"), Mark(at=1, kind="sic")))


def test_a_story_names_only_cards_that_are_there_and_each_once() -> None:
    story = edition()
    with pytest.raises(Mistaken, match="nobody"):
        replace(story, blocks=(CardRef(key="nobody"),))
    with pytest.raises(Mistaken, match="twice"):
        replace(story, blocks=(CardRef(key="lina"), CardRef(key="lina")))


def test_the_contact_is_an_address_that_cannot_run() -> None:
    with pytest.raises(Mistaken):
        replace(edition(), contact="javascript:alert(1)")
