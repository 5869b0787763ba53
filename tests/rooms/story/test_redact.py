"""A bar takes the whole span and nothing else, in the language of the words around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.check.spans import KINDS as SPAN_KINDS
from firsthand.check.spans import propose
from firsthand.model.errors import Mistaken
from firsthand.story.redact import KINDS, PHRASES, Cover, redact_text


def test_a_span_becomes_words_that_say_what_was_there() -> None:
    """The number is gone and the rest is as it was."""
    text = "call +999 55 123 4567 please"

    redacted = redact_text(text, [Cover(start=5, end=21, kind="phone")])

    assert redacted.text == "call [phone removed] please"
    assert redacted.text[redacted.applied[0].at : redacted.applied[0].until] == "[phone removed]"


@pytest.mark.parametrize(
    ("lang", "phrase"),
    [("ar", "[حُذف الاسم]"), ("uk", "[ім'я вилучено]"), ("fr-CA", "[nom supprimé]"), ("xx", "[name removed]")],
)
def test_the_bar_speaks_the_language(lang: str, phrase: str) -> None:
    """Four languages have their own phrase; another one gets English."""
    assert redact_text("a Karim b", [Cover(start=2, end=7, kind="name")], lang=lang).text == f"a {phrase} b"


def test_every_kind_has_a_phrase_in_every_language() -> None:
    """A kind that is proposed can be covered, and no phrase is empty or used for two kinds."""
    assert set(SPAN_KINDS) <= set(KINDS)
    assert all(set(rows) == set(KINDS) and len(set(rows.values())) == len(KINDS) for rows in PHRASES.values())


def test_overlapping_spans_become_one_bar() -> None:
    """Two spans that overlap or touch are merged; of different kinds they are "words"."""
    ops = [Cover(start=4, end=8, kind="name"), Cover(start=0, end=5, kind="phone"), Cover(start=8, end=9, kind="name")]

    redacted = redact_text("0123456789", ops)

    assert redacted.text == "[words removed]9"
    assert [(bar.start, bar.end) for bar in redacted.applied] == [(0, 9)]


@pytest.mark.parametrize(("start", "end", "kind"), [(-1, 2, "name"), (2, 2, "name"), (0, 99, "name"), (0, 1, "shoe")])
def test_a_wrong_operation_is_refused(start: int, end: int, kind: str) -> None:
    """A span outside the text or a kind without words is the user's mistake, never ignored."""
    with pytest.raises(Mistaken):
        redact_text("ten chars.", [Cover(start=start, end=end, kind=kind)])


@given(
    st.text(min_size=1, max_size=50),
    st.lists(st.tuples(st.integers(0, 49), st.integers(1, 50), st.sampled_from(KINDS)), max_size=6),
)
def test_other_words_are_never_altered(text: str, spans: list[tuple[int, int, str]]) -> None:
    """Taking the bars out of the result and putting the spans back gives the original, in any order, every time."""
    ops = [Cover(start=s, end=e, kind=k) for s, e, k in spans if s < e <= len(text)]

    redacted = redact_text(text, ops)

    assert redacted == redact_text(text, reversed(ops)) == redact_text(text, [*ops, *ops])
    restored, last = "", 0
    for bar in redacted.applied:
        restored += redacted.text[last : bar.at] + text[bar.start : bar.end]
        last = bar.until
    assert restored + redacted.text[last:] == text


def test_what_is_proposed_and_covered_is_gone() -> None:
    """After covering every proposed span, none of them is proposed again."""
    text = "My brother Karim, +999 55 123 4567, a@b.example, 12 Mill Street"

    redacted = redact_text(text, [Cover(start=p.start, end=p.end, kind=p.kind) for p in propose(text)])

    assert propose(redacted.text) == ()
