from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from firsthand.exporters.markup import checked_prose, paragraphs, shown, shown_name, with_figures
from firsthand.shell.site_assets import site_templates
from firsthand.story.edition import Mark, Passage
from firsthand.story.phrases import read_phrases

ENGLISH = read_phrases("en", site_templates()["phrases/en.toml"])


def test_a_name_cannot_disguise_itself() -> None:
    assert shown_name("Mira\u200b \u202eGuard") == Markup(
        'Mira<span class="control">ZWSP</span> <span class="control">RLO</span>Guard'
    )


def test_joiners_and_direction_marks_of_a_sentence_stay() -> None:
    text = "می‌خواهم 👩‍🚒 \u200f98٪"

    assert shown(text) == text


def test_marks_stand_between_the_characters_and_change_none() -> None:
    passage = Passage(text="five square metre.", language="en", marks=(Mark(at=17, kind="sic"),))

    assert paragraphs(passage, ENGLISH) == [
        Markup('five square metre\u00a0<bdi class="mark-sic" lang="en">[sic]</bdi>.')
    ]  # fmt: skip


@given(st.text())
def test_any_text_is_shown_without_markup_of_its_own(text: str) -> None:
    seen = re.sub(r'<span class="control">[A-Z0-9+]+</span>', "", shown(text))

    assert "<" not in seen
    assert not re.search("[\u202a-\u202e\u2066-\u2069\ud800-\udfff]", seen)
    seen.encode()


def test_ranges_and_percentages_read_from_left_to_right() -> None:
    assert with_figures("71–76%، من <b>") == '<bdi dir="ltr">71–76%</bdi>، من &lt;b&gt;'
    assert with_figures("4 people") == "4 people"


def test_prose_of_a_manuscript_passes() -> None:
    html = '<p>a <em>b</em> <a href="https://a.example" rel="nofollow">c</a></p>\n<ol start="3">\n<li>d</li>\n</ol>\n'

    assert checked_prose(html) == html
