"""
The members of a source of the fediverse, read item by item: JSON documents and lines of statuses, objects and activities.

What was written for followers or one person comes out as an item without its post, and a gap ``sealed``, whatever reader
asks. What a collection says of its own size is compared with what it holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.moment import UNKNOWN
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers.fediverse_api import account_sighting, status
from firsthand.readers.fediverse_objects import activity, actor_sighting, object_
from firsthand.readers.fediverse_values import (
    ACTORS,
    ACTS,
    OBJECTS,
    SEALED,
    SPOKEN,
    Json,
    Read,
    Shelf,
    Unfit,
    address_of,
    count_of,
    type_of,
)
from firsthand.readers.json_items import MAX_DOCUMENT
from firsthand.readers.json_tree import EACH, NOTE, TAKE, Placed, placed
from firsthand.readers.member_text import MemberText, each_member
from firsthand.readers.seam import Files

LISTS = ("statuses", "accounts", "ancestors", "descendants", "orderedItems", "items")
RULES = {
    ("top", EACH): "top", ("top", "first"): "page", ("list", EACH): TAKE,
    ("top", "totalItems"): NOTE, ("top", "next"): NOTE, ("page", "next"): NOTE,
    **{("top", key): "list" for key in LISTS}, ("page", "orderedItems"): "list", ("page", "items"): "list",
}  # fmt: skip
"""Where statuses, activities and objects lie: alone, in arrays, in the lists of a context, a search, a collection or its page."""

LEAVES = frozenset({"top"})
PRIVATE = frozenset({"visibility:private", "visibility:direct"})

Out = Item | Rejected | Gap


def read_members(files: Files, find: Find) -> Iterator[Out]:
    """Read the members of a find in order; actors that were seen in one are known in the next."""
    shelf = Shelf(files)

    def one(member: str, text: MemberText) -> Iterator[Out]:
        shelf.known.clear()
        return _public(_read_member(member, text, shelf))

    return each_member(files, find, one)


def _public(outs: Iterator[Out]) -> Iterator[Out]:
    """Leave out what was written for followers or one person; the bytes are kept, nobody reads them."""
    shut = 0
    for out in outs:
        hidden = [post for post in out.posts if PRIVATE & set(post.marks)] if isinstance(out, Item) else []
        if isinstance(out, Item) and hidden:
            shut = out.n
            open_ = tuple(post for post in out.posts if post not in hidden)
            yield out._replace(posts=open_, sightings=out.sightings if open_ else ())
            count = "1 message" if len(hidden) == 1 else f"{len(hidden)} messages"
            yield Gap("sealed", out.member, out.n, f"{count} for followers or one person only: kept, not read")
        elif not (isinstance(out, Gap) and out.code == "missing-media" and out.n == shut):
            # What a sealed message's pictures are called is sealed too.
            yield out


def _read_member(member: str, text: MemberText, shelf: Shelf) -> Iterator[Out]:
    listed = named = 0
    claimed, further = None, ""
    for row in placed(text, RULES, LEAVES, MAX_DOCUMENT):
        if row.key.startswith(NOTE):
            claimed = count_of(row.value) if row.key == f"{NOTE}totalItems" else claimed
            further = address_of(row.value) if row.key == f"{NOTE}next" else further
        elif not row.code:
            listed += row.key == "list"
            named += isinstance(row.value, str)
            yield from _item(member, row, shelf)
        elif row.length or row.code != "cut-off":
            why = f"{member}, item {row.n}: {row.why}."
            yield Rejected(member, row.n, row.start, row.length, row.raw, row.code, why)
        else:
            yield Gap("cut-off", member, 0, f"{member} ends after item {row.n}, before its list is closed.")
    if named:
        # Not which: a list of followers names people.
        yield Gap(
            "unavailable", member, 0, f"{named} of the listed things are addresses only: what they name is not here"
        )
    if claimed is not None and listed < claimed:
        yield Gap(
            "sequence", member, 0, f"the collection states {claimed} items; {claimed - listed} are not in this file"
        )
    elif further:
        yield Gap("sequence", member, 0, f"the collection goes on at {further[:300]}: not in this file")


def _item(member: str, row: Placed, shelf: Shelf) -> Iterator[Out]:
    place = (member, row.n, row.start, row.length, row.raw)
    try:
        read = _element(row.value, shelf)
    except Unfit as unfit:
        yield Rejected(*place, unfit.code, f"{member}, item {row.n}: {unfit}")
        return
    yield Item(*place, read.posts, read.sightings)
    for what in read.missing:
        yield Gap("missing-media", member, row.n, f"{what} is spoken of and not included.")
    yield from (Gap(code, member, row.n, what) for code, what in read.gaps)


def _element(value: object, shelf: Shelf) -> Read:
    """
    Read one listed element.

    Raises:
        Unfit: It is none of the things that these documents list, or has no address.
    """
    if isinstance(value, str) and address_of(value):
        return Read()
    if not isinstance(value, dict):
        raise Unfit("not-a-post", "neither a status, an activity, nor an account.")
    kind = type_of(value)
    if "account" in value and kind not in SPOKEN:
        return status(value, shelf, 0)
    if "acct" in value and "username" in value:
        return Read(sightings=(account_sighting(value, UNKNOWN),))
    if kind in SEALED:
        return Read(gaps=(("sealed", SEALED[kind]),))
    if kind in ACTORS:
        return Read(sightings=(actor_sighting(value, shelf),))
    if kind in OBJECTS or kind == "Tombstone" or is_words(value):
        return object_(value, "", None, shelf)
    if kind:
        return activity(value, kind, shelf)
    raise Unfit("not-a-post", "neither a status, an activity, nor an account.")


def is_words(value: Json) -> bool:
    """Whether this is an object with words by somebody, of whatever type a program gave it."""
    spoken = type_of(value) not in (*SEALED, *ACTORS, *ACTS) and "object" not in value
    return spoken and isinstance(value.get("content"), str) and bool(value.keys() & {"attributedTo", "actor"})
