"""Each rule finds what it is for, blocks, and can be set aside only by those who may."""

from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.model.actor import Actor
from firsthand.model.ids import PersonKey, PostId
from firsthand.model.quote import Quote
from firsthand.story.lint import (
    ONE_PERSON,
    RULES,
    CardFacts,
    ConsentFacts,
    Decision,
    FigureFacts,
    MediaFacts,
    Override,
    SourceFacts,
    SpanFacts,
    TranslationFacts,
    lint,
)

TWO = Decision(by="key-a", seconded=("key-b",), because="because we asked two of them")
ONE = Decision(by="key-a", because="because I know the place")
YES = ConsentFacts(layer="public", part="words", value="yes")
SOURCE = SourceFacts(roles=("civilian",), decision=ONE)
GOOD = CardFacts(
    where="card 1",
    post_text="We stay here.",
    quotes=(Quote(post=PostId("x:1"), start=0, end=7, text="We stay"),),
    source=SOURCE,
    consent=(YES,),
    quoting_decided=TWO,
    preserved=True,
)

BAD: dict[str, CardFacts] = {
    "unjudged-source": replace(GOOD, source=None),
    "second-reader-missing": replace(GOOD, quoting_decided=ONE),
    "judged-by-one-person": replace(GOOD, quoting_decided=ONE, one_person_desk=True),
    "unknown-rights": replace(GOOD, media=(MediaFacts(id="m1", described=True),)),
    "consent-forbids": replace(GOOD, consent=(YES, ConsentFacts(layer="hold", part="words", value="withdrawn"))),
    "findable-by-words": replace(GOOD, consent=()),
    "undecided-span": replace(GOOD, spans=(SpanFacts(kind="phone", start=0, end=2),)),
    "minor": replace(GOOD, cautions=("minor",)),
    "exact-place": replace(GOOD, place_precision="street", place_decided=TWO),
    "unreviewed-translation": replace(GOOD, translations=(TranslationFacts(lang="en", made_by="a tool"),)),
    "quote-mismatch": replace(GOOD, post_text="We slay here."),
    "paraphrase-in-quotation-marks": replace(GOOD, words="paraphrase", in_quotation_marks=True),
    "uncovered-distressing-media": replace(
        GOOD, media=(MediaFacts(id="m1", rights="own", described=True, distressing=True),)
    ),
    "missing-description": replace(GOOD, media=(MediaFacts(id="m1", rights="own"),)),
    "not-preserved": replace(GOOD, preserved=False),
    "deleted-original-not-asked": replace(GOOD, deleted_by_poster=True),
    "affiliation-not-printed": replace(
        GOOD, source=replace(SOURCE, affiliation="works-with", party="the River Council", decision=TWO)
    ),
    "figure-without-attribution": replace(GOOD, figures=(FigureFacts(text="98%"),)),
    "figure-without-base": replace(GOOD, figures=(FigureFacts(text="98%", attributed_to="the council", without_base=True),)),
    "finer-than-decided": replace(GOOD, place_precision="city", place_to="country"),
    "source-reopened": replace(GOOD, reopened="The source was judged anew (entry 7) after this card was last looked at."),
    "verification-sheet-incomplete": replace(GOOD, status="confirmed", unanswered=("date",)),
    "exposing-description": replace(GOOD, exposing_descriptions=("phone “+999 5” in the description of picture 1 (en)",)),
    "eyewitness-not-typed": replace(GOOD, eyewitness="очевидиця", statement="relayed"),
    "contradicting-claim-not-noted": replace(GOOD, contradicted_by=("claim 15",)),
}


def _codes(card: CardFacts, *, blocking: bool = True) -> set[str]:
    return {problem.code for problem in lint(card) if problem.blocks or not blocking}


def test_a_good_card_has_no_problem() -> None:
    """Judged, seconded, consented, preserved, verbatim: nothing to say."""
    assert lint(GOOD) == ()


