"""`firsthand export`: captures and their proofs for archives, courts and partners."""

from __future__ import annotations

from typing import Annotated

import typer

from firsthand.cli.surface import (
    AsOption,
    BecauseOption,
    CaseOption,
    JsonOption,
    open_desk,
    person,
    print_json,
    say,
    told,
)

FORMATS = "warc, wacz, bagit or custody"


def register(app: typer.Typer) -> None:
    """Hang the verb in."""
    app.command("export", rich_help_panel="Evidence")(export)


def export(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help=FORMATS)],  # noqa: A002  the word of the contract
    to: Annotated[str, typer.Option("--to", metavar="PATH", help="File or folder that does not exist yet.")],
    story: Annotated[str, typer.Option("--story", metavar="SLUG", help="The messages of a story's cards.")] = "",
    query: Annotated[
        str | None, typer.Option("--query", metavar="Q", help="The messages that a search finds; empty for all.")
    ] = None,
    for_: Annotated[
        list[str] | None,
        typer.Option("--for", metavar="LAYER", help="Its use: archive, courts, partners. All three when left out: the strictest."),
    ] = None,
    recipient: Annotated[str, typer.Option("--recipient", metavar="TEXT", help="Who gets it.")] = "",
    names: Annotated[
        bool, typer.Option("--names", help="custody: people of the desk stand with their names and keys, not under letters.")
    ] = False,
    bag: Annotated[bool, typer.Option("--bag", help="custody: all of it as the payload of a BagIt bag (RFC 8493).")] = False,
    no_media: Annotated[bool, typer.Option("--no-media", help="Leave pictures, videos and sounds out.")] = False,
    because: BecauseOption = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Hand captures on, byte for byte as received, with the proofs that they were in the case. Not for publication.

    They hold handles and names. Messages of people who said no to such a use, or withdrew, are left out and named. The
    entry says what went, to whom and why. `firsthand verify PATH` checks a WACZ or a custody export anywhere.

    `custody` is a folder for a court or a partner: items, proofs, time stamps, what happened to them, by which tools, and
    `verify.py`, with which a stranger checks all of it. People of the desk stand under letters unless --names. With --bag it
    is a BagIt bag. A folder whose name ends in `.zip` becomes one ZIP file that unpacks to it.

    Examples:

    `firsthand export wacz --story bridge --to bridge.wacz --recipient "City archive" --because "deposit" --as "A. Renn"`

    `firsthand export bagit --query "category:help" --for courts --to help-bag --because "request 12" --as "A. Renn"`

    `firsthand export custody --story bridge --for courts --to for-the-court --because "order 12" --as "A. Renn"`

    `firsthand export custody --story bridge --for courts --bag --to for-the-court.zip --because "order 12" --as "A. Renn"`
    """
    from firsthand import __version__
    from firsthand.desk.custody import CustodyOrder, export_custody
    from firsthand.desk.export import LAYERS, ExportOrder
    from firsthand.desk.export import export as hand_on
    from firsthand.model.errors import Mistaken
    from firsthand.shell.machine import parts_of_the_machine

    if not story and query is None:
        advice = 'Name a story with --story, or a search with --query; --query "" is all.'
        raise Mistaken("Which messages?", code="no-choice", advice=advice)
    order = ExportOrder(
        format=format, target=to, story=story, query=query, layers=tuple(for_ or LAYERS), recipient=recipient, because=because,
        media=not no_media, software=f"Firsthand {__version__}",
    )  # fmt: skip
    if names and format != "custody":
        raise Mistaken("--names is for custody.", code="names-for-custody", advice="The other formats name nobody of the desk.")
    if bag and format != "custody":
        raise Mistaken("--bag is for custody.", code="bag-for-custody", advice="`firsthand export bagit` makes a bag of captures.")
    if format == "custody":
        whole = CustodyOrder(export=order, names=names, machine=parts_of_the_machine(), bag=bag)
        done = export_custody(open_desk(case), whole, actor=person(as_))
    else:
        done = hand_on(open_desk(case), order, actor=person(as_))
    if json:
        print_json({"path": done.path, "items": done.items, "left_out": done.left_out})
        return
    say(f"{told(done.path)}: {done.holds}")
    for one in done.left_out[:20]:
        say(f"  left out: {told(one['post'])}: {told(one['why'])}")
    if len(done.left_out) > 20:
        say(f"  … and {len(done.left_out) - 20} more; --json names them all.")
    say(f"SHA-256 {done.digest}. Entered as {done.entry}.")
    if format == "wacz":
        say("Check: firsthand verify " + told(done.path) + "   Look: replayweb.page opens it.")
    if format == "custody":
        say("Check: firsthand verify " + told(done.path) + "   Read: index.html and VERIFY.md in it.")
    if format == "bagit":
        say("Check: firsthand verify " + told(done.path) + "   Or sha256sum -c manifest-sha256.txt, or any other program for BagIt.")
