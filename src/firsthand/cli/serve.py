"""`firsthand serve`: the desk in a browser, for one person on this machine, or for a team on a server."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from firsthand.cli.surface import AsOption, CaseOption, person
from firsthand.cli.team import ConfigOption, become, team_file


def register(app: typer.Typer) -> None:
    """Hang the verb in."""
    app.command("serve", rich_help_panel="Case")(serve)


def serve(
    port: Annotated[int, typer.Option("--port", help="On this machine only; 0 for any that is free.", min=0, max=65535)] = 0,
    team: Annotated[bool, typer.Option("--team", help="For several people on a server, with the cases of --config.")] = False,
    config: ConfigOption = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the address, and open nothing.")] = False,
    case: CaseOption = None,
    as_: AsOption = None,
) -> None:
    """
    Open the desk in your browser.

    It answers on this machine only, under an address that works once. Whoever has the address before you has the desk: do not
    pass it on. What you decide is entered under your name, signed when your key lies on this machine.

    Examples:

    `firsthand serve --as "A. Renn"`

    `firsthand serve --as "A. Renn" --port 8700 --no-browser --case oradesh`

    `firsthand serve --team --config team.toml`
    """
    if team:
        become(["serve", str(team_file(config))])
    from firsthand.shell.case import find_case

    open_desk_in_browser(find_case(case), person(as_).name, port=port, browser=not no_browser)


def open_desk_in_browser(case: Path, name: str, *, port: int = 0, browser: bool = True, home: Path | None = None) -> None:
    """
    Become the process that serves: Django is loaded there, and not by the command line.

    Args:
        home: Whose keys are meant; None for those of this person.
    """
    arguments = [sys.executable, "-m", "firsthand.web", str(case), "--as", name, "--port", str(port)]
    environment = {**os.environ, **({"FIRSTHAND_HOME": str(home)} if home else {})}
    sys.stdout.flush()
    sys.stderr.flush()
    os.execve(sys.executable, [*arguments, *([] if browser else ["--no-browser"])], environment)
