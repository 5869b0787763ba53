"""Questions to the views. Values come out in the shapes of the command-line contract."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, case, func, or_, select, text

from firsthand.desk.ports import PileRow, RunRow, TogetherRow, Voice
from firsthand.model.act import Act
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken, NotFound
from firsthand.model.finding import Finding
from firsthand.model.ids import AccountId, Digest, PersonKey, PostId, RunId, Seq
from firsthand.model.words import BANDS
from firsthand.shell.sql import sharing, tables, voices
from firsthand.shell.sql.kept import KeptWhileAsked
from firsthand.shell.sql.rows import from_us, key_us, usual_url

if TYPE_CHECKING:
    from firsthand.find.facets import Banded, Tally
    from firsthand.find.shared import Sharing
    from firsthand.find.terms import Query

WEIGHED = 1000
"""Posts that are put in order of relevance: a frequent word is in a third of a case, and weighing all of these takes a second."""

POSTS = tables.posts.c

FEW, NEAR = 200, 20_000
"""A search for at most so many posts looks among the so many newest posts first, where that spares work."""


_PILE = (
    "SELECT p.pk, p.id, p.text, coalesce(k.root, p.pk), p.time_key, p.account, coalesce(l.lang, p.lang_stated), "
    "json_extract(p.more, '$.place'), CAST(strftime('%H', p.posted_us / 1000000, 'unixepoch') AS INTEGER), "
    "coalesce(m.mark, ''), coalesce(c.band, 0), coalesce(r.band, 0), r.likely, r.unsure, r.why, r.model FROM posts p "
    "LEFT JOIN clusters k ON k.post = p.pk LEFT JOIN languages l ON l.post = p.pk LEFT JOIN marks m ON m.post = p.id "
    "LEFT JOIN categories c ON c.post = p.pk AND c.category = :category "
    "LEFT JOIN rankings r ON r.post = p.pk AND r.category = :category WHERE p.hidden = 0"
)
_LANE = (
    "WITH roots(root) AS (SELECT coalesce(b.root, a.post) FROM (SELECT post FROM categories WHERE category = :category AND band > 0 "
    "UNION SELECT post FROM rankings WHERE category = :category AND band > 0) a LEFT JOIN clusters b ON b.post = a.post) "
    "SELECT post FROM clusters WHERE root IN roots UNION SELECT root FROM roots WHERE root NOT IN (SELECT post FROM clusters)"
)
"""What has a band, and its copies: few posts of many, so that one looks them up and does not walk through all."""


class SqlViews:
    """The views of a case; see `desk.ports.Views`."""

    def __init__(self, engine: Engine, zone: str) -> None:
        self._engine = engine
        self._zone = zone

    def at_once(self) -> AbstractContextManager[None]:
        """Many looks of a thread in a row share what one look would open and close."""
        pool: KeptWhileAsked = self._engine.pool  # type: ignore[assignment]
        return pool.kept()

    def post(self, post: PostId) -> dict[str, Any]:
        """
        One post.

        Raises:
            NotFound: It is not held, or was hidden with its import.
        """
        with self._engine.connect() as connection:
            row = connection.execute(select(tables.posts).where(POSTS.id == post, POSTS.hidden == 0)).mappings().first()
            if row is None:
                raise NotFound(f"There is no post {post}.", code="no-post", advice="`firsthand posts` finds them.")
            return _post_rows(connection, [dict(row)])[0]

    def search(self, query: Query, *, limit: int, order: str, seed: int) -> Iterator[dict[str, Any]]:
        """Posts that fit a query."""
        from firsthand.shell.sql.queries import looks_near, newest_key, statement

        if order == "relevant":
            yield from self._relevant(query, limit=limit)
            return
        with self._engine.connect() as connection:
            keys: list[int] = []
            if order == "newest" and 0 <= limit <= FEW and looks_near(query):
                since = connection.execute(newest_key(NEAR)).scalar() or 0
                near = statement(query, limit=limit, order=order, seed=seed, zone=self._zone, since=since)
                keys = list(connection.execute(near).scalars()) if since else []
            if not keys or len(keys) < limit:
                whole = statement(query, limit=limit, order=order, seed=seed, zone=self._zone)
                keys = list(connection.execute(whole).scalars())
            for first in range(0, len(keys), 200):
                yield from self._by_keys(connection, keys[first : first + 200])

    def _relevant(self, query: Query, *, limit: int) -> Iterator[dict[str, Any]]:
        """The newest `WEIGHED` posts that fit by relevance, and behind them what is older, newest first."""
        from firsthand.shell.sql.queries import by_relevance, statement

        with self._engine.connect() as connection:
            most = limit if limit < 0 else max(limit, WEIGHED)
            newest = statement(query, limit=most, order="newest", seed=0, zone=self._zone)
            keys = list(connection.execute(newest).scalars())
            weighed = by_relevance(query, keys[:WEIGHED], limit=WEIGHED)
            if weighed is not None:
                keys[:WEIGHED] = connection.execute(weighed).scalars()
            keys = keys[:limit] if limit >= 0 else keys
            for first in range(0, len(keys), 200):
                yield from self._by_keys(connection, keys[first : first + 200])

    def count(self, query: Query) -> int:
        """How many posts fit a query."""
        from firsthand.shell.sql.queries import statement

        with self._engine.connect() as connection:
            chosen = statement(query, limit=-1, order="newest", seed=0, zone=self._zone).order_by(None).subquery()
            return int(connection.execute(select(func.count()).select_from(chosen)).scalar_one())

    def tallies(self, query: Query) -> Iterator[Tally]:
        """Posts of a query, counted."""
        from firsthand.shell.sql.facets import tallies

        with self._engine.connect() as connection:
            yield from tallies(connection, query, zone=self._zone)

    def banded(self, query: Query) -> Iterator[Banded]:
        """Posts of a query by category and band."""
        from firsthand.shell.sql.facets import banded

        with self._engine.connect() as connection:
            yield from banded(connection, query, zone=self._zone)

    def pile(self, category: str) -> Iterator[PileRow]:
        """Every post that is not hidden, as the reading of a category sees it, in order of time."""
        return self._piled(category, "ORDER BY p.time_key")

    def bands(self, category: str) -> list[tuple[int, int]]:
        """What has a band by word lists, copies folded."""
        with self._engine.connect() as connection:
            found = connection.execute(
                text(
                    "SELECT coalesce(k.root, c.post), max(c.band) FROM categories c JOIN posts p ON p.pk = c.post AND p.hidden = 0 "
                    "LEFT JOIN clusters k ON k.post = c.post WHERE c.category = :category GROUP BY 1 ORDER BY 1"
                ),
                {"category": category},
            )
            return [(root, band) for root, band in found]

    def lane(self, category: str) -> Iterator[PileRow]:
        """What has a band in a category, with all its copies, in order of time."""
        return self._piled(category, f"AND p.pk IN ({_LANE}) ORDER BY +p.time_key")

    def _piled(self, category: str, also: str) -> Iterator[PileRow]:
        with self._engine.connect() as connection:
            found = connection.execute(text(f"{_PILE} {also}"), {"category": category})
            for row in found:
                yield PileRow._make([*row[:-2], _spans(row[-2]) if row[-2] else [], row[-1] or ""])

    def posts_of(self, keys: Sequence[int]) -> list[dict[str, Any]]:
        """Posts by their keys, in the order given."""
        with self._engine.connect() as connection:
            return list(self._by_keys(connection, keys))

    def clusters(self, *, limit: int) -> Iterator[dict[str, Any]]:
        """Near-duplicates by their earliest post, the most copied first."""
        with self._engine.connect() as connection:
            found = connection.execute(
                text(
                    "SELECT (SELECT e.pk FROM clusters f JOIN posts e ON e.pk = f.post WHERE f.root = k.root AND e.hidden = 0 "
                    "ORDER BY e.time_key LIMIT 1), count(*), count(DISTINCT p.account), min(p.posted_us), max(p.posted_us) "
                    "FROM clusters k JOIN posts p ON p.pk = k.post WHERE p.hidden = 0 "
                    "GROUP BY k.root HAVING count(*) > 1 ORDER BY count(*) DESC, k.root LIMIT :limit"
                ),
                {"limit": limit},
            ).all()
            for first in range(0, len(found), 200):
                part = found[first : first + 200]
                rows = self._by_keys(connection, [row[0] for row in part])
                for row, (_, posts, accounts, began, ended) in zip(rows, part, strict=True):
                    yield {"earliest": row, "posts": posts, "accounts": accounts, "first": from_us(began), "last": from_us(ended)}

    def texts(self) -> Iterator[tuple[int, str]]:
        """Key and text of every post that is not hidden, in order of posting."""
        with self._engine.connect() as connection:
            chosen = (
                select(POSTS.pk, POSTS.text)
                .where(POSTS.hidden == 0)
                .order_by(POSTS.time_key)
            )
            for row in connection.execution_options(yield_per=5000).execute(chosen):
                yield row[0], row[1]

    def sharing(self) -> Iterator[Sharing]:
        """What each post may share with others, in order of time."""
        return sharing.sharing(self._engine)

    def together(self) -> list[TogetherRow]:
        """Shares of the groups that were found, by group, item and time."""
        return sharing.together(self._engine)

    def account(self, account: AccountId) -> dict[str, Any]:
        """
        One account with every snapshot of its profile.

        Raises:
            NotFound: It is not held.
        """
        with self._engine.connect() as connection:
            row = connection.execute(select(tables.accounts).where(tables.accounts.c.id == account)).mappings().first()
            if row is None:
                raise NotFound(f"There is no account {account}.", code="no-account", advice="`firsthand accounts` lists them.")
            snapshots = connection.execute(
                select(tables.snapshots)
                .where(tables.snapshots.c.account == account)
                .order_by(tables.snapshots.c.seen_us, tables.snapshots.c.no)
            ).mappings()
            held = connection.execute(
                select(func.count(), func.min(POSTS.time_key), func.max(POSTS.time_key)).where(
                    POSTS.account == account, POSTS.hidden == 0
                )
            ).one()
            return {
                "id": row["id"], "platform": row["platform"], "native_id": row["native_id"], "handle": row["handle"],
                "name": row["name"], "posts": held[0], "first": from_us(key_us(held[1])), "last": from_us(key_us(held[2])),
                "snapshots": _history([_snapshot(dict(one)) for one in snapshots]),
            }  # fmt: skip

    def profiles(self, account: str = "") -> Iterator[dict[str, Any]]:
        """Profiles of an account, or of all that were seen more than once, by account and time, with the run that shows each."""
        which = "s.account = :account" if account else (
            "s.account IN (SELECT account FROM snapshots GROUP BY account HAVING count(*) > 1)"
        )  # fmt: skip
        with self._engine.connect() as connection:
            found = connection.execute(
                text(
                    "SELECT s.*, r.id AS run, r.source FROM snapshots s JOIN runs r ON r.seq = s.run_no "
                    f"WHERE r.undone = 0 AND {which} ORDER BY s.account, s.seen_us IS NULL, s.seen_us, s.no"
                ),
                {"account": account} if account else {},
            )
            for row in found.mappings():
                yield {"account": row["account"], "run": row["run"], "source": row["source"], **_snapshot(dict(row))}

    def accounts(self, *, limit: int) -> Iterator[dict[str, Any]]:
        """Accounts by the number of their posts. No list says anything about anybody's standing."""
        with self._engine.connect() as connection:
            chosen = (
                select(tables.accounts, func.count(POSTS.pk).label("posts"))
                .select_from(tables.accounts.outerjoin(tables.posts, (POSTS.account == tables.accounts.c.id) & (POSTS.hidden == 0)))
                .group_by(tables.accounts.c.id)
                .order_by(func.count(POSTS.pk).desc(), tables.accounts.c.id)
                .limit(limit)
            )
            for row in connection.execute(chosen).mappings():
                yield {k: row[k] for k in ("id", "platform", "native_id", "handle", "name", "posts")}

    def voices(self) -> Iterator[Voice]:
        """Every account with all that it said."""
        return voices.voices(self._engine)

    def shared_rows(self, what: str) -> Iterator[tuple[Any, ...]]:
        """What posts share with others; see `desk.ports.Views.shared_rows`."""
        return voices.rows(self._engine, what)

    def findings(self, account: str) -> list[Finding]:
        """What signals saw of an account."""
        return voices.findings(self._engine, account)

    def resolve_account(self, stated: str) -> AccountId:
        """
        Which account is meant: an id, or a handle with or without @.

        Raises:
            NotFound: None has it.
            Mistaken: Several have it.
        """
        with self._engine.connect() as connection:
            if connection.execute(select(tables.accounts.c.id).where(tables.accounts.c.id == stated)).first():
                return AccountId(stated)
            handle, called = stated.lstrip("@").lower(), func.lower(tables.accounts.c.handle)
            found = connection.execute(select(tables.accounts.c.id).where(called == handle)).scalars().all()
            if not found:  # on the fediverse a handle goes on with its server
                longer = called.startswith(f"{handle}@", autoescape=True)
                found = connection.execute(select(tables.accounts.c.id).where(longer)).scalars().all()
        if not found:
            raise NotFound(f"There is no account {stated}.", code="no-account", advice="`firsthand accounts` lists them.")
        if len(found) > 1:
            raise Mistaken(f"Several accounts are called {stated}.", code="ambiguous-account",
                           advice=f"Name one: {', '.join(sorted(found)[:5])}.")  # fmt: skip
        return AccountId(found[0])

    def acts(self, *, subject: str = "", about: str = "", kind: str = "") -> list[Act]:
        """Acts of people, in order of the ledger."""
        c = tables.acts.c
        chosen = select(tables.acts).order_by(c.seq)
        for column, value in ((c.subject, subject), (c.about, about), (c.kind, kind)):
            if value:
                chosen = chosen.where(column == value)
        with self._engine.connect() as connection:
            return [_act(row) for row in connection.execute(chosen)]

    def acts_about(self, subjects: Sequence[str], kinds: Sequence[str]) -> dict[str, list[Act]]:
        """Acts of some kinds by their subject, for many at once; in order of the ledger."""
        found: dict[str, list[Act]] = {}
        c = tables.acts.c
        with self._engine.connect() as connection:
            for first in range(0, len(subjects), 500):
                some = c.subject.in_(subjects[first : first + 500])
                for row in connection.execute(select(tables.acts).where(some, c.kind.in_(kinds)).order_by(c.seq)):
                    found.setdefault(row.subject, []).append(_act(row))
        return found

    def runs(self, kind: str = "") -> list[RunRow]:
        """Runs in order; `kind` is ``run`` or ``screen``."""
        chosen = select(tables.runs).order_by(tables.runs.c.seq)
        if kind:
            chosen = chosen.where(tables.runs.c.kind == kind)
        with self._engine.connect() as connection:
            return [_run(row) for row in connection.execute(chosen)]

    def run(self, run: str) -> RunRow:
        """
        One run.

        Raises:
            NotFound: There is none of that name.
        """
        found = [one for one in self.runs() if one.id == run]
        if not found:
            raise NotFound(f"There is no run {run}.", code="no-run", advice="`firsthand runs` lists them.")
        return found[0]

    def run_of_key(self, key: str) -> RunRow | None:
        """The first run, not undone, that read these bytes in this way."""
        chosen = (
            select(tables.runs)
            .where(tables.runs.c.key == key, tables.runs.c.undone == 0, tables.runs.c.already == 0)
            .order_by(tables.runs.c.seq)
        )
        with self._engine.connect() as connection:
            row = connection.execute(chosen).first()
        return _run(row) if row else None

    def rejected(self, number: int | None = None) -> Iterator[dict[str, Any]]:
        """Items that could not be read, numbered from 1 over the whole case; or the one of a number."""
        c = tables.rejected.c
        with self._engine.connect() as connection:
            chosen = select(tables.rejected, tables.runs.c.source).join(
                tables.runs, tables.runs.c.id == c.run
            ).order_by(tables.runs.c.seq, c.no)  # fmt: skip
            for count, row in enumerate(connection.execute(chosen).mappings(), 1):
                if number is None or number == count:
                    yield {
                        "no": count, "run": row["run"], "source": row["source"],
                        "where": f"{row['member']}, item {row['n']}" if row["n"] else row["member"],
                        "start": row["start"], "length": row["length"], "code": row["code"], "why": row["why"],
                    }  # fmt: skip

    def gaps(self, run: RunId) -> list[dict[str, Any]]:
        """What the source of a run speaks of and does not hold."""
        chosen = select(tables.gaps).where(tables.gaps.c.run == run).order_by(tables.gaps.c.no)
        with self._engine.connect() as connection:
            return [
                {"code": row["code"], "where": f"{row['member']}, item {row['n']}", "what": row["what"]}
                for row in connection.execute(chosen).mappings()
            ]

    def marks_of_run(self, run: RunId) -> dict[str, int]:
        """How many posts that a run captured are marked, by mark; a mark's own name (``forwarded:NAME``) is left out."""
        with self._engine.connect() as connection:
            found = connection.execute(
                text(
                    "SELECT substr(m.value, 1, instr(m.value || ':', ':') - 1) AS mark, count(DISTINCT p.pk) FROM runs r "
                    "JOIN captures c ON c.run_no = r.seq JOIN posts p ON p.pk = c.post, json_each(p.more, '$.marks') m "
                    "WHERE r.id = :run AND p.hidden = 0 GROUP BY mark ORDER BY mark"
                ),
                {"run": run},
            )
            return {row[0]: row[1] for row in found}

    def readings(self, post: PostId) -> list[dict[str, Any]]:
        """Where other captures of a post say something else."""
        with self._engine.connect() as connection:
            found = connection.execute(
                text(
                    "SELECT r.id AS run, d.item, d.field, d.value FROM readings d JOIN posts p ON p.pk = d.post "
                    "JOIN runs r ON r.seq = d.run_no WHERE p.id = :post ORDER BY d.run_no, d.item, d.field"
                ),
                {"post": post},
            ).mappings()
            return [dict(row) for row in found]

    def place_of(self, post: PostId) -> list[dict[str, Any]]:
        """Where each capture of a post lies: run, number of the item in its run, blob, byte range."""
        with self._engine.connect() as connection:
            found = connection.execute(
                text(
                    "SELECT r.id AS run, c.run_no AS seq, c.item, m.name AS member, m.digest, c.n, c.start, c.length, r.maker "
                    "FROM posts p JOIN captures c ON c.post = p.pk JOIN runs r ON r.seq = c.run_no "
                    "JOIN members m ON m.run = r.id AND m.no = c.member WHERE p.id = :post ORDER BY c.run_no, c.item"
                ),
                {"post": post},
            ).mappings()
            return [dict(row) for row in found]

    def posts_in(self, items: Mapping[str, Iterable[int]]) -> list[str]:
        """Posts that were read from these items, by run."""
        pairs = json.dumps([[run, item] for run, numbers in items.items() for item in numbers])
        with self._engine.connect() as connection:
            found = connection.execute(
                text(
                    "SELECT DISTINCT p.id FROM json_each(:pairs) j JOIN runs r ON r.id = json_extract(j.value, '$[0]') "
                    "JOIN captures c ON c.run_no = r.seq AND c.item = json_extract(j.value, '$[1]') JOIN posts p ON p.pk = c.post"
                ),
                {"pairs": pairs},
            )
            return sorted(found.scalars())

    def media_of(self, posts: Iterable[str]) -> list[str]:
        """Digests of the kept media of posts."""
        chosen = (
            select(tables.media.c.digest).distinct().join(tables.posts, POSTS.pk == tables.media.c.post)
            .where(POSTS.id.in_(sorted(posts)), tables.media.c.digest.is_not(None))
        )  # fmt: skip
        with self._engine.connect() as connection:
            return sorted(connection.execute(chosen).scalars())

    def pictures(self) -> Iterator[Digest]:
        """Digests of the kept pictures of posts that are not hidden, in order."""
        return self._kept("image")

    def films(self) -> Iterator[Digest]:
        """Digests of the kept videos of posts that are not hidden, in order."""
        return self._kept("video")

    def _kept(self, kind: str) -> Iterator[Digest]:
        chosen = (
            select(tables.media.c.digest).distinct().join(tables.posts, POSTS.pk == tables.media.c.post)
            .where(tables.media.c.kind == kind, tables.media.c.digest.is_not(None), POSTS.hidden == 0)
            .order_by(tables.media.c.digest)
        )  # fmt: skip
        with self._engine.connect() as connection:
            yield from [Digest(one) for one in connection.execute(chosen).scalars()]

    def is_shown(self, medium: Digest) -> bool:
        """Whether a post that is not hidden carries it."""
        chosen = (
            select(tables.media.c.digest).join(tables.posts, POSTS.pk == tables.media.c.post)
            .where(tables.media.c.digest == medium, POSTS.hidden == 0).limit(1)
        )  # fmt: skip
        with self._engine.connect() as connection:
            return connection.execute(chosen).first() is not None

    def picture_words(self) -> dict[str, tuple[str, str]]:
        """What a program read in pictures: digest to maker and words."""
        c = tables.picture_words.c
        with self._engine.connect() as connection:
            return {row[0]: (row[1], row[2]) for row in connection.execute(select(c.digest, c.maker, c.words))}

    def captions(self, digests: Iterable[str]) -> list[dict[str, Any]]:
        """Words of those of the files that are subtitles."""
        with self._engine.connect() as connection:
            found = connection.execute(
                text(
                    "SELECT h.digest, min(m.name) AS name, h.lang, h.machine, h.cues FROM json_each(:digests) j "
                    "JOIN heard h ON h.source = 'file:' || j.value JOIN media m ON m.digest = h.digest "
                    "GROUP BY h.digest ORDER BY name, h.digest"
                ),
                {"digests": json.dumps(sorted(set(digests)))},
            ).mappings()
            return [{**row, "machine": bool(row["machine"]), "cues": json.loads(row["cues"])} for row in found]

    def picture_copies(self) -> dict[str, str | None]:
        """How pictures look from far away: digest to mark."""
        c = tables.picture_copies.c
        with self._engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(select(c.digest, c.mark))}

    def same_pictures(self, post: PostId) -> list[dict[str, Any]]:
        """Where the pictures of a post are shown, in order of posting."""
        # Joined in this order (CROSS): from one post by keys, whatever the planner believes of the tables.
        statement = text(
            "SELECT DISTINCT m.digest AS media, k.mark, q.id AS post, q.account, q.handle, q.name, q.posted_us, n.digest, "
            "o.mark AS other, q.time_key, json_extract(q.more, '$.stated') AS posted_stated "
            "FROM posts p CROSS JOIN media m ON m.post = p.pk CROSS JOIN picture_copies k ON k.digest = m.digest "
            "CROSS JOIN picture_copies o ON o.root = k.root CROSS JOIN media n ON n.digest = o.digest "
            "CROSS JOIN posts q ON q.pk = n.post "
            "WHERE p.id = :post AND q.hidden = 0 ORDER BY m.no, q.time_key, n.no"
        )
        with self._engine.connect() as connection:
            return [
                {**{name: row[name] for name in _SAME_PICTURES},
                 "posted_at": from_us(row["posted_us"])}
                for row in connection.execute(statement, {"post": post}).mappings()
            ]  # fmt: skip

    def posts_with(self, digest: str) -> list[str]:
        """Posts that use a medium."""
        chosen = select(POSTS.id).distinct().join(tables.media, POSTS.pk == tables.media.c.post).where(
            tables.media.c.digest == digest
        )  # fmt: skip
        with self._engine.connect() as connection:
            return sorted(connection.execute(chosen).scalars())

    def media_with(self, beginning: str) -> list[str]:
        """Digests of kept media that begin with some hexadecimal digits; at most a few are given."""
        c = tables.media.c
        chosen = select(c.digest).distinct().where(c.digest >= beginning, c.digest < beginning + "g").order_by(c.digest).limit(9)
        with self._engine.connect() as connection:
            return [str(one) for one in connection.execute(chosen).scalars()]

    def answers_to(self, post: PostId) -> list[tuple[str, str]]:
        """Posts that answer or quote a post, in order of time."""
        kind = case((POSTS.reply_to == post, "reply"), else_="quote")
        chosen = (
            select(POSTS.id, kind).where(or_(POSTS.reply_to == post, POSTS.quotes == post), POSTS.hidden == 0, POSTS.id != post)
            .order_by(POSTS.time_key)
        )  # fmt: skip
        with self._engine.connect() as connection:
            return [(row[0], row[1]) for row in connection.execute(chosen)]

    def platforms(self) -> list[str]:
        """Where the held posts were posted."""
        with self._engine.connect() as connection:
            platform = func.substr(POSTS.id, 1, func.instr(POSTS.id, ":") - 1)
            return sorted(connection.execute(select(platform).where(POSTS.hidden == 0).distinct()).scalars())

    def counts(self) -> dict[str, int]:
        """How much the case holds."""
        with self._engine.connect() as connection:
            return {
                "posts": connection.execute(select(func.count()).where(POSTS.hidden == 0).select_from(tables.posts)).scalar_one(),
                "accounts": connection.execute(select(func.count()).select_from(tables.accounts)).scalar_one(),
                "reviewed": connection.execute(
                    select(func.count()).select_from(tables.marks).where(tables.marks.c.mark != "")
                ).scalar_one(),
            }  # fmt: skip

    def _by_keys(self, connection: Connection, keys: Sequence[int]) -> list[dict[str, Any]]:
        found = connection.execute(select(tables.posts).where(POSTS.pk.in_(keys))).mappings()
        by_key = {row["pk"]: dict(row) for row in found}
        return _post_rows(connection, [by_key[key] for key in keys])


