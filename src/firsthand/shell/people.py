"""
People's keys: each person's Ed25519 key lies in that person's own configuration folder, never in a case.

The folder is `FIRSTHAND_HOME`, else `~/.config/firsthand` (XDG). The system's user name is never read.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import stat
import unicodedata
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken
from firsthand.model.ids import PersonKey
from firsthand.shell.durable import write_durable

LONGEST = 200
"""Characters of a file's name; a disk takes 255 bytes, and an Arabic letter becomes five."""


def home() -> Path:
    """Folder of this person's own settings."""
    if stated := os.environ.get("FIRSTHAND_HOME"):
        return Path(stated)
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "firsthand"


def add_person(name: str) -> Actor:
    """
    Make a key for a name or pseudonym.

    Raises:
        Mistaken: The name is empty, or has a key already.
    """
    path = _path(name)
    if path.exists():
        raise Mistaken(
            f"{name} has a key already.", code="person-exists", advice="Use it with `--as`, or choose another name."
        )
    key = Ed25519PrivateKey.generate()
    write_durable(path, f"{name}\n{key.private_bytes_raw().hex()}\n".encode())
    return _actor(name, key)


def person(name: str, *, via: str = "") -> Actor:
    """The actor of a name: with its key when there is one here, else self-stated."""
    key = private_key(name)
    return replace(_actor(name, key) if key else Actor(name=name), via=via)


def private_key(name: str) -> Ed25519PrivateKey | None:
    """The key of a name on this machine, or None."""
    path = _path(name)
    if not path.exists():
        return None
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Mistaken(
            f"The key of {name} can be read by others: {path}.", code="open-key", advice=f"Run: chmod 600 {path}"
        )
    try:
        lines = path.read_text("utf-8").split("\n")
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(lines[1]))
    except (IndexError, ValueError):  # UnicodeDecodeError is one of the latter
        raise Mistaken(
            f"The key file of {name} is not whole: {path}.", code="bad-key", advice="Restore it, or make a new name."
        ) from None


def people() -> list[Actor]:
    """Everybody who has a key on this machine, by name."""
    folder = home() / "people"
    names = [path.read_text("utf-8", "replace").split("\n")[0] for path in folder.glob("*.key")] if folder.is_dir() else []
    found = [person(name) for name in sorted(names)]
    if not all(one.key for one in found):
        raise Mistaken(f"A key file in {folder} is not whole.", code="bad-key", advice="Restore it, or move it away.")
    return found


def _actor(name: str, key: Ed25519PrivateKey) -> Actor:
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    return Actor(name=name, key=PersonKey(public))


def _path(name: str) -> Path:
    if not name.strip() or len(name) > 80 or any(ord(char) < 32 for char in name):
        raise Mistaken(
            "A name needs one to eighty visible characters.", code="bad-name", advice='For example: --as "A. Renn"'
        )
    plain = unicodedata.normalize("NFC", name.strip())
    coded = re.sub(r"[^A-Za-z0-9]", lambda found: f"_{ord(found.group()):x}_", plain)
    if len(coded) > LONGEST:
        coded = f"{coded[:40]}.{hashlib.sha256(plain.encode()).hexdigest()[:32]}"
    return home() / "people" / f"{coded}.key"
