"""`firsthand statement`: how the writer of a post knows."""

from __future__ import annotations

from typing import Annotated

import typer

from firsthand.cli.posts import acknowledge
from firsthand.cli.surface import (
    AsOption,
    BecauseOption,
    CaseOption,
    JsonOption,
    console,
    open_desk,
    person,
    print_json,
    say,
    shown,
)


def register(app: typer.Typer) -> None:
    """Hang the verb in."""
    app.command("statement", rich_help_panel="Judge")(statement)


def statement(
    post: Annotated[str, typer.Argument(help="Id of the post.")],
    kind: Annotated[str, typer.Argument(metavar="[KIND]", help="own relayed inferred not-stated; without it, what was typed.")] = "",
    quote: Annotated[str, typer.Option("--quote", help="The words of the post that show it, exactly.")] = "",
    because: BecauseOption = "",
    expects: Annotated[int | None, typer.Option("--expects", metavar="ENTRY", help="The last typing that you have seen.")] = None,
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Say how the writer of a post knows: they saw it themselves (own), somebody told them (relayed), they conclude it (inferred),
    or the words do not say (not-stated).

    The word eyewitness, in a reason or on a card, needs a post that was typed as own. What the program finds in the words is a
    proposal between dashes, and decides nothing.

    Examples: `firsthand statement x:1893` · `firsthand statement x:1893 relayed --quote "drivers told me" --because "she was at
    the Hall, and not on the bridge" --as "A. Renn"`
    """
    from firsthand.desk.first_hand import statement_sheet, type_statement
    from firsthand.model.ids import PostId

    desk = open_desk(case)
    if kind:
        acknowledge(type_statement(desk, PostId(post), kind, quote=quote, because=because, expects=expects, actor=person(as_)).seq, json)
        return
    told = statement_sheet(desk, PostId(post))
    if json:
        print_json(told)
        return
    out = console()
    now = told["statement"]
    if now["kind"]:
        out.print(f"[bold]{now['kind']}[/bold]: {shown(now['because'], width=300)}  [dim]{shown(now['by'])}, entry {now['entry']}[/dim]")
    for one in told["history"]:
        if one["entry"] != now["entry"]:
            gone = ", taken back" if one["undone"] else ", before"
            because = shown(one["because"], width=300)
            out.print(f"  [dim]{one['kind']}: {because}  {shown(one['by'])}, entry {one['entry']}{gone}[/dim]")
    for one in told["proposed"]:
        out.print(f"  - - {one['kind']}: “{shown(one['text'], width=90)}”, proposed from the words - -")
    if not now["kind"]:
        say("Nobody has said how its writer knows.")
