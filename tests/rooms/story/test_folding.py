"""A page that is read line by line is read as one that is read whole."""

from __future__ import annotations

import html
import json
from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from firsthand.story.canaries import AMONG_DIGITS, NUMBERS
from firsthand.story.folding import Lines, decoded_text, folded_text
from firsthand.story.leak import _numbers

TEXTS = st.text(alphabet=st.sampled_from("aZ ü\u0301й١٢7\n\r\t\u200c\u200fسلا&%;\\u0041<>\"'–\u2028\x85—. ()/-+"), max_size=60)


@given(TEXTS, TEXTS)
def test_line_by_line_is_as_whole(first: str, second: str) -> None:
    """Also the second time, from memory; white space at the ends apart."""
    lines = Lines()

    for text in (first, f"{first}\n{second}", f"{second}\n\n{first}"):
        assert lines.folded(text) == folded_text(text).strip()
        assert lines.decoded(text) == decoded_text(text)


@given(TEXTS, st.sampled_from([html.escape, quote, json.dumps]))
def test_escapes_never_reach_over_the_end_of_a_line(text: str, escaped: object) -> None:
    """Whatever wrote them."""
    assert callable(escaped)
    written = "\n".join(escaped(part) for part in text.split("\n"))

    assert Lines().decoded(written) == decoded_text(written)


@given(st.text(alphabet=st.sampled_from("0123456789 .()/-aй—\n+"), max_size=80))
def test_only_stretches_of_digits_are_read_and_no_number_is_missed(text: str) -> None:
    """As if the whole text were read, as it stands and drawn together."""
    folded = folded_text(text)
    whole = {*NUMBERS.findall(folded), *NUMBERS.findall(AMONG_DIGITS.sub("", folded))}

    assert set(_numbers(folded.encode())) == whole


def test_what_is_remembered_is_bounded() -> None:
    """It begins anew when it has held enough; very long lines are not held at all."""
    lines = Lines()
    lines.MOST = 50

    for n in range(20):
        assert lines.folded(f"LINE {n}") == f"line {n}"

    assert len(lines._folded) <= 4
    lines.LONGEST = 5
    lines.folded("A LONG LINE")
    assert "A LONG LINE" not in lines._folded
