"""What of a post may be shared: in any script, with hostile text, one act once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.find.shared import KINDS, Sharing, hashtags, link, shares


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("انظروا https://www.Oradesh.example/جسر/؟", "oradesh.example/جسر/؟"),
        ("(see http://oradesh.example/a/?utm_source=x&id=3).", "oradesh.example/a/?id=3"),
        ("https://oradesh.example/a/#top", "oradesh.example/a"),
        ("https://oradesh.example", "oradesh.example"),
        ("https://oradesh.example/p?fbclid=abc https://other.example", "oradesh.example/p"),
        ("no address, http:// alone", ""),
    ],
)
def test_an_address_is_known_again(text: str, address: str) -> None:
    """Without its scheme, www and what only counts clicks; the first one of a text."""
    assert link(text) == address


def test_hashtags_count_as_a_row() -> None:
    """Three different ones or more, in their order, spelled in any way."""
    assert hashtags("#Oradesh now #جسر_النساجين #help") == hashtags("#ORADESH #جسر_النسّاجين #Help!")
    assert hashtags("#help #جسر #oradesh") != hashtags("#oradesh #جسر #help")
    assert hashtags("#one #two #two") == ""


def test_a_repost_shares_its_post_only() -> None:
    """One act is one item of one kind: what the reposted words hold is not counted again."""
    text = "#a #b #c https://oradesh.example/x"

    passed_on = list(shares([Sharing(1, "x:1", 5, text, "x:9", 3, "abc")]))
    own = list(shares([Sharing(2, "x:1", 5, text, "", 3, "abc")]))

    assert [(one.kind, one.item) for one in passed_on] == [("repost", "x:9")]
    assert {one.kind for one in own} == set(KINDS) - {"repost"}


@given(text=st.text(st.characters()))
def test_any_text_is_taken(text: str) -> None:
    """Whatever somebody wrote, nothing is raised, and an item is never empty."""
    assert all(one.item for one in shares([Sharing(1, "x:1", 0, "https://" + text + "#a#b #c")]))
