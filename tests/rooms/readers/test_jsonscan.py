"""The scanner of JSON arrays."""

from __future__ import annotations

import json
import tracemalloc
from io import BytesIO, RawIOBase
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.readers import jsonscan
from firsthand.readers.jsonscan import Broken, Cursor, Span, elements

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.sampled_from(['"', "\\", "]}", "يا عدرا 🕯"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


@pytest.fixture
def _tiny_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonscan, "_FIRST_CHUNK", 3)
    monkeypatch.setattr(jsonscan, "_CHUNK", 5)


def _spans(document: bytes, *path: str) -> list[Span]:
    return list(elements(BytesIO(document), path))


@pytest.mark.usefixtures("_tiny_chunks")
@settings(max_examples=80)
@given(st.lists(VALUES, max_size=6), st.sampled_from([None, 0, 2]), st.booleans(), st.booleans())
def test_each_span_decodes_to_its_element(
    values: list[object], indent: int | None, ascii_only: bool, bom: bool
) -> None:
    """Whatever an array holds, each span is one element, in order, though every chunk boundary cuts something."""
    document = json.dumps({"a": [1, {"b": values}], "z": '"[{'}, indent=indent, ensure_ascii=ascii_only).encode(
        "utf-8", "surrogatepass"
    )
    document = b"\xef\xbb\xbf" * bom + document

    found = _spans(document, "a", "*", "b")

    assert [json.loads(document[span.start : span.end].decode("utf-8", "surrogatepass")) for span in found] == values
    assert all(span.problem == "" for span in found)


@settings(max_examples=60)
@given(st.lists(VALUES, min_size=1, max_size=5), st.data())
def test_a_cut_loses_only_the_cut_element(values: list[object], data: st.DataObject) -> None:
    """Before a cut all elements stand as they were; the last span says that the file is cut."""
    document = json.dumps({"list": values}, indent=1).encode()
    whole = _spans(document, "list")
    cut = data.draw(st.integers(0, len(document) - 1))

    found = _spans(document[:cut], "list")

    complete = [span for span in whole if span.end < cut]
    assert found[: len(complete)] == complete
    assert found[-1].problem == "cut-off"
    assert found[-1].end == cut


@settings(max_examples=150)
@given(st.binary(max_size=60) | st.text('[]{}",:\\ a1', max_size=60).map(str.encode))
def test_any_bytes_end_without_an_exception(document: bytes) -> None:
    """Bytes that are no JSON give spans inside the file, in order, and no exception."""
    for path in ((), ("a",), ("*", "a")):
        found = list(elements(BytesIO(document), path))

        assert all(0 <= span.start <= span.end <= len(document) for span in found)
        assert all(before.end <= after.start for before, after in pairwise(found))


def test_a_missing_comma_ends_the_array() -> None:
    """What cannot be stepped over is one last span to the end of the file."""
    document = b'{"m": [1, {"a": 2} {"b": 3}]}'

    assert _spans(document, "m") == [Span(7, 8), Span(10, 18), Span(19, len(document), "not-json")]


def test_brackets_of_the_wrong_kind_are_noticed() -> None:
    """A bracket closed by the other kind ends the scan inside its element."""
    found = _spans(b'[1, {"a": [2}, 3]', *())

    assert [span.problem for span in found] == ["", "not-json"]


def test_utf16_is_said_to_be_utf16() -> None:
    """UTF-16 is named, with a mark or without."""
    for coded in ("[1]".encode("utf-16"), "[1]".encode("utf-16-le"), "[1]".encode("utf-16-be")):
        assert [span.problem for span in _spans(coded)] == ["utf-16"]


def test_nesting_beyond_the_bound_spoils_only_its_element() -> None:
    """Deep nesting costs no memory and does not stop the elements after it."""
    deep = b"[" * 100_000 + b"]" * 100_000
    allowed = b"[" * jsonscan.MAX_DEPTH + b"]" * jsonscan.MAX_DEPTH

    found = _spans(b"[" + deep + b"," + allowed + b",3]")

    assert [span.problem for span in found] == ["too-deep", "", ""]


def test_an_element_beyond_the_bound_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """An element larger than the bound is stepped over."""
    monkeypatch.setattr(jsonscan, "MAX_ELEMENT_BYTES", 10)

    assert [span.problem for span in _spans(b'["12345678", "123456789", 1]')] == ["", "too-large", ""]


def test_fields_that_are_not_entered_are_skipped() -> None:
    """A caller may look at some values and leave others."""
    cursor = Cursor(BytesIO(b'{"a": {"x": [1]}, "b": 2, "' + b"k" * 2000 + b'": 3, "c": [4]}'))
    seen = []
    for key in cursor.fields():
        seen.append(key)
        if key == "c":
            seen.extend(str(start) for start in cursor.items())

    assert seen[:2] == ["a", "b"]
    assert seen[2] == ""
    assert seen[3] == "c"
    assert len(seen) == 5
    with pytest.raises(Broken):
        cursor.kind()


class _Endless(RawIOBase):
    """A document of many megabytes that exists only as a rule."""

    def __init__(self, head: bytes, unit: bytes, times: int) -> None:
        self._head, self._unit, self._size = head, unit, len(head) + len(unit) * times
        self._at = 0

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self._at = offset if whence == 0 else self._size + offset
        return self._at

    def read(self, size: int = -1, /) -> bytes:
        end = min(self._size, self._at + size)
        start, out = self._at, b""
        if start < len(self._head):
            out, start = self._head[start:end], len(self._head)
        if end > start:
            first = (start - len(self._head)) // len(self._unit)
            skip = (start - len(self._head)) % len(self._unit)
            many = self._unit * ((end - start) // len(self._unit) + 2)
            out += many[skip : skip + end - start]
            assert first >= 0
        self._at += len(out)
        return out


@pytest.mark.parametrize("head", [b'{"m": [{"a": 1}', b'{"m": ["', b'{"m": [' + b"[" * 5])
def test_memory_does_not_grow_with_the_document(head: bytes) -> None:
    """Many elements, one endless string, endless nesting: a few chunks of memory."""
    stream = _Endless(head, b', {"a": "' + b"bcdefgh \\n" * 100 + b'"}', 30_000)
    tracemalloc.start()
    count = sum(1 for _ in elements(stream, ("m",)))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count >= 1
    assert peak < 8_000_000
