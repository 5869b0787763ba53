"""`firsthand finding`, `cell`, `review`, `agreement`: people's part of the evidence, and figures about the desk itself."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from firsthand.cli.posts import acknowledge
from firsthand.cli.surface import (
    AsOption,
    BecauseOption,
    CaseOption,
    JsonOption,
    console,
    open_desk,
    person,
    print_json,
    print_lines,
    say,
    shown,
)
from firsthand.model.errors import Mistaken


def register(app: typer.Typer) -> None:
    """Hang the verbs in."""
    app.command("finding", rich_help_panel="Judge")(finding)
    app.command("cell", rich_help_panel="Judge")(cell)
    app.command("review", rich_help_panel="Judge")(review)
    app.command("agreement", rich_help_panel="Judge")(agreement)


def finding(
    account: Annotated[str, typer.Argument(help="Id or @handle.")],
    text: Annotated[str, typer.Option("--text", help="A sentence that could be read to the person who posted.")] = "",
    cells: Annotated[
        list[str] | None, typer.Option("--cell", metavar="COLUMN=CELL", help="How it fits: ++ + . - --; can be given again.")
    ] = None,
    evidence: Annotated[list[str] | None, typer.Option("--evidence", metavar="REF", help="A post or an entry.")] = None,
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Add what you found about an account to its evidence, for or against.

    Columns: civilian, activist, volunteer, medic, journalist, official, affiliated. What you leave out says nothing.

    Example: `firsthand finding @river_voice_4 --text "Two people who know the area did not recognise the address it gave"
    --cell civilian=- --as "S. Okar"`
    """
    from firsthand.desk.matrix import NewFinding, add_finding

    told = {}
    for one in cells or ():
        column, equals, value = one.partition("=")
        if not equals:
            raise Mistaken(f"{one!r} is no cell.", code="bad-cell", advice="Write it as civilian=-, for example.")
        told[column] = value
    desk = open_desk(case)
    new = NewFinding(account=desk.views.resolve_account(account), text=text, cells=told, evidence=tuple(evidence or ()))
    acknowledge(add_finding(desk, new, actor=person(as_)).seq, json)


def cell(
    account: Annotated[str, typer.Argument(help="Id or @handle.")],
    row: Annotated[str, typer.Argument(help="A row, as the dossier names it.")],
    column: Annotated[str, typer.Argument(help="civilian activist volunteer medic journalist official affiliated")],
    value: Annotated[str, typer.Argument(metavar="CELL", help="++ + . - --")],
    because: BecauseOption = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Say how a finding fits an explanation. Your cell stands beside those of others, and before the program's.

    Example: `firsthand cell @river_voice_4 creation_burst/acts-together/network civilian . --because "they are one family"
    --as "S. Okar"`
    """
    from firsthand.desk.matrix import set_cell

    desk = open_desk(case)
    entry = set_cell(desk, desk.views.resolve_account(account), row, column, value, because=because, actor=person(as_))
    acknowledge(entry.seq, json)


def review(case: CaseOption = None, json: JsonOption = False) -> None:
    """
    List judgements and grades that have to be looked at again: lost evidence, later findings and contradictions, two who differ,
    an appeal, a date.

    Each is named with the cards that rest on it. Nothing is changed by that.

    Example: `firsthand review`
    """
    from firsthand.desk.reopen import review as listed

    found = listed(open_desk(case))
    if json:
        print_lines(found)
        return
    out = console()
    for one in found:
        out.print(f"[bold]{shown(one['account'] or one['post'])}[/bold]  [dim]entry {one['entry']}, {shown(one['by'])}[/dim]")
        for reason in one["because"]:
            out.print(f"  {shown(reason)}")
        for view in one["views"]:
            out.print(f"  {shown(view['by'])}: {shown(view['because'], width=300)}  [dim]entry {view['entry']}[/dim]")
        for card in one["cards"]:
            word = "published" if card["published"] else "in a draft"
            out.print(f"  rests on it: story {shown(card['story'])}, card {shown(card['key'])}, {word}")
    say(f"{len(found)} to look at again." if found else "Nothing has to be looked at again.")


def agreement(case: CaseOption = None, json: JsonOption = False) -> None:
    """
    How far the readers of this desk agree, whether they rate source and information apart, and how far suggestions lead them.

    These are figures about the desk. They say nothing of any account.

    Example: `firsthand agreement`
    """
    from firsthand.desk.agreement import agreement as figures

    told = figures(open_desk(case))
    if json:
        print_json(told)
        return
    out = console()
    out.print(f"{told['read_twice']:,} decisions had a second reader, {told['agreed']:,} agreed; "
              f"{told['blind']:,} second readers entered their own reading.")  # fmt: skip
    for field, one in told["by"].items():
        if one["pairs"]:
            figures_ = f"Cohen's kappa {_figure(one['kappa'])}, Krippendorff's alpha {_figure(one['alpha'])}"
            out.print(f"  {field}: {one['pairs']:,} pairs, {figures_}")
    diagonal = told["diagonal"]
    if diagonal["ratings"]:
        out.print(f"{diagonal['share']:.0%} of {diagonal['ratings']:,} ratings lie on the diagonal (A1, B2, C3 …).")
    for name, words in (("hidden", "with the source hidden"), ("seen", "with the source seen")):
        if diagonal[name]["ratings"]:
            out.print(f"  {words}: {diagonal[name]['share']:.0%} of {diagonal[name]['ratings']:,}")
    first = told["words_first"]
    if first["judged"]:
        out.print(f"{first['first']:,} of {first['judged']:,} accounts were judged by somebody who had graded their words first.")
    if diagonal["warning"]:
        out.print("[bold]That is more than seven of ten: the two grades are probably not given apart. "
                  "Grade the words first, with the source hidden.[/bold]")  # fmt: skip
    for name, words in (("shown", "was shown"), ("waited", "waited for the judgement")):
        one = told["suggestions"][name]
        if one["judged"]:
            share = f"{one['followed']:,} of {one['judged']:,} first judgements named it ({one['share']:.0%})"
            out.print(f"Where a suggestion {words}: {share}.")


def _figure(value: Any) -> str:
    return "not to be said" if value is None else f"{value:.2f}"
