"""What all verbs share: the options that mean the same everywhere, opening a case, printing, progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from firsthand.model.actor import Actor, tool
from firsthand.model.errors import Mistaken

if TYPE_CHECKING:
    from firsthand.desk.ports import Desk

CaseOption = Annotated[
    str | None,
    typer.Option("--case", metavar="PATH", help="The case. Else FIRSTHAND_CASE, else the nearest folder with a case.toml."),
]
AsOption = Annotated[
    str | None, typer.Option("--as", metavar="NAME", help="Who acts: a name or pseudonym. Else FIRSTHAND_ACTOR.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON; progress and prose go to standard error.")]
BecauseOption = Annotated[str, typer.Option("--because", metavar="TEXT", help="The reason, in a sentence.")]


def open_desk(case: str | None) -> Desk:
    """Open the case that is meant."""
    from firsthand.shell.case import find_case, open_case

    return open_case(find_case(case))


def person(stated: str | None) -> Actor:
    """
    Who acts.

    Raises:
        Mistaken: Nobody is named.
    """
    from firsthand.shell.people import person as known
    from firsthand.shell.world import environment

    name = stated or environment("FIRSTHAND_ACTOR")
    if not name:
        raise Mistaken(
            "A person must do this, and none is named.",
            code="no-actor",
            advice='Add --as "NAME", or set FIRSTHAND_ACTOR. `firsthand people add NAME` makes a key for a name.',
        )
    return known(name)


def person_or_program(stated: str | None) -> Actor:
    """Who imports: a person when one is named, else this program."""
    from firsthand import __version__
    from firsthand.shell.world import environment

    return person(stated) if stated or environment("FIRSTHAND_ACTOR") else tool("firsthand", __version__)


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")


def print_lines(values: Iterable[Any]) -> None:
    """JSON Lines on standard output, as they come."""
    for value in values:
        print_json(value)


def console() -> Any:
    """Rich's console on standard output; plain when it is not a terminal."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def say(text: str) -> None:
    """Prose on standard error."""
    typer.echo(text, err=True)


def shown(text: str | None, *, width: int = 0) -> str:
    """Outside text for `console`, as `told`, in which no bracket is markup."""
    from rich.markup import escape

    return escape(told(text, width=width))


def told(text: str | None, *, width: int = 0) -> str:
    """Outside text made safe for a terminal, for `say`: controls as marks, direction isolated, cut to a width."""
    from firsthand.text.visible import isolate, visible

    seen = visible(text or "")
    if width and len(seen) > width:
        seen = seen[: width - 1] + "…"
    return seen if seen.isascii() else isolate(seen)


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int | None], None]]:
    """Progress with count and time left, on standard error, only where somebody can see it."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from firsthand.text.visible import visible

    with Progress(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:,.0f} of {task.total:,.0f}"),
        TimeRemainingColumn(), console=Console(stderr=True), transient=True,
    ) as bar:  # fmt: skip
        task = bar.add_task("starting", total=0)
        _drawn.append(bar)
        last = ""

        def tell(what: str, done: int, total: int | None) -> None:
            nonlocal last
            if what != last:
                last = what
                bar.reset(task, description=visible(what)[:60])
            bar.update(task, completed=done, total=total or done)

        try:
            yield tell
        finally:
            _drawn.remove(bar)


_drawn: list[Any] = []
"""Bars that are on the screen."""


def agreed(told_first: str, question: str) -> bool:
    """Ask a person at a terminal, while no bar is drawn; no where nobody sits at one."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    for bar in _drawn:
        bar.stop()
    try:
        say(told_first)
        return typer.confirm(question, default=False, err=True)
    finally:
        for bar in _drawn:
            bar.start()


def path_argument(stated: str) -> Path:
    """A path as a person typed it."""
    return Path(stated).expanduser()
