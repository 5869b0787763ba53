"""A quote is a span of the post, to the code point, or it is refused with the character that differs."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from firsthand.check.quotes import MARK, bind, difference, still_verbatim
from firsthand.model.errors import Mistaken
from firsthand.model.ids import PostId
from firsthand.model.quote import Quote

POST = PostId("x:1")


def test_a_quote_is_bound_where_it_stands() -> None:
    """Start and end count code points, behind emoji, Arabic and combining marks."""
    text = "🙂 قالت أمي: لن نَرحل. We stay."

    (quote,) = bind(text, "لن نَرحل.", post=POST)

    assert (quote.post, text[quote.start : quote.end], quote.text) == (POST, "لن نَرحل.", "لن نَرحل.")


def test_marks_of_the_editor_are_never_part_of_the_text() -> None:
    """An ellipsis, [sic] and an explanation in brackets part the quote into the person's own runs."""
    text = "They hold five square metre of it and the mill, and we have no water, nothing."

    spans = bind(text, "They hold five square metre [sic] of it […] we have no water … nothing [she wrote].")[:3]
    runs = [span.text for span in spans]

    assert runs[:2] == ["They hold five square metre", "of it"]
    assert all(still_verbatim(span, text) for span in spans)


def test_a_mark_that_the_person_wrote_stays() -> None:
    """Brackets and dots in the post itself are words of the person."""
    text = "we wait… [all of us] for the boat"

    assert [span.text for span in bind(text, "wait… [all of us]")] == ["wait… [all of us]"]


@pytest.mark.parametrize(
    ("text", "quote", "says"),
    [
        ("we stay here", "we stayed here", "U+0065 LATIN SMALL LETTER E, the post has U+0020 SPACE"),
        ("cafe\u0301 is shut", "café is shut", "U+00E9"),
        ("we\u00a0stay", "we stay", "U+00A0 NO-BREAK SPACE"),
        ("لن \u200fنرحل", "لن نرحل", "U+200F RIGHT-TO-LEFT MARK"),
        ("we stay", "we stay!", "the post has nothing"),
        ("we stay", "Xenon", "U+0058"),
        ("first second", "second … first", "before the words quoted ahead"),
    ],
)
def test_a_difference_is_shown_by_its_character(text: str, quote: str, says: str) -> None:
    """The message names the first character that differs, even one that cannot be seen."""
    with pytest.raises(Mistaken) as caught:
        bind(text, quote)

    assert caught.value.code == "quote-mismatch"
    assert says in str(caught.value)
    assert caught.value.advice()


@pytest.mark.parametrize("quote", ["", "  ", "[…]", "… [sic]"])
def test_marks_alone_are_no_quote(quote: str) -> None:
    """At least one word must be the person's."""
    with pytest.raises(Mistaken) as caught:
        bind("we stay", quote)

    assert caught.value.code == "empty-quote"


def test_a_changed_post_is_noticed() -> None:
    """A quote that no longer stands where it stood says where it parts."""
    (quote,) = bind("we stay here", "stay")

    assert still_verbatim(quote, "we stay here")
    assert not still_verbatim(quote, "we slay here")
    assert "character 4" in difference(quote, "we slay here")
    assert difference(quote, "we stay here") == ""


def test_a_span_of_another_length_is_a_bug() -> None:
    """A record whose text and place disagree cannot be made."""
    with pytest.raises(AssertionError):
        Quote(post=POST, start=0, end=3, text="four")


@given(st.text(min_size=1, max_size=60), st.data())
def test_every_span_of_a_text_binds_to_itself(text: str, data: st.DataObject) -> None:
    """Any words copied out of a post are found in it, unchanged."""
    start = data.draw(st.integers(0, len(text) - 1))
    copied = text[start : data.draw(st.integers(start + 1, len(text)))].strip()
    assume(MARK.sub("", copied).strip())

    spans = bind(text, copied)

    assert all(text[span.start : span.end] == span.text for span in spans)
