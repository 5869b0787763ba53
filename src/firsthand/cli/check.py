"""`firsthand figures` and `firsthand quotes`: check a text; figures need no case."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from firsthand.cli.surface import JsonOption, console, print_lines, say, shown
from firsthand.model.errors import Mistaken, Unavailable

LARGEST = 10 << 20


def register(app: typer.Typer) -> None:
    """Hang the verbs in."""
    app.command("figures", rich_help_panel="Check")(figures)


def figures(
    file: Annotated[str, typer.Argument(help="A text file, or - for standard input.")],
    json: JsonOption = False,
) -> None:
    """
    Find the figures in a text: what is counted, who says so, and what cannot be right, with the arithmetic.

    The words are never altered. No case is needed.

    Example: `firsthand figures draft.txt`
    """
    from firsthand.check.figures import figures as found

    text = read_text(file)
    rows = [asdict(one) for one in found(text)]
    if json:
        print_lines(rows)
        return
    out = console()
    for row in rows:
        low, high = f"{row['low']:,.10g}", f"{row['high']:,.10g}"
        value = low if low == high else f"{low} to {high}"
        said = f", says {shown(row['attributed_to'])}" if row["attributed_to"] else ""
        out.print(f"[bold]{shown(row['text'])}[/bold]  {value} {row['unit']} {shown(row['thing'])} {row['hedge']}{said}")
        for flag in row["flags"]:
            out.print(f"    look: {shown(flag['why'])}")
    say(f"{len(rows)} figures.")


def read_text(file: str) -> str:
    """
    A text that a person named, bounded.

    Raises:
        Mistaken: It is not UTF-8, or larger than 10 MB.
        Unavailable: It cannot be opened.
    """
    try:
        data = sys.stdin.buffer.read(LARGEST + 1) if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise Unavailable(f"{file}: {error.strerror}.", code="no-such-file", advice="Check the path.") from error
    if len(data) > LARGEST:
        raise Mistaken(f"{file} is larger than 10 MB.", code="too-large", advice="Cut it into parts.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Mistaken(f"{file} is not UTF-8 (byte {error.start}).", code="not-utf8", advice="Save it as UTF-8.") from None
