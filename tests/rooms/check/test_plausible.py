# ruff: noqa: E501 - a row of a table stays on one line
"""What cannot be is said with its arithmetic; who says so, or that nobody does."""

from __future__ import annotations

import pytest

from firsthand.check.attribution import credit_lines, hearsay
from firsthand.check.figures import figures
from firsthand.check.mapped import mapped
from firsthand.check.plausible import above_population, against_answers, apart
from firsthand.model.figure import Figure


def _people(low: float, high: float = 0, hedge: str = "") -> Figure:
    return Figure(start=0, end=1, text="x", low=low, high=high or low, unit="people", hedge=hedge)


@pytest.mark.parametrize(
    ("text", "code", "why"),
    [
        ("30 of the 20 hospitals closed", "part-above-whole", "30 of 20: the part is more than the whole by 10."),
        ("40 killed, including 60 children", "part-above-whole", "60 of 40: the part is more than the whole by 20."),
        ("100 killed, including 60 women and 50 children", "sum-of-parts", "60 + 50 = 110, and the whole is 100."),
        ("120 people (50 men, 40 women and 20 children)", "sum-of-parts", "50 + 40 + 20 = 110, and the whole is given as 120."),
        ("36,000 people crossed the bridge in 5 minutes", "rate", "36,000 in 5 minutes is 120 per second; on foot, at 1.22 per second and metre (Weidmann 1993), that is a front of 98 m."),
        ("5,000 shells fell in 10 minutes", "rate", "5,000 in 10 minutes is 8.3 per second; more than 5 per second is asked about, by a guess."),
    ],
)  # fmt: skip
def test_parts_sums_and_rates_are_set_against_each_other(text: str, code: str, why: str) -> None:
    """Each with its arithmetic in a sentence."""
    flags = [flag for figure in figures(text) for flag in figure.flags]

    assert (code, why) in [(flag.code, flag.why) for flag in flags]


@pytest.mark.parametrize(
    "text",
    [
        "12 of the 15 hospitals closed", "100 killed, including 60 women and 30 children", "120 people (60 men, 40 women and 20 children)",
        "3,000 people crossed the bridge in 5 hours", "40 shells fell in 10 minutes", "at least 40 killed, including 60 children",
        "according to the council, 98% of the city", "80,000 people in four square kilometres",
    ],
)  # fmt: skip
def test_what_can_be_is_not_flagged(text: str) -> None:
    """The same forms with numbers that fit."""
    assert [figure.flags for figure in figures(text) if figure.flags] == []


def test_facts_from_outside_are_asked_about() -> None:
    """More than live there, with the slip that would make sense; another order than the other answers; contradictions."""
    living = above_population(_people(3_000_000), "Oradesh", 310_000)
    order = against_answers(_people(40_000), [_people(40), _people(45)])

    assert living is not None
    assert (
        living.why
        == "3,000,000 people is 9.7 times the 310,000 of Oradesh; 3,000 would fit: is thousand meant for million?"
    )
    assert above_population(_people(300_000), "Oradesh", 310_000) is None
    assert order is not None
    assert "889 times more" in order.why
    assert against_answers(_people(60), [_people(40), _people(45)]) is None
    assert apart(_people(40, hedge="at-least"), _people(57)) == ""
    assert apart(_people(40, hedge="at-least"), _people(30)) == "30 and at least 40 cannot both be: they are 10 apart."


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The mayor said that a driver told his cousin that 40 people were taken.", "The mayor → a driver"),
        ("The council says 40 are dead, while the guard says 12 are dead.", "The council"),
        ("40 personnes sont mortes, a annoncé le maire.", "le maire"),
        ("40 людей загинули, повідомила міська рада.", "міська рада"),
        ("أعلن المجلس المحلي أن 40 شخصا قتلوا", "المجلس المحلي"),
        ("Ministry of Bridges: 40 people missing", "Ministry of Bridges"),
        ("He said 40 people are missing", ""),
    ],
)
def test_who_says_so_is_given_in_the_words_of_the_text(text: str, who: str) -> None:
    """Chains from the one who tells us; a pronoun is nobody."""
    assert figures(text)[0].attributed_to == who


def test_hearsay_and_credit_lines_are_found() -> None:
    """Words that name nobody, in several languages; what is credited and to whom."""
    text = "There are reports of shelling, reportedly heavy. Говорят, мост цел. يقال إن الجسر سقط\n\nSource: River Wire.\nPhoto: Agency / L. Okar."

    assert [one.text for one in hearsay(mapped(text))] == ["There are reports", "reportedly", "Говорят", "يقال إن"]
    assert [(one.kind, one.who) for one in credit_lines(mapped(text))] == [
        ("Source", ("River Wire",)),
        ("Photo", ("Agency", "L. Okar")),
    ]
    assert all(text[one.start : one.end] == one.text for one in credit_lines(mapped(text)))
