"""No page of the desk lists people by what was decided about them."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from firsthand.desk.judge import SourceJudgement, judge_source, second
from firsthand.model.ids import AccountId
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
