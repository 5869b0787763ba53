"""
The verification sheet of a message: five questions that a person answers in words before it is printed as confirmed.

Source:
    The five pillars of First Draft's verification guides; Verification Handbook, chapter 9.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from firsthand.desk.ports import Desk
from firsthand.desk.record import record
from firsthand.ledger.entry import Entry
from firsthand.model.act import Act
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken
from firsthand.model.ids import PostId

QUESTIONS: Mapping[str, str] = {
    "provenance": "Is this the original? Where was it seen first?",
    "source": "Who made it, and how do we know?",
    "date": "When was it made, and how do we know?",
    "place": "Where was it made, and how do we know?",
    "motive": "Why was it made and posted?",
}
"""What is asked, in order."""


def fill_sheet(desk: Desk, post: PostId, answers: Mapping[str, str], *, actor: Actor) -> Entry:
    """
    Answer questions of a message's sheet; an answer may be "cannot be known", with the reason. Later answers replace earlier.

    Raises:
        Mistaken: No answer, or a question that is none of ours.
        NotFound: The post is not held.
    """
    said = {question: answer.strip() for question, answer in answers.items() if answer.strip()}
    if not said or set(said) - set(QUESTIONS):
        raise Mistaken("Nothing of the sheet is answered.", code="no-answer", advice=f"Questions: {', '.join(QUESTIONS)}.")
    desk.views.post(post)
    return record(desk, "sheet", post, {"answers": said}, actor=actor)


def sheet(acts: Iterable[Act]) -> dict[str, Act]:
    """The act that answers each question, from the acts about one post in order."""
    standing: dict[str, Act] = {}
    for act in acts:
        if act.kind == "sheet" and not act.undone:
            standing |= dict.fromkeys(act.detail["answers"], act)
    return standing


def missing_answers(acts: Iterable[Act]) -> tuple[str, ...]:
    """Questions that nobody has answered, in order."""
    answered = sheet(acts)
    return tuple(question for question in QUESTIONS if question not in answered)
