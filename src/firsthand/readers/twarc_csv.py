"""
Tables that twarc-csv makes of posts and accounts of the X API v2.

Rules:
    - Columns are taken by their dotted names; users choose and order them. What is needed is ``id`` and ``text`` with one
      more column of that family, or an account's ``username``.
    - By default a repost's row carries the words, media and counts of what it repeats. Then the original is a post of its
      own that hangs on the row; the repost keeps the words as the table has them.
    - A line break in a text is written as a backslash and ``n``: it becomes a line break again, also where the person
      really wrote these two characters; the table does not tell which. A text written as JSON is read as JSON.
    - Lists are JSON; where they are not, they are left out.
    - Ids that a spreadsheet rounded are mended from the row's other numbers where it never was edited or answered,
      else the row is rejected.

Source:
    DocNow/twarc-csv, ``dataframe_converter.py``.
"""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.adapter import Adapter, NoOptions
from firsthand.model.ids import AccountId, PostId, account_id, post_id
from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.json_fit import clean_all, read_loosely
from firsthand.readers.json_parts import Json, count, rows, words
from firsthand.readers.named_tables import Cells, NamedRow, header_of, named_rows, said, yes
from firsthand.readers.seam import Files, Setting
from firsthand.readers.table_values import rounded
from firsthand.readers.x_terms import (
    MEDIA_KINDS,
    PLATFORM,
    Profiles,
    best_film,
    is_id,
    iso_moment,
    page_of,
    plain,
    withheld_marks,
)

NAME = "twarc-csv"

Reading = Item | Rejected | Gap

_POSTS = {
    "author_id",
    "conversation_id",
    "referenced_tweets.replied_to.id",
    "edit_history_tweet_ids",
    "author.username",
}
_ACCOUNTS = {"public_metrics.followers_count", "public_metrics.tweet_count", "pinned_tweet_id", "entities.url.urls"}
_NOTICES = {"id", "action", "created_at", "redacted_at", "reason"}


class TwarcCsvReader:
    """Reads tables. One object may read many files; it keeps nothing between them."""

    def find(self, files: Files) -> list[Find]:
        """Recognise by the dotted names of the columns."""
        found = ((name, _kind(frozenset(header_of(files, name)))) for name in files.names())
        return [Find(NAME, (name,), (), 0.97, f"a table of twarc-csv: {kind}") for name, kind in found if kind]

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Reading]:
        """Read each member; the memory for profiles starts anew in each."""
        for member in find.members:
            profiles = Profiles()
            for one in named_rows(files, member):
                yield from _row(one, profiles) if isinstance(one, NamedRow) else (one,)


def _kind(header: frozenset[str]) -> str:
    dotted = any("." in column for column in header)
    if {"id", "text"} <= header and header & _POSTS and dotted:
        return "posts"
    if {"id", "username"} <= header and header & _ACCOUNTS and dotted:
        return "accounts"
    return "notices of compliance" if header >= _NOTICES and len(header) == len(_NOTICES) else ""


def _row(one: NamedRow, profiles: Profiles) -> Iterator[Reading]:
    cells = one.cells
    native = _id(cells, "id") or _mended(cells)
    if not native:
        why = "a spreadsheet rounded its id" if rounded(said(cells, "id")) else "no usable id"
        yield one.rejected("no-id", f"{why}, so it cannot be told from another post")
        return
    seen = iso_moment(said(cells, "__twarc.retrieved_at")) if said(cells, "__twarc.retrieved_at") else None
    if "action" in cells and "text" not in cells:
        yield Item(*one.place)
        yield Gap("deleted", one.place[0], one.place[1], f"post {native}: {said(cells, 'action')}"[:300])
        return
    if "text" not in cells:
        sighting = _sighting(cells, "", native, seen or UNKNOWN)
        yield Item(*one.place, (), (sighting,) if profiles.news(sighting) else ())
        return
    posts = _posts(cells, native)
    writer = _id(cells, "author_id") or _id(cells, "author.id")
    sightings: tuple[Sighting, ...] = ()
    if writer and any(said(cells, f"author.{column}") for column in ("username", "name", "description")):
        sighting = _sighting(cells, "author.", writer, seen or posts[0].posted)
        sightings = (sighting,) if profiles.news(sighting) else ()
    yield Item(*one.place, posts, sightings)


