"""Mappings of tables that people state once and use again: ``plan/mappings/NAME.toml``, to be read and edited by people."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import tomlkit

from firsthand.model.errors import Mistaken, NotFound
from firsthand.readers.table_columns import ROLES
from firsthand.shell.durable import make_folder, write_durable

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")
MAX_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Mapping:
    """Role to header, as stated; and the platform, empty when it is not stated."""

    columns: tuple[tuple[str, str], ...]
    platform: str = ""


def read_mapping(root: Path, name: str) -> Mapping:
    """
    Read a mapping of a case.

    Raises:
        NotFound: There is none of that name.
        Mistaken: It cannot be read, or names a role that is none.
    """
    path = _path(root, name)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ValueError("it is too large")
        told = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        known = ", ".join(mappings(root)) or "none yet"
        raise NotFound(
            f"There is no mapping called {name}.", code="no-mapping",
            advice=f"There are: {known}. `collect FILE --columns text=HEADER --save-mapping {name}` makes one.",
        ) from None  # fmt: skip
    except (ValueError, OSError) as error:
        raise Mistaken(f"{path.name} cannot be read: {error}.", code="bad-mapping", advice="Mend it with an editor.") from error
    columns, platform = told.get("columns"), told.get("platform", "")
    if not isinstance(columns, dict) or not isinstance(platform, str) or not all(isinstance(one, str) for one in columns.values()):
        raise Mistaken(
            f"{path.name}: it needs [columns] with ROLE = \"HEADER\", and may have platform = \"…\".",
            code="bad-mapping", advice=f"Roles: {', '.join(ROLES)}.",
        )  # fmt: skip
    return Mapping(tuple(columns.items()), platform)


def save_mapping(root: Path, name: str, mapping: Mapping) -> Path:
    """
    Keep a mapping under a name; one that is there already is replaced.

    Raises:
        Mistaken: The name is none, or nothing is stated.
    """
    path = _path(root, name)
    if not mapping.columns:
        raise Mistaken(
            "There is nothing to save: no columns are stated.", code="empty-mapping", advice="Add --columns ROLE=HEADER."
        )
    text = tomlkit.document()
    text.add(tomlkit.comment("What the columns of a table hold: a role, and the header as it is written."))
    if mapping.platform:
        text.add("platform", mapping.platform)
    text.add("columns", dict(mapping.columns))
    make_folder(path.parent)
    write_durable(path, tomlkit.dumps(text).encode())
    return path


def mappings(root: Path) -> list[str]:
    """Names of the mappings of a case."""
    return sorted(path.stem for path in (root / "plan" / "mappings").glob("*.toml"))


def _path(root: Path, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise Mistaken(
            f"{name!r} is no name for a mapping.", code="bad-mapping-name", advice="Small letters, digits, - and _, for example notes-2."
        )
    return root / "plan" / "mappings" / f"{name}.toml"
