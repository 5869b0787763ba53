from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from firsthand.model.words import INTERFACE_LANGUAGES, ROLES, STATUSES
from firsthand.shell.site_assets import site_templates
from firsthand.story.phrases import PLURALS, Phrases, read_phrases

TEMPLATES = site_templates()
BRACES = re.compile(r"\{(\w+)\}")


def phrases(language: str) -> Phrases:
    return read_phrases(language, TEMPLATES[f"phrases/{language}.toml"])


def sentences(language: str) -> Iterator[tuple[str, object]]:
    for section, table in phrases(language).tables.items():
        for key, value in table.items():
            yield f"{section}.{key}", value


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_language_says_everything(language: str) -> None:
    """No sentence of English is missing, and each takes the same values."""
    optional = {"date.alone", "date.first"}
    english, other = dict(sentences("en")), dict(sentences(language))
    plural = {"one", "two", "few", "many", "zero", "other"}

    def singular(keys: Mapping[str, object]) -> set[str]:
        return {key for key in keys if key.rpartition(".")[2] not in plural} - optional

    assert singular(other) == singular(english)
    for key in singular(english):
        assert set(BRACES.findall(str(other[key]))) == set(BRACES.findall(str(english[key]))), key


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("n", [0, 1, 2, 3, 5, 11, 21, 38, 100, 102, 111, 1_000_000])
def test_every_count_has_a_form(language: str, n: int) -> None:
    for key in ("count.messages", "count.people", "count.languages", "count.linked", "head.changes", "method.people"):
        assert "{" not in phrases(language).say(key, n)


def test_every_phrase_of_a_template_exists() -> None:
    english = phrases("en")
    for name, text in TEMPLATES.items():
        for key in re.findall(r't\("([a-z-]+\.[a-z-]+)"[,)]', text):
            assert english.template(key, 1), f"{name}: {key}"
    for role in ROLES:
        assert english.say(f"roles.{role}")
        assert english.say(f"role-means.{role}")
    for status in STATUSES:
        assert english.say(f"status.{status}")


@pytest.mark.parametrize(
    ("language", "counts"),
    [
        ("uk", {1: "one", 2: "few", 4: "few", 5: "many", 11: "many", 12: "many", 21: "one", 22: "few", 111: "many"}),
        ("ar", {0: "zero", 1: "one", 2: "two", 3: "few", 10: "few", 11: "many", 99: "many", 100: "other", 103: "few"}),
        ("fr", {0: "one", 1: "one", 2: "other"}),
        ("en", {0: "other", 1: "one", 2: "other"}),
    ],
)
def test_plural_categories_are_those_of_cldr(language: str, counts: dict[int, str]) -> None:
    assert {n: PLURALS[language](n) for n in counts} == counts


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "14 March 2041"), ("ar", "14 آذار 2041"), ("uk", "14 березня 2041"), ("fr", "14 mars 2041")],
)
def test_a_date_names_its_month(language: str, said: str) -> None:
    assert phrases(language).day(date(2041, 3, 14)) == said


def test_a_month_alone_stands_in_its_own_case() -> None:
    assert phrases("uk").month(date(2041, 3, 1)) == "березень 2041"
    assert phrases("fr").day(date(2041, 3, 1)) == "1er mars 2041"


def test_utc_names_its_day_when_it_is_another() -> None:
    local = datetime(2041, 3, 15, 1, 30, tzinfo=timezone(timedelta(hours=3)))

    assert phrases("en").utc(local, beside=local.date()) == "14 March, 22:30 UTC"
    assert phrases("en").utc(datetime(2041, 3, 15, 1, 30, tzinfo=UTC), beside=date(2041, 3, 15)) == "01:30 UTC"
