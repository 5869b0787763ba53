# ruff: noqa: E501 - a row of a table stays on one line
"""Quotations of a manuscript are verbatim, altered or not found."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from firsthand.check.drafts import read_draft
from firsthand.check.quotations import Finder, Found, quotations
from firsthand.model.errors import Mistaken

POSTS = {
    "x:1": "We are four in the cellar of the bakery, the bridge is gone. If you read this, tell my brother we waited.",
    "x:2": "لا ماء منذ أربعة أيام، والقصف لا يتوقف. نحن هنا عند الجسر",
    "x:3": 'They said "go", we didn’t.',
}
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _held(text: str) -> list[Found]:
    finder = Finder(quotations(text))
    for name, post in POSTS.items():
        finder.look(name, post)
    return list(finder.results())


def _docx(body: str, head: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    return out.getvalue()


@pytest.mark.parametrize(
    ("draft", "state", "post"),
    [
        ("She wrote: “We are four in the cellar of the bakery,” and left.", "verbatim", "x:1"),
        ("“the bridge is gone […] tell my brother we waited”", "verbatim", "x:1"),
        ("“the bridge [over the river] is gone”", "verbatim", "x:1"),
        ("“four in the cellar [sic] of the bakery”", "verbatim", "x:1"),
        ("قالت: «لا ماء منذ أربعة أيام»", "verbatim", "x:2"),
        ("> If you read this,\n> tell my brother we waited.", "verbatim", "x:1"),
        ("“We are five in the cellar of the bakery, the bridge is gone.”", "altered", "x:1"),
        ("«لا ماء منذ خمسة أيام، والقصف لا يتوقف»", "altered", "x:2"),
        ("“nobody ever said this thing at all”", "not-found", ""),
    ],
)  # fmt: skip
def test_a_quotation_is_held_against_every_post(draft: str, state: str, post: str) -> None:
    """In every kind of marks, with the marks of an editor, right to left too."""
    (found,) = _held(draft)

    assert (found.state, found.post) == (state, post)


def test_what_was_changed_is_shown() -> None:
    """What the post has in minus brackets, what the manuscript has in plus brackets."""
    (found,) = _held("“We are five in the cellar of the bakery, the bridge is gone.”")

    assert found.difference == "We are [-four-] {+five+} in the cellar of the bakery, the bridge is gone."
    assert POSTS["x:1"][slice(*found.where)] == "We are four in the cellar of the bakery, the bridge is gone."


def test_typography_alone_is_said_to_be_that() -> None:
    """Other quotation marks, another apostrophe, a capital."""
    (found,) = _held("“they said ‘go’, we didn't”")

    assert (found.state, found.only_typography) == ("altered", True)


def test_a_word_in_marks_is_no_quotation_of_a_person() -> None:
    """Scare quotes are told apart."""
    assert [one.quotation.scare for one in _held("It is “safe” and “they said nothing at all”")] == [True, False]


def test_spans_are_of_the_manuscript() -> None:
    """Code points, without the marks."""
    text = "🙂 «لا ماء منذ أربعة أيام» and 'we are four in the cellar'"

    assert all(text[one.start : one.end] == one.text for one in quotations(text))
    assert len(quotations(text)) == 2


def test_html_loses_its_dressing_and_keeps_its_quotations() -> None:
    """Elements for quotations become marks; scripts are not read."""
    draft = read_draft(
        b"<!doctype html><p>She: <q>We are <b>four</b> in\n the cellar</q></p><script>'x'</script><blockquote><p>tell my brother</p></blockquote>"
    )

    assert draft.kind == "html"
    assert [one.text for one in quotations(draft.text)] == ["We are four in the cellar", "tell my brother"]


def test_tracked_changes_are_read_as_accepted_and_noted() -> None:
    """A quotation with a change in it says so; struck words are not in the text."""
    draft = read_draft(
        _docx(
            "<w:p><w:r><w:t xml:space='preserve'>“We are </w:t></w:r><w:del><w:r><w:delText>four</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>five</w:t></w:r></w:ins><w:r><w:t xml:space='preserve'> in the cellar” “they said go”</w:t></w:r></w:p>"
        ),
        "draft.docx",
    )

    assert draft.text == "“We are five in the cellar” “they said go”\n"
    assert [one.changed for one in quotations(draft.text, draft.changed)] == [True, False]
    assert "1 insertions and 1 deletions" in draft.notes[0]


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 nothing",
        _docx("<w:p>", ""),
        _docx("<w:p><w:t>&a;</w:t></w:p>", '<!DOCTYPE x [<!ENTITY a "aaaa">]>'),
        b"\xff\x00\xfa",
    ],
)
def test_a_manuscript_that_cannot_be_read_is_refused(data: bytes) -> None:
    """Damaged archives, damaged text, document types, bytes that are no text."""
    with pytest.raises(Mistaken) as caught:
        read_draft(data, "draft")

    assert caught.value.code in ("bad-docx", "not-utf8")


@pytest.mark.parametrize("piece", ["“", '"a', "«a b c» ", "> a\n", "'a b c d' ", "“a b c” "])
def test_hostile_manuscripts_take_linear_time(piece: str) -> None:
    """A hundred thousand characters against a post of a hundred thousand."""
    text = (piece * 100_000)[:100_000]
    began = time.process_time()

    finder = Finder(quotations(text))
    finder.look("x:1", text)

    assert time.process_time() - began < 8.0
    assert len(finder.results()) <= 2_000
