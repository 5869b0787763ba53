"""A look at the machine and the case."""

from __future__ import annotations

import pytest

from firsthand.shell.doctor import disk_kind, examine


def rows(stated):
    return {what: (well, told) for what, well, told in examine(stated)}


def test_a_case_without_a_passphrase(small):
    """Is said to be open to whoever has the folder; all people with keys are named."""
    found = rows(str(small.root))

    assert found["secret"][0] is False
    assert "whoever has this folder can sign" in found["secret"][1]
    assert found["people"] == (True, f"{small.ann.name}, {small.bo.name}")
    assert found["case"] == (True, str(small.root))
    assert found["writing"][0] is True


def test_nobody_and_no_case(tmp_path, monkeypatch):
    """Both are told with the command that helps."""
    monkeypatch.chdir(tmp_path)
    found = rows(None)

    assert found["people"][0] is False
    assert "people add" in found["people"][1]
    assert found["case"][0] is False
    assert "firsthand new" in found["case"][1]


@pytest.mark.parametrize("kind", ["nfs4", "cifs"])
def test_a_network_disk_is_no_place_for_evidence(small, monkeypatch, kind):
    """Locks and syncs do not hold there."""
    monkeypatch.setattr("firsthand.shell.doctor.disk_kind", lambda _path: kind)

    assert rows(str(small.root))["kind of disk"][0] is False


def test_the_kind_of_disk(tmp_path):
    """As the kernel calls it."""
    assert disk_kind(tmp_path) != ""
