"""
Bluesky (AT Protocol): records, feeds, searches, threads, the firehose, and whole repositories.

Rules:
    - A post's id is ``DID/rkey``: handles change, the DID does not.
    - The text is the record's text. Facets, which say by UTF-8 bytes what is a link or a mention, never alter it; addresses
      that the words do not show are marks ``link:…``.
    - The time is the one that the author's program claims. Where the server, or the key of the record, says another by ten
      minutes or more, that is a mark ``indexed:…`` or ``key-made:…``.
    - A record is checked against its CID. In a repository or the firehose a wrong digest costs the record; beside a record
      in JSON it is the mark ``cid-differs``.
    - Likes, follows, blocks and lists are items without posts: they name other people. What the collector's own account
      follows or mutes (``viewer``) is never read.

Theory of operation: in JSON, `json_tree` finds feed items, posts, records and the posts of a thread wherever they lie. In a
CAR each block is an item; the tree is walked first, for it alone knows under which key a record stands. A file of frames is
values of CBOR after one another; behind damage the next header is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from firsthand.model.adapter import Adapter
from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.bluesky_events import event, frame, is_event, parts
from firsthand.readers.bluesky_records import (
    POST,
    PROFILE,
    REPOST,
    Read,
    bare,
    get,
    is_did,
    record_of,
    sighting,
    type_name,
    uri_of,
    view,
)
from firsthand.readers.dag_cbor import (
    CID_SIZE,
    Block,
    Broken,
    Tree,
    blocks,
    car_header,
    cid_bytes,
    decode_all,
    decode_one,
    is_cid,
    varint,
)
from firsthand.readers.fediverse_values import Json, Unfit, dict_of, moment_of, text_of
from firsthand.readers.json_items import MAX_DOCUMENT
from firsthand.readers.json_outline import outline
from firsthand.readers.json_tree import EACH, NOTE, TAKE, Placed, placed, walk
from firsthand.readers.member_text import MemberText, each_member, head_text
from firsthand.readers.seam import Files, Setting

NAME = "bluesky"

RULES = {
    ("top", EACH): "top",
    ("top", "feed"): "list", ("top", "posts"): "list", ("top", "records"): "list", ("top", "profiles"): "list",
    ("top", "actors"): "list", ("list", EACH): TAKE,
    ("top", "thread"): "node", ("node", "post"): TAKE, ("node", "parent"): "node", ("node", "replies"): "nodes",
    ("nodes", EACH): "node",
    ("top", "cursor"): NOTE,
}  # fmt: skip
LEAVES = frozenset({"top", "node"})

FRAMES_LIMIT = 512 << 20
"""Bytes of a file of frames; it is held in memory."""

NODES_LIMIT = 2_000_000
"""Nodes of a repository's tree that are held."""

_HEAD = 1 << 18
_READ = (POST, REPOST, PROFILE)
_NODE = b"\xa2ae"
_FRAME = re.compile(rb"\xa2(?:at[\x61-\x77]#|bop\x01at|bop\x20)")
_WHY = {
    "cut-off": "it begins and does not end; the file was cut off",
    "not-a-block": "no block of a repository begins here: damaged, or erased",
    "unknown-digest": "its address is of a kind that the protocol does not use, so that nothing can be checked",
    "wrong-digest": "its bytes do not have the digest by which it is named: changed or damaged",
    "too-large": "larger than a block may be; it stays in the file",
}

Out = Item | Rejected | Gap


class BlueskyReader:
    """Implements `firsthand.readers.seam.Reader`."""

    def find(self, files: Files) -> list[Find]:
        """Recognise a repository, frames, or JSON by its first records."""
        found = ((name, *_recognise(files, name)) for name in files.names())
        return [Find(NAME, (name,), (), sure, why) for name, sure, why in found if why]

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Out]:
        """Read the members in order; see the rules at the top of this file."""
        for member in find.members:
            head = files.head(member, 64)
            if _is_car(head):
                yield from _Repository(files, member).read()
            elif head[:1] and 0xA0 <= head[0] <= 0xBB and head[:2] != b"\xbb\xbf":
                yield from _frames(files, member)
            else:
                yield from each_member(files, find._replace(members=(member,)), _json)


# Recognition