def test_every_rule_has_a_bad_card() -> None:
    """The table of bad cards names every rule, so that a new rule fails until it is tried."""
    assert set(BAD) == {rule.code for rule in RULES}


@pytest.mark.parametrize("code", sorted(BAD))
def test_each_rule_finds_its_fault(code: str) -> None:
    """The fault is found, named and said in a sentence, and nothing unexpected is said beside it."""
    beside = {"unjudged-source": {"findable-by-words"}, "minor": {"second-reader-missing"}}
    problems = lint(BAD[code])

    assert code in {problem.code for problem in problems}
    assert {problem.code for problem in problems} - {code} <= beside.get(code, set())
    assert all(problem.why.endswith((".", "”")) and problem.where == "card 1" for problem in problems)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_set_aside_only_by_those_who_may(rule: object) -> None:
    """Nobody's rules stand; a second person's need two keys; an editor's need one and a reason."""
    code, override = rule.code, rule.override  # type: ignore[attr-defined]
    by_one = replace(BAD[code], overrides=(Override(code=code, decision=ONE),))
    by_two = replace(BAD[code], overrides=(Override(code=code, decision=TWO),))
    mute = replace(BAD[code], overrides=(Override(code=code, decision=replace(TWO, because=" ")),))

    if rule.blocks:  # type: ignore[attr-defined]
        assert (code in _codes(by_one)) == (override != "editor-with-reason")
        assert (code in _codes(by_two)) == (override == "nobody")
        assert code in _codes(mute)
    assert code in _codes(by_two, blocking=False)


def test_people_without_a_key_are_one_person() -> None:
    """Two names without keys do not make two people; one key and one self-stated do."""
    first, second = Actor(name="A. Renn"), Actor(name="S. Okar")
    alone = Decision(by=first.identity, seconded=(second.identity,), because="seen")
    keyed = replace(alone, seconded=(Actor(name="S. Okar", key=PersonKey("k")).identity,))

    assert "second-reader-missing" in _codes(replace(GOOD, quoting_decided=alone))
    assert "second-reader-missing" not in _codes(replace(GOOD, quoting_decided=keyed))


def test_a_desk_of_one_publishes_and_prints_it() -> None:
    """What needs two passes with a mark that is printed."""
    card = BAD["judged-by-one-person"]

    (problem,) = lint(card)

    assert not problem.blocks
    assert ONE_PERSON in problem.why


@pytest.mark.parametrize(
    "changed",
    [
        replace(GOOD, consent=(), words="translation"),
        replace(GOOD, consent=(), words="paraphrase"),
        replace(GOOD, consent=(), may_still_be_public=False),
        replace(GOOD, consent=(), source=replace(SOURCE, at_risk=False)),
        replace(GOOD, consent=(ConsentFacts(layer="public", part="words", value="yes-if", condition_met=True),)),
    ],
)
def test_the_ways_out_of_being_found_by_ones_words(changed: CardFacts) -> None:
    """Consent, translation only, a marked paraphrase, or a post that is known to be gone."""
    assert "findable-by-words" not in _codes(changed)


@pytest.mark.parametrize("part", ["name", "handle", "family"])
def test_a_private_person_is_named_only_after_a_yes(part: str) -> None:
    """Not having been asked is enough to refuse a name; a public post is no consent."""
    card = replace(GOOD, prints=("words", part))

    assert "consent-forbids" in _codes(card)
    assert "consent-forbids" not in _codes(replace(card, consent=(YES, replace(YES, part=part))))


def test_keeping_a_proposed_span_needs_two() -> None:
    """A person may keep a phone number in print only together with a second one."""
    kept = SpanFacts(kind="phone", start=0, end=2, decision="keep", decided=ONE)

    assert "second-reader-missing" in _codes(replace(GOOD, spans=(kept,)))
    assert "second-reader-missing" not in _codes(replace(GOOD, spans=(replace(kept, decided=TWO),)))
