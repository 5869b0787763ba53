"""Files that people hand to a verb or get from one, and those of `plan/` that people edit: bounded, and never written over."""

from __future__ import annotations

import os
from pathlib import Path

from firsthand.desk.glossary import Term, read_glossary
from firsthand.model.errors import Mistaken, NotFound
from firsthand.shell.durable import disk_error, write_durable

GLOSSARY = "glossary.csv"
MOST_PLAN_BYTES = 8 << 20


def read_bounded(path: Path, most: int) -> bytes:
    """
    The bytes of a file.

    Args:
        most: Bytes; a larger file is refused before it is in memory.

    Raises:
        NotFound: It is not there.
        Mistaken: It is a folder, or larger.
        Unavailable: The disk says no.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except FileNotFoundError:
        raise NotFound(f"{path} is not there.", code="no-such-file", advice="Check the path.") from None
    except IsADirectoryError:
        raise Mistaken(f"{path} is a folder.", code="not-a-file", advice="Name a file.") from None
    except OSError as error:
        raise disk_error(error, path) from error
    if len(data) > most:
        raise Mistaken(f"{path} has more than {most:,} bytes.", code="too-large", advice="Split it.")
    return data


def write_new(path: Path, data: bytes) -> None:
    """
    Write a file that must not exist.

    Raises:
        Mistaken: It is there already.
        Unavailable: The disk says no.
    """
    if os.path.lexists(path):
        raise Mistaken(f"{path} is there already.", code="target-exists", advice="Choose another name; nothing was changed.")
    try:
        write_durable(path, data)
    except OSError as error:
        raise disk_error(error, path) from error


def glossary_of(root: str) -> list[Term]:
    """
    The glossary of a case; empty when it has none.

    Raises:
        Mistaken: It cannot be understood.
    """
    path = Path(root) / "plan" / GLOSSARY
    if not path.exists():
        return []
    try:
        return read_glossary(read_bounded(path, MOST_PLAN_BYTES).decode("utf-8"))
    except UnicodeDecodeError:
        raise Mistaken(f"{path} is not UTF-8.", code="bad-glossary", advice="Save it as CSV UTF-8.") from None
