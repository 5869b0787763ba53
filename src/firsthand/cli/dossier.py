"""How a dossier looks at the terminal: one account, what speaks for and against, what people decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from firsthand.cli.surface import console, say, shown
from firsthand.model.finding import COLUMNS, HYPOTHESES

SHORT = {
    "civilian": "civ", "activist": "act", "volunteer": "vol", "medic": "med", "journalist": "jou", "official": "off", "affiliated": "tied",
}  # fmt: skip
"""Heads of the matrix's columns."""


def tell_dossier(value: Mapping[str, Any], *, blind: bool, every: bool) -> None:
    """
    Print a dossier.

    Args:
        blind: What people decided is left out.
        every: All posts that a finding names, and not the first three.
    """
    out = console()
    _tell_cautions(out, value["cautions"])
    _tell_for_and_against(out, value, every=every)
    _tell_matrix(out, value["matrix"])
    if not blind:
        _tell_suggestion(out, value["suggestion"])
    _tell_care(out, value["care"])
    if blind:
        out.print("\n[dim]What people decided is not shown: you read blind.[/dim]")
    else:
        _tell_decisions(out, value)
    _tell_looked(value["looked"])


def _tell_cautions(out: Any, cautions: Sequence[Mapping[str, str]]) -> None:
    for one in cautions:
        out.print(f"\n[bold]Take care: {one['caution']}[/bold]  {shown(one['because'])}")


def _tell_for_and_against(out: Any, value: Mapping[str, Any], *, every: bool) -> None:
    rows = [row for row in value["matrix"]["rows"] if row["machine"]]
    mine = [row for row in value["matrix"]["rows"] if not row["machine"]]
    out.print("\n[bold]What was found[/bold]  [dim]observations, not judgements; each may have an innocent reading[/dim]")
    if not rows and not mine:
        out.print("  Nothing yet.")
    by: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        by.setdefault(row["hypothesis"], []).append(row)
    for hypothesis in HYPOTHESES:
        if hypothesis not in by:
            continue
        out.print(f"  [bold]Whether this account {HYPOTHESES[hypothesis]}[/bold]")
        for row in sorted(by[hypothesis], key=lambda row: -row["direction"]):
            word = "for" if row["direction"] > 0 else "against"
            out.print(f"    {word}, {row['strength']}: {shown(row['because'])}  [dim]{row['ref']}[/dim]")
            _tell_rests(out, row, every=every)
            out.print(f"      [dim]It may also be: {shown(row['innocent'])}[/dim]")
    for row in mine:
        out.print(f"  {shown(row['because'])}  [dim]{shown(row['by'])}, finding {row['ref']}[/dim]")
        _tell_rests(out, row, every=every)


def _tell_rests(out: Any, row: Mapping[str, Any], *, every: bool) -> None:
    rests = row["rests"] if every else row["rests"][:3]
    for rest in rests:
        words = f"“{shown(rest['text'], width=90)}”  " if rest["text"] else ""
        where = f" {rest['field']}" if rest["field"] not in ("", "text") else ""
        out.print(f"      {words}[dim]{shown(rest['ref'])}{where}[/dim]")
    if row["number"] > len(rests):
        out.print(f"      [dim]and {row['number'] - len(rests):,} more[/dim]")


def _tell_matrix(out: Any, matrix: Mapping[str, Any]) -> None:
    from rich.table import Table

    telling = [row for row in matrix["rows"] if any(cell["cell"] != "·" or cell["people"] for cell in row["cells"].values())]
    if not telling:
        return
    table = Table(title="Evidence against explanations", title_justify="left", box=None, pad_edge=False)
    table.add_column("finding", overflow="fold", max_width=44)
    for column in COLUMNS:
        table.add_column(SHORT[column], justify="center")
    for row in telling:
        cells = [_cell(row["cells"][column]) for column in COLUMNS]
        table.add_row(shown(row["because"], width=80), *cells)
    table.add_row("[dim]speak against[/dim]", *(f"[dim]{matrix['against'][column]}[/dim]" for column in COLUMNS))
    out.print()
    out.print(table)
    out.print("[dim](+) in brackets: the program's rule, which a person has not looked at. What fits every column tells nothing.[/dim]")


def _cell(cell: Mapping[str, Any]) -> str:
    if cell["hidden"]:
        return "?"
    if cell["cell"] == "·" and not cell["people"]:
        return "·"
    return f"({cell['cell']})" if cell["machine"] else str(cell["cell"])


def _tell_suggestion(out: Any, told: Mapping[str, Any]) -> None:
    if not told["shown"]:
        out.print("\n[dim]Whether something is suggested is not said before somebody has judged this account: it is in the tenth "
                  "by which the desk measures how far suggestions lead it.[/dim]")  # fmt: skip
        return
    for column, one in told["bands"].items():
        against = f"; against it: {', '.join(one['against'])}" if one["against"] else ""
        out.print(f"\nSuggested, {one['band']}: {HYPOTHESES[column]}  [dim]{', '.join(one['signals'])}{against}. A person decides.[/dim]")


def _tell_care(out: Any, care: Mapping[str, Any]) -> None:
    if not any(care.values()):
        return
    out.print("\n[bold]Care for this person[/bold]")
    for one in care["consent"]:
        out.print(f"  consent {one['layer']}/{one['part']}: {one['value']}  [dim]{shown(one['because'], width=120)}[/dim]")
    for one in care["contacts"]:
        out.print(f"  contact {one['at'][:16]}: {shown(one.get('text', ''), width=120)}  [dim]{shown(one['by'])}[/dim]")
    for one in care["appeals"]:
        out.print(f"  the person judged objects: {shown(one['text'], width=200)}  [dim]entry {one['entry']}[/dim]")


def _tell_decisions(out: Any, value: Mapping[str, Any]) -> None:
    standing = value["standing"]
    out.print("\n[bold]What people decided[/bold]")
    if standing["entry"] is None:
        out.print("  Nobody has judged this account. Reliability F: no basis, which is not \"bad\".")
        return
    decided = "decided" if standing["decided"] else "proposed, waits for a second person"
    if standing["differing"]:
        decided = "two people differ"
    link = f", linked to {shown(standing['party'])} ({standing['affiliation']})" if standing["party"] else ""
    out.print(f"  {', '.join(standing['roles'])}{link}, reliability {standing['reliability']} — {decided}")
    out.print(f"  because {shown(standing['because'])}  [dim]{shown(standing['by'])}, entry {standing['entry']}[/dim]")
    if standing["carried"]:
        out.print(f"  carried over by hand: {shown(standing['carried'], width=300)}; its evidence is not here")
    again = standing["reopened"]
    if again:
        out.print("  [bold]To be looked at again:[/bold]")
        for one in again["because"]:
            out.print(f"    {shown(one)}")
        for card in again["cards"]:
            word = "published" if card["published"] else "in a draft"
            out.print(f"    rests on it: story {shown(card['story'])}, card {shown(card['key'])}, {word}")


def _tell_looked(looked: Mapping[str, Any]) -> None:
    if looked["entry"] is None:
        say("Signals were not asked yet: firsthand screen --only signals")
    elif looked["stale"]:
        say(f"Signals were asked in entry {looked['entry']}; material came or went since: firsthand screen --only signals")
    for signal, error, count in looked["failed"]:
        say(f"{signal} failed at {count:,} accounts ({error}); their rows are missing.")
