"""Tests of `firsthand.readers.json_tree`."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.readers.json_items import NOTHING
from firsthand.readers.json_tree import EACH, NOTE, TAKE, placed, walk
from firsthand.readers.member_text import MemberText

RULES = {
    ("top", EACH): "top", ("top", "data"): "data", ("data", "children"): "list", ("list", EACH): TAKE,
    ("top", "thread"): "node", ("node", "post"): TAKE, ("node", "replies"): "nodes", ("nodes", EACH): "node",
    ("data", "after"): NOTE,
}  # fmt: skip
LEAVES = frozenset({"top", "node"})


def values(data: bytes) -> list[object]:
    return [piece.value for piece in walk(data, RULES, LEAVES)]


def test_items_are_found_where_the_rules_lead() -> None:
    """Lists in objects in lists; other keys are passed over, whatever they hold."""
    page = [{"x": [{"children": [9]}], "data": {"children": [{"n": 1}, {"n": 2}]}}, {"data": {"children": [{"n": 3}]}}]

    assert values(json.dumps(page).encode()) == [{"n": 1}, {"n": 2}, {"n": 3}]


def test_a_document_in_which_nothing_is_listed_is_one_item() -> None:
    """Alone, among others, or on lines; an empty list is no item."""
    assert values(b'{"n": 1}') == [{"n": 1}]
    assert values(b'[{"n": 1}, {"data": {"n": 2}}]') == [{"n": 1}, {"data": {"n": 2}}]
    assert values(b'{"n": 1}\n{"n": 2}') == [{"n": 1}, {"n": 2}]
    assert values(b'{"data": {"children": []}}') == []


def test_a_node_without_a_post_is_an_item_itself() -> None:
    """So that a post that is gone has a place."""
    tree = {"thread": {"post": {"n": 1}, "replies": [{"gone": True}, {"replies": [{"post": {"n": 2}}]}]}}

    assert values(json.dumps(tree).encode()) == [{"n": 1}, {"gone": True}, {"n": 2}]


def test_notes_are_told_and_not_counted() -> None:
    """What a page says of the next one."""
    rows = list(placed(MemberText(BytesIO(b'{"data":{"children":[{"n":1}],"after":"x"}}')), RULES, LEAVES, 1000))

    assert [(row.n, row.key, row.value) for row in rows] == [(1, "list", {"n": 1}), (1, "note:after", "x")]


@given(st.integers(0, 200))
def test_what_lies_before_a_cut_comes_out(at: int) -> None:
    """At the same place; the rest is one piece that is not closed."""
    data = json.dumps(
        {"a": {"b": "é" * 9}, "data": {"children": [{"n": n, "t": "x" * n} for n in range(9)], "after": "q"}}
    ).encode()
    whole = [piece for piece in walk(data, RULES, LEAVES) if isinstance(piece.value, dict)]
    cut = list(walk(data[:at], RULES, LEAVES))

    for piece in whole:
        assert piece.end > at or piece in cut
    assert all(0 <= piece.start <= piece.end <= at for piece in cut)


def test_an_item_behind_damage_is_found_again() -> None:
    """A string that does not end in the middle of a list."""
    data = b'{"data":{"children":[{"n":1},{"n":"},{"n":3},{"n":4}]}}'
    found = list(walk(data, RULES, LEAVES))

    assert found[0].value == {"n": 1}
    assert {"n": 4} in [piece.value for piece in found]
    assert [piece.start for piece in found] == sorted(piece.start for piece in found)


def test_a_broken_line_costs_itself() -> None:
    """Lines are read one by one, with their places."""
    data = b'{"n":1}\n{"n":\n\n{"n":3}\n'
    rows = list(placed(MemberText(BytesIO(data)), RULES, LEAVES, 1000))

    assert [(row.n, row.value, row.code) for row in rows] == [
        (1, {"n": 1}, ""),
        (2, NOTHING, "cut-off"),
        (3, {"n": 3}, ""),
    ]
    assert all(data[row.start : row.start + row.length] == row.raw for row in rows)


def test_a_document_over_the_limit_is_rejected_with_a_remedy() -> None:
    """One row, that says what to do."""
    (row,) = placed(MemberText(BytesIO(b'{"data": 1}')), RULES, LEAVES, 5)

    assert (row.code, "JSON Lines" in row.why) == ("too-large", True)


@pytest.mark.parametrize("opening", [b"[", b'{"thread":', b'{"thread":{"replies":[', b'{"a":['])
def test_brackets_without_end_are_walked_in_no_time(opening: bytes) -> None:
    """A hundred thousand of them end in one piece or few, without recursion."""
    assert len(list(walk(opening * 100_000, RULES, LEAVES))) < 10


@given(st.binary(max_size=300))
def test_any_bytes_are_walked(data: bytes) -> None:
    """Nothing is raised, and pieces follow one another within the data."""
    end = 0
    for piece in walk(data, RULES, LEAVES):
        assert end <= piece.start <= piece.end <= len(data)
        end = piece.end
