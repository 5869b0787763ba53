"""
Write `reference/commands.md` from the command line itself, so that the page cannot say what the program does not do.

Run it after a verb or an option has changed: ``python docs/make_commands.py``. With ``--check`` it writes nothing and
ends with 1 when the page is not what the program says.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

PAGE = Path(__file__).parent / "reference" / "commands.md"

INTRODUCTION = """# Commands

<!-- Made by docs/make_commands.py. Change the docstring of the verb, then run it again. -->

Every command answers `--help` with what stands here. Three things are the same everywhere.

- **Which case.** `--case PATH`, else `FIRSTHAND_CASE`, else the nearest folder above you that holds a `case.toml`.
- **Who acts.** `--as NAME`, else `FIRSTHAND_ACTOR`. What a person must decide is refused without a name.
- **What comes out.** People read the terminal. With `--json`, programs read standard output; progress and prose go to
  standard error, and so do errors, as `{"error": {"code", "message", "advice"}}`.

| exit | means |
|---|---|
| 0 | done |
| 2 | mistaken: the command, an option or a file needs another look |
| 3 | refused: a rule of the desk says no |
| 4 | not found: a name that is nothing here |
| 5 | conflict: somebody else was first; both sides are in the message |
| 6 | unavailable: the disk, another process, a missing program |
| 10 | tampered: bytes, ledger or signature do not verify |
"""


def main() -> int:
    """Write the page, or compare it."""
    page = "\n".join(_page(get_command(_app()))) + "\n"
    if "--check" in sys.argv:
        return int(PAGE.read_text("utf-8") != page)
    PAGE.write_text(page, "utf-8")
    return 0


def _app() -> Any:
    from firsthand.cli.main import app

    return app


def _page(root: Any) -> Iterator[str]:
    yield INTRODUCTION
    panels: dict[str, list[Any]] = {}
    for command in root.commands.values():
        if not command.hidden:
            panels.setdefault(_panel(command), []).append(command)
    for panel, commands in panels.items():
        yield f"## {panel}\n"
        for command in commands:
            yield from _command(command, f"firsthand {command.name}")


def _command(command: Any, name: str) -> Iterator[str]:
    yield f"### {name}\n"
    yield _prose(command.help or "") + "\n"
    inner = getattr(command, "commands", None)
    if inner:
        for one in inner.values():
            yield from _command(one, f"{name} {one.name}")
        return
    words = " ".join(_place(one) for one in command.params if one.param_type_name == "argument")
    yield f"```console\n$ {name} {words}".rstrip() + "\n```\n"
    rows = [_row(one) for one in command.params if one.name != "help" and not getattr(one, "hidden", False)]
    if rows:
        yield "| | |\n|---|---|"
        yield from rows
        yield ""


def _panel(command: Any) -> str:
    panel = getattr(command, "rich_help_panel", None)
    return panel if isinstance(panel, str) and panel else "Other"


def _prose(text: str) -> str:
    """A docstring as Markdown; a line break inside a paragraph is none."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join(" ".join(line.strip() for line in one.splitlines()) for one in paragraphs)


def _place(argument: Any) -> str:
    word = argument.metavar or str(argument.name).upper()
    if not argument.required and not word.startswith("["):
        word = f"[{word}]"
    return f"{word}…" if argument.nargs == -1 and "…" not in word else word


def _row(one: Any) -> str:
    if one.param_type_name == "argument":
        return "| " + f"`{_place(one)}`".replace("|", "\\|") + f" | {_told(one)} |"
    flags = ", ".join((*one.opts, *one.secondary_opts))
    word = "" if one.is_flag else f" {one.metavar or _type(one)}"
    return "| " + f"`{flags}{word}`".replace("|", "\\|") + f" | {_told(one)} |"


def _told(one: Any) -> str:
    said = " ".join((getattr(one, "help", None) or "").split()).replace("|", "\\|").replace("<", "&lt;")
    notes = []
    if getattr(one, "required", False) and one.param_type_name == "option":
        notes.append("Must be given.")
    if getattr(one, "multiple", False) and "several times" not in said:
        notes.append("May be given several times.")
    default = getattr(one, "default", None)
    if isinstance(default, (str, int, float)) and not isinstance(default, bool) and default not in ("", None):
        notes.append(f"Default: `{default}`.")
    return " ".join((said, *notes)).strip()


def _type(one: Any) -> str:
    """The word for a value; versions of Typer keep its type in different places."""
    descriptor = getattr(one, "type_descriptor", None)
    told = str(getattr(descriptor, "annotation", None) or getattr(one, "type", "")).lower()
    return "N" if "int" in told else "X" if "float" in told else "TEXT"


if __name__ == "__main__":
    sys.exit(main())
