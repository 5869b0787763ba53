"""Proofs from strangers: whatever is in them, the answer is a verdict."""

from __future__ import annotations

import pytest

from firsthand.shell.verify_site import _bytes


@pytest.mark.parametrize("text", ["AB", "a b", "ab ", "0xab", "a"])
def test_hexadecimal_has_one_form(text):
    """Else one proof could be written in many ways."""
    with pytest.raises(ValueError, match=r"hex|form"):
        _bytes(text)

    assert _bytes("ab") == b"\xab"
