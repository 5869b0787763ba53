"""`firsthand retention`, `subject`: what a desk owes to the law, and to the people whose posts it holds."""

from __future__ import annotations

from typing import Annotated

import typer

from firsthand.cli.surface import (
    AsOption,
    BecauseOption,
    CaseOption,
    JsonOption,
    console,
    open_desk,
    person,
    print_json,
    say,
    shown,
    told,
)
from firsthand.model.errors import Mistaken


def register(app: typer.Typer) -> None:
    """Hang the verbs in."""
    app.command("retention", rich_help_panel="Evidence")(retention)
    app.command("subject", rich_help_panel="Evidence")(subject)


def retention(
    what: Annotated[str, typer.Argument(metavar="[keep]", help="keep: hold something longer. Without it, the queue.")] = "",
    subject: Annotated[str, typer.Argument(metavar="[RUN|case]", help="An import, or the whole case.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="The new last day.")] = "",
    everything: Annotated[bool, typer.Option("--all", help="Also what is not due yet.")] = False,
    because: BecauseOption = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    What is held longer than `retain_until` in case.toml says, for two people to decide. It deletes nothing.

    They keep it, with a reason and a new day (`retention keep`, then `second`), or erase its messages (`erase`, then `second`).

    Examples:

    `firsthand retention`

    `firsthand retention keep r3f2a --until 2046-03-31 --because "the court of appeal has not decided" --as "A. Renn"`
    """
    from firsthand.desk.retention import retain
    from firsthand.desk.retention import retention as queue

    desk = open_desk(case)
    if what == "keep":
        if not subject or not until:
            raise Mistaken("Keep what, until when?", code="no-subject", advice="firsthand retention keep RUN --until DATE --because …")
        entry = retain(desk, subject, until, because=because, actor=person(as_)).seq
        alone = desk.plan.desk == "one-person"
        if json:
            print_json({"entry": entry, "needs_second": not alone})
            return
        say(f"Entered as {entry}.")
        if not alone:
            say(f"It needs a second person: firsthand second {entry} --agree --because … --as NAME")
        return
    if what:
        raise Mistaken(f"retention {what}?", code="bad-word", advice="Use: retention, or retention keep.")
    rows = [one for one in queue(desk) if everything or one.due]
    if json:
        print_json(
            {"due": [{"run": one.run, "source": one.source, "items": one.items, "until": str(one.until), "days_over": one.days,
                      "set_by": one.kept_by, "waiting": one.waiting, "legal_hold": one.held} for one in rows]}
        )  # fmt: skip
        return
    out = console()
    for one in rows:
        over = f"{one.days:,} days over" if one.due else f"{-one.days:,} days left"
        more = (f"; entry {one.waiting} waits for a second person" if one.waiting else "") + ("; under a legal hold" if one.held else "")
        out.print(f"{one.run}  until {one.until}, {over}  {one.items:,} items  {shown(one.source)}{more}")
    if not rows:
        say("Nothing is due.")
        return
    say("Nothing here is deleted by itself. Two people decide, for each:")
    say("  keep:  firsthand retention keep RUN --until DATE --because …   then firsthand second ENTRY --agree …")
    say("  erase: firsthand erase POST --because … --law …                then firsthand second ENTRY --agree …")


def subject(
    account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="The account: its id, or its handle.")],
    to: Annotated[str, typer.Option("--to", metavar="FOLDER", help="Folder that does not exist yet.")],
    lang: Annotated[
        list[str] | None, typer.Option("--lang", metavar="xx", help="Languages of the reader, first first: en ar uk fr.")
    ] = None,
    because: BecauseOption = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Pack all that this case holds on one account, for that person: a data-subject request.

    Messages, items as received, profiles as seen, what tools proposed, what people decided and wrote, what was published, to whom it
    was handed on. What is of third persons stays out and is counted; people of the desk stand under letters. Read it before you send
    it, and make sure who asks: a letter in somebody's name is an old way to learn what is held about them.

    Example: `firsthand subject @lina_quay@chirrup.example --to for-lina --lang ar --because "request of 3 May" --as "A. Renn"`
    """
    from firsthand import __version__
    from firsthand.desk.subject import package

    desk = open_desk(case)
    done = package(
        desk, desk.views.resolve_account(account), to, languages=tuple(lang or ()), because=because, actor=person(as_),
        software=f"Firsthand {__version__}",
    )  # fmt: skip
    if json:
        print_json({"path": done.path, "counts": done.counts, "left_out": done.left_out, "entry": done.entry})
        return
    say(f"{told(done.path)}: " + ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in done.counts.items()) + ".")
    for one in done.left_out:
        say(f"  left out: {one['count']:,} {told(one['what'])}: {told(one['why'])}")
    say(f"Entered as {done.entry}. Read it before you send it: words of people may speak of third persons.")
