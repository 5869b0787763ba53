"""Collect: capture what a person points at, recognise it, read it, and enter the run into the ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from firsthand.desk.ports import Added, Desk, KeptFiles, Member, Pen, Progress, Source
from firsthand.desk.reading import FAILURES, Lost, Portion, chosen
from firsthand.desk.transcribe import captions_in
from firsthand.desk.unread import known, looks
from firsthand.ledger.canonical import canonical, digest
from firsthand.model.actor import Actor
from firsthand.model.adapter import Adapter
from firsthand.model.errors import Refused, Unavailable
from firsthand.model.ids import Digest, RunId
from firsthand.model.minimise import FIELDS, lessened, unread
from firsthand.model.minimise import PRIVATE as PRIVATE_FILES
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.model.run import Counts
from firsthand.model.sealed import PRIVATE
from firsthand.readers.seam import Files, Setting

BY_ITSELF = 0.1
"""Confidence of a find whose files are no source where another find counts them among its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """
    How a person wants a source to be read.

    Attributes:
        reader: Name of a reader that must be used; empty: the one that recognises it.
        found_by: How the source was found, in the person's words.
        columns: For tables, role to header.
        platform: For tables, the platform.
        options: Settings of the reader, name to value, as its adapter declares them.
        because: Why people's posts are gathered; it must be said where the plan says nothing, and stands in the run's entry.
        mapping: Name of the saved mapping that `columns` come from; for the entry only.
    """

    reader: str = ""
    found_by: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    platform: str = ""
    options: tuple[tuple[str, str], ...] = ()
    because: str = ""
    mapping: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """One source, read: the row of `collect --json`."""

    run: RunId
    source: str
    capture: Digest | None
    reader: str
    counts: Counts
    first_us: int | None = None
    last_us: int | None = None
    reasons: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Tally:
    """What a run has come to so far."""

    kept: int = 0
    rejected: int = 0
    failed: int = 0
    posts: int = 0
    accounts: int = 0
    media: int = 0
    gaps: int = 0
    first_us: int | None = None
    last_us: int | None = None
    reasons: list[tuple[str, str]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    listed: int = 0

    def add(self, added: Added) -> None:
        self.posts += added.posts
        self.accounts += added.accounts
        self.media += added.media
        self.first_us = _least(self.first_us, added.first_us)
        self.last_us = _most(self.last_us, added.last_us)

    def counts(self) -> Counts:
        return Counts(
            seen=self.kept + self.rejected + self.failed,
            kept=self.kept, rejected=self.rejected, failed=self.failed,
            posts=self.posts, accounts=self.accounts, media=self.media, gaps=self.gaps,
        )  # fmt: skip


def collect(
    desk: Desk, sources: Iterable[Source], order: Order, *, actor: Actor, progress: Progress
) -> Iterator[RunReport]:
    """
    Collect from sources; each recognised group of files gives one run and one entry.

    Args:
        actor: A person, or the program itself when nobody is named.

    Yields:
        A report per run, as soon as it is durable.

    Raises:
        Mistaken: `order.reader` is no reader of ours.
        Refused: The plan is empty, and no reason is given. Nothing was kept.
    """
    if desk.plan.empty and not order.because.strip():
        raise Refused(
            "The plan of this case says no question, no place and no period: nobody could say why these posts are gathered.",
            code="empty-plan",
            advice="Write at least one of them into case.toml, or say the reason with --because.",
        )
    adapters = {one.name: one for one in chosen(desk.readers, order.reader, order.options)}
    for source in sources:
        found, failures = desk.reading.find(list(adapters.values()), order.options, source.files)
        finds = settled(found) or _stated(order, source.files)
        taken = {name for find in finds for name in (*find.members, *find.media)}
        sealed = {name for find in finds for name in find.sealed}
        others = tuple(name for name in source.files.names() if name not in taken and name not in sealed)
        for number, find in enumerate(finds):
            extra = others if source.whole and number == 0 else ()
            first, alone = number == 0, len(finds) == 1
            yield _read_run(desk, source, find, extra, adapters[find.reader], order, actor, progress, first=first, alone=alone)
        left = () if source.whole and finds else others
        if left or source.refused:
            yield _unread(desk, source, left, failures, order, actor, alone=not finds)


def settled(found: Iterable[Find]) -> list[Find]:
    """
    Each file goes to the most confident reader, a tie to the first registered.

    A picture that is a medium of a chat is not a source of its own: a find no surer than `BY_ITSELF` leaves such files out.
    """
    chosen: list[Find] = []
    taken: set[str] = set()
    held: set[str] = set()
    for find in sorted(found, key=lambda one: -one.confidence):
        if find.confidence <= BY_ITSELF:
            find = find._replace(members=tuple(name for name in find.members if name not in taken | held))
        if not find.members or taken.intersection(find.members):
            continue
        chosen.append(find)
        taken.update(find.members)
        held.update(find.media, find.sealed)
    return sorted(
        (one._replace(media=tuple(name for name in one.media if name not in taken)) for one in chosen),
        key=lambda one: one.members,
    )


def _stated(order: Order, files: Files) -> list[Find]:
    """A person says what the columns are: then every table is read so, and what does not fit is rejected with its reason."""
    found = []
    for name in files.names() if order.columns else ():
        head = files.head(name, 512).removeprefix(b"\xef\xbb\xbf").lstrip()
        reader = order.reader or ("json-tables" if head[:1] in (b"{", b"[") else "tables")
        if head and (order.reader or name.lower().endswith(STATED)):
            found.append(Find(reader, (name,), (), 0.1, "as a person stated"))
    return found


def sealed_gaps(names: Sequence[str], kept: Collection[str] = ()) -> list[Gap]:
    """
    What a source holds and nobody may read: it is named.

    Args:
        kept: Those that were kept sealed.
    """
    how = {True: "kept sealed, with a key of its own", False: "not kept"}
    return [Gap("sealed", name, 0, f"private messages or contacts: never read; {how[name in kept]}") for name in names]


def _seal_private(desk: Desk, pen: Pen, files: Files, names: Sequence[str]) -> list[dict[str, Any]]:
    """Seal what nobody may read, unless the plan wants as little as possible; a file that cannot be opened is left out."""
    found = []
    for name in () if PRIVATE_FILES in desk.plan.minimise else names:
        if not files.head(name, 1):
            continue
        try:
            with files.open(name) as stream:
                found.append(pen.seal(PRIVATE, stream, name=name))
        except Unavailable as error:
            if error.code != "unreadable":
                raise
    return found


def minimised_gaps(fields: Sequence[str], find: Find) -> list[Gap]:
    """What was left out because the plan says so; it still stands in the file."""
    told = "; ".join(FIELDS[one] for one in fields if one in FIELDS)
    where = find.members[0] if find.members else ""
    return [Gap("minimised", where, 0, f"left out, as the plan says: {told}")] if fields else []


def less(read: Iterable[Portion], fields: Collection[str]) -> Iterator[Portion]:
    """A reading without the fields that the plan does not want."""
    for one in read:
        rows = [lessened(row, fields) if type(row) is Item else row for row in one.rows] if fields else one.rows
        yield one._replace(rows=rows)


def odd_gaps(odd: Sequence[Sequence[str]]) -> list[Gap]:
    """What is strange about the archive that the files came in."""
    return [Gap("odd-name", name, 0, why) for name, why in odd]


def setting_of(desk: Desk, order: Mapping[str, Any], label: str, day: str = "") -> Setting:
    """What a reader may know; the same words serve the first reading and every later one."""
    return Setting(
        zone=desk.plan.zone,
        languages=desk.plan.languages,
        source_name=label,
        columns=tuple((role, header) for role, header in order.get("columns", ())),
        platform=order.get("platform", ""),
        day=day,
    )


def _read_run(
    desk: Desk, source: Source, find: Find, extra: tuple[str, ...], adapter: Adapter,
    order: Order, actor: Actor, progress: Progress, *, first: bool, alone: bool,
) -> RunReport:  # fmt: skip
    files, members = _capture(source, find, extra, progress)
    readable = find._replace(members=tuple(name for name in find.members if name in set(files.names())))
    capture = _capture_digest(members)
    stated = {"columns": [list(pair) for pair in order.columns], "platform": order.platform,
              "options": [list(pair) for pair in order.options]}  # fmt: skip
    fields = unread(desk.plan.minimise)
    key = digest(canonical([capture, adapter.maker, stated, *([list(fields)] if fields else [])]))
    run = RunId("r" + desk.chance.token(6).hex())
    odd = [list(one) for one in source.odd] if first else []
    day = desk.clock.now().date().isoformat()
    label, name = _labels(source, find, alone=alone)
    detail: dict[str, Any] = {
        "run": run, "source": label, "source_name": name, "capture": capture, "maker": adapter.maker, "key": key, "stated": stated,
        "members": [member._asdict() for member in members], "archive": source.archive, "recognised": find.why,
        "found_by": order.found_by or None, "sealed": list(find.sealed), "day": day, **({"odd": odd} if odd else {}),
        **({"mapping": order.mapping} if order.mapping else {}), **({"minimise": list(fields)} if fields else {}), **_reason(order),
    }  # fmt: skip
    with desk.book.writing() as pen:
        earlier = desk.views.run_of_key(key)
        if earlier is not None:
            counts = Counts(seen=earlier.seen, already=earlier.seen, gaps=len(odd))
            if odd:
                pen.add_gaps(run, odd_gaps(odd), first=0)
            pen.append("run", {**detail, "counts": _as_dict(counts), "already_in": earlier.id}, actor=actor)
            return RunReport(run=run, source=label, capture=capture, reader=adapter.name, counts=counts)
        numbers = {member.name: number for number, member in enumerate(members)}
        pen.begin_run(run, numbers)
        setting = setting_of(desk, stated, name, day)
        if kept := _seal_private(desk, pen, source.files, find.sealed):
            detail["envelopes"] = kept
        gaps = [*sealed_gaps(find.sealed, {one["name"] for one in kept}), *odd_gaps(odd), *minimised_gaps(fields, readable)]
        read = desk.reading.read(adapter, order.options, files, readable, setting)
        portions = chain([Portion([], gaps)], less(read, fields))
        tally = _read_into(pen, run, portions, files, readable, progress)
        words, silent = captions_in(desk.reading, files, _subtitled(members, fields))
        pen.add_heard(words)
        if silent:
            pen.add_gaps(run, silent, first=tally.gaps)
            tally.gaps += len(silent)
        root, items = pen.end_items()
        counts = tally.counts()
        pen.append(
            "run",
            {**detail, "counts": _as_dict(counts), "items": items, "first_us": tally.first_us, "last_us": tally.last_us,
             "failures": tally.failures, **({"lost": [list(one) for one in tally.lost]} if tally.lost else {})},
            actor=actor, items_root=root,
        )  # fmt: skip
    return RunReport(
        run=run, source=label, capture=capture, reader=adapter.name, counts=counts,
        first_us=tally.first_us, last_us=tally.last_us, reasons=tuple(tally.reasons[:5]),
    )  # fmt: skip


def _subtitled(members: Iterable[Member], fields: Collection[str]) -> dict[str, Digest]:
    """Media among which subtitles are looked for."""
    return {} if "media" in fields else {one.name: one.digest for one in members if one.role == "media"}


def _reason(order: Order) -> dict[str, str]:
    return {"because": order.because.strip()} if order.because.strip() else {}


def _labels(source: Source, find: Find, *, alone: bool) -> tuple[str, str]:
    """
    What the run is called, and what the reader takes for the name of the chat or table. One of several runs of an archive is called
    by its files too.

    The second is the same whether a file is handed over alone or in a folder: identifiers may rest on it.
    """
    if source.archive:
        folder = find.members[0].rpartition("/")[0] if len(find.members) > 1 else find.members[0]
        return source.label if alone else f"{source.label}/{folder}".rstrip("/"), source.label.rpartition("/")[2]
    if source.whole:
        return source.label, source.label
    folder, _, name = find.members[0].rpartition("/")
    several = folder if len(find.members) > 1 else find.members[0]
    label = f"{source.label}/{several}".rstrip("/")
    return label, (folder.rpartition("/")[2] or source.label) if name == "_chat.txt" else name


def _capture(source: Source, find: Find, extra: tuple[str, ...], progress: Progress) -> tuple[KeptFiles, list[Member]]:
    """Keep the bytes first; only then may anybody read them."""
    names = dict.fromkeys((*find.members, *find.media, *extra))
    done = 0

    def on_bytes(count: int) -> None:
        nonlocal done
        done += count
        progress(f"keeping {source.label}", done, None)

    files = source.keep(tuple(names), on_bytes)
    roles = {
        **dict.fromkeys(extra, "other"),
        **dict.fromkeys(find.media, "media"),
        **dict.fromkeys(find.members, "main"),
    }
    return files, [Member(name, *files.member(name), roles[name]) for name in names if name in set(files.names())]


def _capture_digest(members: Sequence[Member]) -> Digest:
    """A single file is its own capture; several are captured as the list of their names and digests."""
    main = [one for one in members if one.role in ("main", "media")]
    if len(main) == 1:
        return main[0].digest
    return digest(canonical([[one.name, one.digest] for one in main]))


def _read_into(
    pen: Pen, run: RunId, portions: Iterable[Portion], files: Files, find: Find, progress: Progress
) -> Tally:
    tally = Tally()
    sizes, before = {}, 0
    for name in find.members:
        sizes[name] = before
        before += files.size(name)
    first = 0
    for rows, gaps, failure, lost in portions:
        if lost:
            tally.lost.append(lost)
            tally.failures.append(lost.why)
        if rows:
            pen.commit_items(rows)
            add_portion(pen, run, rows, first, tally)
            first += len(rows)
            last = rows[-1]
            done = sizes.get(last.member, 0) + max(last.start, 0) + last.length
            progress(f"reading {find.members[0]}", done, before)
        if failure:
            tally.failed += 1
            gaps = [*gaps, Gap("reader-failed", find.members[0], 0, failure)]
            tally.reasons.append(("reader-failed", failure))
            tally.failures.append(failure)
        if gaps:
            pen.add_gaps(run, gaps, first=tally.gaps)
            tally.gaps += len(gaps)
    return tally


def add_portion(pen: Any, run: RunId, rows: Sequence[Item | Rejected | None], first: int, tally: Tally) -> None:
    """
    Write a portion into the views and count it. Runs of items between rejected ones keep their own numbers.

    Args:
        rows: None where an item was erased: it keeps its number, and nothing else.
    """
    start = 0
    for end in range(len(rows) + 1):
        if end < len(rows) and type(rows[end]) is Item:
            continue
        items = rows[start:end]
        if items:
            tally.add(pen.add_items(items, first=first + start))
            tally.kept += len(items)
        if end < len(rows) and (bad := rows[end]) is not None:
            assert isinstance(bad, Rejected)
            pen.add_rejected(run, [bad], first=tally.listed)
            tally.listed += 1
            if bad.code in FAILURES:
                tally.failed += 1
            else:
                tally.rejected += 1
            tally.reasons.append((bad.code, bad.why))
        start = end + 1


def _unread(
    desk: Desk, source: Source, left: Sequence[str], failures: Sequence[str], order: Order, actor: Actor, *,
    alone: bool,
) -> RunReport:  # fmt: skip
    """Enter what nobody could read: nothing that a person pointed at goes without a word."""
    forced = order.reader
    sizes = {name: source.files.size(name) for name in left}
    rows = [
        Rejected(name, 0, 0, size, b"", *_why_unread(name, size, source.files.head(name, 512), forced))
        for name, size in sizes.items()
    ]
    if failures:
        rows = [row._replace(code="reader-failed", why=f"{row.member}: {failures[0]}") if row.code == "no-reader" else row
                for row in rows]  # fmt: skip
    rows += [Rejected(name, 0, 0, 0, b"", code, why) for name, code, why in source.refused]
    run = RunId("r" + desk.chance.token(6).hex())
    odd = [list(one) for one in source.odd] if alone else []
    counts = Counts(seen=len(rows), rejected=len(rows), gaps=len(odd))
    with desk.book.writing() as pen:
        pen.add_rejected(run, rows, first=0)
        if odd:
            pen.add_gaps(run, odd_gaps(odd), first=0)
        pen.append(
            "run",
            {"run": run, "source": source.label, "capture": None, "maker": "none", "counts": _as_dict(counts),
             "members": [], "archive": source.archive, "found_by": order.found_by or None,
             "unread": [[row.member, row.length, row.code, row.why] for row in rows], **({"odd": odd} if odd else {}),
             **_reason(order)},
            actor=actor,
        )  # fmt: skip
    reasons = tuple((row.code, row.why) for row in rows[:5])
    return RunReport(run=run, source=source.label, capture=None, reader="none", counts=counts, reasons=reasons)


TABLES = (".csv", ".tsv", ".xlsx")
STATED = (*TABLES, ".txt", ".json", ".jsonl", ".ndjson")
"""Endings of files that a stated mapping may be tried on when nothing recognises them."""


def _why_unread(name: str, size: int, head: bytes, forced: str) -> tuple[str, str]:
    if size == 0:
        return "empty", f"{name} is empty. Ask for it again; nothing was read from it."
    if found := known(head):
        return "no-reader", f"{name}: it is {found.told}"
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16", f"{name}: it is UTF-16, and not a table. Save it as UTF-8 and collect it again."
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:14].lower().startswith((b"<!doctype html", b"<html")):
        return "html-page", f"{name}: it is a page of HTML, perhaps an error that was saved in place of the export. Export it again."
    if name.lower().endswith(TABLES):
        return "no-text-column", (
            f"{name}: no column looks like the words of messages. Name it: --reader tables --columns text=HEADER"
        )
    if forced:
        return "wrong-reader", f"{name}: the reader {forced} does not recognise it. Leave out --reader to let all look."
    return "no-reader", f"{name}: no reader recognises it. {looks(head)}"


def _as_dict(counts: Counts) -> dict[str, int]:
    return {name: getattr(counts, name) for name in counts.__slots__}


def _least(a: int | None, b: int | None) -> int | None:
    return b if a is None else a if b is None else min(a, b)


def _most(a: int | None, b: int | None) -> int | None:
    return b if a is None else a if b is None else max(a, b)