def _posts(cells: Cells, native: str) -> tuple[Post, ...]:
    text = _text(cells.get("text", ""))
    repost, quote = _post(cells, "referenced_tweets.retweeted.id"), _post(cells, "referenced_tweets.quoted.id")
    merged = repost is not None and bool(text) and not text.startswith("RT @")
    handle = said(cells, "author.username") or None
    media = _media(cells)
    history = [name for each in _list(cells, "edit_history_tweet_ids") if is_id(name := str(each))]
    marks = ("no-text",) * (not text) + ("sensitive",) * yes(cells, "possibly_sensitive")
    countries = [str(each) for each in _list(cells, "withheld.country_codes")]
    own = Post(
        post_id(PLATFORM, native),
        PLATFORM,
        native,
        text,
        iso_moment(said(cells, "created_at")) if said(cells, "created_at") else UNKNOWN,
        _account(cells, "author_id") or _account(cells, "author.id"),
        handle,
        said(cells, "author.name") or None,
        page_of(handle) + native,
        said(cells, "lang")[:35] or None,
        _post(cells, "referenced_tweets.replied_to.id"),
        None if merged else quote,
        repost,
        () if merged else media,
        said(cells, "geo.full_name") or None,
        None,
        tuple(history[: history.index(native)]) if native in history else (),
        marks + withheld_marks(countries, yes(cells, "withheld.copyright")),
    )
    if repost is None or not merged:
        return (own,)
    first = said(cells, "retweeted_username") or None
    other = repost.partition(":")[2]
    original = Post(
        repost, PLATFORM, other, text, account=_account(cells, "retweeted_user_id"), handle=first,
        url=page_of(first) + other, lang=own.lang, quotes=quote, media=media,
    )  # fmt: skip
    return own, original


def _text(cell: str) -> str:
    if cell[:1] == '"' and cell[-1:] == '"' and len(cell) > 1:
        read = read_loosely(cell.encode("utf-8", "replace"))
        if isinstance(read, str):
            return plain(str(clean_all(read)))
    return plain(cell.replace("\\n", "\n"))


def _id(cells: Cells, column: str) -> str:
    stated = said(cells, column).strip('"')
    return stated if is_id(stated) and not rounded(stated) and stated.casefold() not in ("true", "false") else ""


def _mended(cells: Cells) -> str:
    """The id of a post that a spreadsheet rounded, where another column says the same number in a list of text."""
    if not rounded(said(cells, "id")):
        return ""
    history = _list(cells, "edit_history_tweet_ids")
    return str(history[0]) if len(history) == 1 and is_id(str(history[0])) else ""


def _account(cells: Cells, column: str) -> AccountId | None:
    native = _id(cells, column)
    return account_id(PLATFORM, native) if native else None


def _post(cells: Cells, column: str) -> PostId | None:
    native = _id(cells, column)
    return post_id(PLATFORM, native) if native else None


def _list(cells: Cells, column: str) -> list[object]:
    cell = said(cells, column)
    if cell[:1] != "[":
        return []
    read = read_loosely(cell.encode("utf-8", "replace"))
    return clean_all(read)[:1000] if isinstance(read, list) else []


def _media(cells: Cells) -> tuple[Media, ...]:
    described = [each for each in _list(cells, "attachments.media") if isinstance(each, dict)]
    if not described:
        keys = _list(cells, "attachments.media_keys")
        return tuple(Media("file", missing="not described in the table") for key in keys if isinstance(key, str))
    return tuple(_medium(each) for each in described)


def _medium(each: Json) -> Media:
    rated = [(words(one, "url"), count(one, "bit_rate")) for one in rows(each, "variants")]
    url = best_film(rated) or words(each, "url") or words(each, "preview_image_url")
    return Media(MEDIA_KINDS.get(words(each, "type") or "", "file"), url, None, words(each, "alt_text"))


def _sighting(cells: Cells, before: str, native: str, seen: Moment) -> Sighting:
    def cell(column: str) -> str | None:
        return said(cells, before + column) or None

    def number(column: str) -> int | None:
        return count(said(cells, f"{before}public_metrics.{column}").removesuffix(".0"))

    about, created = cell("description"), cell("created_at")
    marks = ("protected",) * yes(cells, f"{before}protected") + ("verified",) * yes(cells, f"{before}verified")
    countries = [str(each) for each in _list(cells, f"{before}withheld.country_codes")]
    link = next((each for each in _list(cells, f"{before}entities.url.urls") if isinstance(each, str)), None)
    link = link or cell("url")
    return Sighting(
        account_id(PLATFORM, native),
        PLATFORM,
        native,
        seen,
        cell("username"),
        cell("name"),
        _text(about) if about else None,
        cell("location"),
        (link,) if link else (),
        cell("profile_image_url"),
        iso_moment(created) if created else None,
        number("followers_count"),
        number("following_count"),
        number("tweet_count"),
        marks + withheld_marks(countries, yes(cells, f"{before}withheld.copyright")),
    )


def _open(_options: NoOptions) -> TwarcCsvReader:
    return TwarcCsvReader()


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="Tables that twarc-csv makes of the X API v2: posts, accounts, notices of compliance.",
    open=_open,
    filler=fillers.row,
    losses=(
        "A backslash and n that a person really wrote reads as a line break: the table does not tell them apart.",
        "Counts, polls, context annotations and exact coordinates stay in the capture; a repost's counts are the original's.",
        "Errors of the API (deleted, suspended, not authorised) are not in these tables, nor are rows that the tool skipped.",
        "Tables of counts and of lists are not read.",
    ),
)
