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


# Invented sentences; the span, its low bound and its unit, of every figure.
SPANS: list[tuple[str, list[tuple[str, float, str]]]] = [
    ("we need 30kg of rice, 4 l of oil", [("30kg", 30, "kg"), ("4 l", 4, "l")]),
    ("نحتاج ٣٠كغارز و٢٠لترماء", [("٣٠كغ", 30, "kg"), ("٢٠لتر", 20, "l")]),
    ("привезли 7 тонн муки и 90 литров воды", [("7 тонн", 7, "t"), ("90 литров", 90, "l")]),
    ("2 t-shirts and 5 boys", [("5", 5, "people")]),
    ("it is 6 °C in the cellar", [("6 °C", 6, "°C")]),
    ("-12°C dans la cave", [("-12°C", -12, "°C")]),
    ("в подвале минус 5 градусов", [("минус 5 градусов", -5, "°C")]),
    ("الحرارة ٩ درجات مئوية", [("٩ درجات مئوية", 9, "°C")]),
    ("вода є 2 год на добу", [("2 год", 2, "duration")]),
    ("свет дают на 20 мин", [("20 мин", 20, "duration")]),
    ("мы сняли 20 мин в огороде", [("20", 20, "count")]),
    ("о 3 год ранку", []),
    ("Ему 21 год", []),
    ("we waited half an hour", [("half an hour", 0.5, "duration")]),
    ("an hour and a half under fire", [("an hour and a half", 1.5, "duration")]),
    ("انتظرنا ساعة ونصف عند الحاجز", [("ساعة ونصف", 1.5, "duration")]),
    ("esperamos hora y media", [("hora y media", 1.5, "duration")]),
    ("llegó a media noche", []),
    ("نصف كيلو سكر", [("نصف كيلو", 0.5, "kg")]),
    ("un quart d'heure sans bruit", [("un quart d'heure", 0.25, "duration")]),
    ("впала стіна на півтора метра", [("півтора метра", 1.5, "m")]),
    ("обстрел длился полчаса", [("полчаса", 0.5, "duration")]),
    ("انتظرنا يومين", [("يومين", 2, "duration")]),
    ("قبل يومين وصلنا", []),
    ("three quarters of a million refugees", [("three quarters of a million", 750_000, "people")]),
    ("ربع مليون نازح", [("ربع مليون", 250_000, "people")]),
    ("4 millones de euros", [("4 millones de euros", 4e6, "money")]),
    ("5 M€ promis", [("5 M€", 5e6, "money")]),
    ("hundreds of metres of pipe", [("hundreds of metres", 200, "m")]),
    ("Des centaines de maisons", [("centaines", 200, "count")]),
    ("300+ dead", [("300", 300, "people")]),
    ("المعبر مغلق منذ ستين يوما", [("ستين يوما", 60, "duration")]),
    ("واحدا وثلاثين جريحا", [("واحدا وثلاثين", 31, "people")]),
    ("людей п'ятдесят у підвалі", [("п'ятдесят", 50, "people")]),
    ("впало метрів за сорок від мосту", [("сорок", 40, "m")]),
    ("9 boats out of 30", [("9", 9, "count"), ("30", 30, "count")]),
    ("72 raids, dont 31 sur la colline", [("72", 72, "count"), ("31", 31, "count")]),
    ("разрушено 40 домов, сгорело 12.", [("40", 40, "count"), ("12", 12, "count")]),
    ("40 boats, on line 7", [("40", 40, "count")]),
    ("12 shells at 10", [("12", 12, "count")]),
    ("12 barrels, then a girl of 9.", [("12", 12, "count")]),
    ("A boy of 8 waved", []),
    ("Пункт 7 договору", []),
]


@pytest.mark.parametrize(("text", "stated"), SPANS)
def test_a_span_holds_the_number_and_its_unit(text: str, stated: list[tuple[str, float, str]]) -> None:
    """Units in words and signs, halves, duals, numbers after their noun, and numbers understood from the one before."""
    assert [(figure.text, figure.low, figure.unit) for figure in figures(text)] == stated


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
