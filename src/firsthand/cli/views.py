"""`firsthand views`: searches kept by name, and what can be made again from the ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from firsthand.cli.posts import acknowledge
from firsthand.cli.surface import (
    AsOption,
    CaseOption,
    JsonOption,
    console,
    open_desk,
    person,
    print_json,
    print_lines,
    progress_bar,
    say,
    shown,
)
from firsthand.model.errors import Mistaken

VERBS = "save, list, rm or rebuild"


def register(app: typer.Typer) -> None:
    """Hang the verb in."""
    app.command("views", rich_help_panel="Find")(views)


def views(
    what: Annotated[str, typer.Argument(metavar="WHAT", help=VERBS)] = "list",
    name: Annotated[str, typer.Argument(help="Of a saved view.")] = "",
    query: Annotated[str, typer.Argument(help="Words and fields, as for posts.")] = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Keep searches by name: save NAME QUERY, list, rm NAME. `firsthand posts @NAME` runs one, view:NAME stands inside another search.

    They lie in `plan/views.toml`, which people may edit too; each change made here is an entry. `rebuild` is another thing: it throws
    away everything that can be made again, and makes it again from ledger and vault.

    Examples: `firsthand views save weavers 'lang:ar "Weaver street"' --as "A. Renn"` · `firsthand posts 'view:weavers has:video'` ·
    `firsthand views rm weavers --as "A. Renn"` · `firsthand views rebuild`
    """
    from firsthand.shell.saved_views import remove_view, save_view, saved_views

    if what not in ("save", "list", "rm", "rebuild"):
        raise Mistaken(f"views {what}?", code="bad-word", advice=f"Use: {VERBS}.")
    if what in ("save", "rm") and not name:
        raise Mistaken(f"views {what} needs the name of a view.", code="no-view-name", advice="firsthand views save NAME QUERY")
    if what == "save":
        acknowledge(save_view(open_desk(case), name, query, actor=person(as_)).seq, json)
    elif what == "rm":
        acknowledge(remove_view(open_desk(case), name, actor=person(as_)).seq, json)
    elif what == "rebuild":
        _rebuild(case, json)
    else:
        held = saved_views(open_desk(case).root)
        if json:
            print_lines({"name": one, "query": asked} for one, asked in held.items())
            return
        out = console()
        for one, asked in held.items():
            out.print(f"[bold]@{shown(one)}[/bold]  {shown(asked)}")
        say(f"{len(held)} saved." if held else "No search is saved. `firsthand views save NAME QUERY` keeps one.")


def _rebuild(case: str | None, json: bool) -> None:
    from firsthand.desk.rebuild import rebuild

    with progress_bar() as progress:
        done = rebuild(open_desk(case), progress=progress)
    if json:
        print_json({"entries": done.entries, "runs": done.runs, "posts": done.posts})
    else:
        say(f"Rebuilt from {done.entries:,} entries: {done.runs:,} runs, {done.posts:,} posts.")
