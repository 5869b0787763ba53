"""One way to write a value as bytes."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.ledger.canonical import canonical, digest
from firsthand.testing.world import WORDS

words = st.one_of(st.sampled_from(WORDS), st.text(st.characters(exclude_categories=["Cs"])))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner) | st.dictionaries(words, inner),
    max_leaves=12,
)


@given(values)
def test_what_is_written_reads_back(value):
    """A canonical text is JSON, in UTF-8, and says the same."""
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(words, values))
def test_order_of_keys_does_not_matter(value):
    """Two mappings that are equal have the same bytes."""
    turned = dict(reversed(list(value.items())))

    assert canonical(turned) == canonical(value)


def test_it_is_as_short_as_can_be():
    """No blanks, no escapes that are not needed, keys sorted."""
    assert canonical({"b": [1, None], "a": "ليلى"}) == '{"a":"ليلى","b":[1,null]}'.encode()


@pytest.mark.parametrize("bad", [1.0, [0.5], {"a": {"b": float("nan")}}, (1, [2.0]), {1: "x"}, b"bytes", {"a": object()}])
def test_what_has_no_one_form_is_refused(bad):
    """Floats, keys that are not text, and foreign values are bugs of ours."""
    with pytest.raises(TypeError):
        canonical(bad)


def test_digest_is_sha256():
    """As any `sha256sum` gives it."""
    assert digest(b"abc") == hashlib.sha256(b"abc").hexdigest()
