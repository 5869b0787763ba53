"""`firsthand new`: start a case."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer

from firsthand.cli.surface import JsonOption, path_argument, print_json, say
from firsthand.model.errors import Mistaken
from firsthand.model.plan import Plan

Many = list[str] | None


def register(app: typer.Typer) -> None:
    """Hang the verb in."""
    app.command("new", rich_help_panel="Case")(new)


def new(
    path: Annotated[str, typer.Argument(help="Folder to make.")],
    title: Annotated[str, typer.Option("--title", help="What the case is called.")],
    question: Annotated[str, typer.Option("--question", help="What the case wants to know.")] = "",
    place: Annotated[Many, typer.Option("--place", help="A place; may be given several times.")] = None,
    since: Annotated[str, typer.Option("--from", metavar="DATE", help="First day, 2041-03-08.")] = "",
    until: Annotated[str, typer.Option("--to", metavar="DATE", help="Last day.")] = "",
    lang: Annotated[Many, typer.Option("--lang", metavar="xx", help="A language, for example ar.")] = None,
    party: Annotated[Many, typer.Option("--party", help="A party to the conflict; may be given several times.")] = None,
    zone: Annotated[str, typer.Option("--zone", help="Time zone of the place, for example Europe/Kyiv.")] = "UTC",
    newsroom: Annotated[str, typer.Option("--newsroom", help="Name that is printed on stories.")] = "",
    one_person: Annotated[bool, typer.Option("--one-person", help="One person works here; print says so.")] = False,
    no_passphrase: Annotated[bool, typer.Option("--no-passphrase", help="Keep the case's secret in clear.")] = False,
    json: JsonOption = False,
) -> None:
    """
    Start a case: a folder that holds everything.

    The passphrase guards the case's signing key and salts: it is asked for, or taken from FIRSTHAND_PASSPHRASE.

    Example: `firsthand new fall-of-oradesh --title "The fall of Oradesh" --place Oradesh --lang ar --lang en`
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from firsthand.shell.case import new_case

    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Mistaken(f"{zone!r} is no time zone.", code="bad-zone", advice="For example --zone Europe/Kyiv.") from None
    for day in filter(None, (since, until)):
        _check_day(day)
    plan = Plan(
        id="", title=title, question=question, places=tuple(place or ()), since=since, until=until,
        languages=tuple(lang or ()), parties=tuple(party or ()), zone=zone, newsroom=newsroom,
        desk="one-person" if one_person else "team",
    )  # fmt: skip
    root = new_case(path_argument(path), plan, passphrase=None if no_passphrase else _passphrase())
    if json:
        from firsthand.shell.plan import read_plan

        print_json({"case": read_plan(root / "case.toml").id, "path": str(root.resolve())})
        return
    say(f"Made the case {root}.")
    if no_passphrase:
        say("Its secret lies in clear in secret/identity.txt: whoever has the folder can sign in the case's name.")
    say(f"Next: firsthand collect FILE --case {root}")


def _check_day(day: str) -> None:
    from datetime import date

    try:
        date.fromisoformat(day)
    except ValueError:
        raise Mistaken(f"{day!r} is no date.", code="bad-date", advice="Write it as 2041-03-08.") from None


def _passphrase() -> str:
    from firsthand.shell.world import environment

    if stated := environment("FIRSTHAND_PASSPHRASE"):
        return stated
    if not sys.stdin.isatty():
        raise Mistaken(
            "A new case needs a passphrase, and there is no terminal to ask at.",
            code="no-passphrase",
            advice="Set FIRSTHAND_PASSPHRASE, or add --no-passphrase and know what it means.",
        )
    first = getpass.getpass("Passphrase for the new case: ")
    if not first or first != getpass.getpass("Once more: "):
        raise Mistaken("The two did not agree, or were empty.", code="passphrase-differs", advice="Try again.")
    return first
