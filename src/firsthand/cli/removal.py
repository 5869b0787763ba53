"""`firsthand withdraw`, `erase`, `quarantine`, `hold-legal`: taking out of print, and out of the case."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

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
from firsthand.model.errors import Mistaken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from firsthand.desk.holders import Holder
    from firsthand.desk.ports import Desk

LawOption = Annotated[str, typer.Option("--law", metavar="TEXT", help="The provision, or the rule of the house.")]
CarryOption = Annotated[int | None, typer.Option("--carry-out", metavar="ENTRY", help="Carry out what was asked for and seconded.")]


def register(app: typer.Typer) -> None:
    """Hang the verbs in."""
    app.command("withdraw", rich_help_panel="Evidence")(withdraw)
    app.command("erase", rich_help_panel="Evidence")(erase)
    app.command("quarantine", rich_help_panel="Evidence")(quarantine)
    app.command("hold-legal", rich_help_panel="Evidence")(hold_legal)


def withdraw(
    post: Annotated[str, typer.Argument(help="Id of the post.")],
    because: BecauseOption = "",
    law: LawOption = "",
    wish: Annotated[str, typer.Option("--wish", metavar="TEXT", help="At whose wish, as it may be printed.")] = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Take a message out of everything that is served, at the next publication. Nothing is deleted in the case. A second
    person must agree.

    Example: `firsthand withdraw x:1893 --because "asked by mail on 16 March" --law "GDPR art. 21" --as "A. Renn"`
    """
    from firsthand.desk.removal import withdraw as ask
    from firsthand.model.ids import PostId

    desk = open_desk(case)
    _asked(desk, ask(desk, PostId(post), because=because, law=law, wish=wish, actor=person(as_)).seq, "", json, post=post)


def erase(
    post: Annotated[str | None, typer.Argument(help="Id of the post, or sealed:DIGITS for a sealed thing.")] = None,
    because: BecauseOption = "",
    law: LawOption = "",
    carry_out: CarryOption = None,
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Ask that a message is erased from the case; with `--carry-out`, after a second person has agreed, do it. It cannot be
    undone. The entries of the ledger stay, and still verify.

    Example: `firsthand erase x:1893 --because "asked by mail on 16 March" --law "GDPR art. 17(1)(b)" --as "A. Renn"`
    """
    from firsthand.desk.removal import ask_erase
    from firsthand.model.ids import PostId

    desk = open_desk(case)
    if carry_out is not None:
        _carried(desk, carry_out, as_, json)
    elif post is not None and post.startswith("sealed:"):
        from firsthand.desk.removal import ask_erase_sealed
        from firsthand.desk.sealed import envelope

        asked = ask_erase_sealed(desk, envelope(desk, post).digest, because=because, law=law, actor=person(as_)).seq
        _asked(desk, asked, f"firsthand erase --carry-out {asked} --as NAME", json)
    elif post is not None:
        asked = ask_erase(desk, PostId(post), because=because, law=law, actor=person(as_)).seq
        _asked(desk, asked, f"firsthand erase --carry-out {asked} --as NAME", json, post=post)
    else:
        raise Mistaken("Name a post, or --carry-out ENTRY.", code="no-post-named", advice="`firsthand posts` finds posts.")


def quarantine(
    digest: Annotated[str | None, typer.Argument(help="Digest of the file, or its first digits.")] = None,
    because: BecauseOption = "",
    law: LawOption = "",
    carry_out: CarryOption = None,
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Take a file out of the case that nobody may hold; with `--carry-out`, after a second person has agreed. Its digest and
    the instruction stay. Do not open it, and ask first whom the law names: it may have to be reported before it goes.

    Example: `firsthand quarantine 5f1c2ab9 --because "told by the prosecutor on 3 May" --law "StGB § 184b" --as "A. Renn"`
    """
    from firsthand.desk.removal import ask_quarantine

    desk = open_desk(case)
    if carry_out is not None:
        _carried(desk, carry_out, as_, json)
    elif digest is not None:
        asked = ask_quarantine(desk, digest, because=because, law=law, actor=person(as_)).seq
        _asked(desk, asked, f"firsthand quarantine --carry-out {asked} --as NAME", json)
    else:
        raise Mistaken("Name a digest, or --carry-out ENTRY.", code="no-digest", advice="`firsthand posts --json` shows digests.")


def hold_legal(
    state: Annotated[str, typer.Argument(help="on or off")],
    because: BecauseOption = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Forbid erasing while a court or a prosecutor may ask for the case, or allow it again. One person may forbid it; a
    second must agree to allow it again.

    Example: `firsthand hold-legal on --because "order of the court of 3 May" --as "A. Renn"`
    """
    from firsthand.desk.removal import hold_legal as hold

    if state not in ("on", "off"):
        raise Mistaken(f"{state!r}?", code="bad-word", advice="Say on or off.")
    desk = open_desk(case)
    entry = hold(desk, on=state == "on", because=because, actor=person(as_)).seq
    _asked(desk, entry, "", json, alone=state == "on")


def _asked(desk: Desk, entry: int, then: str, json: bool, *, alone: bool = False, post: str = "") -> None:
    from firsthand.desk.holders import holders

    one = desk.plan.desk == "one-person"
    held = holders(desk, [post]) if post else []
    if json:
        print_json({"entry": entry, "needs_second": not (alone or one), **({"held_by": [asdict(who) for who in held]} if held else {})})
        return
    say(f"Entered as {entry}.")
    if one and not alone:
        say("This is a desk of one person: it stands with you alone, and the entry says so.")
    elif not alone:
        say(f"It needs a second person: firsthand second {entry} --agree --because … --as NAME")
    if then:
        say(f"Then: {then}")
    _tell_them(held)


def _tell_them(held: Sequence[Holder]) -> None:
    if held:
        say("Copies are held outside; people must tell them:")
    for who in held:
        say(f"  {who.at[:10]}  {who.format}  {told(who.recipient) or 'nobody named'}: {told(who.because)} (entry {who.entry})")


def _carried(desk: Desk, entry: int, as_: str | None, json: bool) -> None:
    from firsthand.desk.holders import holders
    from firsthand.desk.removal import carry_out
    from firsthand.shell.backup_forget import behind

    with progress_bar() as progress:
        done = carry_out(desk, entry, actor=person(as_), progress=progress)
    held_outside = holders(desk, done.posts)
    if json:
        print_json(asdict(done) | ({"held_by": [asdict(who) for who in held_outside]} if held_outside else {}))
        return
    say(f"Carried out, entry {done.entry}: {done.items} items, {done.blobs} files, {done.bodies} bodies of entries.")
    for place in done.also_in:
        say(f"The same words still stand in {place}: somebody else's post, or a file that people edit.")
    say("Publish each story again. Partners are told by people.")
    _tell_them(held_outside)
    if held := behind(desk.book.entries()):
        which = "A backup still holds" if held == 1 else f"{held:,} backups still hold"
        say(f"{which} it: run `firsthand backup FOLDER` for each, and it is taken out there too.")
