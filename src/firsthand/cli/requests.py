"""`firsthand request`: what people ask of us about what we hold or printed."""

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
    print_lines,
    say,
    shown,
)

request = typer.Typer(no_args_is_help=True, help="Requests for removal, correction or access, each with a day to answer by.")


def register(app: typer.Typer) -> None:
    """Hang the verbs in."""
    app.add_typer(request, name="request", rich_help_panel="Care")


@request.command("add")
def add(
    kind: Annotated[str, typer.Argument(help="removal, correction, clarification, access or other.")],
    what: Annotated[str, typer.Option("--what", help="What is asked, in your words; no names, no addresses: an entry stays.")],
    story: Annotated[str, typer.Option("--story", help="The story that it is about.")] = "",
    key: Annotated[str, typer.Option("--key", help="The card that it is about.")] = "",
    received: Annotated[str, typer.Option("--received", metavar="DAY", help="When it came; today when left out.")] = "",
    due: Annotated[str, typer.Option("--due", metavar="DAY", help="By when it is to be answered; 30 days after it came.")] = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Write down that somebody asks for something, with the day by which it must be answered.

    Example: `firsthand request add removal --story bridge --key lina --what "wants the second sentence out" --as "A. Renn"`
    """
    from firsthand.desk.requests import add_request

    entry = add_request(open_desk(case), kind, what, story=story, key=key, received=received, due=due, actor=person(as_))
    acknowledge(entry.seq, json)


@request.command("list")
def show(
    open_only: Annotated[bool, typer.Option("--open", help="Only those that wait for an answer.")] = False,
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    List requests: the open ones first, the nearest day first.

    Example: `firsthand request list --open`
    """
    from firsthand.desk.requests import requests

    found = [one for one in requests(open_desk(case)) if not (open_only and one.outcome)]
    if json:
        print_lines(
            {"entry": one.act.seq, "request": one.act.detail["request"], "what": one.act.detail["what"],
             "story": one.act.subject.removeprefix("story:") if one.act.subject != "case" else "", "key": one.act.detail["key"],
             "received": one.act.detail["received"], "due": one.due.isoformat(), "overdue": one.overdue,
             "outcome": one.outcome or None, "because": one.because}
            for one in found
        )  # fmt: skip
        return
    out = console()
    for one in found:
        state = one.outcome or ("overdue" if one.overdue else "open")
        about = " ".join(filter(None, (one.act.subject if one.act.subject != "case" else "", one.act.detail["key"])))
        due = f"due {one.due}  " if not one.outcome else ""
        out.print(f"{one.act.seq}  [bold]{state}[/bold]  {due}{one.act.detail['request']}  {shown(about)}  {shown(one.act.detail['what'])}")
    say(f"{sum(not one.outcome for one in found)} open, {sum(one.overdue for one in found)} of them overdue." if found else "None.")


@request.command("done")
def done(
    entry: Annotated[int, typer.Argument(help="The request's entry.")],
    outcome: Annotated[str, typer.Argument(help="granted, in-part, refused or nothing-held.")],
    because: BecauseOption = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Say what became of a request. Taking words out is done by `withdraw`, `erase` or `story update`; this only answers.

    Example: `firsthand request done 412 granted --because "withdrawn the same day" --as "A. Renn"`
    """
    from firsthand.desk.requests import close_request

    acknowledge(close_request(open_desk(case), entry, outcome, because=because, actor=person(as_)).seq, json)
