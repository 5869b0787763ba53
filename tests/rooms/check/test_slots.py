"""Which question a figure answers, in six languages, and which answers cannot all be true."""

from __future__ import annotations

import pytest

from firsthand.check.figures import figures
from firsthand.check.slots import contradiction, same_question, slot


def slots(text, place=""):
    """Each figure of a text with its slot."""
    found = figures(text)
    return [(one, slot(one, text, found, place=place)) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "57 civilians were killed in Oradesh yesterday",
        "قُتل ٤٠ مدنياً في أورادش حسب المستشفى",
        "загинули 60 цивільних в Орадеші",
        "погибли 60 человек",
        "60 personnes ont été tuées",
        "murieron 60 personas",
    ],
)
def test_the_dead_are_one_question_in_every_language(text):
    """Reports of one question meet across scripts."""
    ((_, other),) = slots("at least 12 people died")
    ((_, one),) = slots(text)

    assert one.happened == "killed"
    assert "killed" in same_question(one, other)


def test_each_figure_has_its_own_cue():
    """In one sentence the dead and the wounded are two questions."""
    for text in ("40 killed and 60 wounded", "قتل 40 وجرح 60"):
        (dead, wounded) = slots(text)

        assert (dead[1].happened, wounded[1].happened) == ("killed", "wounded")
        assert not same_question(dead[1], wounded[1])


def test_three_shares_of_one_city():
    """98 per cent, about two thirds, and 71–76 % cannot all be held."""
    said = ("We hold 98 per cent of the city.", "the Northern Guard controls about two thirds of the built-up area",
            "the Guard is present in 71–76% of the streets we can count")  # fmt: skip
    (one, two, three) = (slots(text)[0] for text in said)

    assert same_question(one[1], two[1])
    assert same_question(one[1], three[1])
    assert contradiction(one[0], two[0])
    assert contradiction(one[0], three[0])
    assert not contradiction(two[0], three[0])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("40 killed in Oradesh", "40 wounded in Oradesh"),
        ("500 houses destroyed", "20 schools destroyed"),
        ("60 people came", "40 people waited"),
        ("water for 3 days", "قتل 40 شخصا"),
        ("الحرارة 40 درجة", "40 people were killed"),
    ],
)
def test_other_questions_are_not_held_against_each_other(left, right):
    """What both state must agree, and too little is no question."""
    (a, *_), (b, *_) = slots(left) or [(None, None)], slots(right)
    assert a is None or not same_question(a[1], b[1])


def test_two_places_are_two_questions():
    """Only where both are known."""
    ((_, here),) = slots("40 people were killed", "Oradesh")
    ((_, there),) = slots("50 people were killed", "Fen")
    ((_, nowhere),) = slots("50 people were killed")

    assert not same_question(here, there)
    assert same_question(here, nowhere)
