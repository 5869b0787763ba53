"""Every exporter of ours keeps the contract of the exporters: the same bytes, steady on hostile words, nobody filed by a party."""

from __future__ import annotations

import pytest

from firsthand.exporters.registry import NAMES, OURS, load, load_one
from firsthand.model.errors import Mistaken
from firsthand.testing.conformance import check_adapter


@pytest.mark.parametrize("name", NAMES)
def test_an_exporter_keeps_its_contract(name: str) -> None:
    """Deterministic, steady, and silent about roles and parties."""
    adapter, exporter = load_one(name)
    for needed in adapter.needs:
        pytest.importorskip(needed)

    check_adapter(adapter, [])
    assert exporter.takes


def test_the_registry_names_what_its_modules_hold() -> None:
    """A name that is missing here could not be asked for."""
    assert [one.name for one in load()] == list(NAMES)
    assert len(set(NAMES)) == len(NAMES)
    assert all(OURS.values())


def test_another_name_is_nothing() -> None:
    """The error lists what there is."""
    with pytest.raises(Mistaken, match="Nothing exports to excel") as error:
        load_one("excel")
    assert "xlsx" in error.value.advice()
