"""
Filling the views: from items while they are read, and from entries while they are appended or replayed.

The same functions serve the first reading and `views rebuild`; that is why both give the same rows. Posts get their keys
in reading order, so a replay gives the same keys too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from firsthand.desk.ports import Added
from firsthand.ledger.blobs import blobs_of
from firsthand.ledger.entry import Entry
from firsthand.model.ids import RunId
from firsthand.model.post import Post, Sighting
from firsthand.model.reading import Gap, Item, Rejected
from firsthand.shell.sql import rows
from firsthand.shell.sql.tables import views
from firsthand.text.fold import fold
from firsthand.text.subtitles import Captions
from firsthand.text.words import fold_words

Cursor = Any
"""A DB-API cursor or connection of SQLite."""

RUN_COUNTS = ("seen", "kept", "already", "rejected", "failed", "posts", "accounts", "media", "gaps")
POST_KINDS = frozenset({"mark", "grade"})


def insert(table: str, columns: Sequence[str], *, conflict: str = "") -> str:
    """The text of an insert statement."""
    places = ",".join("?" * len(columns))
    return f"INSERT INTO {table}({','.join(columns)}) VALUES({places}) {conflict}"


INSERT_POST = insert("posts", rows.POST_COLUMNS, conflict="ON CONFLICT(id) DO NOTHING")
INSERT_SNAPSHOT = insert("snapshots", rows.SNAPSHOT_COLUMNS)

_READING = "p.pk, p.text, p.posted_us"


class _Reading(NamedTuple):
    """What an earlier reading of a post said."""

    pk: int
    text: str
    posted_us: int | None


class ViewWriter:
    """Writes one run's items into the views. `run_no` is the ledger number of the run's entry."""

    def __init__(self, cursor: Cursor, zone: ZoneInfo, run_no: int) -> None:
        self._cursor = cursor
        self._zone = zone
        self._run_no = run_no
        self._next_pk = _value(cursor, "SELECT coalesce(max(pk), 0) + 1 FROM posts")

    def add_items(self, items: Sequence[Item], *, first: int, members: Mapping[str, int]) -> Added:
        """Write a batch of items; returns what was new."""
        zone, low = self._zone, self._next_pk
        batch: dict[str, int] = {}
        posts: list[Post] = []
        again: list[tuple[Post, int]] = []
        captures: list[tuple[Any, ...]] = []
        sights: list[Sighting] = []
        run_no, fresh = self._run_no, low
        for number, (member, n, start, length, _, item_posts, seen) in enumerate(items, first):
            if seen:
                sights += seen
            for post in item_posts:
                pk = batch.setdefault(post.id, fresh)
                if pk == fresh:
                    fresh += 1
                    posts.append(post)
                else:
                    again.append((post, number))
                captures.append((pk, run_no, number, members[member], n, start, length))
        rows_new = rows.post_rows(low, posts, zone)
        self._cursor.executemany(INSERT_POST, rows_new)
        held = self._held(low, posts, rows_new)
        if held:
            moved = {old: held[post.id].pk for post, old in zip(posts, range(low, low + len(posts)), strict=True) if post.id in held}
            first_seen = {pk: number for pk, _, number, *_ in reversed(captures)}
            again += [(post, first_seen[batch[post.id]]) for post in posts if post.id in held]
            captures = [(moved.get(row[0], row[0]), *row[1:]) for row in captures]
            rows_new = [row for row in rows_new if row[0] not in moved]
            posts = [post for post in posts if post.id not in held]
        for post, number in again:
            self._disagree(held.get(post.id) or self._reading(batch[post.id]), post, number)
        self._next_pk = low + len(batch)
        return self._write_rest(posts, rows_new, captures, sights)

    def _held(self, low: int, posts: list[Post], rows_new: list[tuple[Any, ...]]) -> dict[str, _Reading]:
        """
        Which of the posts just offered were in the case before.

        The insert leaves them out by their id; a walk over the new keys tells which, and only those are looked up.
        """
        cursor = self._cursor
        there = {pk for (pk,) in cursor.execute("SELECT pk FROM posts WHERE pk >= ?", (low,))}
        if len(there) == len(rows_new):
            return {}
        missing = json.dumps([post.id for pk, post in enumerate(posts, low) if pk not in there], ensure_ascii=False)
        found = cursor.execute(
            f"SELECT p.id, {_READING} FROM json_each(?) j CROSS JOIN posts p ON p.id = j.value", (missing,)
        )
        return {post: _Reading(*read) for post, *read in found}

    def _reading(self, pk: int) -> _Reading:
        return _Reading(*self._cursor.execute(f"SELECT {_READING} FROM posts p WHERE p.pk = ?", (pk,)).fetchone())

    def _write_rest(
        self, posts: list[Post], rows_new: list[tuple[Any, ...]], captures: list[tuple[Any, ...]], sights: list[Sighting]
    ) -> Added:
        cursor = self._cursor
        keys = [row[0] for row in rows_new]
        moments = [row[rows.TIME_KEY] for row in rows_new]
        words = fold_words([post.text for post in posts])
        # In order of time, for the index flushes whenever a row number falls.
        cursor.executemany(
            "INSERT INTO post_words(rowid, words) VALUES(?,?)", sorted(zip(moments, words, strict=True))
        )
        cursor.executemany("INSERT OR IGNORE INTO captures VALUES(?,?,?,?,?,?,?)", captures)
        media = [(pk, no, *one) for pk, post in zip(keys, posts, strict=True) if post.media for no, one in enumerate(post.media)]
        cursor.executemany("INSERT INTO media VALUES(?,?,?,?,?,?,?,?)", media)
        known = [moment for moment in moments if moment >> rows.KEY_BITS]
        first, last = rows.key_us(min(known, default=None)), rows.key_us(max(known, default=None))
        return Added(len(posts), self._add_sightings(sights), len(media), first, last)

    def _disagree(self, held: _Reading, post: Post, number: int) -> None:
        """Another reading of the same post: where it says something else, both are kept."""
        said = [("text", post.text)] if post.text != held.text else []
        said += [("mark", mark) for mark in post.marks if mark == "deleted" or mark.startswith("withheld")]
        at = rows.to_us(post.posted.at)
        if at is not None and held.posted_us is not None and at // 1_000_000 != held.posted_us // 1_000_000:
            said.append(("posted", rows.from_us(at) or ""))
        self._cursor.executemany(
            "INSERT OR IGNORE INTO readings VALUES(?,?,?,?,?)",
            [(held.pk, self._run_no, number, field, value) for field, value in said],
        )

    def _add_sightings(self, sights: Iterable[Sighting]) -> int:
        by_account: dict[str, list[Sighting]] = {}
        for one in sights:
            by_account.setdefault(one.id, []).append(one)
        if not by_account:
            return 0
        wanted = json.dumps(list(by_account), ensure_ascii=False)
        latest = {
            row[0]: (row[1], row[2:])
            for row in self._cursor.execute(
                f"SELECT s.account, s.no, {','.join('s.' + name for name in rows.PROFILE)} FROM json_each(?) j "
                "CROSS JOIN snapshots s ON s.account = j.value "
                "WHERE s.no = (SELECT max(no) FROM snapshots t WHERE t.account = s.account)",
                (wanted,),
            )
        }
        fresh, snapshots, newest = [], [], []
        for account, seen in by_account.items():
            no, profile = latest.get(account, (-1, None))
            for one in seen:
                now = rows.profile_of(one)
                if now != profile:
                    no, profile = no + 1, now
                    snapshots.append(rows.snapshot_row(no, self._run_no, one, self._zone))
            last = seen[-1]
            seen_us = rows.sort_us(last.seen, self._zone)
            if account in latest:
                newest.append((last.handle, last.name, seen_us, account, seen_us))
            else:
                fresh.append((account, last.platform, last.native_id, last.handle, last.name, seen_us))
        cursor = self._cursor
        cursor.executemany(INSERT_SNAPSHOT, snapshots)
        cursor.executemany("INSERT INTO accounts VALUES(?,?,?,?,?,?)", fresh)
        cursor.executemany(
            "UPDATE accounts SET handle=?, name=?, seen_us=? WHERE id=? AND coalesce(seen_us, -1) <= coalesce(?, -1)",
            newest,
        )
        return len(fresh)


def add_rejected(cursor: Cursor, run: RunId, found: Sequence[Rejected], *, first: int) -> None:
    """List items that could not be read; `first` is the number of the first."""
    cursor.executemany(
        "INSERT INTO rejected VALUES(?,?,?,?,?,?,?,?)",
        [(run, first + i, r.member, r.n, r.start, r.length, r.code, r.why) for i, r in enumerate(found)],
    )


def add_gaps(cursor: Cursor, run: RunId, found: Sequence[Gap], *, first: int) -> None:
    """List what a source speaks of and does not hold."""
    cursor.executemany(
        "INSERT INTO gaps VALUES(?,?,?,?,?,?)",
        [(run, first + i, gap.code, gap.member, gap.n, gap.what) for i, gap in enumerate(found)],
    )


def add_heard(cursor: Cursor, found: Iterable[tuple[str, Captions]]) -> None:
    """Write the words of files of subtitles, by digest."""
    cursor.executemany(
        "INSERT OR IGNORE INTO heard VALUES(?,?,?,?,?,?)",
        [_heard(f"file:{digest}", digest, one.lang, one.machine, one.cues) for digest, one in found],
    )


def _heard(source: str, digest: str, lang: str, machine: bool, cues: Iterable[Sequence[Any]]) -> tuple[Any, ...]:
    told = [list(cue) for cue in cues]
    words = " ".join(fold(" ".join(str(cue[2]) for cue in told)).split())
    return source, digest, lang, int(machine), json.dumps(told, ensure_ascii=False), words


def replace_screening(cursor: Cursor, step: str, found: Sequence[tuple[Any, ...]]) -> None:
    """Put the output of a step in place of the last one."""
    table, width = {
        "languages": ("languages", 4), "clusters": ("clusters", 3), "categories": ("categories", 4), "pictures": ("picture_words", 4),
        "copies-of-pictures": ("picture_copies", 3), "together": ("together", 8), "ranking": ("rankings", 7),
        "signals": ("findings", 11),
    }[step]  # fmt: skip
    cursor.execute(f"DELETE FROM {table}")
    cursor.executemany(f"INSERT INTO {table} VALUES({','.join('?' * width)})", found)


def apply(cursor: Cursor, entry: Entry) -> None:
    """Bring the views up to one entry (items of runs and outputs of screening are written apart)."""
    detail = entry.detail
    cursor.executemany(
        "INSERT OR IGNORE INTO blobs VALUES(?,?)", [(blob, entry.seq) for blob in blobs_of(detail)]
    )
    if entry.kind in ("run", "screen"):
        _apply_run(cursor, entry)
    elif entry.kind == "undo-run":
        _undo_run(cursor, detail["run"])
    actor = detail.get("actor", {})
    if actor.get("kind") != "person":
        return
    cursor.execute(
        "INSERT INTO acts VALUES(?,?,?,?,?,?,?,?,0)",
        (
            entry.seq, entry.kind, detail.get("subject", ""), str(detail.get("about", "")), detail["at_us"],
            actor["name"], actor.get("key", ""), json.dumps(detail, ensure_ascii=False, sort_keys=True),
        ),
    )  # fmt: skip
    if entry.kind == "undo":
        cursor.execute("UPDATE acts SET undone = 1 WHERE seq = ?", (int(detail["about"]),))
        _refresh_mark(cursor, detail.get("subject", ""))
        cursor.execute("DELETE FROM heard WHERE source = ?", (f"entry:{int(detail['about'])}",))
    elif entry.kind == "transcribe":
        row = _heard(f"entry:{entry.seq}", detail["subject"].removeprefix("media:"), detail["lang"], bool(detail["tool"]), detail["cues"])
        cursor.execute("INSERT INTO heard VALUES(?,?,?,?,?,?)", row)
    elif entry.kind in POST_KINDS:
        _refresh_mark(cursor, detail["subject"])


def _apply_run(cursor: Cursor, entry: Entry) -> None:
    detail = entry.detail
    counts = detail.get("counts", {})
    cursor.execute(
        f"INSERT INTO runs VALUES({','.join('?' * 22)})",
        (
            detail["run"], entry.seq, entry.kind, detail["at_us"], detail["source"], detail.get("capture"),
            detail["maker"], *(counts.get(name, 0) for name in RUN_COUNTS), detail.get("first_us"),
            detail.get("last_us"), detail.get("found_by"), detail["actor"]["name"], 0, detail.get("key"),
        ),
    )  # fmt: skip
    cursor.executemany(
        "INSERT INTO members VALUES(?,?,?,?,?,?)",
        [(detail["run"], no, m["name"], m["digest"], m["size"], m["role"]) for no, m in enumerate(detail.get("members", ()))],
    )
    cursor.execute(
        "UPDATE posts SET hidden = 0 WHERE hidden = 1 AND pk IN (SELECT post FROM captures WHERE run_no = ?)",
        (entry.seq,),
    )
    named = {m["name"]: m["digest"] for m in detail.get("members", ()) if not m.get("gone")}
    if any(m["role"] == "media" for m in detail.get("members", ())):
        found = cursor.execute(
            "SELECT DISTINCT m.post, m.no, m.name FROM captures c JOIN media m ON m.post = c.post "
            "WHERE c.run_no = ? AND m.name IS NOT NULL AND m.digest IS NULL",
            (entry.seq,),
        ).fetchall()
        cursor.executemany(
            "UPDATE media SET digest = ? WHERE post = ? AND no = ?",
            [(named[name], post, no) for post, no, name in found if name in named],
        )


def _undo_run(cursor: Cursor, run: str) -> None:
    cursor.execute("UPDATE runs SET undone = 1 WHERE id = ?", (run,))
    (run_no,) = cursor.execute("SELECT seq FROM runs WHERE id = ?", (run,)).fetchone()
    cursor.execute(
        "UPDATE posts SET hidden = 1 WHERE pk IN (SELECT post FROM captures WHERE run_no = ?) AND pk NOT IN ("
        "SELECT c.post FROM captures c JOIN runs r ON r.seq = c.run_no WHERE r.undone = 0)",
        (run_no,),
    )


def _refresh_mark(cursor: Cursor, post: str) -> None:
    """What stands for a post now: its last mark, its last status."""
    last: dict[str, str | None] = {}
    for kind, key in (("mark", "mark"), ("grade", "status")):
        row = cursor.execute(
            "SELECT detail FROM acts WHERE subject = ? AND kind = ? AND undone = 0 ORDER BY seq DESC LIMIT 1",
            (post, kind),
        ).fetchone()
        last[key] = json.loads(row[0]).get(key) if row else None
    if last["mark"] is None and last["status"] is None:
        cursor.execute("DELETE FROM marks WHERE post = ?", (post,))
    else:
        cursor.execute(
            "INSERT INTO marks VALUES(?,?,?) ON CONFLICT(post) DO UPDATE SET mark=excluded.mark, status=excluded.status",
            (post, last["mark"] or "", last["status"]),
        )


def view_tables() -> list[str]:
    """Names of all views, in a fixed order."""
    return sorted(views.tables)


def _value(cursor: Cursor, statement: str) -> int:
    return int(cursor.execute(statement).fetchone()[0])
