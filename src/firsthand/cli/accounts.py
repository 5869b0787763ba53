"""`firsthand accounts`: who speaks, and one account's dossier."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from firsthand.cli.surface import (
    AsOption,
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


def register(app: typer.Typer) -> None:
    """Hang the verb in."""
    app.command("accounts", rich_help_panel="Judge")(accounts)


def accounts(
    account: Annotated[str, typer.Argument(metavar="[ID]", help="An account's id or @handle; empty lists all.")] = "",
    changed: Annotated[bool, typer.Option("--changed", help="List changed profiles, by time: renames, names, bios.")] = False,
    blind: Annotated[bool, typer.Option("--blind", help="Without what people decided: for the second reader.")] = False,
    own_first: Annotated[bool, typer.Option("--own-first", help="The program's cells only where you have your own; needs --as.")] = False,
    every: Annotated[bool, typer.Option("--every", help="All posts that a finding names.")] = False,
    limit: Annotated[int, typer.Option("--limit", help="How many.", min=1)] = 50,
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    List who speaks, or show one account's dossier: its profile on every day it was seen, what speaks for and against what it may
    be, and what people decided about it.

    A standing is shown for one account only; no list tells who belongs to whom. What signals found is an observation, with an
    innocent reading beside it; `firsthand screen --only signals` asks them again.

    Examples: `firsthand accounts @river_voice_4` · `firsthand accounts @river_voice_4 --blind` · `firsthand accounts --changed`
    """
    desk = open_desk(case)
    if changed:
        from firsthand.desk.profiles import changed as profile_changes

        told = profile_changes(desk, desk.views.resolve_account(account) if account else "")
        if json:
            print_lines(told)
            return
        _tell_changes(told)
        say(f"{len(told)} changes; a change is what files show, and not when it was made.")
        return
    if not account:
        found = desk.views.accounts(limit=limit)
        if json:
            print_lines(found)
            return
        out = console()
        for row in found:
            name = shown(row["name"], width=40)
            out.print(f"{row['posts']:>6,}  [bold]{name}[/bold]  @{shown(row['handle'])}  [dim]{shown(row['id'])}[/dim]")
        return
    from firsthand.cli.dossier import tell_dossier
    from firsthand.desk.dossier import dossier

    reader = person(as_) if as_ or own_first else None
    value = dossier(desk, desk.views.resolve_account(account), reader=reader, own_first=own_first)
    if blind:
        value = {**value, "standing": None, "decisions": [], "suggestion": {"shown": False, "in_sample": False, "bands": {}}}
    if json:
        print_json(value)
    else:
        _tell(value)
        tell_dossier(value, blind=blind, every=every)


def _tell_changes(changes: list[dict[str, Any]]) -> None:
    from firsthand.cli.posts import marked

    out = console()
    for one in changes:
        if one["difference"]:
            said = marked(one["difference"])
        else:
            before, after = (", ".join(value) if isinstance(value, list) else value for value in (one["before"], one["after"]))
            said = f"{shown(before, width=120)} → {shown(after, width=120)}"
        out.print(f"  {one['seen'] or 'time unknown'}  [bold]{one['field']}[/bold]  {said}  [dim]{shown(one['account'])}[/dim]")
        sources = " → ".join(f"{shown(each['source'])} ({each['run']})" for each in one["evidence"])
        out.print(f"    [dim]last seen otherwise {one['seen_before'] or 'at an unknown time'}; {sources}[/dim]")


def _tell(value: dict[str, Any]) -> None:
    out = console()
    out.print(f"[bold]{shown(value['name'])}[/bold]  @{shown(value['handle'])}  [dim]{shown(value['id'])}[/dim]")
    out.print(f"{value['posts']:,} posts held, {value['first'] or 'time unknown'} to {value['last'] or 'time unknown'}")
    out.print("\n[bold]Profile, as seen[/bold]")
    for one in value["snapshots"]:
        out.print(f"  {one['seen'] or 'time unknown'}  {shown(one['name'])}  @{shown(one['handle'])}")
        if one["bio"]:
            out.print(f"    {shown(one['bio'], width=300)}")
    if value["changes"]:
        out.print("\n[bold]What changed[/bold]")
        _tell_changes(value["changes"])
