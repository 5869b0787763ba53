"""No page of the desk lists people by what was decided about them."""

from __future__ import annotations

import json
import re

import pytest
from django.template.loader import render_to_string
from django.test import Client

from firsthand.desk.day import mark_post
from firsthand.desk.judge import SourceJudgement, judge_source, second
from firsthand.find.query import parse
from firsthand.model.ids import AccountId, PostId
from firsthand.testing.world import SmallCase
from firsthand.web.routes import ROUTES

HISTORY = {"audit", "plan"}
"""
Pages that tell what was done, entry after entry: a decision stands there as its act, in its own time. And the plan, which names the
parties that the case knows of, and no account.
"""
LISTS = [one.address for one in ROUTES if "<" not in one.address and one.name not in {"start", "enter", "set_language", *HISTORY}]
TOLD = ("speaks-for", "Northern Guard", '"affiliation"', '"party"')


@pytest.fixture
def decided(case: SmallCase) -> str:
    """Give an account of which two people have said for whom it speaks."""
    account = next(iter(case.desk.views.accounts(limit=1)))["id"]
    post = next(iter(case.desk.views.sharing())).pk
    evidence = case.desk.views.posts_of([post])[0]["id"]
    judged = judge_source(
        case.desk,
        SourceJudgement(
            account=AccountId(account), roles=("official",), affiliation="speaks-for", party="Northern Guard", reliability="D",
            because="its own words", evidence=(evidence,),
        ),
        actor=case.ann,
    )  # fmt: skip
    second(case.desk, judged.seq, agree=True, because="I see the same", actor=case.bo)
    return str(account)


@pytest.mark.parametrize("address", LISTS)
def test_no_list_says_where_somebody_belongs(address: str, decided: str, browser: Client) -> None:
    """Neither the list nor its twin; a list that is added is in this test by itself. The one post beside the list is no list."""
    page = browser.get(f"/{address}", headers={"HX-Request": "true"})
    twin = browser.get(f"/{address}", headers={"Accept": "application/json"})

    if page.status_code in (302, 405):
        return  # takes acts only, or leads to one post, and lists nothing
    assert (page.status_code, twin.status_code) == (200, 200)
    value = json.dumps({name: one for name, one in json.loads(twin.content).items() if name != "post"}, ensure_ascii=False)
    for word in TOLD:
        assert word not in page.content.decode(), word
        assert word not in value, word


def test_what_is_hidden_in_lists_is_there_for_one(decided: str, browser: Client) -> None:
    """The words that the lists must not hold are on the page of the one account, so that the test above can fail."""
    assert "Northern Guard" in browser.get(f"/sources/{decided}").content.decode()


@pytest.mark.parametrize("word", ["affiliation", "standing", "party", "reliability", "role"])
def test_no_list_is_asked_for_by_it(word: str, decided: str, browser: Client) -> None:
    """Neither as a word of the search nor as an order."""
    assert browser.get(f"/inbox?q={word}:member").status_code in (400, 403)
    assert browser.get(f"/inbox?order={word}").status_code == 400


def test_a_row_shows_the_mark_of_a_person_as_one(browser: Client, case: SmallCase) -> None:
    """What the source says of a post stands in the row, and never looks as if somebody had decided it."""
    marked, other = (one["id"] for one in case.desk.views.search(parse(""), limit=2, order="newest", seed=1))
    mark_post(case.desk, PostId(marked), "hold", actor=case.ann)

    rows = {one["id"]: one["marked"] for one in json.loads(browser.get("/inbox", headers={"Accept": "application/json"}).content)["rows"]}
    page = browser.get("/inbox").content.decode()

    assert (rows[marked], rows[other]) == ("hold", "")
    assert re.search(rf'class="row[^"]* done" data-post="{marked}"', page)
    assert not re.search(rf'class="row[^"]* done" data-post="{other}"', page)


def test_what_a_source_says_of_a_post_has_no_sign_of_a_decision(case: SmallCase) -> None:
    post = next(iter(case.desk.views.search(parse(""), limit=1, order="newest", seed=1)))
    row = {**post, "marks": ["truncated"], "marked": "", "standing": {}}

    page = render_to_string("web/_row.html", {"row": row})

    assert '<span class="tag">cut short</span>' in page
    assert " done" not in page