def _recognise(files: Files, name: str) -> tuple[float, str]:
    head = files.head(name, 64)
    if _is_car(head):
        return 0.9, "repository of the AT Protocol (CAR)"
    if head[:1] and 0xA0 <= head[0] <= 0xB7:
        return _recognise_cbor(files.head(name, _HEAD))
    text = head_text(files, name, _HEAD)
    if text.lstrip()[:1] not in (b"{", b"["):
        return 0.0, ""
    for piece in islice(walk(text, RULES, LEAVES), 3):
        if piece.closed and isinstance(piece.value, dict) and (why := _kind(piece.value)):
            # Rows of a tool that adds its own columns are better read by a reader of that tool.
            return (0.9 if "4CAT_metadata" in piece.value else 0.95), why
    found = outline(text, depth=3)
    if b"at://did:" in text and (
        found & {"feed.post.uri", "thread.post.uri", "records.uri", "post.uri"} or {"posts.uri", "posts.record"} <= found
        or {"uri", "record"} <= found
    ):  # fmt: skip
        return 0.9, "Bluesky posts"
    return 0.0, ""


def _recognise_cbor(head: bytes) -> tuple[float, str]:
    try:
        value, _ = decode_one(head)
    except Broken:
        return 0.0, ""
    if isinstance(value, dict) and isinstance(value.get("op"), int) and (value["op"] == -1 or "t" in value):
        return 0.9, "frames of the firehose of the AT Protocol"
    if type_name(value).startswith("app.bsky."):
        return 0.9, "a record of Bluesky in CBOR"
    return 0.0, ""


def _is_car(head: bytes) -> bool:
    """Whether this begins as a CAR with a root of the kind that the protocol has."""
    size, at = varint(head, 0)
    try:
        header = decode_all(head[at : at + size]) if 0 < size <= len(head) - at else None
    except Broken:
        return False
    return (
        isinstance(header, dict)
        and header.get("version") == 1
        and isinstance(header.get("roots"), list)
        and all(cid_bytes(text_of(dict_of(root).get("$link"))) for root in header["roots"])
    )


def _kind(value: Json) -> str:
    """Say what a JSON object is; empty when it is none of ours."""
    kind = type_name(value)
    post = dict_of(value.get("post"))
    if kind.startswith(("app.bsky.feed.", "com.atproto.sync.subscribeRepos")) or type_name(
        post.get("record")
    ).startswith(POST):
        return "Bluesky posts"
    if is_event(value):
        return "events of the AT Protocol"
    uri = uri_of(value.get("uri"), "did:plc:unknown")
    if uri and (isinstance(value.get("record"), dict) or isinstance(value.get("value"), dict)):
        return "Bluesky posts" if uri.collection == POST else "records of the AT Protocol"
    if uri and (get(value, "notFound") is True or value.get("blocked") is True):
        return "Bluesky posts"
    if kind.startswith("app.bsky.actor.") or (
        is_did(text_of(value.get("did"))) and isinstance(value.get("handle"), str)
    ):
        return "accounts of Bluesky"
    return ""


# JSON


def _json(member: str, text: MemberText) -> Iterator[Out]:
    for row in placed(text, RULES, LEAVES, MAX_DOCUMENT):
        if row.key.startswith(NOTE):
            if isinstance(row.value, str) and row.value:
                yield Gap("sequence", member, row.n, "the server offered a further page, which is not in this answer")
        elif not row.code:
            yield from _item(member, row)
        elif row.length or row.code != "cut-off":
            why = f"{member}, item {row.n}: {row.why}."
            yield Rejected(member, row.n, row.start, row.length, row.raw, row.code, why)
        else:
            yield Gap("cut-off", member, 0, f"{member} ends after item {row.n}, before its list is closed.")


def _item(member: str, row: Placed) -> Iterator[Out]:
    place = (member, row.n, row.start, row.length, row.raw)
    try:
        read = _element(row.value)
    except Unfit as unfit:
        yield Rejected(*place, unfit.code, f"{member}, item {row.n}: {unfit}")
        return
    yield Item(*place, read.posts, read.sightings)
    yield from (Gap(code, member, row.n, what) for code, what in read.gaps)


