"""
Mastodon API answers, and ActivityStreams 2 outboxes of the fediverse.

Rules:
    - A post's id is ``activitypub:`` and the address that all servers share (`uri` in the API, `id` in
      ActivityStreams); numbers in the API mean something only on the server that answered.
    - The text is the content, nothing else. The warning is a mark ``cw:…``, a title is ``title:…``.
    - A boost has no words of its own: its text is empty, and the boosted post is nested.
    - What was written for followers or one person is an item without its post, and a gap ``sealed``.
    - Likes, follows and other acts that are no posts are items without posts.

Theory of operation: `json_items` gives the elements with their places; each is decoded alone and read as a status, an
activity, an object, or an actor. `in_reply_to_id` is turned into an address with the statuses seen before in the same
member (a bounded number of them); where that is not possible the post carries the mark ``reply``.
"""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.adapter import Adapter
from firsthand.model.moment import UNKNOWN
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.fediverse_api import account_sighting, status
from firsthand.readers.fediverse_objects import activity, actor_sighting, object_
from firsthand.readers.fediverse_values import ACTORS, ACTS, OBJECTS, Json, Read, Shelf, Unfit, address_of, type_of
from firsthand.readers.json_items import MAX_DOCUMENT, NOTHING, Piece, Unreadable, decode, pieces
from firsthand.readers.json_outline import outline
from firsthand.readers.json_values import lines, value_flaw
from firsthand.readers.seam import Files, Setting

_LISTS = frozenset({"statuses", "accounts", "ancestors", "descendants", "orderedItems", "items"})
_INNER = frozenset({"first"})
_COLLECTIONS = frozenset({"OrderedCollection", "OrderedCollectionPage", "Collection", "CollectionPage"})
_HEAD = 1 << 20
_MARK = b"\xef\xbb\xbf"
SEALED_FILES = frozenset({"likes.json", "bookmarks.json"})
PRIVATE = frozenset({"visibility:private", "visibility:direct"})


