"""`firsthand collect`: from files that people hand over to posts that can be searched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from firsthand.cli.surface import (
    AsOption,
    CaseOption,
    JsonOption,
    agreed,
    open_desk,
    person,
    person_or_program,
    print_json,
    progress_bar,
    say,
    told,
)
from firsthand.model.errors import FirsthandError, Mistaken

if TYPE_CHECKING:
    from firsthand.desk.collect import RunReport
    from firsthand.desk.ports import Desk, Source


def register(app: typer.Typer) -> None:
    """Hang the verb in."""
    app.command("collect", rich_help_panel="Case")(collect)


def collect(
    source: Annotated[list[str] | None, typer.Argument(help="File, folder, zip, or - for standard input.")] = None,
    reader: Annotated[str, typer.Option("--reader", help="Use this reader; else the bytes decide.")] = "",
    found_by: Annotated[str, typer.Option("--found-by", metavar="TEXT", help="How it was found.")] = "",
    columns: Annotated[
        list[str] | None, typer.Option("--columns", metavar="ROLE=HEADER", help="For tables, for example text=Message.")
    ] = None,
    mapping: Annotated[str, typer.Option("--mapping", metavar="NAME", help="Columns as a saved mapping states them.")] = "",
    save_mapping: Annotated[
        str, typer.Option("--save-mapping", metavar="NAME", help="Keep --columns and --platform in plan/mappings, for the next table.")
    ] = "",
    option: Annotated[
        list[str] | None, typer.Option("--option", metavar="NAME=VALUE", help="A setting of the reader: `firsthand adapters`.")
    ] = None,
    platform: Annotated[str, typer.Option("--platform", help="For tables and typed messages: where it was posted.")] = "",
    typed: Annotated[bool, typer.Option("--typed", help="A person states the message; SOURCE is its screenshot.")] = False,
    account: Annotated[str, typer.Option("--account", help="Typed: who posted it.")] = "",
    time: Annotated[str, typer.Option("--time", help="Typed: when, as written or as 2041-03-14T09:41+03:00.")] = "",
    words: Annotated[str, typer.Option("--words", help="Typed: the words, exactly.")] = "",
    shows: Annotated[str, typer.Option("--shows", metavar="POST", help="Typed: the post that the picture shows.")] = "",
    large: Annotated[
        bool, typer.Option("--large", help="Read archives of more than a million files or 64 GB without asking.")
    ] = False,
    because: Annotated[
        str, typer.Option("--because", metavar="TEXT", help="Why; needed where case.toml says no question, place or period.")
    ] = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Bring in what people posted: export files, folders, zips, tables, or one message typed by hand.

    Bytes are kept first and read second. A bad item is listed, never dropped: `firsthand rejected`.

    Examples:

    `firsthand collect ~/Downloads/ChatExport --found-by "sent by a reader"`

    `firsthand collect posts.csv --columns text=Message --columns time=Date --platform x`

    `firsthand collect notes.xlsx --columns text=Words --columns time=Day --save-mapping notes`

    `firsthand collect more-notes.csv --mapping notes`

    `firsthand collect shot.png --typed --platform x --account @lina --time "14 March, 09:41" --words "نحن بخير" --as "A. Renn"`
    """
    from firsthand.desk.collect import Order
    from firsthand.desk.collect import collect as collect_sources
    from firsthand.desk.typed import statement

    desk = open_desk(case)
    stated = tuple(_pair(one) for one in columns or ())
    actor = person(as_) if typed else person_or_program(as_)
    if typed:
        sources = _typed_source(desk, source or [], statement(platform, account, time, words, shows, by=actor.name))
        order = Order(reader="typed", found_by=found_by, because=because)
    elif source:
        settings = tuple(_pair(one) for one in option or ())
        stated, platform = _mapped(desk, stated, platform, mapping, save_mapping)
        order = Order(
            reader=reader, found_by=found_by, columns=stated, platform=platform, options=settings, because=because,
            mapping=mapping or save_mapping,
        )  # fmt: skip
        sources = _sources(desk, source, large=large)
    else:
        raise Mistaken("Nothing to collect.", code="no-source", advice="Name a file, a folder, a zip, or -.")
    from firsthand.shell.world import flood

    reports = []
    with progress_bar() as progress, flood():
        try:
            for report in collect_sources(desk, sources, order, actor=actor, progress=progress):
                reports.append(report)
                if not json:
                    _tell(report)
        except KeyboardInterrupt:
            say(_stopped(len(reports)))
            raise
    if json:
        print_json({"runs": [_row(report) for report in reports]})
    desk.book.settle()
    if not any(report.counts.kept or report.counts.already for report in reports):
        first = next((why for report in reports for _, why in report.reasons), "Nothing was found there.")
        raise Mistaken(
            f"Nothing was read. {first}", code="nothing-read", advice="`firsthand rejected` lists what, and why."
        )


