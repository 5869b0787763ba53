"""Figures are read as said, in six languages, and what cannot be is flagged with its arithmetic."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.check import numbers
from firsthand.check.figures import figures
from firsthand.check.plausible import CROWDING, crowding
from firsthand.model.figure import HEDGES, UNITS, Figure

# Invented sentences; low, high, unit, hedge of the first figure.
SAID: list[tuple[str, float, float, str, str]] = [
    ("Over 300,000 lives were lost", 300_000, 300_000, "people", "at-least"),
    ("more than 7 million people have left", 7e6, 7e6, "people", "at-least"),
    ("half a million people fled Oradesh", 5e5, 5e5, "people", ""),
    ("50k civilians are in the old town", 5e4, 5e4, "people", ""),
    ("50К людей", 5e4, 5e4, "people", ""),
    ("over 1.5m displaced", 1.5e6, 1.5e6, "people", "at-least"),
    ("2bn dollars are missing", 2e9, 2e9, "money", ""),
    ("$3.5 million in aid came", 3.5e6, 3.5e6, "money", ""),
    ("71–76% of the city", 71, 76, "percent", ""),
    ("about two thirds of the city", 66.67, 66.67, "percent", "about"),
    ("3-4 barrel bombs fell", 3, 4, "count", ""),
    ("between 20 and 30 shells", 20, 30, "count", ""),
    ("nearly 2,500 people evacuated", 2500, 2500, "people", "nearly"),
    ("two hundred thousand residents", 2e5, 2e5, "people", ""),
    ("dozens killed near the mill", 20, 99, "people", "vague"),
    ("tens of thousands of people", 20_000, 99_999, "people", "vague"),
    ("5 km² are left", 5, 5, "km2", ""),
    ("five square metre", 5, 5, "m2", ""),
    ("12 killed at the bridge", 12, 12, "people", ""),
    ("up to 90 families wait", 90, 90, "people", "at-most"),
    ("more than ٤٠٠٬٠٠٠ people", 4e5, 4e5, "people", "at-least"),
    ("قتل أكثر من ٤٠٠ ألف شخص", 4e5, 4e5, "people", "at-least"),
    ("نزح نصف مليون شخص", 5e5, 5e5, "people", ""),
    ("نحو 11 مليون نازح", 11e6, 11e6, "people", "about"),
    ("سيطروا على ٩٨٪ من المدينة", 98, 98, "percent", ""),
    ("عشرات الشهداء قرب الجسر", 20, 99, "people", "vague"),
    ("ثلثي المدينة", 66.67, 66.67, "percent", ""),
    ("٥ كم مربع", 5, 5, "km2", ""),
    ("пів мільйона людей", 5e5, 5e5, "people", ""),
    ("понад 12 тис. осіб", 12_000, 12_000, "people", "at-least"),
    ("близько 1,5 млн людей", 1.5e6, 1.5e6, "people", "about"),
    ("98 відсотків міста", 98, 98, "percent", ""),
    ("погибло 1 500 000 человек", 1.5e6, 1.5e6, "people", ""),
    ("около 40 тыс. жителей", 40_000, 40_000, "people", "about"),
    ("от 3 до 5 ракет", 3, 5, "count", ""),
    ("un demi-million de personnes", 5e5, 5e5, "people", ""),
    ("au moins 82 morts", 82, 82, "people", "at-least"),
    ("98 % de la ville", 98, 98, "percent", ""),
    ("400 000 habitants", 4e5, 4e5, "people", ""),
    ("medio millón de personas", 5e5, 5e5, "people", ""),
    ("más de 12.500 personas", 12_500, 12_500, "people", "at-least"),
    ("entre 20 y 30 heridos", 20, 30, "people", ""),
]

SILENT = [
    "He is 12 years old", "aged 7, she walks alone", "On 14.03.2031 at 10:22", "since 2016 we wait", "in 2016",
    "call +999 55 123 4567", "house 12, 14 Mill Street", "day 41", "T-72 near the mill", "five years ago", "district 5",
    "عمره ١٢ سنة", "منذ ٥ أيام", "يوم ١٤/٣/٢٠٣١", "شارع النهر بناية ١٤", "йому 12 років", "5 днів тому",
    "вул. Річкова, буд. 5",
    "ей 7 лет", "il a 12 ans", "depuis 5 jours", "tiene 12 años", "hace 3 días", "no number at all",
]  # fmt: skip


@pytest.mark.parametrize(("text", "low", "high", "unit", "hedge"), SAID)
def test_a_figure_is_read_as_said(text: str, low: float, high: float, unit: str, hedge: str) -> None:
    """Value, range, unit and hedge, in every script."""
    figure = figures(text)[0]

    assert (figure.low, figure.high, figure.unit, figure.hedge) == (low, high, unit, hedge)


@pytest.mark.parametrize("text", SILENT)
def test_ages_dates_labels_and_contact_data_are_no_figures(text: str) -> None:
    """What names a time, a person's age, a place or a telephone counts nothing."""
    assert figures(text) == ()


