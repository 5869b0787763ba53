"""Errors in the language of the page: each code that can reach the desk has its sentence, and the exact words stay beside it."""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import override

import firsthand
from firsthand.desk.completeness import MEANING
from firsthand.model import errors
from firsthand.model.errors import Conflict, FirsthandError, Mistaken, NotFound
from firsthand.testing.world import SmallCase
from firsthand.web import jobs
from firsthand.web.faults import FAULTS, own_words, plain, told
from firsthand.web.gaps import GAPS

pytestmark = pytest.mark.usefixtures("_django")

SOURCE = Path(firsthand.__file__).parent
IMPORT = re.compile(r"^\s*from (firsthand[\w.]*) import (\([^)]*\)|[^\n]*)", re.M)
OURS = {"no-page", "our-fault"}
"""Said by the pages themselves."""


def files_of_the_desk() -> list[Path]:
    """Every file that the pages import, directly or through others, and every adapter; not what starts the desk at a terminal."""
    files = {".".join(("firsthand", *path.relative_to(SOURCE).with_suffix("").parts)): path for path in SOURCE.rglob("*.py")}
    files = {name.removesuffix(".__init__"): path for name, path in files.items()}
    begin = tuple(f"firsthand.{room}" for room in ("web", "readers", "exporters", "signals"))
    waiting = [name for name in files if name.startswith(begin) and not name.endswith("__main__")]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen and name in files:
            seen.add(name)
            for module, names in IMPORT.findall(files[name].read_text("utf-8")):
                waiting += [module, *(f"{module}.{one}" for one in re.findall(r"\w+", names))]
    return sorted(files[name] for name in seen)


def codes_in(files: list[Path] | None) -> set[str]:
    """Codes that are raised there, or anywhere; of one that is put together, the part that is written."""
    made = runpy.run_path(str(SOURCE.parents[1] / "docs" / "make_reference.py"), run_name="make_reference")
    return {code.removesuffix("…") for code in made["raised"](files) if code != "…"}


def test_every_code_that_can_reach_the_desk_has_its_sentence() -> None:
    """A new error fails here by its code until a sentence stands beside it; so does a sentence that nothing says any more."""
    codes = codes_in(files_of_the_desk())
    kinds = {one.kind for one in vars(errors).values() if isinstance(one, type) and issubclass(one, FirsthandError)}

    assert len(codes) > 200
    assert sorted(codes - FAULTS.keys()) == []
    assert sorted(kinds - FAULTS.keys()) == []
    assert sorted(FAULTS.keys() - codes_in(None) - kinds - OURS) == []


@pytest.mark.parametrize("language", ["ar", "uk", "fr"])
def test_every_sentence_and_advice_is_translated(language: str) -> None:
    with override("en"):
        english = {code: (str(wrong), str(todo)) for code, (wrong, todo) in FAULTS.items()}
    for code, said in english.items():
        with override(language):
            here = own_words({"code": code})

        assert here is not None
        assert here["wrong"] != said[0], code
        assert here["todo"] != said[1], code


def test_one_code_stands_in_one_table() -> None:
    from firsthand.web import faults

    tables = (faults.ACTS, faults.STORY, faults.FILES, faults.CUSTODY, faults.KINDS)
    every = [code for table in tables for row in table for code in row[0].split()]

    assert sorted(every) == sorted(FAULTS)


def test_in_english_the_words_of_the_verb_stand_alone() -> None:
    with override("en"):
        assert told(Conflict("Ann was first.", code="story-changed", advice="Look.")) == {
            "code": "story-changed", "message": "Ann was first.", "advice": "Look.", "kind": "conflict",
        }  # fmt: skip


def test_a_code_without_a_sentence_is_told_by_whose_doing_it_is() -> None:
    """One that a foreign adapter brings, and one whose word was put together."""
    with override("fr"):
        assert told(Conflict("x", code="of-others"))["own"].startswith("Quelqu’un d’autre a été plus rapide.")
        assert told(NotFound("x", code="no-such-thing-there"))["own"].startswith("Ce qui est demandé n’est pas ici.")
        assert own_words({"code": "of-others"}) is not None


def test_a_page_says_it_twice(browser: Client) -> None:
    """In the reader's language first; below, as its own run of English, which thing and where."""
    browser.cookies["django_language"] = "ar"
    page = browser.get("/posts/x:404").content.decode()
    twin = json.loads(browser.get("/posts/x:404", headers={"Accept": "application/json"}).content)["error"]
    browser.cookies["django_language"] = "en"
    english = browser.get("/posts/x:404").content.decode()

    assert "لا يوجد منشور كهذا." in page
    assert '<p class="exact" lang="en" dir="ltr">' in page
    assert "There is no post x:404." in page
    assert twin["own"].startswith("لا يوجد منشور كهذا.")
    assert twin["message"].startswith("There is no post")
    assert 'class="exact"' not in english
    assert "There is no post" in english


def test_a_failed_job_says_it_in_the_language_of_who_looks(browser: Client, case: SmallCase) -> None:
    """What the job keeps is in no language; a sign that turns text is made visible in it."""
    number = jobs.ask(case.desk.root, "collect", {"source": "x"}, "ann")
    job = jobs.take(case.desk.root, "one")
    assert job is not None
    jobs.end(job, "failed", {"error": plain(Mistaken("a\u202eb.zip: damaged.", code="bad-archive", advice="Ask again."))})
    browser.cookies["django_language"] = "uk"

    page = browser.get(f"/jobs/{number}").content.decode()

    assert "Архів пошкоджено або обірвано." in page
    assert "\u202e" not in page
    assert "b.zip: damaged." in page


def test_gaps_and_rejected_items_are_told_in_words() -> None:
    """Every kind that the verbs explain, and every code that one of our readers gives an item it cannot read."""
    made = runpy.run_path(str(SOURCE.parents[1] / "docs" / "make_reference.py"), run_name="make_reference")
    with override("en"):
        assert {code: str(GAPS[code]) for code in MEANING} == MEANING
    assert [code for code in made["unreadable"]() if code not in GAPS] == []
