"""The disk that a folder lies on."""

from __future__ import annotations

import pytest

from firsthand.model.errors import Refused
from firsthand.model.plan import Plan
from firsthand.shell import disks
from firsthand.shell.case import new_case


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_no_case_on_a_network_disk(tmp_path, monkeypatch, kind):
    """It is refused with the reason, and nothing is made."""
    monkeypatch.setattr(disks, "disk_kind", lambda _path: kind)

    with pytest.raises(Refused, match=kind) as told:
        new_case(tmp_path / "case", Plan(id="x", title="x"), passphrase=None)

    assert told.value.code == "network-disk"
    assert not (tmp_path / "case").exists()


def device(root, number, uuid="", below=()):
    folder = root / number
    (folder / "dm").mkdir(parents=True)
    (folder / "dm" / "uuid").write_text(uuid)
    (folder / "slaves").mkdir()
    for one in below:
        (folder / "slaves" / one.name).symlink_to(one)
    return folder


def test_encrypted_or_not(tmp_path, monkeypatch):
    """Also below a volume group; a disk that Linux knows nothing of is said to be unknown."""
    monkeypatch.setattr(disks, "SYSTEM", tmp_path)
    monkeypatch.setattr(disks.os, "major", lambda _number: 253)
    monkeypatch.setattr(disks.os, "minor", lambda _number: 1)
    assert disks.encryption(tmp_path)[0] is None

    device(tmp_path, "253:1", "LVM-abc")
    assert disks.encryption(tmp_path)[0] is False

    crypt = device(tmp_path, "8:1", "CRYPT-LUKS2-abc")
    (tmp_path / "253:1" / "slaves" / "dm-0").symlink_to(crypt)
    assert disks.encryption(tmp_path) == (True, "encrypted (dm-crypt)")
