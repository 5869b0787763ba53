"""
Questioned by: the answers to a post that doubt or deny, counted and linked, as context for a person who reads it.

Nothing is weighed and nothing follows: many may doubt what is true, and a denial may be a lie. No number here says how
true anything is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from firsthand.check.doubts import doubts
from firsthand.desk.ports import Desk
from firsthand.model.ids import PostId

SHOWN = 20
"""Answers that are told one by one; all are counted."""
LOOKED_AT = 5_000
"""Answers that are read."""


def questioned_by(desk: Desk, posts: Iterable[str]) -> dict[str, Any]:
    """
    Say who doubts or denies what some posts say.

    Args:
        posts: Ids.

    Returns:
        ``answers`` (replies and quotes that the case holds), ``denies`` and ``doubts`` (how many of them; one that does both
        denies), ``accounts`` (how many accounts doubt or deny), ``posts``: the first of them, each with ``post``, ``relation``
        (``reply`` or ``quote``), ``kind``, ``name``, ``at``, ``text``, and ``why``: the words with their code points.
    """
    told: dict[str, Any] = {"answers": 0, "denies": 0, "doubts": 0, "accounts": 0, "posts": []}
    accounts: set[str] = set()
    seen: set[str] = set()
    for post in posts:
        for number, (answer, relation) in enumerate(desk.views.answers_to(PostId(post))):
            if answer in seen:
                continue
            seen.add(answer)
            told["answers"] += 1
            if number >= LOOKED_AT:
                continue
            held = desk.views.post(PostId(answer))
            why = doubts(held["text"])
            if not why:
                continue
            kind = "denies" if any(one.kind == "denies" for one in why) else "doubts"
            told[kind] += 1
            accounts.add(held["account"] or answer)
            if len(told["posts"]) < SHOWN:
                told["posts"].append({
                    "post": answer, "relation": relation, "kind": kind, "name": held["name"] or held["handle"],
                    "at": held["posted_at"] or held["posted_stated"], "text": held["text"],
                    "why": [{"start": one.start, "end": one.end, "text": one.text} for one in why],
                })  # fmt: skip
    told["accounts"] = len(accounts)
    return told
