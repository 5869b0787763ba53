"""What signals declare, what they may be given, and that one that fails costs only its own row."""

from __future__ import annotations

import ast
import inspect
import re
import typing
from dataclasses import replace
from pathlib import Path

import pytest

from firsthand.model.finding import FAMILIES, HYPOTHESES
from firsthand.model.words import BANDS
from firsthand.signals import own_dealings, own_reasons, own_records, own_senses, own_words, seam
from firsthand.signals.registry import BY_NAME, SIGNALS, look
from firsthand.signals.seam import INPUTS, REFUSED, Given, Profile, Said, Signal
from firsthand.signals.words import Table

CATALOGUE = {
    "first_person_perception", "here_now_place", "deprivation_trapped", "farewell_distress", "relay_markers", "near_copy_of_earlier",
    "posted_before_event", "light_mismatch", "media_earlier_elsewhere", "self_location_conflict", "declared_role",
    "declared_affiliation", "handle_or_bio_change", "creation_burst", "co_share_significant", "shares_party_media",
    "independent_corroboration", "contradiction", "quantity_implausible", "attribution_distance", "crowd_questions",
}  # fmt: skip
RECORDS = [one for one in vars(seam).values() if inspect.isclass(one) and issubclass(one, tuple) and hasattr(one, "_fields")]


def parts(name: str) -> set[str]:
    return set(re.split(r"_", name)) | {name}


def test_the_catalogue_is_whole() -> None:
    """Each of the twenty-one is there, and no name twice."""
    assert not CATALOGUE - set(BY_NAME)
    assert len(BY_NAME) == len(SIGNALS)


def test_the_page_names_each_signal_and_what_it_speaks_of() -> None:
    """docs/concepts/signals.md has a row for each signal with its idea, and one for each hypothesis."""
    page = (Path(__file__).parents[3] / "docs" / "concepts" / "signals.md").read_text("utf-8")

    assert [one.name for one in SIGNALS if f"| `{one.name}` | {one.family.replace('-', ' ')} |" not in page or one.idea not in page] == []
    assert [name for name, words in HYPOTHESES.items() if f"| *{name}* | {words} |" not in page] == []


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda one: one.name)
def test_a_signal_declares_itself(signal: Signal) -> None:
    """Hypotheses, directions, family and inputs are words of ours; innocent reading and false positives are told."""
    assert signal.family in FAMILIES
    assert set(signal.speaks) <= set(HYPOTHESES)
    assert all(set(directions) <= {1, -1} for directions in signal.speaks.values())
    assert set(signal.needs) <= set(INPUTS)
    assert signal.needs
    assert signal.idea.endswith(".")
    assert len(signal.innocent.split()) >= 6
    assert signal.false_positives
    assert signal.source
    assert signal.version


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda one: one.name)
def test_a_signal_uses_what_it_asked_for(signal: Signal) -> None:
    """No signal looks at an input that it did not declare, but for those that it tries itself."""
    tree = ast.parse(inspect.getsource(inspect.getmodule(signal.find)))
    used = {
        node.attr for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "given"
    } & set(INPUTS)  # fmt: skip
    tried = {
        "posted_before_event": {"period", "phrases", "id_times"}, "declared_in_posts": {"parties"}, "denies_tie": {"parties"},
        "told_of_charge": {"parties"},
        "kin_with_party": {"parties"}, "posting_hours": {"period"}, "little_to_go_on": {"period"},
    }.get(signal.name, set())

    assert used <= {*signal.needs, *tried}


@pytest.mark.parametrize("record", [Given, *RECORDS], ids=lambda one: one.__name__)
def test_what_is_refused_cannot_be_asked_for(record: type) -> None:
    """No input, and no field of one, is about faces, faith, origin, health, devices, addresses, followers or popularity."""
    names = set(typing.get_type_hints(record))
    banned = set(REFUSED)

    assert not {name for name in names if parts(name) & banned or name.removesuffix("s") in banned}


@pytest.mark.parametrize("stated", ["followers", "face", "religion", "home_address", "device", "avatar"])
def test_the_refusal_sees(stated: str) -> None:
    """A field of that name would be found."""
    assert parts(stated) & set(REFUSED) or stated.removesuffix("s") in REFUSED


@pytest.mark.parametrize("word", [
    "muslim", "christian", "sunni", "shia", "jewish", "kurdish", "arab", "gay", "disabled", "مسلم", "مسيحي", "سني", "شيعي", "كردي",
    "علوي", "православний", "мусульманин", "єврей", "русский", "musulman", "juif", "kurde", "kürt", "alevi", "cristiano", "diabetic",
])  # fmt: skip
def test_no_word_list_tells_of_faith_origin_love_or_health(word: str) -> None:
    """The tables of words find none of them."""
    for table in (own_words.ROLES, own_words.TIES, own_words.SATIRE):
        assert table.find(f"{word} {word}") == []


