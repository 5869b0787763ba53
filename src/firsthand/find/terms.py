"""What a search is made of: two kinds of leaves, `Words` and `Filter`, under `Not`, `All` and `Any`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """
    Text that must occur.

    Attributes:
        text: Folded; several words stand next to each other in this order.
        shown: As the person wrote it.
        prefix: Whether the last word may go on.
        exact: Whether it was written in quotes.
        within: When not 0, the words stand in any order with at most so many others between the first and the last.
    """

    text: str
    shown: str
    prefix: bool = False
    exact: bool = False
    within: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """
    A condition on something other than the text.

    Attributes:
        field: One of `FIELDS`.
        value: Settled: a code in lower case, a handle without ``@``, a folded place name, an ISO date or time.
        at_least: For ``category``, the lowest band that counts; ``weak`` (anything but none) unless said.
        when: For ``after`` and ``before``, the instant (a day is its first moment: ``after`` includes the day,
            ``before`` does not). Naive where no zone was written: the case's zone is meant.
    """

    field: str
    value: str
    at_least: str = ""
    when: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """Whatever is not this."""

    part: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """Every part holds; without parts, everything."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Any:
    """At least one part holds."""

    parts: tuple[Node, ...]


Node = Words | Filter | Not | All | Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """
    A search.

    Attributes:
        root: What must hold.
        ignored: What was written and cannot be searched, as written.
        tokens: The pieces as written, each removable in the search field.
    """

    root: All
    ignored: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
