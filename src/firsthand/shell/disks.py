"""The disk that a folder lies on: its kind, whether it is encrypted, as far as Linux tells."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from firsthand.model.errors import Refused

NETWORK_DISKS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "ceph", "fuse.glusterfs", "fuse.rclone", "davfs"}
)
ENCRYPTING = frozenset({"ecryptfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs"})
"""File systems that encrypt by themselves."""

SYSTEM = Path("/sys/dev/block")


def disk_kind(path: Path) -> str:
    """Type of the file system that a path lies on, as the kernel calls it; ``unknown`` where it does not say."""
    return _mount(path)[0]


def refuse_network_disk(path: Path) -> None:
    """
    Keep evidence off network disks: locks and syncs do not hold there.

    Args:
        path: Where a case is to be; it need not be there yet.

    Raises:
        Refused: It would lie on a network disk.
    """
    kind = disk_kind(path)
    if kind in NETWORK_DISKS:
        raise Refused(
            f"{path} lies on a network disk ({kind}): what is acknowledged there may be lost, and two may write at once.",
            code="network-disk",
            advice="Choose a folder on a disk of this machine. A backup may go to a network disk: `firsthand backup`.",
        )


def encryption(path: Path) -> tuple[bool | None, str]:
    """
    Say whether the disk below a path is encrypted.

    Returns:
        True, False, or None when it cannot be told; and that in words.
    """
    kind, source = _mount(path)
    if kind in ENCRYPTING:
        return True, f"encrypted by {kind}"
    device = _device(path, source)
    if device is None:
        return None, f"whether this disk ({kind}) is encrypted cannot be told"
    if any(_uuid(one).startswith("CRYPT-") for one in _below(device)):
        return True, "encrypted (dm-crypt)"
    return False, (
        "not encrypted as far as Linux can tell: whoever takes the machine can read the case. A disk that encrypts by "
        "itself, or the host of a virtual machine, cannot be seen from here. `firsthand lock` helps for the road"
    )


def _mount(path: Path) -> tuple[str, str]:
    """Kind and source of the mount that a path lies on."""
    try:
        lines = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return "unknown", ""
    wanted = path.resolve()
    best, found = "", ("unknown", "")
    for line in lines:
        fields = line.split()
        place = _plain(fields[4])
        if wanted.is_relative_to(place) and len(place) >= len(best):
            at = fields.index("-")
            best, found = place, (fields[at + 1], _plain(fields[at + 2]))
    return found


def _plain(field: str) -> str:
    """The kernel writes blanks in names as octal numbers."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), field)


def _device(path: Path, source: str) -> Path | None:
    """Folder of the block device below a path in /sys; None for disks that have none of their own (overlay, zfs)."""
    there = path.resolve()
    while not there.exists():
        there = there.parent
    numbers = [there.stat().st_dev]
    with suppress(OSError):
        numbers.append(os.stat(source).st_rdev)
    for number in numbers:
        folder = SYSTEM / f"{os.major(number)}:{os.minor(number)}"
        if os.major(number) and folder.exists():
            return folder
    return None


def _below(device: Path) -> Iterator[Path]:
    """A device and those that it is made of: an encrypted disk may lie below a volume group."""
    yield device
    slaves = device / "slaves"
    for one in sorted(slaves.iterdir()) if slaves.is_dir() else ():
        yield from _below(one)


def _uuid(device: Path) -> str:
    try:
        return (device / "dm" / "uuid").read_text("ascii", "replace")
    except OSError:
        return ""
