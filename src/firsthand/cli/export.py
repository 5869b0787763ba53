"""`firsthand export`: captures and their proofs for archives, courts and partners; messages for the field's other tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from firsthand.cli.surface import (
    AsOption,
    BecauseOption,
    CaseOption,
    JsonOption,
    open_desk,
    person,
    print_json,
    progress_bar,
    say,
    told,
)
from firsthand.exporters.registry import NAMES

if TYPE_CHECKING:
    from firsthand.desk.export import Exported
    from firsthand.desk.ports import Desk
    from firsthand.model.actor import Actor

FORMATS = f"Captures: warc, wacz, bagit, custody. Messages: {', '.join(NAMES)}."
_CAPTURES = ("warc", "wacz", "bagit", "custody")
_BOTH = ("warc", "wacz")
"""With a story and without --for, these are its published pages; else captures."""


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
        typer.Option("--for", metavar="LAYER", help="Captures, and their use: archive, courts, partners. A search: all when left out."),
    ] = None,
    recipient: Annotated[str, typer.Option("--recipient", metavar="TEXT", help="Who gets it.")] = "",
    names: Annotated[
        bool, typer.Option("--names", help="custody: people of the desk stand with their names and keys, not under letters.")
    ] = False,
    bag: Annotated[bool, typer.Option("--bag", help="custody: all of it as the payload of a BagIt bag (RFC 8493).")] = False,
    no_media: Annotated[bool, typer.Option("--no-media", help="Leave pictures, videos and sounds out.")] = False,
    lang: Annotated[str, typer.Option("--lang", metavar="xx", help="A story's messages: the edition; its own when left out.")] = "",
    site: Annotated[
        str, typer.Option("--site", metavar="ADDRESS", help="A story's messages: where its site stands; else what case.toml says.")
    ] = "",
    identities: Annotated[
        bool, typer.Option("--identities", help="A search's messages: with handles, names, ids, addresses and the words as posted.")
    ] = False,
    because: BecauseOption = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Hand captures or messages on. The entry says what went, to whom and why, and a withdrawal names who holds copies.

    **Captures** (with --for, or of a search) go byte for byte as received, with the proofs that they were in the case.
    Not for publication: they hold handles and names. Messages of people who said no to such a use, or withdrew, are left
    out and named. `firsthand verify PATH` checks a WACZ or a custody export anywhere. `custody` is a folder for a court
    or a partner: items, proofs, time stamps, what happened to them, by which tools, and `verify.py`. People of the desk
    stand under letters unless --names. With --bag it is a BagIt bag.

    **Messages** go in the format of another tool. A story's are its cards as the published pages show them. A search is internal,
    and says so: accounts stand under numbers and what could expose somebody is covered, unless --identities. A target with
    the format's ending is one file; any other is a folder with NOTES.md, pictures and all tables; `.zip` packs it. A story's
    `warc` and `wacz` without --for hold its published pages and proofs, and no captures.

    Examples:

    `firsthand export xlsx --story bridge --to bridge.xlsx --recipient "Radio Oradesh" --because "their graphics" --as "A. Renn"`

    `firsthand export csv --query "category:help" --to help --because "counting" --as "A. Renn"`

    `firsthand export wacz --story bridge --for archive --to bridge.wacz --because "deposit" --as "A. Renn"`

    `firsthand export bagit --query "category:help" --for courts --to help-bag --because "request 12" --as "A. Renn"`

    `firsthand export custody --story bridge --for courts --bag --to for-the-court.zip --because "order 12" --as "A. Renn"`
    """
    from firsthand.model.errors import Mistaken

    if not story and query is None:
        advice = 'Name a story with --story, or a search with --query; --query "" is all.'
        raise Mistaken("Which messages?", code="no-choice", advice=advice)
    if names and format != "custody":
        raise Mistaken("--names is for custody.", code="names-for-custody", advice="The other formats name nobody of the desk.")
    if bag and format != "custody":
        raise Mistaken("--bag is for custody.", code="bag-for-custody", advice="`firsthand export bagit` makes a bag of captures.")
    stated = _Stated(format, to, story, query, tuple(for_ or ()), recipient, because)
    if format == "bagit" and story and not for_:
        raise Mistaken("A bag holds captures as received. For whom?", code="for-needed",
                       advice="--for archive, --for courts or --for partners; a public web archive of a story is `wacz`.")  # fmt: skip
    if format in _CAPTURES and not (format in _BOTH and story and not for_):
        _captures(open_desk(case), stated, person(as_), names=names, bag=bag, media=not no_media, json=json)
    else:
        _messages(open_desk(case), stated, person(as_), lang=lang, site=site, identities=identities, json=json)


class _Stated(NamedTuple):
    """What was typed, for either kind."""

    format: str
    to: str
    story: str
    query: str | None
    layers: tuple[str, ...]
    recipient: str
    because: str


def _captures(desk: Desk, stated: _Stated, actor: Actor, *, names: bool, bag: bool, media: bool, json: bool) -> None:
    from firsthand import __version__
    from firsthand.desk.custody import CustodyOrder, export_custody
    from firsthand.desk.export import LAYERS, ExportOrder
    from firsthand.desk.export import export as hand_over
    from firsthand.shell.machine import parts_of_the_machine
    from firsthand.shell.saved_views import saved_views

    order = ExportOrder(
        format=stated.format, target=stated.to, story=stated.story, query=stated.query, layers=stated.layers or LAYERS,
        recipient=stated.recipient, because=stated.because, media=media, views=saved_views(desk.root), software=f"Firsthand {__version__}",
    )  # fmt: skip
    if stated.format == "custody":
        whole = CustodyOrder(export=order, names=names, machine=parts_of_the_machine(), bag=bag)
        done = export_custody(desk, whole, actor=actor)
    else:
        done = hand_over(desk, order, actor=actor)
    _tell(done, json, ())
    more = {
        "wacz": "   Look: replayweb.page opens it.", "custody": "   Read: index.html and VERIFY.md in it.",
        "bagit": "   Or sha256sum -c manifest-sha256.txt, or any other program for BagIt.",
    }.get(stated.format)  # fmt: skip
    if more and not json:
        say(f"Check: firsthand verify {told(done.path)}{more}")


def _messages(
    desk: Desk, stated: _Stated, actor: Actor, *, lang: str, site: str, identities: bool, json: bool
) -> None:  # fmt: skip
    from firsthand import __version__
    from firsthand.desk.hand_on import HandOn, hand_on
    from firsthand.shell.saved_views import saved_views

    order = HandOn(
        format=stated.format, target=stated.to, story=stated.story, query=stated.query, lang=lang, site=site, identities=identities,
        recipient=stated.recipient, because=stated.because, views=saved_views(desk.root), software=f"Firsthand {__version__}",
    )  # fmt: skip
    with progress_bar() as tell:
        done = hand_on(desk, order, actor=actor, progress=tell)
    _tell(done, json, done.not_carried)


def _tell(done: Exported, json: bool, not_carried: tuple[str, ...]) -> None:
    if json:
        more = {"not_carried": list(not_carried)} if not_carried else {}
        print_json({"path": done.path, "items": done.items, "left_out": done.left_out, **more})
        return
    say(f"{told(done.path)}: {done.holds}")
    for one in done.left_out[:20]:
        say(f"  left out: {told(one['post'])}: {told(one['why'])}")
    if len(done.left_out) > 20:
        say(f"  … and {len(done.left_out) - 20} more; --json names them all.")
    for said in not_carried:
        say(f"  not carried over: {said}")
    say(f"SHA-256 {done.digest}. Entered as {done.entry}.")
