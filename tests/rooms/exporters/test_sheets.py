"""A long story in parts: every block on one page, in order, no page too heavy, none ending in a heading."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.exporters.sheets import UP, Printed, laid, outermost

blocks = st.lists(
    st.builds(
        lambda kind, size: Printed(kind=kind, html="ش" * size, text="T" if kind == "heading" else ""),
        st.sampled_from(["heading", "card", "prose"]), st.integers(0, 60),
    ),
    max_size=40,
)  # fmt: skip


@given(blocks, st.integers(20, 200))
def test_every_block_stands_once_and_in_order(given_blocks: list[Printed], room: int) -> None:
    sheets = laid(given_blocks, "text/", room=room)

    assert [block for sheet in sheets for block in sheet.blocks] == given_blocks
    assert [sheet.number for sheet in sheets] == list(range(1, len(sheets) + 1))
    assert sheets[0].path == "text/index.html"
    assert all(sheet.path == f"text/{sheet.number}/index.html" for sheet in sheets[1:])


@given(blocks, st.integers(20, 200))
def test_a_page_is_too_heavy_only_by_one_block_and_the_headings_before_it(given_blocks: list[Printed], room: int) -> None:
    for sheet in laid(given_blocks, "", room=room):
        sizes = [len(block.html.encode()) for block in sheet.blocks]
        leading = next((n for n, block in enumerate(sheet.blocks) if block.kind != "heading"), len(sizes))
        assert sum(sizes) <= room or len(sizes) <= leading + 1


def test_a_page_does_not_end_with_a_heading_and_ends_before_one_when_it_is_half_full() -> None:
    card, heading = Printed(kind="card", html="x" * 60, key="c"), Printed(kind="heading", html="h", text="Water")

    carried = laid([card, heading, card], "", room=100)
    ended = laid([card, heading, Printed(kind="prose", html="y")], "", room=100)

    assert [[block.kind for block in sheet.blocks] for sheet in carried] == [["card"], ["heading", "card"]]
    assert [sheet.title for sheet in ended] == ["", "Water"]


def test_a_story_without_blocks_has_one_page() -> None:
    assert [sheet.path for sheet in laid([], "confirmed/")] == ["confirmed/index.html"]


def test_addresses_lead_from_where_the_page_stands() -> None:
    sheet = laid([Printed(kind="card", html=f'<a href="{UP}en/index.html">')], "")[0]

    assert sheet.html("../../") == '<a href="../../en/index.html">'


def test_markup_is_taken_apart_into_its_outermost_elements() -> None:
    html = "<p>a<br>b\u2028</p>\n<blockquote>\n<p>c</p>\n<p>d</p>\n</blockquote>\n<hr>\n<ul><li>e &lt;p&gt;</li></ul>"

    parts = outermost(html)

    assert parts == ["<p>a<br>b\u2028</p>", "<blockquote>\n<p>c</p>\n<p>d</p>\n</blockquote>", "<hr>", "<ul><li>e &lt;p&gt;</li></ul>"]
    assert outermost("plain") == ["plain"]
