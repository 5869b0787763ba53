"""Clusters: texts that were copied, from the earliest we hold to what each copy changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from firsthand.desk.ports import Desk
from firsthand.find.query import parse
from firsthand.find.spread import spread
from firsthand.model.errors import Mistaken
from firsthand.model.ids import PostId
from firsthand.text.difference import difference

MOST_COPIES = 100_000
"""Of one cluster that are looked through."""


def clusters(desk: Desk, *, limit: int) -> Iterator[dict[str, Any]]:
    """
    The largest clusters of near-duplicate texts.

    Yields:
        ``earliest`` (the post, as a search gives it: the earliest that is held), ``posts``, ``accounts`` (different ones),
        ``first`` and ``last`` (RFC 3339, None without a time).

    Raises:
        Mistaken: Nothing is screened yet.
    """
    _screened(desk)
    yield from desk.views.clusters(limit=limit)


def one_cluster(desk: Desk, post: PostId, *, limit: int) -> dict[str, Any]:
    """
    The cluster of a post.

    Args:
        limit: Copies that are listed; all are counted.

    Returns:
        ``earliest``, ``posts``, ``accounts``, ``first``, ``last`` as for `clusters`; ``spread`` (``step_s`` and ``counts``, each
        with the moment ``from`` which it counts); ``copies`` in order of time, each with ``post``, ``account``, ``name``, ``posted_at``,
        ``posted_stated``, ``after_s`` (seconds after the earliest), ``same`` (the words are equal) and ``changes`` (stretches ``same``,
        ``gone``, ``new`` against the earliest; empty when the words are equal).

    Raises:
        NotFound: The post is not held.
        Mistaken: Nothing is screened yet.
    """
    _screened(desk)
    held = desk.views.post(post)
    asked = parse(f'cluster:"{post}"')
    found = list(desk.views.search(asked, limit=MOST_COPIES, order="oldest", seed=0)) or [held]
    earliest = found[0]
    times = [at for one in found if (at := _us(one["posted_at"])) is not None]
    told = spread(times)
    return {
        "earliest": earliest, "posts": len(found), "accounts": len({one["account"] for one in found if one["account"]}),
        "first": _stated(min(times)) if times else None, "last": _stated(max(times)) if times else None,
        "spread": None if told is None else {
            "step_s": told.step_us // 1_000_000,
            "counts": [{"from": _stated(told.start_us + at * told.step_us), "count": n} for at, n in enumerate(told.counts)],
        },
        "copies": [_copy(earliest, one) for one in found[1 : limit + 1]],
    }  # fmt: skip


def _copy(earliest: dict[str, Any], one: dict[str, Any]) -> dict[str, Any]:
    same = one["text"] == earliest["text"]
    began, at = _us(earliest["posted_at"]), _us(one["posted_at"])
    return {
        "post": one["id"], "account": one["account"], "name": one["name"] or one["handle"], "posted_at": one["posted_at"],
        "posted_stated": one["posted_stated"], "after_s": None if began is None or at is None else (at - began) // 1_000_000,
        "same": same, "changes": [] if same else [list(change) for change in difference(earliest["text"], one["text"])],
    }  # fmt: skip


def _screened(desk: Desk) -> None:
    if not any(run.maker.startswith("clusters@") for run in desk.views.runs("screen")):
        raise Mistaken("Nothing is screened yet.", code="not-screened", advice="Run `firsthand screen` first.")


def _us(stated: str | None) -> int | None:
    return None if stated is None else int(datetime.fromisoformat(stated).timestamp() * 1_000_000)


def _stated(us: int) -> str:
    return datetime.fromtimestamp(us // 1_000_000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