def _mapped(
    desk: Desk, stated: tuple[tuple[str, str], ...], platform: str, use: str, save: str
) -> tuple[tuple[tuple[str, str], ...], str]:
    """Columns and platform: those of a saved mapping, and over them what is stated here."""
    if not use and not save:
        return stated, platform
    from pathlib import Path

    from firsthand.shell.mappings import Mapping, read_mapping
    from firsthand.shell.mappings import save_mapping as keep

    root = Path(desk.root)
    if use:
        known = read_mapping(root, use)
        said = {role for role, _ in stated}
        stated = (*(pair for pair in known.columns if pair[0] not in said), *stated)
        platform = platform or known.platform
    if save:
        path = keep(root, save, Mapping(stated, platform))
        say(f"Kept as plan/mappings/{path.name}: use it again with --mapping {save}.")
    return stated, platform


def _sources(desk: Desk, stated: list[str], *, large: bool) -> Iterator[Source]:
    import sys

    from firsthand.shell.archives import Limits
    from firsthand.shell.case import folder_vault
    from firsthand.shell.intake import FAULTS, refused_source, sources

    def agree(what: str) -> bool:
        return large or agreed(f"{told(what)} Reading it needs as much room on the disk again, and time.", "Read it all?")

    vault = folder_vault(desk)
    for one in stated:
        try:
            yield from sources(one, vault, stdin=sys.stdin.buffer, limits=Limits(), reading=desk.reading, agree=agree)
        except FirsthandError as error:
            if error.code not in FAULTS or (len(stated) == 1 and error.code == "no-such-file"):
                raise
            if error.code == "no-such-file":  # a slip of the hand is told, not entered
                say(f"{told(str(error))} {error.advice()}")
            else:
                yield refused_source(vault, one, error)


def _typed_source(desk: Desk, paths: list[str], statement: dict[str, str]) -> Iterator[Source]:
    from firsthand.shell.case import folder_vault
    from firsthand.shell.intake import typed_source

    yield typed_source(folder_vault(desk), statement, paths)


def _pair(stated: str) -> tuple[str, str]:
    role, equals, header = stated.partition("=")
    if not equals or not role.strip():
        raise Mistaken(f"{stated}: not NAME=VALUE.", code="bad-pair", advice="For example --columns text=Message.")
    return role.strip(), header


def _row(report: RunReport) -> dict[str, Any]:
    from firsthand.shell.sql.rows import from_us

    counts = {name: getattr(report.counts, name) for name in report.counts.__slots__}
    return {
        "run": report.run, "source": report.source, "capture": report.capture, "reader": report.reader, **counts,
        "first": from_us(report.first_us), "last": from_us(report.last_us),
    }  # fmt: skip


def _tell(report: RunReport) -> None:
    counts = report.counts
    if report.reader == "none":
        say(f"{told(report.source)}: {counts.rejected} not read.")
    else:
        parts = [f"{counts.seen:,} seen", f"{counts.kept:,} kept", _count(counts.posts, "new post")]
        parts += [f"{value:,} {word}" for value, word in (
            (counts.already, "already here"), (counts.rejected, "rejected"), (counts.failed, "failed"),
        ) if value]  # fmt: skip
        parts += [_count(value, word) for value, word in (
            (counts.accounts, "new account"), (counts.media, "medium"), (counts.gaps, "gap"),
        ) if value]  # fmt: skip
        say(f"{told(report.source)} [{report.reader}]: {', '.join(parts)}.")
    for code, why in report.reasons[:3]:
        say(f"  {code}: {told(why, width=300)}")
    if counts.gaps:
        say(f"  What the source speaks of and does not hold: firsthand runs show {report.run}")


def _stopped(done: int) -> str:
    whole = f"{_count(done, 'import')} {'is' if done == 1 else 'are'} whole and entered" if done else "Nothing was entered yet"
    return (
        f"{whole}; of what was being read just now nothing is in the case.\n"
        "→ Run the same command again: what is entered is recognised and passed over, the rest is read from its beginning."
    )


def _count(number: int, word: str) -> str:
    return f"{number:,} {word if number == 1 else 'media' if word == 'medium' else f'{word}s'}"