class MastodonReader:
    """Implements `firsthand.readers.seam.Reader`."""

    def find(self, files: Files) -> list[Find]:
        """Recognise statuses, contexts, search results, outboxes, and single objects by their keys."""
        finds: list[Find] = []
        archives: dict[str, list[tuple[str, str]]] = {}
        for name in files.names():
            if why := _recognise(files.head(name)):
                if why.startswith("outbox"):
                    archives.setdefault(name.rpartition("/")[0], []).append((name, why))
                else:
                    finds.append(Find("mastodon", (name,), (), 0.95, why))
        whole = [_archive(files, folder, found) for folder, found in archives.items()]
        taken = {name for find in whole for name in find.members}
        return [*whole, *(find for find in finds if find.members[0] not in taken)]

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read the members in order; see the rules at the top of this file."""
        shelf = Shelf(files)
        for member in find.members:
            shelf.known.clear()
            yield from _public(_read_member(files, member, shelf))


def _archive(files: Files, folder: str, found: list[tuple[str, str]]) -> Find:
    """A person's own archive: outbox and profile are read; what they liked or kept is nobody's business."""
    prefix = f"{folder}/" if folder else ""
    sealed = tuple(name for name, _ in found if name.rpartition("/")[2] in SEALED_FILES)
    members = [name for name, _ in found if name not in sealed]
    actor = f"{prefix}actor.json"
    if members and actor in files.names() and actor not in members:
        members.insert(0, actor)
    media = tuple(one for one in files.names() if _is_media(one, prefix))
    return Find("mastodon", tuple(members or sealed), media, 0.95, found[0][1], sealed if members else ())


def _public(outs: Iterator[Item | Rejected | Gap]) -> Iterator[Item | Rejected | Gap]:
    """Leave out what was written for followers or one person; the bytes are kept, nobody reads them."""
    shut = 0
    for out in outs:
        hidden = [post for post in out.posts if PRIVATE & set(post.marks)] if isinstance(out, Item) else []
        if isinstance(out, Item) and hidden:
            shut = out.n
            yield out._replace(posts=tuple(post for post in out.posts if post not in hidden))
            count = "1 message" if len(hidden) == 1 else f"{len(hidden)} messages"
            yield Gap("sealed", out.member, out.n, f"{count} for followers or one person only: kept, not read")
        elif not (isinstance(out, Gap) and out.code == "missing-media" and out.n == shut):
            # What a sealed message's pictures are called is sealed too.
            yield out


def _recognise(head: bytes) -> str:
    """Say what kind of document begins so; empty when it is none of ours."""
    start = head.removeprefix(_MARK).lstrip()[:1]
    if start == b"[":
        first = next(pieces(head, frozenset()), None)
        return _kind_of(first.value) if first and first.value is not NOTHING else ""
    if start != b"{":
        return ""
    found = outline(head, depth=1)
    if "orderedItems" in found or ({"type", "first", "totalItems"} <= found) or ({"type", "items", "partOf"} <= found):
        return "outbox or collection of ActivityStreams 2" if _is_collection(head) else ""
    if {"ancestors", "descendants"} <= found:
        return "context of a Mastodon status"
    if "statuses" in found and found & {"hashtags", "accounts", "account"}:
        return "search results of the Mastodon API"
    line = head.split(b"\n", 1)[0] if b"\n" in head else head
    for raw in (line, head):
        try:
            return _kind_of(decode(raw.strip().removeprefix(_MARK)))
        except Unreadable:
            continue
    # A long object whose end lies beyond the head, or was cut off.
    if {"uri", "account", "visibility"} <= found or {"uri", "spoiler_text", "visibility"} <= found:
        return "Mastodon API status"
    if b"activitystreams" in head[:4096] and {"type", "id"} <= found and found & {"actor", "attributedTo"}:
        return "ActivityStreams 2 object"
    return ""


def _is_collection(head: bytes) -> bool:
    return any(b'"%s"' % kind.encode() in head for kind in _COLLECTIONS)


def _kind_of(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    if _is_status(value):
        return "Mastodon API status"
    kind = type_of(value)
    if kind in OBJECTS and ("attributedTo" in value or "actor" in value) and address_of(value.get("id")):
        return "ActivityStreams 2 object"
    if kind in ACTS and address_of(value.get("id")) and "object" in value and "actor" in value:
        return "ActivityStreams 2 activity"
    if kind in ACTORS and ("inbox" in value or "outbox" in value) and address_of(value.get("id")):
        return "ActivityStreams 2 actor"
    return ""


def _is_status(value: Json) -> bool:
    return (
        isinstance(value.get("account"), dict)
        and ("content" in value or "text" in value)
        and ("uri" in value or "url" in value)
        and bool(value.keys() & {"visibility", "spoiler_text", "reblogs_count", "favourites_count"})
    )


def _is_media(name: str, prefix: str) -> bool:
    if not name.startswith(prefix):
        return False
    rest = name[len(prefix) :]
    return rest.startswith(("media_attachments/", "avatar.", "header."))


# Members to items


def _read_member(files: Files, member: str, shelf: Shelf) -> Iterator[Item | Rejected | Gap]:
    if _is_lines(files.head(member, _HEAD)):
        with files.open(member) as stream:
            for n, line in enumerate(lines(stream, 3 if stream.read(3) == _MARK else 0), 1):
                if flaw := value_flaw(line):
                    yield Rejected(member, n, line.start, line.length, b"", flaw[0], f"{member}, item {n}: {flaw[1]}.")
                else:
                    yield from _item(member, n, line.start, line.raw, _line_value(line.raw), True, shelf)
        return
    size = files.size(member)
    if size > MAX_DOCUMENT:
        yield Rejected(
            member, 1, 0, 0, b"", "too-large",
            f"{member}: one JSON document of {size} bytes; the limit is {MAX_DOCUMENT}. Save it as JSON Lines.",
        )  # fmt: skip
        return
    with files.open(member) as stream:
        data = stream.read()
    n = 0
    for piece in pieces(data, _LISTS, _INNER):
        if piece.start == piece.end:
            yield Gap("cut-off", member, 0, f"{member} ends after item {n}, before its list is closed.")
            continue
        n += 1
        yield from _piece(member, n, piece, data, shelf)


def _piece(member: str, n: int, piece: Piece, data: bytes, shelf: Shelf) -> Iterator[Item | Rejected | Gap]:
    yield from _item(member, n, piece.start, data[piece.start : piece.end], piece.value, piece.closed, shelf)


def _is_lines(head: bytes) -> bool:
    line, newline, _ = head.removeprefix(_MARK).lstrip().partition(b"\n")
    if not line.startswith(b"{") or not (newline or len(head) < _HEAD):
        return False
    value = _line_value(line)
    return isinstance(value, dict) and not value.keys() & _LISTS and "first" not in value


def _line_value(raw: bytes) -> object:
    try:
        return decode(raw)
    except Unreadable:
        return NOTHING


def _item(
    member: str, n: int, start: int, raw: bytes, value: object, closed: bool, shelf: Shelf
) -> Iterator[Item | Rejected | Gap]:
    place = (member, n, start, len(raw), raw)
    if not closed:
        yield Rejected(
            *place, "cut-off", f"{member}, item {n}: it begins and does not end; the file was cut or damaged."
        )
        return
    if value is NOTHING:
        yield Rejected(*place, "not-json", f"{member}, item {n}: these bytes are no JSON in UTF-8.")
        return
    try:
        read = _element(value, shelf)
    except Unfit as unfit:
        yield Rejected(*place, unfit.code, f"{member}, item {n}: {unfit}")
        return
    yield Item(*place, read.posts, read.sightings)
    for what in read.missing:
        yield Gap("missing-media", member, n, f"{what} is spoken of and not included.")


def _element(value: object, shelf: Shelf) -> Read:
    """
    Read one listed element.

    Raises:
        Unfit: It is none of the things that these documents list, or has no address.
    """
    if not isinstance(value, dict):
        raise Unfit("not-a-post", "neither a status, an activity, nor an account.")
    kind = type_of(value)
    if "account" in value and kind not in ACTS:
        return status(value, shelf, 0)
    if "acct" in value and "username" in value:
        return Read(sightings=(account_sighting(value, UNKNOWN),))
    if kind in ACTORS:
        return Read(sightings=(actor_sighting(value, shelf),))
    if kind in OBJECTS:
        return object_(value, "", None, shelf)
    if kind:
        return activity(value, kind, shelf)
    raise Unfit("not-a-post", "neither a status, an activity, nor an account.")


ADAPTER = Adapter(
    kind="reader",
    name="mastodon",
    version="1",
    summary="Mastodon API statuses, contexts and search results, and ActivityStreams 2 outboxes of the fediverse.",
    open=lambda options: MastodonReader(),
    filler=fillers.json_object,
    losses=(
        "Polls, preview cards, emoji pictures, counts of likes and boosts, and viewer keys stay in the capture.",
        "A reply to a status that is not earlier in the same file is marked `reply`, without its address.",
        "Earlier versions of an edited status are not in these formats; the edit history is a document of its own.",
        "Where the visible text of a link differs from its target, the text is kept; the target stays in the capture.",
    ),
)
