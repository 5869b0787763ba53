"""Values are found in any layout, each with its true place, whatever the bytes."""

from __future__ import annotations

import itertools
import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.readers import json_values
from firsthand.readers.json_outline import outline
from firsthand.readers.json_values import Nesting, Value, array_places, elements, lines, members, too_deep, values

json_text = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


def places_hold(data: bytes, found: list[Value]) -> bool:
    return all(data[v.start : v.start + v.length] == v.raw for v in found if v.flaw not in ("too-large", "unclosed"))


@given(st.lists(json_text, max_size=5), st.booleans(), st.integers(1, 40))
def test_elements_of_an_array_come_out_whole(rows: list[object], ascii_only: bool, chunk: int) -> None:
    """Wherever the chunks end, the elements are the same and lie where they are said to lie."""
    data = b"\n[ " + " , ".join(json.dumps(row, ensure_ascii=ascii_only) for row in rows).encode() + b" ]\n"
    before, json_values.CHUNK = json_values.CHUNK, chunk
    try:
        found = list(elements(BytesIO(data), 2))
    finally:
        json_values.CHUNK = before

    assert [json.loads(value.raw) for value in found] == rows
    assert not any(value.flaw for value in found)
    assert places_hold(data, found)


@given(st.binary(max_size=60))
def test_no_bytes_frighten_the_walkers(data: bytes) -> None:
    """Any bytes give values that lie within them, in order and without overlap."""
    for found in (list(lines(BytesIO(data))), list(elements(BytesIO(data), 0)), list(values(BytesIO(data)))):
        assert places_hold(data, found)
        assert all(a.start + a.length <= b.start for a, b in itertools.pairwise(found))
    too_deep(data)
    outline(data)


@pytest.mark.parametrize("chunk", [4, 12, 64, 200])
def test_a_line_over_the_limit_is_passed_over(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    """A long line is named with its size and not held; its neighbours are whole."""
    monkeypatch.setattr(json_values, "CHUNK", chunk)
    data = b'{"a":1}\n' + b"x" * 100 + b'\n{"b":2}'

    found = list(lines(BytesIO(data), limit=50))

    assert [(v.start, v.length, v.flaw) for v in found] == [(0, 7, ""), (8, 100, "too-large"), (109, 7, "last")]
    assert found[1].raw == b""


def test_an_element_over_the_limit_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for an element of an array, whose end must still be found."""
    monkeypatch.setattr(json_values, "CHUNK", 16)
    data = b'[{"a":1},{"t":"' + b']}\\"' * 40 + b'"},{"b":2}]'

    found = list(elements(BytesIO(data), 1, limit=50))

    assert [v.flaw for v in found] == ["", "too-large", ""]
    assert found[2].raw == b'{"b":2}'
    assert data[found[1].start : found[1].start + found[1].length].endswith(b'"}')


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (b'{"a":1}\n{"a":2}\n', 2),
        (b'[{"a":1},\n{"a":2}]', 2),
        (b'{\n "a": 1,\n "b": [\n 1 ]\n}\n', 1),
        (b'[{"a":1},{"a":2}]\n[{"a":3}]\n', 2),
        (b'{"a":"cut\n{"a":2}\n{"a":3}\n', 3),
        (b'{"a":[\n{"a":2}\n{"a":3}\n', 3),
        (b"", 0),
        (b" \r\n\n ", 0),
    ],
)
def test_layouts(data: bytes, count: int) -> None:
    """Lines, one array, values over several lines; a cut first line does not swallow the others."""
    assert len(list(values(BytesIO(data)))) == count


def test_places_of_members() -> None:
    """The place of a value is its own, though the same bytes stand elsewhere, keys repeat or are escaped."""
    raw = b'{"includes": [{"id":"1"}], "d\\u0061ta": 5, "data" : 12, "data" : [{"id":"1"}]}'
    parts = {"includes": b'[{"id":"1"}]', "data": b'[{"id":"1"}]'}

    assert members(raw, parts)["data"] == raw.rindex(b"[")
    assert members(raw, {})["data"] == raw.rindex(b"[")
    assert array_places(b"[ 1 , 22,333 ]", [1, 2, 3], 0) == [2, 6, 9]


@pytest.mark.parametrize("raw", [b"", b"no brace at all", b'{"\\q": 1, "data": [2]}', b'{"\xff": 1, "data": [2]}'])
def test_places_of_members_of_what_is_damaged(raw: bytes) -> None:
    """Nothing is raised; a damaged key names nothing, and the keys behind it are found."""
    assert members(raw, {}).get("data", -1) == raw.find(b"[")


def test_what_never_closes_is_walked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many values are opened inside each other and never closed: the bytes that are looked at stay in proportion."""
    walked = []

    class Counting(Nesting):
        def end(self, piece: bytes, at: int = 0) -> int:
            walked.append(len(piece) - at)
            return super().end(piece, at)

    monkeypatch.setattr(json_values, "Nesting", Counting)
    for opened in (b'"key":[{', b'"key": [{"x":1,', b'"key":{', b'"key":"a","data":[{"x":[1,'):
        walked.clear()
        raw = b"{" + opened * 1000

        found = members(raw, {})

        assert found["key"] == raw.index(b":") + (2 if b" " in opened else 1)
        assert 0 < sum(walked) <= len(raw)


def test_depth_is_counted_outside_strings() -> None:
    """Brackets inside strings are words."""
    assert not too_deep(b'{"t":"' + b"[" * 500 + b'"}')
    assert too_deep(b"[" * 201 + b"]" * 201)
    assert not too_deep(b"[" * 200 + b"]" * 200)
    assert not too_deep(b"[" + b"{}," * 500 + b"{}]")


def test_outline_of_a_cut_head() -> None:
    """Keys are told by their paths, arrays add nothing, a cut head gives what it has."""
    assert outline(b'window.X = [ {"tweet": {"id": "1", "user": {"a": {"b": 1}}, "te') == {
        "tweet", "tweet.id", "tweet.user", "tweet.user.a",
    }  # fmt: skip
