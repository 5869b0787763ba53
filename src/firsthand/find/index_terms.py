"""
What of a search the text index is asked, and what is left for other tables.

Every word stands in double quotes, so that no word of a person is ever an operator.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.find.terms import All, Any, Filter, Node, Not, Query, Words


def fts(query: Query | Node) -> str | None:
    """
    The text conditions as an expression for ``MATCH`` of an SQLite FTS5 table over folded text.

    Returns:
        For a node of text only: the whole condition. For a query: the part that any hit must meet, that is its text
        conditions outside of groups that mix text and other things; `rest` holds what remains. None when there is no
        such part, or when it only excludes, which FTS5 cannot say.
    """
    if isinstance(query, Query):
        return _conjunction([part for part in query.root.parts if _only_text(part)])
    return _conjunction(list(query.parts) if isinstance(query, All) else [query]) if _only_text(query) else None


def rest(query: Query) -> tuple[Node, ...]:
    """
    The conditions that `fts` of this query does not hold, all of which must be met.

    A `Words` among them (alone under `Not`, or in a group that mixes text and other things) is looked up by its own
    `fts`.
    """
    taken = [part for part in query.root.parts if _only_text(part)]
    if _conjunction(taken) is None:
        taken = []
    return tuple(part for part in query.root.parts if part not in taken)


def _only_text(node: Node) -> bool:
    match node:
        case Words():
            return True
        case Filter():
            return False
        case Not(part=part):
            return isinstance(part, Words) or (_only_text(part) and _conjunction([part]) is not None)
        case All(parts=parts):
            return bool(parts) and all(map(_only_text, parts)) and not all(isinstance(part, Not) for part in parts)
        case Any(parts=parts):
            return all(_only_text(part) and not isinstance(part, Not) for part in parts)


def _conjunction(parts: Sequence[Node]) -> str | None:
    wanted = [_expression(part) for part in parts if not isinstance(part, Not)]
    unwanted = [_expression(part.part) for part in parts if isinstance(part, Not)]
    if not wanted:
        return None
    text = wanted[0] if len(wanted) == 1 else "(" + " AND ".join(wanted) + ")"
    for part in unwanted:
        text = f"({text} NOT {part})"
    return text


def _expression(node: Node) -> str:
    match node:
        case Words(text=text, within=within) if within:
            return "NEAR(" + " ".join(f'"{word}"' for word in text.split()) + f", {within})"
        case Words(text=text, prefix=prefix):
            return '"' + text.replace('"', '""') + '"' + (" *" if prefix else "")
        case Any(parts=parts):
            return "(" + " OR ".join(_expression(part) for part in parts) + ")"
        case All(parts=parts):
            return _conjunction(parts) or '""'
        case _:
            raise AssertionError(node)
