"""`firsthand clusters`: what was copied, when, by how many, and what each copy changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

import typer

from firsthand.cli.posts import marked, when
from firsthand.cli.surface import CaseOption, JsonOption, console, open_desk, print_json, print_lines, say, shown

_BARS = " ▁▂▃▄▅▆▇█"


def register(app: typer.Typer) -> None:
    """Hang the verb in."""
    app.command("clusters", rich_help_panel="Find")(clusters)


def clusters(
    post: Annotated[str, typer.Argument(help="Id of a post; without it, the largest clusters.")] = "",
    limit: Annotated[int, typer.Option("--limit", help="How many clusters, or copies of one.", min=1)] = 20,
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    Texts that were copied: the largest clusters, or one of them with its spread over time and what each copy changed.

    The earliest is the earliest we hold, and need not be the first. In a difference, [-words-] are gone and {+words+} are new
    against it. Appeals are copied on request: a copy is no reproach.

    Examples: `firsthand clusters --limit 5` · `firsthand clusters x:1893`
    """
    from firsthand.desk.clusters import clusters as largest
    from firsthand.desk.clusters import one_cluster
    from firsthand.model.ids import PostId

    desk = open_desk(case)
    if post:
        told = one_cluster(desk, PostId(post), limit=limit)
        print_json(told) if json else _print_one(told)
    elif json:
        print_lines(largest(desk, limit=limit))
    else:
        _print_largest(largest(desk, limit=limit))


def _print_largest(found: Any) -> None:
    out = console()
    count = 0
    for one in found:
        count += 1
        out.print(f"[bold]{one['posts']:,} posts[/bold], {_accounts(one)}, {_period(one)}  [dim]{shown(one['earliest']['id'])}[/dim]")
        out.print("  " + shown(one["earliest"]["text"], width=400))
    say(f"{count} shown, each as the earliest we hold." if count else "No text stands twice.")


def _print_one(told: dict[str, Any]) -> None:
    out = console()
    first = told["earliest"]
    out.print(f"[bold]{told['posts']:,} posts[/bold], {_accounts(told)}, {_period(told)}" if told["posts"] > 1 else "It stands alone.")
    if told["spread"] and told["posts"] > 1:
        counts = [one["count"] for one in told["spread"]["counts"]]
        step = timedelta(seconds=told["spread"]["step_s"])
        out.print(f"  |{_bars(counts)}|  a bar is {step}, the highest {max(counts):,}")
    out.print(f"\n[bold]{_name(first)}[/bold]  {when(first)}  the earliest we hold  [dim]{shown(first['id'])}[/dim]")
    out.print("  " + shown(first["text"], width=800))
    for one in told["copies"]:
        after = f"  (+{timedelta(seconds=one['after_s'])})" if one["after_s"] is not None else ""
        out.print(f"\n[bold]{_name(one)}[/bold]  {when(one)}{after}  [dim]{shown(one['post'])}[/dim]")
        out.print("  the same words" if one["same"] else "  " + marked(one["changes"]))
    if told["posts"] - 1 > len(told["copies"]):
        say(f"{len(told['copies'])} of {told['posts'] - 1:,} copies shown; more with --limit.")


def _name(one: dict[str, Any]) -> str:
    return shown(one["name"] or one.get("handle") or "?", width=40)


def _accounts(one: dict[str, Any]) -> str:
    return "1 account" if one["accounts"] == 1 else f"{one['accounts']:,} accounts"


def _period(one: dict[str, Any]) -> str:
    if one["first"] is None:
        return "times unknown"
    return one["first"] if one["first"] == one["last"] else f"{one['first']} to {one['last']}"


def _bars(counts: list[int]) -> str:
    most = max(counts)
    return "".join(_BARS[-(-8 * one // most)] for one in counts)
