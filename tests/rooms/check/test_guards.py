"""Digits and number words that count nothing: ages, dates, hours, calibres, houses, verses, scores, names, sayings."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.check.figures import figures
from firsthand.check.gates import Gates, keys, spellings

LINES = [
    line.split(" ", 2)
    for line in (Path(__file__).parent / "guards.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("lang", ["en", "ar", "uk", "ru", "fr", "es"])
def test_numbers_that_count_nothing_are_no_figures(lang: str) -> None:
    """Each language has its ways of writing numbers that nobody should check."""
    alarms = [(kind, text, [one.text for one in found]) for at, kind, text in LINES if at == lang and (found := figures(text))]

    assert sum(at == lang for at, _, _ in LINES) > 60
    assert alarms == []


def test_every_kind_of_such_numbers_is_tried_in_every_language() -> None:
    """A class of guards that one language lacks is one that nobody has looked at there."""
    tried = {(at, kind) for at, kind, _ in LINES}
    kinds = {kind for _, kind in tried}

    assert kinds > {"age", "clock", "date", "phone", "weapon", "house", "verse", "ordinal", "score", "version", "list", "name", "idiom"}
    assert {(at, kind) for at in ("en", "ar", "uk", "ru", "fr", "es") for kind in kinds} - tried == set()


COUNTED = (
    ("We counted 17 houses on Tanner Row, 64 burnt", ["17", "64"]),
    ("12 dead, 30 wounded near gate 3", ["12", "30"]),
    ("District 9: 14 families, 3 new trucks", ["14", "3"]),
    ("they are 40 in a room for 12 people", ["12"]),
    ("bed 12 is empty, 5 patients left", ["5"]),
    ("a third of the houses, a third of them empty", ["a third"]),
    ("The battery is at 100%", ["100%"]),
    ("٤٠ قتيلا في اللواء 7", ["٤٠"]),
    ("трамвай 11 згорів, загинуло 8 людей", ["8"]),
    ("в палате 208 лежат 6 раненых", ["6"]),
    ("le 9, 30 blessés au 3 cour des Cordiers", ["30"]),
    ("12 dead on Ropewalk, the youngest was four", ["12"]),
    ("40 wounded in Ward 6, bed 9 is empty", ["40"]),
    ("Two boys, nine and eleven, walked home", ["Two"]),
    ("Deux garçons de 9 et 11 ans, 3 filles", ["Deux", "3"]),
    ("50 panes, pregunten en la ventanilla 4", ["50"]),
    ("потеряли шестерых, брату было двадцать", ["шестерых"]),
    ("12 загиблих на В'язовій, наймолодшому було чотири", ["12"]),
    ("٤٠ جريح بالغرفة ٦، التخت ٩ فاضي", ["٤٠"]),
    ("el 9 murieron 12 personas a las siete", ["12"]),
)


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_a_count_beside_such_a_number_is_still_found(text: str, expected: list[str]) -> None:
    """What keeps a name or an hour out keeps no count out."""
    assert [one.text for one in figures(text)] == expected


def test_a_pattern_is_spelt_out_into_all_that_it_matches() -> None:
    """Gates rest on this: a spelling that is forgotten is a finding that is lost."""
    assert spellings(r"hours?|(?:il y a|d[eu]) \w{1,3}x(?!\w)") == ["hour", "hours", "il y a *x", "de *x", "du *x"]
    assert set(keys(r"(?P<n>.) hours? ago|дн[яі]\w{0,2}")) == {("hour", False), ("hours", False), ("дня", True), ("дні", True)}
    with pytest.raises(ValueError, match="holds no word"):
        list(keys("%|per cent"))


def test_a_gate_opens_for_a_word_its_beginning_and_its_parts() -> None:
    """A word with an apostrophe may hold the word that is asked for on either side."""
    gates = Gates(((1, "hier|aujourd'hui"), (2, r"годин\w{0,2}")))

    assert gates.of("rien hier") == gates.of("c'est qu'hier") == gates.of("d'aujourd'hui") == 1
    assert gates.of("Годинами нікого") == 2
    assert gates.of("nothing of it, hierarchies") == 0
