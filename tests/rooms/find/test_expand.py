"""Names in all their spellings, translations, and what only sounds alike."""

from __future__ import annotations

import pytest

from firsthand.find.expand import MOST_WAYS, candidates, expand, in_translations, names_of, sound, sounds_like
from firsthand.find.index_terms import fts
from firsthand.find.query import parse
from firsthand.find.terms import All, Any, Filter, Not, Words

GROUPS = [
    ("أورادش", "Oradesh", "Орадеш"),
    ("جسر النسّاجين", "Weavers Bridge", "Міст ткачів"),
    ("الجسر", "Bridge"),
]


def expanded(text: str, groups: list[tuple[str, ...]] = GROUPS) -> tuple[str | None, tuple[tuple[str, tuple[str, ...]], ...]]:
    query = parse(text)
    out = expand(query, names_of(groups, wanted=candidates(query)))
    return fts(out.query), out.also


@pytest.mark.parametrize("text", ["Oradesh", "oradesh", "اورادش", "أُورادش", "Орадеш"])
def test_a_name_is_searched_for_in_every_spelling(text: str) -> None:
    """Whichever one is written, folded as search folds."""
    words, _ = expanded(text)

    assert words is not None
    assert all(f'"{way}"' in words for way in ("اورادش", "oradesh", "орадеш"))


def test_the_longest_name_wins_and_is_said() -> None:
    """Words that stand side by side are one name; what was added is told."""
    words, also = expanded("water Weavers Bridge")

    assert words == '("water" AND (("weavers" AND "bridge") OR "جسر النساجين" OR "міст ткачів"))'
    assert also == (("Weavers Bridge", ("جسر النسّاجين", "Міст ткачів")),)


@pytest.mark.parametrize("text", ['"Oradesh"', "Orade*", '"Weavers Bridge"', '"Oradesh water"~5'])
def test_quotes_and_beginnings_switch_it_off(text: str) -> None:
    """As it is written, so it is searched for."""
    assert expanded(text)[1] == ()


def test_a_name_is_left_out_in_every_spelling_too() -> None:
    """``-Oradesh`` leaves out what says it in Arabic."""
    query = parse("water -Oradesh")

    found = expand(query, names_of(GROUPS, wanted=candidates(query))).query

    assert found.root.parts[1] == Not(part=Any(parts=(
        Words(text="oradesh", shown="Oradesh"), Words(text="اورادش", shown="أورادش", exact=True),
        Words(text="орадеш", shown="Орадеш", exact=True),
    )))  # fmt: skip


def test_a_place_of_many_names_is_bounded() -> None:
    """Eighty spellings are not eighty searches, and how many were left out is said."""
    query = parse("Alpha")
    out = expand(query, names_of([("Alpha", *(f"alpha{n}" for n in range(80)))], wanted=candidates(query)))

    assert len(out.also[0][1]) == MOST_WAYS
    assert out.left_out == 80 - MOST_WAYS


@pytest.mark.parametrize(
    ("one", "other"), [("حلب", "Halab"), ("حلب", "Halep"), ("Харків", "Kharkiv"), ("خاركيف", "Харьков"), ("دمشق", "Dimashq"),
     ("إدلب", "Идлиб")]
)
def test_scripts_sound_alike(one: str, other: str) -> None:
    """The consonants of a name are the same in each script."""
    assert sound(one) == sound(other) != ""


def test_what_sounds_alike_is_proposed_only() -> None:
    """A name of the case is proposed for a spelling that it does not hold; short and known words propose nothing."""
    assert sounds_like(["oradish"], GROUPS) == [("oradish", "أورادش")]
    assert sounds_like(["oradesh", "ab", "water"], GROUPS) == [("oradesh", "أورادش")]
    assert sounds_like(["يا"], GROUPS) == []


def test_words_become_conditions_on_translations() -> None:
    """All words move; what excludes words has no such twin."""
    found = in_translations(parse("bridge* lang:ar -has:video"))

    assert found is not None
    assert found.root == All(parts=(
        Filter(field="translation", value="bridge*"), Filter(field="lang", value="ar"), Not(part=Filter(field="has", value="video")),
    ))  # fmt: skip
    assert in_translations(parse("lang:ar")) is None
    assert in_translations(parse("bridge -water")) is None
    assert in_translations(parse("bridge or has:video")) is None


def test_a_country_of_places_is_folded_as_search_folds() -> None:
    """Folding thousands at once gives what folding one gives, apostrophes and all."""
    groups = [(f"Place-{n}", f"موقع {n} أ", f"L'Étang {n}") for n in range(6000)]

    wanted = candidates(parse("Place-5999 or L'Étang-3")) | {"موقع 7 ا"}

    assert names_of(groups, wanted=wanted).keys() == wanted
