"""
Translation sheets: messages handed to a translator, and what they bring back.

A sheet leaves the desk, so it is covered as print is: what could expose somebody stands as ``⟦phone⟧``, decided or not,
unless a person decided to keep it. It names no author and no post; only the entry by which it was handed out knows which row
is which post. What comes back is a proposal until a person with both languages has read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from firsthand.desk.care import consents, spans
from firsthand.desk.glossary import Term, unmet
from firsthand.desk.ports import Desk
from firsthand.desk.record import need_word, record
from firsthand.desk.search import query_of
from firsthand.desk.story import cards, story_files
from firsthand.desk.translate import translations
from firsthand.ledger.entry import Entry
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken, NotFound, Refused
from firsthand.model.ids import PostId
from firsthand.text.sheets import MOST_ROWS, Row, write_csv, write_xliff

FORMATS = ("csv", "xliff")
_COVER = re.compile(r"⟦[^⟦⟧]{1,40}⟧")


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A sheet that was handed out: where it lies, how many rows, how many were there already, how many stay, its entry."""

    path: str
    rows: int
    done: int
    closed: int
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """
    A row that came back.

    Attributes:
        no: Its number in the sheet.
        post: The post, or empty when the row was not taken.
        entry: The new translation, or None.
        code, why: Why it was not taken; or, beside an entry, what a person should look at.
    """

    no: int
    post: str = ""
    entry: int | None = None
    code: str = ""
    why: str = ""


def hand_out(
    desk: Desk, target: str, *, format: str, lang: str, query: str | None = None, story: str = "", recipient: str = "",  # noqa: A002
    again: bool = False, views: Mapping[str, str] | None = None, actor: Actor,
) -> Handed:  # fmt: skip
    """
    Write a sheet of the messages that have no checked translation into a language.

    Args:
        target: File that must not exist.
        format: ``csv`` or ``xliff``.
        lang: ISO 639-1 code of the translation.
        query, story: Which messages; one of the two.
        recipient: Who gets it, in words; entered.
        again: Those with a checked translation too.
        views: Saved searches by name, which the query may use.

    Raises:
        Mistaken: The format is another word, the file exists, there are too many messages or none.
        Refused: A tool asks.
    """
    if actor.kind != "person":
        raise Refused("Only a person may hand messages out.", code="tool-decides", advice="Name the person with --as.")
    need_word(format, FORMATS, "format")
    if story:
        story_files(desk, story)
        chosen: Iterable[Mapping[str, Any]] = [
            desk.views.post(PostId(post)) for post in dict.fromkeys(act.detail["post"] for _, act in sorted(cards(desk, story).items()))
        ]
    else:
        chosen = desk.views.search(query_of(query, views or {}), limit=MOST_ROWS + 1, order="oldest", seed=0)
    posts: list[str] = []
    rows: list[Row] = []
    done = closed = 0
    for post in chosen:
        if not post["text"].strip() or post["lang"] == lang:
            continue
        if _closed(desk, post):
            closed += 1
            continue
        if not again and any(act.detail["lang"] == lang and act.detail["checked"] for act in translations(desk, PostId(post["id"]))):
            done += 1
            continue
        posts.append(post["id"])
        rows.append(Row(case=desk.plan.id, sheet="", no=len(posts), source=post["lang"] or "und", target=lang,
                        original=covered(post["text"], spans(desk, PostId(post["id"])), bars(desk, post["id"]))))  # fmt: skip
    if not rows or len(rows) > MOST_ROWS:
        found = f"{done} are translated already, {closed} stay here because their people said no" if not rows else f"{len(rows):,} fit"
        raise Mistaken(f"No sheet was written: {found}.", code="no-rows", advice="Choose other messages, or --again.")
    with desk.outbox.parcel(target, "file") as parcel:
        # The number of the sheet is that of the entry, which needs the digest of the file: so it is a token of its own.
        token = desk.chance.token(6).hex()
        rows = [_numbered(row, token) for row in rows]
        most = max((row.source for row in rows), key=[row.source for row in rows].count) if len(rows) < 2000 else rows[0].source
        text = write_csv(rows) if format == "csv" else write_xliff(rows, case=desk.plan.id, sheet=token, source=most, target=lang)
        parcel.add("", (piece.encode() for piece in text))
        detail = {
            "subject": f"story:{story}" if story else "export", "format": f"sheet-{format}", "query": query, "because": "translation",
            "recipient": recipient, "layers": ["partners"], "count": len(rows), "posts": posts, "left_out": [],
            "sha256": parcel.digest(), "sheet": token, "lang": lang,
        }  # fmt: skip
        with desk.book.writing() as pen:
            entry = pen.append("export", detail, actor=actor).seq
        path = parcel.send()
    return Handed(path=path, rows=len(rows), done=done, closed=closed, entry=entry)


