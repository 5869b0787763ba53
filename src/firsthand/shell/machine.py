"""What a machine is made of, for the statement of method of an export."""

from __future__ import annotations

import platform
import re
import sqlite3
from importlib import metadata

PACKAGE = "firsthand"


def parts_of_the_machine() -> tuple[tuple[str, str], ...]:
    """Name and version: Python, the system's family, SQLite, and every package that Firsthand asks for and that is here."""
    told = [("Python", platform.python_version()), ("system", platform.system()), ("SQLite", sqlite3.sqlite_version)]
    return (*told, *sorted(_packages()))


def _packages() -> set[tuple[str, str]]:
    found = set()
    try:
        wanted = metadata.requires(PACKAGE) or []
    except metadata.PackageNotFoundError:  # run from its source: then everything that is here
        wanted = [one.metadata["Name"] for one in metadata.distributions()]
    for one in wanted:
        name = re.split(r"[^A-Za-z0-9._-]", one, maxsplit=1)[0]
        try:
            found.add((name.lower(), metadata.version(name)))
        except metadata.PackageNotFoundError:
            continue
    return found
