"""`firsthand lineage`: where a thing that many say comes from."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from firsthand.cli.posts import when
from firsthand.cli.surface import CaseOption, JsonOption, console, open_desk, print_json, say, shown, told


def register(app: typer.Typer) -> None:
    """Hang the verb in."""
    app.command("lineage", rich_help_panel="Check")(lineage)


def lineage(
    ref: Annotated[str, typer.Argument(help="A post, or claim:NUMBER.")],
    every: Annotated[bool, typer.Option("--every", help="Every post of an origin, and not the first ten.")] = False,
    draw: Annotated[str, typer.Option("--draw", metavar="PATH", help="Draw it into a new .svg file; posts are numbers.")] = "",
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    How many independent origins a claim or a post has, and which post may have it from which.

    Reposts, copies, the same picture, the same account and one stated origin are one. Ten reposts count as one. The earliest is the
    earliest that we hold, and two who had it from one place in their own words count as two until somebody states the origin.

    Examples: `firsthand lineage claim:41` · `firsthand lineage x:1893 --draw lineage.svg`
    """
    from firsthand.desk.lineage import draw as into_a_file
    from firsthand.desk.lineage import lineage as lines

    desk = open_desk(case)
    if draw:
        done = into_a_file(desk, ref, draw)
        print_json(done) if json else say(f"{told(done['path'])}: {done['posts']} posts as numbers, {done['origins']} origins.")
        return
    found = lines(desk, ref)
    if json:
        print_json(found)
        return
    out = console()
    for group in found["groups"]:
        out.print(f"[bold]origin {group['origin']}[/bold]  {shown(group['why'])}")
        _tell(out, group["nodes"], len(group["nodes"]) if every else 10)
    say(f"{counted(found)}.")


def counted(found: dict[str, Any]) -> str:
    """``12 posts, 3 origins``."""
    return f"{found['posts']:,} post{'' if found['posts'] == 1 else 's'}, {found['origins']} origin{'' if found['origins'] == 1 else 's'}"


def _tell(out: Any, nodes: list[dict[str, Any]], most: int) -> None:
    depth: dict[int, int] = {}
    for node in nodes:
        depth[node["n"]] = depth.get(node["from"], -1) + 1 if node["from"] else 0
    for node in nodes[:most]:
        pad = "  " * depth[node["n"]]
        how = f"  {shown(node['how'])} of {node['from']}" if node["from"] else ""
        out.print(f"  {pad}{node['n']:>3}  {when(node)}  {shown(node['name'] or '?', width=40)}{how}  [dim]{shown(node['post'])}[/dim]")
    if len(nodes) > most:
        out.print(f"  … and {len(nodes) - most:,} more: --every shows them")
