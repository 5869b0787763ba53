"""
Tables of YouTube Data Tools: lists of films, and the comments under one.

A comment's time is UTC without saying so. The comments' table does not say under which film it was made: only answers to
other comments are linked. Texts may hold the platform's HTML, which is undone.

Source:
    The columns that 4CAT asks of such files (``datasources/upload/import_formats.py``), and YouTube Data Tools.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.model.adapter import Adapter, NoOptions
from firsthand.model.ids import account_id, post_id
from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.markup import plain_text
from firsthand.readers.named_tables import NO_ID, Cells, RowRead, header_of, read_table, said
from firsthand.readers.seam import Files, Setting
from firsthand.readers.table_values import moment, rounded
from firsthand.readers.youtube_terms import PLATFORM, film_page, film_text

NAME = "youtube-data-tools"

FILMS = frozenset({"publishedAt", "videoId", "channelId", "channelTitle", "videoDescription"})
COMMENTS = frozenset({"id", "isReplyTo", "authorName", "text", "publishedAt"})

_ID = re.compile(r"[\w.-]{5,100}", re.ASCII)
_MARKUP = re.compile(r"<(?:br|a|b|i|s)\b[^>]*>|&(?:#39|quot|amp|lt|gt);", re.IGNORECASE)
_CHANNEL = re.compile(r"https?://(?:www\.)?youtube\.com/channel/([\w-]{5,64})", re.ASCII)


class YoutubeTablesReader:
    """Reads tables. One object may read many files; it keeps nothing between them."""

    def find(self, files: Files) -> list[Find]:
        """Recognise by the columns."""
        found = ((name, _kind(frozenset(header_of(files, name)))) for name in files.names())
        return [Find(NAME, (name,), (), 0.96, f"{kind}, by YouTube Data Tools") for name, kind in found if kind]

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read the rows in order."""
        for member in find.members:
            films = frozenset(header_of(files, member)) >= FILMS
            yield from read_table(files, member, read_film if films else read_comment)


def _kind(header: frozenset[str]) -> str:
    return "a list of films" if header >= FILMS else "comments under a film" if header >= COMMENTS else ""


def read_film(cells: Cells) -> RowRead:
    """Read a row of a list of films."""
    native = said(cells, "videoId")
    if not _ID.fullmatch(native) or rounded(native):
        return NO_ID
    channel, name = said(cells, "channelId"), said(cells, "channelTitle") or None
    text = film_text(cells.get("videoTitle", ""), cells.get("videoDescription", ""))
    posted = _moment(cells)
    account = account_id(PLATFORM, channel) if _ID.fullmatch(channel) else None
    thumbnail = said(cells, "thumbnail_maxres")
    media = [Media("video", film_page(native))]
    media += [Media("image", thumbnail)] if thumbnail.startswith("http") else []
    spoken = (
        said(cells, "defaultLAudioLanguage") or said(cells, "defaultAudioLanguage") or said(cells, "defaultLanguage")
    )
    post = Post(
        post_id(PLATFORM, native), PLATFORM, native, text, posted, account, None, name, film_page(native),
        spoken[:35] or None, media=tuple(media), place=said(cells, "locationDescription") or None,
        marks=() if text else ("no-text",),
    )  # fmt: skip
    sightings = (Sighting(account, PLATFORM, channel, posted, None, name),) if account is not None else ()
    return RowRead((post,), sightings)


def read_comment(cells: Cells) -> RowRead:
    """Read a row of a table of comments."""
    native = said(cells, "id")
    if not _ID.fullmatch(native) or rounded(native):
        return NO_ID
    stated, above = said(cells, "authorName"), said(cells, "isReplyTo")
    handle = stated[1:] if stated.startswith("@") else None
    match = _CHANNEL.match(said(cells, "authorChannelUrl"))
    number = said(cells, "authorChannelId") or (match[1] if match else "")
    account = account_id(PLATFORM, number or stated) if number or stated else None
    text = cells.get("text", "")
    text = plain_text(text) if _MARKUP.search(text) else text
    posted = _moment(cells)
    post = Post(
        post_id(PLATFORM, native), PLATFORM, native, text, posted, account, handle, stated or None,
        reply_to=post_id(PLATFORM, above) if _ID.fullmatch(above) else None, marks=() if text else ("no-text",),
    )  # fmt: skip
    if account is None:
        return RowRead((post,))
    return RowRead((post,), (Sighting(account, PLATFORM, account.partition(":")[2], posted, handle, stated or None),))


def _moment(cells: Cells) -> Moment:
    stated = said(cells, "publishedAt")
    if not stated:
        return UNKNOWN
    found = moment(f"{stated}Z" if stated[-1:].isdigit() and ":" in stated else stated, None)
    return found._replace(stated=None, zone=None) if found.at is not None else found


def _open(_options: NoOptions) -> YoutubeTablesReader:
    return YoutubeTablesReader()


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="Tables of YouTube Data Tools: lists of films, and comments.",
    open=_open,
    filler=fillers.row,
    losses=(
        "The film under which comments were made is not in their table.",
        "Counts, tags, categories and exact coordinates stay in the capture.",
        "A row in which a backslash stands before a quotation mark may be rejected for its number of cells.",
    ),
)
