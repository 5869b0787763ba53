"""`firsthand streets`: files of map tiles that lie under the areas of the desk's map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from firsthand.cli.surface import (
    CaseOption,
    JsonOption,
    console,
    open_desk,
    path_argument,
    print_json,
    progress_bar,
    say,
    shown,
)
from firsthand.model.errors import Mistaken

if TYPE_CHECKING:
    from firsthand.shell.streets import Added

VERBS = "list, add or rm"


def register(app: typer.Typer) -> None:
    """Hang the verb in."""
    app.command("streets", rich_help_panel="Find")(streets)


def streets(
    what: Annotated[str, typer.Argument(metavar="WHAT", help=VERBS)] = "list",
    name: Annotated[str, typer.Argument(help="A .pmtiles file to add, or the name of one that was added.")] = "",
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    Lay streets and waters under the areas of the desk's map, from a PMTiles file (version 3) that you bring. Nothing is fetched,
    and no published map shows them.

    The file is copied into the folder `maps` of the case. It is no evidence: no entry, in no backup.

    Examples: `firsthand streets add oradesh.pmtiles` · `firsthand streets` · `firsthand streets rm oradesh`
    """
    from firsthand.shell.streets import add_streets, added_streets, remove_streets

    if what not in ("list", "add", "rm"):
        raise Mistaken(f"streets {what}?", code="bad-word", advice=f"Use: {VERBS}.")
    if what != "list" and not name:
        raise Mistaken(f"streets {what} needs a file or a name.", code="no-streets-named", advice="firsthand streets add FILE.pmtiles")
    root = Path(open_desk(case).root)
    if what == "add":
        with progress_bar() as progress:
            one = add_streets(root, path_argument(name), progress=progress)
        print_json(_plain(one)) if json else say(f"Added: {_words(one)}. It lies under the map at its next look.")
        return
    if what == "rm":
        remove_streets(root, name)
        print_json({"removed": name}) if json else say(f"Removed {shown(name)}.")
        return
    found = added_streets(root)
    if json:
        print_json({"streets": [_plain(one) for one in found]})
        return
    for one in found:
        console().print(_words(one))
    if not found:
        say("None. `firsthand streets add FILE.pmtiles` adds one.")


def _words(one: Added) -> str:
    if one.head is None:
        return f"{shown(one.name)}, {one.size:,} bytes: {shown(one.error, width=200)}"
    head = one.head
    bounds = f"{head.south:.2f} to {head.north:.2f}° north, {head.west:.2f} to {head.east:.2f}° east"
    tiles = f"{head.kind} tiles, zoom {head.least} to {head.most}"
    return f"{shown(one.name)}, {one.size:,} bytes, {tiles}, {bounds}; {shown(one.whose) or 'nobody named'}"


def _plain(one: Added) -> dict[str, Any]:
    head = one.head
    told = {"kind": head.kind, "zooms": [head.least, head.most], "bounds": [head.west, head.south, head.east, head.north]} if head else {}
    return {"name": one.name, "bytes": one.size, **told, "whose": one.whose, "error": one.error}
