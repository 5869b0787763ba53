"""Proofs from strangers: whatever is in them, the answer is a verdict."""

from __future__ import annotations

import pytest

from firsthand.shell.verify_site import _from_hex, _shaped


@pytest.mark.parametrize("text", ["AB", "a b", "ab ", "0xab", "a"])
def test_hexadecimal_has_one_form(text):
    """Else one proof could be written in many ways."""
    with pytest.raises(ValueError, match="hex"):
        _from_hex(text)

    assert _from_hex("ab") == b"\xab"


@pytest.mark.parametrize("files", [None, {}, [["a"]], [["a", 1]], "ab", [None]])
def test_a_manifest_has_its_shape(files):
    """Lists of two texts each."""
    assert not _shaped({"files": files, "cards": []})
    assert not _shaped({"files": []})
    assert _shaped({"files": [["a", "b"]], "cards": []})