def test_what_is_missing_gives_no_row() -> None:
    """An account of which nothing is known but its posts is asked only what posts tell."""
    given = Given(account="x:1", posts=[Said("x:2", None, "hello " * 50)], profiles=[])

    assert look(given) == ([], [])


def test_a_signal_that_raises_costs_its_row_and_is_named() -> None:
    """The others are asked all the same."""
    def bad(_given: Given) -> list[seam.Seen]:
        raise RuntimeError("secret words of a post")

    broken = replace(BY_NAME["declared_role"], name="broken", find=bad)
    given = Given(account="x:1", posts=[], profiles=[Profile(1, bio="ممرضة في عيادة")])
    found, failed = look(given, (broken, BY_NAME["declared_role"]))

    assert [one.hypothesis for one in found] == ["medic"]
    assert [(one.signal, one.error) for one in failed] == [("broken@2", "RuntimeError")]


def test_a_signal_may_not_speak_of_what_it_does_not_declare() -> None:
    """A finding outside its declaration is no finding."""
    stray = replace(BY_NAME["declared_role"], speaks={"medic": (-1,)})
    found, failed = look(Given(account="x:1", posts=[], profiles=[Profile(1, bio="nurse")]), (stray,))

    assert found == []
    assert "does not declare" in failed[0].error


HOSTILE = (
    "", "\u202e\u202e\u2066", "\x00\x1b[31m", "\ud800 lone", "I am " * 5000, "أنا " * 3000, "(" * 4000, "‏‏‏", "I am 99999999999999999999",
    "press office " * 400 + "Northern Guard", "\n" * 3000, "𝐧𝐮𝐫𝐬𝐞 n\u0301urse", "i'm in " * 500 + "Oradesh",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_break_nothing(text: str) -> None:
    """Every signal takes every text, as a post, a name and a biography, and every because can be printed."""
    posts = [Said("x:1", -(2**62), text), Said("x:2", None, text, passed_on=text[:50])]
    profiles = [Profile(None, text, text, text, text, -1), Profile(2**62, "h", "n", "b")]
    given = Given(
        account="x:9", posts=posts, profiles=profiles, phrases={}, copies={}, pictures=[], id_times={"x:1": 0}, period=(0, None), here=[],
        parties=[seam.Party("Northern Guard", ("الحرس الشمالي",), ("ng_press",))], light=[], bursts=[], groups=[], backed=[], against=[],
        odd={}, sayings={}, doubts={}, zone=None,
    )  # fmt: skip
    found, failed = look(given)

    assert failed == []
    assert all(one.strength in BANDS[1:] and one.rests and one.because for one in found)


def test_an_account_of_very_many_posts() -> None:
    """All are counted, twenty are named, and the row is as small as that of a hundred posts."""
    posts = [Said(f"x:{n}", n, "via the others", passed_on="somebody") for n in range(200_000)]
    (found,) = look(Given(account="x:9", posts=posts, profiles=[], phrases={}), (BY_NAME["relay_markers"],))[0]

    assert (found.number, len(found.rests)) == (200_000, 20)


def test_a_thousand_renames() -> None:
    """They are counted, and twenty are named."""
    given = Given(account="x:1", posts=[], profiles=[Profile(day, handle=f"h{day}") for day in range(1000)])
    (found,) = look(given)[0]

    assert (found.signal, found.number, len(found.rests)) == ("handle_or_bio_change", 999, 20)


def each(table: Table) -> list[tuple[str, str]]:
    """Every phrase; where a place has several words, so many phrases that each word stands in one."""
    told = []
    for key, phrases in table.phrases.items():
        for phrase in phrases:
            places = [place.split("/") for place in phrase.split()] if table.slots else [[phrase]]
            for number in range(max(len(place) for place in places)):
                told.append((key, " ".join(place[number % len(place)].replace("_", " ").rstrip("*") for place in places)))
    return told


TABLES = [(f"{module.__name__.rpartition('.')[2]}.{name}", one)
          for module in (own_words, own_senses, own_records, own_reasons, own_dealings)
          for name, one in vars(module).items() if isinstance(one, Table)]  # fmt: skip


@pytest.mark.parametrize("table", [one for _, one in TABLES], ids=[name for name, _ in TABLES])
def test_a_table_finds_all_of_its_phrases(table: Table) -> None:
    """Whatever is looked at first, each phrase is found where it stands in a sentence."""
    missed = [phrase for key, phrase in each(table) if key not in {one.key for one in table.find(f"xx {phrase} yy")}]

    assert missed == []
