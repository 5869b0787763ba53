"""Custody and machine: the log, the adapters, a look at the machine."""

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
    shown,
)
from firsthand.model.errors import Mistaken


def register(app: typer.Typer) -> None:
    """Hang the verbs in."""
    app.command("log", rich_help_panel="Evidence")(log)
    app.command("undo", rich_help_panel="Evidence")(undo)
    app.command("adapters", rich_help_panel="People and machine")(adapters)
    app.command("doctor", rich_help_panel="People and machine")(doctor)


def log(
    since: Annotated[str, typer.Option("--since", metavar="N|TIME", help="From this entry, or from this UTC time.")] = "0",
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    List the ledger: who did what, when, why.

    Example: `firsthand log --since 2041-03-14`
    """
    from firsthand.shell.sql.rows import from_us

    desk = open_desk(case)
    first, moment = _since(since)
    rows: list[dict[str, Any]] = []
    for entry in desk.book.entries(since=first):
        detail = entry.detail
        if detail["at_us"] < moment:
            continue
        actor = detail["actor"]
        rows.append(
            {"entry": entry.seq, "at": from_us(detail["at_us"]), "kind": entry.kind, "by": actor["name"],
             "signed": "signature" in detail, "subject": detail.get("subject") or detail.get("run") or "",
             "because": detail.get("because", "")}
        )  # fmt: skip
    if json:
        print_lines(rows)
        return
    out = console()
    for row in rows:
        reason = f" because {shown(row['because'], width=120)}" if row["because"] else ""
        out.print(f"{row['entry']:>6}  {row['at']}  {shown(row['by']):<16}  [bold]{row['kind']}[/bold]  {shown(row['subject'])}{reason}")


def _since(stated: str) -> tuple[int, int]:
    from datetime import UTC, datetime

    from firsthand.shell.sql.rows import to_us

    if stated.isdigit() and len(stated) != 4:
        return int(stated), 0
    try:
        when = datetime.fromisoformat(stated)
    except ValueError:
        raise Mistaken(f"{stated!r} is neither a number nor a time.", code="bad-since", advice="For example 2041-03-14.") from None
    return 0, to_us(when if when.tzinfo else when.replace(tzinfo=UTC)) or 0


def undo(
    entry: Annotated[int, typer.Argument(help="The number of your own entry.")],
    because: BecauseOption = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Take back something you decided. The entry stays; a new one supersedes it.

    Example: `firsthand undo 212 --because "wrong post" --as "A. Renn"`
    """
    from firsthand.desk.day import undo as take_back

    acknowledge(take_back(open_desk(case), entry, because=because, actor=person(as_)).seq, json)


def adapters(json: JsonOption = False) -> None:
    """
    List what Firsthand can read and ask, and what each adapter leaves out.

    Example: `firsthand adapters`
    """
    from firsthand.readers.registry import load
    from firsthand.shell.encoder import EMBEDDER
    from firsthand.shell.stamper import STAMPER
    from firsthand.shell.tesseract import RECOGNISER

    known = (*load(), STAMPER, RECOGNISER, EMBEDDER)
    rows = [{"kind": a.kind, "name": a.name, "version": a.version, "summary": a.summary, "losses": list(a.losses)} for a in known]
    if json:
        print_json({"adapters": rows})
        return
    out = console()
    for row in rows:
        out.print(f"[bold]{row['name']}[/bold] {row['version']}  {row['summary']}")
        for loss in row["losses"]:
            out.print(f"    leaves out: {loss}")


def doctor(
    berkeley: Annotated[
        bool, typer.Option("--berkeley", help="A self-check of the case against the Berkeley Protocol's properties.")
    ] = False,
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    Look at the machine and the case: what is missing, what is unsafe, what to do.

    With --berkeley: whether what is preserved here has the properties that the Berkeley Protocol asks for. Each passes, fails, or
    cannot be tested by a program; it is not a certification.

    Examples:

    `firsthand doctor`

    `firsthand doctor --berkeley --case fall-of-oradesh`
    """
    if berkeley:
        _berkeley(case, json)
        return
    from firsthand.shell.doctor import examine

    rows = examine(case)
    if json:
        print_json({"checks": [{"what": what, "ok": ok, "told": told} for what, ok, told in rows]})
        return
    out = console()
    for what, ok, told in rows:
        out.print(f"{'ok  ' if ok else 'LOOK'}  {what}: {shown(told)}")


def _berkeley(case: str | None, json: bool) -> None:
    from firsthand.shell.berkeley import FAILS, NOT_A_CERTIFICATION, PASSES, UNTESTABLE, self_check
    from firsthand.shell.case import find_case

    found = self_check(find_case(case))
    lines = [line for one in found for line in one.lines]
    counts = {word: sum(line.result == word for line in lines) for word in (PASSES, FAILS, UNTESTABLE)}
    if json:
        print_json(
            {"certification": False, "note": NOT_A_CERTIFICATION, "counts": counts,
             "properties": [{"property": one.name, "result": one.result,
                             "lines": [{"result": line.result, "told": line.told} for line in one.lines]} for one in found]}
        )  # fmt: skip
        return
    out = console()
    marks = {PASSES: "passes", FAILS: "[bold]FAILS [/bold]", UNTESTABLE: "[dim]a person[/dim]"}
    for one in found:
        out.print(f"\n[bold]{one.name}[/bold]: {'passes, as far as a program can tell' if one.result == PASSES else 'fails'}")
        for line in one.lines:
            out.print(f"  {marks[line.result]}  {shown(line.told)}")
    out.print(f"\n{counts[PASSES]} questions pass, {counts[FAILS]} fail, {counts[UNTESTABLE]} cannot be tested by a program.")
    out.print(NOT_A_CERTIFICATION)
