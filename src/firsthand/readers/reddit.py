"""
Reddit: listings, pages of comments, and live threads, as the API answers.

Rules:
    - A post's id is its full name (``t3_…`` a submission, ``t1_…`` a comment, ``LiveUpdate_…``).
    - The text of a submission is its title, then, after a blank line, what was written below it. Markdown stays as it is.
    - What stands in the place of words that were taken away (``[deleted]``, ``[removed]``) is no text: it is a mark and a gap.
    - A crosspost quotes the submission that it shows.
    - Private messages and posts of private communities are items without posts, and gaps ``sealed``.
    - What the account that asked has voted, saved or hidden is never read.

Theory of operation: `json_tree` finds the children of listings, wherever listings lie. A comment stands in the file with all
answers inside of it, between its own keys: so a comment at the top is one item, and the answers below are posts of that item.
At the end of a file the comments that are here, and those that the page did not load, are counted against what each
submission states.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from itertools import islice

from firsthand.model.adapter import Adapter
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.fediverse_values import Json, Unfit, dict_of, list_of, text_of
from firsthand.readers.json_items import MAX_DOCUMENT, Unreadable, decode
from firsthand.readers.json_outline import outline
from firsthand.readers.json_tree import EACH, NOTE, TAKE, Placed, placed, walk
from firsthand.readers.member_text import MemberText, each_member, head_text
from firsthand.readers.reddit_things import Read, joined, kind_of, thing
from firsthand.readers.seam import Files, Setting

NAME = "reddit"

RULES = {
    ("top", EACH): "top", ("top", "data"): "data", ("data", "children"): "list", ("list", EACH): TAKE,
    ("data", "after"): NOTE,
    ("top", "interactions"): "answers", ("top", "http_interactions"): "answers", ("answers", EACH): TAKE,
}  # fmt: skip
LEAVES = frozenset({"top"})

_HEAD = 1 << 18
_KINDS = frozenset({"t1", "t2", "t3", "t4", "t5", "more", "LiveUpdate"})
_REMEMBERED = 10_000

Out = Item | Rejected | Gap


class RedditReader:
    """Implements `firsthand.readers.seam.Reader`."""

    def find(self, files: Files) -> list[Find]:
        """Recognise listings and things by their keys."""
        found = ((name, _recognise(head_text(files, name, _HEAD))) for name in files.names())
        return [Find(NAME, (name,), (), 0.95, why) for name, why in found if why]

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Out]:
        """Read the members in order; see the rules at the top of this file."""
        return each_member(files, find, lambda member, text: _Member(member).read(text))


def _recognise(head: bytes) -> str:
    if head.lstrip()[:1] not in (b"{", b"["):
        return ""
    for piece in islice(walk(head, RULES, LEAVES), 3):
        if piece.closed and isinstance(piece.value, dict) and (why := _likeness(piece.value)):
            return why
    found = outline(head, depth=4)
    if {"kind", "data.children.kind"} <= found and found & {
        "data.children.data.subreddit",
        "data.children.data.author",
    }:
        return "listing of Reddit"
    if b"reddit.com" in head and found & {"interactions.request", "http_interactions.request"}:
        return "recorded answers of Reddit"
    return ""


def _likeness(value: Json) -> str:
    kind, data = kind_of(value), dict_of(value.get("data")) or value
    if kind in _KINDS and data.keys() & {"subreddit", "subreddit_id", "created_utc", "parent_id"}:
        return "things of Reddit"
    request = dict_of(value.get("request"))
    if isinstance(value.get("response"), dict) and "reddit.com" in text_of(request.get("uri")):
        return "recorded answers of Reddit"
    return ""


class _Member:
    """One file, and what it states and holds of comments."""

    def __init__(self, member: str) -> None:
        self.member = member
        self.claims: dict[str, tuple[int, int]] = {}
        self.held: dict[str, int] = {}

    def read(self, text: MemberText) -> Iterator[Out]:
        for row in placed(text, RULES, LEAVES, MAX_DOCUMENT):
            if row.key.startswith(NOTE):
                if isinstance(row.value, str) and row.value:
                    yield Gap(
                        "sequence",
                        self.member,
                        row.n,
                        f"the listing goes on behind {row.value[:40]}: not in this answer",
                    )
            elif not row.code:
                yield from self._item(row)
            elif row.length or row.code != "cut-off":
                why = f"{self.member}, item {row.n}: {row.why}."
                yield Rejected(self.member, row.n, row.start, row.length, row.raw, row.code, why)
            else:
                yield Gap(
                    "cut-off", self.member, 0, f"{self.member} ends after item {row.n}, before its list is closed."
                )
        yield from self._unheard()

    def _item(self, row: Placed) -> Iterator[Out]:
        place = (self.member, row.n, row.start, row.length, row.raw)
        try:
            read = _recorded(dict_of(row.value)) if row.key == "answers" else thing(row.value)
        except Unfit as unfit:
            yield Rejected(*place, unfit.code, f"{self.member}, item {row.n}: {unfit}")
            return
        yield Item(*place, read.posts, read.sightings)
        yield from (Gap(code, self.member, row.n, what) for code, what in read.gaps)
        self._count(row.n, read)

    def _count(self, n: int, read: Read) -> None:
        links = {post.native_id: str(post.reply_to or "").partition(":")[2] for post in read.posts}
        for name, claimed in read.claims:
            if len(self.claims) < _REMEMBERED:
                self.claims[name] = (n, claimed)
        for parent, count in read.behind:
            while parent in links and not parent.startswith("t3_"):
                parent = links.pop(parent)
            if len(self.held) < _REMEMBERED or parent in self.held:
                self.held[parent] = self.held.get(parent, 0) + count

    def _unheard(self) -> Iterator[Gap]:
        """Where fewer comments are here, or known to be left out, than the submission says that it has."""
        for name, (n, claimed) in self.claims.items():
            held = self.held.get(name, 0)
            if 0 < held < claimed:
                lost = claimed - held
                yield Gap(
                    "sequence", self.member, n, f"{name} states {claimed} comments; {lost} are neither here nor named"
                )


def _recorded(value: Json) -> Read:
    """
    Read an answer that a test recorder kept: the things in its body are posts of one item.

    Raises:
        Unfit: The body is no text, or no JSON.
    """
    body = dict_of(dict_of(value.get("response")).get("body"))
    try:
        raw = (
            base64.b64decode(text_of(body.get("base64_string")))
            if "base64_string" in body
            else text_of(body.get("string")).encode()
        )
        answer = decode(raw)
    except (ValueError, Unreadable) as error:
        raise Unfit("not-json", "a recorded answer whose body is no JSON in UTF-8.") from error
    reads: list[Read] = []
    for one in answer if isinstance(answer, list) else [answer]:
        data = dict_of(dict_of(one).get("data"))
        listed = (
            list_of(data.get("children")) if dict_of(one).get("kind") == "Listing" else [one] if kind_of(one) else []
        )
        reads += [thing(child) for child in listed if kind_of(child)]
        if isinstance(data.get("after"), str):
            reads.append(
                Read(gaps=(("sequence", f"the listing goes on behind {data['after'][:40]}: not in this answer"),))
            )
    return joined(reads)


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="Reddit: listings, submissions with their comments, live threads, as the API answers.",
    open=lambda options: RedditReader(),
    filler=fillers.json_object,
    losses=(
        "Scores, awards, flairs and the names of moderators stay in the capture.",
        "A comment and all answers below it are one item: they stand inside of one another, and are erased together.",
        "Polls, embedded players and previews stay in the capture.",
        "Private messages and posts of private communities are counted and not read.",
        "Which edit a comment had before is not in these answers; only the time of the last edit is.",
    ),
)