_SAME_PICTURES = ("media", "mark", "post", "account", "handle", "name", "posted_stated", "digest", "other")


def _post_rows(connection: Connection, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Posts in the shape of the contract, with media, captures and screening."""
    rows = [{**row, "more": json.loads(row["more"]) if row["more"] else {}} for row in rows]
    keys = json.dumps([row["pk"] for row in rows])

    def by_post(statement: str) -> dict[int, list[Any]]:
        grouped: dict[int, list[Any]] = {}
        for row in connection.execute(text(statement), {"keys": keys}).mappings():
            grouped.setdefault(row["post"], []).append(dict(row))
        return grouped

    each = "FROM json_each(:keys) j JOIN"
    media = by_post(f"SELECT m.* {each} media m ON m.post = j.value ORDER BY m.post, m.no")
    places = by_post(
        f"SELECT c.post, m.digest, m.name, c.n, r.maker {each} captures c ON c.post = j.value JOIN runs r ON r.seq = c.run_no "
        "JOIN members m ON m.run = r.id AND m.no = c.member ORDER BY c.post, c.run_no, c.item"
    )
    languages = by_post(f"SELECT l.post, l.lang {each} languages l ON l.post = j.value")
    clusters = by_post(f"SELECT k.post, p.id AS root {each} clusters k ON k.post = j.value JOIN posts p ON p.pk = k.root")
    bands = by_post(f"SELECT c.* {each} categories c ON c.post = j.value WHERE c.band > 0 ORDER BY c.category")
    return [
        {
            "id": row["id"], **_address(row),
            "account": row["account"], "handle": row["handle"], "name": row["name"],
            "posted_at": from_us(row["posted_us"]), "posted_stated": row["more"].get("stated"),
            "posted_zone": row["more"].get("zone"), "posted_precision": row["more"].get("precision", "second"),
            "text": row["text"], "lang": languages[row["pk"]][0]["lang"] if row["pk"] in languages else row["lang_stated"],
            "reply_to": row["reply_to"], "quotes": row["quotes"], "reposts": row["reposts"],
            "media": [
                {"id": f"{row['id']}#{one['no']}", "kind": one["kind"], "digest": one["digest"], "alt": one["alt"],
                 "url": one["url"], "missing": one["missing"]}
                for one in media.get(row["pk"], ())
            ],
            "captures": [
                {"digest": one["digest"], "where": f"{one['name']}, item {one['n']}", "reader": one["maker"]}
                for one in places.get(row["pk"], ())
            ],
            "cluster": clusters[row["pk"]][0]["root"] if row["pk"] in clusters else None,
            "categories": {
                one["category"]: {"band": BANDS[one["band"]], "why": _spans(one["why"])}
                for one in bands.get(row["pk"], ())
            },
            "place": row["more"].get("place"), "edited_at": from_us(row["more"].get("edited_us")),
            "marks": row["more"].get("marks", []), "versions": row["more"].get("versions", []),
        }
        for row in rows
    ]  # fmt: skip


def _address(row: dict[str, Any]) -> dict[str, Any]:
    platform, _, native = row["id"].partition(":")
    url = row["url"] or usual_url(platform, native, row["handle"])
    return {"platform": platform, "native_id": native, "url": url}


def _spans(stored: str) -> list[dict[str, Any]]:
    """The words that drove a band, with their place in the text."""
    return [{"start": start, "end": end, "text": words} for start, end, words in json.loads(stored)]


def _history(snapshots: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """In order of time, each profile once until it changes; counts alone are no change."""
    told: list[dict[str, Any]] = []
    for one in snapshots:
        if not told or any(one[key] != told[-1][key] for key in ("handle", "name", "bio", "place", "links", "avatar", "marks")):
            told.append(one)
    return told


def _snapshot(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "seen": from_us(row["seen_us"]), "handle": row["handle"], "name": row["name"], "bio": row["bio"],
        "place": row["place"], "links": json.loads(row["links"]) if row["links"] else [], "avatar": row["avatar"],
        "created": from_us(row["created_us"]), "followers": row["followers"], "following": row["following"],
        "posts": row["posts"], "marks": json.loads(row["marks"]) if row["marks"] else [],
    }  # fmt: skip


def _act(row: Any) -> Act:
    return Act(
        seq=Seq(row.seq), kind=row.kind, subject=row.subject, about=row.about,
        at=datetime.fromtimestamp(row.at_us / 1_000_000, UTC),
        actor=Actor(name=row.actor, key=PersonKey(row.actor_key)), detail=json.loads(row.detail), undone=bool(row.undone),
    )  # fmt: skip


def _run(row: Any) -> RunRow:
    return RunRow(*row)
