"""`case.toml`: read with care, written so that people can edit it."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from firsthand.model.errors import Mistaken, NotFound
from firsthand.model.minimise import FIELDS, PRIVATE
from firsthand.model.plan import Plan
from firsthand.model.stamp import parse_authority
from firsthand.shell.broker.terms import read_route
from firsthand.shell.durable import write_durable

LISTS = frozenset({"places", "languages", "parties", "armed", "stampers", "minimise", "custodians"})
KINDS: dict[str, tuple[type, str]] = dict.fromkeys(("invented", "borders"), (bool, "true or false"))
"""Settings that are no text: their type, in Python and in words."""


def read_plan(path: Path) -> Plan:
    """
    Read `case.toml`.

    Raises:
        NotFound: It is not there.
        Mistaken: It cannot be understood; the message names the line or the key.
    """
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise NotFound(
            f"{path.parent} is not a case: it holds no case.toml.",
            code="no-case",
            advice="`firsthand new PATH --title …` makes one; `--case PATH` names another.",
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(f"case.toml cannot be read: {error}.") from error
    if isinstance(values.get("minimise"), bool):  # as it was written before fields could be named
        values["minimise"] = [PRIVATE] if values["minimise"] else []
    known = {field.name for field in fields(Plan)}
    for name, value in values.items():
        if name not in known:
            raise _wrong(f"case.toml: there is no setting called {name!r}. Known: {', '.join(sorted(known))}.")
        wanted, words = (list, "a list of texts") if name in LISTS else KINDS.get(name, (str, "a text"))
        parts = value if isinstance(value, list) else []
        if not isinstance(value, wanted) or not all(isinstance(one, str) for one in parts):
            raise _wrong(f"case.toml: {name} must be {words}.")
    if not values.get("id") or not values.get("title"):
        raise _wrong("case.toml: id and title must be there.")
    if any(char.isspace() or char == "+" for char in values["id"]):
        raise _wrong("case.toml: the id names the ledger in signed heads; it holds no blanks and no plus sign.")
    if values.get("desk", "team") not in ("team", "one-person"):
        raise _wrong('case.toml: desk is "team" or "one-person".')
    try:
        ZoneInfo(values.get("zone", "UTC"))
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of zones, for example "Europe", opens badly
        raise _wrong(f"case.toml: {values['zone']!r} is no time zone, for example Europe/Kyiv.") from None
    if values.get("site") and not values["site"].startswith(("https://", "http://")):
        raise _wrong("case.toml: site is an address, for example https://courier.example/{slug}/.")
    if values.get("proxy"):
        try:
            read_route(values["proxy"])
        except Mistaken as error:
            raise _wrong(f"case.toml: proxy: {error} {error.advice()}") from None
    for one in values.get("minimise", ()):
        if one not in FIELDS:
            raise _wrong(f"case.toml: minimise: there is no field {one!r}. Known: {', '.join(FIELDS)}.")
    names = [_authority(one) for one in values.get("stampers", ())]
    if len(set(names)) < len(names):
        raise _wrong("case.toml: two stampers have one name.")
    made: dict[str, Any] = {k: tuple(v) if k in LISTS else v for k, v in values.items()}
    return Plan(**made)


def _authority(stated: str) -> str:
    try:
        return parse_authority(stated).name
    except Mistaken as error:
        raise _wrong(f"case.toml: stampers: {error}") from None


def write_plan(path: Path, plan: Plan) -> None:
    """Write `case.toml` for the first time."""
    import tomlkit  # only who writes a plan needs it

    document = tomlkit.document()
    document.add(tomlkit.comment("The plan of this case. Edit it; the id never changes."))
    for field in fields(Plan):
        value = getattr(plan, field.name)
        if field.name in (*KINDS, "minimise", "site", "encoder") and not value:
            continue
        document[field.name] = list(value) if isinstance(value, tuple) else value
    write_durable(path, tomlkit.dumps(document).encode("utf-8"))


def _wrong(message: str) -> Mistaken:
    return Mistaken(message, code="bad-plan", advice="Mend case.toml with a text editor; nothing else was touched.")