def _element(value: object) -> Read:
    """
    Read one element.

    Raises:
        Unfit: It is none of the things that these documents list, or has no address.
    """
    if not isinstance(value, dict):
        raise Unfit("not-a-post", "neither a post, a record, an event, nor an account.")
    kind = type_name(value)
    if kind.startswith("chat.bsky."):
        return Read(gaps=(("sealed", "a private message: kept, not read"),))
    if is_event(value):
        return event(value)
    if isinstance(value.get("post"), dict):
        return _feed_item(value)
    if isinstance(value.get("record"), dict) or ("author" in value and isinstance(value.get("value"), dict)):
        return view(value)
    if isinstance(value.get("value"), dict):
        uri = uri_of(value.get("uri"))
        if uri is None:
            raise Unfit("no-id", "a record without its address.")
        return record_of(uri, value["value"], cid=text_of(value.get("cid")))
    if gone := _gone(value):
        return Read(gaps=(gone,))
    if who := sighting(value, UNKNOWN):
        return Read((), (who,))
    if kind.startswith("app.bsky."):
        raise Unfit(
            "no-id",
            "a record alone does not say whose it is. Collect the repository, or an answer that holds its address.",
        )
    raise Unfit("not-a-post", "neither a post, a record, an event, nor an account.")


def _feed_item(value: Json) -> Read:
    """A post of a feed, who reposted it, and what it answers."""
    read = view(value["post"])
    around = [read]
    for name in ("parent", "root"):
        other = dict_of(value.get("reply")).get(name)
        if isinstance(other, dict):
            if gone := _gone(other):
                around.append(Read(gaps=(gone,)))
            elif isinstance(other.get("record"), dict):
                try:
                    around.append(view(other))
                except Unfit:
                    continue
    reason = dict_of(value.get("reason"))
    by = reason.get("by")
    if isinstance(by, dict):
        around.insert(0, _reposted(reason, by, read))
    return parts(iter(around))


def _reposted(reason: Json, by: Json, read: Read) -> Read:
    when: Moment = moment_of(get(reason, "indexedAt"))
    who = sighting(by, when)
    uri = uri_of(reason.get("uri"), who.native_id if who else "")
    if who is None or uri is None or not read.posts:
        # Older servers do not say under which address the repost stands; then it is no post of its own.
        return Read((), (who,) if who else ())
    post = bare(uri, ("no-text",), when)._replace(reposts=read.posts[0].id, handle=who.handle, name=who.name)
    return Read((post,), (who,))


def _gone(value: Json) -> tuple[str, str] | None:
    kind, uri = type_name(value), text_of(value.get("uri"))[:300]
    if get(value, "notFound") is True or kind.endswith("#notFoundPost"):
        return "unavailable", f"{uri}: not found: deleted, or never there"
    if value.get("blocked") is True or kind.endswith("#blockedPost"):
        return "unavailable", f"{uri}: hidden, because one of the two accounts blocks the other"
    return None


# Frames


def _frames(files: Files, member: str) -> Iterator[Out]:
    size = files.size(member)
    if size > FRAMES_LIMIT:
        why = f"{member}: {size} bytes of frames; the limit is {FRAMES_LIMIT}. Cut it between frames."
        yield Rejected(member, 1, 0, 0, b"", "too-large", why)
        return
    with files.open(member) as stream:
        data = stream.read()
    at = n = 0
    while at < len(data):
        n += 1
        start = at
        try:
            header, at = decode_one(data, start)
            is_frame = isinstance(header, dict) and isinstance(header.get("op"), int)
            body, at = decode_one(data, at) if is_frame else (header, at)
        except Broken as broken:
            again = _FRAME.search(data, start + 1)
            at = again.start() if again else len(data)
            yield Rejected(
                member, n, start, at - start, data[start:at], "not-cbor", f"{member}, item {n}: no frame: {broken}."
            )
            continue
        row = Placed(n, start, at - start, data[start:at], "", body)
        yield from _framed(member, row, header) if is_frame and isinstance(body, dict) else _item(member, row)


def _framed(member: str, row: Placed, header: Json) -> Iterator[Out]:
    place = (member, row.n, row.start, row.length, row.raw)
    try:
        read = frame(header, dict_of(row.value))
    except Unfit as unfit:
        yield Rejected(*place, unfit.code, f"{member}, item {row.n}: {unfit}")
        return
    yield Item(*place, read.posts, read.sightings)
    yield from (Gap(code, member, row.n, what) for code, what in read.gaps)


# Repositories


