"""
Mastodon API answers, and the archive that a server of the fediverse gives to an account.

Rules:
    - A post's id is ``activitypub:`` and the address that all servers share (`uri` in the API, `id` in
      ActivityStreams); numbers in the API mean something only on the server that answered.
    - The text is the content, nothing else. The warning is a mark ``cw:…``, a title is ``title:…``.
    - A boost has no words of its own: its text is empty, and the boosted post is nested.
    - What was written for followers or one person is an item without its post, and a gap ``sealed``.
    - Likes, follows and other acts that are no posts are items without posts.

Theory of operation: `fediverse_members` reads; `json_tree` gives the elements with their places; each is decoded alone and
read as a status, an activity, an object, or an actor. `in_reply_to_id` is turned into an address with the statuses seen
before in the same member (a bounded number of them); where that is not possible the post carries the mark ``reply``.
"""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.adapter import Adapter
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.fediverse_members import read_members
from firsthand.readers.fediverse_values import Json, address_of
from firsthand.readers.json_items import NOTHING, Unreadable, decode, pieces
from firsthand.readers.json_outline import outline
from firsthand.readers.json_tree import NOTE, walk
from firsthand.readers.seam import Files, Setting

_COLLECTIONS = frozenset({"OrderedCollection", "OrderedCollectionPage", "Collection", "CollectionPage"})
_MARK = b"\xef\xbb\xbf"
SEALED_FILES = frozenset({"likes.json", "bookmarks.json"})


class MastodonReader:
    """Implements `firsthand.readers.seam.Reader`."""

    def find(self, files: Files) -> list[Find]:
        """Recognise statuses, contexts and search results by their keys, and the archive of an account as a whole."""
        finds: list[Find] = []
        archives: dict[str, list[str]] = {}
        for name in files.names():
            head = files.head(name)
            if of_archive(files, name, head):
                archives.setdefault(name.rpartition("/")[0], []).append(name)
            elif why := _recognise(head):
                finds.append(Find("mastodon", (name,), (), 0.95, why))
        return [*(find for folder, found in archives.items() for find in _archive(files, folder, found)), *finds]

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read the members in order; see the rules at the top of this file."""
        return read_members(files, find)


def of_archive(files: Files, name: str, head: bytes) -> bool:
    """
    Whether this is a collection in the archive of an account: one without an address, or one that has its place there beside
    the account's profile.

    What an account liked and kept is such a collection too; nobody reads those.
    """
    start = head.removeprefix(_MARK).lstrip()[:1]
    if start != b"{" or not any(b'"%s"' % kind.encode() in head for kind in _COLLECTIONS):
        return False
    if not outline(head, depth=1) & {"orderedItems", "first"}:
        return False
    folder, slash, base = name.rpartition("/")
    if base in {"outbox.json", *SEALED_FILES} and f"{folder}{slash}actor.json" in files.names():
        return True
    stated = next(walk(head, {("top", "id"): NOTE}), None)
    return stated is not None and stated.key == f"{NOTE}id" and not address_of(stated.value)


def _archive(files: Files, folder: str, found: list[str]) -> list[Find]:
    """A person's own archive: outbox and profile are read; what they liked or kept is nobody's business."""
    prefix = f"{folder}/" if folder else ""
    sealed = tuple(name for name in found if name.rpartition("/")[2] in SEALED_FILES)
    members = [name for name in found if name not in sealed]
    if not members:
        return []
    actor = f"{prefix}actor.json"
    if actor in files.names():
        members.insert(0, actor)
    media = tuple(one for one in files.names() if _is_media(one, prefix))
    return [Find("mastodon", tuple(members), media, 0.95, "archive of an account of the fediverse", sealed)]


def _recognise(head: bytes) -> str:
    """Say what kind of document begins so; empty when it is none of ours."""
    start = head.removeprefix(_MARK).lstrip()[:1]
    if start == b"[":
        first = next(pieces(head, frozenset()), None)
        return _kind_of(first.value) if first and first.value is not NOTHING else ""
    if start != b"{":
        return ""
    found = outline(head, depth=1)
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
    return ""


def _kind_of(value: object) -> str:
    return "Mastodon API status" if isinstance(value, dict) and _is_status(value) else ""


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


ADAPTER = Adapter(
    kind="reader",
    name="mastodon",
    version="2",
    summary="Mastodon API statuses, contexts and search results, and the archive of an account of the fediverse.",
    open=lambda options: MastodonReader(),
    filler=fillers.json_object,
    losses=(
        "Polls, preview cards, emoji pictures, counts of likes and boosts, and viewer keys stay in the capture.",
        "A reply to a status that is not earlier in the same file is marked `reply`, without its address.",
        "Earlier versions of an edited status are not in these formats; the edit history is a document of its own.",
        "Where the visible text of a link differs from its target, the text is kept; the target stays in the capture.",
    ),
)
