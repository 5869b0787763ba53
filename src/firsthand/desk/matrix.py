"""
The evidence matrix of an account: what signals saw and what people found, against roles and affiliation.

A row is a finding. A person's cell stands before the machine's, and the machine's is dashed: it is a rule of the program,
open to anybody who knows better. Nothing is summed up but what speaks against each column, and nothing follows from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from firsthand.desk.ports import Desk
from firsthand.desk.record import need_evidence, need_reason, need_word, record
from firsthand.ledger.entry import Entry
from firsthand.model.act import Act
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken, NotFound
from firsthand.model.finding import CELLS, COLUMNS, Finding
from firsthand.model.ids import AccountId
from firsthand.signals.registry import BY_NAME
from firsthand.signals.weigh import against, cells, discriminates

PLAIN = {"++": "++", "+": "+", ".": "·", "·": "·", "-": "−", "−": "−", "--": "−−", "−−": "−−", "0": "·"}
"""Cells as people type them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFinding:
    """
    What a person found about an account.

    Attributes:
        text: A sentence that could be read to the person who posted.
        cells: By column of `COLUMNS`, a cell as typed; columns that are left out say nothing.
        evidence: Posts or entries that it rests on; may be empty when the sentence says what it rests on.
    """

    account: AccountId
    text: str
    cells: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()


def add_finding(desk: Desk, new: NewFinding, *, actor: Actor) -> Entry:
    """
    Add a finding of a person.

    Raises:
        Mistaken: No words, or a cell or column is none of ours.
        NotFound: The account, or a piece of evidence, is not held.
        Refused: The actor is a tool.
    """
    if not new.text.strip():
        raise Mistaken("A finding needs a sentence.", code="empty-finding", advice="Give it with --text.")
    told = {column: cell_of(column, cell) for column, cell in new.cells.items()}
    desk.views.account(new.account)
    need_evidence(desk, new.evidence)
    fields = {"text": new.text.strip(), "cells": told, "evidence": list(new.evidence)}
    return record(desk, "finding", new.account, fields, actor=actor)


def set_cell(desk: Desk, account: AccountId, ref: str, column: str, cell: str, *, because: str, actor: Actor) -> Entry:
    """
    Say how a finding fits a column; the last word of each person stands beside the others'.

    Args:
        ref: A row of the matrix: the entry of a person's finding, or a signal's row as the dossier names it.

    Raises:
        Mistaken: The cell or column is none of ours.
        NotFound: The account has no such row.
        Refused: No reason; the actor is a tool.
    """
    word = cell_of(column, cell)
    reason = need_reason(because)
    rows = matrix(desk, account)["rows"]
    if ref not in {row["ref"] for row in rows}:
        raise NotFound(
            f"{account} has no finding {ref!r}.", code="no-finding",
            advice=f"Its rows: {', '.join(row['ref'] for row in rows) or 'none yet'}.",
        )
    return record(desk, "cell", account, {"finding": ref, "column": column, "cell": word, "because": reason}, actor=actor, about=ref)


def cell_of(column: str, stated: str) -> str:
    """
    A cell, however a keyboard writes it: ``++ + . - --``.

    Raises:
        Mistaken: It is none, or there is no such column.
    """
    need_word(column, COLUMNS, "column")
    if stated not in PLAIN:
        raise Mistaken(f"{stated!r} is no cell.", code="bad-cell", advice="One of: ++  +  .  -  --  (. says nothing).")
    return PLAIN[stated]


def row_name(finding: Finding) -> str:
    """How a signal's row is called: what it is, and not where it stands, so that it keeps its cells when signals are asked again."""
    return f"{finding.signal}/{finding.hypothesis}/{finding.family}"


def matrix(desk: Desk, account: AccountId, *, reader: Actor | None = None, own_first: bool = False) -> dict[str, Any]:
    """
    The matrix.

    Args:
        reader: Whose cells count as their own.
        own_first: Machine cells of a row are hidden until `reader` has a cell of their own in it.

    Returns:
        ``columns``; ``rows``, those that tell columns apart first: ``ref``, ``by`` (a person, or a signal), ``machine``, ``because``,
        ``number``, ``rests``, ``innocent``, ``cells`` (by column: ``cell``, ``by``, ``machine``, ``people``: every person's own cell
        with the reason); ``against``: by column, how many rows speak against it.
    """
    acts = [act for act in desk.views.acts(subject=account) if not act.undone and act.kind in ("finding", "cell")]
    own = [act for act in acts if act.kind == "cell"]
    rows = [_person_row(act, own) for act in acts if act.kind == "finding"]
    seen: set[str] = set()
    for one in desk.views.findings(account):
        if row_name(one) in seen:
            continue
        seen.add(row_name(one))
        rows.append(_signal_row(one, own, reader=reader, own_first=own_first))
    plain = [{column: cell["cell"] for column, cell in row["cells"].items()} for row in rows]
    order = sorted(range(len(rows)), key=lambda n: (-discriminates(plain[n]), rows[n]["machine"], rows[n]["ref"]))
    return {"columns": list(COLUMNS), "rows": [rows[n] for n in order], "against": against(plain)}


def _person_row(act: Act, own: Sequence[Act]) -> dict[str, Any]:
    ref = str(act.seq)
    first = {column: act.detail["cells"].get(column, "·") for column in COLUMNS}
    return {
        "ref": ref, "by": act.actor.name, "machine": False, "because": act.detail["text"], "number": len(act.detail["evidence"]),
        "rests": [{"ref": one, "field": "", "start": 0, "end": 0, "text": ""} for one in act.detail["evidence"]], "innocent": "",
        "signal": "", "family": "", "hypothesis": "", "direction": 0, "strength": "",
        "cells": {column: _cell(first[column], act.actor.name, False, _of(own, ref, column)) for column in COLUMNS},
    }  # fmt: skip


def _signal_row(one: Finding, own: Sequence[Act], *, reader: Actor | None, own_first: bool) -> dict[str, Any]:
    ref = row_name(one)
    machine = cells(one)
    filled = reader is not None and any(act.detail["finding"] == ref and act.actor.identity == reader.identity for act in own)
    hidden = own_first and not filled
    signal = BY_NAME.get(one.signal)
    return {
        "ref": ref, "by": f"{one.signal}@{one.version}", "machine": True, "because": one.because, "number": one.number,
        "rests": [rest._asdict() for rest in one.rests], "innocent": signal.innocent if signal else "",
        "signal": one.signal, "family": one.family, "hypothesis": one.hypothesis, "direction": one.direction, "strength": one.strength,
        "cells": {
            column: _cell("" if hidden else machine[column], f"{one.signal}@{one.version}", True, _of(own, ref, column))
            for column in COLUMNS
        },
    }  # fmt: skip


def _of(own: Sequence[Act], ref: str, column: str) -> list[Act]:
    """The last cell of each person, in order of the ledger."""
    last: dict[str, Act] = {}
    for act in own:
        if act.detail["finding"] == ref and act.detail["column"] == column:
            last.pop(f"{act.actor.identity} {act.actor.name}", None)
            last[f"{act.actor.identity} {act.actor.name}"] = act
    return list(last.values())


def _cell(first: str, by: str, machine: bool, own: Sequence[Act]) -> dict[str, Any]:
    people = [{"by": act.actor.name, "cell": act.detail["cell"], "because": act.detail["because"], "entry": act.seq} for act in own]
    shown = people[-1]["cell"] if people else first or "·"
    assert shown in CELLS
    return {"cell": shown, "by": people[-1]["by"] if people else by, "machine": machine and not people, "hidden": not people and not first,
            "people": people}  # fmt: skip
