"""`firsthand demo`: the whole job, on an invented city."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from firsthand.cli.surface import JsonOption, print_json, progress_bar, say

EDITOR = "A. Renn"
"""The invented editor at whose desk the example opens."""


def register(app: typer.Typer) -> None:
    """Hang the verb in."""
    app.command("demo", rich_help_panel="Case")(demo)


def demo(
    path: Annotated[str, typer.Argument(help="Folder to make.")] = "demo",
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Do not open the desk afterwards.")] = False,
    json: JsonOption = False,
) -> None:
    """
    Build the invented example: export files, a case, screening, three editors' decisions, a published story; then open its desk.

    Example: `firsthand demo demo --no-serve`
    """
    from firsthand.example.demo import make_demo

    began = time.monotonic()
    with progress_bar() as progress:
        made = make_demo(Path(path), progress)
    if json:
        print_json({"case": str(made.case), "story": "bridge", "site": made.published.site})
        return
    seen = sum(run.counts.seen for run in made.runs)
    kept = sum(run.counts.kept for run in made.runs)
    posts = sum(run.counts.posts for run in made.runs)
    sealed = sum(run.counts.gaps for run in made.runs)
    rejected = sum(run.counts.rejected for run in made.runs)
    say(f"Made the invented city of Oradesh in {time.monotonic() - began:.0f} s. Nothing in it is real.")
    say(f"  exports    {made.exports}: what people handed over, in {len({run.reader for run in made.runs} - {'none'})} formats")
    say(f"  case       {made.case}: {seen:,} items seen, {kept:,} kept, {rejected:,} rejected; {posts:,} posts; {sealed:,} gaps named")
    say(f"  decisions  {made.acts:,} acts of three invented editors, replayed from a file under their demonstration keys")
    say(f"  story      {made.published.site}: {made.published.cards} cards in English, Arabic and Ukrainian")
    say("  no outside time stamp: the clock was a demonstration clock, and every entry says so")
    say("")
    name = "firsthand" if shutil.which("firsthand") else sys.argv[0]
    say("Look:")
    say(f"  python3 -m http.server --bind 127.0.0.1 --directory {made.published.site} 8000   then open 127.0.0.1:8000")
    say(f"  {name} posts 'goodbye lang:ar -reviewed' --case {made.case}")
    say(f"  {name} queue help --case {made.case}")
    say(f"  {name} accounts @river_voice_4 --case {made.case}")
    say(f"  {name} verify {made.case} && {name} verify {made.published.site}")
    home = made.case.parent / "home"
    say(f"  FIRSTHAND_HOME={home} {name} serve --as '{EDITOR}' --case {made.case}")
    if not no_serve:
        from firsthand.cli.serve import open_desk_in_browser

        open_desk_in_browser(made.case, EDITOR, home=home)
