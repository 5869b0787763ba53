"""
Tables of CrowdTangle, which was closed in August 2024: posts of pages and groups on Facebook, and of Instagram.

Times end in the short name of a zone. Those that mean one thing only are turned into UTC; others stay local, with the name.
Text that a machine read in pictures, and the titles of linked pages, are not the person's words and stay in the capture.

Source:
    The columns that 4CAT asks of such files (``datasources/upload/import_formats.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC

from firsthand.model.adapter import Adapter, NoOptions
from firsthand.model.ids import account_id, post_id
from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.json_parts import count
from firsthand.readers.named_tables import NO_ID, Cells, RowRead, header_of, read_table, said
from firsthand.readers.seam import Files, Setting
from firsthand.readers.table_values import moment

NAME = "crowdtangle"

FACEBOOK = frozenset({"User Name", "Facebook Id", "Post Created", "Type", "URL", "Message"})
INSTAGRAM = frozenset({"Account", "User Name", "Post Created", "Type", "URL", "Photo", "Description"})

ZONES = {
    "UTC": "+00:00", "GMT": "+00:00", "EST": "-05:00", "EDT": "-04:00", "PST": "-08:00", "PDT": "-07:00", "MDT": "-06:00",
    "CET": "+01:00", "CEST": "+02:00", "EET": "+02:00", "EEST": "+03:00", "MSK": "+03:00",
}  # fmt: skip
"""Short names of zones that mean one thing only; CST, IST and BST do not."""

_KINDS = {
    "Photo": "image",
    "Album": "image",
    "Native Video": "video",
    "Video": "video",
    "Live Video": "video",
    "IGTV": "video",
}
_ZONED = re.compile(r"(.{8,40}?)\s+([A-Z]{2,5})")
_STORY = re.compile(r"[?&](?:story_fbid|fbid|v)=([\w.-]{1,64})", re.ASCII)
_ID = re.compile(r"[\w.-]{1,100}", re.ASCII)


class CrowdTangleReader:
    """Reads tables. One object may read many files; it keeps nothing between them."""

    def find(self, files: Files) -> list[Find]:
        """Recognise by the columns."""
        found = ((name, _kind(frozenset(header_of(files, name)))) for name in files.names())
        return [Find(NAME, (name,), (), 0.96, f"posts of {kind}, by CrowdTangle") for name, kind in found if kind]

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read the rows in order."""
        for member in find.members:
            facebook = frozenset(header_of(files, member)) >= FACEBOOK
            yield from read_table(files, member, read_facebook if facebook else read_instagram)


def _kind(header: frozenset[str]) -> str:
    if header >= FACEBOOK and header & {"Page Name", "Group Name"}:
        return "Facebook"
    return "Instagram" if header >= INSTAGRAM else ""


def _native(url: str) -> str:
    """The last part of an address; of addresses that carry the number behind a question mark, that number."""
    if match := _STORY.search(url):
        return match[1]
    last = url.partition("?")[0].rstrip("/").rpartition("/")[2]
    return last if "/" in url and _ID.fullmatch(last) else ""


def read_facebook(cells: Cells) -> RowRead:
    """Read a post; in a group's table nobody says who wrote it."""
    url = said(cells, "URL")
    native = _native(url)
    if not native:
        return NO_ID
    group, page = said(cells, "Group Name"), said(cells, "Page Name")
    number, handle = said(cells, "Facebook Id"), said(cells, "User Name")
    posted, text = _moment(cells), cells.get("Message", "")
    known = bool(number) and not group and _ID.fullmatch(number) is not None
    account = account_id("facebook", number) if known else None
    marks = [f"group:{group[:60]}"] if group else []
    marks += ["promoted"] if said(cells, "Sponsor Id") else []
    kind = _KINDS.get(said(cells, "Type"))
    link = said(cells, "Link")
    media = (Media(kind, link if link.startswith("http") else url),) if kind else ()
    post = Post(
        post_id("facebook", native), "facebook", native, text, posted, account, None if group else handle or None,
        None if group else page or None, url if url.startswith("http") else None, media=media,
        marks=tuple(marks) if text else (*marks, "no-text"),
    )  # fmt: skip
    return RowRead((post,), _page(cells, number, posted) if account is not None else ())


def _page(cells: Cells, number: str, posted: Moment) -> tuple[Sighting, ...]:
    created = said(cells, "Page Created")
    sighting = Sighting(
        account_id("facebook", number), "facebook", number, posted, said(cells, "User Name") or None,
        said(cells, "Page Name") or None, said(cells, "Page Description") or None,
        created=_zoned(created) if created else None, followers=_figure(cells, "Followers at Posting"),
    )  # fmt: skip
    return (sighting,)


def read_instagram(cells: Cells) -> RowRead:
    """Read a post; the account is known by its handle alone."""
    url, handle = said(cells, "URL"), said(cells, "User Name").lstrip("@")
    native = _native(url)
    if not native:
        return NO_ID
    posted, text = _moment(cells), cells.get("Description", "")
    account = account_id("instagram", handle) if _ID.fullmatch(handle) else None
    name, photo = said(cells, "Account") or None, said(cells, "Photo")
    kind = _KINDS.get(said(cells, "Type"), "image")
    post = Post(
        post_id("instagram", native), "instagram", native, text, posted, account, handle or None, name,
        url if url.startswith("http") else None, media=(Media(kind, photo),) if photo.startswith("http") else (),
        marks=() if text else ("no-text",),
    )  # fmt: skip
    if account is None:
        return RowRead((post,))
    followers = _figure(cells, "Followers at Posting")
    return RowRead((post,), (Sighting(account, "instagram", handle, posted, handle, name, followers=followers),))


def _moment(cells: Cells) -> Moment:
    stated = said(cells, "Post Created")
    return _zoned(stated) if stated else UNKNOWN


def _zoned(stated: str) -> Moment:
    """A wall clock and the short name of its zone."""
    match = _ZONED.fullmatch(stated)
    if match is None:
        return moment(stated, None)
    found = moment(match[1], None)
    offset = ZONES.get(match[2])
    if found.local is None or offset is None:
        return found._replace(stated=stated[:100], zone=match[2] if found.local is not None else None)
    known = moment(f"{match[1]}{offset}", None)
    if known.at is None:
        return found._replace(stated=stated[:100])
    return Moment(known.at.astimezone(UTC), stated[:100], None, offset, found.precision)


def _figure(cells: Cells, column: str) -> int | None:
    return count("".join(filter(str.isdecimal, said(cells, column))) or None)


def _open(_options: NoOptions) -> CrowdTangleReader:
    return CrowdTangleReader()


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="Tables of CrowdTangle: posts of Facebook's pages and groups, and of Instagram.",
    open=_open,
    filler=fillers.row,
    losses=(
        "Counts of reactions, comments and shares, linked pages, and text that a machine read in pictures stay in the capture.",
        "Who wrote a post in a group is not in these tables.",
        "Short names of zones that mean several things (CST, IST, BST) are not turned into UTC.",
    ),
)
