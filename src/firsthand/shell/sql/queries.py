"""
A query of the search field as one SQL statement that gives the keys of posts.

Newest first walks the text index from its end (its row numbers are in order of time) and stops at the limit, so that a
frequent word costs no more than a rare one. When the query names an account or a cluster, the keys of its few posts are
looked up first, and all others are passed over.

What else a post must be is asked of each post on the way (a subquery on its key), never gathered beforehand: the list of
all posts with a picture, or in Arabic, is as long as the case. The walk may take thousands of posts, so a condition must
cost no more than one look into an index.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Join, Select, and_, exists, func, not_, or_, select, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import column, literal_column, table
from sqlalchemy.sql.compiler import SQLCompiler

from firsthand.find import terms as q
from firsthand.find.index_terms import fts, rest
from firsthand.model.errors import Mistaken
from firsthand.model.words import BANDS
from firsthand.shell.sql.rows import KEY_BITS, to_us
from firsthand.shell.sql.tables import (
    accounts,
    acts,
    categories,
    clusters,
    heard,
    languages,
    marks,
    media,
    picture_copies,
    picture_words,
    posts,
    snapshots,
)

POSTS = posts.c
WORDS = table("post_words", column("rowid"), column("post_words"))
Condition = ColumnElement[bool]
SMALL = frozenset({"by", "account", "cluster", "image"})
"""Fields that name few posts."""


class WordsFirst(Join):
    """
    The text index joined to its posts, in this order.

    Left to choose, SQLite may walk the posts of a period, or all that have a picture, and ask the text index about each:
    a minute instead of ten milliseconds at 100,000 posts.
    """

    inherit_cache = True


@compiles(WordsFirst, "sqlite")
def _cross_join(join: WordsFirst, compiler: SQLCompiler, **kw: Any) -> str:
    plain: str = compiler.visit_join(join, **kw)  # type: ignore[no-untyped-call]  # SQLAlchemy gives it no types
    return plain.replace(" JOIN ", " CROSS JOIN ", 1)


def looks_near(query: q.Query) -> bool:
    """
    Whether the newest posts are asked first, before all: the query leaves words out, or names an account or a cluster.

    Then a list is made before the walk begins, of every post with the word or of the account, and the list may be as long
    as the case. Among the newest posts it is short, and mostly they are enough.
    """
    return any(isinstance(node, q.Not) or (isinstance(node, q.Filter) and node.field in SMALL) for node in rest(query))


def newest_key(count: int) -> Select[Any]:
    """Asks for the key in time of the post that has `count` newer ones; no row when there are fewer."""
    return select(POSTS.time_key).order_by(POSTS.time_key.desc()).limit(1).offset(count)


def statement(query: q.Query, *, limit: int, order: str, seed: int, zone: str, since: int = 0) -> Select[Any]:
    """
    Make the statement.

    Args:
        limit: -1 for no limit.
        order: ``newest``, ``oldest``, ``likely``, ``unsure`` or ``random``.
        seed: Of the random order: the same seed gives the same order.
        since: Only posts whose key in time is at least this.

    Raises:
        Mistaken: There is no such order, or the query asks for what this case cannot tell.
    """
    local = ZoneInfo(zone)
    words = fts(query)
    left = rest(query)
    conditions = [_condition(node, local, since) for node in left]
    chosen = select(POSTS.pk).where(POSTS.hidden == 0, *conditions)
    if since:
        chosen = chosen.where(POSTS.time_key >= since)
    if words is not None:
        match = WORDS.c.post_words.op("MATCH")(words)
        if order in ("newest", "oldest"):
            chosen = chosen.select_from(WordsFirst(WORDS, posts, POSTS.time_key == WORDS.c.rowid)).where(match)
            key = WORDS.c.rowid
            # A period is told to the text index too, so that it does not begin years later.
            periods = [_period(node, key, local) for node in left if isinstance(node, q.Filter) and node.when is not None]
            chosen = chosen.where(*periods, key >= since)
            few = [_condition(node, local, since) for node in left if isinstance(node, q.Filter) and node.field in SMALL]
            if few:
                # `+ 0` keeps SQLite from asking the text index about each of them, which begins its list anew every time.
                keys = select(POSTS.time_key).where(*few, POSTS.time_key >= since).correlate(None)
                chosen = chosen.where((WORDS.c.rowid + 0).in_(keys))
            return chosen.order_by(key.desc() if order == "newest" else key.asc()).limit(limit)
        chosen = chosen.where(POSTS.time_key.in_(select(WORDS.c.rowid).where(match)))
    return _ordered(chosen, query, order, seed).limit(limit)


def by_relevance(query: q.Query, keys: Sequence[int], *, limit: int) -> Select[Any] | None:
    """
    Puts posts that fit a query in order of the weight that its words have in them (BM25); of equals the newest first.

    Args:
        keys: Of the posts, a few thousand at most: each is weighed.

    Returns:
        None when the query has no words that every hit must have.
    """
    words = fts(query)
    if words is None:
        return None
    wanted = select(func.json_each(json.dumps(list(keys))).table_valued("value").c.value)
    times = select(POSTS.time_key).where(POSTS.pk.in_(wanted))
    return (
        select(POSTS.pk)
        .select_from(WordsFirst(WORDS, posts, POSTS.time_key == WORDS.c.rowid))
        .where(WORDS.c.post_words.op("MATCH")(words))
        .where(WORDS.c.rowid >= select(func.min(times.subquery().c.time_key)).scalar_subquery())
        .where((WORDS.c.rowid + 0).in_(times))  # see `statement`
        .order_by(literal_column("bm25(post_words)"), WORDS.c.rowid.desc())
        .limit(limit)
    )


def _ordered(chosen: Select[Any], query: q.Query, order: str, seed: int) -> Select[Any]:
    if order == "newest":
        return chosen.order_by(POSTS.time_key.desc())
    if order == "oldest":
        return chosen.order_by(POSTS.time_key)
    if order == "random":
        mixed = (POSTS.pk * 2654435761 + seed * 40503) % 4294967291
        return chosen.order_by(mixed, POSTS.pk)
    if order in ("likely", "unsure"):
        named = [p.value for p in query.root.parts if isinstance(p, q.Filter) and p.field == "category"]
        band = select(func.max(categories.c.band)).where(categories.c.post == POSTS.pk)
        if named:
            band = band.where(categories.c.category.in_(named))
        best = func.coalesce(band.scalar_subquery(), 0)
        return chosen.order_by(best.desc() if order == "likely" else func.abs(best * 2 - 3), POSTS.time_key.desc())
    raise Mistaken(f"{order!r} is no order.", code="bad-order", advice="One of: newest, oldest, relevant, likely, unsure, random.")


def _condition(node: q.Node, zone: ZoneInfo, since: int) -> Condition:
    match node:
        case q.Words():
            held = select(WORDS.c.rowid).where(WORDS.c.post_words.op("MATCH")(fts(node)), WORDS.c.rowid >= since)
            return POSTS.time_key.in_(held)
        case q.Not(part=part):
            return not_(_condition(part, zone, since))
        case q.All(parts=parts):
            return and_(text("1"), *(_condition(part, zone, since) for part in parts))
        case q.Any(parts=parts):
            return or_(*(_condition(part, zone, since) for part in parts))
        case q.Filter(field=field, value=value) if field in _FIELDS:
            return _FIELDS[field](value)
        case q.Filter(field="category", value=value, at_least=band):
            return POSTS.pk.in_(
                select(categories.c.post).where(categories.c.category == value, categories.c.band >= BANDS.index(band or "weak"))
            )
        case q.Filter(when=when) if when is not None:
            return _period(node, POSTS.time_key, zone)
        case q.Filter(field=field):
            raise Mistaken(f"{field}: cannot be searched here yet.", code="query-not-here", advice="Leave it out.")


def _period(node: q.Filter, key: ColumnElement[Any], zone: ZoneInfo) -> Condition:
    assert node.when is not None
    moment = _key(node.when, zone)
    return key >= moment if node.field == "after" else key < moment


def _key(when: datetime, zone: ZoneInfo) -> int:
    aware = when if when.tzinfo else when.replace(tzinfo=zone)
    return max((to_us(aware) or 0) // 1_000_000, 0) << KEY_BITS


def _by(value: str) -> Condition:
    """By handle (with or without its server), of today or of any earlier day, or by the whole name as shown."""
    handle, name = func.lower(accounts.c.handle), func.lower(accounts.c.name)
    longer = and_(handle >= f"{value}@", handle < f"{value}A")  # A follows @: a prefix as a range, which the index serves
    now = select(accounts.c.id).where(or_(handle == value, longer, name == value))
    before = select(snapshots.c.account).where(func.lower(snapshots.c.handle) == value)
    return POSTS.account.in_(now.union(before))


def _cluster(value: str) -> Condition:
    root = select(clusters.c.root).join(posts, POSTS.pk == clusters.c.post).where(POSTS.id == value).correlate(None)
    return POSTS.pk.in_(select(clusters.c.post).where(clusters.c.root.in_(root)))


def _lang(value: str) -> Condition:
    found = select(languages.c.lang).where(languages.c.post == POSTS.pk).scalar_subquery()
    return func.coalesce(found, POSTS.lang_stated) == value


def _status(value: str) -> Condition:
    stated = select(marks.c.post).where(marks.c.status == value)
    if value != "unconfirmed":
        return POSTS.id.in_(stated)
    graded = select(marks.c.post).where(marks.c.status.is_not(None))
    return or_(POSTS.id.in_(stated), POSTS.id.not_in(graded))


def _has(value: str) -> Condition:
    if value in ("audio", "file"):
        # Few posts have one: they are listed first, and the walk in order of time is spared.
        return POSTS.pk.in_(select(media.c.post).where(media.c.kind == value))
    if value in ("image", "video"):
        # The first question is about the whole case, and is asked once.
        return and_(
            exists(select(media.c.post).where(media.c.kind == value).correlate(None)),
            exists().where(media.c.post == POSTS.pk, media.c.kind == value),
        )
    if value == "media":
        return exists().where(media.c.post == POSTS.pk)
    if value == "shared-image":
        return POSTS.pk.in_(_shared_pictures())
    if value == "link":
        return POSTS.text.like("%http%://%")
    if value == "place":
        return _more("place").is_not(None)
    if value == "reply":
        return POSTS.reply_to.is_not(None)
    kind = {"translation": "translate", "note": "note", "claim": "claim"}.get(value)
    if kind is None:
        raise Mistaken(f"has:{value} cannot be searched here yet.", code="query-not-here", advice="Leave it out.")
    return POSTS.id.in_(select(acts.c.subject).where(acts.c.kind == kind, acts.c.undone == 0))


def _is(value: str) -> Condition:
    if value == "reviewed":
        return POSTS.id.in_(select(marks.c.post).where(marks.c.mark != ""))
    if value in ("hold", "not-for-us"):
        return POSTS.id.in_(select(marks.c.post).where(marks.c.mark == value))
    if value == "copy":
        return exists().where(clusters.c.post == POSTS.pk, clusters.c.root != clusters.c.post)
    if value == "first":
        return exists().where(clusters.c.root == POSTS.pk)
    if value == "edited":
        return or_(_more("edited_us").is_not(None), _more("versions").is_not(None))
    if value == "deleted":
        return _more("marks").like('%"deleted"%')
    linked = {"reply": POSTS.reply_to, "quote": POSTS.quotes, "repost": POSTS.reposts}.get(value)
    if linked is None:
        raise Mistaken(f"is:{value} cannot be searched here yet.", code="query-not-here", advice="Leave it out.")
    return linked.is_not(None)


def _more(key: str) -> ColumnElement[Any]:
    # Written out, not as a parameter: only so does SQLite see that the index of places will do.
    return func.json_extract(POSTS.more, literal_column(f"'$.{key}'"))


def _picture(value: str) -> Condition:
    read = picture_words.c
    found = select(media.c.post).join(picture_words, read.digest == media.c.digest).where(read.folded.contains(value, autoescape=True))
    return POSTS.pk.in_(found)


def _heard(value: str) -> Condition:
    said = heard.c
    found = select(media.c.post).join(heard, said.digest == media.c.digest).where(said.folded.contains(value, autoescape=True))
    return POSTS.pk.in_(found)


def _translation(value: str) -> Condition:
    """Translations are made by people, or by a machine one by one: they are few, and are asked in Python."""
    told = func.says(func.json_extract(acts.c.detail, literal_column("'$.text'")), value)
    return POSTS.id.in_(select(acts.c.subject).where(acts.c.kind == "translate", acts.c.undone == 0, told == 1))


def _shared_pictures() -> Select[tuple[int]]:
    """Posts with a picture that another post shows too, as it is or changed."""
    shows = media.join(picture_copies, picture_copies.c.digest == media.c.digest).join(posts, posts.c.pk == media.c.post)
    root = picture_copies.c.root
    shown = select(root).select_from(shows).where(posts.c.hidden == 0).group_by(root)
    return select(media.c.post).select_from(shows).where(root.in_(shown.having(func.count(media.c.post.distinct()) > 1)))


def _image(value: str) -> Condition:
    """Posts with one of the pictures of a post, as it is or changed."""
    mine = select(picture_copies.c.root).join(media, media.c.digest == picture_copies.c.digest)
    roots = mine.join(posts, posts.c.pk == media.c.post).where(posts.c.id == value).correlate(None)
    same = select(picture_copies.c.digest).where(picture_copies.c.root.in_(roots))
    return POSTS.pk.in_(select(media.c.post).where(media.c.digest.in_(same)))


def _near(value: str) -> Condition:
    quoted = '"' + value.replace('"', '""') + '"'
    return or_(
        func.lower(_more("place")).like(f"%{value}%"),
        POSTS.time_key.in_(select(WORDS.c.rowid).where(WORDS.c.post_words.op("MATCH")(quoted))),
    )


_FIELDS: dict[str, Callable[[str], Condition]] = {
    "by": _by, "account": lambda value: POSTS.account == value, "cluster": _cluster, "lang": _lang, "status": _status,
    "has": _has, "is": _is, "near": _near, "picture": _picture, "heard": _heard, "image": _image,
    "translation": _translation,
    "platform": lambda value: POSTS.id.startswith(f"{value}:", autoescape=True),
}  # fmt: skip