class _Repository:
    """One CAR: first its commit and tree, then each block in order."""

    def __init__(self, files: Files, member: str) -> None:
        self.files = files
        self.member = member
        self.did = ""
        self.keys: dict[bytes, tuple[str, ...]] = {}
        self.gaps: list[Gap] = []

    def read(self) -> Iterator[Out]:
        with self.files.open(self.member) as stream:
            try:
                roots, at = car_header(stream)
            except Broken as broken:
                why = f"{self.member}: {broken}."
                yield Rejected(self.member, 1, 0, 0, b"", "not-a-car", why)
                return
            self._learn(roots, blocks(stream, at))
            yield from self.gaps
            for n, block in enumerate(blocks(stream, at), 1):
                yield from self._block(n, block)

    def _learn(self, roots: list[str], found: Iterator[Block]) -> None:
        """Whose repository it is, and under which keys its records stand."""
        root = cid_bytes(roots[0]) if roots else b""
        nodes: dict[bytes, bytes] = {}
        top: Json = {}
        for block in found:
            if block.cid == root and not block.flaw:
                top = _decoded(block.data)
            elif block.data.startswith(_NODE) and len(nodes) < NODES_LIMIT:
                nodes[block.cid] = block.data
        self.did = text_of(top.get("did")) if is_did(text_of(top.get("did"))) else ""
        if not self.did:
            self._miss("the commit that says whose repository this is")
            return
        tree = Tree(nodes, text_of(dict_of(top.get("data")).get("$link")), tuple(f"{kind}/" for kind in _READ))
        self.keys = tree.keys
        if tree.absent:
            count = "1 part" if tree.absent == 1 else f"{tree.absent} parts"
            self._miss(f"{count} of the tree: records under it have no key")

    def _miss(self, what: str) -> None:
        self.gaps.append(Gap("unavailable", self.member, 0, f"{what}: not in this file"))

    def _block(self, n: int, block: Block) -> Iterator[Out]:
        place = (self.member, n, block.start, block.length, block.raw)
        where = f"{self.member}, block {n}"
        if block.flaw:
            yield Rejected(*place, block.flaw, f"{where}: {_WHY[block.flaw]}.")
            return
        try:
            record = decode_all(block.data) if block.cid[1:2] == b"\x71" else None
        except Broken as broken:
            yield Rejected(*place, "not-cbor", f"{where}: {broken}.")
            return
        if type_name(record) not in _READ or not isinstance(record, dict):
            yield Item(*place)
            return
        uris = [uri for key in self.keys.get(block.cid, ()) if (uri := uri_of(f"at://{self.did}/{key}", self.did))]
        if not uris:
            yield Rejected(
                *place, "no-id", f"{where}: a {type_name(record)} that the tree of this repository does not name."
            )
            return
        read = parts(record_of(uri, record) for uri in uris)
        yield Item(*place, read.posts, read.sightings)
        yield from (Gap(code, self.member, n, what) for code, what in read.gaps)


def _decoded(data: bytes) -> Json:
    try:
        return dict_of(decode_all(data))
    except Broken:
        return {}


# Erasing


def filler(raw: bytes) -> bytes:
    """
    Bytes in the place of one item: an object in JSON, a block in a repository, a byte string among frames.

    A block keeps the number that says its length, for it carries the blocks behind it.
    """
    size, behind = varint(raw, 0)
    if behind and size == len(raw) - behind and is_cid(raw[behind : behind + CID_SIZE]):
        return raw[:behind] + bytes(size)
    if not raw or not 0xA0 <= raw[0] <= 0xBB:
        return fillers.json_object(raw)
    for head, width in ((0, 1), (0x58, 2), (0x59, 3), (0x5A, 5)):
        rest = len(raw) - width
        if rest < (24 if not head else 1 << 8 * (width - 1)):
            begin = bytes([0x40 | rest]) if not head else bytes([head]) + rest.to_bytes(width - 1, "big")
            return begin + bytes(rest)
    return bytes(len(raw))


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="Bluesky (AT Protocol): records, feeds, searches, threads, firehose frames, Jetstream lines, CAR repositories.",
    open=lambda options: BlueskyReader(),
    filler=filler,
    losses=(
        "Counts of likes, reposts, quotes and replies stay in the capture.",
        "Likes, follows, blocks and lists are counted and not read: they name other people.",
        "Labels that others put on a post or an account stay in the capture; what its author put on it is a mark.",
        "A repost in a feed whose server does not state its address is a sighting of the account, and no post.",
        "The signature of a repository is not checked: its key is in a document elsewhere.",
        "Mentions stay in the text as they are; the DID behind them stays in the capture.",
    ),
)
