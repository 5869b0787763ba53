"""Damage to files, chosen by seeded chance: what a rotten disk, a careless copy or a hostile hand may do."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

HARMS = ("flip", "delete", "cut", "grow", "empty", "add", "swap bytes", "newline")
"""Ways to harm one file."""

STRANGERS = ("0" * 64, "x", ".hidden", "نص", "1000")
"""Names of files that are added."""


def evidence(root: Path) -> list[Path]:
    """Every file of a case that is evidence, sorted."""
    found = (*(root / "ledger").rglob("*"), *(root / "vault").rglob("*"), root / "SHA256SUMS")
    return sorted(path for path in found if path.is_file())


def harm(root: Path, path: Path, how: str, chance: random.Random) -> tuple[str, str]:
    """
    Harm one file.

    Returns:
        The name that `verify` must give, from the case's folder, and what was done.
    """
    name, data = path.relative_to(root).as_posix(), bytearray(path.read_bytes())
    if how == "delete":
        path.unlink()
    elif how == "add":
        other = path.with_name(chance.choice(STRANGERS))
        other.write_bytes(b"more")
        return other.relative_to(root).as_posix(), how
    elif how == "cut":
        path.write_bytes(data[: chance.randrange(len(data))])
    elif how == "grow":
        path.write_bytes(data + chance.choice([b"\0", b"\n", b" ", b"x"]))
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "newline":
        path.write_bytes(data.replace(b"\n", b"\r\n") if b"\n" in data else b"\n" + data)
    else:
        at = chance.randrange(len(data))
        bit = 1 << chance.randrange(8)
        other_at = (at + 1) % len(data)
        if how == "flip" or data[at] == data[other_at]:
            data[at] ^= bit
        else:
            data[at], data[other_at] = data[other_at], data[at]
        path.write_bytes(data)
        return name, f"{how} at {at}"
    return name, how


def harmed(root: Path, count: int, chance: random.Random) -> Iterator[tuple[str, str]]:
    """
    Harm a case, one file at a time; each is as it was before the next one is harmed.

    Yields:
        As `harm`: every file of the evidence twice, then any.
    """
    files = evidence(root)
    for number in range(count):
        path = files[number % len(files)] if number < 2 * len(files) else chance.choice(files)
        before = path.read_bytes()
        name, done = harm(root, path, HARMS[number % len(HARMS)], chance)
        yield name, done
        if done == "add":
            (root / name).unlink()
        path.write_bytes(before)
