"""What follows from the acts: standings."""

from __future__ import annotations

from typing import Any

import pytest

from firsthand.ledger.fold import (
    PostStanding,
    SourceStanding,
    grade_needs_second,
    identities,
    judgement_needs_second,
    post_standing,
    readers,
    source_standing,
)
from firsthand.model.act import Act
from firsthand.model.actor import Actor
from firsthand.model.ids import PersonKey, Seq
from firsthand.testing.world import ANN, BO, CY, START

PEOPLE = {"ann": Actor(name=ANN, key=PersonKey("k1")), "bo": Actor(name=BO, key=PersonKey("k2")), "cy": Actor(name=CY),
          "dee": Actor(name="Dee"), "eve": Actor(name="Єва", key=PersonKey("k3"))}  # fmt: skip


def act(seq: int, kind: str, who: str, about: str = "", undone: bool = False, **detail: Any) -> Act:
    return Act(seq=Seq(seq), kind=kind, subject="x:70", about=about, at=START, actor=PEOPLE[who], detail=detail, undone=undone)


def judged(seq: int, who: str, affiliation: str = "none-seen", reliability: str = "F", undone: bool = False) -> Act:
    return act(
        seq, "judge", who, undone=undone, roles=["activist", "medic"], affiliation=affiliation, party="Northern Guard",
        reliability=reliability, because="قالت ذلك", evidence=["x:1001"],
    )  # fmt: skip


def graded(seq: int, who: str, credibility: str = "6", status: str = "unconfirmed", undone: bool = False) -> Act:
    return act(seq, "grade", who, undone=undone, credibility=credibility, status=status, because="two clips")


def answered(seq: int, who: str, about: int, agree: bool = True, undone: bool = False) -> Act:
    return act(seq, "second", who, about=str(about), undone=undone, agree=agree, because="read it")


def test_before_anybody_has_judged():
    """Nothing is known, and nothing is decided."""
    assert source_standing([], []) == SourceStanding()
    assert post_standing([], []) == PostStanding()
    assert (SourceStanding().roles, SourceStanding().reliability, PostStanding().credibility) == (("unknown",), "F", "6")


def test_one_person_is_enough_for_most():
    """A role and a low grade stand by one person."""
    standing = source_standing([judged(5, "ann", "sympathetic", "C")], [])

    assert (standing.people, standing.needs_second, standing.decided) == (1, False, True)
    assert (standing.by, standing.entry, standing.evidence) == (ANN, 5, ("x:1001",))


@pytest.mark.parametrize(("affiliation", "reliability"), [("works-with", "F"), ("member", "D"), ("none-seen", "A"), ("none-seen", "B")])
def test_two_people_are_needed_for_what_hurts(affiliation, reliability):
    """Until a second person by key has agreed it is a proposal."""
    first = judged(5, "ann", affiliation, reliability)

    assert not source_standing([first], []).decided
    assert source_standing([first], [answered(6, "bo", 5)]).decided


def test_people_are_told_apart_by_key():
    """The same key under two names is one person; so are all who have none."""
    first, own = judged(5, "ann", "member"), judged(5, "cy", "member")
    also_ann = act(6, "second", "ann", about="5", agree=True, because="again")

    assert readers(first, [also_ann]) == (1, False)
    assert readers(own, [answered(6, "dee", 5)]) == (1, False)
    assert not source_standing([own], [answered(6, "dee", 5)]).decided
    assert readers(first, [answered(6, "cy", 5), answered(7, "dee", 5)]) == (2, False)
    assert readers(first, [answered(6, "bo", 5), answered(7, "eve", 5)]) == (3, False)


def test_a_differing_reader_keeps_it_open():
    """However many agree."""
    seconds = [answered(6, "bo", 5), answered(7, "eve", 5, agree=False)]
    standing = source_standing([judged(5, "ann", "member")], seconds)

    assert (standing.people, standing.differing, standing.decided) == (2, True, False)
    assert source_standing([judged(5, "ann")], [answered(6, "bo", 5, agree=False)]).decided is False


def test_a_later_answer_replaces_the_earlier():
    """A person may come round."""
    seconds = [answered(6, "bo", 5, agree=False), answered(8, "bo", 5)]

    assert source_standing([judged(5, "ann", "member")], seconds).decided


def test_the_last_judgement_stands_and_answers_do_not_pass_over():
    """A second reader's answer is about one entry, not about the account."""
    standing = source_standing([judged(5, "ann", "member"), judged(7, "bo", "works-with")], [answered(6, "bo", 5)])

    assert (standing.entry, standing.people, standing.decided) == (7, 1, False)


def test_what_is_undone_does_not_stand():
    """Neither judgement nor answer; the one before stands again."""
    earlier, later = judged(5, "ann", "sympathetic"), judged(7, "bo", "member", undone=True)
    standing = source_standing([later, earlier], [])

    assert (standing.entry, standing.affiliation) == (5, "sympathetic")
    assert not source_standing([judged(5, "ann", "member")], [answered(6, "bo", 5, undone=True)]).decided
    assert source_standing([judged(5, "ann", undone=True)], []) == SourceStanding()


def test_grades():
    """1, 2 and the word false need two; the rest one."""
    assert post_standing([graded(5, "ann", "3", "partly-backed")], []).decided
    assert not post_standing([graded(5, "ann", "1")], []).decided
    assert not post_standing([graded(5, "cy", "5", "false")], [answered(6, "dee", 5)]).decided
    assert post_standing([graded(5, "ann", "5", "false")], [answered(6, "cy", 5)]).decided
    assert [grade_needs_second(c, "unconfirmed") for c in "123456"] == [True, True, False, False, False, False]
    assert judgement_needs_second("sympathetic", "C") is False


def test_identities():
    """Who stands behind an act: those who agree, by key."""
    seconds = [answered(6, "bo", 5), answered(7, "eve", 5, agree=False), answered(8, "dee", 4)]

    assert identities(judged(5, "ann"), seconds) == {"k1", "k2"}
