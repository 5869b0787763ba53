"""
Lineage: which posts say a thing, and from how many independent origins they have it.

Copies, reposts and forwards of one post, posts with its picture, and what a person stated to have one origin are one. Each post is
joined to the earliest one that it may have the thing from: "earliest" is the earliest that the case holds, and who copied from whom
is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from firsthand.desk.claims import find_claim, said_in
from firsthand.desk.origins import Said, origins, shared
from firsthand.desk.ports import Desk
from firsthand.exporters.lineage import Row, svg
from firsthand.find.query import parse
from firsthand.model.errors import Mistaken, NotFound
from firsthand.model.ids import PostId
from firsthand.model.sentence import sentence

MOST = 300
"""Posts that are looked at, over all; those beyond are counted, up to `COUNTED` for one post."""
COUNTED = 10_000


def lineage(desk: Desk, ref: str) -> dict[str, Any]:
    """
    Where a claim, or what a post says, comes from.

    Args:
        ref: A post, or ``claim:NUMBER``.

    Returns:
        ``ref``; ``posts`` and ``origins``, how many; ``because``, a sentence; ``groups``, one for each origin, that of the claim itself
        first: ``origin`` (from 1), ``why``, ``nodes`` in order of time, each with ``n`` (from 1, over all groups), ``post``, ``account``,
        ``name``, ``posted_at``, ``posted_stated``, ``from`` (the ``n`` it may have it from, or None) and ``how``; ``left_out``: copies
        beyond `MOST`.

    Raises:
        NotFound: The post or claim is not held.
        Mistaken: It is neither.
    """
    own, answers = _seeds(desk, ref)
    left_out = 0
    saying: dict[str, Said] = {}
    for said in (*own, *answers):
        for post in sorted(said.posts):
            copies = list(_copies(desk, post, said))
            for copy in copies:
                if copy not in saying and len(saying) < MOST:
                    saying[copy] = said_in(desk, copy)
            left_out += sum(copy not in saying for copy in copies)
    said_first = {post for said in (*own, *answers) for post in said.posts}
    passed_on = [one for post, one in saying.items() if post not in said_first]
    claim = own[0]
    mine = sentence("the claim itself") if ref.startswith("claim:") else sentence("the post itself")
    groups: list[tuple[str, set[str]]] = [(mine, set(claim.posts))]
    known = {one.ref: one for one in (*answers, *passed_on)}
    for origin in origins([*answers, *passed_on], claim):
        posts = {post for one in origin.refs for post in known[one].posts}
        if origin.counts:
            groups.append((origin.why, posts - groups[0][1]))
        else:
            groups[0][1].update(posts)
    numbered = 0
    listed: list[dict[str, Any]] = []
    for why, posts in groups:
        nodes = _nodes(desk, posts, saying, numbered)
        numbered += len(nodes)
        if nodes:
            listed.append({"origin": len(listed) + 1, "why": why, "nodes": nodes})
    return {
        "ref": ref, "posts": numbered + left_out, "origins": len(listed), "because": _because(listed), "groups": listed,
        "left_out": left_out,
    }  # fmt: skip


def draw(desk: Desk, ref: str, target: str) -> dict[str, Any]:
    """
    Draw a lineage into an SVG file that does not exist yet; posts are numbers, as `lineage` counts them, and nobody is named.

    Returns:
        ``path``, ``posts``, ``origins``.

    Raises:
        Mistaken: The name does not end in ``.svg``, or the file is there.
        NotFound: The post or claim is not held.
    """
    if not target.lower().endswith(".svg"):
        raise Mistaken(f"{target} is no drawing.", code="bad-drawing", advice="Its name must end in .svg.")
    told = lineage(desk, ref)
    with desk.outbox.parcel(target, "file") as parcel:
        parcel.add("", [svg(rows_of(told), _counted(told)).encode()])
        path = parcel.send()
    return {"path": path, "posts": told["posts"], "origins": told["origins"]}


def rows_of(told: Mapping[str, Any]) -> list[Row]:
    """The posts of a lineage, as a drawing takes them."""
    return [
        Row(group["origin"], node["n"], node["from"], node["posted_at"] or "", node["how"])
        for group in told["groups"] for node in group["nodes"]
    ]


def _seeds(desk: Desk, ref: str) -> tuple[list[Said], list[Said]]:
    """Who says it first, and the answers that back it."""
    if not ref.startswith("claim:"):
        desk.views.post(PostId(ref))
        return [said_in(desk, ref)], []
    claim = find_claim(desk, ref)
    backing = [one for one in claim["answers"] if one["relation"] == "backs"]
    return [said_in(desk, ref)], [said_in(desk, one["ref"], one["origin"]) for one in backing]


def _copies(desk: Desk, post: str, said: Said) -> Iterator[str]:
    """The post itself, its near-duplicates, its reposts, and posts with its very pictures."""
    seen = {post}
    yield post
    for cluster in sorted(said.clusters):
        for one in desk.views.search(parse(f'cluster:"{cluster}"'), limit=COUNTED, order="oldest", seed=0):
            if one["id"] not in seen:
                seen.add(one["id"])
                yield one["id"]
    for medium in sorted(said.media):
        for other in desk.views.posts_with(medium):
            if other not in seen:
                seen.add(other)
                yield other


def _nodes(desk: Desk, posts: set[str], saying: dict[str, Said], before: int) -> list[dict[str, Any]]:
    held = []
    for post in posts:
        try:
            held.append(desk.views.post(PostId(post)))
        except NotFound:
            continue
    held.sort(key=lambda one: (one["posted_at"] is None, one["posted_at"] or one["posted_stated"] or "", one["id"]))
    nodes: list[dict[str, Any]] = []
    for n, one in enumerate(held):
        parent, how = _parent(one["id"], [other["id"] for other in held[:n]], saying)
        nodes.append({
            "n": before + n + 1, "post": one["id"], "account": one["account"], "name": one["name"] or one["handle"],
            "posted_at": one["posted_at"], "posted_stated": one["posted_stated"],
            "from": before + parent + 1 if parent is not None else None, "how": how,
        })  # fmt: skip
    return nodes


def _parent(post: str, earlier: Sequence[str], saying: dict[str, Said]) -> tuple[int | None, str]:
    """The earliest post that it may be from, and why; one that it names as reposted before any other."""
    mine = saying[post]
    for place, other in enumerate(earlier):
        if other in mine.reposts:
            return place, sentence("a repost")
    for place, other in enumerate(earlier):
        if how := shared(mine, saying[other]):
            return place, how
    return None, ""


def _because(groups: Sequence[dict[str, Any]]) -> str:
    return "; ".join(f"origin {group['origin']} ({len(group['nodes'])}): {group['why']}" for group in groups)


def _counted(told: Mapping[str, Any]) -> str:
    return ", ".join(f"{told[what]} {what if told[what] != 1 else what[:-1]}" for what in ("posts", "origins"))
