"""The parties of a case: names and spellings, and the outlets that speak for them, as the desk lists them in ``plan/parties.toml``."""

from __future__ import annotations

import tomllib
from typing import Any

from firsthand.model.errors import Mistaken
from firsthand.signals.seam import Party

_FIELDS = {"name", "also", "outlets"}


def read_parties(data: bytes, names: tuple[str, ...], *, file: str = "parties.toml") -> tuple[Party, ...]:
    """
    Read the list of parties.

    Args:
        data: TOML: ``[[party]]`` with ``name`` and, if wished, ``also`` (other spellings) and ``outlets`` (handles, domains).
        names: Parties of case.toml; one that the file does not name is added with its name alone.

    Raises:
        Mistaken: It cannot be read, or names a party that case.toml does not.
    """
    try:
        rows = tomllib.loads(data.decode("utf-8")).get("party", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(f"{file} cannot be read: {error}.") from error
    if not isinstance(rows, list):
        raise _wrong(f"{file}: parties are written as [[party]].")
    found = [_party(row, names, file) for row in rows]
    named = {one.name for one in found}
    return (*found, *(Party(name) for name in names if name not in named))


def _party(row: Any, names: tuple[str, ...], file: str) -> Party:
    if not isinstance(row, dict) or not isinstance(row.get("name"), str) or not row["name"].strip():
        raise _wrong(f"{file}: a party has no name.")
    if names and row["name"] not in names:
        raise _wrong(f"{file}: {row['name']!r} is no party of case.toml ({', '.join(names)}).")
    for key, value in row.items():
        if key not in _FIELDS:
            raise _wrong(f"{file}: there is no setting {key!r}. Known: {', '.join(sorted(_FIELDS))}.")
        if key != "name" and not (isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)):
            raise _wrong(f"{file}: {key} of {row['name']} must be a list of texts.")
    return Party(row["name"], tuple(row.get("also", ())), tuple(row.get("outlets", ())))


def _wrong(message: str) -> Mistaken:
    return Mistaken(message, code="bad-parties", advice="Mend it with a text editor; the docs page “Judging a source” shows one.")
