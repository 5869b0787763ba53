"""`firsthand runs` and `firsthand rejected`: what came in, and what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

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

if TYPE_CHECKING:
    from firsthand.desk.ports import Desk


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
    desk = open_desk(case)
    if what == "undo":
        from firsthand.desk.day import undo_run

        acknowledge(undo_run(desk, run, because=because, actor=person(as_)).seq, json)
    elif what == "show":
        from firsthand.desk.completeness import report

        told = report(desk, run)
        print_json(told) if json else _print_report(told)
    elif what:
        raise Mistaken(f"runs {what}?", code="bad-word", advice="Use: runs, runs show RUN, runs undo RUN.")
    else:
        _list(desk, json=json)


def _list(desk: Desk, *, json: bool) -> None:
    from firsthand.shell.sql.rows import from_us

    values = []
    for row in desk.views.runs("run"):
        value = {**row._asdict(), "at": from_us(row.at_us), "first": from_us(row.first_us), "last": from_us(row.last_us)}
        values.append({name: told for name, told in value.items() if name not in ("at_us", "first_us", "last_us", "key")})
    if json:
        print_json({"runs": values})
        return
    out = console()
    for value in values:
        undone = "  taken back" if value["undone"] else ""
        out.print(f"[bold]{value['id']}[/bold]  {value['at']}  {shown(value['source'])}  [dim]{value['maker']}[/dim]{undone}")
        out.print("  " + _sum(value))
    say(f"{len(values)} imports; firsthand runs show RUN says what one does not hold." if values else "Nothing was imported yet.")


def _sum(counts: dict[str, Any]) -> str:
    return (
        f"{counts['seen']:,} seen = {counts['kept']:,} kept + {counts['already']:,} already + "
        f"{counts['rejected']:,} rejected + {counts['failed']:,} failed; {counts['posts']:,} new posts, {counts['gaps']:,} gaps"
    )


def _print_report(told: dict[str, Any]) -> None:
    out = console()
    run = told["run"]
    undone = "  taken back" if run["undone"] else ""
    out.print(f"[bold]{run['id']}[/bold]  {shown(run['source'])}{undone}")
    out.print(f"  {run['at']} by {shown(run['by'])}, clock: {shown(run['clock'])}; entry {run['entry']}")
    out.print(f"  read by {shown(run['reader'])}{': ' + shown(run['recognised']) if run['recognised'] else ''}")
    if run["found_by"]:
        out.print(f"  found: {shown(run['found_by'])}")
    if run["already_in"]:
        out.print(f"  the same bytes were read before, in {run['already_in']}")
    out.print("  " + _sum(told["counts"]))
    if told["period"]["first"]:
        out.print(f"  posted from {told['period']['first']} to {told['period']['last']}")
    if told["marks"]:
        out.print("  marked: " + ", ".join(f"{count:,} {shown(mark)}" for mark, count in told["marks"].items()))
    for title, kinds in (("Missing", told["missing"]), ("Rejected", told["rejected"])):
        if kinds:
            out.print(f"\n[bold]{title}[/bold]")
        for kind in kinds:
            out.print(f"  [bold]{kind['count']:,} {shown(kind['code'])}[/bold]  {kind['means']}")
            for one in kind["examples"]:
                out.print(f"    {shown(one['what'], width=300)} [dim]({shown(one['where'])})[/dim]")
            if kind["count"] > len(kind["examples"]):
                out.print(f"    … and {kind['count'] - len(kind['examples']):,} more: --json, firsthand rejected")
    if not told["missing"] and not told["rejected"]:
        out.print("  Nothing is named as missing. What a file does not speak of, nobody can miss.")
    out.print("\n[bold]Files[/bold]")
    for one in told["files"][:20]:
        gone = "  erased since" if one["erased"] else ""
        out.print(f"  {one['bytes']:>14,}  {one['digest'][:16]}…  {one['role']:<7} {shown(one['name'])}{gone}")
    if len(told["files"]) > 20:
        out.print(f"  … and {len(told['files']) - 20:,} more: --json")


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
