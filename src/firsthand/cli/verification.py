"""`firsthand verification`, `contact`, `appeal`: what was verified of a post, and what is owed to whoever posted it."""

from __future__ import annotations

from typing import Annotated

import typer

from firsthand.cli.lineage import counted
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
from firsthand.model.errors import Mistaken


def register(app: typer.Typer) -> None:
    """Hang the verbs in."""
    app.command("verification", rich_help_panel="Check")(verification)
    app.command("contact", rich_help_panel="Judge")(contact)
    app.command("appeal", rich_help_panel="Judge")(appeal)


def verification(
    post: Annotated[str, typer.Argument(help="Id of the post.")],
    row: Annotated[str, typer.Argument(metavar="[ROW]", help="provenance source date location motivation; without it, the sheet.")] = "",
    state: Annotated[str, typer.Argument(metavar="[STATE]", help="done open failed not-done")] = "",
    method: Annotated[str, typer.Option("--method", help="How it was done.")] = "",
    link: Annotated[str, typer.Option("--link", help="Where it can be seen.")] = "",
    light: Annotated[str, typer.Option("--light", help="day or night: what you see in the picture.")] = "",
    at: Annotated[str, typer.Option("--at", metavar="TIME", help="When it is said to be, with its zone; for --light.")] = "",
    lat: Annotated[float, typer.Option("--lat", help="Degrees north; for --light.")] = 0.0,
    lon: Annotated[float, typer.Option("--lon", help="Degrees east; for --light.")] = 0.0,
    place: Annotated[str, typer.Option("--place", help="Where it is said to be, in words; for --light.")] = "",
    because: BecauseOption = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    The verification sheet of a post: what was done, what is open, what failed; or one row of it.

    Addresses of search engines and maps are printed to be copied. They are never opened for you: whoever opens one tells
    somebody what is looked for.

    Examples: `firsthand verification x:1893` · `firsthand verification x:1893 location done --method "bridge and tower as on the
    map of 2039" --because "three fixed points agree" --as "S. Okar"`
    """
    from firsthand.desk.verification import LightSeen, set_row, sheet
    from firsthand.model.ids import PostId

    desk = open_desk(case)
    if row:
        if not state:
            raise Mistaken("Say how it stands.", code="bad-state", advice="One of: done, open, failed, not-done.")
        seen = LightSeen(seen=light, at=at, lat=lat, lon=lon, place=place) if light else None
        entry = set_row(desk, PostId(post), row, state, method=method, link=link, because=because, light=seen, actor=person(as_))
        acknowledge(entry.seq, json)
        return
    told = sheet(desk, PostId(post))
    if json:
        print_json(told)
        return
    out = console()
    for one in told["rows"]:
        wanted = ", required" if one["required"] else ""
        how = f"{shown(one['method'], width=120)}  [dim]{shown(one['by'])}[/dim]"
        out.print(f"{one['shape']} [bold]{one['row']}[/bold]: {one['state']}{wanted}  {how}")
        if one["because"]:
            out.print(f"    {shown(one['because'], width=300)}")
        if one["link"]:
            out.print(f"    {shown(one['link'], width=300)}")
    if told["links"]:
        out.print("\n[bold]To copy[/bold]  [dim]opening one tells its owner what you look for[/dim]")
        for one in told["links"]:
            out.print(f"  {one['what']}: {shown(one['address'])}")
    out.print(f"\n[bold]Said in[/bold]  {counted(told['said'])}: {shown(told['said']['because'])}")
    say(f"Required and not done: {', '.join(told['missing'])}." if told["missing"] else "No required row is open.")


def contact(
    account: Annotated[str, typer.Argument(help="Id or @handle.")],
    text: Annotated[str, typer.Option("--text", help="How the person was reached, and what came of it; no number, no address.")] = "",
    risks: Annotated[str, typer.Option("--risks", help="What you thought of the risk; needed before the first contact.")] = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Note a contact with the person who posted. Before the first one, the desk is asked to think of what it may do to them.

    Example: `firsthand contact @lina_quay --text "asked by direct message, no answer yet" --risks "her account is under her
    own name; the message is not public" --as "A. Renn"`
    """
    from firsthand.desk.poster import log_contact

    desk = open_desk(case)
    acknowledge(log_contact(desk, desk.views.resolve_account(account), text, risks=risks, actor=person(as_)).seq, json)


def appeal(
    account: Annotated[str, typer.Argument(help="Id or @handle.")],
    text: Annotated[str, typer.Option("--text", help="What the person objects to.")] = "",
    because: BecauseOption = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Record that the person judged objects. The judgement is then listed by `firsthand review`, with the cards that rest on it.

    Example: `firsthand appeal @river_voice_4 --text "I left the press office in January" --because "a message from the
    account itself" --as "A. Renn"`
    """
    from firsthand.desk.poster import record_appeal

    desk = open_desk(case)
    acknowledge(record_appeal(desk, desk.views.resolve_account(account), text, because=because, actor=person(as_)).seq, json)
