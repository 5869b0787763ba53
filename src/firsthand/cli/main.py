"""
The command line. One file a verb; here is only how they hang together, and how an error becomes words.

Nothing heavy is imported before a verb runs: `firsthand --help` must answer at once.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any

import typer

from firsthand import __version__
from firsthand.model.errors import FirsthandError

VERBS = (
    "demo",
    "new",
    "serve",
    "collect",
    "runs",
    "posts",
    "accounts",
    "screen",
    "urgent",
    "clusters",
    "views",
    "chart",
    "streets",
    "together",
    "judge",
    "statement",
    "claims",
    "lineage",
    "media",
    "check",
    "care",
    "sheets",
    "story",
    "export",
    "verify",
    "stamp",
    "people",
    "team",
    "keep",
    "broker",
    "copies",
    "seal",
    "removal",
    "requests",
    "duties",
    "evidence",
    "verification",
)
"""Modules of this room, in the order of the day's work; each adds its commands to `app`."""

app = typer.Typer(
    name="firsthand",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="An eyewitness desk: collect what people post from inside an event, preserve it, find what matters, judge who "
    "is speaking, check what is said, publish it with care.\n\nThe tool proposes, with evidence; a named person decides.",
    epilog="Start: `firsthand new CASE --title T`, then `firsthand collect FILE --case CASE`. "
    "The example: `firsthand demo`.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"firsthand {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    """Options of the program itself."""


for _verb in VERBS:
    import_module(f"firsthand.cli.{_verb}").register(app)


STOPPED = 130
"""Exit code of Ctrl-C."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; the one place where an error becomes an exit code."""
    stated = sys.argv[1:] if arguments is None else arguments
    try:
        code = app(stated, standalone_mode=False)
    except FirsthandError as error:
        _say(error, as_json="--json" in stated)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        code = STOPPED
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:  # noqa: BLE001  the outermost surface; a bug travels on with its traceback
        sys.exit(_usage(error, as_json="--json" in stated))
    if code == STOPPED:  # Typer makes a number of Ctrl-C
        typer.echo("Stopped. What was acknowledged is kept.", err=True)
    sys.exit(code if isinstance(code, int) else 0)


_USAGE: Any = next(base for base in typer.BadParameter.__mro__ if base.__name__ == "ClickException")
"""What Typer raises for the user's mistakes. It brings a Click of its own since 0.20, and used the public one before."""


def _usage(error: Exception, *, as_json: bool) -> int:
    """Click's own complaints about options are the user's; anything else is a bug and travels with its traceback."""
    if isinstance(error, typer.Exit):
        return error.exit_code
    if isinstance(error, typer.Abort):
        return 130
    if not isinstance(error, _USAGE):
        raise error
    if as_json:
        told = {"code": "usage", "message": error.format_message(), "advice": "See --help."}
        typer.echo(json.dumps({"error": told}, ensure_ascii=False), err=True)
    else:
        error.show()
    return 2


def _say(error: FirsthandError, *, as_json: bool) -> None:
    if as_json:
        told = {"code": error.code, "message": str(error), "advice": error.advice()}
        typer.echo(json.dumps({"error": told}, ensure_ascii=False), err=True)
        return
    from firsthand.text.visible import visible

    typer.echo(f"{visible(str(error), newlines=True)} [{error.code}]", err=True)
    if error.advice():
        typer.echo(f"→ {visible(error.advice(), newlines=True)}", err=True)
