"""
ActivityPub: objects, activities, actors and collections as servers of the fediverse send them to each other.

Rules:
    - A post's id is ``activitypub:`` and the `id` of the object, the same that a server's API gives; the address of its page
      stands in where a page of the open web gives no `id`.
    - The text is the content without its markup, or the title where there is nothing else. Warnings and titles are marks.
    - Only what is addressed to the public is read, listed or not. The rest is an item without its post, and a gap ``sealed``.
    - A Tombstone, a Delete, and an Undo of a boost are posts without words, marked ``deleted``, and gaps.
    - Likes, follows, reports and other acts are items without posts.
    - Nothing is fetched: not the context, not an address that stands for an object.

Theory of operation: `fediverse_members` reads; programs differ in what is one value and what a list, and in which keys they
fill, so that `fediverse_objects` takes all forms.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from firsthand.model.adapter import Adapter
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.fediverse_members import LEAVES, RULES, is_words, read_members
from firsthand.readers.fediverse_values import ACTORS, ACTS, OBJECTS, OTHER_ACTS, SEALED, Json, address_of, type_of
from firsthand.readers.json_outline import outline
from firsthand.readers.json_tree import walk
from firsthand.readers.mastodon import SEALED_FILES, of_archive
from firsthand.readers.member_text import head_text
from firsthand.readers.seam import Files, Setting

NAME = "activitypub"

_HEAD = 1 << 18
_COLLECTIONS = ("OrderedCollection", "OrderedCollectionPage", "Collection", "CollectionPage")
_CONTEXT = "://www.w3.org/ns/activitystreams"


class ActivityPubReader:
    """Implements `firsthand.readers.seam.Reader`."""

    def find(self, files: Files) -> list[Find]:
        """Recognise objects, activities, actors and collections; what belongs to an account's archive is left to its reader."""
        finds: list[Find] = []
        for name in files.names():
            head = head_text(files, name, _HEAD)
            why = _recognise(head)
            if why and name.rpartition("/")[2] not in SEALED_FILES and not of_archive(files, name, head):
                finds.append(Find(NAME, (name,), (), 0.9, why))
        return finds

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read the members in order; see the rules at the top of this file."""
        return read_members(files, find)


def _recognise(head: bytes) -> str:
    if head.lstrip()[:1] not in (b"{", b"["):
        return ""
    here = _CONTEXT.encode() in head
    found = outline(head, depth=1)
    listed = found & {"orderedItems", "items", "first", "totalItems"} and (here or found & {"partOf", "orderedItems"})
    if "type" in found and listed and any(b'"%s"' % kind.encode() in head for kind in _COLLECTIONS):
        return "collection of ActivityStreams 2"
    for piece in islice(walk(head, RULES, LEAVES), 3):
        if piece.closed and isinstance(piece.value, dict) and (why := _kind(piece.value)):
            return why
    # A long object whose end lies beyond the head, or was cut off.
    if here and {"type", "id"} <= found and found & {"actor", "attributedTo", "inbox"}:
        return "ActivityStreams 2 object"
    return ""


def _kind(value: Json) -> str:
    kind, named = type_of(value), bool(address_of(value.get("id")))
    here = _CONTEXT in str(value.get("@context"))[:20_000]
    if (kind in OBJECTS or kind == "Tombstone" or kind in SEALED) and (
        here or (named and value.keys() & {"attributedTo", "actor"})
    ):
        return "ActivityStreams 2 object"
    known = kind in ACTS | OTHER_ACTS and "object" in value and (here or (named and "actor" in value))
    if known or (kind and here and {"actor", "object"} <= value.keys()):
        return "ActivityStreams 2 activity"
    if here and is_words(value):
        return "ActivityStreams 2 object"
    if kind in ACTORS and (here or (named and value.keys() & {"inbox", "outbox"})):
        return "ActivityStreams 2 actor"
    return ""


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="ActivityPub objects, activities, actors and collections of Mastodon, Pleroma, Friendica, PeerTube and others.",
    open=lambda options: ActivityPubReader(),
    filler=fillers.json_object,
    losses=(
        "Answers to polls, times of events, lengths of videos, counts and custom emoji stay in the capture.",
        "Of content in several languages the one that the server shows by itself is read.",
        "Signatures of activities are not checked: their keys are on servers elsewhere.",
        "Likes, follows, reports and other acts are counted and not read: they name other people.",
        "Where the visible text of a link differs from its target, the text is kept; the target stays in the capture.",
    ),
)
