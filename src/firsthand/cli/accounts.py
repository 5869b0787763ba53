"""`firsthand accounts`: who speaks, and one account's dossier."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from firsthand.cli.surface import CaseOption, JsonOption, console, open_desk, print_json, print_lines, say, shown

if TYPE_CHECKING:
    from firsthand.desk.ports import Desk


def register(app: typer.Typer) -> None:
    """Hang the verb in."""
    app.command("accounts", rich_help_panel="Judge")(accounts)


def accounts(
    account: Annotated[str, typer.Argument(metavar="[ID]", help="An account's id or @handle; empty lists all.")] = "",
    changed: Annotated[bool, typer.Option("--changed", help="List changed profiles, by time: renames, names, bios.")] = False,
    limit: Annotated[int, typer.Option("--limit", help="How many.", min=1)] = 50,
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    List who speaks, or show one account: its profile on every day it was seen, and what people decided about it.

    A standing is shown for one account only; no list tells who belongs to whom.

    Examples: `firsthand accounts @river_voice_4` · `firsthand accounts --changed`
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
    value = dossier(desk, account)
    if json:
        print_json(value)
    else:
        _tell(value)


def dossier(desk: Desk, stated: str) -> dict[str, Any]:
    """One account with its standing and the acts about it."""
    from firsthand.desk.judge import standing_of_source
    from firsthand.desk.profiles import changed

    name = desk.views.resolve_account(stated)
    value = desk.views.account(name)
    standing = asdict(standing_of_source(desk, name))
    observations: list[dict[str, Any]] = []
    return {**value, "changes": changed(desk, name), "observations": observations, "standing": standing}


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
    standing = value["standing"]
    out.print("\n[bold]What people decided[/bold]")
    if standing["entry"] is None:
        out.print("  Nobody has judged this account. Reliability F: no basis, which is not \"bad\".")
        return
    decided = "decided" if standing["decided"] else "proposed, waits for a second person"
    if standing["differing"]:
        decided = "two people differ"
    link = f", linked to {shown(standing['party'])} ({standing['affiliation']})" if standing["party"] else ""
    out.print(f"  {', '.join(standing['roles'])}{link}, reliability {standing['reliability']} — {decided}")
    out.print(f"  because {shown(standing['because'])}  [dim]{shown(standing['by'])}, entry {standing['entry']}[/dim]")
    say("For and against: see the evidence with `firsthand posts`.")
