"""Questions of the search for accounts that act together: what each post shares, and the groups that were found."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Engine, text

from firsthand.desk.ports import TogetherRow
from firsthand.find.shared import Sharing

_SHARING = (
    "SELECT p.pk, p.account, p.posted_us / 1000, p.text, coalesce(p.reposts, ''), coalesce(k.root, 0), "
    "coalesce((SELECT coalesce(c.root, m.digest) FROM media m LEFT JOIN picture_copies c ON c.digest = m.digest "
    "WHERE m.post = p.pk AND m.digest IS NOT NULL ORDER BY m.no LIMIT 1), '') "
    "FROM posts p LEFT JOIN clusters k ON k.post = p.pk "
    "WHERE p.hidden = 0 AND p.account IS NOT NULL AND p.posted_us IS NOT NULL "
    "AND (p.more IS NULL OR coalesce(json_extract(p.more, '$.precision'), 'second') = 'second') ORDER BY p.time_key"
)
_TOGETHER = (
    "SELECT t.post, t.number, t.item, t.kind, t.window_s, t.companions, t.seen, t.expected, p.id, p.account, p.posted_us FROM together t "
    "JOIN posts p ON p.pk = t.post WHERE p.hidden = 0 AND p.account IS NOT NULL ORDER BY t.number, t.item, p.time_key"
)


def sharing(engine: Engine) -> Iterator[Sharing]:
    """Every post that is not hidden, has an account, and was posted at a known second, in order of time."""
    with engine.connect() as connection:
        for row in connection.execution_options(yield_per=5000).execute(text(_SHARING)):
            yield Sharing._make(row)


def together(engine: Engine) -> list[TogetherRow]:
    """Shares of the groups that were found, by group, item and time."""
    with engine.connect() as connection:
        return [TogetherRow._make(row) for row in connection.execute(text(_TOGETHER))]
