"""Times are resolved no finer than they were said, and set side by side."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.check.times import Stages, compare, times

SAID = datetime(2031, 3, 14, 12, 30, tzinfo=UTC)  # a Friday

RESOLVED = [
    ("as of yesterday", "yesterday", "2031-03-13T00:00", "2031-03-14T00:00", "day"),
    ("five years ago", "five years ago", "2026-01-01T00:00", "2027-01-01T00:00", "year"),
    ("two weeks ago", "two weeks ago", "2031-02-25T00:00", "2031-03-04T00:00", "day"),
    ("it fell last Monday", "last Monday", "2031-03-10T00:00", "2031-03-11T00:00", "day"),
    ("14 March 2031 at 10 pm", "14 March 2031 at 10 pm", "2031-03-14T22:00", "2031-03-14T23:00", "hour"),
    ("since March 2030", "March 2030", "2030-03-01T00:00", "2030-04-01T00:00", "month"),
    ("last night they came", "last night", "2031-03-13T18:00", "2031-03-14T06:00", "hour"),
    ("قبل يومين قصفوا", "قبل يومين", "2031-03-12T00:00", "2031-03-13T00:00", "day"),
    ("منذ أربعة أيام بلا ماء", "منذ أربعة أيام", "2031-03-10T00:00", "2031-03-11T00:00", "day"),
    ("أمس الساعة ١٠ مساء", "أمس الساعة ١٠ مساء", "2031-03-13T22:00", "2031-03-13T23:00", "hour"),
    ("في ١٤ آذار ٢٠٣٠", "١٤ آذار ٢٠٣٠", "2030-03-14T00:00", "2030-03-15T00:00", "day"),
    ("вчера в 10 утра", "вчера в 10 утра", "2031-03-13T10:00", "2031-03-13T11:00", "hour"),
    ("три дня назад", "три дня назад", "2031-03-11T00:00", "2031-03-12T00:00", "day"),
    ("14 березня о 10:30", "14 березня о 10:30", "2031-03-14T10:30", "2031-03-14T10:31", "minute"),
    ("минулого тижня", "минулого тижня", "2031-03-03T00:00", "2031-03-10T00:00", "day"),
    ("hier à 10h30", "hier à 10h30", "2031-03-13T10:30", "2031-03-13T10:31", "minute"),
    ("il y a trois jours", "il y a trois jours", "2031-03-11T00:00", "2031-03-12T00:00", "day"),
    ("hace cinco días", "hace cinco días", "2031-03-09T00:00", "2031-03-10T00:00", "day"),
    ("ayer a las 10 de la noche", "ayer a las 10 de la noche", "2031-03-13T22:00", "2031-03-13T23:00", "hour"),
    ("an hour ago", "an hour ago", "2031-03-14T11:00", "2031-03-14T12:00", "hour"),
]


@pytest.mark.parametrize(("text", "words", "earliest", "latest", "precision"), RESOLVED)
def test_an_expression_is_resolved_as_finely_as_it_was_said(
    text: str, words: str, earliest: str, latest: str, precision: str
) -> None:
    """Words, both ends and precision, in six languages."""
    (found,) = times(text, said=SAID)

    assert found.earliest is not None
    assert found.latest is not None
    assert (found.text, found.precision) == (words, precision)
    assert (found.earliest.isoformat()[:16], found.latest.isoformat()[:16]) == (earliest, latest)


@pytest.mark.parametrize(
    "text", ["no time here", "He may come with 3 friends", "march on", "12 people, 3 shells", "ماء وخبز", "5% of it"]
)
def test_words_that_are_no_times_are_left(text: str) -> None:
    """Small words of other meanings."""
    assert times(text, said=SAID) == ()


def test_as_of_is_kept_beside_the_day() -> None:
    """The time that something is said to be true of."""
    assert [one.as_of for one in times("98% as of yesterday, they say today", said=SAID)] == [True, False]


def test_without_the_time_of_saying_relative_words_stay_unresolved() -> None:
    """A full date needs nobody."""
    yesterday, date = times("yesterday, and on 14.03.2031")

    assert yesterday.earliest is None
    assert date.earliest == datetime(2031, 3, 14, tzinfo=UTC)


def test_a_date_that_can_be_read_in_two_ways_gives_both() -> None:
    """Day first, month first; with dots only day first."""
    (slashed,) = times("on 03/04/2031", said=SAID)

    assert slashed.earliest == datetime(2031, 4, 3, tzinfo=UTC)
    assert slashed.other is not None
    assert slashed.other[0] == datetime(2031, 3, 4, tzinfo=UTC)
    assert times("on 03.04.2031")[0].other is None
    assert times("on 14/04/2031")[0].other is None


def test_today_begins_at_midnight_of_the_zone() -> None:
    """At 23:30 UTC it is tomorrow three hours east."""
    east = timezone(timedelta(hours=3))

    (found,) = times("today", said=datetime(2031, 3, 14, 23, 30, tzinfo=UTC), zone=east)

    assert found.earliest == datetime(2031, 3, 15, tzinfo=east)


def test_times_of_one_thing_are_set_side_by_side() -> None:
    """Each stage against the others, in a code and a sentence."""
    day = timedelta(days=1)
    stages = Stages(
        event=(SAID, SAID + day),
        posted=SAID - day,
        edited=SAID + 3 * day,
        by_id=SAID - 2 * day,
        media=SAID,
        published=SAID + 2 * day,
    )

    found = compare(stages)

    assert [note.code for note in found] == [
        "posted-before-event",
        "id-disagrees",
        "media-after-post",
        "edited",
        "edited-after-publication",
    ]
    assert found[0].why == "Posted 2031-03-13 12:30 UTC, which is 1 day before it is said to have been."
    assert compare(Stages(posted=SAID, by_id=SAID, captured=SAID + day)) == ()


@pytest.mark.parametrize("piece", ["1 day ", "in ", "قبل ", "1/1/", "10:30 ", "march ", "last ", "9999 years ago "])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    """Fifty thousand characters of anything take a few seconds at most on a slow machine."""
    text = (piece * 50_000)[:50_000]
    began = time.process_time()

    times(text, said=SAID)

    assert time.process_time() - began < 5.0


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet=st.sampled_from(list("0123456789:/-. amyesterdgoprtn أمسقبل")), max_size=60) | st.text(max_size=60)
)
def test_any_text_gives_times_in_order(text: str) -> None:
    """For any text: inside it, in order, the end not before the beginning, twice the same."""
    found = times(text, said=SAID)

    assert found == times(text, said=SAID)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.earliest is None or (one.latest is not None and one.earliest <= one.latest) for one in found)
