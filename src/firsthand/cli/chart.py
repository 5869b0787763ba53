"""`firsthand chart`: how many, when, of what; in the terminal, and as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from firsthand.cli.surface import CaseOption, JsonOption, console, open_desk, path_argument, print_json, say, shown
from firsthand.model.errors import Mistaken

if TYPE_CHECKING:
    from firsthand.desk.chart import Chart

KINDS = "volume, cluster or recall"
_BARS = " ▁▂▃▄▅▆▇█"


def register(app: typer.Typer) -> None:
    """Hang the verb in."""
    app.command("chart", rich_help_panel="Find")(chart)


def chart(
    what: Annotated[str, typer.Argument(metavar="KIND", help=KINDS)],
    of: Annotated[
        str, typer.Argument(metavar="[QUERY]", help="volume: words and fields; cluster: the id of a post; recall: a category.")
    ] = "",
    by: Annotated[str, typer.Option("--by", help="volume by category or language.")] = "category",
    svg: Annotated[str, typer.Option("--svg", metavar="FILE", help="Also draw it into a new SVG file.")] = "",
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    Chart a case: posts over time, the spread of one copied text, what a reading has found.

    Every chart is a table too. Time runs from left to right in every language.

    Examples: `firsthand chart volume --by language` · `firsthand chart volume 'جسر lang:ar' --svg bridge.svg` ·
    `firsthand chart cluster x:1893` · `firsthand chart recall goodbye`
    """
    from firsthand.desk import chart as charts

    if what not in ("volume", "cluster", "recall"):
        raise Mistaken(f"There is no chart {what!r}.", code="bad-chart", advice=f"One of: {KINDS}.")
    if what != "volume" and not of:
        raise Mistaken(f"chart {what} needs to know of what.", code="bad-chart", advice="cluster: a post. recall: a category.")
    desk = open_desk(case)
    if what == "volume":
        made = charts.volume(desk, _asked(desk.root, of), by=by)
    elif what == "cluster":
        from firsthand.model.ids import PostId

        made = charts.cluster(desk, PostId(of))
    else:
        made = charts.recall(desk, of)
    if svg:
        _draw(made, svg)
    print_json(_plain(made)) if json else _print(made)


def _asked(root: str, query: str) -> Any:
    from firsthand.cli.posts import tell_names
    from firsthand.desk.search import ask
    from firsthand.shell.gazetteer import names_of_case
    from firsthand.shell.saved_views import saved_views

    asked = ask(query, views=saved_views(root), names=names_of_case(root))
    tell_names(asked)
    return asked


def _draw(made: Chart, svg: str) -> None:
    from firsthand.exporters.charts import drawn
    from firsthand.shell.papers import write_new

    picture = drawn(
        kind=made.kind, title=made.title, across=made.across, up=made.up, labels=made.labels, series=made.series, notes=made.notes
    )
    write_new(path_argument(svg), picture.encode("utf-8"))
    say(f"Drawn into {svg}.")


def _plain(made: Chart) -> dict[str, Any]:
    return {
        "title": made.title, "across": made.across, "up": made.up, "labels": list(made.labels),
        "series": [{"name": name, "values": list(values)} for name, values in made.series], "notes": list(made.notes),
    }  # fmt: skip


def _print(made: Chart) -> None:
    from rich.table import Table

    out = console()
    out.print(f"[bold]{shown(made.title, width=160)}[/bold]")
    if not made.labels or not made.series:
        say("Nothing to show.")
        return
    wide = max(len(name) for name, _ in made.series)
    for name, values in made.series:
        most = max((value or 0 for value in values), default=0) or 1
        bars = "".join(_BARS[-(-8 * int(value or 0) // max(1, int(most)))] for value in values)
        out.print(f"  {shown(name):<{wide}} |{bars}| highest {most:g}", soft_wrap=True)
    grid = Table(box=None, pad_edge=False)
    grid.add_column(made.across)
    for name, _ in made.series:
        grid.add_column(shown(name), justify="right")
    for n, label in enumerate(made.labels):
        cells = [values[n] for _, values in made.series]
        if any(cells):
            grid.add_row(shown(label), *("" if cell is None else f"{cell:g}" for cell in cells))
    out.print(grid)
    for note in made.notes:
        say(note)
