"""
Searches that a case keeps by name: `plan/views.toml`, which people may edit too.

    weavers = 'lang:ar "Weaver street" -reviewed'

Each change by `save_view` and `remove_view` is an entry that tells name, file and the file's digest. The query itself is not in
the ledger: it may hold a name that must be erased one day.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import tomlkit

from firsthand.desk.ports import Desk
from firsthand.desk.record import record
from firsthand.desk.search import VIEW_NAME, with_views
from firsthand.find.query import parse
from firsthand.ledger.canonical import digest
from firsthand.ledger.entry import Entry
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken, NotFound
from firsthand.shell.durable import make_folder, write_durable
from firsthand.shell.papers import read_bounded

MOST_BYTES = 1 << 20
MOST_VIEWS = 500


def saved_views(root: str) -> dict[str, str]:
    """
    Queries by name, in the order of the file; none when there is no file.

    Raises:
        Mistaken: The file cannot be read.
    """
    path = _path(root)
    if not path.exists():
        return {}
    try:
        told = tomllib.loads(read_bounded(path, MOST_BYTES).decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Mistaken(f"plan/views.toml cannot be read: {error}.", code="bad-views", advice="Mend it with an editor.") from error
    for name, query in told.items():
        if not isinstance(query, str) or not VIEW_NAME.fullmatch(name):
            raise Mistaken(f"plan/views.toml: {name!r} must be a name with a query in quotes.", code="bad-views",
                           advice='For example: weavers = "lang:ar -reviewed"')  # fmt: skip
    return told


def save_view(desk: Desk, name: str, query: str, *, actor: Actor) -> Entry:
    """
    Keep a query under a name; one that is there already is replaced.

    Raises:
        Mistaken, Refused, NotFound: The name is none, or the query, with the views that it names, cannot be read.
        Refused: The actor is a tool.
    """
    if not VIEW_NAME.fullmatch(name):
        raise Mistaken(f"{name!r} is no name for a view.", code="bad-view-name", advice="Letters, digits, - and _, for example weavers-ar.")
    held = saved_views(desk.root)
    if name not in held and len(held) >= MOST_VIEWS:
        raise Mistaken(f"There are {MOST_VIEWS} views.", code="too-many-views", advice="Remove some with `firsthand views rm NAME`.")
    parse(with_views(query, {**held, name: query}))
    return _change(desk, {**held, name: query}, name, "replaced" if name in held else "saved", actor=actor)


def remove_view(desk: Desk, name: str, *, actor: Actor) -> Entry:
    """
    Forget a view.

    Raises:
        NotFound: There is none of that name.
        Refused: The actor is a tool.
    """
    held = saved_views(desk.root)
    if name not in held:
        known = ", ".join(held) or "none"
        raise NotFound(f"There is no saved view {name}.", code="no-view", advice=f"There are: {known}.")
    return _change(desk, {one: query for one, query in held.items() if one != name}, name, "removed", actor=actor)


def _change(desk: Desk, held: dict[str, str], name: str, what: str, *, actor: Actor) -> Entry:
    path = _path(desk.root)
    try:
        document = tomlkit.parse(path.read_text("utf-8"))
    except FileNotFoundError:
        document = tomlkit.document()
        document.add(tomlkit.comment("Saved searches: firsthand posts @NAME, or view:NAME inside another search."))
    for gone in [one for one in document if one not in held]:
        document.remove(gone)
    if name in held:
        document[name] = held[name]
    data = tomlkit.dumps(document).encode()

    def write() -> None:
        make_folder(path.parent)
        write_durable(path, data)

    fields = {"file": "plan/views.toml", "sha256": digest(data), "name": name, "what": what}
    return record(desk, "plan", f"view:{name}", fields, actor=actor, guard=write)


def _path(root: str) -> Path:
    return Path(root) / "plan" / "views.toml"
