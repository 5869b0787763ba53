"""`firsthand together`: accounts that share the same items unusually close in time."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from firsthand.cli.surface import CaseOption, JsonOption, console, open_desk, print_json, print_lines, say, shown, told

_KINDS = {
    "repost": "the same posts passed on", "copy": "nearly the same words", "link": "the same addresses",
    "hashtags": "the same rows of hashtags", "media": "the same pictures or films",
}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Hang the verb in."""
    app.command("together", rich_help_panel="Find")(together)


def together(
    window: Annotated[int, typer.Option("--window", metavar="S", help="Only what was shared within 5, 60 or 600 seconds.")] = 0,
    items: Annotated[int, typer.Option("--items", help="How many items of a group are printed.", min=1)] = 5,
    draw: Annotated[
        str, typer.Option("--draw", metavar="PATH", help="Draw them into a new .svg or .gexf file; accounts are numbers, never named.")
    ] = "",
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    Groups of three accounts or more that share the same items unusually close in time, again and again, with the items.

    Unusual is more than what shared interests, fast news and waking hours give by chance. Why they do it is not known: families,
    newsrooms and relief groups do it, and feeds that post by themselves. Nothing follows from it, and to print "acting together"
    takes two people. `firsthand screen` looks for them.

    Examples: `firsthand together` · `firsthand together --window 60 --json` · `firsthand together --draw groups.svg`
    """
    from firsthand.desk.together import INNOCENT, listed
    from firsthand.desk.together import draw as into_a_file

    if draw:
        done = into_a_file(open_desk(case), draw, window_s=window)
        print_json(done) if json else say(f"{told(done['path'])}: {done['accounts']} accounts as numbers, in {done['groups']} groups.")
        return
    found = listed(open_desk(case), window_s=window)
    if json:
        print_lines(found)
        return
    for one in found:
        _print(one, items)
    if found:
        say(f"{len(found)} shown. {INNOCENT} Which it is here, nobody has said: unknown reason.")
    else:
        say("Nobody shares the same items closer in time than chance would have it.")


def _print(one: dict[str, Any], most: int) -> None:
    out = console()
    out.print(
        f"[bold]group {one['group']}: {len(one['accounts'])} accounts[/bold], {_KINDS[one['kind']]}, within {one['window_s']} s; "
        f"a pair shared {one['seen']:g} on average, chance would give {one['expected']:g}; {one['why']}"
    )
    out.print("  " + "  ".join(shown(account, width=60) for account in one["accounts"]))
    for item in one["items"][:most]:
        first = item["shares"][0]
        voices = len({share["account"] for share in item["shares"]})
        out.print(f"  {first['posted_at']}  {voices} accounts in {item['within_s']:,} s  [dim]{shown(first['post'])}[/dim]")
    if len(one["items"]) > most:
        out.print(f"  … and {len(one['items']) - most} more items; --items shows them, --json names every share")
