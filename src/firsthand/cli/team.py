"""`firsthand team`: who may come in to the cases of a server, by invitation."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from firsthand.cli.surface import JsonOption
from firsthand.model.errors import Mistaken

WORDS = ("invite", "role", "remove", "reset")
ROLES = "collector, reader, reviewer, editor, publisher, custodian: each may all that those before it may."
ConfigOption = Annotated[
    str | None, typer.Option("--config", metavar="TEAM.toml", help="The server's file. Else FIRSTHAND_TEAM.")
]  # fmt: skip


def register(app: typer.Typer) -> None:
    """Hang the verb in."""
    app.command("team", rich_help_panel="People and machine")(team)


def team(
    what: Annotated[str, typer.Argument(metavar="[invite|role|remove|reset]", help="Empty lists everybody.")] = "",
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="A pseudonym; it is never given to another person.")] = "",
    case: Annotated[list[str] | None, typer.Option("--case", metavar="CASE", help="A case of the server, by its name there.")] = None,
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help=ROLES)] = "",
    hours: Annotated[int, typer.Option("--hours", help="How long an invitation is good.", min=1, max=336)] = 72,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """
    Say who may come in to the cases of a server. Run it on the server itself, as the system's user that serves.

    Nobody signs up: `invite` prints an address that works once, and is shown once. `reset` prints one for somebody who lost their
    telephone or password. `remove` ends every session of a person at once; what they decided stays, under their name.

    Examples:

    `firsthand team --config team.toml`

    `firsthand team invite "A. Renn" --case oradesh --role reviewer --config team.toml`

    `firsthand team role "A. Renn" --case oradesh --role editor --config team.toml`

    `firsthand team remove "A. Renn" --config team.toml`

    `firsthand team reset "A. Renn" --config team.toml`
    """
    if what and what not in WORDS:
        raise Mistaken(f"team {what}?", code="bad-word", advice=f"Use: team, or team with one of {', '.join(WORDS)}.")
    if what and not name:
        raise Mistaken("Nobody is named.", code="no-name", advice=f'Use: firsthand team {what} "NAME".')
    if what == "role" and not (role and case):
        raise Mistaken("A role is given in a case.", code="no-role-named", advice="Add --case CASE --role ROLE.")
    arguments = [what or "list", str(team_file(config)), "--name", name, "--role", role, "--hours", str(hours)]
    for one in case or []:
        arguments += ["--case", one]
    become([*arguments, *(["--json"] if json else [])])


def team_file(stated: str | None) -> Path:
    """
    The server's file.

    Raises:
        Mistaken: None is named.
    """
    found = stated or os.environ.get("FIRSTHAND_TEAM", "")
    if not found:
        raise Mistaken(
            "No server is named.", code="no-team-file",
            advice="Add --config TEAM.toml, or set FIRSTHAND_TEAM; docs/recipes/team.md shows one.",
        )  # fmt: skip
    return Path(found).expanduser()


def become(arguments: list[str]) -> NoReturn:
    """Become the process that knows people: Django is loaded there, and not by the command line."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.execve(sys.executable, [sys.executable, "-m", "firsthand.web.team", *arguments], dict(os.environ))
