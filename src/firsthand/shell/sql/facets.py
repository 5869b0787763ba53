"""Counts of what a query finds, in one walk each."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, literal_column, select

from firsthand.find.facets import Banded, Tally
from firsthand.find.terms import Query
from firsthand.shell.sql.queries import statement
from firsthand.shell.sql.tables import categories, languages, marks, media, posts

POSTS = posts.c
QUARTER_US = 900_000_000


def tallies(connection: Connection, query: Query, *, zone: str) -> Iterator[Tally]:
    """Posts of a query by quarter of an hour, language, platform, mark and kinds of media."""
    found = statement(query, limit=-1, order="newest", seed=0, zone=zone).order_by(None).subquery()
    kinds = select(func.group_concat(media.c.kind.distinct())).where(media.c.post == POSTS.pk).scalar_subquery()
    columns = (
        POSTS.posted_us.op("/")(QUARTER_US).label("quarter"), func.coalesce(languages.c.lang, POSTS.lang_stated, "und").label("lang"),
        func.substr(POSTS.id, 1, func.instr(POSTS.id, ":") - 1).label("platform"), func.coalesce(marks.c.mark, "").label("mark"),
        func.coalesce(kinds, "").label("media"),
    )  # fmt: skip
    chosen = (
        select(*columns, func.count())
        .select_from(
            found.join(posts, POSTS.pk == found.c.pk)
            .outerjoin(languages, languages.c.post == POSTS.pk)
            .outerjoin(marks, marks.c.post == POSTS.id)
        )
        .group_by(*(literal_column(str(n)) for n in range(1, 6)))
        .order_by(*(literal_column(str(n)) for n in range(1, 6)))
    )
    for quarter, lang, platform, mark, kinds_held, count in connection.execute(chosen):
        yield Tally(quarter, lang, platform, mark, kinds_held, count)


def banded(connection: Connection, query: Query, *, zone: str) -> Iterator[Banded]:
    """Posts of a query by quarter of an hour, category and band; those of band none are left out."""
    found = statement(query, limit=-1, order="newest", seed=0, zone=zone).order_by(None).subquery()
    quarter = POSTS.posted_us.op("/")(QUARTER_US).label("quarter")
    chosen = (
        select(quarter, categories.c.category, categories.c.band, func.count())
        .select_from(found.join(posts, POSTS.pk == found.c.pk).join(categories, categories.c.post == POSTS.pk))
        .where(categories.c.band > 0)
        .group_by(literal_column("1"), literal_column("2"), literal_column("3"))
        .order_by(literal_column("1"), literal_column("2"), literal_column("3"))
    )
    for at, category, band, count in connection.execute(chosen):
        yield Banded(at, category, band, count)
