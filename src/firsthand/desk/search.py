"""
Search as everybody does it: saved views by name, names in all their spellings, translations, counts.

One language for the command line and Python: `ask` reads it, `find` answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from firsthand.desk.ports import Desk
from firsthand.find.expand import Expanded, candidates, expand, in_translations, names_of, sounds_like
from firsthand.find.facets import facets
from firsthand.find.query import LONGEST, parse
from firsthand.find.terms import Query
from firsthand.model.errors import Mistaken, NotFound

DEEPEST_VIEW = 5
MOST_TRANSLATED = 50
"""Posts that are found by a translation alone, beside the others."""
VIEW_NAME = re.compile(r"[^\W_][\w-]{0,60}")
_QUOTES = '"“”„‟«»＂‹›「」'
_VIEW = re.compile(rf"(?P<quoted>[{_QUOTES}][^{_QUOTES}]*[{_QUOTES}])|(?<![^\s(-])view:(?P<name>[\w-]+)(?![^\s)])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    What a person searches for.

    Attributes:
        text: The query, saved views put in.
        query: As written, to be told to the reader.
        expanded: With the spellings of its names.
        proposals: Word and name of the case that sounds like it; not searched for.
    """

    text: str
    query: Query
    expanded: Expanded
    proposals: tuple[tuple[str, str], ...] = ()


def ask(text: str, *, views: Mapping[str, str], names: Iterable[Sequence[str]] = ()) -> Asked:
    """
    Read a query.

    Args:
        text: As typed; ``view:NAME`` anywhere in it, or ``@NAME`` alone, is a saved view.
        views: Saved views by name.
        names: The names of the case, all spellings of one together; read twice at most, and only if the query has words without quotes.

    Raises:
        Mistaken, Refused: See `find.query.parse`.
        NotFound: There is no such view.
    """
    stripped = text.strip()
    if stripped.startswith("@") and stripped[1:] in views:
        text = f"view:{stripped[1:]}"
    whole = with_views(text, views)
    query = parse(whole)
    wanted = candidates(query)
    groups = list(names) if wanted else []
    known = names_of(groups, wanted=wanted)
    single = [word for word in wanted if word not in known and not any(word in key.split() for key in known)]
    return Asked(text=whole, query=query, expanded=expand(query, known), proposals=tuple(sounds_like(single, groups)))


def with_views(text: str, views: Mapping[str, str], *, depth: int = 0) -> str:
    """
    Put saved views in the place of their names; what stands in quotes is left alone.

    Raises:
        NotFound: There is no such view.
        Mistaken: Views name each other in a circle, or the whole becomes too long.
    """
    if depth > DEEPEST_VIEW:
        raise Mistaken("Saved views name each other in a circle, or too deep.", code="view-circle", advice="Mend plan/views.toml.")

    def put(found: re.Match[str]) -> str:
        if found["quoted"]:
            return found[0]
        if found["name"] not in views:
            raise NotFound(f"There is no saved view {found['name']}.", code="no-view",
                           advice=f"There are: {', '.join(sorted(views)) or 'none yet'}. `firsthand views save` makes one.")  # fmt: skip
        return f"({with_views(views[found['name']], views, depth=depth + 1)})"

    whole = _VIEW.sub(put, text) if "view:" in text else text
    if len(whole) > LONGEST and whole != text:
        raise Mistaken("With its saved views the search is too long.", code="query-too-long", advice="Shorten one of the views.")
    return whole


def query_of(text: str | None, views: Mapping[str, str]) -> Query:
    """
    Read a query for what is handed on: with its saved views, and with no spelling that was not written.

    Raises:
        Mistaken, Refused, NotFound: As `ask`.
    """
    return parse(with_views(text or "", views))


def find(desk: Desk, asked: Asked, *, limit: int, order: str, seed: int = 1) -> list[dict[str, Any]]:
    """
    Posts that fit, and those of which only a translation does.

    Returns:
        At most `limit` posts in the shape of the contract. One that is found by a translation says so: ``found_in`` is
        ``translation``; it stands in its place by time where the order is one of time, else behind the others.
    """
    query = asked.expanded.query
    found = list(desk.views.search(query, limit=limit, order=order, seed=seed))
    other = in_translations(query)
    if other is None:
        return found
    held = {post["id"] for post in found}
    more = desk.views.search(other, limit=min(limit, MOST_TRANSLATED) + len(held), order=order, seed=seed)
    fresh = (post for post in more if post["id"] not in held)
    for post in islice(fresh, min(limit, MOST_TRANSLATED)):
        found.insert(_place(found, post, order), {**post, "found_in": "translation"})
    return found[:limit]


def _place(found: Sequence[dict[str, Any]], post: dict[str, Any], order: str) -> int:
    """Before the first post that is older, or newer where the oldest come first; at the end when no time is known."""
    at = post["posted_at"]
    if at is None or order not in ("newest", "oldest"):
        return len(found)
    later = ((n, other["posted_at"]) for n, other in enumerate(found) if other["posted_at"] is not None)
    return next((n for n, time in later if (time < at if order == "newest" else time > at)), len(found))


def count(desk: Desk, asked: Asked) -> dict[str, Any]:
    """The facets of a query; see `find.facets`. What only a translation says is not counted."""
    query = asked.expanded.query
    return facets(list(desk.views.tallies(query)), desk.views.banded(query), zone=ZoneInfo(desk.plan.zone))
