"""Questions that signals ask: accounts one after the other with all they said, and what their posts share with others'."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Engine, text

from firsthand.desk.ports import Voice
from firsthand.model.finding import Finding, Rest

_POSTS = (
    "SELECT p.account, p.id, p.posted_us, p.text, p.reposts, p.more, e.handle AS source FROM posts p "
    "LEFT JOIN posts e ON p.reposts IS NOT NULL AND e.id = p.reposts "
    "WHERE p.hidden = 0 AND p.account IS NOT NULL ORDER BY p.account, p.time_key"
)
_PROFILES = (
    "SELECT s.account, s.seen_us, s.handle, s.name, s.bio, s.place, s.created_us, s.posts, s.links FROM snapshots s "
    "JOIN runs r ON r.seq = s.run_no "
    "WHERE r.undone = 0 ORDER BY s.account, s.seen_us IS NULL, s.seen_us, s.no"
)
_COPIED = (
    "SELECT p.id, e.id, e.account, e.posted_us FROM clusters k CROSS JOIN posts p ON p.pk = k.post CROSS JOIN posts e ON e.pk = k.root "
    "WHERE p.hidden = 0 AND e.hidden = 0 AND p.account IS NOT NULL AND e.account IS NOT NULL AND e.account <> p.account "
    "AND p.posted_us > e.posted_us"
)
_SHARED = (
    "SELECT k.root, p.account, min(p.id) FROM clusters k CROSS JOIN posts p ON p.pk = k.post "
    "WHERE p.hidden = 0 AND p.account IS NOT NULL AND p.reposts IS NULL GROUP BY k.root, p.account ORDER BY k.root, p.account"
)
_PICTURES = (
    "SELECT coalesce(k.root, m.digest) AS root, p.id, p.account, p.handle, p.posted_us FROM media m CROSS JOIN posts p ON p.pk = m.post "
    "LEFT JOIN picture_copies k ON k.digest = m.digest "
    "WHERE m.digest IS NOT NULL AND p.hidden = 0 AND p.account IS NOT NULL AND p.posted_us IS NOT NULL ORDER BY 1, p.time_key, m.no"
)
_ANSWERS = (
    "SELECT {what}, id, account, text FROM posts WHERE {what} IS NOT NULL AND hidden = 0 AND account IS NOT NULL ORDER BY time_key"
)


def voices(engine: Engine) -> Iterator[Voice]:
    """Every account that posted or was seen, in the order of their ids."""
    with engine.connect() as connection, engine.connect() as other:
        said = connection.execution_options(yield_per=5000).execute(text(_POSTS))
        seen = other.execution_options(yield_per=5000).execute(text(_PROFILES))
        one, two = next(said, None), next(seen, None)
        while one is not None or two is not None:
            account = min(row[0] for row in (one, two) if row is not None)
            posts, profiles = [], []
            while one is not None and one[0] == account:
                posts.append((one[1], one[2], one[3], one[4], json.loads(one[5]) if one[5] else {}, one[6]))
                one = next(said, None)
            while two is not None and two[0] == account:
                profiles.append((*two[1:8], tuple(json.loads(two[8])) if two[8] else ()))
                two = next(seen, None)
            yield Voice(account, posts, profiles)


def rows(engine: Engine, what: str) -> Iterator[tuple[Any, ...]]:
    """``copied``, ``shared``, ``pictures``, ``reply_to`` or ``quotes``: see `desk.ports.Views.shared_rows`."""
    statement = {"copied": _COPIED, "shared": _SHARED, "pictures": _PICTURES}.get(what) or _ANSWERS.format(what=what)
    with engine.connect() as connection:
        for row in connection.execution_options(yield_per=5000).execute(text(statement)):
            yield tuple(row)


def findings(engine: Engine, account: str) -> list[Finding]:
    """What signals saw of an account; what rests on posts that are hidden or gone is left out."""
    with engine.connect() as connection:
        found = [
            Finding._make((*row[:-1], tuple(Rest(*one) for one in json.loads(row[-1]))))
            for row in connection.execute(
                text(
                    "SELECT signal, version, family, hypothesis, direction, strength, because, number, rests FROM findings "
                    "WHERE account = :account ORDER BY no"
                ),
                {"account": account},
            )
        ]
        named = sorted({rest.ref for one in found for rest in one.rests})
        there = set(connection.execute(
            text("SELECT p.id FROM json_each(:named) j CROSS JOIN posts p ON p.id = j.value WHERE p.hidden = 0"),
            {"named": json.dumps(named)},
        ).scalars())  # fmt: skip
    there.add(account)
    kept = [one._replace(rests=tuple(rest for rest in one.rests if rest.ref in there)) for one in found]
    return [one for one in kept if one.rests]
