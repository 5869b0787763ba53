"""Strange names in archives, and what lies around an archive in its file: here nothing is written under them, elsewhere it may be."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from pathlib import Path
from urllib.parse import unquote

from firsthand.text.visible import visible

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def odd_name(name: str) -> str:
    """
    What is wrong with the name of a member, in words; empty for an honest one.

    No member is ever written under its name here. Elsewhere this archive may do harm, and so it is said.
    """
    plain = unicodedata.normalize("NFKC", unquote(name)).replace("\\", "/")
    parts = plain.split("/")
    if ".." in parts:
        return "it leads out of the archive's own folder"
    if plain.startswith(("/", "~")) or re.match(r"[A-Za-z]:", plain):
        return "it names a place outside of the archive"
    if visible(name) != name:
        return "it holds characters that cannot be seen"
    if "\\" in name:
        return "it holds a backslash, which some systems take for a folder"
    if any(_RESERVED.fullmatch(part) or part.endswith((" ", ".")) for part in parts if part not in ("", ".")):
        return "it has a name that some systems reserve"
    if parts[-1].startswith("-"):
        return "it begins as an option of a program does"
    if len(parts) > 40 or any(len(part.encode()) > 255 for part in parts):
        return "it is longer or deeper than file systems bear"
    return ""


def odd_zip(path: Path) -> list[tuple[str, str]]:
    """Names of a zip that are strange, each with why; and what lies around the archive in its file."""
    found: list[tuple[str, str]] = []
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        names: dict[str, str] = {}
        for entry in entries:
            name = entry.orig_filename if "\x00" in entry.orig_filename else entry.filename
            if why := odd_name(name):
                found.append((entry.filename, why))
            alike = unicodedata.normalize("NFC", name).casefold()
            if names.setdefault(alike, name) != name:
                found.append((entry.filename, f"it is {names[alike]!r} on some systems: one of the two would be lost there"))
        size, ending = path.stat().st_size, 22 + len(archive.comment)
        with path.open("rb") as stream:
            stream.seek(max(0, size - ending))
            if stream.read(4) != b"PK\x05\x06":
                found.append((path.name, "bytes lie behind the archive: the file is something else too"))
        if entries and min(entry.header_offset for entry in entries) > 0:
            found.append((path.name, "bytes lie before the archive: the file is something else too"))
    return found[:1000]
