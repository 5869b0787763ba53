# ruff: noqa: E501 - a sentence of arithmetic reads worse when it is broken in the middle
"""
A figure that is said again and again: where a total falls, a day is missing, or an old day is said anew.

The figures answer one question ("killed so far") on different days. Nothing is mended or filled in; a break is a reason
to ask the source. Days are compared as stated; a zone is nothing that a total of a day knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from firsthand.check.plausible import n

LEAP = 10.0
"""A total that grows by this factor from one statement to the next is asked about. A guess: a slipped nought."""
LEAP_FROM = 10.0
"""Totals below this may grow by any factor: from 2 to 30 on a bad day is no slip. A guess."""


class Dated(NamedTuple):
    """
    One statement of the series.

    Attributes:
        day: The day that it speaks of.
        value: As stated; of a series of totals, the total.
        source: Who says so; statements of two sources about one day are compared, not summed.
        added: What the same statement says was added since the one before; None when it does not.
        said_on: The day on which it was said, when that is known; None stands for `day`.
        ref: What holds the statement, for the reader of a break.
    """

    day: date
    value: float
    source: str = ""
    added: float | None = None
    said_on: date | None = None
    ref: str = ""


class Break(NamedTuple):
    """
    A place where the series does not add up.

    Attributes:
        code: ``fall``, ``gap``, ``leap``, ``step`` (what was added is not the difference), ``correction`` (one source,
            one day, another value said later), ``contradiction`` (two sources, one day).
        day: The day of the later statement.
        why: A sentence with the arithmetic.
        refs: The statements that it is about.
    """

    code: str
    day: date
    why: str
    refs: tuple[str, ...] = ()


def breaks(series: Iterable[Dated], *, totals: bool = True, every_days: int | None = None) -> tuple[Break, ...]:
    """
    Look through a series.

    Args:
        series: In any order.
        totals: The values are totals so far, which do not fall. Without it only gaps, corrections and contradictions
            are looked for.
        every_days: How often the source speaks; None: as often as it mostly does.

    Returns:
        By day, then code. A series without a break gives nothing.
    """
    by_source: dict[str, list[Dated]] = defaultdict(list)
    for one in series:
        by_source[one.source].append(one)
    found: list[Break] = []
    for source in sorted(by_source):
        standing, corrected = _standing(by_source[source])
        found += corrected
        found += _gaps(standing, every_days)
        if totals:
            found += _steps(standing)
    found += _contradictions(by_source)
    return tuple(sorted(found, key=lambda one: (one.day, one.code, one.why)))


def _standing(said: list[Dated]) -> tuple[list[Dated], list[Break]]:
    """The last word of a source about each day, and where it changed an earlier one."""
    by_day: dict[date, list[Dated]] = defaultdict(list)
    for one in said:
        by_day[one.day].append(one)
    standing, corrected = [], []
    for day in sorted(by_day):
        words = sorted(by_day[day], key=lambda one: one.said_on or one.day)
        for earlier, later in pairwise(words):
            if later.value != earlier.value:
                on = f" on {later.said_on.isoformat()}" if later.said_on else ""
                why = f"{day.isoformat()} was {n(earlier.value)} and was said to be {n(later.value)}{on}: {_signed(later.value - earlier.value)}."
                corrected.append(Break("correction", day, why, _refs(earlier, later)))
        standing.append(words[-1])
    return standing, corrected


def _gaps(standing: list[Dated], every_days: int | None) -> list[Break]:
    distances = [(later.day - earlier.day).days for earlier, later in pairwise(standing)]
    if not distances:
        return []
    usual = every_days or max(1, round(median(distances)))
    return [
        Break(
            "gap", later.day,
            f"Nothing for the {days - 1} days between {earlier.day.isoformat()} and {later.day.isoformat()}; "
            f"it mostly comes every {'day' if usual == 1 else f'{usual} days'}.",
            _refs(earlier, later),
        )
        for (earlier, later), days in zip(pairwise(standing), distances, strict=True)
        if days >= 2 * usual
    ]  # fmt: skip


def _steps(standing: list[Dated]) -> list[Break]:
    found = []
    for earlier, later in pairwise(standing):
        difference = later.value - earlier.value
        days = f"{earlier.day.isoformat()} to {later.day.isoformat()}"
        if difference < 0:
            why = f"The total falls from {n(earlier.value)} to {n(later.value)} ({days}): {_signed(difference)}."
            if earlier.value >= LEAP_FROM and later.value and (times := earlier.value / later.value) >= LEAP:
                why += f" The earlier is {n(round(times))} times the later; is one of them a slip?"
            found.append(Break("fall", later.day, why, _refs(earlier, later)))
        elif earlier.value >= LEAP_FROM and later.value >= LEAP * earlier.value:
            why = f"{n(later.value)} is {n(round(later.value / earlier.value))} times the {n(earlier.value)} before it ({days})."
            found.append(Break("leap", later.day, why, _refs(earlier, later)))
        if later.added is not None and difference != later.added:
            why = f"{n(earlier.value)} + {n(later.added)} = {n(earlier.value + later.added)}, and the total is {n(later.value)} ({_signed(difference - later.added)})."
            found.append(Break("step", later.day, why, _refs(earlier, later)))
    return found


def _contradictions(by_source: dict[str, list[Dated]]) -> list[Break]:
    by_day: dict[date, dict[str, Dated]] = defaultdict(dict)
    for source in sorted(by_source):
        for one in _standing(by_source[source])[0]:
            by_day[one.day][source] = one
    found = []
    for day, said in by_day.items():
        rows = sorted(said.values(), key=lambda one: (one.value, one.source))
        if len(rows) > 1 and rows[0].value != rows[-1].value:
            words = ", ".join(f"{one.source or 'nobody named'} {n(one.value)}" for one in rows)
            apart = n(rows[-1].value - rows[0].value)
            found.append(
                Break("contradiction", day, f"{words}: {apart} apart.", tuple(one.ref for one in rows if one.ref))
            )
    return found


def _signed(value: float) -> str:
    return ("+" if value > 0 else "-") + n(abs(value))


def _refs(*said: Dated) -> tuple[str, ...]:
    return tuple(one.ref for one in said if one.ref)
