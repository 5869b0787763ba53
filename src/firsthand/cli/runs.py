"""`firsthand runs` and `firsthand rejected`: what came in, and what could not be read."""

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
    print_lines,
    say,
    shown,
)
from firsthand.model.errors import Mistaken, NotFound


def register(app: typer.Typer) -> None:
    """Hang the verbs in."""
    app.command("runs", rich_help_panel="Case")(runs)
    app.command("rejected", rich_help_panel="Case")(rejected)


def runs(
    what: Annotated[str, typer.Argument(metavar="[show|undo]", help="show or undo one run; empty lists all.")] = "",
    run: Annotated[str, typer.Argument(metavar="[RUN]", help="The run.")] = "",
    because: BecauseOption = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    List imports, show what one could not find, or hide everything that only one import brought.

    Examples: `firsthand runs` · `firsthand runs show r3f…` · `firsthand runs undo r3f… --because "wrong chat" --as "A. Renn"`
    """
    from firsthand.shell.sql.rows import from_us

    desk = open_desk(case)
    if what == "undo":
        from firsthand.desk.day import undo_run

        acknowledge(undo_run(desk, run, because=because, actor=person(as_)).seq, json)
        return
    if what not in ("", "show"):
        raise Mistaken(f"runs {what}?", code="bad-word", advice="Use: runs, runs show RUN, runs undo RUN.")
    rows = [desk.views.run(run)] if what else desk.views.runs("run")
    values = [
        {**row._asdict(), "at": from_us(row.at_us), "first": from_us(row.first_us), "last": from_us(row.last_us)} for row in rows
    ]
    for value in values:
        for name in ("at_us", "first_us", "last_us", "key"):
            del value[name]
    if what:
        values[0]["missing"] = desk.views.gaps(rows[0].id)
    if json:
        print_json(values[0] if what else {"runs": values})
        return
    out = console()
    for value in values:
        undone = "  [undone]" if value["undone"] else ""
        out.print(f"[bold]{value['id']}[/bold]  {value['at']}  {shown(value['source'])}  [dim]{value['maker']}[/dim]{undone}")
        out.print(
            f"  {value['seen']:,} seen = {value['kept']:,} kept + {value['already']:,} already + "
            f"{value['rejected']:,} rejected + {value['failed']:,} failed; {value['posts']:,} new posts, {value['gaps']:,} gaps"
        )
    for gap in values[0]["missing"] if what else ():
        out.print(f"  {gap['code']}: {shown(gap['what'])} [dim]({shown(gap['where'])})[/dim]")


def rejected(
    number: Annotated[int | None, typer.Argument(metavar="[N]", help="One of them; empty lists all.")] = None,
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    List what could not be read, where it lies, and why.

    Example: `firsthand rejected 3`
    """
    found = list(open_desk(case).views.rejected(number))
    if number is not None and not found:
        raise NotFound(f"There is no rejected item {number}.", code="no-rejected", advice="`firsthand rejected` lists them.")
    if json:
        print_lines(found)
        return
    out = console()
    for row in found:
        out.print(f"{row['no']:>4}  [bold]{row['code']}[/bold]  {shown(row['source'])}: {shown(row['where'])}")
        out.print(f"      {shown(row['why'], width=500)}")
    say(f"{len(found)} items could not be read." if found else "Everything could be read.")
