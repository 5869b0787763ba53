"""
The evidence matrix and suggestions: how findings fit what people decide about. Written rules; nothing here decides.

After Heuer's analysis of competing hypotheses: what fits every column tells nothing, what speaks against a column counts
most, and the rows that tell columns apart come first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from firsthand.model.finding import CELLS, COLUMNS, Finding

VALUES = {cell: 2 - number for number, cell in enumerate(CELLS)}
"""From 2 (strongly fits) to -2."""

_AGAINST: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "affiliated": {"strong": {"civilian": "−−", "activist": "−"}, "some": {"civilian": "−"}, "weak": {}},
    "official": {"strong": {"civilian": "−"}, "some": {"civilian": "−"}, "weak": {}},
    "acts-together": {"strong": {"civilian": "−"}, "some": {"civilian": "−"}, "weak": {}},
}
"""What a finding for one hypothesis says of other columns. Guesses of the desk, each open to a person's own cell."""


def cells(finding: Finding) -> dict[str, str]:
    """The machine's cells for a finding, one for each of `COLUMNS`."""
    row = dict.fromkeys(COLUMNS, "·")
    if finding.hypothesis in row:
        plain = "++" if finding.strength == "strong" else "+"
        row[finding.hypothesis] = plain if finding.direction > 0 else {"++": "−−", "+": "−"}[plain]
    if finding.direction > 0:
        row.update(_AGAINST.get(finding.hypothesis, {}).get(finding.strength, {}))
    return row


def discriminates(row: Mapping[str, str]) -> int:
    """How far the columns of a row lie apart, 0 to 4."""
    values = [VALUES[cell] for cell in row.values()] or [0]
    return max(values) - min(values)


def against(rows: Iterable[Mapping[str, str]]) -> dict[str, int]:
    """How many rows speak against each column: the foot of the matrix."""
    counts = dict.fromkeys(COLUMNS, 0)
    for row in rows:
        for column, cell in row.items():
            counts[column] += VALUES[cell] < 0
    return counts


def suggest(findings: Sequence[Finding]) -> dict[str, dict[str, object]]:
    """
    Say how strongly findings of several families speak for a column.

    Returns:
        By column, only where the band is above none: ``band``, ``families``, and ``signals`` for and ``against`` it. A column
        that one family alone speaks for gets no band; for ``affiliated``, what accounts share and copy counts as no family.
    """
    told: dict[str, dict[str, object]] = {}
    for column in COLUMNS:
        speaks = [one for one in findings if VALUES[cells(one)[column]] > 0]
        against_ = [one for one in findings if VALUES[cells(one)[column]] < 0]
        families = sorted({one.family for one in speaks if column != "affiliated" or one.family != "network"})
        if len(families) < 2 or len({one.signal for one in speaks if one.family in families}) < 2:
            continue
        strong = sum(VALUES[cells(one)[column]] == 2 for one in speaks)
        level = 1 + (len(families) > 2 or strong > 0) + (strong > 1) - bool(against_)
        if level > 0:
            told[column] = {
                "band": ("none", "weak", "some", "strong")[min(level, 3)], "families": families,
                "signals": sorted({one.signal for one in speaks}), "against": sorted({one.signal for one in against_}),
            }  # fmt: skip
    return told
