"""Grades as machine tags, out and in."""

from __future__ import annotations

import pytest

from firsthand.model.admiralty import DECEPTIVE, TAGS, Stated, item_tag, read_tags, source_tag
from firsthand.model.words import CREDIBILITY, RELIABILITY


@pytest.mark.parametrize("reliability", RELIABILITY)
@pytest.mark.parametrize("credibility", CREDIBILITY)
def test_what_is_written_is_read(reliability: str, credibility: str) -> None:
    """Every pair of grades comes back as it went out."""
    assert read_tags([item_tag(credibility), "tlp:amber", source_tag(reliability)]) == Stated(reliability, credibility, ())


def test_a_tag_has_their_form() -> None:
    """Namespace, predicate and value in quotation marks, letters small."""
    assert source_tag("D") == 'admiralty-scale:source-reliability="d"'
    assert item_tag("4") == 'admiralty-scale:information-credibility="4"'


@pytest.mark.parametrize("grade", ["G", "g", "", "a", "7", "AB"])
def test_only_our_grades_are_written(grade: str) -> None:
    """Nothing that is no grade of ours goes out, and g never does."""
    with pytest.raises(ValueError, match="no grade of a source"):
        source_tag(grade)
    with pytest.raises(ValueError, match="no grade of information"):
        item_tag(grade)


def test_the_seventh_grade_is_told() -> None:
    """Deliberately deceptive is our E, and a note says that it was more."""
    assert read_tags(['admiralty-scale:source-reliability="g"']) == Stated("E", "", (DECEPTIVE,))


def test_two_grades_are_none() -> None:
    """Where tags differ nobody's word is chosen."""
    told = read_tags([source_tag("A"), source_tag("E"), item_tag("2")])

    assert (told.reliability, told.credibility) == ("", "2")
    assert told.notes == ("Two different grades are stated (source-reliability): A, E. Neither is taken.",)


@pytest.mark.parametrize(
    ("tag", "reliability"),
    [("ADMIRALTY-SCALE:Source-Reliability=B", "B"), (' admiralty-scale:source-reliability="c" ', "C"),
     ("admiralty-scale:source-reliability = f", "F")],
)  # fmt: skip
def test_other_spellings_are_read(tag: str, reliability: str) -> None:
    """Tools differ in case and quotation marks."""
    assert read_tags([tag]) == Stated(reliability, "", ())


@pytest.mark.parametrize(
    "tag",
    ['admiralty-scale:source-reliability="١"', 'admiralty-scale:source-reliability="\u202ea"', "admiralty-scale:",
     'admiralty-scale:source-reliability="' + "a" * 100_000, 'admiralty-scale:source-reliability="h"', "admiralty-scale:x\x00=1"],
)  # fmt: skip
def test_a_hostile_tag_gives_a_note(tag: str) -> None:
    """What cannot be read is said, short and in plain letters, and gives no grade."""
    told = read_tags([tag])

    assert (told.reliability, told.credibility) == ("", "")
    assert len(told.notes) == 1
    assert told.notes[0].isascii()
    assert len(told.notes[0]) < 600


def test_endless_tags_end() -> None:
    """No more than a thousand are looked at."""
    assert read_tags("tlp:red" if n < TAGS else source_tag("A") for n in range(10 * TAGS)) == Stated("", "", ())