def test_crowding_is_flagged_in_words_and_never_corrected() -> None:
    """A hundred thousand people cannot stand in five square metres; the words stay as they were."""
    text = "80,000 people are in a tiny “four square metre [sic]” corner of Oradesh."

    people, area = figures(text)

    assert (area.text, area.low, area.unit, area.quoted, area.sic) == ("four square metre", 4, "m2", True, True)
    assert [flag.code for flag in area.flags] == ["scare-quotes", "crowding"]
    assert area.flags[1].why == "80,000 people in 4 m² is 20,000 per m²; is km² meant?"
    assert people.flags == area.flags[1:]


def test_people_who_can_stand_there_are_not_flagged() -> None:
    """The same people in square kilometres are no wonder."""
    assert [figure.flags for figure in figures("80,000 people are in four square kilometres")] == [(), ()]


@pytest.mark.parametrize(
    ("people", "word"), [(1, "loose"), (200, "loose"), (500, "dense"), (900, "packed"), (1001, "impossible")]
)
def test_the_bounds_of_crowding_have_their_words(people: int, word: str) -> None:
    """Each density falls under the first bound that holds it; each bound names its source or says that it guesses."""
    crowd = Figure(start=0, end=1, text="x", low=people, high=people, unit="people")
    area = Figure(start=2, end=3, text="y", low=100, high=100, unit="m2")

    assert crowding(crowd, area)[1].word == word
    assert all(bound.source for bound in CROWDING)


def test_shares_are_asked_for_their_whole() -> None:
    """More than the whole, and a share of nothing in particular, are flagged; growth may pass a hundred."""
    assert [flag.code for flag in figures("150% of the city")[0].flags] == ["share-above-hundred"]
    assert [flag.code for flag in figures("they hold 98%")[0].flags] == ["share-without-base"]
    assert "share-above-hundred" not in [flag.code for flag in figures("prices rose by 150% of the old")[0].flags]
    assert figures("at least “98%” of the city")[0].thing == "city"


def test_an_unclear_separator_is_said() -> None:
    """A dot before three digits may be a thousands mark or a decimal point."""
    assert [flag.code for flag in figures("12.500 personas")[0].flags] == ["unclear-separator"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("According to the river council, 400 people are missing", "the river council"),
        ("بحسب الهلال قتل ٤٠٠ شخص", "الهلال"),
        ("За даними ради, 400 людей зникли", "ради"),
        ("Selon la mairie, 400 personnes sont parties", "la mairie"),
        ("The bridge fell. 400 people saw it", ""),
    ],
)
def test_the_speaker_of_a_figure_is_kept(text: str, who: str) -> None:
    """Who says so in the same sentence, in the words of the text; nobody when nobody is named."""
    assert figures(text)[0].attributed_to == who


def test_spans_count_code_points_of_the_original() -> None:
    """Marks that cannot be seen neither break a number nor shift its span."""
    text = "🙂 \u200fقتل \u200e٤٠\u200b٠ ألف شخص"

    figure = figures(text)[0]

    assert figure.low == 400_000
    assert text[figure.start : figure.end] == figure.text


def test_every_word_of_the_tables_is_read() -> None:
    """No word of the tables ends in anything but a figure or silence."""
    for word in numbers.LEXICON:
        for text in (f"{word} people", f"{word} million people", f"3 {word} людей", f"و{word} شخص", word.upper()):
            assert all(figure.low <= figure.high for figure in figures(text))


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "1 ",
        "9.",
        "“",
        "five ",
        "1-",
        "1 million ",
        "a",
        "1% of ",
        "«a",
        "5 m² 5 people ",
        "مليون ",
        "according to ",
    ],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    """A hundred thousand characters of anything take a few seconds at most on a slow machine."""
    text = (piece * 100_000)[:100_000]
    began = time.process_time()

    figures(text)

    assert time.process_time() - began < 4.0


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet=st.sampled_from(list("0123٤٥ ,.%-–“”[sic]kmm² millionпеople\n")), max_size=60)
    | st.text(max_size=60)
)
def test_any_text_gives_figures_in_order(text: str) -> None:
    """For any text: inside it, in order, apart, with known words, and twice the same."""
    found = figures(text)

    assert found == figures(text)
    assert all(
        text[f.start : f.end] == f.text and f.unit in UNITS and f.hedge in HEDGES and f.low <= f.high for f in found
    )
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))