def take_back(
    desk: Desk, rows: Sequence[Row], *, by: str, tool: str = "", glossary: Sequence[Term] = (), actor: Actor
) -> list[Taken]:
    """
    Enter what came back, each row as a translation that nobody has checked yet.

    A row that was entered before with the same words is not entered again. A bad row never costs a good one.

    Args:
        by: Who translated, a name or pseudonym.
        tool: Name and version of a machine, when it was one.

    Raises:
        Mistaken: Nobody is named, or the sheet is of another case.
    """
    if not (by.strip() or tool.strip()):
        raise Mistaken("Who translated?", code="no-translator", advice="Say so with --by NAME, or --tool NAME for a machine.")
    for row in rows:
        if row.case != desk.plan.id:
            raise Mistaken(f"The sheet is of another case ({row.case[:40]}).", code="other-case",
                           advice="Open the case that handed it out; --case names it.")  # fmt: skip
    sheets = {act.detail["sheet"]: act for act in desk.views.acts(kind="export") if act.detail.get("sheet")}
    return [_take(desk, row, sheets, by.strip(), tool.strip(), glossary, actor) for row in rows]


def _take(
    desk: Desk, row: Row, sheets: Mapping[str, Any], by: str, tool: str, glossary: Sequence[Term], actor: Actor
) -> Taken:  # fmt: skip
    sheet = sheets.get(row.sheet)
    if sheet is None:
        return Taken(no=row.no, code="no-sheet", why=f"This case handed out no sheet {row.sheet[:20] or 'without a number'}.")
    posts = sheet.detail["posts"]
    if not 1 <= row.no <= len(posts):
        return Taken(no=row.no, code="bad-row", why=f"The sheet had {len(posts)} rows.")
    try:
        post = desk.views.post(PostId(posts[row.no - 1]))
    except NotFound:
        return Taken(no=row.no, code="no-post", why="The message is no longer held.")
    text, lang = row.translation.strip(), sheet.detail["lang"]
    if any(act.detail["lang"] == lang and act.detail["text"] == text for act in translations(desk, post["id"])):
        return Taken(no=row.no, post=post["id"], code="already", why="The same words are there already.")
    entry: Entry = record(
        desk, "translate", post["id"],
        {"lang": lang, "text": text, "tool": tool, "by": by, "checked": False, "of": post["text"], "sheet": row.sheet, "row": row.no,
         "note": row.note.strip()[:2000]},
        actor=actor,
    )  # fmt: skip
    why = "; ".join((*_covers_lost(row, text), *(f"glossary: {one}" for one in unmet(glossary, post["text"], lang, text))))
    return Taken(no=row.no, post=post["id"], entry=entry.seq, code="look" if why else "", why=why)


def covered(text: str, found: Sequence[Mapping[str, Any]], bars: Sequence[tuple[int, int, str]] = ()) -> str:
    """
    A message with ``⟦kind⟧`` in place of all that could expose somebody and was not decided to be kept.

    Args:
        found: Spans with ``start``, ``end``, ``kind``, ``decision``, in code points.
        bars: Further stretches: start, end, kind.
    """
    hidden = [(one["start"], one["end"], one["kind"]) for one in found if one["decision"] != "keep"]
    told, at = [], 0
    for start, end, kind in sorted([*hidden, *bars]):
        if end <= at:
            continue
        told += [text[at : max(start, at)], f"⟦{kind}⟧" if start >= at else ""]
        at = end
    return "".join((*told, text[at:]))


def _covers_lost(row: Row, translated: str) -> list[str]:
    missing = set(_COVER.findall(row.original)) - set(_COVER.findall(translated))
    return [f"{one} is not in the translation" for one in sorted(missing)]


def bars(desk: Desk, post: str) -> list[tuple[int, int, str]]:
    """Stretches of a post that people covered: start, end, kind."""
    return [
        (act.detail["start"], act.detail["end"], act.detail["span_kind"])
        for act in desk.views.acts(subject=post, kind="redact") if not act.undone
    ]  # fmt: skip


def _closed(desk: Desk, post: Mapping[str, Any]) -> bool:
    """Whoever does not want to be held, or handed to partners, is not sent to a translator outside."""
    return any(
        layer in ("hold", "partners") and act.detail["value"] in ("no", "withdrawn")
        for (layer, _), act in consents(desk, PostId(post["id"]), post["account"]).items()
    )


def _numbered(row: Row, token: str) -> Row:
    return Row(case=row.case, sheet=token, no=row.no, source=row.source, target=row.target, original=row.original)
