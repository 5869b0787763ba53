"""A page of marks shows foreign text safely and leads from each mark to its note."""

from __future__ import annotations

from firsthand.exporters.marked import Mark, marked_page


def test_marks_are_set_and_numbered_and_text_is_escaped() -> None:
    """Markup of the text is shown, controls are visible, each paragraph has its own direction."""
    text = "<b>40</b> people\nقتل ٤٠ \u202eشخصا"

    page = marked_page(
        text, [Mark(20, 22, "look", "40", ("why <i>?",)), Mark(3, 5, "plain", "40")], title="a<b", lead="Figures."
    )

    assert '<p dir="auto">&lt;b&gt;<mark class="plain">40</mark><sup><a href="#n1"' in page
    assert '<p dir="auto">قت' in page
    assert '<span class="control">RLO</span>' in page
    assert "why &lt;i&gt;?" in page
    assert "<script" not in page
    assert "http" not in page.replace('http-equiv="Content-Security-Policy"', "")


def test_overlapping_marks_keep_their_notes() -> None:
    """A span can be marked once; both notes stand below."""
    page = marked_page(
        "forty people", [Mark(0, 5, "plain", "first"), Mark(2, 12, "look", "second")], title="t", lead="l"
    )

    assert page.count("<mark") == 1
    assert page.count("<li ") == 2
