"""The words of the desk in its four languages: each sentence of a page is there, and the compiled catalogs are of these words."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest

import firsthand.web

HERE = Path(firsthand.web.__file__).parent
LANGUAGES = ("ar", "uk", "fr")
SAID = re.compile(r'\{% translate "([^"]+)" %\}|\{% translate \'([^\']+)\' %\}|\b_\("((?:[^"\\]|\\.)+)"\)|gettext\("((?:[^"\\]|\\.)+)"\)')
BLOCK = re.compile(r"\{% blocktranslate[^%]*%\}(.*?)(?:\{% plural %\}(.*?))?\{% endblocktranslate %\}", re.S)


def sentences() -> set[str]:
    found = set()
    for path in [*HERE.rglob("*.html"), *HERE.rglob("*.py")]:
        text = path.read_text("utf-8")
        found |= {next(filter(None, one)) for one in SAID.findall(text)}
        found |= {re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", one) for one, _plural in BLOCK.findall(text)}
    return found


def catalog(language: str) -> gettext.GNUTranslations:
    with open(HERE / "locale" / language / "LC_MESSAGES" / "django.mo", "rb") as file:
        return gettext.GNUTranslations(file)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_has_its_words(language: str) -> None:
    """A sentence that is added to a page and not to a catalog fails here, by its name."""
    held = catalog(language)._catalog  # type: ignore[attr-defined]
    missing = sorted(one for one in sentences() if one not in held and (one, 0) not in held)
    assert len(sentences()) > 100
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalog_is_of_these_words(language: str) -> None:
    words = (HERE / "locale" / language / "LC_MESSAGES" / "django.po").read_text("utf-8")
    stated = re.findall(r'^msgid "(.+)"\nmsgstr "(.*)"$', words, re.M)
    held = catalog(language)
    assert len(stated) > 100
    for said, told in stated:
        assert told, said
        assert held.gettext(said.encode().decode("unicode_escape") if "\\" in said else said) == told.replace('\\"', '"')


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_hole_is_lost(language: str) -> None:
    """What a sentence leaves open for a name or a number stands in every translation; a count of one or two may be a word."""
    for said, told in catalog(language)._catalog.items():  # type: ignore[attr-defined]
        if isinstance(said, str) and said:
            assert set(re.findall(r"%\(\w+\)s", said)) == set(re.findall(r"%\(\w+\)s", told)), said


def test_every_closed_vocabulary_has_its_words() -> None:
    """What a page shows of these lists is a word in the language of the page, and no code."""
    from firsthand.model import words as model
    from firsthand.web.chrome import MARKS
    from firsthand.web.pages.inbox import ORDERS
    from firsthand.web.words import WORDS

    closed = (*model.ROLES, *model.STATUSES, *model.AFFILIATIONS, *model.CATEGORIES, *model.BANDS, *ORDERS, *(mark for mark, _key in MARKS))
    assert [word for word in closed if word not in WORDS] == []
