"""
Independent origins: who says a thing of their own, and who only passes it on.

A repost, a forward, a near-copy of the words, the same picture, the same account and one stated origin are one origin;
ten reposts count as one. What passes on the very post that makes the claim counts as none. Two who tell the same in their
own words may still have it from one place: only a person can say so, with the origin that they state.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from firsthand.model.sentence import sentence
from firsthand.text.fold import fold


class Said(NamedTuple):
    """
    Where something is said.

    Attributes:
        ref: A post or a claim.
        stated: The origin that a person stated; empty when nobody did.
        speaker: Who is said to say it, in words; of claims only.
        posts, accounts: That say it.
        clusters: Near-duplicate clusters of these posts, by their first post.
        reposts: Posts that they repost.
        forwarded: Names that they are forwarded from.
        media: Digests of the pictures, films and sounds that they carry.
    """

    ref: str
    stated: str = ""
    speaker: str = ""
    posts: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()
    clusters: frozenset[str] = frozenset()
    reposts: frozenset[str] = frozenset()
    forwarded: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()


class Origin(NamedTuple):
    """
    Answers that have one origin.

    Attributes:
        refs: In the order in which they were given.
        counts: 1, or 0 when they only pass the claim itself on.
        why: What makes them one, in words.
    """

    refs: tuple[str, ...]
    counts: int
    why: str


def origins(answers: Sequence[Said], claim: Said) -> list[Origin]:
    """
    Group answers by origin.

    Args:
        claim: The claim that they answer; what shares its origin is no second one.

    Returns:
        In the order of the first answer of each.
    """
    groups: list[list[Said]] = []
    reasons: list[list[str]] = []
    for said in answers:
        joined = [n for n, group in enumerate(groups) if any(shared(said, other) for other in group)]
        why = [shared(said, other) for n in joined for other in groups[n] if shared(said, other)][:1]
        if not joined:
            groups.append([said])
            reasons.append([])
            continue
        first = joined[0]
        for n in reversed(joined[1:]):
            groups[first] += groups.pop(n)
            reasons[first] += reasons.pop(n)
        groups[first].append(said)
        reasons[first] += why
    return [_origin(group, why, claim) for group, why in zip(groups, reasons, strict=True)]


def _origin(group: Sequence[Said], why: Sequence[str], claim: Said) -> Origin:
    refs = tuple(dict.fromkeys(one.ref for one in group))
    own = next((reason for one in group if (reason := shared(one, claim, sure=bool(one.stated)))), "")
    if own:
        return Origin(refs, 0, sentence("no second origin beside the claim itself: {why}", why=own))
    stated = next((one.stated for one in group if one.stated), "")
    if why:
        return Origin(refs, 1, sentence("{why}", why=tuple(dict.fromkeys(why))))
    told = sentence("stated origin: {origin}", origin=stated) if stated else sentence("nothing else passes it on")
    return Origin(refs, 1, told)


def shared(left: Said, right: Said, *, sure: bool | None = None) -> str:
    """
    Say what makes two sayings one origin; empty when nothing that is known does.

    Args:
        sure: A person has said where it comes from, so that one account, picture or speaker makes it no copy (a reporter who
            tells what three drivers told); by default when origins are stated for both.
    """
    if left.posts & right.posts:
        return sentence("the same post")
    if (left.reposts & right.posts) or (right.reposts & left.posts) or (left.reposts & right.reposts):
        return sentence("a repost")
    if (left.clusters | left.posts) & (right.clusters | right.posts):
        return sentence("nearly the same words")
    if left.stated and fold(left.stated).strip() == fold(right.stated).strip():
        return sentence("one stated origin: {origin}", origin=left.stated)
    if left.forwarded & right.forwarded:
        return sentence("forwarded from {name}", name=min(left.forwarded & right.forwarded))
    if sure or (sure is None and left.stated and right.stated):
        return ""
    if left.accounts & right.accounts:
        return sentence("the same account")
    if left.media & right.media:
        return sentence("the same picture, film or sound")
    if left.speaker and fold(left.speaker).strip() == fold(right.speaker).strip():
        return sentence("both are said by {name}", name=left.speaker)
    return ""
