"""`firsthand people`: keys of the people who work here."""

from __future__ import annotations

from typing import Annotated

import typer

from firsthand.cli.surface import JsonOption, print_json, say, told
from firsthand.model.errors import Mistaken


def register(app: typer.Typer) -> None:
    """Hang the verb in."""
    app.command("people", rich_help_panel="People and machine")(people)


def people(
    what: Annotated[str, typer.Argument(metavar="[add]", help="add makes a key; empty lists.")] = "",
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="A name or pseudonym.")] = "",
    json: JsonOption = False,
) -> None:
    """
    A person is a key: it lies in that person's own configuration, never in a case, and signs what they decide.

    Two people are told apart by their keys. Without one, an act is recorded as self-stated.

    Example: `firsthand people add "A. Renn"`
    """
    from firsthand.shell.people import add_person
    from firsthand.shell.people import people as known

    if what == "add":
        actor = add_person(name)
        if json:
            print_json({"name": actor.name, "key": actor.key})
        else:
            say(f"{told(actor.name)} has a key: {actor.key}")
        return
    if what:
        raise Mistaken(f"people {what}?", code="bad-word", advice='Use: people, people add "NAME".')
    found = [{"name": one.name, "key": one.key} for one in known()]
    if json:
        print_json({"people": found})
        return
    for one in found:
        typer.echo(f"{told(one['name'])}  {one['key']}")
    if not found:
        say('Nobody has a key here. Make one: firsthand people add "NAME"')
